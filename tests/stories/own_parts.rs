//! What a member says of a part: this came and that is missing, this is credited, that is asked besides;
//! and where his thread is lost.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{HoldReason, State};

/// A request for three things, and the owner's words two days later; how many mails he got for them.
fn said(words: &str) -> (Story, usize) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Material for the fair", "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The floor plan\n2. The price list\n3. Signed photo releases\n\nThanks\nInes\n"),
    );
    let told = story.mails_to("ines@studio.example").len();
    let mail = letter(INES, OTTO, "Re: Material for the fair", words).answering(&asked);
    story.mail("2026-03-04 10:00", mail);
    let told = story.mails_to("ines@studio.example").len() - told;
    (story, told)
}

#[test]
fn what_the_owner_has_is_ticked_and_only_the_rest_is_chased() {
    for words in [
        "Hi Otto, I have the floor plan and the price list now. Could you also send the photo releases?\n",
        "Hi Otto, the floor plan and the price list have arrived, thank you. The releases are still missing.\n",
        "Hi Otto, all is here except the photo releases.\n",
        "Otto 您好：the floor plan 和 price list 收到了，还差 photo releases。\n",
    ] {
        let (mut story, told) = said(words);
        assert_eq!(story.done(1), [1, 2], "{words}");
        assert_eq!(story.holds(1), [], "{words}");
        assert_eq!(told, 1, "{words}");
        story.until("2026-03-20 18:00");
        let chased = story.mails_to("otto@falk.example");
        assert!(!chased.is_empty(), "{words}");
        for mail in chased {
            let own = mail.text.split("wrote:").next().unwrap_or_default();
            assert!(!own.contains("2. The price list"), "{words}: {own}");
        }
    }
}

#[test]
fn what_the_owner_has_without_a_word_of_the_rest_waits_for_one_word() {
    let (mut story, told) = said("Hi Otto, the floor plan has arrived.\n");
    assert!(story.done(1).is_empty());
    assert_eq!(story.holds(1), [HoldReason::Review]);
    assert_eq!(told, 1);
    story.until("2026-05-20 18:00");
    assert!(story.follow_ups().is_empty());
}

#[test]
fn undo_takes_the_ticks_back() {
    let (mut story, _) = said(
        "Hi Otto, I have the floor plan now, the rest is still missing: price list and releases.\n",
    );
    assert_eq!(story.done(1), [1]);
    let notice = story.mails_to("ines@studio.example").pop().expect("notice");
    let undo = letter(INES, "track@studio.example", "Re: Part", "undo").private();
    story.mail("2026-03-04 11:00", undo.answering(notice.id().as_str()));
    assert!(story.done(1).is_empty());
}

#[test]
fn what_is_asked_besides_moves_no_day_and_is_tracked_with_one_word() {
    for (words, ask) in [
        (
            "Hi Otto, thanks for the call. Could you also send the opening hours by 20 March?\n",
            "opening hours",
        ),
        (
            "Otto 您好：另外还需要营业时间，麻烦3月20日前发我。\n",
            "营业时间",
        ),
    ] {
        let (mut story, told) = said(words);
        assert_eq!(story.item(1).due.to_string(), "2026-03-06", "{words}");
        assert_eq!(told, 1, "{words}");
        let notice = story.mails_to("ines@studio.example").pop().expect("notice");
        let open = letter(INES, "track@studio.example", "Re: more", "open").private();
        story.mail("2026-03-04 11:00", open.answering(notice.id().as_str()));
        let item = story.item(2);
        assert!(
            item.asks.iter().any(|a| a.text.contains(ask)),
            "{:?}",
            item.asks
        );
        assert_eq!(item.due.to_string(), "2026-03-20", "{words}");
    }
}

#[test]
fn a_day_granted_is_told_and_undone_with_one_word() {
    let (mut story, told) = said("Hi Otto, no problem, take until 20 March.\n");
    assert_eq!(story.item(1).due.to_string(), "2026-03-20");
    assert_eq!(told, 1);
    let notice = story.mails_to("ines@studio.example").pop().expect("notice");
    let undo = letter(INES, "track@studio.example", "Re: later", "undo").private();
    story.mail("2026-03-04 11:00", undo.answering(notice.id().as_str()));
    assert_eq!(story.item(1).due.to_string(), "2026-03-06");
}

/// An invoice over EUR 1,800.00, and the owner's words in its thread.
fn credited(words: &str) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let mail = letter(INES, OTTO, "Re: Invoice SN-204", words).answering(&asked);
    story.mail("2026-03-05 10:00", mail.file("CN-0031.pdf"));
    story
}

