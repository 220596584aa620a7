//! When and for whom a mail arrived, by the trace headers of its servers.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::headers::Headers;
use super::{authentication, charset, sanitise};
use crate::model::{Address, Hop};

/// A date of RFC 5322 §3.3 in its own offset; none if the day or the offset does not exist.
pub(crate) fn date(raw: &[u8]) -> Option<DateTime<FixedOffset>> {
    let text = sanitise::line(&charset::header(raw));
    let text: String = text.chars().take(128).collect();
    let read = mail_parser::DateTime::parse_rfc822(&text)?;
    let offset = (i32::from(read.tz_hour) * 3600 + i32::from(read.tz_minute) * 60)
        * if read.tz_before_gmt { -1 } else { 1 };
    let offset = FixedOffset::east_opt(offset)?;
    let naive = NaiveDate::from_ymd_opt(
        i32::from(read.year),
        u32::from(read.month),
        u32::from(read.day),
    )?
    .and_hms_opt(
        u32::from(read.hour),
        u32::from(read.minute),
        u32::from(read.second).min(59),
    )?;
    naive.and_local_timezone(offset).single()
}

/// Date of the topmost Received: behind its last semicolon (RFC 5321 §4.4).
pub(crate) fn received(headers: &Headers<'_>) -> Option<DateTime<FixedOffset>> {
    let raw = headers.raw("received")?;
    let at = raw.iter().rposition(|b| *b == b';')?;
    date(raw.get(at + 1..)?)
}

/// Who wrote the Received headers, and how many verdicts stand above each.
pub(crate) fn hops(headers: &Headers<'_>) -> Vec<Hop> {
    let mut results_above = 0;
    let mut hops = Vec::new();
    for field in headers.fields.iter().filter(|f| !f.raw.is_empty()) {
        match field.name.as_str() {
            "authentication-results" => results_above += 1,
            "received" if hops.len() < 30 => hops.push(Hop {
                host: authentication::received_by(&sanitise::structured(field.raw))
                    .unwrap_or_default(),
                results_above,
            }),
            _ => {}
        }
    }
    hops
}

/// Addresses the mail was delivered for: Delivered-To and its kin, and `for` of Received.
pub(crate) fn delivered_to(headers: &Headers<'_>) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    let mut push = |text: &str| {
        if let Ok(address) = Address::parse(text.trim().trim_end_matches(';'))
            && !found.contains(&address)
            && found.len() < 50
        {
            found.push(address);
        }
    };
    for name in [
        "delivered-to",
        "x-original-to",
        "envelope-to",
        "x-delivered-to",
        "x-envelope-to",
        "x-forwarded-to",
        "x-rcpt-to",
        "x-qq-orgreceiver",
    ] {
        for raw in headers.all(name) {
            for piece in String::from_utf8_lossy(raw).split([',', ' ']) {
                push(piece);
            }
        }
    }
    for raw in headers.all("received").take(30) {
        let text = String::from_utf8_lossy(&charset::unfold(raw)).replace('\t', " ");
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once(" for ") {
            push(
                after
                    .split([';', ' '])
                    .find(|word| !word.is_empty())
                    .unwrap_or_default(),
            );
            rest = after;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_offset() {
        for (raw, want) in [
            (
                "Fri, 20 Nov 2026 09:30:00 +0800",
                "2026-11-20T09:30:00+08:00",
            ),
            ("20 Nov 2026 09:30 -0500 (EST)", "2026-11-20T09:30:00-05:00"),
            ("Fri, 20 Nov 26 09:30:00 GMT", "2026-11-20T09:30:00+00:00"),
        ] {
            assert_eq!(
                date(raw.as_bytes()).map(|d| d.to_rfc3339()).as_deref(),
                Some(want),
                "{raw}"
            );
        }
        for raw in [
            "",
            "soon",
            "Fri, 99 Nov 2026 09:30:00 +0800",
            "Fri, 31 Feb 2026 09:30:00 +9900",
        ] {
            assert_eq!(date(raw.as_bytes()), None, "{raw}");
        }
    }

    #[test]
    fn the_tracking_address_is_found_in_bcc_copies() {
        let raw = b"Delivered-To: track@agency.example\nReceived: from a by b with ESMTP id 1\n\tfor <track+5d@agency.example>; Fri, 20 Nov 2026 09:30:00 +0800\n\n";
        let headers = Headers::read(raw).0;
        let found: Vec<String> = delivered_to(&headers)
            .into_iter()
            .map(String::from)
            .collect();
        assert_eq!(found, ["track@agency.example", "track+5d@agency.example"]);
        assert!(received(&headers).is_some());
    }
}
