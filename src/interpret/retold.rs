//! What a reply says of an amount: that it was told before, that it is one more, that it is the sum of
//! several; and which instalments it says are paid.

use super::clauses;
use super::signals::{self, Fact};
use super::vocabulary::WORDS;
use crate::model::{MoneySeen, Reading};

/// Said before.
const BEFORE: &[&str] = &[
    "as i said",
    "as we said",
    "as said",
    "like i said",
    "as i wrote",
    "as we wrote",
    "as written",
    "like i wrote",
    "as mentioned",
    "as i mentioned",
    "as we mentioned",
    "as stated",
    "as told",
    "as noted",
    "as i told",
    "as we told",
    "as informed",
    "as advised",
    "as confirmed",
    "as reported",
    "as announced",
    "as per my",
    "as per our",
    "as in my",
    "per my last",
    "per my previous",
    "per our last",
    "i said that",
    "i told you",
    "we told you",
    "i wrote you",
    "told you already",
    "told you before",
    "wrote to you already",
    "already",
    "previously",
    "my last mail",
    "my last e-mail",
    "my last email",
    "my previous",
    "my earlier",
    "our previous",
    "our earlier",
    "to repeat",
    "i repeat",
    "once more",
    "once again",
    "to confirm again",
    "just to be sure",
    "to be on the safe side",
    "in case you missed",
    "in case it got lost",
    "in case my",
    "resending",
    "sending this again",
    "send this again",
    "sending again",
    "sent before",
    "see below",
    "earlier this",
    "说过",
    "讲过",
    "提过",
    "告诉过",
    "告知过",
    "通知过",
    "回复过",
    "如前所述",
    "前面所说",
    "上次",
    "上回",
    "上封",
    "前次",
    "前封",
    "之前",
    "此前",
    "先前",
    "早前",
    "早已",
    "早就",
    "已经付",
    "已经转",
    "已经汇",
    "已经打",
    "已告知",
    "已通知",
    "再次确认",
    "再次告知",
    "再说一遍",
    "再说一次",
    "重申",
    "重发",
    "再发一",
    "以防",
    "如上所述",
    "付过了",
    "转过了",
    "汇过了",
    "打过了",
];

/// One more.
const MORE: &[&str] = &[
    "another",
    "further",
    "additional",
    "second",
    "third",
    "fourth",
    "next",
    "remaining",
    "remainder",
    "the rest",
    "other half",
    "other part",
    "final",
    "last instal",
    "last part",
    "last rate",
    "in addition",
    "on top",
    " more",
    "also paid",
    "also transferred",
    "now also",
    "balance",
    "又付",
    "又转",
    "又汇",
    "又打",
    "再付",
    "再转",
    "再汇",
    "再打",
    "另付",
    "另外",
    "另一",
    "另转",
    "另汇",
    "第二",
    "第三",
    "第四",
    "下一",
    "余款",
    "尾款",
    "剩余",
    "剩下",
    "其余",
    "追加",
    "最后一",
];

/// The sum of what was paid before and now.
const SUM: &[&str] = &[
    "in total",
    "altogether",
    "all in all",
    "so far",
    "to date",
    "until now",
    "up to now",
    "by now",
    "overall",
    "一共",
    "总共",
    "共计",
    "合计",
    "累计",
    "总计",
    "至今",
    "到目前",
    "截至",
];

/// What the words beside an amount tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retold {
    /// Said before.
    pub before: bool,
    /// One more.
    pub more: bool,
    /// The sum of several.
    pub sum: bool,
}

/// What a reply tells of an amount it names: anywhere that it repeats itself, and in the clause of the
/// amount that it is one more or a sum.
#[must_use]
pub fn retold(reading: &Reading, amount: Option<&MoneySeen>) -> Retold {
    let own = clauses::fold(&reading.own_text);
    let said = |words: &[&str], text: &str| words.iter().any(|w| text.contains(w));
    let sentences = clauses::sentences(&reading.own_text);
    let beside = amount.and_then(|seen| {
        let text = clauses::fold(seen.text.trim());
        let clauses = sentences.iter().flat_map(|s| &s.clauses);
        clauses.into_iter().find(|c| c.plain.contains(&text))
    });
    let here = beside.map_or("", |c| c.plain.as_str());
    Retold {
        before: said(BEFORE, &own),
        more: said(MORE, here),
        sum: said(SUM, here),
    }
}

/// The amounts, as written, that stand in a clause which says they are paid.
#[must_use]
pub fn money_paid(reading: &Reading) -> Vec<String> {
    let sentences = clauses::sentences(&reading.own_text);
    let marks = signals::marks(&sentences, &reading.dates);
    let paid = |seen: &&MoneySeen| {
        let said = |m: &signals::Mark| m.fact == Fact::Paid && m.words.contains(seen.text.trim());
        marks.iter().any(said)
    };
    let money = reading.money.iter().filter(paid);
    money.map(|seen| seen.text.clone()).collect()
}

/// An instalment as people name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// The nth, from 0.
    Nth(usize),
    /// The last, whichever number it has.
    Last,
    /// Every one.
    All,
}

