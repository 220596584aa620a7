//! A made-up client and what it owes.

use std::path::Path;

use nudged::config;
use nudged::model::{
    Address, Ask, ClientKey, Currency, DueSource, Evidence, FollowUp, FollowUpLine, Instalment,
    Invoice, Item, ItemContact, ItemId, Kind, LadderState, Language, MessageId, Mode, Payment,
    Person, Step, World,
};
use nudged::render::Original;

pub(crate) const NOW: &str = "2026-02-03T09:00:00Z";

pub(crate) fn parsed<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().expect("written so")
}

pub(crate) fn address(text: &str) -> Address {
    Address::parse(text).expect("address")
}

pub(crate) fn person(name: &str, at: &str) -> Person {
    Person {
        name: name.to_owned(),
        address: address(at),
    }
}

pub(crate) fn world() -> World {
    let text = r#"
[tracking]
address = "track@lantern.example"
[team]
name = "Lantern Studio"
domains = ["lantern.example"]
members = [
    { name = "Anna Weber", address = "anna@lantern.example" },
    { name = "Ben Ode", address = "ben@lantern.example" },
]
time-zone = "Europe/London"
[[client]]
name = "Harbour Tea"
domains = ["harbour.example"]
time-zone = "Asia/Shanghai"
"#;
    let config = config::parse(text, Path::new("/"));
    config.expect("a configuration").world
}

pub(crate) fn original() -> Original {
    Original {
        from: person("Anna Weber", "anna@lantern.example"),
        at: parsed("2026-01-05T20:00:00Z"),
        subject: "Opening campaign".to_owned(),
        text: "Hi Mei,\r\n1. logo as SVG\r\n2. team photo\r\n\r\nAnna".to_owned(),
    }
}

pub(crate) fn request(id: i64, subject: &str, asks: &[(&str, bool)], language: Language) -> Item {
    let zh = language == Language::Zh;
    Item {
        id: ItemId(id),
        kind: Kind::Request,
        owner: address("anna@lantern.example"),
        client: ClientKey("harbour.example".to_owned()),
        contacts: vec![ItemContact {
            person: person(
                if zh { "周梅" } else { "Grace Hill" },
                "mei@harbour.example",
            ),
            primary: true,
            dead: None,
        }],
        subject: subject.to_owned(),
        language,
        asks: asks
            .iter()
            .zip(1..)
            .map(|((text, done), n)| Ask {
                n,
                text: (*text).to_owned(),
                done: *done,
            })
            .collect(),
        invoice: None,
        opened_at: parsed("2026-01-05T10:00:00Z"),
        opened_by: MessageId::new("one@lantern.example"),
        thread: Vec::new(),
        due: parsed("2026-01-12"),
        due_source: DueSource::Words("by Monday".to_owned()),
        holds: Vec::new(),
        closed: None,
        ladder: LadderState::default(),
        mode: None,
        last_contact: parsed("2026-01-05T10:00:00Z"),
        promises: Vec::new(),
        last_heard: None,
    }
}

pub(crate) fn campaign(language: Language) -> Item {
    match language {
        Language::En => {
            let asks = [
                ("logo as SVG", false),
                ("team photo", true),
                ("opening hours", false),
            ];
            request(41, "Opening campaign", &asks, language)
        }
        Language::Zh => {
            let asks = [
                ("LOGO源文件", false),
                ("团队照片", true),
                ("营业时间", false),
            ];
            request(41, "开业活动", &asks, language)
        }
    }
}

pub(crate) fn invoice(
    id: i64,
    number: &str,
    total: &str,
    paid: Option<&str>,
    language: Language,
) -> Item {
    let word = match language {
        Language::En => "Invoice",
        Language::Zh => "发票",
    };
    let mut item = request(id, &format!("{word} {number}"), &[], language);
    item.kind = Kind::Invoice;
    item.invoice = Some(Invoice {
        numbers: vec![number.to_owned()],
        total: Some(parsed(total)),
        currency: Some(match language {
            Language::En => Currency::GBP,
            Language::Zh => Currency::CNY,
        }),
        instalments: Vec::new(),
        payments: paid
            .map(|amount| Payment {
                amount: parsed(amount),
                at: parsed("2026-01-20T10:00:00Z"),
                confirmed: true,
                evidence: Evidence::default(),
            })
            .into_iter()
            .collect(),
    });
    item
}

/// The second of two parts is due.
pub(crate) fn in_parts(due: &str, language: Language) -> Item {
    let mut owed = invoice(44, "LS-2026-009", "1000", Some("300"), language);
    let part = |due: &str, amount: &str| Instalment {
        due: parsed(due),
        amount: parsed(amount),
    };
    if let Some(invoice) = owed.invoice.as_mut() {
        invoice.instalments = vec![part("2026-01-02", "300"), part(due, "700")];
    }
    owed.ladder.instalment = 1;
    owed
}

/// A request, an invoice, and both with another.
pub(crate) fn kinds(language: Language) -> [(&'static str, Vec<Item>); 3] {
    let asks = campaign(language);
    let owed = invoice(42, "LS-2026-007", "2400", None, language);
    let more = invoice(43, "LS-2026-008", "640.5", Some("140.5"), language);
    [
        ("request", vec![asks.clone()]),
        ("invoice", vec![owed.clone()]),
        ("outstanding", vec![asks, owed, more]),
    ]
}

pub(crate) fn follow_up(items: &[Item], step: Step) -> FollowUp {
    FollowUp {
        owner: address("anna@lantern.example"),
        to: items.first().expect("an item").follow_up_contacts(),
        cc: vec![person("Anna Weber", "anna@lantern.example")],
        lines: items
            .iter()
            .map(|item| FollowUpLine {
                item: item.id,
                instalment: item.ladder.instalment,
                round: 0,
                step,
            })
            .collect(),
        mode: Mode::Auto,
        at: parsed(NOW),
        send_before: parsed("2026-02-03T17:00:00Z"),
    }
}
