//! What a mail says that could name an item, gathered once per mail.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::tail::{self, Tails};
use super::words::{squeezed, stands_in, telling};
use super::{names_number, number_key};
use crate::interpret;
use crate::model::{Item, Kind, Mail, MoneySeen, Reading, Reply, Role, SignalKind};

/// Words for "all of them"; in lower case.
const ALL: &[&str] = &[
    "both ",
    "all of them",
    "all of these",
    "all of the above",
    "all items",
    "all invoices",
    "all points",
    "all three",
    "all four",
    "each of them",
    "全部",
    "所有",
    "两个都",
    "两份都",
    "两笔",
    "两项",
    "三笔",
    "三项",
    "均已",
    "都已",
    "都付",
    "都发",
    "都在附件",
    "一并",
];

/// Telling words of a mail for each further word that must fit an ask.
const CHANCE: usize = 20;
/// The part of a mail's telling words that must be about the ask: who writes of something else
/// names a few of its words as well. More of those of a mail that asks, or that nobody understands:
/// it may be the first about its own matter.
const ABOUT: f32 = 0.2;
const ABOUT_UNSURE: f32 = 0.5;
/// The part of an ask, and of a clause, that one must have of the other.
const HALF: f32 = 0.5;
/// Columns (two for 汉字) from which an ask is told by standing whole in the writer's own words, and in
/// what he quotes.
const NAMED: usize = 10;
const QUOTED: usize = 12;

/// Confidence below which a signal is a trace, where the mail as a whole is read otherwise.
const TRACE: f32 = 0.6;

/// The words of a mail, ready to be weighed against items.
pub(super) struct Said<'m> {
    reading: &'m Reading,
    /// The invoice numbers read, as written.
    numbers: Vec<String>,
    /// Words and attachment names, lower case.
    plain: String,
    /// Where the writer's own words end in it, bytes.
    own_end: usize,
    /// The same as numbers are compared: what does not stand in it is named nowhere.
    key: String,
    /// Telling words of the text.
    text: BTreeSet<String>,
    /// Telling words of each attachment's name.
    attachments: Vec<(String, BTreeSet<String>)>,
    /// The quoted mails, squeezed.
    quoted: String,
    /// The writer's own words, squeezed.
    own: String,
    /// Telling words of each of his clauses.
    clauses: OnceCell<Vec<BTreeSet<String>>>,
}

/// Why a mail's words fit an item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// Rule code.
    pub(super) rule: &'static str,
    /// The words.
    pub(super) words: String,
    /// 0 to 1.
    pub(super) score: f32,
}

impl<'m> Said<'m> {
    /// Everything a mail says, its subject included.
    pub(super) fn new(mail: &'m Mail, reading: &'m Reading) -> Self {
        let mut said = Self::own(mail, reading);
        said.numbers = reading.invoice_numbers.clone();
        said.plain
            .push_str(&format!("\n{}", mail.subject.to_lowercase()));
        said.key.push_str(&number_key(&mail.subject));
        said.text.append(&mut telling(&mail.base_subject));
        said
    }

    /// What its writer said just now. Every answer in a thread carries the subject of the thread:
    /// that is no word about one of its items.
    pub(super) fn own(mail: &'m Mail, reading: &'m Reading) -> Self {
        let mut plain = reading.own_text.to_lowercase();
        let own_end = plain.len();
        for attachment in &mail.attachments {
            plain.push('\n');
            // An extension would look like more of a number: "inv-1.pdf".
            let name = attachment
                .name
                .rsplit_once('.')
                .map_or(attachment.name.as_str(), |(name, _)| name);
            plain.push_str(&name.to_lowercase());
        }
        let (subject, own) = (number_key(&mail.subject), number_key(&plain));
        let numbers = reading.invoice_numbers.iter().filter(|number| {
            let key = number_key(number);
            !subject.contains(&key) || own.contains(&key)
        });
        Self {
            reading,
            numbers: numbers.cloned().collect(),
            text: telling(&reading.own_text),
            attachments: mail
                .attachments
                .iter()
                .filter(|a| !a.name.is_empty())
                .map(|a| (a.name.clone(), telling(&a.name)))
                .collect(),
            quoted: squeezed(&reading.quoted_text),
            own: squeezed(&reading.own_text),
            clauses: OnceCell::new(),
            plain,
            own_end,
            key: own,
        }
    }

