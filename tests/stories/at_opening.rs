//! What the receipt says of a day that is over, and what set-up leaves in the mailbox.

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::EventKind;

const OWNER: &str = "ines@studio.example";
const OVER: &str = "the due day is over already";

#[test]
fn a_day_that_is_over_is_told() {
    for (words, over) in [
        ("please send us the floor plan by 10 March.", true),
        ("please send us the floor plan by 12 March.", false),
        ("please send us the floor plan by 20 March.", false),
        ("please send us the floor plan.", false),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let text = format!("Hi Otto,\n\n{words}\n\nInes\n");
        story.mail("2026-03-12 10:00", letter(INES, OTTO, "Floor plan", &text));
        let receipt = story
            .mails_to(OWNER)
            .pop()
            .map(|m| m.text)
            .unwrap_or_default();
        assert!(receipt.contains("Floor plan"), "{receipt}");
        assert_eq!(receipt.contains(OVER), over, "{words}: {receipt}");
    }
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let text = "Otto，您好！\n\n请在3月10日前提供平面图。\n\n韩雪\n";
    let snow = "韩雪 <hanxue@studio.example>";
    story.mail("2026-03-12 10:00", letter(snow, OTTO, "平面图", text));
    let receipt = story.mails_to("hanxue@studio.example").pop();
    let receipt = receipt.map(|m| m.text).unwrap_or_default();
    assert!(receipt.contains("到期日已过"), "{receipt}");
}

/// Set-up writes to its own address before the first start; they may come late.
#[test]
fn what_set_up_sent_to_itself_is_not_rejected() {
    const TRACK: &str = "track@studio.example";
    for (from, id, rejected) in [
        (TRACK, "plain.0123456789abcdef@studio.example", 0),
        (TRACK, "forged.0123456789abcdef@studio.example", 0),
        (TRACK, "f7.0123456789abcdef@studio.example", 1),
        (
            "track@falk.example",
            "plain.0123456789abcdef@falk.example",
            1,
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let mail = letter(
            from,
            TRACK,
            "nudged set-up test",
            "Nothing is to be done.\n",
        )
        .private()
        .header(&format!("X-Nudged-Id: <{id}>"))
        .header("Auto-Submitted: auto-generated");
        story.mail("2026-03-02 10:00", mail);
        assert_eq!(story.events(EventKind::Rejected).len(), rejected, "{id}");
        assert!(story.items().is_empty());
    }
}
