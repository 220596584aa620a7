//! One incoming mail, from bytes to what it did. Reading happens outside the transaction; looking
//! up, matching, deciding and recording inside it, together with the mark that it was seen.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, Duration, FixedOffset, Utc};

use super::engine::{Engine, Event};
use super::{own_check, unmatched};
use crate::interpret::{self, Context};
use crate::mail;
use crate::model::{
    Actor, Authentication, AuthenticationResult, Effect, EventKind, Evidence, HistoryEntry, Item,
    Mail, Notice, NoticeKind, Person, Reading, Role, World,
};
use crate::store::{MailStatus, NewMail, Position, is_the_disks};

/// A mail as the mailbox gave it.
#[derive(Debug, Clone)]
pub struct Incoming<'a> {
    /// The bytes.
    pub raw: &'a [u8],
    /// Where it lies; `None` in replay.
    pub position: Option<Position>,
    /// Read again since UIDs changed their meaning: known by id and hash only, not by position.
    pub rescan: bool,
    /// It was there before tracking began: seen again in a rescan, it opens nothing and does nothing.
    pub before_start: bool,
    /// It lies in Junk: may hold, never close or open.
    pub junk: bool,
    /// It lies in a further mailbox, watched only for answers to open items.
    pub watched: bool,
    /// Its real size in bytes if only a window of it was fetched.
    pub truncated_from: Option<u64>,
    /// The server's arrival time; `None`: now.
    pub arrived: Option<DateTime<FixedOffset>>,
    /// The daemon's own verdict on its sender, where [`Engine::unjudged`] wanted one.
    pub checked: Option<Authentication>,
}

/// How long a mail that belongs to no item is kept whole, for `open` and for the number its owner answers.
pub(super) const WHOLE_FOR: Duration = Duration::days(90);
/// Bytes of all such mails: a flood of them shall not fill the disk.
pub(super) const WHOLE_BYTES: u32 = 256 * 1024 * 1024;
/// Recorded mails after which the oldest are let go; once a day they are anyway.
const LET_GO_EVERY: i64 = 32;

/// Tries before a mail that panics is put aside.
const TRIES: u32 = 2;

/// A mail, understood, before anything is looked up.
pub(super) struct Understood {
    pub(super) mail: Mail,
    pub(super) reading: Reading,
    pub(super) authentication: Authentication,
}

impl Engine {
    /// Takes one mail in: everything it does is one transaction. A mail that cannot be read, or
    /// that panics twice, is kept and told, and the daemon lives.
    ///
    /// # Errors
    /// A database fault: nothing of the mail stays, it will be fetched again.
    pub fn ingest(
        &mut self,
        incoming: &Incoming<'_>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Event>> {
        self.ingest_as(incoming, now, false)
    }

