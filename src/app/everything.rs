//! `pause all` and `resume all`: a lead's word and the console's bind the whole team, a member's all
//! the items he may command.

use super::commands::line;
use super::engine::Bench;
use crate::decide::{changed, command, lift, put_hold};
use crate::model::{
    Actor, Command, Effect, EventKind, Evidence, HistoryEntry, Hold, HoldReason, HoldScope, Item,
    ItemId, NoticeLine, Verb,
};
use crate::store::ItemFilter;

impl Bench<'_> {
    /// Whether somebody may command everything.
    pub(super) fn leads(&self, actor: &Actor) -> bool {
        match actor {
            Actor::Daemon | Actor::Console => true,
            Actor::Member(member) => self.desk.world.team.leads.contains(member),
        }
    }

    pub(super) fn everything(
        &self,
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let open = self.tx.items(&ItemFilter::open())?;
        if self.leads(actor) {
            return self.whole_team(command, &open, actor, evidence);
        }
        let mut count = 0_u32;
        for item in open
            .iter()
            .filter(|item| command::may(actor, item, &self.desk))
        {
            let mut after = item.clone();
            let event = if command.verb == Verb::Pause {
                put_hold(&mut after, HoldReason::Pause, None, evidence);
                EventKind::Held
            } else if lift(&mut after, &[HoldReason::Pause]) {
                EventKind::Resumed
            } else {
                continue;
            };
            let withdraw = Effect::Withdraw {
                items: vec![item.id],
                evidence: evidence.clone(),
            };
            self.carry(vec![withdraw, changed(&after, event, actor, evidence)])?;
            count = count.saturating_add(1);
        }
        let paused =
            |hold: &Hold| (&hold.scope, hold.reason) == (&HoldScope::Team, HoldReason::Pause);
        let by_a_lead = self.tx.all_outer_holds()?.iter().any(paused);
        Ok(vec![if count > 0 {
            line(
                None,
                "done",
                format!("{} ({count})", command::said(command)),
            )
        } else if command.verb == Verb::Resume && by_a_lead {
            command::refused(None, command, command::No("not_lead"))
        } else if command.verb == Verb::Resume {
            command::refused(None, command, command::No("nothing_to_resume"))
        } else {
            line(None, "nothing_open", "")
        }])
    }

    fn whole_team(
        &self,
        command: &Command,
        open: &[Item],
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let entry = |event| HistoryEntry {
            hold: Some(HoldReason::Pause),
            ..HistoryEntry::new(event, actor.clone(), evidence)
        };
        let mut effects = vec![Effect::Withdraw {
            items: open.iter().map(|item| item.id).collect::<Vec<ItemId>>(),
            evidence: evidence.clone(),
        }];
        if command.verb == Verb::Pause {
            effects.push(Effect::Hold {
                hold: Hold {
                    scope: HoldScope::Team,
                    reason: HoldReason::Pause,
                    until: None,
                    evidence: evidence.clone(),
                },
                entry: entry(EventKind::Held),
            });
        } else {
            effects.push(Effect::Release {
                scope: HoldScope::Team,
                reason: Some(HoldReason::Pause),
                entry: entry(EventKind::Resumed),
            });
            // What members paused with the same word goes on with it.
            for item in open {
                let mut after = item.clone();
                after.holds.retain(|hold| {
                    hold.reason != HoldReason::Pause || hold.evidence.words != "pause all"
                });
                if after.holds.len() < item.holds.len() {
                    effects.push(changed(&after, EventKind::Resumed, actor, evidence));
                }
            }
        }
        self.carry(effects)?;
        Ok(vec![line(None, "done", command::said(command))])
    }
}
