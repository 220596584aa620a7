//! Golden points of every follow-up, notice and summary, in both languages.

use rust_decimal::Decimal;

use super::*;
use crate::model::{
    Ask, Closed, ClosedHow, DueSource, Evidence, FollowUpLine, HoldReason, Instalment, ItemId,
    Kind, Mode, NoticeLine, Step,
};
use crate::report::sample::{address, at, day, hold, invoice, person, promise, request, world};

fn follow_up(items: &[Item], step: Step) -> FollowUp {
    FollowUp {
        owner: address("anna@lantern.example"),
        to: vec![person("Mei Zhou", "mei@harbour.example")],
        cc: Vec::new(),
        lines: items
            .iter()
            .map(|item| FollowUpLine {
                item: item.id,
                instalment: 0,
                round: 0,
                step,
            })
            .collect(),
        mode: Mode::Auto,
        at: at("2026-02-03T09:00:00Z"),
        send_before: at("2026-02-03T17:00:00Z"),
    }
}

fn original() -> Original {
    Original {
        from: person("Anna Weber", "anna@lantern.example"),
        at: at("2026-01-05T20:00:00Z"),
        subject: "Opening campaign".to_owned(),
        text: "Hi Mei,\r\n1. logo as SVG\r\n2. team photo\r\n\r\nAnna".to_owned(),
    }
}

const NOW: &str = "2026-02-03T09:00:00Z";
const STEPS: [Step; 5] = [
    Step::HeadsUp,
    Step::Friendly,
    Step::Reminder,
    Step::Firm,
    Step::Last,
];
const LANGUAGES: [Language; 2] = [Language::En, Language::Zh];

fn rendered(items: &[Item], step: Step, language: Language) -> Content {
    let templates = Templates::new(&[]).expect("templates");
    templates
        .follow_up(
            &follow_up(items, step),
            items,
            Some(&original()),
            language,
            &world(),
            at(NOW),
        )
        .expect("follow-up")
}

/// What stands above the quoted original.
fn own(text: &str) -> &str {
    let cut = text
        .find("Anna Weber wrote:")
        .or_else(|| text.find("Anna Weber 写道："))
        .expect("quote");
    &text[..text[..cut].rfind('\n').expect("line")]
}

fn all_in(haystack: &str, needles: &[&str]) {
    for needle in needles {
        assert!(
            haystack.contains(needle),
            "{needle:?} is not in:\n{haystack}"
        );
    }
}

fn kinds() -> Vec<Vec<Item>> {
    let asks = request(
        41,
        "Opening campaign",
        &[
            ("logo as SVG", false),
            ("team photo", true),
            ("opening hours", false),
        ],
    );
    let owed = invoice(42, "LS-2026-007", "2400", Some("400"));
    vec![
        vec![asks.clone()],
        vec![owed.clone()],
        vec![asks, owed, invoice(43, "LS-2026-008", "640.5", None)],
    ]
}

#[test]
fn every_follow_up_says_what_is_owed_and_only_that() {
    for items in kinds() {
        for language in LANGUAGES {
            for step in STEPS {
                let mail = rendered(&items, step, language);
                let text = own(&mail.text);
                for (item, part) in items
                    .iter()
                    .flat_map(|item| [(item, text), (item, own_html(&mail.html))])
                {
                    if item.kind == Kind::Request {
                        all_in(part, &["logo as SVG", "opening hours"]);
                        assert!(!part.contains("team photo"), "{part}");
                    } else {
                        all_in(
                            part,
                            &item
                                .invoice
                                .as_ref()
                                .expect("invoice")
                                .numbers
                                .iter()
                                .map(String::as_str)
                                .collect::<Vec<_>>(),
                        );
                    }
                    if item.id == ItemId(42) {
                        all_in(part, &["GBP 2,400.00", "GBP 400.00", "GBP 2,000.00"]);
                    }
                }
                let due = if language == Language::En {
                    "12 January 2026"
                } else {
                    "2026年1月12日"
                };
                all_in(text, &[due, "Anna Weber", "Lantern Studio", "Mei Zhou"]);
                all_in(
                    text,
                    &[if language == Language::En {
                        "please ignore it"
                    } else {
                        "敬请忽略"
                    }],
                );
                if items.len() == 3 {
                    all_in(
                        text,
                        &["1. ", "2. ", "3. ", "GBP 640.50", "GBP 2,640.50", "22"],
                    );
                }
                assert_eq!(mail.subject, "Re: Opening campaign");
                let date = if language == Language::En {
                    "On 6 January 2026, Anna"
                } else {
                    "在 2026年1月6日，Anna"
                };
                all_in(
                    &mail.text,
                    &[
                        date,
                        "\n> Hi Mei,\n> 1. logo as SVG\n> 2. team photo\n>\n> Anna\n",
                    ],
                );
                all_in(&mail.html, &["<blockquote", "team photo<br>"]);
                assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
            }
        }
    }
}

