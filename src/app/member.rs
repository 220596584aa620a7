//! Mail of team members: what opens an item, the owner's own words, commands, forwarded answers.

use chrono::TimeDelta;

use super::engine::Bench;
use super::ingest::{in_thread, record, written};
use crate::decide::{intake, owner};
use crate::interpret;
use crate::matching::{self, Lookup as _, Match};
use crate::model::{
    Actor, Address, Authentication, AuthenticationResult, Effect, EventKind, Item, ItemId, Kind,
    Mail, MessageId, Notice, NoticeKind, OutgoingClass, Person, Reading, Reply,
};

/// How long answering a notice proves the member it went to.
const TOKEN_LIVES: chrono::Duration = chrono::Duration::days(14);

/// Whether a verdict says that a member did not write it. SPF alone does not: mail inside one tenant
/// fails it and carries no signature (product.md 1).
fn is_denied(authentication: &Authentication) -> bool {
    authentication.result == AuthenticationResult::Fail
        && authentication.method.as_deref() != Some("spf")
}

/// Memory key: an outsider has seen the id of this notice.
fn shown(id: &MessageId) -> String {
    format!("shown:{}", id.key())
}

/// Days within which the same words again are the same request sent again, and not the next one.
const SENT_AGAIN: i64 = 2;

impl Bench<'_> {
    /// The id of a notice proves the member it went to for as long as nobody else has seen it: one that
    /// stands in a mail from or to an outsider proves nothing any more.
    pub(super) fn spend_tokens(&self, mail: &Mail) -> anyhow::Result<()> {
        let world = self.desk.world;
        let is_ours = |a: &Address| world.is_team(a) || world.is_tracking(a);
        let sent_by_us = mail.from.as_ref().is_some_and(|p| is_ours(&p.address));
        if sent_by_us && mail.recipients().all(|p| is_ours(&p.address)) {
            return Ok(());
        }
        for id in mail.in_reply_to.iter().chain(&mail.references) {
            if let Some(row) = self.tx.outgoing_by_message_id(id)?
                && row.mail.class == OutgoingClass::Notice
            {
                self.tx.remember(&shown(id), "1")?;
            }
        }
        Ok(())
    }

    fn was_shown(&self, id: &MessageId) -> anyhow::Result<bool> {
        Ok(self.tx.recall(&shown(id))?.is_some())
    }

    /// Whether a member's mail is his own: its provider says so, or it answers a notice only he got.
    fn proved(
        &self,
        mail: &Mail,
        authentication: &Authentication,
        from: &Address,
    ) -> anyhow::Result<bool> {
        if authentication.result == AuthenticationResult::Pass {
            return Ok(true);
        }
        if is_denied(authentication) {
            return Ok(false);
        }
        // References are copied on when a notice is forwarded; In-Reply-To is the answer itself.
        for id in &mail.in_reply_to {
            if let Some(row) = self.tx.outgoing_by_message_id(id)?
                && row.mail.class == OutgoingClass::Notice
                && row.mail.recipients.first() == Some(from)
                && row.created_at + TOKEN_LIVES > self.desk.now
                && !self.was_shown(id)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn member(
        &self,
        mail: &Mail,
        reading: &Reading,
        authentication: &Authentication,
        from: &Person,
    ) -> anyhow::Result<Vec<Effect>> {
        let world = self.desk.world;
        let copied = mail
            .recipients()
            .map(|p| &p.address)
            .chain(&mail.delivered_to)
            .any(|a| world.is_tracking(a));
        if !copied {
            return Ok(vec![record(EventKind::Received, "not-copied", mail, "")]);
        }
        if !self.proved(mail, authentication, &from.address)? {
            return self.unproved(mail, authentication, &from.address);
        }
        self.proved_mail(mail, reading, from)
    }

    /// What a member's mail does whose sender is proved.
    pub(super) fn proved_mail(
        &self,
        mail: &Mail,
        reading: &Reading,
        from: &Person,
    ) -> anyhow::Result<Vec<Effect>> {
        let world = self.desk.world;
        let actor = Actor::Member(from.address.clone());
        if mail.recipients().next().is_some()
            && mail.recipients().all(|p| world.is_team(&p.address))
        {
            return self.inside(mail, reading, from, &actor);
        }
        let mut old = self.replaced(mail, reading)?;
        let found = matching::find(mail, reading, None, self.tx)?;
        let unclear = matches!(found, Match::Ambiguous(_));
        let mut items = match found {
            Match::Items(hits) | Match::Ambiguous(hits) => self.hits(&hits)?,
            Match::Nothing => Vec::new(),
        };
        let (written, others) = self.written_to(mail, items);
        items = written;
        let tags = intake::tags(mail, &self.desk);
        if items.is_empty() && tags.kind.is_none() {
            items = self.of_known_invoices(mail, reading)?;
        }
        if items.is_empty() && tags.kind.is_none() {
            items = self.of_known_matter(mail, reading)?;
        }
        if items.is_empty() && tags.kind.is_none() {
            let again = self.sent_again(mail, reading, &from.address)?;
            if !again.is_empty() {
                let known = again
                    .iter()
                    .flat_map(|item| self.contact(mail, item, &actor, "sent-again"));
                return Ok(known.collect());
            }
        }
        let bills = (reading.opens.as_ref()).is_some_and(|o| o.kind == Kind::Invoice);
        let of_money = bills || interpret::has_not_come(&reading.own_text);
        if items.is_empty() && tags.kind.is_none() && of_money {
            items = self.under_subject(mail, false)?;
        }
        if tags.kind.is_none() && items.iter().all(|item| item.closed.is_some()) {
            let anew = self.asks_anew(mail, reading, &items)?.is_some();
            let after = owner::after_close(&items, mail, reading, &actor, anew);
            if let Some(effects) = after {
                return Ok(effects);
            }
        }
        let over = items.iter().all(|item| item.closed.is_some()) && reading.opens.is_some();
        let next = self.tx.next_item_id()?;
        let open = |reading: &Reading| {
            intake::open(
                mail,
                reading,
                &from.address,
                &actor,
                next,
                false,
                &self.desk,
            )
        };
        let alone = items.is_empty() && !old.is_empty() && reading.opens.is_none();
        let voids = bills && old.is_empty() && interpret::corrects(&reading.own_text);
        let idle = reading.opens.is_none() && tags.kind.is_none();
        let mut effects = if alone {
            Vec::new()
        } else if items.is_empty() && idle && !others.is_empty() {
            self.to_others(mail, &others, &actor)
        } else if items.is_empty() || over || tags.kind.is_some() {
            if voids {
                old = self.unnamed_old(mail, reading, &items)?;
            }
            open(reading)
        } else if let Some(anew) = self.asks_anew(mail, reading, &items)? {
            if voids {
                old = self.unnamed_old(mail, reading, &items)?;
            }
            open(&anew)
        } else {
            let mut effects = Vec::new();
            let kept = |item: &&Item| old.iter().all(|known| known.id != item.id);
            let apart = Self::asked_apart(mail, &items);
            for item in items.iter().filter(kept) {
                if unclear && apart.contains(&item.id) {
                    effects.extend(self.contact(mail, item, &actor, "asked-apart"));
                    continue;
                }
                let asked = self.said_before(mail, item)?;
                let asked = asked.as_ref();
                effects.extend(owner::act(item, mail, reading, asked, &actor, &self.desk));
            }
            effects
        };
        for item in &old {
            effects.extend(owner::replaced(item, mail, reading, &actor, &self.desk));
        }
        Ok(effects)
    }

    /// Open invoices a member's mail says are replaced.
    fn replaced(&self, mail: &Mail, reading: &Reading) -> anyhow::Result<Vec<Item>> {
        let numbers = interpret::replaced(&reading.own_text, &reading.invoice_numbers);
        let mut found: Vec<Item> = Vec::new();
        if numbers.is_empty() {
            return Ok(found);
        }
        for client in intake::counterparties(mail, &self.desk).keys() {
            for number in &numbers {
                let mut items = self.load(&self.tx.by_invoice_number(client, number)?)?;
                items.retain(|item| {
                    item.closed.is_none() && found.iter().all(|known| known.id != item.id)
                });
                found.extend(items);
            }
        }
        Ok(found)
    }

    /// The invoice a mail says is replaced without its number: what it answers, else the only open one of
    /// the client, or the only one over this sum.
    fn unnamed_old(
        &self,
        mail: &Mail,
        reading: &Reading,
        items: &[Item],
    ) -> anyhow::Result<Vec<Item>> {
        let is_old = |item: &Item| item.kind == Kind::Invoice && item.closed.is_none();
        let of_thread: Vec<Item> = items.iter().filter(|i| is_old(i)).cloned().collect();
        if !of_thread.is_empty() {
            return Ok(of_thread);
        }
        let mut found = Vec::new();
        for client in intake::counterparties(mail, &self.desk).keys() {
            let mut theirs = self.tx.open_of_client(client)?;
            theirs.retain(is_old);
            let total = reading.opens.as_ref().and_then(|opening| opening.total);
            if theirs.len() > 1 {
                theirs.retain(|item| item.balance().is_some() && item.balance() == total);
            }
            if theirs.len() == 1 {
                found.append(&mut theirs);
            }
        }
        Ok(found)
    }

    /// Open invoices a member writes to their client about in a new mail: he names their numbers and
    /// no other, so it opens nothing.
    fn of_known_invoices(&self, mail: &Mail, reading: &Reading) -> anyhow::Result<Vec<Item>> {
        let mut found: Vec<Item> = Vec::new();
        let credit = reading.reply == Reply::Part;
        let bill = reading.opens.as_ref().filter(|_| !credit);
        if bill.is_some_and(|o| o.kind == Kind::Request) {
            return Ok(found);
        }
        for client in intake::counterparties(mail, &self.desk).keys() {
            for number in &reading.invoice_numbers {
                let ids = self.tx.by_invoice_number(client, number)?;
                let mut items = self.load(&ids)?;
                items.retain(|item| item.closed.is_none());
                // The same number over another sum is another invoice, unless he says that it is the same.
                let is_new = bill.is_some_and(|o| {
                    let differs = |i: &Item| {
                        i.balance().is_some() && i.balance() != o.total && !corrects(i, reading)
                    };
                    items.is_empty() || o.total.is_some() && items.iter().all(differs)
                });
                if is_new {
                    return Ok(Vec::new());
                }
                items.retain(|item| found.iter().all(|known| known.id != item.id));
                found.extend(items);
            }
        }
        Ok(found)
    }

    /// What a mail in a thread asks for that none of the client's items is about.
    fn asks_anew(
        &self,
        mail: &Mail,
        reading: &Reading,
        items: &[Item],
    ) -> anyhow::Result<Option<Reading>> {
        let mut known: Vec<&str> = Vec::new();
        for number in &reading.invoice_numbers {
            for item in items {
                if !self.tx.by_invoice_number(&item.client, number)?.is_empty() {
                    known.push(number);
                }
            }
        }
        Ok(owner::asks_anew(mail, reading, items, &|number| {
            known.contains(&number)
        }))
    }

    /// Open requests of this owner that the mail puts once more, word for word, within days.
    fn sent_again(
        &self,
        mail: &Mail,
        reading: &Reading,
        owner: &Address,
    ) -> anyhow::Result<Vec<Item>> {
        let mut found: Vec<Item> = Vec::new();
        let base = mail.base_subject.trim().to_lowercase();
        let opens = reading.opens.as_ref();
        let Some(opens) = opens.filter(|o| o.kind == Kind::Request && o.beside.is_none()) else {
            return Ok(found);
        };
        let squeezed = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        let asked: Vec<String> = opens.asks.iter().map(|ask| squeezed(ask)).collect();
        let clients = intake::counterparties(mail, &self.desk);
        for client in clients.keys() {
            for item in self.load(&self.tx.by_subject(client, &base)?)? {
                let known: Vec<String> = item.asks.iter().map(|ask| squeezed(&ask.text)).collect();
                let age = self.desk.now.signed_duration_since(item.opened_at);
                let same = item.kind == Kind::Request
                    && item.closed.is_none()
                    && item.owner == *owner
                    && known == asked
                    && opens.due.is_none_or(|due| due == item.due)
                    && age <= TimeDelta::days(SENT_AGAIN);
                if same && !asked.is_empty() && self.repeats(mail, &item)? {
                    found.push(item);
                }
            }
        }
        // One of two companies knows nothing of it yet.
        if found.len() != clients.len() {
            found.clear();
        }
        Ok(found)
    }

    /// Whether a mail goes to the people of the one that opened an item, and says what it said.
    fn repeats(&self, mail: &Mail, item: &Item) -> anyhow::Result<bool> {
        let world = self.desk.world;
        let outside = |a: &&Address| !world.is_team(a) && !world.is_tracking(a);
        Ok(self.tx.mail(&item.opened_by)?.is_some_and(|first| {
            let people = mail.to.iter().chain(&mail.cc).map(|p| &p.address);
            let mut now: Vec<&Address> = people.filter(outside).collect();
            let mut then: Vec<&Address> = first.mail.recipients.iter().filter(outside).collect();
            now.sort();
            now.dedup();
            then.sort();
            then.dedup();
            then.iter().all(|one| now.contains(one))
                && interpret::says_the_same(&first.mail.text, &mail.text)
        }))
    }

    /// Items whose subject a member's mail answers, the open ones or the closed ones.
    fn under_subject(&self, mail: &Mail, open: bool) -> anyhow::Result<Vec<Item>> {
        let base = mail.base_subject.trim().to_lowercase();
        let mut found: Vec<Item> = Vec::new();
        if mail.subject.trim().to_lowercase() == base || base.chars().nth(1).is_none() {
            return Ok(found);
        }
        for client in intake::counterparties(mail, &self.desk).keys() {
            found.extend(self.load(&self.tx.by_subject(client, &base)?)?);
        }
        found.retain(|item| item.closed.is_none() == open);
        Ok(found)
    }

    /// Open items a member writes to their client about where the thread is lost: an answer under their
    /// subject, or words that settle what only they ask for.
    fn of_known_matter(&self, mail: &Mail, reading: &Reading) -> anyhow::Result<Vec<Item>> {
        let settles = reading.opens.is_none()
            && matches!(
                reading.reply,
                Reply::Acknowledged | Reply::Payment | Reply::Part | Reply::Decline
            );
        let answered = self.under_subject(mail, true)?;
        let mut found: Vec<Item> = Vec::new();
        for client in intake::counterparties(mail, &self.desk).keys() {
            let theirs = answered.iter().filter(|item| item.client == *client);
            let mut items: Vec<Item> = theirs.cloned().collect();
            if items.is_empty() && settles {
                items = match matching::find(mail, reading, Some(client), self.tx)? {
                    Match::Items(hits) | Match::Ambiguous(hits) => self.hits(&hits)?,
                    Match::Nothing => Vec::new(),
                };
                items.retain(|item| item.closed.is_none());
            }
            found.extend(items);
        }
        Ok(found)
    }

    /// Whoever wrote it, nothing is done. The member named hears of it: of what proves nothing he may
    /// prove that it is his, of what fails its proof he is told, once a day.
    fn unproved(
        &self,
        mail: &Mail,
        authentication: &Authentication,
        from: &Address,
    ) -> anyhow::Result<Vec<Effect>> {
        let denied = is_denied(authentication);
        let rule = if denied { "failed-proof" } else { "unproved" };
        let mut effects = vec![record(
            EventKind::Rejected,
            rule,
            mail,
            mail.subject.as_str(),
        )];
        if denied && !self.is_to_hear_of_it(from)? {
            return Ok(effects);
        }
        effects.push(Effect::Notice {
            notice: Notice {
                kind: NoticeKind::Token,
                to: vec![from.clone()],
                items: Vec::new(),
                in_reply_to: Some(mail.id()),
                from: None,
                words: mail.subject.clone(),
                at: None,
                rule: rule.to_owned(),
                lines: Vec::new(),
            },
        });
        Ok(effects)
    }

    /// Whether a member is told of a mail that was forged in his name: a configured one, once a day.
    /// Any other address of the house may not exist.
    fn is_to_hear_of_it(&self, member: &Address) -> anyhow::Result<bool> {
        let today = self.desk.today().to_string();
        let key = format!("denied:{}", member.as_str());
        if self.desk.world.member(member).is_none()
            || self.tx.recall(&key)?.as_deref() == Some(today.as_str())
        {
            return Ok(false);
        }
        self.tx.remember(&key, &today)?;
        Ok(true)
    }

    /// Mail among the team: a forwarded answer of a client, or commands.
    fn inside(
        &self,
        mail: &Mail,
        reading: &Reading,
        from: &Person,
        actor: &Actor,
    ) -> anyhow::Result<Vec<Effect>> {
        // Commands of old mail were meant for another record, whose numbers were others.
        if self.adopting && reading.forwarded.is_none() {
            return Ok(vec![record(
                EventKind::Received,
                "among-the-team",
                mail,
                "",
            )]);
        }
        let Some(effects) = self.forward(mail, reading, from, actor)? else {
            return self.command_mail(mail, reading, from, actor, &[]);
        };
        if reading.commands.is_empty() || self.adopting {
            return Ok(effects);
        }
        // The client's answer counts first; the word above it is about what he answered.
        let about = in_thread(&effects, mail, true);
        self.carry(effects)?;
        for item in &about {
            self.tx.remember_text(item, &written(reading))?;
        }
        let about: Vec<ItemId> = about.iter().map(|item| item.id).collect();
        self.command_mail(mail, reading, from, actor, &about)
    }
}

/// Whether a member's words say that an invoice is over another amount.
fn corrects(item: &Item, reading: &Reading) -> bool {
    let invoice = item.invoice.as_ref();
    let sums = invoice.and_then(|i| i.total.zip(i.balance()));
    sums.is_some_and(|(total, balance)| {
        interpret::amount_corrected(reading, total, balance).is_some()
    })
}
