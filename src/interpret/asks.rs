//! What a mail asks for, one by one.

use std::cell::LazyCell;
use std::sync::LazyLock;

use super::ask_points::only_points;
use super::clauses::{self, Sentence};
use super::list_mark::list_mark;
use super::things_apart::listed as listed_things;
use super::vocabulary::{Class, WORDS};
use super::{ask_cut, ask_words, one_line};
use crate::model::{DateSeen, is_han};

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(ask_words::$en, ask_words::$zh));
    };
}
class!(ADDS, ADDS_EN, NO_ZH);
class!(GREETS, GREETS_EN, GREETS_ZH);
class!(NEWS, NEWS_EN, NEWS_ZH);
class!(MINE, MINE_EN, MINE_ZH);

/// The asks of a mail: its list if it has one that is asked for, else the asking parts of its
/// sentences, without the days they are wanted by. `whole`: subject and own words, folded.
pub(super) fn find(
    own: &str,
    sentences: &[Sentence],
    whole: &str,
    dates: &[DateSeen],
) -> Vec<String> {
    // Most mails ask nothing, and then none of this is looked for.
    let news = LazyCell::new(|| NEWS.is(whole));
    // Nobody waits for an answer to the questions of a greeting or of what is told for information.
    let idle = LazyCell::new(|| {
        *news || GREETS.is(whole) || sentences.iter().any(|s| s.heard().nothing_to_do())
    });
    let asking: Vec<Option<&[bool]>> = sentences
        .iter()
        .map(|s| {
            asking_clauses(s).filter(|clauses| {
                (clauses.iter().any(|c| *c) || !*idle) && (!*news || s.heard().asks_for())
            })
        })
        .collect();
    let asks = asking.iter().any(Option::is_some);
    let spread = one_line::spread(own, asks);
    let mut list = listed(&spread, asks);
    if !list.is_empty() {
        if !*news {
            list.extend(below(&spread, dates));
        }
        return list;
    }
    let mut out: Vec<String> = Vec::new();
    let mut follows = false;
    for (sentence, clauses) in sentences.iter().zip(&asking) {
        let Some(clauses) = clauses else {
            follows = false;
            continue;
        };
        match out.last_mut() {
            Some(last) if follows && ADDS.is(&sentence.plain) => {
                last.push_str(". ");
                last.push_str(&sentence.words);
            }
            Some(_) if only_when(sentence, dates) => {}
            _ => {
                for (part, clauses) in apart(sentence, clauses) {
                    out.push(ask_cut::cut(&part, &clauses, dates));
                }
            }
        }
        follows = true;
    }
    // Of marks without words nothing is left.
    out.retain(|ask| !ask.trim().is_empty());
    // What names nothing points at what another sentence names.
    let points: Vec<bool> = out.iter().map(|ask| only_points(ask, dates)).collect();
    if points.contains(&false) {
        let mut points = points.into_iter();
        out.retain(|_| points.next() != Some(true));
    }
    out.into_iter()
        .flat_map(|ask| behind_colon(ask, dates))
        .collect()
}

/// "Send us the following: the logo, the texts": a list, though it stands in a line.
fn behind_colon(ask: String, dates: &[DateSeen]) -> Vec<String> {
    let things = ask
        .split_once([':', '：'])
        .filter(|(lead, _)| only_points(lead, dates))
        .and_then(|(_, things)| listed_things(things, false));
    things.unwrap_or_else(|| vec![ask])
}

/// Words that begin a second ask in one Chinese sentence.
const BESIDES: &[&str] = &[
    "另外",
    "此外",
    "同时",
    "还有",
    "另请",
    "也请",
    "并请",
    "再请",
    "另",
    "其次",
    "以及请",
];

