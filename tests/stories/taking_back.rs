//! Every command of the list, taken back: the item is as it was before it, in either language, by mail
//! and at the machine.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::interpret::commands;
use nudged::model::{Command, HoldReason, Item, NoticeLine, State};

const LEAD: &str = "Mara Lead <lead@studio.example>";

/// What stands before the command is said.
#[derive(Debug, Clone, Copy)]
enum Before {
    Open,
    Paused,
    Closed,
    Question,
    Proposed,
}

/// What stands, the command in both languages; item 1 is a request, item 2 an invoice.
const COMMANDS: &[(Before, &str, &str)] = &[
    (Before::Open, "done 1", "完成 1"),
    (Before::Question, "done 1", "1 已完成"),
    (Before::Open, "paid 2", "已付款 2"),
    (Before::Open, "part 1 asks 1", "部分 1 asks 1"),
    (Before::Open, "part 2 300", "部分 2 300元"),
    (Before::Open, "due 1 2026-03-20", "截止 1 3月20日"),
    (Before::Open, "snooze 1 5d", "延后 1 5天"),
    (Before::Question, "snooze 1 5wd", "延后 1 5个工作日"),
    (Before::Open, "pause 1", "暂停 1"),
    (Before::Paused, "resume 1", "恢复 1"),
    (Before::Question, "resume 1", "恢复 1"),
    (Before::Open, "cancel 1", "取消 1"),
    (Before::Closed, "reopen 1", "重开 1"),
    (Before::Question, "chase 1", "催 1"),
    (Before::Paused, "chase 1", "催 1"),
    (Before::Proposed, "ok 1", "同意 1"),
    (Before::Proposed, "skip 1", "跳过 1"),
    (Before::Open, "skip 1", "跳过 1"),
    (Before::Open, "kind 1 invoice", "类型 1 发票"),
    (
        Before::Open,
        "contact 1 nora@falk.example",
        "联系人 1 nora@falk.example",
    ),
    (
        Before::Open,
        "owner 1 hanxue@studio.example",
        "转交 1 hanxue@studio.example",
    ),
    (Before::Open, "call 1 he is on it", "电话 1 正在处理"),
    (Before::Closed, "note 1 seen", "备注 1 看过了"),
];

/// A story in which `before` stands, and when it goes on.
fn begin(before: Before) -> (Story, &'static str) {
    let approve: &[(&str, &str)] = &[("mode = \"auto\"", "mode = \"approve\"")];
    let changes = if matches!(before, Before::Proposed) {
        approve
    } else {
        &[]
    };
    let mut story = Story::begin("2026-03-02 09:00", changes);
    let asked = request(&mut story);
    invoice(&mut story);
    let mut says = |words: &str| {
        story.mail(
            "2026-03-03 10:00",
            letter(INES, "", "words", words).private(),
        );
    };
    match before {
        Before::Open => {}
        Before::Paused => says("pause 1\n"),
        Before::Closed => says("done 1\n"),
        Before::Question => {
            story.mail(
                "2026-03-03 10:00",
                letter(
                    OTTO,
                    INES,
                    "Re: Brochure material",
                    "Which of the two formats do you need?\n",
                )
                .answering(&asked),
            );
        }
        Before::Proposed => {
            // After the working window: nothing leaves between a word and its undoing.
            story.until("2026-03-09 19:00");
            return (story, "2026-03-09 20");
        }
    }
    (story, "2026-03-03 12")
}

/// The item without what no `undo` takes back: the round keeps follow-ups from going twice.
fn image(story: &Story, id: i64) -> Item {
    let mut item = story.item(id);
    item.ladder.round = 0;
    item
}

fn at_the_machine(story: &mut Story, words: &str) -> Vec<NoticeLine> {
    let reference = story
        .now()
        .with_timezone(&chrono_tz::Europe::Berlin)
        .fixed_offset();
    let (found, refused) = commands::find(words, reference);
    let [command]: [Command; 1] = found
        .try_into()
        .unwrap_or_else(|_| panic!("{words}: {refused:?}"));
    story.console(&command)
}

#[test]
fn every_command_taken_back_leaves_the_item_as_it_was() {
    for (before, english, chinese) in COMMANDS {
        for (words, undo, machine) in [
            (*english, "undo", false),
            (*chinese, "撤销", false),
            (*english, "undo", true),
        ] {
            let (mut story, hour) = begin(*before);
            let id = if english.contains('2') && !english.contains('1')
                || english.starts_with("part 2")
            {
                2
            } else {
                1
            };
            let was = image(&story, id);
            let mut say = |minute: &str, words: &str| {
                let when = format!("{hour}:{minute}");
                if machine {
                    story.until(&when);
                    let lines = at_the_machine(&mut story, words);
                    assert!(
                        lines.iter().all(|l| !l.code.starts_with("refused")),
                        "{words}: {lines:?}"
                    );
                } else {
                    story.mail(
                        &when,
                        letter(INES, "", "words", &format!("{words}\n")).private(),
                    );
                }
                story.history(id).len()
            };
            let rows = say("10", words);
            let told = say("20", &format!("{undo} {id}"));
            assert!(told > rows, "{words}: the undoing stands in the history");
            let taken_back = story.history(id).iter().any(|row| row.taken_back());
            assert!(taken_back, "{before:?} {words}: nothing was taken back");
            assert_eq!(image(&story, id), was, "{before:?} {words}");
        }
    }
}

