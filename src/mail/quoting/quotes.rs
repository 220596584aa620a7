//! Where quoted and forwarded mails begin and end.

use std::sync::LazyLock;

use regex::Regex;

use super::ForwardedBlock;
use super::words::{CC, DATE, FORWARDED, FROM, ORIGINAL, SUBJECT, TO, WROTE};

/// Whose words a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Own,
    Quoted,
    Forwarded,
}

/// A label of a quoted header block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    Date,
    To,
    Cc,
    Subject,
}

/// A time of day or a date in figures, or an address: what every attribution line has.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static WHEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d{1,2}[:.h]\d{2}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\b(?:19|20)\d\d\b|\d{4}\s*年|@")
        .unwrap()
});

/// How a line that attributes begins.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?ix)^(?:on|at|around|in|am|le|el|il|em|op|den|dnia|w\ dniu|dne|dňa|pe|vào|в|quoting|citando|zitat\ von|po|út|st|čt|pá|so|ne|mon|tue|wed|thu|fri|sat|sun)[\s,.]
        |^(?:在|于|於)\s*\S
        |^\d{1,4}(?:[-/.年]\d|\.?\s+\p{L}|\s+\p{L})
        |^[\p{L}"'“‘(].{0,100}?<[^<>\s]*(?:@|$)
        |^[\p{L}"'“‘(].{0,80}?(?:\s(?:于|於|在)\s*\d|(?:于|於)\d)
        |^\p{L}+,\s+\d{1,2}\s"#,
    )
    .unwrap()
});

/// Gmail's old attribution: `2016-10-24 15:36 GMT+02:00 Foo Bar <foo@bar.example>:`.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static GMT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}(?::\d{2})? (?:GMT|UTC)?[+-]\d\d?:?\d\d\b")
        .unwrap()
});

/// Lotus Notes: `05/30/2001 11:07 AM`, alone or behind a name and `on`.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static NOTES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|\bon\s+|\s)\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)?(?:\s+\S{1,5})?$").unwrap()
});

/// Whether a line carries a quote mark.
fn is_quoted(line: &str) -> bool {
    let bare = line.trim_start();
    bare.starts_with('>')
        || bare.starts_with('＞')
        || bare.starts_with("|>")
        || bare.starts_with("| ") && !bare.ends_with('|')
}

/// A line without quote marks, emphasis and list marks around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '>' | '*' | '_' | '|' | '＞' | '\u{3000}')
    })
}

/// The label a line begins with, and its value.
fn label(line: &str) -> Option<(Label, &str)> {
    let line = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '>' | '*' | '|' | '＞' | '-')
    });
    let (at, colon) = line
        .char_indices()
        .take(24)
        .find(|(_, c)| matches!(c, ':' | '：'))?;
    let name: String = line
        .get(..at)?
        .chars()
        .filter(|c| *c != '*' && *c != '\u{3000}')
        .collect::<String>()
        .trim()
        .to_lowercase();
    // `主　题` and `收 件 人` are set with spaces between.
    let name = if name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        name.replace(' ', "")
    } else {
        name
    };
    let value = line
        .get(at + colon.len_utf8()..)?
        .trim_matches(|c: char| c.is_whitespace() || c == '*');
    let found = [
        (Label::From, FROM),
        (Label::Date, DATE),
        (Label::To, TO),
        (Label::Subject, SUBJECT),
        (Label::Cc, CC),
    ];
    found
        .iter()
        .find(|(_, list)| list.contains(&name.as_str()))
        .map(|(label, _)| (*label, value))
}

/// `-----Original Message-----` and its kin: what the line announces.
fn separator(line: &str) -> Option<Mark> {
    if line.len() > 240 {
        return None;
    }
    let trimmed = line.trim().trim_start_matches(['>', '＞', ' ']);
    let dashes = trimmed
        .chars()
        .take_while(|c| {
            matches!(
                c,
                '-' | '_' | '=' | '*' | '#' | '—' | '–' | '~' | '－' | ' '
            )
        })
        .filter(|c| *c != ' ')
        .count();
    let inner = trimmed
        .trim_matches(|c: char| {
            c.is_whitespace() || "-_=*#—–~－:：;；,，.[]【】()（）「」\"".contains(c)
        })
        .to_lowercase();
    if inner.is_empty() {
        return None;
    }
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
    let short = inner.chars().count() <= 40;
    if short
        && exact(FORWARDED)
        && (trimmed.ends_with([':', '：'])
            || inner.contains("begin")
            || inner.contains("以下")
            || inner.contains("开始")
            || inner.contains("開始"))
    {
        return Some(Mark::Forwarded);
    }
    (short && exact(ORIGINAL) && inner.chars().count() >= 4 && dashes >= 1).then_some(Mark::Quoted)
}

/// Whether a line is nothing but a rule.
pub(super) fn is_rule(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed.chars().count() >= 2 && trimmed.chars().all(|c| "-_=*#~+—–－ \u{1427}".contains(c))
}

