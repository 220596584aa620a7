//! The reading after the words were weighed: what the rules of [`super::reply`] say is one weight among them.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::clauses::{self, Sentence};
use super::data_answer;
use super::elsewhere;
use super::learnt;
use super::payee;
use super::paying;
use super::reply::{Loose, Said, View, of, signal};
use super::ruling::ends_all;
use super::signals::{Fact, Mark, day_meant};
use super::terms;
use super::twice;
use super::undecided;
use super::unsettled;
use super::vocabulary::{Class, Heard, WORDS};
use super::{words_en, words_zh};
use crate::model::{DateRole, DateSeen, Reply, Signal, SignalKind};

/// How much less likely, as a logarithm, a reading that closes counts than the others: a close that
/// was none costs more than an answer that waits for a word. Chosen by five-fold runs over the answers.
const CLOSING: f32 = 1.0;
/// The same where the rules see no close.
const CLOSING_ALONE: f32 = 3.0;

/// How much likelier another reading must be than a stop or a dispute that the rules see: a missed one
/// nags somebody who said no.
const GRAVE: f32 = 1.5;

/// Share a reading must have where the rules see none: below it nobody can tell.
const DOUBT: f32 = 0.5;

/// Share a dispute that no rule sees must have of all readings: it tells the escalation contact of a
/// quarrel. Below it the owner is asked.
const GRAVE_ALONE: f32 = 0.6;

/// Everything an answer is weighed by, as keys of the network: what the teaching learns
/// from. `subject` and `text` as they came.
#[must_use]
pub fn lesson(subject: &str, text: &str) -> Vec<String> {
    let sentences = clauses::sentences(text);
    let said = bare(subject, text, &sentences);
    let view = View::of(text, &said);
    let (_, ruled) = view.weigh(&said);
    let mut keys = view.facts(ruled);
    learnt::each_word(&view.weighed(), &mut |_, key| keys.push(key.to_owned()));
    keys.sort();
    keys.dedup();
    keys
}

/// An answer of nothing but words.
fn bare<'a>(subject: &'a str, text: &'a str, sentences: &'a [Sentence]) -> Said<'a> {
    Said {
        sentences,
        own: text,
        subject,
        fresh_subject: false,
        quoted: "",
        whole: text,
        attachments: &[],
        forwards: false,
        dates: &[],
    }
}

/// A clause that hands over one thing by its name, in so few words that none tells of a part.
static ONE: LazyLock<Class> = LazyLock::new(|| Class::new(words_en::few::ONE, words_zh::few::ONE));

/// What is handed over is told by its number or its state: there may be more of it.
static FEW: LazyLock<Class> = LazyLock::new(|| Class::new(words_en::few::FEW, words_zh::few::FEW));

/// The whole of a sentence that says that the invoice was paid, with no word of a part.
static PAID: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::few::PAID, words_zh::few::PAID));

/// An excuse and nothing else.
static SORRY: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::few::SORRY, words_zh::few::SORRY));

