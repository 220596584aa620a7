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
            "The week in figures",
            "1–30 days: 2,400.10",
        ),
        (
            Language::Zh,
            "需要人工处理",
            "一周数字",
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
                "by age in days: 15–30: 1",
                "not due: GBP 70.00",
            ],
        );
    }
}
