//! One mail says different things of several asks: this is fine, that is attached, the third somebody else
//! has, of the fourth a version is still to come.

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::{HoldReason, State};

/// A request in these words, due 6 March, and an answer to it a day later with files.
fn answered(request: &str, answer: &str, files: &[&str]) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Opening", &format!("{request}\n\nInes\n")),
    );
    let mut mail = letter(OTTO, INES, "Re: Opening", answer).answering(&asked);
    for file in files {
        mail = mail.file(file);
    }
    story.mail("2026-03-03 10:00", mail);
    story
}

#[test]
fn of_two_orders_the_one_obeyed_is_ticked() {
    let request = "您好，\n\n请于3月6日前确认菜单，并提供嘉宾名单和横幅文字。";
    let mut story = answered(request, "菜单没问题。横幅文字：欢迎光临。\n", &[]);
    assert_eq!(story.done(1), [1, 3]);
    story.until("2026-03-20 18:00");
    let chased = story.mails_to("otto@falk.example").pop().expect("a mail");
    assert!(chased.text.contains("嘉宾名单"), "{}", chased.text);
}

#[test]
fn what_is_only_looked_into_closes_nothing() {
    for (request, answer, file) in [
        (
            "您好，\n\n请于3月6日前确认菜单，并提供横幅文字和嘉宾名单。",
            "菜单可以，横幅文字见附件，嘉宾名单我明天问一下。\n",
            "横幅文字.docx",
        ),
        (
            "Hi Otto,\n\nplease send us the banner text and the guest list by 6 March.",
            "Banner text attached, I have to ask about the guest list.\n",
            "banner_text.docx",
        ),
        (
            "Hi Otto,\n\nplease send us by 6 March:\n1. the portraits\n2. the menu",
            "The menu is attached. The portraits are paid for and will be sent on Friday.\n",
            "menu.pdf",
        ),
    ] {
        let story = answered(request, answer, &[file]);
        assert_ne!(story.state(1), State::Closed, "{answer}");
    }
}

#[test]
fn a_version_still_to_come_leaves_its_ask_open() {
    for (request, answer, file) in [
        (
            "Hi Otto,\n\nplease send us by 6 March:\n1. the menu\n2. the guest list",
            "The menu is attached, the French version is still being translated.\n",
            "menu.pdf",
        ),
        (
            "您好，\n\n请于3月6日前提供：\n1. 菜单\n2. 嘉宾名单",
            "菜单见附件，中文版，法文版还在翻译。\n",
            "菜单.pdf",
        ),
    ] {
        let story = answered(request, answer, &[file]);
        assert!(story.done(1).is_empty(), "{answer}");
    }
}

#[test]
fn a_whole_of_which_something_is_still_made_closes_nothing() {
    let request = "您好，\n\n请于3月6日前提供：\n1. 菜单\n2. 嘉宾名单";
    let answer = "菜单和嘉宾名单都发您了，菜单先别用，新的还在做。\n";
    let story = answered(request, answer, &["菜单.pdf", "嘉宾名单.xlsx"]);
    assert_ne!(story.state(1), State::Closed);
}

#[test]
fn who_names_another_for_one_thing_is_still_written_to() {
    for (request, answer, file) in [
        (
            "Hi Otto,\n\nplease send us by 6 March:\n1. the menu\n2. the parking permit",
            "The menu is attached. I'm not responsible for the permit, please ask our janitor, Bo Lund, bo@falk.example.\n",
            "menu.pdf",
        ),
        (
            "您好，\n\n请于3月6日前提供菜单和停车证。",
            "菜单见附件。停车证我不管这块，找一下我们行政林涛 bo@falk.example。\n",
            "菜单.pdf",
        ),
    ] {
        let story = answered(request, answer, &[file]);
        assert_eq!(story.done(1).len(), 1, "{answer}");
        assert_eq!(story.holds(1), [HoldReason::Question], "{answer}");
        let told = story.mails_to("ines@studio.example").pop().expect("a mail");
        assert!(told.text.contains("bo@falk.example"), "{}", told.text);
        let stops = story.item(1).contacts.iter().any(|c| c.dead.is_some());
        assert!(!stops, "{answer}");
    }
    let gone = "The menu is attached. I have left the company; for the permit please ask Bo Lund, bo@falk.example.\n";
    let request = "Hi Otto,\n\nplease send us by 6 March:\n1. the menu\n2. the parking permit";
    let story = answered(request, gone, &["menu.pdf"]);
    assert_eq!(story.holds(1), [HoldReason::OptOut]);
}

#[test]
fn what_the_team_promises_is_not_asked_of_the_client() {
    for words in [
        "您好，样册我们周三前寄给您，请稍候。\n",
        "您好，我们设计师还在修改，下周一答复您。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        story.mail("2026-03-02 10:00", letter(INES, OTTO, "样册", words));
        story.until("2026-03-20 18:00");
        assert!(story.mails_to("otto@falk.example").is_empty(), "{words}");
    }
}
