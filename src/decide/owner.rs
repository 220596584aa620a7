//! What the owner's own words in a thread do (product.md 2, "The owner's own words count").

use super::{Desk, changed, ladder, lift, put_hold, reply};
use crate::interpret::{self, Agreed, Named, Standing};
use crate::mail;
use crate::matching::{names_number, number_key};
use crate::model::{
    Actor, Closed, ClosedHow, DateRole, DueSource, Effect, EventKind, Evidence, HistoryEntry, Hold,
    HoldReason, Instalment, Item, Kind, Mail, Notice, NoticeKind, Opening, Payment, Reading, Reply,
    SignalKind, Verb,
};

mod accepts;
mod sums;

/// What a mail in a thread that already has items asks for that is clearly new: an invoice with a number
/// none of them has, by itself. (An address tag opens as well; `intake::tags` tells.) The subject of a
/// thread names the invoice it began with: only own words and files name a new one. `known` tells
/// numbers of the client's other items.
#[must_use]
pub fn asks_anew(
    mail: &Mail,
    reading: &Reading,
    items: &[Item],
    known: &dyn Fn(&str) -> bool,
) -> Option<Reading> {
    let opening = reading.opens.as_ref()?;
    // A credit note has a number of its own, and asks for nothing; a corrected invoice asks.
    let own = &reading.own_text;
    let corrects = || {
        interpret::corrects(own) || !interpret::replaced(own, &reading.invoice_numbers).is_empty()
    };
    if opening.kind != Kind::Invoice || reading.reply == Reply::Part && !corrects() {
        return None;
    }
    let mut said = reading.own_text.clone();
    for file in mail.attachments.iter().filter(|a| !a.inline) {
        let invoice = file.invoice.iter().map(|invoice| invoice.number.as_str());
        for name in [file.name.as_str()].into_iter().chain(invoice) {
            said.push('\n');
            said.push_str(name);
        }
    }
    let of_thread: Vec<String> = items
        .iter()
        .filter_map(|i| i.invoice.as_ref())
        .flat_map(|invoice| &invoice.numbers)
        .map(|number| number_key(number))
        .collect();
    let new: Vec<String> = opening
        .invoice_numbers
        .iter()
        .filter(|number| {
            let key = number_key(number);
            names_number(&said, number) && !of_thread.contains(&key) && !known(number)
        })
        .cloned()
        .collect();
    if new.is_empty() {
        return None;
    }
    // What is asked for beside it is mostly what the thread asks for already.
    let asked = |item: &Item| item.kind == Kind::Request && item.closed.is_none();
    let beside = (opening.beside.clone()).filter(|_| !items.iter().any(asked));
    let mut anew = reading.clone();
    anew.invoice_numbers.clone_from(&new);
    anew.opens = Some(Opening {
        invoice_numbers: new,
        beside,
        ..opening.clone()
    });
    Some(anew)
}

