//! Days named in an absence notice, in the forms its languages use.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use regex::{Captures, Regex};

use super::words::{MONTHS, WEEKDAYS};

/// Numbers and days of one notice that are looked at.
const MOST: usize = 200;

/// A day found in a lower-case text.
#[derive(Debug)]
pub(super) struct Day {
    /// Where its words begin, bytes.
    pub(super) start: usize,
    /// Where they end.
    pub(super) end: usize,
    /// The day.
    pub(super) date: NaiveDate,
    /// The second of two days in one expression: `3-17 August`.
    pub(super) last: bool,
    /// Named by its weekday only.
    pub(super) weekly: bool,
}

#[expect(clippy::unwrap_used, reason = "literals that the tests compile")]
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    let names = |all: Vec<&str>| {
        let mut all = all;
        all.sort_by_key(|n| std::cmp::Reverse(n.len()));
        all.join("|")
    };
    let months = names(MONTHS.iter().flat_map(|m| m.iter().copied()).collect());
    let weekdays = names(WEEKDAYS.iter().map(|w| w.0).collect());
    let range = r"\s?(?:-|–|—|~|～|〜|至|到|to|until|through|bis|から|부터|日至|日到|日-|日–|日—|日~|日～|日から|号至|号到|号-|일부터|일-|일~)\s?";
    Regex::new(&format!(
        r"(?x)
        (?P<iso>(?P<y1>20\d\d)\s?[-/.年년]\s?(?P<m1>\d{{1,2}})\s?[-/.月월]\s?(?P<d1>\d{{1,2}})\s?[日号號일]?)
        |(?P<zh>(?P<m2>\d{{1,2}})\s?[月월]\s?(?:(?P<f2>\d{{1,2}})\s?[-–—~～至到]\s?)?(?P<d2>\d{{1,2}})(?:\s?[日号號일])?)
        |(?P<zhend>(?:(?P<m10>\d{{1,2}})|本|这个|這個)?月底)
        |(?P<dm>\b(?:(?P<f3>\d{{1,2}})\.?{range})?(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|e|º|ª|:e)?\.?\s*(?:of\s+|de\s+|d'|day\s+of\s+)?(?P<m3>{months})\b\.?(?:,?\s*(?:de\s+)?(?P<y3>20\d\d))?)
        |(?P<md>\b(?P<m4>{months})\b\.?\s+(?:the\s+)?(?:(?P<f4>\d{{1,2}})(?:st|nd|rd|th)?{range})?(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s*(?P<y4>20\d\d)\b)?)
        |(?P<num>\b(?P<a5>\d{{1,2}})(?P<s5>[./])\s?(?P<b5>\d{{1,2}})(?:[./]\s?(?P<y5>(?:20)?\d\d)?)?)
        |(?P<end>\b(?:end\s+of(?:\s+the)?|ende|fin(?:\s+de)?|fine|eind|final\s+de|slutet\s+av|konca)\s+(?P<m6>{months}|month|monat|mois|mes|mese|maand|mês|miesiąca)\b(?:\s+(?P<y6>20\d\d))?)
        |(?P<wd>(?P<next>下个?(?:周|星期|礼拜|禮拜|週))(?P<w5>[一二三四五六日天])|(?:本周|这周|本週|這週|周|週|星期|礼拜|禮拜)(?P<w6>[一二三四五六日天])|\b(?P<w7>{weekdays})\b)
        |(?P<tom>\b(?:tomorrow|demain|mañana|domani|imorgon|amanhã|jutro|завтра)\b|明天|明日|내일)
        |(?P<in>\b(?:in|within|for(?:\s+the\s+next)?)\s+(?P<n1>\d{{1,2}}|a|one|two|three|four)\s+(?P<u1>days?|weeks?)\b)
        |(?P<day>\b(?P<d8>\d{{1,2}})(?P<th>st|nd|rd|th|er|e|º)?\b|(?P<d0>\d{{1,2}})\s?[号號日일])"
    ))
    .unwrap()
});

