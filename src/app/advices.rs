//! What a client's bookkeeping or bank sends of itself: that an invoice is paid.

use std::collections::BTreeSet;

use super::engine::Bench;
use crate::decide::{changed, put_hold};
use crate::interpret;
use crate::matching;
use crate::model::{
    Actor, Address, AuthenticationResult, Automatic, AutomaticKind, Effect, EventKind, Evidence,
    HistoryEntry, HoldReason, Item, Mail, Notice, NoticeKind, Person, Reading, Reply, is_han,
};

/// Rule of what only a machine says.
const BY_A_MACHINE: &str = "automatic-in-reply";

/// Shortest invoice number that is looked for in the mail of a machine, in characters.
const SHORTEST: usize = 4;

/// Most words of an advice in which numbers are looked for.
const MOST_WORDS: usize = 600;

/// Most invoices one advice names that are put before their owners.
const MOST: usize = 12;

impl Bench<'_> {
    /// The advice of a payment that names open invoices: they rest and their owners are asked. A machine
    /// closes nothing, and neither does anybody who only imitates one.
    pub(super) fn advice(
        &self,
        mail: &Mail,
        reading: &Reading,
        result: AuthenticationResult,
        automatic: &Automatic,
    ) -> anyhow::Result<Option<Vec<Effect>>> {
        let machine = matches!(
            automatic.kind,
            AutomaticKind::AutoReply | AutomaticKind::List | AutomaticKind::Report
        );
        let (Some(from), true) = (&mail.from, machine && result != AuthenticationResult::Fail)
        else {
            return Ok(None);
        };
        let said = format!("{}\n{}", mail.subject, reading.own_text);
        let Some(words) = interpret::advises_payment(&said) else {
            return Ok(None);
        };
        let files = mail.attachments.iter().map(|file| file.name.as_str());
        let names: Vec<&str> = files.collect();
        let text = format!("{said}\n{}", names.join("\n"));
        let mut items = self.tx.open_with_numbers(&keys(&text))?;
        items.retain(|item| is_named(item, &text));
        items.truncate(MOST);
        if items.is_empty() {
            return Ok(None);
        }
        let evidence = Evidence::new(BY_A_MACHINE, Some(&mail.id()), &words);
        Ok(Some(
            self.put_before_owners(&items, from, reading, &evidence),
        ))
    }

    fn put_before_owners(
        &self,
        items: &[Item],
        from: &Person,
        reading: &Reading,
        evidence: &Evidence,
    ) -> Vec<Effect> {
        let mut effects = vec![Effect::Withdraw {
            items: items.iter().map(|item| item.id).collect(),
            evidence: evidence.clone(),
        }];
        let mut told: Vec<&Address> = Vec::new();
        for item in items {
            let mut after = item.clone();
            put_hold(&mut after, HoldReason::Review, None, evidence);
            effects.push(changed(&after, EventKind::Held, &Actor::Daemon, evidence));
            effects.push(Effect::Record {
                entry: HistoryEntry {
                    reading: Some(Reply::Automatic),
                    to: vec![item.owner.clone()],
                    ..HistoryEntry::new(EventKind::AskedOwner, Actor::Daemon, evidence).about(item)
                },
            });
            if told.contains(&&item.owner) {
                continue;
            }
            told.push(&item.owner);
            let theirs = items.iter().filter(|other| other.owner == item.owner);
            let notice = Notice {
                from: Some(from.clone()),
                items: theirs.map(|other| other.id).collect(),
                words: reading.own_text.clone(),
                ..Notice::to_owner(NoticeKind::Review, item, evidence)
            };
            effects.push(Effect::Notice { notice });
        }
        effects
    }
}

/// What may be a number in a text, as numbers are compared: its words with a digit, alone and joined to
/// the one before.
fn keys(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut last = "";
    let ends = |c: char| !c.is_alphanumeric();
    let parts =
        text.split(|c: char| c.is_whitespace() || is_han(c) || ",;:，；：、()（）/|_".contains(c));
    let wholes = text.split(|c: char| c.is_whitespace() || is_han(c));
    let both = wholes.take(MOST_WORDS).chain(parts.take(MOST_WORDS));
    for word in both {
        let bare = word.trim_matches(ends);
        for key in [
            matching::number_key(bare),
            matching::number_key(&format!("{last}{bare}")),
        ] {
            let digit = key.contains(|c: char| c.is_ascii_digit());
            if digit && key.chars().count() >= SHORTEST {
                found.insert(key);
            }
        }
        last = bare;
    }
    found
}

/// Whether a text names an invoice that owes money.
fn is_named(item: &Item, text: &str) -> bool {
    let mut numbers = item.invoice.iter().flat_map(|invoice| &invoice.numbers);
    numbers.any(|number| {
        let key = matching::number_key(number);
        let long = key.chars().count() >= SHORTEST;
        long && key.contains(|c: char| c.is_ascii_digit()) && matching::names_number(text, number)
    })
}
