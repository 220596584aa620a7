//! Stories nobody wrote: mails, commands and time in any order. Whatever comes, the promises hold.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a story that cannot be told is a failed test"
)]

use std::collections::BTreeMap;

use nudged::model::{Command, EventKind, Hold, HoldScope, Item, ItemId, State, Verb};
use proptest::prelude::*;

use super::story::{Letter, Story, letter};
use super::{INES, OTTO, invoice, request};

const NORA: &str = "Nora Falk <nora@falk.example>";
const LEAD: &str = "Lead <lead@studio.example>";

const ANSWERS: &[&str] = &[
    "Hello Ines, the invoice was paid yesterday.\n",
    "Hello Ines, we have paid EUR 500.00 of it today, the rest follows.\n",
    "Hi Ines,\n\nattached are the floor plan and the two portraits.\n\nOtto\n",
    "Hi Ines, here is the floor plan, the portraits will follow.\n",
    "We will send everything by 27 March.\n",
    "Thanks, noted.\n",
    "Which of the two formats do you need?\n",
    "This is wrong: we agreed on something else. Please correct it.\n",
    "We are not going to do this, sorry.\n",
    "I no longer work on this, please do not write to me again.\n",
    "Blue is a fine colour for a boat.\n",
];

const OWN_WORDS: &[&str] = &[
    "Hi Otto, thank you, all received.\n",
    "Hi Otto, could you please send us the rest?\n",
    "Hi Otto, fine, you have until 30 March.\n",
];

const COMMANDS: &[&str] = &[
    "done",
    "paid",
    "part # 300",
    "snooze # 5d",
    "pause",
    "resume",
    "cancel",
    "reopen",
    "chase",
    "skip",
    "due # 9d",
    "contact # nora@falk.example",
    "kind # invoice",
    "owner # hanxue@studio.example",
    "note # seen",
    "ok",
];

const EVERYTHING: &[&str] = &["pause all", "resume all"];

#[derive(Debug, Clone)]
enum Turn {
    /// Item, words, whether Nora writes, what vouches for it.
    Answer(usize, usize, bool, Option<&'static str>),
    OwnWords(usize, usize),
    Command(usize, usize),
    Everything(usize),
    Absence(usize),
    /// Mail to Otto came back for good.
    Bounce(usize),
    /// Otto writes anew, without the thread: words.
    Anew(usize),
    Undo(usize),
    Wait(u32),
}

fn turn() -> impl Strategy<Value = Turn> {
    let proof = prop_oneof![4 => Just(Some("pass")), 1 => Just(Some("fail")), 1 => Just(None)];
    prop_oneof![
        6 => (0..2_usize, 0..ANSWERS.len(), any::<bool>(), proof).prop_map(|(i, w, n, p)| Turn::Answer(i, w, n, p)),
        1 => (0..2_usize, 0..OWN_WORDS.len()).prop_map(|(i, w)| Turn::OwnWords(i, w)),
        5 => (0..2_usize, 0..COMMANDS.len()).prop_map(|(i, w)| Turn::Command(i, w)),
        1 => (0..EVERYTHING.len()).prop_map(Turn::Everything),
        1 => (0..2_usize).prop_map(Turn::Absence),
        1 => (0..2_usize).prop_map(Turn::Bounce),
        1 => (0..ANSWERS.len()).prop_map(Turn::Anew),
        2 => (0..2_usize).prop_map(Turn::Undo),
        4 => (1..9_u32).prop_map(Turn::Wait),
    ]
}

/// A story with a request (#1) and an invoice (#2), and what was told of it from outside.
struct Chance {
    story: Story,
    asked: [String; 2],
    /// Proof of every client mail by its id.
    proofs: BTreeMap<String, Option<&'static str>>,
}

const SUBJECTS: [&str; 2] = ["Brochure material", "Invoice SN-204"];

impl Chance {
    fn begin(mode: &str) -> Self {
        let mode = format!("mode = \"{mode}\"");
        let mut story = Story::begin("2026-03-02 09:00", &[("mode = \"auto\"", &mode)]);
        let asked = [request(&mut story), invoice(&mut story)];
        Self {
            story,
            asked,
            proofs: BTreeMap::new(),
        }
    }

