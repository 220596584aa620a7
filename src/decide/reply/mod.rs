//! What a client's answer does to one item: the table of product.md 3.
//!
//! In doubt the item is held and the owner asked: a wrong close costs more than a question, and a
//! nagged client more than a day of silence.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Desk, changed, put_hold};
use crate::interpret::{self, AskAnswer};
use crate::model::{
    Actor, Address, Authentication, AuthenticationResult, Closed, ClosedHow, Effect, EventKind,
    Evidence, HistoryEntry, Hold, HoldReason, Item, ItemContact, Kind, Notice, NoticeKind,
    NoticeLine, Person, Reading, Reply, SignalKind, Unauthenticated,
};

mod asks;
mod besides;
mod claims;
mod days_off;
mod late;
mod leaver;
mod money;
mod rest;
mod stopped;
mod successor;

pub(crate) use late::take_in;
pub(crate) use money::next_instalment;
use successor::NO_PERSON;
pub(crate) use successor::{successor, successor_line};

/// A client's answer as far as it concerns one item.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    /// Who wrote it.
    pub from: &'a Person,
    /// When it was written, as far as its date can be believed (UTC): mail that was kept back on its
    /// way comes after newer mail.
    pub written: DateTime<Utc>,
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
    /// Files that came with it, inline pictures aside.
    pub files: usize,
    /// Their names.
    pub names: &'a [String],
    /// People of the client in copy who are no contacts of the item.
    pub colleagues: &'a [Address],
    /// What it asks it asks people of the client, not the team.
    pub asks_own_people: bool,
    /// One of the files is by its name the advice of a payment.
    pub advised: bool,
}

/// Characters above which a mail is too much to be a mere "here it is".
const LONG: usize = 800;

/// Confidence of a signal that decides where the one reading does not fit the item.
const SURE: f32 = 0.8;

/// Decides what one answer does to one item.
#[must_use]
pub fn act(item: &Item, answer: &Answer<'_>, desk: &Desk<'_>) -> Vec<Effect> {
    let matched = HistoryEntry {
        reading: Some(answer.reading.reply),
        ..HistoryEntry::new(EventKind::Matched, Actor::Daemon, answer.evidence).about(item)
    };
    let mut effects = vec![Effect::Withdraw {
        items: vec![item.id],
        evidence: Evidence::new(
            "answered",
            answer.evidence.message_id.as_ref(),
            &answer.reading.own_text,
        ),
    }];
    let mut after = item.clone();
    // A forged or foreign mail is no contact with the client and no part of the thread.
    let heard = answer.authentication.result != AuthenticationResult::Fail && !answer.foreign;
    if heard {
        after.last_contact = desk.now;
        after.last_heard = Some(desk.now);
    }
    if heard {
        // Named by an address alone, he has the name he signs his own mail with.
        for contact in &mut after.contacts {
            let person = &mut contact.person;
            if person.address == answer.from.address && person.name.is_empty() {
                person.name.clone_from(&answer.from.name);
            }
        }
    }
    if heard && !after.has_contact(&answer.from.address) {
        after.contacts.push(ItemContact {
            person: answer.from.clone(),
            primary: false,
            dead: None,
        });
    }
    if heard {
        revive(&mut after, &answer.from.address);
        rest::keeps(&mut after, answer.reading.reply);
    }
    after.ladder.proposed = None;
    after.ladder.approved = None;
    if let Some(id) = &answer.evidence.message_id
        && heard
        && !after.thread.contains(id)
    {
        after.thread.push(id.clone());
    }
    effects.push(Effect::Item {
        item: after.clone(),
        entry: matched,
    });
    let act = Act {
        answer,
        desk,
        effects,
        item: after,
    };
    if item.closed.is_some() {
        return act.late();
    }
    act.decide()
}

/// Who writes has an address that works, whatever a server reported of it. Who asked not to be mailed
/// goes on asking.
pub(crate) fn revive(item: &mut Item, address: &Address) -> bool {
    let mut lives = false;
    for contact in item
        .contacts
        .iter_mut()
        .filter(|c| c.person.address == *address)
    {
        if contact
            .dead
            .as_ref()
            .is_some_and(|why| why.rule == "bounce")
        {
            contact.dead = None;
            lives = true;
        }
    }
    if lives {
        super::lift(item, &[HoldReason::Bounce]);
    }
    lives
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

/// The notice at their end goes to these too.
fn escalated(mut effects: Vec<Effect>, to: Vec<Address>) -> Vec<Effect> {
    if let Some(Effect::Notice { notice }) = effects.last_mut() {
        notice.to.extend(to);
        notice.to.dedup();
    }
    effects
}

fn notice(kind: NoticeKind, item: &Item, answer: &Answer<'_>, evidence: &Evidence) -> Notice {
    let offers = matches!(
        kind,
        NoticeKind::Resting | NoticeKind::Review | NoticeKind::Question | NoticeKind::Decline
    );
    let mut colleagues: Vec<Address> = Vec::new();
    if offers && !answer.foreign {
        colleagues.extend(successor(&answer.reading.own_text, item));
        let copied = answer
            .colleagues
            .iter()
            .filter(|a| !NO_PERSON.contains(&a.local()));
        colleagues.extend(copied.cloned());
        colleagues.sort();
        colleagues.dedup();
        colleagues.truncate(OFFERED);
    }
    Notice {
        from: Some(answer.from.clone()),
        words: answer.reading.own_text.clone(),
        lines: colleagues
            .iter()
            .map(|address| NoticeLine {
                code: "colleague".to_owned(),
                ..successor_line(address)
            })
            .collect(),
        ..Notice::to_owner(kind, item, evidence)
    }
}

/// Rule of a question beside which all that is open seems to have come.
pub(super) const CAME_WITH_QUESTION: &str = "asks-back-given";

/// Most colleagues a notice offers as contacts.
const OFFERED: usize = 2;

struct Act<'a> {
    answer: &'a Answer<'a>,
    desk: &'a Desk<'a>,
    effects: Vec<Effect>,
    item: Item,
}

