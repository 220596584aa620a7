//! What people write when: clients their answers, members their words to the tracker.

use chrono::{DateTime, Duration, Utc};
use nudged::model::{EventKind, HistoryEntry, HoldReason, Kind, Step};

use super::habit::Via;
use super::outside::Left;
use super::phrases::{self, Says};
use super::post::{Letter, Post, Truth};
use super::run::{Plan, Year};
use super::world::{Leave, Somebody, World};

/// The mail that asks for something.
pub fn opening(world: &World, number: usize) -> Post {
    let matter = &world.matters[number];
    let people = &world.companies[matter.company].people;
    let to: Vec<String> = matter.to.iter().map(|n| people[*n].shown()).collect();
    let letter = Letter {
        to: to.join(", "),
        cc: world.tracker(),
        subject: matter.subject.clone(),
        body: matter.words.clone(),
        files: if matter.invoice.is_some() {
            vec!["invoice.pdf"]
        } else {
            Vec::new()
        },
        ..Letter::by(&world.members[matter.owner])
    };
    let raw = letter.bytes(world.domain, &matter.id, matter.at);
    Post::new(matter.id.clone(), raw, Truth::Opening(number))
}

/// A client's answer as the tracker gets it: from him, or later forwarded by the member.
pub fn answer(year: &mut Year, number: usize, says: Says) -> (Post, Option<DateTime<Utc>>) {
    let matter = year.world.matters[number].clone();
    let pm = year.world.members[matter.owner].clone();
    let tracker = year.world.tracker();
    let side = year.world.side.clone();
    let company = &mut year.world.companies[matter.company];
    let via = company.habit.via(&mut company.chance);
    let chance = &mut company.chance;
    let mut from = company.people[matter.to[0]].clone();
    let zh = from.zh && pm.zh;
    let (words, files) = phrases::answer(says, zh, &matter, chance);
    let attached = chance.percent(40);
    let junk = chance.percent(6);
    let forwarded = side.next_open(year.now + Duration::hours(chance.between(1, 60)));
    let domain = company.domain.clone();
    match via {
        Via::Colleague => from.address = format!("desk@{domain}"),
        Via::Private => from.address = format!("someone@home{}.example", matter.company),
        _ => {}
    }
    let id = year.next_id(&domain);
    year.said[number] += 1;
    let body = phrases::letter(zh, &pm.name, &words, &from.name);
    let subject = format!("Re: {}", matter.subject);
    let truth = Truth::Answer {
        matter: number,
        says,
        from: from.address.clone(),
        own: via != Via::Private,
    };
    let mut letter = Letter {
        to: pm.shown(),
        cc: tracker.clone(),
        subject: subject.clone(),
        body: body.clone(),
        answers: year.thread[number].clone(),
        files,
        ..Letter::by(&from)
    };
    match via {
        Via::Subject => letter.answers.clear(),
        Via::Anew => {
            letter.answers.clear();
            letter.subject = (if zh { "资料" } else { "From us" }).to_owned();
        }
        Via::OnlyToPm if attached => {
            letter.cc.clear();
            letter = enclosed(&letter, &id, year.now, &pm, &tracker);
        }
        Via::OnlyToPm => {
            let date = year.now.format("%a, %-d %b %Y at %H:%M");
            let quoted = format!(
                "FYI\n\n---------- Forwarded message ---------\nFrom: {}\nDate: {date}\nSubject: {subject}\nTo: {}\n\n{body}",
                from.shown(),
                pm.shown()
            );
            letter = Letter {
                to: tracker,
                subject: format!("Fwd: {subject}"),
                body: quoted,
                files: letter.files,
                ..Letter::by(&pm)
            };
        }
        Via::Thread | Via::Colleague | Via::Private => {}
    }
    let later = (via == Via::OnlyToPm).then_some(forwarded);
    let raw = letter.bytes(year.world.domain, &id, later.unwrap_or(year.now));
    if later.is_none() {
        year.thread[number].push(id.clone());
    }
    let mut post = Post::new(id, raw, truth);
    // Filters stumble over strangers more than over others; here any house may be one.
    post.junk = junk && !matches!(via, Via::Private | Via::OnlyToPm);
    (post, later)
}

/// A mail forwarded whole, as a file of its own.
fn enclosed(letter: &Letter, id: &str, at: DateTime<Utc>, pm: &Somebody, tracker: &str) -> Letter {
    let inner = letter.bytes("", &format!("inner.{id}"), at);
    let inner = String::from_utf8_lossy(&inner).replace("\r\n", "\n");
    // What its own mailbox wrote on top stays there.
    let inner = inner.split_once("From: ").map_or("", |(_, rest)| rest);
    Letter {
        to: tracker.to_owned(),
        subject: format!("Fwd: {}", letter.subject),
        headers: "Content-Type: multipart/mixed; boundary=\"=_f\"\r\n".to_owned(),
        body: format!(
            "--=_f\nContent-Type: text/plain; charset=utf-8\n\nFYI\n--=_f\nContent-Type: message/rfc822\nContent-Disposition: attachment; filename=\"mail.eml\"\n\nFrom: {inner}\n--=_f--\n"
        ),
        ..Letter::by(pm)
    }
}

