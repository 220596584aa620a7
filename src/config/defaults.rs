//! Every value a configuration need not name, in one place (contracts.md 4, product.md 4).

use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;

use crate::model::{Caps, Language, Mode, PaymentClaim, Receipts, Rung, Step, Unauthenticated};

/// `tracking.subaddress`: set-up switches it on after a live test.
pub const SUBADDRESS: bool = false;
/// `team.language`.
pub const LANGUAGE: Language = Language::En;
/// `team.time-zone`: not the machine's, so that a replay says the same everywhere.
pub const ZONE: Tz = Tz::UTC;
/// `team.working-hours`.
pub const WORKING_HOURS: &str = "09:00-18:00";
/// `policy.mode`.
pub const MODE: Mode = Mode::Forewarn;
/// `policy.minimum-gap`, working days.
pub const MINIMUM_GAP: u32 = 3;
/// `policy.acknowledgement-grace`, working days.
pub const ACKNOWLEDGEMENT_GRACE: u32 = 3;
/// `policy.on-payment-claim`.
pub const ON_PAYMENT_CLAIM: PaymentClaim = PaymentClaim::Close;
/// `policy.receipts`.
pub const RECEIPTS: Receipts = Receipts::Each;
/// `policy.request.default-due`, working days.
pub const REQUEST_DUE: u32 = 5;
/// `policy.invoice.default-due`, calendar days.
pub const INVOICE_DUE: u32 = 30;
/// `policy.request.ladder`.
pub const REQUEST_LADDER: [Rung; 6] = ladder([-2, 1, 4, 8, 12, 15]);
/// `policy.invoice.ladder`.
pub const INVOICE_LADDER: [Rung; 6] = ladder([-3, 1, 7, 14, 30, 33]);
/// `summary.day`.
pub const SUMMARY_DAY: Weekday = Weekday::Mon;
/// `summary.time`.
pub const SUMMARY_TIME: &str = "09:00";
/// `security.unauthenticated`.
pub const UNAUTHENTICATED: Unauthenticated = Unauthenticated::Ask;
/// `state.dir`.
pub const STATE_DIR: &str = "/var/lib/nudged";
/// `mailbox.folders`.
pub const FOLDER: &str = "INBOX";
/// `mailbox.name` of the first, the tracking mailbox; others are called `mailbox-2`, ….
pub const MAILBOX_NAME: &str = "tracking";
/// Name of the systemd credential of `[outgoing]`.
pub const OUTGOING_NAME: &str = "outgoing";
/// `mailbox.port` with implicit TLS and with STARTTLS (RFC 8314 §3.2, RFC 3501).
pub const IMAP_PORTS: (u16, u16) = (993, 143);
/// `outgoing.port` with implicit TLS and with STARTTLS (RFC 8314 §3.3, RFC 6409).
pub const SMTP_PORTS: (u16, u16) = (465, 587);
/// `[caps]`.
pub const CAPS: Caps = Caps {
    per_address_a_day: 3,
    per_client_a_day: 5,
    total_an_hour: 60,
};

/// `admin.after-minutes`.
pub const ADMIN_AFTER: u32 = 60;

/// All six steps on these days after due.
const fn ladder(days: [i32; 6]) -> [Rung; 6] {
    let [heads_up, friendly, reminder, firm, last, call] = days;
    [
        Rung {
            step: Step::HeadsUp,
            after_due: heads_up,
        },
        Rung {
            step: Step::Friendly,
            after_due: friendly,
        },
        Rung {
            step: Step::Reminder,
            after_due: reminder,
        },
        Rung {
            step: Step::Firm,
            after_due: firm,
        },
        Rung {
            step: Step::Last,
            after_due: last,
        },
        Rung {
            step: Step::Call,
            after_due: call,
        },
    ]
}

/// A time of [`WORKING_HOURS`] or [`SUMMARY_TIME`]; midnight for a text that is none.
pub(super) fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap_or(NaiveTime::MIN)
}
