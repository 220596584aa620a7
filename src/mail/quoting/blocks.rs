//! Quoted header blocks and the lines drawn above them.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::ForwardedBlock;
use super::quotes::{Mark, bare, is_quoted, is_rule};
use super::words::{ABOVE, CC, DATE, FORWARDED, FROM, ORIGINAL, SUBJECT, TO, fold};
use crate::mail::any_of::AnyOf;
use crate::model::is_han;

/// A label of a quoted header block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    Date,
    To,
    Cc,
    Subject,
}

/// Lotus Notes: `05/30/2001 11:07 AM`, alone or behind a name and `on`.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static NOTES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|\bon\s+|\s)\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)?(?:\s+\S{1,5})?$").unwrap()
});

/// What every label names.
static LABELS: LazyLock<HashMap<&'static str, Label>> = LazyLock::new(|| {
    // What proves less comes first, so that a word of two lists counts as the stronger.
    [
        (Label::Cc, CC),
        (Label::Subject, SUBJECT),
        (Label::To, TO),
        (Label::Date, DATE),
        (Label::From, FROM),
    ]
    .into_iter()
    .flat_map(|(label, words)| words.iter().map(move |word| (*word, label)))
    .collect()
});

/// What stands before the colon of a line, or in the first cell of a table row
/// (`| 发件人 | 安娜 |`), and the value behind it.
fn pair(line: &str) -> Option<(String, &str)> {
    let start = line.trim_start();
    let line = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '>' | '*' | '|' | '＞' | '-')
    });
    let row = start.starts_with('|') && line.trim_end().ends_with('|');
    let (at, mark) = line
        .char_indices()
        .take(24)
        .find(|(_, c)| matches!(c, ':' | '：') || row && *c == '|')?;
    let name: String = line
        .get(..at)?
        .chars()
        .filter(|c| *c != '*' && *c != '\u{3000}')
        .collect();
    // `主　题` and `收 件 人` are set with spaces between.
    let name = if name.chars().any(is_han) {
        name.split_whitespace().collect()
    } else {
        fold(name.trim())
    };
    let value = line
        .get(at + mark.len_utf8()..)?
        .trim_matches(|c: char| c.is_whitespace() || c == '*' || row && c == '|');
    Some((name, value))
}

/// The label a line begins with, and its value.
fn label(line: &str) -> Option<(Label, &str)> {
    let (name, value) = pair(line)?;
    LABELS.get(name.as_str()).map(|label| (*label, value))
}

/// A date with its year and a time, however the month is named.
fn is_stamp(value: &str) -> bool {
    let mut digits = value
        .split(|c: char| !c.is_numeric())
        .map(|n| n.chars().count());
    let year = digits.any(|n| n == 4) || value.contains('年');
    year && value
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '、'))
        .any(|word| {
            let mut halves = word.split([':', '.', '点', '時', '时']);
            let number = |half: Option<&str>| {
                half.is_some_and(|h| {
                    (1..=2).contains(&h.chars().count()) && h.chars().all(char::is_numeric)
                })
            };
            number(halves.next()) && number(halves.next().map(|h| h.trim_end_matches('分')))
        })
}

/// A header block of a language without table: four or more lines `label: value` on end, the first
/// with an address between brackets, one of the next two with a date and time.
fn foreign_block(lines: &[&str], start: usize) -> Option<usize> {
    let first = pair(lines.get(start)?).map(|(_, value)| value)?;
    if !(first.contains('<') && first.contains('@')) {
        return None;
    }
    let block: Vec<(String, &str)> = lines
        .iter()
        .skip(start)
        .take(7)
        .map_while(|line| pair(line).filter(|(name, _)| !name.is_empty()))
        .collect();
    let dated = block
        .iter()
        .skip(1)
        .take(2)
        .any(|(_, value)| is_stamp(value));
    (dated && block.len() >= 4).then_some(start + block.len())
}

