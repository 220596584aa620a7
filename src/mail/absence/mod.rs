//! Until when somebody is away, and who stands in, from the words of an absence notice.
//!
//! A small reader of its own: the room that reads dates comes after this one.

mod days;
mod stand_in;
mod words;

use chrono::NaiveDate;

pub(super) use stand_in::{ADDRESS, stand_in};

use crate::model::is_han;
use days::Day;
use words::{ABSENT, ANSWERING, BEHIND, ENDS, FILLERS, RETURN, RHYTHM, STARTS};

/// Bytes of a notice that are looked at.
const LOOKED_AT: usize = 4000;

/// The day named as the end of an absence, as written ("until the 30th", "back on the 1st");
/// relative to `today`, the mail's own day. Sentences that speak of absence or return count before
/// others, then the latest day.
pub(super) fn until(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let mut lower = super::limits::prefix(text, LOOKED_AT).to_lowercase();
    for answer in ANSWERING {
        if lower.contains(answer) {
            lower = lower.replace(answer, "answer you");
        }
    }
    let found = days::find(&lower, today);
    let mut best: Option<(bool, NaiveDate)> = None;
    for (at, day) in found.iter().enumerate() {
        let previous = at.checked_sub(1).and_then(|n| found.get(n));
        if let Some(told) = ends(&lower, day, previous) {
            best = best.max(Some((told, day.date)));
        }
    }
    best.map(|(_, date)| date)
}

/// The sentence of a notice that names its end, as it was written; empty where none does.
pub(super) fn words(text: &str, today: NaiveDate) -> String {
    let text = super::limits::prefix(text, LOOKED_AT);
    let Some(end) = until(text, today) else {
        return String::new();
    };
    let mut rest = 0;
    let mut sentences = Vec::new();
    for (at, c) in text.char_indices() {
        let behind = at.saturating_add(c.len_utf8());
        let over = match c {
            '.' => {
                let next = text.get(behind..).and_then(|tail| tail.chars().next());
                next.is_none_or(char::is_whitespace) && ends_sentence(text, at)
            }
            '\n' => !is_wrapped(text, at),
            c => "。！？!?；;".contains(c),
        };
        if over {
            sentences.extend(text.get(rest..behind));
            rest = behind;
        }
    }
    sentences.extend(text.get(rest..));
    sentences
        .into_iter()
        .find(|sentence| until(sentence, today) == Some(end))
        .map(|sentence| sentence.split_whitespace().collect::<Vec<_>>().join(" "))
        .unwrap_or_default()
}

/// Whether a day ends an absence, and if so whether its sentence says that it is about one.
fn ends(lower: &str, day: &Day, previous: Option<&Day>) -> Option<bool> {
    let (before, after) = sentence(lower, day);
    let whole = format!("{before} {after}");
    let returns = |text: &str| RETURN.iter().any(|w| text.contains(w));
    if day.weekly && RHYTHM.iter().any(|w| whole.contains(w)) {
        return None;
    }
    let told = returns(&whole) || ABSENT.iter().any(|w| whole.contains(w));
    // The clause: between the day named before and this one, and up to the next comma.
    let from = previous.map_or(0, |p| p.end);
    let near = lower
        .get(from.max(day.start.saturating_sub(before.len()))..day.start)
        .unwrap_or(before);
    let behind: String = after.chars().take(24).collect();
    let clause = behind
        .trim_start_matches(|c: char| c.is_whitespace() || ",.()，（）".contains(c))
        .split([',', '，', '、', '('])
        .next()
        .unwrap_or_default();
    let end = match cue(near) {
        Cue::End => true,
        Cue::Start => returns(clause) || returns(near),
        Cue::None => {
            returns(near)
                || returns(clause)
                || BEHIND.iter().any(|w| {
                    after.trim_start().starts_with(w)
                        || w.is_ascii() && w.len() > 3 && behind.contains(w)
                })
        }
    };
    (end || day.last && told).then_some(told)
}

/// What the words directly before a day make of it.
enum Cue {
    End,
    Start,
    None,
}

