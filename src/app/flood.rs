//! Mails upon mails of clients or strangers, each of which is told to somebody: after some of them in an
//! hour, and in a day, the rest stands in his daily notice only. Each mail is kept and recorded and does
//! what one alone would do; only the notice about it is left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, Duration, Utc};

use super::commands::line;
use super::engine::Bench;
use super::outbox::TEAM_FACTOR;
use crate::mail;
use crate::model::{
    Actor, Address, AuthenticationResult, Effect, EventKind, Evidence, HistoryEntry, Item, ItemId,
    MessageId, Notice, NoticeKind, NoticeLine, Person, Unauthenticated,
};
use crate::store::StoredMail;

/// Most notices of one kind to one member within an hour.
const MOST_OF_A_KIND: usize = 10;

/// Most notices of one kind about the same items to one member within a day, where no other mail names
/// what they tell.
const MOST_OF_AN_ITEM: usize = 3;

/// The share of a member's ceiling of a day that notices about proved mail may take, as a fraction:
/// receipts, forewarnings and the daily notice must still reach him.
const SHARE: (u32, u32) = (1, 2);

/// The share of mail that nobody vouches for: whoever forges a client's name shall not take the client's
/// own place.
const SHARE_UNPROVED: (u32, u32) = (1, 6);

/// Items and writers that are named one by one where many mails were not told; the rest is counted.
const NAMED: usize = 20;

/// Mails an item names as its thread. Each change of an item is recorded with the whole item: with a
/// thread that grows for ever what is recorded grows with its square.
const LONGEST_THREAD: usize = 100;

/// Memory key: what a member was told of others' mails in the last day.
fn told(member: &Address) -> String {
    format!("told:{}", member.as_str())
}

/// Memory key: by member, the mails that were not told one by one since the last daily notice.
const UNTOLD: &str = "untold";

/// How often a notice may be brought about by writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brought {
    /// What closes an item or opens one is told each time: it happens once.
    Once,
    /// No other mail tells it (the daily notice names neither disputes nor refusals): each item's is told,
    /// and only what repeats it is counted.
    OncePerItem,
    /// The daily notice asks about it again, or it changes nothing that waits for anybody.
    Often,
}

fn brought(notice: &Notice) -> Brought {
    match notice.kind {
        NoticeKind::Dispute | NoticeKind::Decline | NoticeKind::Stop | NoticeKind::Bounce => {
            Brought::OncePerItem
        }
        NoticeKind::Part
        | NoticeKind::Resting
        | NoticeKind::Question
        | NoticeKind::Review
        | NoticeKind::Candidates
        | NoticeKind::Late
        | NoticeKind::Unmatched => Brought::Often,
        NoticeKind::Admin if notice.rule == "unreadable" => Brought::Often,
        _ => Brought::Once,
    }
}

/// One notice of the last day.
struct Told {
    at: DateTime<Utc>,
    kind: String,
    /// Whose mail it was about.
    house: String,
    /// Somebody vouches for the writer.
    proved: bool,
    /// About which items, `1,2`.
    items: String,
}

impl Told {
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.splitn(5, ' ');
        let at = DateTime::parse_from_rfc3339(parts.next()?).ok()?;
        Some(Self {
            at: at.with_timezone(&Utc),
            kind: parts.next()?.to_owned(),
            house: parts.next()?.to_owned(),
            proved: parts.next()? == "proved",
            items: parts.next()?.to_owned(),
        })
    }

    fn line(&self) -> String {
        let proved = if self.proved { "proved" } else { "unproved" };
        let at = self.at.to_rfc3339();
        format!("{at} {} {} {proved} {}", self.kind, self.house, self.items)
    }
}

