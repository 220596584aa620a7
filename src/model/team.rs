//! The own side, its clients and its policy: what `config` checked, as plain data.

use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Address, ClientKey, Kind, Ladder, Language, Mode, Person};

/// A team member named in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Name and address.
    pub person: Person,
    /// Language of his notices; `None` = the team's.
    pub language: Option<Language>,
}

/// The own side.
#[derive(Debug, Clone)]
pub struct Team {
    /// Shown in mails.
    pub name: String,
    /// Every address of these domains (and below) is team.
    pub domains: Vec<String>,
    /// Members by address.
    pub members: Vec<Member>,
    /// Language of notices and of clients without one.
    pub language: Language,
    /// Zone of due dates, summaries and clients without one.
    pub zone: Tz,
    /// From, to; local time.
    pub working_hours: (NaiveTime, NaiveTime),
    /// Names of holiday calendars: ISO 3166-1 codes or paths of .ics files.
    pub holidays: Vec<String>,
    /// Told of disputes.
    pub escalate_to: Vec<Address>,
    /// May command everybody's items.
    pub leads: Vec<Address>,
}

/// A configured client.
#[derive(Debug, Clone)]
pub struct Client {
    /// First domain, or first contact where there is none.
    pub key: ClientKey,
    /// Shown.
    pub name: String,
    /// Its domains.
    pub domains: Vec<String>,
    /// Known people.
    pub contacts: Vec<Address>,
    /// Language of its follow-ups.
    pub language: Option<Language>,
    /// Zone; `None` = the team's.
    pub zone: Option<Tz>,
    /// Hours in which it may be mailed; `None` = the team's.
    pub working_hours: Option<(NaiveTime, NaiveTime)>,
    /// Calendars; `None` = the team's.
    pub holidays: Option<Vec<String>>,
    /// Copied by the last step only.
    pub escalate_to: Vec<Address>,
    /// Over the policy's.
    pub mode: Option<Mode>,
    /// It is never followed up by mail.
    pub opt_out: bool,
    /// How it is chased, where that differs from the team's policy; whole, its mode unused.
    pub policy: Option<Policy>,
}

/// When an invoice closes on the client's word (product.md 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentClaim {
    /// At once, listed as unconfirmed until `paid`.
    #[default]
    Close,
    /// Held for review until `paid`.
    Confirm,
}

/// How owners hear of opened items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Receipts {
    /// One mail each.
    #[default]
    Each,
    /// In the daily notice.
    Daily,
    /// Not at all.
    Off,
}

/// Policy of one kind of item.
#[derive(Debug, Clone)]
pub struct LadderPolicy {
    /// Days until due where the mail names none: working days for requests, calendar days for invoices.
    pub default_due: u32,
    /// The steps.
    pub ladder: Ladder,
}

/// How to chase.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Default mode.
    pub mode: Mode,
    /// Working days between follow-ups to one contact.
    pub minimum_gap: u32,
    /// Working days of grace after an acknowledgement.
    pub acknowledgement_grace: u32,
    /// What a claim of payment does.
    pub on_payment_claim: PaymentClaim,
    /// Receipts.
    pub receipts: Receipts,
    /// Requests.
    pub request: LadderPolicy,
    /// Invoices.
    pub invoice: LadderPolicy,
}

impl Policy {
    /// The part for one kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &LadderPolicy {
        match kind {
            Kind::Request => &self.request,
            Kind::Invoice => &self.invoice,
        }
    }
}

/// The daemon's own address.
#[derive(Debug, Clone)]
pub struct Tracking {
    /// The address PMs copy.
    pub address: Address,
    /// Own addresses carry tags.
    pub subaddress: bool,
}

/// When the summary goes.
#[derive(Debug, Clone)]
pub struct SummaryPolicy {
    /// To whom; empty = no summary.
    pub to: Vec<Address>,
    /// Day of the week.
    pub day: Weekday,
    /// Local time in the team's zone.
    pub time: NaiveTime,
}

/// What a reply without any proof does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unauthenticated {
    /// Held until the owner answers.
    #[default]
    Ask,
    /// Acts like a proved one.
    Accept,
}

/// Whom to believe.
#[derive(Debug, Clone, Default)]
pub struct Security {
    /// authserv-ids whose topmost Authentication-Results header counts; for headers without one, the
    /// domain of the hosts that write them.
    pub trusted_authserv_ids: Vec<String>,
    /// For `none` only.
    pub unauthenticated: Unauthenticated,
}

