//! What clients are like: what each does when it is asked, chased or answered.

use super::chance::Chance;
use super::phrases::Says;

/// A client's habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    Prompt,
    Slow,
    Promising {
        keeps: bool,
    },
    Silent,
    Disputing,
    Parts,
    Asks,
    Chatty,
    Stops,
    /// Away for weeks, and its mailbox says so.
    OnLeave,
    /// Its people leave the company in the middle of the year.
    Leaving,
    /// Answers from a colleague's or a private address, or without the thread.
    OtherAddress,
    /// Presses Reply, so that only the member gets it.
    OnlyToPm,
}

/// How an answer travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    Thread,
    /// A new mail with the old subject.
    Subject,
    /// A new mail about no subject.
    Anew,
    Colleague,
    /// From a domain that is not the client's.
    Private,
    OnlyToPm,
}

/// What a client reacts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The member's first mail.
    Asked,
    /// A follow-up.
    Chased,
    /// The member's own words in the thread.
    Answered,
    /// The day it named has come.
    DayCame,
}

/// What is said, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    All,
    Part,
    /// So many days ahead.
    Promise(i64),
    Noted,
    Question,
    Dispute,
    Decline,
    Stop,
    Unclear,
}

impl Move {
    /// What it says on a day.
    pub fn says(self, today: chrono::NaiveDate) -> Says {
        match self {
            Self::All => Says::All,
            Self::Part => Says::Part,
            Self::Promise(days) => Says::Promise(today + chrono::Days::new(days.unsigned_abs())),
            Self::Noted => Says::Noted,
            Self::Question => Says::Question,
            Self::Dispute => Says::Dispute,
            Self::Decline => Says::Decline,
            Self::Stop => Says::Stop,
            Self::Unclear => Says::Unclear,
        }
    }
}

impl Habit {
    pub fn of(chance: &mut Chance) -> Self {
        chance.pick(&[
            Self::Prompt,
            Self::Slow,
            Self::Slow,
            Self::Promising { keeps: true },
            Self::Promising { keeps: false },
            Self::Silent,
            Self::Silent,
            Self::Disputing,
            Self::Parts,
            Self::Asks,
            Self::Chatty,
            Self::Stops,
            Self::OnLeave,
            Self::Leaving,
            Self::OtherAddress,
            Self::OtherAddress,
            Self::OnlyToPm,
        ])
    }

    /// What it does about one matter, and after how many hours; `said` is how often it wrote of it.
    pub fn reacts(self, cause: Cause, said: u32, chance: &mut Chance) -> Option<(i64, Move)> {
        let soon = chance.between(1, 40);
        let late = chance.between(2, 150);
        let coin = chance.percent(50);
        match (self, cause) {
            (Self::Silent, _) => None,
            (Self::Prompt, Cause::Asked) => coin.then_some((soon, Move::All)),
            (Self::Prompt, _) => Some((soon, Move::All)),
            (Self::Slow, Cause::Asked) => None,
            (Self::Slow, _) => coin.then_some((late, Move::All)),
            (Self::Promising { keeps: true }, Cause::DayCame) => Some((1, Move::All)),
            (Self::Promising { .. }, Cause::DayCame | Cause::Answered) => None,
            (Self::Promising { .. }, _) if said < 3 => {
                let days = chance.between(2, 12);
                Some((soon, Move::Promise(days)))
            }
            (Self::Promising { .. }, _) => Some((late, Move::All)),
            (Self::Disputing, Cause::Asked | Cause::Chased) if said == 0 => {
                let word = if coin { Move::Dispute } else { Move::Decline };
                Some((late, word))
            }
            (Self::Disputing, _) => coin.then_some((late, Move::All)),
            (Self::Parts, Cause::Asked) => coin.then_some((soon, Move::Part)),
            (Self::Parts, _) if said < 2 => Some((late, Move::Part)),
            (Self::Parts, _) => coin.then_some((late, Move::All)),
            (Self::Asks, Cause::Asked | Cause::Chased) if said < 2 => Some((soon, Move::Question)),
            (Self::Asks, _) => coin.then_some((late, Move::All)),
            (Self::Chatty, _) if said == 0 => Some((soon, Move::Noted)),
            (Self::Chatty, _) if said == 1 => Some((late, Move::Unclear)),
            (Self::Chatty, _) => coin.then_some((late, Move::All)),
            (Self::Stops, Cause::Chased) if said == 0 => Some((soon, Move::Stop)),
            (Self::Stops, _) => None,
            (Self::OnLeave, Cause::Chased) | (Self::Leaving, _) => {
                coin.then_some((late, Move::All))
            }
            (Self::OnLeave, _) => None,
            (Self::OtherAddress | Self::OnlyToPm, Cause::Asked) => {
                coin.then_some((soon, Move::Noted))
            }
            (Self::OtherAddress | Self::OnlyToPm, _) => Some((
                late,
                chance.pick(&[Move::All, Move::Promise(6), Move::Question]),
            )),
        }
    }

    /// How its answers travel.
    pub fn via(self, chance: &mut Chance) -> Via {
        match self {
            Self::OtherAddress => {
                chance.pick(&[Via::Colleague, Via::Private, Via::Subject, Via::Anew])
            }
            Self::OnlyToPm => Via::OnlyToPm,
            _ if chance.percent(5) => Via::Subject,
            _ => Via::Thread,
        }
    }
}