fn cue(near: &str) -> Cue {
    let near = near.trim_end_matches(|c: char| c.is_whitespace() || "([{（\"'“*_".contains(c));
    // Chinese has no spaces and German clauses no commas before their dates.
    if ENDS
        .iter()
        .any(|w| !w.is_ascii() && !w.chars().any(is_letter_of_words) && near.ends_with(w))
        || near.ends_with(['-', '~'])
    {
        return Cue::End;
    }
    if STARTS
        .iter()
        .any(|w| w.chars().all(is_han) && near.ends_with(w))
    {
        return Cue::Start;
    }
    let mut words = near
        .rsplit(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | '，' | '.' | '、' | ':'))
        .filter(|w| !w.is_empty());
    for _ in 0..5 {
        let Some(word) = words.next() else {
            return Cue::None;
        };
        let bare = word.trim_matches(|c: char| "()[]\"“”*_".contains(c));
        if ENDS.contains(&bare) || bare.starts_with("jusqu") {
            return Cue::End;
        }
        if bare == "from" || STARTS.contains(&bare) {
            return Cue::Start;
        }
        let filler = FILLERS.contains(&bare)
            || days::is_weekday(bare)
            || bare
                .trim_end_matches(['.', 'º', 'ª'])
                .chars()
                .all(|c| c.is_ascii_digit());
        if !filler {
            return Cue::None;
        }
    }
    Cue::None
}

/// Letters of scripts that put spaces between words.
fn is_letter_of_words(c: char) -> bool {
    c.is_alphabetic() && c < '\u{2e80}'
}

/// What stands before and behind a day in its sentence, within 90 characters.
fn sentence<'x>(lower: &'x str, day: &Day) -> (&'x str, &'x str) {
    let head = lower.get(..day.start).unwrap_or_default();
    let tail = lower.get(day.end..).unwrap_or_default();
    let mut start = head.len();
    let mut last = ' ';
    for (at, c) in head.char_indices().rev().take(90) {
        // `2. April`, `inkl. Montag`, `Mon. 4 May`: a full stop ends a sentence only before a break
        // and behind a word of some length.
        if "。！？；!?;\n".contains(c) && !(c == '\n' && is_wrapped(head, at)) {
            break;
        }
        if c == '.' && last.is_whitespace() && ends_sentence(head, at) {
            break;
        }
        last = c;
        start = at;
    }
    let mut end = tail.len();
    for (count, (at, c)) in tail.char_indices().enumerate() {
        let stop = "。！？；!?;\n".contains(c) && !(c == '\n' && is_wrapped(tail, at))
            || c == '.'
                && tail
                    .get(at + 1..)
                    .is_none_or(|t| t.is_empty() || t.starts_with(char::is_whitespace));
        if stop || count >= 90 {
            end = at;
            break;
        }
    }
    (
        head.get(start..).unwrap_or_default(),
        tail.get(..end).unwrap_or_default(),
    )
}

/// A line break inside a sentence: text follows directly and the line before goes on.
fn is_wrapped(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + 1..).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().count() > 40 && !after.starts_with('\n')
        || before.ends_with(|c: char| c.is_ascii_alphabetic()) && line.trim().chars().count() > 40
}

/// Whether the full stop at `at` follows a word that is no short form or ordinal.
fn ends_sentence(head: &str, at: usize) -> bool {
    let before = head.get(..at).unwrap_or_default();
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    !word.is_empty()
        && !word.chars().all(|c| c.is_ascii_digit())
        && !matches!(
            word.to_lowercase().as_str(),
            "inkl"
                | "einschl"
                | "incl"
                | "ca"
                | "approx"
                | "mon"
                | "tue"
                | "wed"
                | "thu"
                | "fri"
                | "sat"
                | "sun"
                | "mo"
                | "di"
                | "mi"
                | "do"
                | "fr"
                | "lun"
                | "mar"
                | "mer"
                | "jeu"
                | "ven"
        )
}

#[cfg(test)]
mod tests;
