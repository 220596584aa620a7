//! Plain data every room speaks: no I/O, no clock, depends on nothing else in the crate.
//!
//! The words are those of the product: an *item* is what a *client* owes (a *request* or an
//! *invoice*), made of *asks* or money; a *hold* stops its *follow-ups*; *evidence* says why.

mod address;
mod away;
mod domain;
mod effect;
mod evidence;
mod fact;
mod hold;
mod item;
mod ladder;
mod mail;
pub mod money;
mod outgoing;
mod reading;
mod script;
mod team;

pub use address::{Address, AddressFault, ClientKey, MessageId, Person, is_hidden};
pub use away::{Away, AwayChange};
pub use domain::{
    PUBLIC_MAIL_DOMAINS, aligned, ascii_domain, domain_key, is_public_mail_domain,
    organisational_domain, readable_domain,
};
pub use effect::{
    Actor, Effect, EventKind, EvidenceFlat, HistoryEntry, Notice, NoticeKind, NoticeLine,
};
pub use evidence::{Evidence, Rule};
pub use fact::Fact;
pub use hold::{Hold, HoldChange, HoldReason, HoldScope};
pub use item::{
    Ask, Closed, ClosedHow, DueSource, Instalment, Invoice, Item, ItemContact, ItemId, Kind,
    Payment, Promise, State, Turn, UNDATED,
};
pub use ladder::{Ladder, LadderState, Mode, Rung, Step, StepSent};
pub use mail::{
    Attachment, Authentication, AuthenticationResult, Automatic, AutomaticKind, FailedRecipient,
    Failure, Hop, InvoiceFile, Mail, Unreadable,
};
pub use money::{Currency, Money};
pub use outgoing::{
    FollowUp, FollowUpId, FollowUpLine, Outgoing, OutgoingClass, OutgoingId, OutgoingState,
    OutgoingWhy,
};
pub use reading::{
    Command, DateRole, DateSeen, Forwarded, Language, MoneySeen, Opening, Reading, Refused, Reply,
    Role, Signal, SignalKind, Verb,
};
pub use script::is_han;
pub use team::{
    Caps, Client, LadderPolicy, Member, PaymentClaim, Policy, Receipts, Security, SummaryPolicy,
    Team, Tracking, Unauthenticated, World, under,
};
