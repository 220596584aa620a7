//! What a date is for, by the words around it.

use chrono::{NaiveDate, NaiveTime};

use crate::model::DateRole;

use super::tokens::{Break, Kind, Text};
use super::{words_en, words_zh};

/// A date between two tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) start: usize,
    /// The token after it.
    pub(super) end: usize,
    pub(super) date: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    pub(super) within: bool,
    pub(super) closing: bool,
    pub(super) vague: bool,
    pub(super) role: DateRole,
}

/// How far a clause is looked through, in tokens. Longer ones say nothing about a date any more,
/// and the bound keeps the work linear.
const REACH: usize = 40;

/// What a marker word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// Something is asked for or owed.
    Ask,
    /// The writer will do it.
    Promise,
    /// Somebody is away.
    Absence,
    /// How long something stands ("valid until").
    Validity,
}

/// Sets the role of every date.
pub(super) fn assign(t: &Text<'_>, spots: &mut [Spot], today: NaiveDate) {
    let mut previous_end = 0;
    for spot in spots.iter_mut() {
        spot.role = if given_up(t.before(spot.start)) {
            DateRole::Mention
        } else {
            role(t, spot, previous_end, today)
        };
        previous_end = spot.end;
    }
    // An old due date beside a new one is history: "overdue since 1 October … within two weeks".
    if spots
        .iter()
        .any(|s| s.role == DateRole::Deadline && s.date >= today)
    {
        for spot in spots
            .iter_mut()
            .filter(|s| s.role == DateRole::Deadline && s.date < today)
        {
            spot.role = DateRole::Mention;
        }
    }
}

/// Words before a day that another takes the place of.
const GIVEN_UP: &[&str] = &[
    "instead of",
    "in place of",
    "rather than",
    "not",
    "originally",
    "而不是",
    "而非",
    "不是",
    "原定",
    "原定于",
];

/// Whether the day behind these folded words is given up for another: "on the 27th instead of 13 March",
/// 改到27日而不是13日.
pub(in crate::interpret) fn given_up(before: &str) -> bool {
    let mut before = before.trim_end();
    while let Some(bare) = [" on", " the", " by"]
        .iter()
        .find_map(|w| before.strip_suffix(w))
    {
        before = bare.trim_end();
    }
    GIVEN_UP.iter().any(|words| {
        before.strip_suffix(words).is_some_and(|rest| {
            !words.is_ascii() || !rest.ends_with(|c: char| c.is_ascii_alphanumeric())
        })
    })
}

/// First and last token of the words that are quoted: the date with its "by" or 之前.
pub(super) fn words(t: &Text<'_>, spot: &Spot) -> (usize, usize) {
    let mut start = spot.start;
    let mut k = start;
    for _ in 0..5 {
        let Some(p) = k.checked_sub(1) else { break };
        match t.word(p) {
            "by" | "before" | "until" | "till" | "within" | "due" | "deadline" => {
                start = p;
                k = p;
            }
            "the" | "on" | "than" | "later" | "no" | "not" | "or" | "latest" | "at" => {
                k = p;
                if matches!(t.word(p), "no" | "not") && t.word(p + 1) == "later"
                    || (t.word(p) == "on" && t.word(p + 1) == "or")
                {
                    start = p;
                }
            }
            _ => break,
        }
    }
    let mut end = spot.end;
    if let Some(length) = words_zh::suffix(t.rest(end))
        && let Some(token) = t.token(end)
    {
        end = t.skip_to(end, token.start + length);
    }
    (start, end)
}

