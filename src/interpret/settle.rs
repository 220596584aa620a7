//! The reading after the words were weighed: what the rules of [`super::reply`] say is one weight among them.

use super::clauses::{self, Sentence};
use super::data_answer;
use super::learnt;
use super::reply::{Loose, Said, View, of, signal};
use super::signals::{Fact, Mark};
use super::vocabulary::WORDS;
use crate::model::{DateSeen, Reply, Signal};

/// Hundredths by which a close must outweigh every other reading: where the rules see a close too.
const SURE: i32 = 40;
/// Where only the weights see it.
const SURE_ALONE: i32 = 80;
/// Below this the other reading is as likely, and only holds.
const DOUBT: i32 = 20;

/// Everything an answer is weighed by, as keys of the table of weights: what the teaching learns
/// from. `subject` and `text` as they came.
#[must_use]
pub fn lesson(subject: &str, text: &str, dates: &[DateSeen]) -> Vec<String> {
    let sentences = super::clauses::sentences(text);
    let said = Said {
        sentences: &sentences,
        own: text,
        subject,
        fresh_subject: false,
        quoted: "",
        whole: text,
        attachments: &[],
        forwards: false,
        dates,
    };
    let view = View::of(text, &said);
    let (_, ruled) = view.weigh(&said);
    let mut keys = view.facts(ruled);
    learnt::each_word(&view.weighed(), &mut |_, key| keys.push(key.to_owned()));
    keys.sort();
    keys.dedup();
    keys
}

impl View {
    /// What the rules found, as keys of the table of weights.
    fn facts(&self, ruled: Reply) -> Vec<String> {
        let mut out = vec![format!("{}rule:{ruled:?}", learnt::FACT)];
        let mut put = |key: &str| out.push(format!("{}{key}", learnt::FACT));
        for mark in &self.marks {
            put(&format!("{:?}", mark.fact));
        }
        if let Some(last) = self.marks.last() {
            put(&format!("last:{:?}", last.fact));
        }
        if let Some(first) = self.marks.first() {
            put(&format!("first:{:?}", first.fact));
        }
        for (key, there) in [
            ("money", self.money),
            ("own-money", self.any(|p| WORDS.money_talk.is(p))),
            ("partial", self.any(|p| WORDS.partial.is(p))),
            ("whole", self.any(|p| WORDS.whole.is(p))),
            ("except", self.any(|p| WORDS.except.is(p))),
            ("rest-settled", self.any(|p| WORDS.rest_settled.is(p))),
            ("condition", self.any(|p| WORDS.condition.is(p))),
            ("asks", self.sentences.iter().any(|s| s.asks)),
        ] {
            if there {
                put(key);
            }
        }
        out
    }

    /// The sentences without greetings, one a line.
    fn weighed(&self) -> String {
        let mut out = String::new();
        for sentence in self.spoken() {
            out.push_str(&sentence.words);
            out.push_str(if sentence.asks { "?\n" } else { "\n" });
        }
        out
    }

    fn spoken(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences
            .iter()
            .filter(|s| !WORDS.greeting.is(&s.plain))
    }

    /// The rules see nothing but something handed over, approved or paid, plainly said.
    fn plain_close(&self) -> bool {
        let plain = |m: &Mark| {
            matches!(
                m.fact,
                Fact::Given | Fact::Approval | Fact::Paid | Fact::Acknowledged | Fact::SmallTalk
            )
        };
        self.marks.iter().all(plain)
            && self
                .marks
                .iter()
                .any(|m| m.fact != Fact::Approval && WORDS.firm.is(&clauses::fold(&m.words)))
            && !self.any(|p| WORDS.partial.is(p) || WORDS.condition.is(p) || WORDS.except.is(p))
    }

    /// The reading after the words were weighed. A close must be sure; else it is unclear, or the
    /// reading that is as likely and only holds.
    pub(super) fn settle(
        &self,
        text: &str,
        said: &Said<'_>,
        ruled: Reply,
        kinds: &mut Vec<Signal>,
    ) -> Reply {
        let greets = self.sentences.iter().all(|s| WORDS.greeting.is(&s.plain));
        // Data that answer the quoted questions say nothing by their words.
        let told = matches!(ruled, Reply::Delivered | Reply::Part)
            && data_answer::find(said, &self.sentences).is_some();
        if self.loose == Loose::Discussion || greets || told {
            return ruled;
        }
        let allowed = |r: Reply| r != Reply::Stop || !self.succeeds();
        let scale = learnt::weigh(&self.weighed(), &self.facts(ruled));
        let closes = |r: Reply| matches!(r, Reply::Delivered | Reply::Payment);
        let Some(mut reply) = scale.heaviest(allowed) else {
            return ruled;
        };
        if closes(reply)
            && let Some(next) = scale.heaviest(|r| allowed(r) && !closes(r))
        {
            let by = scale.of(reply).saturating_sub(scale.of(next));
            if closes(ruled) && self.plain_close() {
                reply = ruled;
            } else if by < DOUBT {
                reply = next;
            } else if by < if closes(ruled) { SURE } else { SURE_ALONE } {
                reply = Reply::Unclear;
            }
        }
        if kinds.iter().all(|s| s.kind != of(reply)) && reply != Reply::Unclear {
            let words = scale
                .sentence_for(reply)
                .and_then(|at| self.spoken().nth(at))
                .map_or(text, |s| s.words.as_str());
            kinds.push(signal(of(reply), words, None, 0.7));
        }
        reply
    }
}
