//! Who stands in for whom, and what `away` does (product.md 5).

use chrono::NaiveDate;

use super::Desk;
use super::command::No;
use crate::model::{
    Actor, Address, Away, Effect, EventKind, Evidence, HistoryEntry, Notice, NoticeKind, World,
};

/// The word for "back again" in the argument of `away`.
pub const OVER: &str = "over";

impl Desk<'_> {
    /// Whoever stands in for a member today; `None` while he is there himself.
    fn deputy(&self, owner: &Address) -> Option<&Address> {
        let today = self.today();
        self.away
            .iter()
            .find(|a| a.owner == *owner && a.through >= today && self.world.is_team(&a.deputy))
            .map(|a| &a.deputy)
    }

    /// His deputies: the one he named, that one's own while he is away too, and so on.
    #[must_use]
    pub fn deputies(&self, owner: &Address) -> Vec<&Address> {
        let mut found: Vec<&Address> = Vec::new();
        let mut who = owner;
        while let Some(next) = self.deputy(who) {
            if next == owner || found.contains(&next) {
                return Vec::new(); // all of them are away: nobody stands in
            }
            found.push(next);
            who = next;
        }
        found
    }

    /// Who reads what is meant for a member: himself, or the deputy who is there.
    #[must_use]
    pub fn reader(&self, member: &Address) -> Address {
        let there = self.deputies(member).pop();
        there.unwrap_or(member).clone()
    }

    /// Whether somebody stands in for a member today.
    #[must_use]
    pub fn stands_in(&self, person: &Address, member: &Address) -> bool {
        self.deputies(member).contains(&person)
    }
}

/// What `away` asks for, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Who is away.
    pub owner: Address,
    /// Last day and deputy; `None`: he is back.
    pub absence: Option<(NaiveDate, Address)>,
}

/// Reads the argument of `away`: `2026-12-01 DEPUTY`, `over`, either with the address of whoever is
/// away in front. Only leads and the console may say it for somebody else.
///
/// # Errors
/// Why not.
pub fn asked(argument: Option<&str>, actor: &Actor, desk: &Desk<'_>) -> Result<Asked, No> {
    let mut addresses = Vec::new();
    let (mut through, mut over) = (None, false);
    for word in argument.ok_or(No("missing_argument"))?.split(' ') {
        if let Ok(address) = Address::parse(word) {
            addresses.push(address);
        } else if word == OVER {
            over = true;
        } else {
            through = Some(word.parse::<NaiveDate>().map_err(|_| No("bad_argument"))?);
        }
    }
    let deputy = if over { None } else { addresses.pop() };
    let owner = match (addresses.pop(), actor) {
        (Some(owner), _) => owner,
        (None, Actor::Member(member)) => member.clone(),
        (None, Actor::Console | Actor::Daemon) => return Err(No("who_is_away")),
    };
    let for_another = matches!(actor, Actor::Member(member) if *member != owner);
    if for_another && !matches!(actor, Actor::Member(m) if desk.world.team.leads.contains(m)) {
        return Err(No("not_lead"));
    }
    member(&owner, desk.world)?;
    if over {
        return Ok(Asked {
            owner,
            absence: None,
        });
    }
    let (Some(through), Some(deputy)) = (through, deputy) else {
        return Err(No("bad_argument"));
    };
    if through < desk.today() {
        return Err(No("past"));
    }
    member(&deputy, desk.world)?;
    if deputy == owner {
        return Err(No("own_deputy"));
    }
    if desk.stands_in(&owner, &deputy) {
        return Err(No("deputy_away"));
    }
    Ok(Asked {
        owner,
        absence: Some((through, deputy)),
    })
}

fn member(address: &Address, world: &World) -> Result<(), No> {
    if world.is_team(address) && !world.is_tracking(address) {
        Ok(())
    } else {
        Err(No("not_team"))
    }
}

/// What was asked, as an effect.
#[must_use]
pub fn begin(asked: &Asked, actor: &Actor, evidence: &Evidence, desk: &Desk<'_>) -> Effect {
    let away = asked.absence.as_ref().map(|(through, deputy)| Away {
        owner: asked.owner.clone(),
        deputy: deputy.clone(),
        since: desk.now,
        through: *through,
        evidence: evidence.clone(),
    });
    set(&asked.owner, away, actor, evidence)
}

/// An absence as it is to stand from now on.
#[must_use]
pub fn set(owner: &Address, away: Option<Away>, actor: &Actor, evidence: &Evidence) -> Effect {
    Effect::Away {
        owner: owner.clone(),
        away,
        entry: HistoryEntry::new(EventKind::Command, actor.clone(), evidence),
    }
}

/// Tells that somebody stands in, or no longer does; lines and items are filled in by who knows them.
#[must_use]
pub fn told(to: Vec<Address>, away: &Away, rule: &str, desk: &Desk<'_>) -> Notice {
    let day = away.through.and_time(chrono::NaiveTime::MIN);
    Notice {
        kind: NoticeKind::Deputy,
        to,
        items: Vec::new(),
        in_reply_to: None,
        from: Some(desk.world.person(&away.owner)),
        words: String::new(),
        // Noon would do as well: only its day is told.
        at: day
            .and_local_timezone(desk.world.team.zone)
            .latest()
            .map(|at| at.to_utc()),
        rule: rule.to_owned(),
        lines: Vec::new(),
    }
}
