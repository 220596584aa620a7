//! What comes after the close, who is gone, and holds that nothing ends by itself.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{EventKind, HoldReason, State, Turn};

const NORA: &str = "Nora Falk <nora@falk.example>";

/// A request answered in full and closed.
fn closed() -> (Story, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let answer = letter(OTTO, INES, "Re: Brochure material", "Both attached.\n").answering(&asked);
    story.mail(
        "2026-03-04 10:00",
        answer.file("floor-plan.pdf").file("portraits.pdf"),
    );
    assert_eq!(story.state(1), State::Closed);
    (story, asked)
}

fn late(story: &Story) -> usize {
    let asked = story.events(nudged::model::EventKind::AskedOwner);
    asked
        .iter()
        .filter(|(_, e)| e.evidence.rule == "late-reply")
        .count()
}

#[test]
fn a_late_reply_that_says_more_than_thanks_reaches_the_owner() {
    for (words, file, told) in [
        ("Thanks a lot!\n", None, 0),
        ("谢谢，合作愉快！\n", None, 0),
        (
            "Thanks. Our board now wants the brochure put on ice for the moment.\n",
            None,
            1,
        ),
        (
            "Thank you! Please note that the floor plan has an error on page 3.\n",
            None,
            1,
        ),
        ("谢谢，不过平面图第三页有误。\n", None, 1),
        ("Thanks!\n", Some("floor-plan-corrected.pdf"), 1),
    ] {
        let (mut story, asked) = closed();
        let mut answer = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
        if let Some(file) = file {
            answer = answer.file(file);
        }
        story.mail("2026-03-06 10:00", answer);
        assert_eq!(late(&story), told, "{words}");
    }
}

#[test]
fn reopening_takes_the_late_reply_in() {
    for (words, reason, until) in [
        (
            "Sorry, the portraits were the wrong file. You will get them on 24 March.\n",
            HoldReason::Promise,
            Some("2026-03-25"),
        ),
        ("Here is everything once more.\n", HoldReason::Review, None),
        (
            "抱歉，肖像发错了，3月24日给您。\n",
            HoldReason::Promise,
            Some("2026-03-25"),
        ),
    ] {
        let (mut story, asked) = closed();
        let answer = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
        story.mail("2026-03-06 10:00", answer);
        let word = letter(INES, "", "Re: Brochure material", "reopen\n").private();
        story.mail("2026-03-06 12:00", word.answering(&asked));
        let holds = story.item(1).holds;
        let got: Vec<_> = holds
            .iter()
            .map(|h| (h.reason, h.until.map(|d| d.to_string())))
            .collect();
        assert_eq!(got, [(reason, until.map(str::to_owned))], "{words}");
        story.until("2026-03-24 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn who_tells_that_a_colleague_left_is_still_there() {
    for (words, gone) in [
        ("Anna Berg has left the company.\n", None),
        (
            "Nora has left the company, I look after this now.\n",
            Some("nora@falk.example"),
        ),
        (
            "I have left the company, please stop writing to me.\n",
            Some("otto@falk.example"),
        ),
        ("诺拉已离职。\n", None),
        ("我已离职，请不要再发给我。\n", Some("otto@falk.example")),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let to = format!("{OTTO}, {NORA}");
        let asked = story.mail(
            "2026-03-02 10:00",
            letter(INES, &to, "Logo", "Please send the logo by 6 March.\n"),
        );
        let answer = letter(OTTO, INES, "Re: Logo", words).answering(&asked);
        story.mail("2026-03-04 10:00", answer);
        let item = story.item(1);
        let dead = item.contacts.iter().filter(|c| c.dead.is_some());
        let dead: Vec<&str> = dead.map(|c| c.person.address.as_str()).collect();
        assert_eq!(dead, gone.into_iter().collect::<Vec<_>>(), "{words}");
        assert!(!item.holds.is_empty(), "{words}");
    }
}

#[test]
fn who_writes_lives_again_and_who_cannot_be_written_to_is_told_daily() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.until("2026-03-09 12:00");
    let chased = story.mails_to("otto@falk.example").remove(0).id();
    let returned = super::machines::returned(chased.as_str());
    story.mail("2026-03-09 13:00", super::machines::gone(&returned));
    assert!(story.item(1).contacts.iter().all(|c| c.dead.is_some()));
    let daily = |story: &Story| {
        let notices = story.events(nudged::model::EventKind::Notice);
        notices
            .iter()
            .filter(|(_, e)| e.evidence.rule == "daily")
            .count()
    };
    let before = daily(&story);
    story.until("2026-03-11 12:00");
    assert!(daily(&story) > before, "told every day");
    let answer = letter(
        OTTO,
        INES,
        "Re: Brochure material",
        "Sorry, our server was down. You will get it on 24 March.\n",
    );
    story.mail("2026-03-12 10:00", answer.answering(&asked));
    let item = story.item(1);
    assert!(item.contacts.iter().any(|c| c.dead.is_none()));
    let reasons: Vec<HoldReason> = item.holds.iter().map(|h| h.reason).collect();
    assert_eq!(reasons, [HoldReason::Promise]);
    assert_eq!(item.turn(), Turn::Client);
}

#[test]
fn numbers_in_the_thread_of_an_item_are_its_asks() {
    for words in ["part 1,2", "part 1 and 2", "part 1 2", "部分 1、2"] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let other =
            "Hi Nora,\n\nplease send us by 6 March:\n\n1. The menu\n2. The colours\n3. The claim\n";
        story.mail(
            "2026-03-02 09:30",
            letter(INES, "nora@nord.example", "Menu", other),
        );
        let asked =
            "Hi Otto,\n\nplease send us by 6 March:\n\n1. The logo\n2. The map\n3. The prices\n";
        let asked = story.mail("2026-03-02 10:00", letter(INES, OTTO, "Map", asked));
        let word = letter(INES, "", "Re: Map", &format!("{words}\n")).private();
        story.mail("2026-03-04 10:00", word.answering(&asked));
        let done = |id| {
            let asks = story.item(id).asks;
            asks.iter()
                .filter(|a| a.done)
                .map(|a| a.n)
                .collect::<Vec<_>>()
        };
        assert_eq!((done(1), done(2)), (vec![], vec![1, 2]), "{words}");
    }
}

