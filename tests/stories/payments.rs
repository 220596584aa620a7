//! What is said to be paid: counted once, for the invoice and the instalment it was for.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{HoldReason, State};

const LI: &str = "李敏 <limin@huayuan.example>";
const HAN: &str = "韩雪 <hanxue@studio.example>";

/// Begins with an invoice over EUR 1,800; gives what the client answers one after the other.
fn told(answers: &[(&str, &str)]) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    for (when, words) in answers {
        let answer = letter(OTTO, INES, "Re: Invoice SN-204", words);
        story.mail(when, answer.answering(&asked));
    }
    story
}

#[test]
fn one_payment_told_twice_counts_once() {
    for again in [
        "As I wrote, we paid EUR 900.00 on Wednesday.",
        "But we have already transferred the EUR 900.00. The rest is with our board.",
        "We paid EUR 900.00 today.",
        "EUR 900.00 were paid on 11 March.",
    ] {
        let story = told(&[
            ("2026-03-11 10:00", "We paid EUR 900.00 today."),
            ("2026-03-13 10:00", again),
        ]);
        let item = story.item(1);
        assert!(item.closed.is_none(), "{again}");
        let counted = story.balance(1);
        assert_eq!(counted, "900.00", "{again}");
        assert!(
            !item.holds.is_empty(),
            "{again}: a human answer stops the chase"
        );
    }
}

#[test]
fn a_second_payment_of_the_same_sum_counts() {
    for more in [
        "We paid another EUR 400.00 today.",
        "A further EUR 400.00 has been transferred.",
        "今天又付了400欧元。",
        "The second payment of EUR 400.00 went out this morning.",
    ] {
        let story = told(&[
            ("2026-03-11 10:00", "We paid EUR 400.00 today."),
            ("2026-03-18 10:00", more),
        ]);
        assert_eq!(story.balance(1), "1000.00", "{more}");
    }
}

#[test]
fn a_sum_of_all_so_far_counts_what_is_new() {
    let story = told(&[
        ("2026-03-11 10:00", "We paid EUR 400.00 today."),
        ("2026-03-18 10:00", "So far we have paid EUR 1,000.00."),
    ]);
    assert_eq!(story.balance(1), "800.00");
}

#[test]
fn the_owners_part_confirms_what_the_client_told() {
    let mut story = told(&[("2026-03-11 10:00", "We paid EUR 900.00 today.")]);
    for (when, left) in [("2026-03-12 10:00", "900.00"), ("2026-03-13 10:00", "0.00")] {
        let part = letter(INES, "", "x", "part 1 900\n").private();
        story.mail(when, part);
        assert_eq!(story.balance(1), left);
    }
    assert_eq!(story.state(1), State::Closed);
}

#[test]
fn a_forward_of_what_came_by_itself_counts_once() {
    let mut story = told(&[("2026-03-11 10:00", "We paid EUR 900.00 today.\n\nOtto")]);
    story.mail(
        "2026-03-11 12:00",
        letter(INES, "", "Fwd: Re: Invoice SN-204", "FYI\n\n---------- Forwarded message ---------\nFrom: Otto Falk <otto@falk.example>\nDate: Wed, 11 Mar 2026 at 10:00\nSubject: Re: Invoice SN-204\nTo: Ines Holm <ines@studio.example>\n\nWe paid EUR 900.00 today.\n\nOtto\n").private(),
    );
    assert_eq!(story.balance(1), "900.00");
}

#[test]
fn a_forward_vouches_for_what_came_without_proof() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let answer = letter(
        OTTO,
        INES,
        "Re: Invoice SN-204",
        "We paid EUR 900.00 today.\n\nOtto\n",
    );
    story.mail("2026-03-11 10:00", answer.answering(&asked).proof(None));
    assert_eq!(story.balance(1), "1800.00");
    story.mail(
        "2026-03-11 12:00",
        letter(INES, "", "Fwd: Re: Invoice SN-204", "---------- Forwarded message ---------\nFrom: Otto Falk <otto@falk.example>\nDate: Wed, 11 Mar 2026 at 10:00\nSubject: Re: Invoice SN-204\nTo: Ines Holm <ines@studio.example>\n\nWe paid EUR 900.00 today.\n\nOtto\n").private(),
    );
    assert_eq!(story.balance(1), "900.00");
}

