//! What the rules make of an answer: which of its marks count in this mail, and which of them wins.

use super::clauses;
use super::data_answer::{self, Answer};
use super::reply::{Loose, Said, View, signal};
use super::signals::{Fact, Mark};
use super::vocabulary::{Heard, WORDS};
use crate::model::{Reply, Signal, SignalKind, is_han};

/// What was tried and did not succeed.
const FAILED: &[&str] = &[
    "rejected",
    "bounced",
    "was returned",
    "been returned",
    "sent back",
    "came back",
    "declined by",
    "transfer failed",
    "payment failed",
    "退回",
    "退票",
    "打款失败",
    "转账失败",
    "汇款失败",
    "付款失败",
    "支付失败",
];

/// The marks that count.
struct Counted<'a> {
    stop: Option<&'a Mark>,
    /// A dispute; annoyance only where nothing was settled.
    contests: Option<&'a Mark>,
    decline: Option<&'a Mark>,
    paid: Option<&'a Mark>,
    given: Option<&'a Mark>,
    approved: Option<&'a Mark>,
    /// The data asked for stand in the answer itself.
    told: Option<Answer>,
    question: Option<&'a Mark>,
    aside: Option<&'a Mark>,
    promise: Option<&'a Mark>,
    acknowledged: Option<&'a Mark>,
    /// The talk is of money: the approval settles nothing.
    of_money: bool,
}

impl<'a> Counted<'a> {
    /// What was paid, handed over or approved.
    fn settled_by(&self) -> Option<&'a Mark> {
        self.paid.or(self.given).or(self
            .approved
            .filter(|_| !self.of_money && self.question.is_none() && self.promise.is_none()))
    }

    fn settled(&self) -> bool {
        self.settled_by().is_some() || self.told.is_some()
    }
}

