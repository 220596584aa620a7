//! Tables: a mail, the items there are, and what it is about.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::*;
use crate::model::{
    Address, Ask, Attachment, Automatic, AutomaticKind, Closed, ClosedHow, Currency, DueSource,
    Invoice, ItemContact, LadderState, Language, MoneySeen, Person, Role, Signal, SignalKind,
};

/// A look-up over a list; ids of mail that is in no thread stand in `links`.
#[derive(Default)]
struct Shelf {
    items: Vec<Item>,
    links: HashMap<String, Vec<i64>>,
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

fn request(id: i64, subject: &str, asks: &[&str]) -> Item {
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

fn invoice(id: i64, subject: &str, number: &str, total: i64) -> Item {
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

use crate::model::Kind;

/// A mail of bob's with its reading.
#[derive(Default)]
struct Letter {
    mail: Mail,
    numbers: Vec<&'static str>,
    money: Vec<i64>,
    signals: Vec<SignalKind>,
    own: String,
    quoted: String,
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
    fn reading(&self) -> Reading {
        let mut reading = Reading::empty(Role::Client);
        reading.own_text.clone_from(&self.own);
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
    }
}

#[test]
fn threads_tags_numbers_subjects_and_content_in_this_order() {
    let fresh = |own: &str| Letter::new("Hello", own);
    let table: Vec<(&str, Letter, &str)> = vec![
        (
            "direct answer",
            fresh("thanks").answers(&["<M1@agency.example>"]),
            "clear 1 reply-in-thread",
        ),
        (
            "by references only",
            fresh("x").refers(&["m2@agency.example", "unknown@x"]),
            "clear 2 reply-in-thread",
        ),
        (
            "second id of ours",
            fresh("x").refers(&["ref.one@agency.example"]),
            "clear 2 reply-in-thread",
        ),
        (
            "closed item, late answer",
            fresh("x").answers(&["m5@agency.example"]),
            "clear 5 reply-in-thread",
        ),
        (
            "thread beats subject",
            Letter::new("Logo", "x").answers(&["m2@agency.example"]),
            "clear 2 reply-in-thread",
        ),
        (
            "merged mail, bare thanks",
            fresh("thanks").answers(&["follow-up@agency.example"]),
            "unclear 1,3 reply-in-thread",
        ),
        (
            "merged mail, paid",
            fresh("It is paid.")
                .answers(&["follow-up@agency.example"])
                .says(SignalKind::Payment),
            "clear 3 reply-in-thread",
        ),
        (
            "merged mail, logo attached",
            fresh("here")
                .attached("logo.svg")
                .answers(&["follow-up@agency.example"]),
            "clear 1 reply-in-thread",
        ),
        (
            "merged mail, split",
            fresh("Logo attached, and paid.")
                .attached("Logo_final.svg")
                .says(SignalKind::Payment)
                .answers(&["follow-up@agency.example"]),
            "clear 1,3 reply-in-thread",
        ),
        (
            "two invoices, paid",
            fresh("paid")
                .says(SignalKind::Payment)
                .answers(&["both@agency.example"]),
            "unclear 3,4 reply-in-thread",
        ),
        (
            "two invoices, both paid",
            fresh("Both have been paid")
                .says(SignalKind::Payment)
                .answers(&["both@agency.example"]),
            "clear 3,4 reply-in-thread",
        ),
        (
            "two invoices, 两笔",
            fresh("两笔都付了")
                .says(SignalKind::Payment)
                .answers(&["both@agency.example"]),
            "clear 3,4 reply-in-thread",
        ),
        (
            "two invoices, a number",
            fresh("INV-2026-0004 is paid")
                .number("INV-2026-0004")
                .answers(&["both@agency.example"]),
            "clear 4 reply-in-thread",
        ),
        (
            "two invoices, an amount",
            fresh("¥5000 paid")
                .amount(5_000)
                .says(SignalKind::Payment)
                .answers(&["both@agency.example"]),
            "clear 4 reply-in-thread",
        ),
        (
            "two items, one answered directly",
            fresh("ok")
                .answers(&["m2@agency.example"])
                .refers(&["m1@agency.example", "m2@agency.example"]),
            "clear 2 reply-in-thread",
        ),
        (
            "in one thread, of another invoice",
            fresh("INV-2026-0004 is paid")
                .number("INV-2026-0004")
                .answers(&["m3@agency.example"]),
            "unclear 3,4 reply-in-thread",
        ),
        (
            "in a request's thread, of an invoice as well",
            fresh("INV-2026-0004 paid")
                .number("INV-2026-0004")
                .answers(&["m1@agency.example"]),
            "clear 1,4 reply-in-thread",
        ),
        (
            "the thread's subject names one of its items, the words none",
            Letter::new("Re: Invoice INV-2026-0003", "we will look at it")
                .number("INV-2026-0003")
                .answers(&["follow-up@agency.example"]),
            "unclear 1,3 reply-in-thread",
        ),
        (
            "the thread's subject names one of its items, the words another",
            Letter::new("Re: Invoice INV-2026-0003", "logo attached")
                .number("INV-2026-0003")
                .attached("logo.svg")
                .answers(&["follow-up@agency.example"]),
            "clear 1 reply-in-thread",
        ),
        (
            "a number in the subject alone",
            Letter::new("About INV-2026-0003", "see subject").number("INV-2026-0003"),
            "clear 3 invoice-number",
        ),
        (
            "address tag",
            fresh("x").to("track+I2.ok@agency.example"),
            "clear 2 address-tag",
        ),
        (
            "forged address tag",
            fresh("x").to("track+i2.no@agency.example"),
            "nothing",
        ),
        (
            "other tags",
            fresh("x").to("track+invoice@agency.example"),
            "nothing",
        ),
        (
            "subject tag",
            Letter::new("Re: [#2] hours", "x"),
            "clear 2 subject-tag",
        ),
        (
            "invoice number",
            fresh("We paid").number("inv-2026-0003"),
            "clear 3 invoice-number",
        ),
        (
            "number in an attachment's name",
            fresh("see attachment").attached("INV-2026-0003.pdf"),
            "clear 3 invoice-number",
        ),
        (
            "a longer number is another one",
            fresh("see").attached("INV-2026-00031.pdf"),
            "nothing",
        ),
        (
            "two numbers",
            fresh("paid")
                .number("INV-2026-0003")
                .number("INV-2026-0004"),
            "clear 3,4 invoice-number",
        ),
        (
            "amount",
            fresh("transferred ¥12000").amount(12_000),
            "clear 3 amount",
        ),
        (
            "unknown amount",
            fresh("we paid ¥777").amount(777).says(SignalKind::Payment),
            "nothing",
        ),
        (
            "base subject",
            Letter::new("Re: Opening hours of the shop", "9 to 18"),
            "clear 2 base-subject",
        ),
        (
            "base subject, closed: the newest",
            Letter::new("Re: Photos of the team", "late"),
            "clear 6 base-subject",
        ),
        (
            "content: attachment",
            fresh("as you asked").attached("brand-guidelines.pdf"),
            "clear 1 content",
        ),
        (
            "content: words",
            fresh("Our opening hours in summer are 9 to 18"),
            "clear 2 content",
        ),
        (
            "content: Chinese",
            fresh("营业执照见附件"),
            "clear 7 content",
        ),
        (
            "content: quoted ask",
            fresh("there you go").quotes("> Opening hours of the shop in summer"),
            "clear 2 content",
        ),
        (
            "content: paid, two invoices",
            fresh("we have paid").says(SignalKind::Payment),
            "unclear 3,4 content",
        ),
        (
            "unrelated",
            fresh("Could you quote for a new brochure? Our logo changes next year."),
            "nothing",
        ),
        ("empty", Letter::new("", ""), "nothing"),
    ];
    for (name, letter, want) in table {
        assert_eq!(
            shown(&letter.about(&shelf(), Some(&client()))),
            want,
            "{name}"
        );
    }
}

#[test]
fn a_single_open_item_is_no_reason_to_match() {
    let one = Shelf {
        items: vec![request(1, "Logo", &["Logo as SVG"])],
        ..Shelf::default()
    };
    for own in [
        "Happy new year!",
        "Can we meet on Friday?",
        "Please call me about the new website.",
        "谢谢",
        "done",
    ] {
        let letter = Letter::new("Something else", own).says(SignalKind::Delivered);
        assert_eq!(letter.about(&one, Some(&client())), Match::Nothing, "{own}");
    }
}

#[test]
fn strangers_and_the_team_are_matched_by_less() {
    let stranger = ClientKey("elsewhere.example".into());
    let letter = Letter::new("Logo", "INV-2026-0003 paid").number("INV-2026-0003");
    assert_eq!(
        letter.about(&shelf(), Some(&stranger)),
        Match::Nothing,
        "another client's subject and number"
    );
    assert_eq!(
        letter.about(&shelf(), None),
        Match::Nothing,
        "team mail by headers and tags only"
    );
    let mut tagged = Letter::new("Re: [#2] x", "x").to("track+i1.ok@agency.example");
    assert_eq!(shown(&tagged.about(&shelf(), None)), "clear 1 address-tag");
    tagged.mail.from = Some(Person::nameless(address("eve@elsewhere.example")));
    assert_eq!(
        tagged.about(&shelf(), Some(&stranger)),
        Match::Nothing,
        "a tag is for participants"
    );
    let threaded = Letter::new("x", "x").answers(&["m1@agency.example"]);
    assert_eq!(
        shown(&threaded.about(&shelf(), Some(&stranger))),
        "clear 1 reply-in-thread"
    );
    assert_eq!(
        shown(&threaded.about(&shelf(), None)),
        "clear 1 reply-in-thread"
    );
}

#[test]
fn machines_name_nothing_but_what_they_answer() {
    let mut letter = Letter::new("Logo", "INV-2026-0003 paid")
        .number("INV-2026-0003")
        .says(SignalKind::Payment);
    letter.mail.automatic = Some(Automatic {
        kind: AutomaticKind::Bounce,
        recipients: Vec::new(),
        original_message_id: None,
        original_references: Vec::new(),
        until: None,
        stand_in: None,
        evidence: String::new(),
    });
    assert_eq!(
        shown(&letter.about(&shelf(), Some(&client()))),
        "clear 1 base-subject"
    );
    letter
        .mail
        .automatic
        .as_mut()
        .expect("automatic")
        .original_references = vec![MessageId::new("ref.one@agency.example")];
    assert_eq!(
        shown(&letter.about(&shelf(), None)),
        "clear 2 reply-in-thread"
    );
}

#[test]
fn open_items_come_before_closed_ones() {
    let mut items = shelf();
    items
        .items
        .push(request(8, "Photos of the team", &["Photos of the team"]));
    let late = Letter::new("Re: Photos of the team", "here");
    assert_eq!(
        shown(&late.about(&items, Some(&client()))),
        "clear 8 base-subject"
    );
    items.items.push(request(
        9,
        "Photos of the team",
        &["Photos of the building"],
    ));
    assert_eq!(
        shown(&late.about(&items, Some(&client()))),
        "unclear 8,9 base-subject"
    );
    let clear = late.attached("building.jpg");
    assert_eq!(
        shown(&clear.about(&items, Some(&client()))),
        "clear 9 base-subject"
    );
}
