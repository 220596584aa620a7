//! Until when somebody is away, and who stands in, from the words of an absence notice.
//!
//! A small reader of its own: the room that reads dates comes after this one.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use regex::Regex;

/// Dates of the forms absence notices use.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static DATES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?P<iso>(?P<y1>20\d\d)[-/.年]\s?(?P<m1>\d{1,2})[-/.月]\s?(?P<d1>\d{1,2})[日号]?)
        |(?P<zh>(?P<m2>\d{1,2})\s?月\s?(?P<d2>\d{1,2})\s?[日号號]?)
        |(?P<dm>(?P<d3>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s*(?:of\s+|de\s+|d')?(?P<m3>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|fév|avr|juin|juil|août|déc|ene|abr|ago|dic|set|out|gen|giu|lug|ott|mag|maj)\p{L}*\.?(?:,?\s*(?:de\s+)?(?P<y3>20\d\d))?)
        |(?P<md>(?P<m4>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\.?\s+(?P<d4>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s*(?P<y4>20\d\d))?)
        |(?P<num>\b(?P<a5>\d{1,2})(?P<s5>[./])(?P<b5>\d{1,2})(?:[./](?P<y5>(?:20)?\d\d))?\b)
        |(?P<wd>(?:(?P<next>下周|下星期|下礼拜)|(?P<this>本周|这周|周|星期))(?P<w6>[一二三四五六日天])|\b(?P<w7>monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|lundi|mardi|mercredi|jeudi|vendredi)\b)
        |(?P<tom>\btomorrow\b|明天|明日|\bmorgen\b|\bdemain\b)|(?P<day>(?:\bthe\s+)(?P<d8>\d{1,2})(?:st|nd|rd|th)\b|(?P<d9>\d{1,2})[号日號])",
    )
    .unwrap()
});

/// Words before a date that make it the end of an absence.
const BEFORE: &[&str] = &[
    "until",
    "till",
    "til",
    "through",
    "thru",
    " to",
    "back",
    "return",
    "returning",
    "back on",
    "resume",
    "available again",
    "bis",
    "ab",
    "zurück",
    "wieder",
    "jusqu",
    "retour",
    "hasta",
    "regres",
    "vuelvo",
    "fino al",
    "rientro",
    "tot",
    "terug",
    "até",
    "retorno",
    "-",
    "–",
    "—",
    "~",
    "～",
    "至",
    "到",
    "于",
    "直到",
    "截至",
    "截止",
    "回",
    "返",
    "恢复",
    "reopen",
    "again on",
    "återkommer",
    "åter",
    "tilbake",
    "tilbage",
];

/// Words behind a date that make it the day of return.
const AFTER: &[&str] = &[
    "回来",
    "回來",
    "返回",
    "返岗",
    "返崗",
    "恢复",
    "恢復",
    "上班",
    "回到",
    "归来",
    "回复您",
    "回司",
    "后回",
    "后恢复",
    "wieder",
    "zurück",
    "back",
    "terug",
    "期间休假",
    "止",
    "结束",
    "归岗",
    "处理邮件",
];

/// The latest date that ends an absence; relative to `today`, the mail's own day.
pub(super) fn until(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = super::limits::prefix(text, 4000);
    let mut best: Option<NaiveDate> = None;
    for found in DATES.captures_iter(text).take(40) {
        let Some(all) = found.get(0) else { continue };
        let (head, tail) = (
            text.get(..all.start()).unwrap_or_default(),
            text.get(all.end()..).unwrap_or_default(),
        );
        let before: String = head
            .chars()
            .rev()
            .take(26)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<String>()
            .to_lowercase();
        let before = before
            .rsplit(['.', '。', '!', '\n', ';', '；', '！'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let after: String = tail.chars().take(12).collect::<String>().to_lowercase();
        let after = after
            .split(['.', '。', '!', ';', '；', '！', '\n'])
            .next()
            .unwrap_or_default();
        let cue = BEFORE.iter().any(|word| cue_before(&before, word))
            || AFTER.iter().any(|word| after.contains(word));
        if !cue {
            continue;
        }
        if let Some(date) = date_of(&found, today) {
            best = Some(best.map_or(date, |b| b.max(date)));
        }
    }
    best
}

/// Marks and short words must stand directly before the date, verbs anywhere near.
fn cue_before(before: &str, word: &str) -> bool {
    if word.chars().count() <= 3 || matches!(word, "bis") {
        let near: String = before
            .trim_end()
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | '，'))
            .to_owned();
        let near = near
            .trim_end_matches(|c: char| c.is_alphabetic() && c.is_ascii())
            .trim_end_matches(['.', ',', ' ']);
        let direct = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '('));
        let fits = |text: &str| {
            text.ends_with(word.trim())
                && (!word.trim().is_ascii()
                    || !word.trim().chars().all(char::is_alphabetic)
                    || !text
                        .strip_suffix(word.trim())
                        .is_some_and(|t| t.ends_with(char::is_alphabetic)))
        };
        // `bis Freitag, 13.` has the weekday between.
        return fits(direct)
            || fits(near)
            || word.chars().any(|c| c >= '\u{3000}')
                && before.contains(word)
                && before.chars().count() < 26;
    }
    before.contains(word)
}

