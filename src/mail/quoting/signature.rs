//! What stands below the sender's own words: closing, name, contact block, device line, disclaimer.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::contact_block::{contact_block, is_contact};
use super::device::is_device;
use super::footer::{footer, is_scanned};
use super::names::{is_greeting, is_namely, name_above, name_block};
use super::quotes::is_rule;
use super::words::{
    Beginnings, CLOSING, DISCLAIMER_PROOF, DISCLAIMER_START, IMPRINT, ITSELF, REGARDS, WISHES,
    fold, head,
};
use crate::model::is_han;

/// The closings, to be asked once a line.
static CLOSINGS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| CLOSING.iter().copied().collect());

/// How disclaimers begin.
static DISCLAIMERS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(&[DISCLAIMER_START]));

/// Cuts a stretch of own lines into words and signature.
pub(super) fn cut<'a, 'x>(lines: &'a [&'x str]) -> (&'a [&'x str], &'a [&'x str]) {
    let mut end = trimmed(lines, lines.len());
    if let Some(at) = footer(lines, end) {
        end = trimmed(lines, at);
    }
    if let Some(at) = disclaimer(lines, end) {
        end = trimmed(lines, at);
    }
    if let Some(at) = imprint(lines, end) {
        end = at;
    }
    if let Some(at) = dashes(lines, end) {
        end = trimmed(lines, at);
    }
    if let Some(at) = closing(lines, end) {
        end = trimmed(lines, at);
    } else if let Some(at) = contact_block(lines, end).or_else(|| name_block(lines, end)) {
        end = trimmed(lines, at);
        if let Some(at) = name_above(lines, end) {
            end = trimmed(lines, at);
        }
        // `Thanks!` above the name.
        if let Some(at) = closing(lines, end) {
            end = trimmed(lines, at);
        }
    }
    lines.split_at_checked(end).unwrap_or((lines, &[]))
}

/// Whether lines are nothing but closing, name and contacts.
pub(super) fn is_all(lines: &[&str]) -> bool {
    let mut said = lines.iter().filter(|l| !l.trim().is_empty());
    let Some(first) = said.next() else {
        return false;
    };
    let rest: Vec<&&str> = said.collect();
    let begins = is_closing(first)
        || is_namely(first, 4) && !is_greeting(first) && rest.iter().any(|l| is_contact(l));
    begins && rest.len() <= 12 && rest.iter().all(|l| is_short(l) && !is_said(l))
}

/// Drops blank lines, rules and device lines at the end.
fn trimmed(lines: &[&str], mut end: usize) -> usize {
    while let Some(line) = end.checked_sub(1).and_then(|at| lines.get(at)) {
        if !(line.trim().is_empty()
            || is_rule(line)
            || is_device(line)
            || is_scanned(line)
            || line.trim() == "\u{1427}")
        {
            break;
        }
        end -= 1;
    }
    end
}

/// First line of a legal disclaimer, if one ends this stretch.
pub(super) fn disclaimer(lines: &[&str], end: usize) -> Option<usize> {
    for at in 0..end {
        let line = lines.get(at)?.trim();
        let line =
            line.trim_start_matches(['*', '-', '_', ' ', '(', '[', '【', '#', '=', '•', '"']);
        let first = line.chars().next().and_then(|c| c.to_lowercase().next());
        if !first.is_some_and(|c| DISCLAIMERS.any_with(c)) {
            continue;
        }
        let lower = fold(head(line, 160));
        if !DISCLAIMERS.begin(&lower) {
            continue;
        }
        let paragraph: String = lines
            .iter()
            .take(end)
            .skip(at)
            .take(14)
            .map(|l| l.to_lowercase())
            .collect::<Vec<_>>()
            .join(" ");
        let proofs = DISCLAIMER_PROOF
            .iter()
            .filter(|words| paragraph.contains(**words))
            .count();
        // A letter may speak of secrets and third parties; a disclaimer speaks of itself.
        let of_itself = ITSELF.iter().any(|word| paragraph.contains(word));
        // One such word may stand in a letter about confidentiality; disclaimers pile them up.
        let first = lines.iter().take(at).all(|l| l.trim().is_empty());
        // Below a closing or a rule nothing else is expected.
        let closed = || {
            lines
                .iter()
                .take(at)
                .rev()
                .filter(|l| !l.trim().is_empty())
                .take(10)
                .any(|l| is_closing(l) || is_rule(l))
        };
        if (proofs >= 2
            || proofs == 1 && closed()
            || proofs == 1 && lower.contains("before printing")
            || lower.contains("environment before"))
            && of_itself
            && !first
        {
            // A rule above it is its frame.
            return Some(at);
        }
    }
    None
}

