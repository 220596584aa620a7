//! Whole stories through the one engine: what users would notice, and the three promises.

#[path = "stories/chances.rs"]
mod chances;
#[path = "stories/doubts.rs"]
mod doubts;
#[path = "stories/machines.rs"]
mod machines;
mod story;
#[path = "stories/undoing.rs"]
mod undoing;

use nudged::model::{ClosedHow, EventKind, HoldReason, State, Step, Turn};
use story::{Story, letter};

const INES: &str = "Ines Holm <ines@studio.example>";
const OTTO: &str = "Otto Falk <otto@falk.example>";

fn request(story: &mut Story) -> String {
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Brochure material", "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The floor plan as PDF\n2. Two portraits of the board\n\nThanks\nInes\n"),
    )
}

fn invoice(story: &mut Story) -> String {
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Invoice SN-204", "Hi Otto,\n\nplease find attached invoice SN-204 over EUR 1,800.00, payable by 13 March 2026.\n\nInes\n").file("SN-204.pdf"),
    )
}

#[test]
fn a_request_is_opened_receipted_chased_and_closed_by_the_answer() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let item = story.item(1);
    assert_eq!(item.due.to_string(), "2026-03-06");
    assert_eq!(item.asks.len(), 2);
    assert_eq!(item.client.0, "falk.example");
    let receipt = &story.mails_to("ines@studio.example")[0];
    assert!(receipt.text.contains("#1"), "{}", receipt.text);

    story.until("2026-03-10 08:00");
    assert_eq!(
        story.follow_ups(),
        [("2026-03-09".to_owned(), Step::Friendly)]
    );
    let follow_up = &story.mails_to("otto@falk.example")[0];
    assert_eq!(follow_up.in_reply_to[0].as_str(), asked);
    assert!(follow_up.references.iter().any(|id| id.as_str() == asked));
    assert_eq!(
        follow_up.from.as_ref().map(|p| p.name.as_str()),
        Some("Ines Holm")
    );
    assert!(follow_up.text.contains("floor plan"));
    assert!(
        follow_up
            .cc
            .iter()
            .any(|p| p.address.as_str() == "ines@studio.example")
    );
    assert!(
        follow_up
            .reply_to
            .iter()
            .any(|p| p.address.as_str() == "ines@studio.example")
    );
    assert_eq!(follow_up.auto_submitted.as_deref(), Some("auto-generated"));

    story.mail(
        "2026-03-10 11:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Hi Ines,\n\nattached are the floor plan and the two portraits.\n\nOtto\n",
        )
        .answering(&asked)
        .file("floor-plan.pdf")
        .file("portraits-board.pdf"),
    );
    let item = story.item(1);
    assert_eq!(
        item.closed.as_ref().map(|c| c.how),
        Some(ClosedHow::Delivered),
        "{item:?}"
    );
    story.until("2026-04-30 18:00");
    assert_eq!(story.follow_ups().len(), 1, "nobody who answered is nagged");
}

#[test]
fn nothing_is_sent_to_clients_in_observe_and_the_whole_ladder_is_shown() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"observe\"")],
    );
    request(&mut story);
    story.until("2026-04-30 18:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
    let steps: Vec<Step> = story
        .follow_ups()
        .into_iter()
        .map(|(_, step)| step)
        .collect();
    assert_eq!(
        steps,
        [Step::Friendly, Step::Reminder, Step::Firm, Step::Last]
    );
}

#[test]
fn in_approve_a_follow_up_leaves_only_after_ok() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"approve\"")],
    );
    let asked = request(&mut story);
    story.until("2026-03-12 12:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
    story.mail(
        "2026-03-12 12:30",
        letter(INES, "", "Re: Brochure material", "ok 1\n")
            .private()
            .answering(&asked),
    );
    story.until("2026-03-13 18:00");
    assert_eq!(story.mails_to("otto@falk.example").len(), 1);
    story.until("2026-04-30 18:00");
    assert_eq!(
        story.mails_to("otto@falk.example").len(),
        1,
        "one ok, one mail"
    );
}

