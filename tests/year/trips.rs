//! Every rule can be broken: a run that does not keep it is noticed, one that does is not.

use chrono::{DateTime, Duration, Utc};
use nudged::model::{
    Actor, EventKind, Evidence, HistoryEntry, ItemId, MessageId, OutgoingClass, Step,
};

use super::outside::Left;
use super::phrases::Says;
use super::post::{Post, Truth};
use super::rules::Rules;
use super::world::{Mode, World};

/// A mail with this text.
pub fn letter(text: &str) -> Vec<u8> {
    let text = text.replace('\n', "\r\n");
    format!("From: track@studio.example\r\nSubject: told\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}").into_bytes()
}

/// A watch over one matter that was opened and is due.
pub struct Watch {
    pub world: World,
    pub rules: Rules,
    matter: usize,
    /// A moment at which mail may reach the client.
    pub at: DateTime<Utc>,
    mails: i64,
}

pub const ITEM: ItemId = ItemId(1);

pub fn truth(truth: Truth) -> Post {
    Post::new(String::new(), Vec::new(), truth)
}

impl Watch {
    pub fn begin() -> Self {
        Self::over(|_| true)
    }

    /// The same over a world of a kind.
    pub fn over(kind: fn(&World) -> bool) -> Self {
        let world = (0..)
            .map(|seed| World::of(seed, 1))
            .find(|world| {
                let company = &world.companies[0];
                let auto = company.mode == Mode::Auto && company.chief.is_some();
                auto && company.people.len() > 1 && kind(world)
            })
            .expect("a world");
        let mut watch = Self {
            rules: Rules::new(&world),
            matter: 0,
            at: world.matters[0].at,
            world,
            mails: 0,
        };
        watch.opens(0, ITEM);
        // Past every day it may be due.
        watch.later(20);
        watch
    }

    pub fn opens(&mut self, matter: usize, item: ItemId) {
        let asks = self.world.matters[matter].id.clone();
        let opening = Post::new(asks.clone(), Vec::new(), Truth::Opening(matter));
        self.rules.took(&self.world, self.at, &opening);
        let id = MessageId::new(&asks);
        let evidence = Evidence::new("opened-by-owner", Some(&id), "words");
        self.event_of(item, EventKind::Opened, &evidence);
        self.rules.heard();
    }

    pub fn event(&mut self, event: EventKind, evidence: &Evidence) {
        self.event_of(ITEM, event, evidence);
    }

    pub fn event_of(&mut self, item: ItemId, event: EventKind, evidence: &Evidence) {
        let entry = HistoryEntry {
            item: Some(item),
            ..HistoryEntry::new(event, Actor::Daemon, evidence)
        };
        self.rules.told(&self.world, self.at, &entry);
    }

    /// So many working days later, at an hour for mail.
    pub fn later(&mut self, days: u32) {
        let (from, pair) = (self.at, &self.world.companies[0].pair);
        while pair.between(from, self.at) < days || !pair.within(self.at) {
            self.at += Duration::minutes(30);
        }
    }

    pub fn person(&self) -> String {
        let matter = &self.world.matters[0];
        self.world.companies[0].people[matter.to[0]].address.clone()
    }

    pub fn mail(&mut self, step: Step) -> Left {
        self.mails += 1;
        let id = format!("n{}", self.mails);
        let entry = HistoryEntry {
            step: Some(step),
            message_id: Some(MessageId::new(&id)),
            ..HistoryEntry::new(
                EventKind::FollowUp,
                Actor::Daemon,
                &Evidence::new("ladder", None, "due"),
            )
        };
        self.rules.told(&self.world, self.at, &entry);
        Left {
            at: self.at,
            row: self.mails,
            class: OutgoingClass::FollowUp,
            id,
            recipients: vec![
                self.person(),
                self.world.owner(0).to_owned(),
                self.world.tracker(),
            ],
            items: vec![ITEM],
            bytes: Vec::new(),
            refused: Vec::new(),
            arrived: true,
            blind: false,
        }
    }

    pub fn chase(&mut self, step: Step) {
        let left = self.mail(step);
        self.rules.left(&self.world, &left);
    }

    /// A mail is taken in, and something is told of it.
    pub fn takes(&mut self, what: Truth) {
        self.takes_post(&truth(what));
    }

    fn takes_post(&mut self, post: &Post) {
        self.rules.took(&self.world, self.at, post);
        let evidence = Evidence::new("received", Some(&MessageId::new("")), "");
        let entry = HistoryEntry::new(EventKind::Received, Actor::Daemon, &evidence);
        self.rules.told(&self.world, self.at, &entry);
        self.rules.heard();
    }

