//! An ask in its own words: the sentence without greeting, courtesy, day and reason.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::ask_cut_words as cuts;
use super::clauses::{self, Sentence};
use crate::model::{DateRole, DateSeen, is_han};

fn any(start: &str, all: &[&str], end: &str) -> Option<Regex> {
    Regex::new(&format!("{start}(?:{}){end}", all.join("|"))).ok()
}
static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| any("^", cuts::LEAD, ""));
static SCENE: LazyLock<Option<Regex>> = LazyLock::new(|| any("^", cuts::SCENE, ""));
static TRAILS: LazyLock<Option<Regex>> = LazyLock::new(|| any("^", cuts::TRAILS, ""));
static TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| any("", cuts::TAIL, "$"));
static INSIDE: LazyLock<Option<Regex>> = LazyLock::new(|| any("", cuts::INSIDE, ""));
static BEFORE_DAY: LazyLock<Option<Regex>> = LazyLock::new(|| any("", cuts::BEFORE_DAY, "$"));
static AFTER_DAY: LazyLock<Option<Regex>> = LazyLock::new(|| any("^", cuts::AFTER_DAY, ""));

fn found(words: &LazyLock<Option<Regex>>, text: &str) -> Option<Range<usize>> {
    words.as_ref().and_then(|r| r.find(text)).map(|m| m.range())
}

/// A text and its folded copy, which has as many characters.
struct Piece {
    words: Vec<char>,
    plain: Vec<char>,
}

impl Piece {
    fn new(words: &str) -> Self {
        let words: Vec<char> = words.chars().collect();
        let plain = words.iter().copied().map(clauses::fold_char).collect();
        Self { words, plain }
    }

    fn plain(&self) -> String {
        self.plain.iter().collect()
    }

    /// Removes what stands at these bytes of the folded copy.
    fn remove(&mut self, range: Range<usize>) {
        let plain = self.plain();
        let count = |to: usize| plain.get(..to).map_or(0, |s| s.chars().count());
        let (from, to) = (count(range.start), count(range.end));
        if from < to && to <= self.words.len() {
            self.words.drain(from..to);
            self.plain.drain(from..to);
        }
    }

    /// Words that carry something: two characters of Chinese count as one.
    fn weight(&self) -> usize {
        let han = self.plain.iter().filter(|c| is_han(**c)).count();
        let latin = self.plain();
        let latin = latin
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|w| w.len() > 1)
            .count();
        latin.saturating_add(han / 2)
    }
}

/// The asking part of a sentence; `asks` tells which of its clauses ask.
pub(super) fn cut(sentence: &Sentence, asks: &[bool], dates: &[DateSeen]) -> String {
    let whole = sentence.words.trim().to_owned();
    let mut piece = Piece::new(&clause_range(sentence, asks).unwrap_or_else(|| whole.clone()));
    if piece.weight() < 2 {
        piece = Piece::new(&whole);
    }
    without_days(&mut piece, dates);
    for _ in 0..6 {
        let plain = piece.plain();
        // Of "Ines: would you mind …" only the name goes first.
        let lead = LEAD.as_ref().and_then(|r| r.captures(&plain));
        let Some(range) = lead.and_then(|c| {
            let formula = c.get(1).map(|m| 0..m.start());
            formula.or_else(|| c.get(0).map(|m| m.range()))
        }) else {
            break;
        };
        let left = plain.get(range.end..).unwrap_or_default();
        if range.is_empty() || Piece::new(left).weight() < 2 {
            break;
        }
        piece.remove(0..range.end);
    }
    for words in [&INSIDE, &TAIL, &TAIL, &TAIL] {
        let plain = piece.plain();
        if let Some(range) = found(words, &plain) {
            piece.remove(range);
        }
    }
    let text: String = piece.words.iter().collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text
        .replace(" ,", ",")
        .replace(" ，", "，")
        .replace(",,", ",")
        .replace("，，", "，");
    let text = text.trim_matches([
        ' ', ',', '，', '、', '-', '–', ':', '：', '.', '。', ';', '~', '～',
    ]);
    if Piece::new(text).weight() < 2 {
        whole
    } else {
        text.to_owned()
    }
}