fn month(name: &str) -> Option<u32> {
    let key: String = name.to_lowercase().chars().take(4).collect();
    let three: String = key.chars().take(3).collect();
    Some(match three.as_str() {
        "jan" | "ene" | "gen" => 1,
        "feb" | "fév" => 2,
        "mar" | "mär" => 3,
        "apr" | "avr" | "abr" => 4,
        "may" | "mai" | "mag" | "maj" => 5,
        "jun" | "giu" => 6,
        "jul" | "lug" => 7,
        "jui" => {
            if key == "juin" {
                6
            } else {
                7
            }
        }
        "aug" | "aoû" | "ago" => 8,
        "sep" | "set" => 9,
        "oct" | "okt" | "out" | "ott" => 10,
        "nov" => 11,
        "dec" | "dez" | "déc" | "dic" => 12,
        _ => return None,
    })
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
            if same + Days::new(60) < today {
                NaiveDate::from_ymd_opt(today.year() + 1, month, day)
            } else {
                Some(same)
            }
        }
    }
}

fn date_of(found: &regex::Captures<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let number = |name: &str| {
        found
            .name(name)
            .and_then(|m| m.as_str().parse::<u32>().ok())
    };
    let year = |name: &str| number(name).and_then(|n| i32::try_from(n).ok());
    if found.name("iso").is_some() {
        return NaiveDate::from_ymd_opt(year("y1")?, number("m1")?, number("d1")?);
    }
    if found.name("zh").is_some() {
        return ahead(today, None, number("m2")?, number("d2")?);
    }
    if found.name("dm").is_some() {
        return ahead(
            today,
            year("y3"),
            month(found.name("m3")?.as_str())?,
            number("d3")?,
        );
    }
    if found.name("md").is_some() {
        return ahead(
            today,
            year("y4"),
            month(found.name("m4")?.as_str())?,
            number("d4")?,
        );
    }
    if found.name("num").is_some() {
        // 13.7. and 13/7 are days first; 7/13 can only be months first.
        let (a, b) = (number("a5")?, number("b5")?);
        let (day, month) = if b > 12 { (b, a) } else { (a, b) };
        return ahead(today, year("y5"), month, day);
    }
    if found.name("wd").is_some() {
        let name = found
            .name("w6")
            .or(found.name("w7"))?
            .as_str()
            .to_lowercase();
        let weekday = match name.as_str() {
            "一" | "monday" | "montag" | "lundi" => Weekday::Mon,
            "二" | "tuesday" | "dienstag" | "mardi" => Weekday::Tue,
            "三" | "wednesday" | "mittwoch" | "mercredi" => Weekday::Wed,
            "四" | "thursday" | "donnerstag" | "jeudi" => Weekday::Thu,
            "五" | "friday" | "freitag" | "vendredi" => Weekday::Fri,
            "六" | "saturday" => Weekday::Sat,
            _ => Weekday::Sun,
        };
        let from = today.weekday().num_days_from_monday();
        let to = weekday.num_days_from_monday();
        let days = if found.name("next").is_some() {
            7 + to - from.min(7 + to)
        } else {
            match (7 + to - from) % 7 {
                0 => 7,
                n => n,
            }
        };
        return today.checked_add_days(Days::new(u64::from(days)));
    }
    if found.name("tom").is_some() {
        return today.succ_opt();
    }
    if found.name("day").is_some() {
        let day = number("d8").or(number("d9"))?;
        let same = today.with_day(day)?;
        if same >= today {
            return Some(same);
        }
        let next = today.with_day(1)? + Days::new(32);
        return next.with_day(day);
    }
    None
}

