//! "We can't pay by Friday", 周五给不了: a day is named, and nothing comes on it.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::clauses::{self, Clause};
use super::vocabulary::Class;
use super::{words_en, words_zh};
use crate::model::{DateRole, DateSeen, Reading};

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::ruled_out::$name, words_zh::ruled_out::$name));
    };
}
class!(RULES_OUT);
class!(NO_RULING);
class!(OUT_BEHIND);
class!(TAKES_BACK);

/// Whether the answer names `day` only to say that nothing comes on it, or by it.
#[must_use]
pub fn is_ruled_out(reading: &Reading, day: NaiveDate) -> bool {
    let sentences = clauses::sentences(&reading.own_text);
    let clauses = || {
        sentences.iter().flat_map(|sentence| {
            let next = sentence.clauses.iter().skip(1).map(Some);
            sentence.clauses.iter().zip(next.chain([None]))
        })
    };
    let mut named = false;
    for seen in reading.dates.iter().filter(|seen| seen.date == day) {
        let text = clauses::fold(seen.text.trim());
        for (clause, next) in clauses().filter(|(clause, _)| clause.plain.contains(&text)) {
            named = true;
            let taken_back = next.is_some_and(|next| TAKES_BACK.is(&next.plain));
            if !rules_out(clause, &text) && !taken_back {
                return false;
            }
        }
    }
    named
}

/// The day on which something comes, where the promise seems to be for one that is ruled out or ends an
/// absence: "I can't before Wednesday, so Thursday it is", "at a fair this week, you get it on Tuesday".
#[must_use]
pub fn day_of_coming(reading: &Reading, day: NaiveDate) -> NaiveDate {
    let away = reading.dates.iter().filter(|seen| seen.date == day);
    let away = away.clone().count() > 0 && away.clone().all(|s| s.role == DateRole::Absence);
    if !away && !is_ruled_out(reading, day) {
        return day;
    }
    let comes = |seen: &&DateSeen| match seen.role {
        DateRole::Promise => true,
        DateRole::Mention => !away,
        DateRole::Deadline | DateRole::Absence => false,
    };
    let later = reading.dates.iter().filter(comes).map(|seen| seen.date);
    let later = later.filter(|other| *other > day && !is_ruled_out(reading, *other));
    later.min().unwrap_or(day)
}

fn rules_out(clause: &Clause, day: &str) -> bool {
    let Some((before, behind)) = clause.plain.split_once(day) else {
        return false;
    };
    // What was read as the day may hold its "by" or its 之前.
    let denied = RULES_OUT.all(before).last().is_some_and(|hit| {
        let between = before.get(hit.start..).unwrap_or_default();
        !NO_RULING.is(between)
    });
    let behind = behind.trim_start();
    denied || OUT_BEHIND.is(behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::answer;
    use crate::model::SignalKind;

    #[test]
    fn a_day_on_which_nothing_comes_is_told_from_one_on_which_it_does() {
        let mut wrong = Vec::new();
        for (text, want) in [
            ("Sorry, we can't pay by Friday.", true),
            ("Sorry, not this week.", true),
            ("It won't be this week.", true),
            ("I can't do it by Friday.", true),
            ("We won't make it by the 25th.", true),
            ("We cannot transfer before next month.", true),
            ("Not before Friday.", true),
            ("Friday is not possible.", true),
            ("Friday won't work for us.", true),
            ("It is unlikely to be ready by Friday.", true),
            ("这周付不了。", true),
            ("周五之前来不及付款。", true),
            ("周五给不了。", true),
            ("周五前不行。", true),
            ("周五付款不太现实。", true),
            ("We would like to pay on Friday but can't.", true),
            ("You need it by Friday, but I cannot promise it.", true),
            ("We aim for Friday but can't guarantee that.", true),
            ("Friday is difficult for us.", true),
            ("周五有难度。", true),
            ("希望周五，但不能保证。", true),
            ("本周无法付款", true),
            ("本周恐怕来不及。", true),
            ("不可能在周五。", true),
            ("We pay on Friday.", false),
            ("We will pay by Friday.", false),
            ("No later than Friday.", false),
            ("We have not forgotten, you get it on Friday.", false),
            ("We can't pay now but on Friday we will.", false),
            (
                "I could not finish it, so you will get it on Friday.",
                false,
            ),
            ("Not today, but on Friday.", false),
            ("It was not ready, we send it on Friday.", false),
            ("Friday, not earlier.", false),
            ("周五付款。", false),
            ("周五才能付。", false),
            ("今天付不了，周五付。", false),
            ("最晚周五，不会再拖。", false),
            ("周五之前给您，不会忘。", false),
        ] {
            let reading = answer("floor plan", text);
            let promise = reading.signal(SignalKind::Promise).and_then(|s| s.date);
            let got = promise.is_some_and(|day| is_ruled_out(&reading, day));
            if got != want || !want && promise.is_none() {
                wrong.push(format!("{text} | {promise:?} {:?}", reading.dates));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn what_comes_then_comes_on_another_day() {
        for (text, day) in [
            (
                "I can't do it before Wednesday, so Thursday it is.",
                "2026-11-19",
            ),
            ("Not this week, but next Tuesday.", "2026-11-24"),
            (
                "At a trade fair this week, you will get it on Tuesday 24 November.",
                "2026-11-24",
            ),
            ("周五付不了，下周二付", "2026-11-24"),
            ("We can't pay by Friday.", "2026-11-20"),
            ("We pay on Friday.", "2026-11-20"),
        ] {
            let reading = answer("floor plan", text);
            let promise = reading.signal(SignalKind::Promise).and_then(|s| s.date);
            let got = promise.map(|day| day_of_coming(&reading, day).to_string());
            assert_eq!(got.as_deref(), Some(day), "{text} {:?}", reading.dates);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "(\\PC|Friday|周五|not|不了|, ){0,30}") {
            let reading = answer("plan", &text);
            for seen in &reading.dates {
                let _ = is_ruled_out(&reading, seen.date);
            }
        }
    }
}
