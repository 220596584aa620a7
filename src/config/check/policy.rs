//! How to chase, whom to tell, whom to believe.

use toml::Spanned;

use super::super::defaults;
use super::super::raw::{Raw, RawClientPolicy, RawLadderPolicy, RawPolicy, RawRung, Value};
use super::super::reader::{MODES, Placed, Report};
use crate::model::{
    Address, Caps, Ladder, LadderPolicy, PaymentClaim, Policy, Receipts, Rung, Security, Step,
    SummaryPolicy, Unauthenticated,
};

const STEPS: &[(&str, Step)] = &[
    ("heads_up", Step::HeadsUp),
    ("friendly", Step::Friendly),
    ("reminder", Step::Reminder),
    ("firm", Step::Firm),
    ("last", Step::Last),
    ("call", Step::Call),
];

const CLAIMS: &[(&str, PaymentClaim)] = &[
    ("close", PaymentClaim::Close),
    ("confirm", PaymentClaim::Confirm),
];

/// `[policy]`.
pub(super) fn policy(raw: &Raw, report: &mut Report<'_>) -> Policy {
    let none = RawPolicy::default();
    let raw = raw.policy.as_ref().map_or(&none, Spanned::get_ref);
    let receipts = [
        ("each", Receipts::Each),
        ("daily", Receipts::Daily),
        ("off", Receipts::Off),
    ];
    let grace = &raw.acknowledgement_grace;
    Policy {
        mode: report
            .word("policy.mode", &raw.mode, MODES)
            .unwrap_or(defaults::MODE),
        minimum_gap: report
            .number("policy.minimum-gap", &raw.minimum_gap, 0, 90)
            .unwrap_or(defaults::MINIMUM_GAP),
        acknowledgement_grace: report
            .number("policy.acknowledgement-grace", grace, 0, 90)
            .unwrap_or(defaults::ACKNOWLEDGEMENT_GRACE),
        on_payment_claim: report
            .word("policy.on-payment-claim", &raw.on_payment_claim, CLAIMS)
            .unwrap_or(defaults::ON_PAYMENT_CLAIM),
        receipts: report
            .word("policy.receipts", &raw.receipts, &receipts)
            .unwrap_or(defaults::RECEIPTS),
        request: of_kind(
            "policy.request",
            &raw.request,
            defaults::REQUEST_DUE,
            &defaults::REQUEST_LADDER,
            report,
        ),
        invoice: of_kind(
            "policy.invoice",
            &raw.invoice,
            defaults::INVOICE_DUE,
            &defaults::INVOICE_LADDER,
            report,
        ),
    }
}

/// `[client.policy]`: what it does not say is as `team` says.
pub(super) fn of_client(
    key: &str,
    raw: &RawClientPolicy,
    team: &Policy,
    report: &mut Report<'_>,
) -> Policy {
    let key = |name: &str| format!("{key}.{name}");
    let gap = report.number(&key("minimum-gap"), &raw.minimum_gap, 0, 90);
    let grace = report.number(
        &key("acknowledgement-grace"),
        &raw.acknowledgement_grace,
        0,
        90,
    );
    let claim = report.word(&key("on-payment-claim"), &raw.on_payment_claim, CLAIMS);
    let mut kind = |name: &str, raw: &Value<RawLadderPolicy>, team: &LadderPolicy| {
        of_kind(&key(name), raw, team.default_due, &team.ladder, report)
    };
    Policy {
        request: kind("request", &raw.request, &team.request),
        invoice: kind("invoice", &raw.invoice, &team.invoice),
        minimum_gap: gap.unwrap_or(team.minimum_gap),
        acknowledgement_grace: grace.unwrap_or(team.acknowledgement_grace),
        on_payment_claim: claim.unwrap_or(team.on_payment_claim),
        ..team.clone()
    }
}

/// `[policy.request]` or `[policy.invoice]`.
fn of_kind(
    key: &str,
    raw: &Value<RawLadderPolicy>,
    due: u32,
    rungs: &[Rung],
    report: &mut Report<'_>,
) -> LadderPolicy {
    let none = RawLadderPolicy::default();
    let raw = raw.as_ref().map_or(&none, Spanned::get_ref);
    let default_due = report.number(&format!("{key}.default-due"), &raw.default_due, 0, 365);
    let ladder = raw
        .ladder
        .as_ref()
        .map(|l| ladder(&format!("{key}.ladder"), l.get_ref(), report));
    LadderPolicy {
        default_due: default_due.unwrap_or(due),
        ladder: ladder.unwrap_or_else(|| rungs.to_vec()),
    }
}

