//! A member lets the client pay in parts: "EUR 600 on 20 May and EUR 600 on 20 June is fine".

use std::sync::LazyLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::clauses;
use super::instalments::{self, Terms};
use super::owner_words as words;
use super::vocabulary::Class;
use crate::model::{Instalment, Reading, UNDATED};

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new(words::$en, words::$zh));
    };
}
class!(REFUSED, REFUSED_EN, REFUSED_ZH);
class!(GRANT, GRANT_EN, GRANT_ZH);
class!(IF, IF_EN, IF_ZH);
class!(THEIRS, THEIRS_EN, THEIRS_ZH);

/// The dated parts, the whole of `total`, that a member's words grant; empty where they refuse, ask, or
/// only repeat what the client proposed. `day`: of the mail, in its sender's zone.
#[must_use]
pub fn parts_granted(reading: &Reading, total: Decimal, day: NaiveDate) -> Vec<Instalment> {
    let own = reading.own_text.as_str();
    let parts = instalments::find(&Terms {
        own,
        dates: &reading.dates,
        money: &reading.money,
        day,
        total,
    });
    let sum = parts
        .iter()
        .fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.amount));
    let rising = parts.windows(2).all(|pair| match pair {
        [one, next] => one.due < next.due,
        _ => true,
    });
    let dated = parts.iter().all(|p| p.due != UNDATED && p.due >= day);
    if parts.len() < 2 || sum != total || !rising || !dated {
        return Vec::new();
    }
    let sentences = clauses::sentences(own);
    let plain = || sentences.iter().map(|s| s.plain.as_str());
    let told = |s: &&clauses::Sentence| {
        let mut texts = reading.money.iter().map(|m| m.text.trim());
        let mut dates = reading.dates.iter().map(|d| d.text.trim());
        texts.any(|text| s.words.contains(text)) || dates.any(|text| s.words.contains(text))
    };
    let open = sentences
        .iter()
        .filter(told)
        .any(|s| s.asks || IF.is(&s.plain));
    let refused = plain().any(|plain| REFUSED.is(plain));
    let repeated = plain().any(|p| THEIRS.is(p)) && !plain().any(|p| GRANT.is(p));
    if open || refused || repeated {
        return Vec::new();
    }
    parts
}
