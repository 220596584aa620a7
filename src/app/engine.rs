//! The one engine: daemon, `replay` and the command line run this with another clock, mailbox and
//! transport.
//!
//! Reading and rendering happen around it; every decision is one committed transaction
//! `look up → match → decide → apply`. The engine itself touches no network.

use std::collections::HashMap;

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::compose::Ids;
use super::flood::beyond_the_thread;
use crate::config::Config;
use crate::decide::{Desk, changed, wait_as_adopted};
use crate::model::{
    Actor, Address, Effect, EventKind, Evidence, FollowUpLine, HistoryEntry, Hold, HoldReason,
    HoldScope, Item, ItemId, MessageId, Mode, Step,
};
use crate::render::Templates;
use crate::report::ItemView;
use crate::store::{ItemFilter, Prepared, Recovered, Store, Tx};

/// Something that was recorded, and when (UTC).
pub type Event = (DateTime<Utc>, HistoryEntry);

/// Memory keys of the engine.
pub(super) mod key {
    /// Secret of ids and tags, hex.
    pub(in crate::app) const SECRET: &str = crate::store::tag::SECRET;
    /// Number of the next outgoing mail.
    pub(in crate::app) const MAILS: &str = "mails";
    /// Last summary moment that was served, RFC 3339.
    pub(in crate::app) const SUMMARY: &str = "summary";
    /// Before the address of a reader of notices: when he was last told of follow-ups, RFC 3339.
    pub(in crate::app) const FOREWARNED: &str = "forewarned:";
    /// Hash of the configuration under which items were planned last.
    pub(in crate::app) const PLANNED_BY: &str = "planned-by";
    /// Before calendar and year: when a summary told that the year is not known, RFC 3339.
    pub(in crate::app) const UNKNOWN_YEAR: &str = "unknown-year:";
    /// The last row of the history that a clock which was ahead wrote and that was put right.
    pub(in crate::app) const PUT_RIGHT: &str = "clock-put-right";
    /// Last daily-notice moment that was served, RFC 3339.
    pub(in crate::app) const DAILY: &str = "daily";
}

/// The engine.
#[derive(Debug)]
pub struct Engine {
    /// Checked configuration.
    pub config: Config,
    pub(super) store: Store,
    pub(super) templates: Templates,
    pub(super) ids: Ids,
    /// When the configuration was taken up (UTC).
    pub(super) configured: DateTime<Utc>,
}

/// Where the secret of a new database comes from.
#[derive(Debug, Clone, Copy)]
pub enum Entropy {
    /// The operating system.
    System,
    /// Fixed, for `replay`: the same input gives the same bytes.
    Fixed,
}

impl Engine {
    /// The engine over an opened database; sets up its secret and the starting points of summary
    /// and daily notice on the first start.
    ///
    /// # Errors
    /// Templates that do not parse, no entropy, or a database fault.
    pub fn new(
        config: Config,
        store: Store,
        entropy: Entropy,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let mut engine = Self::over(config, store, entropy, now)?;
        engine.decide(now, |bench| bench.opt_outs())?;
        Ok(engine)
    }

    pub(super) fn over(
        config: Config,
        mut store: Store,
        entropy: Entropy,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let templates = Templates::new(&config.templates)?;
        let secret = store.write(|tx| {
            for name in [key::SUMMARY, key::DAILY] {
                if tx.recall(name)?.is_none() {
                    tx.remember(name, &now.to_rfc3339())?;
                }
            }
            if let Some(hex) = tx.recall(key::SECRET)? {
                return Ok(hex);
            }
            let mut bytes = [0_u8; 32];
            if let Entropy::System = entropy {
                getrandom::fill(&mut bytes).map_err(|e| {
                    anyhow::anyhow!("the operating system gives no random numbers: {e}")
                })?;
            }
            let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
            tx.remember(key::SECRET, &hex)?;
            Ok(hex)
        })?;
        let ids = Ids::new(&secret);
        Ok(Self {
            config,
            store,
            templates,
            ids,
            configured: now,
        })
    }

