//! From an address to a configuration: whose servers carry its mail, how they let a program in, what
//! they show when they are tried, and the file that says all that.
//!
//! | file | what |
//! | --- | --- |
//! | `providers` | the table of providers: servers, the way to the app password, limits |
//! | `recognise` | the provider of a domain, by its name or its MX (pure) |
//! | `clues` | what DNS and the autoconfig files of a domain say (asks the network) |
//! | `choose` | servers from clues (pure) |
//! | `autoconfig` | Mozilla's autoconfig XML (pure) |
//! | `plan` | everything the configuration will say (pure) |
//! | `file`, `file_words` | the plan as commented text (pure) |
//! | `keep` | writing it and the secret |
//! | `trial` | logging in, and what mail to oneself shows |
//! | `remedies` | what a person does about a fault of a server, in both languages (pure) |
//!
//! Nobody is asked anything here: `cli` talks. The daemon never comes here either.

mod autoconfig;
mod choose;
mod clues;
mod file;
mod file_words;
pub mod keep;
mod plan;
mod providers;
mod recognise;
pub mod remedies;
pub mod trial;

pub use choose::{Found, How, choose};
pub use clues::{Clues, clues};
pub use file::{quoted, text};
pub use plan::{Password, Plan, hourly, plain};
pub use providers::{Entrance, House, PROVIDERS, Provider};
pub use recognise::{Recognised, by_domain, by_mx, by_name};

use crate::config::Tls;
use crate::model::Language;

/// Words for people, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

impl Words {
    /// In one of them.
    #[must_use]
    pub const fn to(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Zh => self.zh,
        }
    }
}

/// A server and the way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How TLS begins.
    pub tls: Tls,
}

/// The servers of an account and the names to log in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Servers {
    /// For reading.
    pub imap: Endpoint,
    /// For sending.
    pub smtp: Endpoint,
    /// Login name for reading.
    pub imap_user: String,
    /// Login name for sending.
    pub smtp_user: String,
}
