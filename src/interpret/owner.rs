//! What a member's own words do to the thread they stand in (product.md 2): thanks, receipt, money
//! come in, called off, a day granted. A client's reading of the same words would take the member's
//! data for a delivery and his plans for promises.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::clauses::{self, Sentence};
use super::owner_words as words;
use super::vocabulary::Class;
use crate::model::{DateRole, DateSeen, MoneySeen, Reading, Reply};

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new(words::$en, words::$zh));
    };
}
class!(THANKS, THANKS_EN, THANKS_ZH);
class!(MERE, MERE_EN, MERE_ZH);
class!(AHEAD, AHEAD_EN, AHEAD_ZH);
class!(RECEIVED, RECEIVED_EN, RECEIVED_ZH);
class!(PAID, PAID_EN, PAID_ZH);
class!(OFF, OFF_EN, OFF_ZH);
class!(IF, IF_EN, IF_ZH);
class!(CREDIT, CREDIT_EN, CREDIT_ZH);
class!(NOT_YET, NOT_YET_EN, NOT_YET_ZH);
class!(GRANT, GRANT_EN, GRANT_ZH);
class!(OURS, OURS_EN, OURS_ZH);
class!(REFUSED, REFUSED_EN, REFUSED_ZH);
class!(AWAY, AWAY_EN, AWAY_ZH);
class!(STAYS, STAYS_EN, STAYS_ZH);
class!(AHEAD_OF_IT, AHEAD_OF_IT_EN, AHEAD_OF_IT_ZH);

/// What was said, and the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// `Acknowledged`, `Payment`, `Part` (a credit note) or `Decline`; `Unclear` for all else, a granted day included.
    pub(super) reply: Reply,
    pub(super) words: String,
}

/// Reads a member's words. A day granted becomes a deadline; the member's own plans become mentions.
pub(super) fn read(own: &str, dates: &mut [DateSeen], day: NaiveDate) -> Said {
    let sentences = clauses::sentences(own);
    let mut granted = false;
    for sentence in &sentences {
        granted |= grants(sentence, dates, day);
    }
    let nothing = Said {
        reply: Reply::Unclear,
        words: String::new(),
    };
    if granted {
        return nothing;
    }
    let mut best = nothing;
    for sentence in sentences.iter().filter(|s| !s.asks) {
        let plain = sentence.plain.as_str();
        let off = OFF.is(plain) && !IF.is(plain);
        let come = !NOT_YET.is(plain);
        let reply = if off {
            Reply::Decline
        } else if CREDIT.is(plain) && !IF.is(plain) && !OURS.is(plain) {
            Reply::Part
        } else if come && PAID.is(plain) {
            Reply::Payment
        } else if come
            && !MERE.is(plain)
            && (RECEIVED.is(plain) || THANKS.is(plain) && !AHEAD.is(plain))
        {
            Reply::Acknowledged
        } else {
            continue;
        };
        if strength(reply) > strength(best.reply) {
            best = Said {
                reply,
                words: sentence.words.clone(),
            };
        }
    }
    best
}

/// The sums a member's words take off what is owed: those beside a credit note, without what they say
/// stays to be paid.
#[must_use]
pub fn credited(reading: &Reading) -> Vec<MoneySeen> {
    let mut found: Vec<MoneySeen> = Vec::new();
    for sentence in &clauses::sentences(&reading.own_text) {
        let plain = sentence.plain.as_str();
        if !CREDIT.is(plain) || IF.is(plain) || AHEAD_OF_IT.is(plain) {
            continue;
        }
        for seen in &reading.money {
            let clause = sentence
                .clauses
                .iter()
                .find(|clause| clause.words.contains(seen.text.trim()));
            let takes = clause.is_some_and(|clause| !STAYS.is(&clause.plain));
            if takes && !found.iter().any(|known| known.value == seen.value) {
                found.push(seen.clone());
            }
        }
    }
    found
}

