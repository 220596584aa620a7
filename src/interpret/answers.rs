//! A reply fitted to the asks of one item.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::LazyLock;

use super::AskAnswer;
use super::ask_numbers::by_running_number;
use super::ask_said::{agrees, all_idle, is_of_all, names_the_lot, said_beside, told_outright};
use super::ask_synonyms::GROUPS;
use super::ask_value;
use super::clauses::{self, Sentence};
use super::elsewhere::left_to_another;
use super::given::given;
use super::list_mark;
use super::not_here::{GIVEN_BEFORE, NONE, not_here};
use super::one_line::side_by_side;
use super::owner_asks::excepted;
use super::share::{is_some_of_it, only_some};
use super::signals::{self, Fact, Mark};
use super::unsettled;
use super::vocabulary::{Class, WORDS};
use super::{words_en, words_zh};
use crate::model::{Ask, Attachment, Evidence, Reading, Reply, is_han};

/// Rule of an ask whose answer is told in words: "the address is …".
pub const TOLD: &str = "ask-told";

/// Rule of an ask of which the answer says only who else has it.
pub const ELSEWHERE: &str = "ask-elsewhere";

/// Fits a reply to the asks of one item: by their numbers, their words, attachments and answers
/// between quoted lines. Asks nothing is said about are not in the answer.
#[must_use]
pub fn answers(reading: &Reading, attachments: &[Attachment], wanted: &[Ask]) -> Vec<AskAnswer> {
    if reading.automatic.is_some() {
        return Vec::new();
    }
    let sentences = clauses::sentences(&reading.own_text);
    let marks = signals::marks(&sentences, &reading.dates);
    let numbered = by_number(&reading.own_text);
    let most = wanted.iter().map(|ask| ask.n).max().unwrap_or(0);
    let running = by_running_number(&sentences, most);
    let mut out: Vec<AskAnswer> = Vec::new();
    for ask in wanted {
        let by_its_number = running.iter().find(|(n, ..)| *n == ask.n);
        // "All but the releases": whatever is said of all, and whatever files there are.
        let found = from_exception(ask, wanted, &sentences)
            .or_else(|| from_number(ask, &numbered))
            .or_else(|| by_its_number.map(|(_, done, words)| (*done, "ask-number", words.clone())))
            .or_else(|| {
                // "Now you have the plan too", and it is there.
                let seen = || from_file(ask, wanted, attachments).is_some();
                let less = from_less(ask, wanted, &sentences, &marks);
                less.filter(|less| ![GIVEN_BEFORE, NONE].contains(&less.1) || !seen())
            })
            .or_else(|| {
                let told = ask_value::told(ask, wanted, &sentences, &marks)?;
                Some((true, TOLD, told))
            })
            .or_else(|| from_file_to_come(ask, wanted, (&sentences, &marks), attachments))
            .or_else(|| from_words(ask, wanted, &sentences, &marks, Reach::Clause))
            .or_else(|| from_file(ask, wanted, attachments))
            .or_else(|| from_words(ask, wanted, &sentences, &marks, Reach::Sentence));
        // 平面图画好了，等审核: what has not gone out has not come, whatever is said of it.
        let another = |plain: &str| {
            let said = words(plain);
            let mut others = wanted.iter().filter(|other| other.n != ask.n);
            others.any(|other| words(&other.text).iter().any(|word| said.contains(word)))
        };
        let pending = |found: &str| {
            let of = sentences.iter().filter(|s| s.words.contains(found));
            let mut clauses = of.flat_map(|s| &s.clauses);
            attachments.is_empty()
                && clauses.any(|c| unsettled::is_pending(&c.plain) && !another(&c.plain))
        };
        let found = found.map(|(done, rule, words)| {
            let done = done && !(rule == "ask-words" && pending(&words));
            (done, rule, words)
        });
        if let Some((done, rule, words)) = found {
            out.push(AskAnswer {
                n: ask.n,
                done,
                evidence: Evidence::new(rule, None, &words),
            });
        }
    }
    let files = attachments.iter().filter(|a| !a.inline).count();
    rest(reading, &sentences, &marks, (wanted, files), &mut out);
    out.sort_by_key(|a| a.n);
    out
}

