//! Mail that comes back: what marks an address dead, what only holds, what does nothing.

use super::story::{Letter, Story, letter};
use super::{INES, request};
use nudged::model::{Address, EventKind, HoldReason, State};

pub(super) const DAEMON: &str = "Mail Delivery System <MAILER-DAEMON@mx.falk.example>";
pub(super) const OTTO_ADDRESS: &str = "otto@falk.example";

/// A report about mail to `address`: `returned` are header lines of the mail that came back.
pub(super) fn report(
    from: &str,
    address: &str,
    status: &str,
    diagnostic: &str,
    returned: &str,
) -> Letter {
    let body = format!(
        "--q\n\nYour mail could not be delivered.\n--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.falk.example\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: {status}\nDiagnostic-Code: smtp; {diagnostic}\n--q\nContent-Type: text/rfc822-headers\n\n{returned}Subject: Catalogue\n--q--\n"
    );
    letter(
        from,
        "track@studio.example",
        "Undelivered Mail Returned to Sender",
        &body,
    )
    .private()
    .header("MIME-Version: 1.0")
    .header("Content-Type: multipart/report; report-type=delivery-status; boundary=q")
}

/// Whether otto is dead, the reason of the hold, and whether the owner was told.
fn outcome(report: impl FnOnce(&str) -> Letter) -> (bool, Option<HoldReason>, bool) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let before = story.mails_to("ines@studio.example").len();
    story.mail("2026-03-03 10:00", report(&asked));
    story.until("2026-03-03 11:00");
    let item = story.item(1);
    let dead = item
        .contacts
        .iter()
        .any(|c| c.person.address.as_str() == OTTO_ADDRESS && c.dead.is_some());
    assert_eq!(story.events(EventKind::Closed).len(), 0);
    (
        dead,
        item.holds.first().map(|h| h.reason),
        story.mails_to("ines@studio.example").len() > before,
    )
}

#[test]
fn who_is_named_instead_in_a_report_is_offered_and_the_postmaster_is_not() {
    for (note, offered) in [
        (
            "This mailbox is closed. Please write to nora@falk.example instead.",
            true,
        ),
        ("此邮箱已停用，请联系 nora@falk.example。", true),
        ("For help contact postmaster@falk.example.", false),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let mut back = report(DAEMON, OTTO_ADDRESS, "5.1.1", GONE, &returned(&asked));
        back.body = back.body.replace(
            "Your mail could not be delivered.",
            &format!("Your mail could not be delivered.\n{note}"),
        );
        story.mail("2026-03-03 10:00", back);
        assert_eq!(
            story.item(1).holds.first().map(|h| h.reason),
            Some(HoldReason::Bounce)
        );
        let notice = story
            .mails_to("ines@studio.example")
            .pop()
            .map(|m| m.text)
            .unwrap_or_default();
        assert_eq!(
            notice.contains("contact nora@falk.example"),
            offered,
            "{notice}"
        );
        assert!(!notice.contains("contact postmaster@"), "{notice}");
    }
}

pub(super) const GONE: &str = "550 5.1.1 user unknown";

/// Otto's mailbox is gone, says the report that returns this.
pub(super) fn gone(returned: &str) -> Letter {
    report(DAEMON, OTTO_ADDRESS, "5.1.1", GONE, returned)
}

pub(super) fn returned(asked: &str) -> String {
    format!("Message-ID: <{asked}>\nTo: {OTTO_ADDRESS}\n")
}

#[test]
fn a_report_about_our_mail_to_a_contact_marks_him_dead() {
    let dead = (true, Some(HoldReason::Bounce), true);
    assert_eq!(
        outcome(|id| report(DAEMON, OTTO_ADDRESS, "5.1.1", GONE, &returned(id))),
        dead
    );
    // Some servers return the mail without its id, but with what it answered.
    assert_eq!(
        outcome(|id| report(
            DAEMON,
            OTTO_ADDRESS,
            "5.1.1",
            GONE,
            &format!("References: <{id}>\n")
        )),
        dead
    );
    assert_eq!(
        outcome(|id| report(DAEMON, OTTO_ADDRESS, "5.1.1", GONE, &returned(id)).proof(None)),
        dead
    );
}

