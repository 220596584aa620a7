//! Which items a member's mail in a thread says something to: those whose people it goes to.

use super::engine::Bench;
use crate::decide::changed;
use crate::interpret;
use crate::matching::Lookup as _;
use crate::model::{
    Actor, Address, Effect, EventKind, Evidence, HoldReason, Item, ItemId, Mail, MessageId, Person,
    Reading,
};

impl Bench<'_> {
    /// Parts items into those to whose client the mail is written, and the others: what goes to a
    /// printer or to another company is not said to the client, in whatever thread it stands. Where
    /// nobody outside is named, hidden recipients may be anybody: it counts for all.
    pub(super) fn written_to(&self, mail: &Mail, items: Vec<Item>) -> (Vec<Item>, Vec<Item>) {
        let world = self.desk.world;
        let is_own = |a: &Address| world.is_team(a) || world.is_tracking(a);
        let outside: Vec<&Address> = mail
            .to
            .iter()
            .chain(&mail.cc)
            .map(|p| &p.address)
            .filter(|a| !is_own(a))
            .collect();
        if outside.is_empty() {
            return (items, Vec::new());
        }
        items.into_iter().partition(|item| {
            outside
                .iter()
                .any(|a| item.has_contact(a) || world.client_key(a).as_ref() == Some(&item.client))
        })
    }

    /// What a member writes to others in the thread of an item: it belongs to its thread, and does
    /// nothing else.
    pub(super) fn to_others(&self, mail: &Mail, items: &[Item], actor: &Actor) -> Vec<Effect> {
        let id = mail.id();
        let evidence = Evidence::new("written-to-others", Some(&id), &mail.subject);
        let known = items.iter().map(|item| {
            let mut after = item.clone();
            if !after.thread.contains(&id) {
                after.thread.push(id.clone());
            }
            changed(&after, EventKind::Updated, actor, &evidence)
        });
        known.collect()
    }

    /// Of several items in whose common thread a member writes: those the client asked about in mails of
    /// their own. Which of the questions it answers nobody can tell, so each still waits for a word.
    pub(super) fn asked_apart(mail: &Mail, items: &[Item]) -> Vec<ItemId> {
        let question = |item: &Item| {
            let mut holds = item.holds.iter();
            let hold = holds.find(|hold| hold.reason == HoldReason::Question)?;
            hold.evidence.message_id.clone()
        };
        let asked = |item: &Item| Some((item.id, question(item)?));
        let all: Vec<(ItemId, MessageId)> = items.iter().filter_map(asked).collect();
        let answered = all.iter().any(|(_, id)| mail.in_reply_to.contains(id));
        let apart = all
            .iter()
            .any(|(_, id)| all.iter().any(|(_, other)| other != id));
        let held = all.into_iter().map(|(item, _)| item);
        held.filter(|_| apart && !answered).collect()
    }

    /// A member wrote to the client of an item: contact, and nothing else.
    pub(super) fn contact(
        &self,
        mail: &Mail,
        item: &Item,
        actor: &Actor,
        rule: &str,
    ) -> [Effect; 2] {
        let id = mail.id();
        let evidence = Evidence::new(rule, Some(&id), &mail.subject);
        let mut after = item.clone();
        after.last_contact = self.desk.now;
        if !after.thread.contains(&id) {
            after.thread.push(id);
        }
        let items = vec![item.id];
        let known = changed(&after, EventKind::Updated, actor, &evidence);
        [Effect::Withdraw { items, evidence }, known]
    }

    /// People of an item's client who get his answer too and are no contacts of it yet: whom he put in
    /// copy may be whom to write to from now on.
    pub(super) fn colleagues(&self, mail: &Mail, item: &Item) -> Vec<Address> {
        let world = self.desk.world;
        let mut found: Vec<Address> = Vec::new();
        for address in mail.to.iter().chain(&mail.cc).map(|p| &p.address) {
            let theirs = world.client_key(address).as_ref() == Some(&item.client);
            if theirs && !item.has_contact(address) && !found.contains(address) {
                found.push(address.clone());
            }
        }
        found
    }

    /// Whether what a client asks in his mail he asks his own people: they are called by name, or it goes
    /// to them and none of the team reads along: a member in Cc may be the one who is meant.
    pub(super) fn asks_own_people(&self, mail: &Mail, item: &Item, reading: &Reading) -> bool {
        let world = self.desk.world;
        let sender = mail.from.as_ref().map(|person| &person.address);
        let is_theirs = |a: &Address| world.client_key(a).as_ref() == Some(&item.client);
        let people = mail.to.iter().chain(&mail.cc);
        let theirs = people.filter(|p| is_theirs(&p.address) && Some(&p.address) != sender);
        let mut colleagues: Vec<Person> = theirs.cloned().collect();
        let contacts = item.contacts.iter().map(|contact| &contact.person);
        let named = |p: &&Person| colleagues.iter().any(|c| c.address == p.address);
        let known: Vec<Person> = contacts.filter(named).cloned().collect();
        colleagues.extend(known);
        let alone = !mail.to.is_empty()
            && mail.to.iter().all(|p| is_theirs(&p.address))
            && mail.cc.iter().any(|p| world.is_tracking(&p.address))
            && !(mail.cc.iter())
                .any(|p| world.is_team(&p.address) && !world.is_tracking(&p.address));
        let team: Vec<Person> = world
            .team
            .members
            .iter()
            .map(|m| m.person.clone())
            .collect();
        interpret::asks_own_people(&reading.own_text, &team, &colleagues, alone)
    }

    /// What the client wrote that a member's mail answers: what the item waits for an answer to, or the
    /// mail it is an answer to.
    pub(super) fn said_before(&self, mail: &Mail, item: &Item) -> anyhow::Result<Option<Reading>> {
        let questions = item
            .holds
            .iter()
            .filter(|hold| hold.reason == HoldReason::Question)
            .filter_map(|hold| hold.evidence.message_id.as_ref());
        for id in questions.chain(mail.in_reply_to.iter().take(1)) {
            if !self.tx.by_message_id(id)?.contains(&item.id) {
                continue;
            }
            let Some(stored) = self.tx.mail(id)? else {
                continue;
            };
            if let Some((_, reading)) = self.reread(&stored.mail)
                && reading.role.is_outside()
            {
                return Ok(Some(reading));
            }
        }
        Ok(None)
    }
}
