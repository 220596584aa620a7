//! Invoices a mail says are replaced: "this invoice replaces SN-204".

use std::sync::LazyLock;

use super::clauses;
use super::vocabulary::Class;

/// The old one stands behind.
const REPLACES_EN: &[&str] = &[
    "(?:replac(?:es|ing|e)|supersed(?:es|ing|e)|substitut(?:es|ing)|instead of|in place of|in lieu of|replacement for|substitute for|correct(?:s|ing|ion of|ion to)|cancel(?:s|l?ing)|void(?:s|ing)|takes the place of)",
];
const REPLACES_ZH: &[&str] =
    &["代替|替代|替换|取代|更正(?:了)?(?:原|之前)|冲销|换掉|(?:作废|重开)(?:了)?(?:原|之前)"];
/// The old one stands before.
const IS_REPLACED_EN: &[&str] = &[
    "(?:is|was|are|were|be|been|being|becomes?)(?: now| hereby| therefore| thus)* (?:replaced|superseded|cancell?ed|void|voided|invalid|obsolete|withdrawn|no longer valid)",
    "(?:please )?(?:disregard|ignore|destroy|discard)",
];
const IS_REPLACED_ZH: &[&str] = &["作废|失效|被(?:替换|取代|代替|替代)|已(?:撤回|冲红|取消)"];

static REPLACES: LazyLock<Class> = LazyLock::new(|| Class::new(REPLACES_EN, REPLACES_ZH));
static IS_REPLACED: LazyLock<Class> = LazyLock::new(|| Class::new(IS_REPLACED_EN, IS_REPLACED_ZH));
static NOT: LazyLock<Class> = LazyLock::new(|| Class::new(NOT_EN, NOT_ZH));

/// It is not so, or not yet.
const NOT_EN: &[&str] = &["(?:not|n't|never|will|would|shall|may|might|could|'ll|if|unless)"];
const NOT_ZH: &[&str] = &["不|没|未|将|会|如果|若|要不要"];

/// A paper that takes the place of the one the thread is about, which need not be named.
const CORRECTED_EN: &[&str] = &[
    "(?:corrected|revised|amended|replacement|re-?issued|updated) (?:version of the )?(?:invoice|bill)",
    "(?:invoice|bill) (?:in its|as) (?:corrected|revised|amended)",
];
const CORRECTED_ZH: &[&str] =
    &["(?:更正|修正|修改|重开|重新开具?|重新开出)(?:后|好)?的?(?:新)?(?:发票|账单)"];
static CORRECTED: LazyLock<Class> = LazyLock::new(|| Class::new(CORRECTED_EN, CORRECTED_ZH));

/// Whether a mail hands over the corrected form of an earlier invoice.
#[must_use]
pub fn corrects(own: &str) -> bool {
    let sentences = clauses::sentences(own);
    let says = |s: &clauses::Sentence| !s.asks && CORRECTED.is(&s.plain) && !NOT.is(&s.plain);
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
                let Some(at) = plain.find(&clauses::fold(number)) else {
                    continue;
                };
                // "Please ignore SN-1" names it behind, "SN-1 is void" before.
                let is_old = match (behind, &passive) {
                    (Some(behind), _) => at >= behind,
                    (None, Some(void)) => {
                        at < void.start || !clause_names(plain, numbers, void.start)
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
        ] {
            let found = replaced(text, &numbers);
            if found != want {
                wrong.push((text, found));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|SN-204|replaces|is void|作废|, |\\. ){0,40}") {
            let _ = replaced(&text, &["SN-204".to_owned()]);
        }
    }
}
