//! A story told to the engine: mails at their times, then what came of it. The same engine the
//! daemon runs, with a clock that follows the story.

#![allow(
    clippy::expect_used,
    dead_code,
    unreachable_pub,
    reason = "each test file uses a part of it"
)]

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use nudged::app::client_record::records;
use nudged::app::engine::Event;
use nudged::app::ingest::Incoming;
use nudged::app::preview::{Preview, preview};
use nudged::app::replay::Replay;
use nudged::config;
use nudged::mail;
use nudged::model::{
    Actor, Command, EventKind, Hold, HoldReason, Item, ItemId, Mail, NoticeLine, State, Step,
};
use nudged::render::Templates;
use nudged::report::ItemView;
use nudged::report::client::ClientRecord;
use nudged::store::HistoryRow;

mod letter;

pub use letter::{Letter, letter};

/// A team in Berlin, one member each language, a client in the same zone and one in Shanghai.
pub const CONFIG: &str = r#"
[tracking]
address = "track@studio.example"
[team]
name = "Studio Nord"
domains = ["studio.example"]
members = [{ name = "Ines Holm", address = "ines@studio.example", language = "en" }, { name = "韩雪", address = "hanxue@studio.example", language = "zh" }]
language = "en"
time-zone = "Europe/Berlin"
working-hours = "09:00-18:00"
leads = ["lead@studio.example"]
escalate-to = ["lead@studio.example"]
[[client]]
name = "Falk Werke"
domains = ["falk.example"]
language = "en"
working-hours = "09:00-17:00"
escalate-to = ["chief@falk.example"]
[policy]
mode = "auto"
[summary]
to = ["all@studio.example"]
[security]
trusted-authserv-ids = ["mx.studio.example"]
"#;

/// Nobody of the clients is configured: they are known from mail alone.
pub const STRANGERS: (&str, &str) = (
    r#"[[client]]
name = "Falk Werke"
domains = ["falk.example"]
language = "en"
working-hours = "09:00-17:00"
escalate-to = ["chief@falk.example"]
"#,
    "",
);

/// A running story.
pub struct Story {
    replay: Replay,
    events: Mutex<Vec<Event>>,
    out: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
    mails: u32,
}

/// A moment, `2026-03-02 10:00` in Berlin winter time.
pub fn at(text: &str) -> DateTime<Utc> {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("time");
    local
        .and_local_timezone(chrono_tz::Europe::Berlin)
        .earliest()
        .expect("exists")
        .with_timezone(&Utc)
}

fn incoming(raw: &[u8], junk: bool, watched: bool) -> Incoming<'_> {
    Incoming {
        raw,
        position: None,
        rescan: false,
        before_start: false,
        junk,
        watched,
        truncated_from: None,
        arrived: None,
        checked: None,
    }
}

fn configured(changes: &[(&str, &str)]) -> config::Config {
    let mut text = CONFIG.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old} is not in the configuration");
        text = text.replace(old, new);
    }
    config::parse(&text, std::path::Path::new("")).expect("configuration")
}

impl Story {
    /// Begins under [`CONFIG`] with `more` changes: (what stands, what is to stand there).
    pub fn begin(start: &str, changes: &[(&str, &str)]) -> Self {
        let config = configured(changes);
        let out = tempfile::tempdir().expect("directory");
        let replay = Replay::new(config, out.path(), at(start)).expect("replay");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("runtime");
        Self {
            replay,
            events: Mutex::new(Vec::new()),
            out,
            runtime,
            mails: 0,
        }
    }

    /// The daemon ends and starts again, under [`CONFIG`] with these changes.
    pub fn restart(&mut self, changes: &[(&str, &str)]) {
        self.replay.restart(configured(changes)).expect("restarts");
    }

    /// A mail arrives; gives its id.
    pub fn mail(&mut self, when: &str, letter: Letter) -> String {
        self.until(when);
        self.mails += 1;
        let id = format!("m{}@story.example", self.mails);
        let raw = letter.bytes(&id, at(when));
        self.raw(&raw);
        id
    }

    /// A mail written at one time was kept back on its way and arrives at another; gives its id.
    pub fn kept_back(&mut self, written: &str, arrives: &str, letter: Letter) -> String {
        self.until(arrives);
        self.mails += 1;
        let id = format!("m{}@story.example", self.mails);
        self.raw(&letter.arriving(&id, at(written), at(arrives)));
        id
    }

