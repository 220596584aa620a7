//! The Chinese lunar calendar and the solar terms: 正月十五, 腊月廿三, 农历八月初三, 清明, 冬至.

use chrono::{Datelike, Duration, NaiveDate};

use super::zh;

/// A lunar year: its number, its first day (month, day of the Gregorian year of that number), and
/// its months: bits 15 to 4 tell from the first month on which have 30 days (others 29), the low
/// four which month is repeated as a leap month (0 = none), bit 16 whether that one has 30.
type Year = (i32, u32, u32, u32);

/// Lunar years (Hong Kong Observatory's conversion tables); other years are not read.
const YEARS: &[Year] = &[
    (2024, 2, 10, 0x0_4b60),
    (2025, 1, 29, 0x0_a6e6),
    (2026, 2, 17, 0x0_a4e0),
    (2027, 2, 6, 0x0_d260),
    (2028, 1, 26, 0x0_ea65),
    (2029, 2, 13, 0x0_d530),
    (2030, 2, 3, 0x0_5aa0),
    (2031, 1, 23, 0x0_76a3),
    (2032, 2, 11, 0x0_96d0),
    (2033, 1, 31, 0x0_4afb),
    (2034, 2, 19, 0x0_4ad0),
    (2035, 2, 8, 0x0_a4d0),
];

/// Days of the months of a year in their order, the leap month behind its own; true marks it.
fn months(year: &Year) -> impl Iterator<Item = (u32, bool, u32)> {
    let (_, _, _, bits) = *year;
    let length = |long: bool| if long { 30 } else { 29 };
    (1..=12u32).flat_map(move |month| {
        let own = (month, false, length(bits >> (16 - month) & 1 == 1));
        let leap = (bits & 0xf == month).then(|| (month, true, length(bits >> 16 & 1 == 1)));
        std::iter::once(own).chain(leap)
    })
}

/// A day of a lunar year; the last day of the year where the twelfth month has no thirtieth.
pub(super) fn day_in(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let known = YEARS.iter().find(|(y, ..)| *y == year)?;
    let mut first = NaiveDate::from_ymd_opt(year, known.1, known.2)?;
    for (m, leap, days) in months(known) {
        if m == month && !leap {
            let day = if month == 12 { day.min(days) } else { day };
            return (1..=days)
                .contains(&day)
                .then(|| first.checked_add_signed(Duration::days(i64::from(day) - 1)))?;
        }
        first = first.checked_add_signed(Duration::days(i64::from(days)))?;
    }
    None
}

/// The coming such day, today included.
fn coming(today: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    (-1..=1).find_map(|k| {
        day_in(today.year().checked_add(k)?, month, day).filter(|date| *date >= today)
    })
}

/// The day of a solar term, by the almanac's rule of thumb for this century: `term` counts from 小寒
/// (0) to 冬至 (23).
pub(super) fn term_in(year: i32, term: usize) -> Option<NaiveDate> {
    let (constant, odd) = TERMS.get(term)?;
    let y = u32::try_from(year.checked_sub(2000)?)
        .ok()
        .filter(|y| *y < 100)?;
    let leaps = if term < 4 {
        y.checked_sub(1)? / 4
    } else {
        y / 4
    };
    let day = ((y * 2422 + constant) / 10_000).checked_sub(leaps)?;
    let shift = odd
        .iter()
        .find(|(at, _)| *at == year)
        .map_or(0, |(_, by)| *by);
    NaiveDate::from_ymd_opt(year, u32::try_from(term / 2 + 1).ok()?, day)?
        .checked_add_signed(Duration::days(shift))
}

/// Ten thousandths of the rule's constant, and the years it misses by a day.
const TERMS: [(u32, &[(i32, i64)]); 24] = [
    (54_055, &[(2019, -1)]),
    (201_200, &[(2082, 1)]),
    (38_700, &[]),
    (187_300, &[(2026, -1)]),
    (56_300, &[]),
    (206_460, &[(2084, 1)]),
    (48_100, &[]),
    (201_000, &[]),
    (55_200, &[]),
    (210_400, &[(2008, 1)]),
    (56_780, &[]),
    (213_700, &[]),
    (71_080, &[(2016, 1)]),
    (228_300, &[]),
    (75_000, &[(2002, 1)]),
    (231_300, &[]),
    (76_460, &[]),
    (230_420, &[]),
    (83_180, &[]),
    (234_380, &[(2089, 1)]),
    (74_380, &[(2089, 1)]),
    (223_600, &[]),
    (71_800, &[]),
    (219_400, &[(2021, -1)]),
];

/// A lunar day at the start of `rest`, and what follows: 正月十五, 腊月廿三, 农历八月初三, 大年初八.
pub(super) fn find(rest: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    let told = ["农历", "阴历", "旧历", "農曆", "陰曆", "夏历"]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let s = told.unwrap_or(rest);
    let s = s.strip_prefix("的").unwrap_or(s).trim_start();
    let (month, s) = month(s, told.is_some())?;
    let (day, s) = day(s)?;
    Some((coming(today, month, day)?, s))
}