/// RFC 3676 §4.3: a line of two dashes; programs drop the space behind them.
fn dashes(lines: &[&str], end: usize) -> Option<usize> {
    let at = (0..end).rev().find(|at| {
        lines.get(*at).is_some_and(|l| {
            let l = l.trim();
            matches!(
                l,
                "--" | "—" | "---" | "——" | "– –" | "- -" | "- --" | "––" | "==" | "~~"
            ) || l.chars().count() >= 18 && l.chars().all(|c| c == '_')
                || l.chars().count() >= 5 && is_rule(l) && signs(lines, *at, end)
        })
    })?;
    // Who draws several such lines divides his text with them.
    let divides = |l: &&&str| matches!(l.trim(), "--" | "—" | "---" | "——");
    if lines.iter().take(at).filter(divides).count() > 0
        && lines.iter().take(end).skip(at + 1).any(|l| is_said(l))
    {
        return None;
    }
    let below = lines
        .iter()
        .take(end)
        .skip(at + 1)
        .filter(|l| !l.trim().is_empty())
        .count();
    (below <= 14).then_some(at)
}

/// Whether what stands below the rule at `at` is a name with its contacts or post.
fn signs(lines: &[&str], at: usize, end: usize) -> bool {
    let below: Vec<&str> = lines
        .iter()
        .take(end)
        .skip(at + 1)
        .map(|l| l.trim())
        .filter(|l| !l.is_empty())
        .take(9)
        .collect();
    (2..=8).contains(&below.len())
        && below
            .first()
            .is_some_and(|l| is_namely(l, 4) && !is_greeting(l))
        && below.iter().any(|l| is_contact(l))
        && below.iter().all(|l| is_short(l) && !is_said(l))
}

/// A closing as the tables hold it.
fn tidy(text: &str) -> String {
    let text = text.trim().trim_end_matches([
        ',', '.', '!', ';', '，', '。', '！', '、', '~', '～', '…', ':', '：',
    ]);
    fold(text.trim())
}

/// Whether a line is a closing, with or without a name behind it.
fn is_closing(line: &str) -> bool {
    let bare = line
        .trim()
        .trim_matches(|c: char| " *_~-—>/\\\u{3000}^:)😊🙏".contains(c));
    let count = bare.chars().count();
    if bare.is_empty() || count > 60 {
        return false;
    }
    let whole = tidy(bare);
    // `For and on behalf of Ray Ltd`.
    if whole.starts_with("for and on behalf of ") || whole.starts_with("im auftrag von ") {
        return true;
    }
    if CLOSINGS.contains(whole.as_str()) || regards(&whole) {
        return true;
    }
    // `Best regards / Viele Grüße`, `Thanks, Bob`, `谢谢！ 王芳`.
    if let Some((head, tail)) =
        bare.split_once([',', '!', '，', '！', '.', '/', ';', '–', '-', '。', '、'])
    {
        let tail = tail
            .trim()
            .trim_matches([',', '.', '!', '，', '。', '！', ' ', '-']);
        let head = tidy(head);
        let tailed = tidy(tail);
        if (CLOSINGS.contains(head.as_str()) || regards(&head))
            && (tail.is_empty()
                || CLOSINGS.contains(tailed.as_str())
                || regards(&tailed)
                || is_namely(tail, 4))
        {
            return true;
        }
    }
    let wish = WISHES.iter().any(|w| bare.starts_with(w))
        && count <= 14
        && !bare.contains(['？', '?', '：', ':']);
    wish && [
        "好", "祺", "安", "利", "快", "乐", "福", "绥", "綏", "礼", "康", "意", "隆", "旺", "吉",
        "颂", "祝",
    ]
    .iter()
    .any(|c| tidy(bare).ends_with(c) || bare.contains("顺"))
}

