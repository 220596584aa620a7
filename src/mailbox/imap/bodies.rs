//! Getting mail out of servers that answer out of order, twice, with NIL, with nothing, or not at all.

use std::collections::BTreeMap;

use async_imap::imap_proto::Response;
use chrono::{DateTime, FixedOffset};

use super::super::{Fetched, Folder, MailboxFault, Special, WHOLE_MAIL, WINDOW};
use super::Session;
use super::answer::Item;
use super::command::FETCHING;
use super::stumbles::Ask;

/// Mails in one FETCH; a set of UIDs stays well below the 1000 octets of RFC 2683 3.2.1.5.
const BATCH: usize = 50;
/// Bytes in one FETCH, unless one mail alone has more: what a failed batch costs.
const BATCH_BYTES: u64 = 8 * 1024 * 1024;
/// Bytes held of one FETCH, whatever sizes the server told before; what finds no room goes alone.
const ROOM: usize = 48 * 1024 * 1024;

/// A folder under one UIDVALIDITY.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) folder: &'a Folder,
    pub(super) uidvalidity: u32,
    pub(super) rescan: bool,
}

impl Place<'_> {
    fn fetched(&self, uid: u32, item: &Item, raw: Vec<u8>, truncated_from: Option<u64>) -> Fetched {
        Fetched {
            folder: self.folder.name.clone(),
            uidvalidity: self.uidvalidity,
            uid,
            raw,
            junk: self.folder.special == Special::Junk,
            truncated_from,
            rescan: self.rescan,
            internal_date: item.internal_date.as_deref().and_then(internal_date),
        }
    }

    /// A mail the server cannot give out: handed over empty, so that people hear of it.
    pub(super) fn unreadable(&self, uid: u32, item: Option<&Item>) -> Fetched {
        let unknown = Item::default();
        let item = item.unwrap_or(&unknown);
        tracing::warn!(folder = %self.folder.name, uid, "the server cannot give out a mail; it is listed as unreadable");
        self.fetched(uid, item, Vec::new(), Some(item.size.unwrap_or(0)))
    }
}

impl Session {
    /// Takes the next mails to fetch together off `wanted`; one that failed before, is too large, or of
    /// unknown size goes alone.
    pub(super) fn next_batch(
        &self,
        place: Place<'_>,
        wanted: &mut Vec<(u32, Item)>,
    ) -> Vec<(u32, Item)> {
        let mut bytes: u64 = 0;
        let together = wanted
            .iter()
            .take(BATCH)
            .take_while(|(uid, item)| {
                let easy = self
                    .stumbles
                    .ask(&place.folder.name, place.uidvalidity, *uid)
                    == Ask::Together;
                bytes = bytes.saturating_add(item.size.unwrap_or(u64::MAX));
                easy && bytes <= BATCH_BYTES
            })
            .count();
        wanted.drain(..together.max(1).min(wanted.len())).collect()
    }

    /// Fetches a batch and hands it back in the order of its UIDs, every mail accounted for: here,
    /// unreadable, or gone from the server.
    pub(super) async fn bodies(
        &mut self,
        place: Place<'_>,
        batch: Vec<(u32, Item)>,
    ) -> Result<Vec<Fetched>, MailboxFault> {
        let mut mails = Vec::new();
        let mut raws = BTreeMap::new();
        if batch.len() > 1 {
            let uids: Vec<u32> = batch.iter().map(|(uid, _)| *uid).collect();
            raws = self.raw(&uids, false).await.inspect_err(|_| {
                for uid in &uids {
                    self.stumbles
                        .note(&place.folder.name, place.uidvalidity, *uid, 1);
                }
            })?;
        }
        for (uid, item) in batch {
            let mail = match raws.remove(&uid) {
                Some(raw) => Some(place.fetched(uid, &item, raw, None)),
                None => self.alone(place, uid, &item).await?,
            };
            mails.extend(mail);
        }
        Ok(mails)
    }

