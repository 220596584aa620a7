//! What may be written in the file, as serde reads it. The doc comment of a field is the manual of
//! its key; nothing is checked here but form. Every field may be missing: what must be there, and
//! the defaults, are the business of `check` and [`super::defaults`].

use serde::Deserialize;
use toml::Spanned;

/// A value with the place it was written at.
pub(super) type Value<T> = Option<Spanned<T>>;
/// A list with the places of its members.
pub(super) type List = Option<Spanned<Vec<Spanned<String>>>>;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Raw {
    /// The daemon's own address. Required.
    pub(super) tracking: Value<RawTracking>,
    /// The own side. Required.
    pub(super) team: Value<RawTeam>,
    /// Clients that need more than their mail tells; `[[client]]`, any number.
    pub(super) client: Vec<Spanned<RawClient>>,
    /// How to chase.
    pub(super) policy: Value<RawPolicy>,
    /// The weekly mail to the team.
    pub(super) summary: Value<RawSummary>,
    /// Whom to believe.
    pub(super) security: Value<RawSecurity>,
    /// Where the daemon keeps what it knows.
    pub(super) state: Value<RawState>,
    /// Where mail comes from; `[[mailbox]]`. The first is the tracking mailbox; others (a PM's own, a
    /// shared one) are watched read-only for answers to open items.
    pub(super) mailbox: Vec<Spanned<RawMailbox>>,
    /// Where mail goes.
    pub(super) outgoing: Value<RawOutgoing>,
    /// How OAuth2 access tokens are had, for providers that take no password; `[[oauth]]`.
    pub(super) oauth: Vec<Spanned<RawOAuth>>,
    /// Ceilings on all machine mail.
    pub(super) caps: Value<RawCaps>,
    /// Who looks after the daemon.
    pub(super) admin: Value<RawAdmin>,
    /// Own wording of mails.
    pub(super) templates: Value<RawTemplates>,
}

/// `[tracking]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawTracking {
    /// The address PMs copy, without a `+tag`. Required.
    pub(super) address: Value<String>,
    /// Whether the daemon's own addresses carry tags (`track+i42.x7k@`). Only where the provider
    /// delivers such addresses, else a client's answer bounces.
    pub(super) subaddress: Value<bool>,
}

/// `[team]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawTeam {
    /// The team's name as clients read it. Required.
    pub(super) name: Value<String>,
    /// Every address of these domains, and of domains below them, is team. Public mail domains
    /// (gmail.com, qq.com …) are refused. Domains or members are required.
    pub(super) domains: List,
    /// People of the team with their names; needed where the team has no domain of its own.
    pub(super) members: Option<Spanned<Vec<Spanned<RawMember>>>>,
    /// Language of notices, and of clients without one: `en` or `zh`.
    pub(super) language: Value<String>,
    /// Zone of due dates, summaries and of clients without one; an IANA name such as `Asia/Shanghai`.
    pub(super) time_zone: Value<String>,
    /// From and to, local time: `09:00-18:00`.
    pub(super) working_hours: Value<String>,
    /// People of the team told of disputes. Never the client's superior.
    pub(super) escalate_to: List,
    /// People of the team who may command everybody's items.
    pub(super) leads: List,
    /// ISO 3166-1 codes of bundled calendars (CN DE GB HK JP SG TW US), or paths of .ics files; a day
    /// off in one of them is off.
    pub(super) holidays: List,
}

/// One of `[team] members`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawMember {
    /// Name as clients read it.
    pub(super) name: Value<String>,
    /// Address. Required.
    pub(super) address: Value<String>,
    /// Language of this member's notices; else the team's.
    pub(super) language: Value<String>,
}

/// One `[[client]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawClient {
    /// Name for people; else its first domain or contact.
    pub(super) name: Value<String>,
    /// Its domains. Domains or contacts are required.
    pub(super) domains: List,
    /// Known people; all there is for clients with public mail addresses.
    pub(super) contacts: List,
    /// Language of its follow-ups: `en` or `zh`; else the item's own.
    pub(super) language: Value<String>,
    /// Its zone; else the team's.
    pub(super) time_zone: Value<String>,
    /// Hours in which it may be mailed, in its zone; else the team's.
    pub(super) working_hours: Value<String>,
    /// Its calendars, as in `[team]`; else the team's. `[]` for none.
    pub(super) holidays: List,
    /// People copied by the last step, and by it only.
    pub(super) escalate_to: List,
    /// Mode for this client in place of that of `[policy]`.
    pub(super) mode: Value<String>,
    /// `true`: it is never followed up by mail; what it owes is tracked, shown and told all the same.
    pub(super) opt_out: Value<bool>,
    /// How it is chased, in place of what `[policy]` says; each key on its own.
    pub(super) policy: Value<RawClientPolicy>,
}

