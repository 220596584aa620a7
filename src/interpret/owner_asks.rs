//! What a member says in a thread about single asks: which have come, which he still misses, and what
//! he asks for that is none of them. And which asks a client says he answered wrongly.

use std::sync::LazyLock;

use super::AskAnswer;
use super::answers::{own_words, words};
use super::clauses::{self, Sentence};
use super::owner_words as vocabulary;
use super::vocabulary::Class;
use crate::model::{Ask, Evidence};

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        pub(super) static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(vocabulary::$en, vocabulary::$zh));
    };
}
class!(HAVE, HAVE_EN, HAVE_ZH);
class!(LACK, LACK_EN, LACK_ZH);
class!(EXCEPT, EXCEPT_EN, EXCEPT_ZH);
class!(ONLY, ONLY_EN, ONLY_ZH);
class!(OTHERS, OTHERS_EN, OTHERS_ZH);
class!(IF, IF_EN, IF_ZH);
class!(ALSO, ALSO_EN, ALSO_ZH);
class!(CHASES, CHASES_EN, CHASES_ZH);
class!(WRONG, WRONG_EN, WRONG_ZH);

/// What a sentence leaves out of all it speaks of: "everything but the releases".
pub(super) fn excepted(plain: &str) -> Option<String> {
    let range = EXCEPT.all(plain).into_iter().next()?;
    let behind = plain.get(range.end..)?;
    let end = behind.find([',', ';', ':']).unwrap_or(behind.len());
    let behind = behind.get(..end)?;
    // 除照片外都发了: what stands behind 外 is said of the others.
    let behind = behind.split(['外', '之']).next().unwrap_or(behind);
    Some(behind.to_owned())
}

/// A piece of a sentence of which one thing is said.
struct Piece {
    plain: String,
    /// It has come (`true`), is missing (`false`), or nothing is said of it.
    come: Option<bool>,
    only: bool,
    others: bool,
}

/// Which asks a member's own words say he has (`done`) or still misses. Asks he says nothing of are not
/// in the answer; who says both of one misses it.
#[must_use]
pub fn came(own: &str, wanted: &[Ask]) -> Vec<AskAnswer> {
    let mut out: Vec<AskAnswer> = Vec::new();
    let mut rest: Option<(bool, String)> = None;
    for sentence in &clauses::sentences(own) {
        let pieces = pieces(sentence);
        for ask in wanted {
            let names = own_words(ask, wanted);
            let hits = |piece: &&Piece| {
                let said = words(&piece.plain);
                names.iter().filter(|word| said.contains(word)).count()
            };
            let most = pieces.iter().map(|piece| hits(&piece)).max().unwrap_or(0);
            let said: Vec<bool> = pieces
                .iter()
                .filter(|piece| most > 0 && hits(piece) == most)
                .filter_map(|piece| piece.come)
                .collect();
            if said.is_empty() {
                continue;
            }
            let done = said.iter().all(|come| *come);
            match out.iter_mut().find(|known| known.n == ask.n) {
                Some(known) => known.done &= done,
                None => out.push(AskAnswer {
                    n: ask.n,
                    done,
                    evidence: Evidence::new("owner-has", None, &sentence.words),
                }),
            }
        }
        let only = pieces.iter().any(|p| p.only && p.come == Some(false));
        let others = pieces.iter().any(|p| p.others && p.come == Some(true));
        if only || others {
            rest = Some((true, sentence.words.clone()));
        }
    }
    // "Only the releases are missing" says that all else is there.
    if let Some((done, said)) = rest
        && out.iter().any(|answer| !answer.done)
    {
        for ask in wanted {
            if !out.iter().any(|answer| answer.n == ask.n) {
                out.push(AskAnswer {
                    n: ask.n,
                    done,
                    evidence: Evidence::new("owner-has", None, &said),
                });
            }
        }
    }
    out.sort_by_key(|answer| answer.n);
    out
}

