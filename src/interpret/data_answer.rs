//! Answers that are the data themselves: opening hours, an address, a code, answers between the
//! quoted questions.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::reply::Said;
use super::vocabulary::Class;
use super::{asks, list_mark};

/// More characters than this are a letter, not the data asked for.
const LONGEST: usize = 400;
/// More sentences likewise.
const MOST: usize = 6;
/// Data stand in short sentences.
const SENTENCE: usize = 120;

/// A kind of data: how it is asked for and how it looks.
struct Data {
    wanted: Class,
    looks: Class,
}

static KINDS: LazyLock<Vec<Data>> = LazyLock::new(|| {
    let data = |we: &[&str], wz: &[&str], le: &[&str], lz: &[&str]| Data {
        wanted: Class::new(we, wz),
        looks: Class::new(le, lz),
    };
    vec![
        data(
            &[
                "times?",
                "hours",
                "window",
                "when",
                "schedule",
                "dates?",
                "slots?",
                "availability",
                "day",
            ],
            &["时间|日期|何时|什么时候|几点|日程|档期"],
            &[
                "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*s?",
                "[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm)",
                "[0-9]{1,2}[:.][0-9]{2}",
                "between [0-9]+ and [0-9]+",
                "[0-9]+ ?(?:-|to|til|till) ?[0-9]+",
                "noon",
                "[0-9]{1,2} [a-z]{3,9}",
            ],
            &["[0-9]+点|[0-9]+月[0-9]+|周[一二三四五六日]|上午|下午|[0-9]{1,2}:[0-9]{2}"],
        ),
        data(
            &[
                "address(?:es)?",
                "ship-to",
                "location",
                "where",
                "delivery",
                "site",
                "postal",
            ],
            &["地址|寄送|收货|寄到|哪里|位置|地点|收件"],
            &[
                "[0-9]+[a-z]? [a-z]+ (?:street|road|lane|avenue|st|rd|ave|drive|square|way|court|park)",
                "(?:street|road|lane|avenue|building|floor|suite|unit|gate|entrance|warehouse|strasse|str)",
                "[a-z]{1,2}[0-9]{1,2}[a-z]? ?[0-9][a-z]{2}",
                "[0-9]{5}",
                "c/o",
            ],
            &[
                "[路街道巷弄]~[0-9]+号|[省市区县镇村]~[路街道号楼室]|[0-9]+室|[0-9]+楼|大厦|寄到:|收$",
            ],
        ),
        data(
            &[
                "codes?",
                "numbers?",
                "no",
                "id",
                "vat",
                "tax",
                "po",
                "iban",
                "account",
                "password",
                "key",
                "reference",
                "serial",
                "version",
                "budget",
                "quantity",
                "size",
                "dimensions?",
                "count",
                "colours?",
                "colors?",
                "how many",
                "how much",
                "hex",
            ],
            &["号|编码|代码|税|账|密码|型号|尺寸|数量|配置|多少|参数|规格|版本|颜色|预算|人数"],
            &[
                "[a-z]{0,4}[-/]?[0-9][0-9a-z./ -]*",
                "(?:is|are|:|=) ?[a-z]*[0-9][0-9a-z]*",
            ],
            &[
                "[a-z]{0,6}[0-9][0-9a-z]+|[零一二两三四五六七八九十百千万]+(?:个|台|人|份|张|套|件|寸|米)",
            ],
        ),
        data(
            &[
                "contacts?",
                "e-?mail",
                "phone",
                "person",
                "name",
                "names",
                "attendees",
                "participants",
                "who",
                "guest",
                "list",
            ],
            &["联系人|对接人|姓名|名单|电话|邮箱|谁|负责人|人员"],
            &[
                "[a-z0-9._+-]+@[a-z0-9.-]+",
                "[+0-9][0-9 ()/-]{6,}",
                "(?:contact|name|person|attendees?|participants?|guest)[a-z ]{0,12}(?:is|are|:|will be)",
            ],
            &[
                "1[3-9][0-9]{9}|[一-龥]{1,3}(?:经理|总|工|先生|女士|主任|老师|会计)|[0-9]{3,4}-[0-9]{7,8}|是[一-龥]{2,3}$|叫[一-龥]{2,3}",
            ],
        ),
    ]
});

