//! A person's own word that he is away, as far as it tells no more: "on leave, back on Monday".

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::clauses;
use super::vocabulary::{Class, WORDS};
use super::{words_en, words_zh};
use crate::model::{DateRole, Reading};

/// Whether `day`, which the answer names, is only the end of an absence: nothing is said to come then.
#[must_use]
pub fn is_absence(reading: &Reading, day: NaiveDate) -> bool {
    let away: Vec<String> = reading
        .dates
        .iter()
        .filter(|seen| seen.role == DateRole::Absence)
        .filter(|seen| seen.date == day)
        .map(|seen| clauses::fold(seen.text.trim()))
        .collect();
    !away.is_empty()
        && clauses::sentences(&reading.own_text)
            .iter()
            .all(|sentence| {
                let heard = sentence.heard();
                let mut from = 0;
                sentence.clauses.iter().all(|clause| {
                    let (said, next) = heard.clause(&clause.plain, from);
                    from = next;
                    let absent =
                        said.absence() || away.iter().any(|day| clause.plain.contains(day));
                    // "I will reply then" is nothing more than being back.
                    let mut rest = clause.plain.clone();
                    for hit in WORDS.absence.all(&clause.plain).into_iter().rev() {
                        rest.replace_range(hit, " ");
                    }
                    let comes = WORDS.promise_verb.is(&rest) || WORDS.process.is(&rest);
                    said.answer_later() || !comes && (absent || !said.promise())
                })
            })
}

static OF_ANOTHER: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::away::OF_ANOTHER, words_zh::away::OF_ANOTHER));
static OF_MINE: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::away::OF_MINE, words_zh::away::OF_MINE));

/// Whether who is said to be away until `day` is somebody else than the writer: his boss, a colleague.
#[must_use]
pub fn is_anothers_absence(reading: &Reading, day: NaiveDate) -> bool {
    let until = reading.dates.iter().filter(|seen| seen.date == day);
    let until: Vec<&str> = until.map(|seen| seen.text.trim()).collect();
    let sentences = clauses::sentences(&reading.own_text);
    sentences.iter().any(|sentence| {
        let names_day = |c: &clauses::Clause| until.iter().any(|day| c.words.contains(day));
        let Some(at) = sentence.clauses.iter().position(names_day) else {
            return false;
        };
        // 老板出差，11月30日回来: who is away stands before the comma.
        let said = || sentence.clauses.iter().take(at.saturating_add(1));
        !said().any(|c| OF_MINE.is(&c.plain))
            && said().any(|c| OF_ANOTHER.is(&c.plain) || by_name(&c.words))
    })
}

/// "Carla is back on Monday": a name, and that its bearer is or will be.
fn by_name(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let (Some(name), Some(verb)) = (words.next(), words.next()) else {
        return false;
    };
    let (name, is) = match name.strip_suffix("'s").or(name.strip_suffix("’s")) {
        Some(name) => (name, true),
        None => (name, words_en::away::IS.contains(&verb)),
    };
    let plain = clauses::fold(name);
    is && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().all(char::is_alphabetic)
        && !words_en::away::NO_NAME.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::answer;
    use crate::model::SignalKind;

    #[test]
    fn ones_own_absence_is_told_from_that_of_another() {
        let mut wrong = Vec::new();
        for (text, anothers) in [
            ("My boss is back on Monday.", true),
            ("Our accountant is on leave until 30 November.", true),
            ("Carla is out of the office until Monday.", true),
            ("Carla's away until Monday.", true),
            ("He returns on Monday.", true),
            (
                "The person who signs is on holiday until 30 November.",
                true,
            ),
            ("老板出差，11月30日回来。", true),
            ("我们会计11月30日才回来上班。", true),
            ("她休假到11月30日。", true),
            ("王经理在外地，11月30日回公司。", true),
            ("I am back on Monday.", false),
            ("Back on Monday.", false),
            ("We are closed until Monday.", false),
            ("My boss and I are away until Monday.", false),
            ("Our office is closed until 30 November.", false),
            ("This is my last day, I am back on Monday.", false),
            ("我11月30日回来。", false),
            ("本周出差，11月30日回公司。", false),
            ("我和同事都在外地，11月30日回来。", false),
            ("我司放假到11月30日。", false),
        ] {
            let reading = answer("floor plan", text);
            let day = reading.dates.last().map(|seen| seen.date);
            if day.is_some_and(|day| is_anothers_absence(&reading, day)) != anothers {
                wrong.push(format!("{text} | {:?}", reading.dates));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn an_absence_is_told_from_a_promise_of_the_thing() {
        let mut wrong = Vec::new();
        for (text, away) in [
            (
                "I'm on annual leave and will be back on Monday 30th November.",
                true,
            ),
            ("I am out of the office until 30 November.", true),
            ("I am not in the office until Monday.", true),
            (
                "Thanks for the note. I'm travelling until Friday, back on Monday.",
                true,
            ),
            ("本周在外地出差，11月30日回公司。", true),
            (
                "I'm on leave until Monday and will send you the plan then.",
                false,
            ),
            ("Back on Monday, you'll have the plan by Tuesday.", false),
            (
                "I am away until Monday. My colleague will send the plan on Friday.",
                false,
            ),
            ("You will get it on Monday.", false),
            ("我在休假，11月30日回来后发您。", false),
        ] {
            let reading = answer("floor plan", text);
            let day = reading.signal(SignalKind::Promise).and_then(|s| s.date);
            if day.is_some_and(|day| is_absence(&reading, day)) != away {
                wrong.push(format!("{text} | {day:?} {:?}", reading.dates));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