/// A member's word to the tracker about a matter.
pub fn word(year: &mut Year, number: usize, verb: &str) -> Option<Post> {
    let item = year.rules.item(number)?;
    let matter = &year.world.matters[number];
    let pm = year.world.acting(matter.owner, year.now).clone();
    let (verb, rest) = verb.split_once(' ').unwrap_or((verb, ""));
    if verb == "contact" {
        let named = year.world.companies[matter.company].people.last()?;
        let said = format!("contact {} {}", item.0, named.address);
        let truth = Truth::Contact {
            matter: number,
            address: named.address.clone(),
        };
        return Some(command(year, &pm, &said, truth));
    }
    let said = format!("{verb} {} {rest}", item.0);
    let said = said.trim().to_owned();
    let truth = Truth::Word {
        matter: number,
        said: said.clone(),
    };
    Some(command(year, &pm, &said, truth))
}

fn command(year: &mut Year, pm: &Somebody, said: &str, truth: Truth) -> Post {
    let domain = year.world.domain;
    let id = year.next_id(domain);
    let letter = Letter {
        to: year.world.tracker(),
        subject: "words".to_owned(),
        body: format!("{said}\n"),
        ..Letter::by(pm)
    };
    let raw = letter.bytes(domain, &id, year.now);
    Post::new(id, raw, truth)
}

/// A member says that he will be away, or is back.
pub fn leave(year: &mut Year, leave: &Leave, back: bool) -> Post {
    let pm = year.world.members[leave.member].clone();
    let deputy = year.world.members[leave.deputy].address.clone();
    let said = match (pm.zh, back) {
        (false, false) => format!("away {} {deputy}", leave.through),
        (true, false) => format!("休假 {} {deputy}", leave.through),
        (false, true) => "away over".to_owned(),
        (true, true) => "休假 结束".to_owned(),
    };
    let member = pm.address.clone();
    let until = leave.through;
    let truth = if back {
        Truth::Back(member)
    } else {
        Truth::Leaves {
            member,
            deputy,
            until,
        }
    };
    command(year, &pm, &said, truth)
}

/// A member answers the client in the thread.
pub fn reply(year: &mut Year, number: usize) -> Post {
    let matter = year.world.matters[number].clone();
    let to = year.world.companies[matter.company].people[matter.to[0]].clone();
    let pm = year.world.members[matter.owner].clone();
    let zh = to.zh && pm.zh;
    let domain = year.world.domain;
    let id = year.next_id(domain);
    let words = if zh {
        "用常用的那种就行。"
    } else {
        "the usual one is fine."
    };
    let letter = Letter {
        to: to.shown(),
        cc: year.world.tracker(),
        subject: format!("Re: {}", matter.subject),
        body: phrases::letter(zh, &to.name, words, &pm.name),
        answers: year.thread[number].clone(),
        ..Letter::by(&pm)
    };
    let raw = letter.bytes(domain, &id, year.now);
    year.thread[number].push(id.clone());
    Post::new(id, raw, Truth::Own(number))
}

/// The daemon's own copy, as its provider delivers it.
pub fn copy(left: &Left) -> Post {
    Post::new(left.id.clone(), left.bytes.clone(), Truth::Copy)
}

/// What a member does about what was recorded, some time later or never.
pub fn member(year: &mut Year, told: &HistoryEntry) {
    let Some(matter) = year.open(told) else {
        return;
    };
    let company = &mut year.world.companies[year.world.matters[matter].company];
    let chance = &mut company.chance;
    let words: &[&'static str] = match told.event {
        EventKind::Held
            if told.hold == Some(HoldReason::Question)
                && told.kind == Some(Kind::Request)
                && chance.percent(60) =>
        {
            let at = year.now + Duration::hours(chance.between(1, 90));
            let at = year.world.side.next_open(at);
            return year.plan(at, Plan::Replies(matter));
        }
        EventKind::Held => match told.hold {
            Some(
                HoldReason::Promise
                | HoldReason::Acknowledged
                | HoldReason::Absence
                | HoldReason::Snooze,
            ) => &[],
            Some(HoldReason::OptOut | HoldReason::Bounce) => {
                &["contact", "contact", "done", "chase"]
            }
            _ => &["chase", "done", "snooze 6d", "chase", "cancel", "chase"],
        },
        EventKind::AskedOwner if told.step == Some(Step::Call) => {
            &["done", "cancel", "due 9d", "note rang"]
        }
        EventKind::Updated if told.evidence.rule == "approval-needed" => {
            &["ok", "ok", "ok", "skip"]
        }
        EventKind::Closed => &[
            "paid",
            "reopen",
            "note thanks",
            "note thanks",
            "note thanks",
            "undo",
        ],
        _ => &[],
    };
    if words.is_empty() || !chance.percent(75) {
        return;
    }
    let verb = chance.pick(words);
    let at = year.now + Duration::hours(chance.between(1, 100));
    let at = year.world.side.next_open(at);
    year.plan(at, Plan::Says(matter, verb.to_owned()));
}
