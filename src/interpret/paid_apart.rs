//! Payments told one by one in a sentence: "EUR 540 went out on Monday and EUR 300 today"; and one
//! instalment paid of which nobody says which.

use std::ops::Range;
use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::signals::{self, Fact};
use super::vocabulary::Class;
use super::{words_en, words_zh};
use crate::model::{MoneySeen, Reading};

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::paid_apart::$name, words_zh::paid_apart::$name));
    };
}
class!(ONE_OF_IT);
class!(BACK);
class!(PLAIN);
class!(INSTALMENT);
class!(INSTALMENTS);
class!(WHEN);

/// The sums of payments that a sentence tells apart, each with its own day or its own verb; none where one
/// of them may be a part of another, or is still to come. Two equal ones are two.
#[must_use]
pub fn paid_apart(reading: &Reading) -> Vec<MoneySeen> {
    if reading.money.len() < 2 {
        return Vec::new();
    }
    let sentences = clauses::sentences(&reading.own_text);
    let marks = signals::marks(&sentences, &reading.dates);
    let found = sentences.iter().enumerate().find_map(|(s, sentence)| {
        let of = |fact: Fact| marks.iter().filter(move |m| m.at.0 == s && m.fact == fact);
        let open = [Fact::Promise, Fact::Undone, Fact::Question, Fact::Dispute];
        let paid = of(Fact::Paid).count();
        if paid == 0
            || sentence.asks
            || open.iter().any(|fact| of(*fact).next().is_some())
            || ONE_OF_IT.is(&sentence.plain)
            || BACK.is(&sentence.plain)
        {
            return None;
        }
        let sums = sums(sentence, reading);
        (sums.len() > 1
            && is_a_list(sentence, &sums, reading)
            && (paid >= sums.len() || each_has_a_day(sentence, &sums, reading)))
        .then_some(sums)
    });
    let sums = found.into_iter().flatten();
    sums.map(|(_, seen)| seen).collect()
}

/// The sums of a sentence where they stand.
fn sums(sentence: &Sentence, reading: &Reading) -> Vec<(Range<usize>, MoneySeen)> {
    let mut out = Vec::new();
    let mut from = 0_usize;
    for seen in &reading.money {
        let text = seen.text.trim();
        let rest = sentence.words.get(from..).unwrap_or_default();
        if let Some(at) = rest.find(text).filter(|_| !text.is_empty()) {
            let start = from.saturating_add(at);
            from = start.saturating_add(text.len());
            out.push((start..from, seen.clone()));
        }
    }
    out
}

/// Whether nothing stands around the sums but days and words of paying: another verb, payee or invoice may
/// make one of them no payment of this one.
fn is_a_list(sentence: &Sentence, sums: &[(Range<usize>, MoneySeen)], reading: &Reading) -> bool {
    let mut from = 0_usize;
    let ends = sums.iter().map(|(at, _)| (at.start, at.end));
    let end = sentence.words.len();
    ends.chain([(end, end)]).enumerate().all(|(n, (to, next))| {
        let piece = sentence.words.get(from..to).unwrap_or_default();
        from = next;
        // What stands before a comma may greet.
        let piece = match piece.rsplit_once([',', '，', '\n']) {
            Some((_, last)) if n == 0 => last,
            _ => piece,
        };
        let mut rest = piece.to_owned();
        for seen in &reading.dates {
            rest = rest.replace(&seen.text, " ");
        }
        let mut rest = clauses::fold(&rest);
        for class in [&WHEN, &PLAIN] {
            for hit in class.all(&rest.clone()).into_iter().rev() {
                rest.replace_range(hit, " ");
            }
        }
        !rest.chars().any(char::is_alphabetic)
    })
}

/// Whether a day gone by stands behind each of the sums, or before each.
fn each_has_a_day(
    sentence: &Sentence,
    sums: &[(Range<usize>, MoneySeen)],
    reading: &Reading,
) -> bool {
    let dated = |range: Range<usize>| {
        let piece = sentence.words.get(range).unwrap_or_default();
        let mut dates = reading.dates.iter();
        let past = |seen: &crate::model::DateSeen| {
            seen.role != crate::model::DateRole::Promise && piece.contains(&seen.text)
        };
        WHEN.is(&clauses::fold(piece)) || dates.any(past)
    };
    let end = sentence.words.len();
    let starts = sums.iter().map(|(at, _)| at.start);
    let behind = starts.clone().zip(starts.skip(1).chain([end]));
    let ends = sums.iter().map(|(at, _)| at.end);
    let before = [0].into_iter().chain(ends.clone()).zip(ends);
    behind.into_iter().all(|(from, to)| dated(from..to))
        || before.into_iter().all(|(from, to)| dated(from..to))
}