    fn mail(&mut self, letter: Letter) -> String {
        let now = self.story.now().with_timezone(&chrono_tz::Europe::Berlin);
        self.story
            .mail(&now.format("%Y-%m-%d %H:%M").to_string(), letter)
    }

    fn play(&mut self, turn: &Turn) {
        match *turn {
            Turn::Answer(item, words, nora, proof) => {
                let from = if nora { NORA } else { OTTO };
                let subject = format!("Re: {}", SUBJECTS[item]);
                let mut answer = letter(from, INES, &subject, ANSWERS[words])
                    .answering(&self.asked[item])
                    .proof(proof);
                if ANSWERS[words].contains("attached") {
                    answer = answer.file("floor-plan.pdf").file("portraits.pdf");
                }
                let id = self.mail(answer);
                self.proofs.insert(id, proof);
            }
            Turn::OwnWords(item, words) => {
                let subject = format!("Re: {}", SUBJECTS[item]);
                let own = letter(INES, OTTO, &subject, OWN_WORDS[words]);
                self.mail(own.answering(&self.asked[item]));
            }
            Turn::Command(item, words) => {
                let number = (item + 1).to_string();
                let words = COMMANDS[words];
                let line = if words.contains('#') {
                    words.replace('#', &number)
                } else {
                    format!("{words} {number}")
                };
                self.mail(letter(LEAD, "", "words", &format!("{line}\n")).private());
            }
            Turn::Everything(words) => {
                let line = format!("{}\n", EVERYTHING[words]);
                self.mail(letter(LEAD, "", "words", &line).private());
            }
            Turn::Absence(item) => {
                let subject = format!("Automatic reply: {}", SUBJECTS[item]);
                let note = letter(
                    OTTO,
                    INES,
                    &subject,
                    "I am out of the office until 31 March.\n",
                );
                self.mail(
                    note.answering(&self.asked[item])
                        .header("Auto-Submitted: auto-replied"),
                );
            }
            Turn::Bounce(item) => {
                let returned = super::machines::returned(&self.asked[item]);
                self.mail(super::machines::gone(&returned));
            }
            Turn::Anew(words) => {
                let id = self.mail(letter(OTTO, INES, "Our project", ANSWERS[words]));
                self.proofs.insert(id, Some("pass"));
            }
            Turn::Undo(item) => self.undo(item),
            Turn::Wait(days) => {
                let later = self.story.now() + chrono::Duration::days(i64::from(days));
                let later = later.with_timezone(&chrono_tz::Europe::Berlin);
                self.story
                    .until(&later.format("%Y-%m-%d %H:%M").to_string());
            }
        }
    }

    fn undo(&mut self, item: usize) {
        self.story.console(&Command {
            verb: Verb::Undo,
            items: vec![item as i64 + 1],
            argument: None,
        });
    }

    /// Items as `undo` restores them: what was really sent and heard stays known.
    fn image(&self) -> (Vec<Item>, Vec<Hold>) {
        let bare = |item: Item| Item {
            ladder: nudged::model::LadderState::default(),
            thread: Vec::new(),
            last_contact: item.opened_at,
            last_heard: None,
            ..item
        };
        let items = self.story.items().into_iter().map(|v| bare(v.item));
        (items.collect(), self.story.wider_holds())
    }

    fn no_close_without_evidence(&self) {
        for item in self.story.items().into_iter().map(|v| v.item) {
            let Some(closed) = &item.closed else { continue };
            let evidence = &closed.evidence;
            assert!(
                !evidence.rule.is_empty() && !evidence.words.is_empty(),
                "{closed:?}"
            );
            if let Some(proof) = evidence
                .message_id
                .as_ref()
                .and_then(|id| self.proofs.get(id.as_str()))
            {
                assert_eq!(*proof, Some("pass"), "{closed:?}");
            } else {
                assert_eq!(evidence.rule, "command", "{closed:?}");
            }
        }
    }

