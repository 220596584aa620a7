//! Marks of texts: by them a mail that quotes another is known, however its program wrapped, marked
//! or shortened the quote.
//!
//! Every run of some six Latin words or twelve Chinese characters has a hash; of four neighbouring
//! runs the smallest is kept (winnowing). Two texts that share nine words in a row share a mark.

use crate::model::ClientKey;

/// Weight of one run: a Latin word is 2, a Chinese character 1.
const RUN: usize = 12;
/// Of so many neighbouring runs one is kept.
const WINDOW: usize = 4;
/// Most marks kept of one mail, its beginning first.
pub const KEPT: usize = 400;
/// Most marks looked for: what is answered stands at the top of the quotes.
pub(super) const ASKED: usize = 160;

/// One mark of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Its hash, the client mixed in; never negative. Stored: it may not change.
    pub hash: i64,
    /// Where its run begins in the text, bytes.
    start: usize,
    /// Where it ends.
    end: usize,
}

impl Mark {
    /// Its words.
    pub(super) fn words(self, text: &str) -> String {
        let run = text.get(self.start..self.end).unwrap_or_default();
        let words = run.split_whitespace().filter(|word| *word != ">");
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The marks of a text for one client, in its order, each once, at most `most`.
#[must_use]
pub fn marks(client: &ClientKey, text: &str, most: usize) -> Vec<Mark> {
    let seed = client.0.bytes().fold(FNV, step);
    let tokens = tokens(text, most.saturating_mul(WINDOW).saturating_add(RUN));
    let runs: Vec<Mark> = (0..tokens.len())
        .map_while(|at| run(seed, tokens.get(at..)?))
        .collect();
    let mut found: Vec<Mark> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    // A text shorter than a window has one as well.
    for window in runs.windows(WINDOW.min(runs.len().max(1))) {
        if let Some(least) = window.iter().min_by_key(|mark| mark.hash)
            && found.len() < most
            && known.insert(least.hash)
        {
            found.push(*least);
        }
    }
    found
}

/// A word, or a Chinese character.
struct Token {
    hash: u64,
    weight: usize,
    start: usize,
    end: usize,
}

fn tokens(text: &str, most: usize) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut word: Option<Token> = None;
    for (at, c) in text.char_indices() {
        let end = at.saturating_add(c.len_utf8());
        let han = crate::model::is_han(c);
        if han || !c.is_alphanumeric() {
            found.extend(word.take());
        }
        if found.len() >= most {
            return found;
        }
        if han {
            found.push(Token {
                hash: letter(FNV, c),
                weight: 1,
                start: at,
                end,
            });
        } else if c.is_alphanumeric() {
            let open = word.get_or_insert(Token {
                hash: FNV,
                weight: 2,
                start: at,
                end,
            });
            open.hash = c.to_lowercase().fold(open.hash, letter);
            open.end = end;
        }
    }
    found.extend(word);
    found
}

/// The run at the head of some tokens; `None` if they are too few.
fn run(seed: u64, tokens: &[Token]) -> Option<Mark> {
    let start = tokens.first()?.start;
    let (mut hash, mut weight) = (seed, 0_usize);
    for token in tokens {
        hash = token.hash.to_le_bytes().into_iter().fold(hash, step);
        weight = weight.saturating_add(token.weight);
        if weight >= RUN {
            return Some(Mark {
                hash: i64::try_from(hash >> 1).unwrap_or(0),
                start,
                end: token.end,
            });
        }
    }
    None
}

/// FNV-1a, 64 bits: stored marks must mean the same in every version.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

fn letter(hash: u64, c: char) -> u64 {
    c.encode_utf8(&mut [0; 4]).bytes().fold(hash, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Dear Otto, for the brochure we still need the floor plan of the second storey and two portraits of the new masters, in print quality please.";

    fn of(text: &str) -> Vec<i64> {
        let client = ClientKey("client.example".into());
        marks(&client, text, KEPT).iter().map(|m| m.hash).collect()
    }

    fn shared(a: &str, b: &str) -> usize {
        let known = of(a);
        of(b).iter().filter(|hash| known.contains(hash)).count()
    }

    #[test]
    fn quotes_are_known_however_wrapped_and_marked() {
        let all = of(TEXT).len();
        assert!(all >= 5, "{all}");
        let wrapped = TEXT
            .replace("floor plan of", "floor\n> plan   of")
            .replace("new", "NEW");
        assert_eq!(shared(TEXT, &format!("> {wrapped}")), all);
        let half = "> the floor plan of the second storey and two portraits of the new\n> masters";
        assert!(shared(TEXT, half) >= 2);
        assert_eq!(
            shared(
                TEXT,
                "Could you tell us what the second storey will cost, and when the masters come?"
            ),
            0
        );
    }

    #[test]
    fn chinese_is_counted_by_characters() {
        let text = "您好，请在本周五之前把新展厅的平面图和两张主讲人的照片发给我们，谢谢配合。";
        let all = of(text).len();
        assert!(all >= 4, "{all}");
        let wrapped = text.replace("平面图", "平面\n> 图");
        assert_eq!(shared(text, &wrapped), all);
        assert_eq!(
            shared(
                text,
                "您好，请问新展厅什么时候开放？主讲人的照片我们还在拍，谢谢。"
            ),
            0
        );
    }

    #[test]
    fn few_words_have_no_mark_and_many_have_an_end() {
        assert!(of("Kind regards, Ines").is_empty());
        let other = ClientKey("other.example".into());
        let hashes: Vec<i64> = marks(&other, TEXT, KEPT).iter().map(|m| m.hash).collect();
        assert!(
            of(TEXT).iter().all(|hash| !hashes.contains(hash)),
            "one client's texts are not another's"
        );
        let long: String = (0..50_000).map(|n| format!("word{n} ")).collect();
        assert_eq!(of(&long).len(), KEPT);
        // Stored in databases: never to change.
        assert_eq!(of("one two three four five six"), [604_053_036_965_287_709]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_marks_that_lie_in_it(text in "(\\PC|\n){0,300}") {
            let client = ClientKey("client.example".into());
            let found = marks(&client, &text, 9);
            proptest::prop_assert!(found.len() <= 9);
            for mark in found {
                proptest::prop_assert!(mark.hash >= 0);
                proptest::prop_assert!(text.get(mark.start..mark.end).is_some());
            }
        }
    }
}
