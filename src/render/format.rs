//! Days, moments, amounts and spans as people of either language write them.

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use rust_decimal::Decimal;

use crate::model::{Currency, Language, Money, money};

/// A day: `30 January 2026`, `2026年1月30日`.
#[must_use]
pub fn date(day: NaiveDate, language: Language) -> String {
    match language {
        Language::En => day.format("%-d %B %Y").to_string(),
        Language::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

/// The days from one to another: `12 to 18 October 2026`, `2026年9月28日至10月4日`.
#[must_use]
pub fn days_between(from: NaiveDate, to: NaiveDate, language: Language) -> String {
    let year = from.year() == to.year();
    let month = year && from.month() == to.month();
    let until = date(to, language);
    match language {
        _ if from == to => until,
        Language::En if month => format!("{} to {until}", from.day()),
        Language::En if year => format!("{} to {until}", from.format("%-d %B")),
        Language::En => format!("{} to {until}", date(from, language)),
        Language::Zh if month => format!("{}至{}日", date(from, language), to.day()),
        Language::Zh if year => {
            format!("{}至{}月{}日", date(from, language), to.month(), to.day())
        }
        Language::Zh => format!("{}至{until}", date(from, language)),
    }
}

/// A day as it is named to somebody who reads it `today`: with its weekday, the year only where it is
/// far: `Friday, 30 January`, `1月30日（周五）`, `Monday, 4 January 2027`.
#[must_use]
pub fn named_day(day: NaiveDate, today: NaiveDate, language: Language) -> String {
    let far = day.signed_duration_since(today).num_days().abs() > FAR;
    match language {
        Language::En if far => day.format("%A, %-d %B %Y").to_string(),
        Language::En => day.format("%A, %-d %B").to_string(),
        Language::Zh => {
            let weekday = match day.weekday() {
                Weekday::Mon => "周一",
                Weekday::Tue => "周二",
                Weekday::Wed => "周三",
                Weekday::Thu => "周四",
                Weekday::Fri => "周五",
                Weekday::Sat => "周六",
                Weekday::Sun => "周日",
            };
            if far {
                format!("{}（{weekday}）", date(day, language))
            } else {
                format!("{}月{}日（{weekday}）", day.month(), day.day())
            }
        }
    }
}

/// Days from which on a date without its year might be another.
const FAR: i64 = 300;

/// A small number in words: `two`, `两`; digits from ten on.
#[must_use]
pub fn count(n: usize, language: Language) -> String {
    const EN: [&str; 10] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    const ZH: [&str; 10] = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九"];
    let words = match language {
        Language::En => EN,
        Language::Zh => ZH,
    };
    words
        .get(n)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// Several things in one sentence: `a, b and c`, `a、b和c`.
#[must_use]
pub fn list(things: &[String], language: Language) -> String {
    let (comma, and) = match language {
        Language::En => (", ", " and "),
        Language::Zh => ("、", "和"),
    };
    match things.split_last() {
        None => String::new(),
        Some((one, [])) => one.clone(),
        Some((last, rest)) => format!("{}{and}{last}", rest.join(comma)),
    }
}

/// A moment in a zone: `30 January 2026, 14:05`, `2026年1月30日 14:05`.
#[must_use]
pub fn moment(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    let local = at.with_timezone(&zone);
    let gap = match language {
        Language::En => ", ",
        Language::Zh => " ",
    };
    format!(
        "{}{gap}{}",
        date(local.date_naive(), language),
        local.format("%H:%M")
    )
}

/// A number with thousands marks and at least two decimals: `48,000.00`.
#[must_use]
pub fn number(value: Decimal) -> String {
    let plain = money::plain(value);
    let (sign, unsigned) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "00"));
    let digits = whole.chars().count();
    let mut marked = String::with_capacity(plain.len().saturating_mul(2));
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && digits.saturating_sub(index).is_multiple_of(3) {
            marked.push(',');
        }
        marked.push(digit);
    }
    format!("{sign}{marked}.{fraction}")
}

/// Currencies as a Chinese letter names them, around the number.
const NAMES_ZH: &[(&str, &str, &str)] = &[
    ("CNY", "人民币", "元"),
    ("USD", "", "美元"),
    ("EUR", "", "欧元"),
    ("GBP", "", "英镑"),
    ("HKD", "", "港元"),
    ("MOP", "", "澳门元"),
    ("TWD", "新台币", "元"),
    ("JPY", "", "日元"),
    ("KRW", "", "韩元"),
    ("SGD", "", "新加坡元"),
    ("AUD", "", "澳元"),
    ("CAD", "", "加元"),
    ("CHF", "", "瑞士法郎"),
];

/// An amount: `GBP 2,400.00`; in Chinese by the currency's name, `人民币48,000.00元`, `2,400.00英镑`.
#[must_use]
pub fn amount(value: Money, language: Language) -> String {
    let number = number(value.value);
    let code = value.currency.to_string();
    let named = NAMES_ZH
        .iter()
        .filter(|_| language == Language::Zh)
        .find(|(known, ..)| *known == code);
    named.map_or_else(
        || format!("{code} {number}"),
        |(_, before, after)| format!("{before}{number}{after}"),
    )
}

