//! "The login is with Tom, please ask him": a thing of which the client only says who has it. Whom to ask
//! then, the team decides; it has not come.

use std::sync::LazyLock;

use super::answers::{is_manner, own_words, words};
use super::clauses::{self, Sentence};
use super::signals::{Fact, Mark};
use super::vocabulary::Class;
use super::{words_en, words_zh};
use crate::model::{Ask, is_han};

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::elsewhere::$name, words_zh::elsewhere::$name));
    };
}
class!(HAS);
class!(HAS_NOT);
class!(REDIRECTS);
class!(NO_REDIRECT);
class!(PERSON);

/// The words by which an ask is left to somebody else, if a sentence does, and whether they send the team
/// to him: what is "still with HR" is in work.
pub(super) fn left_to_another(
    ask: &Ask,
    wanted: &[Ask],
    sentences: &[Sentence],
    marks: &[Mark],
) -> Option<(bool, String)> {
    if asks_for_a_person(ask) {
        return None;
    }
    let own = own_names(ask, wanted);
    let names = |own: &[String], plain: &str| {
        let said = words(plain);
        own.iter().any(|word| said.contains(word))
    };
    sentences.iter().enumerate().find_map(|(s, sentence)| {
        let comes = |c: usize| {
            let come = |m: &Mark| {
                matches!(
                    m.fact,
                    Fact::Given | Fact::Paid | Fact::Approval | Fact::Promise
                )
            };
            marks.iter().any(|m| m.at == (s, c) && come(m))
        };
        let mut clauses = sentence.clauses.iter().enumerate();
        clauses.find_map(|(c, clause)| {
            if sentence.asks || !names(&own, &clause.plain) {
                return None;
            }
            let has = HAS.is(&clause.plain) && !HAS_NOT.is(&clause.plain);
            // 密码是老周在管 looks like the value itself.
            let given = clause.plain.contains(['发', '附', '传', '给', '寄']);
            let kept = has && !given && clause.plain.chars().any(is_han);
            if comes(c) && !kept {
                return None;
            }
            let others = |plain: &str| {
                let mut others = wanted.iter().filter(|other| other.n != ask.n);
                others.any(|other| names(&own_names(other, wanted), plain))
            };
            let next = sentence.clauses.iter().skip(c.saturating_add(1));
            let next = next.take_while(|next| !others(&next.plain));
            let sends =
                redirects(&clause.plain) || next.into_iter().any(|next| redirects(&next.plain));
            (has || sends).then(|| (sends, sentence.words.clone()))
        })
    })
}

/// Who has it may be the very answer.
pub(super) fn asks_for_a_person(ask: &Ask) -> bool {
    PERSON.is(&clauses::fold(&ask.text))
}

/// Whether words without the thing's name say who else has it, or whom to ask.
pub(super) fn is_with_another(plain: &str) -> bool {
    HAS.is(plain) && !HAS_NOT.is(plain) || redirects(plain)
}

/// The words that name a thing, and not its state.
fn own_names(ask: &Ask, wanted: &[Ask]) -> Vec<String> {
    let own = own_words(ask, wanted).into_iter();
    own.filter(|word| !is_manner(word)).collect()
}

fn redirects(plain: &str) -> bool {
    REDIRECTS.is(plain) && !NO_REDIRECT.is(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::{self, answer};
    use crate::interpret::signals;

    #[test]
    fn what_another_has_is_told_from_what_came() {
        let english = [
            "the hosting login",
            "the floor plan",
            "the contact for the press",
        ];
        let chinese = ["服务器密码", "平面图", "现场联系人"];
        let mut wrong = Vec::new();
        for (text, want) in [
            ("The hosting login is with Carla, please ask her.", vec![1]),
            ("The hosting login is managed by our agency.", vec![1]),
            ("Our architect keeps the floor plan.", vec![2]),
            ("For the hosting login please contact our IT.", vec![1]),
            (
                "The landlord has the floor plan, just write to him.",
                vec![2],
            ),
            ("服务器密码是老周在管，请直接找他。", vec![1]),
            ("平面图在物业那边，麻烦跟他们联系。", vec![2]),
            ("服务器的事找小刘就行。", vec![1]),
            ("密码由外包公司保管。", vec![1]),
            ("平面图不归我管，找一下我们行政小吴。", vec![2]),
            ("平面图我这里没有，问问物业。", vec![2]),
            ("平面图找到了，见附件。", vec![]),
            ("平面图见附件，联系人是我。", vec![]),
            (
                "The floor plan is attached; for questions contact Carla.",
                vec![],
            ),
            ("The floor plan is with you since Monday.", vec![]),
            (
                "The contact for the press is Carla, please contact her directly.",
                vec![],
            ),
            ("If the floor plan is unclear, please contact me.", vec![]),
            ("The hosting login is below, please keep it safe.", vec![]),
            ("You will get the floor plan from me on Friday.", vec![]),
            ("平面图见附件，有问题请联系我。", vec![]),
            ("现场联系人是王芳，请直接跟她联系。", vec![]),
            ("平面图由我负责，周五给您。", vec![]),
            ("服务器密码已发，请找附件。", vec![]),
            ("平面图已经发给小刘了，请查收。", vec![]),
        ] {
            let reading = answer("papers", text);
            let sentences = clauses::sentences(&reading.own_text);
            let marks = signals::marks(&sentences, &reading.dates);
            let asks = if text.is_ascii() { english } else { chinese };
            let asks = sample::asks(&asks);
            let left = |ask: &&Ask| left_to_another(ask, &asks, &sentences, &marks).is_some();
            let got: Vec<u32> = asks.iter().filter(left).map(|ask| ask.n).collect();
            if got != want {
                wrong.push((text, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