/// Whether a sentence ends before the token at `i`.
fn sentence_ends(t: &Text<'_>, i: usize) -> bool {
    if t.token(i)
        .is_some_and(|token| token.breaks == Break::Paragraph)
    {
        return true;
    }
    let Some(p) = i.checked_sub(1) else {
        return true;
    };
    match t.kind(p) {
        Some(Kind::Mark('。' | '!' | '?' | ';' | '…')) => true,
        // A full stop inside a number or after a short form ends nothing.
        Some(Kind::Mark('.')) => {
            !t.glued(i)
                && !t.word(i).is_empty()
                && !matches!(
                    t.word_before(p, 1),
                    "mr" | "mrs"
                        | "ms"
                        | "dr"
                        | "no"
                        | "inv"
                        | "approx"
                        | "nov"
                        | "dec"
                        | "oct"
                        | "sept"
                        | "sep"
                        | "aug"
                        | "jan"
                        | "feb"
                )
        }
        // A list item begins.
        Some(_) => {
            t.token(i).is_some_and(|token| token.breaks == Break::Line)
                && matches!(
                    t.kind(i),
                    Some(Kind::Mark('-' | '*' | '•' | '·')) | Some(Kind::Number)
                )
        }
        None => true,
    }
}

/// The role of one date.
fn role(t: &Text<'_>, spot: &Spot, previous_end: usize, today: NaiveDate) -> DateRole {
    let mut begin = spot.start;
    let lowest = spot.start.saturating_sub(REACH);
    while begin > lowest && !sentence_ends(t, begin) {
        begin -= 1;
    }
    let mut finish = spot.end;
    let highest = (spot.end + REACH / 2).min(t.len());
    while finish < highest
        && !(finish > spot.end && sentence_ends(t, finish))
        && !(finish == spot.end && sentence_ends(t, finish))
    {
        finish += 1;
    }
    let limit = spot.within
        || (spot.closing && words_en::bare(t, spot.start))
        || words_en::limit_before(t, spot.start)
        || words_en::limit_after(t, spot.end)
        || words_zh::limit(t, spot);
    let before =
        nearest(t, begin.max(previous_end), spot.start).or_else(|| nearest(t, begin, spot.start));
    // "By Friday we will …": English speaks of the date after it only where the date leads.
    let leads = spot.start - begin <= 4 && !words_en::has_verb(t, begin, spot.start);
    let after = following(t, spot.end, finish, leads, limit);
    let past = spot.date < today;
    match before {
        Some(Marker::Validity) => return DateRole::Mention,
        Some(Marker::Absence) if !past => return DateRole::Absence,
        Some(Marker::Promise) if !past => return DateRole::Promise,
        Some(Marker::Ask) if limit || spot.closing => return DateRole::Deadline,
        Some(Marker::Ask)
            if !past
                && words_en::bare(t, spot.start)
                && words_en::asks_directly(t, begin, spot.start) =>
        {
            return DateRole::Deadline;
        }
        Some(Marker::Ask) if !past && words_zh::asked_for_day(t, spot) => {
            return DateRole::Deadline;
        }
        _ => {}
    }
    if past {
        return if limit {
            DateRole::Deadline
        } else {
            DateRole::Mention
        };
    }
    match after {
        Some(Marker::Validity) => DateRole::Mention,
        Some(Marker::Absence) if !limit => DateRole::Absence,
        Some(Marker::Promise)
            if before.is_none() && !(spot.within && words_zh::terms(t, spot.start)) =>
        {
            DateRole::Promise
        }
        Some(Marker::Ask) if !limit && words_en::bare(t, spot.start) && before.is_none() => {
            DateRole::Mention
        }
        _ if limit => DateRole::Deadline,
        // "My scanner died. Wednesday." A day that is a sentence answers when it will come.
        None if before.is_none()
            && begin == spot.start
            && begin > 0
            && spot.date > today
            && (finish == spot.end || finish == spot.end + 1)
            && t.token(begin).is_some_and(|b| b.breaks != Break::Paragraph) =>
        {
            DateRole::Promise
        }
        _ => DateRole::Mention,
    }
}

/// The marker that stands nearest before `end`.
fn nearest(t: &Text<'_>, begin: usize, end: usize) -> Option<Marker> {
    (begin..end)
        .rev()
        .find_map(|k| words_en::marker(t, k, end).or_else(|| words_zh::marker_before(t, k, end)))
}

/// The first marker after a date.
fn following(t: &Text<'_>, begin: usize, end: usize, leads: bool, limit: bool) -> Option<Marker> {
    (begin..end).find_map(|k| {
        words_en::marker(t, k, end)
            .filter(|m| leads || *m != Marker::Promise)
            .or_else(|| words_zh::marker_after(t, k, begin, limit))
    })
}
