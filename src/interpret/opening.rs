//! What a mail would open if a PM sent it to a client: a request, an invoice, or nothing.

use std::sync::LazyLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::replaced::replaced;
use super::sums::{self, Sum};
use super::vocabulary::{Class, WORDS};
use super::{
    asks, beside, clauses, due, instalments, invoice_files, offers, opening_words as words,
};
use crate::model::{
    Attachment, Currency, DateRole, DateSeen, Evidence, Kind, Mail, Money, MoneySeen, Opening,
    UNDATED,
};

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new(words::$en, words::$zh));
    };
}
class!(INVOICE, INVOICE_EN, INVOICE_ZH);
class!(STRONG, STRONG_EN, STRONG_ZH);
class!(NOT_INVOICE, NOT_INVOICE_EN, NOT_INVOICE_ZH);
class!(DATA, DATA_EN, DATA_ZH);
class!(TOTAL, TOTAL_EN, TOTAL_ZH);
class!(SUBJECT_ASKS, SUBJECT_ASKS_EN, SUBJECT_ASKS_ZH);

/// The talk is of data about an invoice (its address, a tax number), not of money.
pub(super) fn about_data(plain: &str) -> bool {
    DATA.is(plain)
}

/// What an opening is read from.
pub(super) struct Letter<'a> {
    pub(super) own: &'a str,
    /// Its sentences.
    pub(super) sentences: &'a [clauses::Sentence],
    pub(super) subject: &'a str,
    pub(super) attachments: &'a [Attachment],
    pub(super) dates: &'a [DateSeen],
    pub(super) money: &'a [MoneySeen],
    pub(super) numbers: &'a [String],
    /// Day of the mail in the sender's zone.
    pub(super) day: NaiveDate,
}

/// Reads it.
pub(super) fn find(letter: &Letter<'_>) -> Option<Opening> {
    let old = replaced(letter.own, letter.numbers);
    let mut numbers = letter.numbers.to_vec();
    numbers.retain(|number| !old.contains(number));
    let letter = &Letter {
        numbers: &numbers,
        ..*letter
    };
    let both = clauses::fold(&format!("{}\n{}", letter.subject, letter.own));
    let offered = offers::made(&both);
    // What is offered beside it is not owed.
    let aside = offered
        .then(|| offers::set_aside(letter.sentences, letter.numbers, letter.money, letter.dates))
        .flatten();
    let without;
    let (letter, offered) = match &aside {
        Some((money, dates)) => {
            without = Letter {
                money,
                dates,
                ..*letter
            };
            (&without, false)
        }
        None => (letter, offered),
    };
    let mut asked = asks::find(letter.own, letter.sentences, &both, letter.dates);
    let invoice = invoice_evidence(letter, &both, &asked, offered);
    if let Some(evidence) = invoice {
        let of_money = |plain: &str| {
            INVOICE.is(plain)
                || STRONG.is(plain)
                || letter
                    .money
                    .iter()
                    .any(|m| plain.contains(&clauses::fold(&m.text)))
        };
        let parted = beside::part(letter, &both, &of_money);
        let dates = |sentences: &[clauses::Sentence]| beside::dates_in(letter.dates, sentences);
        let of_money = parted.as_ref().map(|p| dates(&p.money));
        let of_things = parted.as_ref().map(|p| dates(&p.things));
        let mut opening = bill(
            &Letter {
                sentences: parted.as_ref().map_or(letter.sentences, |p| &p.money),
                dates: of_money.as_deref().unwrap_or(letter.dates),
                ..*letter
            },
            evidence,
        );
        opening.beside = parted.map(|parted| {
            let dates = of_things.unwrap_or_default();
            let letter = Letter {
                sentences: &parted.things,
                dates: &dates,
                ..*letter
            };
            Box::new(request(&letter, parted.asks))
        });
        return Some(opening);
    }
    if asked.is_empty() {
        asked = clauses::sentences(letter.subject)
            .into_iter()
            .filter(|s| !s.asks && SUBJECT_ASKS.is(&s.plain) && asks::asks(s))
            .map(|s| s.words)
            .collect();
        // A letter is long, and few subjects ask.
        if !asked.is_empty() && WORDS.nothing_to_do.is(&clauses::fold(letter.own)) {
            asked.clear();
        }
    }
    (!asked.is_empty()).then(|| request(letter, asked))
}

/// Whether only the subject of a mail makes it an invoice: its own words and files neither bill, nor ask
/// for anything.
pub(super) fn is_by_subject(opening: &Opening, own: &str, mail: &Mail) -> bool {
    let silent = || {
        let plain = clauses::fold(own);
        !INVOICE.is(&plain) && !STRONG.is(&plain)
    };
    opening.kind == Kind::Invoice
        && mail.attachments.iter().all(|a| a.inline)
        && !own.chars().any(char::is_numeric)
        && silent()
        && !clauses::sentences(own).iter().any(asks::asks)
}

