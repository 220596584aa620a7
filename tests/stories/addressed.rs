//! What a member writes in a thread is said to those it goes to, and to nobody else.

use super::story::{Story, letter};
use super::{INES, OTTO, request};
use nudged::model::{EventKind, HoldReason, Kind};

const EVE: &str = "Eve Lund <eve@printer.example>";

fn asked(story: &mut Story) -> (String, String) {
    let asked = request(story);
    let question = story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Hello Ines,\n\nwhich format do you need for the floor plan?\n\nOtto\n",
        )
        .answering(&asked),
    );
    assert_eq!(story.holds(1), [HoldReason::Question]);
    (asked, question)
}

#[test]
fn a_question_passed_on_to_somebody_else_is_not_answered() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let (_, question) = asked(&mut story);
    let told = story.mails_to("ines@studio.example").len();
    story.mail(
        "2026-03-04 11:00",
        letter(
            INES,
            EVE,
            "Fwd: Brochure material",
            "Hi Eve,\n\nhe will get the answer from me tomorrow, this is for your information only.\n\nInes\n",
        )
        .answering(&question),
    );
    assert_eq!(story.holds(1), [HoldReason::Question]);
    assert_eq!(story.items().len(), 1);
    assert_eq!(story.mails_to("ines@studio.example").len(), told);
    story.until("2026-04-10 18:00");
    assert!(story.follow_ups().is_empty(), "{:?}", story.follow_ups());
}

#[test]
fn what_is_asked_of_another_company_in_the_thread_is_its_own_item() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let (_, question) = asked(&mut story);
    let due = story.item(1).due;
    let mail = story.mail(
        "2026-03-04 11:00",
        letter(
            INES,
            EVE,
            "Fwd: Brochure material",
            "Hi Eve,\n\nplease send us by 20 March:\n\n1. The paper samples\n2. Your offer for printing\n\nInes\n",
        )
        .answering(&question),
    );
    assert_eq!(story.item(1).due, due);
    assert_eq!(story.holds(1), [HoldReason::Question]);
    let theirs = story.item(2);
    assert_eq!(theirs.kind, Kind::Request);
    assert_eq!(theirs.client.0.as_str(), "printer.example");
    assert_eq!(theirs.due.to_string(), "2026-03-20");
    story.mail(
        "2026-03-05 10:00",
        letter(
            EVE,
            INES,
            "Re: Brochure material",
            "Hi Ines,\n\nthe paper samples and our offer are attached.\n\nEve\n",
        )
        .answering(&mail)
        .file("paper samples.pdf")
        .file("offer for printing.pdf"),
    );
    assert!(story.item(2).closed.is_some(), "{:?}", story.holds(2));
    assert_eq!(story.holds(1), [HoldReason::Question]);
}

#[test]
fn a_day_granted_to_one_company_is_not_granted_to_another() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(
            INES,
            "Otto Falk <otto@falk.example>, Eve Lund <eve@printer.example>",
            "Spring fair",
            "Hello both,\n\nplease send us your logo by 13 March.\n\nInes\n",
        ),
    );
    let of = |story: &Story, client: &str| {
        let items = [story.item(1), story.item(2)];
        let found = items.into_iter().find(|i| i.client.0.as_str() == client);
        found.expect("an item of each").due.to_string()
    };
    assert_eq!(of(&story, "printer.example"), "2026-03-13");
    story.mail(
        "2026-03-04 10:00",
        letter(
            INES,
            OTTO,
            "Re: Spring fair",
            "Hi Otto,\n\nas agreed on the phone, you have until 27 March.\n\nInes\n",
        )
        .answering(&asked),
    );
    assert_eq!(of(&story, "falk.example"), "2026-03-27");
    assert_eq!(of(&story, "printer.example"), "2026-03-13");
}

#[test]
fn a_colleague_of_the_client_or_a_contact_in_copy_is_the_client() {
    for (to, cc) in [
        ("Nora Falk <nora@falk.example>", ""),
        (EVE, "otto@falk.example"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let (_, question) = asked(&mut story);
        let mail = letter(
            INES,
            to,
            "Re: Brochure material",
            "Hello,\n\nPDF would be best.\n\nInes\n",
        );
        let mail = if cc.is_empty() { mail } else { mail.cc(cc) };
        story.mail("2026-03-04 11:00", mail.answering(&question));
        assert_eq!(story.holds(1), [], "{to} {cc}");
        assert_eq!(story.events(EventKind::Resumed).len(), 1, "{to} {cc}");
    }
}
