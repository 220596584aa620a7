//! What a member wrote himself in answer to a notice: mail programs that mark no quotes repeat its lines
//! as if they were his.

use std::collections::HashSet;

use super::engine::Bench;
use crate::model::{Mail, MessageId, Reading};
use crate::{interpret, mail};

/// The lines of the notices a mail answers.
pub(super) struct Ours(HashSet<String>);

impl Ours {
    /// Whether a line is one of them.
    pub(super) fn said(&self, line: &str) -> bool {
        self.0.contains(line.trim())
    }

    /// A text without them.
    pub(super) fn taken_out(&self, text: &str) -> String {
        let his: Vec<&str> = text.lines().filter(|line| !self.said(line)).collect();
        his.join("\n").trim().to_owned()
    }
}

impl Bench<'_> {
    /// A mail whose one line is one that the notice it answers offers, copied with what it explains: the
    /// word alone. `None` for every other mail.
    pub(super) fn offered(
        &self,
        mail: &Mail,
        reading: &Reading,
    ) -> anyhow::Result<Option<Reading>> {
        let mut said = reading.own_text.lines().map(str::trim);
        let mut said = said.by_ref().filter(|line| !line.is_empty());
        let (Some(line), None, true) = (said.next(), said.next(), reading.commands.is_empty())
        else {
            return Ok(None);
        };
        let Some((word, _)) = line.split_once(EXPLAINED_BY) else {
            return Ok(None);
        };
        for id in mail.in_reply_to.iter().chain(&mail.references) {
            let Some(row) = self.tx.outgoing_by_message_id(id)? else {
                continue;
            };
            let notice = mail::parse(&row.mail.bytes).map(|mail| mail.text);
            if notice.unwrap_or_default().lines().any(|l| l.trim() == line) {
                let sent = mail.date.unwrap_or_else(|| self.desk.now.fixed_offset());
                let (commands, refused) = interpret::commands::find_among_us(word, sent);
                return Ok(Some(Reading {
                    own_text: word.to_owned(),
                    commands,
                    refused,
                    ..reading.clone()
                }));
            }
        }
        Ok(None)
    }

    /// The lines of those of these mails that are ours, where a text repeats them; a single one may be
    /// the answer that was asked for.
    pub(super) fn our_lines(&self, about: &[MessageId], text: &str) -> anyhow::Result<Ours> {
        let mut lines = HashSet::new();
        for id in about {
            let Some(row) = self.tx.outgoing_by_message_id(id)? else {
                continue;
            };
            let notice = mail::parse(&row.mail.bytes).map(|mail| mail.text);
            for line in notice.unwrap_or_default().lines().map(str::trim) {
                // A line that is empty or one word says nothing of who wrote it.
                if line.split_whitespace().count() > 1 || line.chars().count() > MOST_OF_A_WORD {
                    lines.insert(line.to_owned());
                }
            }
        }
        let ours = Ours(lines);
        let repeated = text.lines().filter(|line| ours.said(line)).count();
        Ok(if repeated > 1 {
            ours
        } else {
            Ours(HashSet::new())
        })
    }
}

/// What stands between a word and what it does in our notices.
const EXPLAINED_BY: &str = " – ";

/// Longest a command of one word is, in either language.
const MOST_OF_A_WORD: usize = 8;
