//! What a member did to another's items by mail, told to their owners: one notice a mail and owner.

use super::engine::Bench;
use crate::model::{
    Address, Effect, HoldScope, Mail, Notice, NoticeKind, NoticeLine, Person, Verb,
};
use crate::store::{HistoryRow, ItemFilter};

/// Rule of a notice about what was done to single items.
const ONE: &str = "commanded";
/// Rule of a notice about what binds the whole team.
const ALL: &str = "commanded-all";

fn said(row: &HistoryRow) -> NoticeLine {
    NoticeLine {
        item: row.entry.item,
        code: "done".to_owned(),
        words: row.entry.evidence.words.clone(),
        date: None,
    }
}

/// Whether a command changed what its row is about.
fn changes(row: &HistoryRow) -> bool {
    let words = row.entry.evidence.words.as_str();
    let verb = words.split(' ').next().unwrap_or_default();
    let named = serde_json::from_value::<Verb>(serde_json::Value::from(verb));
    !matches!(named, Ok(Verb::Note | Verb::Call)) && row.before != row.after
}

impl Bench<'_> {
    /// The notices to the owners of what the commands of this mail changed. Whoever reads for the
    /// owner and did it himself knows.
    pub(super) fn told_to_owners(&self, mail: &Mail, from: &Person) -> anyhow::Result<Vec<Effect>> {
        let mut told: Vec<(Address, &str, Vec<NoticeLine>)> = Vec::new();
        let mut tell = |owner: &Address, rule: &'static str, line: NoticeLine| {
            if *owner == from.address || self.desk.reader(owner) == from.address {
                return;
            }
            match told.iter_mut().find(|t| (&t.0, t.1) == (owner, rule)) {
                Some((_, _, lines)) if lines.contains(&line) => {}
                Some((_, _, lines)) => lines.push(line),
                None => told.push((owner.clone(), rule, vec![line])),
            }
        };
        let rows = self.tx.decision(self.decision)?;
        let team = |row: &HistoryRow| {
            let mut scopes = row.entry.wider.iter().filter_map(|change| {
                let hold = change.before.as_ref().or(change.after.as_ref());
                hold.map(|hold| &hold.scope)
            });
            row.entry.item.is_none() && scopes.any(|scope| *scope == HoldScope::Team)
        };
        let commands = rows.iter().filter(|r| r.entry.evidence.rule == "command");
        let bound = rows.iter().any(team);
        for row in commands {
            if team(row) {
                for item in self.tx.items(&ItemFilter::open())? {
                    tell(&item.owner, ALL, said(row));
                }
            } else if let Some(before) = row.before.as_ref().filter(|_| !bound && changes(row)) {
                tell(&before.owner, ONE, said(row));
            }
        }
        let notices = told.into_iter().map(|(owner, rule, lines)| {
            let mut items = Vec::new();
            for item in lines.iter().filter_map(|line| line.item) {
                if !items.contains(&item) {
                    items.push(item);
                }
            }
            Effect::Notice {
                notice: Notice {
                    kind: NoticeKind::Handover,
                    to: vec![owner],
                    items,
                    in_reply_to: Some(mail.id()),
                    from: Some(from.clone()),
                    words: String::new(),
                    at: None,
                    rule: rule.to_owned(),
                    lines,
                },
            }
        });
        Ok(notices.collect())
    }
}
