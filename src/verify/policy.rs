//! What the From domain asks receivers to do with mail nobody vouches for (RFC 7489 §6).

use mail_auth::dmarc::{Alignment, Dmarc, Policy as Word};

use super::dns::{Absent, Names};
use crate::model::{ascii_domain, organisational_domain, readable_domain};

/// The policy in force for a domain.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Policy {
    /// `adkim=s`: only a signature of the very same domain counts.
    pub(super) strict: bool,
    /// `aspf=s`: only an envelope sender of the very same domain counts.
    pub(super) strict_spf: bool,
    /// `quarantine` or `reject`.
    pub(super) enforced: Option<&'static str>,
}

/// Looks up the record of the domain, else of its organisation.
///
/// # Errors
/// DNS did not say; why.
pub(super) async fn of(names: &Names, domain: &str) -> Result<Policy, String> {
    let own = ascii_domain(&organisational_domain(&readable_domain(domain)));
    let domain = ascii_domain(domain);
    match record(names, &domain).await? {
        Some(record) => Ok(Policy::read(&record, record.p)),
        None if own == domain => Ok(Policy::default()),
        None => Ok(record(names, &own)
            .await?
            .map(|record| Policy::read(&record, record.sp))
            .unwrap_or_default()),
    }
}

async fn record(names: &Names, domain: &str) -> Result<Option<std::sync::Arc<Dmarc>>, String> {
    match names.dmarc(&format!("_dmarc.{domain}.")).await {
        Ok(record) => Ok(Some(record)),
        // A record nobody can read is none (RFC 7489 §6.6.3).
        Err(Absent::Not(_)) => Ok(None),
        Err(Absent::Unknown(why)) => Err(why),
    }
}

impl Policy {
    fn read(record: &Dmarc, word: Word) -> Self {
        let enforced = match word {
            Word::Reject => Some("reject"),
            // `t=y` asks for one step less (RFC 9989 §4.7).
            Word::Quarantine if !record.t => Some("quarantine"),
            Word::Quarantine | Word::None | Word::Unspecified => None,
        };
        Self {
            strict: record.adkim == Alignment::Strict,
            strict_spf: record.aspf == Alignment::Strict,
            enforced,
        }
    }
}
