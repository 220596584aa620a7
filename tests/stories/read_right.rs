//! What a client says of some of what was asked for: the rest stays open, and is told as what it is.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO, invoice};
use nudged::model::{HoldReason, State};

const LIST: &str = "Hi Otto,\n\nplease send us by 6 March:\n\n1. The menu\n2. Portraits of the board\n3. The signed lease\n4. The hosting login\n\nInes\n";
const LIST_ZH: &str =
    "您好，\n\n请于3月6日前提供：\n1. 品牌介绍\n2. 门店照片\n3. 授权书\n4. 服务器密码\n\nInes\n";
const WORDS: &str = "Hi Otto,\n\nplease send us by 6 March:\n\n1. Your slogan\n2. Your VAT number\n3. The logo as SVG\n\nInes\n";
const WORDS_ZH: &str = "您好，\n\n请于3月6日前提供：\n1. 宣传口号\n2. 税号\n3. 标志文件\n\nInes\n";
const QUOTES: &str = "Hi Otto,\n\nplease send us by 6 March:\n\n1. The three offers for the floor\n2. The logo as SVG\n\nInes\n";
const APPROVAL_ZH: &str = "您好，\n\n请于3月6日前提供：\n1. 确认报价\n2. 签好的合同\n\nInes\n";

fn answered(list: &str, words: &str, files: &[&str]) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Material for the fair", list),
    );
    let mut answer = letter(OTTO, INES, "Re: Material for the fair", words).answering(&asked);
    for file in files {
        answer = answer.file(file);
    }
    story.mail("2026-03-03 10:00", answer);
    story
}

#[test]
fn what_is_in_work_or_with_another_has_not_come() {
    for (list, words, files) in [
        (
            LIST,
            "The menu and the portraits are attached, the lease is still being signed. The hosting login is with Carla, please ask her directly.",
            ["menu.pdf", "portraits.pdf"],
        ),
        (
            LIST,
            "Menu and portraits attached. The lease is with our notary. For the hosting login please contact our IT.",
            ["menu.pdf", "portraits.pdf"],
        ),
        (
            LIST_ZH,
            "品牌介绍和门店照片见附件，授权书还在盖章。服务器密码是老周在管，请直接找他要。",
            ["品牌介绍.pdf", "门店照片.pdf"],
        ),
        (
            LIST_ZH,
            "品牌介绍、门店照片见附件，授权书正在打印，密码在外包公司那边，麻烦联系他们。",
            ["品牌介绍.pdf", "门店照片.pdf"],
        ),
    ] {
        let story = answered(list, words, &files);
        assert_ne!(story.state(1), State::Closed, "{words}");
        assert_eq!(story.done(1), [1, 2], "{words}");
        assert!(story.holds(1).contains(&HoldReason::Question), "{words}");
    }
}

#[test]
fn what_lies_with_somebody_of_the_house_is_chased_on() {
    for (list, words) in [
        (
            LIST,
            "Menu and portraits attached. The lease is still with our notary, sorry.",
        ),
        (LIST_ZH, "品牌介绍和门店照片见附件，授权书还在盖章。"),
    ] {
        let mut story = answered(list, words, &["menu.pdf", "portraits.pdf"]);
        assert_eq!(story.done(1), [1, 2], "{words}");
        story.until("2026-03-16 18:00");
        assert!(
            !story.follow_ups().is_empty(),
            "{words}: {:?}",
            story.holds(1)
        );
    }
}

#[test]
fn some_of_a_thing_leaves_its_point_open() {
    for (words, files, done) in [
        (
            "Two of the three offers are attached.",
            &["a.pdf", "b.pdf"][..],
            &[][..],
        ),
        (
            "Hi Ines, two of the three offers are attached, and the logo too.",
            &["a.pdf", "b.pdf", "logo.svg"],
            &[2],
        ),
        (
            "先发两份报价，标志见附件。",
            &["a.pdf", "b.pdf", "logo.svg"],
            &[2],
        ),
        (
            "The three offers and the logo are attached.",
            &["a.pdf", "b.pdf", "c.pdf", "logo.svg"],
            &[1, 2],
        ),
    ] {
        let story = answered(QUOTES, words, files);
        assert_eq!(story.done(1), done, "{words}: {:?}", story.holds(1));
        assert_eq!(story.state(1) == State::Closed, done.len() == 2, "{words}");
    }
}

