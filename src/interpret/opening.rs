//! What a mail would open if a PM sent it to a client: a request, an invoice, or nothing.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;
use rust_decimal::Decimal;

use super::vocabulary::Class;
use super::{asks, clauses, dates, opening_words as words};
use crate::model::{
    Attachment, DateRole, DateSeen, Evidence, Instalment, Kind, Money, MoneySeen, Opening,
};

/// The due date of an instalment that waits for an event ("on delivery") instead of a day.
pub const UNDATED: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
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
class!(NOTHING, NOTHING_EN, NOTHING_ZH);
class!(TOTAL, TOTAL_EN, TOTAL_ZH);
class!(NOW, NOW_EN, NOW_ZH);
class!(SUBJECT_ASKS, SUBJECT_ASKS_EN, SUBJECT_ASKS_ZH);
static SHARE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"([0-9]{1,3})\s?[%％]").ok());

/// Says that nobody has to do anything.
pub(super) fn nothing_to_do(plain: &str) -> bool {
    NOTHING.is(plain)
}

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
    let own = clauses::fold(letter.own);
    let subject = clauses::fold(letter.subject);
    let both = format!("{subject}\n{own}");
    let mut asked = asks::find(letter.own, letter.sentences);
    let invoice = invoice_evidence(letter, &both, !asked.is_empty());
    let due = dates::deadline(letter.dates);
    if let Some(evidence) = invoice {
        let total = total(letter);
        let instalments = instalments(letter, total);
        let first = instalments
            .iter()
            .map(|i| i.due)
            .filter(|d| *d != UNDATED && *d != letter.day)
            .min();
        return Some(Opening {
            kind: Kind::Invoice,
            due: if instalments.is_empty() {
                due.map(|d| d.date)
            } else {
                first.or(due.map(|d| d.date))
            },
            due_words: due.map(|d| d.text.clone()).unwrap_or_default(),
            asks: Vec::new(),
            invoice_numbers: letter.numbers.to_vec(),
            total,
            instalments,
            evidence,
        });
    }
    if asked.is_empty() && !nothing_to_do(&own) {
        asked = clauses::sentences(letter.subject)
            .into_iter()
            .filter(|s| !s.asks && SUBJECT_ASKS.is(&s.plain) && asks::asks(s))
            .map(|s| s.words)
            .collect();
    }
    for ask in &mut asked {
        without_deadline(ask, letter.dates);
    }
    let first = asked.first()?.clone();
    Some(Opening {
        kind: Kind::Request,
        due: due.map(|d| d.date),
        due_words: due.map(|d| d.text.clone()).unwrap_or_default(),
        asks: asked,
        invoice_numbers: Vec::new(),
        total: None,
        instalments: Vec::new(),
        evidence: format!("asks: {}", Evidence::new("", None, &first).words),
    })
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
fn invoice_evidence(letter: &Letter<'_>, both: &str, asked: bool) -> Option<String> {
    if !INVOICE.is(both) && letter.numbers.is_empty() {
        return None;
    }
    let pays = STRONG.is(both);
    let owes = !letter.money.is_empty();
    if NOT_INVOICE.is(both)
        && !(owes && pays && asked && !NOT_INVOICE.is(&clauses::fold(letter.subject)))
    {
        return None;
    }
    if asked && DATA.is(both) && !owes {
        return None;
    }
    if nothing_to_do(both) && !pays {
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
    let file = file.filter(|_| pays && !asked_for_other(letter, asked))?;
    Some(format!("invoice-file: {}", file.name))
}

/// A file and payment words, but the mail asks for something else than money.
fn asked_for_other(letter: &Letter<'_>, asked: bool) -> bool {
    asked
        && !asks::find(letter.own, letter.sentences)
            .iter()
            .any(|a| INVOICE.is(&clauses::fold(a)))
}

/// The amount owed: the one beside a word for the whole, else the largest.
fn total(letter: &Letter<'_>) -> Option<Money> {
    let text = format!("{}\n{}", letter.subject, letter.own);
    let plain = clauses::fold(&text);
    let beside = letter.money.iter().find(|m| {
        let at = plain.find(&clauses::fold(&m.text));
        let left = at.and_then(|at| plain.get(..at)).unwrap_or_default();
        let near: String = left
            .chars()
            .rev()
            .take(14)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        TOTAL.is(&near)
    });
    let largest = || letter.money.iter().max_by_key(|m| m.value);
    let seen = beside.or_else(largest)?;
    let currency = seen
        .currency
        .or_else(|| letter.money.iter().find_map(|m| m.currency))?;
    Some(Money {
        value: seen.value,
        currency,
    })
}

/// Dated parts: shares of the total that make 100 %, or amounts that make the total.
fn instalments(letter: &Letter<'_>, total: Option<Money>) -> Vec<Instalment> {
    let Some(total) = total else {
        return Vec::new();
    };
    let sentences = clauses::sentences(letter.own);
    let parts: Vec<&clauses::Clause> = sentences.iter().flat_map(|s| &s.clauses).collect();
    let due_of = |clause: &clauses::Clause| {
        let seen = letter
            .dates
            .iter()
            .find(|d| clause.words.contains(d.text.trim()));
        seen.map(|d| d.date).unwrap_or_else(|| {
            if NOW.is(&clause.plain) {
                letter.day
            } else {
                UNDATED
            }
        })
    };
    let mut plan = Vec::new();
    let mut shares = Decimal::ZERO;
    for clause in &parts {
        let Some(share) = SHARE.as_ref().and_then(|r| r.captures(&clause.plain)) else {
            continue;
        };
        let Some(percent) = share
            .get(1)
            .and_then(|m| m.as_str().parse::<Decimal>().ok())
        else {
            continue;
        };
        shares = shares.saturating_add(percent);
        let amount = total
            .value
            .checked_mul(percent)
            .and_then(|a| a.checked_div(Decimal::ONE_HUNDRED));
        plan.push(Instalment {
            due: due_of(clause),
            amount: amount.unwrap_or_default(),
        });
    }
    if plan.len() >= 2 && shares == Decimal::ONE_HUNDRED {
        return plan;
    }
    let mut plan = Vec::new();
    let mut sum = Decimal::ZERO;
    let mut whole_seen = false;
    for seen in letter.money {
        if seen.value == total.value && !whole_seen {
            whole_seen = true;
            continue;
        }
        let Some(clause) = parts.iter().find(|c| {
            c.words.contains(seen.text.trim())
                && !plan
                    .iter()
                    .any(|(w, _): &(String, Instalment)| *w == c.words)
        }) else {
            continue;
        };
        sum = sum.saturating_add(seen.value);
        plan.push((
            clause.words.clone(),
            Instalment {
                due: due_of(clause),
                amount: seen.value,
            },
        ));
    }
    if plan.len() >= 2 && sum == total.value {
        plan.into_iter().map(|(_, i)| i).collect()
    } else {
        Vec::new()
    }
}
