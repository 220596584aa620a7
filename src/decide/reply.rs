//! What a client's answer does to one item: the table of product.md 3.
//!
//! In doubt the item is held and the owner asked: a wrong close costs more than a question, and a
//! nagged client more than a day of silence.

use chrono::{Duration, NaiveDate};
use rust_decimal::Decimal;

use super::{Desk, changed, ladder, lift, put_hold};
use crate::interpret::AskAnswer;
use crate::model::{
    Actor, Authentication, AuthenticationResult, Closed, ClosedHow, Effect, EventKind, Evidence,
    HistoryEntry, Hold, HoldReason, HoldScope, Item, ItemContact, Kind, Notice, NoticeKind, Payment,
    PaymentClaim, Person, Promise, Reading, Reply, SignalKind, Unauthenticated,
};

/// A client's answer as far as it concerns one item.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    /// Who wrote it.
    pub from: &'a Person,
    /// What it says.
    pub reading: &'a Reading,
    /// What it says about each ask.
    pub asks: &'a [AskAnswer],
    /// Who vouches for it.
    pub authentication: &'a Authentication,
    /// How it was matched, with the mail's id.
    pub evidence: &'a Evidence,
    /// Found in Junk, or in a mail cut by a limit: holds, never closes.
    pub doubtful: Option<&'static str>,
    /// The writer is not of the item's client: the owner is asked.
    pub foreign: bool,
}

/// Decides what one answer does to one item.
#[must_use]
pub fn act(item: &Item, answer: &Answer<'_>, desk: &Desk<'_>) -> Vec<Effect> {
    let matched = HistoryEntry {
        reading: Some(answer.reading.reply),
        ..HistoryEntry::new(EventKind::Matched, Actor::Daemon, answer.evidence).about(item)
    };
    let mut effects = vec![Effect::Withdraw {
        items: vec![item.id],
        evidence: Evidence::new("answered", answer.evidence.message_id.as_ref(), &answer.reading.own_text),
    }];
    let mut after = item.clone();
    // A forged or foreign mail is no contact with the client and no part of the thread.
    let heard = answer.authentication.result != AuthenticationResult::Fail && !answer.foreign;
    if heard {
        after.last_contact = desk.now;
        after.last_heard = Some(desk.now);
    }
    if heard && !after.has_contact(&answer.from.address) {
        after.contacts.push(ItemContact { person: answer.from.clone(), primary: false, dead: None });
    }
    after.ladder.proposed = None;
    after.ladder.approved = None;
    if let Some(id) = &answer.evidence.message_id
        && heard
        && !after.thread.contains(id)
    {
        after.thread.push(id.clone());
    }
    effects.push(Effect::Item { item: after.clone(), entry: matched });
    if item.closed.is_some() {
        effects.extend(late(item, answer));
        return effects;
    }
    let act = Act { answer, desk, effects, item: after };
    act.decide()
}

/// A reply to a closed item: thanks are recorded, more is put before the owner.
fn late(item: &Item, answer: &Answer<'_>) -> Vec<Effect> {
    if matches!(answer.reading.reply, Reply::Acknowledged | Reply::None) {
        return Vec::new();
    }
    let evidence = words(answer, "late-reply");
    vec![
        asked(item, &evidence, answer.reading.reply),
        Effect::Notice { notice: notice(NoticeKind::Late, item, answer, &evidence) },
    ]
}

fn words(answer: &Answer<'_>, rule: &str) -> Evidence {
    let text = if answer.reading.own_text.trim().is_empty() {
        answer.evidence.words.as_str()
    } else {
        answer.reading.own_text.as_str()
    };
    Evidence::new(rule, answer.evidence.message_id.as_ref(), text)
}

fn asked(item: &Item, evidence: &Evidence, reading: Reply) -> Effect {
    Effect::Record {
        entry: HistoryEntry {
            reading: Some(reading),
            to: vec![item.owner.clone()],
            ..HistoryEntry::new(EventKind::AskedOwner, Actor::Daemon, evidence).about(item)
        },
    }
}

fn notice(kind: NoticeKind, item: &Item, answer: &Answer<'_>, evidence: &Evidence) -> Notice {
    Notice {
        from: Some(answer.from.clone()),
        words: answer.reading.own_text.clone(),
        ..Notice::to_owner(kind, item, evidence)
    }
}

