//! What the team is not told is noticed.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc, Weekday};
use nudged::model::{
    Actor, EventKind, Evidence, HistoryEntry, HoldReason, MessageId, OutgoingClass, Step,
};
use nudged::report::ItemView;

use super::outside::Left;
use super::post::{Post, Truth};
use super::run::Year;
use super::trips::{ITEM, Watch, truth};
use super::world::{Mode, World};

const NOTICE: &str = "notice@studio.example";

/// A mail to the team as it travels.
fn notice(watch: &Watch, class: OutgoingClass, to: &str, text: &str) -> Left {
    let bytes = format!(
        "From: track@studio.example\r\nTo: {to}\r\nSubject: told\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}",
        text.replace('\n', "\r\n")
    );
    Left {
        at: watch.at,
        row: 900,
        class,
        id: NOTICE.to_owned(),
        recipients: vec![to.to_owned()],
        items: vec![ITEM],
        bytes: bytes.into_bytes(),
        refused: Vec::new(),
        arrived: true,
        blind: false,
    }
}

impl Watch {
    fn told(&mut self, event: EventKind, rule: &str, words: &str) {
        let id = MessageId::new(NOTICE);
        let entry = HistoryEntry {
            items: vec![ITEM],
            ..HistoryEntry::new(event, Actor::Daemon, &Evidence::new(rule, Some(&id), words))
        };
        self.rules.told(&self.world, self.at, &entry);
    }

    fn owner(&self) -> String {
        self.world.owner(0).to_owned()
    }

    /// The owner is told of a step in these words.
    fn forewarn(&mut self, words: &str) {
        self.world.companies[0].mode = Mode::Forewarn;
        self.told(EventKind::Notice, "forewarned", "");
        let text = format!("Planned.\n\n#1 Plan (client0.example): Planned: {words}\n");
        let left = notice(self, OutgoingClass::Notice, &self.owner(), &text);
        self.rules.left(&self.world, &left);
    }

    /// Working minutes of the team later, at an hour for mail.
    fn minutes(&mut self, least: i64) {
        let (from, side) = (self.at, self.world.side.clone());
        while side.minutes(from, self.at) < least || !self.world.companies[0].pair.within(self.at) {
            self.at += Duration::minutes(10);
        }
    }

    /// The next moment a summary is due, in a week without holidays.
    fn monday(&mut self) -> DateTime<Utc> {
        let side = self.world.side.clone();
        let mut day = side.day(self.at) + Days::new(1);
        while day.weekday() != Weekday::Mon || side.is_off(day) {
            day = day + Days::new(1);
        }
        self.at = side.at(day, "09:00".parse().expect("time"));
        self.at
    }

    /// The summary of a moment, told at it.
    fn summary(&mut self, due: DateTime<Utc>, text: &str) {
        self.told(EventKind::Summary, "summary-due", &due.to_rfc3339());
        let left = notice(
            self,
            OutgoingClass::Summary,
            &format!("all@{}", self.world.domain),
            text,
        );
        self.rules.left(
            &self.world,
            &Left {
                row: due.timestamp(),
                ..left
            },
        );
    }
}

/// A watch that begins before five Mondays at work.
fn weekly() -> Watch {
    let mut watch = Watch::begin();
    let side = watch.world.side.clone();
    let off = |at: DateTime<Utc>| {
        let mut days = (0..35).map(|n| side.day(at) + Days::new(n));
        days.any(|day| day.weekday() == Weekday::Mon && side.is_off(day))
    };
    while off(watch.world.start) {
        watch.world.start += Duration::days(7);
    }
    watch.world.start += Duration::days(1);
    watch.rules = super::rules::Rules::new(&watch.world);
    watch.at = watch.world.start;
    watch
}

#[test]
fn silence_sends_only_what_was_told_half_a_day_before() {
    let mut watch = Watch::begin();
    watch.forewarn("friendly mail, 9 September 2025");
    watch.minutes(240);
    watch.chase(Step::Friendly);
    watch.whole();
    type Change = fn(&mut Watch);
    let never: Change = |watch| watch.world.companies[0].mode = Mode::Forewarn;
    let late: Change = |watch| {
        watch.forewarn("friendly mail");
        watch.at += Duration::minutes(10);
    };
    let other: Change = |watch| {
        watch.forewarn("reminder");
        watch.minutes(300);
    };
    let back: Change = |watch| {
        watch.forewarn("友好提醒");
        watch.minutes(300);
        let returned = Truth::Returned(NOTICE.to_owned());
        watch.takes(returned);
    };
    for change in [never, late, other, back] {
        let mut watch = Watch::begin();
        change(&mut watch);
        watch.chase(Step::Friendly);
        watch.broken("forewarned");
    }
}