    pub(super) fn ingest_as(
        &mut self,
        incoming: &Incoming<'_>,
        now: DateTime<Utc>,
        adopting: bool,
    ) -> anyhow::Result<Vec<Event>> {
        if let Some(position) = &incoming.position
            && !incoming.rescan
            && self.store.read(|tx| tx.is_seen(position))?
        {
            return Ok(Vec::new());
        }
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            let understood = understand(incoming, &self.config.world, now);
            match understood {
                Ok(understood) => self.take(incoming, &understood, now, adopting),
                Err(why) => self.put_aside(incoming, &why, MailStatus::Unreadable, now),
            }
        }));
        match attempt {
            Ok(Ok(events)) => Ok(events),
            Ok(Err(fault)) => {
                // A full disk is no fault of the mail: it is fetched again.
                if is_the_disks(&fault) {
                    return Err(fault);
                }
                // A mail that fails again and again must not keep all others out.
                let hash = mail::hash(incoming.raw);
                if self.store.write(|tx| tx.poison(&hash))? < TRIES.saturating_add(1) {
                    return Err(fault);
                }
                tracing::error!(fault = format!("{fault:#}"), "a mail is put aside");
                self.put_aside(
                    incoming,
                    "recording it failed again and again",
                    MailStatus::Quarantined,
                    now,
                )
            }
            Err(_) => {
                let hash = mail::hash(incoming.raw);
                let tries = self.store.write(|tx| tx.poison(&hash))?;
                if tries < TRIES {
                    return self.ingest_as(incoming, now, adopting);
                }
                self.put_aside(
                    incoming,
                    "reading it made the daemon stumble",
                    MailStatus::Quarantined,
                    now,
                )
            }
        }
    }

    fn put_aside(
        &mut self,
        incoming: &Incoming<'_>,
        why: &str,
        status: MailStatus,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Event>> {
        let admin = self.config.world.admin.clone();
        let ((), events) = self.decide(now, |bench| {
            let hash = mail::hash(incoming.raw);
            let new = NewMail::failed(
                status,
                why,
                &hash,
                incoming.raw,
                incoming.position.as_ref(),
                now,
            );
            if let Some(position) = &incoming.position {
                bench.tx.mark_seen(position)?;
            }
            if bench.tx.has_mail(&new.message_id, &hash)? {
                return Ok(());
            }
            bench.tx.record_mail(&new)?;
            let evidence = Evidence::new("unreadable", Some(&new.message_id), why);
            let entry = HistoryEntry::new(EventKind::Unreadable, Actor::Daemon, &evidence);
            let mut effects = vec![Effect::Record { entry }];
            if !admin.is_empty() {
                effects.push(Effect::Notice {
                    notice: Notice {
                        kind: NoticeKind::Admin,
                        to: admin.clone(),
                        items: Vec::new(),
                        in_reply_to: None,
                        from: None,
                        words: why.to_owned(),
                        at: None,
                        rule: evidence.rule,
                        lines: Vec::new(),
                    },
                });
            }
            bench.carry(effects)
        })?;
        Ok(events)
    }

    fn take(
        &mut self,
        incoming: &Incoming<'_>,
        understood: &Understood,
        now: DateTime<Utc>,
        adopting: bool,
    ) -> anyhow::Result<Vec<Event>> {
        let ((), events) = self.decide_as(now, adopting, |bench| {
            let Understood {
                mail,
                authentication,
                ..
            } = understood;
            if let Some(position) = &incoming.position {
                bench.tx.mark_seen(position)?;
            }
            if let Some(known) = bench.known(mail)? {
                // A copy that came a way that broke its proof must not shut out the one that is proved.
                let pass = AuthenticationResult::Pass;
                // Nor one that somebody took out of Junk.
                let freed = !incoming.junk && bench.lay_in_junk(&mail.id())?;
                if !freed && (authentication.result != pass || known == pass) {
                    return Ok(());
                }
                bench.vouched(&mail.id(), &Actor::Daemon, mail)?;
            }
            if incoming.before_start {
                return Ok(());
            }
            let effects = if is_set_up_test(mail, bench.desk.world) {
                vec![record(EventKind::Received, "set-up-test", mail, "")]
            } else {
                bench.judge(incoming, understood)?
            };
            let acted = effects.iter().any(|e| {
                matches!(
                    e,
                    Effect::Item { .. } | Effect::Hold { .. } | Effect::Notice { .. }
                ) || matches!(e, Effect::Record { entry } if entry.event != EventKind::Received)
            });
            // Of a member's own mailbox and of Junk nothing is kept but answers to open items.
            if (incoming.watched || incoming.junk) && !acted {
                return Ok(());
            }
            let mut new = NewMail::read(mail, incoming.position.as_ref(), now, authentication);
            let keep = effects.iter().any(|effect| match effect {
                Effect::Item { .. } => true,
                // `open` may still make an item of it, or its owner say which one it is about.
                Effect::Notice { notice } => matches!(
                    notice.kind,
                    NoticeKind::NothingToTrack | NoticeKind::Token | NoticeKind::Unmatched
                ),
                _ => false,
            });
            let keep = keep || unmatched::is_kept(&effects, mail);
            new.raw = keep.then(|| incoming.raw.to_vec());
            let row = bench.tx.record_mail(&new)?;
            if new.raw.is_some() && row % LET_GO_EVERY == 0 {
                bench.tx.let_go(now - WHOLE_FOR, WHOLE_BYTES)?;
            }
            bench.note_junk(&mail.id(), incoming.junk)?;
            let theirs = in_thread(&effects, mail, understood.reading.forwarded.is_some());
            let opened = effects.iter().any(
                |e| matches!(e, Effect::Item { entry, .. } if entry.event == EventKind::Opened),
            );
            let effects = bench.not_for_ever(effects, mail, &understood.reading)?;
            bench.carry(effects)?;
            for item in &theirs {
                bench
                    .tx
                    .remember_text(item, &written(&understood.reading))?;
            }
            if opened {
                bench.came_before(&mail.id())?;
            }
            Ok(())
        })?;
        Ok(events)
    }
}