struct Act<'a> {
    answer: &'a Answer<'a>,
    desk: &'a Desk<'a>,
    effects: Vec<Effect>,
    item: Item,
}

impl Act<'_> {
    fn decide(self) -> Vec<Effect> {
        if let Some((rule, until)) = self.doubted() {
            return self.review(rule, until);
        }
        match self.answer.reading.reply {
            Reply::Delivered if self.item.kind == Kind::Request => self.delivered(),
            Reply::Part if self.item.kind == Kind::Request => self.part_delivered(),
            Reply::Payment | Reply::Part if self.item.kind == Kind::Invoice => self.paid(),
            Reply::Promise => self.promised(),
            Reply::Acknowledged => self.acknowledged(),
            Reply::Question => self.team_turn(HoldReason::Question, NoticeKind::Question, "asks-back"),
            Reply::Dispute => self.disputed(),
            Reply::Decline => self.team_turn(HoldReason::Decline, NoticeKind::Decline, "declines"),
            Reply::Stop => self.stopped(),
            Reply::Delivered | Reply::Part | Reply::Payment => self.review("other-kind", None),
            Reply::Unclear | Reply::None => self.review("unclear", None),
            // Machines are handled before; one that comes here is a fault upstream, told to the owner.
            Reply::Automatic => self.review("automatic-in-reply", None),
        }
    }

    /// Answers that may hold but not act: unproved, failed, foreign, from Junk, cut.
    fn doubted(&self) -> Option<(&'static str, Option<NaiveDate>)> {
        let (rule, until) = match self.answer.authentication.result {
            AuthenticationResult::Fail => {
                ("failed-proof", Some(self.desk.after_grace(&self.item.client)))
            }
            _ if self.answer.foreign => ("foreign-sender", None),
            _ if self.answer.doubtful.is_some() => (self.answer.doubtful.unwrap_or("doubtful"), None),
            AuthenticationResult::None
                if self.desk.world.security.unauthenticated == Unauthenticated::Ask =>
            {
                ("unproved", None)
            }
            AuthenticationResult::None | AuthenticationResult::Pass => return None,
        };
        Some((rule, until))
    }

    fn evidence(&self, kind: SignalKind, rule: &str) -> Evidence {
        match self.answer.reading.signal(kind) {
            Some(signal) => Evidence::new(rule, self.answer.evidence.message_id.as_ref(), &signal.evidence),
            None => words(self.answer, rule),
        }
    }

    fn close(mut self, how: ClosedHow, confirmed: bool, evidence: Evidence) -> Vec<Effect> {
        self.item.holds.clear();
        for ask in &mut self.item.asks {
            ask.done = true;
        }
        self.item.closed = Some(Closed { at: self.desk.now, how, confirmed, evidence: evidence.clone() });
        self.effects.push(changed(&self.item, EventKind::Closed, &Actor::Daemon, &evidence));
        let notice = notice(NoticeKind::Closed, &self.item, self.answer, &evidence);
        self.effects.push(Effect::Notice { notice });
        self.effects
    }

    fn delivered(mut self) -> Vec<Effect> {
        let evidence = self.evidence(SignalKind::Delivered, "delivered");
        let refused = self.answer.asks.iter().any(|a| !a.done);
        let ticked = self.tick();
        let open = self.item.open_asks().count();
        if open == 0 || (self.item.asks.len() <= 1 && !refused) {
            return self.close(ClosedHow::Delivered, true, evidence);
        }
        if refused && ticked > 0 {
            return self.part(evidence);
        }
        // "All sent" over several asks of which some cannot be seen: a person looks.
        self.review("delivered-not-all-seen", None)
    }

    fn part_delivered(mut self) -> Vec<Effect> {
        let evidence = self.evidence(SignalKind::Part, "part-delivered");
        if self.tick() == 0 {
            return self.review("part-of-what", None);
        }
        if self.item.open_asks().count() == 0 {
            return self.close(ClosedHow::Delivered, true, evidence);
        }
        self.part(evidence)
    }

    /// Marks the asks that were given; tells how many.
    fn tick(&mut self) -> usize {
        let mut ticked = 0_usize;
        for ask in &mut self.item.asks {
            let given = self.answer.asks.iter().any(|a| a.n == ask.n && a.done);
            if given && !ask.done {
                ask.done = true;
                ticked = ticked.saturating_add(1);
            }
        }
        ticked
    }

    /// Something came, something is left: the rest is chased, after a promise for it if one was made.
    fn part(mut self, evidence: Evidence) -> Vec<Effect> {
        lift(&mut self.item, &[HoldReason::Acknowledged, HoldReason::Promise]);
        let event = match self.promise_date() {
            Some(day) => {
                let promise = self.evidence(SignalKind::Promise, "promise");
                self.note_promise(day, &promise);
                EventKind::Held
            }
            None => EventKind::Updated,
        };
        self.effects.push(changed(&self.item, event, &Actor::Daemon, &evidence));
        let notice = notice(NoticeKind::Part, &self.item, self.answer, &evidence);
        self.effects.push(Effect::Notice { notice });
        self.effects
    }

    fn paid(mut self) -> Vec<Effect> {
        let part = self.answer.reading.reply == Reply::Part;
        let kind = if part { SignalKind::Part } else { SignalKind::Payment };
        let evidence = self.evidence(kind, if part { "part-paid" } else { "payment-stated" });
        let amount = self.amount_stated();
        let balance = self.item.invoice.as_ref().and_then(crate::model::Invoice::balance);
        let whole = match (amount, balance) {
            (Some(amount), Some(balance)) => amount >= balance,
            (None, _) => !part,
            (Some(_), None) => !part,
        };
        if self.desk.world.policy.on_payment_claim == PaymentClaim::Confirm {
            return self.review("payment-to-confirm", None);
        }
        if whole && !part {
            self.count_payment(balance.or(amount), &evidence);
            return self.close(ClosedHow::Paid, false, evidence);
        }
        let Some(amount) = amount.filter(|_| !whole) else {
            return self.review("how-much-was-paid", None);
        };
        self.count_payment(Some(amount), &evidence);
        self.part(evidence)
    }

    /// The one amount in the invoice's currency that is no more than what is owed and not the total.
    fn amount_stated(&self) -> Option<Decimal> {
        let invoice = self.item.invoice.as_ref()?;
        let mut amounts: Vec<Decimal> = self
            .answer
            .reading
            .money
            .iter()
            .filter(|m| m.currency.is_none() || m.currency == invoice.currency)
            .map(|m| m.value)
            .filter(|value| *value > Decimal::ZERO)
            .collect();
        amounts.sort();
        amounts.dedup();
        match amounts.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    fn count_payment(&mut self, amount: Option<Decimal>, evidence: &Evidence) {
        let (Some(invoice), Some(amount)) = (self.item.invoice.as_mut(), amount) else { return };
        invoice.payments.push(Payment {
            amount,
            at: self.desk.now,
            confirmed: false,
            evidence: evidence.clone(),
        });
        next_instalment(&mut self.item);
    }

    fn promise_date(&self) -> Option<NaiveDate> {
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        self.answer.reading.signal(SignalKind::Promise).and_then(|s| s.date).filter(|d| *d >= today)
    }

    fn note_promise(&mut self, day: NaiveDate, evidence: &Evidence) {
        self.item.promises.push(Promise {
            date: day,
            at: self.desk.now,
            evidence: evidence.clone(),
            broken: false,
        });
        let until = day.checked_add_signed(Duration::days(1)).unwrap_or(day);
        lift(&mut self.item, &[HoldReason::Acknowledged]);
        put_hold(&mut self.item, HoldReason::Promise, Some(until), evidence);
    }

    fn promised(mut self) -> Vec<Effect> {
        let Some(day) = self.promise_date() else { return self.acknowledged() };
        let evidence = self.evidence(SignalKind::Promise, "promise");
        self.note_promise(day, &evidence);
        self.rest(evidence)
    }

    fn acknowledged(mut self) -> Vec<Effect> {
        let kind = match self.answer.reading.reply {
            Reply::Promise => SignalKind::Promise,
            _ => SignalKind::Acknowledged,
        };
        let evidence = self.evidence(kind, "acknowledged");
        let until = self.desk.after_grace(&self.item.client);
        put_hold(&mut self.item, HoldReason::Acknowledged, Some(until), &evidence);
        self.rest(evidence)
    }

    fn rest(mut self, evidence: Evidence) -> Vec<Effect> {
        self.effects.push(changed(&self.item, EventKind::Held, &Actor::Daemon, &evidence));
        let until = self.item.holds.last().and_then(|h| h.until);
        let at = until.map(|day| self.desk.joint(&self.item.client).start_of(day));
        let notice = Notice { at, ..notice(NoticeKind::Resting, &self.item, self.answer, &evidence) };
        self.effects.push(Effect::Notice { notice });
        self.effects
    }

    /// The chase stops until the owner acts.
    fn team_turn(mut self, reason: HoldReason, kind: NoticeKind, rule: &str) -> Vec<Effect> {
        let signal = match reason {
            HoldReason::Question => SignalKind::Question,
            HoldReason::Decline => SignalKind::Decline,
            _ => SignalKind::Dispute,
        };
        let evidence = self.evidence(signal, rule);
        self.tick();
        put_hold(&mut self.item, reason, None, &evidence);
        self.effects.push(changed(&self.item, EventKind::Held, &Actor::Daemon, &evidence));
        self.effects.push(asked(&self.item, &evidence, self.answer.reading.reply));
        let notice = notice(kind, &self.item, self.answer, &evidence);
        self.effects.push(Effect::Notice { notice });
        self.effects
    }

    fn disputed(self) -> Vec<Effect> {
        let escalate = self.desk.world.team.escalate_to.clone();
        let mut effects = self.team_turn(HoldReason::Dispute, NoticeKind::Dispute, "disputes");
        if let Some(Effect::Notice { notice }) = effects.last_mut() {
            notice.to.extend(escalate);
            notice.to.dedup();
        }
        effects
    }

    /// Not to be mailed any more: this contact is out, in every item of the client.
    fn stopped(mut self) -> Vec<Effect> {
        let evidence = self.evidence(SignalKind::Stop, "stop");
        let address = self.answer.from.address.clone();
        let hold = Hold {
            scope: HoldScope::Contact(address.clone()),
            reason: HoldReason::OptOut,
            until: None,
            evidence: evidence.clone(),
        };
        let entry = HistoryEntry {
            hold: Some(HoldReason::OptOut),
            ..HistoryEntry::new(EventKind::Held, Actor::Daemon, &evidence).about(&self.item)
        };
        self.effects.push(Effect::Hold { hold, entry });
        for contact in self.item.contacts.iter_mut().filter(|c| c.person.address == address) {
            contact.dead = Some(evidence.clone());
        }
        // The chase goes on only after the owner said with whom (product.md 4).
        put_hold(&mut self.item, HoldReason::OptOut, None, &evidence);
        self.effects.push(changed(&self.item, EventKind::Held, &Actor::Daemon, &evidence));
        self.effects.push(asked(&self.item, &evidence, self.answer.reading.reply));
        let notice = notice(NoticeKind::Stop, &self.item, self.answer, &evidence);
        self.effects.push(Effect::Notice { notice });
        self.effects
    }

    fn review(mut self, rule: &str, until: Option<NaiveDate>) -> Vec<Effect> {
        let evidence = words(self.answer, rule);
        put_hold(&mut self.item, HoldReason::Review, until, &evidence);
        self.effects.push(changed(&self.item, EventKind::Held, &Actor::Daemon, &evidence));
        self.effects.push(asked(&self.item, &evidence, self.answer.reading.reply));
        let notice = notice(NoticeKind::Review, &self.item, self.answer, &evidence);
        self.effects.push(Effect::Notice { notice });
        self.effects
    }
}

/// Moves the ladder to the first instalment that is not covered by what has been paid.
pub(crate) fn next_instalment(item: &mut Item) {
    let Some(invoice) = item.invoice.as_ref().filter(|i| !i.instalments.is_empty()) else { return };
    let mut paid: Decimal = invoice.payments.iter().map(|p| p.amount).sum();
    let mut index = 0_u32;
    for instalment in &invoice.instalments {
        if paid < instalment.amount {
            break;
        }
        paid = paid.saturating_sub(instalment.amount);
        index = index.saturating_add(1);
    }
    let last = u32::try_from(invoice.instalments.len().saturating_sub(1)).unwrap_or(0);
    let index = index.min(last);
    if index != item.ladder.instalment {
        item.ladder.instalment = index;
        item.ladder = crate::model::LadderState { instalment: index, round: item.ladder.round, ..Default::default() };
        item.due = ladder::current_due(item);
    }
}
