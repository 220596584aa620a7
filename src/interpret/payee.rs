//! Whom a payment is said to have gone to: a company named that is not the reader's is paid, the reader
//! is not. Only grammar is known here; whose name it is, what the mail answers tells.

use std::sync::LazyLock;

use super::clauses::{self, Sentence, fold};
use super::payee_words::{
    BESIDES, BESIDES_ZH, DETERMINERS, FORMS, FORMS_ZH, OURS, OURS_ZH, OWED, PAYS, PAYS_ZH, TO_ZH,
    TOWARDS, UNNAMED,
};
use super::vocabulary::Class;
use crate::model::is_han;

/// Words of a name.
const LONGEST: usize = 6;
/// Characters of a Chinese name before its form.
const LONGEST_ZH: usize = 14;
/// Words between the paying and `to`.
const NEAR: usize = 8;

/// Whether a sentence says that somebody was paid who stands nowhere in what it answers (`known`,
/// folded): "we paid Bright Ltd", 我们付给了鸿远公司.
pub(super) fn is_another(sentence: &Sentence, known: &str) -> bool {
    sentence.clauses.iter().any(|clause| {
        let strange = |name: &str| {
            let name = fold(name);
            !name.trim().is_empty() && !known.contains(name.trim())
        };
        english(&clause.words).is_some_and(|name| strange(&name))
            || chinese(&clause.plain).is_some_and(|name| strange(&name))
    })
}

static ELSEWHERE: LazyLock<Class> = LazyLock::new(|| Class::new(BESIDES, BESIDES_ZH));

/// Whether the sentence of a text that names a sum, as `sum` spells it, names whom or what it was paid for
/// beside the invoices ("to the printer", 给印刷厂): a sum that fits them by chance is no word about them.
#[must_use]
pub fn paid_to_another(own: &str, sum: &str) -> bool {
    let sum = fold(sum);
    let all = clauses::sentences(own);
    let mut about = all.iter().filter(|said| said.plain.contains(&sum));
    about.any(|said| ELSEWHERE.is(&said.plain) || towards(&said.plain))
}

