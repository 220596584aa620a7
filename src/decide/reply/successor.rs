//! Somebody of the client whom to write to instead.

use crate::model::{Address, Item, ItemContact, NoticeLine};

/// Mailboxes nobody owes anything from, though reports and signatures name them.
pub(super) const NO_PERSON: &[&str] = &[
    "postmaster",
    "mailer-daemon",
    "hostmaster",
    "webmaster",
    "abuse",
    "noreply",
    "no-reply",
    "donotreply",
    "helpdesk",
    "support",
    "it",
    "admin",
    "privacy",
    "unsubscribe",
];

/// Somebody of the client named in words of the client, who is no contact of the item yet: offered to
/// the owner, never mailed before he says so.
pub(crate) fn successor(words: &str, item: &Item) -> Option<Address> {
    words
        .split(|c: char| !(c.is_ascii_alphanumeric() || "@._+-".contains(c)))
        .filter(|word| word.contains('@'))
        .filter_map(|word| Address::parse(word.trim_matches(['.', '-', '_'])).ok())
        .find(|address| {
            let colleague = |c: &ItemContact| c.person.address.domain() == address.domain();
            item.contacts.iter().any(colleague)
                && !item.has_contact(address)
                && !NO_PERSON.contains(&address.local())
        })
}

/// The line of a notice that offers a successor.
pub(crate) fn successor_line(address: &Address) -> NoticeLine {
    NoticeLine {
        item: None,
        code: "successor".to_owned(),
        words: address.as_str().to_owned(),
        date: None,
    }
}
