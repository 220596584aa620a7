//! A member agrees to what the client asked: "Would next Friday be OK?" "Yes, sure." The words that
//! name the day, or the parts, are the client's.

use std::sync::LazyLock;

use chrono::{Datelike as _, Months, NaiveDate};
use rust_decimal::Decimal;

use super::agreed_words as words;
use super::clauses::{self, Sentence};
use super::instalments::{self, Terms};
use super::owner_words::{IF_EN, IF_ZH, REFUSED_EN, REFUSED_ZH};
use super::vocabulary::Class;
use crate::model::{DateSeen, Instalment, Reading, UNDATED};

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new(words::$en, words::$zh));
    };
}
class!(AGREES, AGREES_EN, AGREES_ZH);
class!(LIMITS, LIMITS_EN, LIMITS_ZH);
class!(OKAY, OKAY_EN, OKAY_ZH);
class!(GIVES, GIVES_EN, GIVES_ZH);
class!(MEETS, MEETS_EN, MEETS_ZH);
class!(MORE, MORE_EN, MORE_ZH);
class!(SPLITS, SPLITS_EN, SPLITS_ZH);
static IF: LazyLock<Class> = LazyLock::new(|| Class::new(IF_EN, IF_ZH));
static REFUSED: LazyLock<Class> = LazyLock::new(|| Class::new(REFUSED_EN, REFUSED_ZH));

/// What a client asked for that a member agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreed {
    /// A later day, and the client's words for it.
    Day(NaiveDate, String),
    /// To pay in these parts, the whole of what is owed.
    Parts(Vec<Instalment>),
    /// More time or parts; which day is not clear. The client's words.
    Unclear(String),
}

/// What stands now.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// The due day.
    pub due: NaiveDate,
    /// The whole of an invoice that may be split: nothing of it is paid, and it is due at once.
    pub whole: Option<Decimal>,
    /// The day of the member's mail.
    pub today: NaiveDate,
}

/// The later day or the parts a client asked for (`asked`) and a member's answer (`own`) agrees to.
/// `None`: he asked for nothing of the kind, or is not agreed with.
#[must_use]
pub fn agreed(asked: &Reading, own: &Reading, standing: &Standing) -> Option<Agreed> {
    let answer = clauses::sentences(&own.own_text);
    let yes = |s: &Sentence| s.clauses.iter().any(|c| AGREES.is(c.plain.trim_start()));
    if !answer.iter().any(|s| !s.asks && yes(s)) || answer.iter().any(|s| REFUSED.is(&s.plain)) {
        return None;
    }
    let found = proposed(asked, standing)?;
    let limited = answer
        .iter()
        .any(|s| IF.is(&s.plain) || LIMITS.is(&s.plain));
    // "Friday is fine" is the Friday that was asked for; any other day is another answer.
    let another = own.dates.iter().any(|seen| match &found {
        Agreed::Day(day, _) => seen.date != *day && seen.date.weekday() != day.weekday(),
        _ => true,
    });
    Some(if limited || another {
        Agreed::Unclear(shown(asked))
    } else {
        found
    })
}

fn shown(asked: &Reading) -> String {
    asked.own_text.trim().to_owned()
}

fn proposed(asked: &Reading, standing: &Standing) -> Option<Agreed> {
    let sentences = clauses::sentences(&asked.own_text);
    let asks: Vec<&Sentence> = sentences.iter().filter(|s| s.asks).collect();
    let splits = sentences.iter().any(|s| SPLITS.is(&s.plain));
    if let (true, Some(total)) = (splits, standing.whole) {
        let parts = parts(asked, total, standing.today);
        return Some(match parts {
            Some(parts) => Agreed::Parts(parts),
            None => Agreed::Unclear(shown(asked)),
        });
    }
    // "We would pay on 10 June. Is that OK?": the day stands beside the question.
    let okay = asks.iter().any(|s| OKAY.is(&s.plain));
    let later = |seen: &&DateSeen| seen.date > standing.due && seen.date >= standing.today;
    let within = |s: &Sentence, seen: &DateSeen| s.words.contains(seen.text.trim());
    let mut days: Vec<(&DateSeen, bool)> = Vec::new();
    for seen in asked.dates.iter().filter(later) {
        let Some(told) = sentences.iter().find(|s| within(s, seen)) else {
            continue;
        };
        // "Two more weeks" are counted from the day that stands.
        let more = MORE.is(&told.plain) && span(&clauses::fold(&seen.text)).is_some();
        if MEETS.is(&told.plain) || more || !(told.asks || okay) {
            continue;
        }
        days.push((seen, OKAY.is(&told.plain) || GIVES.is(&told.plain)));
    }
    match days.as_slice() {
        [(first, sure), rest @ ..] if rest.iter().all(|(d, _)| d.date == first.date) => {
            return Some(if *sure && !splits {
                Agreed::Day(first.date, first.text.clone())
            } else {
                Agreed::Unclear(shown(asked))
            });
        }
        [] => {}
        _ => return Some(Agreed::Unclear(shown(asked))),
    }
    let more = sentences
        .iter()
        .find(|s| (s.asks || okay) && MORE.is(&s.plain))?;
    // A week more is a week from the day that stands, as long as that is still to come.
    let day = span(&more.plain).filter(|_| standing.due >= standing.today);
    Some(match day.and_then(|span| span.after(standing.due)) {
        Some(day) => Agreed::Day(day, more.words.trim().to_owned()),
        None => Agreed::Unclear(shown(asked)),
    })
}