/// Whether one more like `one` is too many after those of the last day, at a ceiling of `a_day` mails.
fn is_full(given: &[Told], one: &Told, brought: Brought, a_day: u32) -> bool {
    let alike = |known: &&Told| known.kind == one.kind && known.proved == one.proved;
    // Of several houses nothing says that theirs is one matter.
    if brought == Brought::OncePerItem && !one.items.is_empty() {
        let same = given.iter().filter(alike);
        return same.filter(|known| known.items == one.items).count() >= MOST_OF_AN_ITEM;
    }
    let (part, whole) = if one.proved { SHARE } else { SHARE_UNPROVED };
    let a_day = usize::try_from(a_day.saturating_mul(part) / whole).unwrap_or(usize::MAX);
    let hour = one.at - Duration::hours(1);
    let of_house = |known: &&Told| known.house == one.house;
    let of_day = || given.iter().filter(|known| known.proved == one.proved);
    let of_hour = || given.iter().filter(alike).filter(|known| known.at > hour);
    // One house takes half of it at most: the mails of the others are told.
    of_day().count() >= a_day
        || of_hour().count() >= MOST_OF_A_KIND
        || of_hour().filter(of_house).count() >= MOST_OF_A_KIND / 2
        || of_day().filter(of_house).count() >= a_day.div_ceil(2)
}

/// Who wrote a mail.
#[derive(Debug, Clone, Copy)]
struct Writer {
    /// Somebody vouches for him.
    proved: bool,
    one_of_us: bool,
}

/// What was not told one by one to one member: mails by item or, where they fit none, by writer.
type Untold = BTreeMap<(Address, String), u32>;

/// Takes what is too much out of an item's thread: the first mail and the newest stay. Those taken out
/// must be linked to the item, so that an answer to one of them is still known to be about it.
pub(super) fn beyond_the_thread(item: &mut Item) -> Vec<MessageId> {
    let over = item.thread.len().saturating_sub(LONGEST_THREAD);
    if over == 0 {
        return Vec::new();
    }
    item.thread.drain(1..=over).collect()
}

/// Where the writers beyond those that are named are counted.
const OTHERS: &str = "-";