    fn turn_and_holds_agree(&self) {
        for view in self.story.items() {
            let (item, state) = (&view.item, view.item.state(&view.outer));
            let held = !item.holds.is_empty() || !view.outer.is_empty();
            assert_eq!(item.closed.is_some(), state == State::Closed);
            if item.closed.is_some() {
                assert!(item.holds.is_empty(), "closed and held: {item:?}");
                assert_eq!(view.next, None, "closed and planned: {item:?}");
                continue;
            }
            assert_eq!(held, state != State::Open, "{item:?}");
            let Some((step, at)) = view.next else {
                continue;
            };
            let day = at.with_timezone(&chrono_tz::Europe::Berlin).date_naive();
            for hold in &item.holds {
                assert!(
                    hold.until.is_some_and(|until| until <= day),
                    "{step:?} at {at} within {hold:?}"
                );
            }
        }
    }

    /// Every image follows from the one before, the last is the item, and nothing was chased that
    /// rested.
    fn replays(&self) {
        for item in self.story.items().into_iter().map(|v| v.item) {
            let mut image: Option<Item> = None;
            for row in self.story.history(item.id.0) {
                if row.entry.event == EventKind::FollowUp {
                    let chased = image.as_ref().expect("opened before it is chased");
                    assert!(
                        chased.holds.is_empty(),
                        "chased in spite of {:?}",
                        chased.holds
                    );
                    assert!(chased.closed.is_none());
                    for to in &row.entry.to {
                        let dead = |c: &&nudged::model::ItemContact| {
                            c.person.address == *to && c.dead.is_some()
                        };
                        assert!(!chased.contacts.iter().any(|c| dead(&c)), "{to} is dead");
                    }
                }
                if row.after.is_some() {
                    assert_eq!(row.before, image, "{:?}", row.entry);
                    image = row.after;
                }
            }
            assert_eq!(image.as_ref(), Some(&item));
        }
    }

    /// A wider hold that stood all the time let nothing pass.
    fn nothing_passed(&self, stood: &[Hold], since: usize) {
        let standing = self.story.wider_holds();
        let events = self.story.events(EventKind::FollowUp);
        for (_, sent) in events.iter().skip(since) {
            for hold in stood.iter().filter(|h| standing.contains(h)) {
                match &hold.scope {
                    HoldScope::Contact(address) => {
                        assert!(!sent.to.contains(address), "{sent:?} in spite of {hold:?}");
                    }
                    HoldScope::Team => panic!("{sent:?} in spite of {hold:?}"),
                    HoldScope::Client(_) | HoldScope::Item(_) => {}
                }
            }
        }
    }
}

/// Items whose image differs.
fn touched(before: &[Item], after: &[Item]) -> Vec<ItemId> {
    before
        .iter()
        .zip(after)
        .filter(|(b, a)| b != a)
        .map(|(b, _)| b.id)
        .collect()
}

fn cases() -> u32 {
    let long = std::env::var("PROPTEST_CASES").ok();
    long.and_then(|n| n.parse().ok()).unwrap_or(12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::with_cases(cases()) })]
    #[test]
    fn the_promises_hold_in_any_order(mode in prop::sample::select(vec!["auto", "approve", "forewarn", "observe"]), turns in prop::collection::vec((turn(), any::<bool>()), 4..14)) {
        let mut chance = Chance::begin(mode);
        for (turn, then_undo) in &turns {
            // What is due by now is done before anything else, as in a running daemon.
            chance.play(&Turn::Wait(0));
            let before = chance.image();
            let sent = chance.story.events(EventKind::FollowUp).len();
            chance.play(turn);
            chance.nothing_passed(&before.1, sent);
            let decides = matches!(turn, Turn::Answer(..) | Turn::OwnWords(..) | Turn::Command(..) | Turn::Absence(_) | Turn::Bounce(_) | Turn::Anew(_));
            let after = chance.image();
            let items = touched(&before.0, &after.0);
            if decides && *then_undo && before != after {
                let absent = match turn {
                    // It says nothing of what is closed.
                    Turn::Absence(item) => {
                        let about = ItemId(*item as i64 + 1);
                        let open = |i: &&Item| i.id == about && i.closed.is_none();
                        before.0.iter().find(open).map(|i| i.id)
                    }
                    _ => None,
                };
                for item in items.iter().copied().chain(absent) {
                    chance.undo(item.0 as usize - 1);
                }
                if !items.is_empty() || absent.is_some() {
                    prop_assert_eq!(chance.image(), before, "undo after {:?}", turn);
                }
            }
            chance.no_close_without_evidence();
            chance.turn_and_holds_agree();
        }
        chance.replays();
    }
}