impl View<'_> {
    /// What the rules found, as keys of the network.
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
            ("money", self.money()),
            ("own-money", self.any(Heard::money_talk)),
            ("partial", self.any(Heard::partial)),
            ("whole", self.any(Heard::whole)),
            ("except", self.any(Heard::except)),
            ("rest-settled", self.any(Heard::rest_settled)),
            ("condition", self.any(Heard::condition)),
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
        self.sentences.iter().filter(|s| !s.heard().greeting())
    }

    /// Something is plainly handed over or paid.
    fn settles(&self) -> bool {
        self.hands_over() || self.marks.iter().any(|m| m.fact == Fact::Paid)
    }

    /// Something is plainly handed over.
    fn hands_over(&self) -> bool {
        self.marks
            .iter()
            .any(|m| m.fact == Fact::Given && WORDS.firm.is(&clauses::fold(&m.words)))
    }

    /// One sentence that hands over one thing, with no word of a rest and nothing else but a name.
    fn gives_only(&self) -> bool {
        let mut said = self.spoken();
        let (Some(only), None) = (said.next(), said.next()) else {
            return false;
        };
        let given = self.marks.iter().all(|m| m.fact == Fact::Given);
        let gives = |plain: &str| ONE.is(plain) && !FEW.is(plain) && !WORDS.partial.is(plain);
        let mut clauses = only.clauses.iter();
        let first = clauses.next().is_some_and(|c| gives(&c.plain));
        let little = |plain: &str| plain.split_whitespace().count() <= 2;
        given && first && clauses.all(|c| little(&c.plain) && !FEW.is(&c.plain))
    }

    /// One sentence that says no more than that the invoice was paid.
    fn pays_only(&self) -> bool {
        let mut said = self.spoken();
        let (Some(only), None) = (said.next(), said.next()) else {
            return false;
        };
        PAID.is(&only.plain) && !only.asks && self.marks.iter().all(|m| m.fact == Fact::Paid)
    }

    /// Something was paid, and a clause of its own tells of what is still to come.
    fn pays_and_owes(&self) -> bool {
        let at = |fact| self.marks.iter().filter(move |m| m.fact == fact);
        let comes = |m: &Mark| m.date.is_some() && WORDS.partial.is(&clauses::fold(&m.words));
        let ahead = || at(Fact::Promise).chain(at(Fact::Transit));
        at(Fact::Paid).any(|paid| ahead().any(|m| m.at != paid.at && comes(m)))
    }

    /// It cannot be done by some day.
    fn not_until(&self) -> bool {
        let by_a_day = |m: &Mark| m.fact == Fact::Undone && m.date.is_some();
        self.marks.iter().any(by_a_day) && self.marks.iter().all(|m| m.fact != Fact::Decline)
    }

    /// All it tells of is over and done.
    fn only_done(&self) -> bool {
        let done = |m: &Mark| matches!(m.fact, Fact::Given | Fact::Paid);
        self.marks.iter().any(done)
            && !self.marks.iter().any(|m| {
                matches!(
                    m.fact,
                    Fact::Promise | Fact::Transit | Fact::Undone | Fact::Question
                )
            })
    }

    /// "Attached.", 搞定 and nothing more.
    fn bare(&self) -> bool {
        let words = |s: &Sentence| {
            let most = if s.plain.is_ascii() { 16 } else { 4 };
            s.plain.split_whitespace().count() <= 2 && s.plain.chars().count() <= most
        };
        self.spoken().count() == 1 && self.spoken().all(words)
    }

    /// All that is said to be paid went to somebody else. Whom the mail answers and greets, its own
    /// side is.
    fn pays_another(&self, said: &Said<'_>) -> bool {
        let mut paid = self
            .marks
            .iter()
            .filter(|m| m.fact == Fact::Paid)
            .peekable();
        if paid.peek().is_none() {
            return false;
        }
        let mut known = clauses::fold(&format!("{}\n{}", said.subject, said.quoted));
        for greeting in self.sentences.iter().filter(|s| s.heard().greeting()) {
            known.push_str(&greeting.plain);
        }
        paid.all(|mark| {
            self.sentences
                .get(mark.at.0)
                .is_some_and(|s| payee::is_another(s, &known))
        })
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
        let greets = self.sentences.iter().all(|s| s.heard().greeting());
        // Data that answer the quoted questions say nothing by their words.
        let told = matches!(ruled, Reply::Delivered | Reply::Part)
            && data_answer::find(said, &self.sentences).is_some();
        if self.loose == Loose::Discussion || greets || told {
            return ruled;
        }
        let closes = |r: Reply| matches!(r, Reply::Delivered | Reply::Payment);
        let files = said.attachments.iter().any(|a| !a.inline);
        let scale = learnt::weigh(&self.weighed(), &self.facts(ruled));
        let first = scale.heaviest(|r| match r {
            Reply::Stop if self.succeeds() || ruled != r && self.any(Heard::relocated) => {
                f32::NEG_INFINITY
            }
            // Who is away names who stands in, and comes back.
            Reply::Stop if ruled != r && said.dates.iter().any(is_absence) => f32::NEG_INFINITY,
            // The paper that says why nothing comes neither settles nor is a part.
            Reply::Part | Reply::Delivered | Reply::Payment if ruled == Reply::Decline => {
                f32::NEG_INFINITY
            }
            _ if closes(r) => {
                scale.of(r)
                    - if closes(ruled) {
                        CLOSING
                    } else {
                        CLOSING_ALONE
                    }
            }
            _ => scale.of(r),
        });
        // "Nobody told me whether it was paid": what the rules did not take for done is negated.
        let denied = || {
            let spoken = scale
                .sentence_for(first)
                .and_then(|at| self.spoken().nth(at));
            spoken.is_some_and(|s| WORDS.undoes.is(&s.plain))
        };
        // "The payment went out but the bank recalled it": only a person can tell where it is.
        let strange = self.pays_another(said);
        let shaken = strange
            || self.any(|h| h.reversed() || h.doubted())
            || closes(first)
                && (paying::is_guess(&self.sentences, &self.marks)
                    || unsettled::is_unsettled(&self.sentences, &self.marks));
        let reply = if strange && first == Reply::Part {
            Reply::Unclear
        } else if first == Reply::Decline
            && ruled != Reply::Decline
            && self.spoken().all(|s| SORRY.is(&s.plain))
        {
            // Sorry for what, the next mail says.
            Reply::Unclear
        } else if matches!(first, Reply::Decline | Reply::Dispute | Reply::Part)
            && matches!(ruled, Reply::Unclear | Reply::Promise | Reply::Acknowledged)
            && self.spoken().any(|s| undecided::is(&s.plain))
        {
            // "Our partners do not agree among themselves yet" refuses nothing.
            Reply::Promise
        } else if first == Reply::Decline && ruled == Reply::Promise && self.not_until() {
            // 这几天没法付款: for some days, not for good.
            Reply::Promise
        } else if matches!(first, Reply::Promise | Reply::Acknowledged)
            && matches!(ruled, Reply::Delivered | Reply::Payment)
            && self.only_done()
            && said.dates.iter().all(|seen| seen.role == DateRole::Mention)
        {
            // "I sent the photos on Friday" is never asked for again by itself, nor taken for come.
            Reply::Unclear
        } else if matches!(first, Reply::Part | Reply::Delivered)
            && ruled != first
            && !self.settles()
            && self.spoken().any(|s| elsewhere::is_with_another(&s.plain))
        {
            // 照片找小王要就行: what another has did not come.
            Reply::Unclear
        } else if closes(first)
            && unsettled::is_expected(&self.sentences, &self.marks)
            && said.dates.iter().any(|seen| seen.role != DateRole::Mention)
        {
            Reply::Promise
        } else if matches!(first, Reply::Part | Reply::Delivered)
            && !files
            && unsettled::all_pending(&self.sentences, &self.marks)
        {
            // 平面图画好了，等审核: it has not gone out.
            Reply::Unclear
        } else if first == Reply::Payment && unsettled::is_within(&self.sentences) {
            Reply::Unclear
        } else if closes(first) && (shaken || !closes(ruled) && denied()) {
            if closes(ruled) { Reply::Unclear } else { ruled }
        } else if matches!(ruled, Reply::Stop | Reply::Dispute)
            && scale.of(first) - scale.of(ruled) < GRAVE
        {
            ruled
        } else if ruled == Reply::Decline
            && matches!(first, Reply::Promise | Reply::Acknowledged)
            && scale.of(first) - scale.of(ruled) < GRAVE
        {
            // 项目暂停，等总部通知: what is called off is not asked for again in some days.
            ruled
        } else if first == Reply::Dispute
            && !matches!(ruled, Reply::Stop | Reply::Dispute)
            && scale.share(first) < GRAVE_ALONE
        {
            Reply::Unclear
        } else if closes(ruled)
            && matches!(first, Reply::Unclear | Reply::Acknowledged | Reply::Promise)
            && self.settles()
            && self.bare()
        {
            ruled
        } else if ruled == Reply::Payment
            && matches!(first, Reply::Part | Reply::Unclear)
            && self.pays_only()
        {
            // So plain that no weight of its words counts against it.
            ruled
        } else if ruled == Reply::Unclear && scale.share(first) < DOUBT {
            Reply::Unclear
        } else if first == Reply::Acknowledged
            && ruled == Reply::Payment
            && self.marks.iter().any(|m| m.fact == Fact::Paid)
        {
            // Asked again in three days, who has paid would be nagged.
            Reply::Unclear
        } else if first == Reply::Acknowledged && ruled == Reply::Question {
            // "We have not seen any invoice" waits for the team, not for the client.
            ruled
        } else if first == Reply::Part
            && closes(ruled)
            && (self.any(|h| ends_all(h)) || self.gives_only())
        {
            // What is left was settled: it is a part no more. "Here is the contract." is all there is
            // where no more was asked for: the item knows.
            ruled
        } else if matches!(first, Reply::Promise | Reply::Payment)
            && ruled == Reply::Part
            && self.pays_and_owes()
        {
            // "We paid half on Monday, the rest goes out on the 27th": neither is all of it.
            ruled
        } else if first == Reply::Decline && ruled == Reply::Part && self.hands_over() {
            // "We cannot send the plan. The logos are attached."
            ruled
        } else {
            first
        };
        let reply = if closes(reply) && !files && unsettled::only_as_said(&self.sentences) {
            Reply::Unclear
        } else {
            reply
        };
        let reply = terms::reading(&self.sentences, &self.marks, reply, kinds).unwrap_or(reply);
        let reply = twice::reading(&self.sentences, reply, kinds).unwrap_or(reply);
        if !closes(reply) {
            // What was not sure enough to close is told as such.
            for signal in kinds.iter_mut() {
                if matches!(signal.kind, SignalKind::Delivered | SignalKind::Payment) {
                    signal.confidence = signal.confidence.min(0.5);
                }
            }
        }
        if kinds.iter().all(|s| s.kind != of(reply)) && reply != Reply::Unclear {
            let words = scale
                .sentence_for(reply)
                .and_then(|at| self.spoken().nth(at))
                .map_or(text, |s| s.words.as_str());
            let day = said
                .dates
                .iter()
                .rfind(|seen| reply == Reply::Promise && words.contains(seen.text.trim()))
                .map(|seen| day_meant(words, seen));
            let sure = scale.share(reply).clamp(0.5, 0.9);
            kinds.push(signal(of(reply), words, day, sure));
        }
        if reply == Reply::Promise {
            lend_day(kinds, said.dates, said.own);
        }
        reply
    }
}

fn is_absence(seen: &DateSeen) -> bool {
    seen.role == DateRole::Absence
}

/// "It is Monday's first job. You will have it then": a promise without a day has the only one the
/// mail names. Of several days nobody can tell which.
fn lend_day(kinds: &mut [Signal], dates: &[DateSeen], own: &str) {
    let mut promises = kinds
        .iter_mut()
        .filter(|s| s.kind == SignalKind::Promise)
        .peekable();
    let mut days: Vec<NaiveDate> = dates
        .iter()
        .filter(|seen| seen.role != DateRole::Absence)
        .map(|seen| day_meant(own, seen))
        .collect();
    days.dedup();
    if let [day] = days[..]
        && let Some(promise) = promises.next()
        && promise.date.is_none()
        && promises.peek().is_none()
    {
        promise.date = Some(day);
    }
}

#[cfg(test)]
mod tests;
