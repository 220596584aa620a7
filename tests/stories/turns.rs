//! Several items, several owners, one contact: one tone a mail, and everybody in his turn.

use super::story::{Story, letter};
use super::{INES, OTTO, request};
use nudged::model::{EventKind, ItemId, Step};

const LEAD: &str = "Lead <lead@studio.example>";
const HAN: &str = "韩雪 <hanxue@studio.example>";

/// Day, step and items of what went out.
fn out(story: &Story) -> Vec<(String, Step, Vec<i64>)> {
    let days = story.follow_ups();
    let events = story.events(EventKind::FollowUp);
    days.into_iter()
        .zip(events)
        .map(|((day, step), (_, event))| {
            let items = event.items.iter().map(|id| id.0).collect();
            (day, step, items)
        })
        .collect()
}

fn ask(story: &mut Story, at: &str, from: &str, what: &str, by: &str) {
    let body = format!("Hi Otto, please send us the {what} by {by}.\n");
    story.mail(at, letter(from, OTTO, what, &body));
}

/// The step that was recorded is the one that went out, for every item of every mail.
fn recorded_as_sent(story: &Story) {
    for view in story.items() {
        let id = view.item.id;
        let went: Vec<Step> = out(story)
            .into_iter()
            .filter(|(_, _, items)| items.contains(&id.0))
            .map(|(_, step, _)| step)
            .collect();
        let sent = view.item.ladder.sent.iter().map(|sent| sent.step);
        let recorded: Vec<Step> = sent.filter(|step| *step != Step::Call).collect();
        assert_eq!(recorded, went, "{id}");
    }
}

#[test]
fn last_words_and_the_superior_are_for_items_at_last_alone() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    ask(
        &mut story,
        "2026-03-02 10:00",
        INES,
        "floor plan",
        "6 March",
    );
    ask(
        &mut story,
        "2026-03-06 10:00",
        INES,
        "site plan",
        "12 March",
    );
    story.until("2026-05-15 18:00");
    let last: Vec<Vec<i64>> = out(&story)
        .into_iter()
        .filter(|(_, step, _)| *step == Step::Last)
        .map(|(_, _, items)| items)
        .collect();
    assert_eq!(last, [[1], [2]]);
    let copied = story.mails_to("chief@falk.example");
    assert_eq!(copied.len(), 2);
    assert!(!copied[0].text.contains("site plan"), "{}", copied[0].text);
    recorded_as_sent(&story);
}

#[test]
fn other_steps_go_a_gap_apart_until_they_are_the_same() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    ask(
        &mut story,
        "2026-03-02 10:00",
        INES,
        "floor plan",
        "6 March",
    );
    ask(&mut story, "2026-03-02 10:10", INES, "site plan", "6 March");
    ask(
        &mut story,
        "2026-03-02 10:20",
        INES,
        "portraits",
        "11 March",
    );
    story.until("2026-03-18 18:00");
    assert_eq!(
        out(&story),
        [
            ("2026-03-09".to_owned(), Step::Friendly, vec![1, 2]),
            // the portraits are a day late, the plans have waited since Friday
            ("2026-03-12".to_owned(), Step::Friendly, vec![3]),
            // from here on they are at the same step
            ("2026-03-17".to_owned(), Step::Reminder, vec![1, 2, 3]),
        ]
    );
    recorded_as_sent(&story);
}

#[test]
fn a_heads_up_stays_out_of_the_gap_of_another_mail() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    ask(
        &mut story,
        "2026-03-02 10:00",
        INES,
        "floor plan",
        "6 March",
    );
    ask(
        &mut story,
        "2026-03-03 10:00",
        INES,
        "site plan",
        "12 March",
    );
    story.until("2026-03-13 18:00");
    assert_eq!(
        out(&story),
        [
            ("2026-03-09".to_owned(), Step::Friendly, vec![1]),
            ("2026-03-12".to_owned(), Step::Reminder, vec![1]),
        ]
    );
}