    pub fn answer(&mut self, says: Says) {
        let answer = Truth::Answer {
            matter: 0,
            says,
            from: self.person(),
            own: true,
        };
        self.takes(answer);
    }

    pub fn word(&mut self, said: &str) {
        let word = Truth::Word {
            matter: 0,
            said: said.to_owned(),
        };
        self.takes(word);
    }

    #[track_caller]
    pub fn whole(&self) {
        assert_eq!(self.rules.broken, [""; 0]);
    }

    #[track_caller]
    pub fn broken(&self, rule: &str) {
        let found = self.rules.broken.iter().any(|b| b.starts_with(rule));
        assert!(found, "{rule} is not among {:?}", self.rules.broken);
    }
}

#[test]
fn a_ladder_as_it_should_be_breaks_nothing() {
    let mut watch = Watch::begin();
    for step in [Step::Friendly, Step::Reminder, Step::Firm, Step::Last] {
        watch.chase(step);
        watch.later(4);
    }
    watch.whole();
}

#[test]
fn chasing_who_answered_is_noticed_until_his_turn_comes_again() {
    let day = |watch: &Watch| watch.world.companies[0].pair.client.day(watch.at);
    for says in [Says::All, Says::Question, Says::Dispute, Says::Unclear] {
        let mut watch = Watch::begin();
        watch.answer(says);
        watch.later(20);
        watch.chase(Step::Friendly);
        watch.broken("answered");
        let mut watch = Watch::begin();
        watch.answer(says);
        watch.word("chase 1");
        watch.later(3);
        watch.chase(Step::Friendly);
        watch.whole();
    }
    let mut watch = Watch::begin();
    let promised = day(&watch) + chrono::Days::new(20);
    watch.answer(Says::Promise(promised));
    watch.later(5);
    watch.chase(Step::Friendly);
    watch.broken("answered");
    let mut watch = Watch::begin();
    watch.answer(Says::Promise(promised));
    watch.later(16);
    watch.chase(Step::Friendly);
    watch.whole();
}

#[test]
fn to_put_a_question_off_answers_it_as_little_as_time_does() {
    for (says, answered) in [
        (Says::Question, false),
        (Says::Dispute, false),
        (Says::Decline, false),
        (Says::Unclear, true),
    ] {
        let mut watch = Watch::begin();
        watch.answer(says);
        watch.word("snooze 1 6d");
        watch.later(20);
        watch.chase(Step::Friendly);
        let broken = watch.rules.broken.iter().any(|b| b.starts_with("answered"));
        assert_eq!(broken, !answered, "{says:?}: {:?}", watch.rules.broken);
    }
}

#[test]
fn an_answer_in_junk_holds_until_somebody_takes_it_out() {
    for taken_out in [true, false] {
        let mut watch = Watch::begin();
        let answer = |watch: &Watch, junk| {
            let truth = truth(Truth::Answer {
                matter: 0,
                says: Says::Part,
                from: watch.person(),
                own: true,
            });
            Post { junk, ..truth }
        };
        let in_junk = answer(&watch, true);
        watch.takes_post(&in_junk);
        if taken_out {
            let out = answer(&watch, false);
            watch.takes_post(&out);
        }
        watch.later(20);
        watch.chase(Step::Friendly);
        let broken = watch.rules.broken.iter().any(|b| b.starts_with("answered"));
        assert_eq!(broken, !taken_out, "{:?}", watch.rules.broken);
    }
}

#[test]
fn two_mails_within_the_gap_are_noticed() {
    let mut watch = Watch::begin();
    watch.chase(Step::Friendly);
    watch.later(2);
    watch.chase(Step::Reminder);
    watch.broken("gap");
    let mut watch = Watch::begin();
    watch.answer(Says::Part);
    watch.later(2);
    watch.chase(Step::Friendly);
    watch.broken("gap");
}

#[test]
fn mail_at_night_is_noticed() {
    let mut watch = Watch::begin();
    while watch.world.companies[0].pair.client.awake(watch.at) {
        watch.at += Duration::minutes(30);
    }
    watch.chase(Step::Friendly);
    watch.broken("working time");
}

#[test]
fn mail_to_a_stranger_is_noticed() {
    for stranger in ["who@elsewhere.example", "chief"] {
        let mut watch = Watch::begin();
        let mut left = watch.mail(Step::Friendly);
        let chief = watch.world.companies[0].chief.clone();
        let chief = chief.filter(|_| stranger == "chief");
        left.recipients.push(chief.unwrap_or(stranger.to_owned()));
        watch.rules.left(&watch.world, &left);
        watch.broken("stranger");
    }
    let mut watch = Watch::begin();
    let mut left = watch.mail(Step::Friendly);
    left.class = OutgoingClass::Summary;
    watch.rules.left(&watch.world, &left);
    watch.broken("stranger");
}

