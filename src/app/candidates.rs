//! The owner's answer to numbered candidates: which items a client's mail was about.

use super::engine::Bench;
use crate::decide::{changed, command, lift_of};
use crate::matching::Lookup as _;
use crate::model::{
    Actor, EventKind, Evidence, HoldReason, Item, Mail, MessageId, NoticeLine, Reading, Verb,
};

/// What the owner answered.
#[derive(Debug, PartialEq, Eq)]
enum Choice {
    All,
    Neither,
    Numbers(Vec<i64>),
}

const ALL: &[&str] = &[
    "all",
    "both",
    "all of them",
    "both of them",
    "everything",
    "都",
    "都是",
    "两个",
    "两个都是",
    "两项都是",
    "全部",
    "所有",
    "全都是",
    "全是",
    "两者都是",
    "都有",
    "all of these",
    "both of these",
    "all items",
    "both items",
];

const NEITHER: &[&str] = &[
    "none",
    "neither",
    "none of them",
    "neither of them",
    "都不是",
    "两个都不是",
    "没有",
    "不是",
    "都没有",
    "全都不是",
    "一个都不是",
    "no",
    "nope",
    "none of these",
    "neither of these",
    "no none",
    "not any",
];

/// Words between numbers.
const JOINED: &[&str] = &["and", "or", "和", "与", "及", "以及"];

/// Words around a choice that choose nothing.
const COURTEOUS: &[&str] = &[
    "thanks",
    "thank",
    "you",
    "please",
    "pls",
    "it's",
    "it",
    "is",
    "was",
    "item",
    "items",
    "number",
    "谢谢",
    "请",
    "是",
    "多谢",
    "辛苦了",
    "感谢",
];

/// The first line as a choice; `None` if it says anything else.
fn choice(own: &str) -> Option<Choice> {
    let line = own.lines().map(str::trim).find(|line| !line.is_empty())?;
    let line = line.to_lowercase();
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    if ALL.contains(&bare) {
        return Some(Choice::All);
    }
    if NEITHER.contains(&bare) {
        return Some(Choice::Neither);
    }
    let mut numbers = Vec::new();
    for word in line
        .split(|c: char| c.is_whitespace() || "#,.;&+，、。；".contains(c))
        .flat_map(|word| word.split(['和', '与', '及']))
        .filter(|word| !word.is_empty() && !JOINED.contains(word) && !COURTEOUS.contains(word))
    {
        numbers.push(word.parse().ok()?);
    }
    (!numbers.is_empty()).then_some(Choice::Numbers(numbers))
}