impl View<'_> {
    /// The signals and the reading that wins: product.md 3 and the order of strength stop, dispute,
    /// decline, part, payment or delivered, question, promise, acknowledged.
    pub(super) fn weigh(&self, said: &Said<'_>) -> (Vec<Signal>, Reply) {
        let counted = self.counted(said);
        let signals = self.signals(&counted);
        let reply = self.winner(&counted, said);
        if reply == Reply::Part {
            return (self.with_part(signals, said), reply);
        }
        (signals, reply)
    }

    fn counted(&self, said: &Said<'_>) -> Counted<'_> {
        let stop = self.first(Fact::WrongPerson).filter(|_| !self.succeeds());
        let opt_out = self.first(Fact::OptOut);
        let dispute = self.first(Fact::Dispute).filter(|d| self.is_about_us(d));
        let complaint = self.first(Fact::Complaint);
        let decline = self.first(Fact::Decline);
        // "It went across" is money only where the talk is of money.
        let paid = self
            .first(Fact::Paid)
            .filter(|_| self.money() || self.any(Heard::money_talk));
        let question = self.first(Fact::Question);
        let given = self
            .marks
            .iter()
            .find(|m| m.fact == Fact::Given && self.plainly(m))
            .or(self
                .first(Fact::Paid)
                .filter(|_| paid.is_none() && self.loose == Loose::Short))
            .filter(|_| paid.is_some() || !self.illustrates(said));
        let promise = self.coming(paid.is_some() || given.is_some());
        let quiet = [
            stop, opt_out, dispute, complaint, decline, paid, question, promise,
        ]
        .iter()
        .all(Option::is_none);
        let open = !self.money_subject
            && self.loose < Loose::Discussion
            && [stop, dispute, decline, paid].iter().all(Option::is_none)
            && (quiet || question.is_some() && promise.is_none());
        let mut counted = Counted {
            stop: stop.or(opt_out.filter(|_| paid.is_none())),
            contests: dispute,
            decline,
            paid,
            given,
            approved: self
                .first(Fact::Approval)
                .filter(|_| self.loose < Loose::Discussion),
            told: open
                .then(|| data_answer::find(said, &self.sentences))
                .flatten(),
            question,
            aside: self.first(Fact::Aside),
            promise,
            acknowledged: self.first(Fact::Acknowledged),
            of_money: self.first(Fact::Approval).is_some() && self.money(),
        };
        if !counted.settled() {
            counted.contests = dispute.or(complaint);
        }
        counted
    }

    /// What does not work among engineers is no complaint about the team.
    fn is_about_us(&self, dispute: &Mark) -> bool {
        self.loose < Loose::Discussion || self.money() || self.money_subject || {
            let plain = clauses::fold(&dispute.words);
            WORDS.money_talk.is(&plain) || plain.contains("your ") || plain.chars().any(is_han)
        }
    }

    /// What is handed over shows something ("a screenshot of the error") instead of being what was
    /// asked for.
    fn illustrates(&self, said: &Said<'_>) -> bool {
        self.any(Heard::illustration) && !WORDS.illustration.is(&clauses::fold(said.subject))
    }

    /// The signals in the order they are told.
    fn signals(&self, counted: &Counted<'_>) -> Vec<Signal> {
        let told =
            |kind, mark: Option<&Mark>, confidence| mark.map(|m| of_mark(kind, m, confidence));
        let settled_by = counted.settled_by();
        let settles = if counted.paid.is_some() || counted.given.is_some() && self.money() {
            told(SignalKind::Payment, settled_by, 0.9)
        } else if settled_by.is_some() {
            let firm = settled_by.is_some_and(|s| WORDS.firm.is(&clauses::fold(&s.words)));
            told(
                SignalKind::Delivered,
                settled_by,
                if firm { 0.85 } else { 0.65 },
            )
        } else {
            let answer = counted.told.as_ref();
            answer.map(|a| signal(SignalKind::Delivered, &a.words, None, 0.7))
        };
        let dated = counted.promise.is_some_and(|p| p.date.is_some());
        [
            told(SignalKind::Stop, counted.stop, 0.9),
            told(SignalKind::Dispute, counted.contests, 0.85),
            told(SignalKind::Decline, counted.decline, 0.85),
            settles,
            told(
                SignalKind::Question,
                counted.question.or(counted.aside),
                0.8,
            ),
            told(
                SignalKind::Promise,
                counted.promise,
                if dated { 0.9 } else { 0.75 },
            ),
            told(SignalKind::Acknowledged, counted.acknowledged, 0.8),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn winner(&self, counted: &Counted<'_>, said: &Said<'_>) -> Reply {
        let settled_by = counted.settled_by();
        if counted.stop.is_some() {
            return Reply::Stop;
        }
        if let Some(contested) = counted.contests {
            let other = settled_by.is_some_and(|s| s.at.0 != contested.at.0);
            let apart = other && self.numbered() || self.partial(counted);
            return if counted.settled() && apart {
                Reply::Part
            } else {
                Reply::Dispute
            };
        }
        if counted.decline.is_some() {
            return if counted.settled() && !self.excuses(counted, said) {
                Reply::Part
            } else {
                Reply::Decline
            };
        }
        if counted.settled() {
            return self.settled(counted, said);
        }
        if counted.question.is_some() || counted.aside.is_some() {
            Reply::Question
        } else if counted.promise.is_some() {
            Reply::Promise
        } else if counted.acknowledged.is_some() {
            Reply::Acknowledged
        } else {
            Reply::Unclear
        }
    }

    /// What is handed over says only why nothing comes.
    fn excuses(&self, counted: &Counted<'_>, said: &Said<'_>) -> bool {
        counted.paid.is_none()
            && !WORDS.excuse.is(&clauses::fold(said.subject))
            && self
                .marks
                .iter()
                .filter(|m| m.fact == Fact::Given)
                .all(|m| WORDS.excuse.is(&clauses::fold(&m.words)))
    }

    /// Of what was settled: all of it or a part, money or material.
    fn settled(&self, counted: &Counted<'_>, said: &Said<'_>) -> Reply {
        let settled_by = counted.settled_by();
        let told = counted.told.as_ref();
        let left = counted
            .promise
            .is_some_and(|p| settled_by.is_none_or(|s| s.at != p.at));
        let paid = counted.paid.is_some();
        let doubted = counted.question.filter(|_| !paid);
        let whole = || self.any(Heard::whole) && !self.any(Heard::except);
        if left
            || doubted.is_some_and(|q| self.splits(q))
            || !told.is_some_and(|t| t.each) && self.partial(counted) && !whole()
        {
            Reply::Part
        } else if doubted.is_some_and(|q| self.illustrates(said) || about_given(q)) {
            Reply::Question
        } else if paid || self.money() && told.is_none() && counted.approved.is_none() {
            Reply::Payment
        } else {
            Reply::Delivered
        }
    }

    /// Something is still to come.
    fn partial(&self, counted: &Counted<'_>) -> bool {
        // "We paid the remaining 4,500" leaves nothing.
        let ends = |h: &Heard<'_>| counted.paid.is_some() && ends_all(h);
        // "If anything is missing, let me know" misses nothing.
        let polite = |h: &Heard<'_>| {
            ["if ", "should ", "in case ", "如", "若"]
                .iter()
                .any(|start| h.plain().starts_with(start))
        };
        self.any(|h| h.partial() && !ends(h) && !polite(h))
    }

    /// The part signal in front, in place of the delivery.
    fn with_part(&self, mut out: Vec<Signal>, said: &Said<'_>) -> Vec<Signal> {
        let given = self.marks.iter().find(|m| {
            matches!(m.fact, Fact::Paid | Fact::Given) && WORDS.partial.is(&clauses::fold(&m.words))
        });
        let left = || self.sentences.iter().find(|s| s.heard().partial());
        let words = given
            .map(|m| m.words.as_str())
            .or_else(|| left().map(|s| s.words.as_str()))
            .unwrap_or(said.own);
        let part = signal(SignalKind::Part, words, None, 0.8);
        out.retain(|s| s.kind != SignalKind::Delivered);
        out.insert(0, part);
        out
    }

    fn first(&self, fact: Fact) -> Option<&Mark> {
        self.marks.iter().find(|m| m.fact == fact)
    }

    /// The promise to show: one with a day before one without.
    fn coming(&self, sent: bool) -> Option<&Mark> {
        // "The bank sent it back, so it is not paid yet": that it failed is no word of a second try.
        let fails = |m: &Mark| {
            let plain = clauses::fold(&m.words);
            m.fact == Fact::Undone && FAILED.iter().any(|word| plain.contains(word))
        };
        if self.marks.iter().any(fails) && self.first(Fact::Promise).is_none() {
            return None;
        }
        // "The rest will be with you on Friday" is on its way no more than "the rest follows".
        let rest = |m: &Mark| WORDS.partial.is(&clauses::fold(&m.words));
        let coming = || {
            self.marks.iter().filter(|m| {
                matches!(m.fact, Fact::Promise | Fact::Undone)
                    || m.fact == Fact::Transit && (!sent || rest(m))
            })
        };
        coming()
            .rfind(|m| m.date.is_some())
            .or_else(|| coming().next())
    }

    /// "X has left, I have taken over": it is another who left.
    pub(super) fn succeeds(&self) -> bool {
        self.marks.iter().any(|m| m.fact == Fact::WrongPerson)
            && self.any(Heard::take_over)
            && !self.any(Heard::self_left)
    }

    /// Whether a word of giving counts in this mail.
    fn plainly(&self, given: &Mark) -> bool {
        let plain = clauses::fold(&given.words);
        match self.loose {
            Loose::Short => !bare_link(&plain) || self.sentences.len() <= 3,
            Loose::Letter => WORDS.firm.is(&plain),
            Loose::Discussion => {
                WORDS.firm.is(&plain) && self.sentences.len() <= 10 && given.at.0 <= 3
            }
        }
    }

    /// A question about one of several things asked for: "For ship-to, which …", 域名要备案过的吗.
    fn splits(&self, question: &Mark) -> bool {
        let plain = clauses::fold(&question.words);
        plain.starts_with("for ")
            || plain.starts_with("as for")
            || plain.starts_with("as to")
            || plain.starts_with("regarding")
            || plain.contains("还是")
            || WORDS.partial.is(&plain)
    }

    /// Several things are told apart by their numbers.
    fn numbered(&self) -> bool {
        let mut numbers: Vec<String> = self
            .sentences
            .iter()
            .flat_map(|s| s.plain.split(|c: char| !c.is_ascii_digit()))
            .filter(|n| !n.is_empty())
            .map(str::to_owned)
            .collect();
        numbers.sort();
        numbers.dedup();
        numbers.len() >= 2
    }
}

/// "We paid the remaining 4,500", and nothing beside it that is still to come.
pub(super) fn ends_all(heard: &Heard<'_>) -> bool {
    let plain = heard.plain();
    let Some(said) = heard.all_rest_settled().into_iter().next() else {
        return false;
    };
    let beside = [plain.get(..said.start), plain.get(said.end..)];
    let within = plain.get(said).unwrap_or_default();
    !WORDS.undoes.is(within)
        && beside
            .into_iter()
            .flatten()
            .all(|text| !WORDS.except.is(text) && !WORDS.partial.is(text))
}

/// The question doubts what was handed over.
fn about_given(question: &Mark) -> bool {
    WORDS.about_ask.is(&clauses::fold(&question.words))
}

fn of_mark(kind: SignalKind, mark: &Mark, confidence: f32) -> Signal {
    let promised = mark.date.filter(|_| kind == SignalKind::Promise);
    signal(kind, &mark.words, promised, confidence)
}

/// A link and nothing of giving beside it.
fn bare_link(plain: &str) -> bool {
    plain.contains("://") && plain.split_whitespace().count() <= 2
}
