//! What is said besides: a promise beside a question, a part or a farewell; a payment nobody is sure of,
//! a sum kept back; a word above a forward; an answer to a forewarning.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{EventKind, HoldReason, State, Turn};

const PAULA: &str = "Paula Lenz <paula@falk.example>";

fn answer(story: &mut Story, when: &str, who: &str, asked: &str, words: &str) -> String {
    story.mail(
        when,
        letter(who, INES, "Re: Brochure material", words).answering(asked),
    )
}

#[test]
fn who_gives_early_is_not_asked_earlier() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    answer(
        &mut story,
        "2026-03-03 10:00",
        OTTO,
        &asked,
        "You will get both on 24 March.\n",
    );
    let part = letter(
        PAULA,
        INES,
        "Re: Brochure material",
        "The floor plan is attached.\n",
    );
    story.mail(
        "2026-03-04 10:00",
        part.answering(&asked).file("floor-plan.pdf"),
    );
    assert!(story.item(1).asks[0].done && !story.item(1).asks[1].done);
    assert_eq!(story.holds(1), [HoldReason::Promise]);
    story.until("2026-03-24 18:00");
    assert!(story.follow_ups().is_empty());
    story.until("2026-03-27 18:00");
    assert!(!story.follow_ups().is_empty());
}

#[test]
fn a_promise_beside_a_question_outlives_the_answer() {
    for words in [
        "You will get everything on 24 March. Which format do you need the plan in?\n",
        "资料3月24日给您。另外请问照片要多大尺寸？\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let question = answer(&mut story, "2026-03-03 10:00", OTTO, &asked, words);
        assert_eq!(story.item(1).turn(), Turn::Team, "{words}");
        let reply = letter(INES, OTTO, "Re: Brochure material", "PDF, please.\n");
        story.mail("2026-03-04 10:00", reply.answering(&question));
        assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
        story.until("2026-03-24 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn what_a_leaver_s_successor_promises_holds_after_he_was_named() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let words = "Otto has left us at the end of February. I am your contact from now on, and you will get everything on 24 March.\n";
    answer(&mut story, "2026-03-03 10:00", PAULA, &asked, words);
    let word = letter(INES, "", "word", "contact 1 paula@falk.example\n").private();
    story.mail("2026-03-03 11:00", word);
    story.until("2026-03-24 18:00");
    assert!(story.follow_ups().is_empty(), "{:?}", story.follow_ups());
}

/// An invoice over EUR 1,800.00, answered with these words and files.
pub(super) fn billed(words: &str, files: &[&str]) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let mut reply = letter(OTTO, INES, "Re: Invoice SN-204", words).answering(&asked);
    for file in files {
        reply = reply.file(file);
    }
    story.mail("2026-03-05 10:00", reply);
    story
}

#[test]
fn a_file_that_is_no_advice_and_a_guess_pay_nothing() {
    for (words, files) in [
        (
            "See our remarks in the attached PDF.\n",
            &["SN-204-comments.pdf"][..],
        ),
        ("Attached.\n", &["SN-204-signed.pdf"]),
        ("见附件。\n", &["SN-204-说明.docx"]),
        ("I think we paid that already. Let me check.\n", &[]),
        ("应该付了吧。\n", &[]),
        ("We paid EUR 18,000.00 today.\n", &[]),
    ] {
        let story = billed(words, files);
        assert_ne!(story.state(1), State::Closed, "{words}");
        assert_eq!(story.balance(1), "1800.00", "{words}");
        assert!(!story.holds(1).is_empty(), "{words}");
    }
    for (words, files) in [
        ("Paid, see the attached confirmation.\n", &["scan.pdf"][..]),
        ("Attached.\n", &["payment-confirmation.pdf"]),
        (
            "We paid it yesterday, it should be with you on Friday.\n",
            &[],
        ),
    ] {
        assert_eq!(billed(words, files).state(1), State::Closed, "{words}");
    }
}

#[test]
fn the_sum_kept_back_is_what_is_left() {
    for words in [
        "We have paid everything except the travel costs of EUR 80.00.\n",
        "除了差旅费 EUR 80.00，其他都付了。\n",
    ] {
        let story = billed(words, &[]);
        assert_eq!(story.balance(1), "80.00", "{words}");
        assert_eq!(story.state(1), State::Open, "{words}");
    }
    let story = billed("Paid in full less bank charges of EUR 15.00.\n", &[]);
    assert_eq!(story.balance(1), "1800.00");
    assert_eq!(story.holds(1), [HoldReason::Review]);
}

#[test]
fn a_word_above_a_forward_is_about_what_was_forwarded() {
    let inner = "---------- Forwarded message ---------\nFrom: Otto Falk <otto@falk.example>\nDate: Tue, 3 Mar 2026 at 10:00\nSubject: Re: Brochure material\nTo: Ines Holm <ines@studio.example>\n\nI put the plan on your server. The portraits come on 24 March.\n";
    for (word, closed) in [("done\n\n", true), ("note 1 see below\n\n", false)] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        let mail = letter(
            INES,
            "",
            "Fwd: Brochure material",
            &format!("{word}{inner}"),
        );
        story.mail("2026-03-03 11:00", mail.private());
        assert_eq!(story.state(1) == State::Closed, closed, "{word}");
        assert_eq!(story.events(EventKind::Matched).len(), 1, "{word}");
        story.until("2026-03-24 18:00");
        assert!(story.follow_ups().is_empty(), "{word}");
    }
}

