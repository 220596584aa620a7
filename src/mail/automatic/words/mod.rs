//! What programs write when they answer by themselves. Data only; everything is lower case.

mod senders;
mod sentences;
mod subjects;

pub(super) use senders::{MACHINE_HEADERS, NOBODY};
pub(super) use sentences::{AWAY, CALENDAR, MACHINE_SENTENCES, NOTICE, SAID_BY_PEOPLE};
pub(super) use subjects::{ABSENCE_SUBJECTS, PROGRAM_SUBJECTS};
