//! One mail that bills and asks for material as well.

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::{EventKind, Kind, State};

const BOTH: &str = "Hi Otto,\n\nplease find attached our invoice SN-310 over EUR 3,000.00, payable by 20 March 2026. Please also send us the signed acceptance sheet by 13 March.\n\nInes\n";

fn both(words: &str) -> (Story, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let bill = letter(INES, OTTO, "Last steps", words).file("SN-310.pdf");
    let asked = story.mail("2026-03-02 10:00", bill);
    (story, asked)
}

fn due(story: &Story, id: i64) -> String {
    story.item(id).due.to_string()
}

#[test]
fn an_invoice_and_what_is_asked_for_beside_it_are_two_items_with_their_own_days() {
    for words in [
        BOTH,
        "Hi Otto,\n\ncould you please send me the signed acceptance sheet by 13 March?\n\nInvoice SN-310 over EUR 3,000.00 is attached as well, payable by 20 March.\n\nInes\n",
        "Hi Otto,\n\nplease pay the attached invoice SN-310 over EUR 3,000.00 by 20 March and return the signed acceptance sheet by 13 March.\n\nInes\n",
        "Hi Otto,\n\nattached is invoice SN-310 over EUR 3,000.00, payable by 20 March.\n\nFrom you we still need:\n1. the signed acceptance sheet\n2. the team colours\n\nPlease send them by 13 March.\n\nInes\n",
        "Otto您好：\n\n附件为发票 SN-310，金额人民币 3,000.00 元，请于2026年3月20日前付款。另请在3月13日前提供签字的acceptance单。\n\nInes\n",
    ] {
        let (story, _) = both(words);
        let kinds: Vec<Kind> = (1..=2).map(|id| story.item(id).kind).collect();
        assert_eq!(kinds, [Kind::Invoice, Kind::Request], "{words}");
        assert_eq!(due(&story, 1), "2026-03-20", "{words}");
        assert_eq!(due(&story, 2), "2026-03-13", "{words}");
        let asks = story.item(2).asks;
        let told = asks.iter().any(|ask| ask.text.contains("acceptance"));
        assert!(told, "{words}: {asks:?}");
        assert!(story.item(1).asks.is_empty());
    }
}

#[test]
fn what_belongs_to_the_payment_is_no_request_of_its_own() {
    for words in [
        "Please confirm receipt.",
        "Please let me know if you have any questions.",
        "Please forward it to your accounting department.",
        "Please quote the number with your transfer.",
        "Please send us the remittance advice once it is paid.",
        "Could you let me know when we can expect the payment?",
        "Please do not hesitate to call.",
        "请查收，收到请回复。",
        "付款后请发一下水单，谢谢。",
        "请转给财务同事处理。",
    ] {
        let bill = format!(
            "Hi Otto,\n\nplease find attached invoice SN-310 over EUR 3,000.00, payable by 20 March 2026. {words}\n\nInes\n"
        );
        let (story, _) = both(&bill);
        assert_eq!(story.events(EventKind::Opened).len(), 1, "{words}");
    }
}

#[test]
fn an_answer_about_one_of_them_lets_the_other_stand() {
    let (mut story, asked) = both(BOTH);
    let answer = letter(
        OTTO,
        INES,
        "Re: Last steps",
        "Hi Ines,\n\nhere is the signed acceptance sheet.\n\nOtto\n",
    );
    story.mail(
        "2026-03-10 11:00",
        answer.answering(&asked).file("acceptance-sheet.pdf"),
    );
    assert_eq!(story.state(1), State::Open);
    assert_eq!(story.state(2), State::Closed);

    let (mut story, asked) = both(BOTH);
    let answer = letter(
        OTTO,
        INES,
        "Re: Last steps",
        "Hi Ines,\n\nthe invoice was paid today.\n\nOtto\n",
    );
    story.mail("2026-03-10 11:00", answer.answering(&asked));
    assert_eq!(story.state(1), State::Closed);
    assert_ne!(story.state(2), State::Closed);
    story.until("2026-04-30 18:00");
    assert!(!story.follow_ups().is_empty(), "the request goes on");
}

#[test]
fn what_is_promised_of_the_payment_beside_the_material_is_held_for_the_invoice() {
    for words in [
        "Hi Ines,\n\nthe signed acceptance sheet is attached, payment follows on 27 March.\n\nOtto\n",
        "Ines您好：\n\n签好的acceptance sheet见附件，付款安排在3月27日。\n\nOtto\n",
    ] {
        let (mut story, asked) = both(BOTH);
        let answer = letter(OTTO, INES, "Re: Last steps", words).answering(&asked);
        story.mail("2026-03-10 11:00", answer.file("acceptance-sheet.pdf"));
        assert_eq!(story.state(2), State::Closed, "{words}");
        let holds = story.item(1).holds;
        let until = holds.iter().find_map(|h| h.until).map(|d| d.to_string());
        assert_eq!(until.as_deref(), Some("2026-03-28"), "{words}: {holds:?}");
    }
}
