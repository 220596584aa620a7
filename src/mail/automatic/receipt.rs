//! Receipts without RFC 8098: the subject and the sentence of a program, and that sentence about a mail.

use crate::mail::quoting;
use crate::model::{Mail, is_han};

/// How programs begin the subject.
const MARKS: &[&str] = &[
    "read:",
    "not read:",
    "delivered:",
    "已读:",
    "已读：",
    "已讀:",
    "已讀：",
    "未读:",
    "未读：",
    "read receipt",
    "gelesen:",
    "lu :",
    "lu:",
    "leído:",
    "letto:",
    "lida:",
    "läst:",
    "return receipt",
    "gelezen:",
    "relayed:",
];

/// What they say of the mail.
const SAID: &[&str] = &[
    "was read",
    "was displayed",
    "被阅读",
    "已阅读",
    "已於",
    "wurde gelesen",
    "a été lu",
    "deleted without being read",
    "was deleted",
    "has been delivered",
    "was delivered",
    "fue leído",
    "è stato letto",
    "已被讀取",
    "已被读取",
];

/// Says it all by itself.
const ALONE: &[&str] = &[
    "delivery to these recipients",
    "return receipt for the mail",
    "receipt for the mail",
    "return receipt for your mail",
];

/// The mail as the programs call it.
const ABOUT: &[&str] = &[
    "your message",
    "your mail",
    "your e-mail",
    "your email",
    "the message you sent",
    "message that you sent",
    "the mail you sent",
    "mail that you sent",
    "您的邮件",
    "你的邮件",
    "您发送的邮件",
    "您的郵件",
    "您發送的郵件",
    "此邮件",
    "ihre nachricht",
    "ihre mail",
    "votre message",
    "su mensaje",
    "il messaggio",
    "sua mensagem",
    "ert meddelande",
    "uw bericht",
];

/// Lines of the mail that was read, as programs repeat them.
const REPEATED: &[&str] = &[
    "to:",
    "subject:",
    "sent:",
    "收件人",
    "主题",
    "主旨",
    "主題",
    "发送时间",
    "an:",
    "betreff:",
    "gesendet:",
    "objet",
    "à :",
    "para:",
    "asunto:",
    "oggetto:",
    "assunto:",
    "onderwerp:",
    "ämne:",
];

/// Before what says it all by itself.
const LEADS: &[&str] = &["", "this is a ", "this is an ", "this is the ", "the "];

/// How programs go on behind the verb: with the time, or with whom it reached.
const TAILS: &[&str] = &[
    "on ",
    "at ",
    "am ",
    "um ",
    "le ",
    "el ",
    "il ",
    "em ",
    "op ",
    "den ",
    "to the following",
    "to these",
    "without being read",
    "于",
    "於",
];

/// Words of the line between the mail's name and the verb, where it repeats nothing.
const BETWEEN: &[&str] = &[
    "to ", "sent ", "with ", "an ", "vom ", "已于", "已於", "于", "於", "在", "已",
];

/// Words of people; no program has any in its sentence.
const PEOPLE: &[&str] = &[
    "i", "we", "us", "our", "ours", "my", "he", "she", "they", "but", "and", "please", "could",
    "can", "would", "thanks", "thank", "hi", "hello", "dear", "regards", "wir", "ich", "und",
    "bitte", "danke", "nous", "je", "et", "merci", "gracias", "grazie",
];

/// Whether a program wrote this. People deliver boxes and read proposals too, in the very same words:
/// a program's sentence names the mail, then the verb, and nothing else stands beside the lines it repeats.
///
/// The whole text counts: the lines a program repeats look like the head of a quote.
pub(super) fn is_receipt(subject: &str, mail: &Mail) -> bool {
    if !MARKS.iter().any(|mark| subject.starts_with(mark)) || !mail.attachments.is_empty() {
        return false;
    }
    // What the server of a company appends is not the program's.
    let lower = quoting::above_disclaimer(&mail.text).to_lowercase();
    if lower.chars().count() >= 600 || lower.contains(['?', '？']) {
        return false;
    }
    let text = lower.trim();
    let alone = || {
        LEADS
            .iter()
            .filter_map(|lead| text.strip_prefix(lead))
            .any(|rest| ALONE.iter().any(|words| rest.starts_with(words)))
    };
    let behind_the_mail = || {
        let text = text.strip_prefix("the ").unwrap_or(text);
        ABOUT
            .iter()
            .flat_map(|mail| [text.strip_prefix(mail), lower.trim().strip_prefix(mail)])
            .flatten()
            .any(says_all)
    };
    alone() || behind_the_mail()
}

