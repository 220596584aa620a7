//! Material and money in one answer, in the thread of one of them: each gets what is said of it, and a
//! thing there is not, or that is said to be there, is left to its owner.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{HoldReason, State};

/// A request (1) and an invoice (2), and an answer in the thread of one of them.
fn answered(thread: i64, words: &str, files: &[&str]) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let threads = [request(&mut story), invoice(&mut story)];
    let (subject, asked) = if thread == 1 {
        ("Re: Brochure material", &threads[0])
    } else {
        ("Re: Invoice SN-204", &threads[1])
    };
    let mut reply = letter(OTTO, INES, subject, words).answering(asked);
    for file in files {
        reply = reply.file(file);
    }
    story.mail("2026-03-03 10:00", reply);
    story
}

#[test]
fn what_is_attached_before_a_word_on_money_is_the_material() {
    for words in [
        "Everything is attached, and the invoice will be paid on 26 March.\n",
        "Here you are, the payment follows on 26 March.\n",
        "都附上了，发票款3月26日付。\n",
    ] {
        let story = answered(1, words, &["floor-plan.pdf", "portraits.zip"]);
        assert_eq!(story.state(1), State::Closed, "{words}");
        assert_eq!(story.holds(2), [HoldReason::Promise], "{words}");
    }
}

#[test]
fn what_is_paid_before_a_word_on_material_is_the_invoice() {
    for words in [
        "Paid, the portraits follow on Friday 6 March.\n",
        "Paid. The portraits follow on Friday.\n",
        "款已付，董事会肖像 portraits 周五发。\n",
    ] {
        let story = answered(2, words, &[]);
        assert_eq!(story.state(2), State::Closed, "{words}");
        assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
    }
}

#[test]
fn a_day_for_the_material_is_no_day_for_the_money() {
    for (thread, words, promised, other) in [
        (2, "You will have the floor plan on 26 March.\n", 1, 2),
        (1, "The invoice will be paid on 26 March.\n", 2, 1),
    ] {
        let story = answered(thread, words, &[]);
        assert_eq!(story.holds(promised), [HoldReason::Promise], "{words}");
        assert_eq!(story.holds(other), [HoldReason::Acknowledged], "{words}");
        assert!(story.item(other).promises.is_empty(), "{words}");
    }
}

#[test]
fn paid_and_sent_in_one_breath_is_both_but_for_what_is_left_out() {
    for words in [
        "Everything sent and paid except the portraits.\n",
        "All paid and sent apart from the portraits.\n",
        "All paid and sent, apart from the portraits.\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let ask = "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The floor plan as PDF\n2. The portraits\n\nPlease also find attached invoice SN-231 over EUR 420.00, payable by 6 March 2026.\n\nInes\n";
        let mail = letter(INES, OTTO, "Summer fair", ask).file("SN-231.pdf");
        let asked = story.mail("2026-03-02 10:00", mail);
        let reply = letter(OTTO, INES, "Re: Summer fair", words).answering(&asked);
        story.mail("2026-03-03 10:00", reply);
        for view in story.items() {
            let id = view.item.id.0;
            if view.item.invoice.is_some() {
                assert_eq!(story.state(id), State::Closed, "{words}");
            } else {
                assert_eq!(story.done(id), [1], "{words}");
            }
        }
    }
}

