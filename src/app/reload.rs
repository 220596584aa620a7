//! Starting on what another daemon left, and going on under a configuration that changed meanwhile.

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::engine::{Engine, Entropy, Event, key};
use super::run::Shared;
use super::send::lock;
use crate::config::{self, Config};
use crate::render::Templates;
use crate::store::{ItemFilter, Recovered, Store};

impl Engine {
    /// The engine beside a file that has faults, for the one word that must work whatever the file says:
    /// nothing else is brought in line with it, and the next start plans everything anew.
    ///
    /// # Errors
    /// As [`Engine::new`].
    pub fn for_a_stop(config: Config, store: Store, now: DateTime<Utc>) -> anyhow::Result<Self> {
        let mut engine = Self::over(config, store, Entropy::System, now)?;
        engine.store.write(|tx| tx.remember(key::PLANNED_BY, ""))?;
        Ok(engine)
    }

    /// Puts right what the end of the daemon left in flight, and tells what there was; what was
    /// planned under another configuration is planned anew. Only at start.
    ///
    /// # Errors
    /// A database fault.
    pub(super) fn recover(&mut self, now: DateTime<Utc>) -> anyhow::Result<Recovered> {
        self.clock_jumped(now)?;
        let recovered = self.in_flight(now)?;
        let planned_by = self.planned_by();
        let known = self.store.read(|tx| tx.recall(key::PLANNED_BY))?;
        if known.as_ref() != Some(&planned_by) {
            self.plan_anew(now)?;
        }
        Ok(recovered)
    }

    fn planned_by(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let planned_by = format!("{version} {:?}", self.config.world);
        crate::mail::hash(planned_by.as_bytes())
    }

    fn plan_anew(&mut self, now: DateTime<Utc>) -> anyhow::Result<Vec<Event>> {
        let planned_by = self.planned_by();
        let ((), events) = self.decide(now, |bench| {
            bench.opt_outs()?;
            for item in bench.tx.items(&ItemFilter::open())? {
                bench.replan(item.id)?;
            }
            bench.tx.remember(key::PLANNED_BY, &planned_by)
        })?;
        Ok(events)
    }

    /// Takes up the file of the configuration as it stands now.
    ///
    /// # Errors
    /// Whatever keeps it from being taken up; then everything is as it was.
    fn reload(&mut self, now: DateTime<Utc>) -> anyhow::Result<Vec<Event>> {
        let fresh = config::load(&self.config.path)?;
        fresh.for_run()?;
        let fixed = taken_at_start(&self.config, &fresh);
        anyhow::ensure!(
            fixed.is_empty(),
            "{} changed, which takes a restart",
            fixed.join(", ")
        );
        let templates = Templates::new(&fresh.templates)?;
        if let Some(fault) = templates.rehearse(&fresh.world, now).into_iter().next() {
            return Err(fault).context("a template");
        }
        let config = std::mem::replace(&mut self.config, fresh);
        let templates = std::mem::replace(&mut self.templates, templates);
        let planned = self.plan_anew(now);
        if planned.is_err() {
            (self.config, self.templates) = (config, templates);
        } else {
            self.configured = now;
        }
        planned
    }
}

/// What connections, files and marks of the running daemon hang on, where it differs.
fn taken_at_start(old: &Config, new: &Config) -> Vec<&'static str> {
    let address = |config: &Config| config.world.tracking.address.clone();
    [
        ("[tracking] address", address(old) != address(new)),
        ("[state] dir", old.state_dir != new.state_dir),
        ("[[mailbox]]", old.mailboxes != new.mailboxes),
        ("[outgoing]", old.outgoing != new.outgoing),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}

/// SIGHUP: takes up the configuration, or says why not and goes on under the one it has.
pub(super) fn hangup(shared: &Shared) {
    let now = shared.clock.now();
    let mut engine = lock(&shared.engine);
    match engine.reload(now) {
        Ok(events) => {
            let unknown = engine.config.holidays_unknown(now);
            for warning in engine.config.warnings.iter().chain(&unknown) {
                tracing::warn!("{warning}");
            }
            tracing::info!("the configuration was read again");
            drop(engine);
            shared.tell(&events);
        }
        Err(fault) => {
            let fault = format!("{fault:#}");
            tracing::error!(
                fault,
                "the configuration was not taken up; the one before stays"
            );
        }
    }
    // A password may have been put right as well.
    shared.hurry();
}