/// Whether what stands behind the mail's name is the verb, the time and repeated lines only.
fn says_all(rest: &str) -> bool {
    SAID.iter().any(|verb| {
        rest.match_indices(verb).any(|(at, _)| {
            let middle = rest.get(..at).unwrap_or_default();
            let tail = rest.get(at + verb.len()..).unwrap_or_default();
            is_between(middle) && is_tail(tail)
        })
    })
}

fn is_repeated(line: &str) -> bool {
    REPEATED.iter().any(|label| line.starts_with(label))
}

fn is_between(middle: &str) -> bool {
    let last = middle.lines().count();
    // A long subject goes on in the next line.
    let mut goes_on = 0;
    middle.lines().enumerate().all(|(at, line)| {
        let line = line.trim();
        if line.is_empty() {
            goes_on = 0;
            return true;
        }
        if is_repeated(line) {
            goes_on = 1;
            return true;
        }
        let clean = !has_people(line) && breaks(line).is_none();
        if BETWEEN.iter().any(|word| line.starts_with(word)) || is_date(line) {
            return clean;
        }
        goes_on += 1;
        goes_on == 2 && at + 1 < last
    })
}

fn is_tail(tail: &str) -> bool {
    let mut lines = tail.lines();
    let first = lines.next().unwrap_or_default().trim();
    let mut said = first.to_owned();
    for line in lines.map(str::trim).filter(|l| !l.is_empty()) {
        let address = line.contains('@') && line.split_whitespace().count() <= 5;
        if is_repeated(line) || address {
            continue;
        }
        said.push(' ');
        said.push_str(line);
    }
    let said = said.trim().trim_start_matches([':', '。']).trim();
    let begins = said.is_empty()
        || matches!(said, "." | "!")
        || said.starts_with(|c: char| c.is_ascii_digit())
        || TAILS.iter().any(|word| said.starts_with(word))
        || said.strip_prefix("to ").is_some_and(|to| {
            to.split_whitespace()
                .next()
                .is_some_and(|w| w.contains('@'))
        });
    let han = |c: char| is_han(c);
    begins
        && said.chars().count() <= 160
        && !(said.contains(han) && said.contains(['，', '。', ',']) && !said.ends_with('。'))
        && !has_people(said)
        && breaks(said).is_none()
        // `to the following reasons`: only a time or an address makes it a program's.
        && (said.chars().filter(|c| c.is_alphabetic()).count() < 12
            || said.contains(|c: char| c.is_ascii_digit())
            || said.starts_with("to the following recipient")
            || said.starts_with("to these recipients")
            || said.contains('@'))
}

/// A further sentence, if there is one: `9:41 a.m.` and `20. November` are none.
fn breaks(text: &str) -> Option<&str> {
    text.match_indices(['.', '!', '。', '！', ';'])
        .filter(|(at, _)| {
            let before = text.get(..*at).unwrap_or_default();
            let word = before
                .rsplit(|c: char| !c.is_alphabetic())
                .next()
                .unwrap_or_default();
            !before.ends_with(|c: char| c.is_ascii_digit()) && word.chars().count() != 1
                || text
                    .get(*at..)
                    .is_some_and(|t| t.starts_with(". ") && letters(t) >= 10)
                    && before.ends_with(|c: char| c.is_ascii_digit())
                    && before.contains(':')
        })
        .filter_map(|(at, mark)| text.get(at + mark.len()..))
        .find(|behind| letters(behind) >= 2)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn has_people(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| PEOPLE.contains(&word))
}

/// A time alone: digits, and the few words around them.
fn is_date(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit()) && letters(line) <= 12
}
