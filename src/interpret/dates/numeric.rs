//! Dates in figures: 2026-11-30, 30.11.2026, 30/11/26, 31-Oct-74, 12/22.

use chrono::{Datelike, NaiveDate};

use super::days::{self, Now};
use super::tokens::{Kind, Text};
use super::{en, words_en, words_zh};

/// The separator glued between the tokens at `i - 1` and `i + 1`.
fn separator(t: &Text<'_>, i: usize) -> Option<char> {
    match t.kind(i) {
        Some(Kind::Mark(c @ ('-' | '/' | '.'))) if t.glued(i) && t.glued(i + 1) => Some(c),
        _ => None,
    }
}

/// The year that two digits mean.
fn short_year(n: u32) -> Option<i32> {
    i32::try_from(if n >= 70 { 1900 + n } else { 2000 + n }).ok()
}

/// A year of four digits.
fn long_year(n: u32) -> Option<i32> {
    i32::try_from(n).ok().filter(|y| (1970..=2200).contains(y))
}

/// Day and month of two figures: the only reading that is one, else the order of the text or the
/// zone, else the reading that comes first.
fn ordered(a: u32, b: u32, year: Option<i32>, now: &Now) -> (u32, u32) {
    let (by_month, by_day) = ((b, a), (a, b));
    if b > 12 || a > 12 {
        return if b > 12 { by_month } else { by_day };
    }
    match now.month_first {
        Some(true) => by_month,
        Some(false) => by_day,
        None => {
            let coming = |(day, month)| {
                now.month_day(month, day, year, None)
                    .filter(|d: &NaiveDate| *d >= now.day)
            };
            match (coming(by_month), coming(by_day)) {
                (Some(m), Some(d)) if d < m => by_day,
                (None, Some(_)) => by_day,
                _ => by_month,
            }
        }
    }
}

/// Whether a text tells its own order of day and month: a date that can only be read one way.
pub(super) fn month_first(t: &Text<'_>) -> Option<bool> {
    (0..t.len()).find_map(|i| {
        let (a, _) = t.number(i)?;
        let (b, _) = t.number(i + 2)?;
        let (_, 4) = t.number(i + 4)? else {
            return None;
        };
        separator(t, i + 1)?;
        separator(t, i + 3)?;
        match (a, b) {
            (1..=12, 13..=31) => Some(true),
            (13..=31, 1..=12) => Some(false),
            _ => None,
        }
    })
}

/// What stands after the whole figure decides whether it was one.
fn ends_cleanly(t: &Text<'_>, next: usize) -> bool {
    if !t.glued(next) {
        return true;
    }
    match t.kind(next) {
        // The other end of a range: 12.1-12.5
        Some(Kind::Mark('-'))
            if separator(t, next + 2).is_some_and(|s| s != '-')
                && t.kind(next + 3) == Some(Kind::Number) =>
        {
            true
        }
        Some(Kind::Mark('-' | '/' | '.' | ':' | ',')) => {
            t.kind(next + 1) != Some(Kind::Number) || !t.glued(next + 1)
        }
        Some(Kind::Mark('%' | '_' | '@' | '°')) => false,
        Some(Kind::Word) => t.word(next) == "t",
        Some(Kind::Number) => false,
        _ => true,
    }
}

/// Whether what stands before makes the figure part of something else.
pub(super) fn begins_cleanly(t: &Text<'_>, i: usize) -> bool {
    let previous = i.checked_sub(1);
    let Some(p) = previous else { return true };
    if t.glued(i) {
        match t.kind(p) {
            Some(Kind::Word | Kind::Number) => return false,
            Some(Kind::Mark(c))
                if !matches!(
                    c,
                    '(' | '['
                        | '|'
                        | ','
                        | ':'
                        | ';'
                        | '"'
                        | '\''
                        | '>'
                        | '*'
                        | '。'
                        | '，'
                        | '《'
                        | '“'
                        | '~'
                ) =>
            {
                return c == '-' && !t.glued(p);
            }
            _ => {}
        }
    }
    if matches!(
        t.kind(p),
        Some(Kind::Mark('#' | '$' | '¥' | '€' | '£' | '+'))
    ) {
        return false;
    }
    let word = if t.mark(p, '.') || t.mark(p, ':') {
        t.word_before(i, 2)
    } else {
        t.word(p)
    };
    !en::BEFORE_NAMES.contains(&word)
        && !["号码", "编号", "单号", "电话", "版本", "账号"]
            .iter()
            .any(|w| t.before(i).trim_end_matches([':', ' ', '：']).ends_with(w))
}