fn strength(reply: Reply) -> u8 {
    match reply {
        Reply::Decline => 3,
        Reply::Payment | Reply::Part => 2,
        Reply::Acknowledged => 1,
        _ => 0,
    }
}

/// Marks the day a sentence grants, and unmarks those the member speaks of for himself.
fn grants(sentence: &Sentence, dates: &mut [DateSeen], day: NaiveDate) -> bool {
    let plain = sentence.plain.as_str();
    let ours = OURS.is(plain);
    let grant = GRANT.is(plain) && !ours && !NOT_YET.is(plain) && !sentence.asks;
    let mut granted = false;
    for seen in dates
        .iter_mut()
        .filter(|d| sentence.words.contains(d.text.trim()))
    {
        let clause = sentence
            .clauses
            .iter()
            .find(|clause| clause.words.contains(seen.text.trim()))
            .map_or(plain, |clause| clause.plain.as_str());
        // A day that is refused is granted as little as one on which somebody of ours is away.
        if REFUSED.is(clause) && !clause.contains("not too late") || AWAY.is(clause) {
            seen.role = DateRole::Mention;
        } else if grant && seen.date > day {
            seen.role = DateRole::Deadline;
            granted = true;
        } else if ours && seen.role == DateRole::Promise {
            seen.role = DateRole::Mention;
        }
    }
    granted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::dates;
    use chrono::DateTime;

    /// `held`, the day granted, or `none`; of a mail of Wednesday, 18 November 2026.
    fn owner_says(text: &str) -> String {
        let at = DateTime::parse_from_rfc3339("2026-11-18T10:00:00+08:00").expect("time");
        let mut dates = dates::find(text, at);
        if read(text, &mut dates, at.date_naive()).reply != Reply::Unclear {
            return "held".into();
        }
        let named = |d: &&DateSeen| matches!(d.role, DateRole::Deadline | DateRole::Promise);
        dates
            .iter()
            .find(named)
            .map_or_else(|| "none".into(), |d| d.date.to_string())
    }

    #[test]
    fn the_owners_words_in_both_languages() {
        let mut wrong = Vec::new();
        for (text, want) in [
            ("Thanks, got it!", "held"),
            ("Many thanks, everything has arrived.", "held"),
            ("Thank you Bob, the logo looks great.", "held"),
            ("Received with thanks.", "held"),
            ("Perfect, that's all we needed.", "held"),
            ("The money is in, thank you.", "held"),
            ("Your payment reached us this morning, many thanks.", "held"),
            ("We confirm receipt of your transfer.", "held"),
            ("I can confirm that the invoice has been settled.", "held"),
            ("Got the files, brilliant work.", "held"),
            (
                "No need to send the form any more, we found a copy.",
                "held",
            ),
            (
                "We have decided to cancel the shoot, so please ignore my request.",
                "held",
            ),
            (
                "Please disregard the invoice, it was sent in error.",
                "held",
            ),
            ("This is no longer needed.", "held"),
            (
                "Forget about the photos, the client dropped the page.",
                "held",
            ),
            ("All good now, thanks for sorting it out.", "held"),
            ("Cheers, that works.", "held"),
            ("Thanks for the quick turnaround on the texts.", "held"),
            ("The signed contract arrived in the post today.", "held"),
            ("We have everything now.", "held"),
            ("The transfer came through yesterday.", "held"),
            (
                "Part one has arrived, thank you; the rest is still missing.",
                "held",
            ),
            ("Thank you for the first two documents.", "held"),
            ("We've credited the amount to your account.", "held"),
            ("You are off the hook: we will do it ourselves.", "held"),
            ("Fine, Friday 27 November is OK for us.", "2026-11-27"),
            ("No problem, take until 4 December.", "2026-12-04"),
            (
                "You can have another week: 27 November is the new deadline.",
                "2026-11-27",
            ),
            (
                "Agreed, we'll wait until the end of the month.",
                "2026-11-30",
            ),
            ("Sure, next Tuesday (24 November) works.", "2026-11-24"),
            (
                "Of course, we can extend the deadline to 1 December.",
                "2026-12-01",
            ),
            (
                "We're happy to give you until Monday 30 November.",
                "2026-11-30",
            ),
            ("OK, paying on 10 December is fine.", "2026-12-10"),
            (
                "24 November is too late, we need it by 20 November.",
                "2026-11-20",
            ),
            ("24 November is too late.", "none"),
            ("Unfortunately 24 November does not work for us.", "none"),
            ("We cannot wait until 24 November.", "none"),
            ("24 November is not OK, sorry.", "none"),
            ("24 November is not too late, that is fine.", "2026-11-24"),
            ("I am on holiday next week, Jo is there for you.", "none"),
            ("I'm away until 30 November.", "none"),
            ("Our office is closed on Friday.", "none"),
            (
                "I am on holiday next week, but 4 December is fine.",
                "2026-12-04",
            ),
            ("11月24日太晚了，请在11月20日前给我们。", "2026-11-20"),
            ("11月24日不行。", "none"),
            ("等不到11月24日。", "none"),
            ("我下周休假，由李工跟进。", "none"),
            ("我周五请假不在办公室。", "none"),
            ("A4, please.", "none"),
            (
                "The address is 5 Mill Lane, the VAT number stands on the order.",
                "none",
            ),
            ("SVG or PDF, both work for us.", "none"),
            ("Any news on this?", "none"),
            ("Just a gentle reminder of the mail below.", "none"),
            ("Could you also send the invoice address?", "none"),
            ("We have not received the payment yet.", "none"),
            ("We have not received the plan yet.", "none"),
            ("Thanks, but we have still not received the plan.", "none"),
            ("The plan still hasn't arrived, thanks.", "none"),
            ("Unfortunately nothing has arrived so far.", "none"),
            ("We have yet to receive the plan.", "none"),
            ("We've received nothing yet.", "none"),
            ("I never got the plan.", "none"),
            (
                "We are still waiting for the plan to arrive, thanks.",
                "none",
            ),
            ("The plan is not here yet.", "none"),
            ("No plan received so far.", "none"),
            ("Have not received anything, thanks.", "none"),
            ("We do not have it yet.", "none"),
            ("Thanks, the plan is still missing.", "none"),
            ("方案还没有收到，谢谢。", "none"),
            ("一直没收到方案。", "none"),
            ("方案至今未到。", "none"),
            ("我们还在等方案，谢谢。", "none"),
            ("I will call you tomorrow.", "none"),
            ("收到，谢谢！", "held"),
            ("资料都收到了，辛苦了。", "held"),
            ("款已收到，谢谢支持。", "held"),
            ("钱到账了，感谢！", "held"),
            ("尾款今天已到账，合作愉快。", "held"),
            ("文件已齐，谢谢配合。", "held"),
            ("确认收到贵司付款。", "held"),
            ("照片很棒，谢谢！", "held"),
            ("这个不用给了，我们自己找到了。", "held"),
            ("活动取消了，之前要的资料不用准备了。", "held"),
            ("那张发票作废，请忽略。", "held"),
            ("此事不再需要，打扰了。", "held"),
            ("第一份收到了，还差营业执照。", "held"),
            ("可以，那就11月27日前给我。", "2026-11-27"),
            ("没问题，宽限到12月4日。", "2026-12-04"),
            ("好的，同意延期到月底。", "2026-11-30"),
            ("行，那周五前发我就行。", "2026-11-20"),
            ("可以延到下周三。", "2026-11-25"),
            ("用A4就行。", "none"),
            ("地址是长安街5号。", "none"),
            ("请问进展如何？", "none"),
            ("还没收到款，麻烦查一下。", "none"),
            ("我明天给您打电话。", "none"),
        ] {
            let got = owner_says(text);
            if got != want {
                wrong.push(format!("{text}: {got}, not {want}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|thanks|until Friday|收到|可以|, |\\. ){0,40}") {
            let _ = owner_says(&text);
        }
    }
}
