//! Promises for after days off that only a calendar knows.

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::HoldReason;

const HOLIDAYS: (&str, &str) = (
    "language = \"en\"\ntime-zone",
    "language = \"en\"\nholidays = [\"DE\"]\ntime-zone",
);

/// Otto owes the floor plan, due on `due`, and answers on `when`; gives the story and until when it rests.
fn answered(begin: &str, due: &str, when: &str, words: &str) -> (Story, Option<String>) {
    let mut story = Story::begin(begin, &[HOLIDAYS]);
    let body = format!("Hi Otto, please send us the floor plan by {due}.\n");
    let asked = story.mail(begin, letter(INES, OTTO, "Floor plan", &body));
    story.mail(
        when,
        letter(OTTO, INES, "Re: Floor plan", words).answering(&asked),
    );
    let holds = story.item(1).holds;
    let promised = holds.iter().find(|h| h.reason == HoldReason::Promise);
    let until = promised.and_then(|h| h.until).map(|day| day.to_string());
    (story, until)
}

#[test]
fn what_comes_after_the_holidays_rests_until_they_are_over() {
    for (begin, due, when, words, until) in [
        (
            "2026-12-02 10:00",
            "18 December",
            "2026-12-15 10:00",
            "You will get it after the holidays.",
            "2027-01-05",
        ),
        (
            "2026-12-02 10:00",
            "18 December",
            "2026-12-15 10:00",
            "I'm afraid this will be in the new year, I will send it then.",
            "2027-01-05",
        ),
        (
            "2026-03-23 10:00",
            "31 March",
            "2026-03-31 10:00",
            "We will send it right after the long weekend.",
            "2026-04-08",
        ),
        (
            "2026-02-02 10:00",
            "6 February",
            "2026-02-09 10:00",
            "节后上班第一天给您。",
            "2026-02-25",
        ),
        (
            "2026-02-02 10:00",
            "6 February",
            "2026-02-09 10:00",
            "平面图要年后才能给您了。",
            "2026-02-25",
        ),
        (
            "2026-09-21 10:00",
            "25 September",
            "2026-09-28 10:00",
            "长假后给您。",
            "2026-10-09",
        ),
    ] {
        let (mut story, rests) = answered(begin, due, when, words);
        assert_eq!(
            rests.as_deref(),
            Some(until),
            "{words}: {:?}",
            story.item(1).holds
        );
        let before = story.follow_ups().len();
        story.until(&format!("{until} 08:00"));
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}

#[test]
fn after_days_off_that_no_calendar_knows_its_owner_is_asked() {
    let mut story = Story::begin("2026-06-01 10:00", &[]);
    let body = "Hi Otto, please send us the floor plan by 12 June.\n";
    let asked = story.mail("2026-06-01 10:00", letter(INES, OTTO, "Floor plan", body));
    let words = "You will get it after the holidays.";
    story.mail(
        "2026-06-10 10:00",
        letter(OTTO, INES, "Re: Floor plan", words).answering(&asked),
    );
    assert_eq!(story.holds(1), [HoldReason::Review]);
}