/// The day it is due.
fn due_of(letter: &Letter<'_>, invoice: bool) -> Option<due::Due> {
    due::find(&due::Text {
        sentences: letter.sentences,
        dates: letter.dates,
        day: letter.day,
        invoice,
    })
}

/// What is owed, and by when.
fn bill(letter: &Letter<'_>, evidence: String) -> Opening {
    let due = due_of(letter, true);
    let named = due
        .is_none()
        .then(|| invoice_files::due(letter.attachments))
        .flatten();
    let total = total(letter);
    let instalments = total.map_or_else(Vec::new, |total| {
        instalments::find(&instalments::Terms {
            own: letter.own,
            dates: letter.dates,
            money: letter.money,
            day: letter.day,
            total: total.value,
        })
    });
    // What is to be paid at once has no day of its own.
    let first = instalments
        .iter()
        .map(|i| i.due)
        .find(|d| *d != UNDATED)
        .filter(|d| *d != letter.day);
    Opening {
        kind: Kind::Invoice,
        due: if instalments.is_empty() {
            due.as_ref().map(|d| d.date).or(named.map(|(_, day)| day))
        } else {
            first
        },
        due_words: match (due, named) {
            (Some(due), _) => due.words,
            (None, Some((name, day))) => format!("{name}: {day}"),
            (None, None) => String::new(),
        },
        asks: Vec::new(),
        invoice_numbers: letter.numbers.to_vec(),
        total,
        instalments,
        evidence,
        beside: None,
    }
}

/// What is asked for, and by when.
fn request(letter: &Letter<'_>, mut asks: Vec<String>) -> Opening {
    for ask in &mut asks {
        without_deadline(ask, letter.dates);
    }
    let due = due_of(letter, false);
    let first = asks.first().map_or("", String::as_str);
    Opening {
        kind: Kind::Request,
        due: due.as_ref().map(|d| d.date),
        due_words: due.map(|d| d.words).unwrap_or_default(),
        evidence: format!("asks: {}", Evidence::new("", None, first).words),
        asks,
        invoice_numbers: Vec::new(),
        total: None,
        instalments: Vec::new(),
        beside: None,
    }
}

/// Cuts the deadline off the end of an ask: it is kept as the due date.
fn without_deadline(ask: &mut String, dates: &[DateSeen]) {
    let end = ask
        .trim_end_matches([' ', '.', '!', '?', '。', '！', '？'])
        .len();
    let whole = ask.get(..end).unwrap_or_default();
    let cut = dates
        .iter()
        .filter(|d| d.role == DateRole::Deadline)
        .filter_map(|d| whole.strip_suffix(d.text.trim()))
        .min_by_key(|rest| rest.len());
    let Some(mut rest) = cut else { return };
    loop {
        rest = rest.trim_end_matches([' ', ',', '，', '-', '(']);
        let bare = BEFORE.iter().find_map(|word| {
            let head = rest.get(..rest.len().checked_sub(word.len())?)?;
            let tail = rest.get(head.len()..)?;
            (tail.eq_ignore_ascii_case(word) && head.ends_with(' ')).then_some(head)
        });
        match bare {
            Some(bare) => rest = bare,
            None => break,
        }
    }
    // "Please reply by Friday" without the day still asks; "by Friday" alone would not.
    if rest.split_whitespace().count() >= 3 {
        *ask = rest.to_owned();
    }
}

/// What stands between an ask and its day.
const BEFORE: &[&str] = &[
    "by", "before", "until", "till", "on", "latest", "the", "than", "later", "no", "at", "end of",
    "than",
];

/// The words that make it an invoice.
fn invoice_evidence(
    letter: &Letter<'_>,
    both: &str,
    asks: &[String],
    offered: bool,
) -> Option<String> {
    let asked = !asks.is_empty();
    let owed = invoice_files::owed(letter.attachments).is_some();
    if !INVOICE.is(both) && letter.numbers.is_empty() && !owed {
        return None;
    }
    let pays = STRONG.is(both);
    let owes = !letter.money.is_empty();
    let is_other = |plain: &str, offered: bool| offered || NOT_INVOICE.is(plain);
    let subject = clauses::fold(letter.subject);
    if is_other(both, offered)
        && !(owes && pays && asked && !is_other(&subject, offers::made(&subject)))
    {
        return None;
    }
    if asked && DATA.is(both) && !owes {
        return None;
    }
    if WORDS.nothing_to_do.is(both) && !pays {
        return None;
    }
    let said = invoice_files::of(letter.attachments);
    if let Some((name, _)) = said.iter().find(|(_, file)| file.owed().is_some()) {
        return Some(format!("invoice-file: {name}"));
    }
    // A credit note, and the number it is about: nothing to pay.
    if !said.is_empty() && !owes {
        return None;
    }
    let file = letter.attachments.iter().find(|a| {
        let name = clauses::fold(&a.name);
        !a.inline
            && (name.ends_with(".pdf")
                || name.ends_with(".xml")
                || name.ends_with(".ofd")
                || name.contains("invoice")
                || name.contains("发票")
                || name.contains("账单"))
    });
    let sentence = |class: &Class| {
        clauses::sentences(&format!("{}\n{}", letter.subject, letter.own))
            .into_iter()
            .find(|s| class.is(&s.plain))
            .map_or_else(String::new, |s| Evidence::new("", None, &s.words).words)
    };
    if let Some(number) = letter.numbers.first()
        && (pays || owes)
    {
        return Some(format!("invoice-number: {number}"));
    }
    if owes && (pays || INVOICE.is(both)) {
        return Some(format!("amount-to-pay: {}", sentence(&STRONG)));
    }
    let file = file.filter(|_| pays && !asked_for_other(asks))?;
    Some(format!("invoice-file: {}", file.name))
}