impl Bench<'_> {
    /// Whether a notice is one too many for its reader: it is counted for his daily notice then.
    pub(super) fn is_one_too_many(&self, notice: &Notice, to: &Address) -> anyhow::Result<bool> {
        let brought = brought(notice);
        if brought == Brought::Once {
            return Ok(false);
        }
        let writer = self.writer(notice)?;
        // A member's own words are his to be asked about as often as he writes.
        if writer.proved && writer.one_of_us {
            return Ok(false);
        }
        let key = told(to);
        let known = self.tx.recall(&key)?.unwrap_or_default();
        let mut given: Vec<Told> = known.lines().filter_map(Told::read).collect();
        let day = self.desk.now - Duration::days(1);
        given.retain(|known| known.at > day && known.at <= self.desk.now);
        let numbers: Vec<String> = notice.items.iter().map(|i| i.0.to_string()).collect();
        let one = Told {
            at: self.desk.now,
            kind: format!("{:?}", notice.kind),
            house: self.house(notice),
            proved: writer.proved,
            items: numbers.join(","),
        };
        let caps = &self.desk.world.caps;
        let ceiling = caps.per_address_a_day.saturating_mul(TEAM_FACTOR);
        if is_full(&given, &one, brought, ceiling) {
            self.count_untold(notice, to)?;
            return Ok(true);
        }
        given.push(one);
        let mut kept = String::new();
        for known in &given {
            writeln!(kept, "{}", known.line())?;
        }
        self.tx.remember(&key, &kept)?;
        Ok(false)
    }

    /// Who wrote the mail a notice is about.
    fn writer(&self, notice: &Notice) -> anyhow::Result<Writer> {
        let mail = match &notice.in_reply_to {
            Some(id) => self.tx.mail(id)?,
            None => None,
        };
        let Some(StoredMail { mail, .. }) = mail else {
            return Ok(Writer {
                proved: true,
                one_of_us: false,
            });
        };
        // Where nobody's provider vouches, who accepts that would hear of nothing.
        let accepts = self.desk.world.security.unauthenticated == Unauthenticated::Accept;
        let ours = |from: &Person| self.desk.world.is_team(&from.address);
        Ok(Writer {
            proved: match mail.authentication.result {
                AuthenticationResult::Pass => true,
                AuthenticationResult::None => accepts,
                AuthenticationResult::Fail => false,
            },
            one_of_us: mail.from.as_ref().is_some_and(ours),
        })
    }

    fn house(&self, notice: &Notice) -> String {
        let Some(from) = &notice.from else {
            return OTHERS.to_owned();
        };
        let house = match self.desk.world.client_key(&from.address) {
            Some(client) => client.0,
            None => from.address.as_str().to_owned(),
        };
        mail::hash(house.as_bytes())
    }

    fn count_untold(&self, notice: &Notice, to: &Address) -> anyhow::Result<()> {
        let mut all = self.untold()?;
        let writer = notice.from.as_ref().map(|from| from.address.as_str());
        let mut about: Vec<String> = notice.items.iter().map(|i| i.0.to_string()).collect();
        if about.is_empty() {
            about.push(writer.unwrap_or(OTHERS).to_owned());
        }
        for about in about {
            let named = all.keys().filter(|(member, _)| member == to).count();
            let known = all.contains_key(&(to.clone(), about.clone()));
            let about = if known || named < NAMED {
                about
            } else {
                OTHERS.to_owned()
            };
            let count = all.entry((to.clone(), about)).or_default();
            *count = count.saturating_add(1);
        }
        let mut kept = String::new();
        for ((member, about), count) in &all {
            writeln!(kept, "{count} {} {about}", member.as_str())?;
        }
        self.tx.remember(UNTOLD, &kept)?;
        let evidence = Evidence::new(
            "told-in-daily-notice",
            notice.in_reply_to.as_ref(),
            &notice.words,
        );
        let entry = HistoryEntry {
            items: notice.items.clone(),
            to: vec![to.clone()],
            ..HistoryEntry::new(EventKind::Received, Actor::Daemon, &evidence)
        };
        self.record(Effect::Record { entry }, None)
    }

    fn untold(&self) -> anyhow::Result<Untold> {
        let known = self.tx.recall(UNTOLD)?.unwrap_or_default();
        let read = |line: &str| {
            let mut parts = line.splitn(3, ' ');
            let count = parts.next()?.parse().ok()?;
            let member = Address::parse(parts.next()?).ok()?;
            Some(((member, parts.next()?.to_owned()), count))
        };
        Ok(known.lines().filter_map(read).collect())
    }

    /// The mails that were not told one by one, as lines of the daily notices of those they are for.
    pub(super) fn tell_untold(&self) -> anyhow::Result<Vec<(Address, NoticeLine)>> {
        let all = self.untold()?;
        self.tx.forget_key(UNTOLD)?;
        let lines = all.into_iter().map(|((member, about), count)| {
            let item = about.parse().ok().map(ItemId);
            let words = match item {
                Some(_) => count.to_string(),
                None if about == OTHERS => count.to_string(),
                None => format!("{count} ({about})"),
            };
            (member, line(item, "untold", words))
        });
        Ok(lines.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(house: &str, items: &str) -> Told {
        Told {
            at: DateTime::UNIX_EPOCH,
            kind: "Stop".to_owned(),
            house: house.to_owned(),
            proved: true,
            items: items.to_owned(),
        }
    }

    #[test]
    fn what_names_no_item_is_not_one_matter_of_all_who_write_it() {
        let of = |items: &str| -> Vec<Told> {
            ["a", "b", "c"]
                .iter()
                .map(|house| told(house, items))
                .collect()
        };
        let full = |given: &[Told], one: &Told| is_full(given, one, Brought::OncePerItem, 30);
        assert!(!full(&of(""), &told("d", "")));
        assert!(full(&of("7"), &told("a", "7")));
        assert!(!full(&of("7"), &told("a", "8")));
    }

    #[test]
    fn what_is_remembered_is_read_again() {
        for items in ["", "7", "7,8"] {
            let line = told("a", items).line();
            let read = Told::read(&line).map(|told| (told.items, told.proved));
            assert_eq!(read, Some((items.to_owned(), true)), "{line}");
        }
    }
}