/// `-----Original Message-----` and its kin: what the line announces.
pub(super) fn separator(line: &str) -> Option<Mark> {
    if line.len() > 240 {
        return None;
    }
    let trimmed = line.trim().trim_start_matches(['>', '＞', ' ']);
    let dashes = trimmed
        .chars()
        .take_while(|c| {
            matches!(
                c,
                '-' | '_' | '=' | '*' | '#' | '—' | '–' | '‐' | '~' | '－' | ' '
            )
        })
        .filter(|c| *c != ' ')
        .count();
    let inner = trimmed.trim_matches(|c: char| {
        c.is_whitespace() || "-_=*#—–‐~－:：;；,，.[]【】()（）「」\"".contains(c)
    });
    // Most lines are prose: longer than any line without dashes may be.
    if inner.is_empty() || dashes < 2 && inner.chars().count() > 60 {
        return None;
    }
    let inner = fold(inner);
    let long = |list: &[&str]| list.iter().any(|words| inner.starts_with(words));
    let exact = |list: &[&str]| list.iter().any(|words| inner == *words);
    if dashes >= 2 {
        if long(FORWARDED) {
            return Some(Mark::Forwarded);
        }
        if long(ORIGINAL) && inner.chars().count() <= 80 {
            return Some(Mark::Quoted);
        }
    }
    // Without dashes only a line that is nothing else, and only with its colon or alone.
    let short = inner.chars().count() <= 48;
    let colon = trimmed.ends_with([':', '：']);
    if short
        && (exact(FORWARDED) || colon && long(FORWARDED) && inner.split_whitespace().count() <= 7)
        && (colon
            || inner.contains("begin")
            || inner.contains("以下")
            || inner.contains("开始")
            || inner.contains("開始"))
    {
        return Some(Mark::Forwarded);
    }
    (short && dashes >= 1 && exact(ORIGINAL) && inner.chars().count() >= 4).then_some(Mark::Quoted)
}

/// What helpdesks write there: every line is asked.
static ABOVE_WORDS: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(ABOVE));

/// A helpdesk's `Reply above this line`: a line of its own, short or between rules.
pub(super) fn asks_above(line: &str) -> bool {
    if !(12..=200).contains(&line.len()) {
        return false;
    }
    let inner = line.trim_matches(|c: char| !c.is_alphanumeric());
    let ruled = line.trim().len() >= inner.len() + 4;
    let most = if ruled { 24 } else { 8 };
    inner.split_whitespace().nth(most).is_none() && ABOVE_WORDS.is_in(&fold(inner))
}

/// A quoted header block starting at `start`: the line behind its last label.
pub(super) fn header_block(lines: &[&str], start: usize) -> Option<usize> {
    let Some((first, _)) = label(lines.get(start)?) else {
        return foreign_block(lines, start);
    };
    if first == Label::Cc {
        return None;
    }
    let (mut kinds, mut loose, mut blank, mut mailish) = (vec![], 0, 0, false);
    let mut end = start;
    for (at, line) in lines.iter().enumerate().skip(start).take(24) {
        if line.trim().is_empty() {
            blank += 1;
            if blank > 1 && kinds.len() > 1 || blank > 2 {
                break;
            }
            continue;
        }
        match label(line) {
            Some((kind, value)) => {
                // A second From is the next mail's.
                if kind == Label::From && kinds.contains(&Label::From) {
                    break;
                }
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
                mailish |= value.contains('@') && matches!(kind, Label::From | Label::To);
                loose = 0;
                blank = 0;
                end = at + 1;
                if kind == Label::Subject
                    && kinds.contains(&Label::From)
                    && kinds.len() >= 3
                    && lines.get(at + 1).is_none_or(|l| label(l).is_none())
                {
                    break;
                }
            }
            None => {
                // A long To list runs over lines; a blank line ends it.
                loose += 1;
                if blank > 0 || loose > 6 {
                    break;
                }
            }
        }
    }
    let has = |kind| kinds.contains(&kind);
    let strong = kinds.len() >= 3
        && (has(Label::Subject) || mailish)
        && (has(Label::From) || has(Label::Date));
    let pair = has(Label::From)
        && (has(Label::Date) || has(Label::To))
        && kinds.len() >= 2
        && (mailish || previous_is_rule(lines, start))
        || has(Label::From) && has(Label::Subject) && mailish;
    (strong || pair).then_some(end)
}

fn previous_is_rule(lines: &[&str], at: usize) -> bool {
    lines
        .iter()
        .take(at)
        .rev()
        .find(|l| !l.trim().is_empty())
        .is_some_and(|l| is_rule(l))
}