#[test]
fn a_forward_of_a_colleagues_forward_is_the_clients_answer() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let twice = "---------- Forwarded message ---------\nFrom: 韩雪 <hanxue@studio.example>\nDate: Tue, 3 Mar 2026 at 10:30\nSubject: Fwd: Brochure material\nTo: Ines Holm <ines@studio.example>\n\n\n---------- Forwarded message ---------\nFrom: Otto Falk <otto@falk.example>\nDate: Tue, 3 Mar 2026 at 10:00\nSubject: Re: Brochure material\nTo: 韩雪 <hanxue@studio.example>\n\nYou will get everything on 24 March.\n";
    let mail = letter(INES, "", "Fwd: Fwd: Brochure material", twice).private();
    story.mail("2026-03-03 11:00", mail);
    assert_eq!(story.holds(1), [HoldReason::Promise]);
}

#[test]
fn an_answer_to_a_forewarning_that_nobody_understands_is_no_silence() {
    for (words, leaves) in [
        (
            "Please don't send this one, I spoke to Otto this morning.\n",
            false,
        ),
        ("先不要发，我已经跟他通过电话了。\n", false),
        ("skipp 1\n", false),
        ("no\n", false),
        ("Thanks!\n", true),
    ] {
        let mut story = Story::begin(
            "2026-03-02 09:00",
            &[("mode = \"auto\"", "mode = \"forewarn\"")],
        );
        request(&mut story);
        let mut told = None;
        for day in 3..13 {
            story.until(&format!("2026-03-{day:02} 09:30"));
            told = story
                .mails_to("ines@studio.example")
                .into_iter()
                .find(|m| !m.subject.contains("Now tracked"));
            if told.is_some() {
                break;
            }
        }
        let told = told.expect("forewarning");
        let now = story.now().with_timezone(&chrono_tz::Europe::Berlin);
        let mail = letter(INES, "", "Re: tomorrow", words).private();
        story.mail(
            &now.format("%Y-%m-%d 10:00").to_string(),
            mail.answering(told.id().as_str()),
        );
        story.until("2026-03-13 18:00");
        assert_eq!(!story.follow_ups().is_empty(), leaves, "{words}");
    }
}

#[test]
fn a_mail_proved_by_its_token_does_what_it_would_have_done() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let thanks = letter(
        INES,
        OTTO,
        "Re: Brochure material",
        "Thanks Otto, all received!\n",
    );
    story.mail("2026-03-04 10:00", thanks.answering(&asked).proof(None));
    let token = story.mails_to("ines@studio.example").pop().expect("token");
    let open = letter(INES, "", "Re: yours?", "open\n")
        .private()
        .proof(None);
    story.mail("2026-03-04 11:00", open.answering(token.id().as_str()));
    assert_eq!(story.items().len(), 1);
    assert_eq!(story.holds(1), [HoldReason::Review]);
}

#[test]
fn an_answer_that_came_before_the_token_was_answered_is_not_lost() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let ask = "Hi Otto,\n\nplease send us the floor plan by 6 March.\n\nInes\n";
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Floor plan", ask).proof(None),
    );
    let token = story.mails_to("ines@studio.example").pop().expect("token");
    let plan = letter(OTTO, INES, "Re: Floor plan", "Attached.\n").answering(&asked);
    story.mail("2026-03-03 10:00", plan.file("floor-plan.pdf"));
    let open = letter(INES, "", "Re: yours?", "open\n")
        .private()
        .proof(None);
    story.mail("2026-03-04 11:00", open.answering(token.id().as_str()));
    assert_eq!(story.state(1), State::Closed);
}