/// All days a lower-case text names, in order.
pub(super) fn find(lower: &str, today: NaiveDate) -> Vec<Day> {
    let mut found: Vec<Day> = Vec::new();
    for captures in DAYS.captures_iter(lower).take(MOST) {
        let Some(all) = captures.get(0) else { continue };
        let tail = lower.get(all.end()..).unwrap_or_default();
        let head = lower.get(..all.start()).unwrap_or_default();
        // `17.30 Uhr`, `24/7`, `1.2.3`, `12.5%`, telephone and version numbers.
        if captures.name("num").is_some()
            && (all.as_str() == "24/7"
                || head.ends_with(|c: char| c.is_ascii_digit() || "+./-:".contains(c))
                || tail.starts_with(|c: char| c.is_ascii_digit() || "%:/".contains(c))
                || ["uhr", "h ", "am", "pm", "a.m", "p.m", "点", "點"]
                    .iter()
                    .any(|unit| tail.trim_start().starts_with(unit)))
        {
            continue;
        }
        if captures.name("d8").is_some() && !is_day(head, tail, captures.name("th").is_some()) {
            continue;
        }
        let anchor = found
            .last()
            .filter(|d| d.end + 14 > all.start())
            .map(|d| d.date);
        if let Some(date) = date_of(&captures, today, anchor) {
            let weekly = captures.name("wd").is_some();
            // `Monday, 4 January` and `4 January (Monday)` are one day, and the number names it.
            if let Some(last) = found.last()
                && joined(lower.get(last.end..all.start()).unwrap_or_default())
            {
                if weekly && !last.weekly {
                    continue;
                }
                if last.weekly && !weekly {
                    found.pop();
                }
            }
            found.push(Day {
                start: all.start(),
                end: all.end(),
                date,
                last: all.as_str().starts_with("for ")
                    || ["f2", "f3", "f4"]
                        .iter()
                        .any(|g| captures.name(g).is_some()),
                weekly,
            });
        }
    }
    found
}

/// Whether only marks and articles stand between a weekday and its date.
fn joined(between: &str) -> bool {
    let bare = between.trim_matches(|c: char| c.is_whitespace() || ",.(（，".contains(c));
    between.len() < 12 && matches!(bare, "" | "the" | "den" | "dem" | "le" | "el" | "il" | "d")
}

/// Whether a word names a weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|w| w.0 == word.trim_end_matches('.'))
}

/// Whether a bare number is the day of a month: `the 30th`, `jusqu'au 12`, `bis zum 12.`
fn is_day(head: &str, tail: &str, ordinal: bool) -> bool {
    let unit = [
        ":", "uhr", "o'clock", "am", "pm", "a.m", "p.m", "h ", "heures", "%", "/", "-", "+",
    ]
    .iter()
    .any(|unit| tail.trim_start().starts_with(unit));
    let rest = tail.strip_prefix('.').unwrap_or(tail);
    let ended = !rest.starts_with(|c: char| c.is_alphanumeric())
        && (ordinal || !rest.trim_start().starts_with(char::is_alphanumeric) || tail != rest);
    let word = head
        .trim_end()
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let article = matches!(
        word,
        "the"
            | "le"
            | "el"
            | "il"
            | "am"
            | "zum"
            | "dem"
            | "den"
            | "au"
            | "al"
            | "día"
            | "dia"
            | "bis"
    );
    !unit && ended && (article || ordinal && word != "of" && !head.is_empty())
}

fn month(name: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&name))?;
    u32::try_from(at).ok().map(|n| n + 1)
}

/// The day of a year that makes it lie ahead.
fn ahead(today: NaiveDate, year: Option<i32>, month: u32, day: u32) -> Option<NaiveDate> {
    match year {
        Some(year) => {
            NaiveDate::from_ymd_opt(if year < 100 { 2000 + year } else { year }, month, day)
        }
        None => {
            let same = NaiveDate::from_ymd_opt(today.year(), month, day)?;
            // Notices are left on for some days after their end.
            if same.checked_add_days(Days::new(60))? < today {
                NaiveDate::from_ymd_opt(today.year() + 1, month, day)
            } else {
                Some(same)
            }
        }
    }
}

