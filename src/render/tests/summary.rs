use super::*;

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
    let week = crate::report::weekly(
        &crate::report::Material {
            items: &views,
            history: &[],
            since: at("2026-01-26T09:00:00Z"),
            until: at(NOW),
            now: at(NOW),
            ..crate::report::Material::default()
        },
        &world(),
    );
    for (language, needs, figures, bucket) in [
        (
            Language::En,
            "What needs a person",
            "Money outstanding",
            "1–30 days: 2,400.10",
        ),
        (
            Language::Zh,
            "需要人工处理",
            "未收款项",
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
        for zero in ["31–60", "61–90", "90", ": 0.00", "：0.00"] {
            assert!(!mail.text.contains(zero), "{zero}: {}", mail.text);
        }
        assert!(mail.subject.contains("Lantern Studio"), "{}", mail.subject);
        all_in(
            &mail.text,
            &[
                "#41",
                "Harbour Tea",
                "Opening campaign",
                "which format?",
                bucket,
                "2,400.10",
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
    let nothing = crate::report::weekly(
        &crate::report::Material {
            items: &[],
            history: &[],
            since: at("2026-01-26T09:00:00Z"),
            until: at(NOW),
            now: at(NOW),
            ..crate::report::Material::default()
        },
        &world(),
    );
    for language in LANGUAGES {
        let mail = templates
            .summary(&nothing, language, &world())
            .expect("summary");
        assert_eq!(mail.text.trim().lines().count(), 1, "{}", mail.text);
        assert!(mail.files.is_empty());
    }
}

#[test]
fn each_owner_has_his_own_figures() {
    let mut other = invoice(2, "LS-2", "70", None);
    other.owner = address("ben@lantern.example");
    other.due = day("2026-03-01");
    let views: Vec<crate::report::ItemView> = [request(1, "a", &[("x", false)]), other]
        .into_iter()
        .map(|item| crate::report::ItemView {
            item,
            outer: Vec::new(),
            next: None,
        })
        .collect();
    let week = crate::report::weekly(
        &crate::report::Material {
            items: &views,
            history: &[],
            since: at("2026-01-26T09:00:00Z"),
            until: at(NOW),
            now: at(NOW),
            ..crate::report::Material::default()
        },
        &world(),
    );
    let templates = Templates::new(&[]).expect("templates");
    let mail = templates
        .summary(&week, Language::En, &world())
        .expect("summary");
    for twin in [&mail.text, &mail.html] {
        all_in(
            twin,
            &[
                "Anna Weber",
                "ben@lantern.example",
                "Open, by age in days: 15–30: 1",
                "not due: GBP 70.00",
            ],
        );
    }
}

/// How often each number from one to two hundred begins a line of a text, those it never does left out.
fn lines_of(text: &str) -> Vec<(i64, usize)> {
    let times = |n: i64| {
        let mark = format!("#{n} ");
        let lines = text.lines().map(str::trim_start);
        lines.filter(|line| line.starts_with(&mark)).count()
    };
    (1..=200)
        .map(|n| (n, times(n)))
        .filter(|(_, n)| *n > 0)
        .collect()
}

#[test]
fn an_item_stands_on_one_line_and_a_list_has_an_end() {
    let mut contested = invoice(1, "LS-1", "900", None);
    contested.holds = vec![
        hold(HoldReason::Dispute, None, "wrong amount"),
        hold(HoldReason::Review, None, "and who are you?"),
    ];
    contested.promises = vec![crate::report::sample::promise("2026-01-20", "by the 20th")];
    let mut promised = request(2, "Plan", &[("plan", false)]);
    promised.holds = vec![hold(HoldReason::Promise, Some("2026-03-10"), "on the 9th")];
    promised.promises = vec![crate::report::sample::promise("2026-03-09", "on the 9th")];
    let mut paid = invoice(3, "LS-3", "70", None);
    paid.closed = Some(Closed {
        at: at("2026-01-30T10:00:00Z"),
        how: ClosedHow::Paid,
        confirmed: false,
        evidence: Evidence::new("payment", None, "paid today"),
    });
    let planned = (4..=160).map(|n| request(n, "Many", &[("x", false)]));
    let mut quiet = request(190, "Menu", &[("menu", false)]);
    quiet.due = day("2026-04-01");
    let views: Vec<crate::report::ItemView> = [contested, promised, paid, quiet]
        .into_iter()
        .chain(planned)
        .map(|item| crate::report::ItemView {
            next: (item.subject == "Many").then_some((Step::Friendly, at(NOW))),
            item,
            outer: Vec::new(),
        })
        .collect();
    let week = crate::report::weekly(
        &crate::report::Material {
            items: &views,
            since: at("2026-01-26T09:00:00Z"),
            until: at(NOW),
            now: at(NOW),
            ..crate::report::Material::default()
        },
        &world(),
    );
    let templates = Templates::new(&[]).expect("templates");
    let mail = templates
        .summary(&week, Language::En, &world())
        .expect("summary");
    let lines = lines_of(&mail.text);
    assert!(lines.iter().all(|(_, times)| *times == 1), "{}", mail.text);
    assert_eq!(lines.len(), 154, "{}", mail.text);
    assert_eq!(
        mail.subject,
        "Outstanding at Lantern Studio, 26 January to 2 February 2026: 2 need a person"
    );
    all_in(
        &mail.text,
        &[
            "\n  #1 Invoice LS-1 (Harbour Tea): disputed, a person must look, “wrong amount”, due 12 January 2026 (22 days overdue), GBP 900.00\n    → resume 1 / done 1 / cancel 1\n",
            "\n  #3 Invoice LS-3 (Harbour Tea): said to be paid, not confirmed: 30 January 2026, GBP 70.00, “paid today”\n    → paid 3 / reopen 3\n",
            "\nOn hold (1)\n  #2 Plan (Harbour Tea): promised for 9 March 2026, “on the 9th”, due 12 January 2026 (22 days overdue)\n",
            "\nFollow-ups of the next seven days (157)\n  #4 Many",
            "\n  and 7 more, in the attached list\n",
            "\nNothing to do this week (1)\n  #190 Menu (Harbour Tea): due 1 April 2026\n",
        ],
    );
    assert!(mail.html.len() < 150_000, "{}", mail.html.len());
}

#[test]
fn an_address_that_came_back_takes_no_item_from_its_list() {
    let mut settled = request(1, "Plan", &[("plan", true)]);
    settled.closed = Some(Closed {
        at: at("2026-01-30T10:00:00Z"),
        how: ClosedHow::Done,
        confirmed: true,
        evidence: Evidence::default(),
    });
    let mut dead = request(2, "Menu", &[("menu", false)]);
    dead.holds = vec![hold(HoldReason::Bounce, None, "550 no such user")];
    let views: Vec<crate::report::ItemView> =
        [settled, dead, request(3, "Logo", &[("logo", false)])]
            .into_iter()
            .map(|item| crate::report::ItemView {
                item,
                outer: Vec::new(),
                next: None,
            })
            .collect();
    let bounced = |item, to: &str| {
        let words = Evidence::new("bounce", None, "550 no such user");
        let daemon = crate::model::Actor::Daemon;
        let mut entry =
            crate::model::HistoryEntry::new(crate::model::EventKind::Bounced, daemon, &words);
        entry.item = Some(ItemId(item));
        entry.to = vec![address(to)];
        (at("2026-01-29T10:00:00Z"), entry)
    };
    let history = [
        bounced(1, "one@harbour.example"),
        bounced(2, "two@harbour.example"),
        bounced(3, "three@harbour.example"),
    ];
    let week = crate::report::weekly(
        &crate::report::Material {
            items: &views,
            history: &history,
            since: at("2026-01-26T09:00:00Z"),
            until: at(NOW),
            now: at(NOW),
            ..crate::report::Material::default()
        },
        &world(),
    );
    let templates = Templates::new(&[]).expect("templates");
    let mail = templates.summary(&week, Language::En, &world());
    let text = mail.expect("summary").text;
    all_in(
        &text,
        &[
            "\nAddresses that do not work (2)\n  one@harbour.example, “550 no such user”\n  #3 Logo (Harbour Tea): three@harbour.example, “550 no such user”, due",
            "\nClosed in the week (1)\n  #1 Plan",
            "\n  #2 Menu (Harbour Tea): no address works, “550 no such user”",
        ],
    );
    let lines = lines_of(&text);
    assert_eq!(lines, [(1, 1), (2, 1), (3, 1)], "{text}");
}
