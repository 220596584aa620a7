//! What must be true, whatever happens.

use std::collections::BTreeMap;

use chrono::Duration;
use nudged::model::EventKind;
use nudged::store::{ItemFilter, Store};

use super::letters::{self, PM, TRACK, What, client};
use super::world::{Taken, World};

/// A mail is about to count as with its recipients.
pub fn taken(world: &World, taken: &Taken) {
    let row = world.records.mail(&taken.id);
    let mut state = world.state();
    if state.taken.iter().any(|before| before.id == taken.id) {
        state.breaks("never twice", &format!("{} is taken again", taken.id));
    }
    let Some(row) = row else {
        state.breaks("recorded first", &format!("{} is not known", taken.id));
        return;
    };
    if row.state != "body_started" {
        let what = format!("{} left as {}", taken.id, row.state);
        state.breaks("recorded first", &what);
    }
    if row.class != "follow_up" {
        let strange = |to: &&String| !to.ends_with("@studio.example");
        if let Some(to) = taken.recipients.iter().find(strange) {
            let what = format!("{} goes to {to}", taken.id);
            state.breaks("no stranger", &what);
        }
        return;
    }
    let fresh = taken.at - Duration::seconds(70);
    if state.looked.is_none_or(|at| at < fresh) {
        let what = format!("{} after a look at {:?}", taken.id, state.looked);
        state.breaks("last look", &what);
    }
    drop(state);
    for item in &row.items {
        let Some(matter) = world.records.matter(*item) else {
            continue;
        };
        let mut state = world.state();
        let known = [client(matter), PM.to_owned(), TRACK.to_owned()];
        if let Some(to) = taken.recipients.iter().find(|to| !known.contains(to)) {
            let what = format!("{} goes to {to}", taken.id);
            state.breaks("no stranger", &what);
        }
        let Some((since, until)) = state.answered[matter] else {
            continue;
        };
        let seen = state.looked.is_some_and(|looked| since < looked);
        if seen && since + Duration::seconds(3) < taken.at && taken.at < until {
            let what = format!("{} about matter {matter}, answered at {since}", taken.id);
            state.breaks("nobody who answered", &what);
        }
    }
}

/// At the end of a life, and at the end of all: the records agree with themselves.
pub fn records(world: &World, store: &Store) {
    let found = store.read(|tx| {
        let mut broken = Vec::new();
        for item in tx.items(&ItemFilter::default())? {
            let mut last = None;
            for row in tx.history(item.id)? {
                let Some(after) = row.after.filter(|after| after.id == item.id) else {
                    continue;
                };
                if row.before != last {
                    broken.push(format!("{} before row {}", item.id, row.id));
                }
                if row.entry.evidence.rule.is_empty() {
                    broken.push(format!("row {} of {} has no reason", row.id, item.id));
                }
                last = Some(after);
            }
            if last.as_ref() != Some(&item) {
                broken.push(format!(
                    "{} is {item:?}, its history ends {last:?}",
                    item.id
                ));
            }
        }
        Ok(broken)
    });
    let mut state = world.state();
    for what in found.expect("history") {
        state.breaks("replay", &what);
    }
}

/// At the end of all, after days without mishaps.
pub fn end(world: &World, store: &Store) {
    records(world, store);
    mails(world, store);
    follow_ups(world);
    let faults = store.quick_check().expect("checked");
    if !faults.is_empty() {
        world.state().breaks("database", &faults.join("; "));
    }
}

/// Every mail was processed, and once.
fn mails(world: &World, store: &Store) {
    let state = world.state();
    let mut posts: BTreeMap<String, What> = BTreeMap::new();
    for lies in state.inbox.mails.iter().chain(&state.junk.mails) {
        if lies.post.what != What::Copy {
            posts.insert(lies.post.id.clone(), lies.post.what.clone());
        }
    }
    for (id, what) in &state.swept {
        posts.insert(id.clone(), what.clone());
    }
    drop(state);
    for (id, what) in posts {
        let rows = world.records.count(&format!(
            "SELECT count(*) FROM mail WHERE message_id = '{id}'"
        ));
        if rows != 1 {
            let told = format!("{id} {what:?} has {rows} records");
            world.state().breaks("every mail once", &told);
        }
        if let What::Asks(matter) = what {
            let subject = letters::subject(matter).to_lowercase();
            let items = world.records.count(&format!(
                "SELECT count(*) FROM item WHERE base_subject = '{subject}'"
            ));
            if items != 1 {
                let told = format!("matter {matter} has {items} items");
                world.state().breaks("every mail once", &told);
            }
        }
    }
    let twice = store.read(|tx| {
        let mut twice = Vec::new();
        for item in tx.items(&ItemFilter::default())? {
            let mut opened = 0;
            let mut closed = BTreeMap::new();
            for row in tx.history(item.id)? {
                opened += u32::from(row.entry.event == EventKind::Opened);
                if row.entry.event == EventKind::Closed {
                    *closed
                        .entry(row.entry.message_id.map(|id| id.as_str().to_owned()))
                        .or_insert(0) += 1;
                }
            }
            if opened != 1 || closed.values().any(|times| *times > 1) {
                twice.push(format!("{}: opened {opened}, closed {closed:?}", item.id));
            }
        }
        Ok(twice)
    });
    for what in twice.expect("history") {
        world.state().breaks("every mail once", &what);
    }
}

/// What left is recorded as left, what is recorded as left has left, and nothing hangs.
fn follow_ups(world: &World) {
    let taken = world.state().taken.clone();
    let mut steps: BTreeMap<(i64, i64, i64, String), Vec<String>> = BTreeMap::new();
    for row in world.records.outbox() {
        let came = taken.iter().any(|taken| taken.id == row.id);
        let (id, mut broken) = (&row.id, Vec::new());
        match (row.state.as_str(), came) {
            ("sent", false) => broken.push(("none missing", format!("{id} never came"))),
            ("queued" | "withdrawn" | "refused", true) => {
                broken.push(("never twice", format!("{id} came, and is {}", row.state)));
            }
            ("claimed" | "body_started" | "unsure", _) => {
                broken.push(("nothing hangs", format!("{id} is {}", row.state)));
            }
            _ => {}
        }
        let mut state = world.state();
        for (rule, what) in broken {
            state.breaks(rule, &what);
        }
        drop(state);
        if came && row.class == "follow_up" {
            let lines = world.records.lines(id);
            for line in lines {
                steps.entry(line).or_default().push(id.clone());
            }
        }
    }
    for (line, ids) in steps {
        if ids.len() > 1 {
            let what = format!("{line:?} by {ids:?}");
            world.state().breaks("never twice", &what);
        }
    }
    let late = world.now() - Duration::hours(6);
    let late = late.timestamp_micros();
    let waiting = world.records.count(&format!(
        "SELECT count(*) FROM outbox WHERE state = 'queued' AND next_try_at < {late}"
    ));
    let forgotten = world.records.count(&format!(
        "SELECT count(*) FROM item WHERE state <> 'closed' AND wake_at < {late}"
    ));
    if waiting + forgotten > 0 {
        let what = format!("{waiting} mails and {forgotten} items wait for nothing");
        world.state().breaks("nothing hangs", &what);
    }
}