/// "麻烦确认报价，另外请提供税号": two asks in one sentence, each with its clauses.
fn apart(sentence: &Sentence, asking: &[bool]) -> Vec<(Sentence, Vec<bool>)> {
    let whole = || vec![(sentence.clone(), asking.to_vec())];
    let asks = |at: usize| asking.get(at).copied().unwrap_or_default();
    let Some(second) = (1..sentence.clauses.len()).find(|at| {
        let plain = sentence.clauses.get(*at).map_or("", |c| c.plain.as_str());
        asks(*at)
            && (0..*at).any(asks)
            && BESIDES
                .iter()
                .any(|word| plain.trim_start().starts_with(word))
    }) else {
        return whole();
    };
    let (first, rest) = sentence.clauses.split_at(second);
    let Some(at) = rest.first().and_then(|c| {
        let before: usize = first.iter().map(|c| c.words.len()).sum();
        let tail = sentence.words.get(before..)?;
        tail.find(&c.words).map(|at| before.saturating_add(at))
    }) else {
        return whole();
    };
    let part = |words: Option<&str>, clauses: &[clauses::Clause]| {
        let words = words.unwrap_or_default().trim().to_owned();
        Sentence {
            plain: clauses::fold(&words),
            words,
            asks: sentence.asks,
            clauses: clauses.to_vec(),
            hits: std::cell::OnceCell::new(),
            asking: std::cell::OnceCell::new(),
        }
    };
    let (left, right) = asking.split_at(second.min(asking.len()));
    let mut out = vec![(part(sentence.words.get(..at), first), left.to_vec())];
    out.extend(apart(&part(sentence.words.get(at..), rest), right));
    out
}

/// Words that speak of the list itself: "could you send these by Friday?"
const OF_LIST: &[&str] = &[
    "these",
    "them",
    "those",
    "it",
    "this",
    "that",
    "everything",
    "all",
    "above",
    "any",
    "list",
    "questions",
];
const OF_LIST_ZH: &[&str] = &[
    "上述", "以上", "这些", "这几", "全部", "都", "一起", "它们", "问题",
];

/// What is asked in a question below the list, of something else.
fn below(own: &str, dates: &[DateSeen]) -> Vec<String> {
    let lines: Vec<&str> = own.lines().collect();
    let last = lines.iter().rposition(|line| list_mark(line).is_some());
    let tail: Vec<&str> = lines
        .into_iter()
        .skip(last.map_or(usize::MAX, |at| at.saturating_add(1)))
        .skip_while(|line| line.starts_with([' ', '\t']))
        .collect();
    clauses::sentences(&tail.join("\n"))
        .iter()
        .filter(|s| s.asks)
        .filter(|s| {
            let word = |w: &str| OF_LIST.contains(&w);
            !s.plain.split(|c: char| !c.is_alphanumeric()).any(word)
                && !OF_LIST_ZH.iter().any(|w| s.plain.contains(w))
        })
        .filter_map(|s| {
            let clauses = asking_clauses(s)?;
            clauses
                .iter()
                .any(|asks| *asks)
                .then(|| ask_cut::cut(s, clauses, dates))
        })
        // "By Friday, please?" is when, of the list.
        .filter(|ask| !ask.trim().is_empty() && !only_points(ask, dates))
        .collect()
}

/// "Within 3 days please": when, not what.
fn only_when(sentence: &Sentence, dates: &[DateSeen]) -> bool {
    let lead = sentence.clauses.first().map_or("", |c| c.words.as_str());
    sentence.words.chars().count() <= 60
        && dates.iter().any(|d| {
            let text = d.text.trim();
            lead.starts_with(text)
                || lead
                    .split_whitespace()
                    .skip(1)
                    .collect::<Vec<_>>()
                    .join(" ")
                    .starts_with(text)
                    && lead.split_whitespace().next().is_some_and(|w| {
                        matches!(
                            w.to_lowercase().as_str(),
                            "please" | "pls" | "by" | "ideally" | "on"
                        )
                    })
        })
        && !sentence.asks
        && lead.split_whitespace().count() <= 6
        && !lead.chars().any(is_han)
}

/// Whether a sentence asks the reader for something.
pub(super) fn asks(sentence: &Sentence) -> bool {
    asking_clauses(sentence).is_some()
}

/// Which clauses of a sentence ask; none of them in a bare question; `None` if it does not ask.
fn asking_clauses(sentence: &Sentence) -> Option<&[bool]> {
    let asking = sentence.asking.get_or_init(|| look_for_asks(sentence));
    asking.as_deref()
}