fn own_html(html: &str) -> &str {
    html.split("<blockquote").next().expect("part")
}

#[test]
fn each_step_reads_differently_and_firm_ones_offer_help() {
    for items in kinds() {
        for language in LANGUAGES {
            let texts: Vec<String> = STEPS
                .iter()
                .map(|step| own(&rendered(&items, *step, language).text).to_owned())
                .collect();
            for (index, text) in texts.iter().enumerate() {
                assert!(texts.iter().skip(index + 1).all(|other| other != text));
                for threat in [
                    "legal",
                    "lawyer",
                    "court",
                    "consequence",
                    "penalt",
                    "律师",
                    "法律",
                    "后果",
                    "诉讼",
                    "罚",
                ] {
                    assert!(!text.contains(threat), "{threat}: {text}");
                }
            }
            for text in texts.iter().skip(3) {
                let (call, instalments, date) = match language {
                    Language::En => ("call", "instalments", "date"),
                    Language::Zh => ("电", "分期", "日期"),
                };
                all_in(text, &[call, date]);
                if items.iter().any(|item| item.kind == Kind::Invoice) {
                    all_in(text, &[instalments]);
                }
            }
        }
    }
}

#[test]
fn a_follow_up_is_in_its_language() {
    let han = |text: &str| {
        text.chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
            .count()
    };
    let words = |text: &str| {
        text.split(|c: char| !c.is_ascii_alphabetic())
            .filter(|w| !w.is_empty())
            .count()
    };
    for items in kinds() {
        for step in STEPS {
            let zh = rendered(&items, step, Language::Zh);
            assert!(han(own(&zh.text)) > 3 * words(own(&zh.text)), "{}", zh.text);
            let en = rendered(&items, step, Language::En);
            assert_eq!(han(&en.text), 0, "{}", en.text);
        }
    }
}

#[test]
fn what_happened_since_is_referred_to() {
    let mut asks = request(1, "Files", &[("logo", false)]);
    asks.promises = vec![promise("2026-01-30", "by Friday")];
    let mut owed = invoice(2, "LS-1", "900", None);
    owed.promises = asks.promises.clone();
    for (items, en, zh) in [
        (
            vec![asks.clone()],
            "expected to send this by 30 January 2026",
            "您之前提到2026年1月30日前",
        ),
        (
            vec![owed.clone()],
            "expected to pay by 30 January 2026",
            "您之前提到2026年1月30日前安排付款",
        ),
        (
            vec![asks.clone(), owed],
            "expected this by 30 January 2026",
            "您之前提到2026年1月30日前",
        ),
    ] {
        for step in STEPS {
            all_in(own(&rendered(&items, step, Language::En).text), &[en]);
            all_in(own(&rendered(&items, step, Language::Zh).text), &[zh]);
            all_in(own_html(&rendered(&items, step, Language::Zh).html), &[zh]);
        }
    }
    asks.promises = vec![promise("2026-03-30", "in March")];
    assert!(
        !rendered(&[asks.clone()], Step::Friendly, Language::En)
            .text
            .contains("March")
    );
    asks.asks.push(Ask {
        n: 2,
        text: "photo".to_owned(),
        done: true,
    });
    all_in(
        &rendered(&[asks.clone()], Step::Firm, Language::En).text,
        &["Thank you for what you have already sent"],
    );
    all_in(
        &rendered(&[asks], Step::Firm, Language::Zh).text,
        &["已收妥"],
    );
}