/// Whether what is said to be paid is one instalment, and nothing says which.
#[must_use]
pub fn one_instalment(reading: &Reading) -> bool {
    let sentences = clauses::sentences(&reading.own_text);
    let marks = signals::marks(&sentences, &reading.dates);
    let paid = || marks.iter().filter(|m| m.fact == Fact::Paid);
    let plain = |m: &signals::Mark| clauses::fold(&m.words);
    paid().any(|m| INSTALMENT.is(&plain(m))) && !paid().any(|m| INSTALMENTS.is(&plain(m)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::answer;

    #[test]
    fn payments_are_told_apart_from_sums_of_one() {
        let mut wrong = Vec::new();
        for (text, want) in [
            (
                "EUR 540.00 went out on Monday and EUR 300.00 today.",
                vec!["540.00", "300.00"],
            ),
            (
                "We transferred EUR 300.00 yesterday and EUR 300.00 this morning.",
                vec!["300.00", "300.00"],
            ),
            (
                "Yesterday we paid EUR 540.00, and today we paid EUR 300.00.",
                vec!["540.00", "300.00"],
            ),
            ("昨天付了540元，今天又付了300元。", vec!["540.00", "300.00"]),
            (
                "11月3日已付540元，11月10日已付300元。",
                vec!["540.00", "300.00"],
            ),
            (
                "We paid EUR 1,440.00 today, that is EUR 1,200.00 plus EUR 240.00 VAT.",
                vec![],
            ),
            ("We paid EUR 540.00 of the EUR 840.00 on Monday.", vec![]),
            (
                "EUR 540.00 went out on Monday and EUR 300.00 will follow on Friday.",
                vec![],
            ),
            (
                "We paid EUR 540.00 on Monday instead of EUR 300.00.",
                vec![],
            ),
            (
                "EUR 540.00 was paid on Monday and EUR 300.00 was returned by the bank today.",
                vec![],
            ),
            (
                "EUR 540.00 was paid on Monday for SN-204 and EUR 300.00 today for SN-207.",
                vec![],
            ),
            (
                "EUR 540.00 was paid yesterday and EUR 300.00 was paid today to the caterer.",
                vec![],
            ),
            (
                "We paid the caterer EUR 540.00 on Monday and EUR 300.00 today.",
                vec![],
            ),
            (
                "EUR 540.00 went out on Monday and EUR 300.00 came back today.",
                vec![],
            ),
            ("昨天付了540元，今天退回了300元。", vec![]),
            ("昨天付了540元，今天付给印刷厂300元。", vec![]),
            ("We paid EUR 540.00 on Monday.", vec![]),
            ("Did EUR 540.00 and EUR 300.00 arrive on Monday?", vec![]),
            ("昨天付了840元，其中300元是税。", vec![]),
            ("昨天付了540元，余下300元月底付。", vec![]),
            ("540元已付。", vec![]),
        ] {
            let got: Vec<String> = paid_apart(&answer("Invoice SN-204", text))
                .iter()
                .map(|seen| format!("{:.2}", seen.value))
                .collect();
            if got != want {
                wrong.push((text, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn one_instalment_is_told_from_several_and_from_none() {
        let mut wrong = Vec::new();
        for (text, want) in [
            ("We paid the instalment yesterday.", true),
            ("The overdue installment was transferred on Monday.", true),
            ("One instalment was paid today.", true),
            ("这期款项已付。", true),
            ("本期款昨天已打。", true),
            ("Both instalments were paid.", false),
            ("We paid the instalments yesterday.", false),
            ("Every instalment was paid on its day.", false),
            ("We paid the invoice yesterday.", false),
            ("We will pay the instalment on Friday.", false),
            ("两期款都已付。", false),
            ("各期款项均已付清。", false),
            ("发票已付。", false),
            ("这期款下周付。", false),
        ] {
            if one_instalment(&answer("Invoice SN-204", text)) != want {
                wrong.push(text);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
