//! What is said to be paid is not what is owed.

use super::besides::billed;
use nudged::model::{State, Turn};

#[test]
fn what_was_taken_off_is_neither_chased_nor_given_up() {
    for (words, balance) in [
        ("Paid with 2% discount: EUR 1,764.00.\n", "36.00"),
        (
            "We paid EUR 1,700.00, we kept back 100 for the missing chair.\n",
            "100.00",
        ),
        (
            "We settled the invoice with the agreed 2% discount.\n",
            "1800.00",
        ),
        ("已付1764欧元，2%折扣已扣除。\n", "36.00"),
    ] {
        let mut story = billed(words, &[]);
        assert_ne!(story.state(1), State::Closed, "{words}");
        assert_eq!(story.balance(1), balance, "{words}");
        assert_eq!(story.item(1).turn(), Turn::Team, "{words}");
        let before = story.follow_ups().len();
        story.until("2026-04-10 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}

#[test]
fn a_sum_without_its_currency_that_is_not_owed_closes_nothing() {
    for (words, closed) in [
        ("We paid 900 today.\n", false),
        ("We transferred 1,700 yesterday.\n", false),
        ("900 was paid on Monday.\n", false),
        ("We paid 1,800 today.\n", true),
        ("We paid 1.800 today.\n", true),
        ("Paid. Ref 240012.\n", true),
        ("Paid today.\n", true),
    ] {
        let story = billed(words, &[]);
        assert_eq!(story.state(1) == State::Closed, closed, "{words}");
    }
}
