//! Golden points of every follow-up, notice and summary, in both languages.

mod follow_up;
mod inert;
mod notice;
mod overrides;
mod summary;

use rust_decimal::Decimal;

use super::*;
use crate::model::{
    Closed, ClosedHow, DueSource, Evidence, FollowUpLine, HoldReason, Instalment, ItemId, Kind,
    Mode, NoticeLine, Step,
};
use crate::report::sample::{address, at, day, hold, invoice, person, request, world};

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

/// Nothing happened since; answers help by the sixth.
fn quiet() -> Background<'static> {
    Background {
        original: None,
        greeting: None,
        facts: &[],
        by: day("2026-02-06"),
        again: false,
    }
}

fn rendered(items: &[Item], step: Step, language: Language) -> Content {
    told(items, step, &[], language)
}

fn told(items: &[Item], step: Step, facts: &[Vec<Fact>], language: Language) -> Content {
    let original = original();
    let background = Background {
        original: Some(&original),
        facts,
        ..quiet()
    };
    worded(&follow_up(items, step), items, &background, language)
}

fn worded(
    mail: &FollowUp,
    items: &[Item],
    background: &Background<'_>,
    language: Language,
) -> Content {
    let templates = Templates::new(&[]).expect("templates");
    templates
        .follow_up(mail, items, background, language, &world(), at(NOW))
        .expect("follow-up")
}

/// What stands above the quoted original.
fn own(text: &str) -> &str {
    let cut = text
        .find("Anna Weber wrote:")
        .or_else(|| text.find("Anna Weber写道："))
        .expect("quote");
    let before = text.get(..cut).expect("cut");
    before.rsplit_once('\n').expect("line").0
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

fn own_html(html: &str) -> &str {
    html.split("<blockquote").next().expect("part")
}