/// The stretch from the first clause that tells something to the last one that asks.
fn clause_range(sentence: &Sentence, asks: &[bool]) -> Option<String> {
    let last = asks.iter().rposition(|a| *a)?;
    let plain = |at: usize| sentence.clauses.get(at).map_or("", |c| c.plain.as_str());
    let mut first = 0;
    while first < last {
        let text = plain(first);
        let left: usize = (first.saturating_add(1)..=last)
            .map(|at| Piece::new(plain(at)).weight())
            .sum();
        let silent = !asks.get(first).copied().unwrap_or_default();
        // "Deano, send me …" names a reader; "Logo, please" the thing.
        let name = first == 0
            && left >= 4
            && asks.get(1).copied().unwrap_or_default()
            && !text.contains(' ')
            && text.is_ascii();
        let greets = found(&LEAD, &format!("{text}, ")).is_some_and(|r| r.end > text.len());
        if left >= 3 && silent && (found(&SCENE, text).is_some() || name || greets) {
            first = first.saturating_add(1);
        } else {
            break;
        }
    }
    // What follows belongs to the ask ("plus proof of …", a list) unless it is a reason.
    let mut end = sentence.clauses.len().checked_sub(1)?;
    let mut reason = None;
    for at in last.saturating_add(1)..sentence.clauses.len() {
        if found(&TRAILS, plain(at)).is_some() {
            reason = Some(at);
            break;
        }
    }
    if let Some(at) = reason {
        end = at.saturating_sub(1);
    }
    let words = |at: usize| sentence.clauses.get(at).map(|c| c.words.as_str());
    let start = position(sentence, first)?;
    let finish = position(sentence, end)?.saturating_add(words(end)?.len());
    sentence.words.get(start..finish).map(str::to_owned)
}

/// Where a clause begins in its sentence.
fn position(sentence: &Sentence, index: usize) -> Option<usize> {
    let mut from: usize = 0;
    for (at, clause) in sentence.clauses.iter().enumerate() {
        let start = from.saturating_add(sentence.words.get(from..)?.find(&clause.words)?);
        if at == index {
            return Some(start);
        }
        from = start.saturating_add(clause.words.len());
    }
    None
}

