//! What another member does to an item is told to its owner, with the word that takes it back.

use super::story::{Story, letter};
use super::{INES, request};
use nudged::model::State;

const LEAD: &str = "Mara Lead <lead@studio.example>";

fn says(story: &mut Story, when: &str, who: &str, words: &str) {
    story.mail(
        when,
        letter(who, "", "words", &format!("{words}\n")).private(),
    );
}

fn told(story: &Story) -> Vec<String> {
    let mut mails = story.mails_to("ines@studio.example");
    mails.retain(|m| m.subject.contains("Changed by") || m.subject.contains("Now yours"));
    mails.into_iter().map(|m| m.text).collect()
}

#[test]
fn what_a_lead_does_by_mail_its_owner_hears_once_and_takes_back() {
    for (words, names) in [
        ("done 1", "Done: done"),
        ("cancel 1", "cancel"),
        ("pause 1", "pause"),
        ("due 1 2026-03-20", "due 2026-03-20"),
        ("owner 1 hanxue@studio.example", "owner hanxue"),
        ("due 1 2026-03-20\npart 1 2\npause 1", "part 2"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        says(&mut story, "2026-03-03 10:00", LEAD, words);
        let mails = told(&story);
        assert_eq!(mails.len(), 1, "{words}: {mails:?}");
        assert!(mails[0].contains("Mara Lead"), "{words}: {}", mails[0]);
        assert!(mails[0].contains(names), "{words}: {}", mails[0]);
        assert!(mails[0].contains("undo – "), "{words}: {}", mails[0]);
        says(&mut story, "2026-03-03 11:00", INES, "undo 1");
        assert_eq!(story.state(1), State::Open, "{words}");
        assert_eq!(story.item(1).owner.as_str(), "ines@studio.example");
    }
}

#[test]
fn what_she_does_herself_is_told_by_its_transcript_alone() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    says(&mut story, "2026-03-03 10:00", INES, "pause 1");
    says(&mut story, "2026-03-03 11:00", LEAD, "why 1");
    says(&mut story, "2026-03-03 12:00", LEAD, "note 1 called him");
    assert_eq!(told(&story), Vec::<String>::new());
}

#[test]
fn a_lead_who_pauses_everything_tells_each_owner_once() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    super::invoice(&mut story);
    says(&mut story, "2026-03-03 10:00", LEAD, "pause all");
    let mails = told(&story);
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].contains("pause all"), "{}", mails[0]);
    says(&mut story, "2026-03-04 10:00", LEAD, "resume all");
    assert_eq!(told(&story).len(), 2);
}

/// Every word by which a lead changes an item of hers, told to her with the word that takes it back.
#[test]
fn whatever_a_lead_changes_is_told_and_taken_back() {
    for (mode, before, words, names) in [
        ("forewarn", "question", "chase 1", "Done: chase"),
        ("approve", "proposed", "ok 1", "Done: ok"),
        ("forewarn", "", "skip 1", "Done: skip"),
        (
            "auto",
            "",
            "contact 1 nora@falk.example",
            "contact nora@falk.example",
        ),
        ("auto", "", "kind 1 invoice", "kind invoice"),
        ("auto", "", "snooze 1 5d", "snooze 5d"),
    ] {
        let mode = format!("mode = \"{mode}\"");
        let mut story = Story::begin("2026-03-02 09:00", &[("mode = \"auto\"", &mode)]);
        let asked = request(&mut story);
        let day = match before {
            "question" => {
                let words = "Which size should the portraits have?\n";
                let mail = letter(super::OTTO, INES, "Re: Brochure material", words);
                story.mail("2026-03-03 09:30", mail.answering(&asked));
                "2026-03-03"
            }
            "proposed" => {
                story.until("2026-03-09 19:00");
                "2026-03-09"
            }
            _ => "2026-03-03",
        };
        let was = image(&story);
        says(&mut story, &format!("{day} 20:00"), LEAD, words);
        let mails = told(&story);
        assert_eq!(mails.len(), 1, "{words}: {mails:?}");
        assert!(mails[0].contains(names), "{words}: {}", mails[0]);
        assert!(
            mails[0].contains("undo – take it back"),
            "{words}: {}",
            mails[0]
        );
        let notice = story.mails_to("ines@studio.example");
        let notice = notice.iter().rfind(|m| m.subject.contains("Changed by"));
        let id = notice.map(nudged::model::Mail::id).expect("a notice");
        let undo = letter(INES, "", "Re: it", "undo\n").private();
        story.mail(&format!("{day} 20:30"), undo.answering(id.as_str()));
        assert_eq!(image(&story), was, "{words}");
    }
}

/// The item without what no `undo` takes back.
fn image(story: &Story) -> nudged::model::Item {
    let mut item = story.item(1);
    item.ladder.round = 0;
    item
}

/// What a lead said for the whole team only a lead takes back: its owner is told so, however she asks.
#[test]
fn she_hears_why_she_cannot_take_back_what_binds_all() {
    for (undo, answers) in [("undo all", false), ("undo", true), ("undo all", true)] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        says(&mut story, "2026-03-03 10:00", LEAD, "pause all");
        let notice = story
            .mails_to("ines@studio.example")
            .pop()
            .expect("a notice");
        let mail = letter(INES, "", "Re: it", &format!("{undo}\n")).private();
        let mail = if answers {
            mail.answering(notice.id().as_str())
        } else {
            mail
        };
        story.mail("2026-03-03 11:00", mail);
        assert_eq!(story.state(1), State::Held, "{undo}");
        let told = story
            .mails_to("ines@studio.example")
            .pop()
            .expect("an answer");
        assert!(
            told.text.contains("only leads may do this"),
            "{undo}: {}",
            told.text
        );
        says(&mut story, "2026-03-03 12:00", LEAD, "undo all");
        assert_eq!(story.state(1), State::Open, "{undo}");
    }
}