/// If an attribution (`On … wrote:`) ends at line `end`, the line it starts at.
fn attribution(lines: &[&str], end: usize) -> Option<usize> {
    let last = lines.get(end)?.trim();
    if last.is_empty() || last.len() > 400 || is_quoted(last) {
        return None;
    }
    let closes = last.ends_with([':', '：'])
        || last.ends_with("写道")
        || last.ends_with("寫道")
        || last.ends_with("wrote")
        || last.ends_with("---");
    if !closes {
        return GMT.is_match(last).then_some(end);
    }
    let tail = last
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | ','))
        .to_lowercase();
    // English and Chinese verbs close the line; German, Dutch and Nordic ones stand before the name.
    let verb_last = WROTE
        .iter()
        .any(|verb| tail.ends_with(verb) && boundary(&tail, verb));
    let mut joined = String::new();
    let mut best = None;
    for back in 0..5usize {
        let Some(start) = end.checked_sub(back) else {
            break;
        };
        let Some(line) = lines.get(start).map(|l| l.trim()) else {
            break;
        };
        if line.is_empty() || back > 0 && (is_quoted(line) || line.len() > 160) {
            break;
        }
        joined = if joined.is_empty() {
            line.to_owned()
        } else {
            format!("{line} {joined}")
        };
        if joined.len() > 600 {
            break;
        }
        let text = joined.trim_start_matches(['-', '*', ' ', '_', '—', '=']);
        let lower = text.to_lowercase();
        let verb = verb_last
            || WROTE.iter().any(|verb| {
                verb.len() > 3 && *verb != "wrote" && *verb != "said" && contains_word(&lower, verb)
            });
        let dated = WHEN.is_match(text);
        if dated && (verb && OPENING.is_match(text) || GMT.is_match(text)) {
            best = Some(start);
            // `12:30写道：` opens with a figure but its date stands a line above.
            let complete =
                text.contains('@') || text.chars().filter(char::is_ascii_digit).count() >= 6;
            if complete && !text.starts_with(|c: char| c.is_ascii_digit()) || GMT.is_match(text) {
                break;
            }
        } else if best.is_some() {
            break;
        }
    }
    if best.is_some() {
        return best;
    }
    let next_quoted = lines
        .iter()
        .skip(end + 1)
        .find(|l| !l.trim().is_empty())
        .is_some_and(|l| is_quoted(l));
    let words = last.split_whitespace().count();
    // `Bob Ray wrote:` without a date counts before marked lines only.
    (verb_last
        && (next_quoted && words <= 14
            || words <= 12 && last.contains('@')
            || last.chars().filter(char::is_ascii_digit).count() >= 6
                && (last.contains("写道") || last.contains("寫道"))))
    .then_some(end)
}

/// Whether a verb at the end of a text is a word of its own (scripts without spaces excepted).
fn boundary(text: &str, verb: &str) -> bool {
    if !verb.is_ascii() && verb.chars().any(|c| c >= '\u{3000}') {
        return true;
    }
    text.strip_suffix(verb)
        .is_some_and(|before| !before.ends_with(char::is_alphabetic))
}

fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        word.chars().any(|c| c >= '\u{3000}')
            || !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic)
    })
}

/// A quoted header block starting at `start`: the line behind its last label.
fn header_block(lines: &[&str], start: usize) -> Option<usize> {
    let (first, _) = label(lines.get(start)?)?;
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
                    && !lines.get(at + 1).is_some_and(|l| label(l).is_some())
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
fn notes_block(lines: &[&str], to: usize) -> Option<(usize, usize)> {
    if !matches!(label(lines.get(to)?), Some((Label::To, _))) {
        return None;
    }
    let mut end = None;
    let mut kinds = 1;
    for (at, line) in lines.iter().enumerate().skip(to + 1).take(14) {
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

/// Marks every line as own, quoted or forwarded.
pub(super) fn mark(lines: &[&str], subject_forwards: bool) -> Vec<Mark> {
    let mut marks = vec![Mark::Own; lines.len()];
    let mut at = 0;
    let own_above = |marks: &[Mark], at: usize| {
        lines
            .iter()
            .zip(marks)
            .take(at)
            .any(|(l, m)| *m == Mark::Own && !l.trim().is_empty())
    };
    while at < lines.len() {
        let Some(line) = lines.get(at).copied() else {
            break;
        };
        if line.trim().is_empty() {
            at += 1;
            continue;
        }
        if is_quoted(line) {
            set(&mut marks, at, at + 1, Mark::Quoted);
            at += 1;
            continue;
        }
        if let Some(kind) = separator(line) {
            let kind = if subject_forwards && kind == Mark::Quoted {
                Mark::Forwarded
            } else {
                kind
            };
            return rest(marks, lines, at, kind);
        }
        if line.contains([':', '：']) {
            if header_block(lines, at).is_some() {
                let kind = if subject_forwards {
                    Mark::Forwarded
                } else {
                    Mark::Quoted
                };
                return rest(marks, lines, rule_above(lines, at), kind);
            }
            if let Some((start, _)) = notes_block(lines, at) {
                let kind = if subject_forwards {
                    Mark::Forwarded
                } else {
                    Mark::Quoted
                };
                return rest(marks, lines, start, kind);
            }
        }
        if let Some(start) = attribution(lines, at) {
            set(&mut marks, start, at + 1, Mark::Quoted);
            let next = lines.iter().skip(at + 1).find(|l| !l.trim().is_empty());
            let marked = next.is_some_and(|l| is_quoted(l))
                || next.is_some_and(|_| lines.iter().skip(at + 1).take(8).any(|l| is_quoted(l)));
            // An attribution on top of unmarked text says who is answered; what follows is the answer.
            if !marked && own_above(&marks, start) {
                return rest(
                    marks,
                    lines,
                    start,
                    if subject_forwards && next.is_some() {
                        Mark::Forwarded
                    } else {
                        Mark::Quoted
                    },
                );
            }
        }
        at += 1;
    }
    overflow(lines, &mut marks);
    marks
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

/// The rule drawn above a header block belongs to it.
fn rule_above(lines: &[&str], at: usize) -> usize {
    let mut start = at;
    for (above, line) in lines.iter().enumerate().take(at).rev().take(4) {
        if line.trim().is_empty() {
            continue;
        }
        if is_rule(line) {
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
    let text: Vec<String> = lines.iter().skip(body).map(|l| plain(l)).collect();
    block.text = super::joined(&text.iter().map(String::as_str).collect::<Vec<_>>());
    block
}
