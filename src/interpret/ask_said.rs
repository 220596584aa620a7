//! What the words around an ask say of it, where its own clause says nothing; and words for all of it.

use std::sync::LazyLock;

use super::answers::{own_words, stem, words};
use super::clauses::Sentence;
use super::owner_asks::excepted;
use super::signals::{Fact, Mark};
use super::vocabulary::{Class, WORDS};
use super::{words_en, words_zh};
use crate::model::{Ask, is_han};

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::agrees::$name, words_zh::agrees::$name));
    };
}
class!(AGREES);
class!(TO_CONFIRM);
class!(BUT);

/// What a clause without a verb of its own shares: with the next that names no other ask (架构图，已发),
/// else with the one before it whose list it goes on ("attached are the logo, the prices").
pub(super) fn said_beside<'m>(
    sentence: &Sentence,
    s: usize,
    c: usize,
    wanted: &[Ask],
    marks: &'m [Mark],
) -> Option<&'m Mark> {
    let names = |at: usize| {
        let clause = sentence.clauses.get(at);
        let said = clause
            .map(|clause| words(&clause.plain))
            .unwrap_or_default();
        wanted
            .iter()
            .any(|ask| own_words(ask, wanted).iter().any(|w| said.contains(w)))
    };
    let whole = |m: &&Mark| matches!(m.fact, Fact::Decline | Fact::Dispute);
    let at = |n: usize| {
        marks
            .iter()
            .find(move |m| m.at == (s, n) && !(whole(m) && n != c))
    };
    if !is_a_list(&sentence.clauses.get(c)?.plain, wanted) {
        return None;
    }
    let last = sentence.clauses.len();
    for next in c.saturating_add(1)..last {
        let plain = &sentence.clauses.get(next)?.plain;
        if let Some(mark) = at(next) {
            // "The logo, the prices are attached" shares; "the logo, the prices will follow" too.
            return Some(mark);
        }
        if !is_a_list(plain, wanted) && names(next) {
            break;
        }
    }
    (0..c).rev().find_map(at)
}

/// 没问题 of what was to be confirmed: the negation in it denies nothing.
pub(super) fn agrees(sentence: &Sentence, c: usize, ask: &Ask) -> bool {
    let asked = super::clauses::fold(&ask.text);
    let said = sentence.clauses.get(c).map(|clause| clause.plain.as_str());
    !sentence.asks
        && TO_CONFIRM.is(&asked)
        && !BUT.is(&sentence.plain)
        && said.is_some_and(|plain| AGREES.is(plain))
}

/// Things and nothing said of them: no verb of its own.
fn is_a_list(plain: &str, wanted: &[Ask]) -> bool {
    const JOINING: &[&str] = &[
        "as",
        "well",
        "also",
        "plus",
        "too",
        "signed",
        "updated",
        "our",
        "final",
        "finished",
        "his",
        "her",
        "their",
        "both",
        "two",
        "three",
        "four",
        "five",
        "files",
        "file",
        "version",
        "versions",
        "pdf",
        "svg",
        "including",
        "together",
    ];
    // 证书还在扫描 is as short as a name, and says where it is.
    if plain.contains(['还', '没', '未', '待', '等', '才', '再', '正', '在']) {
        return false;
    }
    let asked: Vec<String> = wanted.iter().flat_map(|ask| words(&ask.text)).collect();
    let more = words(plain);
    let other = more.iter().filter(|w| {
        let known = asked.contains(w) || w.starts_with('=') || JOINING.contains(&w.as_str());
        let joined = |j: &&str| stem(j) == w.as_str();
        !(known || JOINING.iter().any(joined) || w.chars().all(|c| c.is_ascii_digit()))
    });
    // Pairs of characters overlap at the edges of a known word.
    let free = if plain.chars().any(is_han) { 2 } else { 0 };
    other.count() <= free
}

/// "Opening hours: Mon to Fri, 9 to 17": the ask by its name and, after a colon, what it asks for.
pub(super) fn told_outright(sentence: &Sentence, ask: &Ask) -> Option<bool> {
    let (name, told) = sentence.plain.split_once(':')?;
    // A full stop after a figure may not have ended the sentence.
    let told = told.split(". ").next().unwrap_or_default();
    let asked = words(&ask.text);
    let name = words(name);
    let called = !name.is_empty() && name.iter().all(|w| asked.contains(w));
    let news = told.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
    let open = [
        "tbd", "tbc", "tba", "n/a", "follow", "later", "missing", "will", "coming", "soon",
        "tomorrow", "next", "not ", "still", "wait", "need", "ask", "待", "稍后", "暂无", "发",
        "给", "明天", "下周", "还", "没", "未", "等",
    ];
    (called && news && !sentence.asks && !open.iter().any(|w| told.contains(w))).then_some(true)
}

/// "All right, sent" says nothing of all.
pub(super) fn all_idle(plain: &str) -> bool {
    let idle = [
        "all right",
        "all good",
        "all the best",
        "all set",
        "all well",
        "after all",
        "at all",
    ];
    let bare = idle
        .iter()
        .fold(plain.to_owned(), |plain, words| plain.replace(words, " "));
    !WORDS.whole.is(&bare)
}

/// Whether "all" in a sentence is all that was asked for, and not all of one thing: "photo releases
/// attached, all signed", "the full logo package".
pub(super) fn is_of_all(sentence: &Sentence, wanted: &[Ask]) -> bool {
    const REST: &[&str] = &[
        " else",
        " incl",
        "包括",
        "the rest",
        " other",
        "remaining",
        "其他",
        "其它",
        "其余",
        "剩下",
        "另外",
    ];
    let said = words(&sentence.plain);
    let named = wanted
        .iter()
        .filter(|ask| {
            own_words(ask, wanted)
                .iter()
                .any(|word| said.contains(word))
        })
        .count();
    named == 0
        || named == wanted.len()
        || REST.iter().any(|rest| sentence.plain.contains(rest))
        || excepted(&sentence.plain).is_some()
}

/// Words for all that was asked for.
const THE_LOT: &[&str] = &[
    "the files",
    "the documents",
    "the docs",
    "the material",
    "the papers",
    "the assets",
    "the content",
    "the information",
    "the info",
    "the details",
    "the data",
    "the things",
    "the stuff",
    "the items",
    "the pictures",
    "the images",
    "the requested",
    "you asked",
    "you requested",
    "you need",
    "you wanted",
    "as requested",
    "as discussed",
    "as asked",
    "they",
    "them",
    "these",
    "those",
    "our files",
    "our documents",
    "our material",
    "our data",
    "资料",
    "材料",
    "文件",
    "东西",
    "内容",
    "所需",
    "以上",
    "这些",
    "信息",
    "你要的",
    "您要的",
    "需要的",
    "素材",
    "数据",
];

pub(super) fn names_the_lot(plain: &str) -> bool {
    let word = |w: &&&str| {
        let bounded = |at: usize| {
            let before = plain.get(..at).and_then(|t| t.chars().next_back());
            let after = plain
                .get(at.saturating_add(w.len())..)
                .and_then(|t| t.chars().next());
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            !letter(before) && (!letter(after) || w.contains(' '))
        };
        plain.match_indices(**w).any(|(at, _)| bounded(at))
    };
    THE_LOT.iter().any(|w| word(&w))
}
