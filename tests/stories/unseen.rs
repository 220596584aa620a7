//! Answers the tracking address does not see: replies to the owner alone, Junk, a member's own
//! mailbox, forwards.

use super::story::{Letter, STRANGERS, Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{ClosedHow, EventKind, HoldReason, State};

const HANXUE: &str = "韩雪 <hanxue@studio.example>";
const NORA: &str = "Nora Falk <nora@falk.example>";
const GIVEN: &str = "Hi Ines,\n\nattached are the floor plan and the two portraits.\n\nOtto\n";
const PAID: &str = "Hello Ines, the invoice was paid yesterday.\n";

fn answer(asked: &str, from: &str, words: &str) -> Letter {
    letter(from, INES, "Re: Brochure material", words)
        .cc("")
        .answering(asked)
}

/// Own replies with the client's answer below them, as they are forwarded from the folder of sent mail.
#[test]
fn the_answer_below_a_members_own_reply_counts() {
    let gmail = "---------- Forwarded message ---------\nFrom: Ines Holm <ines@studio.example>\nDate: Wed, 4 Mar 2026 at 09:20\nSubject: Re: Brochure material\nTo: <otto@falk.example>\n\n\nThat is late, but all right.\n\nOn Tue, 3 Mar 2026 at 15:04, Otto Falk <otto@falk.example> wrote:\n\n> Hello Ines, we send everything on 27 March.\n> Otto\n";
    let qq = "------------------ 转发邮件 ------------------\n发件人: \"Ines Holm\"<ines@studio.example>\n发送时间: 2026年3月4日(星期三) 上午9:20\n收件人: \"Otto\"<otto@falk.example>\n主题: Re: Brochure material\n\n收到，谢谢！\n\n------------------ 原始邮件 ------------------\n发件人: \"Otto Falk\"<otto@falk.example>;\n发送时间: 2026年3月3日(星期二) 下午3:04\n收件人: \"Ines Holm\"<ines@studio.example>;\n主题: Re: Brochure material\n\n资料我们3月27日给您。\n";
    let outlook = "\n________________________________\nFrom: Ines Holm\nSent: Wednesday, 4 March 2026 09:20\nTo: Otto Falk <otto@falk.example>\nSubject: RE: Brochure material\n\nThanks, Otto.\n\nInes\n\n________________________________\nFrom: Otto Falk <otto@falk.example>\nSent: Tuesday, 3 March 2026 15:04\nTo: Ines Holm <ines@studio.example>\nSubject: RE: Brochure material\n\nHello Ines,\n\nwe send everything on 27 March.\n\nOtto\n";
    for body in [gmail, &format!("FYI\n\n{gmail}"), qq, outlook] {
        let mut story = Story::begin("2026-03-02 09:00", &[STRANGERS]);
        request(&mut story);
        let forward = letter(INES, "", "Fwd: Brochure material", body).private();
        story.mail("2026-03-04 09:30", forward);
        assert_eq!(story.holds(1), [HoldReason::Promise], "{body}");
        story.until("2026-03-27 18:00");
        assert!(story.follow_ups().is_empty(), "{body}");
    }
}

#[test]
fn replies_are_led_to_the_tracker_first_and_the_owner_second_and_may_have_crossed() {
    for (zh, crossed) in [(false, "crossed"), (true, "请忽略")] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        if zh {
            story.mail(
                "2026-03-02 10:00",
                letter(
                    HANXUE,
                    "李明 <liming@hezuo.example>",
                    "画册资料",
                    "李明您好：\n\n请在3月6日前提供展厅平面图。\n\n韩雪\n",
                ),
            );
        } else {
            request(&mut story);
        }
        story.until("2026-03-11 18:00");
        let to = if zh {
            "liming@hezuo.example"
        } else {
            "otto@falk.example"
        };
        let follow_up = story.mails_to(to).remove(0);
        let replies: Vec<&str> = follow_up
            .reply_to
            .iter()
            .map(|p| p.address.as_str())
            .collect();
        let owner = if zh {
            "hanxue@studio.example"
        } else {
            "ines@studio.example"
        };
        assert_eq!(replies.len(), 2, "{replies:?}");
        assert!(replies[0].starts_with("track"), "{replies:?}");
        assert_eq!(replies[1], owner);
        assert!(follow_up.text.contains(crossed), "{}", follow_up.text);
        let html = follow_up.html_text.unwrap_or_default();
        assert!(html.contains(crossed), "{html}");
    }
}

