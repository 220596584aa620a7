//! What each clause of a reply says: done, undone, to come, asked, refused, with its tense.

use std::ops::Range;

use chrono::{Days, NaiveDate};

use super::clauses::{self, Clause, Sentence};
use super::dates;
use super::undecided;
use super::vocabulary::{Class, Heard, WORDS};
use crate::model::{DateRole, DateSeen, is_han};

/// What a clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    WrongPerson,
    OptOut,
    Dispute,
    /// Annoyance at being chased, outweighed by having settled.
    Complaint,
    Decline,
    Paid,
    Given,
    Approval,
    /// A need of the writer's about the thing asked for.
    Question,
    /// A question beside it.
    Aside,
    Promise,
    /// Said not to have happened yet.
    Undone,
    /// Will arrive after it was sent; a promise where nothing was.
    Transit,
    Acknowledged,
    SmallTalk,
}

/// A fact with its words.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) fact: Fact,
    /// The very words.
    pub(super) words: String,
    /// Number of the sentence and clause.
    pub(super) at: (usize, usize),
    /// The day named with it.
    pub(super) date: Option<NaiveDate>,
}

/// Whether a thing named was done, and if not, how not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tense {
    Done,
    Undone,
    Later,
    Neither,
}

/// Words of giving or paying looked at in one clause: what stands left of each is read anew.
const MOST_HITS: usize = 12;

/// An absence that is over.
const RETURNED: &[&str] = &[
    "came back",
    "got back",
    "returned",
    "was back",
    "just back",
    "were back",
    "回来了",
    "刚回来",
];

/// A day gone by: what is told of it is no promise unless a verb says so.
const PAST: &[&str] = &[
    "yesterday",
    "last week",
    "last month",
    "last night",
    "since ",
    "i said",
    "we said",
    "we changed",
    "昨天",
    "昨日",
    "前天",
    "上周",
    "上个月",
    "来函",
    "收悉",
];

/// All facts of a text.
pub(super) fn marks(sentences: &[Sentence], dates: &[DateSeen]) -> Vec<Mark> {
    let mut out = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let heard = sentence.heard();
        if !heard.greeting() {
            let first = out.len();
            sentence_marks(number, sentence, &heard, dates, &mut out);
            let said = out.split_off(first);
            let coming = |m: &Mark| matches!(m.fact, Fact::Promise | Fact::Undone);
            let only_later = said.iter().any(coming);
            out.extend(said.into_iter().filter(|m| !(only_later && refers(m))));
            carry_date(out.get_mut(first..).unwrap_or_default());
        }
    }
    out
}

/// "As promised, we pay on Friday": what only points back at what was said gives nothing.
fn refers(mark: &Mark) -> bool {
    let said = mark.words.trim().to_lowercase();
    mark.fact == Fact::Given && ["as promised", "as requested"].contains(&said.as_str())
}

/// "I will send you the text and the photos by 29 October": a promise has the day of a later part of
/// its sentence.
fn carry_date(marks: &mut [Mark]) {
    let mut day = None;
    for mark in marks.iter_mut().rev() {
        if mark.fact != Fact::Promise {
            continue;
        }
        match mark.date {
            Some(date) => day = Some(date),
            None => mark.date = day,
        }
    }
}

