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
