//! Mode forewarn: the owner is told the working day before, and his silence sends.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a story that cannot be told is a failed test"
)]

use nudged::model::{EventKind, Mail, Mode, Step};

use super::machines::{GONE, report, returned};
use super::story::{Letter, Story, letter};
use super::{INES, OTTO, request};

const CONTACT: &str = "otto@falk.example";
const OWNER: &str = "ines@studio.example";
const FOREWARN: (&str, &str) = ("mode = \"auto\"", "mode = \"forewarn\"");

fn begin() -> Story {
    Story::begin("2026-03-02 09:00", &[FOREWARN])
}

/// Times at which mails left, in Berlin.
fn times(mails: &[Mail]) -> Vec<String> {
    mails
        .iter()
        .map(|mail| {
            mail.date
                .expect("date")
                .with_timezone(&chrono_tz::Europe::Berlin)
                .format("%m-%d %H:%M")
                .to_string()
        })
        .collect()
}

fn forewarnings(story: &Story, owner: &str) -> Vec<Mail> {
    let told = |mail: &Mail| {
        let subject = &mail.subject;
        subject.contains("go out on") || subject.contains("goes out on") || subject.contains("发送")
    };
    let mut mails = story.mails_to(owner);
    mails.retain(told);
    mails
}

/// A word of the owner to the tracker.
fn word(from: &str, words: &str) -> Letter {
    letter(from, "", "words", &format!("{words}\n")).private()
}

/// Two things of one day that Otto owes Ines, due on Friday, 6 March.
fn two(story: &mut Story) {
    for (at, what) in [("10:00", "Floor plan"), ("10:20", "Portraits")] {
        let body = format!("Hi Otto, please send us the {what} by 6 March.\n");
        story.mail(&format!("2026-03-02 {at}"), letter(INES, OTTO, what, &body));
    }
}

#[test]
fn silence_sends_what_the_owner_was_told_the_working_day_before() {
    let mut story = begin();
    request(&mut story);
    story.mail(
        "2026-03-03 10:00",
        letter(OTTO, INES, "Re: Brochure material", "Thanks, noted.\n")
            .answering("m1@story.example"),
    );
    story.until("2026-03-10 18:00");
    let told = forewarnings(&story, OWNER);
    assert_eq!(times(&told), ["03-06 09:00"], "Friday for Monday");
    let text = &told[0].text;
    for part in [
        "#1 Brochure material",
        "9 March 2026",
        "riendly",
        "3 March 2026",
        "skip",
        "pause all",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("Waits for you"), "{text}");
    let left = story.mails_to(CONTACT);
    assert_eq!(times(&left), ["03-09 09:00"]);
    let event = story.events(EventKind::FollowUp).pop().expect("event").1;
    assert_eq!(
        (event.mode, event.step),
        (Some(Mode::Forewarn), Some(Step::Friendly))
    );
}

#[test]
fn each_further_step_is_told_of_once_and_the_ladder_runs_as_in_auto() {
    let mut story = begin();
    request(&mut story);
    story.until("2026-04-30 18:00");
    let mut auto = Story::begin("2026-03-02 09:00", &[]);
    request(&mut auto);
    auto.until("2026-04-30 18:00");
    assert_eq!(story.follow_ups(), auto.follow_ups());
    assert_eq!(forewarnings(&story, OWNER).len(), story.follow_ups().len());
}

#[test]
fn a_holiday_between_moves_the_telling_before_it() {
    let mut story = Story::begin(
        "2026-03-23 09:00",
        &[FOREWARN, ("leads =", "holidays = [\"DE\"]\nleads =")],
    );
    story.mail(
        "2026-03-27 10:00",
        letter(
            INES,
            OTTO,
            "Plan",
            "Hi Otto, please send us the plan by 2 April.\n",
        ),
    );
    story.until("2026-04-08 18:00");
    // Good Friday and Easter Monday lie between.
    assert_eq!(times(&forewarnings(&story, OWNER)), ["04-02 09:00"]);
    assert_eq!(times(&story.mails_to(CONTACT)), ["04-07 09:00"]);
}

