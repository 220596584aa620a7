//! A contact who is written to no more: what rests for him is seen wherever it stands.

use super::machines::{DAEMON, GONE, OTTO_ADDRESS, report, returned};
use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{Command, HoldReason, State, Verb};

const KATE: &str = "ines@studio.example";

fn last_told(story: &Story) -> String {
    story
        .mails_to(KATE)
        .pop()
        .map(|m| m.text)
        .unwrap_or_default()
}

fn says(story: &mut Story, when: &str, words: &str) -> String {
    story.mail(when, letter(INES, "", "words", words).private());
    last_told(story)
}

/// Otto asks not to be mailed in the thread of #1, while #2 is open.
fn stopped() -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Please stop sending me these reminders.\n",
        )
        .answering(&asked),
    );
    story
}

#[test]
fn an_opt_out_is_seen_at_his_other_items() {
    let mut story = stopped();
    let why = says(&mut story, "2026-03-04 11:00", "why 2\n");
    assert!(why.contains("stop sending me these reminders"), "{why}");
    assert!(why.contains("held (not to be mailed any more)"), "{why}");
    story.until("2026-03-05 12:00");
    let daily = last_told(&story);
    for item in ["#1 Brochure material", "#2 Invoice SN-204"] {
        assert!(daily.contains(item), "{item}: {daily}");
    }
    assert_eq!(daily.matches("stop sending me these").count(), 2, "{daily}");
    let console = story.console(&Command {
        verb: Verb::Why,
        items: vec![2],
        argument: None,
    });
    assert!(
        console.iter().any(|line| line.code == "held:opt_out"),
        "{console:?}"
    );
}

#[test]
fn an_item_opened_for_him_later_says_at_once_that_it_rests() {
    let mut story = stopped();
    story.mail(
        "2026-03-05 14:00",
        letter(
            INES,
            OTTO,
            "Photos",
            "Hi Otto,\n\nplease send us the photos by 20 March.\n\nInes\n",
        ),
    );
    let receipt = last_told(&story);
    assert!(receipt.contains("not to be mailed any more"), "{receipt}");
    assert!(receipt.contains("contact name@"), "{receipt}");
    story.until("2026-03-06 12:00");
    assert!(
        last_told(&story).contains("Photos"),
        "{}",
        last_told(&story)
    );
}

#[test]
fn whoever_is_named_for_one_of_them_is_written_to() {
    let mut story = stopped();
    says(
        &mut story,
        "2026-03-04 11:00",
        "contact 2 nora@falk.example\n",
    );
    assert_eq!(story.state(2), State::Open);
    assert_eq!(story.state(1), State::Held);
    story.until("2026-03-30 18:00");
    assert!(!story.mails_to("nora@falk.example").is_empty());
    assert!(story.mails_to(OTTO_ADDRESS).is_empty());
}

#[test]
fn an_address_that_is_gone_is_gone_for_all_of_its_items() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    invoice(&mut story);
    let told = story.mails_to(KATE).len();
    story.mail(
        "2026-03-03 10:00",
        report(DAEMON, OTTO_ADDRESS, "5.1.1", GONE, &returned(&asked)),
    );
    for item in [1, 2] {
        let holds: Vec<_> = story.item(item).holds.iter().map(|h| h.reason).collect();
        assert_eq!(holds, [HoldReason::Bounce], "#{item}");
    }
    assert_eq!(story.mails_to(KATE).len(), told + 1, "one notice for both");
    let notice = last_told(&story);
    for words in ["#1 Brochure material", "#2 Invoice SN-204", "contact 1 2 "] {
        assert!(notice.contains(words), "{words}: {notice}");
    }
    story.mail(
        "2026-03-05 14:00",
        letter(
            INES,
            OTTO,
            "Photos",
            "Hi Otto,\n\nplease send us the photos by 20 March.\n\nInes\n",
        ),
    );
    let receipt = last_told(&story);
    assert!(receipt.contains("no address works"), "{receipt}");
    story.until("2026-04-30 18:00");
    assert!(story.mails_to(OTTO_ADDRESS).is_empty());
    // Whoever writes has an address that works.
    story.mail(
        "2026-05-04 10:00",
        letter(OTTO, INES, "Re: Brochure material", "I will look for it.\n").answering(&asked),
    );
    let item = story.item(2);
    assert!(item.contacts.iter().all(|c| c.dead.is_none()));
    assert_eq!(item.holds, []);
}

/// Who asks for no more mail after his item is closed asks it for the next one too.
#[test]
fn an_opt_out_that_comes_late_holds_what_is_opened_for_him_later() {
    for (words, out) in [
        ("Please stop sending me these mails.\n", true),
        ("我已不再负责这个项目，请不要再给我发邮件。\n", true),
        ("One page of the floor plan is still to come.\n", false),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        says(&mut story, "2026-03-03 10:00", "done 1\n");
        let late = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
        // A forged one stops nothing.
        story.mail("2026-03-03 15:00", late.clone().proof(Some("fail")));
        assert_eq!(story.wider_holds(), [], "{words}");
        story.mail("2026-03-04 10:00", late);
        let told = last_told(&story);
        assert_eq!(story.state(1), State::Closed, "{words}");
        assert_eq!(told.contains("is not to be mailed any more"), out, "{told}");
        story.mail(
            "2026-03-05 14:00",
            letter(
                INES,
                OTTO,
                "Photos",
                "Hi Otto,\n\nplease send us the photos by 20 March.\n\nInes\n",
            ),
        );
        let receipt = last_told(&story);
        assert_eq!(receipt.contains("contact name@"), out, "{receipt}");
        story.until("2026-03-30 18:00");
        assert_eq!(story.mails_to(OTTO_ADDRESS).is_empty(), out, "{words}");
    }
}

#[test]
fn a_late_opt_out_is_taken_back_with_one_word() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    says(&mut story, "2026-03-03 10:00", "done 1\n");
    let words = "Please stop sending me these mails.\n";
    let late = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
    story.mail("2026-03-04 10:00", late);
    assert_eq!(story.wider_holds().len(), 1);
    says(&mut story, "2026-03-04 11:00", "undo 1\n");
    assert_eq!(story.wider_holds(), []);
    assert_eq!(story.state(1), State::Closed);
}

/// Who tells of a colleague that left is himself written to: the notice names the one who is not.
#[test]
fn the_notice_names_who_is_not_mailed_any_more() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let both = format!("{OTTO}, Nora Falk <nora@falk.example>");
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, &both, "Logo", "Please send the logo by 6 March.\n"),
    );
    let words = "Nora has left the company, I look after this now.\n";
    story.mail(
        "2026-03-04 10:00",
        letter(OTTO, INES, "Re: Logo", words).answering(&asked),
    );
    let told = last_told(&story);
    assert!(
        told.contains("Nora Falk (nora@falk.example) is not to be mailed"),
        "{told}"
    );
}
