//! Which mail is new, and how far the mark may rise.

use std::collections::BTreeMap;

use async_imap::imap_proto::Response;

use super::super::{Cursor, FetchOutcome, Fetched, Folder, MailboxFault};
use super::Session;
use super::answer::Item;
use super::bodies::Place;
use super::command::FETCHING;
use super::search::Opened;
use super::stumbles::Ask;

/// Above this many UIDs between mark and UIDNEXT, the server is asked which of them exist.
const SPARSE: u32 = 5000;

/// The UIDs to look at.
#[derive(Debug)]
enum Plan {
    /// All up to this one: it exists, or can no longer come to exist.
    UpTo(u32),
    /// These.
    These(Vec<u32>),
}

impl Plan {
    /// The next window of at most `width` UIDs above `mark`.
    fn next(&self, mark: u32, width: u32) -> Option<(u32, u32)> {
        match self {
            Self::UpTo(last) => {
                let first = mark.checked_add(1).filter(|first| first <= last)?;
                // Never past UIDNEXT: a mail that comes later may not be counted as asked for.
                Some((
                    first,
                    first.saturating_add(width.saturating_sub(1)).min(*last),
                ))
            }
            Self::These(uids) => {
                let from = uids.partition_point(|&uid| uid <= mark);
                let first = uids.get(from)?;
                let to = from.saturating_add(usize::try_from(width.saturating_sub(1)).unwrap_or(0));
                Some((*first, *uids.get(to).or(uids.last())?))
            }
        }
    }
}

/// How far one fetch has come.
#[derive(Debug)]
struct Progress {
    mark: u32,
    count: usize,
}

impl Session {
    /// Hands all mail above the cursor to `sink`, oldest UID first (`None`: all mail of the folder).
    /// The sink is called only with mail the server confirmed by a tagged OK.
    ///
    /// # Errors
    /// Any [`MailboxFault`]; then the cursor may not be moved. If the connection fails after some mail
    /// was confirmed, the answer is an outcome that is not `complete`, and the next call fails.
    pub async fn fetch_new(
        &mut self,
        folder: &Folder,
        cursor: Option<Cursor>,
        mut sink: impl FnMut(Fetched) -> anyhow::Result<()>,
    ) -> Result<FetchOutcome, MailboxFault> {
        let opened = self.open(folder).await?;
        self.judge_idle(folder, opened);
        let known = cursor.filter(|cursor| cursor.uidvalidity == opened.uidvalidity);
        let mut changed = cursor.is_some() && known.is_none();
        let mut mark = known.map_or(0, |cursor| cursor.low_water);
        let plan = match self.plan(opened, mark).await? {
            Some(plan) => plan,
            None => {
                tracing::warn!(mailbox = %self.account, folder = %folder.name, "UIDNEXT went down: reading the folder again");
                changed = true;
                mark = 0;
                Plan::UpTo(opened.uidnext.unwrap_or(1).saturating_sub(1))
            }
        };
        let place = Place {
            folder,
            uidvalidity: opened.uidvalidity,
            rescan: changed,
        };
        let mut progress = Progress { mark, count: 0 };
        let end = self.read_plan(place, &plan, &mut progress, &mut sink).await;
        let outcome = |complete| FetchOutcome {
            uidvalidity: opened.uidvalidity,
            highest_asked: progress.mark,
            count: progress.count,
            uidvalidity_changed: changed,
            complete,
        };
        match end {
            Ok(()) => {
                self.stumbles
                    .overview_done(&folder.name, opened.uidvalidity);
                self.read.insert(folder.wire.clone(), opened);
                if progress.count > 0 {
                    tracing::info!(mailbox = %self.account, folder = %folder.name, mails = progress.count, "new mail read");
                }
                Ok(outcome(true))
            }
            Err(fault @ MailboxFault::Sink(_)) => {
                self.dead = true;
                Err(fault)
            }
            Err(fault) if progress.mark > mark => {
                self.dead = true;
                self.pending = Some(fault);
                Ok(outcome(false))
            }
            Err(fault) => Err(fault),
        }
    }

    /// An IDLE that said nothing while mail came is one not to rely on.
    fn judge_idle(&mut self, folder: &Folder, now: Opened) {
        let watched = self
            .folders
            .first()
            .is_some_and(|first| first.wire == folder.wire);
        if watched && std::mem::take(&mut self.quiet) {
            let before = self.read.get(&folder.wire);
            if before.is_some_and(|before| {
                before.uidvalidity == now.uidvalidity && before.uidnext < now.uidnext
            }) {
                self.stumbles.idle_failed();
            }
        }
    }