#[test]
fn after_a_long_silence_of_ours_one_follow_up_goes_out_and_it_is_friendly() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-03 09:30",
        letter(INES, "", "Re: Brochure material", "pause\n")
            .private()
            .answering(&asked),
    );
    story.until("2026-04-27 09:30");
    assert!(story.follow_ups().is_empty());
    story.mail(
        "2026-04-27 09:30",
        letter(INES, "", "Re: Brochure material", "resume\n")
            .private()
            .answering(&asked),
    );
    story.until("2026-04-28 18:00");
    assert_eq!(
        story.follow_ups(),
        [("2026-04-27".to_owned(), Step::Friendly)]
    );
}

#[test]
fn a_failed_proof_closes_nothing_and_asks_the_owner() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "We have paid the invoice in full today.\n",
        )
        .answering(&asked)
        .proof(Some("fail")),
    );
    let item = story.item(1);
    assert!(item.closed.is_none());
    assert_eq!(
        item.holds.iter().map(|h| h.reason).collect::<Vec<_>>(),
        [HoldReason::Review]
    );
    assert_eq!(story.events(EventKind::AskedOwner).len(), 1);
}

#[test]
fn without_any_proof_a_reply_holds_until_the_owner_answers() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "We have paid the invoice in full today.\n",
        )
        .answering(&asked)
        .proof(None),
    );
    assert!(story.item(1).closed.is_none());
    story.until("2026-05-30 18:00");
    assert!(story.follow_ups().is_empty());
    assert_eq!(story.state(1), State::Held);
}

#[test]
fn a_payment_stated_closes_unconfirmed_until_paid_is_said() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-11 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, the invoice was paid yesterday.\n",
        )
        .answering(&asked),
    );
    let closed = story.item(1).closed.expect("closed");
    assert_eq!((closed.how, closed.confirmed), (ClosedHow::Paid, false));
    story.mail(
        "2026-03-12 10:00",
        letter(INES, "", "Re: Invoice SN-204", "paid 1\n").private(),
    );
    assert!(story.item(1).closed.expect("closed").confirmed);
}

#[test]
fn a_question_gives_the_turn_to_the_team_until_the_owner_answers() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let question = story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Hi Ines,\n\nwhich floor plan do you need, ground floor or first floor?\n\nOtto\n",
        )
        .answering(&asked),
    );
    assert_eq!(story.item(1).turn(), Turn::Team);
    story.until("2026-03-20 18:00");
    assert!(story.follow_ups().is_empty());
    story.mail(
        "2026-03-23 10:00",
        letter(
            INES,
            OTTO,
            "Re: Brochure material",
            "Hi Otto,\n\nthe ground floor only, please. Could you send it?\n\nInes\n",
        )
        .answering(&asked)
        .answering(&question),
    );
    assert_eq!(story.item(1).turn(), Turn::Client);
    story.until("2026-03-27 18:00");
    assert_eq!(
        story.follow_ups(),
        [("2026-03-26".to_owned(), Step::Friendly)],
        "a gap after the owner's own mail"
    );
}

#[test]
fn a_dispute_stops_the_chase_and_reaches_owner_and_lead() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail("2026-03-11 10:00", letter(OTTO, INES, "Re: Invoice SN-204", "Hello Ines,\n\nthis invoice is wrong: we agreed on EUR 1,200. Please correct it.\n\nOtto\n").answering(&asked));
    assert_eq!(story.state(1), State::Disputed);
    assert!(!story.mails_to("lead@studio.example").is_empty());
    assert!(
        story.mails_to("chief@falk.example").is_empty(),
        "never the client's superior"
    );
    let before = story.follow_ups().len();
    story.until("2026-06-30 18:00");
    assert_eq!(story.follow_ups().len(), before);
}

#[test]
fn a_command_in_a_mail_the_client_sees_does_nothing() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-03 10:00",
        letter(INES, OTTO, "Re: Brochure material", "done 1\n").answering(&asked),
    );
    assert!(story.item(1).closed.is_none());
    story.mail(
        "2026-03-03 11:00",
        letter(
            OTTO,
            "track@studio.example",
            "Re: Brochure material",
            "done 1\ncancel 1\n",
        )
        .cc("")
        .answering(&asked),
    );
    assert!(story.item(1).closed.is_none());
}