#[test]
fn skip_snooze_and_done_stop_exactly_what_they_name() {
    for (words, left) in [
        ("skip 2", "Floor plan"),
        ("snooze 1 5d", "Portraits"),
        ("done 2", "Floor plan"),
        ("跳过 1", "Portraits"),
    ] {
        let mut story = begin();
        two(&mut story);
        story.until("2026-03-06 10:00");
        let told = forewarnings(&story, OWNER);
        assert_eq!(told.len(), 1, "one mail a day");
        let lines: Vec<&str> = told[0]
            .text
            .lines()
            .filter(|l| l.starts_with('#'))
            .collect();
        assert!(
            lines[0].starts_with("#1 ") && lines[1].starts_with("#2 "),
            "{lines:?}"
        );
        let answer = letter(INES, "", "Re: words", &format!("{words}\n")).private();
        story.mail("2026-03-06 10:00", answer.answering(told[0].id().as_str()));
        story.until("2026-03-09 18:00");
        let mails = story.mails_to(CONTACT);
        assert_eq!(times(&mails), ["03-09 09:00"], "{words}");
        assert!(mails[0].text.contains(left), "{words}: {}", mails[0].text);
        assert_eq!(story.follow_ups().len(), 1);
        let items = story.events(EventKind::FollowUp)[0].1.items.len();
        assert_eq!(items, 1, "{words}");
    }
}

#[test]
fn pause_all_stops_everything_and_resume_tells_again() {
    let mut story = begin();
    two(&mut story);
    story.mail(
        "2026-03-06 10:00",
        word("Lead <lead@studio.example>", "pause all"),
    );
    story.until("2026-03-10 10:00");
    assert!(story.mails_to(CONTACT).is_empty());
    story.mail(
        "2026-03-10 10:00",
        word("Lead <lead@studio.example>", "resume all"),
    );
    story.until("2026-03-12 18:00");
    assert_eq!(
        times(&forewarnings(&story, OWNER)),
        ["03-06 09:00", "03-10 10:00"]
    );
    assert_eq!(times(&story.mails_to(CONTACT)), ["03-11 09:00"]);
}

#[test]
fn an_answer_after_the_forewarning_wins() {
    let mut story = begin();
    let asked = request(&mut story);
    story.mail(
        "2026-03-06 15:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "You get it all by 20 March.\n",
        )
        .answering(&asked),
    );
    story.until("2026-03-19 18:00");
    assert!(story.mails_to(CONTACT).is_empty());
    story.until("2026-03-24 18:00");
    assert_eq!(times(&story.mails_to(CONTACT)), ["03-23 09:00"]);
    assert_eq!(
        times(&forewarnings(&story, OWNER)),
        ["03-06 09:00", "03-20 09:00"]
    );
}

#[test]
fn an_own_chaser_after_the_forewarning_moves_the_mail_a_gap_and_it_is_told_of_again() {
    let mut story = begin();
    let asked = request(&mut story);
    story.mail(
        "2026-03-06 16:00",
        letter(
            INES,
            OTTO,
            "Re: Brochure material",
            "Hi Otto, any news on the floor plan?\n",
        )
        .answering(&asked),
    );
    story.until("2026-03-11 08:00");
    assert!(story.follow_ups().is_empty());
    story.until("2026-03-11 18:00");
    assert_eq!(
        times(&forewarnings(&story, OWNER)),
        ["03-06 09:00", "03-10 09:00"]
    );
    assert_eq!(
        story.follow_ups(),
        [("2026-03-11".to_owned(), Step::Friendly)]
    );
}

#[test]
fn what_was_not_told_of_goes_later_by_itself() {
    let mut story = begin();
    story.mail(
        "2026-03-02 10:00",
        letter(
            INES,
            OTTO,
            "Floor plan",
            "Hi Otto, please send us the floor plan by 6 March.\n",
        ),
    );
    story.mail(
        "2026-03-02 10:20",
        letter(
            INES,
            OTTO,
            "Portraits",
            "Hi Otto, please send us the portraits by 20 March.\n",
        ),
    );
    story.mail("2026-03-06 12:00", word(INES, "due 2 2026-03-06"));
    story.until("2026-03-12 18:00");
    let first = &story.events(EventKind::FollowUp)[0].1;
    assert_eq!(first.items, [nudged::model::ItemId(1)]);
    assert_eq!(
        times(&story.mails_to(CONTACT)),
        ["03-09 09:00", "03-12 09:00"]
    );
    assert_eq!(
        times(&forewarnings(&story, OWNER)),
        ["03-06 09:00", "03-11 09:00"]
    );
}