/// The dated parts that make the whole.
fn parts(asked: &Reading, total: Decimal, today: NaiveDate) -> Option<Vec<Instalment>> {
    let mut parts = instalments::find(&Terms {
        own: &asked.own_text,
        dates: &asked.dates,
        money: &asked.money,
        day: today,
        total,
    });
    // "Half now": what has no day of its own and comes first is due with the answer.
    if let Some(first) = parts.first_mut()
        && first.due < today
    {
        first.due = today;
    }
    let sum = parts
        .iter()
        .fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.amount));
    let rising = parts.windows(2).all(|pair| match pair {
        [one, next] => one.due < next.due,
        _ => true,
    });
    let dated = parts.iter().all(|p| p.due != UNDATED);
    (parts.len() > 1 && sum == total && rising && dated).then_some(parts)
}

#[derive(Debug, Clone, Copy)]
enum Span {
    Days(u64),
    Months(u32),
}

impl Span {
    fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => day.checked_add_days(chrono::Days::new(days)),
            Self::Months(months) => day.checked_add_months(Months::new(months)),
        }
    }
}

/// How much more time is asked for, where it is told in one number.
fn span(plain: &str) -> Option<Span> {
    let mut found = words::SPANS.iter().flat_map(|(word, unit)| {
        plain
            .match_indices(word)
            .filter_map(|(at, _)| Some((number(plain.get(..at)?)?, *unit)))
    });
    let (n, unit) = found.next()?;
    if found.any(|(other, other_unit)| other != n || other_unit != unit) {
        return None;
    }
    Some(match unit {
        words::Unit::Day => Span::Days(n),
        words::Unit::Week => Span::Days(n.checked_mul(7)?),
        words::Unit::Month => Span::Months(u32::try_from(n).ok()?),
    })
}

/// The number right before a unit: digits, or a word for a small one.
fn number(before: &str) -> Option<u64> {
    let mut before = before.trim_end();
    for more in words::BETWEEN {
        before = before.strip_suffix(more).unwrap_or(before).trim_end();
    }
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit())
        .last()
        .map(|(at, _)| at);
    if let Some(start) = start {
        let n = before.get(start..)?.parse::<u64>().ok()?;
        return (1..=400).contains(&n).then_some(n);
    }
    words::NUMBERS.iter().find_map(|(word, n)| {
        let rest = before.strip_suffix(word)?;
        // 十五天 is not five days, and twenty-five days are not either.
        let more = |c: char| {
            c.is_ascii_alphanumeric() || c == '-' || "一二两三四五六七八九十几".contains(c)
        };
        (!rest.ends_with(more)).then_some(*n)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::dates;
    use crate::model::Role;
    use chrono::DateTime;

    fn says(role: Role, text: &str) -> Reading {
        let at = DateTime::parse_from_rfc3339("2026-05-20T10:00:00+02:00").expect("time");
        Reading {
            own_text: text.to_owned(),
            dates: dates::find(text, at),
            ..Reading::empty(role)
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn holds(asked: &str, own: &str, whole: Option<u32>) -> String {
        let standing = Standing {
            due: day("2026-05-22"),
            whole: whole.map(Decimal::from),
            today: day("2026-05-20"),
        };
        match agreed(
            &says(Role::Client, asked),
            &says(Role::Team, own),
            &standing,
        ) {
            None => "none".to_owned(),
            Some(Agreed::Day(day, _)) => day.to_string(),
            Some(Agreed::Parts(parts)) => parts
                .iter()
                .map(|p| format!("{} {}", p.due, p.amount.normalize()))
                .collect::<Vec<_>>()
                .join(", "),
            Some(Agreed::Unclear(_)) => "unclear".to_owned(),
        }
    }

    #[test]
    fn a_yes_stands_for_what_was_asked() {
        let mut wrong = Vec::new();
        for (asked, own, want) in [
            ("Would Friday next week be OK?", "Yes, sure.", "2026-05-29"),
            ("Can we have until 15 June?", "No problem!", "2026-06-15"),
            (
                "Could we get a week more?",
                "Of course, Nora.",
                "2026-05-29",
            ),
            ("下个月10号付可以吗？", "可以的，没问题。", "2026-06-10"),
            ("能宽限十五天吗？", "好的。", "unclear"),
            ("能宽限两周吗？", "没问题，王总。", "2026-06-05"),
            (
                "Can we pay on 10 June?",
                "Hi Nora,\n\nthat's fine.\n\nTom",
                "2026-06-10",
            ),
            ("Is 10 June early enough for you?", "Yes.", "2026-06-10"),
            ("Can we pay on 10 June?", "Not really, sorry.", "none"),
            (
                "Can we pay on 10 June?",
                "I will ask and come back to you.",
                "none",
            ),
            (
                "Can we pay on 10 June?",
                "Yes, if the first file is here by then.",
                "unclear",
            ),
            (
                "Can we pay on 10 June?",
                "OK, but 8 June would be better.",
                "unclear",
            ),
            ("Shall we meet on 10 June?", "Yes, sure.", "none"),
            ("Do you want the logo in blue?", "Yes, please.", "none"),
            ("We might need longer, is that OK?", "Sure.", "unclear"),
        ] {
            let got = holds(asked, own, None);
            if got != want {
                wrong.push(format!("{asked} {own}: {got}, not {want}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn parts_are_taken_where_they_make_the_whole() {
        for (asked, want) in [
            (
                "Could we pay half on 29 May and half on 30 June?",
                "2026-05-29 1500, 2026-06-30 1500",
            ),
            ("Could we pay it in three instalments?", "unclear"),
        ] {
            assert_eq!(
                holds(asked, "Yes, that works.", Some(3000)),
                want,
                "{asked}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(
            asked in "(\\PC|until Friday|10 June|more|weeks|可以|一半|\\?|, ){0,30}",
            own in "(\\PC|yes|可以|Friday|but ){0,10}",
        ) {
            let _ = holds(&asked, &own, Some(3000));
        }
    }
}
