//! # nudged: the map of the house
//!
//! A daemon that watches a tracking inbox, knows what clients owe a team, matches their answers and
//! sends polite follow-ups. Data flows one way:
//!
//! ```text
//! mailbox ─▶ mail ─▶ interpret ─▶ matching ─▶ decide ─▶ store (one transaction) ─▶ outbox ─▶ smtp
//! (imap,     bytes→   Mail→        Reading +    Match/time  effects, history,        exact
//!  maildir)  Mail     Reading      candidates   → effects   outgoing bytes, cursor   bytes
//! ```
//!
//! | room | what happens there |
//! | --- | --- |
//! | [`model`] | plain data every room speaks |
//! | [`mail`] | bytes to [`model::Mail`], and drafts back to bytes |
//! | [`interpret`] | a mail's own words to a [`model::Reading`] |
//! | [`matching`] | a reading to the items it is about |
//! | [`calendar`] | working time of both sides |
//! | [`decide`] | item and reading, or item and time, to [`model::Effect`]s |
//! | [`render`] | follow-ups, notices and summaries to text and HTML |
//! | [`report`] | the numbers of the weekly summary |
//! | [`store`] | SQLite: items, history, outbox, cursors; one writer |
//! | [`mailbox`] | where mail comes from: IMAP, Maildir |
//! | [`verify`] | DKIM and DMARC where the provider wrote no verdict |
//! | [`smtp`] | where mail goes |
//! | [`oauth`] | access tokens where no password is taken |
//! | [`net`] | TLS and timeouts |
//! | [`config`] | the file, checked |
//! | [`setup`] | from an address to a configuration: providers, trials, the file |
//! | [`clock`] | the only place that asks for the time |
//! | [`app`] | the only place that knows every room |
//! | [`cli`] | one file per subcommand |
//!
//! The pure rooms (`model mail interpret matching calendar decide render report`) know no I/O and
//! no clock; `tests/layering.rs` holds them to it.

pub mod app;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod decide;
pub mod interpret;
pub mod mail;
pub mod mailbox;
pub mod matching;
pub mod model;
pub mod net;
pub mod oauth;
pub mod render;
pub mod report;
pub mod setup;
pub mod smtp;
pub mod store;
pub mod verify;
