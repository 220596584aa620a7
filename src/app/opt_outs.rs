//! Clients the configuration opts out: a hold of the whole client, laid and lifted as it says.

use super::engine::Bench;
use crate::model::{
    Actor, ClientKey, Effect, EventKind, Evidence, HistoryEntry, Hold, HoldReason, HoldScope,
};

/// Rule of a hold that the configuration lays.
const RULE: &str = "configured-opt-out";

impl Bench<'_> {
    /// Brings the holds in line with the configuration; at start and when it is read again.
    pub(super) fn opt_outs(&self) -> anyhow::Result<()> {
        let standing: Vec<ClientKey> = self
            .tx
            .all_outer_holds()?
            .into_iter()
            .filter(|hold| hold.evidence.rule == RULE)
            .filter_map(|hold| match hold.scope {
                HoldScope::Client(client) => Some(client),
                _ => None,
            })
            .collect();
        let wanted = self.desk.world.clients.iter().filter(|c| c.opt_out);
        let wanted: Vec<ClientKey> = wanted.map(|client| client.key.clone()).collect();
        let evidence = Evidence::new(RULE, None, "opt-out");
        let entry = |event| HistoryEntry {
            hold: Some(HoldReason::OptOut),
            ..HistoryEntry::new(event, Actor::Console, &evidence)
        };
        let scope = |client: &ClientKey| HoldScope::Client(client.clone());
        let mut effects = Vec::new();
        for client in wanted.iter().filter(|client| !standing.contains(client)) {
            effects.push(Effect::Hold {
                hold: Hold {
                    scope: scope(client),
                    reason: HoldReason::OptOut,
                    until: None,
                    evidence: evidence.clone(),
                },
                entry: HistoryEntry {
                    items: self.tx.items_under(&scope(client))?,
                    ..entry(EventKind::Held)
                },
            });
        }
        for client in standing.iter().filter(|client| !wanted.contains(client)) {
            effects.push(Effect::Release {
                scope: scope(client),
                reason: Some(HoldReason::OptOut),
                entry: HistoryEntry {
                    items: self.tx.items_under(&scope(client))?,
                    ..entry(EventKind::Resumed)
                },
            });
        }
        self.carry(effects)
    }
}