/// Takes out the days something is wanted by: they are kept as the due date.
fn without_days(piece: &mut Piece, dates: &[DateSeen]) {
    for seen in dates {
        let plain = piece.plain();
        let needle = clauses::fold(seen.text.trim());
        let Some(at) = plain.find(&needle) else {
            continue;
        };
        let mut range = at..at.saturating_add(needle.len());
        let limit = [
            "by ", "before ", "until ", "till ", "within ", "no later", "due ",
        ]
        .iter()
        .any(|l| needle.starts_with(l))
            || ["前", "内", "止"].iter().any(|l| needle.ends_with(l));
        let before = plain
            .get(..range.start)
            .and_then(|text| found(&BEFORE_DAY, text));
        // "Which Saturday suits you" asks for the day itself.
        let last = plain
            .get(range.end..)
            .is_none_or(|rest| Piece::new(rest).weight() == 0);
        let led = before.as_ref().is_some_and(|b| {
            plain
                .get(b.clone())
                .is_some_and(|text| !text.trim().is_empty())
        });
        if !(limit || seen.role == DateRole::Deadline && (last || led)) {
            continue;
        }
        if let Some(before) = before {
            range.start = before.start;
        }
        if let Some(after) = plain
            .get(range.end..)
            .and_then(|text| found(&AFTER_DAY, text))
        {
            range.end = range.end.saturating_add(after.end);
        }
        let mut left = Piece::new(&plain);
        left.remove(range.clone());
        if left.weight() >= 2 {
            piece.remove(range);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::interpret::{asks, clauses, dates};
    use chrono::DateTime;

    fn asked(text: &str) -> Vec<String> {
        let at = DateTime::parse_from_rfc3339("2026-11-18T10:00:00+08:00").expect("time");
        asks::find(
            text,
            &clauses::sentences(text),
            &clauses::fold(text),
            &dates::find(text, at),
        )
    }

    #[test]
    fn an_ask_is_the_thing_in_its_own_words() {
        let mut wrong = Vec::new();
        for (text, want) in [
            (
                "Hi Paul, could you please send us the floor plan by Friday?",
                "send us the floor plan",
            ),
            (
                "Dear Ms Lund,\nKindly return the signed form no later than 30 November.",
                "return the signed form",
            ),
            (
                "Before anyone goes up we need your safety sheet, plus proof of cover.",
                "your safety sheet, plus proof of cover",
            ),
            (
                "Can I get two photos of the hall?",
                "two photos of the hall",
            ),
            (
                "It would be great if you could proofread chapter two, so that we can print.",
                "proofread chapter two",
            ),
            (
                "need the names for the badges so i can order them",
                "the names for the badges",
            ),
            (
                "I also need to know whether there is power in the tower.",
                "whether there is power in the tower",
            ),
            (
                "Would you mind sending the list of guests, otherwise the kitchen guesses.",
                "sending the list of guests",
            ),
            (
                "Please let us have a corrected PDF before 27 November, otherwise the run slips.",
                "a corrected PDF",
            ),
            (
                "Could you tell me which Saturday suits you for the tasting?",
                "tell me which Saturday suits you for the tasting",
            ),
            ("Have a good trip! Please call the venue.", "call the venue"),
            (
                "王姐好，麻烦您周五下班前把第三章的文字发我，印刷厂周一开机。",
                "把第三章的文字发我",
            ),
            (
                "陈总，请于11月30日前提供营业执照扫描件，谢谢！",
                "提供营业执照扫描件",
            ),
            (
                "首页还差你们的产品图，方便的话这周内发我一下哈，后面我来排版～",
                "首页还差你们的产品图，方便的话发我一下",
            ),
            ("请贵司确认报到人数，以便我们订车。", "确认报到人数"),
        ] {
            let got = asked(text);
            if got != [want] {
                wrong.push(format!("{text} | {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_day_below_a_list_is_when_and_not_what() {
        let list = "for the fair we need:\n- the logo\n- two photos\n\n";
        for when in [
            "By Tuesday, please?",
            "Could you please, by 27 November?",
            "Before the end of next week, please?",
            "周二前可以吗？",
            "请最晚12月4日前提供，可以吗？",
        ] {
            let found = asked(&format!("{list}{when}"));
            assert_eq!(found, ["the logo", "two photos"], "{when}");
        }
        let found = asked(&format!(
            "{list}Could you also confirm the number of chairs by Tuesday?"
        ));
        assert_eq!(found.len(), 3, "{found:?}");
    }

    #[test]
    fn what_asks_for_nothing() {
        let mut wrong: Vec<String> = Vec::new();
        for text in [
            "How was the sailing? We are all back and well rested.",
            "Did Max get over the flu in the end?",
            "Have you seen that the bridge is open again? Isn't it pretty?",
            "What does this mean for you? Nothing changes.",
            "Thank you for a great year. Shall we do it all again?",
            "If you have any questions, please call me.",
            "I am away until Monday; in urgent cases please contact my colleague.",
            "We will send you the layouts on Friday and call you then.",
            "Just for your information: who would have thought it?",
            "Please find the minutes attached. Use them as you like.",
            "收到收到，四份都齐了！后面排版交给我们，周五把初稿给您过目。",
            "样品今天寄出，请注意查收，不用回信。",
            "假期过得怎么样？祝您新年快乐！",
            "我们会在周五前提供进度表，请放心。",
            "如有急事请联系值班手机。",
        ] {
            wrong.extend(asked(text));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn no_ask_is_empty(text in "(\\PC|please send |by Friday|请|发我|, |\\. |\n){0,60}") {
            for ask in asked(&text) {
                proptest::prop_assert!(!ask.trim().is_empty());
            }
        }
    }
}