    /// Raw bytes arrive now.
    pub fn raw(&mut self, raw: &[u8]) {
        let events = &self.events;
        let mut tell = |event: &Event| {
            events
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(event.clone())
        };
        self.runtime
            .block_on(self.replay.arrive(raw, &mut tell))
            .expect("arrives");
    }

    /// A mail found in Junk, or in a further mailbox that is only watched; gives its id.
    pub fn elsewhere(&mut self, when: &str, letter: &Letter, junk: bool, watched: bool) -> String {
        self.until(when);
        self.mails += 1;
        let id = format!("m{}@story.example", self.mails);
        self.laid(&letter.bytes(&id, at(when)), junk, watched);
        id
    }

    /// A mail so large that only its beginning was fetched; gives its id.
    pub fn beginning_of(&mut self, when: &str, letter: Letter, bytes: u64) -> String {
        self.until(when);
        self.mails += 1;
        let id = format!("m{}@story.example", self.mails);
        let raw = letter.bytes(&id, at(when));
        let incoming = Incoming {
            truncated_from: Some(bytes),
            ..incoming(&raw, false, false)
        };
        let now = self.replay.now();
        let engine = self.replay.engine();
        let mut engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        let events = engine.ingest(&incoming, now).expect("is taken in");
        drop(engine);
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(events);
        id
    }

    /// A mail that lay there before the story begins is adopted; gives its id.
    pub fn old(&mut self, when: &str, letter: Letter) -> String {
        self.mails += 1;
        let id = format!("m{}@story.example", self.mails);
        let raw = letter.bytes(&id, at(when));
        let incoming = incoming(&raw, false, false);
        let engine = self.replay.engine();
        let mut engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        engine.adopt(&incoming, at(when)).expect("is adopted");
        id
    }

    /// All such mail is read.
    pub fn old_mail_is_read(&mut self) {
        let now = self.replay.now();
        let engine = self.replay.engine();
        let mut engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        engine.adopted(now, now).expect("is listed");
    }

    /// Raw bytes lie in Junk or in a watched mailbox now.
    pub fn laid(&mut self, raw: &[u8], junk: bool, watched: bool) {
        let incoming = incoming(raw, junk, watched);
        let now = self.replay.now();
        let mut engine = self
            .replay
            .engine()
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let events = engine.ingest(&incoming, now).expect("is taken in");
        drop(engine);
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(events);
        let when = now.with_timezone(&chrono_tz::Europe::Berlin);
        self.until(&when.format("%Y-%m-%d %H:%M").to_string());
    }

    /// Time passes.
    pub fn until(&mut self, when: &str) {
        let events = &self.events;
        let mut tell = |event: &Event| {
            events
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(event.clone())
        };
        self.runtime
            .block_on(self.replay.run_until(at(when), &mut tell))
            .expect("runs");
    }

    /// Somebody at the machine says something.
    pub fn console(&mut self, command: &Command) -> Vec<NoticeLine> {
        let now = self.replay.now();
        let mut engine = self
            .replay
            .engine()
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (lines, events) = engine.console(command, now).expect("command");
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(events);
        lines
    }

    /// A follow-up about items as it would leave now, and what keeps it.
    pub fn preview(&self, items: &[i64], step: Option<Step>) -> Preview {
        let engine = self.replay.engine();
        let engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        let templates = Templates::new(&[]).expect("templates");
        let items: Vec<ItemId> = items.iter().copied().map(ItemId).collect();
        let now = self.now();
        engine
            .store()
            .read(|tx| preview(tx, &items, step, &engine.config, &templates, now))
            .expect("database")
            .expect("items")
    }

