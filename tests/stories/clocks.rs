//! A host whose clock was wrong for a while.

use super::story::{Story, letter};
use super::{INES, OTTO, request};
use nudged::model::Step;

/// What was mailed to whom in the weeks after, by day and subject.
fn told(mode: &str, wrong: Option<&str>) -> Vec<String> {
    let change = format!("mode = \"{mode}\"");
    let mut story = Story::begin("2026-03-02 09:00", &[("mode = \"auto\"", &change)]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-02 11:00",
        letter(INES, OTTO, "Invoice SN-9", "Hi Otto,\n\nplease find attached invoice SN-9 over EUR 90.00, payable by 11 March 2026.\n\nInes\n").file("SN-9.pdf"),
    );
    story.mail(
        "2026-03-04 15:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "We will send everything by 13 March.\n",
        )
        .answering(&asked),
    );
    story.until("2026-03-04 18:00");
    if let Some(wrong) = wrong {
        story.wrong_clock(wrong);
    }
    story.until("2026-04-02 18:00");
    let out = story.outbox().into_iter();
    let mails = out.filter_map(|m| {
        let date = m.date?.format("%m-%d %H").to_string();
        Some(format!("{date} {}", m.subject))
    });
    mails.collect()
}

#[test]
fn a_clock_that_was_ahead_changes_nothing_that_is_told_or_sent() {
    for mode in ["auto", "forewarn", "approve"] {
        let right = told(mode, None);
        assert!(right.len() > 5, "{right:#?}");
        for wrong in ["2026-03-17 10:00", "2026-08-03 10:00", "2035-01-01 00:00"] {
            assert_eq!(told(mode, Some(wrong)), right, "{mode} {wrong}");
        }
    }
}

#[test]
fn a_call_that_only_a_wrong_clock_asked_for_is_none() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.until("2026-03-24 18:00");
    assert_eq!(story.follow_ups().last().map(|f| f.1), Some(Step::Last));
    story.wrong_clock("2031-03-24 18:00");
    let item = story.item(1);
    assert!(item.ladder.sent.iter().all(|sent| sent.step != Step::Call));
    let calls = |story: &Story| {
        let mails = story.mails_to("ines@studio.example");
        mails.iter().filter(|m| m.subject.contains("call")).count()
    };
    assert_eq!(calls(&story), 0);
    story.until("2026-04-10 18:00");
    assert_eq!(calls(&story), 1);
}

/// The morning stays the morning through the night in which the clocks change (29 March 2026).
#[test]
fn follow_ups_leave_at_the_clients_hour_on_both_sides_of_summer_time() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    story.mail(
        "2026-03-02 10:00",
        letter(
            INES,
            OTTO,
            "Stand",
            "Hi Otto,\n\nplease send us the floor plan by 24 March.\n\nInes\n",
        ),
    );
    story.until("2026-04-24 18:00");
    let left = story.events(nudged::model::EventKind::FollowUp);
    let hours = |zone: chrono_tz::Tz| -> std::collections::BTreeSet<String> {
        let hour =
            |at: &chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).format("%H").to_string();
        left.iter().map(|(at, _)| hour(at)).collect()
    };
    let change = super::story::at("2026-03-29 12:00");
    assert!(left.iter().any(|(at, _)| *at < change) && left.iter().any(|(at, _)| *at > change));
    assert_eq!(hours(chrono_tz::Europe::Berlin).len(), 1, "{left:#?}");
    assert_eq!(hours(chrono_tz::UTC).len(), 2, "{left:#?}");
}