fn sentence_marks(
    number: usize,
    sentence: &Sentence,
    heard: &Heard<'_>,
    dates: &[DateSeen],
    out: &mut Vec<Mark>,
) {
    let plain = sentence.plain.as_str();
    let mut put = |fact, words: &str, clause: usize, date| {
        out.push(Mark {
            fact,
            words: words.to_owned(),
            at: (number, clause),
            date,
        });
    };
    if !sentence.asks && heard.wrong_person() && !heard.relocated() {
        put(Fact::WrongPerson, &sentence.words, 0, None);
    }
    if heard.opt_out() && !plain.starts_with("to unsubscribe") && !heard.courtesy() {
        put(Fact::OptOut, &sentence.words, 0, None);
    }
    let choice = sentence.asks && heard.about_ask();
    let complaint = heard.complaint();
    let against = [
        (heard.dispute(), &WORDS.dispute),
        (heard.decline(), &WORDS.decline),
    ];
    let mut against = against
        .into_iter()
        .filter_map(|(said, class)| said.then_some(class));
    let open = against.any(|class| undecided::explains(plain, class));
    let disputes = !open && heard.dispute() && !heard.no_dispute() && !choice && !only_if(sentence);
    if complaint {
        put(Fact::Complaint, &sentence.words, 0, None);
    } else if disputes {
        put(Fact::Dispute, &sentence.words, 0, None);
    }
    let stuck = sentence
        .clauses
        .iter()
        .any(|c| heard.need() && WORDS.need.is(&c.plain) && !WORDS.courtesy.is(&c.plain));
    if open && !sentence.asks {
        put(Fact::Undone, &sentence.words, 0, None);
    } else if !sentence.asks && heard.decline() && !stuck {
        let fact = if heard.not_before() {
            Fact::Promise
        } else {
            Fact::Decline
        };
        put(fact, &sentence.words, 0, None);
    }
    let mut conditional = false;
    let mut from = 0;
    let last = sentence.clauses.len().saturating_sub(1);
    for (at, clause) in sentence.clauses.iter().enumerate() {
        let asked = sentence.asks && at == last;
        let own;
        let said = if clause.plain == sentence.plain {
            heard
        } else {
            (own, from) = heard.clause(&clause.plain, from);
            &own
        };
        if at == 0 && said.greeting() {
            continue;
        }
        conditional |= said.condition();
        let date = date_in(clause, dates);
        clause_marks(
            clause,
            said,
            asked,
            conditional,
            &mut |fact, with_date: bool| {
                put(fact, &clause.words, at, date.filter(|_| with_date));
            },
        );
    }
    if sentence.asks {
        if heard.small_talk() {
            put(Fact::SmallTalk, &sentence.words, last, None);
        } else if stuck || !(heard.courtesy() || complaint || disputes) {
            let aside = heard.aside() && !choice;
            let fact = if aside { Fact::Aside } else { Fact::Question };
            put(fact, &sentence.words, last, None);
        }
    } else if stuck {
        put(Fact::Question, &sentence.words, last, None);
    } else if heard.small_talk() {
        put(Fact::SmallTalk, &sentence.words, last, None);
    }
}

/// "If you have not received it by Friday, let me know": what is only supposed is not contested.
fn only_if(sentence: &Sentence) -> bool {
    const SUPPOSED: &[&str] = &[
        "if ", "should ", "in case ", "如果", "如", "若", "要是", "万一",
    ];
    let plain = sentence.plain.as_str();
    SUPPOSED.iter().any(|word| plain.starts_with(word))
        && !sentence
            .clauses
            .iter()
            .skip(1)
            .any(|clause| WORDS.dispute.is(&clause.plain))
}

fn clause_marks(
    clause: &Clause,
    heard: &Heard<'_>,
    asked: bool,
    conditional: bool,
    put: &mut dyn FnMut(Fact, bool),
) {
    if asked {
        return;
    }
    let plain = clause.plain.as_str();
    let w = &*WORDS;
    let said = |yes: Vec<Range<usize>>, not: &Class| {
        if yes.is_empty() {
            Tense::Neither
        } else {
            tense(plain, &yes, &not.all(plain))
        }
    };
    let paid = said(heard.all_paid(), &w.paid_not);
    let given = said(heard.all_given(), &w.given_not);
    let approved = said(heard.all_approval(), &w.approval_not);
    let mut done = false;
    for (fact, tense) in [
        (Fact::Paid, paid),
        (Fact::Given, given),
        (Fact::Approval, approved),
    ] {
        if fact == Fact::Approval && heard.small_talk() {
            continue;
        }
        if tense == Tense::Done && !conditional {
            put(fact, false);
            done = true;
        }
    }
    if done {
        return;
    }
    if heard.answer_later() || heard.ack_action() && !heard.promise_verb() {
        put(Fact::Acknowledged, false);
        return;
    }
    if paid == Tense::Undone || given == Tense::Undone || heard.undone() && !heard.courtesy() {
        put(Fact::Undone, true);
        return;
    }
    let later = [paid, given].contains(&Tense::Later);
    let coming = later
        || heard.promise_verb()
        || heard.process()
        || heard.absence() && !RETURNED.iter().any(|r| plain.contains(r));
    let transit = heard.transit();
    let past = || PAST.iter().any(|p| plain.contains(p));
    if (coming || heard.promise() && !transit && !past()) && !heard.courtesy() {
        put(
            if transit {
                Fact::Transit
            } else {
                Fact::Promise
            },
            true,
        );
    } else if heard.ack() {
        put(Fact::Acknowledged, false);
    }
}

