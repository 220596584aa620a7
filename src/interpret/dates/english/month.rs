//! Days of months in English: "30 November", "May twenty-first"; and the months alone.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::super::days::{self, Now};
use super::super::en;
use super::super::tokens::{Break, Kind, Text};
use super::super::{Found, time, words_en};
use super::day_number;
use super::list::later_year;
use super::year::{relative_year, short_year, year};
use crate::interpret::clauses;

/// The weekday that repeats a date: "Jul 18, Fri", "30 Nov (Monday)"; and the token after it.
pub(super) fn weekday_note(t: &Text<'_>, i: usize) -> Option<(Weekday, usize)> {
    let k = if t.comma(i) || t.mark(i, '(') {
        i + 1
    } else {
        i
    };
    if t.kind(i).is_none() || (k == i && t.token(i).is_some_and(|n| n.breaks != Break::None)) {
        return None;
    }
    let weekday = en::weekday(t.word(k))?;
    let close = t.mark(i, '(') && t.mark(k + 1, ')');
    let doubtful = en::DOUBTFUL_WEEKDAYS.contains(&t.word(k))
        && !close
        && !(t.comma(i) && t.kind(k + 1).is_none());
    (!doubtful).then_some((weekday, if close { k + 2 } else { k + 1 }))
}

/// "November 30th, 2026", "Nov. the 30th", "May twenty-first".
pub(super) fn month_first(
    t: &Text<'_>,
    i: usize,
    now: &Now,
    weekday: Option<Weekday>,
) -> Option<Found> {
    let month = en::month(t.word(i))?;
    let mut k = i + 1;
    if t.mark(k, '.') || ((t.mark(k, '-') || t.mark(k, '/')) && t.glued(k) && t.glued(k + 1)) {
        k += 1;
    }
    if t.word(k) == "the" {
        k += 1;
    }
    let (day, mut end, ordinal) = day_number(t, k)?;
    if !ordinal
        && t.glued(end)
        && matches!(t.kind(end), Some(Kind::Mark(':' | '%')))
        && t.kind(end + 1) != Some(Kind::Han)
    {
        return None;
    }
    // "it may 5", "march 3 miles": a verb, unless the figure closes the phrase.
    if month == 5
        && t.word(i) == "may"
        && !ordinal
        && matches!(
            t.word_before(i, 1),
            "i" | "we" | "you" | "it" | "they" | "that" | "this" | "there" | "which"
        )
    {
        return None;
    }
    let mut named = year(t, end).or_else(|| relative_year(t, end, now));
    let of_range = if named.is_none() {
        later_year(t, end)
    } else {
        None
    };
    if named.is_none()
        && let Some((_, after)) = time::after(t, end)
    {
        // Wed Oct 26 15:50:06 2016
        named = t
            .number(after)
            .filter(|(_, d)| *d == 4)
            .and_then(|_| year(t, after));
    }
    if let Some((_, after)) = named {
        end = after;
    }
    let year = named.map(|(y, _)| y).or(of_range);
    dated(t, i, now, (month, day, year), weekday, end)
}

/// "30 November 2026", "30th of Nov", "second of Aug.".
pub(super) fn day_month(
    t: &Text<'_>,
    i: usize,
    now: &Now,
    weekday: Option<Weekday>,
) -> Option<Found> {
    let (day, mut k, _) = day_number(t, i)?;
    if t.word(k) == "day" {
        k += 1;
    }
    if t.word(k) == "of" || ((t.mark(k, '.') || t.mark(k, '-') || t.mark(k, '/')) && t.glued(k)) {
        k += 1;
    }
    let month = en::month(t.word(k))?;
    // "10 mar" glued to letters is a code; "14april" is not.
    if t.glued(i) && matches!(t.kind(i.wrapping_sub(1)), Some(Kind::Word | Kind::Number)) {
        return None;
    }
    // "2 may be late": the month needs more than the word.
    if t.word(k) == "may"
        && matches!(
            t.word(k + 1),
            "be" | "not" | "have" | "also" | "need" | "take"
        )
    {
        return None;
    }
    let mut end = k + 1;
    if t.mark(end, '.')
        && t.glued(end)
        && (t.kind(end + 1) == Some(Kind::Number) || t.word(k).len() < 4 && t.comma(end + 1))
    {
        end += 1;
    }
    if t.mark(end, '-')
        && t.glued(end)
        && t.glued(end + 1)
        && t.number(end + 1).is_some_and(|(_, d)| d == 4)
    {
        end += 1;
    }
    let named = year(t, end)
        .or_else(|| relative_year(t, end, now))
        .or_else(|| short_year(t, end, now));
    if let Some((_, after)) = named {
        end = after;
    }
    dated(t, i, now, (month, day, named.map(|(y, _)| y)), weekday, end)
}