fn look_for_asks(sentence: &Sentence) -> Option<Vec<bool>> {
    let said = sentence.heard();
    let talk = sentence.asks && said.talk();
    let heard = said.asks_for();
    let (mut led, mut from) = (true, 0);
    let asking: Vec<bool> = sentence
        .clauses
        .iter()
        .map(|clause| {
            let plain = clause.plain.as_str();
            let part;
            let told = if plain == sentence.plain {
                &said
            } else {
                (part, from) = said.clause(plain, from);
                &part
            };
            let asks = (heard && told.asks_for() || led && told.imperative()) && !told.own_doing();
            led = led && leads(plain)
                || plain.starts_with("so ")
                || plain.starts_with("then ")
                || plain.ends_with(':');
            asks && !talk
        })
        .collect();
    let any = asking.iter().any(|a| *a);
    // Patterns that reach over a comma: "we need, as you know, …".
    let whole =
        !any && !sentence.asks && sentence.clauses.len() > 1 && !talk && heard && !said.own_doing();
    // Most sentences ask nothing: what only seems to is looked at last.
    ((any || whole || sentence.asks && !talk)
        && !said.polite()
        && !said.nothing_to_do()
        && !said.for_courtesy())
    .then_some(asking)
}

/// A clause after which a command may come: a name, a condition, a link to what was said.
fn leads(plain: &str) -> bool {
    plain.split_whitespace().count() <= 2
        || [
            "if ",
            "when ",
            "once ",
            "as ",
            "to ",
            "for ",
            "in ",
            "on ",
            "at ",
            "after ",
            "before ",
            "since ",
            "because ",
            "by ",
            "until ",
            "with ",
            "hi ",
            "hello ",
            "dear ",
            "whenever ",
            "should ",
            "thanks ",
            "thank ",
        ]
        .iter()
        .any(|w| plain.starts_with(w))
}

/// What stands behind the last full stop of a line that goes on behind it.
fn last_sentence(line: &str) -> &str {
    let line = line.trim_end();
    let stops = ["。", "！", "？", ". ", "! ", "? "];
    let ends = stops
        .iter()
        .filter_map(|stop| line.rfind(stop)?.checked_add(stop.len()));
    let last = ends.max().and_then(|at| line.get(at..));
    last.filter(|rest| !rest.trim().is_empty()).unwrap_or(line)
}