/// A date in figures that begins at token `i`, and the token after it.
pub(super) fn find(
    t: &Text<'_>,
    i: usize,
    now: &Now,
    connected: bool,
) -> Option<(NaiveDate, usize)> {
    let (a, a_digits) = t.number(i)?;
    if !connected && !begins_cleanly(t, i) {
        return None;
    }
    if a_digits == 4
        && let Some((b, 2)) = t.number(i + 1)
        && let Some((c, 2)) = t.number(i + 2)
        && t.kind(i + 3) != Some(Kind::Number)
        && t.kind(i.wrapping_sub(1)) != Some(Kind::Number)
    {
        // 2026 11 30
        return NaiveDate::from_ymd_opt(long_year(a)?, b, c).map(|d| (d, i + 3));
    }
    if a_digits == 8 {
        // 20261130T100000
        return compact(t, i, a, now).map(|d| (d, i + 1));
    }
    let first = separator(t, i + 1)?;
    if let Some(month) = en::month(t.word(i + 2)) {
        // 2026-nov-30, 31/oct/1974, 31-oct
        let Some((c, c_digits)) = separator(t, i + 3)
            .filter(|s| *s == first)
            .and_then(|_| t.number(i + 4))
        else {
            return now
                .month_day(month, a, None, None)
                .map(|d| (d, i + 3))
                .filter(|_| a_digits <= 2);
        };
        let (year, day) = match (a_digits, c_digits) {
            (4, 1..=2) => (long_year(a)?, c),
            (1..=2, 4) => (long_year(c)?, a),
            (1..=2, 2) => (short_year(c)?, a),
            _ => return None,
        };
        return NaiveDate::from_ymd_opt(year, month, day).map(|d| (d, i + 5));
    }
    let (b, b_digits) = t.number(i + 2)?;
    if b_digits > 2 {
        return None;
    }
    let second = separator(t, i + 3).filter(|s| *s == first && t.kind(i + 4) == Some(Kind::Number));
    let Some(second) = second else {
        // 08/12,2015
        if first == '/'
            && t.mark(i + 3, ',')
            && let Some((c, 4)) = t.number(i + 4)
            && let Some(year) = long_year(c)
        {
            let us = Now {
                month_first: Some(true),
                ..*now
            };
            let (day, month) = ordered(a, b, None, &us);
            return NaiveDate::from_ymd_opt(year, month, day).map(|d| (d, i + 5));
        }
        return (a_digits <= 2)
            .then(|| pair(t, i, now, connected))
            .flatten();
    };
    let (c, c_digits) = t.number(i + 4)?;
    if first != second || !ends_cleanly(t, i + 5) {
        return None;
    }
    let date = match (a_digits, c_digits) {
        (4, 1..=2) => NaiveDate::from_ymd_opt(long_year(a)?, b, c),
        // 115/11/30 of the Republic of China
        (3, 2) if b_digits == 2 && (100..200).contains(&a) => {
            NaiveDate::from_ymd_opt(long_year(1911 + a)?, b, c)
                .filter(|d| (d.year() - now.day.year()).abs() <= 3)
        }
        (1..=2, 4) => {
            let year = long_year(c)?;
            // Nobody who writes the month first writes dots.
            let dotted = Now {
                month_first: now.month_first.or((first == '.').then_some(false)),
                ..*now
            };
            let now = &dotted;
            let (day, month) = ordered(a, b, Some(year), now);
            NaiveDate::from_ymd_opt(year, month, day)
        }
        (2, 1) if first == '-' && a > 12 => NaiveDate::from_ymd_opt(short_year(a)?, b, c),
        (1..=2, 2) => {
            // 1.2.15 is a version, 01.02.15 a date.
            let full = a_digits == 2 && b_digits == 2;
            if first == '.' && !full && !en::BEFORE_NUMERIC.contains(&t.word_before(i, 1)) {
                return None;
            }
            let han =
                t.kind(i.wrapping_sub(1)) == Some(Kind::Han) || t.kind(i + 5) == Some(Kind::Han);
            if a_digits == 2 && (a > 31 || (han && a != c && c <= 31 && a >= 10)) {
                // Chinese habit puts the year first: 26-11-30.
                NaiveDate::from_ymd_opt(short_year(a)?, b, c)
            } else {
                let year = short_year(c)?;
                let (day, month) = ordered(a, b, Some(year), now);
                NaiveDate::from_ymd_opt(year, month, day)
            }
        }
        _ => None,
    };
    date.map(|d| (d, i + 5))
}

/// 20261130, where it can be nothing else: near the present, and announced or alone on its line.
fn compact(t: &Text<'_>, i: usize, n: u32, now: &Now) -> Option<NaiveDate> {
    let date = NaiveDate::from_ymd_opt(long_year(n / 10_000)?, n / 100 % 100, n % 100)?;
    let near = (date.year() - now.day.year()).abs() <= 2;
    let before = t.before(i).trim_end_matches([' ', ':']);
    let announced = en::BEFORE_NUMERIC
        .contains(&t.word_before(i, if t.mark(i.wrapping_sub(1), ':') { 2 } else { 1 }))
        || before.ends_with(['于', '在', '到', '至', '期', '间', '请', '限'])
        || words_zh::suffix(t.rest(i + 1)).is_some();
    let stamp = t.word(i + 1) == "t" && t.glued(i + 1) && t.number(i + 2).is_some();
    (near && (announced || stamp) && ends_cleanly(t, i + 1)).then_some(date)
}