/// Lines of the reply that carry a number of their own.
pub(super) fn by_number(own: &str) -> Vec<(u32, String)> {
    let mut out: Vec<(u32, String)> = Vec::new();
    // What stands after an empty line is no longer said of the number above it.
    let mut goes_on = false;
    for line in own.lines() {
        let line = line.trim().trim_start_matches('>').trim();
        if let Some(side_by_side) = side_by_side(line) {
            out.extend(side_by_side);
            goes_on = false;
            continue;
        }
        if let (Some(n), Some(text)) = (list_mark::list_number(line), list_mark::list_mark(line)) {
            out.push((n, text.to_owned()));
            goes_on = true;
        } else if line.is_empty() {
            goes_on = false;
        } else if let Some((_, text)) = out.last_mut().filter(|_| goes_on)
            && line.chars().count() < 80
        {
            text.push('\n');
            text.push_str(line);
        }
    }
    out
}

type Found = (bool, &'static str, String);

fn from_number(ask: &Ask, numbered: &[(u32, String)]) -> Option<Found> {
    let (_, text) = numbered.iter().find(|(n, _)| *n == ask.n)?;
    let (done, rule) = given(text, ask)?;
    Some((done && !is_some_of_it(text), rule, text.clone()))
}

/// Some of it came, or somebody else has it: said before anything is seen of a file of its name.
fn from_less(ask: &Ask, wanted: &[Ask], sentences: &[Sentence], marks: &[Mark]) -> Option<Found> {
    if let Some(some) = only_some(ask, wanted, sentences, marks) {
        return Some((false, "ask-words", some));
    }
    let several = wanted.len() > 1;
    if let Some((rule, words)) = not_here(ask, wanted, sentences, marks).filter(|_| several) {
        return Some((false, rule, words));
    }
    let (sends, left) = left_to_another(ask, wanted, sentences, marks)?;
    Some((false, if sends { ELSEWHERE } else { "ask-words" }, left))
}

/// Words that tell asks apart: longer Latin words, numbers, pairs of characters.
pub(super) fn words(text: &str) -> Vec<String> {
    const COMMON: &[&str] = &[
        "the", "and", "for", "with", "your", "our", "you", "please", "send", "provide", "of", "to",
        "in", "a", "an", "is", "are", "all", "new", "current", "latest", "from", "that", "this",
        "need", "could", "would", "can", "we", "us", "me", "by", "on", "as", "or", "it", "still",
        "have", "will", "not", "one", "two", "copy", "file",
    ];
    const COMMON_ZH: &str = "的了请和与及在您你我们贵司个一把";
    let plain = clauses::fold(text);
    let mut out = Vec::new();
    let mut han: Vec<char> = Vec::new();
    let mut latin = String::new();
    for c in plain.chars().chain(std::iter::once(' ')) {
        if is_han(c) && !COMMON_ZH.contains(c) {
            han.push(c);
        } else {
            out.extend(han.windows(2).map(|pair| pair.iter().collect::<String>()));
            han.clear();
        }
        if c.is_alphanumeric() && !is_han(c) {
            latin.push(c);
        } else if !latin.is_empty() {
            let word = stem(&latin).into_owned();
            if !COMMON.contains(&latin.as_str())
                && !COMMON.contains(&word.as_str())
                && (word.len() > 2 || word.chars().all(|c| c.is_ascii_digit()))
            {
                out.push(word);
            }
            latin.clear();
        }
    }
    let latin = out.len();
    for (n, group) in GROUPS.iter().enumerate() {
        let has = |name: &&str| match name.is_ascii() {
            true => out
                .iter()
                .take(latin)
                .any(|w| *w == stem(name) || w == name),
            false => plain.contains(*name),
        };
        if group.iter().any(has) {
            out.push(format!("={n}"));
        }
    }
    out
}

/// Plural and tense endings off, and the "e" that goes with them: price, prices, pricing. A "y" is what its
/// plural has, so that a story is no store.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    for (end, least) in [("ing", 3), ("es", 4), ("ed", 4), ("s", 3), ("e", 4)] {
        if let Some(bare) = word.strip_suffix(end)
            && (bare.len() >= least || end == "es" && bare.len() >= 3 && bare.ends_with(['x', 'h']))
        {
            return Cow::Borrowed(bare);
        }
    }
    match word.strip_suffix('y') {
        Some(bare) if bare.len() >= 3 && !bare.ends_with(['a', 'e', 'i', 'o', 'u']) => {
            Cow::Owned(format!("{bare}i"))
        }
        _ => Cow::Borrowed(word),
    }
}