fn pieces(sentence: &Sentence) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for clause in &sentence.clauses {
        // "Everything but the releases": what stands behind is said the other way round.
        let cut = EXCEPT.all(&clause.plain).first().map(|range| range.start);
        let (before, behind) = match cut.and_then(|at| clause.plain.split_at_checked(at)) {
            Some((before, behind)) => (before, Some(behind)),
            None => (clause.plain.as_str(), None),
        };
        for (plain, excepted) in [(before, false)]
            .into_iter()
            .chain(behind.map(|behind| (behind, true)))
        {
            if plain.trim().is_empty() {
                continue;
            }
            let lacks = excepted || LACK.is(plain) || IF.is(plain);
            let come = match (lacks, HAVE.is(plain)) {
                (true, _) => Some(false),
                (false, true) => Some(true),
                (false, false) => None,
            };
            out.push(Piece {
                plain: plain.to_owned(),
                come,
                only: ONLY.is(plain),
                others: OTHERS.is(plain),
            });
        }
    }
    // A list shares what is said behind it ("logo and prices, received"), else what was said before.
    let all: Vec<Option<bool>> = out.iter().map(|piece| piece.come).collect();
    let mut last: Option<bool> = None;
    for (n, piece) in out.iter_mut().enumerate() {
        if piece.come.is_none() {
            let next = all.iter().skip(n).flatten().next().copied();
            piece.come = last.or(next).or(sentence.asks.then_some(false));
        }
        last = piece.come;
    }
    out
}

/// Words of what a member asks for in a thread that none of its asks is about and that is no chaser:
/// "could you also send the opening hours". `asked`: what his mail asks for, as read.
#[must_use]
pub fn asks_more(own: &str, asked: &[String], item: &[Ask], subject: &str) -> Vec<String> {
    let mut known: Vec<String> = words(subject);
    known.extend(item.iter().flat_map(|ask| words(&ask.text)));
    let sentences = clauses::sentences(own);
    let is_more = |ask: &&String| {
        let said: Vec<String> = words(ask)
            .into_iter()
            .filter(|word| !word.chars().all(|c| c.is_ascii_digit()))
            .collect();
        let plain = clauses::fold(ask);
        let also = sentences.iter().any(|sentence| {
            let there = words(&sentence.plain);
            ALSO.is(&sentence.plain) && said.iter().any(|word| there.contains(word))
        });
        also && !said.is_empty()
            && !CHASES.is(&plain)
            && !said.iter().any(|word| known.contains(word))
    };
    asked.iter().filter(is_more).cloned().collect()
}