/// Whether the other end of a range stands at `k`: the second half of `28.12.-03.01.`
fn range_follows(t: &Text<'_>, k: usize) -> bool {
    (t.mark(k, '-') || matches!(t.word(k), "to" | "bis" | "until" | "till"))
        && t.number(k + 1).is_some_and(|(_, d)| d <= 2)
        && separator(t, k + 2).is_some_and(|s| s != '-')
        && t.number(k + 3).is_some_and(|(_, d)| d <= 2)
}

/// What is counted in Chinese behind a decimal figure.
const MEASURES: &[char] = &[
    '万', '萬', '亿', '億', '千', '百', '元', '块', '塊', '倍', '折', '米', '吨', '噸', '斤', '克',
    '寸', '成', '版', '兆', '%', '％',
];

/// Two figures without a year; only where something besides them says that they are a date.
fn pair(t: &Text<'_>, i: usize, now: &Now, connected: bool) -> Option<(NaiveDate, usize)> {
    let ((a, a_digits), (b, b_digits)) = (t.number(i)?, t.number(i + 2)?);
    let next = i + 3;
    // A full stop ends "31.08." in German order and any sentence.
    let german = t.mark(next, '.') && t.glued(next);
    if !ends_cleanly(t, next) {
        return None;
    }
    let rest = t.rest(next);
    // 2-4号 are two days.
    if t.mark(i + 1, '-') && rest.starts_with(['日', '号']) {
        return None;
    }
    let before = t.before(i).trim_end();
    let announced = connected
        || (german && range_follows(t, next + 1))
        || (t.mark(i + 1, '/') && range_follows(t, next))
        || en::BEFORE_NUMERIC.contains(&t.word_before(i, 1))
        || en::weekday(if t.mark(i.wrapping_sub(1), ',') {
            t.word_before(i, 2)
        } else {
            t.word_before(i, 1)
        })
        .is_some();
    let chinese = rest.starts_with(['前', '日', '号', '止', '下', '上', '中', '晚'])
        || rest.starts_with("之前")
        || rest.starts_with("以前")
        || before.ends_with(['于', '在', '到', '至', '请', '的']);
    let alone = i == 0
        && (t.len() == next || t.len() == next + 1 && matches!(t.kind(next), Some(Kind::Mark(_))));
    let unambiguous = (a > 12) != (b > 12) && b_digits == 2
        || (a_digits == 2 && b_digits == 2 && (a < 10 || b < 10));
    let plain = match t.str(i + 1) {
        // "the ratio is 3/4"
        "/" if !connected
            && a_digits == 1
            && b_digits == 1
            && matches!(t.word_before(i, 1), "is" | "of" | "to" | "than") =>
        {
            chinese
        }
        "/" if a == 24 && b == 7 => announced,
        "/" => announced || chinese || alone || unambiguous,
        "-" => {
            ["前", "之前", "以前", "止"]
                .iter()
                .any(|w| rest.starts_with(w))
                || (announced && t.word_before(i, 1) != "to" && t.word_before(i, 1) != "of")
                || alone
        }
        // 2.8万, 3.5元: a measure.
        _ if rest.starts_with(MEASURES) => false,
        _ => {
            let measure = matches!(
                t.word(next),
                "percent"
                    | "million"
                    | "k"
                    | "m"
                    | "hours"
                    | "points"
                    | "bn"
                    | "billion"
                    | "times"
                    | "gb"
                    | "mb"
                    | "per"
            );
            chinese
                || (!measure
                    && b_digits == 2
                    && announced
                    && (german
                        || a_digits == 2
                        || !matches!(
                            t.word_before(i, 1),
                            "by" | "to" | "from" | "of" | "is" | "than"
                        )))
        }
    };
    if !plain {
        return None;
    }
    let han = chinese
        || (t.kind(i.wrapping_sub(1)) == Some(Kind::Han))
        || t.kind(next) == Some(Kind::Han);
    let (day, month) = if (han || alone) && t.mark(i + 1, '/') && a <= 12 {
        // Chinese order without a year is month and day.
        (b, a)
    } else {
        ordered(a, b, None, now)
    };
    let weekday = en::weekday(t.word_before(i, 1));
    let mut date = now.month_day(month, day, None, weekday)?;
    // A limit of some weeks ago has passed.
    if weekday.is_none()
        && let Some(last) = date.with_year(date.year() - 1)
        && now.day - last <= days::PASSED
        && (words_en::limit_before(t, i) || words_zh::suffix(rest).is_some())
    {
        date = last;
    }
    let end = if german && t.mark(next + 1, '-') {
        next + 1
    } else {
        next
    };
    Some((date, end))
}
