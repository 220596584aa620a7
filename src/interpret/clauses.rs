//! A text cut into sentences and clauses, each with a folded copy in which words are looked for.
//!
//! Folding keeps the number of characters, so the very words can always be cut from the original:
//! lower case, full-width forms and typographic quotes to ASCII, traditional characters of business
//! mail to simplified ones.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::scan::Hits;
use super::words_zh;
use crate::model::is_han;

/// More clauses than this are not read for signals: nobody answers a chase in four hundred clauses.
const MOST_CLAUSES: usize = 400;

/// Characters of a sentence; a longer one is cut there. Nobody speaks so, and what is looked for left
/// of each word must stay little.
const LONGEST: usize = 2000;

/// Part of a sentence between commas or conjunctions.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// Folded.
    pub(super) plain: String,
    /// As written.
    pub(super) words: String,
}

/// A sentence.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// Folded, without its end mark.
    pub(super) plain: String,
    /// As written.
    pub(super) words: String,
    /// Ends in a question mark.
    pub(super) asks: bool,
    /// Its clauses; at least one.
    pub(super) clauses: Vec<Clause>,
    /// What it holds of the vocabularies, once looked for.
    pub(super) hits: OnceCell<Hits>,
    /// Which of its clauses ask the reader for something, if it does; once looked for.
    pub(super) asking: OnceCell<Option<Vec<bool>>>,
}

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    words_zh::TRADITIONAL
        .chars()
        .zip(words_zh::SIMPLIFIED.chars())
        .collect()
});

/// One character folded.
#[inline]
pub(super) fn fold_char(c: char) -> char {
    match c {
        '\t' => ' ',
        '`' => '\'',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => fold_wide(c),
    }
}

fn fold_wide(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(c as u32 - 0xfee0).map_or(c, |c| c.to_ascii_lowercase())
        }
        '\u{3000}' | '\u{a0}' => ' ',
        '‘' | '’' | '´' => '\'',
        '“' | '”' | '„' => '"',
        '–' | '—' | '‑' | '−' => '-',
        '\u{4e00}'..='\u{9fff}' => SIMPLIFIED.get(&c).copied().unwrap_or(c),
        c => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// A text of ASCII bytes; whatever else stands in them is none.
fn of_ascii(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

/// A text folded, character for character. Most are ASCII, many letters of which are folded at a time.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        let folded = text.bytes().map(|byte| match byte {
            b'\t' => b' ',
            b'`' => b'\'',
            byte => byte.to_ascii_lowercase(),
        });
        return of_ascii(folded.collect());
    }
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().map(fold_char));
    out
}

/// Words after which a full stop ends no sentence.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "no", "nr", "mr", "mrs", "ms", "dr", "inc", "ltd", "co", "approx", "e.g", "i.e", "eg", "ie",
    "vs", "st", "ref", "inv", "attn", "dept", "pls", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec", "p.m", "a.m", "incl", "tel", "ext",
];

/// Conjunctions that begin a clause of their own, by their first letter.
const BREAKS: &[(char, &[&str])] = &[
    ('b', &[" but ", " because "]),
    ('h', &[" however "]),
    (
        'a',
        &[
            " although ",
            " and i ",
            " and we ",
            " and will ",
            " and the ",
            " and they ",
            " and then ",
            " and it ",
            " and our ",
            " and my ",
            " as soon as ",
            " and shall ",
            " and can ",
            " and could ",
            " and what ",
            " and which ",
            " and where ",
            " and who ",
            " and how ",
            " and when ",
            " and is ",
            " and are ",
            " and please ",
            " and hope ",
            " and should ",
            " and would ",
        ],
    ),
    ('t', &[" though ", " then "]),
    ('w', &[" while ", " whereas ", " which "]),
    ('s', &[" so ", " since "]),
    ('-', &[" - "]),
    ('e', &[" except "]),
];
const BREAKS_ZH: &[&str] = &["但", "不过", "只是", "然后", "可是", "就是", "而"];