#[test]
fn two_owners_with_one_contact_take_turns() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    ask(
        &mut story,
        "2026-03-02 10:00",
        INES,
        "floor plan",
        "6 March",
    );
    ask(&mut story, "2026-03-02 10:10", HAN, "site plan", "6 March");
    story.until("2026-03-20 18:00");
    assert_eq!(
        out(&story),
        [
            ("2026-03-09".to_owned(), Step::Friendly, vec![1]),
            ("2026-03-12".to_owned(), Step::Friendly, vec![2]),
            ("2026-03-17".to_owned(), Step::Reminder, vec![1]),
            ("2026-03-20".to_owned(), Step::Reminder, vec![2]),
        ]
    );
}

#[test]
fn whoever_skips_the_first_mail_gets_a_friendly_one_later() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.mail(
        "2026-03-06 10:00",
        letter(LEAD, "", "words", "skip 1\n").private(),
    );
    story.until("2026-03-18 18:00");
    assert_eq!(
        out(&story),
        [
            ("2026-03-12".to_owned(), Step::Friendly, vec![1]),
            ("2026-03-17".to_owned(), Step::Reminder, vec![1]),
        ]
    );
    // A step skipped later is skipped.
    story.mail(
        "2026-03-18 10:00",
        letter(LEAD, "", "words", "skip 1\n").private(),
    );
    story.until("2026-04-15 18:00");
    assert_eq!(
        out(&story).last().map(|(_, step, _)| *step),
        Some(Step::Last)
    );
    assert!(!out(&story).iter().any(|(_, step, _)| *step == Step::Firm));
}

#[test]
fn a_ladder_without_a_friendly_step_begins_friendly() {
    let ladder = "[policy.request]\nladder = [{ step = \"firm\", after-due = 3 }, { step = \"last\", after-due = 8 }]\n[summary]";
    let mut story = Story::begin("2026-03-02 09:00", &[("[summary]", ladder)]);
    request(&mut story);
    story.until("2026-04-15 18:00");
    let steps: Vec<Step> = out(&story).into_iter().map(|(_, step, _)| step).collect();
    assert_eq!(steps, [Step::Friendly, Step::Firm, Step::Last]);
}

#[test]
fn after_a_ladder_that_was_only_shown_the_first_mail_is_friendly() {
    let observe = ("mode = \"auto\"", "mode = \"observe\"");
    let mut story = Story::begin("2026-03-02 09:00", &[observe]);
    request(&mut story);
    story.until("2026-05-08 18:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
    assert_eq!(
        story.item(1).ladder.observed.last().map(|s| s.step),
        Some(Step::Call)
    );
    let told = story.mails_to("ines@studio.example");
    assert!(
        !told
            .iter()
            .any(|mail| mail.subject.contains("Time to call"))
    );
    story.restart(&[]);
    story.until("2026-05-11 18:00");
    let left: Vec<_> = out(&story).into_iter().skip(4).collect();
    assert_eq!(left, [("2026-05-11".to_owned(), Step::Friendly, vec![1])]);
    assert_eq!(story.item(1).id, ItemId(1));
}

#[test]
fn the_fourth_mail_of_a_day_waits_for_the_ceiling_and_is_planned_anew() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("[policy]", "[policy]\nminimum-gap = 0")],
    );
    let owners = [INES, HAN, LEAD, "Per <per@studio.example>"];
    for (owner, what) in owners
        .iter()
        .zip(["floor plan", "site plan", "logo", "portraits"])
    {
        ask(&mut story, "2026-03-02 10:00", owner, what, "6 March");
    }
    let left = |story: &Story| {
        let mails = story.mails_to("otto@falk.example").len();
        (mails, story.item(4).ladder.sent.len())
    };
    story.until("2026-03-04 18:00");
    assert_eq!(left(&story), (3, 0), "{:?}", out(&story));
    assert_eq!(story.events(EventKind::Withdrawn).len(), 1);
    story.until("2026-03-05 18:00");
    assert_eq!(left(&story), (4, 1), "{:?}", out(&story));
}