/// Everybody's pause, by (who, how it is said, how it is taken back).
#[test]
fn a_pause_of_everything_is_taken_back_as_it_was_said() {
    for (words, undo) in [
        ("pause all", "undo"),
        ("pause all", "undo all"),
        ("全部暂停", ""),
        ("暂停 全部", "撤销"),
        ("暂停 全部", "撤销 全部"),
    ] {
        if undo.is_empty() {
            continue;
        }
        for who in [INES, LEAD] {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            request(&mut story);
            let was = image(&story, 1);
            story.mail(
                "2026-03-03 10:00",
                letter(who, "", "words", &format!("{words}\n")).private(),
            );
            assert_eq!(story.state(1), State::Held, "{who} {words}");
            story.mail(
                "2026-03-03 11:00",
                letter(who, "", "words", &format!("{undo}\n")).private(),
            );
            assert_eq!(story.state(1), State::Open, "{who} {words} {undo}");
            assert_eq!(story.wider_holds(), []);
            assert_eq!(image(&story, 1), was);
        }
    }
}

#[test]
fn the_machine_pauses_everything_and_takes_it_back() {
    for undo in ["undo", "undo all"] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        at_the_machine(&mut story, "pause all");
        assert_eq!(story.state(1), State::Held);
        at_the_machine(&mut story, undo);
        assert_eq!(story.state(1), State::Open);
        // And back again: what ended the pause is taken back as well.
        at_the_machine(&mut story, "pause all");
        at_the_machine(&mut story, "resume all");
        at_the_machine(&mut story, undo);
        assert_eq!(story.state(1), State::Held, "the pause stands again");
    }
}

#[test]
fn a_member_pauses_his_own_items_and_a_lead_all() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.mail(
        "2026-03-02 10:30",
        letter(
            "韩雪 <hanxue@studio.example>",
            OTTO,
            "首页文案",
            "请在3月6日前提供首页文案。\n",
        ),
    );
    story.mail(
        "2026-03-03 10:00",
        letter(INES, "", "words", "pause all\n").private(),
    );
    assert_eq!([story.state(1), story.state(2)], [State::Held, State::Open]);
    story.mail(
        "2026-03-03 11:00",
        letter(INES, "", "words", "resume all\n").private(),
    );
    assert_eq!(story.state(1), State::Open);
    story.mail(
        "2026-03-03 12:00",
        letter(LEAD, "", "words", "pause all\n").private(),
    );
    assert_eq!([story.state(1), story.state(2)], [State::Held, State::Held]);
    story.mail(
        "2026-03-03 13:00",
        letter(INES, "", "words", "resume all\n").private(),
    );
    assert_eq!([story.state(1), story.state(2)], [State::Held, State::Held]);
    let told = story.mails_to("ines@studio.example").pop().expect("answer");
    assert!(told.text.contains("only leads"), "{}", told.text);
    // `undo` is his own word: it does not reach the lead's.
    story.mail(
        "2026-03-03 14:00",
        letter(INES, "", "words", "undo all\n").private(),
    );
    let team = |story: &Story| {
        story
            .wider_holds()
            .iter()
            .any(|h| h.reason == HoldReason::Pause)
    };
    assert!(team(&story));
    story.mail(
        "2026-03-03 15:00",
        letter(LEAD, "", "words", "undo all\n").private(),
    );
    assert!(!team(&story));
}

#[test]
fn resuming_ends_the_pause_and_not_the_question_beside_it() {
    let (mut story, _) = begin(Before::Question);
    at_the_machine(&mut story, "pause 1");
    let lines = at_the_machine(&mut story, "resume 1");
    let reasons: Vec<HoldReason> = story.item(1).holds.iter().map(|h| h.reason).collect();
    assert_eq!(reasons, [HoldReason::Question]);
    assert!(lines.iter().any(|l| l.code == "held:question"), "{lines:?}");
}

#[test]
fn the_machine_opens_a_mail_by_its_id() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let id = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Hello", "Hi Otto, nice to have met you.\n"),
    );
    assert!(story.items().is_empty());
    let open = |id: &str| Command {
        verb: nudged::model::Verb::Open,
        items: Vec::new(),
        argument: Some(id.to_owned()),
    };
    assert_eq!(
        story.console(&open("nobody@knows.example"))[0].code,
        "refused:nothing_to_open"
    );
    assert_eq!(story.console(&open(&id))[0].code, "done");
    assert_eq!(story.item(1).owner.as_str(), "ines@studio.example");
    assert_eq!(story.console(&open(&id))[0].code, "refused:already_open");
}
