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
pub use plan::{Application, Password, Plan, hourly, plain};
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

    /// In one of them, its gaps filled: `{name}` by what stands beside that name.
    #[must_use]
    pub fn filled(self, language: Language, gaps: &[(&str, &str)]) -> String {
        // Piece by piece: what fills one gap is never looked through for another.
        let mut text = String::new();
        let mut rest = self.to(language);
        while let Some((before, opened)) = rest.split_once('{') {
            text.push_str(before);
            let closed = opened.split_once('}');
            let filled = closed.and_then(|(name, after)| {
                let (_, value) = gaps.iter().find(|(gap, _)| *gap == name)?;
                Some((*value, after))
            });
            match filled {
                Some((value, after)) => {
                    text.push_str(value);
                    rest = after;
                }
                None => {
                    text.push('{');
                    rest = opened;
                }
            }
        }
        text + rest
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fills_a_gap_opens_none() {
        let words = Words {
            en: "a {x} b {y} c {z}",
            zh: "{y}、{x}",
        };
        let gaps = [("x", "{y}"), ("y", "1")];
        assert_eq!(words.filled(Language::En, &gaps), "a {y} b 1 c {z}");
        assert_eq!(words.filled(Language::Zh, &gaps), "1、{y}");
    }
}
