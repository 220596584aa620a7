use super::*;
use crate::interpret::reply::judge;

fn said(subject: &str, text: &str) -> (Vec<Signal>, Reply) {
    let sentences = clauses::sentences(text);
    judge(&bare(subject, text, &sentences))
}

const REQUEST: &str = "Re: Material for the annual report";
const INVOICE: &str = "Re: Invoice 4410";

#[test]
fn nothing_that_is_still_to_happen_closes() {
    for text in [
        "Half of the EUR 4,500 is approved, the rest needs the second signature.",
        "The transfer is set up and waits for the release by our director.",
        "Once your bank details are confirmed the money goes out the same day.",
        "I would have sent the drawings by now if the server were up.",
        "Did the payment reach you? Our bank says it was returned.",
        "Nobody has told me whether it was paid.",
        "The files are almost ready, one last look tomorrow.",
        "We never received this invoice, please send it again.",
        "这笔款财务说流程走完就能付，大概下周。",
        "材料我这边整理得差不多了，还差盖章。",
        "如果发票没问题我们马上打款。",
        "还没收到发票原件，收到后安排付款。",
        "款项被银行退回来了，请核对账号。",
        "老板 approve 了我就发给你 the final version。",
        "I never sent the logo.",
        "We have not uploaded anything, sorry.",
        "We sent nothing.",
        "We have paid none of it.",
        "We have paid no such invoice.",
        "The draft is approved by nobody.",
        "附件发不出去。",
        "It should have been paid.",
        "We should have paid this in May.",
        "Finance should have sent the money.",
        "He'd have paid it.",
        "The payment went out on Monday but the bank reversed it.",
        "The transfer was made on Friday but came back.",
        "We had paid it, but stopped the transfer.",
        "We have paid your competitor.",
        "We paid Bright Ltd last week.",
        "The full amount was transferred to Kessler GmbH on Monday.",
        "我们付给了鸿远公司。",
        "款已打给鸿远科技有限公司，请知悉。",
        "I doubt that it has been paid.",
        "You say it was paid.",
        "Attached is the old logo, do not use it.",
        "付款凭证见附件，但银行显示交易失败。",
        "款已付错账户，正在追回。",
        "本以为付了，其实没有。",
        "已发，但被退信。",
        "附件是旧版，勿用。",
        "You will have it all on 24 March.",
        "You'll have them next week.",
        "As discussed.",
        "As agreed on the phone",
        "As promised.",
        "As requested",
        "As agreed with your boss.",
        "Hi Kate, as discussed.",
        "按电话里约定的。",
        "附件是标志和价格表，照片随后。",
        "合同已签，见附件，发票回头补。",
    ] {
        for subject in [REQUEST, INVOICE] {
            let (signals, reply) = said(subject, text);
            let closes = matches!(reply, Reply::Delivered | Reply::Payment);
            assert!(!closes, "{text} ({subject}): {reply:?} {signals:?}");
        }
    }
}

#[test]
fn what_the_rules_plainly_see_stays() {
    for (text, want) in [
        (
            "Many thanks for all the lovely work, everything arrived. Please stop sending me these mails.",
            Reply::Stop,
        ),
        (
            "The logo is attached and the texts were sent yesterday. I no longer work for the museum, please remove me from your list.",
            Reply::Stop,
        ),
        (
            "Thank you for the reminder. The amount is wrong, we agreed 400.",
            Reply::Dispute,
        ),
        ("感谢提醒。发票金额不对，请重开。", Reply::Dispute),
        ("瑕疵修好了再付。", Reply::Dispute),
        (
            "Please find the signed contract attached.",
            Reply::Delivered,
        ),
        ("合同已签字盖章，扫描件见附件。", Reply::Delivered),
    ] {
        assert_eq!(said(REQUEST, text).1, want, "{text}");
    }
}

#[test]
fn what_is_right_or_read_by_a_lawyer_or_was_ones_own_mistake_is_no_dispute() {
    for text in [
        "The invoice is correct and will be paid on 5 June.",
        "The figures are right, we pay next week.",
        "The text follows next week, our lawyer is still looking at it.",
        "我们律师在看，下周给您答复",
        "我们的系统有问题，明天再付",
        "发错了，请以这份为准",
    ] {
        let (signals, reply) = said(INVOICE, text);
        assert!(
            !signals.iter().any(|s| s.kind == SignalKind::Dispute) && reply != Reply::Dispute,
            "{text}: {signals:?}"
        );
    }
    for text in [
        "The invoice is definitely not correct.",
        "The figures don't add up.",
        "The total is wrong.",
        "We have not received any service.",
        "We never received these goods.",
        "你们开错了发票，请以合同为准",
        "东西还没收到呢，先不付",
        "还没验收，我们暂时不付款",
        "金额不对，请更正。",
    ] {
        assert_eq!(said(INVOICE, text).1, Reply::Dispute, "{text}");
    }
}

#[test]
fn words_alone_end_no_mail_to_a_contact() {
    for text in [
        "Please send the next draft to the printer, not to me.",
        "请只发这两个邮箱：print@client.example 和 art@client.example",
        "My colleague is on holiday, I am reading her mail.",
        "The logo was sent to the wrong address.",
        "Payment was sent to the wrong account, we are recalling it.",
        "资料已发错人了。",
        "Our office has moved to a new address.",
        "We are moving into a new building next week.",
        "我们公司搬家了，新地址见下。",
    ] {
        assert_ne!(said(REQUEST, text).1, Reply::Stop, "{text}");
    }
}