impl Bench<'_> {
    /// Does what the owner answered to candidates; `None` if the mail answers no such question, or
    /// says something else.
    pub(super) fn chosen(
        &self,
        mail: &Mail,
        reading: &Reading,
        actor: &Actor,
    ) -> anyhow::Result<Option<Vec<NoticeLine>>> {
        let Some(choice) = choice(&reading.own_text) else {
            return Ok(None);
        };
        for id in &mail.in_reply_to {
            let Some(row) = self.tx.outgoing_by_message_id(id)? else {
                continue;
            };
            let listed = self.load(&row.mail.items)?;
            let about = match self.notice_about(&row)? {
                Some(about) => Some(about),
                // A daily notice repeats the question; where it repeats one only, that is meant.
                None => only_question(&listed),
            };
            let Some(about) = about else {
                continue;
            };
            let evidence = Evidence::new("owner-chose", Some(&mail.id()), &reading.own_text);
            if listed.iter().any(|item| waits_for(item, &about)) {
                return self
                    .choose(&choice, &listed, &about, actor, &evidence)
                    .map(Some);
            }
            if self.fits_nothing(&about)? && !listed.is_empty() {
                return self
                    .place(&choice, &listed, &about, actor, &evidence)
                    .map(Some);
            }
            if !self.candidates_of(&listed, &about)?.is_empty() {
                return Ok(Some(vec![NoticeLine {
                    item: None,
                    code: "refused:already_answered".to_owned(),
                    words: evidence_line(&reading.own_text),
                    date: None,
                }]));
            }
        }
        Ok(None)
    }

    fn choose(
        &self,
        choice: &Choice,
        listed: &[Item],
        about: &MessageId,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let words = evidence_line(&evidence.words);
        let line = |item: Option<&Item>, code: &str| NoticeLine {
            item: item.map(|i| i.id),
            code: code.to_owned(),
            words: words.clone(),
            date: None,
        };
        let is_meant = |item: &Item| match choice {
            Choice::All => true,
            Choice::Neither => false,
            Choice::Numbers(numbers) => numbers.contains(&item.id.0),
        };
        if let Choice::Numbers(numbers) = choice
            && !numbers.iter().all(|n| listed.iter().any(|i| i.id.0 == *n))
        {
            return Ok(vec![line(None, "refused:no_such_candidate")]);
        }
        let again = self.again(about)?;
        let open = |item: &&Item| is_meant(item) && waits_for(item, about);
        let all: Vec<Item> = listed.iter().filter(open).cloned().collect();
        let mut lines = Vec::new();
        for item in listed {
            let meant = is_meant(item);
            if !waits_for(item, about) {
                // Closed, or settled by another word, since it was asked.
                if meant && matches!(choice, Choice::Numbers(_)) {
                    lines.push(line(Some(item), "info:settled_since"));
                }
                continue;
            }
            if !command::may(actor, item, &self.desk) {
                if meant {
                    lines.push(line(Some(item), "refused:not_yours"));
                }
                continue;
            }
            let mut free = item.clone();
            lift_of(&mut free, HoldReason::Ambiguous, about);
            let resumed = changed(&free, EventKind::Resumed, actor, evidence);
            self.carry(vec![resumed])?;
            match (&again, meant) {
                (Some(again), true) => {
                    self.carry(self.answered(&free, &all, again, about, evidence))?;
                }
                (None, true) => self.look_at(&free, actor, evidence)?,
                (_, false) => {}
            }
            lines.push(line(Some(item), if meant { "done" } else { "next" }));
        }
        Ok(lines)
    }

    /// Whether a mail is one of a client that is in no item's thread.
    fn fits_nothing(&self, about: &MessageId) -> anyhow::Result<bool> {
        let Some(stored) = self.tx.mail(about)? else {
            return Ok(false);
        };
        let from = stored.mail.from.as_ref();
        let theirs = from.is_some_and(|person| !self.desk.world.is_team(&person.address));
        Ok(theirs && self.tx.by_message_id(about)?.is_empty())
    }

    /// A reply that fitted nothing, given to the items its owner names.
    fn place(
        &self,
        choice: &Choice,
        listed: &[Item],
        about: &MessageId,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let line = |item: Option<&Item>, code: &str| NoticeLine {
            item: item.map(|i| i.id),
            code: code.to_owned(),
            words: evidence_line(&evidence.words),
            date: None,
        };
        let meant: Vec<&Item> = match choice {
            Choice::Neither => return Ok(vec![line(None, "info:no_item_meant")]),
            Choice::All => listed.iter().collect(),
            Choice::Numbers(numbers) => {
                let named = |n: &&i64| listed.iter().any(|item| item.id.0 == **n);
                if !numbers.iter().all(|n| named(&n)) {
                    return Ok(vec![line(None, "refused:no_such_candidate")]);
                }
                let is_named = |item: &&Item| numbers.contains(&item.id.0);
                listed.iter().filter(is_named).collect()
            }
        };
        let again = self.again(about)?;
        let all: Vec<Item> = meant.iter().copied().cloned().collect();
        let mut lines = Vec::new();
        for item in meant {
            if !command::may(actor, item, &self.desk) {
                lines.push(line(Some(item), "refused:not_yours"));
                continue;
            }
            match &again {
                Some(again) => self.carry(self.answered(item, &all, again, about, evidence))?,
                None => self.look_at(item, actor, evidence)?,
            }
            lines.push(line(Some(item), "done"));
        }
        Ok(lines)
    }

    /// The words are gone: only a person can say what they did.
    fn look_at(&self, item: &Item, actor: &Actor, evidence: &Evidence) -> anyhow::Result<()> {
        let mut after = item.clone();
        crate::decide::put_hold(&mut after, HoldReason::Review, None, evidence);
        self.carry(vec![changed(&after, EventKind::Held, actor, evidence)])
    }

    /// The items a mail was said to fit, several as they were.
    fn candidates_of(&self, some: &[Item], about: &MessageId) -> anyhow::Result<Vec<Item>> {
        for item in some {
            let asked = self.tx.history(item.id)?.into_iter().rfind(|row| {
                matches!(row.entry.event, EventKind::Ambiguous | EventKind::Unmatched)
                    && row.entry.message_id.as_ref() == Some(about)
            });
            if let Some(row) = asked {
                return self.load(&row.entry.items);
            }
        }
        Ok(Vec::new())
    }

    /// A word that settles one candidate in answer to the question which was meant says that the others
    /// were not: they go on. Said elsewhere it may be about anything, and they still wait for a word.
    pub(super) fn free_the_others(
        &self,
        verb: Verb,
        items: &[Item],
        actor: &Actor,
        evidence: &Evidence,
        answered: &[MessageId],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut lines: Vec<NoticeLine> = Vec::new();
        if !matches!(verb, Verb::Done | Verb::Paid | Verb::Part) {
            return Ok(lines);
        }
        let row = answered
            .first()
            .map(|id| self.tx.outgoing_by_message_id(id));
        let asked = match row.transpose()?.flatten() {
            Some(row) => self.notice_about(&row)?,
            None => None,
        };
        for item in items
            .iter()
            .filter(|item| command::may(actor, item, &self.desk))
        {
            for about in questions(item) {
                for other in self.candidates_of(std::slice::from_ref(item), &about)? {
                    let told = lines.iter().any(|line| line.item == Some(other.id));
                    let named = items.iter().any(|one| one.id == other.id);
                    if told
                        || named
                        || !waits_for(&other, &about)
                        || !command::may(actor, &other, &self.desk)
                    {
                        continue;
                    }
                    let waits = asked.as_ref() != Some(&about);
                    if !waits {
                        let mut free = other.clone();
                        lift_of(&mut free, HoldReason::Ambiguous, &about);
                        self.carry(vec![changed(&free, EventKind::Resumed, actor, evidence)])?;
                    }
                    let code = if waits {
                        "held:ambiguous"
                    } else {
                        "info:not_meant"
                    };
                    lines.push(NoticeLine {
                        item: Some(other.id),
                        code: code.to_owned(),
                        words: String::new(),
                        date: None,
                    });
                }
            }
        }
        Ok(lines)
    }
}

