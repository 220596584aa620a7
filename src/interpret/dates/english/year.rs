//! Years in English, in figures and words.

use chrono::Datelike;

use super::super::days::Now;
use super::super::en;
use super::super::tokens::{Break, Kind, Text};

/// A year in words at `i`: "two thousand and eighteen", "nineteen seventy eight".
fn year_in_words(t: &Text<'_>, i: usize) -> Option<(i32, usize)> {
    let (century, mut k) = match (t.word(i), t.word(i + 1)) {
        ("two", "thousand") => (2000, i + 2),
        ("nineteen", _) => (1900, i + 1),
        ("twenty", _) => (2000, i + 1),
        _ => return None,
    };
    if century == 2000 && t.word(i) == "two" && t.word(k) == "and" {
        k += 1;
    }
    let (mut rest, mut any) = (0, t.word(i) == "two");
    for _ in 0..2 {
        let digit = if matches!(t.word(k), "zero" | "oh") {
            Some(0)
        } else {
            en::cardinal(t.word(k))
        };
        let Some(n) = digit.filter(|n| {
            if rest == 0 {
                *n < 100
            } else {
                rest >= 20 && *n < 10
            }
        }) else {
            break;
        };
        rest += n;
        any = true;
        k += 1;
        if t.mark(k, '-') && t.glued(k) {
            k += 1;
        }
    }
    any.then(|| Some((i32::try_from(century + rest).ok()?, k)))
        .flatten()
}

/// A year of two digits that closes a phrase ("30 Nov 26"): only one near the present.
pub(super) fn short_year(t: &Text<'_>, i: usize, now: &Now) -> Option<(i32, usize)> {
    let (n, 2) = t.number(i)? else { return None };
    let closes = match t.kind(i + 1) {
        None => true,
        Some(Kind::Mark('.' | ',' | ';' | ')' | '!' | '?')) => {
            !(t.glued(i + 2) && t.kind(i + 2) == Some(Kind::Number))
        }
        Some(_) => t.token(i + 1).is_some_and(|n| n.breaks != Break::None),
    };
    let year = i32::try_from(2000 + n).ok()?;
    (closes && (year - now.day.year()).abs() <= 5).then_some((year, i + 1))
}

/// A year at `i`, perhaps after a comma; of two digits only after an apostrophe.
pub(super) fn year(t: &Text<'_>, i: usize) -> Option<(i32, usize)> {
    let k = if t.comma(i) || (t.mark(i, '.') && t.glued(i)) {
        i + 1
    } else {
        i
    };
    if t.mark(k, '\'') {
        return t
            .number(k + 1)
            .filter(|(_, d)| *d == 2)
            .and_then(|(n, _)| Some((i32::try_from(2000 + n).ok()?, k + 2)));
    }
    if t.kind(k) == Some(Kind::Word) {
        return year_in_words(t, k);
    }
    let (n, 4) = t.number(k)? else { return None };
    // "5 May, 2000 pieces" is rarer than "5 May, 2000".
    i32::try_from(n)
        .ok()
        .filter(|y| (1900..=2200).contains(y))
        .map(|y| (y, k + 1))
}

/// "this year", "next year" after a day or a month.
pub(super) fn relative_year(t: &Text<'_>, i: usize, now: &Now) -> Option<(i32, usize)> {
    let k = i + usize::from(t.word(i) == "of" || t.comma(i));
    let ahead = match t.word(k) {
        "this" => 0,
        "next" => 1,
        "last" => -1,
        _ => return None,
    };
    (t.word(k + 1) == "year").then_some((now.day.year().checked_add(ahead)?, k + 2))
}
