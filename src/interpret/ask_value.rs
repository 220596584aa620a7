//! "The delivery address is 12 Mill Lane", 收货地址是…: an ask for words, answered in words.

use std::sync::LazyLock;

use super::answers::{own_words, words};
use super::clauses::Sentence;
use super::signals::{Fact, Mark};
use super::vocabulary::Class;
use crate::model::Ask;

/// What can be told in a line; a thing that must be sent is none.
static TELLABLE: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "address(?:es)?",
            "names?",
            "persons?",
            "contacts?",
            "recipients?",
            "phone",
            "telephone",
            "mobile",
            "fax",
            "numbers?",
            "codes?",
            "colou?rs?",
            "sizes?",
            "dimensions?",
            "width",
            "height",
            "length",
            "weight",
            "quantity",
            "quantities",
            "dates?",
            "days?",
            "times?",
            "hours",
            "venue",
            "location",
            "place",
            "titles?",
            "headline",
            "slogan",
            "claim",
            "caption",
            "wording",
            "spelling",
            "password",
            "account",
            "iban",
            "bic",
            "vat",
            "id",
            "language",
            "font",
            "budget",
            "department",
            "role",
            "position",
            "domain",
            "url",
            "link",
            "preference",
            "choice",
            "diet",
            "how (?:many|much)",
            "who",
            "when",
            "where",
            "which",
        ],
        &[
            "地址|名称|姓名|名字|联系人|对接人|负责人|收件人|电话|手机|邮箱|微信|号码|编号|税号|账号|帐号|颜色|尺寸|规格|数量|日期|时间|地点|场地|标题|口号|抬头|开户行|密码|语言|字体|预算|人数|职务|部门|称呼|网址|几个|多少|哪|谁",
        ],
    )
});

/// What is sent as a file or on paper, also where its name holds one of those.
static MATERIAL: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "files?",
            "lists?",
            "photos?",
            "pictures?",
            "images?",
            "portraits?",
            "scans?",
            "scanned",
            "copy",
            "copies",
            "documents?",
            "pdf",
            "svg",
            "logos?",
            "signed",
            "contracts?",
            "certificates?",
            "proof",
            "forms?",
            "texts?",
            "drawings?",
            "samples?",
            "letters?",
        ],
        &[
            "文件|清单|名单|照片|图片|扫描|复印|盖章|合同|证书|证明|表格|样品|文案|资料|材料|原图|营业执照",
        ],
    )
});

/// What is said of a thing instead of telling it.
static STATUS: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "attached",
            "enclosed",
            "below",
            "above",
            "here",
            "there",
            "ready",
            "done",
            "fine",
            "ok",
            "okay",
            "correct",
            "right",
            "wrong",
            "incorrect",
            "old",
            "outdated",
            "same",
            "unchanged",
            "known",
            "unknown",
            "unclear",
            "clear",
            "open",
            "missing",
            "pending",
            "secret",
            "confidential",
            "private",
            "important",
            "being",
            "not",
            "[a-z]*n't",
            "no",
            "never",
            "still",
            "yet",
            "coming",
            "late",
            "later",
            "soon",
            "available",
            "different",
            "chang(?:ed|ing)",
            "on (?:its|their|the) way",
            "in progress",
            "under",
            "subject to",
            "up to",
            "follow(?:s|ing)?",
            "sent",
            "given",
            "decided",
            "to be",
            "tb[acd]",
            "maybe",
            "perhaps",
            "probably",
            "possibly",
            "either",
            "but",
            "if",
            "with (?:our|my|the|his|her)",
            "required",
            "needed",
            "necessary",
            "dropped",
            "rejected",
            "belongs?",
        ],
        &[
            "附件|准备|对的|正确|错|旧|不|未|没|还|待|稍后|之后|晚点|保密|一样|同上|可能|也许|大概|如果|什么|哪|谁|多少|但|改|变|马上|尽快|已经|好了|确认中|定|被|否了|否决|属于",
        ],
    )
});

/// Whether an ask is answered in words.
pub(super) fn is_told_in_words(ask: &Ask) -> bool {
    let asked = super::clauses::fold(&ask.text);
    TELLABLE.is(&asked) && !MATERIAL.is(&asked)
}