/// `[client.policy]`, of the `[[client]]` above it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawClientPolicy {
    /// Working days between follow-ups to one of its contacts.
    pub(super) minimum_gap: Value<u32>,
    /// Working days of grace after "got it" or "will do".
    pub(super) acknowledgement_grace: Value<u32>,
    /// What its "we have paid" does to an invoice: `close` or `confirm`.
    pub(super) on_payment_claim: Value<String>,
    /// Requests for information and material.
    pub(super) request: Value<RawLadderPolicy>,
    /// Invoices.
    pub(super) invoice: Value<RawLadderPolicy>,
}

/// `[policy]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawPolicy {
    /// How follow-ups leave: `observe` (none do), `approve` (the owner says ok), `forewarn` (the owner
    /// is told the working day before), `auto`.
    pub(super) mode: Value<String>,
    /// Working days between follow-ups to one contact.
    pub(super) minimum_gap: Value<u32>,
    /// Working days of grace after "got it" or "will do".
    pub(super) acknowledgement_grace: Value<u32>,
    /// What "we have paid" does to an invoice: `close` (listed until confirmed) or `confirm` (held
    /// until somebody says `paid`).
    pub(super) on_payment_claim: Value<String>,
    /// How owners hear of opened items: `each`, `daily` or `off`.
    pub(super) receipts: Value<String>,
    /// Requests for information and material.
    pub(super) request: Value<RawLadderPolicy>,
    /// Invoices.
    pub(super) invoice: Value<RawLadderPolicy>,
}

/// `[policy.request]` and `[policy.invoice]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawLadderPolicy {
    /// Days until due where the mail names none: working days for requests, calendar days for invoices.
    pub(super) default_due: Value<u32>,
    /// The follow-ups in rising order. `[]` for none.
    pub(super) ladder: Option<Spanned<Vec<Spanned<RawRung>>>>,
}

/// One rung of a ladder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawRung {
    /// `heads_up`, `friendly`, `reminder`, `firm`, `last` or `call` (a notice to the owner to telephone).
    pub(super) step: Value<String>,
    /// Working days after the due date; negative: before.
    pub(super) after_due: Value<i32>,
}

/// `[summary]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawSummary {
    /// To whom it goes; `[]` for nobody.
    pub(super) to: List,
    /// Day of the week; on a holiday it goes on the next working day.
    pub(super) day: Value<String>,
    /// Time of day in the team's zone.
    pub(super) time: Value<String>,
}

/// `[security]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawSecurity {
    /// Names (authserv-id, RFC 8601) under which the own provider writes Authentication-Results; only
    /// the topmost of those headers is believed. For Microsoft 365 and Outlook.com, which write none,
    /// `protection.outlook.com`: the domain of the hosts directly above whose Received header theirs
    /// stands. Mail without any is checked by the daemon itself.
    pub(super) trusted_authserv_ids: List,
    /// What a reply without any proof of its sender does: `ask` (held until the owner answers) or
    /// `accept`. A failed proof is never accepted, and commands always need proof.
    pub(super) unauthenticated: Value<String>,
}

/// `[state]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawState {
    /// Folder of the database, the lock and the control socket.
    pub(super) dir: Value<String>,
}

