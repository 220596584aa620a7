//! Which of a mail's days is the one something is due, and the terms that name none.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use regex::Regex;

use super::asks;
use super::clauses::{self, Sentence};
use super::due_words as words;
use super::vocabulary::Class;
use crate::model::{DateRole, DateSeen, is_han};

/// The day and the words that named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) date: NaiveDate,
    pub(super) words: String,
}

/// What is looked through.
pub(super) struct Text<'a> {
    pub(super) sentences: &'a [Sentence],
    pub(super) dates: &'a [DateSeen],
    /// Day of the mail in the sender's zone.
    pub(super) day: NaiveDate,
    /// It is money that is asked for: terms of payment count.
    pub(super) invoice: bool,
}

/// Days named far apart from any word of limit are no due dates.
const LEAST: u8 = 2;

macro_rules! edge {
    ($name:ident, $before:expr, $en:ident, $zh:expr) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| edge($before, words::$en, $zh));
    };
}
edge!(LAST_BEFORE, true, LAST_BEFORE_EN, words::LAST_BEFORE_ZH);
edge!(LAST_AFTER, false, LAST_AFTER_EN, words::LAST_AFTER_ZH);
edge!(THERE_BEFORE, true, THERE_BEFORE_EN, &[]);
edge!(FINE_AFTER, false, FINE_AFTER_EN, words::THERE_AFTER_ZH);
edge!(NEED_AFTER, false, NONE, words::NEED_AFTER_ZH);
edge!(ELSE_BEFORE, true, ELSE_BEFORE_EN, &[]);
edge!(ELSE_AFTER, false, NONE, words::ELSE_AFTER_ZH);
static REASON: LazyLock<Class> = LazyLock::new(|| Class::new(words::REASON_EN, &[]));
static OURS: LazyLock<Class> = LazyLock::new(|| Class::new(words::OURS_EN, words::OURS_ZH));
static TERMS: LazyLock<Class> = LazyLock::new(|| Class::new(words::TERMS_EN, words::TERMS_ZH));
static NO_TERMS: LazyLock<Class> =
    LazyLock::new(|| Class::new(words::NO_TERMS_EN, words::NO_TERMS_ZH));
static DISCOUNT: LazyLock<Class> =
    LazyLock::new(|| Class::new(words::DISCOUNT_EN, words::DISCOUNT_ZH));
static IN_FULL: LazyLock<Class> =
    LazyLock::new(|| Class::new(words::IN_FULL_EN, words::IN_FULL_ZH));
static AT_ONCE: LazyLock<Class> = LazyLock::new(|| Class::new(words::AT_ONCE, words::AT_ONCE_ZH));
static SPAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^a-z0-9.,])([0-9]{1,3}|seven|ten|fourteen|fifteen|twenty|twenty-one|thirty|forty-five|sixty|ninety)(?: ?(?:calendar|-))? ?(?:days?\b|天|日(?:[^期前号]|$))").ok()
});

/// Words just before a day, or just after it.
fn edge(before: bool, english: &[&str], chinese: &[&str]) -> Option<Regex> {
    let english = english.join("|");
    let chinese = chinese.join("|");
    let all: Vec<String> = if before {
        vec![
            format!(r"(?:^|[^a-z])(?:{english})$"),
            format!("(?:{chinese})$"),
        ]
    } else {
        vec![
            format!(r"^(?:{english})(?:[^a-z]|$)"),
            format!("^(?:{chinese})"),
        ]
    };
    let parts: Vec<String> = all
        .into_iter()
        .zip([english.is_empty(), chinese.is_empty()])
        .filter(|(_, empty)| !empty)
        .map(|(part, _)| part)
        .collect();
    Regex::new(&parts.join("|")).ok()
}

fn fits(edge: &LazyLock<Option<Regex>>, text: &str) -> bool {
    edge.as_ref().is_some_and(|r| r.is_match(text))
}

/// A date in its sentence.
struct Place<'a> {
    seen: &'a DateSeen,
    sentence: usize,
    range: Range<usize>,
}

