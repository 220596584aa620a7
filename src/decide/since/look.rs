//! Each thing that may have happened, looked for on its own.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::{Past, words};
use crate::decide::machine::OPEN_ABSENCE;
use crate::decide::{Desk, ladder};
use crate::model::{
    Actor, Address, ClosedHow, DueSource, EventKind, Fact, Hold, HoldReason, HoldScope, Item,
    Payment, Promise,
};

/// Calendar days without contact after which a rest by the team's own word is mentioned.
const LONG: i64 = 21;

/// One item's history, the part no mail has spoken of apart.
pub(super) struct Look<'a> {
    pub(super) rows: &'a [Past],
    pub(super) tail: Vec<&'a Past>,
    /// The item as the last mail knew it.
    pub(super) then: &'a Item,
    pub(super) item: &'a Item,
    pub(super) to: &'a [Address],
    pub(super) desk: &'a Desk<'a>,
}

fn payments(item: &Item) -> &[Payment] {
    item.invoice.as_ref().map_or(&[], |i| i.payments.as_slice())
}

impl Look<'_> {
    /// Everything there is to tell.
    pub(super) fn all(&self) -> Vec<Fact> {
        let stranger = self.new_contact();
        let (came, paid) = (self.came(), self.paid());
        let (claim, moved) = (self.claim(), self.new_date());
        let called = self.called();
        let mut facts: Vec<Fact> = Vec::new();
        facts.extend(self.new_owner());
        facts.extend(claim.clone().filter(|_| paid.is_none()));
        // Who is written to for the first time promised nothing, asked nothing and was not away.
        if stranger.is_none() {
            let settled = came.is_some() || paid.is_some() || claim.is_some();
            let spoken = claim.is_some() || moved.is_some() || called.is_some();
            let back = self.back();
            facts.extend(self.promise_broken().filter(|_| !spoken && back.is_none()));
            let quiet = !settled && !spoken && back.is_none();
            facts.extend(self.grace_over().filter(|_| quiet));
            facts.extend(back);
            // The answer was the day itself.
            facts.extend(self.answered().filter(|_| !settled && moved.is_none()));
            facts.extend(called);
            facts.extend(self.long_silence());
        }
        facts.extend(came);
        facts.extend(paid);
        facts.extend(self.settled());
        facts.extend(moved);
        if facts
            .iter()
            .any(|f| matches!(f, Fact::PromiseBroken { .. }))
        {
            facts.retain(|f| !matches!(f, Fact::GraceOver { .. }));
        }
        if facts.len() > 1 {
            facts.retain(|f| *f != Fact::LongSilence);
        }
        facts.extend(stranger);
        facts
    }

    fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.desk.client_day(&self.item.client, at)
    }

    fn today(&self) -> NaiveDate {
        self.day(self.desk.now)
    }

    fn came(&self) -> Option<Fact> {
        let had = |n: u32| self.then.asks.iter().any(|a| a.n == n && a.done);
        let asks: Vec<u32> = self
            .item
            .asks
            .iter()
            .filter(|ask| ask.done && !had(ask.n))
            .map(|ask| ask.n)
            .collect();
        (!asks.is_empty()).then_some(Fact::Came { asks })
    }

    fn paid(&self) -> Option<Fact> {
        let new = payments(self.item).get(payments(self.then).len()..)?;
        // Nobody paid what was credited.
        let new: Vec<&Payment> = new
            .iter()
            .filter(|p| p.evidence.rule != "credit-note")
            .collect();
        let amount: Decimal = new.iter().map(|p| p.amount).sum();
        (amount > Decimal::ZERO).then(|| Fact::Paid {
            amount,
            confirmed: new.iter().all(|p| p.confirmed),
        })
    }

    /// Said to be paid and not found: as news, or as what still stands since nobody said more.
    fn claim(&self) -> Option<Fact> {
        let new = self.tail.iter().rev().find_map(|row| self.denied(row));
        if let Some(on) = new {
            return Some(Fact::ClaimNotArrived { on });
        }
        let told = self.rows.iter().rev().filter(|row| !row.undone);
        let (row, on) = told
            .map(|row| (row, self.denied(row)))
            .find_map(|(row, on)| Some((row, on?)))?;
        let said_since = self.item.last_heard.is_some_and(|at| at > row.at)
            || row.after.as_ref().map(payments).map(<[Payment]>::len)
                != Some(payments(self.item).len());
        (!said_since).then_some(Fact::ClaimStill { on })
    }

    /// The day the client said that it was paid, where a member says by this row that it is not there.
    #[expect(clippy::option_option, reason = "said on a day that nobody knows")]
    fn denied(&self, row: &Past) -> Option<Option<NaiveDate>> {
        let before = row.before.as_ref()?;
        let claimed =
            |closed: &&crate::model::Closed| closed.how == ClosedHow::Paid && !closed.confirmed;
        if row.entry.event == EventKind::Reopened {
            let closed = before.closed.as_ref().filter(claimed)?;
            return Some(Some(self.day(closed.at)));
        }
        let waits = |item: &Item| {
            item.holds
                .iter()
                .any(|h| h.evidence.rule == "payment-to-confirm")
        };
        let denied =
            row.entry.event == EventKind::Resumed && waits(before) && !waits(row.after.as_ref()?);
        denied.then(|| before.last_heard.map(|at| self.day(at)))
    }

    /// The promise that ended without anything since the last mail.
    fn promise(&self) -> Option<&Promise> {
        let promise = self.item.promises.last()?;
        let same = |other: &&Promise| {
            other.date == promise.date && other.evidence.message_id == promise.evidence.message_id
        };
        let told = self
            .then
            .promises
            .iter()
            .find(same)
            .is_some_and(|p| p.broken);
        (promise.broken && !told && promise.date < self.today()).then_some(promise)
    }

    fn promise_broken(&self) -> Option<Fact> {
        let promise = self.promise()?;
        let day = promise.date;
        let covered = |hold: &Hold| {
            hold.reason == HoldReason::Absence && hold.until.is_some_and(|until| until > day)
        };
        let was_away = self
            .rows
            .iter()
            .filter(|row| row.at >= promise.at)
            .flat_map(|row| &row.entry.wider)
            .flat_map(|change| change.before.iter().chain(&change.after))
            .any(covered);
        let kept_for_later =
            day < ladder::current_due(self.item) && ladder::current_due(self.item) > self.today();
        let kept = self.came_after(promise) || was_away || kept_for_later;
        (!kept && !only_away(&promise.evidence.words)).then(|| Fact::PromiseBroken {
            day,
            by: self.another(promise),
            rest: self.item.asks.iter().any(|ask| ask.done) || !payments(self.item).is_empty(),
        })
    }

    /// Who made a promise, where it was not the only one the mail goes to.
    fn another(&self, promise: &Promise) -> Option<String> {
        let alone = |by: &Address| matches!(self.to, [only] if only == by);
        let by = promise.by.as_ref().filter(|by| !alone(by))?;
        Some(self.name(by))
    }

    fn name(&self, who: &Address) -> String {
        let contacts = self.item.contacts.iter().map(|contact| &contact.person);
        let known = contacts.into_iter().find(|person| person.address == *who);
        known.map_or_else(|| who.to_string(), |person| person.shown().to_owned())
    }

    /// What came with the promise is not what was promised; what came after it may be.
    fn came_after(&self, promise: &Promise) -> bool {
        let made = |item: &&Item| {
            let same = |p: &Promise| p.date == promise.date && p.at == promise.at;
            item.promises.iter().any(same)
        };
        let with = self
            .rows
            .iter()
            .filter_map(|row| row.after.as_ref())
            .find(made);
        let done = |item: &Item| item.asks.iter().filter(|ask| ask.done).count();
        let paid = |item: &Item| item.invoice.as_ref().map_or(0, |i| i.payments.len());
        with.is_some_and(|with| {
            let came = done(with) < done(self.item) || paid(with) < paid(self.item);
            came && match self.item.invoice.as_ref() {
                Some(invoice) => promise.kept_by(invoice, |_| true) != Some(false),
                None => !promise.whole,
            }
        })
    }

    fn back(&self) -> Option<Fact> {
        // Who named no day, or one far off, may still be away.
        let contact = |hold: &Hold| match &hold.scope {
            HoldScope::Contact(address) if hold.evidence.rule != OPEN_ABSENCE => {
                Some(address.clone()).filter(|address| self.to.contains(address))
            }
            _ => None,
        };
        let ended = self.tail.iter().filter(|row| {
            row.entry.event == EventKind::Resumed
                && row.entry.hold == Some(HoldReason::Absence)
                && row.entry.actor == Actor::Daemon
        });
        let mut gone: Vec<Address> = ended
            .flat_map(|row| &row.entry.wider)
            .filter_map(|change| change.before.as_ref())
            .filter_map(contact)
            .collect();
        let said_so = self.promise().filter(|p| only_away(&p.evidence.words));
        if said_so.is_none() && gone.is_empty() {
            return None;
        }
        gone.extend(said_so.and_then(|p| p.by.clone()));
        gone.sort();
        gone.dedup();
        // "Welcome back" is said to nobody who was there.
        let everybody = gone.is_empty() || self.to.iter().all(|one| gone.contains(one));
        match gone.as_slice() {
            _ if everybody => Some(Fact::Back { who: None }),
            [one] => Some(Fact::Back {
                who: Some(self.name(one)),
            }),
            _ => None,
        }
    }

    fn answered(&self) -> Option<Fact> {
        let asks = |item: &Option<Item>| {
            item.as_ref()
                .is_some_and(|i| i.holds.iter().any(|h| h.reason == HoldReason::Question))
        };
        self.tail
            .iter()
            .rev()
            .find(|row| {
                row.entry.evidence.rule == "owner-in-thread"
                    && asks(&row.before)
                    && !asks(&row.after)
            })
            .map(|row| Fact::Answered {
                on: self.day(row.at),
            })
    }

    fn settled(&self) -> Option<Fact> {
        let contested = |item: &Option<Item>| {
            item.as_ref()
                .is_some_and(|i| i.holds.iter().any(|h| h.reason == HoldReason::Dispute))
        };
        let freed = self.tail.iter().rfind(|row| {
            row.entry.event == EventKind::Resumed
                && row.entry.actor != Actor::Daemon
                && contested(&row.before)
                && !contested(&row.after)
        })?;
        // A bare `chase` over a dispute has cleared up nothing: somebody of the team wrote or spoke first.
        let begun = self.rows.iter().rposition(|row| {
            row.entry.event == EventKind::Held && !contested(&row.before) && contested(&row.after)
        });
        let mut since = self.rows.iter().skip(begun.unwrap_or(0));
        let said = |row: &Past, verbs: &[&str]| {
            let evidence = &row.entry.evidence;
            evidence.rule == "command" && verbs.iter().any(|v| evidence.words.starts_with(v))
        };
        let spoke = |row: &Past| {
            row.entry.evidence.rule.starts_with("owner-") || said(row, &["call", "note"])
        };
        let settled = !said(freed, &["chase"]) || since.any(spoke);
        settled.then_some(Fact::Settled)
    }

    /// A date the client heard of; one that nobody had named to him is no news.
    fn new_date(&self) -> Option<Fact> {
        let (then, item) = (self.then, self.item);
        let parts = item
            .invoice
            .as_ref()
            .is_some_and(|i| !i.instalments.is_empty());
        if parts || then.due == item.due || then.due_source == item.due_source {
            return None;
        }
        let knew = match item.due_source {
            DueSource::Granted(_) => true,
            DueSource::Command(_) => self
                .rows
                .iter()
                .any(|row| row.entry.event == EventKind::Sent),
            _ => false,
        };
        knew.then(|| Fact::NewDate {
            day: item.due,
            over: item.due < self.today(),
            agreed: matches!(item.due_source, DueSource::Granted(_)),
        })
    }

    fn grace_over(&self) -> Option<Fact> {
        let over = self.tail.iter().rev().find(|row| {
            row.entry.event == EventKind::Resumed
                && row.entry.hold == Some(HoldReason::Acknowledged)
                && row.entry.actor == Actor::Daemon
        })?;
        let wrote = self.rows.iter().rev().find(|row| {
            row.at <= over.at
                && row.entry.event == EventKind::Held
                && row.entry.hold == Some(HoldReason::Acknowledged)
        })?;
        Some(Fact::GraceOver {
            on: self.day(wrote.at),
        })
    }

    fn called(&self) -> Option<Fact> {
        let note = |row: &&&Past| {
            let words = row.entry.evidence.words.to_lowercase();
            row.entry.evidence.rule == "command"
                && words.starts_with("call ")
                && words::REACHED.iter().any(|yes| words.contains(yes))
                && !words::NOT_REACHED.iter().any(|no| words.contains(no))
        };
        self.tail.iter().rev().find(note).map(|row| Fact::Called {
            on: self.day(row.at),
        })
    }

    /// Whoever stood in the opening mail, got a mail or wrote one knows what it is about.
    fn new_contact(&self) -> Option<Fact> {
        let images = || self.rows.iter().filter_map(|row| row.after.as_ref());
        let first = images().next().unwrap_or(self.item);
        let knows = |address: &Address| {
            let opened = |c: &crate::model::ItemContact| c.primary && c.person.address == *address;
            let wrote = |c: &crate::model::ItemContact| !c.primary && c.person.address == *address;
            let mailed = |row: &Past| {
                row.entry.event == EventKind::FollowUp
                    && row.entry.to.contains(address)
                    && self.left(row)
            };
            first.contacts.iter().any(opened)
                || (!first.has_contact(address)
                    && images().any(|item| item.contacts.iter().any(wrote)))
                || self.rows.iter().any(mailed)
        };
        if self.to.is_empty() || self.to.iter().any(knows) {
            return None;
        }
        let before = first
            .contacts
            .iter()
            .find(|c| c.primary && !self.to.contains(&c.person.address))?;
        Some(Fact::NewContact {
            before: before.person.shown().to_owned(),
        })
    }

    fn left(&self, row: &Past) -> bool {
        self.rows.iter().any(|other| {
            other.entry.event == EventKind::Sent
                && other.entry.message_id.is_some()
                && other.entry.message_id == row.entry.message_id
        })
    }

    fn new_owner(&self) -> Option<Fact> {
        (self.then.owner != self.item.owner).then(|| Fact::NewOwner {
            before: self.then.owner.clone(),
        })
    }

    fn long_silence(&self) -> Option<Fact> {
        let rest = |reason: Option<HoldReason>| {
            matches!(reason, Some(HoldReason::Snooze | HoldReason::Pause))
        };
        let rested = self.tail.iter().any(|row| {
            let ended = |item: &Option<Item>| {
                item.as_ref()
                    .is_some_and(|i| i.holds.iter().any(|h| rest(Some(h.reason))))
            };
            row.entry.event == EventKind::Resumed
                && (rest(row.entry.hold) || ended(&row.before) && !ended(&row.after))
        });
        let sent = self
            .rows
            .iter()
            .rev()
            .find(|r| r.entry.event == EventKind::Sent);
        let last = sent
            .map_or(self.item.last_contact, |row| row.at)
            .max(self.item.last_contact);
        let days = self.desk.now.signed_duration_since(last).num_days();
        (rested && days >= LONG).then_some(Fact::LongSilence)
    }
}

/// "I am away until Monday" names a day and promises nothing.
fn only_away(words: &str) -> bool {
    let words = words.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    has(words::AWAY) && !has(words::PROMISES)
}