#[test]
fn what_is_refused_and_what_is_handed_over() {
    for (text, want) in [
        (
            "We won't send the brand book, but here are the logos.",
            Reply::Part,
        ),
        (
            "We will not provide the source files. The final logos are attached.",
            Reply::Part,
        ),
        ("品牌手册不能给，但logo见附件。", Reply::Part),
        (
            "We can't give you the price list, attached is our policy on that.",
            Reply::Decline,
        ),
        (
            "We have to decline. Please find the signed refusal attached.",
            Reply::Decline,
        ),
        (
            "The project is cancelled, the cancellation letter is attached.",
            Reply::Decline,
        ),
        ("品牌手册我们不提供，附件是公司保密规定。", Reply::Decline),
        ("项目取消了，取消通知见附件。", Reply::Decline),
    ] {
        assert_eq!(said(REQUEST, text).1, want, "{text}");
    }
}

#[test]
fn a_payment_of_the_rest_is_one_of_all() {
    for (text, want) in [
        (
            "The remaining EUR 1,300.00 was paid yesterday.",
            Reply::Payment,
        ),
        ("剩余的1,300.00元昨天已付。", Reply::Payment),
        ("余款人民币 1,300.00 元昨天已转账。", Reply::Payment),
        (
            "EUR 500 was paid, the remaining EUR 1,300.00 follows on Friday.",
            Reply::Part,
        ),
        (
            "The deposit was paid, the remaining 1,300.00 is not paid.",
            Reply::Part,
        ),
    ] {
        assert_eq!(said(INVOICE, text).1, want, "{text}");
    }
    assert_ne!(
        said(INVOICE, "The remaining EUR 1,300.00 is not paid.").1,
        Reply::Payment
    );
    assert_ne!(said(INVOICE, "剩余的1,300.00元还没付。").1, Reply::Payment);
}

#[test]
fn a_thing_not_wanted_is_declined_and_mail_not_wanted_is_a_stop() {
    for (text, want) in [
        (
            "Sorry, we do not want the catalogue any more.",
            Reply::Decline,
        ),
        ("We don't want the leaflets anymore.", Reply::Decline),
        ("We don't need them any longer.", Reply::Decline),
        ("I do not want to get these mails any more.", Reply::Stop),
        ("We don't want any more reminders.", Reply::Stop),
        ("I do not wish to be contacted any longer.", Reply::Stop),
    ] {
        assert_eq!(said(REQUEST, text).1, want, "{text}");
    }
}

#[test]
fn a_part_needs_something_handed_over() {
    for text in [
        "Some of it may follow in spring, some of it may not.",
        "One part is with legal, the other with marketing.",
        "一部分在法务，一部分在市场部。",
    ] {
        assert_ne!(said(REQUEST, text).1, Reply::Part, "{text}");
    }
}

#[test]
fn the_lesson_holds_the_rules_facts_and_the_words() {
    let keys = lesson(INVOICE, "We have paid half. Is that fine?");
    for want in [
        "@rule:Part",
        "@Paid",
        "@partial",
        "@asks",
        "paid",
        "paid half",
    ] {
        assert!(keys.iter().any(|k| k == want), "{want} not in {keys:?}");
    }
}

proptest::proptest! {
    #[test]
    fn every_reading_but_unclear_has_its_signal_in_the_words(
        text in "(paid|not|yet|the logo|is attached|will|send|monday|stop|please|wrong|half|thanks|[.?!,\n]|已付|附件|明天|请|不要|吗|。| ){1,24}"
    ) {
        let (signals, reply) = said(REQUEST, &text);
        if !matches!(reply, Reply::Unclear | Reply::None) {
            proptest::prop_assert!(signals.iter().any(|s| s.kind == of(reply)), "{reply:?} {signals:?}");
        }
    }
}

#[test]
fn who_says_that_he_paid_beside_a_nod_is_not_asked_how_far_it_is() {
    for text in ["好的，1.2万元今天已转", "好的，1万元今天已转，请查收。"] {
        let reply = said(INVOICE, text).1;
        assert!(
            matches!(reply, Reply::Payment | Reply::Unclear),
            "{text}: {reply:?}"
        );
    }
}

#[test]
fn one_thing_handed_over_is_no_part_unless_its_number_or_state_says_so() {
    for (text, want) in [
        ("Here is the contract.", Reply::Delivered),
        ("Here's the contract, best Bob", Reply::Delivered),
        ("Attached is the floor plan.", Reply::Delivered),
        ("合同见附件。", Reply::Delivered),
        ("Here is the first photo.", Reply::Part),
        ("Here is a draft of the text.", Reply::Part),
        ("Attached the first half of the texts.", Reply::Part),
    ] {
        assert_eq!(said(REQUEST, text).1, want, "{text}");
    }
}

#[test]
fn a_sentence_that_says_no_more_than_that_it_is_paid_is_a_payment() {
    for (text, paid) in [
        ("We paid the invoice.", true),
        ("We have paid the invoice.", true),
        ("Hi Ines,\n\nwe have paid the invoice.\n\nOtto", true),
        ("我们付了发票。", true),
        ("We have not paid the invoice.", false),
        ("We paid the first invoice.", false),
        ("We paid half the invoice.", false),
        ("Have we paid the invoice?", false),
        ("If we paid the invoice.", false),
    ] {
        assert_eq!(said(INVOICE, text).1 == Reply::Payment, paid, "{text}");
    }
}