    /// Mails nobody sends any more though they are recorded as under way: queued again, or unsure. Only
    /// while nothing is being sent.
    ///
    /// # Errors
    /// A database fault.
    pub(super) fn in_flight(&mut self, now: DateTime<Utc>) -> anyhow::Result<Recovered> {
        self.store.write(|tx| tx.recover(now))
    }

    /// The database, for look-ups outside a decision.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The database, for the outbox worker.
    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Runs one decision as one transaction and gives what was recorded.
    ///
    /// # Errors
    /// A database or template fault; nothing of the decision stays.
    pub(super) fn decide<T>(
        &mut self,
        now: DateTime<Utc>,
        decide: impl FnOnce(&Bench<'_>) -> anyhow::Result<T>,
    ) -> anyhow::Result<(T, Vec<Event>)> {
        self.decide_as(now, false, decide)
    }

    /// The same; `adopting`: on mail from before tracking began, which tells and mails nobody.
    ///
    /// # Errors
    /// As [`Engine::decide`].
    pub(super) fn decide_as<T>(
        &mut self,
        now: DateTime<Utc>,
        adopting: bool,
        decide: impl FnOnce(&Bench<'_>) -> anyhow::Result<T>,
    ) -> anyhow::Result<(T, Vec<Event>)> {
        let Self {
            config,
            store,
            templates,
            ids,
            ..
        } = self;
        store.write(|tx| {
            let away = tx.absences()?;
            let bench = Bench {
                tx,
                decision: tx.next_decision()?,
                adopting,
                templates,
                ids,
                desk: Desk {
                    world: &config.world,
                    calendars: &config.calendars,
                    away: &away,
                    now,
                },
                events: std::cell::RefCell::new(Vec::new()),
            };
            let answer = decide(&bench)?;
            Ok((answer, bench.events.into_inner()))
        })
    }

    /// When something is next due by time: an item, a summary, a daily notice (UTC).
    ///
    /// # Errors
    /// A database fault.
    pub fn next_wake(&self, now: DateTime<Utc>) -> anyhow::Result<Option<DateTime<Utc>>> {
        let desk = Desk {
            world: &self.config.world,
            calendars: &self.config.calendars,
            away: &[],
            now,
        };
        self.store.read(|tx| {
            let mut wakes = vec![tx.next_wake()?];
            if !desk.world.summary.to.is_empty() {
                let last = recall_time(tx, key::SUMMARY, now)?.unwrap_or(now);
                wakes.push(Some(crate::decide::rounds::next_summary(last, &desk)));
            }
            let last = recall_time(tx, key::DAILY, now)?.unwrap_or(now);
            wakes.push(Some(crate::decide::rounds::next_daily(last, &desk)));
            Ok(wakes.into_iter().flatten().min())
        })
    }

    /// Every item with what stands beside it, for `list` and the end of a replay.
    ///
    /// # Errors
    /// A database fault.
    pub fn views(&self, filter: &ItemFilter) -> anyhow::Result<Vec<ItemView>> {
        self.store.read(|tx| views(tx, filter))
    }
}

/// Items with the holds that bind them from outside and what comes next.
///
/// # Errors
/// A database fault.
pub fn views(tx: &Tx<'_>, filter: &ItemFilter) -> anyhow::Result<Vec<ItemView>> {
    tx.items(filter)?
        .into_iter()
        .map(|item| {
            let outer = outer_holds(tx, &item)?;
            let next = if item.closed.is_some() {
                None
            } else {
                tx.next_of(item.id)?
            };
            Ok(ItemView { item, outer, next })
        })
        .collect()
}

/// A remembered moment that was served. One more than a day ahead of `now` was remembered by a clock
/// that was wrong (a board without battery before NTP): counted as now, or nothing would be due until
/// the wall clock catches up.
pub(super) fn recall_time(
    tx: &Tx<'_>,
    key: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let at = remembered(tx, key)?;
    Ok(at.map(|at| {
        if at > now + chrono::Duration::days(1) {
            now
        } else {
            at
        }
    }))
}

pub(super) fn remembered(tx: &Tx<'_>, key: &str) -> anyhow::Result<Option<DateTime<Utc>>> {
    tx.recall(key)?
        .map(|text| {
            DateTime::parse_from_rfc3339(&text)
                .map(|at| at.with_timezone(&Utc))
                .with_context(|| format!("memory {key} holds no time: {text}"))
        })
        .transpose()
}

/// Holds of contact, client and team that bind an item now.
pub(super) fn outer_holds(tx: &Tx<'_>, item: &Item) -> anyhow::Result<Vec<Hold>> {
    let contacts: Vec<Address> = item
        .follow_up_contacts()
        .into_iter()
        .map(|p| p.address)
        .collect();
    tx.outer_holds(&item.client, &contacts)
}

/// One transaction's table: look-ups, what is decided on, and what was recorded so far.
pub(super) struct Bench<'a> {
    pub(super) tx: &'a Tx<'a>,
    /// All that is recorded here is one decision for `undo`.
    pub(super) decision: i64,
    /// It is about mail from before tracking began: nobody is told or mailed.
    pub(super) adopting: bool,
    pub(super) templates: &'a Templates,
    pub(super) ids: &'a Ids,
    pub(super) desk: Desk<'a>,
    pub(super) events: std::cell::RefCell<Vec<Event>>,
}

impl Bench<'_> {
    /// Records effects in their order: changes as they are, mails rendered to their bytes first.
    pub(super) fn carry(&self, effects: Vec<Effect>) -> anyhow::Result<()> {
        let mut mailed: HashMap<ItemId, MessageId> = HashMap::new();
        for effect in effects {
            match effect {
                Effect::Notice { .. } | Effect::FollowUp { .. } if self.adopting => {}
                Effect::Item { mut item, entry } => {
                    if self.adopting && entry.event == EventKind::Opened {
                        wait_as_adopted(&mut item);
                    }
                    if entry.event == EventKind::Opened {
                        self.known_gone(&mut item)?;
                    }
                    if let Some(id) = mailed.get(&item.id)
                        && !item.thread.contains(id)
                    {
                        item.thread.push(id.clone());
                    }
                    let number = item.id;
                    let beyond = beyond_the_thread(&mut item);
                    self.record(Effect::Item { item, entry }, None)?;
                    for id in &beyond {
                        self.tx.link(number, id)?;
                    }
                    self.replan(number)?;
                }
                Effect::Hold { hold, mut entry } => {
                    let scope = hold.scope.clone();
                    let items = self.tx.items_under(&scope)?;
                    let withdraw = Effect::Withdraw {
                        items: items.clone(),
                        evidence: hold.evidence.clone(),
                    };
                    self.record(withdraw, None)?;
                    // It stands in the history of each item that rests by it.
                    if hold.reason == HoldReason::OptOut && entry.items.is_empty() {
                        entry.items = items;
                    }
                    let evidence = hold.evidence.clone();
                    self.record(Effect::Hold { hold, entry }, None)?;
                    self.nothing_agreed(&scope, &evidence)?;
                    self.replan_under(&scope)?;
                }
                Effect::Release { ref scope, .. } => {
                    let scope = scope.clone();
                    self.record(effect, None)?;
                    self.replan_under(&scope)?;
                }
                Effect::FollowUp { follow_up, entry } => {
                    let id = self.follow_up(follow_up, entry)?;
                    if let Some((id, items)) = id {
                        mailed.extend(items.into_iter().map(|item| (item, id.clone())));
                    }
                }
                Effect::Notice { notice } => self.notice(&notice)?,
                Effect::Summary { since, due } => self.summary(since, due)?,
                Effect::Withdraw { .. } | Effect::Record { .. } | Effect::Away { .. } => {
                    self.record(effect, None)?
                }
            }
        }
        Ok(())
    }

