//! Rendered content to exact outgoing bytes, with ids nobody can guess.

use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::decide::{Desk, ladder};
use crate::mail::draft::{self, Draft};
use crate::model::{
    Address, FollowUp, Item, Language, MessageId, Notice, Outgoing, OutgoingClass, Person, World,
};
use crate::render::Content;

/// Where the daemon's random numbers come from: a secret kept in the database, and a counter.
///
/// In replay the secret is fixed, so the same input gives the same bytes.
#[derive(Clone)]
pub struct Ids {
    secret: String,
}

impl std::fmt::Debug for Ids {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ids(***)")
    }
}

impl Ids {
    /// From the secret of this database.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        Self {
            secret: secret.to_owned(),
        }
    }

    /// Sixteen hex digits only this daemon can make for `what`.
    #[must_use]
    pub fn mark(&self, what: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()) else {
            return String::new(); // any key length fits HMAC (RFC 2104 §2)
        };
        mac.update(what.as_bytes());
        mac.finalize()
            .into_bytes()
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The Message-ID of the n-th mail. It is the token of a notice: whoever answers it got it.
    #[must_use]
    pub fn message_id(&self, n: u64, domain: &str) -> MessageId {
        MessageId::new(&format!(
            "n{n}.{}@{domain}",
            self.mark(&format!("mail {n}"))
        ))
    }
}

/// Language of a follow-up: the client's, else the item's own.
#[must_use]
pub fn follow_up_language(item: &Item, world: &World) -> Language {
    world
        .client(&item.client)
        .and_then(|c| c.language)
        .unwrap_or(item.language)
}

/// The item whose thread a mail about several answers: the longest overdue.
#[must_use]
pub fn answered(items: &[Item]) -> Option<&Item> {
    let due = |item: &&Item| (ladder::current_due(item), item.id);
    items.iter().min_by_key(due)
}

/// A follow-up as it leaves: in the original thread, in the PM's name, answers to item and PM.
#[must_use]
pub fn follow_up(
    follow_up: &FollowUp,
    items: &[Item],
    content: Content,
    message_id: MessageId,
    tag: Option<&str>,
    desk: &Desk<'_>,
    zone: chrono_tz::Tz,
) -> Outgoing {
    let (world, now) = (desk.world, desk.now);
    let owner = world.person(&follow_up.owner);
    let own = item_address(tag, world);
    let mut references: Vec<MessageId> = Vec::new();
    for id in items.iter().flat_map(|i| &i.thread) {
        if !references.contains(id) {
            references.push(id.clone());
        }
    }
    // The last id of the thread that is answered stands last.
    let in_reply_to = answered(items).and_then(|i| i.thread.last()).cloned();
    if let Some(id) = &in_reply_to {
        references.retain(|r| r != id);
        references.push(id.clone());
    }
    let draft = Draft {
        from: Person {
            name: owner.name.clone(),
            address: world.tracking.address.clone(),
        },
        to: follow_up.to.clone(),
        cc: follow_up.cc.clone(),
        reply_to: vec![
            Person {
                name: owner.name.clone(),
                address: own,
            },
            owner,
        ],
        subject: content.subject,
        date: now.with_timezone(&zone).fixed_offset(),
        message_id: message_id.clone(),
        in_reply_to,
        references,
        text: content.text,
        html: content.html,
        files: content.files,
    };
    let mut recipients: Vec<Address> = follow_up
        .to
        .iter()
        .chain(&follow_up.cc)
        .map(|p| p.address.clone())
        .collect();
    // The own copy: proof of delivery when the answer to the final dot is lost.
    recipients.push(world.tracking.address.clone());
    recipients.dedup();
    Outgoing {
        class: OutgoingClass::FollowUp,
        message_id,
        sender: world.tracking.address.clone(),
        recipients,
        bytes: draft::build(&draft),
        items: items.iter().map(|i| i.id).collect(),
        not_before: now,
        send_before: Some(follow_up.send_before),
    }
}

/// The own address of an item: tagged where the provider delivers tags (product.md 1).
#[must_use]
pub fn item_address(tag: Option<&str>, world: &World) -> Address {
    let own = &world.tracking.address;
    tag.filter(|_| world.tracking.subaddress)
        .and_then(|tag| Address::parse(&format!("{}+{tag}@{}", own.local(), own.domain())).ok())
        .unwrap_or_else(|| own.clone())
}

/// A notice to one member, or a summary to the team, as it leaves.
#[must_use]
pub fn to_team(
    class: OutgoingClass,
    to: &[Address],
    notice: Option<&Notice>,
    content: Content,
    message_id: MessageId,
    world: &World,
    now: DateTime<Utc>,
) -> Outgoing {
    let in_reply_to = notice.and_then(|n| n.in_reply_to.clone());
    let draft = Draft {
        from: Person {
            name: "nudged".to_owned(),
            address: world.tracking.address.clone(),
        },
        to: to.iter().map(|a| world.person(a)).collect(),
        cc: Vec::new(),
        reply_to: Vec::new(),
        subject: content.subject,
        date: now.with_timezone(&world.team.zone).fixed_offset(),
        message_id: message_id.clone(),
        references: in_reply_to.iter().cloned().collect(),
        in_reply_to,
        text: content.text,
        html: content.html,
        files: content.files,
    };
    Outgoing {
        class,
        message_id,
        sender: world.tracking.address.clone(),
        recipients: to
            .iter()
            .chain([&world.tracking.address])
            .cloned()
            .collect(),
        bytes: draft::build(&draft),
        items: notice.map(|n| n.items.clone()).unwrap_or_default(),
        not_before: now,
        send_before: None,
    }
}
