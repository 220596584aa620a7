//! Lines that say whose words are quoted below: `On … wrote:` and its kin in many languages.

use std::sync::LazyLock;

use regex::Regex;

use super::quotes::{bare, is_quoted};
use super::words::{WROTE, fold};
use crate::mail::any_of::AnyOf;

/// The verbs at once: most dated lines hold none.
static VERBS: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(WROTE));

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

/// A time of day and a date with its year, in figures of any script: what programs write and people
/// rarely do.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\d{1,2}\s?[:.時时點点시]\s?\d{2}.*(?:\b\d{4}\b|\d[-/.]\d{1,2}[-/.]\d{2,4}|\d[年년])
        |(?:\b\d{4}\b|\d[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}|\d[年년]).*\d{1,2}\s?[:.時时點点시]\s?\d{2}",
    )
    .unwrap()
});

/// An address between brackets.
fn has_mailbox(text: &str) -> bool {
    text.split(['<', '(', '['])
        .skip(1)
        .filter_map(|tail| tail.split(['>', ')', ']']).next())
        .any(|inner| inner.contains('@') && !inner.trim().contains(' '))
}

/// Gmail's old attribution: `2016-10-24 15:36 GMT+02:00 Foo Bar <foo@bar.example>:`.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static GMT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}(?::\d{2})? (?:GMT|UTC)?[+-]\d\d?:?\d\d\b")
        .unwrap()
});

/// Gmail's oldest attribution, `2016/10/24 Ana Roe <ana@agency.example>`: a date, a mailbox and nothing
/// else, and no list of such lines.
fn is_dated_mailbox(lines: &[&str], at: usize) -> bool {
    let is = |line: &str| {
        let line = line.trim();
        let year = line
            .get(..4)
            .is_some_and(|y| y.starts_with("20") && y.chars().all(|c| c.is_ascii_digit()));
        year && line.get(4..5).is_some_and(|c| c == "/" || c == "-")
            && line.ends_with('>')
            && has_mailbox(line)
            && line.split_whitespace().count() <= 7
    };
    let other = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|l| is(l));
    lines.get(at).is_some_and(|l| is(l)) && !other(at.checked_sub(1)) && !other(at.checked_add(1))
}

/// If an attribution (`On … wrote:`) ends at line `end`, the line it starts at.
pub(super) fn attribution(lines: &[&str], end: usize) -> Option<usize> {
    let last = lines.get(end)?.trim();
    if last.is_empty() || last.len() > 400 || is_quoted(last) {
        return None;
    }
    let closes = last.ends_with([':', '：'])
        || ["写道", "寫道", "wrote", "---"]
            .iter()
            .any(|end| last.ends_with(end));
    if !closes {
        let dated = last.starts_with(char::is_numeric)
            && (GMT.is_match(last) || is_dated_mailbox(lines, end));
        let posted = last
            .get(..10)
            .is_some_and(|head| head.eq_ignore_ascii_case("posted by "))
            && WHEN.is_match(last)
            && last.split_whitespace().count() <= 8;
        return (dated || posted).then_some(end);
    }
    let tail =
        last.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | ','));
    let tail = fold(tail);
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
        let dated = WHEN.is_match(text);
        let verb = dated
            && (verb_last || {
                let lower = fold(text);
                let any = VERBS.is_in(&lower);
                any && WROTE.iter().any(|verb| {
                    verb.len() > 3
                        && *verb != "wrote"
                        && *verb != "said"
                        && contains_word(&lower, verb)
                })
            });
        // Russian, Czech, Japanese and Hebrew programs write no verb: `13.11.2026, 15:22, Ana <…>:`.
        let short = text.chars().count() <= 200;
        let stamped = dated && short && STAMP.is_match(text);
        let mailbox = stamped && has_mailbox(text);
        let opens = dated && (verb && OPENING.is_match(text) || GMT.is_match(text));
        // Above a line that says it all only what belongs to it: `Ana Roe` over `<ana@…> 于…写道：`.
        let first = best.is_none() && (verb && stamped || mailbox);
        if dated && (opens || first) {
            best = Some(start);
            if stamped && text.starts_with(char::is_alphanumeric) {
                break;
            }
            // `12:30写道：` opens with a figure but its date stands a line above.
            // `GMT+1, Ana Roe <…> wrote:` has its date above, too.
            let dated_above = !stamped
                && start
                    .checked_sub(1)
                    .and_then(|above| lines.get(above))
                    .is_some_and(|above| STAMP.is_match(above) && OPENING.is_match(above.trim()));
            let complete = !text.starts_with(['<', '('])
                && (text.contains('@') && !dated_above
                    || text.chars().filter(char::is_ascii_digit).count() >= 6);
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
            || words <= 12 && has_mailbox(last)
            || words <= 9
                && last.contains(" via ")
                && last.starts_with(char::is_uppercase)
                && end
                    .checked_sub(1)
                    .and_then(|at| lines.get(at))
                    .is_none_or(|l| l.trim().is_empty())
                && lines.get(end + 1).is_some_and(|l| l.trim().is_empty())
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

/// GroupWise: `>>> <ana@agency.example> 2/16/26 10:41:43 am >>>`.
pub(super) fn is_groupwise(line: &str) -> bool {
    let bare = line.trim();
    bare.starts_with(">>>") && bare.ends_with(">>>") && WHEN.is_match(bare)
}

/// If the quoted line `end` is nothing but the verb of an attribution, the line it starts at.
pub(super) fn wrapped_attribution(lines: &[&str], end: usize) -> Option<usize> {
    let first = end.saturating_sub(3);
    // Within a quote there is none.
    if lines.get(first..end)?.iter().all(|l| is_quoted(l)) {
        return None;
    }
    let verb = bare(lines.get(end)?)
        .trim_end_matches([':', '：'])
        .trim()
        .to_lowercase();
    if !WROTE.contains(&verb.as_str()) && !verb.is_empty()
        || verb.is_empty() && !lines.get(end)?.trim_end().ends_with([':', '：'])
    {
        return None;
    }
    (first..end)
        .rev()
        .find(|at| {
            lines
                .get(*at)
                .is_some_and(|l| !is_quoted(l) && OPENING.is_match(l.trim()) && WHEN.is_match(l))
        })
        .filter(|start| {
            lines
                .get(*start..end)
                .is_some_and(|between| between.iter().all(|l| !l.trim().is_empty()))
        })
}
