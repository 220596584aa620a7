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

/// The old paper, named by nothing but its age, is void.
const VOIDED_EN: &[&str] = &[
    "(?:old|previous|original|first|earlier|former|prior|wrong|incorrect|faulty) (?:one|invoice|bill)~ (?:(?:is|was|are|were|has been|have been|becomes|should be|must be|can be|may be)(?: now| hereby| therefore| thus| considered| regarded as| treated as)* (?:replaced|superseded|cancell?ed|void|voided|null|invalid|obsolete|withdrawn|reversed|credited|deleted|discarded|disregarded|ignored|no longer valid|not valid|destroyed))",
    "(?:disregard|ignore|destroy|discard|delete|do not pay|don't pay|cancell?ed|void(?:ed)?|revers(?:ed|es)|withdrawn?|withdrew|replaces|replacing|supersedes|superseding|cancels|cancell?ing|instead of|in place of|in lieu of) (?:the|our|your|that|my) (?:old|previous|original|first|earlier|former|prior|wrong|incorrect|faulty) (?:one|invoice|bill)",
];
const VOIDED_ZH: &[&str] = &[
    "(?:原|旧|老|之前|先前|此前|前面|上一|前一|上次|错)[^,。;!?\n]{0,6}(?:发票|账单|那张|一张|票)[^,。;!?\n不没未将]{0,8}(?:作废|红冲|冲红|冲销|取消|撤销|撤回|失效|无效|废止|不用付|不要付|不必付|请忽略|不再有效)",
    "(?:作废|红冲|冲红|冲销|取消|撤销|撤回|忽略|代替|替代|替换|取代)(?:了|掉)?(?:原|旧|老|之前|先前|此前|前面|上一|前一|上次|错)[^,。;!?\n]{0,6}(?:发票|账单|那张|一张|票)",
];
static VOIDED: LazyLock<Class> = LazyLock::new(|| Class::new(VOIDED_EN, VOIDED_ZH));

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
        !s.asks && (CORRECTED.is(plain) && !NOT.is(plain) || voids(plain))
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
