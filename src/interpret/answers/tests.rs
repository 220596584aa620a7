//! Replies fitted to asks, in both languages.

use super::*;
use crate::interpret::{Context, read};
use crate::model::{Mail, Role};

fn fitted(text: &str, files: &[&str], asks: &[&str]) -> Vec<(u32, bool)> {
    let attachments: Vec<Attachment> = files
        .iter()
        .map(|name| Attachment {
            invoice: None,
            name: (*name).to_owned(),
            media_type: "application/pdf".into(),
            size: 1,
            hash: String::new(),
            inline: false,
        })
        .collect();
    let mail = Mail {
        text: text.to_owned(),
        subject: "Re: papers".into(),
        base_subject: "papers".into(),
        attachments: attachments.clone(),
        ..Mail::default()
    };
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-17T09:00:00+08:00").expect("time");
    let zone = chrono_tz::Tz::Asia__Shanghai;
    let context = Context {
        role: Role::Client,
        zone,
        arrival: None,
        fallback: now,
    };
    let asks = crate::interpret::sample::asks(asks);
    answers(&read(&mail, &context), &attachments, &asks)
        .iter()
        .map(|a| (a.n, a.done))
        .collect()
}

/// A value that is only spoken of tells nothing, and neither does agreement that is still to come.
#[test]
fn a_value_or_an_agreement_only_mentioned_ticks_nothing() {
    let mut wrong = Vec::new();
    for (ask, text, done) in [
        ("the slogan", "Our slogan: \"Light for all\".", true),
        (
            "the slogan",
            "The slogan \"Light for all\" was dropped by our director.",
            false,
        ),
        (
            "the slogan",
            "The slogan \"Light for all\" belongs to another firm.",
            false,
        ),
        ("展会口号", "口号用「光照万家」。", true),
        ("展会口号", "口号用「光照万家，暖入人心」。", true),
        ("展会口号", "口号「光照万家」被领导否了。", false),
        ("the VAT number", "VAT number DE722334455.", true),
        (
            "the VAT number",
            "The VAT number DE722334455 belongs to our holding.",
            false,
        ),
        ("确认海报", "海报没问题。", true),
        ("确认海报", "海报没意见。", true),
        ("确认海报", "海报有没有问题还不清楚。", false),
        ("确认海报", "海报有没有问题，我问问领导。", false),
        ("确认海报", "海报没有意见汇总。", false),
        ("确认海报", "海报没问题的话我回复您。", false),
    ] {
        let ticked = fitted(text, &[], &[ask, "门票样张", "the site plan"]).contains(&(1, true));
        if ticked != done {
            wrong.push((text, ticked));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let two = fitted(
        "海报有没有问题，我问一下领导。菜单没问题。",
        &[],
        &["确认海报", "确认菜单"],
    );
    assert!(!two.contains(&(1, true)), "{two:?}");
}

/// What is asked in words is told in words; a state of the thing is not the thing.
#[test]
fn a_value_told_ticks_its_ask() {
    let english = [
        "the delivery address",
        "the contact person for the press",
        "the colour of the cover",
        "the logo as SVG",
    ];
    let chinese = ["收货地址", "活动联系人", "封面颜色", "门店照片"];
    for (text, want) in [
        ("The delivery address is 12 Mill Lane, York.", vec![1]),
        ("Our contact person is Anna Berg.", vec![2]),
        ("The colour of the cover is dark blue.", vec![3]),
        (
            "The delivery address is 12 Mill Lane. The cover colour is blue.",
            vec![1, 3],
        ),
        ("The delivery address is not decided yet.", vec![]),
        ("The delivery address is the same.", vec![]),
        (
            "The contact person is on holiday, but will be back.",
            vec![],
        ),
        ("The colour is fine.", vec![]),
        ("Is the delivery address 12 Mill Lane?", vec![]),
        ("The logo is blue.", vec![]),
        ("If the colour is blue we are fine.", vec![]),
        ("收货地址是上海市浦东新区张江路88号。", vec![1]),
        ("联系人是李娜。", vec![2]),
        ("封面颜色为深蓝色，收货地址是中山路5号。", vec![1, 3]),
        ("收货地址是什么意思？", vec![]),
        ("联系人是谁还没定。", vec![]),
        ("门店照片是蓝色的。", vec![]),
    ] {
        let asks = if text.is_ascii() { english } else { chinese };
        let told: Vec<u32> = fitted(text, &[], &asks)
            .into_iter()
            .filter_map(|(n, done)| done.then_some(n))
            .collect();
        assert_eq!(told, want, "{text}");
    }
}

#[test]
fn asks_are_fitted_by_number_words_file_and_whole() {
    let two = ["the logo as SVG", "the signed contract"];
    for (text, files, want) in [
        (
            "1. attached\n2. still with HR",
            vec![],
            vec![(1, true), (2, false)],
        ),
        (
            "The logo is attached, the contract follows on Friday.",
            vec![],
            vec![(1, true), (2, false)],
        ),
        ("Here you go.", vec!["logo_final.pdf"], vec![(1, true)]),
        ("done", vec![], vec![]),
        ("OK done.", vec![], vec![]),
        ("See attached.", vec!["scan0001.pdf"], vec![]),
        (
            "See attached.",
            vec!["logo.svg", "scan0001.pdf"],
            vec![(1, true), (2, true)],
        ),
        (
            "We sent you the documents on Monday.",
            vec![],
            vec![(1, true), (2, true)],
        ),
        (
            "1. The logo is attached.\n\nThe signed contract is still with legal.",
            vec![],
            vec![(1, true), (2, false)],
        ),
        (
            "Everything is attached.",
            vec![],
            vec![(1, true), (2, true)],
        ),
        ("Thanks, will look.", vec![], vec![]),
        (
            "For a start the logo, the contract follows on Friday.",
            vec!["logo.svg"],
            vec![(1, true), (2, false)],
        ),
    ] {
        assert_eq!(fitted(text, &files, &two), want, "{text}");
    }
    let three = ["Logo as vector file", "Tariff sheet 2027", "Consent forms"];
    for (text, files, want) in [
        (
            "Consent forms attached, all signed.",
            vec!["consent.pdf"],
            vec![(3, true)],
        ),
        (
            "The tariff sheet is attached, all 9 pages.",
            vec!["sheet.pdf"],
            vec![(2, true)],
        ),
        (
            "Please find attached the full logo package.",
            vec!["logo.zip"],
            vec![(1, true)],
        ),
        (
            "Attached is the final logo.",
            vec!["logo.svg"],
            vec![(1, true)],
        ),
        (
            "Everything is attached, incl. the logo.",
            vec![],
            vec![(1, true), (2, true), (3, true)],
        ),
        (
            "All three are attached.",
            vec!["a.zip"],
            vec![(1, true), (2, true), (3, true)],
        ),
        (
            "The logo is attached, everything else went by courier on Monday.",
            vec![],
            vec![(1, true), (2, true), (3, true)],
        ),
        (
            "Everything but the consent forms attached.",
            vec!["logo.svg", "tariff-sheet.pdf"],
            vec![(1, true), (2, true), (3, false)],
        ),
        (
            "Here is everything apart from the tariff sheet.",
            vec!["a.zip"],
            vec![(1, true), (2, false), (3, true)],
        ),
        (
            "1. sent 2. Friday 3. still with legal",
            vec![],
            vec![(1, true), (2, false), (3, false)],
        ),
    ] {
        assert_eq!(fitted(text, &files, &three), want, "{text}");
    }
    let zh = ["公司标志", "价格表", "门店照片"];
    for (text, want) in [
        ("门店照片全部在附件里了。", vec![(3, true)]),
        ("价格表已全部更新，见附件。", vec![(2, true)]),
        (
            "除了门店照片，其他都在附件里。",
            vec![(1, true), (2, true), (3, false)],
        ),
        ("除照片外都发了。", vec![(1, true), (2, true), (3, false)]),
        ("都在附件里了。", vec![(1, true), (2, true), (3, true)]),
        (
            "1. 已发 2. 周五 3. 还没拍",
            vec![(1, true), (2, false), (3, false)],
        ),
    ] {
        assert_eq!(fitted(text, &[], &zh), want, "{text}");
    }
    assert_eq!(
        fitted(
            "架构图已发，合同还没盖章。",
            &[],
            &["组织架构图", "盖章合同"]
        ),
        [(1, true), (2, false)]
    );
}

#[test]
fn a_file_sent_with_words_of_today_has_come() {
    let three = ["Logo as SVG", "Tariff sheet", "Consent forms"];
    let zh = ["公司标志", "价格表", "门店照片"];
    for (text, files, asked, want) in [
        (
            "今天先给您标志，其余下周一给。",
            vec!["标志.ai"],
            zh,
            vec![(1, true)],
        ),
        (
            "先发您价格表，照片周五补。",
            vec!["价格表2027.xlsx"],
            zh,
            vec![(2, true), (3, false)],
        ),
        (
            "I will give you the logo for now, the tariff sheet follows on Friday.",
            vec!["logo.svg"],
            three,
            vec![(1, true), (2, false)],
        ),
        (
            "We will send you the logo on Friday.",
            vec!["logo.png"],
            three,
            vec![(1, false)],
        ),
        ("标志下周一给您。", vec!["标志.png"], zh, vec![(1, false)]),
        ("今天给您标志。", vec!["名片.png"], zh, vec![(1, false)]),
        ("今天晚上给您标志。", vec!["标志.png"], zh, vec![(1, false)]),
        (
            "今天会把价格表给您。",
            vec!["价格表草稿.xlsx"],
            zh,
            vec![(2, false)],
        ),
        (
            "I will send you the logo this afternoon.",
            vec!["logo.svg"],
            three,
            vec![(1, false)],
        ),
        (
            "I will send you the tariff sheet today.",
            vec!["tariff_sheet_draft.pdf"],
            three,
            vec![(2, false)],
        ),
        (
            "We will send the logo right away.",
            vec!["logo-questions.docx"],
            three,
            vec![(1, false)],
        ),
    ] {
        assert_eq!(fitted(text, &files, &asked), want, "{text}");
    }
}

#[test]
fn words_of_one_stem_are_one_thing_and_others_are_not() {
    for (one, other, same) in [
        ("price", "prices", true),
        ("price", "pricing", true),
        ("story", "stories", true),
        ("company", "companies", true),
        ("copy", "copied", true),
        ("box", "boxes", true),
        ("site", "sites", true),
        ("survey", "surveys", true),
        ("sign", "signed", true),
        ("store", "story", false),
        ("part", "party", false),
        ("note", "not", false),
        ("site", "sit", false),
        ("gall", "gallery", false),
        ("count", "county", false),
        ("deliver", "delivery", false),
    ] {
        assert_eq!(stem(one) == stem(other), same, "{one} {other}");
    }
}