    /// Something looked up in the database.
    pub fn read<T>(
        &self,
        look: impl FnOnce(&nudged::store::Tx<'_>, &config::Config) -> anyhow::Result<T>,
    ) -> T {
        let engine = self.replay.engine();
        let engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        engine
            .store()
            .read(|tx| look(tx, &engine.config))
            .expect("database")
    }

    /// The record of every client.
    pub fn clients(&self) -> Vec<ClientRecord> {
        let engine = self.replay.engine();
        let engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        engine
            .store()
            .read(|tx| records(tx, None, &engine.config, now))
            .expect("clients")
    }

    /// Every item.
    pub fn items(&self) -> Vec<ItemView> {
        self.replay.items().expect("items")
    }

    /// One item.
    pub fn item(&self, id: i64) -> Item {
        self.items()
            .into_iter()
            .find(|v| v.item.id == ItemId(id))
            .expect("item")
            .item
    }

    /// Why an item rests, by its own holds, the oldest first.
    pub fn holds(&self, id: i64) -> Vec<HoldReason> {
        self.item(id).holds.iter().map(|h| h.reason).collect()
    }

    /// What an item still owes, `12000.00`; empty where it owes no money.
    pub fn balance(&self, id: i64) -> String {
        let balance = self.item(id).balance();
        balance.map(|b| b.plain()).unwrap_or_default()
    }

    /// The asks of an item that are ticked.
    pub fn done(&self, id: i64) -> Vec<u32> {
        let asks = self.item(id).asks;
        asks.iter().filter(|a| a.done).map(|a| a.n).collect()
    }

    /// Its state.
    pub fn state(&self, id: i64) -> State {
        let view = self
            .items()
            .into_iter()
            .find(|v| v.item.id == ItemId(id))
            .expect("item");
        view.item.state(&view.outer)
    }

    /// What the history says of an item, oldest first.
    pub fn history(&self, id: i64) -> Vec<HistoryRow> {
        let engine = self.replay.engine();
        let engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        engine
            .store()
            .read(|tx| tx.history(ItemId(id)))
            .expect("history")
    }

    /// Whether a mail is among the stored ones.
    pub fn keeps(&self, id: &str) -> bool {
        let engine = self.replay.engine();
        let engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        let id = nudged::model::MessageId::new(id);
        engine
            .store()
            .read(|tx| tx.mail(&id))
            .expect("mail")
            .is_some()
    }

    /// Holds of contacts, clients and the team.
    pub fn wider_holds(&self) -> Vec<Hold> {
        let engine = self.replay.engine();
        let engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        engine
            .store()
            .read(|tx| tx.all_outer_holds())
            .expect("holds")
    }

    /// For a while the clock of the host shows another time, and nothing can be reached.
    pub fn wrong_clock(&mut self, shows: &str) {
        self.replay.wrong_for_a_while(at(shows)).expect("ticks");
    }

    /// The time of the story.
    pub fn now(&self) -> DateTime<Utc> {
        self.replay.now()
    }

    /// Events of a kind, with their days in Berlin.
    pub fn events(&self, kind: EventKind) -> Vec<Event> {
        let all = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .filter(|(_, e)| e.event == kind)
            .cloned()
            .collect()
    }

    /// Steps that went out, as (day, step).
    pub fn follow_ups(&self) -> Vec<(String, Step)> {
        self.events(EventKind::FollowUp)
            .into_iter()
            .map(|(at, e)| {
                (
                    at.with_timezone(&chrono_tz::Europe::Berlin)
                        .format("%Y-%m-%d")
                        .to_string(),
                    e.step.expect("step"),
                )
            })
            .collect()
    }

    /// Every mail that left, parsed, in order.
    pub fn outbox(&self) -> Vec<Mail> {
        let raw = self.outgoing();
        raw.iter()
            .map(|raw| mail::parse(raw).expect("readable"))
            .collect()
    }

    /// The newest file of this name that left with a mail, as text.
    pub fn file(&self, name: &str) -> String {
        String::from_utf8_lossy(&self.attached(name)).into_owned()
    }

    /// The same as it is.
    pub fn attached(&self, name: &str) -> Vec<u8> {
        let parser = mail_parser::MessageParser::default();
        let mut newest_first = self.outgoing();
        newest_first.reverse();
        let found = newest_first.iter().find_map(|raw| {
            let mail = parser.parse(raw)?;
            let part = mail
                .parts
                .iter()
                .find(|part| mail_parser::MimeHeaders::attachment_name(*part) == Some(name))?;
            Some(part.contents().to_vec())
        });
        found.expect("file")
    }

    /// Every mail that left, as bytes, in order.
    fn outgoing(&self) -> Vec<Vec<u8>> {
        let mut names: Vec<_> = std::fs::read_dir(self.out.path().join("outbox"))
            .expect("outbox")
            .map(|e| e.expect("entry").path())
            .collect();
        names.sort();
        names
            .iter()
            .map(|path| std::fs::read(path).expect("mail"))
            .collect()
    }

    /// Mails to one address.
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.outbox()
            .into_iter()
            .filter(|m| m.recipients().any(|p| p.address.as_str() == address))
            .collect()
    }

    /// Who decided the last event of a kind.
    pub fn actor(&self, kind: EventKind) -> Option<Actor> {
        self.events(kind).pop().map(|(_, e)| e.actor)
    }
}
