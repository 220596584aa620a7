//! What a mail about several items, or about a rest, says of each is watched.

use nudged::model::{EventKind, Evidence, ItemId, MessageId, Step};

use super::phrases::Says;
use super::trips::{Watch, letter};
use super::world::World;

#[test]
fn a_mail_after_a_part_payment_names_what_is_left() {
    let undivided = |world: &World| {
        let matter = &world.matters[0];
        matter.invoice.is_some() && matter.second.is_none()
    };
    for (says, named) in [
        ("EUR 1,300.00 or 17500元", true),
        ("EUR 1,800.00 or 18000元", false),
    ] {
        let mut watch = Watch::over(undivided);
        watch.answer(Says::Part);
        watch.event(
            EventKind::Updated,
            &Evidence::new("part-paid", Some(&MessageId::new("")), "paid EUR 500.00"),
        );
        watch.later(4);
        let mut left = watch.mail(Step::Friendly);
        left.bytes = letter(says);
        watch.rules.left(&watch.world, &left);
        let broken = watch.rules.broken.iter().any(|b| b.starts_with("rest"));
        assert_eq!(broken, !named, "{:?}", watch.rules.broken);
    }
}

#[test]
fn a_mail_that_tells_one_item_in_the_tone_of_another_is_noticed() {
    let subjects = |watch: &Watch| [0, 1].map(|n| watch.world.matters[n].subject.clone());
    for (lists, right) in [
        ("1. {0}\n\nAlso open:\n\n2. {1}\n", true),
        ("1. {0}\n\n另有：\n\n2. {1}\n", true),
        ("1. {0}\n2. {1}\n", false),
        ("1. {1}\n\nAlso open:\n\n2. {0}\n", false),
        ("1. {0}\n", false),
    ] {
        let mut watch = Watch::begin();
        let second = ItemId(2);
        watch.opens(1, second);
        watch.world.matters[1].due = watch.world.matters[0].due;
        watch.later(20);
        watch.chase(Step::Friendly);
        watch.later(5);
        let mut left = watch.mail(Step::Reminder);
        left.items.push(second);
        let ladder = Evidence::new("ladder", None, "due 2025-01-01, step friendly");
        watch.event_of(second, EventKind::Updated, &ladder);
        let [first, other] = subjects(&watch);
        left.bytes = letter(&lists.replace("{0}", &first).replace("{1}", &other));
        watch.rules.left(&watch.world, &left);
        let broken = |rule: &str| watch.rules.broken.iter().any(|b| b.starts_with(rule));
        assert_eq!(broken("tone"), !right, "{lists}: {:?}", watch.rules.broken);
        assert!(!broken("steps"), "{:?}", watch.rules.broken);
    }
}

#[test]
fn a_copy_of_what_is_not_at_its_last_step_is_noticed() {
    for (step, right) in [(Step::Firm, false), (Step::Last, true)] {
        let mut watch = Watch::over(|world| world.matters[0].to == world.matters[1].to);
        let second = ItemId(2);
        watch.opens(1, second);
        watch.later(20);
        let mut left = watch.mail(Step::Last);
        left.items.push(second);
        left.recipients
            .extend(watch.world.companies[0].chief.clone());
        let words = format!("due 2025-01-01, step {}", step.as_str());
        watch.event_of(
            second,
            EventKind::Updated,
            &Evidence::new("ladder", None, &words),
        );
        watch.rules.left(&watch.world, &left);
        let broken = watch.rules.broken.iter();
        let copied = broken.filter(|b| b.contains("chief@")).count();
        assert_eq!(copied == 0, right, "{:?}", watch.rules.broken);
    }
}
