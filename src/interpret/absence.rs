//! A person's own word that he is away, as far as it tells no more: "on leave, back on Monday".

use chrono::NaiveDate;

use super::clauses;
use super::vocabulary::WORDS;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::answer;
    use crate::model::SignalKind;

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