#[test]
fn of_a_thing_there_is_not_nobody_is_reminded() {
    for words in [
        "The portraits are attached, we have no floor plan.\n",
        "The portraits are attached. I don't have a floor plan of the building.\n",
        "The portraits are attached, there isn't any floor plan.\n",
        "portraits 附上，floor plan 我们没有。\n",
    ] {
        let mut story = answered(1, words, &["portraits.zip"]);
        assert_eq!(story.state(1), State::Held, "{words}");
        assert_eq!(story.holds(1), [HoldReason::Decline], "{words}");
        story.until("2026-03-09 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn what_the_team_is_said_to_have_already_is_looked_at_by_its_owner() {
    for words in [
        "The portraits are attached. You already have the floor plan.\n",
        "Portraits attached, you have got the floor plan.\n",
        "portraits 附上，floor plan 上次给过了。\n",
        "portraits 附上，floor plan 你们有的。\n",
    ] {
        let story = answered(1, words, &["portraits.zip"]);
        assert_eq!(story.state(1), State::Held, "{words}");
        assert_eq!(story.holds(1), [HoldReason::Review], "{words}");
        assert_eq!(story.done(1), [2], "{words}");
    }
}

#[test]
fn who_says_that_the_team_has_it_now_and_attaches_it_gave_it() {
    let words = "The portraits are attached, and now you have the floor plan as well.\n";
    let story = answered(1, words, &["portraits.zip", "floor-plan.pdf"]);
    assert_eq!(story.state(1), State::Closed);
}

#[test]
fn what_is_not_final_or_to_be_taken_from_elsewhere_is_looked_at_by_its_owner() {
    for (words, files) in [
        (
            "Both attached, the floor plan is still a draft.\n",
            &["floor-plan.pdf", "portraits.zip"][..],
        ),
        (
            "portraits 和 floor plan 都附上了，floor plan 还不是最终版。\n",
            &["floor-plan.pdf", "portraits.zip"],
        ),
        (
            "The portraits are attached, for the floor plan just use the one on our website.\n",
            &["portraits.zip"],
        ),
        (
            "portraits 附上，floor plan 用去年的就行。\n",
            &["portraits.zip"],
        ),
        (
            "The floor plan is attached, the portraits follow on 26 March.\n",
            &[],
        ),
        ("floor plan 附上，portraits 3月26日发。\n", &[]),
    ] {
        let mut story = answered(1, words, files);
        assert_eq!(story.state(1), State::Held, "{words}");
        assert!(story.holds(1).contains(&HoldReason::Review), "{words}");
        story.until("2026-03-09 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn the_other_half_next_month_is_asked_for_after_it() {
    for words in [
        "Paid half today, the other half next month.\n",
        "Half was paid today, the rest follows in April.\n",
        "今天付了一半，另一半下个月付。\n",
    ] {
        let mut story = answered(2, words, &[]);
        assert_eq!(story.holds(2), [HoldReason::Promise], "{words}");
        story.until("2026-04-30 18:00");
        let chased = story.events(nudged::model::EventKind::FollowUp);
        let money = chased
            .iter()
            .any(|(_, e)| e.item.is_some_and(|id| id.0 == 2) || e.items.iter().any(|id| id.0 == 2));
        assert!(!money, "{words}");
    }
}

/// What lies elsewhere, is better elsewhere or comes later is not refused.
#[test]
fn a_thing_not_at_hand_is_not_refused() {
    for words in [
        "The portraits are attached. I don't have the floor plan at hand, you get it on 26 March.\n",
        "The portraits are attached, we have no trouble sending the floor plan on 26 March.\n",
        "portraits 附上。我手上没有 floor plan，3月26日发您。\n",
    ] {
        let story = answered(1, words, &["portraits.zip"]);
        assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
    }
    for words in [
        "Both attached. We have no newer portraits.\n",
        "都在附件里，我们没有更清晰的 portraits。\n",
    ] {
        let story = answered(1, words, &["floor-plan.pdf", "portraits.zip"]);
        assert_eq!(story.state(1), State::Closed, "{words}");
    }
}

/// Files that did not come along are asked about, and the day for the rest stands all the same.
#[test]
fn a_missing_attachment_takes_no_promise_away() {
    let words = "The portraits are attached, the floor plan follows on 26 March.\n";
    let story = answered(1, words, &[]);
    let mut holds = story.holds(1);
    holds.sort();
    assert_eq!(holds, [HoldReason::Promise, HoldReason::Review]);
    let words = "Portraits: see the attached link https://files.falk.example/p. The floor plan follows on 26 March.\n";
    let story = answered(1, words, &[]);
    assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
}

/// Who asks whether another day is right, or says that it is hard, has not promised the day he was asked for.
#[test]
fn the_day_somebody_was_asked_for_is_not_promised_by_naming_it() {
    for words in [
        "We paid EUR 900 today, you asked for the rest by 26 March - is 5 April all right?\n",
        "I know you need the rest by 26 March, but I cannot promise it.\n",
        "The remainder by 26 March is difficult for us.\n",
    ] {
        let story = answered(2, words, &[]);
        assert!(story.item(2).promises.is_empty(), "{words}");
    }
}