/// The day of month, day and perhaps year, with the weekday before or after it.
pub(super) fn dated(
    t: &Text<'_>,
    i: usize,
    now: &Now,
    (month, day, year): (u32, u32, Option<i32>),
    weekday: Option<Weekday>,
    end: usize,
) -> Option<Found> {
    let note = if weekday.is_none() {
        weekday_note(t, end)
    } else {
        None
    };
    let date = now.month_day(month, day, year, weekday.or(note.map(|(w, _)| w)))?;
    let end = note
        .filter(|(w, _)| date.weekday() == *w)
        .map_or(end, |(_, after)| after);
    Some(past_reading(
        t,
        i,
        now,
        Found::new(date, end),
        year.is_none() && weekday.is_none() && note.is_none(),
    ))
}

/// A day without a year after "since", "dated", or not long ago in a sentence about the past:
/// the last one, not the coming one.
pub(super) fn past_reading(
    t: &Text<'_>,
    i: usize,
    now: &Now,
    mut found: Found,
    open: bool,
) -> Found {
    let before = if t.word_before(i, 1) == "on" || t.word_before(i, 1) == "the" {
        t.word_before(i, 2)
    } else {
        t.word_before(i, 1)
    };
    if open
        && found.date > now.day
        && let Some(last) = found.date.with_year(found.date.year() - 1)
    {
        let recent = now.day - last <= Duration::days(100);
        let told = en::PAST_BEFORE.contains(&before)
            || en::PAST_VERBS.contains(&before) && !to_be_done(t, i)
            || (recent && t.word_before(i, 1) == "on" && told_in_past(t, i))
            || (recent && matches!(before, "of" | "from") && of_paper(t, i))
            || (recent && t.word_before(i, 1) == "on" && told_after(t, found.end));
        // A limit of some weeks ago has passed; nobody sets one eleven months ahead without its year.
        let passed = now.day - last <= days::PASSED && words_en::limit_before(t, i);
        if told || passed {
            found.date = last;
        }
    }
    found
}

/// "your mail of", "the invoice from".
fn of_paper(t: &Text<'_>, i: usize) -> bool {
    let back = if t.word_before(i, 1) == "the" { 3 } else { 2 };
    en::PAPERS.contains(&t.word_before(i, back))
}

/// "will be paid on", "is sent on": the verb looks past and tells of what is to come.
fn to_be_done(t: &Text<'_>, i: usize) -> bool {
    let verb = if matches!(t.word_before(i, 1), "on" | "the") {
        2
    } else {
        1
    };
    let helper = t.word_before(i, verb + 1);
    matches!(helper, "be" | "get" | "gets" | "is" | "are" | "being")
}

/// "on 3 November we sent it".
fn told_after(t: &Text<'_>, end: usize) -> bool {
    let k = end + usize::from(t.comma(end));
    matches!(t.word(k), "we" | "i" | "you" | "they" | "he" | "she" | "it")
        && (k + 1..k + 4).any(|k| en::PAST_VERBS.contains(&t.word(k)))
}