/// An invoice closed on the client's word, and what the team writes ten days later.
fn said_to_be_paid(words: &str, threaded: bool) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let answer = letter(OTTO, INES, "Re: Invoice SN-204", "Paid today.\n").answering(&asked);
    story.mail("2026-03-10 10:00", answer);
    assert_eq!(story.state(1), State::Closed);
    let mail = letter(INES, OTTO, "Re: Invoice SN-204", words);
    let mail = if threaded {
        mail.answering(&asked)
    } else {
        mail
    };
    story.mail("2026-03-20 10:00", mail);
    story
}

#[test]
fn the_team_says_the_money_did_not_come_and_one_word_opens_the_invoice_again() {
    for words in [
        "Hi Otto, we have not received your payment yet, could you check please?\n\nInes\n",
        "Hi Otto,\n\nthe transfer has not arrived. Please pay the invoice by 27 March.\n\nInes\n",
        "Otto您好，货款还没到账，麻烦查一下。\n",
    ] {
        for threaded in [true, false] {
            let note = format!("{threaded} {words}");
            let mut story = said_to_be_paid(words, threaded);
            assert_eq!(story.events(EventKind::Opened).len(), 1, "{note}");
            assert_eq!(story.state(1), State::Closed, "{note}");
            let notice = story.mails_to("ines@studio.example").pop();
            let text = notice.as_ref().map_or("", |m| m.text.as_str());
            assert!(text.contains("reopen"), "{note}: {text}");
            assert!(text.contains("has not come"), "{note}: {text}");
            let id = notice.map(|m| m.id().to_string()).unwrap_or_default();
            let word = letter(INES, "", "Re: A late reply", "reopen\n").private();
            story.mail(
                "2026-03-20 11:00",
                word.answering(id.trim_matches(['<', '>'])),
            );
            assert_eq!(story.state(1), State::Open, "{note}");
        }
    }
}

#[test]
fn a_word_in_an_invoices_thread_bills_nothing_anew() {
    for words in [
        "Hi Otto,\n\nthe usual one is fine.\n",
        "Hi Otto, 照旧就好。\n",
        "Hi Otto,\n\nplease use the usual account.\n",
    ] {
        for threaded in [true, false] {
            let story = said_to_be_paid(words, threaded);
            let opened = story.events(EventKind::Opened).len();
            assert_eq!(opened, 1, "{threaded} {words}");
        }
    }
}

#[test]
fn another_invoice_in_the_thread_of_a_paid_one_opens() {
    for words in [
        "Hi Otto,\n\nplease find attached invoice SN-230 over EUR 300.00, payable by 30 April.\n",
        "Hi Otto,\n\nfor the extra copies we bill another EUR 300.00, payable by 30 April.\n",
    ] {
        let story = said_to_be_paid(words, true);
        assert_eq!(story.events(EventKind::Opened).len(), 2, "{words}");
    }
}
