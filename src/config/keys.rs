//! Every key there is, with what may be written and what holds without it: for remedies, for
//! suggestions, and for the test that the README and the sample name each.

/// Key (tables joined by `.`, without numbers), what may be written; default.
const KEYS: &[(&str, &str)] = &[
    (
        "tracking.address",
        "an address such as track@agency.example; required",
    ),
    ("tracking.subaddress", "true or false; false"),
    ("team.name", "text; required"),
    (
        "team.domains",
        "a list of domains; [], required without members",
    ),
    (
        "team.members",
        "a list of { name, address, language }; [], required without domains",
    ),
    ("team.members.name", "text; \"\""),
    ("team.members.address", "an address; required"),
    ("team.members.language", "\"en\" or \"zh\"; the team's"),
    ("team.language", "\"en\" or \"zh\"; \"en\""),
    (
        "team.time-zone",
        "an IANA zone such as \"Asia/Shanghai\"; \"UTC\"",
    ),
    ("team.working-hours", "\"HH:MM-HH:MM\"; \"09:00-18:00\""),
    ("team.escalate-to", "a list of addresses; []"),
    ("team.leads", "a list of addresses; []"),
    (
        "team.holidays",
        "a list of codes (CN DE GB HK JP SG TW US) and paths of .ics files; []",
    ),
    ("client.name", "text; its first domain or contact"),
    (
        "client.domains",
        "a list of domains; [], required without contacts",
    ),
    (
        "client.contacts",
        "a list of addresses; [], required without domains",
    ),
    ("client.language", "\"en\" or \"zh\"; the item's own"),
    (
        "client.time-zone",
        "an IANA zone such as \"Europe/Berlin\"; the team's",
    ),
    ("client.working-hours", "\"HH:MM-HH:MM\"; the team's"),
    (
        "client.holidays",
        "a list of codes and paths of .ics files; the team's",
    ),
    ("client.escalate-to", "a list of addresses; []"),
    (
        "client.mode",
        "\"observe\", \"approve\", \"forewarn\" or \"auto\"; that of [policy]",
    ),
    ("client.opt-out", "true or false; false"),
    (
        "client.policy.minimum-gap",
        "working days, 0 to 90; that of [policy]",
    ),
    (
        "client.policy.acknowledgement-grace",
        "working days, 0 to 90; that of [policy]",
    ),
    (
        "client.policy.on-payment-claim",
        "\"close\" or \"confirm\"; that of [policy]",
    ),
    (
        "client.policy.request.default-due",
        "working days, 0 to 365; that of [policy]",
    ),
    (
        "client.policy.request.ladder",
        "a list of { step, after-due }; that of [policy]",
    ),
    (
        "client.policy.request.ladder.step",
        "\"heads_up\", \"friendly\", \"reminder\", \"firm\", \"last\" or \"call\"; required",
    ),
    (
        "client.policy.request.ladder.after-due",
        "working days, -60 to 365; required",
    ),
    (
        "client.policy.invoice.default-due",
        "calendar days, 0 to 365; that of [policy]",
    ),
    (
        "client.policy.invoice.ladder",
        "a list of { step, after-due }; that of [policy]",
    ),
    (
        "client.policy.invoice.ladder.step",
        "\"heads_up\", \"friendly\", \"reminder\", \"firm\", \"last\" or \"call\"; required",
    ),
    (
        "client.policy.invoice.ladder.after-due",
        "working days, -60 to 365; required",
    ),
    (
        "policy.mode",
        "\"observe\", \"approve\", \"forewarn\" or \"auto\"; \"forewarn\"",
    ),
    ("policy.minimum-gap", "working days, 0 to 90; 3"),
    ("policy.acknowledgement-grace", "working days, 0 to 90; 3"),
    (
        "policy.on-payment-claim",
        "\"close\" or \"confirm\"; \"close\"",
    ),
    (
        "policy.receipts",
        "\"each\", \"daily\" or \"off\"; \"each\"",
    ),
    ("policy.request.default-due", "working days, 0 to 365; 5"),
    (
        "policy.request.ladder",
        "a list of { step, after-due }; -2 +1 +4 +8 +12 +15",
    ),
    (
        "policy.request.ladder.step",
        "\"heads_up\", \"friendly\", \"reminder\", \"firm\", \"last\" or \"call\"; required",
    ),
    (
        "policy.request.ladder.after-due",
        "working days, -60 to 365; required",
    ),
    ("policy.invoice.default-due", "calendar days, 0 to 365; 30"),
    (
        "policy.invoice.ladder",
        "a list of { step, after-due }; -3 +1 +7 +14 +30 +33",
    ),
    (
        "policy.invoice.ladder.step",
        "\"heads_up\", \"friendly\", \"reminder\", \"firm\", \"last\" or \"call\"; required",
    ),
    (
        "policy.invoice.ladder.after-due",
        "working days, -60 to 365; required",
    ),
    ("summary.to", "a list of addresses; []"),
    (
        "summary.day",
        "\"Mon\", \"Tue\", \"Wed\", \"Thu\", \"Fri\", \"Sat\" or \"Sun\"; \"Mon\"",
    ),
    ("summary.time", "\"HH:MM\"; \"09:00\""),
    (
        "security.trusted-authserv-ids",
        "a list of names such as \"mx.agency.example\"; []",
    ),
    ("security.unauthenticated", "\"ask\" or \"accept\"; \"ask\""),
    ("state.dir", "a folder; \"/var/lib/nudged\""),
    (
        "mailbox.name",
        "letters, digits, - and _; \"tracking\", then \"mailbox-2\" …",
    ),
    ("mailbox.kind", "\"imap\" or \"maildir\"; \"imap\""),
    ("mailbox.host", "a server name; required for imap"),
    ("mailbox.port", "1 to 65535; 993, with starttls 143"),
    (
        "mailbox.tls",
        "\"implicit\" or \"starttls\"; \"implicit\", with port 143 \"starttls\"",
    ),
    ("mailbox.ca-file", "a path; the system's certificates"),
    (
        "mailbox.user",
        "text; the tracking address, required for further mailboxes",
    ),
    (
        "mailbox.password-file",
        "a path; the systemd credential of the mailbox's name",
    ),
    (
        "mailbox.password-command",
        "a shell command; the systemd credential of the mailbox's name",
    ),
    (
        "mailbox.token-command",
        "a shell command; none, that is a password",
    ),
    (
        "mailbox.oauth",
        "the name of an [[oauth]]; none, that is a password",
    ),
    ("mailbox.folders", "a list of folders; [\"INBOX\"]"),
    ("mailbox.path", "a folder; required for maildir"),
    ("outgoing.kind", "\"smtp\" or \"directory\"; \"smtp\""),
    ("outgoing.host", "a server name; required for smtp"),
    ("outgoing.port", "1 to 65535; 465, with starttls 587"),
    (
        "outgoing.tls",
        "\"implicit\" or \"starttls\"; \"implicit\", with port 587 \"starttls\"",
    ),
    ("outgoing.ca-file", "a path; the system's certificates"),
    (
        "outgoing.user",
        "text, \"\" for no login; the tracking address",
    ),
    (
        "outgoing.password-file",
        "a path; the systemd credential \"outgoing\"",
    ),
    (
        "outgoing.password-command",
        "a shell command; the systemd credential \"outgoing\"",
    ),
    (
        "outgoing.token-command",
        "a shell command; none, that is a password",
    ),
    (
        "outgoing.oauth",
        "the name of an [[oauth]]; none, that is a password",
    ),
    ("outgoing.path", "a folder; required for directory"),
    (
        "oauth.name",
        "letters, digits, - and _; \"oauth\", then \"oauth-2\" …",
    ),
    ("oauth.provider", "\"microsoft\" or \"google\"; required"),
    (
        "oauth.grant",
        "\"device\", \"loopback\", \"client-credentials\" or \"service-account\"; \"device\", with google \"loopback\"",
    ),
    (
        "oauth.tenant",
        "an id or a domain; \"common\", required for client-credentials",
    ),
    (
        "oauth.client-id",
        "text; required, but for a service account",
    ),
    (
        "oauth.client-secret-file",
        "a path; the systemd credential of the name, where a secret is needed",
    ),
    (
        "oauth.client-secret-command",
        "a shell command; the systemd credential of the name, where a secret is needed",
    ),
    (
        "oauth.key-file",
        "a path; the systemd credential of the name, for a service account",
    ),
    ("oauth.scope", "text; what reading and sending mail needs"),
    ("oauth.token-url", "an https address; the provider's"),
    ("oauth.device-url", "an https address; the provider's"),
    (
        "oauth.authorization-url",
        "an https address; the provider's",
    ),
    ("caps.per-address-a-day", "1 to 10000; 3"),
    ("caps.per-client-a-day", "1 to 10000; 5"),
    ("caps.total-an-hour", "1 to 10000; 60"),
    ("admin.to", "a list of addresses; []"),
    ("admin.after-minutes", "1 to 10000; 60"),
    ("templates.dir", "a folder; none"),
];