#[test]
fn a_member_without_proof_opens_nothing_but_can_prove_himself_by_answering() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let unproved = story.mail(
        "2026-03-02 10:00",
        letter(
            INES,
            OTTO,
            "Brochure material",
            "Hi Otto, please send us the floor plan by 6 March.\n",
        )
        .proof(None),
    );
    assert!(story.items().is_empty());
    let token = story.mails_to("ines@studio.example").remove(0);
    story.mail(
        "2026-03-02 10:30",
        letter(INES, "", "Re: token", "open\n")
            .private()
            .proof(None)
            .answering(&unproved)
            .answering(token.id().as_str()),
    );
    let item = story.item(1);
    assert_eq!(item.opened_by.as_str(), unproved);
    assert_eq!(item.due.to_string(), "2026-03-06");
}

#[test]
fn undo_restores_what_was_before_the_last_decision() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let before = story.item(1);
    story.mail(
        "2026-03-11 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, the invoice was paid yesterday.\n",
        )
        .answering(&asked),
    );
    assert!(story.item(1).closed.is_some());
    story.mail(
        "2026-03-11 11:00",
        letter(INES, "", "Re: Invoice SN-204", "undo 1\n").private(),
    );
    let after = story.item(1);
    assert!(after.closed.is_none());
    assert_eq!(after.invoice, before.invoice);
    assert_eq!(story.state(1), State::Open);
}

#[test]
fn two_items_of_one_contact_due_together_go_in_one_mail() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    story.mail(
        "2026-03-02 10:00",
        letter(
            INES,
            OTTO,
            "Floor plan",
            "Hi Otto, please send us the floor plan by 6 March.\n",
        ),
    );
    story.mail(
        "2026-03-02 10:20",
        letter(
            INES,
            OTTO,
            "Portraits",
            "Hi Otto, could you send us the portraits by 6 March?\n",
        ),
    );
    story.until("2026-03-10 18:00");
    let mails = story.mails_to("otto@falk.example");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("floor plan") && mails[0].text.contains("portraits"));
}

#[test]
fn the_escalation_contact_is_copied_by_the_last_step_only() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.until("2026-04-30 18:00");
    let mails = story.mails_to("chief@falk.example");
    assert_eq!(mails.len(), 1);
    let steps: Vec<Step> = story.follow_ups().into_iter().map(|(_, s)| s).collect();
    assert_eq!(
        steps,
        [Step::Friendly, Step::Reminder, Step::Firm, Step::Last]
    );
    assert!(
        story
            .events(EventKind::AskedOwner)
            .iter()
            .any(|(_, e)| e.step == Some(Step::Call))
    );
}

#[test]
fn a_mail_of_ours_that_comes_back_is_no_answer_and_another_nudged_is_no_client() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.until("2026-03-09 12:00");
    let own = story.mails_to("otto@falk.example").remove(0);
    story.mail(
        "2026-03-09 12:05",
        letter(
            "track@studio.example",
            OTTO,
            "Re: Brochure material",
            "copy\n",
        )
        .header(&format!("X-Nudged-Id: {}", own.id()))
        .header("Auto-Submitted: auto-generated"),
    );
    story.mail(
        "2026-03-09 12:06",
        letter(
            "robot@falk.example",
            "track@studio.example",
            "Re: Brochure material",
            "All sent.\n",
        )
        .cc("")
        .header("X-Nudged-Id: n9.0011223344556677@falk.example")
        .header("Auto-Submitted: auto-generated"),
    );
    assert_eq!(story.state(1), State::Open);
    assert_eq!(story.events(EventKind::Rejected).len(), 1);
}

#[test]
fn the_same_mail_twice_counts_once() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let raw = b"From: Ines Holm <ines@studio.example>\r\nTo: otto@falk.example\r\nCc: track@studio.example\r\nAuthentication-Results: mx.studio.example; dmarc=pass header.from=studio.example\r\nSubject: Logo\r\nMessage-ID: <twice@studio.example>\r\nDate: Mon, 2 Mar 2026 11:00:00 +0100\r\n\r\nPlease send the logo by Friday.\r\n";
    story.raw(raw);
    story.raw(raw);
    assert_eq!(story.items().len(), 2);
}