#[test]
fn an_instalment_asks_for_what_is_due_of_it() {
    let mut owed = invoice(7, "LS-9", "1000", Some("350"));
    let part = |due: &str, amount: i64| Instalment {
        due: day(due),
        amount: Decimal::from(amount),
    };
    owed.invoice.as_mut().expect("invoice").instalments =
        vec![part("2026-01-02", 300), part("2026-02-01", 700)];
    let mut follow_up = follow_up(&[owed.clone()], Step::Friendly);
    follow_up.lines[0].instalment = 1;
    let templates = Templates::new(&[]).expect("templates");
    let mail = templates
        .follow_up(&follow_up, &[owed], None, Language::En, &world(), at(NOW))
        .expect("follow-up");
    all_in(
        &mail.text,
        &[
            "Instalment 2 of 2, open now: GBP 650.00",
            "1 February 2026 (2 days overdue)",
        ],
    );
    assert!(!mail.text.contains("wrote:"));
}

#[test]
fn strangers_strings_are_inert() {
    let evil = "{{7*7}} <script>alert(1)</script>\r\nBcc: x@evil.example {% raw %}";
    let mut asks = request(1, evil, &[(evil, false), ("b", false)]);
    let mut owed = invoice(2, evil, "1", None);
    owed.subject = evil.to_owned();
    asks.due_source = DueSource::Words(evil.to_owned());
    let templates = Templates::new(&[]).expect("templates");
    let mut world = world();
    world.team.name = evil.to_owned();
    world.clients[0].name = evil.to_owned();
    world.team.members[0].person.name = evil.to_owned();
    let original = Original {
        from: person(evil, "a@b.example"),
        subject: evil.to_owned(),
        text: evil.to_owned(),
        ..original()
    };
    let inert = |content: &Content| {
        assert!(
            !content.subject.contains(['\r', '\n']),
            "{:?}",
            content.subject
        );
        assert!(!content.html.contains("<script"), "{}", content.html);
        all_in(&content.html, &["&lt;script&gt;"]);
        for twin in [&content.text, &content.html] {
            assert!(!twin.contains("49"), "{twin}");
            all_in(twin, &["{{7*7}}"]);
        }
        assert!(
            !content.text.lines().any(|line| line.starts_with("Bcc")),
            "{}",
            content.text
        );
    };
    for language in LANGUAGES {
        for items in [
            vec![asks.clone()],
            vec![owed.clone()],
            vec![asks.clone(), owed.clone()],
        ] {
            let mut mail = follow_up(&items, Step::Firm);
            mail.to = vec![person(evil, "x@harbour.example")];
            let content = templates
                .follow_up(&mail, &items, Some(&original), language, &world, at(NOW))
                .expect("follow-up");
            inert(&content);
            let notice = Notice {
                from: Some(person(evil, "x@harbour.example")),
                words: evil.to_owned(),
                rule: evil.to_owned(),
                ..Notice::to_owner(NoticeKind::Review, &items[0], &Evidence::default())
            };
            inert(
                &templates
                    .notice(&notice, &items, &[], language, &world, at(NOW))
                    .expect("notice"),
            );
        }
        let views: Vec<crate::report::ItemView> = [asks.clone(), owed.clone()]
            .into_iter()
            .map(|item| crate::report::ItemView {
                item,
                outer: Vec::new(),
                next: None,
            })
            .collect();
        let week = crate::report::weekly(&views, &[], at("2026-01-26T09:00:00Z"), at(NOW), &world);
        inert(&templates.summary(&week, language, &world).expect("summary"));
    }
}

const KINDS: [NoticeKind; 22] = [
    NoticeKind::Receipt,
    NoticeKind::NothingToTrack,
    NoticeKind::Token,
    NoticeKind::Closed,
    NoticeKind::Part,
    NoticeKind::Resting,
    NoticeKind::Question,
    NoticeKind::Dispute,
    NoticeKind::Decline,
    NoticeKind::Stop,
    NoticeKind::Review,
    NoticeKind::Candidates,
    NoticeKind::Late,
    NoticeKind::Unmatched,
    NoticeKind::Bounce,
    NoticeKind::Approval,
    NoticeKind::Forewarning,
    NoticeKind::Call,
    NoticeKind::Transcript,
    NoticeKind::Daily,
    NoticeKind::Unsure,
    NoticeKind::Admin,
];