    pub(super) fn record(
        &self,
        effect: Effect,
        outgoing: Option<crate::model::Outgoing>,
    ) -> anyhow::Result<()> {
        let prepared = [Prepared { effect, outgoing }];
        let applied = self.tx.apply_to(self.decision, &prepared, self.desk.now)?;
        self.events.borrow_mut().extend(applied.events);
        for line in applied
            .withdrawn
            .iter()
            .flat_map(|(_, follow_up)| &follow_up.lines)
        {
            self.replan(line.item)?;
        }
        Ok(())
    }

    /// Works out again what comes next for an item, and when it must be looked at.
    pub(super) fn replan(&self, id: ItemId) -> anyhow::Result<()> {
        let Some(item) = self.tx.load(id)? else {
            return Ok(());
        };
        let next = self.next(&item)?;
        let mut wake = next.wake;
        if let Some((step, at)) = next.step
            && at <= self.desk.now
            && step != Step::Call
            && self.tx.follow_up_exists(&line_of(&item, step))?
        {
            // Its mail is on its way or unsure: looked at again when this window ends.
            wake = Some(
                self.desk
                    .joint(&item.client)
                    .window(at)
                    .1
                    .max(self.desk.now + chrono::Duration::minutes(15)),
            );
        }
        self.tx.set_next(id, next.step, wake)
    }