#[test]
fn a_summary_that_comes_twice_or_not_or_late_is_noticed() {
    let mut watch = weekly();
    for _ in 0..3 {
        let due = watch.monday();
        watch.summary(due, "The week in figures\n  Team: Opened 0, Closed 0\n");
    }
    watch.whole();
    let mut watch = weekly();
    let due = watch.monday();
    watch.summary(due, "");
    watch.summary(due, "");
    watch.broken("summary");
    let mut watch = weekly();
    let due = watch.monday();
    watch.at += Duration::hours(3);
    watch.summary(due, "");
    watch.broken("summary");
    let mut watch = weekly();
    watch.monday();
    watch.monday();
    watch.at += Duration::hours(2);
    let now = watch.at;
    watch.rules.look(&watch.world, now, &[]);
    watch.broken("summary");
}

#[test]
fn a_week_told_wrongly_is_noticed() {
    for (opened, told) in [(1, 1), (1, 0), (0, 1)] {
        let mut watch = weekly();
        let (closed, listed) = (opened, told);
        if opened == 1 {
            let id = MessageId::new(&watch.world.matters[0].id);
            watch.event(
                EventKind::Opened,
                &Evidence::new("opened-by-owner", Some(&id), "w"),
            );
        }
        if closed == 1 {
            watch.event(
                EventKind::Closed,
                &Evidence::new("delivered", None, "attached"),
            );
        }
        watch.rules.broken.clear();
        let due = watch.monday();
        watch.rules.broken.clear();
        let list = if listed == 1 {
            "\nClosed in the week (1)\n  #1 Plan: delivered\n"
        } else {
            ""
        };
        watch.summary(
            due,
            &format!("Studio: week of 2 to 8 March 2026\nNeed a person 0, Still open 1, Opened {told}, Closed {told}\n{list}"),
        );
        let found = watch.rules.broken.iter().any(|b| b.starts_with("tiles"));
        assert_eq!(found, opened != told, "{:?}", watch.rules.broken);
    }
}

#[test]
fn a_hold_nobody_sees_is_noticed() {
    for (text, seen) in [
        ("On hold (1)\n  #1 Plan: promised\n", true),
        ("What needs a person (1)\n  #1 Plan: wrong\n", true),
        ("Nothing to do this week (1)\n  #1 Plan: due\n", false),
        (
            "On hold (1)\n  #1 Plan: promised\n\nClosed in the week (1)\n  #1 Plan: done\n",
            false,
        ),
        ("On hold (1)\n  #12 Plan: promised\n", false),
    ] {
        let mut watch = weekly();
        let due = watch.monday();
        watch.rules.team.resting = [ITEM].into();
        watch.summary(due, text);
        let found = watch.rules.broken.iter().any(|b| b.starts_with("visible"));
        assert_eq!(found, !seen, "{:?}", watch.rules.broken);
    }
}

/// A year up to its first item.
fn opened() -> (Year, Vec<ItemView>) {
    let mut year = Year::begin(World::of(0, 2));
    loop {
        year.step().expect("something is opened");
        let views = year.views();
        if !views.is_empty() {
            return (year, views);
        }
    }
}

#[test]
fn an_item_nothing_comes_next_for_is_noticed() {
    let (mut year, mut views) = opened();
    let now = year.now;
    year.rules.look(&year.world, now, &views);
    assert_eq!(year.rules.broken, [""; 0]);
    views[0].item.holds.clear();
    views[0].outer.clear();
    views[0].next = None;
    year.rules.look(&year.world, now, &views);
    assert!(
        year.rules.broken.iter().any(|b| b.starts_with("forgotten")),
        "{:?}",
        year.rules.broken
    );
}

#[test]
fn an_item_whose_next_step_never_comes_is_noticed() {
    let (mut year, mut views) = opened();
    views[0].item.holds.clear();
    views[0].outer.clear();
    views.truncate(1);
    let start = year.now;
    let silent = |year: &Year| year.rules.broken.iter().any(|b| b.starts_with("silent"));
    // A sign of life now and then, and it is not.
    for days in (1..200).step_by(5) {
        year.rules
            .look(&year.world, start + Duration::days(days), &views);
        views[0].item.ladder.round += 1;
    }
    assert!(!silent(&year), "{:?}", year.rules.broken);
    for days in 200..280 {
        let now = start + Duration::days(days);
        year.rules.look(&year.world, now, &views);
    }
    assert!(silent(&year), "{:?}", year.rules.broken);
}