/// The due date.
pub(super) fn find(text: &Text<'_>) -> Option<Due> {
    if text.dates.is_empty() && !text.invoice {
        return None;
    }
    let sentences = text.sentences;
    let places = places(sentences, text.dates);
    let mut best: Option<(u8, &DateSeen)> = None;
    let mut asked = false;
    let mut at = 0;
    for place in &places {
        for sentence in sentences.get(at..=place.sentence).unwrap_or_default() {
            asked |= asks::asks(sentence);
        }
        at = place.sentence;
        let Some(sentence) = sentences.get(place.sentence) else {
            continue;
        };
        let score = weight(text, sentence, place, asked);
        let earlier = |other: &DateSeen| place.seen.date < other.date;
        if score >= LEAST
            && place.seen.date >= text.day
            && best.is_none_or(|(top, other)| score > top || score == top && earlier(other))
        {
            best = Some((score, place.seen));
        }
    }
    let seen = best
        .filter(|(score, _)| *score >= 4 || !text.invoice)
        .map(|(_, seen)| seen);
    let named = |seen: &DateSeen| Due {
        date: seen.date,
        words: seen.text.clone(),
    };
    seen.map(named)
        .or_else(|| text.invoice.then(|| terms(sentences, text.day)).flatten())
        .or_else(|| best.map(|(_, seen)| named(seen)))
        .or_else(|| super::dates::deadline(text.dates).map(named))
}

/// Every date at its place.
fn places<'a>(sentences: &[Sentence], dates: &'a [DateSeen]) -> Vec<Place<'a>> {
    let mut out: Vec<Place<'a>> = Vec::new();
    let (mut first, mut from) = (0, 0);
    for seen in dates {
        let needle = clauses::fold(seen.text.trim());
        let needle = needle.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut start = from;
        let begins = first;
        for at in begins..sentences.len() {
            let plain = sentences.get(at).map_or("", |s| s.plain.as_str());
            if let Some(found) = plain.get(start..).and_then(|rest| rest.find(&needle)) {
                let begin = start.saturating_add(found);
                let end = begin.saturating_add(needle.len());
                (first, from) = (at, end);
                // 周五 EOD: the time of the day just named.
                let time = ["eod", "cob", "eob", "end of day", "close of business"]
                    .iter()
                    .any(|w| needle.starts_with(w));
                let follows = out.last().is_some_and(|last: &Place<'_>| {
                    last.sentence == at && begin.saturating_sub(last.range.end) <= 2
                });
                if !(time && follows) {
                    out.push(Place {
                        seen,
                        sentence: at,
                        range: begin..end,
                    });
                }
                break;
            }
            start = 0;
        }
    }
    out
}

/// How plainly a day is the due one; below [`LEAST`] it is not.
fn weight(text: &Text<'_>, sentence: &Sentence, place: &Place<'_>, asked: bool) -> u8 {
    let plain = sentence.plain.as_str();
    let before = plain.get(..place.range.start).unwrap_or_default();
    let named = plain.get(place.range.clone()).unwrap_or_default();
    let after = plain.get(place.range.end..).unwrap_or_default();
    let role = place.seen.role;
    let asks = asks::asks(sentence) || text.invoice;
    let clause = clause_at(sentence, place.range.start);
    if text.invoice && is_discount(clause) {
        return 0;
    }
    let limited = role == DateRole::Deadline && LIMITS.iter().any(|l| named.starts_with(l))
        || LIMITS_ZH
            .iter()
            .any(|l| named.ends_with(l) || after.starts_with(l))
        || LIMITS.iter().any(|l| named.starts_with(l));
    let subject = OURS_JUST.iter().any(|w| before.ends_with(w)) && !fits(&NEED_AFTER, after);
    let ours = subject || OURS.is(before_in(clause, named));
    let last = fits(&LAST_BEFORE, before) || fits(&LAST_AFTER, after);
    if last && !ours && (role != DateRole::Mention || asks || asked) && !fits(&ELSE_BEFORE, before)
    {
        return 5;
    }
    if role == DateRole::Absence || ours {
        return 0;
    }
    if fits(&ELSE_AFTER, after) && !limited {
        return 0;
    }
    if limited && (role == DateRole::Deadline || asks || asked) {
        return 4;
    }
    if fits(&THERE_BEFORE, before) && (asks || asked) {
        return 3;
    }
    if role == DateRole::Deadline && !fits(&ELSE_BEFORE, before) {
        return 3;
    }
    if fits(&ELSE_BEFORE, before) && !fits(&THERE_BEFORE, before)
        || role == DateRole::Promise && !asks
    {
        return 0;
    }
    if (asks || asked) && fits(&FINE_AFTER, after) {
        return 3;
    }
    if asks
        && !text.invoice
        && !REASON.is(&clause.replace(['"', '('], ""))
        && !first_clause(sentence, place)
    {
        return 2;
    }
    if asked && fits(&NEED_AFTER, after) {
        return 2;
    }
    0
}