    /// What was agreed to, or asked for, before a wider hold came is another mail after it.
    fn nothing_agreed(&self, scope: &HoldScope, evidence: &Evidence) -> anyhow::Result<()> {
        for mut item in self.load_all(self.tx.items_under(scope)?)? {
            if item.ladder.approved.take().is_some() | item.ladder.proposed.take().is_some() {
                let event = changed(&item, EventKind::Updated, &Actor::Daemon, evidence);
                self.record(event, None)?;
            }
        }
        Ok(())
    }

    fn replan_under(&self, scope: &HoldScope) -> anyhow::Result<()> {
        for id in self.tx.items_under(scope)? {
            self.replan(id)?;
        }
        Ok(())
    }

    /// See [`last_mail`].
    pub(super) fn last_mail(&self, item: &Item) -> anyhow::Result<Option<DateTime<Utc>>> {
        last_mail(self.tx, item, &self.desk)
    }

    /// Somebody who is a contact wrote, of whatever: nothing goes to him within the gap.
    pub(super) fn heard_of(&self, address: &Address, evidence: &Evidence) -> anyhow::Result<()> {
        let items = self.tx.items_under(&HoldScope::Contact(address.clone()))?;
        // What is closed may be open again before the gap is over.
        if items.is_empty() && !self.tx.is_contact(address)? {
            return Ok(());
        }
        self.tx
            .remember(&heard(address), &self.desk.now.to_rfc3339())?;
        for id in &items {
            self.replan(*id)?;
        }
        let evidence = evidence.clone();
        self.carry(vec![Effect::Withdraw { items, evidence }])
    }

    pub(super) fn load_all(
        &self,
        ids: impl IntoIterator<Item = ItemId>,
    ) -> anyhow::Result<Vec<Item>> {
        ids.into_iter()
            .filter_map(|id| self.tx.load(id).transpose())
            .collect()
    }
}

/// When any of an item's contacts last got a follow-up or was heard (UTC); in observe, when one would
/// have got one.
pub(super) fn last_mail(
    tx: &Tx<'_>,
    item: &Item,
    desk: &Desk<'_>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let observe = desk.world.mode(&item.client, item.mode) == Mode::Observe;
    let mut last = None;
    for person in item.follow_up_contacts() {
        last = last.max(tx.last_follow_up_to(&person.address)?);
        last = last.max(last_heard_of(tx, &person.address)?);
        if observe {
            last = last.max(tx.last_observed_to(&person.address)?);
        }
    }
    Ok(last)
}

fn last_heard_of(tx: &Tx<'_>, address: &Address) -> anyhow::Result<Option<DateTime<Utc>>> {
    let told = tx.recall(&heard(address))?;
    let at = told
        .as_deref()
        .map(DateTime::parse_from_rfc3339)
        .transpose()?;
    Ok(at.map(|at| at.with_timezone(&Utc)))
}

/// Memory key: when somebody was last heard.
fn heard(address: &Address) -> String {
    format!("heard:{}", address.as_str())
}

/// The key of an item's step among follow-ups.
pub(super) fn line_of(item: &Item, step: Step) -> FollowUpLine {
    FollowUpLine {
        item: item.id,
        instalment: item.ladder.instalment,
        round: item.ladder.round,
        step,
    }
}