#[test]
fn a_question_left_out_of_the_daily_notice_is_noticed() {
    for told in [true, false] {
        let (mut year, mut views) = opened();
        let item = views[0].item.id;
        let side = year.world.side.clone();
        let mut day: NaiveDate = side.day(year.now) + Days::new(1);
        while !side.works(day) {
            day = day + Days::new(1);
        }
        let morning = side.at(day, side.opens);
        let hold = nudged::model::Hold {
            scope: nudged::model::HoldScope::Item(item),
            reason: HoldReason::Question,
            until: None,
            evidence: Evidence::new("question", None, "which?"),
        };
        views[0].item.holds.push(hold);
        if told {
            let id = MessageId::new(NOTICE);
            let evidence = Evidence::new("daily", Some(&id), "");
            let entry = HistoryEntry {
                item: Some(item),
                ..HistoryEntry::new(EventKind::Notice, Actor::Daemon, &evidence)
            };
            year.rules.told(&year.world, morning, &entry);
        }
        year.rules
            .look(&year.world, morning + Duration::minutes(1), &views);
        let found = year.rules.broken.iter().any(|b| b.starts_with("visible"));
        assert_eq!(found, !told, "{:?}", year.rules.broken);
    }
}

#[test]
fn a_mail_that_leaves_no_trace_is_noticed() {
    let mut watch = Watch::begin();
    let post = truth(Truth::Own(0));
    watch.rules.took(&watch.world, watch.at, &post);
    watch.rules.heard();
    watch.broken("lost");
}

#[test]
fn an_item_of_nobodys_mail_and_a_mail_without_its_item_are_noticed() {
    let mut watch = Watch::begin();
    let id = MessageId::new("nobody@client0.example");
    watch.event(
        EventKind::Opened,
        &Evidence::new("opened-by-owner", Some(&id), "w"),
    );
    watch.broken("opening");
    let mut watch = weekly();
    let id = watch.world.matters[0].id.clone();
    let opening = Post::new(id.clone(), Vec::new(), Truth::Opening(0));
    watch.rules.took(&watch.world, watch.at, &opening);
    let entry = HistoryEntry {
        item: None,
        ..HistoryEntry::new(
            EventKind::Received,
            Actor::Daemon,
            &Evidence::new("nothing-to-track", Some(&MessageId::new(&id)), ""),
        )
    };
    watch.rules.told(&watch.world, watch.at, &entry);
    watch.rules.heard();
    watch.broken("opening");
}

#[test]
fn a_mail_of_the_minute_a_leave_begins_may_copy_both() {
    let mut watch = Watch::begin();
    let owner = watch.owner();
    let members = watch.world.members.iter().map(|m| m.address.clone());
    let deputy = members.clone().find(|m| *m != owner).expect("another");
    let leaves = Truth::Leaves {
        member: owner,
        deputy: deputy.clone(),
        until: watch.world.side.day(watch.at) + Days::new(9),
    };
    watch.takes(leaves);
    let mut left = watch.mail(Step::Friendly);
    left.recipients.push(deputy);
    watch.rules.left(&watch.world, &left);
    watch.whole();
}

#[test]
fn what_is_meant_for_who_is_away_and_misses_his_deputy_is_noticed() {
    for to_deputy in [true, false] {
        let mut watch = Watch::begin();
        let owner = watch.owner();
        let members = watch.world.members.iter().map(|m| m.address.clone());
        let deputy = members.clone().find(|m| *m != owner).expect("another");
        let leaves = Truth::Leaves {
            member: owner.clone(),
            deputy: deputy.clone(),
            until: watch.world.side.day(watch.at) + Days::new(9),
        };
        watch.takes(leaves);
        watch.at += Duration::minutes(2);
        watch.told(EventKind::Notice, "daily", "");
        let reader = if to_deputy { deputy.clone() } else { owner };
        let left = notice(&watch, OutgoingClass::Notice, &reader, "#1 waits\n");
        watch.rules.left(&watch.world, &left);
        let mut left = watch.mail(Step::Friendly);
        if to_deputy {
            left.recipients.push(deputy);
        }
        watch.rules.left(&watch.world, &left);
        let found = watch
            .rules
            .broken
            .iter()
            .filter(|b| b.starts_with("deputy"));
        assert_eq!(
            found.count(),
            if to_deputy { 0 } else { 2 },
            "{:?}",
            watch.rules.broken
        );
    }
}