/// An own mail in the thread to the client: contact, and whatever it says to the client is said.
/// `asked`: the client's mail it answers, where there is one.
#[must_use]
pub fn act(
    item: &Item,
    mail: &Mail,
    reading: &Reading,
    asked: Option<&Reading>,
    actor: &Actor,
    desk: &Desk<'_>,
) -> Vec<Effect> {
    let id = mail.id();
    let evidence = Evidence::new("owner-in-thread", Some(&id), &reading.own_text);
    let mut after = item.clone();
    after.last_contact = desk.now;
    if !after.thread.contains(&id) {
        after.thread.push(id.clone());
    }
    let mut effects = vec![Effect::Withdraw {
        items: vec![item.id],
        evidence: evidence.clone(),
    }];
    if item.closed.is_some() {
        effects.push(changed(&after, EventKind::Updated, actor, &evidence));
        return effects;
    }
    after.ladder.proposed = None;
    after.ladder.approved = None;
    let came_with_it = item.holds.iter().any(|hold| {
        hold.reason == HoldReason::Question && hold.evidence.rule == reply::CAME_WITH_QUESTION
    });
    let answered = lift(&mut after, &[HoldReason::Question]);
    let has = interpret::came(&reading.own_text, &item.asks);
    let new = |n: u32| has.iter().any(|a| a.n == n && a.done);
    let (came, left): (Vec<_>, Vec<_>) = item.open_asks().partition(|ask| new(ask.n));
    let misses = left
        .iter()
        .any(|ask| has.iter().any(|a| a.n == ask.n && !a.done));
    let off = matches!(reading.reply, Reply::Decline | Reply::Payment);
    let ticks = !off && !came.is_empty() && misses;
    // Whatever is asked beside it: what is called off is not chased on.
    let settles =
        if reading.opens.is_none() || matches!(reading.reply, Reply::Decline | Reply::Part) {
            settles(reading)
        } else {
            // Thanks in an answer to the client's question go with that answer.
            !answered && thanks_before_asking(reading)
        };
    let accepts = !ticks && came.is_empty() && accepts::accepts(item, asked, reading);
    let settles = settles && !accepts || interpret::suspends(&reading.own_text);
    if let Some(invoice) = sums::without_denied(item, reading) {
        after.invoice = Some(invoice);
        reply::next_instalment(&mut after);
        let evidence = Evidence::new("payment-denied", Some(&id), &reading.own_text);
        effects.extend(rest(&mut after, reading, actor, &evidence));
        return effects;
    }
    match sums::corrected(item, reading) {
        None => {}
        Some(Ok(invoice)) => {
            after.invoice = Some(invoice);
            if let Some((day, words)) = granted(item, reading, desk) {
                ladder::move_due(&mut after, day);
                after.due_source = DueSource::Granted(words);
            }
            let evidence = Evidence::new("owner-corrects", Some(&id), &reading.own_text);
            effects.push(changed(&after, EventKind::Updated, actor, &evidence));
            effects.push(told(NoticeKind::Credited, &after, reading, &evidence));
            return effects;
        }
        Some(Err(())) => {
            let evidence = Evidence::new("owner-settles", Some(&id), &reading.own_text);
            effects.extend(rest(&mut after, reading, actor, &evidence));
            return effects;
        }
    }
    if let Some(sum) = sums::credit(item, reading) {
        let evidence = Evidence::new("credit-note", Some(&id), &reading.own_text);
        if let Some(invoice) = &mut after.invoice {
            invoice.payments.push(Payment {
                amount: sum,
                at: desk.now,
                confirmed: true,
                evidence: evidence.clone(),
            });
        }
        reply::next_instalment(&mut after);
        // What is left has the day he gives for it.
        if let Some((day, words)) = granted(item, reading, desk) {
            ladder::move_due(&mut after, day);
            after.due_source = DueSource::Granted(words);
        }
        effects.push(changed(&after, EventKind::Updated, actor, &evidence));
        effects.push(told(NoticeKind::Credited, &after, reading, &evidence));
        return effects;
    }
    let agreed = asked
        .filter(|_| !off && !ticks && granted(item, reading, desk).is_none())
        .and_then(|asked| agreement(item, asked, reading, desk));
    if let Some(Agreed::Unclear(words)) = &agreed {
        let both = format!("{words}\n{}", reading.own_text);
        let evidence = Evidence::new("owner-agrees", Some(&id), &both);
        effects.extend(rest(&mut after, reading, actor, &evidence));
        return effects;
    }
    let parts = match &agreed {
        Some(Agreed::Parts(parts)) => {
            // The plan takes the place of what was promised with it.
            lift(&mut after, &[HoldReason::Promise]);
            parts.clone()
        }
        _ => parts(item, reading, desk),
    };
    if let Some(first) = parts.first() {
        after.due = first.due;
        after.due_source = DueSource::Granted(reading.own_text.clone());
        after.ladder = after.ladder.next_round();
        if let Some(invoice) = &mut after.invoice {
            invoice.instalments = parts;
        }
        let evidence = Evidence::new("owner-grants", Some(&id), &reading.own_text);
        effects.push(changed(&after, EventKind::Updated, actor, &evidence));
        effects.push(told(NoticeKind::Granted, &after, reading, &evidence));
        return effects;
    }
    // A word that would settle it runs in no mail a client sees; it is not meant for nothing either.
    let commands = reading.commands.iter().any(|command| {
        matches!(
            command.verb,
            Verb::Done | Verb::Paid | Verb::Part | Verb::Cancel | Verb::Snooze | Verb::Pause
        )
    });
    let more = asks_more(item, reading);
    let agreed = match agreed {
        Some(Agreed::Day(day, words)) => Some((day, words)),
        _ => None,
    };
    let settles = settles && agreed.is_none();
    let date = granted(item, reading, desk)
        .filter(|_| more.is_empty())
        .or(agreed);
    // Whoever asks for nothing any more, and hands nothing over, may have settled it by other words.
    let rests = !answered
        && !accepts
        && date.is_none()
        && more.is_empty()
        && mail.attachments.iter().all(|a| a.inline)
        && interpret::asks_nothing(&reading.own_text);
    if !ticks && (settles || commands || rests || !answered && !came.is_empty()) {
        let evidence = Evidence::new("owner-settles", Some(&id), &reading.own_text);
        effects.extend(rest(&mut after, reading, actor, &evidence));
        return effects;
    }
    if let Some((day, words)) = &date {
        // A day he promised that is refused for an earlier one rests no longer.
        let later = |hold: &Hold| hold.until.and_then(|until| until.pred_opt()) > Some(*day);
        after
            .holds
            .retain(|hold| hold.reason != HoldReason::Promise || !later(hold));
        ladder::move_due(&mut after, *day);
        after.due_source = DueSource::Granted(words.clone());
    }
    // What came beside the question is not asked for again before its owner says that it is missing.
    if came_with_it && !ticks && date.is_none() && more.is_empty() {
        let evidence = Evidence::new("came-with-question", Some(&id), &reading.own_text);
        effects.extend(rest(&mut after, reading, actor, &evidence));
        return effects;
    }
    let evidence = if ticks {
        for ask in after.asks.iter_mut().filter(|ask| new(ask.n)) {
            ask.done = true;
        }
        Evidence::new("owner-has-part", Some(&id), &reading.own_text)
    } else {
        evidence
    };
    let event = if answered {
        EventKind::Resumed
    } else {
        EventKind::Updated
    };
    effects.push(changed(&after, event, actor, &evidence));
    if ticks {
        effects.push(told(NoticeKind::Part, &after, reading, &evidence));
    } else if !more.is_empty() {
        let evidence = Evidence::new("asks-more", Some(&id), &more.join("\n"));
        effects.push(told(NoticeKind::NothingToTrack, &after, reading, &evidence));
    }
    if !ticks && date.is_some() {
        let evidence = Evidence::new("owner-grants", Some(&id), &reading.own_text);
        effects.push(told(NoticeKind::Granted, &after, reading, &evidence));
    }
    effects
}