    /// The invoice numbers read, as written.
    pub(super) fn numbers(&self) -> &[String] {
        &self.numbers
    }

    /// An invoice number of the item, or its own number (`#42`), in own words, subject or
    /// attachment names.
    pub(super) fn names(&self, item: &Item) -> Option<Fit> {
        let numbers = item.invoice.iter().flat_map(|invoice| &invoice.numbers);
        for number in numbers {
            // A short one ("7") stands in too many texts to be looked for.
            let lower = number.trim().to_lowercase();
            let long = lower.chars().count() >= 4 && lower.chars().any(|c| c.is_ascii_digit());
            let key = number_key(number);
            if self.numbers.contains(&key)
                || long && self.key.contains(&key) && names_number(&self.plain, number)
            {
                return Some(Fit {
                    rule: "invoice-number",
                    words: number.clone(),
                    score: 0.95,
                });
            }
        }
        // A client knows it as `[#42]` alone; a bare `#1` of his is of some list.
        let own = match self.reading.role {
            Role::Team => item.id.to_string(),
            _ => format!("[{}]", item.id),
        };
        stands_in(&self.plain, &own).then_some(Fit {
            rule: "subject-tag",
            words: own,
            score: 0.9,
        })
    }

    /// An amount the item is about: its total, balance or an instalment.
    pub(super) fn amount(&self, item: &Item) -> Option<Fit> {
        let invoice = item.invoice.as_ref()?;
        let fits = |seen: &&MoneySeen| {
            let currency = match (seen.currency, invoice.currency) {
                (Some(seen), Some(owed)) => seen == owed,
                _ => true,
            };
            currency
                && !seen.value.is_zero()
                && (invoice.total == Some(seen.value)
                    || invoice.balance() == Some(seen.value)
                    || invoice
                        .instalments
                        .iter()
                        .any(|part| part.amount == seen.value))
        };
        let seen = self.reading.money.iter().find(fits)?;
        Some(Fit {
            rule: "amount",
            words: seen.text.clone(),
            score: 0.8,
        })
    }

    /// What it says as a whole.
    pub(super) fn reply(&self) -> Reply {
        self.reading.reply
    }

    /// The last block of the item's number, which none of the others ends on, in its own words.
    pub(super) fn tail(&self, item: &Item, tails: &Tails) -> Option<Fit> {
        let block = tails.of(item).filter(|_| item.closed.is_none())?;
        tail::place(self.plain.get(..self.own_end)?, block)?;
        Some(Fit {
            rule: "invoice-number",
            words: block.to_owned(),
            score: 0.9,
        })
    }

    /// Whether it names amounts or invoice numbers at all.
    pub(super) fn names_money(&self) -> bool {
        !self.numbers.is_empty() || !self.reading.money.is_empty()
    }

    /// Asks, subject and quoted words that fit the item; `shared` are telling words of other
    /// candidates as well, which tell nothing here.
    pub(super) fn content(&self, item: &Item, shared: &BTreeSet<String>) -> Option<Fit> {
        let left = item.open_asks().next().is_some();
        let asks = item
            .asks
            .iter()
            .filter(|ask| !left || !ask.done)
            .map(|ask| ask.text.as_str());
        let by_ask = asks.filter_map(|ask| self.piece(ask, shared, true));
        let best = by_ask.chain(self.piece(&item.subject, shared, false));
        best.max_by(|a, b| a.score.total_cmp(&b.score))
    }