/// An amount whose currency nobody named: the bare number.
#[must_use]
pub fn amount_or_number(value: Decimal, currency: Option<Currency>, language: Language) -> String {
    currency.map_or_else(
        || number(value),
        |currency| amount(Money { value, currency }, language),
    )
}

/// A number of days: `1 day`, `12 days`, `12天`.
#[must_use]
pub fn days(count: i64, language: Language) -> String {
    match language {
        Language::En if count == 1 => "1 day".to_owned(),
        Language::En => format!("{count} days"),
        Language::Zh => format!("{count}天"),
    }
}

/// A span of minutes, in hours below two days, else in days: `5 hours`, `3 days`, `5小时`.
#[must_use]
pub fn span(minutes: i64, language: Language) -> String {
    let hours = minutes.max(0).saturating_add(30) / 60;
    if hours >= 48 {
        return days(hours.saturating_add(12) / 24, language);
    }
    match language {
        Language::En if hours == 1 => "1 hour".to_owned(),
        Language::En => format!("{hours} hours"),
        Language::Zh => format!("{hours}小时"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("day")
    }

    #[test]
    fn days_and_moments_read_as_people_write_them() {
        assert_eq!(date(day("2026-01-30"), Language::En), "30 January 2026");
        assert_eq!(date(day("2026-01-05"), Language::Zh), "2026年1月5日");
        let today = day("2026-01-12");
        for (text, en, zh) in [
            ("2026-01-30", "Friday, 30 January", "1月30日（周五）"),
            ("2026-02-01", "Sunday, 1 February", "2月1日（周日）"),
            ("2025-12-31", "Wednesday, 31 December", "12月31日（周三）"),
            (
                "2027-01-04",
                "Monday, 4 January 2027",
                "2027年1月4日（周一）",
            ),
        ] {
            assert_eq!(named_day(day(text), today, Language::En), en);
            assert_eq!(named_day(day(text), today, Language::Zh), zh);
        }
        for (from, to, en, zh) in [
            (
                "2026-10-12",
                "2026-10-18",
                "12 to 18 October 2026",
                "2026年10月12日至18日",
            ),
            (
                "2026-09-28",
                "2026-10-04",
                "28 September to 4 October 2026",
                "2026年9月28日至10月4日",
            ),
            (
                "2026-12-28",
                "2027-01-03",
                "28 December 2026 to 3 January 2027",
                "2026年12月28日至2027年1月3日",
            ),
            (
                "2026-10-12",
                "2026-10-12",
                "12 October 2026",
                "2026年10月12日",
            ),
        ] {
            assert_eq!(days_between(day(from), day(to), Language::En), en);
            assert_eq!(days_between(day(from), day(to), Language::Zh), zh);
        }
        let things = |n: usize| -> Vec<String> {
            ["a", "b", "c"]
                .iter()
                .take(n)
                .map(|s| (*s).to_owned())
                .collect()
        };
        assert_eq!(list(&things(1), Language::En), "a");
        assert_eq!(list(&things(2), Language::Zh), "a和b");
        assert_eq!(list(&things(3), Language::En), "a, b and c");
        assert_eq!(
            (count(2, Language::En), count(12, Language::Zh)),
            ("two".into(), "12".into())
        );
        let at = "2026-01-30T20:05:00Z".parse().expect("time");
        assert_eq!(
            moment(at, Tz::Asia__Shanghai, Language::Zh),
            "2026年1月31日 04:05"
        );
        assert_eq!(
            moment(at, Tz::Europe__London, Language::En),
            "30 January 2026, 20:05"
        );
        assert_eq!(
            (days(1, Language::En), days(2, Language::Zh)),
            ("1 day".into(), "2天".into())
        );
        assert_eq!(
            (span(300, Language::En), span(4320, Language::Zh)),
            ("5 hours".into(), "3天".into())
        );
        assert!(span(i64::MAX, Language::En).ends_with(" days"));
        assert_eq!(span(i64::MIN, Language::En), "0 hours");
    }

    #[test]
    fn amounts_carry_thousands_marks_and_their_currency() {
        for (value, want) in [
            ("0", "0.00"),
            ("999", "999.00"),
            ("1000", "1,000.00"),
            ("48000.5", "48,000.50"),
            ("1234567.125", "1,234,567.125"),
            ("-1234", "-1,234.00"),
        ] {
            assert_eq!(number(value.parse().expect("number")), want);
        }
        let value = Money {
            value: Decimal::from(48_000),
            currency: Currency::CNY,
        };
        assert_eq!(amount(value, Language::Zh), "人民币48,000.00元");
        assert_eq!(amount(value, Language::En), "CNY 48,000.00");
        assert_eq!(
            amount(
                Money {
                    currency: Currency::GBP,
                    ..value
                },
                Language::Zh
            ),
            "48,000.00英镑"
        );
        let unnamed = Money {
            currency: Currency::parse("SEK").expect("currency"),
            ..value
        };
        assert_eq!(amount(unnamed, Language::Zh), "SEK 48,000.00");
        assert_eq!(
            amount_or_number(value.value, None, Language::En),
            "48,000.00"
        );
    }
}