#[test]
fn a_forewarning_that_came_back_is_told_again_and_nothing_left_meanwhile() {
    let mut story = begin();
    request(&mut story);
    story.until("2026-03-06 09:10");
    let told = forewarnings(&story, OWNER);
    let back = report(
        "Mail Delivery System <MAILER-DAEMON@mx.studio.example>",
        OWNER,
        "5.1.1",
        GONE,
        &returned(told[0].id().as_str()),
    );
    story.mail("2026-03-06 09:20", back);
    story.until("2026-03-11 18:00");
    assert_eq!(
        times(&forewarnings(&story, OWNER)),
        ["03-06 09:00", "03-09 09:00"]
    );
    assert_eq!(times(&story.mails_to(CONTACT)), ["03-10 09:00"]);
    let summary = &story.mails_to("all@studio.example")[0];
    let told = "notices to this member come back, so what he is told of first does not leave";
    assert!(
        summary.text.contains(&format!("{told}, “{OWNER}”")),
        "{}",
        summary.text
    );
}

#[test]
fn a_forewarning_that_a_ceiling_kept_back_moves_the_mail() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[
            FOREWARN,
            ("[summary]", "[caps]\nper-address-a-day = 1\n[summary]"),
        ],
    );
    request(&mut story);
    // Ten mails a day to a member: Ines has them on Thursday at four.
    for _ in 0..10 {
        story.mail("2026-03-05 16:00", word(INES, "status"));
    }
    story.until("2026-03-10 18:00");
    assert_eq!(
        times(&forewarnings(&story, OWNER)),
        ["03-06 09:00"],
        "as dated"
    );
    // It left on Friday at half past four; the rest of the four hours passed on Monday.
    assert_eq!(times(&story.mails_to(CONTACT)), ["03-09 11:30"]);
}

#[test]
fn ok_needs_no_waiting() {
    let mut story = begin();
    request(&mut story);
    story.mail("2026-03-03 10:00", word(INES, "ok 1"));
    story.until("2026-03-10 18:00");
    assert!(forewarnings(&story, OWNER).is_empty());
    assert_eq!(times(&story.mails_to(CONTACT)), ["03-09 09:00"]);
}

#[test]
fn each_owner_is_told_in_his_language() {
    let mut story = begin();
    request(&mut story);
    story.mail(
        "2026-03-02 11:00",
        letter(
            "韩雪 <hanxue@studio.example>",
            "Wei Ling <wei@anderswo.example>",
            "画册资料",
            "韦女士，您好：请在3月6日前把新菜单的文案发给我们。\n",
        ),
    );
    story.until("2026-03-09 18:00");
    assert_eq!(forewarnings(&story, OWNER).len(), 1);
    let told = forewarnings(&story, "hanxue@studio.example");
    assert_eq!(times(&told), ["03-06 09:00"]);
    assert!(
        told[0].text.contains("跳过") && told[0].text.contains("暂停 全部"),
        "{}",
        told[0].text
    );
    assert_eq!(
        times(&story.mails_to("wei@anderswo.example")),
        ["03-09 09:00"]
    );
}

#[test]
fn the_mode_may_change_over_a_restart() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"observe\"")],
    );
    request(&mut story);
    story.until("2026-03-13 20:00");
    assert_eq!(story.follow_ups().len(), 2, "shown");
    story.restart(&[FOREWARN]);
    story.until("2026-03-16 08:00");
    assert!(story.mails_to(CONTACT).is_empty());
    story.until("2026-03-18 18:00");
    let left = times(&story.mails_to(CONTACT));
    assert_eq!(left.len(), 1, "told first: {left:?}");
    assert_eq!(forewarnings(&story, OWNER).len(), 1);
    assert_eq!(
        story.follow_ups().pop().map(|(_, s)| s),
        Some(Step::Friendly)
    );
    story.restart(&[]);
    story.until("2026-03-24 18:00");
    assert_eq!(
        story.follow_ups().pop().map(|(_, s)| s),
        Some(Step::Reminder)
    );
    assert_eq!(forewarnings(&story, OWNER).len(), 1, "auto tells nobody");
}

#[test]
fn a_restart_between_telling_and_sending_changes_nothing() {
    let mut story = begin();
    request(&mut story);
    story.until("2026-03-06 17:00");
    story.restart(&[FOREWARN]);
    story.until("2026-03-09 18:00");
    assert_eq!(times(&story.mails_to(CONTACT)), ["03-09 09:00"]);
    assert_eq!(forewarnings(&story, OWNER).len(), 1);
}