const NTH: &[(&[&str], usize)] = &[
    (
        &[
            "first",
            "1st",
            "initial",
            "deposit",
            "down payment",
            "downpayment",
            "down-payment",
            "advance payment",
            "prepayment",
            "upfront",
            "首付",
            "首款",
            "首期",
            "首笔",
            "定金",
            "订金",
            "预付",
            "第一",
            "头款",
            "第1",
            "1期",
        ],
        0,
    ),
    (&["second", "2nd", "第二", "二期", "第2", "2期"], 1),
    (&["third", "3rd", "第三", "三期", "第3", "3期"], 2),
    (&["fourth", "4th", "第四", "四期", "第4", "4期"], 3),
];
const LAST: &[&str] = &[
    "final",
    "last",
    "remaining",
    "remainder",
    "the rest",
    "balance",
    "尾款",
    "尾期",
    "余款",
    "末期",
    "末款",
    "最后一",
    "剩余",
    "剩下",
];
/// Words for two, which are all only where there are no more.
const TWO: &[&str] = &["both", "两期", "两笔"];

/// Whether a mail speaks of two instalments, and not of all there are.
#[must_use]
pub fn two_of_them(reading: &Reading) -> bool {
    let own = reading.own_text.to_lowercase();
    TWO.iter().any(|words| own.contains(words))
        && !ALL
            .iter()
            .any(|words| !TWO.contains(words) && own.contains(words))
}

const ALL: &[&str] = &[
    "both",
    "all instal",
    "all of it",
    "all of them",
    "all the instal",
    "everything",
    "in full",
    "full amount",
    "whole amount",
    "entire",
    "total amount",
    "complete",
    "两期",
    "两笔",
    "各期",
    "全部",
    "全额",
    "全款",
    "总款",
    "所有",
    "一次性",
    "付清",
    "结清",
];
/// What an ordinal must stand with to be an instalment: "the first of March" is none.
const RATE: &[&str] = &[
    "instal",
    "payment",
    "rate",
    "tranche",
    "part",
    "milestone",
    "half",
    "third",
    "deposit",
    "upfront",
    "balance",
    "remainder",
    "the rest",
    "amount",
    "invoice",
    "款",
    "期",
    "笔",
    "定金",
    "订金",
    "预付",
    "首付",
];

/// The instalments a reply says are paid, by their names.
#[must_use]
pub fn instalments_paid(reading: &Reading) -> Vec<Named> {
    let sentences = clauses::sentences(&reading.own_text);
    let mut out = Vec::new();
    for mark in signals::marks(&sentences, &reading.dates) {
        if mark.fact == Fact::Paid {
            names(&clauses::fold(&mark.words), &mut out);
        }
    }
    out
}

/// The instalments a text speaks of, by their names.
#[must_use]
pub fn instalments_named(text: &str) -> Vec<Named> {
    let mut out = Vec::new();
    for sentence in clauses::sentences(text) {
        names(&sentence.plain, &mut out);
    }
    out
}

fn names(plain: &str, out: &mut Vec<Named>) {
    let said = |words: &[&str]| words.iter().any(|w| plain.contains(w));
    let mut put = |named| {
        if !out.contains(&named) {
            out.push(named);
        }
    };
    if said(ALL) {
        put(Named::All);
    }
    if !said(RATE) {
        return;
    }
    if let Some((_, n)) = NTH.iter().find(|(words, _)| said(words)) {
        put(Named::Nth(*n));
    } else if said(LAST) {
        put(Named::Last);
    }
}

/// Whether the words say that nothing is left: "in full", 全部付清.
#[must_use]
pub fn in_full(reading: &Reading) -> bool {
    clauses::sentences(&reading.own_text)
        .iter()
        .any(|s| WORDS.whole.is(&s.plain) || ALL.iter().any(|w| s.plain.contains(w)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::answer;

    fn reading(text: &str) -> Reading {
        answer("Invoice 4711-B", text)
    }

    #[test]
    fn what_was_told_before_is_told_from_what_is_one_more() {
        for (text, before, more, sum) in [
            ("We paid EUR 900.00 today.", false, false, false),
            (
                "As I wrote, we paid EUR 900.00 on Monday.",
                true,
                false,
                false,
            ),
            (
                "But we have already transferred the EUR 900.00!",
                true,
                false,
                false,
            ),
            (
                "Just to be sure it reached you: EUR 900.00 were paid.",
                true,
                false,
                false,
            ),
            ("We paid another EUR 900.00 today.", false, true, false),
            (
                "The second instalment of EUR 900.00 went out.",
                false,
                true,
                false,
            ),
            (
                "We paid EUR 900.00 last week. The rest is with our board.",
                false,
                false,
                false,
            ),
            ("So far we have paid EUR 900.00.", false, false, true),
            ("之前已付900元。", true, false, false),
            ("今天又付了900元。", false, true, false),
            ("累计已付900元。", false, false, true),
            ("已付900元，余款下周付。", false, false, false),
        ] {
            let reading = reading(text);
            let got = retold(&reading, reading.money.first());
            assert_eq!(
                (got.before, got.more, got.sum),
                (before, more, sum),
                "{text}"
            );
        }
    }

    #[test]
    fn instalments_are_named_in_both_languages() {
        for (text, want) in [
            (
                "The first instalment has been paid today.",
                vec![Named::Nth(0)],
            ),
            (
                "We paid the deposit yesterday, the second part follows.",
                vec![Named::Nth(0)],
            ),
            (
                "The second installment was transferred on Monday.",
                vec![Named::Nth(1)],
            ),
            ("The final payment was made today.", vec![Named::Last]),
            ("Both instalments have been paid.", vec![Named::All]),
            ("Paid.", vec![]),
            ("We paid on the first of March.", vec![]),
            ("首付款已付，请查收。", vec![Named::Nth(0)]),
            ("尾款已打。", vec![Named::Last]),
            ("第二期款项昨天已经汇出。", vec![Named::Nth(1)]),
        ] {
            assert_eq!(instalments_paid(&reading(text)), want, "{text}");
        }
    }
}
