//! Answers to members' own mails. Where a machine writes for a member, each answer brings the next mail:
//! the mails are kept and counted, and the answers end.

use std::fmt::Write as _;

use chrono::{DateTime, Duration, Utc};

use super::engine::Bench;
use super::ingest::record;
use super::outbox::TEAM_FACTOR;
use crate::mail;
use crate::model::{
    Address, Effect, EventKind, Mail, MessageId, Notice, NoticeKind, Reading, Role,
};

/// Most mails to us alone that say nothing we understand and are answered to one member in an hour, and
/// in a day. Who is at a loss asks twice or thrice.
const ASTRAY: [(Duration, u32); 2] = [(Duration::hours(1), 5), (Duration::days(1), 10)];

/// Memory key: by address, how many mails were left without an answer since the last daily notice.
const UNANSWERED: &str = "unanswered";

/// Memory key: what a member was answered in the last day.
fn answered(member: &Address) -> String {
    format!("answered:{}", member.as_str())
}

/// One answer to a member's mail.
struct Answer {
    at: DateTime<Utc>,
    /// Nothing in his mail was understood.
    astray: bool,
    /// Of his words, without figures: machines number their mails.
    digest: String,
    /// His mail.
    to: MessageId,
}

impl Answer {
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.splitn(4, ' ');
        let at = DateTime::parse_from_rfc3339(parts.next()?).ok()?;
        Some(Self {
            at: at.with_timezone(&Utc),
            astray: parts.next()? == "astray",
            digest: parts.next()?.to_owned(),
            to: MessageId::new(parts.next()?),
        })
    }
}

fn digest(text: &str) -> String {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    mail::hash(letters.to_lowercase().as_bytes())
}

/// Whether a notice goes back to the writer of a mail because he wrote, and not for what it did.
fn goes_back(notice: &Notice, member: &Address) -> bool {
    let for_writing = matches!(
        notice.kind,
        NoticeKind::Transcript | NoticeKind::Token | NoticeKind::NothingToTrack
    );
    for_writing && notice.to.as_slice() == [member.clone()]
}

impl Bench<'_> {
    /// What a member's mail does, without an answer to him where a machine seems to write for him.
    pub(super) fn not_for_ever(
        &self,
        effects: Vec<Effect>,
        mail: &Mail,
        reading: &Reading,
    ) -> anyhow::Result<Vec<Effect>> {
        let (Some(from), Role::Team, false) = (&mail.from, reading.role, self.adopting) else {
            return Ok(effects);
        };
        let member = &from.address;
        let back = effects.iter().find_map(|effect| match effect {
            Effect::Notice { notice } if goes_back(notice, member) => Some(notice),
            _ => None,
        });
        let Some(notice) = back else {
            return Ok(effects);
        };
        let to_us = mail
            .recipients()
            .all(|p| self.desk.world.is_tracking(&p.address));
        // A command that is refused was meant for us.
        let lost = reading.commands.is_empty()
            && (notice.lines.iter()).all(|line| line.code == "refused:unknown_word");
        let answer = Answer {
            at: self.desk.now,
            astray: to_us && lost,
            digest: digest(&reading.own_text),
            to: mail.id(),
        };
        if self.may_answer(&answer, mail, member)? {
            return Ok(effects);
        }
        self.count_unanswered(member)?;
        let mut effects = effects;
        effects.retain(|effect| match effect {
            Effect::Notice { notice } => !goes_back(notice, member),
            _ => true,
        });
        effects.push(record(
            EventKind::Received,
            "no-answer-to-a-machine",
            mail,
            &reading.own_text,
        ));
        Ok(effects)
    }

    /// Remembers an answer unless it is one too many.
    fn may_answer(&self, answer: &Answer, mail: &Mail, member: &Address) -> anyhow::Result<bool> {
        let key = answered(member);
        let known = self.tx.recall(&key)?.unwrap_or_default();
        let day = self.desk.now - Duration::days(1);
        let mut given: Vec<Answer> = known.lines().filter_map(Answer::read).collect();
        given.retain(|known| known.at > day && known.at <= self.desk.now);
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let caps = &self.desk.world.caps;
        if number(given.len()) >= caps.per_address_a_day.saturating_mul(TEAM_FACTOR) {
            return Ok(false);
        }
        if answer.astray {
            for (span, most) in ASTRAY {
                let within = |known: &&Answer| known.astray && known.at > self.desk.now - span;
                if number(given.iter().filter(within).count()) >= most {
                    return Ok(false);
                }
            }
            // The same words again to the answer they got.
            for id in &mail.in_reply_to {
                let Some(row) = self.tx.outgoing_by_message_id(id)? else {
                    continue;
                };
                let about = self.notice_about(&row)?;
                let same = |known: &Answer| {
                    about.as_ref().map(MessageId::key) == Some(known.to.key())
                        && known.digest == answer.digest
                };
                if given.iter().any(same) {
                    return Ok(false);
                }
            }
        }
        given.push(Answer {
            digest: answer.digest.clone(),
            to: answer.to.clone(),
            ..*answer
        });
        let mut kept = String::new();
        for known in &given {
            let sense = if known.astray { "astray" } else { "told" };
            writeln!(
                kept,
                "{} {sense} {} {}",
                known.at.to_rfc3339(),
                known.digest,
                known.to.key()
            )?;
        }
        self.tx.remember(&key, &kept)?;
        Ok(true)
    }

    fn count_unanswered(&self, member: &Address) -> anyhow::Result<()> {
        let mut all = self.unanswered()?;
        match all.iter_mut().find(|(address, _)| address == member) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => all.push((member.clone(), 1)),
        }
        let mut kept = String::new();
        for (address, count) in &all {
            writeln!(kept, "{count} {}", address.as_str())?;
        }
        self.tx.remember(UNANSWERED, &kept)
    }

    fn unanswered(&self) -> anyhow::Result<Vec<(Address, u32)>> {
        let known = self.tx.recall(UNANSWERED)?.unwrap_or_default();
        let read = |line: &str| {
            let (count, address) = line.split_once(' ')?;
            Some((Address::parse(address).ok()?, count.parse().ok()?))
        };
        Ok(known.lines().filter_map(read).collect())
    }

    /// Members' mails that were left without an answer, told once.
    pub(super) fn tell_unanswered(&self) -> anyhow::Result<Vec<(Address, u32)>> {
        let all = self.unanswered()?;
        self.tx.forget_key(UNANSWERED)?;
        Ok(all)
    }
}