/// The day up to which less is to be paid is not the one all is due on.
fn is_discount(clause: &str) -> bool {
    DISCOUNT.is(clause) && !IN_FULL.is(clause)
}

/// A day that leads the sentence sets its scene: "On Monday our crew …".
fn first_clause(sentence: &Sentence, place: &Place<'_>) -> bool {
    let before = sentence.plain.get(..place.range.start).unwrap_or_default();
    let after = sentence.plain.get(place.range.end..).unwrap_or_default();
    before.split_whitespace().count() <= 1
        && !after.is_empty()
        && !sentence.plain.chars().any(is_han)
}

/// The clause a byte of the sentence stands in.
fn clause_at(sentence: &Sentence, at: usize) -> &str {
    let mut from = 0;
    let mut here = sentence.plain.as_str();
    for clause in &sentence.clauses {
        let Some(found) = sentence
            .plain
            .get(from..)
            .and_then(|rest| rest.find(&clause.plain))
        else {
            continue;
        };
        let start = from.saturating_add(found);
        if start > at {
            break;
        }
        here = &clause.plain;
        from = start.saturating_add(clause.plain.len());
    }
    here
}

/// What a clause says before the day.
fn before_in<'a>(clause: &'a str, named: &str) -> &'a str {
    clause
        .find(named)
        .and_then(|at| clause.get(..at))
        .unwrap_or(clause)
}

const LIMITS: &[&str] = &[
    "by ",
    "before ",
    "until ",
    "till ",
    "within ",
    "due ",
    "no later",
    "not later",
    "on or before",
    "eod",
    "cob",
];
/// The writer is the subject of what follows: 我们周五发货.
const OURS_JUST: &[&str] = &[
    "我们",
    "我方",
    "我司",
    "我",
    "我这边",
    "我们这边",
    "我会",
    "we",
    "i",
];
const LIMITS_ZH: &[&str] = &[
    "前",
    "之前",
    "以前",
    "内",
    "之内",
    "以内",
    "止",
    "或之前",
    "或以前",
];

/// "14 days as usual", "payable on receipt", 账期30天.
fn terms(sentences: &[Sentence], day: NaiveDate) -> Option<Due> {
    for sentence in sentences {
        let plain = sentence.plain.as_str();
        if AT_ONCE.is(plain) {
            return Some(Due {
                date: day,
                words: sentence.words.clone(),
            });
        }
        for clause in &sentence.clauses {
            let Some(span) = SPAN.as_ref().and_then(|r| r.captures(&clause.plain)) else {
                continue;
            };
            if NO_TERMS.is(&clause.plain)
                || is_discount(&clause.plain)
                || !(TERMS.is(plain) || clause.plain.split_whitespace().count() <= 4)
            {
                continue;
            }
            let days = span.get(1).map_or("", |m| m.as_str());
            let days = days.parse::<u64>().ok().or_else(|| {
                COUNTS
                    .iter()
                    .find(|(word, _)| *word == days)
                    .map(|(_, n)| *n)
            })?;
            if (1..=365).contains(&days) {
                return Some(Due {
                    date: day.checked_add_days(Days::new(days))?,
                    words: clause.words.clone(),
                });
            }
        }
    }
    None
}

