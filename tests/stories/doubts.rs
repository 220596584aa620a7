//! Answers that say less than they seem to: they hold, and the owner is asked.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice};
use nudged::model::HoldReason;

#[test]
fn a_part_that_names_all_that_is_owed_is_for_the_owner_to_judge() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-11 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, we have paid a first part of the EUR 1,800.00, the rest follows.\n",
        )
        .answering(&asked),
    );
    let item = story.item(1);
    assert!(item.closed.is_none());
    assert_eq!(
        item.holds.first().map(|h| h.reason),
        Some(HoldReason::Review)
    );
    assert_eq!(item.balance().expect("balance").plain(), "1800.00");
}