/// The mails an item is held for because they fit several.
fn questions(item: &Item) -> Vec<MessageId> {
    item.holds
        .iter()
        .filter(|hold| hold.reason == HoldReason::Ambiguous)
        .filter_map(|hold| hold.evidence.message_id.clone())
        .collect()
}

/// The one mail these items are held for; `None` where there are several.
fn only_question(items: &[Item]) -> Option<MessageId> {
    let mut all: Vec<MessageId> = items.iter().flat_map(questions).collect();
    all.dedup();
    match all.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// The first line of what was said.
fn evidence_line(words: &str) -> String {
    let mut lines = words.lines().map(str::trim);
    lines
        .find(|line| !line.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// Whether an item is held because this mail may be about it.
fn waits_for(item: &Item, mail: &MessageId) -> bool {
    item.closed.is_none()
        && item.holds.iter().any(|hold| {
            hold.reason == HoldReason::Ambiguous && hold.evidence.message_id.as_ref() == Some(mail)
        })
}

#[cfg(test)]
mod tests {
    use super::{Choice, choice};

    #[test]
    fn a_choice_is_a_number_or_a_word_and_nothing_else() {
        let numbers = |ns: &[i64]| Some(Choice::Numbers(ns.to_vec()));
        for (text, want) in [
            ("2", numbers(&[2])),
            ("\n #2.\n\nInes", numbers(&[2])),
            ("2 and 3", numbers(&[2, 3])),
            ("2和3", numbers(&[2, 3])),
            ("Both!", Some(Choice::All)),
            ("全部。", Some(Choice::All)),
            ("neither", Some(Choice::Neither)),
            ("No.", Some(Choice::Neither)),
            ("都不是。", Some(Choice::Neither)),
            ("no 2", None),
            ("2 of them are done", None),
            ("The second one", None),
            ("", None),
        ] {
            assert_eq!(choice(text), want, "{text}");
        }
    }
}