#[test]
fn an_answer_in_junk_holds_tells_and_never_closes() {
    for (from, proof) in [(OTTO, Some("pass")), (OTTO, None), (NORA, Some("pass"))] {
        for threaded in [true, false] {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            let asked = request(&mut story);
            let before = story.mails_to("ines@studio.example").len();
            let mut mail = letter(from, "track@studio.example", "Your documents", GIVEN)
                .cc("")
                .proof(proof)
                .file("floor-plan.pdf");
            if threaded {
                mail = mail.answering(&asked);
            }
            story.elsewhere("2026-03-04 10:00", &mail, true, false);
            let note = format!("{from} {proof:?} {threaded}");
            assert_eq!(story.holds(1), [HoldReason::Review], "{note}");
            assert_eq!(
                story.mails_to("ines@studio.example").len(),
                before + 1,
                "{note}"
            );
            assert_eq!(story.events(EventKind::AskedOwner).len(), 1, "{note}");
            story.until("2026-05-29 18:00");
            assert!(story.follow_ups().is_empty(), "{note}");
        }
    }
}

#[test]
fn what_lies_in_junk_and_is_nobodys_answer_does_nothing_and_is_not_kept() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let before = story.outbox().len();
    for (from, proof) in [
        ("Prize Desk <win@elsewhere.example>", Some("pass")),
        ("Otto Falk <otto@falk.example>", Some("fail")),
        ("Who <who@falk.example>", None),
    ] {
        let spam = letter(
            from,
            "track@studio.example",
            "You have won",
            "Click here.\n",
        )
        .cc("");
        let id = story.elsewhere("2026-03-04 10:00", &spam.proof(proof), true, false);
        assert_eq!(story.state(1), State::Open, "{from} {proof:?}");
        assert!(!story.keeps(&id), "{from} {proof:?}");
    }
    assert_eq!(story.outbox().len(), before);
}

#[test]
fn a_queued_follow_up_is_stopped_by_an_answer_in_junk() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"approve\"")],
    );
    request(&mut story);
    story.until("2026-03-10 18:00");
    story.mail(
        "2026-03-10 19:00",
        letter(INES, "", "Re: ok", "ok 1\n").private(),
    );
    story.elsewhere(
        "2026-03-10 20:00",
        &letter(OTTO, "track@studio.example", "Documents", GIVEN).cc(""),
        true,
        false,
    );
    story.until("2026-03-20 18:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
}

#[test]
fn an_answer_taken_out_of_junk_counts_in_full() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let mail = answer(&asked, OTTO, GIVEN)
        .cc("track@studio.example")
        .file("floor-plan.pdf")
        .file("portraits-board.pdf");
    let raw = mail.bytes("once@falk.example", super::story::at("2026-03-04 10:00"));
    story.until("2026-03-04 10:00");
    story.laid(&raw, true, false);
    assert_eq!(story.holds(1), [HoldReason::Review]);
    story.until("2026-03-04 15:00");
    story.raw(&raw);
    assert_eq!(
        story.item(1).closed.map(|c| c.how),
        Some(ClosedHow::Delivered)
    );
    // Again in Junk, or again in the mailbox, it is the same mail.
    let told = story.outbox().len();
    story.laid(&raw, true, false);
    story.raw(&raw);
    assert_eq!(story.outbox().len(), told);
}

#[test]
fn what_is_taken_out_of_junk_leaves_what_another_mail_asks() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    invoice(&mut story);
    let stranger = "Otto Falk <otto@home.example>";
    let question = answer(&asked, stranger, "Which format do you need?\n");
    story.mail("2026-03-03 10:00", question.cc("track@studio.example"));
    assert_eq!(story.holds(1), [HoldReason::Review]);
    let words = "You will have everything on 20 March.\n";
    let promise = letter(OTTO, INES, "Hello", words);
    let at = super::story::at("2026-03-04 10:00");
    let raw = promise.bytes("once@falk.example", at);
    story.until("2026-03-04 10:00");
    story.laid(&raw, true, false);
    assert_eq!(story.holds(2), [HoldReason::Review]);
    story.until("2026-03-04 15:00");
    story.raw(&raw);
    assert_eq!(story.holds(2), [HoldReason::Ambiguous]);
    // What was asked from elsewhere has not been answered.
    let both = [HoldReason::Review, HoldReason::Ambiguous];
    assert_eq!(story.holds(1), both);
}

