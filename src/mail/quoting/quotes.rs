//! Where quoted and forwarded mails begin and end.

use super::attribution::{attribution, is_groupwise, wrapped_attribution};
use super::blocks::{asks_above, header_block, is_indented_name, notes_block, separator};

/// Whose words a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Own,
    Quoted,
    Forwarded,
    /// What signs, wherever it stands: it says nothing and is not lost.
    Signature,
}

/// Whether a line carries a quote mark.
pub(super) fn is_quoted(line: &str) -> bool {
    let bare = line.trim_start();
    bare.starts_with('>')
        || bare.starts_with('＞')
        || bare.starts_with("|>")
        || bare.starts_with("| ") && !bare.ends_with('|')
}

/// A line without quote marks, emphasis and list marks around it.
pub(super) fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '>' | '*' | '_' | '|' | '＞' | '\u{3000}')
    })
}

/// Whether a line is nothing but a rule.
pub(super) fn is_rule(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed.chars().count() >= 2
        && trimmed
            .chars()
            .all(|c| "-_=*#~+—–‐－|‧·•━─═▬＝～ \u{1427}".contains(c))
}

/// A rule with words in it: `---- Oorspronkelijk bericht ----`.
fn is_titled_rule(line: &str) -> bool {
    let dash = |c: char| "-_=—–‐－*".contains(c);
    let line = line.trim();
    line.chars().count() <= 100
        && line.chars().take(3).filter(|c| dash(*c)).count() == 3
        && line.chars().rev().take(3).filter(|c| dash(*c)).count() == 3
}

/// Lines with a colon that are looked at as the start of a header block; each costs a few dozen
/// lines of reading ahead.
const LOOKS: usize = 2000;

/// Marks every line as own, quoted or forwarded.
pub(super) fn mark(lines: &[&str], subject_forwards: bool) -> Vec<Mark> {
    let mut marks = vec![Mark::Own; lines.len()];
    // Where marked quotes end: below them unmarked words are own again.
    let last_marked = lines.iter().rposition(|l| is_quoted(l)).unwrap_or(0);
    let unclear = if subject_forwards {
        Mark::Forwarded
    } else {
        Mark::Quoted
    };
    let mut by_marks = false;
    let (mut looked, mut closed) = (0, 0);
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        if line.trim().is_empty() {
            at += 1;
            continue;
        }
        if is_groupwise(line) {
            if !next_quoted(lines, at + 1) {
                return rest(marks, lines, at, unclear);
            }
            set(&mut marks, at, at + 1, Mark::Quoted);
            by_marks = true;
            at += 1;
            continue;
        }
        if is_quoted(line) {
            // Gmail wraps `On … <a@b.example\n> wrote:` so that its end looks quoted.
            let start = if at > 0 {
                wrapped_attribution(lines, at)
            } else {
                None
            };
            by_marks |= start.is_some();
            set(&mut marks, start.unwrap_or(at), at + 1, Mark::Quoted);
            at += 1;
            continue;
        }
        if let Some(end) = pgp(lines, at) {
            set(&mut marks, at, end, Mark::Signature);
            at = end;
            continue;
        }
        if asks_above(line) {
            // Helpdesks write the line on top of their own mails.
            if !marks
                .iter()
                .zip(lines)
                .take(at)
                .any(|(mark, l)| *mark == Mark::Own && !l.trim().is_empty())
            {
                set(&mut marks, at, at + 1, Mark::Quoted);
                at += 1;
                continue;
            }
            return rest(marks, lines, at, unclear);
        }
        if let Some(mut kind) = separator(line) {
            // The mark of a container, and in it what the program wrote.
            if let Some(next) = lines.iter().skip(at + 1).find(|l| !l.trim().is_empty())
                && separator(next) == Some(Mark::Forwarded)
            {
                kind = Mark::Forwarded;
            }
            return rest(
                marks,
                lines,
                at,
                if kind == Mark::Quoted { unclear } else { kind },
            );
        }
        if line.contains([':', '：', '|']) && looked < LOOKS {
            looked += 1;
            if let Some(end) = header_block(lines, at) {
                // NetEase marks the quote right below its unmarked header block; and where an
                // attribution has begun a marked quote, a block among it is a citation.
                // With nothing of his own above, who marks the quote answers within it.
                let below = lines.get(end).is_some_and(|l| is_quoted(l))
                    || next_quoted(lines, end) && !says_something(lines, &marks, at)
                    || lines
                        .get(end - 1)
                        .is_some_and(|l| !is_quoted(l) && l.contains(">On ") || l.contains(">>"));
                if unclear == Mark::Quoted && (below || by_marks && at < last_marked) {
                    set(&mut marks, rule_above(lines, at), end, Mark::Quoted);
                    at = end;
                    continue;
                }
                return rest(marks, lines, rule_above(lines, at), unclear);
            }
            if let Some((start, _)) = notes_block(lines, at) {
                let mut marks = rest(marks, lines, start, unclear);
                // Notes sets the sender of an answered mail in by tabs, without a label, where a
                // letter has its name: either may be meant, and a name says nothing.
                let name = lines.get(start).is_some_and(|l| is_indented_name(l));
                if name && unclear == Mark::Quoted {
                    set(&mut marks, start, start + 1, Mark::Signature);
                }
                return marks;
            }
        }
        if line.ends_with([':', '：', '-']) {
            closed += 1;
        }
        if closed < LOOKS
            && let Some(start) = attribution(lines, at)
        {
            let marked = lines
                .iter()
                .skip(at + 1)
                .filter(|l| !l.trim().is_empty())
                .take(2)
                .any(|l| is_quoted(l));
            if !marked {
                // Without marks nobody can tell where the quote ends: all of it is quoted, since
                // our own words read as the client's would be worse than an empty answer.
                return rest(marks, lines, start, unclear);
            }
            set(&mut marks, start, at + 1, Mark::Quoted);
            by_marks = true;
        }
        at += 1;
    }
    overflow(lines, &mut marks);
    marks
}

