//! What clients do about what they get.

use chrono::{DateTime, Duration, Utc};

use super::letters::{self, Post, client};
use super::world::{Step, Taken, World};

/// The answer of a client about a matter, unless he has said everything.
pub fn answer(world: &World, matter: usize, at: DateTime<Utc>) -> Option<Post> {
    let mut state = world.state();
    let said = state.answered[matter];
    if said.is_some_and(|(_, until)| until > at + Duration::days(100)) {
        return None;
    }
    let address = client(matter);
    let id = state.id(address.rsplit_once('@').expect("address").1);
    let last = state.last[matter].clone();
    Some(letters::answers(matter, &last, id, at, &mut state.people))
}

/// A mail is with its recipients: what they do about it.
pub fn got(world: &World, taken: &Taken) {
    let Some(row) = world.records.mail(&taken.id) else {
        return;
    };
    if row.class != "follow_up" {
        return;
    }
    let matters: Vec<usize> = row
        .items
        .iter()
        .filter_map(|item| world.records.matter(*item))
        .collect();
    let mut state = world.state();
    for matter in matters {
        if !taken.recipients.contains(&client(matter)) {
            continue;
        }
        state.last[matter].clone_from(&taken.id);
        match state.people.below(20) {
            0..11 => {
                let hours = state.people.between(1, 90);
                state.plan(taken.at + Duration::hours(hours), Step::Reacts(matter));
            }
            11 => {
                let minutes = state.people.between(1, 20);
                state.plan(taken.at + Duration::minutes(minutes), Step::Reacts(matter));
            }
            n @ (12 | 13) => {
                let address = client(matter);
                let id = state.id(address.rsplit_once('@').expect("address").1);
                let at = taken.at + Duration::seconds(state.people.between(5, 400));
                let post = letters::machine(matter, &taken.id, id, at, n == 13);
                state.plan(at, Step::Arrives(post));
            }
            _ => {}
        }
    }
}
