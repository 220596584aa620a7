//! A mail's own words to a [`crate::model::Reading`]. Pure; vocabularies are data, one file per language.
//!
//! [`read`] assembles; [`dates`], [`money`], [`numbers`] and [`language`] find what their names say;
//! `clauses` cuts text, `signals` says what each clause says, `reply` which of them decides.

mod absence;
mod accepts;
mod addressee;
mod agreed;
mod agreed_words;
mod all_but;
mod amount_corrected;
mod answers;
mod ask_cut;
mod ask_cut_words;
mod ask_numbers;
mod ask_points;
mod ask_said;
mod ask_synonyms;
mod ask_value;
mod ask_words;
mod asks;
mod awaits;
mod bare_sum;
mod beside;
mod beside_words;
mod clauses;
pub mod commands;
mod data_answer;
pub mod dates;
mod days_off;
mod deducted;
mod due;
mod due_words;
mod elsewhere;
mod forwarded;
mod given;
mod granted_parts;
mod instalments;
mod invoice_files;
pub mod language;
pub mod learnt;
mod left;
mod less;
mod list_mark;
mod listed;
pub mod money;
mod month_words;
mod needles;
mod not_come;
mod not_here;
pub mod numbers;
mod offers;
mod one_line;
mod opening;
mod opening_words;
mod owner;
mod owner_asks;
mod owner_rests;
mod owner_rests_words;
mod owner_words;
mod paid_apart;
mod pattern;
mod payee;
mod payee_words;
mod paying;
mod plain_yes;
mod portion;
mod promised_days;
mod promised_whole;
mod quoted_answer;
mod read;
mod replaced;
mod reply;
mod resent;
mod retold;
mod rule;
mod ruled_out;
mod ruling;
mod salutation;
#[cfg(test)]
mod sample;
mod scan;
mod sent_before;
mod settle;
mod share;
mod signals;
mod stamp;
mod stops;
mod sums;
mod telephone;
mod terms;
mod thanks;
mod thing;
mod thing_words;
mod things_apart;
mod trie;
mod twice;
mod undecided;
mod unsettled;
mod verbs;
mod vocabulary;
mod ways;
mod words_en;
mod words_zh;

use chrono::{DateTime, FixedOffset, Utc};
use chrono_tz::Tz;

use crate::model::{Evidence, Role};

pub use absence::{is_absence, is_anothers_absence};
pub use accepts::accepts;
pub use addressee::{asks_for, asks_own_people};
pub use agreed::{Agreed, Standing, agreed};
pub use all_but::{AllBut, all_but};
pub use amount_corrected::{Corrected, amount_corrected};
pub use answers::{ELSEWHERE, TOLD, answers, file_words};
pub use awaits::{asked_about, awaits_team, has_none, waits_on_team};
pub use bare_sum::bare_sums;
pub use commands::says_more;
pub use days_off::{DaysOff, after_days_off};
pub use deducted::deducts;
pub use given::DOUBTFUL;
pub use granted_parts::parts_granted;
pub use left::says_left;
pub use less::{gives_less, only_gives};
pub use listed::by_list_number;
pub use not_come::has_not_come;
pub use not_here::{DRAFT_ONLY, GIVEN_BEFORE, NONE as NO_SUCH};
pub use owner::credited;
pub use owner_asks::{asks_more, came, given_wrongly};
pub use owner_rests::{asks_nothing, suspends};
pub use paid_apart::{one_instalment, paid_apart};
pub use payee::paid_to_another;
pub use paying::{
    Kept, advises_payment, guesses_paid, half_is_paid, is_advised, money_kept, tells_of_paying,
};
pub use plain_yes::is_plain_yes;
pub use portion::{Piece, gives, pieces, portion, speaks};
pub use promised_days::{far_off_feast, promised_days};
pub use promised_whole::promises_all;
pub use quoted_answer::quoted_answer;
pub use read::read;
pub use replaced::{corrects, replaced};
pub use resent::says_the_same;
pub use retold::{
    Named, Retold, in_full, instalments_named, instalments_paid, money_paid, retold, two_of_them,
};
pub use ruled_out::{day_of_coming, is_ruled_out};
pub use salutation::salutation;
pub use sent_before::{complains, sent_before};
pub use settle::lesson;
pub use stops::{stops_one, wants_no_mail};
pub use telephone::telephones;
pub use terms::term_of_payment;
pub use thanks::only_thanks;
pub use thing::thing;
pub use things_apart::things_apart;
pub use unsettled::month_of_the_paid;

/// What reading needs to know besides the mail.
#[derive(Debug, Clone)]
pub struct Context {
    /// Role of the sender.
    pub role: Role,
    /// Zone for mails whose Date cannot be used.
    pub zone: Tz,
    /// Arrival of the mail (UTC). A Date more than 7 days before or 1 day after it is not used
    /// for relative dates. `None`: the mail's own Date is believed.
    pub arrival: Option<DateTime<Utc>>,
    /// Reference time if the mail has no usable Date and there is no arrival.
    pub fallback: DateTime<FixedOffset>,
}

/// What a reply says about one ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskAnswer {
    /// Number of the ask.
    pub n: u32,
    /// Given; false if the words say it is still to come, refused or asked about.
    pub done: bool,
    /// Rule and the very words.
    pub evidence: Evidence,
}