/// Whether a word, as [`words`] has it, says in which state a thing is, and of no thing which it is.
pub(super) fn is_manner(word: &str) -> bool {
    words_en::with_this::MANNER
        .iter()
        .chain(words_zh::with_this::MANNER)
        .any(|manner| stem(manner) == word)
}

/// Words of this ask that no other ask has.
pub(super) fn own_words(ask: &Ask, wanted: &[Ask]) -> Vec<String> {
    let others: Vec<String> = wanted
        .iter()
        .filter(|a| a.n != ask.n)
        .flat_map(|a| words(&a.text))
        .collect();
    words(&ask.text)
        .into_iter()
        .filter(|w| !others.contains(w))
        .collect()
}

/// How far from the words of an ask something is still said of it: a file of its name tells more than
/// the next clause, which may be about another ("先发图纸，照片后补").
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Clause,
    Sentence,
}

/// The sentence and clause that name the ask best.
fn named_at(ask: &Ask, wanted: &[Ask], sentences: &[Sentence]) -> Option<(usize, usize)> {
    let own = own_words(ask, wanted);
    if own.is_empty() {
        return None;
    }
    let hits = |text: &str| {
        let said = words(text);
        own.iter().filter(|w| said.contains(w)).count()
    };
    let mut best: Option<(usize, usize, usize)> = None;
    for (s, sentence) in sentences.iter().enumerate() {
        for (c, clause) in sentence.clauses.iter().enumerate() {
            let count = hits(&clause.plain);
            if count > 0 && best.is_none_or(|(most, ..)| count > most) {
                best = Some((count, s, c));
            }
        }
    }
    let (_, s, c) = best?;
    Some((s, c))
}

/// What is handed over with this very mail, though it is said as if it were to come: 今天先给您标志 and a
/// file of that name.
static WITH_THIS: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        words_en::with_this::WITH_THIS,
        words_zh::with_this::WITH_THIS,
    )
});
/// It is to come later all the same.
static LATER: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::with_this::LATER, words_zh::with_this::LATER));
/// By its name a file is what stands before the thing, or beside it.
static NOT_YET_IT: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        words_en::with_this::NOT_YET_IT,
        words_zh::with_this::NOT_YET_IT,
    )
});

fn from_file_to_come(
    ask: &Ask,
    wanted: &[Ask],
    (sentences, marks): (&[Sentence], &[Mark]),
    attachments: &[Attachment],
) -> Option<Found> {
    let file = from_file(ask, wanted, attachments)?;
    let at = named_at(ask, wanted, sentences)?;
    let clause = sentences.get(at.0)?.clauses.get(at.1)?;
    let mut said = marks.iter().filter(|mark| mark.at == at).peekable();
    said.peek()?;
    (said.all(|mark| matches!(mark.fact, Fact::Promise | Fact::Acknowledged))
        && WITH_THIS.is(&clause.plain)
        && !LATER.is(&clause.plain)
        && !NOT_YET_IT.is(&clauses::fold(&file_words(&file.2))))
    .then_some(file)
}

/// The clause that names the ask, and what it or its sentence says.
fn from_words(
    ask: &Ask,
    wanted: &[Ask],
    sentences: &[Sentence],
    marks: &[Mark],
    reach: Reach,
) -> Option<Found> {
    let (s, c) = named_at(ask, wanted, sentences)?;
    let at_clause = |m: &&Mark| m.at == (s, c);
    // "The photos are paid for": whoever asked for them has not got them.
    let of_money = WORDS.money_talk.is(&clauses::fold(&ask.text));
    let judge = |m: &Mark| match m.fact {
        Fact::Paid if !of_money => None,
        Fact::Given | Fact::Paid | Fact::Approval => Some(true),
        Fact::Promise | Fact::Undone | Fact::Question | Fact::Decline | Fact::Dispute => {
            Some(false)
        }
        _ => None,
    };
    let clause_says: Vec<bool> = marks.iter().filter(at_clause).filter_map(judge).collect();
    let sentence = sentences.get(s)?;
    // "About the guest list I have to ask": it is looked into, and has not come.
    let plain = sentence.clauses.get(c).map_or("", |c| c.plain.as_str());
    if clause_says.is_empty() && WORDS.ack_action.is(plain) && !agrees(sentence, c, ask) {
        return Some((false, "ask-words", sentence.words.clone()));
    }
    let mut rule = "ask-words";
    let done = if let Some(told) = told_outright(sentence, ask) {
        if ask_value::is_told_in_words(ask) {
            rule = TOLD;
        }
        told
    } else if clause_says.is_empty() && agrees(sentence, c, ask) {
        true
    } else if clause_says.is_empty() {
        if reach == Reach::Clause {
            return None;
        }
        said_beside(sentence, s, c, wanted, marks).and_then(judge)?
    } else {
        clause_says.iter().all(|d| *d)
    };
    let words = sentences
        .get(s)
        .map(|s| s.words.clone())
        .unwrap_or_default();
    Some((done, rule, words))
}

