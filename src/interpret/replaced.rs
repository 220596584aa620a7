//! Invoices a mail says are replaced: "this invoice replaces SN-204".

use std::sync::LazyLock;

use super::clauses;
use super::vocabulary::Class;
use super::{words_en, words_zh};

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::replaced::$name, words_zh::replaced::$name));
    };
}
class!(REPLACES);
class!(IS_REPLACED);
class!(NOT);
class!(CORRECTED);
class!(VOIDED);
class!(NO_PAPER);

/// Whether a mail hands over the corrected form of an earlier invoice, or says that the earlier one is void.
#[must_use]
pub fn corrects(own: &str) -> bool {
    let sentences = clauses::sentences(own);
    let voids = |plain: &str| {
        let mut found = VOIDED.all(plain).into_iter();
        // "Not valid" voids it; "is not void" does not, and stands no longer beside it.
        found.any(|at| {
            let before = plain.get(..at.start).unwrap_or_default();
            let negated = |text: &str| NOT.is(text);
            !negated(before.rsplit(',').next().unwrap_or_default())
        })
    };
    let says = |s: &clauses::Sentence| {
        let plain = s.plain.as_str();
        !s.asks && (CORRECTED.is(plain) && !NOT.is(plain) && !NO_PAPER.is(plain) || voids(plain))
    };
    sentences.iter().any(says)
}

/// Which of the numbers named an own mail says are replaced by another paper.
#[must_use]
pub fn replaced(own: &str, numbers: &[String]) -> Vec<String> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let plain = clauses::fold(own);
    if !REPLACES.is(&plain) && !IS_REPLACED.is(&plain) {
        return Vec::new();
    }
    let mut out: Vec<String> = Vec::new();
    for sentence in clauses::sentences(own).iter().filter(|s| !s.asks) {
        for clause in &sentence.clauses {
            let plain = clause.plain.as_str();
            if NOT.is(plain) {
                continue;
            }
            let behind = REPLACES.all(plain).first().map(|range| range.end);
            let passive = IS_REPLACED.all(plain).into_iter().next();
            for number in numbers {
                let number_said = clauses::fold(number);
                let Some(at) = plain.find(&number_said) else {
                    continue;
                };
                let end = at.saturating_add(number_said.len());
                // "Please ignore the reminder for SN-1" ignores no invoice.
                let joined = |from: usize, to: usize| {
                    let between = plain.get(from..to).map(|between| without(between, numbers));
                    between.is_some_and(|between| is_little(&between))
                };
                // "Please ignore SN-1" names it behind, "SN-1 is void" before.
                let is_old = match (behind, &passive) {
                    (Some(behind), _) => at >= behind && joined(behind, at),
                    (None, Some(void)) => {
                        at < void.start && joined(end, void.start)
                            || !clause_names(plain, numbers, void.start) && joined(void.end, at)
                    }
                    (None, None) => false,
                };
                if is_old && !out.contains(number) {
                    out.push(number.clone());
                }
            }
        }
    }
    out
}

/// Whether words say no more than that it is an invoice.
fn is_little(between: &str) -> bool {
    let bare = words_zh::replaced::BETWEEN
        .iter()
        .fold(between.to_owned(), |text, word| text.replace(word, " "));
    !bare.contains([',', '。', ';'])
        && bare
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| words_en::replaced::BETWEEN.contains(&word))
}

/// A text without the numbers in it.
fn without(text: &str, numbers: &[String]) -> String {
    let numbers = numbers.iter().map(|number| clauses::fold(number));
    numbers.fold(text.to_owned(), |text, number| text.replace(&number, " "))
}

/// Whether a number stands before this place.
fn clause_names(plain: &str, numbers: &[String], until: usize) -> bool {
    let before = plain.get(..until).unwrap_or_default();
    numbers.iter().any(|n| before.contains(&clauses::fold(n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_one_is_told_from_the_new_one() {
        let numbers = ["SN-204".to_owned(), "SN-209".to_owned()];
        let mut wrong = Vec::new();
        for (text, want) in [
            ("This invoice replaces SN-204.", vec!["SN-204"]),
            ("Invoice SN-209 supersedes SN-204.", vec!["SN-204"]),
            (
                "Please pay the attached SN-209 instead of SN-204.",
                vec!["SN-204"],
            ),
            ("SN-204 is void, please pay SN-209.", vec!["SN-204"]),
            (
                "Attached is SN-209. Please disregard SN-204.",
                vec!["SN-204"],
            ),
            ("SN-204 has been replaced by SN-209.", vec!["SN-204"]),
            ("附件为SN-209，代替SN-204。", vec!["SN-204"]),
            ("SN-204作废，请按SN-209付款。", vec!["SN-204"]),
            ("SN-209 does not replace SN-204.", vec![]),
            ("We will replace SN-204 next week.", vec![]),
            ("Does SN-209 replace SN-204?", vec![]),
            ("Attached are SN-204 and SN-209.", vec![]),
            ("Please ignore the reminder for SN-204, it is paid.", vec![]),
            ("Please pay SN-209 instead of waiting for SN-204.", vec![]),
            ("For replacing the lamps please find SN-204.", vec![]),
            ("请忽略对SN-204的催款。", vec![]),
            ("灯具替换的费用见SN-204。", vec![]),
            ("SN-209不会代替SN-204。", vec![]),
            ("SN-204和SN-209见附件。", vec![]),
        ] {
            let found = replaced(text, &numbers);
            if found != want {
                wrong.push((text, found));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn an_old_paper_without_its_number_is_void_too() {
        for (text, want) in [
            (
                "Attached is the new invoice SN-209. The old one is void.",
                true,
            ),
            (
                "Please ignore the first invoice, its address was wrong.",
                true,
            ),
            (
                "We have cancelled the original invoice and attach SN-209.",
                true,
            ),
            ("Please pay SN-209 instead of the previous one.", true),
            ("The earlier invoice is no longer valid.", true),
            ("The previous invoice has been reversed.", true),
            ("原发票作废，请按新票付款。", true),
            ("之前那张已红冲，新发票见附件。", true),
            ("请忽略上一张账单。", true),
            ("抬头开错了，旧的发票已取消。", true),
            ("Attached is the corrected invoice.", true),
            ("附件为更正后的发票。", true),
            ("Please find the updated invoice list attached.", false),
            (
                "Here is the revised invoice template for your books.",
                false,
            ),
            ("请修改发票抬头。", false),
            ("更正发票信息请发给我。", false),
            ("The old invoice is not void.", false),
            ("The old invoice is still open.", false),
            ("We will not cancel the first invoice.", false),
            ("Is the old one void?", false),
            ("原发票还没付，请安排。", false),
            ("原发票不作废。", false),
            ("The first invoice was paid in May.", false),
            ("上一张发票已付，这是新的。", false),
        ] {
            assert_eq!(corrects(text), want, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|SN-204|replaces|is void|作废|, |\\. ){0,40}") {
            let _ = (replaced(&text, &["SN-204".to_owned()]), corrects(&text));
        }
    }
}
