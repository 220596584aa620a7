//! Own addresses to which mail comes back: whoever reads there hears nothing, so somebody else is told on
//! the same day, and his silence lets nothing go.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::engine::Bench;
use crate::model::{Address, Effect, Notice, NoticeKind, NoticeLine, OutgoingClass, World};
use crate::store::{ItemFilter, OutgoingRow, Tx};

/// Before the address in memory.
const KEY: &str = "came-back:";
/// A mail must stay so long before its address counts as working again; longer where servers took
/// longer to send one back.
const STAYS: i64 = 12;

/// What is remembered of one.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct CameBack {
    since: DateTime<Utc>,
    last: DateTime<Utc>,
    /// Hours a mail must stay.
    stays: i64,
    why: String,
}

/// An own address to which mail comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The address.
    pub address: Address,
    /// When the first came back (UTC).
    pub since: DateTime<Utc>,
    /// The server's words; empty where only a report said so.
    pub why: String,
}

/// The own addresses in use to which mail comes back, by address.
///
/// # Errors
/// A database fault.
pub fn lost(tx: &Tx<'_>, world: &World, now: DateTime<Utc>) -> anyhow::Result<Vec<Lost>> {
    let mut known = Vec::new();
    for (key, _) in tx.recall_all(KEY)? {
        if let Some(address) = key.strip_prefix(KEY).and_then(|a| Address::parse(a).ok())
            && let Some(back) = standing(tx, &address, now)?
        {
            known.push(Lost {
                address,
                since: back.since,
                why: back.why,
            });
        }
    }
    if known.is_empty() {
        return Ok(known);
    }
    let owners = tx.items(&ItemFilter::open())?;
    known.retain(|lost| {
        let named = [
            &world.team.leads,
            &world.team.escalate_to,
            &world.admin,
            &world.summary.to,
        ];
        world.member(&lost.address).is_some()
            || named.iter().any(|list| list.contains(&lost.address))
            || owners.iter().any(|item| item.owner == lost.address)
    });
    Ok(known)
}

/// What is remembered of an address, unless a mail has stayed there since.
fn standing(
    tx: &Tx<'_>,
    address: &Address,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<CameBack>> {
    let Some(text) = tx.recall(&format!("{KEY}{address}"))? else {
        return Ok(None);
    };
    let back: CameBack = serde_json::from_str(&text)?;
    let stayed = tx.stayed_since(address, back.last)?;
    let works = stayed.is_some_and(|at| at + Duration::hours(back.stays) <= now);
    Ok((!works).then_some(back))
}

impl Bench<'_> {
    /// Whether mail to an own address comes back.
    pub(super) fn is_lost(&self, address: &Address) -> anyhow::Result<bool> {
        Ok(standing(self.tx, address, self.desk.now)?.is_some())
    }

    /// A mail of ours came back from these recipients, each with the server's words: of own ones somebody
    /// else is told, once until mail stays there again.
    pub(super) fn members_lost(
        &self,
        row: &OutgoingRow,
        returned: &[(Address, String)],
    ) -> anyhow::Result<()> {
        let world = self.desk.world;
        let own = |address: &Address| {
            !world.is_tracking(address)
                && row.mail.recipients.contains(address)
                && (row.mail.class != OutgoingClass::FollowUp || world.is_team(address))
        };
        let now = self.desk.now;
        let mut new = Vec::new();
        for (address, why) in returned.iter().filter(|(address, _)| own(address)) {
            let before = standing(self.tx, address, now)?;
            if before.is_none() {
                new.push((address, why));
            }
            let took = (now - row.changed_at).num_hours();
            let back = CameBack {
                since: before.as_ref().map_or(now, |before| before.since),
                last: now,
                stays: took.saturating_mul(2).max(STAYS),
                why: why.clone(),
            };
            let text = serde_json::to_string(&back)?;
            self.tx.remember(&format!("{KEY}{address}"), &text)?;
        }
        if new.is_empty() {
            return Ok(());
        }
        let to = self.instead_of_lost()?;
        for (address, why) in &new {
            tracing::warn!(%why, "mail to a member of the team comes back");
            let words = match why.as_str() {
                "" => address.to_string(),
                why => format!("{address}: {why}"),
            };
            let notice = Notice {
                kind: NoticeKind::Admin,
                to: to.clone(),
                items: Vec::new(),
                in_reply_to: None,
                from: None,
                words: String::new(),
                at: Some(now),
                rule: "member-bounced".to_owned(),
                lines: vec![NoticeLine {
                    item: None,
                    code: "info".to_owned(),
                    words,
                    date: None,
                }],
            };
            if !to.is_empty() {
                self.carry(vec![Effect::Notice { notice }])?;
            }
        }
        Ok(())
    }

    /// Whoever is told in place of somebody who cannot be: the leads, else who looks after the daemon,
    /// else who reads the summary, else whom disputes go to.
    fn instead_of_lost(&self) -> anyhow::Result<Vec<Address>> {
        let world = self.desk.world;
        for people in [
            &world.team.leads,
            &world.admin,
            &world.summary.to,
            &world.team.escalate_to,
        ] {
            let mut there = Vec::new();
            for address in people {
                if !self.is_lost(address)? {
                    there.push(address.clone());
                }
            }
            if !there.is_empty() {
                return Ok(there);
            }
        }
        Ok(Vec::new())
    }
}
