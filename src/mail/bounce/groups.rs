//! The fields of a message/delivery-status part (RFC 3464 §2).

use super::status::status_in;
use crate::mail::absence::ADDRESS;

/// One group of RFC 3464 fields.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) address: String,
    pub(super) action: String,
    pub(super) status: String,
    pub(super) diagnostic: String,
}

/// The groups of a delivery-status body.
pub(super) fn recipients(text: &str) -> Vec<Group> {
    let mut groups = vec![Group::default()];
    let mut last = "";
    let mut original = String::new();
    for line in text.split('\n').take(2000) {
        if line.trim().is_empty() {
            if groups
                .last()
                .is_some_and(|g| !g.address.is_empty() || !g.action.is_empty())
            {
                groups.push(Group::default());
            }
            original.clear();
            continue;
        }
        let Some(group) = groups.last_mut() else {
            break;
        };
        if line.starts_with([' ', '\t']) {
            if last == "diagnostic-code" {
                group.diagnostic.push(' ');
                group.diagnostic.push_str(line.trim());
            }
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        // `rfc822; bob@client.example`; LOCAL and X400 forms are no addresses.
        let address = || ADDRESS.find(value).map(|m| m.as_str().to_owned());
        last = match name.trim().to_lowercase().as_str() {
            "original-recipient" => {
                original = address().unwrap_or_default();
                // What we wrote to is what the item knows; Final-Recipient may be an alias behind it.
                if !original.is_empty() {
                    group.address.clone_from(&original);
                }
                "original-recipient"
            }
            "final-recipient" | "x-actual-recipient" | "remote-recipient" => {
                if group.address.is_empty() {
                    group.address = address().unwrap_or_default();
                }
                "final-recipient"
            }
            "action" => {
                group.action = value
                    .split([' ', ';', '('])
                    .next()
                    .unwrap_or_default()
                    .to_lowercase();
                "action"
            }
            "status" => {
                group.status = status_in(value).unwrap_or_default();
                "status"
            }
            "diagnostic-code" => {
                group.diagnostic = value.to_owned();
                "diagnostic-code"
            }
            _ => "",
        };
    }
    groups
}