/// The words that tell what an ask wants to know.
pub(super) fn told(
    ask: &Ask,
    wanted: &[Ask],
    sentences: &[Sentence],
    marks: &[Mark],
) -> Option<String> {
    if !is_told_in_words(ask) {
        return None;
    }
    let own = own_words(ask, wanted);
    let all = words(&ask.text);
    let others: Vec<Vec<String>> = wanted
        .iter()
        .filter(|other| other.n != ask.n)
        .map(|other| own_words(other, wanted))
        .collect();
    let of_another = |plain: &str| {
        let said = words(plain);
        let named = |own: &Vec<String>| own.iter().any(|word| said.contains(word));
        others.iter().any(named)
    };
    let adverse = |s: usize, clauses: std::ops::Range<usize>| {
        marks.iter().any(|mark| {
            mark.at.0 == s
                && clauses.contains(&mark.at.1)
                && matches!(
                    mark.fact,
                    Fact::Undone | Fact::Question | Fact::Decline | Fact::Dispute
                )
        })
    };
    let found = sentences.iter().enumerate().find(|(s, sentence)| {
        if sentence.asks {
            return false;
        }
        let clauses = || sentence.clauses.iter().enumerate();
        clauses().any(|(c, clause)| {
            let (name, value, by_looks) = match copula(&clause.plain) {
                Some((name, value)) => (name, value, false),
                None => match literal(&clause.plain).filter(|(_, value)| is_told(value)) {
                    Some((name, value)) => (name, value, true),
                    None => return false,
                },
            };
            let name = words(name);
            let called = name.iter().any(|word| own.contains(word))
                && name.iter().all(|word| all.contains(word));
            let repeats = words(value).iter().all(|word| all.contains(word));
            if !called || repeats {
                return false;
            }
            // What is said of it goes on until another ask is named; within quotation marks nothing is.
            let literal = value.starts_with(QUOTES);
            let mut open = literal && quotes(&clause.plain) % 2 == 1;
            let from = c.saturating_add(1);
            let quoted = open;
            let inside = clauses().skip(from).take_while(|(_, next)| {
                let still = open;
                open &= quotes(&next.plain).is_multiple_of(2);
                still
            });
            let from = from.saturating_add(inside.count());
            // "The slogan X was dropped": without a copula, what is said behind it tells nothing.
            let ends = sentence.clauses.get(from.saturating_sub(1));
            let tail = ends.map_or("", |last| behind_value(&last.plain, quoted));
            if by_looks && tail.chars().any(char::is_alphanumeric) {
                return false;
            }
            let behind = clauses().skip(from);
            let until = behind
                .take_while(|(_, next)| !of_another(&next.plain))
                .count()
                .saturating_add(from);
            let first = if literal { from } else { c };
            let mut said = without_quoted(&clause.plain);
            for (_, next) in clauses().skip(from).take(until.saturating_sub(from)) {
                said.push(' ');
                said.push_str(&next.plain);
            }
            !STATUS.is(&said) && !adverse(*s, first..until)
        })
    });
    found.map(|(_, sentence)| sentence.words.clone())
}

/// What encloses a literal value, folded.
const QUOTES: &[char] = &['"', '「', '《'];

fn quotes(plain: &str) -> usize {
    plain
        .chars()
        .filter(|c| matches!(c, '"' | '「' | '」' | '《' | '》'))
        .count()
}

/// A text without what stands between its quotation marks.
fn without_quoted(plain: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in plain.chars() {
        if matches!(c, '"' | '「' | '」' | '《' | '》') {
            inside = !inside;
        } else if !inside {
            out.push(c);
        }
    }
    out
}

/// What is named, and what is said to be it.
fn copula(plain: &str) -> Option<(&str, &str)> {
    let (name, value) = [" is ", " are ", "是", "为"]
        .iter()
        .filter_map(|copula| plain.split_once(copula))
        .min_by_key(|(name, _)| name.len())?;
    let value = value.trim();
    is_told(value).then_some((name, value))
}

fn is_told(value: &str) -> bool {
    value.chars().filter(|c| c.is_alphanumeric()).count() >= 2
}

/// What stands behind a value without a verb, in the clause where it ends; `quoted`: it began in one before.
fn behind_value(plain: &str, quoted: bool) -> &str {
    if quoted || plain.contains(QUOTES) {
        let close = plain.rsplit_once(['"', '」', '》']);
        return close.map_or("", |(_, tail)| tail);
    }
    let code = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(is_code);
    let split = code.and_then(|code| plain.split_once(code));
    split.map_or("", |(_, tail)| tail)
}

fn is_code(word: &&str) -> bool {
    word.len() >= CODE && word.chars().filter(char::is_ascii_digit).count() >= CODE
}

/// Characters of a code that stands behind its name without a verb.
const CODE: usize = 5;

/// 口号用“…”, 税号91310000MA1FL5XX0A, "VAT number DE811223344": the value by its looks.
fn literal(plain: &str) -> Option<(&str, &str)> {
    if let Some(at) = plain.find(QUOTES).filter(|at| *at > 0) {
        let (name, value) = plain.split_at_checked(at)?;
        let name = name
            .trim_end()
            .trim_end_matches(['用', '叫', '取', '定', '就', ':', '=']);
        return Some((name, value));
    }
    let word = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(is_code)?;
    let at = plain.find(word)?;
    plain.split_at_checked(at)
}
