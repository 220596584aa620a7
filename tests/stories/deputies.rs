//! Who is away, who stands in, and who may say what.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO, request};
use nudged::model::{Command, State, Verb};

const HAN: &str = "韩雪 <hanxue@studio.example>";
const LEAD: &str = "Mara Lead <lead@studio.example>";
const LEO: &str = "Leo <leo@studio.example>";

fn says(story: &mut Story, when: &str, who: &str, words: &str) -> String {
    story.mail(
        when,
        letter(who, "", "words", &format!("{words}\n")).private(),
    );
    let address = who
        .rsplit('<')
        .next()
        .unwrap_or_default()
        .trim_end_matches('>');
    let mut got = story.mails_to(address);
    got.retain(|m| m.subject.contains("Your commands") || m.subject.contains("指令执行结果"));
    got.pop().map(|m| m.text).unwrap_or_default()
}

fn subjects(story: &Story, address: &str) -> Vec<String> {
    let mails = story.mails_to(address).into_iter();
    mails.map(|m| m.subject).collect()
}

fn asks_back(story: &mut Story, when: &str, asked: &str) {
    story.mail(
        when,
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Which of the two formats do you need?\n",
        )
        .answering(asked),
    );
}

#[test]
fn while_she_is_away_her_deputy_gets_her_notices_and_may_command() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    assert!(says(&mut story, "2026-03-03 09:00", HAN, "pause 1").contains("不由您负责"));
    let told = says(
        &mut story,
        "2026-03-03 10:00",
        INES,
        "away 2026-03-11 hanxue@studio.example",
    );
    assert!(told.contains("hanxue@studio.example"), "{told}");
    let first = subjects(&story, "hanxue@studio.example")
        .pop()
        .expect("told");
    assert!(first.contains("您代理Ines Holm"), "{first}");
    let before = subjects(&story, "ines@studio.example").len();
    asks_back(&mut story, "2026-03-04 10:00", &asked);
    assert_eq!(subjects(&story, "ines@studio.example").len(), before);
    let question = story
        .mails_to("hanxue@studio.example")
        .pop()
        .expect("question");
    assert!(
        question.text.contains("Which of the two"),
        "{}",
        question.text
    );
    // The answer to that notice proves him and commands for her.
    story.mail(
        "2026-03-04 11:00",
        letter(HAN, "", "回复", "催\n")
            .private()
            .proof(None)
            .answering(question.id().as_str()),
    );
    assert_eq!(story.state(1), State::Open);
    // The deputy is copied, and the client still sees her name.
    story.until("2026-03-09 18:00");
    let follow_up = story
        .mails_to("otto@falk.example")
        .pop()
        .expect("follow-up");
    let copied: Vec<&str> = follow_up.cc.iter().map(|p| p.address.as_str()).collect();
    assert_eq!(copied, ["ines@studio.example", "hanxue@studio.example"]);
    assert_eq!(
        follow_up.from.as_ref().map(|p| p.name.as_str()),
        Some("Ines Holm")
    );
    // The last day is one of the absence.
    assert!(says(&mut story, "2026-03-11 17:00", HAN, "pause 1").contains("已执行"));
    assert!(says(&mut story, "2026-03-12 08:00", HAN, "resume 1").contains("不由您负责"));
    // It ends by itself, and both hear of it.
    story.until("2026-03-12 12:00");
    let back = |address| {
        subjects(&story, address).into_iter().any(|s| {
            ["is back", "Welcome back", "休假结束"]
                .iter()
                .any(|t| s.contains(t))
        })
    };
    assert!(back("ines@studio.example") && back("hanxue@studio.example"));
    let count = subjects(&story, "hanxue@studio.example").len();
    says(&mut story, "2026-03-12 13:00", INES, "resume 1");
    asks_back(&mut story, "2026-03-12 14:00", &asked);
    assert_eq!(subjects(&story, "hanxue@studio.example").len(), count);
}

#[test]
fn the_daily_notice_of_who_is_away_comes_in_the_deputys_own() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-02 11:00",
        letter(HAN, OTTO, "首页文案", "请在3月6日前提供首页文案。\n"),
    );
    asks_back(&mut story, "2026-03-03 10:00", &asked);
    story.mail(
        "2026-03-03 11:00",
        letter(OTTO, HAN, "首页文案", "Which page do you mean?\n"),
    );
    says(
        &mut story,
        "2026-03-03 12:00",
        INES,
        "休假 3月6日 hanxue@studio.example",
    );
    story.until("2026-03-04 12:00");
    let daily = |story: &Story, address| -> Vec<String> {
        let mails = story.mails_to(address).into_iter();
        mails
            .filter(|m| m.subject.contains("等您处理") || m.subject.contains("waits for you"))
            .map(|m| m.text)
            .collect()
    };
    let one = daily(&story, "hanxue@studio.example");
    assert_eq!(one.len(), 1, "one mail a day: {one:?}");
    assert!(
        one.iter()
            .all(|text| text.contains("#1") && text.contains("#2")),
        "{one:?}"
    );
    assert!(daily(&story, "ines@studio.example").is_empty());
    story.until("2026-03-09 12:00");
    assert!(
        !daily(&story, "ines@studio.example").is_empty(),
        "hers again"
    );
}