#[test]
fn every_notice_tells_its_item_words_and_answers() {
    let templates = Templates::new(&[]).expect("templates");
    let one = request(
        41,
        "Re: Opening campaign",
        &[("logo as SVG", false), ("team photo", true)],
    );
    let mut two = invoice(42, "LS-2026-007", "2400", Some("400"));
    two.holds = vec![hold(
        HoldReason::Question,
        Some("2026-02-09"),
        "which account?",
    )];
    two.closed = Some(Closed {
        at: at(NOW),
        how: ClosedHow::Paid,
        confirmed: false,
        evidence: Evidence::default(),
    });
    let line = |item: Option<i64>, code: &str| NoticeLine {
        item: item.map(ItemId),
        code: code.to_owned(),
        words: "their words".to_owned(),
        date: Some(day("2026-02-04")),
    };
    let lines = vec![
        line(Some(41), "done"),
        line(None, "refused:unknown_word"),
        line(Some(42), "waits:question"),
        line(Some(99), "never_heard_of"),
        line(None, ""),
    ];
    for kind in KINDS {
        for language in LANGUAGES {
            for items in [
                vec![],
                vec![one.clone()],
                vec![two.clone()],
                vec![one.clone(), two.clone()],
            ] {
                for lines in [vec![], lines.clone()] {
                    let notice = Notice {
                        kind,
                        to: vec![address("anna@lantern.example")],
                        items: items.iter().map(|item| item.id).collect(),
                        in_reply_to: None,
                        from: Some(person("Mei Zhou", "mei@harbour.example")),
                        words: "We will look into it.\nMei".to_owned(),
                        at: Some(at(NOW)),
                        rule: "unclear".to_owned(),
                        lines,
                    };
                    let next = [Some(day("2026-02-05"))];
                    let content = templates
                        .notice(&notice, &items, &next, language, &world(), at(NOW))
                        .unwrap_or_else(|fault| panic!("{kind:?} {language:?}: {fault}"));
                    all_in(&content.text, &["> We will look into it.\n> Mei"]);
                    all_in(&content.html, &["We will look into it.<br>"]);
                    assert!(!content.subject.is_empty() && !content.subject.contains('\n'));
                    if let [item] = items.as_slice() {
                        let mark = format!("[{}] ", item.id);
                        assert!(content.subject.starts_with(&mark), "{}", content.subject);
                        for twin in [&content.text, &content.html] {
                            all_in(twin, &["Harbour Tea", "Anna Weber", &item.id.to_string()]);
                        }
                    } else {
                        assert!(!content.subject.starts_with('['));
                    }
                    assert!(
                        !content.text.contains("\n\n\n"),
                        "{kind:?}\n{}",
                        content.text
                    );
                }
            }
        }
    }
}

#[test]
fn a_receipt_says_number_due_source_first_follow_up_and_words() {
    let templates = Templates::new(&[]).expect("templates");
    let item = request(42, "Opening campaign", &[("logo as SVG", false)]);
    let notice = Notice::to_owner(NoticeKind::Receipt, &item, &Evidence::default());
    let next = [Some(day("2026-01-13"))];
    let of = |language| {
        templates
            .notice(&notice, &[item.clone()], &next, language, &world(), at(NOW))
            .expect("notice")
    };
    let en = of(Language::En);
    assert_eq!(en.subject, "[#42] Now tracked: Opening campaign");
    all_in(
        &en.text,
        &[
            "12 January 2026",
            "“by Monday”",
            "13 January 2026",
            "logo as SVG",
            "  cancel – ",
            "  due 2026-02-10",
        ],
    );
    let zh = of(Language::Zh);
    assert_eq!(zh.subject, "[#42] 已开始跟踪：Opening campaign");
    all_in(
        &zh.text,
        &[
            "2026年1月12日",
            "“by Monday”",
            "2026年1月13日",
            "  取消 – ",
            "  截止 2026-02-10",
        ],
    );
}