#[test]
fn a_members_own_mailbox_is_watched_for_answers_and_nothing_else_of_it_is_kept() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let told = story.outbox().len();
    for other in [
        letter(
            "Ana <ana@friends.example>",
            INES,
            "Saturday?",
            "Pizza at eight?\n",
        ),
        letter(OTTO, INES, "Lunch", "Shall we have lunch next week?\n"),
        letter(HANXUE, INES, "Re: Brochure material", "done 1\n"),
        letter(HANXUE, INES, "Salaries", "done 1\n"),
        letter("news@falk.example", INES, "News", "Our news.\n")
            .header("List-Id: <n.falk.example>"),
    ] {
        let id = story.elsewhere("2026-03-03 10:00", &other.cc(""), false, true);
        assert!(!story.keeps(&id), "{id}");
    }
    assert_eq!(story.state(1), State::Open);
    assert_eq!(story.outbox().len(), told);
    let given = answer(&asked, OTTO, GIVEN)
        .file("floor-plan.pdf")
        .file("portraits-board.pdf");
    story.elsewhere("2026-03-04 10:00", &given, false, true);
    assert_eq!(story.state(1), State::Closed);
}

#[test]
fn one_answer_in_two_mailboxes_counts_once() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let half = letter(
        OTTO,
        INES,
        "Re: Invoice SN-204",
        "Hello Ines, we have paid EUR 900.00 of it today, the rest follows.\n",
    )
    .answering(&asked);
    let raw = half.bytes("half@falk.example", super::story::at("2026-03-11 10:00"));
    story.until("2026-03-11 10:00");
    story.laid(&raw, false, true);
    story.raw(&raw);
    assert_eq!(story.item(1).balance().expect("balance").plain(), "900.00");
}

fn block(zh: bool, subject: &str, words: &str) -> String {
    if zh {
        format!(
            "请看下面。\n\n-----原始邮件-----\n发件人: Otto Falk <otto@falk.example>\n发送时间: 2026年3月3日 10:00\n收件人: Ines Holm <ines@studio.example>\n主题: {subject}\n\n{words}"
        )
    } else {
        format!(
            "FYI, this came to me only.\n\n---------- Forwarded message ---------\nFrom: Otto Falk <otto@falk.example>\nDate: Tue, 3 Mar 2026 at 10:00\nSubject: {subject}\nTo: Ines Holm <ines@studio.example>\n\n{words}"
        )
    }
}

#[test]
fn forwards_count_as_the_clients_own_in_both_languages_and_by_any_member() {
    for zh in [false, true] {
        for member in [INES, HANXUE] {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            invoice(&mut story);
            let subject = if zh {
                "转发: Re: Invoice SN-204"
            } else {
                "Fwd: Re: Invoice SN-204"
            };
            let words = block(zh, "Re: Invoice SN-204", PAID);
            story.mail(
                "2026-03-04 10:00",
                letter(member, "", subject, &words).private(),
            );
            let closed = story.item(1).closed;
            assert_eq!(
                closed.map(|c| c.how),
                Some(ClosedHow::Paid),
                "{zh} {member}"
            );
        }
    }
}

#[test]
fn days_of_a_forwarded_mail_count_from_the_day_it_was_written() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let words = block(
        false,
        "Re: Brochure material",
        "Hi Ines,\n\nwe will send everything within ten days.\n\nOtto\n",
    );
    story.mail(
        "2026-03-06 10:00",
        letter(INES, "", "Fwd: Re: Brochure material", &words).private(),
    );
    let promise = story.item(1).promises.first().map(|p| p.date.to_string());
    assert_eq!(promise.as_deref(), Some("2026-03-13"));
}

/// A forward as an attachment: the client's mail with a file in it.
fn enclosed(id: &str, words: &str, files: &[&str]) -> String {
    let mut text = format!(
        "--o\nContent-Type: text/plain; charset=utf-8\n\nSee attached.\n\n--o\nContent-Type: message/rfc822\nContent-Disposition: attachment; filename=\"answer.eml\"\n\nFrom: Otto Falk <otto@falk.example>\nTo: Ines Holm <ines@studio.example>\nSubject: Re: Brochure material\nDate: Tue, 3 Mar 2026 10:00:00 +0100\nMessage-ID: <{id}>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: text/plain; charset=utf-8\n\n{words}\n"
    );
    for name in files {
        text += &format!(
            "--i\nContent-Type: application/pdf; name=\"{name}\"\nContent-Disposition: attachment; filename=\"{name}\"\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n"
        );
    }
    text + "--i--\n--o--\n"
}

