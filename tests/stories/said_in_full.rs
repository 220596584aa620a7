//! What is kept of words: as they were written, once, and of whatever wrote them.

use super::story::{STRANGERS, Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{EventKind, HoldReason, State};

/// A command mail of Ines about nothing but its words.
fn says(story: &mut Story, when: &str, words: &str) -> String {
    story.mail(when, letter(INES, "", "word", words).private());
    let mails = story.mails_to("ines@studio.example");
    mails.last().map(|m| m.text.clone()).unwrap_or_default()
}

#[test]
fn the_history_holds_the_very_words() {
    let mut story = Story::begin("2026-03-02 09:00", &[STRANGERS]);
    let asked = request(&mut story);
    invoice(&mut story);
    let words = "Hi Ines,\nthe floor plan and the portraits: do you need them as PDF, or as TIFF?! Invoice SN-204 (all of it; EUR 1,800.00) will be paid on 24 March – promised!\n";
    let reply = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
    let id = story.mail("2026-03-03 10:00", reply);
    assert_eq!(story.holds(1), [HoldReason::Question]);
    assert_eq!(story.holds(2), [HoldReason::Promise]);
    let flat = words.replace('\n', " ");
    for item in [1, 2] {
        for row in story.history(item) {
            let entry = &row.entry;
            let of_it = entry.message_id.as_ref().is_some_and(|m| m.as_str() == id);
            if of_it && entry.event != EventKind::Matched {
                let said = entry.evidence.words.replace('\n', " ");
                assert!(flat.contains(said.trim()), "{:?}: {said}", entry.event);
            }
        }
        for hold in story.item(item).holds {
            let said = hold.evidence.words.replace('\n', " ");
            assert!(flat.contains(said.trim()), "{said}");
        }
    }
}

#[test]
fn a_match_is_told_with_its_score() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let reply = letter(OTTO, INES, "Re: Brochure material", "Got it, thanks.\n");
    story.mail("2026-03-03 10:00", reply.answering(&asked));
    let matched = story.events(EventKind::Matched);
    assert_eq!(matched.iter().filter_map(|(_, e)| e.score).max(), Some(99));
    let told = says(&mut story, "2026-03-03 11:00", "why 1");
    assert!(told.contains("score 99 of 100"), "{told}");
}

#[test]
fn a_chase_is_told_once() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    says(&mut story, "2026-03-03 10:00", "pause 1");
    says(&mut story, "2026-03-03 11:00", "chase 1");
    let resumed = |row: &&nudged::store::HistoryRow| row.entry.event == EventKind::Resumed;
    assert_eq!(story.history(1).iter().filter(resumed).count(), 1);
}

#[test]
fn undo_under_a_command_takes_that_back() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    invoice(&mut story);
    let two = letter(INES, "", "Re: Brochure material", "part 2 400\nundo\n").private();
    story.mail("2026-03-03 10:00", two.answering(&asked));
    assert_eq!(story.state(1), State::Open);
    assert_eq!(story.balance(2), "1800.00");
    // What could not be done cannot be taken back, and nothing else is meant.
    let two = letter(INES, "", "Re: Brochure material", "part 2 9999\nundo\n").private();
    story.mail("2026-03-03 11:00", two.answering(&asked));
    assert_eq!([story.state(1), story.state(2)], [State::Open; 2]);
}

#[test]
fn who_has_one_item_means_that_one() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    says(&mut story, "2026-03-03 09:00", "snooze 1 20d");
    let reply = letter(OTTO, INES, "Re: Brochure material", "Which size?\n");
    story.mail("2026-03-03 10:00", reply.answering(&asked));
    assert!(story.holds(1).contains(&HoldReason::Question));
    let told = says(&mut story, "2026-03-03 11:00", "undo");
    assert!(!story.holds(1).contains(&HoldReason::Question), "{told}");
}

/// What a machine of the client writes.
fn advised(subject: &str, words: &str, proof: Option<&'static str>) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    invoice(&mut story);
    let machine = letter(
        "Falk ERP <noreply@falk.example>",
        "track@studio.example",
        subject,
        words,
    );
    let machine = machine
        .header("Auto-Submitted: auto-generated")
        .cc("")
        .proof(proof);
    story.mail("2026-03-10 10:00", machine);
    story
}

#[test]
fn the_advice_of_a_machine_asks_and_closes_nothing() {
    for (subject, words) in [
        (
            "Remittance advice 30071",
            "Dear supplier,\n\nwe have transferred EUR 1,800.00 for your invoice SN-204.\n",
        ),
        (
            "付款通知",
            "供应商您好：发票SN-204，金额EUR 1,800.00，已付款。\n",
        ),
    ] {
        let mut story = advised(subject, words, Some("pass"));
        assert_eq!(story.holds(2), [HoldReason::Review], "{subject}");
        assert_eq!(story.balance(2), "1800.00", "{subject}");
        assert!(story.holds(1).is_empty(), "{subject}");
        assert_eq!(story.events(EventKind::AskedOwner).len(), 1, "{subject}");
        story.until("2026-04-20 18:00");
        let chased = story.events(EventKind::FollowUp);
        let of_invoice = |(_, e): &&nudged::app::engine::Event| {
            e.items.iter().any(|i| i.0 == 2) || e.item.is_some_and(|i| i.0 == 2)
        };
        assert_eq!(chased.iter().filter(of_invoice).count(), 0, "{subject}");
    }
    for (subject, words, proof) in [
        (
            "Ticket 9",
            "Your mail about invoice SN-204 and its payment has reached us.\n",
            Some("pass"),
        ),
        (
            "Remittance advice",
            "We have transferred EUR 5 for SN-2041.\n",
            Some("pass"),
        ),
        (
            "Remittance advice",
            "We have transferred EUR 1,800.00 for SN-204.\n",
            Some("fail"),
        ),
    ] {
        assert!(
            advised(subject, words, proof).holds(2).is_empty(),
            "{words}"
        );
    }
}
