//! The weekly summary: what it tells of, once, and when.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use nudged::calendar::{Calendars, Holidays, WorkingTime};
use nudged::config;
use nudged::decide::{Desk, rounds};
use nudged::model::{Closed, ClosedHow, EventKind, Evidence, Item, ItemId, Mail};
use nudged::report::{self, ItemView, Material};
use proptest::prelude::*;

use super::story::{CONFIG, Story, at, letter};
use super::{INES, OTTO, request};

const ALL: &str = "all@studio.example";

/// What stands below a heading of a summary's text, up to the next.
fn section<'a>(mail: &'a Mail, heading: &str) -> &'a str {
    let after = mail.text.split_once(heading).map_or("", |(_, rest)| rest);
    after.split("\n\n").next().unwrap_or_default()
}

#[test]
fn the_week_to_come_keeps_the_gap_between_two_mails_to_one_person() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for (subject, due) in [("Plan", "10 March"), ("Portraits", "11 March")] {
        let text = format!("Hi Otto,\n\nplease send us the {subject} by {due}.\n\nInes\n");
        story.mail("2026-03-02 10:00", letter(INES, OTTO, subject, &text));
    }
    story.until("2026-03-09 12:00");
    let summary = story.mails_to(ALL).pop().expect("summary");
    let planned = section(&summary, "Follow-ups of the next seven days");
    story.until("2026-03-17 12:00");
    let sent = story.follow_ups();
    let sent: Vec<&str> = sent.iter().map(|(day, _)| day.as_str()).collect();
    assert!(sent.ends_with(&["2026-03-11", "2026-03-16"]), "{sent:?}");
    for day in ["11 March", "16 March"] {
        assert!(planned.contains(day), "{day}: {planned}");
    }
    assert!(!planned.contains("12 March"), "{planned}");
}

#[test]
fn the_week_to_come_names_the_mails_in_the_order_in_which_they_leave() {
    let day = [("[summary]", "[summary]\nday = \"Tue\"")];
    let mut story = Story::begin("2026-03-02 09:00", &day);
    let other = "Lea Brandt <lea@studio.example>";
    for (when, owner, subject, due) in [
        ("2026-03-02 10:00", INES, "Plan", "6 March"),
        ("2026-03-04 11:00", other, "Portraits", "11 March"),
    ] {
        let text = format!("Hi Otto,\n\nplease send us the {subject} by {due}.\n\nThanks\n");
        story.mail(when, letter(owner, OTTO, subject, &text));
    }
    story.until("2026-03-10 12:00");
    let summary = story.mails_to(ALL).pop().expect("summary");
    let planned = section(&summary, "Follow-ups of the next seven days").to_owned();
    story.until("2026-03-12 18:00");
    let left = story.events(EventKind::FollowUp).pop().expect("one left");
    let item = left.1.items.first().expect("an item").to_string();
    let line = planned
        .lines()
        .find(|line| line.trim_start().starts_with(&item));
    let line = line.unwrap_or_default();
    assert!(line.contains("12 March"), "{item}: {planned}");
}

#[test]
fn a_heads_up_that_another_mail_to_the_contact_forbids_is_not_announced() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let other = "Lea Brandt <lea@studio.example>";
    for (owner, subject) in [(INES, "Plan"), (other, "Portraits")] {
        let text = format!("Hi Otto,\n\nplease send us the {subject} by 13 March.\n\nThanks\n");
        story.mail("2026-03-02 10:00", letter(owner, OTTO, subject, &text));
    }
    story.until("2026-03-09 12:00");
    let summary = story.mails_to(ALL).pop().expect("summary");
    let planned = section(&summary, "Follow-ups of the next seven days");
    assert_eq!(planned.matches("heads-up").count(), 1, "{planned}");
    story.until("2026-03-13 20:00");
    let sent = story.follow_ups();
    assert_eq!(sent.len(), 1, "{sent:?}");
}

#[test]
fn what_leaves_in_the_minute_of_the_summary_stands_there_at_its_day() {
    for mode in ["auto", "forewarn"] {
        let mode = format!("mode = \"{mode}\"");
        let mut story = Story::begin("2026-03-02 09:00", &[("mode = \"auto\"", &mode)]);
        request(&mut story);
        story.until("2026-03-09 12:00");
        assert_eq!(story.follow_ups().len(), 1, "{mode}");
        let summary = story.mails_to(ALL).pop().expect("summary");
        let planned = section(&summary, "Follow-ups of the next seven days");
        assert!(
            planned.contains("friendly") && planned.contains("9 March"),
            "{planned}"
        );
        assert!(!planned.contains("12 March"), "{planned}");
    }
}

