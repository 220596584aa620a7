//! A notice, and the items it tells of as they stand.

#![allow(
    clippy::expect_used,
    unreachable_pub,
    reason = "helpers of a test fail like it"
)]

use nudged::model::{
    Closed, ClosedHow, Evidence, Hold, HoldReason, HoldScope, Item, Language, Notice, NoticeKind,
    NoticeLine, Promise, Step, StepSent,
};
use nudged::render::{Beside, Content, Templates};

use super::sample::{NOW, address, parsed, person, world};

/// The item a notice tells of, and how it stands.
pub struct Case {
    pub name: &'static str,
    pub kind: NoticeKind,
    pub items: Vec<Item>,
    pub words: &'static str,
    pub rule: &'static str,
    pub lines: Vec<NoticeLine>,
    /// A moment is told, and the next follow-up is known.
    pub dated: bool,
    /// Nobody is quoted.
    pub nameless: bool,
}

pub fn case(name: &'static str, kind: NoticeKind, items: Vec<Item>) -> Case {
    Case {
        name,
        kind,
        items,
        words: "",
        rule: "",
        lines: Vec::new(),
        dated: false,
        nameless: false,
    }
}

impl Case {
    pub fn says(self, words: &'static str) -> Self {
        Self { words, ..self }
    }
    pub fn rule(self, rule: &'static str) -> Self {
        Self { rule, ..self }
    }
    pub fn lines(self, lines: Vec<NoticeLine>) -> Self {
        Self { lines, ..self }
    }
    pub fn dated(self) -> Self {
        Self {
            dated: true,
            ..self
        }
    }
    pub fn nameless(self) -> Self {
        Self {
            nameless: true,
            ..self
        }
    }

    pub fn content(&self, language: Language) -> Content {
        let grace = self.items.first().and_then(|item| item.contacts.first());
        let from = match self.kind {
            NoticeKind::Handover => Some(person("Ben Ode", "ben@lantern.example")),
            NoticeKind::Deputy if self.name == "deputy-over-for-the-deputy" => {
                Some(person("Ben Ode", "ben@lantern.example"))
            }
            NoticeKind::Deputy | NoticeKind::Transcript => {
                Some(person("Anna Weber", "anna@lantern.example"))
            }
            _ => grace.map(|contact| contact.person.clone()),
        };
        let notice = Notice {
            kind: self.kind,
            to: vec![address("anna@lantern.example")],
            items: self.items.iter().map(|item| item.id).collect(),
            in_reply_to: None,
            from: from.filter(|_| !self.nameless),
            words: self.words.to_owned(),
            at: self.dated.then(|| parsed("2026-02-05T09:00:00Z")),
            rule: self.rule.to_owned(),
            lines: self.lines.clone(),
        };
        let beside: Vec<Beside> = self
            .items
            .iter()
            .map(|_| Beside {
                next: self.dated.then(|| parsed("2026-02-05")),
                outer: Vec::new(),
            })
            .collect();
        let templates = Templates::new(&[]).expect("templates");
        templates
            .notice(
                &notice,
                &self.items,
                &beside,
                language,
                &world(),
                parsed(NOW),
            )
            .expect("a notice")
    }
}

pub fn line(item: Option<&Item>, code: &str, words: &str) -> NoticeLine {
    NoticeLine {
        item: item.map(|item| item.id),
        code: code.to_owned(),
        words: words.to_owned(),
        date: None,
    }
}

pub fn held(mut item: Item, reason: HoldReason, until: Option<&str>) -> Item {
    item.holds.push(Hold {
        scope: HoldScope::Item(item.id),
        reason,
        until: until.map(parsed),
        evidence: Evidence::default(),
    });
    item
}

pub fn closed(mut item: Item, how: ClosedHow, confirmed: bool) -> Item {
    item.closed = Some(Closed {
        at: parsed(NOW),
        how,
        confirmed,
        evidence: Evidence::default(),
    });
    item
}

pub fn promised(mut item: Item) -> Item {
    item.promises.push(Promise {
        date: parsed("2026-02-10"),
        at: parsed(NOW),
        evidence: Evidence::default(),
        broken: false,
        answered: false,
        waited: false,
        whole: false,
        by: None,
    });
    held(item, HoldReason::Promise, Some("2026-02-11"))
}

pub fn at_its_end(mut item: Item) -> Item {
    for (step, at) in [
        (Step::Friendly, "2026-01-13T09:00:00Z"),
        (Step::Firm, "2026-01-22T09:00:00Z"),
        (Step::Last, "2026-01-28T09:00:00Z"),
        (Step::Call, NOW),
    ] {
        let at = parsed(at);
        item.ladder.sent.push(StepSent { step, at });
    }
    item
}
