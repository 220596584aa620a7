//! Address lists of To, Cc, Reply-To and Sender, read leniently: what fits the strict grammar of
//! [`Address`] is kept, the rest is left out. From is read by `sender.rs` instead.

use super::{charset, limits, sanitise};
use crate::model::{Address, Person};

/// One entry between commas, cut into name, bracketed address and comment.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// What stands outside brackets and comments, quotes undone.
    pub(crate) phrase: Vec<u8>,
    /// Something in the phrase was quoted.
    pub(crate) quoted: bool,
    /// Contents of `<…>`, each.
    pub(crate) angles: Vec<Vec<u8>>,
    /// Contents of `(…)`, outermost.
    pub(crate) comments: Vec<Vec<u8>>,
    /// Something but white space and comments follows the `>`.
    pub(crate) trailing: bool,
    /// Brackets, quotes or comments do not close.
    pub(crate) broken: bool,
}

/// Cuts an unfolded list at its commas, semicolons and group names.
pub(crate) fn entries(raw: &[u8]) -> Vec<Entry> {
    let mut list = vec![Entry::default()];
    let (mut quoted, mut escaped, mut angle, mut depth) = (false, false, false, 0u32);
    for byte in raw.iter().copied() {
        if list.len() > limits::PEOPLE {
            break;
        }
        let at = list.len() - 1;
        let Some(entry) = list.get_mut(at) else { break };
        if escaped {
            escaped = false;
            if depth > 0 {
                if let Some(comment) = entry.comments.last_mut() {
                    comment.push(byte);
                }
            } else {
                entry.phrase.push(byte);
            }
        } else if quoted {
            match byte {
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => entry.phrase.push(byte),
            }
        } else if depth > 0 {
            match byte {
                b'\\' => escaped = true,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth > 0 {
                if let Some(comment) = entry.comments.last_mut() {
                    comment.push(byte);
                }
            }
        } else if angle {
            match (byte, entry.angles.last_mut()) {
                (b'>', _) => angle = false,
                (_, Some(address)) => address.push(byte),
                _ => {}
            }
        } else {
            match byte {
                b'"' => {
                    quoted = true;
                    entry.quoted = true;
                    entry.trailing |= !entry.angles.is_empty();
                }
                b'(' => {
                    depth = 1;
                    entry.comments.push(Vec::new());
                }
                b'<' => {
                    angle = true;
                    entry.angles.push(Vec::new());
                }
                b',' | b';' => list.push(Entry::default()),
                // A group name (RFC 5322 §3.4); its members are entries like any other.
                b':' if entry.angles.is_empty() && !entry.phrase.contains(&b'@') => {
                    *entry = Entry {
                        broken: true,
                        ..Entry::default()
                    };
                }
                _ => {
                    entry.trailing |= !entry.angles.is_empty() && !byte.is_ascii_whitespace();
                    entry.phrase.push(byte);
                }
            }
        }
    }
    if let Some(last) = list.last_mut() {
        last.broken |= quoted || angle || depth > 0;
    }
    list
}

impl Entry {
    /// Nothing in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.angles.is_empty() && self.phrase.trim_ascii().is_empty()
    }

    fn person(&self) -> Option<Person> {
        let (address, name) = match self.angles.last() {
            Some(address) => (address.as_slice(), charset::header(&self.phrase)),
            None => (
                self.phrase.as_slice(),
                self.comments
                    .last()
                    .map(|c| charset::header(c))
                    .unwrap_or_default(),
            ),
        };
        let address = charset::header(address);
        let address = address
            .trim()
            .trim_start_matches("mailto:")
            .trim_matches(['\'', '"']);
        let address = Address::parse(address).ok()?;
        Some(Person {
            name: display_name(&name, &address),
            address,
        })
    }
}

/// A display name, clean, without quotes around it; empty if it only repeats the address.
pub(crate) fn display_name(name: &str, address: &Address) -> String {
    let name = sanitise::line(name);
    let bare = name.trim_matches(['"', '\'', ' ']);
    if bare.eq_ignore_ascii_case(address.as_str()) {
        String::new()
    } else {
        bare.to_owned()
    }
}

/// The people of an address header; what is no plain address is left out.
pub(crate) fn people(raw: &[u8]) -> Vec<Person> {
    let raw = charset::unfold(raw);
    let direct: Vec<Person> = entries(&raw)
        .iter()
        .filter_map(Entry::person)
        .take(limits::PEOPLE)
        .collect();
    if direct.is_empty() && raw.windows(2).any(|pair| pair == b"=?") {
        // Some Chinese mailers encode the whole list, addresses and all.
        let decoded = charset::header(&raw);
        return entries(decoded.as_bytes())
            .iter()
            .filter_map(Entry::person)
            .take(limits::PEOPLE)
            .collect();
    }
    direct
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_as_they_really_come() {
        let read = |raw: &str| {
            people(raw.as_bytes())
                .into_iter()
                .map(|p| format!("{}|{}", p.name, p.address))
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (raw, want) in [
            (
                "Bob <bob@a.example>, \"Li, Anna\" <anna@b.example>",
                "Bob|bob@a.example Li, Anna|anna@b.example",
            ),
            ("bob@a.example (Bob Ray)", "Bob Ray|bob@a.example"),
            (
                "team: a@b.example, c@d.example;",
                "|a@b.example |c@d.example",
            ),
            ("undisclosed-recipients:;", ""),
            ("=?gbk?B?1tDOxA==?= <z@a.example>", "中文|z@a.example"),
            ("'bob@a.example' <bob@a.example>", "|bob@a.example"),
            ("<mailto:bob@a.example>", "|bob@a.example"),
            (
                "Evil =?utf-8?q?=0D=0ABcc:?= <e@a.example>",
                "Evil Bcc:|e@a.example",
            ),
        ] {
            assert_eq!(read(raw), want, "{raw}");
        }
    }
}