/// Names of the mails by which set-up tries a mailbox.
const TESTS: [&str; 3] = ["plain", "tag", "forged"];

/// Whether a mail is one by which set-up tried the mailbox: from its own address, with an id as those have.
fn is_set_up_test(mail: &Mail, world: &World) -> bool {
    let own = |from: &Person| world.is_tracking(&from.address);
    if !mail.is_a_nudgeds() || !mail.from.as_ref().is_some_and(own) {
        return false;
    }
    let id = mail.nudged_id.as_deref().unwrap_or_default();
    let id = id.trim_matches(['<', '>']);
    let Some((name, rest)) = id.split_once('.') else {
        return false;
    };
    let token = rest.split_once('@').map_or("", |(token, _)| token);
    let hex = token.chars().all(|c| c.is_ascii_hexdigit());
    TESTS.contains(&name) && token.len() == 16 && hex
}

/// The items whose thread a mail has become a part of.
pub(super) fn in_thread(effects: &[Effect], mail: &Mail, forwards: bool) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    for effect in effects {
        if let Effect::Item { item, entry } = effect
            && (item.thread.contains(&mail.id()) || forwards && entry.event == EventKind::Matched)
            && !found.iter().any(|known| known.id == item.id)
        {
            found.push(item.clone());
        }
    }
    found
}

/// What an answer to a mail may quote: its words and those it quotes or forwards, without the
/// signatures, which stand under mails about other things as well.
pub(super) fn written(reading: &Reading) -> String {
    let mut text = format!("{}\n{}", reading.own_text, reading.quoted_text);
    if let Some(forwarded) = &reading.forwarded {
        text.push('\n');
        text.push_str(&forwarded.reading.own_text);
    }
    text
}

/// Reads a mail as far as it can be read without looking anything up.
fn understand(
    incoming: &Incoming<'_>,
    world: &World,
    now: DateTime<Utc>,
) -> Result<Understood, String> {
    #[cfg(test)]
    tests::stumble(incoming.raw);
    let mut mail = mail::parse(incoming.raw).map_err(|fault| fault.why)?;
    if let Some(size) = incoming.truncated_from {
        mail.cut
            .push(format!("only the beginning of {size} bytes was fetched"));
    }
    let role = role(&mail, world);
    let authentication = own_check::weigh(
        &mail,
        role,
        incoming.checked.as_ref(),
        &world.security.trusted_authserv_ids,
    );
    let context = Context {
        role,
        zone: world.team.zone,
        arrival: Some(incoming.arrived.map_or(now, |at| at.with_timezone(&Utc))),
        fallback: now.with_timezone(&world.team.zone).fixed_offset(),
    };
    let reading = interpret::read(&mail, &context);
    Ok(Understood {
        mail,
        reading,
        authentication,
    })
}

/// Whose mail it says it is.
#[must_use]
pub fn role(mail: &Mail, world: &World) -> Role {
    match &mail.from {
        _ if mail.is_a_nudgeds() => Role::Own,
        Some(from) if world.is_tracking(&from.address) => Role::Own,
        Some(from) if world.is_team(&from.address) => Role::Team,
        Some(from) if world.client_of(&from.address).is_some() => Role::Client,
        _ => Role::Unknown,
    }
}