/// Asks a client says he answered with the wrong thing: "the releases were the wrong file".
#[must_use]
pub fn given_wrongly(own: &str, wanted: &[Ask]) -> Vec<u32> {
    let mut out = Vec::new();
    for sentence in clauses::sentences(own).iter().filter(|s| !s.asks) {
        for clause in sentence.clauses.iter().filter(|c| WRONG.is(&c.plain)) {
            let said = words(&clause.plain);
            for ask in wanted {
                let named = own_words(ask, wanted)
                    .iter()
                    .any(|word| said.contains(word));
                if named && !out.contains(&ask.n) {
                    out.push(ask.n);
                }
            }
        }
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::asks;

    fn fair() -> Vec<Ask> {
        asks(&[
            "The floor plan as PDF",
            "Guest list",
            "Signed photo releases",
        ])
    }

    fn fair_zh() -> Vec<Ask> {
        asks(&["公司标志源文件", "产品价格表", "照片授权书"])
    }

    #[test]
    fn what_has_come_and_what_is_missed() {
        let mut wrong = Vec::new();
        for (text, has, misses) in [
            (
                "I have the floor plan and the guest list now, only the photo releases are missing.",
                vec![1, 2],
                vec![3],
            ),
            (
                "I have the floor plan and the guest list now. Could you also send the releases?",
                vec![1, 2],
                vec![3],
            ),
            (
                "Thanks for the floor plan! The guest list and the releases are still outstanding.",
                vec![1],
                vec![2, 3],
            ),
            (
                "We've received the guest list, but not the floor plan or the releases.",
                vec![2],
                vec![1, 3],
            ),
            (
                "Everything has arrived except the photo releases.",
                vec![1, 2],
                vec![3],
            ),
            ("Now we just need the releases.", vec![1, 2], vec![3]),
            (
                "Got the plan, thanks. The rest is missing.",
                vec![1],
                vec![],
            ),
            ("We have not received the floor plan.", vec![], vec![1]),
            ("Once I have the floor plan I can start.", vec![], vec![1]),
            ("Could you send the floor plan, please?", vec![], vec![1]),
            ("Any news?", vec![], vec![]),
        ] {
            let said = came(text, &fair());
            let of = |done| {
                let which = said.iter().filter(|a| a.done == done);
                which.map(|a| a.n).collect::<Vec<_>>()
            };
            if (of(true), of(false)) != (has, misses) {
                wrong.push(format!("{text}: {:?} {:?}", of(true), of(false)));
            }
        }
        for (text, has, misses) in [
            ("标志和价格表收到了，还差授权书。", vec![1, 2], vec![3]),
            (
                "标志、价格表已收到，麻烦再补一份授权书，谢谢。",
                vec![1, 2],
                vec![3],
            ),
            ("除了授权书，其他都收到了。", vec![1, 2], vec![3]),
            ("现在只差授权书了。", vec![1, 2], vec![3]),
            ("还没收到标志文件。", vec![], vec![1]),
            ("请尽快提供价格表。", vec![], vec![2]),
        ] {
            let said = came(text, &fair_zh());
            let of = |done| {
                let which = said.iter().filter(|a| a.done == done);
                which.map(|a| a.n).collect::<Vec<_>>()
            };
            if (of(true), of(false)) != (has, misses) {
                wrong.push(format!("{text}: {:?} {:?}", of(true), of(false)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn what_is_asked_for_besides() {
        for (text, asked, more) in [
            (
                "Could you also send the opening hours by 20 November?",
                "send the opening hours",
                true,
            ),
            (
                "Could you also give us an update on the floor plan?",
                "give us an update on the floor plan",
                false,
            ),
            (
                "Could you also let me know when we may expect it?",
                "let me know when we may expect it",
                false,
            ),
            ("Please send the plan by Friday.", "send the plan", false),
            ("另外还需要营业时间，麻烦发我。", "营业时间，发我", true),
            ("另外麻烦告知进度。", "告知进度", false),
        ] {
            let found = asks_more(text, &[asked.to_owned()], &fair(), "Fair");
            assert_eq!(!found.is_empty(), more, "{text}");
        }
    }

    #[test]
    fn what_was_given_wrongly() {
        for (text, which) in [
            ("Sorry, the releases were the wrong file.", vec![3]),
            (
                "Please note that the guest list contains an error on page 3.",
                vec![2],
            ),
            ("The floor plan I sent is out of date.", vec![1]),
            ("What is wrong with the floor plan?", vec![]),
            ("Thanks for the floor plan.", vec![]),
        ] {
            assert_eq!(given_wrongly(text, &fair()), which, "{text}");
        }
        for (text, which) in [
            ("不好意思，授权书发错了。", vec![3]),
            ("价格表有误，更新后的稍后发您。", vec![2]),
        ] {
            assert_eq!(given_wrongly(text, &fair_zh()), which, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|thanks for the plan|except|还差|除了|收到|, |\\. ){0,40}") {
            let _ = came(&text, &fair());
            let _ = asks_more(&text, std::slice::from_ref(&text), &fair(), "x");
            let _ = given_wrongly(&text, &fair_zh());
        }
    }
}
