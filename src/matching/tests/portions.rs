//! Which words of a mail are about which item.

use super::*;
use crate::matching::tests::{invoice, request};
use crate::model::Role;

fn told(own: &str) -> Option<Vec<String>> {
    let a = invoice(1, "One", "SN-204", 1000);
    let b = invoice(2, "Two", "SN-205", 950);
    let reading = Reading {
        own_text: own.to_owned(),
        ..Reading::empty(Role::Client)
    };
    let found = portions(&[a, b], &[ItemId(1), ItemId(2)], &reading)?;
    Some(found.into_iter().map(|p| p.text).collect())
}

#[test]
fn clauses_are_told_apart_by_their_numbers() {
    for (own, first, second) in [
        (
            "Hello, SN-204 was paid yesterday, SN-205 follows next week.",
            "SN-204 was paid yesterday",
            "SN-205 follows next week",
        ),
        (
            "SN-204: transferred EUR 1,000.00 today. SN-205: we do not owe that. Please check.",
            "SN-204: transferred EUR 1,000.00 today",
            "SN-205: we do not owe that.\nPlease check",
        ),
        (
            "发票SN-204已付，SN-205下周付。",
            "SN-204已付",
            "SN-205下周付",
        ),
        (
            "We paid SN-204 but SN-205 has a wrong amount",
            "We paid SN-204",
            "but SN-205 has a wrong amount",
        ),
        (
            "SN-204 has been paid and SN-205 will be paid on 20 November.",
            "SN-204 has been paid",
            "and SN-205 will be paid on 20 November",
        ),
    ] {
        let found = told(own).expect(own);
        assert!(
            found[0].trim_end_matches(".\n").ends_with(first),
            "{found:?}"
        );
        assert!(
            found[1].trim_end_matches(".\n").ends_with(second),
            "{found:?}"
        );
    }
}

#[test]
fn what_is_said_of_both_is_not_told_apart() {
    for own in [
        "SN-204, SN-205 were paid yesterday.",
        "Both were paid yesterday.",
        "SN-204 was paid yesterday.",
        "Invoice SN-204, invoice SN-205: paid.",
        "",
    ] {
        let found = told(own);
        let apart = found.is_some_and(|f| f[0] != f[1] && f.iter().all(|t| !t.is_empty()));
        assert!(!apart, "{own}");
    }
    let both = told("SN-204 and SN-205 were paid yesterday.");
    assert!(both.is_none_or(|found| found[0] == found[1]));
}

proptest::proptest! {
    #[test]
    fn no_words_break_it(own in "(\\PC|SN-204|SN-205|, |。| but | and ){0,60}") {
        let _ = told(&own);
    }
}

fn of_things(other: (&str, &str), own: &str) -> Option<Vec<String>> {
    let asks = [
        "Logo as SVG",
        "Price list for 2026",
        "Signed photo releases",
    ];
    let list = request(1, "Content for the catalogue", &asks);
    let other = request(2, other.0, &[other.1]);
    let reading = Reading {
        own_text: own.to_owned(),
        ..Reading::empty(Role::Client)
    };
    let found = portions(&[list, other], &[ItemId(1), ItemId(2)], &reading)?;
    Some(found.into_iter().map(|p| p.text).collect())
}

#[test]
fn a_thing_named_by_one_word_beside_another_gets_its_own() {
    let contract = ("Contract", "send back the signed contract");
    let texts = ("Texts for the website", "the texts for the website");
    for (other, own, first, second) in [
        (
            contract,
            "The contract is attached, everything for the catalogue follows on 27 March.",
            "everything for the catalogue follows on 27 March.\n",
            "The contract is attached.\n",
        ),
        (
            texts,
            "The logo, the price list and the texts are all attached.",
            "The logo, the price list, and the texts are all attached.\n",
            "The logo, the price list, and the texts are all attached.\n",
        ),
        (
            texts,
            "I have uploaded the logo, the price list and the texts to our share.",
            "I have uploaded the logo, the price list, and the texts to our share.\n",
            "I have uploaded the logo, the price list, and the texts to our share.\n",
        ),
    ] {
        let found = of_things(other, own).expect(own);
        assert_eq!(found, [first, second], "{own}");
    }
    // What is to come later shares nothing with what came.
    let own = "The logo and the price list are attached, the texts on Friday.";
    let found = of_things(texts, own);
    let second = found.as_ref().and_then(|f| f.get(1)).cloned();
    assert!(!second.is_some_and(|t| t.contains("attached")), "{found:?}");
}

#[test]
fn greetings_and_names_are_about_nobody() {
    let own = "Hi Ines,\n\nthe contract is attached.\n\nOtto";
    let contract = ("Contract", "send back the signed contract");
    let found = of_things(contract, own);
    assert!(found.is_none_or(|f| f[0].is_empty()), "{own}");
}
