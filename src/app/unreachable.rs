//! Contacts nobody writes to any more, by their own word or a server's: what one item learns of an
//! address holds for his other items and for those opened later.

use super::commands::line;
use super::engine::{Bench, outer_holds};
use crate::decide::machine::Returned;
use crate::decide::put_hold;
use crate::model::{
    Address, Automatic, Evidence, Failure, FollowUp, Hold, HoldReason, HoldScope, Item, NoticeLine,
};

/// Rule by which a contact is dead because mail to him came back.
const BOUNCE: &str = "bounce";

/// Whether a hold says that its contact asked not to be mailed.
fn opts_out(hold: &Hold) -> bool {
    hold.reason == HoldReason::OptOut
        && hold.until.is_none()
        && matches!(hold.scope, HoldScope::Contact(_))
}

impl Bench<'_> {
    /// With the items a report speaks of, the others whose contact's mailbox is gone by it.
    pub(super) fn with_his_other_items(
        &self,
        returned: &mut Vec<Returned>,
        automatic: &Automatic,
    ) -> anyhow::Result<()> {
        let gone: Vec<Address> = automatic
            .recipients
            .iter()
            .filter(|r| r.failure() == Failure::Dead)
            .filter(|r| returned.iter().any(|of| of.mailed.contains(&r.address)))
            .map(|r| r.address.clone())
            .collect();
        for address in gone {
            for id in self.tx.items_under(&HoldScope::Contact(address.clone()))? {
                match returned.iter_mut().find(|of| of.item.id == id) {
                    Some(of) => of.mailed.push(address.clone()),
                    None => {
                        returned.extend(self.tx.load(id)?.map(|item| Returned {
                            item,
                            mailed: vec![address.clone()],
                        }));
                    }
                }
            }
        }
        Ok(())
    }

    /// Takes out of a follow-up's copies whoever of the client gets it already, asked for no more, is away
    /// or gone.
    pub(super) fn copies_only_whom_it_may(
        &self,
        follow_up: &mut FollowUp,
        items: &[Item],
    ) -> anyhow::Result<()> {
        let Some(client) = items.first().map(|item| &item.client) else {
            return Ok(());
        };
        let mut kept = Vec::new();
        for person in std::mem::take(&mut follow_up.cc) {
            let address = &person.address;
            let scope = HoldScope::Contact(address.clone());
            let rests = || -> anyhow::Result<bool> {
                let holds = self.tx.outer_holds(client, std::slice::from_ref(address))?;
                let here = self.load_all(self.tx.items_under(&scope)?)?;
                let mut here = here.iter().flat_map(|item| &item.contacts);
                Ok(holds.iter().any(|hold| hold.scope == scope)
                    || here.any(|c| c.person.address == *address && c.dead.is_some()))
            };
            let twice = follow_up.to.iter().any(|to| to.address == *address);
            if self.desk.world.is_team(address) || !twice && !rests()? {
                kept.push(person);
            }
        }
        follow_up.cc = kept;
        Ok(())
    }

    /// An item that opens for somebody whose mailbox is gone in all his items: nothing is planned for him.
    pub(super) fn known_gone(&self, item: &mut Item) -> anyhow::Result<()> {
        let mut gone: Option<Evidence> = None;
        for contact in &mut item.contacts {
            let scope = HoldScope::Contact(contact.person.address.clone());
            let mut all: Option<Evidence> = None;
            for other in self.load_all(self.tx.items_under(&scope)?)? {
                let there = (other.contacts.into_iter())
                    .filter(|_| other.id != item.id)
                    .find(|c| c.person.address == contact.person.address);
                match there.map(|c| c.dead.filter(|why| why.rule == BOUNCE)) {
                    None => {}
                    Some(Some(why)) => all = Some(why),
                    Some(None) => {
                        all = None;
                        break;
                    }
                }
            }
            if all.is_some() {
                contact.dead.clone_from(&all);
                gone = all;
            }
        }
        if let Some(why) = gone.filter(|_| item.follow_up_contacts().is_empty()) {
            put_hold(item, HoldReason::Bounce, None, &why);
        }
        Ok(())
    }

    /// Before somebody else is named for an item: whoever of it asked not to be mailed is out, or he
    /// would hold it for ever.
    pub(super) fn without_opted_out(&self, item: &mut Item) -> anyhow::Result<()> {
        let holds = outer_holds(self.tx, item)?;
        for contact in &mut item.contacts {
            let his = HoldScope::Contact(contact.person.address.clone());
            let told = holds.iter().find(|h| opts_out(h) && h.scope == his);
            if let Some(hold) = told.filter(|_| contact.dead.is_none()) {
                contact.dead = Some(hold.evidence.clone());
            }
        }
        Ok(())
    }

    /// What holds an item now, its own and from outside, with the words that led to it.
    pub(super) fn holds_now(&self, item: &Item) -> anyhow::Result<Vec<NoticeLine>> {
        if item.closed.is_some() {
            return Ok(Vec::new());
        }
        let outer = outer_holds(self.tx, item)?;
        let told = item.holds.iter().chain(&outer).map(|hold| {
            let mut words = String::new();
            if !hold.evidence.words.is_empty() {
                words = format!("“{}”", hold.evidence.words.replace('\n', " "));
            }
            if let Some(mail) = &hold.evidence.message_id {
                words += &format!("; mail <{}>", mail.as_str());
            }
            let code = format!("held:{}", hold.reason.as_str());
            NoticeLine {
                date: hold.until,
                ..line(Some(item.id), &code, words.trim_start_matches("; "))
            }
        });
        Ok(told.collect())
    }
}
