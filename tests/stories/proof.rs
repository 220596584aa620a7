//! Who vouches for a mail, and what none of it may do without.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{ClosedHow, EventKind, HoldReason, State};

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

/// A member whose provider proves nothing answers notices, and only he can.
#[test]
fn a_notice_proves_the_member_it_went_to_until_an_outsider_has_seen_it() {
    for (shown, works) in [(false, true), (true, false)] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let receipt = story.mails_to("ines@studio.example").remove(0);
        if shown {
            // He forwards the receipt to the client, who now knows its id.
            story.mail(
                "2026-03-03 09:00",
                letter(INES, OTTO, "Re: receipt", "Otto, see below what is open.\n")
                    .answering(&asked)
                    .answering(receipt.id().as_str()),
            );
        }
        story.mail(
            "2026-03-03 10:00",
            letter(INES, "", "Re: receipt", "done 1\n")
                .private()
                .proof(None)
                .answering(receipt.id().as_str()),
        );
        assert_eq!(story.item(1).closed.is_some(), works, "shown: {shown}");
    }
}

#[test]
fn a_notice_proves_nobody_else_and_not_for_ever() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let receipt = story.mails_to("ines@studio.example").remove(0);
    let id = receipt.id();
    let words = |from: &str| {
        letter(from, "", "Re: receipt", "done 1\n")
            .private()
            .answering(id.as_str())
    };
    // Another member; a verdict against it; long after.
    story.mail("2026-03-03 10:00", words("lead@studio.example").proof(None));
    story.mail("2026-03-03 11:00", words(INES).proof(Some("fail")));
    story.mail("2026-03-20 10:00", words(INES).proof(None));
    assert!(story.item(1).closed.is_none());
}

/// Mail inside one tenant: no signature, and an address SPF does not know.
#[test]
fn a_member_inside_the_tenant_gets_a_token_and_can_answer_it() {
    let verdict = "Authentication-Results: mx.studio.example; spf=fail smtp.mailfrom=ines@studio.example; dkim=none; dmarc=none";
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let first = story.mail(
        "2026-03-02 10:00",
        letter(
            INES,
            OTTO,
            "Brochure material",
            "Hi Otto, please send us the floor plan by 6 March.\n",
        )
        .proof(None)
        .header(verdict),
    );
    assert!(story.items().is_empty());
    let token = story.mails_to("ines@studio.example").remove(0);
    story.mail(
        "2026-03-02 10:30",
        letter(INES, "", "Re: token", "open\n")
            .private()
            .proof(None)
            .header(verdict)
            .answering(token.id().as_str()),
    );
    assert_eq!(story.item(1).opened_by.as_str(), first);
    // Once more opens nothing more.
    story.mail(
        "2026-03-02 10:40",
        letter(INES, "", "Re: token", "open\n")
            .private()
            .proof(None)
            .header(verdict)
            .answering(token.id().as_str()),
    );
    assert_eq!(story.items().len(), 1);
}

#[test]
fn accept_is_for_mail_without_proof_and_never_for_what_failed() {
    for (proof, acts) in [(None, true), (Some("fail"), false)] {
        let mut story = Story::begin(
            "2026-03-02 09:00",
            &[("[security]", "[security]\nunauthenticated = \"accept\"")],
        );
        let asked = invoice(&mut story);
        story.mail(
            "2026-03-04 10:00",
            letter(
                OTTO,
                INES,
                "Re: Invoice SN-204",
                "Ines 您好：发票款昨天已付，请查收。\n",
            )
            .answering(&asked)
            .proof(proof),
        );
        let how = story.item(1).closed.map(|c| c.how);
        assert_eq!(how, acts.then_some(ClosedHow::Paid), "{proof:?}");
        // Commands need proof all the same.
        story.mail(
            "2026-03-05 10:00",
            letter(INES, "", "words", "cancel 1\n")
                .private()
                .proof(None),
        );
        assert_eq!(
            story.item(1).closed.map(|c| c.how),
            acts.then_some(ClosedHow::Paid)
        );
    }
}

/// A failed proof holds for the grace period, is asked about, and then the chase goes on.
#[test]
fn after_a_failed_proof_the_chase_goes_on_when_the_grace_is_over() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-06 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Ines 您好：资料都在附件里。\n",
        )
        .answering(&asked)
        .proof(Some("fail")),
    );
    let until = story.item(1).holds.first().and_then(|h| h.until);
    assert_eq!(until.map(|d| d.to_string()).as_deref(), Some("2026-03-11"));
    story.until("2026-03-10 23:00");
    assert!(story.follow_ups().is_empty());
    story.until("2026-03-13 18:00");
    assert_eq!(story.follow_ups().len(), 1);
    assert!(!story.events(EventKind::Resumed).is_empty());
}