#[test]
fn a_part_with_a_day_for_the_rest_holds_until_that_day() {
    for words in [
        "We transferred EUR 900.00 today, the rest will come by the end of the month.",
        "We paid EUR 900.00 today. The remaining EUR 900.00 will be paid on 31 March.",
        "今天先付了900欧元，余款3月31日付清。",
    ] {
        let mut story = told(&[("2026-03-11 10:00", words)]);
        assert_eq!(story.balance(1), "900.00", "{words}");
        let until = story.item(1).holds.first().and_then(|h| h.until);
        assert_eq!(
            until.map(|d| d.to_string()).as_deref(),
            Some("2026-04-01"),
            "{words}"
        );
        let before = story.follow_ups().len();
        story.until("2026-03-31 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}

#[test]
fn another_currency_closes_nothing() {
    let story = told(&[("2026-03-11 10:00", "We have paid USD 500.00 today.")]);
    assert_eq!(story.balance(1), "1800.00");
    assert_eq!(story.holds(1), [HoldReason::Review]);
}

/// An invoice over 10,000 in two instalments, 3,000 and 7,000, the first just due.
fn in_two(words: &str) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Invoice SN-310", "Hi Otto,\n\nattached is invoice SN-310 over EUR 10,000.00: EUR 3,000.00 (30%) are due by 9 March 2026 and EUR 7,000.00 (70%) by 30 March 2026.\n\nInes\n").file("SN-310.pdf"),
    );
    let answer = letter(OTTO, INES, "Re: Invoice SN-310", words);
    story.mail("2026-03-10 15:00", answer.answering(&asked));
    story
}

#[test]
fn an_instalment_is_what_its_name_says() {
    for (words, left) in [
        ("Paid.", "7000.00"),
        ("The first instalment has been paid today.", "7000.00"),
        ("We made the down payment on Monday.", "7000.00"),
        ("Both instalments have been paid.", "0.00"),
        ("The invoice has been paid in full.", "0.00"),
    ] {
        let story = in_two(words);
        assert_eq!(story.balance(1), left, "{words}");
    }
    let story = in_two("The final instalment has been paid.");
    assert_eq!(
        story.holds(1),
        [HoldReason::Review],
        "the first is open still"
    );
}

#[test]
fn chinese_instalments_have_names() {
    for (words, left) in [
        ("首付款已付，请查收。", "70000.00"),
        ("定金已经转了。", "70000.00"),
        ("第一期款昨天已汇出。", "70000.00"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = story.mail(
            "2026-03-02 10:00",
            letter(HAN, LI, "设计费发票", "李敏您好：\n\n附件为发票 SN-311，合同总额人民币 100,000 元：首付款30%即30,000元请于2026年3月9日前支付，尾款70,000元请于2026年4月10日前支付。\n\n韩雪\n").file("SN-311.pdf"),
        );
        let answer = letter(LI, HAN, "回复：设计费发票", words);
        story.mail("2026-03-10 12:00", answer.answering(&asked));
        assert_eq!(story.balance(1), left, "{words}");
        assert_eq!(story.item(1).due.to_string(), "2026-04-10", "{words}");
    }
}

#[test]
fn the_same_mail_another_way_counts_once() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.until("2026-03-11 10:00");
    for (date, words) in [
        ("10:00:00", "Hello Ines, we have paid EUR 900.00 of it.\r\n"),
        (
            "10:05:00",
            "CAUTION: this mail came from outside.\r\n\r\nHello Ines, we have paid EUR 900.00\r\nof it.\r\n",
        ),
    ] {
        story.raw(format!("Authentication-Results: mx.studio.example; dmarc=pass header.from=falk.example\r\nFrom: Otto Falk <otto@falk.example>\r\nTo: ines@studio.example\r\nCc: track@studio.example\r\nSubject: Re: Invoice SN-204\r\nMessage-ID: <half@falk.example>\r\nIn-Reply-To: <{asked}>\r\nDate: Wed, 11 Mar 2026 {date} +0100\r\n\r\n{words}").as_bytes());
    }
    assert_eq!(story.balance(1), "900.00");
}

#[test]
fn an_opening_that_came_twice_opens_one_item() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    for date in ["11:00:00", "11:02:00"] {
        story.raw(format!("From: Ines Holm <ines@studio.example>\r\nTo: otto@falk.example\r\nCc: track@studio.example\r\nAuthentication-Results: mx.studio.example; dmarc=pass header.from=studio.example\r\nSubject: Logo\r\nMessage-ID: <twice@studio.example>\r\nDate: Mon, 2 Mar 2026 {date} +0100\r\n\r\nPlease send the logo by Friday.\r\n").as_bytes());
    }
    assert_eq!(story.items().len(), 2);
}

/// A part is paid, the rest has its day: both count, also where the owner says how much it was.
#[test]
fn a_part_counts_and_the_rest_is_held_to_its_day() {
    for (words, said) in [
        (
            "We paid EUR 900.00 on Monday, the rest goes out on 27 March.\n",
            "",
        ),
        (
            "We paid half on Monday, the rest goes out on 27 March.\n",
            "",
        ),
        ("一半已经打过去了，另一半3月27日付。\n", ""),
        (
            "We paid a part of it last week; what is left will be paid on 27 March.\n",
            "part 1 900.00\n",
        ),
        ("上周五已付一部分，剩下的3月27日付。\n", "part 1 900.00\n"),
    ] {
        let mut story = told(&[("2026-03-11 10:00", words)]);
        if !said.is_empty() {
            assert!(story.holds(1).contains(&HoldReason::Review), "{words}");
            let command = letter(INES, "", "words", said).private();
            story.mail("2026-03-11 15:00", command);
        }
        assert_eq!(story.balance(1), "900.00", "{words}");
        assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
        let before = story.follow_ups().len();
        story.until("2026-03-27 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
        story.until("2026-04-03 18:00");
        let chased = story.mails_to("otto@falk.example").pop().expect("a mail");
        assert!(chased.text.contains("900.00"), "{}", chased.text);
        let told = chased.text.contains("27 March") || !said.is_empty();
        assert!(told, "{}", chased.text);
    }
}

/// Who announced the transfer and the advice that names its day a little later tell of one payment.
#[test]
fn an_advice_of_the_announced_payment_is_no_second_one() {
    let mut story = told(&[(
        "2026-03-11 10:00",
        "We paid EUR 600.00 today, the rest follows.",
    )]);
    let thread = story.item(1).thread.last().map(|id| id.as_str().to_owned());
    let advice = letter(
        "Falk accounts <accounts@falk.example>",
        INES,
        "Remittance advice SN-204",
        "Dear supplier,\n\npayment date 12 March 2026, invoice SN-204, EUR 600.00.\n",
    );
    let advice = advice.answering(&thread.unwrap_or_default());
    story.mail("2026-03-13 10:00", advice.file("remittance-advice.pdf"));
    assert_eq!(story.balance(1), "1200.00");
    assert!(!story.holds(1).is_empty());
}
