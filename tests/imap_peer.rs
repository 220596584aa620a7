//! The IMAP client against scripted peers that break off, lie, stall and keep still. What must hold
//! every time: the mark never passes a mail that was not handed over, and no mail is handed over that
//! the server did not confirm.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "helpers of tests; clippy's own exception covers only functions marked as tests"
)]

#[path = "imap_peer/entering.rs"]
mod entering;
#[path = "imap_peer/fetching.rs"]
mod fetching;
#[path = "imap_peer/peer.rs"]
mod peer;
#[path = "imap_peer/session.rs"]
mod session;
#[path = "imap_peer/token.rs"]
mod token;
#[path = "imap_peer/waiting.rs"]
mod waiting;