/// Cuts a text. Lines wrapped by the sender's program are joined first.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let text = unwrapped(text);
    let mut chars: Vec<char> = Vec::with_capacity(text.len());
    chars.extend(text.chars());
    let plain: Vec<char> = chars.iter().copied().map(fold_char).collect();
    let mut out = Vec::new();
    let mut left = MOST_CLAUSES;
    let mut start = 0;
    while start <= plain.len() {
        let (at, ends) = end_of_sentence(&plain, &chars, start);
        let here = plain.get(at).copied();
        let body = plain.get(start..at).unwrap_or_default();
        if body.iter().any(|c| c.is_alphanumeric() || *c == '👍') {
            let words = chars.get(start..at).unwrap_or_default();
            let asks = here == Some('?');
            let whole = Clause {
                plain: text_of(body),
                words: text_of(words),
            };
            let clauses = clauses(body, words, &whole);
            left = left.saturating_sub(clauses.len());
            out.push(Sentence {
                plain: whole.plain,
                words: whole.words,
                asks,
                clauses,
                hits: OnceCell::new(),
                asking: OnceCell::new(),
            });
            if left == 0 {
                break;
            }
        } else if here == Some('?')
            && let Some(last) = out.last_mut()
            && body.iter().all(|c| "!?".contains(*c))
        {
            last.asks = true;
        }
        start = at.saturating_add(usize::from(ends));
    }
    out
}

/// Where the sentence that begins at `start` ends, and whether with a mark of its own: an overlong one
/// is cut.
fn end_of_sentence(plain: &[char], chars: &[char], start: usize) -> (usize, bool) {
    let longest = start.saturating_add(LONGEST);
    let mut at = start;
    loop {
        let rest = plain.get(at..longest.min(plain.len())).unwrap_or_default();
        let next = rest.iter().position(|c| may_end(*c));
        at = at.saturating_add(next.unwrap_or(rest.len()));
        let ends = ends_sentence(plain, chars, at);
        if ends || at >= longest {
            return (at, ends);
        }
        at = at.saturating_add(1);
    }
}

/// Whether a sentence may end with a character.
fn may_end(c: char) -> bool {
    matches!(c, '\n' | '。' | '!' | ';' | '…' | '?' | '.')
}

/// Characters as a text, without those at the ends that `trim` names.
fn trimmed(chars: &[char], trim: impl Fn(char) -> bool) -> &[char] {
    let start = chars.iter().position(|c| !trim(*c)).unwrap_or(chars.len());
    let end = chars
        .iter()
        .rposition(|c| !trim(*c))
        .map_or(start, |e| e.saturating_add(1));
    chars.get(start..end).unwrap_or_default()
}

fn text_of(chars: &[char]) -> String {
    text_of_whole(trimmed(chars, char::is_whitespace))
}

fn text_of_whole(chars: &[char]) -> String {
    let size = chars.iter().map(|c| c.len_utf8()).sum();
    if size == chars.len() {
        return of_ascii(chars.iter().map(|c| *c as u8).collect());
    }
    let mut text = String::with_capacity(size);
    text.extend(chars);
    text
}

fn ends_sentence(plain: &[char], chars: &[char], at: usize) -> bool {
    let Some(&c) = plain.get(at) else { return true };
    let before = at.checked_sub(1).and_then(|b| plain.get(b)).copied();
    let after = plain.get(at.saturating_add(1)).copied();
    match c {
        '\n' | '。' | '!' | ';' | '…' => true,
        // A question mark inside a link belongs to it.
        '?' => after.is_none_or(|a| !a.is_ascii_alphanumeric()),
        '.' => {
            if !after.is_none_or(|a| a.is_whitespace() || is_han(a) || "\"')".contains(a)) {
                return false;
            }
            if after.is_none() || after == Some('\n') {
                return true;
            }
            let above = plain.get(..at).unwrap_or_default();
            let edge = above
                .iter()
                .rposition(|c| !c.is_alphanumeric() && *c != '.');
            let start = edge.map_or(0, |edge| edge.saturating_add(1));
            let word = above.get(start..).unwrap_or_default();
            // "31.08. an": a date with a trailing dot goes on.
            let dated = before.is_some_and(|b| b.is_ascii_digit())
                && (word.contains(&'.') || word.iter().map(|c| c.len_utf8()).sum::<usize>() <= 2)
                && chars
                    .get(at.saturating_add(2))
                    .is_some_and(char::is_ascii_lowercase);
            let is_word = |text: &&str| text.chars().eq(word.iter().copied());
            !dated && !ABBREVIATIONS.iter().any(is_word)
        }
        _ => false,
    }
}