/// Whether the words of the sentence before `i` tell of what was done: "paid, the rest follows on Monday"
/// tells of that Monday what is to come.
pub(super) fn told_in_past(t: &Text<'_>, i: usize) -> bool {
    let short = |k: usize| clauses::ABBREVIATIONS.contains(&t.word_before(k, 1));
    let ends = |k: usize| {
        ['!', '?', ';'].iter().any(|mark| t.mark(k, *mark)) || t.mark(k, '.') && !short(k)
    };
    let before = || {
        let before = (1..=7).filter_map(|back| i.checked_sub(back));
        before.take_while(|k| !ends(*k))
    };
    // "The transfer", "our leave" are things.
    let thing = |k: usize| {
        matches!(
            t.word_before(k, 1),
            "the" | "a" | "our" | "this" | "that" | "my" | "your" | "bank" | "wire"
        )
    };
    // "I had wanted to send it on Monday": what was only meant to happen did not.
    let meant = |k: usize| t.word_before(k, 1) == "to" && en::MEANT.contains(&t.word_before(k, 2));
    let coming = |k: usize| en::COMING.contains(&t.word(k)) && !thing(k) && !meant(k);
    // "I texted them on Sunday": a verb of whatever kind behind the one who did it.
    let did = |k: usize| {
        let said = t.word(k);
        let doer = matches!(
            t.word_before(k, 1),
            "i" | "we" | "he" | "she" | "they" | "just" | "already"
        );
        doer && said.len() > 4 && said.ends_with("ed") && said != "need" && said != "indeed"
    };
    before()
        .take_while(|k| !matches!(t.word(*k), "by" | "before" | "until") && !coming(*k))
        .any(|k| en::PAST_VERBS.contains(&t.word(k)) || meant(k) || did(k))
        && !before().any(|k| {
            matches!(
                t.word(k),
                "will" | "ll" | "if" | "when" | "could" | "would" | "not" | "shall" | "be" | "gets"
            )
        })
}

/// "next month", "the month", "each month", "October [2026]": the first day of it.
pub(super) fn month_phrase(t: &Text<'_>, i: usize, now: &Now) -> Option<(NaiveDate, usize)> {
    let k = if t.word(i) == "the" { i + 1 } else { i };
    let months = match t.word(k) {
        "next" | "following" | "coming" => 1,
        "this" | "current" | "each" | "every" => 0,
        "last" | "previous" => -1,
        "month" if k > i => return Some((now.month(0)?, k + 1)),
        w => {
            let month = en::month(w)?;
            let named = year(t, k + 1).filter(|_| !t.mark(k + 1, '.'));
            let last = now.end_of_named_month(month, named.map(|(y, _)| y))?;
            return Some((last.with_day(1)?, named.map_or(k + 1, |(_, e)| e)));
        }
    };
    (t.word(k + 1) == "month")
        .then(|| Some((now.month(months)?, k + 2)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use crate::interpret::dates::find;
    use crate::model::DateRole;

    /// The days of a text, written on a Friday, that are promised or named ahead.
    fn ahead(text: &str) -> Vec<String> {
        let now = "2026-11-20T09:00:00+08:00".parse().expect("time");
        let found = find(text, now).into_iter();
        let coming = found.filter(|seen| {
            seen.role != DateRole::Absence && seen.date >= "2026-11-20".parse().expect("day")
        });
        coming.map(|seen| seen.date.to_string()).collect()
    }

    #[test]
    fn what_was_meant_or_done_on_a_day_is_past() {
        for (text, want) in [
            (
                "We had planned to post them on Tuesday, it will be Thursday.",
                &["2026-11-26"][..],
            ),
            (
                "I had hoped to pay on Monday but it will be Wednesday.",
                &["2026-11-25"],
            ),
            ("I texted the pictures to Lena on Sunday.", &[]),
            ("We uploaded it on Monday.", &[]),
            ("We need another three weeks.", &["2026-12-11"]),
            ("I need ten more days for this.", &["2026-11-30"]),
            ("还需要三周", &["2026-12-11"]),
            ("再给我们五天时间", &["2026-11-25"]),
            ("流程大概一周左右", &["2026-11-27"]),
            ("下周一定寄给您", &["2026-11-27"]),
            ("下星期一定给您", &["2026-11-27"]),
            ("下周一起寄给您", &["2026-11-27"]),
            ("下周一一定寄给您", &["2026-11-23"]),
            ("下周一寄给您", &["2026-11-23"]),
            ("三天的会", &[]),
        ] {
            assert_eq!(ahead(text), want, "{text}");
        }
    }
}