/// A Lotus Notes block: name and date lines, then `To:`, `cc:`, `Subject:`; gives start and end.
pub(super) fn notes_block(lines: &[&str], to: usize) -> Option<(usize, usize)> {
    if !matches!(label(lines.get(to)?), Some((Label::To, _))) {
        return None;
    }
    let mut end = None;
    let mut kinds = 1;
    for (at, line) in lines.iter().enumerate().skip(to + 1).take(80) {
        // A list of recipients goes on as long as its lines hold addresses.
        if at > to + 14
            && label(line).is_none()
            && !line.trim().is_empty()
            && !line.contains(['@', '/', ','])
        {
            break;
        }
        match label(line) {
            Some((Label::Subject, _)) => {
                end = Some(at + 1);
                kinds += 1;
                break;
            }
            Some((Label::Cc, _)) => kinds += 1,
            Some((Label::From, _)) => return None,
            _ => {}
        }
    }
    let end = end.filter(|_| kinds >= 2)?;
    // Upwards: a date within a few lines, and the name above it.
    let mut start = to;
    let (mut dated, mut blank, mut seen) = (false, 0, 0);
    for (at, line) in lines.iter().enumerate().take(to).rev() {
        let trimmed = bare(line);
        if trimmed.is_empty() {
            blank += 1;
            if blank > 2 || dated {
                break;
            }
            continue;
        }
        seen += 1;
        if seen > 6 || trimmed.chars().count() > 100 || is_quoted(line) {
            break;
        }
        if NOTES.is_match(trimmed) {
            dated = true;
            start = at;
            continue;
        }
        let namely = trimmed.contains('@')
            || trimmed.contains('<')
            || label(line).is_some()
            || trimmed.split_whitespace().count() <= 5 && !trimmed.ends_with(['.', '?', '!', ',']);
        if !namely {
            break;
        }
        if dated {
            start = at;
            // One name line above the date is all there is, unless `Sent by:` follows it.
            if label(line).is_none() {
                break;
            }
        }
    }
    dated.then_some((start, end))
}

/// Whether the first line of a Notes block is a name alone, set in by a tab (a space by now).
pub(super) fn is_indented_name(line: &str) -> bool {
    let text = bare(line);
    line.starts_with([' ', '\t'])
        && label(line).is_none()
        && !NOTES.is_match(text)
        && text.chars().any(char::is_alphabetic)
}

/// Reads the header lines and the text of a forwarded block.
pub(super) fn forwarded_block(lines: &[&str]) -> ForwardedBlock {
    let mut block = ForwardedBlock::default();
    let all_quoted = lines
        .iter()
        .skip(1)
        .filter(|l| !l.trim().is_empty())
        .all(|l| is_quoted(l));
    let plain = |line: &str| -> String {
        let line = if all_quoted {
            line.trim_start().trim_start_matches(['>', '＞'])
        } else {
            line
        };
        line.strip_prefix(' ')
            .filter(|_| all_quoted)
            .unwrap_or(line)
            .to_owned()
    };
    let (mut body, mut last, mut seen) = (0usize, None, 0u32);
    for (at, line) in lines.iter().enumerate().take(40) {
        if let Some((kind, value)) = label(line) {
            let slot = match kind {
                Label::From => Some(&mut block.from),
                Label::Date => Some(&mut block.date),
                Label::Subject => Some(&mut block.subject),
                Label::To | Label::Cc => None,
            };
            if let Some(slot) = slot.filter(|slot| slot.is_empty()) {
                *slot = value.trim_end_matches([';', '；']).trim().to_owned();
            }
            last = Some(kind);
            seen += 1;
            body = at + 1;
        } else if line.trim().is_empty() {
            if seen >= 2 {
                body = at + 1;
                break;
            }
        } else if at > 0
            && seen > 0
            && last.is_some()
            && at == body
            && seen < 8
            && (line.starts_with([' ', '\t']) || line.contains('@'))
        {
            body = at + 1;
        } else if seen >= 2 {
            break;
        } else if seen == 0 && at < 6 {
            // Notes: name and date stand without labels.
            let trimmed = bare(line);
            if separator(line).is_none() && NOTES.is_match(trimmed) {
                block.date = trimmed.to_owned();
            } else if separator(line).is_none()
                && block.from.is_empty()
                && trimmed.split_whitespace().count() <= 6
            {
                block.from = trimmed.to_owned();
            }
        }
    }
    if seen == 0 {
        (block.from, block.date) = (String::new(), String::new());
        body = 1;
    }
    // Zoho repeats its line below the headers.
    let again = lines
        .iter()
        .skip(body)
        .position(|l| !l.trim().is_empty())
        .filter(|at| lines.get(body + at) == lines.first() && body > 0);
    let body = again.map_or(body, |at| body + at + 1);
    let text: Vec<String> = lines.iter().skip(body).map(|l| plain(l)).collect();
    block.text = super::joined(&text.iter().map(String::as_str).collect::<Vec<_>>());
    block
}
