//! Every phrase is read as it is meant: the years rest on that.

use std::collections::BTreeSet;

use nudged::model::Reply;

use super::chance::Chance;
use super::habit::Habit;
use super::outside::Log;
use super::people;
use super::phrases::Says;
use super::run::{Plan, Year};
use super::world::World;

#[test]
fn every_phrase_is_read_as_it_is_meant() {
    let day =
        |year: &Year| year.world.companies[0].pair.client.day(year.now) + chrono::Days::new(9);
    let mut seen = BTreeSet::new();
    for seed in 0..40 {
        for (says, reading) in [
            (Says::All, Reply::Delivered),
            (Says::Part, Reply::Part),
            (Says::Promise(chrono::NaiveDate::MIN), Reply::Promise),
            (Says::Noted, Reply::Acknowledged),
            (Says::Question, Reply::Question),
            (Says::Dispute, Reply::Dispute),
            (Says::Decline, Reply::Decline),
            (Says::Stop, Reply::Stop),
            (Says::Unclear, Reply::Unclear),
        ] {
            let mut world = World::of(seed, 1);
            let matter = world
                .matters
                .iter()
                .position(|m| m.asks.len() > 1 || m.invoice.is_some());
            let Some(matter) = matter else { continue };
            let invoice = world.matters[matter].invoice.is_some();
            let instalments = world.matters[matter].second.is_some();
            let zh = world.companies[0].people[world.matters[matter].to[0]].zh
                && world.members[world.matters[matter].owner].zh;
            if !seen.insert((zh, invoice, instalments, format!("{says:?}"), seed % 3)) {
                continue;
            }
            // Nothing else happens.
            let only = world.matters.remove(matter);
            world.matters = vec![only];
            world.companies[0].chance = Chance::of(seed, 7);
            let mut year = Year::begin(world);
            while year.rules.item(0).is_none() {
                year.step().expect("is opened");
            }
            let parts = year.views()[0]
                .item
                .invoice
                .as_ref()
                .map(|i| i.instalments.len());
            assert_eq!(parts.is_some_and(|n| n == 2), instalments, "{parts:?}");
            let says = match says {
                Says::Promise(_) => Says::Promise(day(&year)),
                other => other,
            };
            year.world.companies[0].habit = Habit::Silent;
            let (answer, _) = people::answer(&mut year, 0, says);
            let words = String::from_utf8_lossy(&answer.raw).into_owned();
            year.plan(year.now, Plan::Post(answer));
            let told = loop {
                let log = year.step().expect("is read");
                let reading = log.into_iter().find_map(|entry| match entry {
                    Log::Told((_, told)) => told.reading,
                    _ => None,
                });
                if reading.is_some() {
                    break reading;
                }
            };
            let wanted = match reading {
                Reply::Delivered if invoice => Reply::Payment,
                other => other,
            };
            // Whatever it is taken for: a person of the team looks.
            let looks = [Reply::Decline, Reply::Question, Reply::Dispute];
            if reading == Reply::Unclear && told.is_some_and(|told| looks.contains(&told)) {
                continue;
            }
            // What is ticked decides whether a part was all of it.
            if wanted == Reply::Delivered && told == Some(Reply::Part) {
                continue;
            }
            assert_eq!(told, Some(wanted), "{words}");
        }
    }
    assert!(seen.iter().any(|(zh, ..)| *zh) && seen.iter().any(|(zh, ..)| !*zh));
}