fn attached(member: &str, words: &str) -> Letter {
    letter(member, "", "Fwd: Re: Brochure material", words)
        .private()
        .header("MIME-Version: 1.0")
        .header("Content-Type: multipart/mixed; boundary=o")
}

#[test]
fn an_answer_forwarded_as_an_attachment_counts_with_its_files() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let words = enclosed(
        "e1@falk.example",
        GIVEN,
        &["floor-plan.pdf", "portraits-board.pdf"],
    );
    story.mail("2026-03-04 10:00", attached(INES, &words));
    assert_eq!(
        story.item(1).closed.map(|c| c.how),
        Some(ClosedHow::Delivered)
    );
}

#[test]
fn a_forward_vouches_for_a_mail_that_came_without_proof() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let given = answer(&asked, OTTO, GIVEN)
        .cc("track@studio.example")
        .proof(None)
        .file("floor-plan.pdf")
        .file("portraits-board.pdf");
    let id = story.mail("2026-03-04 09:00", given);
    assert_eq!(story.holds(1), [HoldReason::Review]);
    let words = enclosed(&id, GIVEN, &["floor-plan.pdf", "portraits-board.pdf"]);
    story.mail("2026-03-04 10:00", attached(INES, &words));
    assert_eq!(
        story.item(1).closed.map(|c| c.how),
        Some(ClosedHow::Delivered)
    );
}

#[test]
fn a_mail_answered_after_it_was_forwarded_finds_its_item() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let words = enclosed("e2@falk.example", "Thanks, I will look into it.\n", &[]);
    story.mail("2026-03-04 10:00", attached(INES, &words));
    assert_eq!(story.holds(1), [HoldReason::Acknowledged]);
    // The client's program names his own mail only.
    story.mail(
        "2026-03-05 10:00",
        letter(
            NORA,
            INES,
            "Question",
            "Which of the two formats do you need?\n",
        )
        .answering("e2@falk.example"),
    );
    assert!(
        story.holds(1).contains(&HoldReason::Question),
        "{:?}",
        story.holds(1)
    );
}

#[test]
fn a_forward_that_fits_nothing_is_told_to_whoever_forwarded_it() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let words = block(
        false,
        "Re: Something else",
        "Hello, our order has arrived broken.\n",
    )
    .replace("otto@falk.example", "bo@other.example");
    story.mail(
        "2026-03-04 10:00",
        letter(HANXUE, "", "Fwd: Something else", &words).private(),
    );
    assert_eq!(story.events(EventKind::Unmatched).len(), 1);
    assert_eq!(story.mails_to("hanxue@studio.example").len(), 1);
}

#[test]
fn a_forward_that_names_its_sender_without_an_address_counts_where_the_name_is_a_contacts() {
    for (name, counts) in [("Otto Falk", true), ("Somebody Else", false)] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        let words = format!(
            "FYI\n\n-----Original Message-----\nFrom: {name}\nSent: Tuesday, 3 March 2026 10:00\nTo: Ines Holm\nSubject: RE: Invoice SN-204\n\n{PAID}"
        );
        story.mail(
            "2026-03-04 10:00",
            letter(INES, "", "FW: Invoice SN-204", &words)
                .private()
                .answering(&asked),
        );
        assert_eq!(
            story.item(1).closed.is_some(),
            counts,
            "{name} {:?}",
            story.item(1).holds
        );
        if !counts {
            // Nobody is passed over in silence.
            assert!(story.mails_to("ines@studio.example").len() > 1, "{name}");
        }
    }
}

#[test]
fn an_absence_a_member_forwards_moves_the_next_mail() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let words = block(
        false,
        "Automatic reply: Brochure material",
        "Thank you for your mail. I am out of the office until 20 March 2026 and cannot read mail.\n",
    );
    story.mail(
        "2026-03-04 10:00",
        letter(INES, "", "Fwd: Automatic reply: Brochure material", &words).private(),
    );
    story.until("2026-03-20 18:00");
    assert!(story.follow_ups().is_empty(), "{:?}", story.follow_ups());
    assert!(story.item(1).closed.is_none());
}
