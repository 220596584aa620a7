//! Which of the signals decides. In doubt *unclear*, never a close.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::clauses::{self, Sentence};
use super::data_answer;
use super::opening;
use super::signals::{self, Fact, Mark};
use super::vocabulary::{Heard, WORDS};
use crate::model::{Attachment, DateSeen, Evidence, Reply, Signal, SignalKind};

/// What a reply is judged by.
pub(super) struct Said<'a> {
    /// The sentences of the own words.
    pub(super) sentences: &'a [Sentence],
    /// The own words.
    pub(super) own: &'a str,
    /// Subject without its marks.
    pub(super) subject: &'a str,
    /// The subject is the sender's own, not that of the mail answered.
    pub(super) fresh_subject: bool,
    /// The quoted mail.
    pub(super) quoted: &'a str,
    /// The body as it came, for answers between quoted lines.
    pub(super) whole: &'a str,
    /// Files.
    pub(super) attachments: &'a [Attachment],
    /// A mail is forwarded inline: words in `whole` may be its sender's.
    pub(super) forwards: bool,
    /// Dates in the own words.
    pub(super) dates: &'a [DateSeen],
}

/// Signals and the one that decides.
pub(super) fn judge(said: &Said<'_>) -> (Vec<Signal>, Reply) {
    let mut text = said.own.to_owned();
    if said.fresh_subject && spoken(said.sentences) <= 1 {
        // "Subject: design approved, carry on" with an empty body.
        text = format!("{}\n{}", said.subject, said.own);
    }
    let files = said
        .attachments
        .iter()
        .any(|a| !a.inline && !a.name.is_empty());
    if text.trim().is_empty() {
        return if files {
            let names: Vec<&str> = said.attachments.iter().map(|a| a.name.as_str()).collect();
            (
                vec![signal(SignalKind::Delivered, &names.join(", "), None, 0.6)],
                Reply::Delivered,
            )
        } else if said.whole.trim().is_empty() && said.subject.trim().is_empty() {
            (Vec::new(), Reply::None)
        } else {
            (Vec::new(), Reply::Unclear)
        };
    }
    let view = View::of(&text, said);
    let (mut kinds, ruled) = view.weigh(said);
    let reply = view.settle(&text, said, ruled, &mut kinds);
    kinds.sort_by_key(|s| s.kind != of(reply));
    (kinds, reply)
}

/// Sentences beside greetings.
fn spoken(sentences: &[Sentence]) -> usize {
    sentences.iter().filter(|s| !s.heard().greeting()).count()
}

/// The signal kind of a reply; `Acknowledged` stands for those that have none.
pub(super) fn of(reply: Reply) -> SignalKind {
    match reply {
        Reply::Delivered => SignalKind::Delivered,
        Reply::Part => SignalKind::Part,
        Reply::Payment => SignalKind::Payment,
        Reply::Promise => SignalKind::Promise,
        Reply::Question => SignalKind::Question,
        Reply::Dispute => SignalKind::Dispute,
        Reply::Decline => SignalKind::Decline,
        Reply::Stop => SignalKind::Stop,
        Reply::Acknowledged | Reply::Unclear | Reply::Automatic | Reply::None => {
            SignalKind::Acknowledged
        }
    }
}

pub(super) fn signal(
    kind: SignalKind,
    words: &str,
    date: Option<NaiveDate>,
    confidence: f32,
) -> Signal {
    Signal {
        kind,
        date,
        evidence: Evidence::new("", None, words).words,
        confidence,
    }
}

/// How much of a discussion the mail is: the more, the plainer a delivery must be said in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loose {
    /// A short answer: any word of giving counts.
    Short,
    /// A letter: only words plainly of a file or of something sent.
    Letter,
    /// Talk of machines, or pages of text.
    Discussion,
}

/// Characters and sentences of a short answer.
const SHORT: (usize, usize) = (320, 5);
/// Characters of a letter.
const LETTER: usize = 1500;
/// Words of machines and programs that make a text technical.
const TECHNICAL: usize = 2;

fn loose(own: &str, sentences: &[Sentence]) -> Loose {
    let size: usize = own
        .chars()
        .map(|c| if clauses::is_han(c) { 2 } else { 1 })
        .sum();
    let technical = || {
        let mut seen: Vec<&str> = Vec::new();
        for sentence in sentences {
            for hit in sentence.heard().all_technical() {
                let word = sentence.plain.get(hit).unwrap_or_default();
                if !seen.contains(&word) {
                    seen.push(word);
                }
            }
            if seen.len() >= TECHNICAL {
                return true;
            }
        }
        false
    };
    if size > LETTER || technical() {
        Loose::Discussion
    } else if size > SHORT.0 || sentences.len() > SHORT.1 {
        Loose::Letter
    } else {
        Loose::Short
    }
}