impl Act<'_> {
    fn decide(mut self) -> Vec<Effect> {
        if let Some((rule, until)) = self.doubted() {
            return self.put_before_owner(rule, until);
        }
        // What came and was the wrong thing has not come.
        let wrong = interpret::given_wrongly(&self.answer.reading.own_text, &self.item.asks);
        for ask in self.item.asks.iter_mut().filter(|a| wrong.contains(&a.n)) {
            ask.done = false;
        }
        match self.reply() {
            Reply::Delivered if self.attachment_missing() => self.review("attachment-missing"),
            Reply::Part if self.item.kind == Kind::Request && self.attachment_missing() => {
                if let Some(day) = self.rest_date() {
                    let promise = self.evidence(SignalKind::Promise, "promise");
                    self.note_promise(day, &promise);
                }
                self.put_before_owner("attachment-missing", None)
            }
            Reply::Delivered if self.item.kind == Kind::Request => self.delivered(),
            Reply::Part if self.item.kind == Kind::Request => self.part_delivered(),
            Reply::Payment | Reply::Part if self.item.kind == Kind::Invoice => self.paid(),
            Reply::Promise => self.promised(),
            Reply::Acknowledged => self.acknowledged(),
            Reply::Question => {
                self.team_turn(HoldReason::Question, NoticeKind::Question, "asks-back")
            }
            Reply::Dispute => self.disputed(),
            Reply::Decline => self.team_turn(HoldReason::Decline, NoticeKind::Decline, "declines"),
            Reply::Stop => self.stopped(),
            Reply::Delivered | Reply::Part | Reply::Payment => self.review("other-kind"),
            Reply::Unclear | Reply::None => self.unclear(),
            // Machines are handled before; one that comes here is a fault upstream, told to the owner.
            Reply::Automatic => self.review("automatic-in-reply"),
        }
    }

    /// What came counts; what the words mean for the rest, the owner is asked.
    fn unclear(mut self) -> Vec<Effect> {
        let own = &self.answer.reading.own_text;
        let again = interpret::complains(own).filter(|_| interpret::sent_before(own).is_some());
        if let Some(words) = again.filter(|_| self.item.kind == Kind::Request) {
            return self.complained(&words);
        }
        self.tick_some();
        self.review("unclear")
    }

    /// The one reading that decides, given the item: files that fit its asks deliver them, however
    /// few the words that came with them.
    fn reply(&self) -> Reply {
        let reading = match self.answer.reading.reply {
            Reply::Question if self.answer.asks_own_people => Reply::Acknowledged,
            other => other,
        };
        // What is settled of an invoice is its money.
        let paid = self.answer.reading.signal(SignalKind::Payment);
        if self.item.kind == Kind::Invoice
            && reading == Reply::Delivered
            && paid.is_some_and(|s| s.confidence >= SURE)
        {
            return Reply::Payment;
        }
        let by_file = |n: u32| {
            let files = self.answer.files > 0;
            self.answer.asks.iter().any(|a| {
                let rule = a.evidence.rule.as_str();
                let seen = rule == "ask-attachment" || files && rule == "ask-words";
                a.n == n && a.done && (seen || rule == interpret::TOLD)
            })
        };
        let said_little = matches!(reading, Reply::Acknowledged | Reply::Unclear | Reply::None);
        if !said_little
            || self.item.kind != Kind::Request
            || !self.item.open_asks().any(|a| by_file(a.n))
        {
            return reading;
        }
        let given = |n: u32| self.answer.asks.iter().any(|a| a.n == n && a.done);
        if self.item.open_asks().all(|a| given(a.n)) {
            Reply::Delivered
        } else if self.rest_date().is_some()
            || self.refused().is_some()
            || self
                .answer
                .asks
                .iter()
                .any(|a| !a.done || a.evidence.rule == interpret::TOLD)
        {
            Reply::Part
        } else {
            // The words say too little of what is left: the file is no less a reason to ask.
            reading
        }
    }

    /// "Attached" without a file: forgotten, more often than not.
    fn attachment_missing(&self) -> bool {
        let delivered = self.answer.reading.signal(SignalKind::Delivered);
        let by_words = |rule: &str| ["ask-words", "ask-number", "ask-all"].contains(&rule);
        let given = (self.answer.asks.iter())
            .filter(|a| a.done && by_words(&a.evidence.rule))
            .map(|a| &a.evidence.words);
        let mut words = delivered.iter().map(|s| &s.evidence).chain(given);
        self.answer.files == 0
            && words.any(|words| {
                let words = words.to_lowercase();
                // What lies behind a link is not missing.
                !words.contains("://")
                    && ["attach", "enclos", "附件", "附上", "随信", "隨信"]
                        .iter()
                        .any(|mark| words.contains(mark))
            })
    }

    /// Answers that may hold but not act: unproved, failed, foreign, from Junk, cut.
    fn doubted(&self) -> Option<(&'static str, Option<NaiveDate>)> {
        let (rule, until) = match self.answer.authentication.result {
            AuthenticationResult::Fail => (
                "failed-proof",
                Some(self.desk.after_grace(&self.item.client)),
            ),
            _ if self.answer.foreign => ("foreign-sender", None),
            _ if self.answer.doubtful.is_some() => {
                (self.answer.doubtful.unwrap_or("doubtful"), None)
            }
            AuthenticationResult::None
                if self.desk.world.security.unauthenticated == Unauthenticated::Ask
                    || self.answer.authentication.is_unwanted() =>
            {
                ("unproved", None)
            }
            AuthenticationResult::None | AuthenticationResult::Pass => return None,
        };
        Some((rule, until))
    }

    fn evidence(&self, kind: SignalKind, rule: &str) -> Evidence {
        match self.answer.reading.signal(kind) {
            Some(signal) => Evidence::new(
                rule,
                self.answer.evidence.message_id.as_ref(),
                &signal.evidence,
            ),
            None => words(self.answer, rule),
        }
    }

    fn close(mut self, how: ClosedHow, confirmed: bool, evidence: Evidence) -> Vec<Effect> {
        self.item.holds.clear();
        for ask in &mut self.item.asks {
            ask.done = true;
        }
        self.item.closed = Some(Closed {
            at: self.desk.now,
            how,
            confirmed,
            evidence: evidence.clone(),
        });
        self.effects.push(changed(
            &self.item,
            EventKind::Closed,
            &Actor::Daemon,
            &evidence,
        ));
        let notice = notice(NoticeKind::Closed, &self.item, self.answer, &evidence);
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
        let mut evidence = self.evidence(signal, rule);
        let asks = evidence.rule == "asks-back";
        if self.tick_some() && asks {
            evidence.rule = CAME_WITH_QUESTION.to_owned();
        }
        self.promised_besides();
        put_hold(&mut self.item, reason, None, &evidence);
        self.held(kind, &evidence)
    }

    fn disputed(self) -> Vec<Effect> {
        let escalate = self.desk.world.team.escalate_to.clone();
        let effects = self.team_turn(HoldReason::Dispute, NoticeKind::Dispute, "disputes");
        escalated(effects, escalate)
    }

    /// He is annoyed at being asked again for what he says he gave: a complaint, as any other.
    fn complained(mut self, words: &str) -> Vec<Effect> {
        let evidence = Evidence::new("disputes", self.answer.evidence.message_id.as_ref(), words);
        put_hold(&mut self.item, HoldReason::Dispute, None, &evidence);
        let escalate = self.desk.world.team.escalate_to.clone();
        escalated(self.held(NoticeKind::Dispute, &evidence), escalate)
    }

    /// Records the hold just put, asks the owner, and tells him.
    fn held(mut self, kind: NoticeKind, evidence: &Evidence) -> Vec<Effect> {
        self.effects.push(changed(
            &self.item,
            EventKind::Held,
            &Actor::Daemon,
            evidence,
        ));
        let asked = asked(&self.item, evidence, self.answer.reading.reply);
        self.effects.push(asked);
        let mut notice = notice(kind, &self.item, self.answer, evidence);
        notice.lines.extend(self.besides());
        self.effects.push(Effect::Notice { notice });
        self.effects
    }

    /// What the answer changed so far.
    fn besides(&self) -> Vec<NoticeLine> {
        let before = self.effects.iter().find_map(|effect| match effect {
            Effect::Item { item, .. } => Some(item),
            _ => None,
        });
        before.map_or_else(Vec::new, |before| besides::lines(before, &self.item))
    }

    /// A day the words promise holds beside it, whatever the owner makes of the rest.
    fn review(mut self, rule: &str) -> Vec<Effect> {
        self.promised_besides();
        self.put_before_owner(rule, None)
    }

    fn put_before_owner(mut self, rule: &str, until: Option<NaiveDate>) -> Vec<Effect> {
        let evidence = words(self.answer, rule);
        // Whatever a forger writes, a review that waits for the owner goes on waiting.
        let open_ended = |h: &Hold| h.reason == HoldReason::Review && h.until.is_none();
        let until = if self.item.holds.iter().any(open_ended) {
            None
        } else {
            until
        };
        put_hold(&mut self.item, HoldReason::Review, until, &evidence);
        self.held(NoticeKind::Review, &evidence)
    }
}
