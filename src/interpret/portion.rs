//! A part of a reply read by itself: what it says of one of several things.

use chrono::NaiveDate;

use super::clauses;
use super::read::{doubt, may_be_promised};
use super::reply::{self, Said};
use super::signals::{self, Fact};
use crate::model::{DateSeen, Mail, Reading};

/// A sentence in its clauses, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// It is a question.
    pub asks: bool,
    /// Its clauses; at least one.
    pub clauses: Vec<String>,
}

/// The own words of a reply cut into sentences and clauses.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    clauses::sentences(text)
        .into_iter()
        .map(|sentence| Piece {
            asks: sentence.asks,
            clauses: sentence.clauses.into_iter().map(|c| c.words).collect(),
        })
        .collect()
}

/// Whether words say of anything that it is done, to come, asked about or refused.
#[must_use]
pub fn speaks(text: &str) -> bool {
    !signals::marks(&clauses::sentences(text), &[]).is_empty()
}

/// Whether words hand something over, or say that money went.
#[must_use]
pub fn gives(text: &str) -> bool {
    let marks = signals::marks(&clauses::sentences(text), &[]);
    let settles = |fact| matches!(fact, Fact::Given | Fact::Paid | Fact::Approval);
    marks.iter().any(|mark| settles(mark.fact))
}

/// A reply as if it said no more than `text`, which is of its own words. `subject`: of the item it is
/// about; `others`: amounts as written that belong to something else; `today`: its day.
#[must_use]
pub fn portion(
    whole: &Reading,
    mail: &Mail,
    text: &str,
    subject: &str,
    others: &[String],
    today: NaiveDate,
) -> Reading {
    let mut reading = whole.clone();
    reading.own_text = text.to_owned();
    reading.dates.retain(|seen| text.contains(seen.text.trim()));
    reading.money.retain(|seen| {
        let written = seen.text.trim();
        text.contains(written) && !others.iter().any(|o| o == written)
    });
    let squeezed: String = text.split_whitespace().collect::<String>().to_lowercase();
    reading.invoice_numbers.retain(|number| {
        let number: String = number.split_whitespace().collect::<String>().to_lowercase();
        squeezed.contains(&number)
    });
    reading.forwarded = None;
    let ahead = |seen: &&DateSeen| may_be_promised(seen, today);
    let dates: Vec<DateSeen> = reading.dates.iter().filter(ahead).cloned().collect();
    let sentences = clauses::sentences(text);
    let (signals, reply) = reply::judge(&Said {
        sentences: &sentences,
        own: text,
        subject,
        fresh_subject: false,
        quoted: "",
        whole: text,
        attachments: &mail.attachments,
        forwards: false,
        dates: &dates,
    });
    reading.signals = signals;
    reading.reply = reply;
    if mail.parts_disagree || !mail.cut.is_empty() {
        doubt(&mut reading);
    }
    reading
}
