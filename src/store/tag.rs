//! Tags of item addresses (`track+i42.x7kqm2@`): the item's number and a proof that we made it.
//!
//! The proof keeps a stranger from counting up numbers. It is no licence: matching takes a tag only
//! from a participant of the item.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use super::Tx;
use crate::model::ItemId;

/// Memory key of the secret, hex; the engine draws it once (fixed in replay).
pub const SECRET: &str = "tag-secret";

/// Letters of the proof: no vowels that make words, nothing that is misread; capitals do not
/// matter because mail servers change them.
const LETTERS: &[u8; 32] = b"23456789bcdfghjkmnpqrstvwxyz0147";

/// Length of the proof: 30 bits.
const LENGTH: usize = 6;

/// The tag of an item under a secret.
#[must_use]
pub fn make(secret: &str, item: ItemId) -> String {
    let number = item.0.to_string();
    let mut proof = String::with_capacity(LENGTH);
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) {
        mac.update(b"item ");
        mac.update(number.as_bytes());
        for byte in mac.finalize().into_bytes().iter().take(LENGTH) {
            let letter = LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'2');
            proof.push(char::from(letter));
        }
    }
    format!("i{number}.{proof}")
}

impl Tx<'_> {
    /// The tag of an item; `None` until the engine has remembered a [`SECRET`].
    ///
    /// # Errors
    /// SQLite's.
    pub fn tag(&self, item: ItemId) -> anyhow::Result<Option<String>> {
        Ok(self.recall(SECRET)?.map(|secret| make(&secret, item)))
    }

    /// The item a tag was made for; `None` for a tag that is not ours.
    pub(super) fn item_of_tag(&self, tag: &str) -> anyhow::Result<Option<ItemId>> {
        let tag = tag.to_lowercase();
        let number = tag
            .strip_prefix('i')
            .and_then(|rest| rest.split_once('.'))
            .map(|(n, _)| n);
        let Some(item) = number.and_then(|n| n.parse().ok()).map(ItemId) else {
            return Ok(None);
        };
        Ok(self.tag(item)?.filter(|made| *made == tag).map(|_| item))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_its_item_and_depends_on_the_secret() {
        let tag = make("secret", ItemId(42));
        assert!(tag.starts_with("i42."), "{tag}");
        assert_eq!(tag.len(), "i42.".len() + LENGTH);
        assert_ne!(tag, make("other", ItemId(42)));
        assert_eq!(tag, make("secret", ItemId(42)));
    }
}