#[test]
fn copies_of_one_mail_that_came_other_ways_count_once() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let copy = |trace: &str| {
        format!(
            "Authentication-Results: mx.studio.example; dmarc=pass header.from=falk.example\r\nReceived: from {trace} by mx.studio.example; Wed, 11 Mar 2026 10:00:00 +0100\r\nFrom: Otto Falk <otto@falk.example>\r\nTo: ines@studio.example\r\nCc: track@studio.example\r\nSubject: Re: Invoice SN-204\r\nMessage-ID: <half@falk.example>\r\nIn-Reply-To: <{asked}>\r\nDate: Wed, 11 Mar 2026 10:00:00 +0100\r\n\r\nHello Ines, we have paid EUR 900.00 of it today, the rest follows.\r\n"
        )
    };
    story.until("2026-03-11 10:00");
    story.raw(copy("one.falk.example").as_bytes());
    story.raw(copy("two.falk.example").as_bytes());
    let balance = story.item(1).balance().expect("balance");
    assert_eq!(balance.plain(), "900.00");
}

#[test]
fn a_forged_mail_does_not_end_a_review_that_waits_for_the_owner() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let paid = "Hello Ines, the invoice was paid yesterday.\n";
    story.mail(
        "2026-03-04 10:00",
        letter(OTTO, INES, "Re: Invoice SN-204", paid)
            .answering(&asked)
            .proof(None),
    );
    story.mail(
        "2026-03-04 11:00",
        letter(OTTO, INES, "Re: Invoice SN-204", "Please wait.\n")
            .answering(&asked)
            .proof(Some("fail")),
    );
    story.until("2026-05-30 18:00");
    assert!(story.follow_ups().is_empty(), "{:?}", story.follow_ups());
}

#[test]
fn reopening_keeps_what_was_given_before_the_close() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(INES, "", "Re: Brochure material", "part 1 1\n")
            .private()
            .answering(&asked),
    );
    story.mail(
        "2026-03-05 10:00",
        letter(INES, "", "Re: Brochure material", "done 1\n")
            .private()
            .answering(&asked),
    );
    story.mail(
        "2026-03-05 11:00",
        letter(INES, "", "Re: Brochure material", "reopen 1\n")
            .private()
            .answering(&asked),
    );
    let done: Vec<bool> = story.item(1).asks.iter().map(|a| a.done).collect();
    assert_eq!(done, [true, false]);
}

#[test]
fn an_owner_who_names_no_living_contact_is_told_and_time_goes_on() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail("2026-03-03 10:00", letter(OTTO, INES, "Re: Brochure material", "I no longer work on this, please take me off your list and do not write to me again.\n").answering(&asked));
    story.mail(
        "2026-03-04 10:00",
        letter(INES, "", "Re: Brochure material", "chase 1\n")
            .private()
            .answering(&asked),
    );
    story.until("2026-04-30 18:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
}

#[test]
fn clients_know_the_owner_by_the_name_of_his_own_mail() {
    let members = "members = [{ name = \"Ines Holm\", address = \"ines@studio.example\", language = \"en\" }, { name = \"韩雪\", address = \"hanxue@studio.example\", language = \"zh\" }]\n";
    let mut story = Story::begin("2026-03-02 09:00", &[(members, "")]);
    request(&mut story);
    story.until("2026-03-10 08:00");
    let follow_up = &story.mails_to("otto@falk.example")[0];
    assert_eq!(
        follow_up.from.as_ref().map(|p| p.name.as_str()),
        Some("Ines Holm")
    );
    assert!(
        follow_up.text.contains("\nInes Holm\n"),
        "{}",
        follow_up.text
    );
}

#[test]
fn a_payment_taken_back_is_owed_again_and_nothing_is_never_asked_for() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(INES, "", "Re: Invoice SN-204", "paid 1\n").private(),
    );
    story.mail(
        "2026-03-04 11:00",
        letter(INES, "", "Re: Invoice SN-204", "reopen 1\n").private(),
    );
    assert_eq!(story.item(1).balance().expect("balance").plain(), "1800.00");
}