#[test]
fn overrides_replace_are_checked_and_bounded() {
    let path = "en/follow-up/request/friendly.txt".to_owned();
    let own = "{% extends \"en/follow-up/frame.txt\" %}{% block before %}Ahoy!{% endblock %}";
    let items = [request(1, "Files", &[("logo", false)])];
    let render = |text: &str| {
        let templates = Templates::new(&[(path.clone(), text.to_owned())])?;
        templates.follow_up(
            &follow_up(&items, Step::Friendly),
            &items,
            None,
            Language::En,
            &world(),
            at(NOW),
        )
    };
    all_in(&render(own).expect("follow-up").text, &["Ahoy!", "1. logo"]);
    let fault =
        Templates::new(&[("en/nowhere.txt".to_owned(), String::new())]).expect_err("unknown");
    assert_eq!(fault.name, "en/nowhere.txt");
    let fault = Templates::new(&[(path.clone(), "{% if %}".to_owned())]).expect_err("broken");
    assert!(
        fault.to_string().contains("friendly.txt: line 1"),
        "{fault}"
    );
    let fault = render("{% block greeting %}{{ nmae }}{% endblock %}").expect_err("undefined");
    assert!(fault.why.contains("undefined"), "{fault}");
    let endless = "{% for a in range(10000) %}{% for b in range(10000) %}x{% endfor %}{% endfor %}";
    assert!(render(endless).expect_err("fuel").why.contains("fuel"));
}

#[test]
fn the_summary_leads_with_what_needs_a_person() {
    let templates = Templates::new(&[]).expect("templates");
    let mut asked = request(41, "Opening campaign", &[("logo", false)]);
    asked.holds = vec![hold(HoldReason::Question, None, "which format?")];
    let mut formula = invoice(42, "=LS-1", "2400.10", None);
    formula.subject = "=HYPERLINK(1)".to_owned();
    let views: Vec<crate::report::ItemView> = [asked, formula]
        .into_iter()
        .map(|item| crate::report::ItemView {
            item,
            outer: Vec::new(),
            next: Some((Step::Friendly, at("2026-02-05T09:00:00Z"))),
        })
        .collect();
    let week = crate::report::weekly(&views, &[], at("2026-01-26T09:00:00Z"), at(NOW), &world());
    for (language, needs, figures, bucket) in [
        (
            Language::En,
            "What needs a person",
            "The week in figures",
            "1–30 days: 2,400.10",
        ),
        (
            Language::Zh,
            "需要人工处理",
            "本周数字",
            "逾期1–30天：2,400.10",
        ),
    ] {
        let mail = templates
            .summary(&week, language, &world())
            .expect("summary");
        let (first, second) = (
            mail.text.find(needs).expect("needs"),
            mail.text.find(figures).expect("figures"),
        );
        assert!(first < second);
        all_in(
            &mail.text,
            &[
                "#41",
                "Harbour Tea",
                "Opening campaign",
                "which format?",
                "Anna Weber",
                bucket,
                "GBP 2,400.10",
            ],
        );
        all_in(
            &mail.html,
            &["bgcolor=\"#2f7fbf\"", "which format?", "2,400.10"],
        );
        let csv = String::from_utf8(mail.files[0].bytes.clone()).expect("UTF-8");
        assert_eq!(csv.lines().count(), 3);
        all_in(&csv, &["\"'=HYPERLINK(1)\"", "\"'=LS-1\"", ",2400.10,GBP,"]);
        assert!(mail.files[0].name.ends_with(".csv"));
        assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
    }
    let nothing = crate::report::weekly(&[], &[], at("2026-01-26T09:00:00Z"), at(NOW), &world());
    for language in LANGUAGES {
        let mail = templates
            .summary(&nothing, language, &world())
            .expect("summary");
        assert_eq!(mail.text.trim().lines().count(), 1, "{}", mail.text);
        assert!(mail.files.is_empty());
    }
}