#[test]
fn refusals_that_say_nothing_about_the_mailbox_hold_and_ask() {
    for (status, diagnostic) in [
        ("5.7.1", "550 5.7.1 message refused by local policy"),
        ("5.7.26", "550 5.7.26 unauthenticated mail is not accepted"),
        ("5.0.0", "554 rejected as spam"),
        ("5.3.4", "552 5.3.4 message too big"),
        ("5.4.7", "554 5.4.7 delivery time expired"),
        ("5.5.0", "550 5.5.0 something went wrong"),
    ] {
        assert_eq!(
            outcome(|id| report(DAEMON, OTTO_ADDRESS, status, diagnostic, &returned(id))),
            (false, Some(HoldReason::Review), true),
            "{diagnostic}"
        );
    }
}

#[test]
fn what_may_work_later_is_recorded() {
    for (status, diagnostic) in [
        ("4.4.1", "connection timed out"),
        ("4.7.1", "450 4.7.1 greylisted"),
        ("5.2.2", "552 5.2.2 mailbox full"),
    ] {
        assert_eq!(
            outcome(|id| report(DAEMON, OTTO_ADDRESS, status, diagnostic, &returned(id))),
            (false, None, false),
            "{diagnostic}"
        );
    }
}

#[test]
fn a_report_that_nothing_ties_to_our_mail_holds_and_asks() {
    let asks = (false, Some(HoldReason::Review), true);
    // Anybody who was ever in the thread knows an id of it.
    assert_eq!(
        outcome(|id| report(DAEMON, OTTO_ADDRESS, "5.1.1", GONE, "").answering(id)),
        asks,
        "the id stands in its own References only"
    );
    assert_eq!(
        outcome(|id| report(
            "Pia Falk <pia@falk.example>",
            OTTO_ADDRESS,
            "5.1.1",
            GONE,
            &returned(id)
        )),
        asks,
        "a person of the client wrote it"
    );
    assert_eq!(
        outcome(
            |id| report(DAEMON, OTTO_ADDRESS, "5.1.1", GONE, &returned(id)).proof(Some("fail"))
        ),
        asks,
        "the server it claims to be of does not vouch for it"
    );
}

#[test]
fn a_contact_who_never_got_that_mail_is_not_dead() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-02 15:00",
        letter(
            "Pia Falk <pia@falk.example>",
            INES,
            "Re: Catalogue",
            "Hello Ines, noted, we look into it.\n",
        )
        .answering(&asked),
    );
    assert!(
        story
            .item(1)
            .has_contact(&Address::parse("pia@falk.example").expect("address"))
    );
    story.mail(
        "2026-03-03 10:00",
        report(DAEMON, "pia@falk.example", "5.1.1", GONE, &returned(&asked)),
    );
    let item = story.item(1);
    assert!(item.contacts.iter().all(|c| c.dead.is_none()));
    assert!(item.holds.iter().any(|h| h.reason == HoldReason::Review));
}