/// Every key with its type and default, in the order of the sample file.
#[must_use]
pub fn keys() -> Vec<(&'static str, &'static str)> {
    KEYS.to_vec()
}

/// What may be written for a key.
pub(super) fn allowed(key: &str) -> Option<&'static str> {
    let (_, text) = KEYS.iter().find(|(name, _)| *name == key)?;
    Some(text.rsplit_once(';').map_or(*text, |(allowed, _)| allowed))
}

/// The names that may stand in a table (`""`: the tables themselves).
pub(super) fn names_in(table: &str) -> Vec<&'static str> {
    let mut names: Vec<_> = KEYS
        .iter()
        .filter_map(|(key, _)| {
            let rest = if table.is_empty() {
                *key
            } else {
                key.strip_prefix(table)?.strip_prefix('.')?
            };
            rest.split('.').next()
        })
        .collect();
    names.dedup();
    names
}

/// The tables in which a name may stand.
pub(super) fn tables_with(name: &str) -> Vec<&'static str> {
    KEYS.iter()
        .filter_map(|(key, _)| key.rsplit_once('.'))
        .filter_map(|(table, last)| (last == name).then_some(table))
        .collect()
}

/// The one of `known` that is most like `word`, if any is like it at all: few edits away, or with
/// the same beginning (`policies` for `policy`).
pub(super) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let letters = |text: &str| {
        text.to_lowercase()
            .replace('_', "-")
            .chars()
            .take(64)
            .collect()
    };
    let word: Vec<char> = letters(word);
    let limit = (word.len() / 3).max(1);
    known
        .into_iter()
        .filter_map(|k| {
            let other: Vec<char> = letters(k);
            let edits = distance(&word, &other);
            let same = word.iter().zip(&other).take_while(|(x, y)| x == y).count();
            let begins =
                same >= 5 && same * 2 >= word.len().max(other.len()) && !word.contains(&'/');
            (edits <= limit || begins).then_some((edits, k))
        })
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, k)| k)
}