/// A link and nothing of giving beside it.
fn bare_link(plain: &str) -> bool {
    plain.contains("://") && plain.split_whitespace().count() <= 2
}

pub(super) struct View<'a> {
    pub(super) marks: Vec<Mark>,
    pub(super) loose: Loose,
    pub(super) sentences: Cow<'a, [Sentence]>,
    pub(super) money: bool,
    /// The subject talks of money.
    money_subject: bool,
}

impl<'a> View<'a> {
    pub(super) fn of(text: &str, said: &Said<'a>) -> Self {
        let sentences = if text == said.own {
            Cow::Borrowed(said.sentences)
        } else {
            Cow::Owned(clauses::sentences(text))
        };
        let marks = signals::marks(&sentences, said.dates);
        let subject = clauses::fold(said.subject);
        let data = opening::about_data(&subject);
        let money_subject = !data && WORDS.money_talk.is(&subject);
        let money = money_subject || !data && WORDS.money_talk.is(&clauses::fold(said.quoted));
        let loose = loose(said.own, &sentences);
        Self {
            marks,
            loose,
            sentences,
            money,
            money_subject,
        }
    }

    fn first(&self, fact: Fact) -> Option<&Mark> {
        self.marks.iter().find(|m| m.fact == fact)
    }

    /// The promise to show: one with a day before one without.
    fn coming(&self, sent: bool) -> Option<&Mark> {
        let coming = || {
            self.marks.iter().filter(|m| {
                matches!(m.fact, Fact::Promise | Fact::Undone) || m.fact == Fact::Transit && !sent
            })
        };
        coming()
            .rfind(|m| m.date.is_some())
            .or_else(|| coming().next())
    }

    pub(super) fn any<'s>(&'s self, test: impl Fn(&Heard<'s>) -> bool) -> bool {
        self.sentences.iter().any(|s| test(&s.heard()))
    }