pub(super) fn record(event: EventKind, rule: &str, mail: &Mail, words: &str) -> Effect {
    let evidence = Evidence::new(rule, Some(&mail.id()), words);
    Effect::Record {
        entry: HistoryEntry::new(event, Actor::Daemon, &evidence),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::app::engine::Entropy;
    use crate::config;
    use crate::store::Store;

    const CONFIG: &str = "[tracking]\naddress = \"track@studio.example\"\n[team]\nname = \"Studio\"\ndomains = [\"studio.example\"]\n[security]\ntrusted-authserv-ids = [\"mx.studio.example\"]\n";
    const ADMIN: &str = "[admin]\nto = [\"it@studio.example\"]\n";
    /// What makes the reader panic here, as a fault of a library might.
    const STONE: &str = "a stone in the way";

    /// Stands in for a reader with a fault nobody has found yet.
    pub(super) fn stumble(raw: &[u8]) {
        assert!(
            !String::from_utf8_lossy(raw).contains(STONE),
            "a mail that breaks its reader"
        );
    }

    fn now() -> DateTime<Utc> {
        "2026-03-02T09:00:00Z".parse().expect("a time")
    }

    fn engine(folder: &Path, more: &str) -> Engine {
        let config =
            config::parse(&format!("{CONFIG}{more}"), Path::new("")).expect("a configuration");
        let store = Store::open(&folder.join("nudged.db")).expect("a database");
        Engine::new(config, store, Entropy::Fixed, now()).expect("an engine")
    }

    fn taken(engine: &mut Engine, uid: u32, words: &str) -> anyhow::Result<Vec<Event>> {
        let raw = format!(
            "Authentication-Results: mx.studio.example; dmarc=pass header.from=studio.example\r\nFrom: anna@studio.example\r\nTo: bob@client{uid}.example\r\nCc: track@studio.example\r\nSubject: Plans\r\nMessage-ID: <{uid}@studio.example>\r\n\r\n{words}\r\n"
        );
        let incoming = Incoming {
            raw: raw.as_bytes(),
            position: Some(Position {
                mailbox: "tracking".to_owned(),
                folder: "INBOX".to_owned(),
                uidvalidity: 1,
                uid,
            }),
            rescan: false,
            before_start: false,
            junk: false,
            watched: false,
            truncated_from: None,
            arrived: None,
            checked: None,
        };
        engine.ingest(&incoming, now())
    }

    fn put_aside(engine: &Engine) -> usize {
        let unreadable = engine.store().read(|tx| tx.unreadable(10));
        unreadable.expect("a list").len()
    }

    #[test]
    fn a_mail_that_breaks_its_reader_is_put_aside_and_told_and_the_next_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut engine = engine(folder.path(), ADMIN);
        let told: Vec<EventKind> = taken(&mut engine, 1, STONE)
            .expect("the daemon lives")
            .into_iter()
            .map(|(_, entry)| entry.event)
            .collect();
        assert_eq!(told, [EventKind::Unreadable, EventKind::Notice]);
        assert_eq!(put_aside(&engine), 1);
        assert!(taken(&mut engine, 1, STONE).expect("known").is_empty());
        taken(&mut engine, 2, "hello").expect("the next is read");
        assert_eq!(put_aside(&engine), 1);
    }

    /// The count of tries, and what is kept of a mail put aside, may fit where what it does fits not.
    #[test]
    fn a_full_disk_puts_no_mail_aside() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut engine = engine(folder.path(), "");
        let asks = "Hi Bob,\r\n\r\nplease send us the floor plan as PDF by Friday, 6 March 2026.\r\n\r\nAnna\r\n";
        let mut refused = 0;
        for spare in 0..12 {
            engine.store().limit(Some(spare));
            for _ in 0..4 {
                refused += u32::from(taken(&mut engine, spare + 1, asks).is_err());
            }
            assert_eq!(put_aside(&engine), 0, "{spare} pages to spare");
            engine.store().limit(None);
            taken(&mut engine, spare + 1, asks).expect("there is room again");
        }
        assert!(refused > 0, "the disk was never full");
        let open = engine.views(&crate::store::ItemFilter::open());
        assert_eq!(open.expect("a list").len(), 12);
    }
}