#[test]
fn a_value_in_the_text_ticks_its_ask() {
    for (list, words, done) in [
        (
            WORDS,
            "The slogan is \"Not just bread, but butter\". Our VAT number is DE811223344.",
            &[1, 2][..],
        ),
        (
            WORDS,
            "Slogan: Bright from the start\nVAT number: DE811223344",
            &[1, 2],
        ),
        (
            WORDS,
            "VAT number DE811223344, the slogan follows on Friday.",
            &[2],
        ),
        (WORDS, "The slogan is not decided yet.", &[]),
        (WORDS_ZH, "口号是“每天都新鲜”。", &[1]),
        (
            WORDS_ZH,
            "口号用“每天都新鲜”，税号91310000MA1FL5XX0A，标志稍后发。",
            &[1, 2],
        ),
        (WORDS_ZH, "税号：91310000MA1FL5XX0A", &[2]),
        (WORDS_ZH, "口号还没定。", &[]),
    ] {
        let story = answered(list, words, &[]);
        assert_eq!(story.done(1), done, "{words}: {:?}", story.holds(1));
        assert_ne!(story.state(1), State::Closed, "{words}");
    }
}

#[test]
fn a_day_behind_a_contract_is_no_sum_of_it() {
    for words in [
        "报价没问题，确认。合同25号给你。",
        "报价可以，就这样。合同20号寄出。",
    ] {
        let story = answered(APPROVAL_ZH, words, &[]);
        assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
        assert_eq!(story.done(1), [1], "{words}");
        assert!(story.mails_to("lead@studio.example").is_empty(), "{words}");
    }
    for words in [
        "合同是8000，你们开了9000。",
        "报价明明5000元，怎么开了8000？",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        story.mail(
            "2026-03-09 10:00",
            letter(OTTO, INES, "Re: Invoice SN-204", words).answering(&asked),
        );
        assert_eq!(story.state(1), State::Disputed, "{words}");
    }
}

#[test]
fn two_payments_of_one_sentence_are_two() {
    for (words, balance) in [
        ("EUR 540 went out on Friday and EUR 300 today.", "960.00"),
        (
            "We transferred EUR 300 last week and EUR 300 this morning.",
            "1200.00",
        ),
        ("上周五付了540欧元，今天又付了300欧元。", "960.00"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        story.mail(
            "2026-03-09 10:00",
            letter(OTTO, INES, "Re: Invoice SN-204", words).answering(&asked),
        );
        assert_eq!(story.balance(1), balance, "{words}: {:?}", story.holds(1));
        assert_ne!(story.state(1), State::Closed, "{words}");
    }
}

#[test]
fn one_instalment_is_one_and_is_asked_for_where_they_differ() {
    for (rates, words, balance) in [
        (
            ["600.00", "600.00"],
            "We paid the instalment yesterday.",
            "1200.00",
        ),
        (["600.00", "600.00"], "这期款昨天已付。", "1200.00"),
        (
            ["500.00", "700.00"],
            "We paid the instalment yesterday.",
            "1800.00",
        ),
        (
            ["500.00", "700.00"],
            "Both instalments were paid yesterday.",
            "600.00",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let [one, two] = rates;
        let body = format!(
            "Dear Otto,\n\ninvoice SN-204 over EUR 1,800.00 is payable in three instalments:\n- EUR {one} by 4 March 2026\n- EUR {two} by 6 March 2026\n- EUR 600.00 by 30 June 2026\n\nInes\n"
        );
        let asked = story.mail(
            "2026-03-02 10:00",
            letter(INES, OTTO, "Invoice SN-204", &body),
        );
        story.mail(
            "2026-03-10 10:00",
            letter(OTTO, INES, "Re: Invoice SN-204", words).answering(&asked),
        );
        assert_eq!(
            story.balance(1),
            balance,
            "{rates:?} {words}: {:?}",
            story.holds(1)
        );
    }
}

#[test]
fn who_is_away_and_which_feast_is_meant_is_told_as_said() {
    let anothers = answered(QUOTES, "My boss is back on Monday.", &[]);
    let notice = anothers.mails_to("ines@studio.example");
    let text = &notice.last().expect("a notice").text;
    assert!(text.contains("somebody who is away"), "{text}");
    let own = answered(QUOTES, "I am back on Monday.", &[]);
    let notice = own.mails_to("ines@studio.example");
    let text = &notice.last().expect("a notice").text;
    assert!(text.contains("out of office"), "{text}");
    for words in [
        "You will get it after Christmas.",
        "We will send it after 国庆.",
    ] {
        let story = answered(QUOTES, words, &[]);
        assert_eq!(story.holds(1), [HoldReason::Review], "{words}");
        assert!(story.item(1).promises.is_empty(), "{words}");
    }
    let near = answered(QUOTES, "We will send it after 清明.", &[]);
    let day = near.item(1).promises.first().map(|p| p.date.to_string());
    assert_eq!(day.as_deref(), Some("2026-04-12"));
}