#[test]
fn mail_to_whoever_wants_none_is_noticed() {
    let mut watch = Watch::begin();
    watch.answer(Says::Stop);
    watch.word("chase 1");
    watch.later(5);
    watch.chase(Step::Friendly);
    watch.broken("stopped");
}

#[test]
fn mail_to_whoever_is_away_is_noticed() {
    let mut watch = Watch::begin();
    let today = watch.world.companies[0].pair.client.day(watch.at);
    let away = Truth::Away {
        address: watch.world.companies[0].people[0].address.clone(),
        until: today + chrono::Days::new(20),
    };
    watch.takes(away);
    let to = watch.world.companies[0].people[0].address.clone();
    let mut left = watch.mail(Step::Friendly);
    left.recipients[0].clone_from(&to);
    watch.rules.left(&watch.world, &left);
    watch.broken("away");
    // The day after he is back there.
    watch.rules.broken.clear();
    watch.later(25);
    let mut left = watch.mail(Step::Reminder);
    left.recipients[0] = to;
    watch.rules.left(&watch.world, &left);
    assert!(!watch.rules.broken.iter().any(|b| b.starts_with("away")));
}

#[test]
fn mail_long_before_its_day_is_noticed() {
    let mut watch = Watch::begin();
    watch.at = watch.world.matters[0].at;
    watch.later(1);
    watch.world.matters[0].due =
        watch.world.companies[0].pair.client.day(watch.at) + chrono::Days::new(30);
    let opening = truth(Truth::Opening(0));
    watch.rules.took(&watch.world, watch.at, &opening);
    watch.chase(Step::HeadsUp);
    watch.broken("early");
}

#[test]
fn steps_that_jump_or_repeat_are_noticed() {
    for steps in [
        &[Step::Reminder][..],
        &[Step::Friendly, Step::Firm],
        &[Step::Friendly, Step::Friendly],
        &[Step::Friendly, Step::Reminder, Step::Friendly],
    ] {
        let mut watch = Watch::begin();
        for step in steps {
            watch.chase(*step);
            watch.later(5);
        }
        watch.broken("steps");
    }
}

#[test]
fn a_second_dot_is_noticed_unless_somebody_asked_for_it() {
    let mut watch = Watch::begin();
    let mut left = watch.mail(Step::Friendly);
    left.arrived = false;
    watch.rules.left(&watch.world, &left);
    watch.rules.left(&watch.world, &left);
    watch.broken("one dot");
    let mut watch = Watch::begin();
    let left = watch.mail(Step::Friendly);
    let lost = Left {
        arrived: false,
        ..left.clone()
    };
    watch.rules.left(&watch.world, &lost);
    watch.word("resend 1");
    watch.later(3);
    let again = Left {
        at: watch.at,
        ..left
    };
    watch.rules.left(&watch.world, &again);
    watch.whole();
}

#[test]
fn a_close_without_evidence_or_reason_is_noticed() {
    let id = MessageId::new("a");
    for (rule, words, answered) in [
        ("", "", true),
        ("delivered", "", true),
        ("delivered", "attached", false),
    ] {
        let mut watch = Watch::begin();
        if answered {
            watch.answer(Says::All);
        }
        watch.event(EventKind::Closed, &Evidence::new(rule, Some(&id), words));
        watch.broken("evidence");
    }
}

#[test]
fn mail_while_the_mailbox_could_not_be_read_is_noticed() {
    let mut watch = Watch::begin();
    let mut left = watch.mail(Step::Friendly);
    left.blind = true;
    watch.rules.left(&watch.world, &left);
    watch.broken("last look");
}

#[test]
fn a_flood_is_noticed() {
    let mut watch = Watch::begin();
    for _ in 0..4 {
        watch.chase(Step::Friendly);
    }
    watch.broken("caps");
    let mut watch = Watch::begin();
    for _ in 0..61 {
        let mut left = watch.mail(Step::Friendly);
        left.class = OutgoingClass::Notice;
        left.recipients = vec![watch.world.tracker()];
        watch.rules.left(&watch.world, &left);
    }
    watch.broken("caps");
}

#[test]
fn what_needs_a_word_of_the_owner_or_is_only_observed_does_not_leave_by_itself() {
    for mode in [Mode::Observe, Mode::Approve] {
        let mut watch = Watch::begin();
        watch.world.companies[0].mode = mode;
        watch.chase(Step::Friendly);
        watch.broken("mode");
    }
    let mut watch = Watch::begin();
    watch.world.companies[0].mode = Mode::Approve;
    watch.word("ok 1");
    watch.chase(Step::Friendly);
    watch.whole();
}
