//! Several items, several owners, one contact: one mail for what is due together, each item at its own
//! step, and everybody in his turn.

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

/// The steps recorded of an item.
fn steps(story: &Story, id: i64) -> Vec<(String, Step)> {
    let sent = story.item(id).ladder.sent.into_iter();
    let sent = sent.filter(|sent| sent.step != Step::Call);
    sent.map(|sent| (sent.at.format("%m-%d").to_string(), sent.step))
        .collect()
}

/// What was mailed on a day.
fn mail_of(story: &Story, day: &str) -> String {
    let mails = story.mails_to("otto@falk.example").into_iter();
    let of_day = |mail: &nudged::model::Mail| {
        let date = mail.date.map(|date| date.format("%Y-%m-%d").to_string());
        date.as_deref() == Some(day)
    };
    mails.filter(of_day).map(|mail| mail.text).collect()
}

#[test]
fn last_words_and_the_superior_are_for_items_at_last_alone() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for (at, what, by) in [
        ("2026-03-02 10:00", "floor plan", "6 March"),
        ("2026-03-06 10:00", "site plan", "12 March"),
    ] {
        ask(&mut story, at, INES, what, by);
    }
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
}

/// Two plans due on the sixth, and portraits later.
fn plans_and_portraits(by: &str, changes: &[(&str, &str)]) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", changes);
    for (at, what, by) in [
        ("2026-03-02 10:00", "floor plan", "6 March"),
        ("2026-03-02 10:10", "site plan", "6 March"),
        ("2026-03-02 10:20", "portraits", by),
    ] {
        ask(&mut story, at, INES, what, by);
    }
    story
}

#[test]
fn what_is_due_together_goes_in_one_mail_each_at_its_own_step() {
    let mut story = plans_and_portraits("11 March", &[]);
    story.until("2026-03-12 18:00");
    assert_eq!(
        out(&story),
        [
            ("2026-03-09".to_owned(), Step::Friendly, vec![1, 2, 3]),
            ("2026-03-12".to_owned(), Step::Reminder, vec![1, 2, 3]),
        ]
    );
    let friendly = |day: &str| (day.to_owned(), Step::Friendly);
    let reminder = ("03-12".to_owned(), Step::Reminder);
    assert_eq!(steps(&story, 1), [friendly("03-09"), reminder.clone()]);
    assert_eq!(steps(&story, 2), [friendly("03-09"), reminder]);
    let ahead = ("03-09".to_owned(), Step::HeadsUp);
    assert_eq!(steps(&story, 3), [ahead, friendly("03-12")]);
    let text = mail_of(&story, "2026-03-12");
    let (main, besides) = text.split_once("Also open:").expect("a second list");
    assert!(
        main.contains("floor plan") && main.contains("site plan"),
        "{text}"
    );
    assert!(!main.contains("portraits"), "{text}");
    assert!(besides.contains("3. portraits"), "{text}");
}

#[test]
fn what_is_told_sternly_is_what_has_waited_long() {
    let mut story = plans_and_portraits("17 March", &[]);
    story.until("2026-03-18 18:00");
    assert_eq!(
        out(&story).last(),
        Some(&("2026-03-18".to_owned(), Step::Firm, vec![1, 2, 3]))
    );
    assert_eq!(steps(&story, 3).last().map(|s| s.1), Some(Step::Friendly));
    let text = mail_of(&story, "2026-03-18");
    let (main, besides) = text.split_once("Also open:").expect("a second list");
    assert!(main.contains("We are waiting for these points"), "{text}");
    assert!(
        besides.contains("For the first points, please reply by"),
        "{text}"
    );
}

#[test]
fn the_last_mail_tells_beside_it_what_else_is_due_where_nobody_is_copied() {
    let nobody = ("escalate-to = [\"chief@falk.example\"]", "");
    let mut story = plans_and_portraits("23 March", &[nobody]);
    story.until("2026-03-24 18:00");
    assert_eq!(
        out(&story).last(),
        Some(&("2026-03-24".to_owned(), Step::Last, vec![1, 2, 3]))
    );
    let text = mail_of(&story, "2026-03-24");
    assert!(text.contains("about the first points below"), "{text}");
    // With somebody in copy the portraits wait for their turn, a gap later: the plans are overdue longer.
    let mut story = plans_and_portraits("23 March", &[]);
    story.until("2026-03-27 18:00");
    let mails = out(&story);
    assert_eq!(
        &mails[mails.len() - 2..],
        [
            ("2026-03-24".to_owned(), Step::Last, vec![1, 2]),
            ("2026-03-27".to_owned(), Step::Friendly, vec![3]),
        ]
    );
}

#[test]
fn once_the_furthest_is_settled_the_rest_goes_on_at_its_own_age() {
    let mut story = plans_and_portraits("11 March", &[]);
    story.until("2026-03-12 18:00");
    let words = letter(INES, "", "words", "done 1 2\n").private();
    story.mail("2026-03-13 10:00", words);
    story.until("2026-03-17 18:00");
    assert_eq!(
        out(&story).last(),
        Some(&("2026-03-17".to_owned(), Step::Reminder, vec![3]))
    );
}

