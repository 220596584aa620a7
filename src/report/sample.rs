//! A made-up team with its client and items, for the tests of `report` and `render`.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use crate::model::{
    Address, Ask, Caps, Client, ClientKey, Currency, DueSource, Evidence, Hold, HoldReason,
    HoldScope, Invoice, Item, ItemContact, ItemId, Kind, LadderPolicy, LadderState, Language,
    Member, MessageId, Mode, Payment, PaymentClaim, Person, Policy, Promise, Receipts, Rung,
    Security, Step, SummaryPolicy, Team, Tracking, Unauthenticated, World,
};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("day")
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("time")
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
    let hours = (
        NaiveTime::from_hms_opt(9, 0, 0).expect("time"),
        NaiveTime::from_hms_opt(18, 0, 0).expect("time"),
    );
    let ladder = || LadderPolicy {
        default_due: 5,
        ladder: vec![Rung {
            step: Step::Call,
            after_due: 15,
        }],
    };
    World {
        tracking: Tracking {
            address: address("track@lantern.example"),
            subaddress: false,
        },
        team: Team {
            name: "Lantern Studio".to_owned(),
            domains: vec!["lantern.example".to_owned()],
            members: vec![Member {
                person: person("Anna Weber", "anna@lantern.example"),
                language: None,
            }],
            language: Language::En,
            zone: Tz::Europe__London,
            working_hours: hours,
            holidays: Vec::new(),
            escalate_to: Vec::new(),
            leads: Vec::new(),
        },
        clients: vec![Client {
            key: ClientKey("harbour.example".to_owned()),
            name: "Harbour Tea".to_owned(),
            domains: vec!["harbour.example".to_owned()],
            contacts: Vec::new(),
            language: None,
            zone: Some(Tz::Asia__Shanghai),
            working_hours: None,
            holidays: None,
            escalate_to: Vec::new(),
            mode: None,
            opt_out: false,
            policy: None,
        }],
        policy: Policy {
            mode: Mode::Auto,
            minimum_gap: 3,
            acknowledgement_grace: 3,
            on_payment_claim: PaymentClaim::Close,
            receipts: Receipts::Each,
            request: ladder(),
            invoice: ladder(),
        },
        summary: SummaryPolicy {
            to: Vec::new(),
            day: Weekday::Mon,
            time: hours.0,
        },
        security: Security {
            trusted_authserv_ids: Vec::new(),
            unauthenticated: Unauthenticated::Ask,
        },
        caps: Caps {
            per_address_a_day: 3,
            per_client_a_day: 5,
            total_an_hour: 60,
        },
        admin: Vec::new(),
    }
}

pub(crate) fn request(id: i64, subject: &str, asks: &[(&str, bool)]) -> Item {
    Item {
        id: ItemId(id),
        kind: Kind::Request,
        owner: address("anna@lantern.example"),
        client: ClientKey("harbour.example".to_owned()),
        contacts: vec![ItemContact {
            person: person("Mei Zhou", "mei@harbour.example"),
            primary: true,
            dead: None,
        }],
        subject: subject.to_owned(),
        language: Language::En,
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
        opened_at: at("2026-01-05T10:00:00Z"),
        opened_by: MessageId::new("one@lantern.example"),
        thread: Vec::new(),
        due: day("2026-01-12"),
        due_source: DueSource::Words("by Monday".to_owned()),
        holds: Vec::new(),
        closed: None,
        ladder: LadderState::default(),
        mode: None,
        last_contact: at("2026-01-05T10:00:00Z"),
        promises: Vec::new(),
        last_heard: None,
    }
}

pub(crate) fn invoice(id: i64, number: &str, total: &str, paid: Option<&str>) -> Item {
    let mut item = request(id, &format!("Invoice {number}"), &[]);
    item.kind = Kind::Invoice;
    item.invoice = Some(Invoice {
        numbers: vec![number.to_owned()],
        total: Some(total.parse().expect("amount")),
        currency: Some(Currency::GBP),
        instalments: Vec::new(),
        payments: paid
            .map(|amount| Payment {
                amount: amount.parse().expect("amount"),
                at: at("2026-01-20T10:00:00Z"),
                confirmed: true,
                evidence: Evidence::default(),
            })
            .into_iter()
            .collect(),
    });
    item
}

pub(crate) fn promise(date: &str, words: &str) -> Promise {
    Promise {
        date: day(date),
        at: at("2026-01-13T10:00:00Z"),
        evidence: Evidence::new("promise", None, words),
        broken: false,
        answered: false,
        waited: false,
        whole: false,
        by: None,
    }
}

pub(crate) fn hold(reason: HoldReason, until: Option<&str>, words: &str) -> Hold {
    Hold {
        scope: HoldScope::Team,
        reason,
        until: until.map(day),
        evidence: Evidence::new("test", None, words),
    }
}