/// A file and payment words, but the mail asks for something else than money.
fn asked_for_other(asks: &[String]) -> bool {
    !asks.is_empty() && !asks.iter().any(|a| INVOICE.is(&clauses::fold(a)))
}

/// Written in the characters of the mainland, where a sum without a currency is one of yuan.
fn mainland(text: &str) -> bool {
    text.contains(|c: char| "费发请账开张设结单项款".contains(c))
        && !text.contains(|c: char| "費發請帳開張設結單項".contains(c))
}

/// The amount owed: what invoice files say, else what the words name as left to pay or as the whole, else
/// the sum of net and tax or of several invoices, else the one beside a weaker word for the whole, else
/// the largest that is none of these.
fn total(letter: &Letter<'_>) -> Option<Money> {
    if let Some(owed) = invoice_files::owed(letter.attachments) {
        return Some(owed);
    }
    let plain = clauses::fold(&format!("{}\n{}", letter.subject, letter.own));
    let roles = sums::roles(&plain, letter.money);
    let told = || letter.money.iter().zip(&roles);
    let as_role = |role| told().rfind(move |(_, r)| **r == role).map(|(m, _)| m);
    let of_this = |role: &Sum| matches!(role, Sum::Plain | Sum::Net | Sum::Owed | Sum::Total);
    let counted: Vec<&MoneySeen> = told().filter(|(_, r)| of_this(r)).map(|(m, _)| m).collect();
    let beside = |m: &&MoneySeen| {
        let at = plain.find(&clauses::fold(&m.text));
        let left = at.and_then(|at| plain.get(..at)).unwrap_or_default();
        let near = left.get(left.ceil_char_boundary(left.len().saturating_sub(14))..);
        near.is_some_and(|near| TOTAL.is(near))
    };
    let named = as_role(Sum::Owed).or_else(|| as_role(Sum::Total));
    let named_near = || counted.iter().copied().find(beside);
    let summed = summed(letter, &roles, &counted).or_else(|| {
        let none_near = named_near().is_none();
        none_near
            .then(|| in_parts(letter, &plain, &roles))
            .flatten()
    });
    let seen = named
        .or_else(|| named_near().filter(|_| summed.is_none()))
        .or_else(|| counted.iter().copied().max_by_key(|m| m.value))
        .or_else(|| letter.money.iter().max_by_key(|m| m.value))?;
    let value = summed.filter(|_| named.is_none()).unwrap_or(seen.value);
    let currency = seen
        .currency
        .or_else(|| letter.money.iter().find_map(|m| m.currency))
        .or_else(|| mainland(letter.own).then(|| Currency::parse("CNY"))?)?;
    Some(Money { value, currency })
}

/// Amounts that each have a day or an event of their own make the whole together.
fn in_parts(letter: &Letter<'_>, plain: &str, roles: &[Sum]) -> Option<Decimal> {
    instalments::whole_of_parts(plain, letter.money, roles, letter.dates)
}

/// What a deposit leaves, net and its tax, or the sums of as many invoices as are named.
fn summed(letter: &Letter<'_>, roles: &[Sum], counted: &[&MoneySeen]) -> Option<Decimal> {
    let taxes = roles.iter().filter(|r| **r == Sum::Tax).count();
    if let (Some(off), [all, left]) = (roles.iter().position(|r| *r == Sum::Off), counted) {
        let off = letter.money.get(off)?.value;
        if all.value.checked_sub(off) == Some(left.value) {
            return Some(left.value);
        }
    }
    let add = |sum: Decimal, more: &MoneySeen| sum.checked_add(more.value);
    if let ([net], 1) = (counted, taxes) {
        let tax = roles.iter().position(|r| *r == Sum::Tax)?;
        return add(net.value, letter.money.get(tax)?);
    }
    let several = letter.numbers.len() >= 2 && letter.numbers.len() == counted.len();
    let one_currency = counted.windows(2).all(|pair| match pair {
        [a, b] => a.currency == b.currency,
        _ => true,
    });
    (several && one_currency && taxes == 0)
        .then(|| counted.iter().try_fold(Decimal::ZERO, |sum, m| add(sum, m)))
        .flatten()
}