#[test]
fn a_choice_between_candidates_is_taken_back_whole() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for (at, thing) in [
        ("2026-03-02 10:00", "texts"),
        ("2026-03-02 11:00", "pictures"),
    ] {
        let ask = format!("Hi Otto,\n\nplease send us the {thing} by 6 March.\n\nInes\n");
        story.mail(at, letter(INES, OTTO, &format!("The {thing}"), &ask));
    }
    let words = "It is all on your server now.\n";
    story.mail("2026-03-03 10:00", letter(OTTO, INES, "Hello", words));
    assert_eq!(story.holds(1), [HoldReason::Ambiguous]);
    assert_eq!(story.holds(2), [HoldReason::Ambiguous]);
    let asked = story
        .mails_to("ines@studio.example")
        .pop()
        .expect("question");
    let choice = letter(INES, "", "Re: which", "2\n").private();
    story.mail("2026-03-03 11:00", choice.answering(asked.id().as_str()));
    assert_eq!(story.holds(1), []);
    let undo = letter(INES, "", "words", "undo 2\n").private();
    story.mail("2026-03-03 12:00", undo);
    assert_eq!(story.holds(1), [HoldReason::Ambiguous]);
    assert_eq!(story.holds(2), [HoldReason::Ambiguous]);
}

#[test]
fn an_ok_that_comes_a_step_late_is_asked_for_once_more() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"approve\"")],
    );
    request(&mut story);
    story.until("2026-03-24 18:00");
    let word = letter(INES, "", "words", "ok 1\n").private();
    story.mail("2026-03-25 10:00", word);
    story.until("2026-03-26 18:00");
    assert!(story.mails_to("ines@studio.example").len() < 20);
}

#[test]
fn words_of_the_owner_after_which_nobody_is_chased_as_before() {
    for words in [
        "Hi Otto, please do not pay yet, the amount is wrong. I will send a new invoice.\n",
        "Otto 您好：先别付，发票有误，重开后再发您。\n",
        "Hi Otto, let us settle it with the next invoice.\n",
        "done\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        let mail = letter(INES, OTTO, "Re: Invoice SN-204", words).answering(&asked);
        story.mail("2026-03-05 10:00", mail);
        assert_eq!(story.holds(1), [HoldReason::Review], "{words}");
    }
}

#[test]
fn a_day_refused_or_the_members_own_is_not_granted() {
    for (words, due) in [
        ("Hi Otto, 24 March is too late for us.\n", "2026-03-06"),
        (
            "Hi Otto, I am on holiday from 16 March, 韩雪 is there for you.\n",
            "2026-03-06",
        ),
        ("Otto 您好：我3月16日休假，由韩雪跟进。\n", "2026-03-06"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let mail = letter(INES, OTTO, "Re: Brochure material", words).answering(&asked);
        story.mail("2026-03-04 10:00", mail);
        assert_eq!(story.item(1).due.to_string(), due, "{words}");
    }
}

#[test]
fn what_is_told_again_hides_nothing_new() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    for (at, who, words) in [
        ("2026-03-05 10:00", OTTO, "We paid EUR 800.00 today.\n"),
        (
            "2026-03-06 10:00",
            PAULA,
            "We paid EUR 800.00 yesterday, Otto told you. EUR 400.00 were paid today.\n",
        ),
    ] {
        let mail = letter(who, INES, "Re: Invoice SN-204", words).answering(&asked);
        story.mail(at, mail);
    }
    assert_eq!(story.balance(1), "600.00");
}

#[test]
fn one_of_two_things_and_something_about_it_close_nothing() {
    for (ask, words, file) in [
        (
            "please send us the photos of the hall and the garden by 6 March",
            "Here are the photos of the hall.\n",
            "hall.jpg",
        ),
        (
            "please send us the signed contract by 6 March",
            "We have some changes, see attached.\n",
            "contract-changes.pdf",
        ),
        (
            "please send us the signed contract by 6 March",
            "Attached is the unsigned version for your review.\n",
            "contract.pdf",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = story.mail(
            "2026-03-02 10:00",
            letter(
                INES,
                OTTO,
                "For the file",
                &format!("Hi Otto,\n\n{ask}.\n\nInes\n"),
            ),
        );
        let mail = letter(OTTO, INES, "Re: For the file", words).answering(&asked);
        story.mail("2026-03-04 10:00", mail.file(file));
        assert_eq!(story.state(1), State::Held, "{words}");
    }
}

#[test]
fn one_sum_above_what_is_owed_lets_the_other_invoice_rest_too() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let other = "Hi Otto,\n\nplease find attached invoice SN-205 over EUR 700.00, payable by 13 March 2026.\n\nInes\n";
    story.mail(
        "2026-03-02 11:00",
        letter(INES, OTTO, "Invoice SN-205", other).file("SN-205.pdf"),
    );
    let words = "We transferred EUR 2,400.00 yesterday.\n";
    let mail = letter(OTTO, INES, "Re: Invoice SN-204", words).answering(&asked);
    story.mail("2026-03-05 10:00", mail);
    assert_eq!(story.holds(1), [HoldReason::Ambiguous]);
    assert_eq!(story.holds(2), [HoldReason::Ambiguous]);
}

