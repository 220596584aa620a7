use super::*;

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
        assert!(
            !content.html.contains("&amp;lt;"),
            "escaped twice: {}",
            content.html
        );
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
            let facts = vec![vec![Fact::NewContact {
                before: evil.to_owned(),
            }]];
            let background = Background {
                original: Some(&original),
                greeting: Some(evil),
                facts: &facts,
                ..quiet()
            };
            let content = templates
                .follow_up(&mail, &items, &background, language, &world, at(NOW))
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
        let week = crate::report::weekly(
            &crate::report::Material {
                items: &views,
                history: &[],
                since: at("2026-01-26T09:00:00Z"),
                until: at(NOW),
                now: at(NOW),
                ..crate::report::Material::default()
            },
            &world,
        );
        inert(&templates.summary(&week, language, &world).expect("summary"));
    }
}