/// Addresses in a text.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
pub(super) static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9][A-Za-z0-9._%+'=/&~-]{0,80}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z0-9-]{2,24}").unwrap()
});

#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[Cc]ontact|[Rr]each out to|[Aa]sk|wenden Sie sich an|[Vv]ertretung:?|[Cc]ontacter|[Ss]tand-in is|colleague|Kollegin|Kollegen)\s+(?:my colleague\s+|meine[nr]? Kolleg\w+\s+|Herrn?\s+|Frau\s+|Mr\.?\s+|Ms\.?\s+|Mrs\.?\s+)?(\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+){0,2})|(?:请联系|請聯絡|請聯繫|可联系|请洽|請洽|联系人[:：]?|请找|请咨询|请转)\s*(?:我的?同事)?\s*(\p{Han}{2,4}?)(?:[，,。（(；;：:\s]|\d|$|电|处理|，)").unwrap()
});

/// Who stands in: an address in the notice that is not the sender's own, else a name.
pub(super) fn stand_in(text: &str, known: &[&str]) -> Option<String> {
    let text = super::limits::prefix(text, 4000);
    let address = ADDRESS
        .find_iter(text)
        .map(|m| m.as_str().trim_end_matches(['.', '-']).to_lowercase())
        .find(|a| !known.contains(&a.as_str()));
    address.or_else(|| {
        let found = NAMED.captures(text)?;
        let name = found.get(1).or(found.get(2))?.as_str();
        (!matches!(
            name,
            "Me" | "I" | "Us" | "You" | "The" | "Our" | "My" | "我们" | "我司" | "前台"
        ))
        .then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_absences() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        for (text, want) in [
            ("I am out of the office until 1 December.", "2026-12-01"),
            ("I'll be back on December 7th.", "2026-12-07"),
            ("Away from 23 Nov to 27 Nov 2026", "2026-11-27"),
            ("Back Monday.", "2026-11-23"),
            ("I will return on Monday, January 4", "2027-01-04"),
            ("Ich bin bis 30.11. im Urlaub", "2026-11-30"),
            ("Ich bin ab 7. Dezember wieder da", "2026-12-07"),
            ("de retour le 12 janvier", "2027-01-12"),
            ("11月23日至11月30日休假", "2026-11-30"),
            ("休假中，12月1日回来上班", "2026-12-01"),
            ("下周一回来", "2026-11-23"),
            ("outil until 2026-12-24", "2026-12-24"),
            ("until the 30th", "2026-11-30"),
        ] {
            assert_eq!(
                until(text, today).map(|d| d.to_string()).as_deref(),
                Some(want),
                "{text}"
            );
        }
        for text in [
            "We got your mail of 20 November.",
            "Typical answer time: 1 day.",
            "您11月18日的来信收到",
        ] {
            assert_eq!(until(text, today), None, "{text}");
        }
    }

    #[test]
    fn who_stands_in() {
        for (text, want) in [
            (
                "In urgent cases write to Desk@client.example.",
                Some("desk@client.example"),
            ),
            (
                "Please contact my colleague Ada Roe instead.",
                Some("Ada Roe"),
            ),
            ("急事请联系李雷，电话123。", Some("李雷")),
            ("I will answer when I am back.", None),
        ] {
            assert_eq!(
                stand_in(text, &["bob@client.example"]).as_deref(),
                want,
                "{text}"
            );
        }
    }
}