/// `sonnige Grüße aus Köln`, `with very warm regards`: a word of greeting with little around it, but
/// no sentence (`Give her my regards`).
fn regards(folded: &str) -> bool {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let said = [
        "give", "send", "pass", "my", "your", "our", "his", "her", "their", "bitte", "sende",
        "ihre", "deine", "vos", "mes", "sus", "mis", "i", "we", "ich", "wir",
    ];
    let Some(at) = words.iter().position(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        REGARDS.contains(&word)
    }) else {
        return false;
    };
    let after = words.len().saturating_sub(at + 1);
    let from = [
        "aus", "vom", "von", "from", "de", "depuis", "desde", "da", "dal", "fra", "från", "uit",
        "to", "an",
    ];
    words.len() <= 6
        && at <= 4
        && !words.iter().any(|word| said.contains(word))
        && !folded.contains(|c: char| c.is_ascii_digit() || c == '?')
        && (after == 0 || words.get(at + 1).is_some_and(|word| from.contains(word)))
}

/// Where the closing of a letter begins: nothing but short lines may follow it.
fn closing(lines: &[&str], end: usize) -> Option<usize> {
    let mut found = None;
    let mut seen = 0;
    for at in (0..end).rev() {
        let line = lines.get(at)?;
        if line.trim().is_empty() {
            continue;
        }
        seen += 1;
        if seen > 16 {
            break;
        }
        if is_closing(line) {
            found = Some(at);
        } else if !is_short(line) || is_said(line) {
            break;
        }
    }
    // A mail of thanks alone keeps its thanks.
    found.filter(|at| lines.iter().take(*at).any(|l| !l.trim().is_empty()))
}

/// A short line that still says something: `Paid today.` below `Many thanks!`.
fn is_said(line: &str) -> bool {
    let line = line.trim();
    let han = line.chars().filter(|c| is_han(*c)).count();
    let last = line
        .trim_end_matches(['.', '!'])
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    // `Ray Inc.`, `Bob Ray Jr.`, `B. R.`
    let abbreviated = last.chars().count() <= 4;
    (line.ends_with(['.', '!']) && han == 0 && !abbreviated && line.contains(' ')
        || line.ends_with(['。', '！']) && han > 2)
        && !is_contact(line)
        && !is_device(line)
        && line.chars().next().is_some_and(char::is_alphabetic)
}

/// What the law makes firms write below: where it ends the lines, the line it begins at.
fn imprint(lines: &[&str], mut end: usize) -> Option<usize> {
    let before = end;
    while let Some(line) = end.checked_sub(1).and_then(|at| lines.get(at)) {
        if line.trim().is_empty() {
            end -= 1;
            continue;
        }
        let text = fold(line);
        let known = IMPRINT
            .iter()
            .filter(|words| text.contains(**words))
            .count();
        // One register number may be what was asked for; below a closing it never is.
        let closed = || {
            lines
                .iter()
                .take(end - 1)
                .rev()
                .filter(|l| !l.trim().is_empty())
                .take(12)
                .any(|l| is_closing(l))
        };
        if known >= 2 && (known >= 3 || closed() || line.contains("Registered in"))
            || known == 1 && closed()
        {
            end -= 1;
        } else {
            break;
        }
    }
    let end = trimmed(lines, end);
    (end < trimmed(lines, before) && end > 0).then_some(end)
}

/// Short enough, and not a sentence: a line of a contact block.
fn is_short(line: &str) -> bool {
    let line = line.trim();
    let count = line.chars().count();
    let han = line.chars().filter(|c| is_han(*c)).count();
    is_brief(line, count, han) || is_rule(line) || is_device(line)
}

fn is_brief(line: &str, count: usize, han: usize) -> bool {
    if line.contains(['?', '？']) || line.ends_with(['。', '！', '；']) && han > 4 {
        return false;
    }
    if han > 0 {
        return count <= 60 && !line.contains('，') && !line.contains('。')
            || is_contact(line) && count <= 90;
    }
    let words = line.split_whitespace().count();
    let last = line
        .trim_end_matches('.')
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    // `Ray Pumps & Valves Pvt. Ltd.`
    let abbreviated = last.chars().count() <= 4 && last.starts_with(char::is_uppercase);
    let sentence =
        line.ends_with(['.', '!', ':']) && words > 5 && !abbreviated && !is_contact(line);
    count <= 80 && !sentence && (words <= 12 || is_contact(line))
}
