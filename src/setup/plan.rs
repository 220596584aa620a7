//! Everything the configuration will say: what was answered and what was learned.

use std::path::PathBuf;

use chrono_tz::Tz;

use super::Servers;
use crate::model::{Address, Language, Member, Mode};

/// What is to be written.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The tracking address.
    pub address: Address,
    /// Mail to the address with a tag arrives.
    pub subaddress: bool,
    /// The team's name.
    pub team: String,
    /// Domains of the team.
    pub domains: Vec<String>,
    /// People of the team.
    pub members: Vec<Member>,
    /// Language of notices.
    pub language: Language,
    /// Zone of the team.
    pub zone: Tz,
    /// Bundled calendars and paths of .ics files.
    pub holidays: Vec<String>,
    /// How follow-ups leave.
    pub mode: Mode,
    /// Who gets the summary.
    pub summary_to: Vec<Address>,
    /// Who is told of outages.
    pub admin_to: Vec<Address>,
    /// The name under which the provider judges senders.
    pub authserv: Option<String>,
    /// Folder of the database.
    pub state_dir: PathBuf,
    /// The servers.
    pub servers: Servers,
    /// Certificates to trust in place of the system's.
    pub ca_file: Option<PathBuf>,
    /// Where the password is.
    pub password: Password,
    /// Mails in all in an hour.
    pub hourly: u32,
    /// Mails the provider lets out in a day, where that is known.
    pub daily: Option<u32>,
}

/// Where the password is, as the configuration names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Password {
    /// One file for both servers.
    File(PathBuf),
    /// A command that prints it.
    Command(String),
    /// The credentials of the systemd unit.
    Credential,
    /// None: a command that prints an access token.
    TokenCommand(String),
    /// None: access tokens of the application registered at Microsoft, agreed to by `nudged login`.
    OAuth(Application),
}

/// An application registered at Microsoft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its client id.
    pub client_id: String,
    /// The tenant it is registered in; `None` for one that takes every tenant's accounts.
    pub tenant: Option<String>,
}

/// Mails an hour where nothing is known of the provider: fewer than 500 in a day.
const UNKNOWN: u32 = 20;
/// What the daemon needs at most.
const ENOUGH: u32 = 60;

/// The ceiling of mails in an hour that keeps a day below four fifths of what the provider lets out:
/// people write from that account too.
#[must_use]
pub fn hourly(daily: Option<u32>) -> u32 {
    daily.map_or(UNKNOWN, |daily| {
        (daily.saturating_mul(4) / 5 / 24).clamp(1, ENOUGH)
    })
}

/// A name as it may stand in the file: no control, bidi or other hidden character, no blanks around it.
#[must_use]
pub fn plain(text: &str) -> String {
    let shown = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !crate::model::is_hidden(*c));
    shown.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::PROVIDERS;

    #[test]
    fn a_day_stays_below_the_providers_limit() {
        for daily in PROVIDERS.iter().flat_map(|p| p.houses).map(|h| h.daily) {
            let hourly = hourly(Some(daily));
            assert!(hourly >= 1 && hourly * 24 < daily, "{daily}");
        }
        assert_eq!(
            (hourly(Some(500)), hourly(Some(100)), hourly(Some(10_000))),
            (16, 3, 60)
        );
        assert_eq!((hourly(None), hourly(Some(1))), (20, 1));
    }

    #[test]
    fn names_lose_what_nobody_sees() {
        assert_eq!(
            plain(" Studio\u{202e}\u{0} \u{7}Süd \t文\n"),
            "Studio Süd  文"
        );
        assert_eq!(plain("\u{200b} "), "");
    }
}