/// A member's mail says that another invoice takes the place of this one: whether it is called off, its
/// owner says.
#[must_use]
pub fn replaced(
    item: &Item,
    mail: &Mail,
    reading: &Reading,
    actor: &Actor,
    desk: &Desk<'_>,
) -> Vec<Effect> {
    let id = mail.id();
    let evidence = Evidence::new("replaced", Some(&id), &reading.own_text);
    let mut after = item.clone();
    after.last_contact = desk.now;
    let withdraw = Effect::Withdraw {
        items: vec![item.id],
        evidence: evidence.clone(),
    };
    let mut effects = vec![withdraw];
    effects.extend(rest(&mut after, reading, actor, &evidence));
    effects
}

/// A member writes of money in the thread of invoices that are closed: one word of their owners opens
/// them again. `None` where he does not; `anew`: he asks for another invoice.
#[must_use]
pub fn after_close(
    items: &[Item],
    mail: &Mail,
    reading: &Reading,
    actor: &Actor,
    anew: bool,
) -> Option<Vec<Effect>> {
    let paid = |item: &&Item| {
        let paid = |closed: &Closed| closed.how == ClosedHow::Paid;
        item.closed.as_ref().is_some_and(paid)
    };
    let opening = reading.opens.as_ref();
    let bills = opening.is_some_and(|o| o.kind == Kind::Invoice);
    let files = mail.attachments.iter().any(|a| !a.inline);
    let rule = if anew || bills && (!reading.money.is_empty() || files) {
        return None;
    } else if interpret::has_not_come(&reading.own_text) {
        "money-not-come"
    } else if bills {
        "asked-after-close"
    } else {
        return None;
    };
    let id = mail.id();
    let evidence = Evidence::new(rule, Some(&id), &reading.own_text);
    let mut effects = Vec::new();
    for item in items.iter().filter(paid) {
        let mut after = item.clone();
        if !after.thread.contains(&id) {
            after.thread.push(id.clone());
        }
        effects.push(changed(&after, EventKind::Updated, actor, &evidence));
        effects.push(asked(&after, &evidence));
        effects.push(told(NoticeKind::Late, &after, reading, &evidence));
    }
    (!effects.is_empty()).then_some(effects)
}

/// The record that its owner is asked.
fn asked(item: &Item, evidence: &Evidence) -> Effect {
    let entry = HistoryEntry {
        to: vec![item.owner.clone()],
        ..HistoryEntry::new(EventKind::AskedOwner, Actor::Daemon, evidence).about(item)
    };
    Effect::Record { entry }
}

/// It rests until its owner says a word.
fn rest(after: &mut Item, reading: &Reading, actor: &Actor, evidence: &Evidence) -> Vec<Effect> {
    put_hold(after, HoldReason::Review, None, evidence);
    vec![
        changed(after, EventKind::Held, actor, evidence),
        asked(after, evidence),
        told(NoticeKind::Review, after, reading, evidence),
    ]
}