#[test]
fn away_is_refused_with_its_remedy_where_it_cannot_be() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for (who, words, told) in [
        (INES, "away", "“away 2026-12-01 name@team.example”"),
        (INES, "away 2026-03-20", "who stands in"),
        (INES, "away 2026-03-20 otto@falk.example", "not of the team"),
        (
            INES,
            "away 2026-03-20 track@studio.example",
            "not of the team",
        ),
        (INES, "away 2026-03-20 ines@studio.example", "himself"),
        (INES, "away over", "nobody stands in"),
        (
            INES,
            "away hanxue@studio.example 2026-03-20 ines@studio.example",
            "only leads",
        ),
    ] {
        let answer = says(&mut story, "2026-03-03 10:00", who, words);
        let flat = answer.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(told), "{words}: {flat}");
    }
    says(
        &mut story,
        "2026-03-03 11:00",
        INES,
        "away 2026-03-20 leo@studio.example",
    );
    let answer = says(
        &mut story,
        "2026-03-03 12:00",
        LEO,
        "away 2026-03-20 ines@studio.example",
    );
    assert!(answer.contains("is away too"), "{answer}");
}

#[test]
fn a_deputy_of_a_deputy_stands_in_and_a_lead_or_the_machine_may_say_it_for_another() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    says(
        &mut story,
        "2026-03-03 10:00",
        LEAD,
        "away ines@studio.example 2026-03-20 hanxue@studio.example",
    );
    says(
        &mut story,
        "2026-03-03 11:00",
        HAN,
        "休假 2026-03-20 leo@studio.example",
    );
    asks_back(&mut story, "2026-03-04 10:00", &asked);
    let got = story
        .mails_to("leo@studio.example")
        .pop()
        .expect("question");
    assert!(got.text.contains("Which of the two"), "{}", got.text);
    assert!(says(&mut story, "2026-03-04 11:00", LEO, "pause 1").contains("Done"));
    let lines = story.console(&Command {
        verb: Verb::Away,
        items: Vec::new(),
        argument: Some("2026-03-25 leo@studio.example".to_owned()),
    });
    assert_eq!(lines[0].code, "refused:who_is_away");
    let lines = story.console(&Command {
        verb: Verb::Away,
        items: Vec::new(),
        argument: Some("ines@studio.example over".to_owned()),
    });
    assert_eq!(lines[0].code, "done", "{lines:?}");
    story.until("2026-03-04 12:00");
    let told = subjects(&story, "ines@studio.example").pop().expect("told");
    assert!(told.contains("Welcome back"), "{told}");
}

#[test]
fn away_is_taken_back_by_undo() {
    for undo in ["undo", "undo all", "撤销"] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        says(
            &mut story,
            "2026-03-03 10:00",
            INES,
            "away 2026-03-20 hanxue@studio.example",
        );
        says(&mut story, "2026-03-03 11:00", INES, undo);
        let count = subjects(&story, "hanxue@studio.example").len();
        asks_back(&mut story, "2026-03-04 10:00", &asked);
        assert_eq!(
            subjects(&story, "hanxue@studio.example").len(),
            count,
            "{undo}"
        );
    }
}

#[test]
fn an_item_handed_over_is_told_to_its_new_owner_and_chased_in_his_name() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    says(
        &mut story,
        "2026-03-03 10:00",
        INES,
        "owner 1 hanxue@studio.example",
    );
    let told = story.mails_to("hanxue@studio.example").pop().expect("told");
    assert!(told.subject.contains("已移交给您"), "{}", told.subject);
    assert!(says(&mut story, "2026-03-03 11:00", INES, "pause 1").contains("not yours"));
    story.until("2026-03-09 18:00");
    let follow_up = story
        .mails_to("otto@falk.example")
        .pop()
        .expect("follow-up");
    assert_eq!(
        follow_up.from.as_ref().map(|p| p.name.as_str()),
        Some("韩雪")
    );
    assert!(
        says(
            &mut story,
            "2026-03-10 10:00",
            LEAD,
            "owner 1 hanxue@studio.example"
        )
        .contains("already")
    );
    assert!(
        says(
            &mut story,
            "2026-03-10 11:00",
            LEAD,
            "owner 1 otto@falk.example"
        )
        .contains("not of the team")
    );
    assert!(says(&mut story, "2026-03-10 12:00", LEAD, "pause 1").contains("Done"));
}
