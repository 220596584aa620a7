//! One mail about several items, and one item's mail as contact for another.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{EventKind, HoldReason, State};

fn holds(story: &Story, id: i64) -> Vec<(HoldReason, Option<String>)> {
    let holds = story.item(id).holds;
    let until = |h: &nudged::model::Hold| h.until.map(|d| d.to_string());
    holds.iter().map(|h| (h.reason, until(h))).collect()
}

/// A second invoice, over EUR 950.
fn second(story: &mut Story) -> String {
    story.mail(
        "2026-03-02 11:00",
        letter(INES, OTTO, "Invoice SN-205", "Hi Otto,\n\nplease find attached invoice SN-205 over EUR 950.00, payable by 13 March 2026.\n\nInes\n").file("SN-205.pdf"),
    )
}

/// Two invoices, and what is answered in the thread of the first.
fn two_invoices(words: &str) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    second(&mut story);
    let answer = letter(OTTO, INES, "Re: Invoice SN-204", words);
    story.mail("2026-03-11 11:00", answer.answering(&asked));
    story
}

#[test]
fn each_invoice_gets_what_is_said_of_it() {
    for words in [
        "SN-204 has been paid yesterday. SN-205 will be paid on 20 March.",
        "SN-204 has been paid yesterday and SN-205 will be paid on 20 March.",
        "SN-204昨天已付，SN-205 3月20日付。",
    ] {
        let story = two_invoices(words);
        assert_eq!(story.state(1), State::Closed, "{words}");
        let until = Some("2026-03-21".to_owned());
        assert_eq!(holds(&story, 2), [(HoldReason::Promise, until)], "{words}");
    }
    let story = two_invoices("SN-204 has been paid. SN-205 is wrong, we never ordered this.");
    assert_eq!(story.state(1), State::Closed);
    assert_eq!(story.state(2), State::Disputed);
}

#[test]
fn sums_go_to_the_numbers_beside_them() {
    for words in [
        "We paid EUR 1,800.00 for SN-204 and EUR 400.00 for SN-205 today.",
        "SN-204: EUR 1,800.00 paid today. SN-205: EUR 400.00 paid today.",
    ] {
        let story = two_invoices(words);
        assert_eq!(story.balance(1), "0.00", "{words}");
        assert_eq!(story.balance(2), "550.00", "{words}");
    }
}

#[test]
fn both_are_both() {
    for words in ["We have paid both invoices today.", "两张发票今天都付了。"] {
        let story = two_invoices(words);
        assert_eq!(
            (story.state(1), story.state(2)),
            (State::Closed, State::Closed),
            "{words}"
        );
    }
}

#[test]
fn two_of_something_else_are_not_the_two_items() {
    for (question, answer) in [
        (
            "Which of the two formats do you need?",
            "The first one is fine.",
        ),
        (
            "Sorry to bother you: which format do you need?",
            "PDF is fine.",
        ),
        ("两张照片需要什么尺寸？", "常用尺寸就行。"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = story.mail(
            "2026-03-02 10:00",
            letter(
                INES,
                OTTO,
                "Brochure material",
                "Hi Otto,\n\nplease send us the floor plan by 6 March.\n\nInes\n",
            ),
        );
        let billed = invoice(&mut story);
        let paying = "Which account shall we pay to?";
        let about = letter(OTTO, INES, "Re: Invoice SN-204", paying);
        story.mail("2026-03-04 10:00", about.answering(&billed));
        let about = letter(OTTO, INES, "Re: Brochure material", question);
        let second = story.mail("2026-03-05 10:00", about.answering(&asked));
        let reply = letter(INES, OTTO, "Re: Brochure material", answer);
        story.mail(
            "2026-03-05 14:00",
            reply.answering(&asked).answering(&second),
        );
        let held: Vec<HoldReason> = holds(&story, 2).iter().map(|h| h.0).collect();
        assert_eq!(held, [HoldReason::Question], "{question}");
        let words = &story.item(2).holds[0].evidence.words;
        assert!(words.contains("account"), "{question}: {words}");
    }
}

#[test]
fn a_sum_that_is_anothers_is_asked_about() {
    let story = two_invoices("EUR 950.00 have been transferred today.");
    assert_eq!(story.balance(1), "1800.00");
    assert_eq!(story.events(EventKind::Ambiguous).len(), 1);
}

#[test]
fn an_answer_in_the_thread_of_a_request_settles_the_invoice_it_names() {
    for words in [
        "The invoice has been paid. The floor plan and the portraits will come on 25 March.",
        "发票昨天已付款。平面图和肖像3月25日给你。",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        invoice(&mut story);
        let answer = letter(OTTO, INES, "Re: Brochure material", words);
        story.mail("2026-03-10 11:00", answer.answering(&asked));
        assert_eq!(story.state(2), State::Closed, "{words}");
        let until = Some("2026-03-26".to_owned());
        assert_eq!(holds(&story, 1), [(HoldReason::Promise, until)], "{words}");
    }
}

#[test]
fn an_ask_of_several_things_is_not_done_by_one_of_them() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-02 11:00",
        letter(INES, OTTO, "Text for the homepage", "Hi Otto,\n\nplease send us the text for the homepage and the team colours by 6 March.\n\nInes\n"),
    );
    let answer = letter(
        OTTO,
        INES,
        "Re: Brochure material",
        "Attached are the floor plan and the two portraits. The homepage text is attached as well, the team colours will follow on 17 March.\n",
    );
    story.mail(
        "2026-03-04 11:00",
        answer
            .answering(&asked)
            .file("floor-plan.pdf")
            .file("portraits.pdf")
            .file("homepage-text.docx"),
    );
    assert_eq!(story.state(1), State::Closed);
    assert_eq!(story.state(2), State::Held);
    story.until("2026-03-17 18:00");
    assert!(story.follow_ups().is_empty());
}

