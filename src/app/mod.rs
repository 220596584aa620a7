//! The only place that knows every room: builds them, runs watch · tick · send, stops in order.
//!
//! | file | what it runs |
//! | --- | --- |
//! | [`engine`] | the one engine of daemon and replay: effects to bytes to one transaction |
//! | [`ingest`] | one incoming mail, from bytes to what it did |
//! | [`tick`] | what time does: holds that end, follow-ups, daily notices, summaries |
//! | [`commands`] | command mails and the command line |
//! | [`compose`] | rendered content to exact outgoing bytes |
//! | [`send`] | the outbox: claim, last look, send by phase, complete |
//! | [`replay`] | the engine over recorded mail with a virtual clock |

// pub mod commands;
pub mod compose;
// pub mod engine;
// pub mod ingest;
// pub mod replay;
// pub mod send;
// pub mod tick;
