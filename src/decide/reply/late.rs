//! What a client wrote after the close: put before the owner, and taken in once the item is open again.

use chrono::Days;

use super::{Act, asked, notice, words};
use crate::decide::{Desk, put_hold};
use crate::interpret::{self, AskAnswer};
use crate::model::{
    Closed, ClosedHow, Effect, Evidence, HoldReason, Item, Notice, NoticeKind, NoticeLine, Promise,
    Reading, Reply, SignalKind,
};

/// Rule of a late reply whose writer wants no more mail.
const STOPS: &str = "late-stop";

impl Act<'_> {
    /// A reply to a closed item: thanks are recorded, more is put before the owner. No more mail is
    /// asked for whatever is opened later.
    pub(super) fn late(mut self) -> Vec<Effect> {
        let (answer, item) = (self.answer, &self.item);
        if answer.files == 0 && interpret::only_thanks(answer.reading) {
            return self.effects;
        }
        let wrong = interpret::given_wrongly(&answer.reading.own_text, &item.asks);
        let missing =
            |n: u32| wrong.contains(&n) || answer.asks.iter().any(|a| a.n == n && !a.done);
        let lines = item.asks.iter().filter(|ask| missing(ask.n));
        let mut lines: Vec<NoticeLine> = lines
            .map(|ask| NoticeLine {
                item: Some(item.id),
                code: "left".to_owned(),
                words: format!("{}. {}", ask.n, ask.text),
                date: None,
            })
            .collect();
        let mut evidence = words(answer, "late-reply");
        if answer.reading.reply == Reply::Stop
            && !interpret::stops_one(&answer.reading.own_text)
            && self.doubted().is_none()
            && let Ok((address, stop)) = self.leaves()
        {
            STOPS.clone_into(&mut evidence.rule);
            lines.extend(self.ends_mail_to(&address, &stop));
        }
        let notice = Notice {
            lines,
            ..notice(NoticeKind::Late, &self.item, answer, &evidence)
        };
        let asked = asked(&self.item, &evidence, answer.reading.reply);
        self.effects.push(asked);
        self.effects.push(Effect::Notice { notice });
        self.effects
    }
}

/// What the late reply says holds the item as if it had come before; what would close it again, a
/// person looks at, who has just said that it is open. Asks it names as missing are those that are
/// missing of what had been delivered.
pub(crate) fn take_in(
    item: &mut Item,
    reading: &Reading,
    asks: &[AskAnswer],
    evidence: &Evidence,
    desk: &Desk<'_>,
) {
    if interpret::only_thanks(reading) {
        return;
    }
    let delivered = |c: &Closed| c.how == ClosedHow::Delivered;
    let wrong = interpret::given_wrongly(&reading.own_text, &item.asks);
    let missing = |n: u32| wrong.contains(&n) || asks.iter().any(|a| a.n == n && !a.done);
    if item.closed.as_ref().is_some_and(delivered) && item.asks.iter().any(|a| missing(a.n)) {
        for ask in &mut item.asks {
            ask.done = !missing(ask.n);
        }
    }
    let today = desk.client_day(&item.client, desk.now);
    let promised = reading.signal(SignalKind::Promise).and_then(|s| s.date);
    let (reason, until) = match reading.reply {
        Reply::Dispute => (HoldReason::Dispute, None),
        Reply::Decline => (HoldReason::Decline, None),
        Reply::Question => (HoldReason::Question, None),
        Reply::Promise | Reply::Part => {
            match promised.filter(|day| *day >= today && !interpret::is_ruled_out(reading, *day)) {
                Some(day) => {
                    item.promises.push(Promise {
                        date: day,
                        at: desk.now,
                        evidence: evidence.clone(),
                        broken: false,
                        answered: false,
                        waited: false,
                        whole: interpret::promises_all(&evidence.words),
                        by: None,
                    });
                    (HoldReason::Promise, day.checked_add_days(Days::new(1)))
                }
                None => (HoldReason::Review, None),
            }
        }
        Reply::Acknowledged => (
            HoldReason::Acknowledged,
            Some(desk.after_grace(&item.client)),
        ),
        _ => (HoldReason::Review, None),
    };
    put_hold(item, reason, until, evidence);
}
