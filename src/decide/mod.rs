//! Item and reading, or item and time, to [`Effect`]s. Pure: decisions are data, carried out by `app`.
//!
//! | file | decides |
//! | --- | --- |
//! | [`intake`] | what a team member's mail to a client opens |
//! | [`owner`] | what the owner's own words in a thread do |
//! | [`reply`] | what a client's answer does to an item |
//! | [`machine`] | what bounces and absences do |
//! | [`command`] | what one command does |
//! | `settle` | what `done`, `cancel`, `paid` and `part` close |
//! | [`away`] | who stands in for whom |
//! | [`ladder`] | which step comes next, and when |
//! | [`chase`] | which items go in one follow-up now |
//! | [`forewarn`] | when the owner is told, and when silence sends |
//! | [`rounds`] | when summary and daily notice are due |
//! | [`since`] | what a follow-up refers to: what happened since the last mail that left |

use chrono::{DateTime, NaiveDate, Utc};

use crate::calendar::{Calendars, Joint};
use crate::model::{
    Actor, Away, ClientKey, Effect, EventKind, Evidence, HistoryEntry, Hold, HoldReason, HoldScope,
    Item, MessageId, Promise, World,
};

pub mod away;
pub mod chase;
pub mod command;
pub mod forecast;
pub mod forewarn;
pub mod intake;
mod kinds;
pub mod ladder;
pub mod machine;
pub mod owner;
pub mod reply;
pub mod rounds;
mod settle;
pub mod since;

/// What every decision may look at: configuration, calendars and the time.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The checked configuration.
    pub world: &'a World,
    /// Working time of the team and its clients.
    pub calendars: &'a Calendars,
    /// Who is away, and who stands in.
    pub away: &'a [Away],
    /// The time, UTC.
    pub now: DateTime<Utc>,
}

impl Desk<'_> {
    /// Working time shared with a client.
    #[must_use]
    pub fn joint(&self, client: &ClientKey) -> Joint {
        self.calendars.joint(client)
    }

    /// Today in the team's zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.world.team.zone).date_naive()
    }

    /// The day of an instant in a client's zone.
    #[must_use]
    pub fn client_day(&self, client: &ClientKey, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.joint(client).client.zone)
            .date_naive()
    }

    /// First day after `n` working days of grace, counted from today.
    #[must_use]
    pub fn after_grace(&self, client: &ClientKey) -> NaiveDate {
        let days = self.world.policy_of(client).acknowledgement_grace;
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        self.joint(client)
            .add(self.client_day(client, self.now), days)
    }
}

/// Rule of the hold of items that older mail opened.
pub(crate) const ADOPTED: &str = "adopted";

/// Whether a hold waits for the owner to say that what older mail opened is still open.
pub(crate) fn is_adopted(hold: &Hold) -> bool {
    hold.reason == HoldReason::Review && hold.evidence.rule == ADOPTED
}

/// What older mail opened waits until its owner says that it is still open.
pub(crate) fn wait_as_adopted(item: &mut Item) -> Evidence {
    let asked = item
        .holds
        .iter()
        .find(|hold| hold.reason == HoldReason::Review);
    let words = asked.map_or_else(|| item.subject.clone(), |hold| hold.evidence.words.clone());
    let evidence = Evidence::new(ADOPTED, Some(&item.opened_by), &words);
    put_hold(item, HoldReason::Review, None, &evidence);
    evidence
}

/// Rule of the hold that an answer found in Junk lays, until somebody looks or takes it out.
pub(crate) const IN_JUNK: &str = "found-in-junk";

/// Rule of the hold of what the client does only after the team did its part.
pub(crate) const AWAITS_TEAM: &str = "waits-for-the-team";

/// Mails for which one item rests because they may be about it; beyond them the newest count. Whoever
/// writes thousands must not make an item that takes longer to read with each of them.
const MOST_AMBIGUOUS: usize = 32;

/// Puts a hold on an item, in place of one of the same reason. Where a person is asked what a mail
/// means, each mail asks for itself: what settles one leaves the others.
pub(crate) fn put_hold(
    item: &mut Item,
    reason: HoldReason,
    until: Option<NaiveDate>,
    evidence: &Evidence,
) {
    item.holds.retain(|known| {
        let mail = known.evidence.message_id == evidence.message_id;
        let rule = known.evidence.rule == evidence.rule;
        known.reason != reason
            || match reason {
                HoldReason::Ambiguous => !mail,
                HoldReason::Review if evidence.rule == ADOPTED => false,
                HoldReason::Review => !mail && (!rule || evidence.rule == IN_JUNK),
                _ => false,
            }
    });
    let ambiguous = |hold: &Hold| hold.reason == HoldReason::Ambiguous;
    if reason == HoldReason::Ambiguous
        && item.holds.iter().filter(|hold| ambiguous(hold)).count() >= MOST_AMBIGUOUS
        && let Some(oldest) = item.holds.iter().position(ambiguous)
    {
        item.holds.remove(oldest);
    }
    item.ladder.proposed = None;
    item.ladder.approved = None;
    item.holds.push(Hold {
        scope: HoldScope::Item(item.id),
        reason,
        until,
        evidence: evidence.clone(),
    });
}

/// Takes holds of these reasons off an item; tells whether there was one.
pub(crate) fn lift(item: &mut Item, reasons: &[HoldReason]) -> bool {
    let before = item.holds.len();
    // "Five days after the corrected invoice": whatever day was read from it, the team came first.
    for hold in item.holds.iter().filter(|hold| {
        let first = hold.reason == HoldReason::Dispute || hold.evidence.rule == AWAITS_TEAM;
        first && reasons.contains(&hold.reason)
    }) {
        let mail = &hold.evidence.message_id;
        let with_it = |promise: &&mut Promise| promise.evidence.message_id == *mail;
        for promise in item.promises.iter_mut().filter(with_it) {
            promise.waited = true;
        }
    }
    item.holds.retain(|hold| !reasons.contains(&hold.reason));
    item.holds.len() < before
}

/// Takes the holds of one reason that one mail led to off an item; tells whether there was one.
pub(crate) fn lift_of(item: &mut Item, reason: HoldReason, mail: &MessageId) -> bool {
    let before = item.holds.len();
    item.holds
        .retain(|hold| hold.reason != reason || hold.evidence.message_id.as_ref() != Some(mail));
    item.holds.len() < before
}

/// An item effect with its history line.
pub(crate) fn changed(item: &Item, event: EventKind, actor: &Actor, evidence: &Evidence) -> Effect {
    let hold = item.holds.last().filter(|_| event == EventKind::Held);
    Effect::Item {
        entry: HistoryEntry {
            until: hold.and_then(|h| h.until),
            hold: hold.map(|h| h.reason),
            ..HistoryEntry::new(event, actor.clone(), evidence).about(item)
        },
        item: item.clone(),
    }
}