/// RFC 9580 §6: the armour around a signed text, and the signature below it: the line behind.
fn pgp(lines: &[&str], at: usize) -> Option<usize> {
    let line = lines.get(at)?.trim();
    let kind = line.strip_prefix("-----BEGIN PGP ")?;
    if kind.starts_with("SIGNED MESSAGE") {
        let blank = lines
            .iter()
            .skip(at + 1)
            .take(4)
            .position(|l| l.trim().is_empty());
        return Some(at + 1 + blank.unwrap_or(0));
    }
    let end = lines
        .iter()
        .skip(at + 1)
        .take(200)
        .position(|l| l.trim().starts_with("-----END PGP "))?;
    Some(at + end + 2)
}

/// Whether the next line with something in it carries a quote mark.
fn next_quoted(lines: &[&str], from: usize) -> bool {
    lines
        .iter()
        .skip(from)
        .find(|l| !l.trim().is_empty())
        .is_some_and(|l| is_quoted(l))
}

/// Whether own words beyond a greeting stand above line `to`.
fn says_something(lines: &[&str], marks: &[Mark], to: usize) -> bool {
    lines
        .iter()
        .zip(marks)
        .take(to)
        .filter(|(line, mark)| **mark == Mark::Own && !is_rule(line))
        .any(|(line, _)| line.split_whitespace().count() > 3 || line.chars().count() > 24)
}

/// The rule drawn above a header block belongs to it, whatever it says between its dashes.
fn rule_above(lines: &[&str], at: usize) -> usize {
    let mut start = at;
    for (above, line) in lines.iter().enumerate().take(at).rev().take(4) {
        if line.trim().is_empty() {
            continue;
        }
        if is_rule(line) || is_titled_rule(line) {
            start = above;
        }
        break;
    }
    start
}

/// Ends of long quoted lines that a mail program wrapped without repeating the mark.
fn overflow(lines: &[&str], marks: &mut [Mark]) {
    for at in 1..lines.len().saturating_sub(1) {
        let (Some(before), Some(line), Some(after)) =
            (lines.get(at - 1), lines.get(at), lines.get(at + 1))
        else {
            break;
        };
        let own = marks.get(at) == Some(&Mark::Own);
        if own
            && is_quoted(before)
            && is_quoted(after)
            && before.chars().count() >= 60
            && !line.trim().is_empty()
            && line.chars().count() <= 24
            && line.trim().chars().next().is_some_and(char::is_lowercase)
        {
            set(marks, at, at + 1, Mark::Quoted);
        }
    }
}

fn set(marks: &mut [Mark], from: usize, to: usize, kind: Mark) {
    for mark in marks.iter_mut().take(to).skip(from) {
        *mark = kind;
    }
}

fn rest(mut marks: Vec<Mark>, lines: &[&str], from: usize, kind: Mark) -> Vec<Mark> {
    overflow(lines.get(..from).unwrap_or_default(), &mut marks);
    set(&mut marks, from, lines.len(), kind);
    marks
}