/// Joins lines that a mail program wrapped: a long line without an end mark goes on in the next
/// one, unless that one is a list item.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = "";
    for line in text.lines() {
        let line = line.trim();
        if !out.is_empty() {
            let long = || {
                let width = last.chars().map(|c| if is_han(c) { 2_usize } else { 1 });
                width.sum::<usize>() >= 56
            };
            let open = last.chars().next_back().is_some_and(|c| {
                c.is_alphanumeric() || matches!(c, ',' | '，' | '、' | '-' | '(' | '\'' | '’')
            });
            let fresh = || {
                let first = line.chars().next();
                first.is_none_or(|c| !c.is_alphanumeric() && c != '(')
                    || super::list_mark::list_mark(line).is_some()
            };
            if open && long() && !fresh() {
                if !(last.chars().next_back().is_some_and(is_han)) {
                    out.push(' ');
                }
            } else {
                out.push('\n');
            }
        }
        out.push_str(line);
        last = line;
    }
    out
}

/// What stands around a clause and is none of it.
fn is_around(c: char) -> bool {
    matches!(c, ',' | '，' | ' ' | '、')
}

/// The clauses of a sentence, `whole` without what stands around it.
fn clauses(plain: &[char], words: &[char], whole: &Clause) -> Vec<Clause> {
    let mut cuts = vec![0];
    for (at, &c) in plain.iter().enumerate() {
        let after = || plain.get(at.saturating_add(1)).copied();
        let starts = |mark: &str| {
            let mut tail = plain.iter().skip(at);
            mark.chars().all(|m| tail.next() == Some(&m))
        };
        let cut = match c {
            ',' => {
                let before = at.checked_sub(1).and_then(|b| plain.get(b)).copied();
                ![before, after()]
                    .iter()
                    .all(|c| c.is_some_and(|c| c.is_ascii_digit()))
            }
            ' ' => {
                let after = after();
                BREAKS
                    .iter()
                    .find(|(first, _)| after == Some(*first))
                    .is_some_and(|(_, breaks)| breaks.iter().any(|b| starts(b)))
            }
            '但' | '不' | '只' | '然' | '可' | '就' | '而' => {
                BREAKS_ZH.iter().any(|b| starts(b))
            }
            _ => false,
        };
        if cut && at > 0 {
            cuts.push(at);
        }
    }
    let said = |chars: &[char]| chars.iter().any(|c| c.is_alphanumeric());
    if cuts.len() == 1 && said(plain) {
        let bare = |text: &str| text.trim_matches(is_around).to_owned();
        return vec![Clause {
            plain: bare(&whole.plain),
            words: bare(&whole.words),
        }];
    }
    cuts.push(plain.len());
    let mut out: Vec<Clause> = Vec::new();
    for pair in cuts.windows(2) {
        let [from, to] = pair else { continue };
        let piece = plain.get(*from..*to).unwrap_or_default();
        if !said(piece) {
            continue;
        }
        let bare = |chars| {
            let chars = trimmed(chars, char::is_whitespace);
            text_of_whole(trimmed(chars, is_around))
        };
        out.push(Clause {
            plain: bare(piece),
            words: bare(words.get(*from..*to).unwrap_or_default()),
        });
    }
    if out.is_empty() {
        out.push(whole.clone());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_clauses_keep_the_very_words() {
        let got = sentences(
            "Dear Bo,\nThe Form is attached, signed. See No. 5?  Pay 1,200.50 on 31.08. at noon",
        );
        let words: Vec<&str> = got.iter().map(|s| s.words.as_str()).collect();
        assert_eq!(
            words,
            [
                "Dear Bo,",
                "The Form is attached, signed",
                "See No. 5",
                "Pay 1,200.50 on 31.08. at noon"
            ]
        );
        assert_eq!(got[1].clauses.len(), 2);
        assert!(got[2].asks);
        assert_eq!(got[3].clauses.len(), 1);
    }

    #[test]
    fn chinese_is_cut_and_folded() {
        let got = sentences("資料已發，請查收！但是發票還沒開？");
        assert_eq!(got.len(), 2);
        assert_eq!(got[0].clauses[0].plain, "资料已发");
        assert_eq!(got[0].clauses[0].words, "資料已發");
        assert!(got[1].asks);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_without_panic(text in "\\PC*\n?\\PC*") {
            for sentence in sentences(&text) {
                proptest::prop_assert!(!sentence.clauses.is_empty());
            }
        }
    }
}