    /// product.md 3 and the order of strength: stop, dispute, decline, part, payment or
    /// delivered, question, promise, acknowledged.
    pub(super) fn weigh(&self, said: &Said<'_>) -> (Vec<Signal>, Reply) {
        let mut out = Vec::new();
        let mut add = |kind, mark: Option<&Mark>, confidence| {
            if let Some(mark) = mark {
                let dated = if kind == SignalKind::Promise {
                    mark.date
                } else {
                    None
                };
                out.push(signal(kind, &mark.words, dated, confidence));
            }
        };
        let succeeds = self.succeeds();
        let stop = self.first(Fact::WrongPerson).filter(|_| !succeeds);
        let opt_out = self.first(Fact::OptOut);
        // What does not work among engineers is no complaint about the team.
        let dispute = self.first(Fact::Dispute).filter(|d| {
            self.loose < Loose::Discussion || self.money || self.money_subject || {
                let plain = clauses::fold(&d.words);
                WORDS.money_talk.is(&plain)
                    || plain.contains("your ")
                    || plain.chars().any(clauses::is_han)
            }
        });
        let complaint = self.first(Fact::Complaint);
        let decline = self.first(Fact::Decline);
        // "It went across" is money only where the talk is of money.
        let paid = self
            .first(Fact::Paid)
            .filter(|_| self.money || self.any(Heard::money_talk));
        let approved = self
            .first(Fact::Approval)
            .filter(|_| self.loose < Loose::Discussion);
        let question = self.first(Fact::Question);
        let aside = self.first(Fact::Aside);
        let acknowledged = self.first(Fact::Acknowledged);
        let illustrates = || {
            self.any(Heard::illustration) && !WORDS.illustration.is(&clauses::fold(said.subject))
        };
        let mut given = self
            .marks
            .iter()
            .find(|m| m.fact == Fact::Given && self.plainly(m))
            .or(self
                .first(Fact::Paid)
                .filter(|_| paid.is_none() && self.loose == Loose::Short));
        if paid.is_none() && given.is_some() && illustrates() {
            given = None;
        }
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
        let answer = open
            .then(|| data_answer::find(said, &self.sentences))
            .flatten();
        let told = answer.as_ref();
        let settled_by = paid
            .or(given)
            .or(approved.filter(|_| !self.money && question.is_none() && promise.is_none()));
        let settled = settled_by.is_some() || told.is_some();

        add(
            SignalKind::Stop,
            stop.or(opt_out.filter(|_| paid.is_none())),
            0.9,
        );
        let contests = dispute.or(complaint.filter(|_| !settled));
        add(SignalKind::Dispute, contests, 0.85);
        add(SignalKind::Decline, decline, 0.85);
        if paid.is_some() || given.is_some() && self.money {
            add(SignalKind::Payment, paid.or(given), 0.9);
        } else {
            let sure = settled_by.is_some_and(|s| WORDS.firm.is(&clauses::fold(&s.words)));
            add(
                SignalKind::Delivered,
                settled_by,
                if sure { 0.85 } else { 0.65 },
            );
        }
        if settled_by.is_none()
            && let Some(answer) = told
        {
            out.push(signal(SignalKind::Delivered, &answer.words, None, 0.7));
        }
        let mut add = |kind, mark: Option<&Mark>, confidence| {
            if let Some(mark) = mark {
                let dated = if kind == SignalKind::Promise {
                    mark.date
                } else {
                    None
                };
                out.push(signal(kind, &mark.words, dated, confidence));
            }
        };
        add(SignalKind::Question, question.or(aside), 0.8);
        add(
            SignalKind::Promise,
            promise,
            if promise.is_some_and(|p| p.date.is_some()) {
                0.9
            } else {
                0.75
            },
        );
        add(SignalKind::Acknowledged, acknowledged, 0.8);

        if stop.is_some() || opt_out.is_some() && paid.is_none() {
            return (out, Reply::Stop);
        }
        let part_words = self.marks.iter().find(|m| {
            matches!(m.fact, Fact::Paid | Fact::Given) && WORDS.partial.is(&clauses::fold(&m.words))
        });
        // "We paid the remaining 4,500" leaves nothing.
        let ends = |h: &Heard<'_>| paid.is_some() && h.rest_settled() && !h.except();
        // "If anything is missing, let me know" misses nothing.
        let polite = |h: &Heard<'_>| {
            ["if ", "should ", "in case ", "如", "若"]
                .iter()
                .any(|start| h.plain().starts_with(start))
        };
        let partial = || self.any(|h| h.partial() && !ends(h) && !polite(h));
        let whole = || self.any(Heard::whole) && !self.any(Heard::except);
        let split_question = question.is_some_and(|q| self.splits(q)) && paid.is_none();
        if let Some(contested) = contests {
            let other = settled_by.is_some_and(|s| s.at.0 != contested.at.0);
            if settled && (other && self.numbered() || partial()) {
                return (self.part(out, part_words, said), Reply::Part);
            }
            return (out, Reply::Dispute);
        }
        if decline.is_some() {
            if settled {
                return (self.part(out, part_words, said), Reply::Part);
            }
            return (out, Reply::Decline);
        }
        if settled {
            let left = promise.is_some_and(|p| settled_by.is_none_or(|s| s.at != p.at));
            let each = told.is_some_and(|t| t.each);
            if left || split_question || !each && partial() && !whole() {
                return (self.part(out, part_words, said), Reply::Part);
            }
            if question.is_some() && paid.is_none() && (illustrates() || self.about_given(question))
            {
                return (out, Reply::Question);
            }
            let reply = if paid.is_some() || self.money && told.is_none() && approved.is_none() {
                Reply::Payment
            } else {
                Reply::Delivered
            };
            return (out, reply);
        }
        if question.is_some() || aside.is_some() {
            return (out, Reply::Question);
        }
        if promise.is_some() {
            return (out, Reply::Promise);
        }
        if acknowledged.is_some() {
            return (out, Reply::Acknowledged);
        }
        (out, Reply::Unclear)
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

    /// Adds the part signal in front.
    fn part(&self, mut out: Vec<Signal>, words: Option<&Mark>, said: &Said<'_>) -> Vec<Signal> {
        let words = words.map_or_else(
            || {
                let left = self.sentences.iter().find(|s| s.heard().partial());
                left.map_or_else(|| said.own.to_owned(), |s| s.words.clone())
            },
            |m| m.words.clone(),
        );
        out.retain(|s| s.kind != SignalKind::Delivered);
        out.insert(0, signal(SignalKind::Part, &words, None, 0.8));
        out
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

    /// The question doubts what was handed over.
    fn about_given(&self, question: Option<&Mark>) -> bool {
        question.is_some_and(|q| WORDS.about_ask.is(&clauses::fold(&q.words)))
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
