//! English words of replies, by what they say. Each line is a pattern over folded text, put between
//! ASCII word boundaries; `~` stands for up to four words.

pub(super) mod accepts;
pub(super) mod addressee;
mod against;
pub(super) mod agrees;
pub(super) mod amount_corrected;
pub(super) mod away;
pub(super) mod bare_sum;
mod coming;
pub(super) mod days_off;
pub(super) mod deducted;
pub(super) mod elsewhere;
pub(super) mod few;
pub(super) mod given;
pub(super) mod less;
pub(super) mod not_here;
pub(super) mod paid_apart;
pub(super) mod paying;
pub(super) mod replaced;
pub(super) mod resent;
pub(super) mod ruled_out;
pub(super) mod sent_before;
mod settled;
pub(super) mod share;
pub(super) mod stops;
mod talk;
pub(super) mod terms;
pub(super) mod twice;
pub(super) mod undecided;
pub(super) mod with_this;

pub(super) use against::{
    COMPLAINT, DECLINE, DISPUTE, NO_DISPUTE, OPT_OUT, RELOCATED, SELF_LEFT, TAKE_OVER, WRONG_PERSON,
};
pub(super) use coming::{
    ABSENCE, ANSWER_LATER, CONDITION, FUTURE_DAY, NOT_BEFORE, POSTPONES, PROCESS, PROMISE,
    PROMISE_VERB, TRANSIT, UNDOES, UNDONE, WEEKDAY,
};
pub(super) use settled::{
    APPROVAL, APPROVAL_NOT, DOUBTED, EXCEPT, EXCUSE, FIRM, GIVEN, GIVEN_NOT, ILLUSTRATION, PAID,
    PAID_NOT, PARTIAL, REST_SETTLED, REVERSED, WHOLE,
};
pub(super) use talk::{
    ABOUT_ASK, ACK, ACK_ACTION, ASIDE, COURTESY, GREETING, MONEY_TALK, NEED, SMALL_TALK, TECHNICAL,
};