    /// What to look at above `mark`; `None` if UIDNEXT went down and nothing speaks against it.
    async fn plan(&mut self, opened: Opened, mark: u32) -> Result<Option<Plan>, MailboxFault> {
        let from = mark.saturating_add(1);
        if let Some(next) = opened.uidnext.filter(|&next| next > mark) {
            let last = next.saturating_sub(1);
            if last.saturating_sub(mark) <= SPARSE {
                return Ok(Some(Plan::UpTo(last)));
            }
            let mut uids = self.search(&format!("UID {from}:{last}")).await?;
            uids.retain(|&uid| uid > mark && uid <= last);
            return Ok(Some(Plan::These(uids)));
        }
        // `n:*` always names the last mail, however high n is (RFC 3501 6.4.8).
        let mut uids = self.search(&format!("UID {from}:*")).await?;
        if let Some(next) = opened.uidnext
            && uids.last().is_none_or(|&last| last < next)
        {
            return Ok(None);
        }
        uids.retain(|&uid| uid > mark);
        Ok(Some(Plan::These(uids)))
    }

    async fn read_plan(
        &mut self,
        place: Place<'_>,
        plan: &Plan,
        progress: &mut Progress,
        sink: &mut impl FnMut(Fetched) -> anyhow::Result<()>,
    ) -> Result<(), MailboxFault> {
        loop {
            let width = self.stumbles.width(&place.folder.name, place.uidvalidity);
            let Some((first, last)) = plan.next(progress.mark, width) else {
                return Ok(());
            };
            if width == 1
                && self
                    .stumbles
                    .ask(&place.folder.name, place.uidvalidity, first)
                    == Ask::GiveUp
            {
                // Not even its size can be had.
                deliver(sink, progress, place.unreadable(first, None))?;
                progress.mark = last;
                continue;
            }
            let listed = match self.overview(first, last).await {
                Ok(listed) => listed,
                Err(fault) => {
                    self.stumbles
                        .overview_failed(&place.folder.name, place.uidvalidity);
                    if width == 1 {
                        let weight = fault.blame();
                        self.stumbles
                            .note(&place.folder.name, place.uidvalidity, first, weight);
                    }
                    return Err(fault);
                }
            };
            let mut wanted: Vec<(u32, Item)> = listed
                .into_iter()
                .filter(|(_, item)| !skipped(item))
                .collect();
            while !wanted.is_empty() {
                let batch = self.next_batch(place, &mut wanted);
                let highest = batch.last().map_or(progress.mark, |(uid, _)| *uid);
                for mail in self.bodies(place, batch).await? {
                    deliver(sink, progress, mail)?;
                }
                progress.mark = highest;
            }
            progress.mark = last;
        }
    }

    /// Which of these mails exist, with what is said about them.
    pub(super) async fn overview(
        &mut self,
        first: u32,
        last: u32,
    ) -> Result<BTreeMap<u32, Item>, MailboxFault> {
        let mut listed: BTreeMap<u32, Item> = BTreeMap::new();
        let take = |answer: &Response<'_>| {
            if let Response::Fetch(_, values) = answer
                && let item = Item::new(values)
                && let Some(uid) = item.uid.filter(|uid| (first..=last).contains(uid))
            {
                // In pieces, out of order, twice, or about mails nobody asked for.
                let known = listed.entry(uid).or_default();
                known.flags = item.flags.or(known.flags.take());
                known.size = item.size.or(known.size);
                known.internal_date = item.internal_date.or(known.internal_date.take());
            }
        };
        let command = format!("UID FETCH {first}:{last} (UID FLAGS INTERNALDATE RFC822.SIZE)");
        self.run("FETCH", &command, FETCHING, take).await?;
        Ok(listed)
    }
}

/// A mail somebody deleted or is still writing.
fn skipped(item: &Item) -> bool {
    item.flags
        .iter()
        .flatten()
        .any(|flag| flag.eq_ignore_ascii_case("\\Deleted") || flag.eq_ignore_ascii_case("\\Draft"))
}

fn deliver(
    sink: &mut impl FnMut(Fetched) -> anyhow::Result<()>,
    progress: &mut Progress,
    mail: Fetched,
) -> Result<(), MailboxFault> {
    sink(mail).map_err(MailboxFault::Sink)?;
    progress.count = progress.count.saturating_add(1);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Plan;

    #[test]
    fn windows_end_below_uidnext_and_leave_nothing_out() {
        let all = Plan::UpTo(1203);
        assert_eq!(all.next(0, 500), Some((1, 500)));
        assert_eq!(all.next(500, 500), Some((501, 1000)));
        assert_eq!(all.next(1000, 500), Some((1001, 1203)));
        assert_eq!(all.next(1203, 500), None);
        assert_eq!(Plan::UpTo(u32::MAX).next(u32::MAX, 500), None);
        assert_eq!(all.next(7, 1), Some((8, 8)));
        let some = Plan::These(vec![3, 9, 12, 4_000_000_000]);
        assert_eq!(some.next(0, 2), Some((3, 9)));
        assert_eq!(some.next(9, 2), Some((12, 4_000_000_000)));
        assert_eq!(some.next(10, 500), Some((12, 4_000_000_000)));
        assert_eq!(some.next(4_000_000_000, 500), None);
    }
}