/// The last day of the month of `day`.
fn month_end(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?
        .checked_add_months(chrono::Months::new(1))?
        .pred_opt()
}

/// The next day of this number: of the month named before, else from today on.
fn numbered(number: u32, today: NaiveDate, anchor: Option<NaiveDate>) -> Option<NaiveDate> {
    let from = anchor.unwrap_or(today);
    if let Some(same) = from.with_day(number)
        && same >= from
    {
        return Some(same);
    }
    from.with_day(1)?
        .checked_add_months(chrono::Months::new(1))?
        .with_day(number)
}

fn date_of(found: &Captures<'_>, today: NaiveDate, anchor: Option<NaiveDate>) -> Option<NaiveDate> {
    let text = |name: &str| found.name(name).map(|m| m.as_str());
    let number = |name: &str| text(name).and_then(|n| n.parse::<u32>().ok());
    let year = |name: &str| number(name).and_then(|n| i32::try_from(n).ok());
    let has = |name: &str| found.name(name).is_some();
    if has("iso") {
        return NaiveDate::from_ymd_opt(year("y1")?, number("m1")?, number("d1")?);
    }
    if has("zh") {
        return ahead(today, None, number("m2")?, number("d2")?);
    }
    if has("zhend") {
        let month = number("m10").unwrap_or(today.month());
        return month_end(ahead(today, None, month, 1)?);
    }
    if has("dm") {
        return ahead(today, year("y3"), month(text("m3")?)?, number("d3")?);
    }
    if has("md") {
        return ahead(today, year("y4"), month(text("m4")?)?, number("d4")?);
    }
    if has("num") {
        return numeric(
            number("a5")?,
            number("b5")?,
            text("s5")? == "/",
            year("y5"),
            today,
        );
    }
    if has("end") {
        let month = month(text("m6")?).unwrap_or(today.month());
        return month_end(ahead(today, year("y6"), month, 1)?);
    }
    if has("wd") {
        return weekday(
            text("w5").or(text("w6")).or(text("w7"))?,
            has("next"),
            today,
        );
    }
    if has("tom") {
        return today.succ_opt();
    }
    if has("in") {
        let count = match text("n1")? {
            "a" | "one" => 1,
            "two" => 2,
            "three" => 3,
            "four" => 4,
            digits => digits.parse::<u64>().ok()?,
        };
        let days = if text("u1")?.starts_with('w') {
            count * 7
        } else {
            count
        };
        return today.checked_add_days(Days::new(days));
    }
    numbered(number("d8").or(number("d0"))?, today, anchor)
}

/// `13.7.` is day first; `7/13` can only be month first; of `5/4` the one that lies ahead and nearer
/// counts, day first if both do.
fn numeric(a: u32, b: u32, slash: bool, year: Option<i32>, today: NaiveDate) -> Option<NaiveDate> {
    let day_first = ahead(today, year, b, a);
    let month_first = if slash || year.is_none() && b > 12 {
        ahead(today, year, a, b)
    } else {
        None
    };
    match (day_first, month_first) {
        (Some(one), Some(other)) => {
            let soon = |d: NaiveDate| (0..=90).contains(&d.signed_duration_since(today).num_days());
            Some(if soon(other) && !soon(one) {
                other
            } else {
                one
            })
        }
        (one, other) => one.or(other),
    }
}

fn weekday(name: &str, next: bool, today: NaiveDate) -> Option<NaiveDate> {
    let weekday = match name {
        "一" => Weekday::Mon,
        "二" => Weekday::Tue,
        "三" => Weekday::Wed,
        "四" => Weekday::Thu,
        "五" => Weekday::Fri,
        "六" => Weekday::Sat,
        "日" | "天" => Weekday::Sun,
        name => WEEKDAYS.iter().find(|w| w.0 == name)?.1,
    };
    let from = today.weekday().num_days_from_monday();
    let to = weekday.num_days_from_monday();
    let days = if next {
        (7 + to).saturating_sub(from)
    } else {
        match (7 + to).saturating_sub(from) % 7 {
            0 => 7,
            n => n,
        }
    };
    today.checked_add_days(Days::new(u64::from(days)))
}