/// List items. A list counts if the words before it do not say that the team does it.
fn listed(own: &str, mail_asks: bool) -> Vec<String> {
    let lines: Vec<&str> = own.lines().collect();
    let mut out: Vec<String> = Vec::new();
    let mut intro = "";
    let mut asked = false;
    let mut open = false;
    let mut announced = false;
    for line in &lines {
        if let Some(item) = list_mark(line) {
            if !open {
                let plain = clauses::fold(last_sentence(intro));
                // "So that we can start, please send us:" leads to what the reader does.
                let last = plain
                    .rsplit(',')
                    .next()
                    .filter(|last| WORDS.asks_for.is(last));
                asked = !MINE.is(last.unwrap_or(&plain));
                announced |= asked && plain.trim_end().ends_with(':') && !GREETS.is(&plain);
            }
            open = true;
            if asked {
                out.push(
                    item.trim_end_matches([';', '；', ',', '，', '.', '。'])
                        .to_owned(),
                );
            }
        } else if line.trim().is_empty() {
            continue;
        } else if open && line.starts_with([' ', '\t']) && asked {
            if let Some(last) = out.last_mut() {
                last.push(' ');
                last.push_str(line.trim());
            }
        } else {
            open = false;
            intro = line;
        }
    }
    // One dash is a dash; a list of one is an ask only with a number or after a colon.
    if out.len() < 2
        && !intro.is_empty()
        && !lines.iter().any(|l| l.trim_end().ends_with([':', '：']))
    {
        out.clear();
    }
    let wanted = out.len() >= 2 && (mail_asks || announced);
    if wanted || out.len() == 1 {
        out
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks_of(own: &str) -> Vec<String> {
        find(own, &clauses::sentences(own), "", &[])
    }

    #[test]
    fn courtesies_are_no_asks_and_an_addition_belongs_to_its_ask() {
        assert_eq!(
            asks_of(
                "Have a good trip home! Could you send us the photos of the bar? High resolution, please. See you in November!"
            ),
            ["send us the photos of the bar. High resolution, please"]
        );
        assert!(asks_of("Great to meet you. Safe travels!").is_empty());
    }

    #[test]
    fn a_question_below_the_list_is_one_more() {
        let list = "Hi Bo,\nfor the fair we need:\n- the logo\n- two photos\n\n";
        let and = |more: &str| asks_of(&format!("{list}{more}\n\nBest,\nIda"));
        assert_eq!(
            and("Could you also confirm the number of chairs (40 or 60)?"),
            [
                "the logo",
                "two photos",
                "confirm the number of chairs (40 or 60)"
            ]
        );
        for of_list in [
            "Could you send these by Friday?",
            "Can you let me have everything this week?",
            "Do you have any questions?",
            "How was your holiday?",
        ] {
            assert_eq!(and(of_list), ["the logo", "two photos"], "{of_list}");
        }
        assert_eq!(
            asks_of("请提供：\n1. 营业执照\n2. 税号\n\n能否也确认一下展位号？").len(),
            3
        );
    }

    #[test]
    fn what_the_team_itself_will_do_is_no_ask() {
        for text in [
            "样册我们周三前寄给您，请稍候。",
            "财务还在核算，下周一答复您。",
            "终稿我们下周二提交，请您耐心等待。",
            "摄影师正在修图，后天发您第二版。",
            "您问的尺寸我们确认后告知您。",
            "展架还在做，请等我们的消息。",
        ] {
            assert!(asks_of(text).is_empty(), "{text}: {:?}", asks_of(text));
        }
        for text in [
            "样册我们周三寄给您，收到后请确认。",
            "请把我们寄给您的表格填好发回。",
            "表格昨天发您了，麻烦填一下。",
            "请您提供发给您客户的版本。",
        ] {
            assert_eq!(asks_of(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn asks_of_one_sentence_are_told_apart() {
        assert_eq!(
            asks_of(
                "封面的样稿已经发您了，麻烦 confirm 一下 final 版本，另外请提供 logo 的 AI 源文件和 guideline，谢谢！"
            ),
            [
                "confirm 一下 final 版本",
                "提供 logo 的 AI 源文件和 guideline"
            ]
        );
    }

    #[test]
    fn a_name_before_an_ask_is_cut_with_its_formula() {
        assert_eq!(
            asks_of(
                "Ines: would you mind sending over the plan of the hall? Otto, we're only waiting for your approval of the menu."
            ),
            [
                "sending over the plan of the hall",
                "your approval of the menu"
            ]
        );
    }

    #[test]
    fn a_list_is_the_asks_and_what_the_team_does_is_none() {
        let text = "Hi Bo,\nplease send us by Friday:\n1. the logo;\n2. two photos\n   of the hall\nRegards";
        assert_eq!(asks_of(text), ["the logo", "two photos of the hall"]);
        for intro in [
            "So that we can start, please send us:",
            "As we discussed, could you send:",
            "为了我们会尽快开工，请提供：",
        ] {
            let text = format!("{intro}\n\n- the logo\n- the texts\n");
            assert_eq!(asks_of(&text), ["the logo", "the texts"], "{intro}");
        }
        for line in [
            "Please send us the following: the logo, the texts.",
            "Could you send me: the logo and the texts?",
        ] {
            assert_eq!(asks_of(line), ["the logo", "the texts"], "{line}");
        }
        assert_eq!(
            asks_of("Which do you prefer? Please let me know. Fill it in, please."),
            ["Which do you prefer"]
        );
        assert!(asks_of("We will take care of:\n- the booth\n- the signs").is_empty());
        assert_eq!(
            asks_of("Nice day. Could you send the plan? I'll call the printer."),
            ["send the plan"]
        );
    }
}
