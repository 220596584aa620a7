//! Dates as mail programs write them above a forwarded mail, in the language of the program.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use super::month_words::{DAYS, MONTHS};

/// The date and time of a header line (`vendredi 13 novembre 2026 15:22`, `2026年11月13日 下午3:22`,
/// `11/13/2026 3:22 PM`); noon if no time stands there. In the offset of `reference`, since such
/// lines seldom name their own.
pub(super) fn read(
    written: &str,
    reference: DateTime<FixedOffset>,
) -> Option<DateTime<FixedOffset>> {
    let text: String = written
        .chars()
        .take(120)
        .flat_map(char::to_lowercase)
        .map(ascii_digit)
        .collect();
    let numbers = numbers(&text);
    let year = numbers.iter().position(|n| n.width == 4)?;
    let in_year = |y: u32| match y {
        1970..=2199 => i32::try_from(y).ok(),
        // The Thai calendar counts from 543 BC.
        2500..=2699 => i32::try_from(y - 543).ok(),
        _ => None,
    };
    let years = in_year(numbers.get(year)?.value)?;
    let small = |at: Option<&Number>| at.filter(|n| n.width <= 2).map(|n| n.value);
    let before = |by: usize| small(year.checked_sub(by).and_then(|at| numbers.get(at)));
    let after = |by: usize| small(numbers.get(year + by));
    let day = if let Some(month) = vietnamese(&text) {
        NaiveDate::from_ymd_opt(years, month, before(2)?)
    } else if let Some(month) = named_month(&text) {
        let day = before(1).or_else(|| after(1))?;
        NaiveDate::from_ymd_opt(years, month, day)
    } else if numbers.get(year).is_some_and(|n| n.joins_next) {
        NaiveDate::from_ymd_opt(years, after(1)?, after(2)?)
    } else {
        let (first, second) = (before(2)?, before(1)?);
        let dotted = numbers
            .get(year - 1)
            .is_some_and(|n| n.mark == '.' || n.mark == '-');
        let american = !dotted && (text.contains("am") || text.contains("pm"));
        if second > 12 || american && first <= 12 {
            NaiveDate::from_ymd_opt(years, first, second)
        } else {
            NaiveDate::from_ymd_opt(years, second, first)
        }
    }?;
    day.and_time(time(&text).or_else(|| NaiveTime::from_hms_opt(12, 0, 0))?)
        .and_local_timezone(*reference.offset())
        .single()
}

/// Arabic, Persian, Devanagari, Thai and full-width figures as ASCII ones.
fn ascii_digit(c: char) -> char {
    [0x0660, 0x06f0, 0x0966, 0x0e50, 0xff10]
        .iter()
        .find_map(|zero| {
            u32::from(c)
                .checked_sub(*zero)
                .filter(|n| *n < 10)
                .and_then(|n| char::from_digit(n, 10))
        })
        .unwrap_or(c)
}

/// A number of the line and what follows it.
struct Number {
    value: u32,
    width: usize,
    mark: char,
    /// Whether a mark of a date and another number follow: the year of `2026-11-13`.
    joins_next: bool,
}

fn numbers(text: &str) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = rest.get(at..).unwrap_or_default();
        let end = tail
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(tail.len());
        let (figures, after) = tail.split_at_checked(end).unwrap_or((tail, ""));
        let mark = after.chars().next().unwrap_or(' ');
        let next = after.chars().find(|c| !c.is_whitespace() && *c != mark);
        found.push(Number {
            value: figures.parse().unwrap_or(u32::MAX),
            width: figures.len(),
            mark,
            joins_next: matches!(mark, '-' | '/' | '.' | '年' | '년')
                && next.is_some_and(|c| c.is_ascii_digit()),
        });
        rest = after;
    }
    found
}

/// The month named in a line, by the longest word of the table that begins one of its words.
fn named_month(text: &str) -> Option<u32> {
    text.split(|c: char| !(c.is_alphabetic() || ('\u{0e30}'..='\u{0e4e}').contains(&c)))
        .filter(|word| word.chars().count() >= 3 && !DAYS.iter().any(|day| word.starts_with(day)))
        .filter_map(|word| {
            MONTHS
                .iter()
                .filter(|(stem, _)| word.starts_with(stem))
                .max_by_key(|(stem, _)| stem.len())
        })
        .max_by_key(|(stem, _)| stem.len())
        .or_else(|| {
            MONTHS
                .iter()
                .find(|(stem, _)| stem.contains('.') && text.contains(stem))
        })
        .map(|(_, month)| *month)
}