/// Whatever a client writes as, to whom, and with what above or below it: no word of it is a command.
#[test]
fn a_client_never_commands() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let receipt = story.mails_to("ines@studio.example").remove(0);
    let words = "done 1\ncancel 1\nowner 1 otto@falk.example\n完成 1\n";
    let plain = |from: &str| letter(from, "", "done 1", words).private();
    let tries = [
        plain("\"ines@studio.example\" <otto@falk.example>"),
        plain("Ines Holm <otto@falk.example>").header("Reply-To: ines@studio.example"),
        plain(OTTO).header("Sender: ines@studio.example"),
        plain(OTTO).header("Resent-From: ines@studio.example"),
        plain(OTTO).answering(receipt.id().as_str()),
        plain(OTTO)
            .answering(&asked)
            .header("X-Original-From: ines@studio.example"),
        plain("ines@studio.example.falk.example"),
        plain("ines@studio.example, otto@falk.example"),
        plain("=?utf-8?q?Ines?= <ines@studio.example> <otto@falk.example>"),
        plain(INES)
            .proof(Some("fail"))
            .answering(receipt.id().as_str()),
        plain(INES).proof(None),
        plain(INES).proof(None).header(
            "Authentication-Results: mx.falk.example; dmarc=pass header.from=studio.example",
        ),
    ];
    for (n, mail) in tries.into_iter().enumerate() {
        story.mail(&format!("2026-03-03 10:{n:02}"), mail);
        let item = story.item(1);
        assert!(item.closed.is_none(), "try {n}");
        assert_eq!(item.owner.as_str(), "ines@studio.example", "try {n}");
    }
    assert!(story.events(EventKind::Command).is_empty());
}

/// A member's words run only where no client reads them, and only his own words.
#[test]
fn commands_run_only_in_the_members_own_words_where_no_client_reads_them() {
    let quoted = "see below\n\nOn Tue, 3 Mar 2026, Otto Falk <otto@falk.example> wrote:\n> done 1\n> cancel 1\n";
    let forwarded = "FYI\n\n---------- Forwarded message ---------\nFrom: Otto Falk <otto@falk.example>\nDate: Tue, 3 Mar 2026 at 10:00\nSubject: Re: Brochure material\nTo: Ines Holm <ines@studio.example>\n\ndone 1\ncancel 1\n";
    for mail in [
        letter(INES, OTTO, "done 1", "done 1\n"),
        letter(INES, "track@studio.example", "done 1", "done 1\n").cc("otto@falk.example"),
        letter(INES, "track@studio.example", "done 1", "完成 1\n").cc("stranger@elsewhere.example"),
        letter(INES, "", "Re: Brochure material", quoted).private(),
        letter(INES, "", "Fwd: Re: Brochure material", forwarded).private(),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        story.mail("2026-03-03 12:00", mail.clone().answering(&asked));
        assert!(story.events(EventKind::Command).is_empty());
        let cancelled = story.item(1).closed.map(|c| c.how);
        assert!(!matches!(
            cancelled,
            Some(ClosedHow::Done | ClosedHow::Cancelled)
        ));
    }
}

/// Trackers of other kinds take such orders from whoever writes them.
#[test]
fn orders_in_brackets_of_a_subject_are_words() {
    let subjects = [
        "[#1] [state=closed] Re: Brochure material",
        "[item1][status=done;owner=otto@falk.example]",
        "Re: Brochure material [done 1]",
        "done 1",
    ];
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    for (n, subject) in subjects.into_iter().enumerate() {
        // By whom it says it is, and by somebody who says he is the owner.
        let him = letter(OTTO, INES, subject, "\n").answering(&asked);
        story.mail(&format!("2026-03-03 10:{n}0"), him);
        let as_owner = letter(INES, "track@studio.example", subject, "\n").cc("");
        story.mail(&format!("2026-03-03 10:{n}5"), as_owner.proof(Some("fail")));
    }
    let item = story.item(1);
    assert!(item.closed.is_none());
    assert_eq!(item.owner.as_str(), "ines@studio.example");
    assert_eq!(story.done(1), [0_u32; 0]);
}
