//! Who is away: a list so short that it is one value of the small state.

use super::Tx;
use super::column::{from_json, json};
use crate::model::{Address, Away};

/// Memory key of the list.
const KEY: &str = "away";

impl Tx<'_> {
    /// The absences that were said, over ones included until they are taken off the list.
    ///
    /// # Errors
    /// SQLite's; a list that cannot be read.
    pub fn absences(&self) -> anyhow::Result<Vec<Away>> {
        self.recall(KEY)?
            .map_or_else(|| Ok(Vec::new()), |text| from_json(&text))
    }

    /// Sets or ends the absence of one member; returns the one that stood.
    pub(super) fn set_absence(
        &self,
        owner: &Address,
        away: Option<&Away>,
    ) -> anyhow::Result<Option<Away>> {
        let (mut before, mut all): (Vec<Away>, Vec<Away>) = self
            .absences()?
            .into_iter()
            .partition(|a| a.owner == *owner);
        all.extend(away.cloned());
        if all.is_empty() {
            self.forget_key(KEY)?;
        } else {
            self.remember(KEY, &json(&all)?)?;
        }
        Ok(before.pop())
    }
}