const COUNTS: &[(&str, u64)] = &[
    ("seven", 7),
    ("ten", 10),
    ("fourteen", 14),
    ("fifteen", 15),
    ("twenty", 20),
    ("twenty-one", 21),
    ("thirty", 30),
    ("forty-five", 45),
    ("sixty", 60),
    ("ninety", 90),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::dates;
    use chrono::DateTime;

    /// Of a mail of Wednesday, 18 November 2026.
    fn due(own: &str, invoice: bool) -> String {
        let at = DateTime::parse_from_rfc3339("2026-11-18T10:00:00+08:00").expect("time");
        let dates = dates::find(own, at);
        find(&Text {
            sentences: &clauses::sentences(own),
            dates: &dates,
            day: at.date_naive(),
            invoice,
        })
        .map_or_else(String::new, |d| d.date.format("%m%d").to_string())
    }

    #[test]
    fn the_day_a_thing_is_due() {
        for (text, want) in [
            (
                "Could you send the list? Tomorrow would be ideal, Friday at the very latest.",
                "1120",
            ),
            (
                "We need the keys. Tuesday 24 November is our cut-off.",
                "1124",
            ),
            (
                "Please upload the ad. The deadline for this is the 27th.",
                "1127",
            ),
            (
                "I still need the forms. They have to be with us on Monday.",
                "1123",
            ),
            (
                "Please fill in the form. Entries close on 29 November.",
                "1129",
            ),
            ("Can you name a date? Monday is perfectly fine.", "1123"),
            ("Let me know by Saturday so I can order on Monday.", "1121"),
            (
                "Please sign it. We will print on Friday and ship on Monday.",
                "",
            ),
            (
                "We will send you layouts by Thursday. From you we need the foreword, by Friday please.",
                "1120",
            ),
            (
                "Please send us the slides of the meeting on 3 December.",
                "",
            ),
            ("Please send the photos this week.", "1120"),
            ("请提供照片，截止时间为11月25日中午。", "1125"),
            ("麻烦确认文案，最晚明天。", "1119"),
            ("请确认，最迟不超过本周四。", "1119"),
            ("请於11月23日（一）下班前簽回。", "1123"),
            ("请补一段文字，20号前给到的话，月底能上线。", "1120"),
            (
                "请把名单给我，Deadline 是本周五，because 周一要送印。",
                "1120",
            ),
            ("请告知地址，我们明天安排发货。", ""),
            ("菜单定了没？我们这周内要排完版，麻烦给我。", ""),
            ("甲方30号要看，您看28号之前能不能补齐？", "1128"),
        ] {
            assert_eq!(due(text, false), want, "{text}");
        }
    }

    #[test]
    fn terms_of_payment() {
        for (text, want) in [
            ("Invoice 88 is attached, 14 days as usual please.", "1202"),
            ("Here is invoice 88: $150. Usual 30 days.", "1218"),
            ("Invoice 88, payable on receipt.", "1118"),
            ("账单见附件，账期照旧30天。", "1218"),
            ("Invoice 88 for 14 days of scaffold hire.", ""),
            ("Invoice 88 is 14 days overdue.", ""),
            (
                "Invoice 88: 2% discount within 10 days, 30 days net.",
                "1218",
            ),
            (
                "If you pay invoice 88 by 20 November you may deduct 2%, else by 30 November.",
                "1130",
            ),
            (
                "Invoice 88 is payable by 30 November, with 2% discount if paid by 20 November.",
                "1130",
            ),
            (
                "发票88，11月20日前付款可享2%优惠，最迟11月30日前付清。",
                "1130",
            ),
            (
                "Invoice 88, 14 days please, by 25 November if you can.",
                "1125",
            ),
        ] {
            assert_eq!(due(text, true), want, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|by Friday|11月25日前|14 days|, |\\. |\n){0,60}") {
            let _ = (due(&text, true), due(&text, false));
        }
    }
}
