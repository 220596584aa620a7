//! `dossier`: one file that tells somebody outside the whole story.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};

const HAN: &str = "韩雪 <hanxue@studio.example>";

#[test]
fn what_the_client_wrote_without_fitting_it_stands_in_the_dossier_of_what_it_was_told_about() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    invoice(&mut story);
    let stray = story.mail(
        "2026-03-04 10:00",
        letter(
            "Nora Falk <nora@falk.example>",
            INES,
            "Our agreement",
            "The amount is not what we agreed in summer.\n",
        ),
    );
    assert_eq!(story.events(nudged::model::EventKind::Unmatched).len(), 1);
    story.mail(
        "2026-03-04 12:00",
        letter(INES, "", "words", "dossier 2\n").private(),
    );
    let html = story.file("dossier-2.html");
    for words in ["not what we agreed in summer", &stray] {
        assert!(html.contains(words), "{words} is missing:\n{html}");
    }
}

#[test]
fn a_dossier_holds_mails_decisions_deliveries_and_words_and_no_other_item() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let asked = invoice(&mut story);
    story.until("2026-03-17 18:00");
    let answer = story.mail(
        "2026-03-18 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines,\n\nthis invoice is wrong: we agreed on <b>EUR 1,200</b>. Please correct it.\n\nOtto\n",
        )
        .answering(&asked)
        .file("our-order.pdf"),
    );
    story.mail(
        "2026-03-18 11:00",
        letter(
            INES,
            "",
            "words",
            "note 2 spoke to their lawyer\nnote 1 SECRET OF ANOTHER\n",
        )
        .private(),
    );
    story.mail(
        "2026-03-18 12:00",
        letter(INES, "", "words", "dossier 2\n").private(),
    );
    let told = story.mails_to("ines@studio.example").pop().expect("answer");
    let file = told.attachments.first().expect("a file");
    assert_eq!(file.name, "dossier-2.html");
    let html = story.file("dossier-2.html");
    for words in [
        "SN-204.pdf",
        "our-order.pdf",
        &answer,
        "Hello Ines,\n\nthis invoice is wrong: we agreed on &lt;b&gt;EUR 1,200",
        "Follow-up to the client",
        "Authentication-Results",
        "2026-03-18 10:00:00 +01:00",
        "state open → disputed",
        "spoke to their lawyer",
        "SHA-256",
        "sent 2026-03-",
    ] {
        assert!(html.contains(words), "{words} is missing:\n{html}");
    }
    for words in ["SECRET", "<script", "http://", "https://", "src="] {
        assert!(!html.contains(words), "{words}");
    }
    story.mail(
        "2026-03-18 13:00",
        letter(HAN, "", "words", "档案 2\n").private(),
    );
    let told = story
        .mails_to("hanxue@studio.example")
        .pop()
        .expect("answer");
    assert!(told.attachments.is_empty());
    assert!(told.text.contains("不由您负责"), "{}", told.text);
}