#[test]
fn a_mailbox_whose_person_has_left_gets_no_more_mail_and_the_successor_is_offered() {
    for (words, subject, named) in [
        (
            "Thank you for your mail. I no longer work at Falk. Please contact nora@falk.example.",
            "Automatic reply: Brochure material",
            true,
        ),
        (
            "Otto Falk has left Falk Werke. Please write to Nora Falk (nora@falk.example) from now on.",
            "Automatic reply: Brochure material",
            true,
        ),
        (
            "您好，我已从法尔克离职，后续工作请联系李娜 nora@falk.example。",
            "自动回复：Brochure material",
            true,
        ),
        (
            "I have retired. This mailbox is not read any more.",
            "Automatic reply: Brochure material",
            false,
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let told = story.mails_to("ines@studio.example").len();
        let note = letter("Otto Falk <otto@falk.example>", INES, subject, words)
            .answering(&asked)
            .header("Auto-Submitted: auto-replied");
        story.mail("2026-03-03 10:00", note);
        let item = story.item(1);
        assert!(
            item.holds.iter().any(|h| h.reason == HoldReason::OptOut),
            "{words}: {:?}",
            item.holds
        );
        let mails = story.mails_to("ines@studio.example");
        assert_eq!(mails.len(), told + 1, "{words}");
        let offered = mails
            .last()
            .is_some_and(|m| m.text.contains("nora@falk.example"));
        assert_eq!(offered, named, "{words}");
        story.until("2026-04-10 18:00");
        assert!(story.mails_to(OTTO_ADDRESS).is_empty(), "{words}");
    }
}

#[test]
fn a_mailbox_whose_person_comes_back_is_only_away() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let note = letter(
        "Otto Falk <otto@falk.example>",
        INES,
        "Automatic reply: Brochure material",
        "I have left the office and will return on Monday.",
    );
    story.mail(
        "2026-03-03 10:00",
        note.answering(&asked)
            .header("Auto-Submitted: auto-replied"),
    );
    assert!(story.item(1).holds.is_empty());
}

#[test]
fn whoever_is_away_is_left_alone_whatever_his_note_answers() {
    for closed in [false, true] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        // Otto owes this; his note answers a mail about that.
        request(&mut story);
        let other = story.mail(
            "2026-03-02 11:00",
            letter(
                INES,
                "Pia Falk <pia@falk.example>",
                "Site plan",
                "Hi Pia,\n\nplease send us the site plan by 20 March.\n\nInes\n",
            ),
        );
        if closed {
            story.mail(
                "2026-03-02 12:00",
                letter(INES, "", "words", "done 2\n").private(),
            );
        }
        let note = letter(
            "Otto Falk <otto@falk.example>",
            INES,
            "Automatic reply: Site plan",
            "I am out of the office until 17 March 2026.",
        );
        story.mail(
            "2026-03-02 13:00",
            note.answering(&other)
                .header("Auto-Submitted: auto-replied"),
        );
        story.until("2026-03-17 23:00");
        assert!(story.mails_to(OTTO_ADDRESS).is_empty(), "{closed}");
        story.until("2026-03-20 18:00");
        assert_eq!(story.mails_to(OTTO_ADDRESS).len(), 1, "{closed}");
    }
}

#[test]
fn whoever_is_away_is_left_alone_by_what_is_taken_up_again() {
    for again in ["reopen 1\n", "undo 1\n"] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        story.mail(
            "2026-03-03 10:00",
            letter(INES, "", "words", "done 1\n").private(),
        );
        let note = letter(
            "Otto Falk <otto@falk.example>",
            INES,
            "Automatic reply: Brochure material",
            "I am out of the office until 17 March 2026.",
        );
        story.mail(
            "2026-03-03 13:00",
            note.answering(&asked)
                .header("Auto-Submitted: auto-replied"),
        );
        story.mail(
            "2026-03-09 10:00",
            letter(INES, "", "words", again).private(),
        );
        assert_ne!(story.state(1), State::Closed, "{again}");
        story.until("2026-03-17 23:00");
        assert!(story.mails_to(OTTO_ADDRESS).is_empty(), "{again}");
        story.until("2026-03-25 18:00");
        assert!(!story.mails_to(OTTO_ADDRESS).is_empty(), "{again}");
    }
}

