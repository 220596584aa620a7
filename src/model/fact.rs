//! What happened to an item since the last mail that left: the next one refers to it, once.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

/// One thing a good PM would mention. Days are the client's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "fact")]
pub enum Fact {
    /// Nobody the mail goes to had one about this before; whom they went to, by name or address.
    NewContact {
        /// Who got the earlier ones.
        before: String,
    },
    /// Somebody else of the team has it now.
    NewOwner {
        /// Address of who had it.
        before: super::Address,
    },
    /// Said to be paid, looked for, and not there: somebody of the team said so.
    ClaimNotArrived {
        /// The day the client said it.
        on: Option<NaiveDate>,
    },
    /// The same, told in a mail before; nothing was heard since.
    ClaimStill {
        /// The day the client said it.
        on: Option<NaiveDate>,
    },
    /// Parts of a request came.
    Came {
        /// Numbers of the asks.
        asks: Vec<u32>,
    },
    /// A part of an invoice was paid.
    Paid {
        /// How much, in the invoice's currency.
        amount: Decimal,
        /// A member of the team saw it; false on the client's word alone.
        confirmed: bool,
    },
    /// The client named a day, it passed, and nothing came.
    PromiseBroken {
        /// The day.
        day: NaiveDate,
        /// Who named it, by name or address, where the mail does not go to him.
        by: Option<String>,
        /// A part has come: what is left did not.
        rest: bool,
    },
    /// Somebody the mail goes to was away, and is back.
    Back {
        /// Who, by name or address, where it goes to others as well.
        who: Option<String>,
    },
    /// The client asked something and the team answered in the thread.
    Answered {
        /// The day of the answer.
        on: NaiveDate,
    },
    /// What the client contested was sorted out.
    Settled,
    /// The due day was moved, and the client knows the former one.
    NewDate {
        /// The day it is due now.
        day: NaiveDate,
        /// That day has passed.
        over: bool,
        /// It was granted to the client; false where the team set it without a word to him.
        agreed: bool,
    },
    /// The client wrote without naming a day, and the grace for it is over.
    GraceOver {
        /// The day he wrote.
        on: NaiveDate,
    },
    /// Somebody of the team talked with the client.
    Called {
        /// The day.
        on: NaiveDate,
    },
    /// The item rested by the team's own word, for weeks.
    LongSilence,
}

impl Fact {
    /// Its name in templates and JSON.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NewContact { .. } => "new_contact",
            Self::NewOwner { .. } => "new_owner",
            Self::ClaimNotArrived { .. } => "claim_not_arrived",
            Self::ClaimStill { .. } => "claim_still",
            Self::Came { .. } => "came",
            Self::Paid { .. } => "paid",
            Self::PromiseBroken { .. } => "promise_broken",
            Self::Back { .. } => "back",
            Self::Answered { .. } => "answered",
            Self::Settled => "settled",
            Self::NewDate { .. } => "new_date",
            Self::GraceOver { .. } => "grace_over",
            Self::Called { .. } => "called",
            Self::LongSilence => "long_silence",
        }
    }

    /// What is said first where not all can be: who writes to whom, then what came, then the rest.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::NewContact { .. } => 0,
            Self::NewOwner { .. } => 1,
            Self::ClaimNotArrived { .. } | Self::ClaimStill { .. } => 2,
            Self::Came { .. } | Self::Paid { .. } => 3,
            Self::PromiseBroken { .. } => 4,
            Self::Back { .. } => 5,
            Self::Answered { .. } => 6,
            Self::Settled => 7,
            Self::NewDate { .. } => 8,
            Self::GraceOver { .. } => 9,
            Self::Called { .. } => 10,
            Self::LongSilence => 11,
        }
    }

    /// It is about the people and not about one item: said once, above the list.
    #[must_use]
    pub fn is_of_people(&self) -> bool {
        matches!(
            self,
            Self::NewContact { .. } | Self::NewOwner { .. } | Self::Back { .. }
        )
    }
}
