//! What each clause of a reply says: done, undone, to come, asked, refused, with its tense.

use chrono::NaiveDate;

use super::clauses::{Clause, Sentence};
use super::vocabulary::WORDS;
use crate::model::{DateRole, DateSeen};

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

/// All facts of a text.
pub(super) fn marks(sentences: &[Sentence], dates: &[DateSeen]) -> Vec<Mark> {
    let mut out = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        if !WORDS.greeting.is(&sentence.plain) {
            sentence_marks(number, sentence, dates, &mut out);
        }
    }
    out
}

fn sentence_marks(number: usize, sentence: &Sentence, dates: &[DateSeen], out: &mut Vec<Mark>) {
    let plain = sentence.plain.as_str();
    let mut put = |fact, words: &str, clause: usize, date| {
        out.push(Mark {
            fact,
            words: words.to_owned(),
            at: (number, clause),
            date,
        });
    };
    let w = &*WORDS;
    if !sentence.asks && w.wrong_person.is(plain) {
        put(Fact::WrongPerson, &sentence.words, 0, None);
    }
    if w.opt_out.is(plain) && !w.courtesy.is(plain) {
        put(Fact::OptOut, &sentence.words, 0, None);
    }
    let choice = sentence.asks && w.about_ask.is(plain);
    let complaint = w.complaint.is(plain);
    let disputes = w.dispute.is(plain) && !w.no_dispute.is(plain) && !choice;
    if complaint {
        put(Fact::Complaint, &sentence.words, 0, None);
    } else if disputes {
        put(Fact::Dispute, &sentence.words, 0, None);
    }
    let stuck = sentence
        .clauses
        .iter()
        .any(|c| w.need.is(&c.plain) && !w.courtesy.is(&c.plain));
    if !sentence.asks && w.decline.is(plain) && !stuck {
        let fact = if w.not_before.is(plain) {
            Fact::Promise
        } else {
            Fact::Decline
        };
        put(fact, &sentence.words, 0, None);
    }
    let mut conditional = false;
    let last = sentence.clauses.len().saturating_sub(1);
    for (at, clause) in sentence.clauses.iter().enumerate() {
        let asked = sentence.asks && at == last;
        conditional |= w.condition.is(&clause.plain);
        let date = date_in(clause, dates);
        clause_marks(clause, asked, conditional, &mut |fact, with_date: bool| {
            put(fact, &clause.words, at, date.filter(|_| with_date));
        });
    }
    if sentence.asks {
        if w.small_talk.is(plain) {
            put(Fact::SmallTalk, &sentence.words, last, None);
        } else if stuck || !(w.courtesy.is(plain) || complaint || disputes) {
            let aside = w.aside.is(plain) && !choice;
            let fact = if aside { Fact::Aside } else { Fact::Question };
            put(fact, &sentence.words, last, None);
        }
    } else if stuck {
        put(Fact::Question, &sentence.words, last, None);
    } else if w.small_talk.is(plain) {
        put(Fact::SmallTalk, &sentence.words, last, None);
    }
}

fn clause_marks(clause: &Clause, asked: bool, conditional: bool, put: &mut dyn FnMut(Fact, bool)) {
    let plain = clause.plain.as_str();
    let w = &*WORDS;
    let paid = tense(plain, &w.paid.all(plain), &w.paid_not.all(plain));
    let given = tense(plain, &w.given.all(plain), &w.given_not.all(plain));
    let approved = tense(plain, &w.approval.all(plain), &w.approval_not.all(plain));
    if asked {
        return;
    }
    let mut done = false;
    for (fact, tense) in [
        (Fact::Paid, paid),
        (Fact::Given, given),
        (Fact::Approval, approved),
    ] {
        if fact == Fact::Approval && w.small_talk.is(plain) {
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
    if w.answer_later.is(plain) || w.ack_action.is(plain) && !w.promise_verb.is(plain) {
        put(Fact::Acknowledged, false);
        return;
    }
    if paid == Tense::Undone
        || given == Tense::Undone
        || w.undone.is(plain) && !w.courtesy.is(plain)
    {
        put(Fact::Undone, true);
        return;
    }
    let later = [paid, given].contains(&Tense::Later);
    let coming = later || w.promise_verb.is(plain) || w.process.is(plain) || w.absence.is(plain);
    let transit = w.transit.is(plain);
    if (coming || w.promise.is(plain) && !transit) && !w.courtesy.is(plain) {
        put(
            if transit {
                Fact::Transit
            } else {
                Fact::Promise
            },
            true,
        );
    } else if w.ack.is(plain) {
        put(Fact::Acknowledged, false);
    }
}

/// The tense of the first thing named that has one: what stands left of the words decides.
fn tense(plain: &str, hits: &[std::ops::Range<usize>], nots: &[std::ops::Range<usize>]) -> Tense {
    let w = &*WORDS;
    let mut found = Tense::Neither;
    for hit in hits {
        if nots
            .iter()
            .any(|not| not.start < hit.end && hit.start < not.end)
        {
            continue;
        }
        let left = plain.get(..hit.start).unwrap_or_default();
        let this = if w.undoes.is(left) {
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

/// Chinese without an aspect mark after a day to come: 周五发你 is a promise, 周五发你了 and
/// 昨天发你的 are not.
fn without_aspect(plain: &str, hit: &std::ops::Range<usize>, left: &str) -> bool {
    let said = plain.get(hit.start..).unwrap_or_default();
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

/// The day a clause names: one said to be a promise first.
fn date_in(clause: &Clause, dates: &[DateSeen]) -> Option<NaiveDate> {
    let here = |seen: &&DateSeen| clause.words.contains(seen.text.trim());
    let rank = |seen: &&DateSeen| match seen.role {
        DateRole::Promise | DateRole::Absence => 0,
        DateRole::Deadline => 1,
        DateRole::Mention => 2,
    };
    dates
        .iter()
        .filter(here)
        .rev()
        .min_by_key(rank)
        .map(|seen| seen.date)
}
