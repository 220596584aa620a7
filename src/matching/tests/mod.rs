//! What the tables of matching are made of: a shelf of items, a letter.

mod quotes;
mod table;

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::*;
use crate::model::{
    Address, Ask, Attachment, Automatic, AutomaticKind, Closed, ClosedHow, Currency, DueSource,
    Invoice, ItemContact, Kind, LadderState, Language, MoneySeen, Person, Reply, Role, Signal,
    SignalKind,
};

/// A look-up over a list; ids of mail that is in no thread stand in `links`.
#[derive(Default)]
struct Shelf {
    items: Vec<Item>,
    links: HashMap<String, Vec<i64>>,
    texts: Vec<(i64, &'static str)>,
}

impl Lookup for Shelf {
    type Error = std::convert::Infallible;
    fn by_message_id(&self, id: &MessageId) -> Result<Vec<ItemId>, Self::Error> {
        let mut found: Vec<ItemId> = self
            .items
            .iter()
            .filter(|item| item.thread.contains(id))
            .map(|item| item.id)
            .collect();
        found.extend(
            self.links
                .get(&id.key())
                .into_iter()
                .flatten()
                .map(|id| ItemId(*id)),
        );
        Ok(found)
    }
    fn by_subject(&self, client: &ClientKey, base: &str) -> Result<Vec<ItemId>, Self::Error> {
        let fits = |item: &&Item| item.client == *client && item.subject.to_lowercase() == base;
        Ok(self.items.iter().filter(fits).map(|item| item.id).collect())
    }
    fn by_invoice_number(
        &self,
        client: &ClientKey,
        number: &str,
    ) -> Result<Vec<ItemId>, Self::Error> {
        let numbers = |item: &Item| {
            item.invoice.as_ref().is_some_and(|i| {
                i.numbers
                    .iter()
                    .any(|n| number_key(n) == number_key(number))
            })
        };
        Ok(self
            .items
            .iter()
            .filter(|item| item.client == *client && numbers(item))
            .map(|item| item.id)
            .collect())
    }
    fn open_of_client(&self, client: &ClientKey) -> Result<Vec<Item>, Self::Error> {
        Ok(self
            .items
            .iter()
            .filter(|item| item.client == *client && item.closed.is_none())
            .cloned()
            .collect())
    }
    fn by_tag(&self, tag: &str) -> Result<Option<ItemId>, Self::Error> {
        Ok(tag
            .strip_suffix(".ok")
            .and_then(|t| t.strip_prefix('i'))
            .and_then(|n| n.parse().ok())
            .map(ItemId))
    }
    fn by_mark(&self, mark: i64) -> Result<Vec<ItemId>, Self::Error> {
        let holds = |(id, text): &(i64, &str)| {
            let item = self.items.iter().find(|item| item.id.0 == *id);
            item.is_some_and(|item| {
                quote::marks(&item.client, text, quote::KEPT)
                    .iter()
                    .any(|m| m.hash == mark)
            })
        };
        let held = self.texts.iter().filter(|text| holds(text));
        Ok(held.map(|(id, _)| ItemId(*id)).collect())
    }
    fn item(&self, id: ItemId) -> Result<Option<Item>, Self::Error> {
        Ok(self.items.iter().find(|item| item.id == id).cloned())
    }
}

fn address(text: &str) -> Address {
    Address::parse(text).expect("address")
}

fn client() -> ClientKey {
    ClientKey("client.example".into())
}

pub(super) fn request(id: i64, subject: &str, asks: &[&str]) -> Item {
    let message = MessageId::new(&format!("m{id}@agency.example"));
    Item {
        id: ItemId(id),
        kind: Kind::Request,
        owner: address("anna@agency.example"),
        client: client(),
        contacts: vec![ItemContact {
            person: Person::nameless(address("bob@client.example")),
            primary: true,
            dead: None,
        }],
        subject: subject.into(),
        language: Language::En,
        asks: (1..)
            .zip(asks)
            .map(|(n, text)| Ask {
                n,
                text: (*text).into(),
                done: false,
            })
            .collect(),
        invoice: None,
        opened_at: "2026-03-02T09:00:00Z".parse().expect("time"),
        opened_by: message.clone(),
        thread: vec![message],
        due: "2026-03-09".parse().expect("day"),
        due_source: DueSource::Default,
        holds: Vec::new(),
        closed: None,
        ladder: LadderState::default(),
        mode: None,
        last_contact: "2026-03-02T09:00:00Z".parse().expect("time"),
        promises: Vec::new(),
        last_heard: None,
    }
}

pub(super) fn invoice(id: i64, subject: &str, number: &str, total: i64) -> Item {
    Item {
        kind: Kind::Invoice,
        invoice: Some(Invoice {
            numbers: vec![number.into()],
            total: Some(Decimal::from(total)),
            currency: Some(Currency::CNY),
            ..Invoice::default()
        }),
        ..request(id, subject, &[])
    }
}

fn closed(item: Item) -> Item {
    let at = item.opened_at;
    Item {
        closed: Some(Closed {
            at,
            how: ClosedHow::Done,
            confirmed: true,
            evidence: Evidence::default(),
        }),
        ..item
    }
}

/// A mail of bob's with its reading.
#[derive(Default)]
struct Letter {
    mail: Mail,
    numbers: Vec<&'static str>,
    money: Vec<i64>,
    signals: Vec<SignalKind>,
    own: String,
    quoted: String,
    reply: Option<Reply>,
}

impl Letter {
    fn new(subject: &str, own: &str) -> Self {
        let mail = Mail {
            message_id: Some(MessageId::new("answer@client.example")),
            from: Some(Person::nameless(address("bob@client.example"))),
            subject: subject.into(),
            base_subject: subject.trim_start_matches("Re: ").into(),
            ..Mail::default()
        };
        Self {
            mail,
            own: own.into(),
            ..Self::default()
        }
    }
    fn answers(mut self, ids: &[&str]) -> Self {
        self.mail.in_reply_to = ids.iter().map(|id| MessageId::new(id)).collect();
        self
    }
    fn refers(mut self, ids: &[&str]) -> Self {
        self.mail.references = ids.iter().map(|id| MessageId::new(id)).collect();
        self
    }
    fn attached(mut self, name: &str) -> Self {
        self.mail.attachments.push(Attachment {
            invoice: None,
            name: name.into(),
            media_type: "application/pdf".into(),
            size: 9,
            hash: String::new(),
            inline: false,
        });
        self
    }
    fn to(mut self, to: &str) -> Self {
        self.mail.to.push(Person::nameless(address(to)));
        self
    }
    fn says(mut self, signal: SignalKind) -> Self {
        self.signals.push(signal);
        self
    }
    fn number(mut self, number: &'static str) -> Self {
        self.numbers.push(number);
        self
    }
    fn amount(mut self, amount: i64) -> Self {
        self.money.push(amount);
        self
    }
    fn quotes(mut self, text: &str) -> Self {
        self.quoted = text.into();
        self
    }
    fn read_as(mut self, reply: Reply) -> Self {
        self.reply = Some(reply);
        self
    }
    fn reading(&self) -> Reading {
        let mut reading = Reading::empty(Role::Client);
        reading.own_text.clone_from(&self.own);
        reading.reply = self.reply.unwrap_or(reading.reply);
        reading.quoted_text.clone_from(&self.quoted);
        reading.invoice_numbers = self.numbers.iter().map(|n| (*n).to_owned()).collect();
        reading.money = self
            .money
            .iter()
            .map(|n| MoneySeen {
                text: format!("¥{n}"),
                value: Decimal::from(*n),
                currency: None,
            })
            .collect();
        reading.signals = self
            .signals
            .iter()
            .map(|kind| Signal {
                kind: *kind,
                date: None,
                evidence: "words".into(),
                confidence: 1.0,
            })
            .collect();
        reading
    }
    fn about(&self, shelf: &Shelf, from: Option<&ClientKey>) -> Match {
        let Ok(found) = find(&self.mail, &self.reading(), from, shelf);
        found
    }
}

/// `clear 1,2 rule`, `unclear 1,2 rule` or `nothing`, for tables.
fn shown(found: &Match) -> String {
    let list = |hits: &[Hit]| {
        let ids: Vec<String> = hits.iter().map(|hit| hit.item.0.to_string()).collect();
        for hit in hits {
            assert_eq!(
                hit.evidence.message_id,
                Some(MessageId::new("answer@client.example"))
            );
            assert!(!hit.evidence.words.is_empty(), "evidence has words");
            assert!(hit.score > 0.0 && hit.score <= 1.0);
        }
        format!(
            "{} {}",
            ids.join(","),
            hits.first().map_or("", |hit| hit.evidence.rule.as_str())
        )
    };
    match found {
        Match::Items(hits) => format!("clear {}", list(hits)),
        Match::Ambiguous(hits) => format!("unclear {}", list(hits)),
        Match::Nothing => "nothing".into(),
    }
}

fn shelf() -> Shelf {
    Shelf {
        items: vec![
            request(1, "Logo", &["Logo as SVG", "Brand guidelines"]),
            request(
                2,
                "Opening hours of the shop",
                &["Opening hours of the shop in summer"],
            ),
            invoice(3, "Invoice INV-2026-0003", "INV-2026-0003", 12_000),
            invoice(4, "Second instalment", "INV-2026-0004", 5_000),
            closed(request(5, "Photos of the team", &["Photos of the team"])),
            closed(request(6, "Photos of the team", &["Photos of the team"])),
            request(7, "营业执照", &["营业执照扫描件"]),
        ],
        links: HashMap::from([
            ("follow-up@agency.example".into(), vec![1, 3]),
            ("both@agency.example".into(), vec![3, 4]),
            ("all@agency.example".into(), vec![1, 2, 3]),
            ("one@agency.example".into(), vec![2]),
        ]),
        texts: Vec::new(),
    }
}