    /// One mail by itself; `None` if it is gone.
    async fn alone(
        &mut self,
        place: Place<'_>,
        uid: u32,
        item: &Item,
    ) -> Result<Option<Fetched>, MailboxFault> {
        let stumbles = self.stumbles.clone();
        let folder = &place.folder.name;
        loop {
            let window = match stumbles.ask(folder, place.uidvalidity, uid) {
                Ask::GiveUp => return Ok(Some(place.unreadable(uid, Some(item)))),
                Ask::Window => true,
                Ask::Together | Ask::Alone => item.size.is_some_and(|size| size > WHOLE_MAIL),
            };
            let mut raws = self.raw(&[uid], window).await.inspect_err(|fault| {
                stumbles.note(folder, place.uidvalidity, uid, fault.blame());
            })?;
            if let Some(raw) = raws.remove(&uid) {
                stumbles.forget(folder, place.uidvalidity, uid);
                let (raw, from) = measured(raw, window, item.size);
                return Ok(Some(place.fetched(uid, item, raw, from)));
            }
            // No body: expunged meanwhile (Dovecot says NIL), or the server left it out.
            if !self.overview(uid, uid).await?.contains_key(&uid) {
                stumbles.forget(folder, place.uidvalidity, uid);
                tracing::info!(mailbox = %self.account, folder = %folder, uid, "a mail was gone before it could be read");
                return Ok(None);
            }
            stumbles.note(folder, place.uidvalidity, uid, 2);
        }
    }

    async fn raw(
        &mut self,
        uids: &[u32],
        window: bool,
    ) -> Result<BTreeMap<u32, Vec<u8>>, MailboxFault> {
        let mut raws = BTreeMap::new();
        let mut room = ROOM;
        let take = |answer: &Response<'_>| {
            if let Response::Fetch(_, values) = answer
                && let Item {
                    uid: Some(uid),
                    body: Some(body),
                    ..
                } = Item::new(values)
                && uids.contains(&uid)
                && let Some(left) = room.checked_sub(body.len())
            {
                room = left;
                raws.entry(uid).or_insert(body);
            }
        };
        let set: Vec<String> = uids.iter().map(u32::to_string).collect();
        let part = if window {
            format!("<0.{WINDOW}>")
        } else {
            String::new()
        };
        let command = format!("UID FETCH {} (UID BODY.PEEK[]{part})", set.join(","));
        self.run("FETCH", &command, FETCHING, take).await?;
        // `BODY[] ""` for a mail with a size is a mail the server lost the file of.
        raws.retain(|_, raw| !raw.is_empty());
        Ok(raws)
    }
}

/// What was got, and the real size if it is not all: the size servers tell is an estimate for some
/// (Exchange), so a window that was not filled is a whole mail.
fn measured(mut raw: Vec<u8>, window: bool, size: Option<u64>) -> (Vec<u8>, Option<u64>) {
    let cut = usize::try_from(WINDOW).unwrap_or(usize::MAX);
    let got = u64::try_from(raw.len()).unwrap_or(u64::MAX);
    if window && raw.len() >= cut {
        raw.truncate(cut);
        return (raw, Some(size.unwrap_or(got).max(got)));
    }
    if got > WHOLE_MAIL {
        raw.truncate(cut);
        return (raw, Some(got));
    }
    (raw, None)
}

fn internal_date(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_str(text.trim(), "%d-%b-%Y %H:%M:%S %z").ok()
}

#[cfg(test)]
mod tests {
    use super::{internal_date, measured};
    use crate::mailbox::{WHOLE_MAIL, WINDOW};

    #[test]
    fn internal_dates() {
        for (text, wanted) in [
            (
                "20-Nov-2026 09:30:00 +0800",
                Some("2026-11-20T09:30:00+08:00"),
            ),
            (
                " 1-Nov-2026 09:30:00 -0500",
                Some("2026-11-01T09:30:00-05:00"),
            ),
            ("31-Feb-2026 09:30:00 +0800", None),
            ("", None),
            ("十一月", None),
        ] {
            assert_eq!(
                internal_date(text).map(|date| date.to_rfc3339()).as_deref(),
                wanted,
                "{text}"
            );
        }
    }

    #[test]
    fn sizes() {
        let window = WINDOW as usize;
        let whole = usize::try_from(WHOLE_MAIL).unwrap();
        for (got, asked, size, left, from) in [
            (10, false, Some(10), 10, None),
            (10, false, None, 10, None),
            (10, true, Some(99), 10, None),
            (window, true, Some(60_000_000), window, Some(60_000_000)),
            (window, true, None, window, Some(u64::from(WINDOW))),
            (
                window + 9,
                true,
                Some(5),
                window,
                Some(u64::from(WINDOW) + 9),
            ),
            (whole + 1, false, Some(10), window, Some(WHOLE_MAIL + 1)),
        ] {
            let (raw, real) = measured(vec![b'x'; got], asked, size);
            assert_eq!((raw.len(), real), (left, from), "{got} {asked} {size:?}");
        }
    }
}