/// An assistant that answers each mail to the PM as a person would, without a mark: he is told that he
/// was not understood, a few times a day, and once in the morning how many mails got no answer.
#[test]
fn an_unmarked_assistant_of_a_member_is_not_answered_for_ever() {
    for numbered in [false, true] {
        for threaded in [true, false] {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            request(&mut story);
            let (mut answered, mut wrote) = (0, 0);
            for round in 0..120 {
                let now = format!("2026-03-02 {:02}:{:02}", 11 + round / 20, round % 20 * 3);
                story.until(&now);
                let told = story.mails_to("ines@studio.example");
                for mail in told.iter().skip(answered).take(8) {
                    let number = if numbered { wrote } else { 7 };
                    let words = format!("Greetings from my desk, this is note {number} to you.");
                    let mut reply =
                        letter(INES, "track@studio.example", "Greetings", &words).private();
                    if threaded {
                        reply = reply.answering(mail.id().as_str());
                    }
                    let id = story.mail(&now, reply);
                    assert!(story.keeps(&id));
                    wrote += 1;
                }
                answered = told.len();
            }
            let told = story.mails_to("ines@studio.example").len();
            assert!((2..=12).contains(&told), "{told} mails, {wrote} answers");
            story.until("2026-03-04 12:00");
            let told = story.mails_to("ines@studio.example");
            let line = |mail: &&nudged::model::Mail| mail.text.contains("left without an answer: ");
            assert_eq!(told.iter().filter(line).count(), 1, "{numbered} {threaded}");
            // Who writes commands is answered as ever.
            let before = told.len();
            for n in 0..3 {
                let when = format!("2026-03-04 13:0{n}");
                let list = letter(INES, "track@studio.example", "List", "list").private();
                story.mail(&when, list);
            }
            story.until("2026-03-04 14:00");
            assert_eq!(story.mails_to("ines@studio.example").len(), before + 3);
        }
    }
}

/// A desk of the client that answers each mail to it without a mark: the item rests, and its owner is
/// asked; nothing more goes to the client.
#[test]
fn an_unmarked_desk_of_a_client_gets_no_mail_for_its_answers() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let (mut answered, mut wrote) = (0, 0);
    for day in 3..=27 {
        let noon = format!("2026-03-{day:02} 12:00");
        story.until(&noon);
        let to_him = story.mails_to(OTTO_ADDRESS);
        for mail in to_him.iter().skip(answered) {
            let words = "Your note reached our desk and lies with the colleagues there.";
            let reply = letter(
                "Otto Falk <otto@falk.example>",
                "track@studio.example",
                "Re: Brochure material",
                words,
            )
            .private()
            .answering(mail.id().as_str());
            story.mail(&noon, reply);
            wrote += 1;
        }
        answered = to_him.len();
    }
    assert!(wrote > 0);
    assert!(answered <= 3, "{answered} mails to him");
    let told = story.mails_to("ines@studio.example").len();
    assert!(told < 40, "{told} mails to the owner");
}

/// A ticket system that answers each of our mails and then itself, and an assistant of the PM that
/// answers each notice: nobody gets one mail more for it.
#[test]
fn machines_that_answer_everything_get_no_mail_for_it() {
    let lived = |answering: bool| {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        let mut answered = 0;
        for day in 3..=27 {
            let noon = format!("2026-03-{day:02} 12:00");
            story.until(&noon);
            let ours = story.outbox();
            for mail in ours.iter().skip(answered).filter(|_| answering) {
                for from in ["Otto Falk <otto@falk.example>", INES] {
                    for _ in 0..5 {
                        let words =
                            "Thank you for your message. We have received it under number 4711.";
                        let reply = letter(from, "track@studio.example", "Received", words)
                            .private()
                            .answering(mail.id().as_str())
                            .header("Auto-Submitted: auto-replied");
                        story.mail(&noon, reply);
                    }
                }
            }
            answered = ours.len();
        }
        (story.mails_to(OTTO_ADDRESS).len(), story.outbox().len())
    };
    let (quiet, all) = lived(false);
    assert!(quiet > 2, "{quiet} follow-ups");
    assert_eq!(lived(true), (quiet, all));
}
