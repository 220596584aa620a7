//! The sender's own words apart from quotes, signature, disclaimer and forwarded blocks.
//!
//! Line by line: `quotes` finds where quoted mails begin, `signature` what stands below the
//! sender's own words. Answers between `>` lines stay own words.

mod answers;
mod attribution;
mod blocks;
mod contact_block;
mod device;
mod footer;
mod names;
mod quotes;
mod signature;
mod words;

use std::cell::RefCell;

pub(crate) use self::footer::above_disclaimer;

use self::quotes::Mark;

/// A body, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// What the sender wrote, answers between quoted lines included.
    pub own: String,
    /// The signature and closing cut off.
    pub signature: String,
    /// Quoted mails and their headers.
    pub quoted: String,
    /// A forwarded block: header lines and text, if the mail forwards one inline.
    pub forwarded: Option<ForwardedBlock>,
}

/// A mail forwarded inline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForwardedBlock {
    /// Value of From / 发件人, as written.
    pub from: String,
    /// Value of Date / Sent / 发送时间, as written.
    pub date: String,
    /// Value of Subject / 主题.
    pub subject: String,
    /// The forwarded text.
    pub text: String,
}

thread_local! {
    /// The last body taken apart: whether a machine wrote a mail and what it says are both asked of
    /// its own words.
    static LAST: RefCell<(String, String, Parts)> = RefCell::default();
}

/// Takes a body apart. `subject` tells a forward from a reply where the block itself does not.
#[must_use]
pub fn split(text: &str, subject: &str) -> Parts {
    LAST.with_borrow_mut(|(last_text, last_subject, parts)| {
        if last_text != text || last_subject != subject {
            *parts = taken_apart(text, subject);
            text.clone_into(last_text);
            subject.clone_into(last_subject);
        }
        parts.clone()
    })
}

fn taken_apart(text: &str, subject: &str) -> Parts {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end()).collect();
    let mut marked = quotes::mark(&lines, super::subject::is_forward(subject));
    answers::mark(&lines, &mut marked);
    footer::mark(&lines, &mut marked);
    let mut parts = Parts::default();
    let (mut own, mut sig, mut quoted) = (Vec::new(), Vec::new(), Vec::new());
    let mut forwarded: Vec<&str> = Vec::new();
    let mut stretch: Vec<&str> = Vec::new();
    for (line, mark) in lines.iter().zip(marked.iter().copied()) {
        if mark != Mark::Own && !stretch.is_empty() {
            let (mine, below) = signature::cut(&stretch);
            own.extend_from_slice(mine);
            sig.extend_from_slice(below);
            stretch.clear();
        }
        match mark {
            Mark::Own => stretch.push(line),
            Mark::Signature => sig.push(*line),
            Mark::Quoted => quoted.push(*line),
            Mark::Forwarded => forwarded.push(line),
        }
    }
    let (mine, below) = signature::cut(&stretch);
    own.extend_from_slice(mine);
    sig.extend_from_slice(below);
    // Above a forward a name with its telephone says nothing; above an answer it may be the answer.
    if !forwarded.is_empty() && signature::is_all(&own) {
        own.append(&mut sig);
        std::mem::swap(&mut own, &mut sig);
    }
    // A mail that is nothing but closing and name still says that much.
    // "Sent from my iPhone" is no word of his.
    let silent = sig
        .iter()
        .all(|line| line.trim().is_empty() || device::is_device(line));
    if own.iter().all(|line| line.trim().is_empty())
        && quoted.is_empty()
        && forwarded.is_empty()
        && !silent
    {
        std::mem::swap(&mut own, &mut sig);
    }
    parts.own = joined(&own);
    parts.signature = joined(&sig);
    parts.quoted = joined(&quoted);
    if !forwarded.is_empty() {
        parts.forwarded = Some(blocks::forwarded_block(&forwarded));
    }
    parts
}

/// Lines joined, blank ones at both ends dropped, no more than two in a row within.
fn joined(lines: &[&str]) -> String {
    let mut out = String::new();
    let mut blank = 0usize;
    for line in lines {
        if line.trim().is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests;