#[test]
fn a_credit_note_in_the_thread_takes_its_sum_off() {
    for words in [
        "Hi Otto,\n\nplease find attached credit note CN-0031 over EUR 300.00. The remaining EUR 1,500.00 stay due by 13 March.\n\nInes\n",
        "Hi Otto, we have credited EUR 300.00 for the missing prints.\n",
        "Otto 您好：附件为红字发票 CN-0031，冲抵 EUR 300.00，余款 EUR 1,500.00 请按期支付。\n",
    ] {
        let mut story = credited(words);
        assert_eq!(story.balance(1), "1500.00", "{words}");
        assert_eq!(story.state(1), State::Open, "{words}");
        assert_eq!(story.item(1).due.to_string(), "2026-03-13", "{words}");
        story.until("2026-03-17 18:00");
        let chased = story
            .mails_to("otto@falk.example")
            .pop()
            .expect("follow-up");
        assert!(chased.text.contains("1,500.00"), "{}", chased.text);
        let notice = story
            .mails_to("ines@studio.example")
            .into_iter()
            .find(|m| m.subject.contains("Credit"))
            .expect("notice");
        let undo = letter(INES, "track@studio.example", "Re: credit", "undo").private();
        story.mail("2026-03-18 11:00", undo.answering(notice.id().as_str()));
        assert_eq!(story.balance(1), "1800.00", "{words}");
    }
}

#[test]
fn a_credit_note_that_says_no_clear_sum_waits_for_a_word() {
    for words in [
        "Hi Otto, please find attached credit note CN-0031.\n",
        "Hi Otto, please find attached credit note CN-0031 over EUR 1,800.00.\n",
        "Hi Otto, please find attached credit note CN-0031 over EUR 300.00. The remaining EUR 1,400.00 stay due.\n",
        "Hi Otto, please find attached credit note CN-0031 over USD 300.00.\n",
    ] {
        let mut story = credited(words);
        assert_eq!(story.balance(1), "1800.00", "{words}");
        assert_eq!(story.holds(1), [HoldReason::Review], "{words}");
        story.until("2026-04-17 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn thanks_without_their_thread_hold_what_they_are_about() {
    for (subject, words) in [
        (
            "Re: Brochure material",
            "Hi Otto, many thanks, everything has arrived.\n",
        ),
        ("Brochure material", "Hi Otto, all received, thank you!\n"),
        (
            "The brochure",
            "Hi Otto, thanks for the floor plan and the portraits of the board, they arrived safely.\n",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        let told = story.mails_to("ines@studio.example").len();
        story.mail("2026-03-04 10:00", letter(INES, OTTO, subject, words));
        assert_eq!(story.holds(1), [HoldReason::Review], "{subject}");
        assert_eq!(
            story.mails_to("ines@studio.example").len() - told,
            1,
            "{subject}"
        );
    }
    // Nor is an answer under its subject a second request.
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let chaser = "Hi Otto, could you send the floor plan, please?\n";
    story.mail(
        "2026-03-04 10:00",
        letter(INES, OTTO, "Re: Brochure material", chaser),
    );
    assert_eq!(story.items().len(), 1);
    let other = "Hi Otto, thanks for lunch!\n";
    story.mail("2026-03-04 11:00", letter(INES, OTTO, "Yesterday", other));
    assert_eq!(story.holds(1), []);
}

#[test]
fn a_mail_forged_in_a_members_name_is_told_to_him_once_a_day() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let told = story.mails_to("ines@studio.example").len();
    for minute in 0..3 {
        let forged = letter(
            INES,
            "track@studio.example",
            "Re: Brochure material",
            "cancel",
        )
        .private()
        .answering(&asked)
        .proof(Some("fail"));
        story.mail(&format!("2026-03-03 10:0{minute}"), forged);
    }
    assert_eq!(story.state(1), State::Open);
    assert_eq!(story.mails_to("ines@studio.example").len() - told, 1);
    let unknown = letter(
        "Nobody <nobody@studio.example>",
        "track@studio.example",
        "Hi",
        "cancel 1",
    )
    .private()
    .proof(Some("fail"));
    story.mail("2026-03-03 11:00", unknown);
    assert!(story.mails_to("nobody@studio.example").is_empty());
}

#[test]
fn a_late_word_that_one_thing_was_wrong_brings_only_that_back() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Material for the fair", "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The floor plan\n2. The price list\n3. Signed photo releases\n\nThanks\nInes\n"),
    );
    let all = letter(
        OTTO,
        INES,
        "Re: Material for the fair",
        "All three attached.\n",
    );
    let all = all
        .answering(&asked)
        .file("plan.pdf")
        .file("prices.pdf")
        .file("releases.pdf");
    story.mail("2026-03-03 10:00", all);
    assert_eq!(story.state(1), State::Closed);
    let words = "Sorry, the releases were the wrong file. You will get them on 24 March.\n";
    story.mail(
        "2026-03-04 10:00",
        letter(OTTO, INES, "Re: Material for the fair", words).answering(&asked),
    );
    let notice = story.mails_to("ines@studio.example").pop().expect("notice");
    assert!(
        notice.text.contains("Signed photo releases"),
        "{}",
        notice.text
    );
    let reopen = letter(INES, "track@studio.example", "Re: late", "reopen").private();
    story.mail("2026-03-04 11:00", reopen.answering(notice.id().as_str()));
    assert_eq!(story.done(1), [1, 2]);
    assert_eq!(story.holds(1), [HoldReason::Promise]);
}
