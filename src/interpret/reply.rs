//! Which of the signals decides. In doubt *unclear*, never a close.

use std::borrow::Cow;
use std::cell::OnceCell;

use chrono::NaiveDate;

use super::clauses::{self, Sentence};
use super::opening;
use super::signals::{self, Mark};
use super::vocabulary::{Heard, WORDS};
use crate::model::{Attachment, DateSeen, Evidence, Reply, Signal, SignalKind, is_han};

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
    let size: usize = own.chars().map(|c| if is_han(c) { 2 } else { 1 }).sum();
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

pub(super) struct View<'a> {
    pub(super) marks: Vec<Mark>,
    pub(super) loose: Loose,
    pub(super) sentences: Cow<'a, [Sentence]>,
    /// The subject talks of money.
    pub(super) money_subject: bool,
    /// The quoted mail, unless the talk is of data.
    quoted: &'a str,
    money: OnceCell<bool>,
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
        let loose = loose(said.own, &sentences);
        Self {
            marks,
            loose,
            sentences,
            money_subject,
            quoted: if data { "" } else { said.quoted },
            money: OnceCell::new(),
        }
    }

    /// The subject or the quoted mail talks of money. Quotes are long, and few answers ask for it.
    pub(super) fn money(&self) -> bool {
        let talks = |line: &str| WORDS.money_talk.is(&clauses::fold(line));
        *self
            .money
            .get_or_init(|| self.money_subject || self.quoted.lines().any(talks))
    }

    pub(super) fn any<'s>(&'s self, test: impl Fn(&Heard<'s>) -> bool) -> bool {
        self.sentences.iter().any(|s| test(&s.heard()))
    }
}
