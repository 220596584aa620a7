use super::*;

fn planned(next: &str) -> Beside {
    Beside {
        next: Some(day(next)),
        outer: Vec::new(),
    }
}

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
    for kind in NoticeKind::ALL {
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
                    let beside = [planned("2026-02-05")];
                    let content = templates
                        .notice(&notice, &items, &beside, language, &world(), at(NOW))
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
    let beside = [planned("2026-01-13")];
    let of = |language| {
        templates
            .notice(
                &notice,
                std::slice::from_ref(&item),
                &beside,
                language,
                &world(),
                at(NOW),
            )
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

fn told(kind: NoticeKind, item: &Item, lines: Vec<NoticeLine>, language: Language) -> String {
    let notice = Notice {
        kind,
        to: vec![address("anna@lantern.example")],
        items: vec![item.id],
        in_reply_to: None,
        from: None,
        words: String::new(),
        at: None,
        rule: "test".to_owned(),
        lines,
    };
    let templates = Templates::new(&[]).expect("templates");
    let beside = [Beside::default()];
    templates
        .notice(
            &notice,
            std::slice::from_ref(item),
            &beside,
            language,
            &world(),
            at(NOW),
        )
        .expect("a notice")
        .text
}

#[test]
fn a_day_in_a_line_says_what_happens_then() {
    let item = request(41, "Opening campaign", &[("logo", false)]);
    for (code, words, english, chinese) in [
        (
            "waits:question",
            "which format",
            "a question), due 4 February 2026",
            "，2026年2月4日到期",
        ),
        (
            "state:open",
            "",
            "open, due 4 February 2026",
            "进行中，2026年2月4日到期",
        ),
        (
            "held:snooze",
            "",
            "until 4 February 2026",
            "2026年2月4日之前",
        ),
        (
            "info:stands_in",
            "ben@lantern.example",
            ": ben@lantern.example stands in through 4 February 2026\n",
            "ben@lantern.example代理至2026年2月4日（含当日）",
        ),
        (
            "refused:past",
            "due 2026-01-01",
            "“due 2026-01-01”",
            "“截止 2026-01-01”",
        ),
        (
            "refused:talk",
            "note that we met",
            "“note that we met”",
            "“note that we met”",
        ),
        (
            "bounced:unknown_user",
            "mei@harbour.example",
            "(nobody there by that name)",
            "（查无此人）",
        ),
    ] {
        let line = NoticeLine {
            item: Some(item.id),
            code: code.to_owned(),
            words: words.to_owned(),
            date: Some(day("2026-02-04")),
        };
        for (language, want) in [(Language::En, english), (Language::Zh, chinese)] {
            let text = told(NoticeKind::Daily, &item, vec![line.clone()], language);
            assert!(text.contains(want), "{code}: {text}");
            let shown = Templates::new(&[])
                .expect("templates")
                .line(&line, language);
            assert!(!shown.contains('%'), "{code}: {shown}");
        }
    }
}

#[test]
fn the_words_of_a_first_instalment_say_nothing_of_the_second() {
    let mut item = invoice(42, "LS-2026-007", "2400", None);
    item.due_source = DueSource::Words("by 13 January".to_owned());
    let part = |due| Instalment {
        amount: "1200".parse().expect("an amount"),
        due: day(due),
    };
    if let Some(owed) = &mut item.invoice {
        owed.instalments = vec![part("2026-01-13"), part("2026-02-13")];
    }
    item.due = day("2026-01-13");
    let first = told(NoticeKind::Receipt, &item, Vec::new(), Language::En);
    all_in(&first, &["(from “by 13 January” in the mail)"]);
    item.due = day("2026-02-13");
    let second = told(NoticeKind::Receipt, &item, Vec::new(), Language::En);
    assert!(!second.contains("by 13 January"), "{second}");
    // An example of another day lies behind the one that stands.
    all_in(&second, &["due 2026-02-20 –"]);
}