/// The month that `s` names as only the lunar calendar does, or any where the words told which.
fn month(s: &str, told: bool) -> Option<(u32, &str)> {
    let named = [
        ("正月", 1),
        ("冬月", 11),
        ("腊月", 12),
        ("臘月", 12),
        ("大年", 1),
        ("年初", 1),
        ("年廿", 12),
    ];
    for (word, month) in named {
        if let Some(after) = s.strip_prefix(word) {
            return match word {
                // 大年三十 is a feast; 年初 alone is January.
                "大年" => after.starts_with('初').then_some((month, after)),
                "年初" | "年廿" => {
                    let after = s.strip_prefix('年')?;
                    (word == "年廿" || tenth(after)).then_some((month, after))
                }
                _ => Some((month, after)),
            };
        }
    }
    let (month, after) = zh::number(s)?;
    let after = after.strip_prefix('月')?;
    // 八月初三, but 八月初 and 8月3日 are of the common calendar.
    let lunar = told || after.starts_with('廿') || tenth(after);
    ((1..=12).contains(&month) && lunar).then_some((month, after))
}

/// 初三: the ten first days of a lunar month are written so, and no others.
fn tenth(s: &str) -> bool {
    let mut chars = s.chars();
    chars.next() == Some('初')
        && chars
            .next()
            .is_some_and(|c| "一二三四五六七八九十".contains(c))
}

/// 初三, 十五, 二十, 廿三, 三十: the day of a lunar month.
fn day(s: &str) -> Option<(u32, &str)> {
    let (day, after) = match s.strip_prefix('初') {
        Some(after) => zh::number(after).filter(|(n, _)| (1..=10).contains(n))?,
        None => zh::number(s)?,
    };
    let after = after.strip_prefix(['日', '号']).unwrap_or(after);
    // 三月初一批 is a first batch, 年初三家 are three firms.
    let counts =
        after.starts_with(|c: char| "批次个期轮周直家笔台份场稿版月年天点种款".contains(c));
    ((1..=30).contains(&day) && !counts).then_some((day, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lunar_days_fall_where_the_almanac_has_them() {
        for (year, month, day, want) in [
            (2024, 5, 5, "2024-06-10"),
            (2025, 5, 5, "2025-05-31"),
            (2026, 5, 5, "2026-06-19"),
            (2027, 5, 5, "2027-06-09"),
            (2028, 5, 5, "2028-05-28"),
            (2029, 5, 5, "2029-06-16"),
            (2030, 5, 5, "2030-06-05"),
            (2024, 8, 15, "2024-09-17"),
            (2025, 8, 15, "2025-10-06"),
            (2026, 8, 15, "2026-09-25"),
            (2027, 8, 15, "2027-09-15"),
            (2028, 8, 15, "2028-10-03"),
            (2029, 8, 15, "2029-09-22"),
            (2030, 8, 15, "2030-09-12"),
            (2026, 12, 30, "2027-02-05"),
            (2027, 12, 30, "2028-01-25"),
        ] {
            assert_eq!(
                day_in(year, month, day).map(|d| d.to_string()).as_deref(),
                Some(want),
                "{year} {month} {day}"
            );
        }
    }

    #[test]
    fn every_year_ends_where_the_next_begins() {
        for pair in YEARS.windows(2) {
            let [one, next] = pair else { panic!("two") };
            let days: u32 = months(one).map(|(_, _, days)| days).sum();
            let first = |y: &Year| NaiveDate::from_ymd_opt(y.0, y.1, y.2).expect("a day");
            assert_eq!(
                (first(next) - first(one)).num_days(),
                i64::from(days),
                "{}",
                one.0
            );
        }
    }

    #[test]
    fn lunar_days_are_named_in_a_few_ways() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 17).expect("a day");
        for (text, want) in [
            ("正月十五前", Some("2027-02-20")),
            ("腊月廿三", Some("2027-01-30")),
            ("腊月三十", Some("2027-02-05")),
            ("农历八月初三", Some("2027-09-03")),
            ("七月初七", Some("2027-08-08")),
            ("大年初八", Some("2027-02-13")),
            ("年初八", Some("2027-02-13")),
            ("大年三十", None),
            ("年初", None),
            ("年初3月", None),
            ("八月初", None),
            ("八月初3号", None),
            ("三月初一批货", None),
            ("8月3日", None),
        ] {
            assert_eq!(
                find(text, today).map(|(d, _)| d.to_string()).as_deref(),
                want,
                "{text}"
            );
        }
    }

    #[test]
    fn solar_terms_fall_on_their_days() {
        for (year, term, want) in [
            (2025, 6, "2025-04-04"),
            (2026, 6, "2026-04-05"),
            (2027, 6, "2027-04-05"),
            (2028, 6, "2028-04-04"),
            (2026, 23, "2026-12-22"),
            (2027, 23, "2027-12-22"),
            (2028, 23, "2028-12-21"),
            (2026, 2, "2026-02-04"),
            (2027, 7, "2027-04-20"),
            (2026, 3, "2026-02-18"),
            (2026, 20, "2026-11-07"),
        ] {
            assert_eq!(
                term_in(year, term).map(|d| d.to_string()).as_deref(),
                Some(want),
                "{year} {term}"
            );
        }
    }
}