/// One notice to the item's owner, with the member's words.
fn told(kind: NoticeKind, item: &Item, reading: &Reading, evidence: &Evidence) -> Effect {
    let notice = Notice {
        words: reading.own_text.clone(),
        ..Notice::to_owner(kind, item, evidence)
    };
    Effect::Notice { notice }
}

/// What the mail asks for that the item does not.
fn asks_more(item: &Item, reading: &Reading) -> Vec<String> {
    match &reading.opens {
        Some(opening) if opening.kind == Kind::Request => interpret::asks_more(
            &reading.own_text,
            &opening.asks,
            &item.asks,
            &mail::base_subject(&item.subject),
        ),
        _ => Vec::new(),
    }
}

/// Thanks, a receipt confirmed, a payment confirmed, something called off: the chase never runs
/// on as before.
fn settles(reading: &Reading) -> bool {
    matches!(
        reading.reply,
        Reply::Acknowledged
            | Reply::Delivered
            | Reply::Payment
            | Reply::Part
            | Reply::Decline
            | Reply::Stop
    )
}

/// Words of thanks that say nothing of having got anything, and of what has not come.
const THANKS_FOR_NOTHING: &[&str] = &[
    "in advance",
    "advance thanks",
    "patience",
    "understanding",
    "for asking",
    "your question",
    "your time",
    "for calling",
    "the call",
    "your call",
    "for the chat",
    "meeting",
    " not ",
    "n't ",
    " yet",
    "提前",
    "先谢",
    "预先",
    "耐心",
    "理解",
    "提问",
    "来电",
    "未",
    "没",
];

/// Something came and was thanked for before the next thing is asked: which of both the chase is
/// about, only the owner knows. Thanks below a request are its courtesy.
fn thanks_before_asking(reading: &Reading) -> bool {
    let place = |words: &str| reading.own_text.find(words);
    let asks = reading
        .signal(SignalKind::Question)
        .and_then(|s| place(&s.evidence));
    reading.signals.iter().any(|signal| match signal.kind {
        SignalKind::Delivered | SignalKind::Payment | SignalKind::Part => true,
        SignalKind::Acknowledged => {
            let words = signal.evidence.to_lowercase();
            let before = match (place(&signal.evidence), asks) {
                (Some(thanks), Some(asks)) => thanks < asks,
                _ => true,
            };
            before && !THANKS_FOR_NOTHING.iter().any(|idle| words.contains(idle))
        }
        _ => false,
    })
}

/// The parts in which an invoice may be paid that was owed at once, and nothing of which is paid.
fn parts(item: &Item, reading: &Reading, desk: &Desk<'_>) -> Vec<Instalment> {
    let whole = item
        .invoice
        .as_ref()
        .filter(|invoice| invoice.instalments.is_empty() && invoice.payments.is_empty());
    match whole.and_then(|invoice| invoice.total) {
        Some(total) => interpret::parts_granted(reading, total, desk.today()),
        None => Vec::new(),
    }
}

/// What the client asked for in the mail this one answers, where it agrees.
fn agreement(item: &Item, asked: &Reading, reading: &Reading, desk: &Desk<'_>) -> Option<Agreed> {
    let whole = (item.invoice.as_ref())
        .filter(|invoice| invoice.instalments.is_empty() && invoice.payments.is_empty());
    let standing = Standing {
        due: ladder::current_due(item),
        whole: whole.and_then(|invoice| invoice.total),
        today: desk.today(),
    };
    interpret::agreed(asked, reading, &standing)
}

/// A later day named as deadline or agreed to.
fn granted(item: &Item, reading: &Reading, desk: &Desk<'_>) -> Option<(chrono::NaiveDate, String)> {
    let instalments = item.invoice.as_ref().map_or(0, |i| i.instalments.len());
    let current = usize::try_from(item.ladder.instalment).ok()?;
    // Only the instalment that is due now has its day moved by mere words.
    let other = |named: &Named| match named {
        Named::Nth(n) => *n != current,
        Named::Last => current.saturating_add(1) != instalments,
        Named::All => true,
    };
    if instalments > 0
        && interpret::instalments_named(&reading.own_text)
            .iter()
            .any(other)
    {
        return None;
    }
    let due = ladder::current_due(item);
    reading
        .dates
        .iter()
        .find(|d| {
            matches!(d.role, DateRole::Deadline | DateRole::Promise)
                && d.date > due
                && d.date >= desk.today()
        })
        .map(|d| (d.date, d.text.clone()))
}