/// Ceilings on all machine mail, so that no fault can flood anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Mails to one address in 24 hours.
    pub per_address_a_day: u32,
    /// Mails to one client in 24 hours.
    pub per_client_a_day: u32,
    /// Mails in all in one hour.
    pub total_an_hour: u32,
}

/// Everything the pure rooms need to know of the configuration.
#[derive(Debug, Clone)]
pub struct World {
    /// Own address.
    pub tracking: Tracking,
    /// Own side.
    pub team: Team,
    /// Configured clients.
    pub clients: Vec<Client>,
    /// How to chase.
    pub policy: Policy,
    /// Summary.
    pub summary: SummaryPolicy,
    /// Whom to believe.
    pub security: Security,
    /// Ceilings.
    pub caps: Caps,
    /// Told of outages.
    pub admin: Vec<Address>,
}

impl World {
    /// Whether the address is the tracking address, with or without a tag.
    #[must_use]
    pub fn is_tracking(&self, address: &Address) -> bool {
        address.without_tag() == self.tracking.address || *address == self.tracking.address
    }

    /// Whether the address belongs to the own side; the tracking address does.
    #[must_use]
    pub fn is_team(&self, address: &Address) -> bool {
        self.is_tracking(address)
            || self.member(address).is_some()
            || self.team.leads.contains(address)
            || self.team.domains.iter().any(|d| under(address.domain(), d))
    }

    /// The configured member of this address.
    #[must_use]
    pub fn member(&self, address: &Address) -> Option<&Member> {
        self.team
            .members
            .iter()
            .find(|m| m.person.address == *address)
    }

    /// Name and address of a team member; the bare address if he is not named.
    #[must_use]
    pub fn person(&self, address: &Address) -> Person {
        self.member(address)
            .map_or_else(|| Person::nameless(address.clone()), |m| m.person.clone())
    }

    /// Language of a member's notices.
    #[must_use]
    pub fn notice_language(&self, address: &Address) -> Language {
        self.member(address)
            .and_then(|m| m.language)
            .unwrap_or(self.team.language)
    }

    /// The configured client of an address.
    #[must_use]
    pub fn client_of(&self, address: &Address) -> Option<&Client> {
        self.clients.iter().find(|c| {
            c.contacts.contains(address) || c.domains.iter().any(|d| under(address.domain(), d))
        })
    }

    /// The configured client of a key.
    #[must_use]
    pub fn client(&self, key: &ClientKey) -> Option<&Client> {
        self.clients.iter().find(|c| c.key == *key)
    }

    /// The key of the client an address belongs to; `None` for the own side.
    #[must_use]
    pub fn client_key(&self, address: &Address) -> Option<ClientKey> {
        if self.is_team(address) {
            return None;
        }
        Some(match self.client_of(address) {
            Some(client) => client.key.clone(),
            None => crate::model::domain_key(address),
        })
    }

    /// Name of a client for people.
    #[must_use]
    pub fn client_name(&self, key: &ClientKey) -> String {
        self.client(key)
            .map_or_else(|| key.0.clone(), |c| c.name.clone())
    }

    /// How a client is chased: its own policy, else the team's. Its mode is told by [`World::mode`].
    #[must_use]
    pub fn policy_of(&self, client: &ClientKey) -> &Policy {
        self.client(client)
            .and_then(|c| c.policy.as_ref())
            .unwrap_or(&self.policy)
    }

    /// Whether a client is never followed up, by configuration.
    #[must_use]
    pub fn opted_out(&self, client: &ClientKey) -> bool {
        self.client(client).is_some_and(|c| c.opt_out)
    }

    /// Mode for an item of a client.
    #[must_use]
    pub fn mode(&self, client: &ClientKey, item: Option<Mode>) -> Mode {
        item.or_else(|| self.client(client).and_then(|c| c.mode))
            .unwrap_or(self.policy.mode)
    }
}

/// Whether `domain` is `parent` or lies below it; both lower case.
#[must_use]
pub fn under(domain: &str, parent: &str) -> bool {
    domain == parent
        || domain
            .strip_suffix(parent)
            .is_some_and(|head| head.ends_with('.'))
}