#[test]
fn whoever_wrote_of_one_item_is_not_mailed_of_another_within_the_gap() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    invoice(&mut story);
    let before = story.follow_ups().len();
    // Thursday before the invoice's first step, Monday: the gap of three working days ends on Tuesday.
    let answer = letter(
        OTTO,
        INES,
        "Re: Brochure material",
        "Which floor plan do you need?\n",
    );
    story.mail("2026-03-12 11:00", answer.answering(&asked));
    let sent = |story: &Story| story.follow_ups().len();
    let then = sent(&story);
    assert!(then >= before);
    story.until("2026-03-16 18:00");
    assert_eq!(sent(&story), then);
    story.until("2026-03-20 18:00");
    assert_eq!(sent(&story), then + 1);
}

#[test]
fn a_new_invoice_in_an_old_thread_is_a_new_item() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let second = letter(
        INES,
        OTTO,
        "Re: Invoice SN-204",
        "Hi Otto, please find attached invoice SN-209 over EUR 70.00, payable by 20 March.\n\nInes\n",
    );
    let second = story.mail(
        "2026-03-05 10:00",
        second.answering(&asked).file("SN-209.pdf"),
    );
    assert_eq!(story.items().len(), 2);
    assert_eq!(story.item(1).due.to_string(), "2026-03-13");
    assert_eq!(
        story.item(2).invoice.map(|i| i.numbers),
        Some(vec!["SN-209".to_owned()])
    );
    let paid = letter(OTTO, INES, "Re: Invoice SN-204", "We have paid SN-209.\n");
    story.mail(
        "2026-03-12 10:00",
        paid.answering(&asked).answering(&second),
    );
    assert_eq!(story.balance(1), "1800.00");
    assert_eq!(story.state(2), State::Closed);
}

#[test]
fn a_question_about_one_item_leaves_what_came_for_the_other() {
    for words in [
        "Which format do you need for the portraits? The slogan texts are attached.\n",
        "The slogan texts are attached. In which format do you need the portraits?\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        let asking = "Hi Otto,\n\nplease send us the slogan texts by 6 March.\n\nInes\n";
        story.mail(
            "2026-03-02 11:00",
            letter(INES, OTTO, "Slogan texts", asking),
        );
        story.until("2026-03-09 12:00");
        let both = story.mails_to("otto@falk.example").pop().expect("one mail");
        let id = both.message_id.expect("an id");
        let mail = letter(OTTO, INES, "Re: Brochure material", words).file("slogans.docx");
        story.mail("2026-03-09 14:00", mail.answering(id.as_str()));
        assert_eq!(story.holds(1), [HoldReason::Question], "{words}");
        assert_eq!(story.state(2), State::Closed, "{words}");
    }
}

#[test]
fn the_owners_answer_to_one_question_answers_no_other() {
    for words in ["The usual one is fine.\n", "用常用的那种就行。\n"] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        story.mail(
            "2026-03-02 10:20",
            letter(INES, OTTO, "Invoice SN-204", "Hi Otto,\n\nplease find attached invoice SN-204 over EUR 1,800.00, payable by 6 March 2026.\n\nInes\n").file("SN-204.pdf"),
        );
        story.until("2026-03-09 18:00");
        let chased = story.events(EventKind::FollowUp).pop().expect("one").1;
        assert_eq!(chased.items.len(), 2);
        let chased = chased.message_id.expect("an id").as_str().to_owned();
        // Each question comes in a new mail, under its old subject.
        let paying = "Which account shall we pay to?\n";
        let paying = letter(OTTO, INES, "Re: Invoice SN-204", paying);
        story.mail("2026-03-10 10:00", paying);
        let format = "Which of the two formats do you need?\n";
        let format = letter(OTTO, INES, "Re: Brochure material", format);
        let question = story.mail("2026-03-10 11:00", format);
        let held = |story: &Story, id| holds(story, id).iter().map(|h| h.0).collect::<Vec<_>>();
        assert_eq!(held(&story, 1), [HoldReason::Question]);
        assert_eq!(held(&story, 2), [HoldReason::Question]);
        // In the thread of both it may answer either.
        let reply = || letter(INES, OTTO, "Re: Brochure material", words).answering(&asked);
        story.mail("2026-03-10 14:00", reply().answering(&chased));
        assert_eq!(held(&story, 1), [HoldReason::Question], "{words}");
        assert_eq!(held(&story, 2), [HoldReason::Question], "{words}");
        story.mail(
            "2026-03-10 15:00",
            reply().answering(&chased).answering(&question),
        );
        assert_eq!(held(&story, 1), [], "{words}");
        assert_eq!(held(&story, 2), [HoldReason::Question], "{words}");
    }
}

#[test]
fn words_of_a_long_question_that_stand_by_chance_name_no_other_item() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let texts = "Hi Otto,\n\nplease send us the texts for the website by 6 March.\n\nInes\n";
    let asked = story.mail("2026-03-02 10:00", letter(INES, OTTO, "Website", texts));
    let sound = "Hi Otto,\n\ncould you tell us by 6 March whether the sound level in the main hall is high enough for a string quartet and its singer?\n\nInes\n";
    story.mail("2026-03-02 11:00", letter(INES, OTTO, "Concert", sound));
    let words = "Hi Ines,\n\nwe will send the texts on 24 March. The level of detail should be high enough for you then.\n";
    story.mail(
        "2026-03-03 10:00",
        letter(OTTO, INES, "Re: Website", words).answering(&asked),
    );
    assert_eq!(story.holds(1), [HoldReason::Promise]);
    assert!(story.holds(2).is_empty());
}