/// A file's name in words: `price_list-2027.pdf`, `PriceList.pdf`.
#[must_use]
pub fn file_words(name: &str) -> String {
    let mut out = String::new();
    let mut small = false;
    for c in name.chars() {
        if small && c.is_ascii_uppercase() {
            out.push(' ');
        }
        small = c.is_ascii_lowercase();
        out.push(if "_-.".contains(c) { ' ' } else { c });
    }
    out
}

/// Words for all of it that leave this ask out.
fn from_exception(ask: &Ask, wanted: &[Ask], sentences: &[Sentence]) -> Option<Found> {
    let own = own_words(ask, wanted);
    let sentence = sentences.iter().find(|sentence| {
        let left_out = excepted(&sentence.plain).map(|behind| words(&behind));
        left_out.is_some_and(|said| own.iter().any(|word| said.contains(word)))
    })?;
    Some((false, "ask-words", sentence.words.clone()))
}

fn from_file(ask: &Ask, wanted: &[Ask], attachments: &[Attachment]) -> Option<Found> {
    let own = own_words(ask, wanted);
    let file = attachments.iter().filter(|a| !a.inline).find(|a| {
        let name = words(&file_words(&a.name));
        own.iter()
            .any(|w| name.contains(w) && !w.chars().all(|c| c.is_ascii_digit()) && !is_manner(w))
    })?;
    Some((true, "ask-attachment", file.name.clone()))
}

/// Asks nothing was said of: a whole delivery settles them, "all but …" and "everything" too.
fn rest(
    reading: &Reading,
    sentences: &[Sentence],
    marks: &[Mark],
    (wanted, files): (&[Ask], usize),
    out: &mut Vec<AskAnswer>,
) {
    let open = out.iter().any(|a| !a.done);
    let whole = marks.iter().find(|m| {
        matches!(m.fact, Fact::Given | Fact::Paid | Fact::Approval)
            && sentences.get(m.at.0).is_some_and(|s| {
                WORDS.whole.is(&s.plain) && !all_idle(&s.plain) && is_of_all(s, wanted)
            })
    });
    // One file of a name that one ask has is no sight of the others, whatever is said of all.
    let whole = whole.filter(|_| {
        let named = out.iter().filter(|a| a.evidence.rule == "ask-attachment");
        open || files == 0
            || named.count() < files
            || files >= wanted.iter().filter(|a| !a.done).count()
    });
    let exception = open && whole.is_some();
    let delivered = reading.reply == Reply::Delivered && !open;
    let left = wanted.iter().filter(|ask| !ask.done).count();
    let single = (wanted.len() == 1 || left == 1) && delivered;
    let by_words = out.iter().any(|a| a.evidence.rule != "ask-attachment");
    // "Done" is no sight of three things, nor one file of them; three files are, or "the documents".
    let seen = if files == 0 {
        marks
            .iter()
            .any(|m| m.fact == Fact::Given && names_the_lot(&clauses::fold(&m.words)))
    } else {
        files >= left
    };
    let unnamed = !by_words && seen && delivered && !marks.iter().any(|m| m.fact == Fact::Question);
    if !(exception || whole.is_some() && reading.reply != Reply::Part || single || unnamed) {
        return;
    }
    let words = whole.map_or_else(
        || {
            reading
                .signals
                .first()
                .map_or_else(|| reading.own_text.clone(), |s| s.evidence.clone())
        },
        |m| m.words.clone(),
    );
    for ask in wanted {
        if !out.iter().any(|a| a.n == ask.n) {
            let evidence = Evidence::new("ask-all", None, &words);
            out.push(AskAnswer {
                n: ask.n,
                done: true,
                evidence,
            });
        }
    }
}