#[test]
fn every_close_stands_in_one_summary_also_after_a_shifted_monday() {
    let mut story = Story::begin(
        "2026-03-23 09:30",
        &[(
            "working-hours = \"09:00-18:00\"",
            "working-hours = \"09:00-18:00\"\nholidays = [\"DE\"]",
        )],
    );
    // Easter Monday is the 6th of April: the summary goes on Tuesday.
    let closes = [
        "2026-03-30 08:59",
        "2026-03-30 09:30",
        "2026-04-05 12:00",
        "2026-04-06 12:00",
        "2026-04-07 08:30",
        "2026-04-07 12:00",
        "2026-04-12 23:30",
    ];
    for (n, _) in (1..).zip(closes) {
        story.mail(
            "2026-03-23 10:00",
            letter(
                INES,
                OTTO,
                &format!("Proof sheet {n}"),
                &format!("Hi Otto,\n\nplease send us proof sheet {n} by 30 April.\n\nInes\n"),
            ),
        );
    }
    for (n, when) in (1..).zip(closes) {
        story.mail(
            when,
            letter(INES, "", "words", &format!("done {n}\n")).private(),
        );
    }
    story.until("2026-04-13 12:00");
    let summaries = story.mails_to(ALL);
    let titles: Vec<&str> = summaries.iter().map(|m| m.subject.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Outstanding at Studio Nord, 23 to 29 March 2026",
            "Outstanding at Studio Nord, 30 March to 6 April 2026",
            "Outstanding at Studio Nord, 7 to 12 April 2026",
        ]
    );
    let told: Vec<Vec<usize>> = summaries
        .iter()
        .map(|mail| {
            let closed = section(mail, "Closed in the week");
            (1..=closes.len())
                .filter(|n| closed.contains(&format!("Proof sheet {n} ")))
                .collect()
        })
        .collect();
    assert_eq!(told, [vec![1], vec![2, 3, 4, 5], vec![6, 7]]);
}

/// Summaries of a story, their text.
fn summaries(story: &Story) -> Vec<String> {
    story
        .mails_to(ALL)
        .into_iter()
        .map(|mail| mail.text)
        .collect()
}

#[test]
fn what_only_a_person_can_move_on_comes_first() {
    let mut story = Story::begin(
        "2026-03-02 09:30",
        &[("mode = \"auto\"", "mode = \"approve\"")],
    );
    request(&mut story);
    story.until("2026-03-16 12:00");
    let last = summaries(&story).pop().expect("summary");
    let needs = last.split("Requests: ").next().unwrap_or_default();
    assert!(
        needs.contains("#1 Brochure material (Falk Werke): Waits for your ok"),
        "{last}"
    );
    assert!(!last.contains("everything is paused"), "{last}");
    story.mail(
        "2026-03-17 09:00",
        letter("Lead <lead@studio.example>", "", "words", "pause all\n").private(),
    );
    story.until("2026-03-23 12:00");
    let last = summaries(&story).pop().expect("summary");
    let needs = last.split("Requests: ").next().unwrap_or_default();
    assert!(
        needs.contains("everything is paused until somebody says “resume all”"),
        "{last}"
    );
}

#[test]
fn what_is_only_shown_is_told_as_not_leaving() {
    let mut story = Story::begin(
        "2026-03-02 09:30",
        &[("mode = \"auto\"", "mode = \"observe\"")],
    );
    request(&mut story);
    story.until("2026-03-16 12:00");
    let last = summaries(&story).pop().expect("summary");
    let planned = last
        .split("Follow-ups of the next seven days")
        .nth(1)
        .unwrap_or_default();
    assert!(
        planned.contains("only shown, does not leave (observe)"),
        "{last}"
    );
}

#[test]
fn each_owner_has_his_promises_disputes_and_holds_and_the_trend_is_a_picture() {
    let mut story = Story::begin("2026-02-02 09:30", &[]);
    let han = "韩雪 <hanxue@studio.example>";
    let asked = story.mail(
        "2026-02-03 10:00",
        letter(
            INES,
            OTTO,
            "Hall plan",
            "Hi Otto,\n\nplease send us the hall plan by 6 February.\n\nInes\n",
        ),
    );
    story.mail(
        "2026-02-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Hall plan",
            "Hi Ines, we will send it by 9 April.\n",
        )
        .answering(&asked),
    );
    story.mail(
        "2026-02-10 10:00",
        letter(
            han,
            "林岚 <lin@moor.example>",
            "样品照片",
            "林女士，您好：\n\n请于2月13日前发来样品照片。\n\n韩雪\n",
        ),
    );
    story.until("2026-02-23 12:00");
    let last = story.mails_to(ALL).pop().expect("summary");
    let owners = last.text.split("By owner").nth(1).unwrap_or_default();
    assert!(owners.contains("Promises: coming: 1"), "{}", last.text);
    assert!(owners.contains("On hold: 1"), "{}", last.text);
    assert!(
        last.text
            .contains("Open week by week since 9 February 2026: 1 2 2; overdue of these: 1 2 2"),
        "{}",
        last.text
    );
    let picture = story.attached("trend.png");
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
    let mut again = Story::begin("2026-02-02 09:30", &[]);
    again.until("2026-02-23 12:00");
    assert!(
        summaries(&again)
            .iter()
            .all(|text| !text.contains("week by week"))
    );
}