/// Edits from one word to the other, a swap of neighbours counting one (Damerau).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last = None;
    for (i, &x) in (1..).zip(a) {
        let mut next = vec![i];
        let mut left = None;
        for (j, &y) in (1_usize..).zip(b) {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&row, j - 1) + usize::from(x != y))
                .min(at(&row, j) + 1)
                .min(at(&next, j - 1) + 1);
            if j > 1 && left == Some(x) && last == Some(y) {
                best = best.min(at(&before, j - 2) + 1);
            }
            next.push(best);
            left = Some(y);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(x);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use serde::de::{self, Deserialize, Visitor, value::Error};

    use super::super::raw;
    use super::*;

    /// Asks a structure for the names of its fields.
    struct Fields<'f>(&'f mut Vec<&'static str>);

    impl<'de> de::Deserializer<'de> for Fields<'_> {
        type Error = Error;
        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(de::Error::custom("no structure"))
        }
        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            self.0.extend(fields);
            Err(de::Error::custom("seen"))
        }
        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    fn fields<'de, T: Deserialize<'de>>() -> Vec<&'static str> {
        let mut fields = Vec::new();
        let _ = T::deserialize(Fields(&mut fields));
        fields
    }

    #[test]
    fn every_field_has_its_key_and_every_key_its_field() {
        for (table, fields) in [
            ("", fields::<raw::Raw>()),
            ("tracking", fields::<raw::RawTracking>()),
            ("team", fields::<raw::RawTeam>()),
            ("team.members", fields::<raw::RawMember>()),
            ("client", fields::<raw::RawClient>()),
            ("client.policy", fields::<raw::RawClientPolicy>()),
            ("client.policy.request", fields::<raw::RawLadderPolicy>()),
            ("client.policy.invoice", fields::<raw::RawLadderPolicy>()),
            ("client.policy.request.ladder", fields::<raw::RawRung>()),
            ("client.policy.invoice.ladder", fields::<raw::RawRung>()),
            ("policy", fields::<raw::RawPolicy>()),
            ("policy.request", fields::<raw::RawLadderPolicy>()),
            ("policy.invoice", fields::<raw::RawLadderPolicy>()),
            ("policy.request.ladder", fields::<raw::RawRung>()),
            ("policy.invoice.ladder", fields::<raw::RawRung>()),
            ("summary", fields::<raw::RawSummary>()),
            ("security", fields::<raw::RawSecurity>()),
            ("state", fields::<raw::RawState>()),
            ("mailbox", fields::<raw::RawMailbox>()),
            ("outgoing", fields::<raw::RawOutgoing>()),
            ("oauth", fields::<raw::RawOAuth>()),
            ("caps", fields::<raw::RawCaps>()),
            ("admin", fields::<raw::RawAdmin>()),
            ("templates", fields::<raw::RawTemplates>()),
        ] {
            assert!(!fields.is_empty(), "{table}");
            assert_eq!(names_in(table), fields, "[{table}]");
        }
    }

    #[test]
    fn slips_of_the_pen_find_their_word() {
        let words = [
            "observe",
            "approve",
            "forewarn",
            "auto",
            "heads_up",
            "time-zone",
        ];
        for (slip, meant) in [
            ("atuo", Some("auto")),
            ("Auto", Some("auto")),
            ("forwarn", Some("forewarn")),
            ("heads-up", Some("heads_up")),
            ("timezone", Some("time-zone")),
            ("yes", None),
            ("", None),
            ("自动", None),
        ] {
            assert_eq!(nearest(slip, words), meant, "{slip}");
        }
    }
}
