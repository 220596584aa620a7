use super::*;
use crate::model::is_han;

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
                        all_in(part, &["2,400.00", "400.00", "2,000.00"]);
                    }
                }
                let due = if language == Language::En {
                    "Monday, 12 January"
                } else {
                    "1月12日（周一）"
                };
                all_in(text, &[due, "Anna Weber", "Lantern Studio", "Mei Zhou"]);
                all_in(
                    text,
                    &[if language == Language::En {
                        "our mails have crossed"
                    } else {
                        "请忽略本邮件"
                    }],
                );
                if items.len() == 3 {
                    all_in(text, &["1. ", "2. ", "3. ", "640.50", "2,640.50", "22"]);
                }
                assert_eq!(mail.subject, "Re: Opening campaign");
                let date = if language == Language::En {
                    "On 6 January 2026, Anna"
                } else {
                    "在2026年1月6日，Anna"
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
                    Language::Zh => ("电", "分期", "日"),
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
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
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
    let mail = worded(&follow_up, &[owed], &quiet(), Language::En);
    all_in(
        &mail.text,
        &[
            "the last instalment of invoice LS-9",
            "Instalment 2 of 2, open now: GBP 650.00",
            "Sunday, 1 February (2 days overdue)",
        ],
    );
    assert!(!mail.text.contains("wrote:"));
}

#[test]
fn a_mail_without_subject_and_several_people_still_reads() {
    let items = [request(1, " ", &[])];
    let mut mail = follow_up(&items, Step::Friendly);
    mail.to = vec![
        person("Mei Zhou", "mei@harbour.example"),
        person("tom@harbour.example", "tom@harbour.example"),
        person("Li Na", "na@harbour.example"),
    ];
    let render = |language| worded(&mail, &items, &quiet(), language);
    let en = render(Language::En);
    all_in(
        &en.text,
        &[
            "Hello Mei Zhou and Li Na,\n",
            "“our mail of 5 January 2026”",
            "  1. our mail of",
        ],
    );
    assert_eq!(en.subject, "Re:");
    all_in(
        &render(Language::Zh).text,
        &["Mei Zhou、Li Na，二位好：", "“2026年1月5日的邮件”"],
    );
}