/// A ladder: steps and days both rise.
fn ladder(key: &str, raw: &[Spanned<RawRung>], report: &mut Report<'_>) -> Ladder {
    let mut ladder = Ladder::new();
    for (n, item) in (1_usize..).zip(raw) {
        let key = |name: &str| format!("{key}[{n}].{name}");
        let (raw, span) = (item.get_ref(), item.span());
        if raw.step.is_none() {
            report.required(
                &key("step"),
                Some(span.clone()),
                "write step = \"friendly\" or another",
            );
        }
        if raw.after_due.is_none() {
            report.required(
                &key("after-due"),
                Some(span.clone()),
                "write after-due = 1 or another number",
            );
        }
        let step = report.word(&key("step"), &raw.step, STEPS);
        let after_due = report.number(&key("after-due"), &raw.after_due, -60, 365);
        let (Some(step), Some(after_due)) = (step, after_due) else {
            continue;
        };
        if let Some(before) = ladder.last().copied().filter(|b: &Rung| b.step >= step) {
            let what = format!("{} comes after {}", step.as_str(), before.step.as_str());
            let remedy = "keep the order heads_up, friendly, reminder, firm, last, call, each once";
            report.fault(&key("step"), Some(span), what, remedy);
            continue;
        }
        if let Some(before) = ladder.last().copied().filter(|b| b.after_due >= after_due) {
            let what = format!(
                "{after_due} is not after {} of {}",
                before.after_due,
                before.step.as_str()
            );
            report.fault(
                &key("after-due"),
                Some(span),
                what,
                "let the days rise from step to step",
            );
            continue;
        }
        ladder.push(Rung { step, after_due });
    }
    ladder
}

/// `[summary]`, with the places of its addresses.
pub(super) fn summary(raw: &Raw, report: &mut Report<'_>) -> (SummaryPolicy, Vec<Placed<Address>>) {
    let none = super::super::raw::RawSummary::default();
    let raw = raw.summary.as_ref().map_or(&none, Spanned::get_ref);
    let to = report.addresses("summary.to", &raw.to);
    let day = report.weekday("summary.day", &raw.day);
    let time = report.time("summary.time", &raw.time);
    let policy = SummaryPolicy {
        to: to.iter().map(|p| p.value.clone()).collect(),
        day: day.unwrap_or(defaults::SUMMARY_DAY),
        time: time.unwrap_or_else(|| defaults::time(defaults::SUMMARY_TIME)),
    };
    (policy, to)
}

/// `[security]`.
pub(super) fn security(raw: &Raw, report: &mut Report<'_>) -> Security {
    let key = "security.trusted-authserv-ids";
    let ids = super::people::list(&raw.security, |s| &s.trusted_authserv_ids);
    let mut trusted = Vec::new();
    for id in ids.iter().flat_map(|l| l.get_ref()) {
        let text = id.get_ref().trim();
        if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c == ';' || c == '@') {
            let what = format!("{:?} is not the name of a mail server", id.get_ref());
            let remedy = "write what stands before the first ; of your provider's \
                          Authentication-Results header";
            report.fault(key, Some(id.span()), what, remedy);
        } else {
            trusted.push(text.to_owned());
        }
    }
    let words = [
        ("ask", Unauthenticated::Ask),
        ("accept", Unauthenticated::Accept),
    ];
    let word = raw
        .security
        .as_ref()
        .and_then(|s| s.get_ref().unauthenticated.clone());
    let unauthenticated = report.word("security.unauthenticated", &word, &words);
    Security {
        trusted_authserv_ids: trusted,
        unauthenticated: unauthenticated.unwrap_or(defaults::UNAUTHENTICATED),
    }
}

/// `admin.after-minutes`.
pub(super) fn admin_after(raw: &Raw, report: &mut Report<'_>) -> chrono::Duration {
    let none = Value::default();
    let after = raw.admin.as_ref().map(|a| &a.get_ref().after_minutes);
    let minutes = report.number("admin.after-minutes", after.unwrap_or(&none), 1, 10_000);
    chrono::Duration::minutes(i64::from(minutes.unwrap_or(defaults::ADMIN_AFTER)))
}

/// `[caps]`.
pub(super) fn caps(raw: &Raw, report: &mut Report<'_>) -> Caps {
    let none = super::super::raw::RawCaps::default();
    let raw = raw.caps.as_ref().map_or(&none, Spanned::get_ref);
    let mut cap = |key: &str, value: &Value<u32>, default: u32| {
        report.number(key, value, 1, 10_000).unwrap_or(default)
    };
    let standard = defaults::CAPS;
    Caps {
        per_address_a_day: cap(
            "caps.per-address-a-day",
            &raw.per_address_a_day,
            standard.per_address_a_day,
        ),
        per_client_a_day: cap(
            "caps.per-client-a-day",
            &raw.per_client_a_day,
            standard.per_client_a_day,
        ),
        total_an_hour: cap(
            "caps.total-an-hour",
            &raw.total_an_hour,
            standard.total_an_hour,
        ),
    }
}