/// One `[[mailbox]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawMailbox {
    /// Name in logs and of its systemd credential. Keep it: what was read is remembered under it.
    pub(super) name: Value<String>,
    /// `imap` or `maildir`.
    pub(super) kind: Value<String>,
    /// Server (imap).
    pub(super) host: Value<String>,
    /// TCP port (imap).
    pub(super) port: Value<u16>,
    /// `implicit` (TLS from the first byte) or `starttls` (imap). There is no plain text.
    pub(super) tls: Value<String>,
    /// PEM file of the certificates to trust in place of the system's (imap).
    pub(super) ca_file: Value<String>,
    /// Login name (imap).
    pub(super) user: Value<String>,
    /// File with the password on its first line (imap).
    pub(super) password_file: Value<String>,
    /// Shell command whose first line of output is the password (imap). With neither, the systemd
    /// credential of the mailbox's name is read.
    pub(super) password_command: Value<String>,
    /// Shell command whose first line of output is an OAuth2 access token, run for each login (imap):
    /// for brokers that keep tokens fresh by themselves.
    pub(super) token_command: Value<String>,
    /// Name of the `[[oauth]]` whose access tokens are used (imap).
    pub(super) oauth: Value<String>,
    /// Folders to read (imap). The Junk folder is found by itself.
    pub(super) folders: List,
    /// Folder with `cur` and `new` (maildir).
    pub(super) path: Value<String>,
}

/// `[outgoing]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawOutgoing {
    /// `smtp` or `directory` (mails become files, for trials).
    pub(super) kind: Value<String>,
    /// Server (smtp).
    pub(super) host: Value<String>,
    /// TCP port (smtp).
    pub(super) port: Value<u16>,
    /// `implicit` or `starttls` (smtp). There is no plain text.
    pub(super) tls: Value<String>,
    /// PEM file of the certificates to trust in place of the system's (smtp).
    pub(super) ca_file: Value<String>,
    /// Login name (smtp); empty for a server that takes mail without login.
    pub(super) user: Value<String>,
    /// File with the password on its first line (smtp).
    pub(super) password_file: Value<String>,
    /// Shell command whose first line of output is the password (smtp). With neither, the systemd
    /// credential `outgoing` is read.
    pub(super) password_command: Value<String>,
    /// Shell command whose first line of output is an OAuth2 access token, run for each login (smtp).
    pub(super) token_command: Value<String>,
    /// Name of the `[[oauth]]` whose access tokens are used (smtp).
    pub(super) oauth: Value<String>,
    /// Folder for the files (directory).
    pub(super) path: Value<String>,
}

/// One `[[oauth]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawOAuth {
    /// Name for `oauth` of mailboxes and `[outgoing]`, for `nudged login`, and of its systemd credential.
    pub(super) name: Value<String>,
    /// `microsoft` or `google`.
    pub(super) provider: Value<String>,
    /// `device` (somebody agrees in a browser anywhere), `loopback` (in a browser on this machine),
    /// `client-credentials` (Microsoft, an administrator agreed) or `service-account` (Google, an
    /// administrator agreed).
    pub(super) grant: Value<String>,
    /// Microsoft's tenant: its id or domain.
    pub(super) tenant: Value<String>,
    /// Id of the application registered at the provider.
    pub(super) client_id: Value<String>,
    /// File with the application's secret on its first line.
    pub(super) client_secret_file: Value<String>,
    /// Shell command whose first line of output is the application's secret. With neither, where one is
    /// needed, the systemd credential of the name is read.
    pub(super) client_secret_command: Value<String>,
    /// JSON key of the service account as Google gives it; else the systemd credential of the name.
    pub(super) key_file: Value<String>,
    /// What is asked for; blanks between several.
    pub(super) scope: Value<String>,
    /// Where tokens are given out, for other clouds and servers.
    pub(super) token_url: Value<String>,
    /// Where device codes are given out.
    pub(super) device_url: Value<String>,
    /// Where somebody agrees in his browser.
    pub(super) authorization_url: Value<String>,
}

/// `[caps]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawCaps {
    /// Mails to one address in 24 hours; ten times as many to one of the team.
    pub(super) per_address_a_day: Value<u32>,
    /// Mails to one client in 24 hours.
    pub(super) per_client_a_day: Value<u32>,
    /// Mails in all in an hour.
    pub(super) total_an_hour: Value<u32>,
}

/// `[admin]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawAdmin {
    /// Told of outages: a login that fails, a full disk, mail that cannot leave.
    pub(super) to: List,
    /// Minutes a mailbox cannot be read before somebody is told.
    pub(super) after_minutes: Value<u32>,
}

/// `[templates]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawTemplates {
    /// Folder whose files replace built-in templates of the same name.
    pub(super) dir: Value<String>,
}