#[test]
fn a_year_nobody_knows_yet_is_told_once() {
    let mut story = Story::begin(
        "2026-11-20 09:30",
        &[(
            "working-hours = \"09:00-18:00\"",
            "working-hours = \"09:00-18:00\"\nholidays = [\"CN\"]",
        )],
    );
    story.until("2027-01-20 12:00");
    let told: Vec<(String, usize)> = story
        .mails_to(ALL)
        .iter()
        .map(|mail| {
            (
                mail.subject.clone(),
                mail.text.matches("CN are not known for 2027").count(),
            )
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(
        told,
        [(
            "Outstanding at Studio Nord, 30 November to 6 December 2026: nothing".to_owned(),
            1
        )]
    );
}

/// Days off, moments at which the daemon looks (far apart: it was down), moments of closes; all in
/// minutes or days after the first of January.
fn a_year_of_looks() -> impl Strategy<Value = (BTreeSet<u64>, BTreeSet<i64>, Vec<i64>)> {
    const MINUTES: i64 = 120 * 24 * 60;
    (
        proptest::collection::btree_set(0_u64..120, 0..40),
        proptest::collection::btree_set(1_i64..MINUTES, 1..60),
        proptest::collection::vec(0_i64..MINUTES, 1..40),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn periods_tile_time_whatever_holidays_and_downtimes((off, looks, closes) in a_year_of_looks()) {
        let first: NaiveDate = "2026-01-01".parse().expect("day");
        let start = at("2026-01-01 00:00");
        let moment = |minutes: &i64| start + Duration::minutes(*minutes);
        let config = config::parse(CONFIG, std::path::Path::new("")).expect("configuration");
        let team = WorkingTime {
            holidays: Arc::new(Holidays::of_days(off.iter().map(|n| first + Days::new(*n)), [])),
            ..config.calendars.team.clone()
        };
        let calendars = Calendars::new(team, std::collections::HashMap::new());
        let views: Vec<ItemView> = (1..)
            .zip(&closes)
            .map(|(n, minutes)| ItemView {
                item: closed(ItemId(n), moment(minutes)),
                outer: Vec::new(),
                next: None,
            })
            .collect();
        let mut last = start;
        let mut told: Vec<ItemId> = Vec::new();
        let mut before: Option<NaiveDate> = None;
        for now in looks.iter().map(moment) {
            let desk = Desk { world: &config.world, calendars: &calendars, away: &[], now };
            let Some(due) = rounds::summary_due(last, &desk) else { continue };
            prop_assert!(last < due && due <= now);
            let material = Material { items: &views, since: last, until: due, now, ..Material::default() };
            let summary = report::weekly(&material, &config.world);
            told.extend(summary.closed.iter().map(|line| line.id));
            if let Some(before) = before {
                prop_assert_eq!(summary.from, before + Days::new(1));
            }
            before = Some(summary.to);
            last = due;
        }
        told.sort();
        let want: Vec<ItemId> = views
            .iter()
            .filter(|view| view.item.closed.as_ref().is_some_and(|c| c.at < last))
            .map(|view| view.item.id)
            .collect();
        prop_assert_eq!(told, want);
    }
}

fn closed(id: ItemId, at: DateTime<Utc>) -> Item {
    thread_local! {
        static SAMPLE: Item = {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            request(&mut story);
            story.item(1)
        };
    }
    let mut item = SAMPLE.with(Clone::clone);
    item.id = id;
    item.closed = Some(Closed {
        at,
        how: ClosedHow::Done,
        confirmed: true,
        evidence: Evidence::default(),
    });
    item
}

#[test]
fn the_summary_and_the_forewarning_of_one_minute_name_one_day() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"forewarn\"")],
    );
    let text = "Hi Otto,\n\nplease send us the plan by 9 March.\n\nInes\n";
    story.mail("2026-03-02 10:00", letter(INES, OTTO, "Plan", text));
    story.until("2026-03-09 12:00");
    let told = story
        .mails_to("ines@studio.example")
        .pop()
        .expect("forewarning");
    assert!(told.subject.contains("10 March"), "{}", told.subject);
    let summary = story.mails_to(ALL).pop().expect("summary");
    let planned = section(&summary, "Follow-ups of the next seven days");
    assert!(planned.contains("10 March"), "{planned}");
    story.until("2026-03-10 18:00");
    assert!(
        story
            .follow_ups()
            .iter()
            .any(|(day, _)| day == "2026-03-10")
    );
}

