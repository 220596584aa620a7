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

/// The key of the account's IDLE; no folder has an empty name.
const IDLE: (&str, u32, u32) = ("", 0, 0);
/// The UID, which no mail has, of a folder's overviews.
const OVERVIEW: u32 = 0;
/// Mails in one overview at most.
const WIDEST: u32 = 500;

impl Stumbles {
    fn count(&self, folder: &str, uidvalidity: u32, uid: u32) -> u8 {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(&(folder.to_owned(), uidvalidity, uid))
            .copied()
            .unwrap_or(0)
    }

    /// How to ask for this mail now.
    pub(super) fn ask(&self, folder: &str, uidvalidity: u32, uid: u32) -> Ask {
        match self.count(folder, uidvalidity, uid) {
            0 => Ask::Together,
            1..=6 => Ask::Alone,
            7..=12 => Ask::Window,
            _ => Ask::GiveUp,
        }
    }

    /// How many UIDs to ask about at once: fewer after each overview that failed, down to one.
    pub(super) fn width(&self, folder: &str, uidvalidity: u32) -> u32 {
        let failures = u32::from(self.count(folder, uidvalidity, OVERVIEW));
        WIDEST
            .checked_shr(failures.saturating_mul(2))
            .unwrap_or(0)
            .max(1)
    }

    /// An overview failed.
    pub(super) fn overview_failed(&self, folder: &str, uidvalidity: u32) {
        self.note(folder, uidvalidity, OVERVIEW, 1);
    }

    /// All of the folder was read.
    pub(super) fn overview_done(&self, folder: &str, uidvalidity: u32) {
        self.forget(folder, uidvalidity, OVERVIEW);
    }

    /// IDLE was not answered, or kept still about new mail.
    pub(super) fn idle_failed(&self) {
        self.note(IDLE.0, IDLE.1, IDLE.2, 1);
    }

    /// IDLE failed twice: poll instead.
    pub(super) fn idle_is_useless(&self) -> bool {
        self.count(IDLE.0, IDLE.1, IDLE.2) >= 2
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

    #[test]
    fn overviews_shrink_to_one_mail() {
        let stumbles = Stumbles::default();
        let mut widths = vec![];
        for _ in 0..40 {
            widths.push(stumbles.width("INBOX", 1));
            stumbles.overview_failed("INBOX", 1);
        }
        assert_eq!(widths[..6], [500, 125, 31, 7, 1, 1]);
        assert_eq!(widths[39], 1);
        stumbles.overview_done("INBOX", 1);
        assert_eq!(stumbles.width("INBOX", 1), 500);
    }
}