    fn piece(&self, piece: &str, shared: &BTreeSet<String>, is_ask: bool) -> Option<Fit> {
        let words: BTreeSet<String> = telling(piece).difference(shared).cloned().collect();
        // Chinese comes in overlapping pairs: three of them are a word of four characters.
        let (least, share): (usize, f32) = if words.iter().any(|w| super::words::is_pair(w)) {
            (3, 0.4)
        } else {
            (2, 0.6)
        };
        let fit = |words: String, score| {
            Some(Fit {
                rule: "content",
                words,
                score,
            })
        };
        if is_ask {
            for (name, attachment) in &self.attachments {
                let hits = words.iter().filter(|w| attachment.contains(*w)).count();
                let with_text = words
                    .iter()
                    .filter(|w| attachment.contains(*w) || self.text.contains(*w))
                    .count();
                if hits > 0 && covers(with_text, words.len(), share.min(0.5)) {
                    return fit(name.clone(), 0.65);
                }
            }
        }
        let hits: Vec<&str> = words
            .iter()
            .filter(|w| self.text.contains(*w))
            .map(String::as_str)
            .collect();
        // A long letter holds a few of any ask's words by chance: the longer, the more must fit.
        let about = match self.reading.reply {
            Reply::Question | Reply::Unclear => ABOUT_UNSURE,
            _ => ABOUT,
        };
        let enough = least.saturating_add(self.text.len() / CHANCE);
        if hits.len() >= enough
            && covers(hits.len(), words.len(), share)
            && covers(hits.len(), self.text.len(), about)
        {
            return fit(hits.join(" "), if is_ask { 0.6 } else { 0.5 });
        }
        if is_ask && let Some(words) = self.handed_over(piece, shared, least) {
            return fit(words, 0.6);
        }
        let whole = squeezed(piece);
        let width = (whole.chars())
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum::<usize>();
        // Beside words of what came before, a short ask is a small part of them, named all the same.
        let gives = !matches!(self.reading.reply, Reply::Question | Reply::Unclear);
        let named = gives && width >= NAMED && words.len() >= 2 && self.own.contains(&whole);
        // A short ask has no marks of its own (`quote`); a phrase of courtesy is no ask.
        let quoted = width >= QUOTED && words.len() >= least && self.quoted.contains(&whole);
        if is_ask && named || quoted {
            return fit(piece.to_owned(), 0.6);
        }
        None
    }

    /// What is handed over in a clause that is mostly about the ask, whatever else the mail says: "the
    /// photos, 30 of them, are here" of "street photos (at least 25)".
    fn handed_over(&self, ask: &str, shared: &BTreeSet<String>, least: usize) -> Option<String> {
        if !matches!(self.reading.reply, Reply::Delivered | Reply::Part) {
            return None;
        }
        // How many, or in which form, stands in brackets.
        let thing = ask.split(['(', '（']).next().unwrap_or(ask);
        let words: BTreeSet<String> = telling(thing).difference(shared).cloned().collect();
        let clauses = self.clauses.get_or_init(|| {
            let pieces = interpret::pieces(&self.reading.own_text).into_iter();
            let said = pieces.filter(|sentence| !sentence.asks);
            let clauses = said.flat_map(|sentence| sentence.clauses);
            clauses.map(|clause| telling(&clause)).collect()
        });
        clauses.iter().find_map(|clause| {
            let hits: Vec<&str> = words.intersection(clause).map(String::as_str).collect();
            let mostly =
                covers(hits.len(), words.len(), HALF) && covers(hits.len(), clause.len(), HALF);
            (hits.len() >= least && mostly).then(|| hits.join(" "))
        })
    }

    /// What it says fits this kind of item and not the other: paid, or delivered.
    pub(super) fn kind(&self, kind: Kind) -> Option<Fit> {
        let signal = match kind {
            Kind::Invoice => self.reading.signal(SignalKind::Payment),
            Kind::Request => self.reading.signal(SignalKind::Delivered),
        }?;
        // A weak trace of it beside another reading chooses nobody.
        let settles = matches!(
            self.reading.reply,
            Reply::Delivered | Reply::Payment | Reply::Part
        );
        if !settles && signal.confidence < TRACE {
            return None;
        }
        Some(Fit {
            rule: "content",
            words: signal.evidence.clone(),
            score: 0.5,
        })
    }

    /// The words that say it is about all of several.
    pub(super) fn all_of_them(&self) -> Option<&'static str> {
        let own = self.reading.own_text.to_lowercase();
        ALL.iter().copied().find(|words| own.contains(words))
    }
}

/// Whether `hits` of `of` reach a share.
fn covers(hits: usize, of: usize, share: f32) -> bool {
    let as_float = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    as_float(hits) >= as_float(of) * share
}