/// `Tháng 11`, `thg 11`.
fn vietnamese(text: &str) -> Option<u32> {
    let (_, tail) = text
        .split_once("tháng ")
        .or_else(|| text.split_once("thg "))?;
    let figures: String = tail.chars().take_while(char::is_ascii_digit).collect();
    figures.parse().ok()
}

/// The time of day, with the afternoon of eight languages.
fn time(text: &str) -> Option<NaiveTime> {
    let chars: Vec<char> = text.chars().collect();
    let number = |at: usize| chars.get(at).and_then(|c| c.to_digit(10));
    (0..chars.len()).find_map(|at| {
        let mark = chars.get(at)?;
        if !matches!(mark, ':' | '.' | '点' | '點' | '時' | '时' | '시' | 'h') || at == 0 {
            return None;
        }
        let (high, low) = (number(at + 1)?, number(at + 2)?);
        let one = number(at - 1)?;
        let ten = at.checked_sub(2).and_then(number);
        // A figure or another dot before or behind makes it a date: `13.11.2026`.
        let before = at
            .checked_sub(if ten.is_some() { 3 } else { 2 })
            .and_then(|at| chars.get(at));
        let after = chars.get(at + 3);
        let dated =
            |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || *mark == '.' && *c == '.');
        let alone = !dated(before) && !dated(after);
        if !alone {
            return None;
        }
        let hour = ten.unwrap_or(0) * 10 + one;
        let late = [
            "pm", "p.m", "下午", "午後", "오후", "μ.μ", " م", " ch", "晚上", "中午",
        ]
        .iter()
        .any(|word| text.contains(word));
        let hour = if late && hour < 12 { hour + 12 } else { hour };
        NaiveTime::from_hms_opt(hour, high * 10 + low, 0)
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use chrono::DateTime;

    #[test]
    fn stamps_of_many_programs() {
        let now = DateTime::parse_from_rfc3339("2026-11-17T09:00:00+01:00").expect("time");
        for written in [
            "Friday, November 13, 2026 3:22 PM",
            "Freitag, 13. November 2026 15:22",
            "vendredi 13 novembre 2026 15:22",
            "viernes, 13 de noviembre de 2026 15:22",
            "venerdì 13 novembre 2026 15:22",
            "sexta-feira, 13 de novembro de 2026 15:22",
            "vrijdag 13 november 2026 15:22",
            "den 13 november 2026 15:22",
            "perjantai 13. marraskuuta 2026 15.22",
            "piątek, 13 listopada 2026 15:22",
            "pátek 13. listopadu 2026 15:22",
            "13 ноября 2026 г. 15:22",
            "13 листопада 2026 р. 15:22",
            "13 Kasım 2026 Cuma 15:22",
            "2026年11月13日 15:22",
            "2026年11月13日 下午 03:22",
            "2026年11月13日(星期五) 下午3:22",
            "2026년 11월 13일 금요일 오후 3:22",
            "Thứ Sáu, 13 Tháng 11, 2026 15:22",
            "13 พฤศจิกายน 2569 15:22",
            "Jumat, 13 November 2026 15:22",
            "13 نوفمبر 2026 15:22",
            "١٣ نوفمبر ٢٠٢٦ ٣:٢٢ م",
            "יום שישי 13 נובמבר 2026 15:22",
            "2026. november 13., péntek 15:22",
            "Παρασκευή, 13 Νοεμβρίου 2026 15:22",
            "vineri, 13 noiembrie 2026 15:22",
            "2026-11-13 15:22:10",
            "2026/11/13  15:22  (GMT+08:00)",
            "11/13/2026 03:22 PM",
            "13/11/2026 15:22",
            "13.11.2026 15.22",
            "martes, 13 de noviembre de 2026 15:22",
            "pt., 13 lis 2026 o 15:22",
            "Vào Th 6, 13 thg 11, 2026 vào lúc 15:22",
            "13 พ.ย. 2569 15:22",
            "13 Kas 2026 Cum, 15:22",
            "13-11-2026 15:22",
        ] {
            let got = read(written, now).map(|d| d.to_rfc3339());
            assert_eq!(
                got.as_deref(),
                Some("2026-11-13T15:22:00+01:00"),
                "{written}"
            );
        }
        for nothing in ["", "soon", "May", "2026", "99.99.2026", "4711"] {
            assert_eq!(read(nothing, now), None, "{nothing}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_line_panics(text in "[ 0-9:./年月日p月m,a-z-]{0,60}|\\PC{0,60}") {
            let now = DateTime::parse_from_rfc3339("2026-11-17T09:00:00+01:00").expect("time");
            let _ = read(&text, now);
        }
    }
}
