//! Addresses, people, clients and message ids in the one form in which they are compared.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An `addr-spec` (RFC 5322 §3.4.1) in lower case, of the strict grammar below.
///
/// Only `dot-atom@domain` is let in: quoted local parts, comments, routes and domain literals are
/// legal, unheard of in business mail, and the stuff forgeries are made of (reliability.md 1.4).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// Why a text is no [`Address`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an address like name@example.com")]
pub struct AddressFault(pub String);

/// Longest address accepted, in bytes (RFC 5321 §4.5.3.1.3).
const LONGEST: usize = 254;

impl Address {
    /// Reads an address; surrounding white space and one pair of angle brackets are dropped.
    ///
    /// # Errors
    /// [`AddressFault`] with the text if it does not fit the grammar.
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let fault = || AddressFault(text.chars().take(LONGEST).collect());
        let bare = text.trim();
        let bare = bare
            .strip_prefix('<')
            .and_then(|b| b.strip_suffix('>'))
            .unwrap_or(bare);
        let (local, domain) = bare.rsplit_once('@').ok_or_else(fault)?;
        let local_ok = !local.is_empty()
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| {
                (c.is_alphanumeric() && !c.is_control()) || "!#$%&'*+-/=?^_`{|}~.".contains(c)
            });
        let domain_ok = domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label
                        .chars()
                        .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
            });
        if bare.len() > LONGEST || !local_ok || !domain_ok {
            return Err(fault());
        }
        Ok(Self(bare.to_lowercase()))
    }

    /// The whole address, lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the last `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// What stands after the last `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address without its sub-address (`track+x@a.b` → `track@a.b`, RFC 5233).
    #[must_use]
    pub fn without_tag(&self) -> Self {
        match self.local().split_once('+') {
            Some((user, _)) if !user.is_empty() => Self(format!("{user}@{}", self.domain())),
            _ => self.clone(),
        }
    }

    /// The sub-address: what stands between the first `+` and the `@`.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        self.local()
            .split_once('+')
            .map(|(_, tag)| tag)
            .filter(|tag| !tag.is_empty())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Address {
    type Error = AddressFault;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

/// A display name with its address (`mailbox` in RFC 5322 §3.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Display name, decoded, without control and bidi characters; empty if there is none.
    #[serde(default)]
    pub name: String,
    /// The address.
    pub address: Address,
}

impl Person {
    /// A person without a display name.
    #[must_use]
    pub fn nameless(address: Address) -> Self {
        Self {
            name: String::new(),
            address,
        }
    }

    /// The name, or the address where there is none.
    #[must_use]
    pub fn shown(&self) -> &str {
        if self.name.is_empty() {
            self.address.as_str()
        } else {
            &self.name
        }
    }
}

/// Which client somebody belongs to: the organisational domain, the single address for public
/// mail domains, or the first domain of a configured client.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientKey(pub String);

impl fmt::Display for ClientKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a character shows nothing or reorders what stands around it: control, bidi and invisible
/// ones. Strangers hide words with them; they are stripped wherever text comes in.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' | '\u{00ad}' | '\u{180e}'
        | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || c.is_control()
}

/// A Message-ID without angle brackets and white space, in the writer's capitals.
///
/// Equality and hash are those of [`MessageId::key`]: servers and programs change capitals.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(String);

impl MessageId {
    /// Takes an id as it stands in a header; brackets and white space go.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let clean = |b: u8| b.is_ascii_graphic() && !matches!(b, b'<' | b'>');
        if text.bytes().all(clean) {
            return Self(text.to_owned());
        }
        Self(
            text.chars()
                .filter(|c| !c.is_whitespace() && !is_hidden(*c) && !"<>".contains(*c))
                .collect(),
        )
    }

    /// The id as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which ids are compared and stored for look-ups: lower case.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl PartialEq for MessageId {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}
impl Eq for MessageId {}
impl std::hash::Hash for MessageId {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}
impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_are_let_in() {
        for good in [
            "Bob@Client.example",
            " <bob@client.example> ",
            "a.b+c@x-y.co.uk",
            "周@例子.中国",
        ] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "bob",
            "bob@",
            "@client.example",
            "a..b@c.d",
            "a@b@c.d e",
            "\"a b\"@c.d",
            "<@a,@b:c@d>",
            "a@[1.2.3.4]",
            "a\u{0}@b.c",
            "a@b..c",
            "a@b",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn tags_are_read_and_dropped() {
        let address = Address::parse("Track+I42.x7k@agency.example").expect("address");
        assert_eq!(address.tag(), Some("i42.x7k"));
        assert_eq!(address.without_tag().as_str(), "track@agency.example");
    }

    #[test]
    fn ids_are_compared_without_brackets_space_and_capitals() {
        assert_eq!(MessageId::new("<A.b@C >"), MessageId::new("a.B@c"));
    }
}
