//! The only place that knows every room: builds them, runs watch · tick · send, stops in order.
//!
//! | file | what it runs |
//! | --- | --- |
//! | [`engine`] | the one engine of daemon and replay: effects to bytes to one transaction |
//! | [`ingest`] | one incoming mail, from bytes to what it did |
//! | `judge`, `member`, `client` | what a mail is, and what it does |
//! | [`tick`] | what time does: holds that end, follow-ups, daily notices, summaries |
//! | `turns` | whose turn it is with a contact who gets one mail a gap |
//! | [`jump`] | what a clock that was ahead decided is taken back |
//! | [`commands`] | command mails and the command line |
//! | `copies` | whether a mail is one that came before |
//! | `candidates` | the owner's answer to numbered candidates |
//! | `everything`, `stand_in` | `pause all`; `away` and deputies |
//! | `inquiry`, `dossier` | commands that only tell |
//! | `undo`, `retract` | an item as it was before its last decision; what binds more than items |
//! | `still` | what a command leaves to be said |
//! | `very_words` | a part of a mail as it was written |
//! | `own_lines` | what a member wrote, told apart from a notice repeated without marks |
//! | `forewarn` | who is told of follow-ups before they leave |
//! | `flood` | which mails of a flood of them are told in the daily notice only |
//! | `letters` | mails decided on, rendered and recorded |
//! | `wording` | what a follow-up may say: what happened since, the PM's greeting, what is quoted |
//! | [`compose`] | rendered content to exact outgoing bytes |
//! | [`send`] | the outbox: claim, last look, send by phase, complete |
//! | [`run`] | the daemon under one [`lock`]: its world from a configuration, its signals, what its tasks share |
//! | [`life`] | one life of it: recovery, then watch, tick and send as tasks |
//! | `schedule` | what is due, and when to look again; the wall clock and the file of the database |
//! | `reload` | the start on what another daemon left; the configuration read again |
//! | `hurry` | a server tried again at once, with the password as it stands now |
//! | [`watch`] | one mailbox: connect, read what is new, wait |
//! | [`control`] | the command line's way into a running daemon |
//! | [`lost_members`] | own addresses to which mail comes back |
//! | `unreachable` | contacts nobody writes to any more, in all their items |
//! | `outages` | who looks after the daemon hears of a mailbox that cannot be read |
//! | `outbox` | who may leave, and what an attempt came to |
//! | [`preview`] | a follow-up as it would leave now |
//! | [`replay`] | the engine over recorded mail with a virtual clock |

mod addressed;
mod adopt;
mod advices;
mod again;
mod apart;
mod by_list;
mod by_others;
mod candidates;
mod client;
pub mod client_record;
pub mod commands;
pub mod compose;
pub mod control;
mod copies;
pub mod dossier;
mod echo;
pub mod engine;
mod everything;
mod first_start;
mod flood;
mod forewarn;
mod forwards;
mod hurry;
pub mod ingest;
mod inquiry;
mod judge;
pub mod jump;
mod left_out;
mod letters;
pub mod life;
pub mod lock;
pub mod lost_members;
mod material_beside;
mod member;
mod of_all;
mod opt_outs;
mod outages;
mod outbox;
mod own_check;
mod own_lines;
pub mod preview;
mod reload;
pub mod replay;
mod retract;
pub mod run;
mod schedule;
pub mod send;
mod server_wait;
mod stand_in;
mod still;
mod sums_beside;
pub mod tick;
mod turns;
mod undo;
mod unmatched;
mod unreachable;
mod very_words;
pub mod watch;
pub(crate) mod wording;
mod yes;