/// Words that tell of a change or of the writer's own news rather than answer.
static NEWS: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "new (?:phone|number|address|office|fax|e-?mail|colleague|website)",
            "as of (?:today|now|monday|next)",
            "(?:has|have) changed",
            "we moved",
            "moved to",
            "please note",
            "our office",
            "fyi",
            "from now on",
        ],
        &["变更|即日起|更改为|搬迁|通知您|特此告知|改为|新号码"],
    )
});

static ENUMERATED: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "^q[1-9]",
            "^(?:first|second|third|firstly|secondly|thirdly|one|two)",
        ],
        &["^第[一二三四五六]|^[一二三四五六]、"],
    )
});

static ASKING: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &["questions?", "queries", "points", "open points"],
        &["问题|疑问|几点"],
    )
});

/// Data that answer.
pub(super) struct Answer {
    /// The very words.
    pub(super) words: String,
    /// Each of the questions has its own.
    pub(super) each: bool,
}

/// The words that are the answer, if they plainly are one.
pub(super) fn find(said: &Said<'_>, sentences: &[Sentence]) -> Option<Answer> {
    if !said.forwards
        && let Some(words) = between_quotes(said.whole)
    {
        return Some(Answer { words, each: true });
    }
    // Who answers with data alone says little else.
    let spoken = sentences.iter().filter(|s| !s.heard().greeting()).count();
    if said.own.chars().count() > LONGEST
        || spoken > MOST
        || sentences.iter().any(|s| NEWS.is(&s.plain))
    {
        return None;
    }
    let lines = said.own.lines();
    let parts = lines
        .filter(|l| list_mark::list_number(l).is_some())
        .count();
    let parts = sentences
        .iter()
        .flat_map(|s| &s.clauses)
        .filter(|c| ENUMERATED.is(&c.plain))
        .count()
        .max(parts);
    // What was asked is looked for only where something looks like an answer.
    let looks: Vec<(&Data, &Sentence)> = KINDS
        .iter()
        .filter_map(|kind| {
            let hit = sentences
                .iter()
                .filter(|s| !s.asks && !s.heard().greeting())
                .find(|s| s.plain.chars().count() <= SENTENCE && kind.looks.is(&s.plain))?;
            Some((kind, hit))
        })
        .collect();
    if parts < 2 && looks.is_empty() {
        return None;
    }
    let asked = asked_for(said);
    if parts >= 2 && (ASKING.is(&asked) || asked.contains('?')) {
        return Some(Answer {
            words: said.own.trim().to_owned(),
            each: true,
        });
    }
    looks
        .into_iter()
        .find(|(kind, _)| kind.wanted.is(&asked))
        .map(|(_, hit)| Answer {
            words: hit.words.clone(),
            each: false,
        })
}

/// A subject of a few words, and the quoted sentences that ask for something.
fn asked_for(said: &Said<'_>) -> String {
    let subject = said.subject.rsplit(']').next().unwrap_or_default();
    let mut asked = String::new();
    if subject.split_whitespace().count() <= 6 {
        asked = clauses::fold(subject);
    }
    let head: String = said.quoted.chars().take(2000).collect();
    for sentence in clauses::sentences(&head) {
        if asks::asks(&sentence) {
            asked.push('\n');
            asked.push_str(&sentence.plain);
            if sentence.asks {
                asked.push('?');
            }
        }
    }
    asked
}

/// Answers under each quoted question (RFC 3676 `>`): nothing else needs to be said.
fn between_quotes(whole: &str) -> Option<String> {
    let lines: Vec<&str> = whole
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    let (mut asked, mut answers) = (0usize, Vec::new());
    for pair in lines.windows(2) {
        let [question, answer] = pair else { continue };
        let quoted = |l: &str| l.starts_with('>');
        if quoted(question) && question.ends_with(['?', '？']) {
            asked = asked.saturating_add(1);
            if !quoted(answer) {
                answers.push(*answer);
            }
        }
    }
    (asked > 0
        && asked <= 8
        && answers.len() == asked
        && answers.iter().all(|a| a.chars().count() <= SENTENCE))
    .then(|| answers.join("\n"))
}