#[test]
fn disputed_money_is_told_apart() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for (number, sum) in [("SN-501", "900.00"), ("SN-502", "450.00")] {
        let text = format!(
            "Hi Otto,\n\nplease find attached invoice {number} over EUR {sum}, payable by 30 March 2026.\n\nInes\n"
        );
        let asked = letter(INES, OTTO, &format!("Invoice {number}"), &text);
        let asked = story.mail("2026-03-02 10:00", asked.file(&format!("{number}.pdf")));
        if number == "SN-502" {
            let words = "This total is wrong, we agreed on half. Please correct it.\n";
            let answer = letter(OTTO, INES, "Re: Invoice SN-502", words);
            story.mail("2026-03-03 10:00", answer.answering(&asked));
        }
    }
    story.until("2026-03-09 12:00");
    let summary = story.mails_to(ALL).pop().expect("summary");
    for line in [
        "Money outstanding: EUR 1,350.00\n  not due: 1,350.00\n",
        "\n  Of this disputed: EUR 450.00\n",
    ] {
        assert!(summary.text.contains(line), "{}", summary.text);
    }
}

/// What a summary offers to answer, each whole.
fn offered(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("    → "));
    lines
        .flat_map(|line| line.split(" / ").map(str::to_owned))
        .collect()
}

/// A team that speaks a language, and what its client answered.
fn asked_and_answered(language: &str, invoice: bool, answer: &str) -> Story {
    let language = format!("\nlanguage = \"{language}\"\ntime-zone");
    let mode = ("mode = \"auto\"", "mode = \"approve\"");
    let mut changes = vec![("\nlanguage = \"en\"\ntime-zone", language.as_str())];
    changes.extend(Some(mode).filter(|_| answer.is_empty()));
    let mut story = Story::begin("2026-03-02 09:00", &changes);
    let asked = if invoice {
        let text = "Hi Otto,\n\nplease find attached invoice SN-503 over EUR 900.00, payable by 6 March 2026.\n\nInes\n";
        let asked = letter(INES, OTTO, "Invoice SN-503", text);
        story.mail("2026-03-02 10:00", asked.file("SN-503.pdf"))
    } else {
        request(&mut story)
    };
    if !answer.is_empty() {
        let answer = letter(OTTO, INES, "Re: it", answer).answering(&asked);
        story.mail("2026-03-03 10:00", answer);
    }
    story.until("2026-03-16 12:00");
    story
}

#[test]
fn every_word_a_summary_offers_does_what_it_says() {
    for (invoice, answer, first) in [
        (false, "Which format do you need the plan in?\n", "chase 1"),
        (false, "We will not send you that.\n", "chase 1"),
        (
            true,
            "This total is wrong, we agreed on half. Please correct it.\n",
            "resume 1",
        ),
        (
            true,
            "We paid this invoice by transfer yesterday.\n",
            "paid 1",
        ),
        (
            false,
            "Please stop writing to me.\n",
            "contact 1 name@client.example",
        ),
        (false, "", "ok 1"),
    ] {
        for (language, not_done) in [("en", "Not done"), ("zh", "未执行")] {
            let told = asked_and_answered(language, invoice, answer);
            let summary = told.mails_to(ALL).pop().expect("summary");
            let words = offered(&summary.text);
            if language == "en" {
                assert_eq!(
                    words.first().map(String::as_str),
                    Some(first),
                    "{}",
                    summary.text
                );
            }
            assert!(words.len() > 1, "{}", summary.text);
            for word in words {
                let mut story = asked_and_answered(language, invoice, answer);
                let asked = story.mails_to(ALL).pop().expect("summary");
                let before = story.mails_to("ines@studio.example").len();
                let order = letter(INES, "", "Re: Outstanding", &format!("{word}\n")).private();
                story.mail("2026-03-16 14:00", order.answering(asked.id().as_str()));
                let answers = story.mails_to("ines@studio.example");
                let answers = answers.get(before..).unwrap_or_default();
                let text: String = answers.iter().map(|mail| mail.text.clone()).collect();
                assert!(
                    !text.is_empty() && !text.contains("Not done") && !text.contains(not_done),
                    "{word}: {text}"
                );
            }
        }
    }
}
