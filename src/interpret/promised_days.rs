//! The days on which a client's words let something come.

use chrono::NaiveDate;

use super::dates;
use super::read::may_be_promised;
use super::signals::day_meant;
use crate::model::{DateRole, DateSeen, Reading};

/// The days after `today` that a mail names as ones of a promise: the week after a feast where it says
/// "after" it, and no feast that is months away.
#[must_use]
pub fn promised_days(reading: &Reading, today: NaiveDate) -> Vec<NaiveDate> {
    let named = reading.dates.iter().filter(|seen| {
        seen.role == DateRole::Promise && may_be_promised(seen, today) && seen.date > today
    });
    let own = reading.own_text.as_str();
    named.map(|seen| day_meant(own, seen)).collect()
}

/// A feast a mail names without its day, so far off that nobody can mean to be left alone until then.
#[must_use]
pub fn far_off_feast(reading: &Reading, today: NaiveDate) -> Option<&DateSeen> {
    let far = |seen: &&DateSeen| {
        seen.date > today && dates::is_feast(&seen.text) && !may_be_promised(seen, today)
    };
    reading.dates.iter().find(far)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::answer;
    use crate::model::SignalKind;

    #[test]
    fn after_a_feast_is_not_the_feast_and_a_far_one_is_no_day() {
        let mut wrong = Vec::new();
        for (text, promised, far) in [
            (
                "You will get it after Christmas.",
                Some("2027-01-01"),
                false,
            ),
            ("Will send it 圣诞后.", Some("2027-01-01"), false),
            ("We will pay after 元旦.", Some("2027-01-08"), false),
            ("元旦节后给您。", Some("2027-01-08"), false),
            (
                "You will get it before Christmas.",
                Some("2026-12-25"),
                false,
            ),
            ("圣诞前给您。", Some("2026-12-25"), false),
            ("You will get it after Easter.", None, true),
            ("We will pay after 国庆.", None, true),
            ("国庆后付款。", None, true),
            ("We pay on 1 April 2027.", Some("2027-04-01"), false),
            ("We pay on Friday.", Some("2026-11-20"), false),
        ] {
            let reading = answer("floor plan", text);
            let today = "2026-11-17".parse().expect("day");
            let promise = reading.signal(SignalKind::Promise).and_then(|s| s.date);
            let got = (
                promise.map(|day| day.to_string()),
                far_off_feast(&reading, today).is_some(),
            );
            let other = promised_days(&reading, today);
            if got != (promised.map(str::to_owned), far)
                || far && !other.is_empty()
                || other.iter().any(|day| Some(*day) != promise)
            {
                wrong.push(format!("{text} | {got:?} {other:?} {:?}", reading.dates));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
