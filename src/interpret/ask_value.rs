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
        ],
        &[
            "附件|准备|对的|正确|错|旧|不|未|没|还|待|稍后|之后|晚点|保密|一样|同上|可能|也许|大概|如果|什么|哪|谁|多少|但|改|变|马上|尽快|已经|好了|确认中|定",
        ],
    )
});

/// Whether a sentence tells what an ask wants to know, and the sentence.
pub(super) fn told(
    ask: &Ask,
    wanted: &[Ask],
    sentences: &[Sentence],
    marks: &[Mark],
) -> Option<String> {
    let asked = super::clauses::fold(&ask.text);
    if !TELLABLE.is(&asked) || MATERIAL.is(&asked) {
        return None;
    }
    let own = own_words(ask, wanted);
    let all = words(&ask.text);
    let adverse = |s: usize| {
        marks.iter().any(|mark| {
            mark.at.0 == s
                && matches!(
                    mark.fact,
                    Fact::Undone | Fact::Question | Fact::Decline | Fact::Dispute
                )
        })
    };
    let found = sentences.iter().enumerate().find(|(s, sentence)| {
        if sentence.asks || STATUS.is(&sentence.plain) || adverse(*s) {
            return false;
        }
        sentence.clauses.iter().any(|clause| {
            let Some((name, value)) = copula(&clause.plain) else {
                return false;
            };
            let name = words(name);
            let called = name.iter().any(|word| own.contains(word))
                && name.iter().all(|word| all.contains(word));
            let repeats = words(value).iter().all(|word| all.contains(word));
            called && !repeats
        })
    });
    found.map(|(_, sentence)| sentence.words.clone())
}

/// What is named, and what is said to be it.
fn copula(plain: &str) -> Option<(&str, &str)> {
    let (name, value) = [" is ", " are ", "是", "为"]
        .iter()
        .filter_map(|copula| plain.split_once(copula))
        .min_by_key(|(name, _)| name.len())?;
    let value = value.trim();
    (value.chars().filter(|c| c.is_alphanumeric()).count() >= 2).then_some((name, value))
}
