//! Mails that failed to come in, remembered over sessions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A mail's place: folder, UIDVALIDITY, UID.
type Place = (String, u32, u32);

/// How to ask for a mail that failed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Never failed: together with others.
    Together,
    /// Failed in a batch or alone: whole, but alone, so that the fault has one owner.
    Alone,
    /// Failed alone too often: only its beginning.
    Window,
    /// Nothing helps: hand it over empty, for people to look at.
    GiveUp,
}

/// Mails that failed to come in, shared by all clones and kept over sessions. Without it one mail that
/// breaks the connection whenever it is fetched would keep all later mail away for ever.
#[derive(Debug, Clone, Default)]
pub struct Stumbles(Arc<Mutex<HashMap<Place, u8>>>);

impl Stumbles {
    /// How to ask for this mail now.
    pub(super) fn ask(&self, folder: &str, uidvalidity: u32, uid: u32) -> Ask {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(&(folder.to_owned(), uidvalidity, uid)).copied() {
            None => Ask::Together,
            Some(0..=6) => Ask::Alone,
            Some(7..=12) => Ask::Window,
            Some(_) => Ask::GiveUp,
        }
    }

    /// Notes a failure; `weight` is 1 for a batch or a connection that may have failed by itself, 2
    /// for an answer about this very mail that made no sense.
    pub(super) fn note(&self, folder: &str, uidvalidity: u32, uid: u32, weight: u8) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = known
            .entry((folder.to_owned(), uidvalidity, uid))
            .or_default();
        *count = count.saturating_add(weight);
    }

    /// It came in, or is gone.
    pub(super) fn forget(&self, folder: &str, uidvalidity: u32, uid: u32) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(folder.to_owned(), uidvalidity, uid));
    }
}

#[cfg(test)]
mod tests {
    use super::{Ask, Stumbles};

    #[test]
    fn a_mail_that_breaks_every_connection_ends_as_unreadable() {
        let stumbles = Stumbles::default();
        let ask = |s: &Stumbles| s.ask("INBOX", 1, 7);
        assert_eq!(ask(&stumbles), Ask::Together);
        stumbles.note("INBOX", 1, 7, 1);
        let clone = stumbles.clone();
        let mut seen = vec![];
        for _ in 0..8 {
            seen.push(ask(&clone));
            stumbles.note("INBOX", 1, 7, 2);
        }
        assert_eq!(seen[..3], [Ask::Alone; 3]);
        assert_eq!(seen[3..6], [Ask::Window; 3]);
        assert_eq!(seen[6..], [Ask::GiveUp; 2]);
        assert_eq!(
            stumbles.ask("INBOX", 2, 7),
            Ask::Together,
            "another UIDVALIDITY, another mail"
        );
        stumbles.forget("INBOX", 1, 7);
        assert_eq!(ask(&stumbles), Ask::Together);
    }
}
