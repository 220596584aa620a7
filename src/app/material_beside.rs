//! Material promised in the thread of an invoice: it belongs to the request that asks for it.

use super::client::{From, MOST_BESIDE};
use super::engine::Bench;
use crate::matching::{self, Hit, Lookup as _};
use crate::model::{AuthenticationResult, Effect, Evidence, Item};

impl Bench<'_> {
    /// What the answer does to the invoices it is matched to and to the requests of its writer, else of
    /// his house, whose material it promises; `None` where it promises none. `others`: further open items
    /// of the writer.
    pub(super) fn material_beside(
        &self,
        from: &From<'_>,
        hits: &[Hit],
        within: &[Item],
        others: &[Item],
    ) -> anyhow::Result<Option<Vec<Effect>>> {
        let mut portions = matching::material_beside(within, others, from.reading);
        if portions.is_none()
            && from.authentication.result != AuthenticationResult::Fail
            && let Some(client) = &from.client
        {
            let mut house = self.tx.open_of_client(client)?;
            house.retain(|item| within.iter().all(|known| known.id != item.id));
            house.truncate(MOST_BESIDE);
            portions = matching::material_beside(within, &house, from.reading);
        }
        let Some(portions) = portions else {
            return Ok(None);
        };
        let id = from.mail.id();
        let spoken = |item: &Item| {
            let mut own = portions.iter().filter(|p| p.item == item.id);
            own.any(|p| !p.text.is_empty())
        };
        let (told, silent): (Vec<Item>, Vec<Item>) = within.iter().cloned().partition(spoken);
        let is_told = |hit: &&Hit| told.iter().any(|item| item.id == hit.item);
        let mut all: Vec<Hit> = hits.iter().filter(is_told).cloned().collect();
        let beside = portions.iter().filter(|p| !p.named.is_empty());
        all.extend(beside.map(|p| Hit {
            item: p.item,
            evidence: Evidence::new("named-beside", Some(&id), &p.named),
            score: 0.6,
        }));
        let mut effects = self.apart(from, &all, others, &portions)?;
        effects.extend(self.heard_beside(from, &silent));
        Ok(Some(effects))
    }
}
