//! What a follow-up may say beyond what is owed: what happened since the last one, how the PM greets
//! this client, the mail it began with. Only reads.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::compose::{answered, follow_up_language};
use crate::decide::since::{self, Past};
use crate::decide::{Desk, ladder};
use crate::interpret;
use crate::model::{Address, Fact, FollowUp, Item, Kind, Language, Member, World};
use crate::render::{Background, Content, Original, Templates};
use crate::store::{HistoryRow, Tx};

/// Most working days of both sides in which an answer would help.
const SOON: i32 = 3;

/// Everything a follow-up is worded from.
#[derive(Debug)]
pub(crate) struct Wording {
    /// Its items, their asks as things.
    pub(crate) items: Vec<Item>,
    /// What happened since the last mail about each.
    pub(crate) facts: Vec<Vec<Fact>>,
    /// Its language.
    pub(crate) language: Language,
    /// The configuration with the owner's name as his own mail writes it, where no member names him:
    /// clients know him by that name.
    pub(crate) world: World,
    original: Option<Original>,
    greeting: Option<String>,
    by: NaiveDate,
    again: bool,
}

impl Wording {
    /// Of a follow-up about these items, in the order of its lines.
    ///
    /// # Errors
    /// A database fault; no items.
    pub(crate) fn of(
        tx: &Tx<'_>,
        follow_up: &FollowUp,
        items: &[Item],
        desk: &Desk<'_>,
    ) -> anyhow::Result<Self> {
        let first = items
            .first()
            .ok_or_else(|| anyhow::anyhow!("a follow-up about nothing"))?;
        let to: Vec<Address> = follow_up.to.iter().map(|p| p.address.clone()).collect();
        let mut facts = Vec::new();
        for item in items {
            let rows: Vec<Past> = tx.history(item.id)?.into_iter().map(past).collect();
            facts.push(since::since(&rows, item, &to, desk));
        }
        let language = follow_up_language(first, desk.world);
        let oldest = answered(items).unwrap_or(first);
        let stored = tx.mail(&oldest.opened_by)?.map(|stored| stored.mail);
        let greeting = stored
            .as_ref()
            .filter(|mail| meant(&to, &mail.recipients, oldest))
            .and_then(|mail| interpret::salutation(&mail.text, to.len() > 1))
            .filter(|said| said.chars().any(|c| c > '\u{2e80}') == (language == Language::Zh))
            // The letter says 您: his own 你好 beside it would be two tones at once.
            .map(|said| {
                said.replace("你们好", "各位好")
                    .replace("各位你好", "各位好")
                    .replace("你好", "您好")
            });
        let original = stored.map(|mail| Original {
            from: mail.from.unwrap_or_else(|| desk.world.person(&first.owner)),
            at: mail.arrived_at,
            subject: mail.subject,
            text: mail.text,
        });
        let today = desk.client_day(&first.client, follow_up.at.max(desk.now));
        // Before the next mail may come: whoever keeps the day he was given is not reminded on it.
        let soon = ladder::gap(first, desk).saturating_sub(1).clamp(1, SOON);
        Ok(Self {
            items: items.iter().map(things).collect(),
            facts: since::most_important(facts),
            language,
            world: world_with(&follow_up.owner, original.as_ref(), desk.world),
            original,
            greeting,
            by: desk.joint(&first.client).add(today, soon),
            again: reads_the_same(tx, follow_up, items)?,
        })
    }

    /// The mail, worded. `quote`: with the original below.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub(crate) fn content(
        &self,
        follow_up: &FollowUp,
        templates: &Templates,
        quote: bool,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Content> {
        let background = Background {
            original: self.original.as_ref().filter(|_| quote),
            greeting: self.greeting.as_deref(),
            facts: &self.facts,
            by: self.by,
            again: self.again,
        };
        Ok(templates.follow_up(
            follow_up,
            &self.items,
            &background,
            self.language,
            &self.world,
            now,
        )?)
    }
}

fn past(row: HistoryRow) -> Past {
    Past {
        at: row.at,
        entry: row.entry,
        before: row.before,
        after: row.after,
        undone: row.undone,
    }
}

/// Whether an odd number of mails worded by the template of this one, that of its leading step for one
/// item or for a list, went to any of its people: then the other wording is due. Items come and go, so
/// a list may stand at one step several times, and two in a row must not read the same.
fn reads_the_same(tx: &Tx<'_>, follow_up: &FollowUp, items: &[Item]) -> anyhow::Result<bool> {
    let kind = |of: &FollowUp| -> anyhow::Result<Option<Kind>> {
        match of.lines.as_slice() {
            [one] => match items.iter().find(|item| item.id == one.item) {
                Some(item) => Ok(Some(item.kind)),
                None => Ok(tx.load(one.item)?.map(|item| item.kind)),
            },
            _ => Ok(None),
        }
    };
    let own = (follow_up.step(), kind(follow_up)?);
    let mut alike = HashSet::new();
    for person in &follow_up.to {
        for (id, before) in tx.follow_ups_to(&person.address)? {
            if before.step() == own.0 && kind(&before)? == own.1 {
                alike.insert(id);
            }
        }
    }
    Ok(alike.len() % 2 == 1)
}

/// Whether the opening mail greets exactly those this one goes to.
fn meant(to: &[Address], recipients: &[Address], item: &Item) -> bool {
    let mut greeted: Vec<&Address> = item
        .contacts
        .iter()
        .filter(|c| c.primary && recipients.contains(&c.person.address))
        .map(|c| &c.person.address)
        .collect();
    let mut to: Vec<&Address> = to.iter().collect();
    greeted.sort();
    to.sort();
    !to.is_empty() && greeted == to
}

fn things(item: &Item) -> Item {
    let mut item = item.clone();
    for ask in &mut item.asks {
        ask.text = interpret::thing(&ask.text);
    }
    item
}

fn world_with(owner: &Address, original: Option<&Original>, world: &World) -> World {
    let mut world = world.clone();
    let named = original.filter(|o| o.from.address == *owner && !o.from.name.is_empty());
    if world.member(owner).is_none()
        && let Some(original) = named
    {
        world.team.members.push(Member {
            person: original.from.clone(),
            language: None,
        });
    }
    world
}