#[test]
fn what_comes_up_stands_beside_what_is_overdue() {
    let mut story = plans_and_portraits("11 March", &[]);
    story.until("2026-03-09 18:00");
    assert_eq!(
        out(&story),
        [("2026-03-09".to_owned(), Step::Friendly, vec![1, 2, 3])]
    );
    assert_eq!(steps(&story, 3), [("03-09".to_owned(), Step::HeadsUp)]);
    let text = mail_of(&story, "2026-03-09");
    assert!(text.contains("Coming up:\n\n3. portraits"), "{text}");
}

#[test]
fn a_word_about_one_of_a_mail_leaves_the_others_in_it() {
    let forewarn = ("mode = \"auto\"", "mode = \"forewarn\"");
    for (word, left, kept) in [
        ("skip 3\n", vec![1, 2], vec![Step::Friendly]),
        ("snooze 3 10d\n", vec![1, 2], vec![]),
        ("ok\n", vec![1, 2, 3], vec![]),
        ("", vec![1, 2, 3], vec![]),
    ] {
        let mut story = plans_and_portraits("11 March", &[forewarn]);
        story.until("2026-03-11 09:30");
        let told = story
            .mails_to("ines@studio.example")
            .pop()
            .expect("forewarning");
        assert!(told.text.contains("#3"), "{}", told.text);
        if !word.is_empty() {
            let answer = letter(INES, "", "Re: plans", word).private();
            story.mail("2026-03-11 10:00", answer.answering(told.id().as_str()));
        }
        story.until("2026-03-12 18:00");
        let last = out(&story).pop().expect("a mail");
        assert_eq!((last.1, last.2), (Step::Reminder, left), "{word}");
        let passed = story.item(3).ladder.passed.into_iter().map(|p| p.step);
        let passed: Vec<Step> = passed.filter(|step| *step != Step::HeadsUp).collect();
        assert_eq!(passed, kept, "{word}");
    }
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

/// Mails to two people of a client, and newer ones to each of them alone, again and again.
fn crowded(mode: &str) -> Story {
    const RIKE: &str = "Rike Senn <rike@falk.example>";
    let mode = format!("mode = \"{mode}\"");
    let mut story = Story::begin("2026-03-02 09:00", &[("mode = \"auto\"", &mode)]);
    let both = format!("{OTTO}, {RIKE}");
    let body = "Hello, please send us the lease by 9 March.\n";
    story.mail("2026-03-02 10:00", letter(INES, &both, "Lease", body));
    for (n, due) in ["6", "10", "12", "16", "18", "20", "24", "26", "30"]
        .into_iter()
        .enumerate()
    {
        let to = if n % 2 == 0 { OTTO } else { RIKE };
        let body = format!("Hello, please send us drawing {n} by {due} March.\n");
        let at = format!("2026-03-02 11:{n:02}");
        let asked = letter(INES, to, &format!("Drawing {n}"), &body);
        story.mail(&at, asked);
    }
    story
}

#[test]
fn newer_items_of_each_of_two_people_keep_no_older_one_of_both_from_its_turn() {
    for mode in ["auto", "forewarn"] {
        let mut story = crowded(mode);
        story.until("2026-04-30 18:00");
        let lease: Vec<Step> = steps(&story, 1).into_iter().map(|(_, step)| step).collect();
        assert_eq!(
            lease,
            [
                Step::HeadsUp,
                Step::Friendly,
                Step::Reminder,
                Step::Firm,
                Step::Last
            ],
            "{mode}: {:?}",
            out(&story)
        );
        // and the newer ones have theirs
        for id in 2..=10 {
            assert!(
                !steps(&story, id).is_empty(),
                "{mode} {id}: {:?}",
                out(&story)
            );
        }
    }
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

/// A list whose items come and go stands at one step several times: each mail reads differently from
/// the one before it.
#[test]
fn no_mail_says_what_the_one_before_it_said() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for (at, what, by) in [
        ("2026-03-02 10:00", "floor plan", "5 March"),
        ("2026-03-03 10:00", "site plan", "9 March"),
        ("2026-03-03 10:10", "portraits", "9 March"),
        ("2026-03-04 10:00", "menu", "12 March"),
        ("2026-03-04 10:10", "seating", "17 March"),
    ] {
        ask(&mut story, at, INES, what, by);
    }
    story.until("2026-05-15 18:00");
    let said = |text: &str| -> Vec<String> {
        let own = text.split("\nOn ").next().unwrap_or_default();
        let blocks = own.split("\n\n").filter(|block| {
            !block.starts_with(|c: char| c.is_numeric() || c == ' ')
                && !block.contains("our mails have crossed")
                && !block.contains("Kind regards")
        });
        let sentences = blocks.flat_map(|block| block.split_inclusive(['.', '?', ':']));
        let sentences = sentences.map(|s| s.trim().to_owned());
        sentences.filter(|s| s.chars().count() > 14).collect()
    };
    let mails = story.mails_to("otto@falk.example");
    assert!(mails.len() > 6, "{:?}", out(&story));
    for pair in mails.windows(2) {
        let [before, after] = pair else { continue };
        let before = said(&before.text);
        let twice: Vec<String> = said(&after.text)
            .into_iter()
            .filter(|s| before.contains(s))
            .collect();
        assert!(twice.is_empty(), "{twice:?}\n{}", after.text);
    }
}