/// Whether a thing or somebody is named behind "to", "for" or "with" that is no invoice, and no account.
fn towards(plain: &str) -> bool {
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.windows(3).enumerate().any(|(at, three)| {
        let [to, determiner, noun] = three else {
            return false;
        };
        let behind = words.get(at.saturating_add(3));
        let ends = noun.ends_with(|c: char| !c.is_alphanumeric());
        let owed = |word: &str| OWED.contains(&bare(word));
        TOWARDS.contains(to)
            && DETERMINERS.contains(determiner)
            && !owed(noun)
            && !behind.is_some_and(|word| !ends && owed(word))
    })
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The organisation that was paid, without its form.
fn english(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let plain: Vec<String> = words.iter().map(|word| fold(bare(word))).collect();
    if plain.iter().any(|word| OURS.contains(&word.as_str())) {
        return None;
    }
    let pays = plain
        .iter()
        .position(|word| PAYS.contains(&word.as_str()))?;
    let after = words.get(pays.saturating_add(1)..)?;
    let plain = plain.get(pays.saturating_add(1)..)?;
    let to = plain.iter().take(NEAR).position(|word| word == "to");
    let direct = name(after, plain).filter(|(_, formed)| *formed);
    let given = to.and_then(|at| {
        let at = at.saturating_add(1);
        name(after.get(at..)?, plain.get(at..)?)
    });
    direct.or(given).map(|(name, _)| name)
}

/// The name that words begin with, and whether the form of a company closes it. What somebody owns is
/// no payee: "Studio North's invoice".
fn name(words: &[&str], plain: &[String]) -> Option<(String, bool)> {
    let mut found: Vec<&str> = Vec::new();
    for (word, plain) in words.iter().zip(plain).take(LONGEST) {
        let plain = plain.as_str();
        if plain.ends_with("'s") || UNNAMED.contains(&plain) {
            break;
        }
        if FORMS.contains(&plain.trim_end_matches('.')) && !found.is_empty() {
            let owns = words
                .get(found.len())
                .is_some_and(|w| w.contains(['\'', '’']));
            return (!owns).then(|| (found.join(" "), true));
        }
        let named = bare(word).starts_with(|c: char| c.is_uppercase())
            || matches!(plain, "&" | "and" | "of" | "") && !found.is_empty();
        if !named {
            break;
        }
        found.push(bare(word));
        if word.ends_with(['.', '!', ';', ':']) {
            break;
        }
    }
    let owned = words
        .get(found.len())
        .is_some_and(|word| word.ends_with("'s") || word.ends_with("’s"));
    (!found.is_empty() && !owned).then(|| (found.join(" "), false))
}

/// 付给了鸿远公司, 向鸿远公司付了款, 已付鸿远公司: 鸿远.
fn chinese(plain: &str) -> Option<String> {
    let form = FORMS_ZH.iter().filter_map(|form| plain.find(form)).min()?;
    let before: Vec<char> = plain.get(..form)?.chars().collect();
    let run = before
        .iter()
        .rev()
        .take_while(|c| is_han(**c) || c.is_ascii_alphanumeric())
        .count();
    let run = before.get(before.len().saturating_sub(run)..)?;
    let behind = plain.get(form..)?;
    let pays = |text: &[char]| text.iter().rposition(|c| PAYS_ZH.contains(*c));
    let to = run.iter().rposition(|c| TO_ZH.contains(*c));
    let name = match (pays(run), to) {
        // 付给了…, 打款到…, 付清了…
        (Some(pay), Some(to)) if to > pay => run.get(to.saturating_add(1)..)?,
        // 给…付了款
        (_, Some(to)) if behind.chars().any(|c| PAYS_ZH.contains(c)) => {
            run.get(to.saturating_add(1)..)?
        }
        (Some(pay), _) => run.get(pay.saturating_add(1)..)?,
        _ => return None,
    };
    let name: String = name.iter().collect();
    let name = name.trim_start_matches(['了', '过', '款', '钱', '清', '完', '往']);
    let length = name.chars().count();
    let ours = name.chars().any(|c| OURS_ZH.contains(c));
    ((2..=LONGEST_ZH).contains(&length) && !ours).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::clauses::sentences;

    #[test]
    fn payees_and_purposes_are_seen() {
        for (own, sum, another) in [
            ("We paid EUR 1,200 to the caterer today.", "EUR 1,200", true),
            ("We paid your colleague EUR 900 in cash.", "EUR 900", true),
            ("EUR 700 went to our landlord on Monday", "EUR 700", true),
            ("EUR 700 were paid for the new chairs.", "EUR 700", true),
            ("We transferred EUR 700 to a florist.", "EUR 700", true),
            ("我们付了5000元给搬家师傅", "5000元", true),
            ("5000元已打给花店。", "5000元", true),
            ("5000元现金已交给你们同事", "5000元", true),
            (
                "We paid EUR 1,200 to your account today.",
                "EUR 1,200",
                false,
            ),
            ("EUR 700 for both invoices went out today", "EUR 700", false),
            (
                "EUR 700 for the two invoices went out today",
                "EUR 700",
                false,
            ),
            ("EUR 700 was paid to your bank account.", "EUR 700", false),
            ("we transferred EUR 2,000 yesterday", "EUR 2,000", false),
            (
                "Thanks to the florist. We paid EUR 900 today.",
                "EUR 900",
                false,
            ),
            ("2000元已付，请查收", "2000元", false),
            ("2000元已打给贵司", "2000元", false),
            ("2000元转给了你们，请查收", "2000元", false),
        ] {
            assert_eq!(paid_to_another(own, sum), another, "{own}");
        }
    }

    #[test]
    fn whom_a_payment_went_to() {
        let known = "re: invoice of studio north\nana li, studio north ltd\n蓝桥设计有限公司";
        for (text, want) in [
            ("We paid Bright Ltd last week.", true),
            ("We have already paid Bright & Sons Limited.", true),
            ("The invoice was paid to Bright Media.", true),
            ("Paid Kessler GmbH on Monday", true),
            ("We transferred EUR 500 to Kessler on Monday.", true),
            ("The money was wired to Hansen Print Inc.", true),
            ("We settled it with a transfer to Orbit LLC.", true),
            ("我们付给了鸿远公司", true),
            ("款已打给鸿远科技有限公司。", true),
            ("上周给鸿远公司付了款", true),
            ("已付鸿远公司 3000 元", true),
            ("我们向远大集团支付了全部费用", true),
            ("We paid Studio North Ltd last week.", false),
            ("The invoice was paid to Studio North.", false),
            ("We paid Studio North's invoice.", false),
            ("We paid Bright Ltd's invoice.", false),
            ("We paid you and Bright Ltd.", false),
            ("We paid the invoice to your account at HSBC.", false),
            ("Paid by transfer on Monday.", false),
            ("We paid on Monday, sent to Finance for filing.", false),
            ("The payment went out to the account on file.", false),
            ("Our bank Hansen Ltd paid it.", false),
            ("Payment sent to IBAN DE00 1111.", false),
            ("款已打到贵公司账户。", false),
            ("我们公司已付款。", false),
            ("已付款给蓝桥设计公司", false),
            ("已转账到你们公司账户", false),
            ("已付清公司所有发票", false),
            ("公司已付款", false),
        ] {
            let found = sentences(text).iter().any(|s| is_another(s, known));
            assert_eq!(found, want, "{text}");
        }
    }
}
