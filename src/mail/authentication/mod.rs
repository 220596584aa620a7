//! Who vouches for a mail by its Authentication-Results headers (RFC 8601), judged by DMARC alignment
//! (RFC 7489 §3.1): only the topmost header, only of a trusted server.

use crate::model::{
    Authentication, AuthenticationResult, Mail, aligned, organisational_domain, under,
};

mod results;

pub(crate) use results::received_by;
use results::{Resinfo, Results};

/// The domain a method speaks for.
fn domain(info: &Resinfo) -> Option<String> {
    match info.method.as_str() {
        "dkim" => info.domain(&["header.d", "header.i"]),
        "spf" => info.domain(&["smtp.mailfrom", "smtp.mfrom", "smtp.mail", "envelope-from"]),
        "dmarc" => info.domain(&["header.from", "from"]),
        _ => None,
    }
}

/// Whether it says for whom it speaks, readably or not: only a `dmarc` verdict may leave it out, there is
/// but one From it can be about.
fn names_a_domain(info: &Resinfo) -> bool {
    info.method != "dmarc" || info.properties.iter().any(|p| p.0.ends_with("from"))
}

/// The topmost header, if it is believed.
///
/// A header with an authserv-id is believed if that id is trusted and no stranger's server had the mail
/// below it. Whether the border removes such headers from what comes in (RFC 8601 §5) cannot be seen: where
/// a milter writes them they stand below the border's own Received, as a sender's would. One without (Microsoft writes none)
/// only where it can be no other's: the topmost Received is by a host of the trusted id's organisation,
/// the next Received below the header is by a host under the trusted id (`protection.outlook.com`), and
/// none above it is. What a sender put into his mail stands below the border's own Received.
fn believed(mail: &Mail, trusted: &[String]) -> Option<Results> {
    let results = results::read(mail.authentication_results.first()?)?;
    let mut ids = trusted.iter().map(|id| id.trim().to_lowercase());
    let known = if results.server.is_empty() {
        ids.any(|id| is_borders(mail, &id))
    } else {
        ids.any(|id| id == results.server) && !came_in_with_it(mail, &results.server)
    };
    known.then_some(results)
}

fn is_borders(mail: &Mail, id: &str) -> bool {
    let border = mail.received_by.iter().find(|hop| hop.results_above > 0);
    let first = mail.received_by.first();
    border.is_some_and(|hop| under(&hop.host, id))
        && first.is_some_and(|hop| under(&hop.host, &organisational_domain(id)))
        && !mail
            .received_by
            .iter()
            // One that cannot be read may be the border's.
            .any(|hop| hop.results_above == 0 && (hop.host.is_empty() || under(&hop.host, id)))
}

/// Whether a host of another house took the mail in above the topmost header: then it was in the mail
/// before the border saw it. Hosts without a domain are of the house (`mx29`, `2002:a05::`).
fn came_in_with_it(mail: &Mail, id: &str) -> bool {
    let named = |host: &str| {
        let (_, last) = host.rsplit_once('.')?;
        let name = last.starts_with(|c: char| c.is_ascii_alphabetic());
        name.then(|| organisational_domain(host))
    };
    let house = [
        Some(organisational_domain(id)),
        mail.received_by.first().and_then(|hop| named(&hop.host)),
    ];
    mail.received_by
        .iter()
        .filter(|hop| hop.results_above == 0)
        .filter_map(|hop| named(&hop.host))
        .any(|other| !house.contains(&Some(other)))
}

/// The authserv-id of the topmost header, believed or not; empty where its server writes none
/// (Microsoft). `None` if there is no header, or none that can be read.
#[must_use]
pub fn judge_named(mail: &Mail) -> Option<String> {
    Some(results::read(mail.authentication_results.first()?)?.server)
}

/// Whether a server that is believed looked at signatures or policy: then its word stands, and
/// nothing is gained by checking the mail oneself.
#[must_use]
pub fn is_judged(mail: &Mail, trusted_authserv_ids: &[String]) -> bool {
    mail.from.is_none()
        || mail.from_fault.is_some()
        || authenticate(mail, trusted_authserv_ids).result != AuthenticationResult::None
        || believed(mail, trusted_authserv_ids).is_some_and(|results| {
            results
                .methods
                .iter()
                .any(|m| matches!(m.method.as_str(), "dkim" | "dmarc") && m.result != "temperror")
        })
}

/// Judges who vouches for the From address: an aligned `dkim` or `spf` pass or a `dmarc` verdict of the
/// topmost Authentication-Results header, if its server is trusted. Fails win over passes; what fits no
/// grammar vouches for nobody; a malformed From is `Fail`.
///
/// `trusted_authserv_ids` are authserv-ids, or for headers without one the domain of the hosts that
/// write them (`protection.outlook.com` for Microsoft 365 and Outlook.com).
#[must_use]
pub fn authenticate(mail: &Mail, trusted_authserv_ids: &[String]) -> Authentication {
    use AuthenticationResult::{Fail, Pass};
    let Some(from) = mail.from.as_ref().filter(|_| mail.from_fault.is_none()) else {
        return Authentication {
            result: Fail,
            ..Authentication::default()
        };
    };
    let Some(results) = believed(mail, trusted_authserv_ids) else {
        return Authentication::default();
    };
    let own = from.address.domain();
    let verdict = |result, method: &str, domain: Option<String>| Authentication {
        unsigned: Vec::new(),
        result,
        method: Some(method.to_owned()),
        domain: domain.or_else(|| Some(own.to_owned())),
        own_check: None,
    };
    let of = |method: &'static str| results.methods.iter().filter(move |m| m.method == method);
    let is_ours = |m: &&Resinfo| match domain(m) {
        Some(domain) => aligned(&domain, own),
        None => !names_a_domain(m),
    };
    if let Some(fail) = of("dmarc").find(|m| m.result == "fail") {
        return verdict(Fail, "dmarc", domain(fail));
    }
    // `bestguesspass`: Microsoft's word for aligned and passed, but without a policy of the domain.
    let passed = |m: &&Resinfo| {
        !m.broken && (m.result == "pass" || m.method == "dmarc" && m.result == "bestguesspass")
    };
    for method in ["dmarc", "dkim", "spf"] {
        if let Some(pass) = of(method).filter(passed).find(is_ours) {
            return verdict(Pass, method, domain(pass));
        }
    }
    for method in ["dkim", "spf"] {
        let failed = |m: &&Resinfo| {
            matches!(m.result.as_str(), "fail" | "hardfail")
                || method == "dkim" && matches!(m.result.as_str(), "policy" | "permerror")
        };
        let about_us = |m: &&Resinfo| domain(m).is_none_or(|d| aligned(&d, own));
        if let Some(fail) = of(method).filter(failed).find(about_us) {
            return verdict(Fail, method, domain(fail));
        }
    }
    Authentication::default()
}

#[cfg(test)]
mod tests;