/// The tense of the first thing named that has one: what stands left of the words decides.
fn tense(plain: &str, hits: &[Range<usize>], nots: &[Range<usize>]) -> Tense {
    let w = &*WORDS;
    let mut found = Tense::Neither;
    for hit in hits.iter().take(MOST_HITS) {
        if nots
            .iter()
            .any(|not| not.start < hit.end && hit.start < not.end)
        {
            continue;
        }
        let left = plain.get(..hit.start).unwrap_or_default();
        let said = plain.get(hit.clone()).unwrap_or_default();
        let right = plain.get(hit.end..).unwrap_or_default();
        let this = if w.undoes.is(left) || negated(said, right) {
            Tense::Undone
        } else if w.postpones.is(left) || w.future_day.is(plain) || without_aspect(plain, hit, left)
        {
            Tense::Later
        } else {
            return Tense::Done;
        };
        if found == Tense::Neither {
            found = this;
        }
    }
    found
}

/// Words that undo what they stand amid.
const AMID: &[&str] = &[
    "never", "not", "n't", "havent", "hasnt", "didnt", "cannot", "haven't", "hasn't", "hadn't",
    "didn't", "wasn't", "weren't", "isn't", "aren't", "couldn't", "can't",
];
/// Words that undo what they follow: "we sent nothing", "paid no such invoice".
const AFTER: &[&str] = &[
    "nothing",
    "none",
    "nobody",
    "no one",
    "no such",
    "no part",
    "not a ",
    "by nobody",
    "by no one",
    "to nobody",
    "to no one",
    "neither",
    "yet to",
];

/// "I never sent it", "附件发不出去", "we sent nothing": the gap in the words found, or what stands
/// right of them, says that it was not done.
fn negated(said: &str, right: &str) -> bool {
    let amid = said.split_whitespace().any(|word| AMID.contains(&word))
        || said.chars().any(|c| "没未不".contains(c)) && !said.contains("不好意思");
    let right = right.trim_start();
    let near: Vec<char> = right
        .chars()
        .take(4)
        .take_while(|c| !",。!?;".contains(*c))
        .collect();
    let fails = near
        .windows(2)
        .any(|pair| matches!(pair, ['不', '出' | '了' | '成' | '上' | '动' | '去']));
    amid && !said.starts_with("no ") || fails || AFTER.iter().any(|w| right.starts_with(w))
}

/// Chinese without an aspect mark after a day to come: 周五发你 is a promise, 周五发你了 and
/// 昨天发你的 are not.
fn without_aspect(plain: &str, hit: &Range<usize>, left: &str) -> bool {
    let said = plain.get(hit.start..).unwrap_or_default();
    // English shows its tense in the verb: "has gone out today".
    if !plain
        .get(hit.clone())
        .is_some_and(|hit| hit.chars().any(is_han))
    {
        return false;
    }
    let dated = WORDS.weekday.is(said.get(..hit.len()).unwrap_or_default());
    let verb = dated
        || said
            .chars()
            .next()
            .is_some_and(|c| "发给转寄传交付打汇补拿拷送".contains(c));
    verb && !said.contains(['了', '过', '已', '的'])
        && (dated || WORDS.weekday.is(left))
        && !["昨", "上周", "上个", "上星期", "刚", "早", "前天", "已"]
            .iter()
            .any(|past| left.contains(past) || said.contains(past))
}

/// Days in which what is to come "after" a day is looked for.
const AFTERWARDS: Days = Days::new(7);

/// The day a text means by one it names: "after Easter", 春节后 is the week after it.
pub(super) fn day_meant(words: &str, seen: &DateSeen) -> NaiveDate {
    let after = words
        .split_once(seen.text.trim())
        .is_some_and(|(before, behind)| {
            let before = clauses::fold(before);
            let before = before.trim_end().trim_end_matches(" the");
            let behind = behind.trim_start().trim_start_matches('节');
            before == "after"
                || before.ends_with(" after")
                || ["后", "之后", "以后", "过后", "假期后", "长假后"]
                    .iter()
                    .any(|w| {
                        behind
                            .strip_prefix(w)
                            .is_some_and(|rest| !rest.starts_with(['天', '日', '续']))
                    })
        });
    let later = after.then(|| seen.date.checked_add_days(AFTERWARDS));
    later.flatten().unwrap_or(seen.date)
}

/// The day a clause names: one said to be a promise first.
fn date_in(clause: &Clause, seen: &[DateSeen]) -> Option<NaiveDate> {
    let here = |seen: &&DateSeen| {
        let around = clause.words.split_once(seen.text.trim());
        around.is_some_and(|(before, _)| !dates::given_up(&clauses::fold(before)))
    };
    let rank = |seen: &&DateSeen| match seen.role {
        DateRole::Promise | DateRole::Absence => 0,
        DateRole::Deadline => 1,
        DateRole::Mention => 2,
    };
    let named = seen.iter().filter(here).rev().min_by_key(rank);
    named.map(|seen| day_meant(&clause.words, seen))
}