#[test]
fn the_day_another_takes_the_place_of_is_no_promise() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let words = "We will send both on 27 March instead of 13 March.\n";
    answer(&mut story, "2026-03-03 10:00", OTTO, &asked, words);
    assert_eq!(story.holds(1), [HoldReason::Promise]);
    story.until("2026-03-27 18:00");
    assert!(story.follow_ups().is_empty());
}

#[test]
fn what_came_beside_a_question_is_not_asked_for_again_once_it_is_answered() {
    for words in [
        "The texts are attached. Where do we send the invoice for the translation?\n",
        "文字见附件。请问翻译费的发票寄到哪里？\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asking = "Hi Otto,\n\nplease send us the texts for the website by 6 March.\n\nInes\n";
        let asked = story.mail("2026-03-02 10:00", letter(INES, OTTO, "Website", asking));
        let mail = letter(OTTO, INES, "Re: Website", words).file("texts.docx");
        let question = story.mail("2026-03-03 10:00", mail.answering(&asked));
        assert_eq!(story.holds(1), [HoldReason::Question], "{words}");
        let reply = letter(INES, OTTO, "Re: Website", "To our office, please.\n");
        story.mail("2026-03-04 10:00", reply.answering(&question));
        assert_eq!(story.holds(1), [HoldReason::Review], "{words}");
        story.until("2026-04-01 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
        let words = letter(INES, "", "word", "chase 1\n").private();
        story.mail("2026-04-02 10:00", words);
        story.until("2026-04-10 18:00");
        assert!(!story.follow_ups().is_empty(), "her word asks again");
    }
}

#[test]
fn a_question_about_what_has_not_come_is_answered_and_chased_on() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asking = "Hi Otto,\n\nplease send us the texts for the website by 6 March.\n\nInes\n";
    let asked = story.mail("2026-03-02 10:00", letter(INES, OTTO, "Website", asking));
    let words = "How long may the texts for the website be?\n";
    let mail = letter(OTTO, INES, "Re: Website", words).answering(&asked);
    let question = story.mail("2026-03-03 10:00", mail);
    let reply = letter(INES, OTTO, "Re: Website", "One page each.\n").answering(&question);
    story.mail("2026-03-04 10:00", reply);
    assert!(story.holds(1).is_empty());
    story.until("2026-03-20 18:00");
    assert!(!story.follow_ups().is_empty());
}

#[test]
fn a_day_on_which_it_will_not_come_is_no_promise() {
    for words in [
        "Sorry, we can't send them by 13 March.\n",
        "It won't be before 13 March, I am afraid.\n",
        "抱歉，3月13日之前来不及。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        answer(&mut story, "2026-03-10 10:00", OTTO, &asked, words);
        assert!(story.item(1).promises.is_empty(), "{words}");
        assert!(!story.holds(1).is_empty(), "{words}");
        let before = story.follow_ups().len();
        story.until("2026-03-13 20:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}

#[test]
fn a_number_with_a_word_that_hands_nothing_over_settles_nothing() {
    for (words, holds) in [
        ("1. attached\n2. tbd\n", false),
        ("1. attached\n2. to follow\n", false),
        ("1. 见附件\n2. 待定\n", false),
        ("1. attached\n2. none\n", true),
        ("1. attached\n2. Sam does that\n", true),
        ("1. 见附件\n2. 没有\n", true),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let reply = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
        story.mail("2026-03-05 10:00", reply.file("floor-plan.pdf"));
        assert_ne!(story.state(1), State::Closed, "{words}");
        assert!(!story.item(1).asks[1].done, "{words}");
        assert_eq!(story.item(1).turn() == Turn::Team, holds, "{words}");
    }
}
