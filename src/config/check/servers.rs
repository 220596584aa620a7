//! Folders and servers: what only `run` and `check` need, though its form is always checked.

use std::ops::Range;
use std::path::PathBuf;

use toml::Spanned;

use super::super::defaults;
use super::super::endpoint::{
    MailboxConfig, MailboxKind, OutgoingConfig, OutgoingKind, SecretSource, Tls,
};
use super::super::oauth::Login;
use super::super::raw::{Raw, Value};
use super::super::reader::Report;

/// `[state] dir`.
pub(super) fn state_dir(raw: &Raw, report: &mut Report<'_>) -> PathBuf {
    let dir = raw.state.as_ref().and_then(|s| s.get_ref().dir.clone());
    let dir = report.text("state.dir", &dir);
    report
        .base
        .join(dir.as_deref().unwrap_or(defaults::STATE_DIR))
}

/// What an account at a server is told by; both tables have these keys.
struct Server<'r> {
    table: &'r str,
    span: Range<usize>,
    host: &'r Value<String>,
    port: &'r Value<u16>,
    tls: &'r Value<String>,
    ca_file: &'r Value<String>,
    password_file: &'r Value<String>,
    password_command: &'r Value<String>,
    token_command: &'r Value<String>,
    oauth: &'r Value<String>,
    /// Names of the `[[oauth]]` there are.
    grants: Vec<String>,
    /// With implicit TLS and with STARTTLS.
    ports: (u16, u16),
    /// Name of its systemd credential.
    credential: String,
}

/// The same, checked.
struct CheckedServer {
    host: String,
    port: u16,
    tls: Tls,
    ca_file: Option<PathBuf>,
    login: Login,
}

impl Server<'_> {
    fn check(&self, wanted: bool, report: &mut Report<'_>) -> CheckedServer {
        let key = |name: &str| format!("{}.{name}", self.table);
        let host = report.text(&key("host"), self.host).unwrap_or_default();
        let wrong = |c: char| c.is_whitespace() || "/@[]".contains(c);
        // One colon is a port; several are an IPv6 address.
        if host.contains(wrong) || host.matches(':').count() == 1 {
            let what = format!("{host:?} is not a server name");
            let span = self.host.as_ref().map(Spanned::span);
            report.fault(
                &key("host"),
                span,
                what,
                "write the bare name; the port has its own key",
            );
        }
        if wanted && self.host.is_none() {
            report.needed(
                &key("host"),
                Some(self.span.clone()),
                "missing",
                "write the name of the mail server",
            );
        }
        let port = report.number(&key("port"), self.port, 1, u16::MAX);
        let words = [("implicit", Tls::Implicit), ("starttls", Tls::Starttls)];
        let by_port = if port == Some(self.ports.1) {
            Tls::Starttls
        } else {
            Tls::Implicit
        };
        let tls = report
            .word(&key("tls"), self.tls, &words)
            .unwrap_or(by_port);
        if (port == Some(self.ports.1) && tls == Tls::Implicit)
            || (port == Some(self.ports.0) && tls == Tls::Starttls)
        {
            let usual = if tls == Tls::Implicit {
                self.ports.0
            } else {
                self.ports.1
            };
            report.warnings.push(format!(
                "{}: this kind of TLS is usually spoken on port {usual}",
                key("tls")
            ));
        }
        let ca_file = report
            .text(&key("ca-file"), self.ca_file)
            .map(|f| report.base.join(f));
        if let Some(file) = ca_file.as_ref().filter(|f| !f.is_file()) {
            let span = self.ca_file.as_ref().map(Spanned::span);
            let what = format!("{} is not there", file.display());
            report.needed(
                &key("ca-file"),
                span,
                &what,
                "name a PEM file, or remove the key",
            );
        }
        let login = self.login(report);
        let usual = if tls == Tls::Implicit {
            self.ports.0
        } else {
            self.ports.1
        };
        CheckedServer {
            host,
            port: port.unwrap_or(usual),
            tls,
            ca_file,
            login,
        }
    }

    /// How the login is proven: one way of four, the last being systemd's.
    fn login(&self, report: &mut Report<'_>) -> Login {
        let key = |name: &str| format!("{}.{name}", self.table);
        let ways = [
            ("password-file", self.password_file),
            ("password-command", self.password_command),
            ("token-command", self.token_command),
            ("oauth", self.oauth),
        ];
        let mut given = ways
            .iter()
            .filter_map(|(name, raw)| Some((*name, raw.as_ref()?.span())));
        let first = given.next();
        for (name, span) in given {
            let (first, _) = first.as_ref().map_or(("", 0..0), Clone::clone);
            let what = format!("there is a {first} too");
            report.fault(&key(name), Some(span), what, "keep one of them");
        }
        let [file, command, token, oauth] = ways.map(|(name, raw)| report.text(&key(name), raw));
        if let Some(name) = oauth {
            if !self.grants.contains(&name) {
                let span = self.oauth.as_ref().map(Spanned::span);
                let what = format!("there is no [[oauth]] called {name:?}");
                report.fault(&key("oauth"), span, what, "write one, or another name");
            }
            return Login::OAuth(name);
        }
        match (file, command, token) {
            (Some(file), ..) => Login::Password(SecretSource::File(report.base.join(file))),
            (None, Some(command), _) => Login::Password(SecretSource::Command(command)),
            (None, None, Some(command)) => Login::TokenCommand(command),
            (None, None, None) => {
                Login::Password(SecretSource::Credential(self.credential.clone()))
            }
        }
    }

    /// Refuses keys of the other kind.
    fn only_path(
        &self,
        user: &Value<String>,
        folders: Option<Range<usize>>,
        kind: &str,
        report: &mut Report<'_>,
    ) {
        let span = |value: &Value<String>| value.as_ref().map(Spanned::span);
        for (name, span) in [
            ("host", span(self.host)),
            ("port", self.port.as_ref().map(Spanned::span)),
            ("tls", span(self.tls)),
            ("ca-file", span(self.ca_file)),
            ("user", span(user)),
            ("password-file", span(self.password_file)),
            ("password-command", span(self.password_command)),
            ("token-command", span(self.token_command)),
            ("oauth", span(self.oauth)),
            ("folders", folders),
        ] {
            if span.is_some() {
                let what = format!("has no meaning with kind = {kind:?}");
                report.fault(&format!("{}.{name}", self.table), span, what, "remove it");
            }
        }
    }
}

/// `[[mailbox]]`.
pub(super) fn mailboxes(
    raw: &Raw,
    tracking: Option<&str>,
    report: &mut Report<'_>,
) -> Vec<MailboxConfig> {
    if raw.mailbox.is_empty() {
        let remedy = "write [[mailbox]] with host, user and a password source: the mailbox of the tracking address";
        report.needed("mailbox", None, "missing", remedy);
    }
    let grants = super::oauth::names(raw);
    let mut mailboxes: Vec<MailboxConfig> = Vec::new();
    for (n, item) in (1_usize..).zip(&raw.mailbox) {
        let (raw, table) = (item.get_ref(), format!("mailbox[{n}]"));
        let key = |name: &str| format!("{table}.{name}");
        let standard = || {
            if n == 1 {
                defaults::MAILBOX_NAME.to_owned()
            } else {
                format!("mailbox-{n}")
            }
        };
        let name = name(&key("name"), &raw.name, &mailboxes, report).unwrap_or_else(standard);
        let kinds = [
            ("imap", MailboxKind::Imap),
            ("maildir", MailboxKind::Maildir),
        ];
        let kind = report
            .word(&key("kind"), &raw.kind, &kinds)
            .unwrap_or(MailboxKind::Imap);
        let imap = kind == MailboxKind::Imap && !report.told(&key("kind"));
        let server = Server {
            table: &table,
            span: item.span(),
            host: &raw.host,
            port: &raw.port,
            tls: &raw.tls,
            ca_file: &raw.ca_file,
            password_file: &raw.password_file,
            password_command: &raw.password_command,
            token_command: &raw.token_command,
            oauth: &raw.oauth,
            grants: grants.clone(),
            ports: defaults::IMAP_PORTS,
            credential: name.clone(),
        };
        let checked = server.check(imap, report);
        let user = report.text(&key("user"), &raw.user);
        if imap && raw.user.is_none() && n > 1 {
            report.needed(
                &key("user"),
                Some(item.span()),
                "missing",
                "write the login name of this mailbox",
            );
        }
        let user = user.or_else(|| tracking.filter(|_| n == 1).map(str::to_owned));
        let path = path(
            &key("path"),
            &raw.path,
            kind == MailboxKind::Maildir,
            &item.span(),
            report,
        );
        if kind == MailboxKind::Maildir {
            server.only_path(
                &raw.user,
                raw.folders.as_ref().map(Spanned::span),
                "maildir",
                report,
            );
        }
        let mut folders = Vec::new();
        for folder in raw.folders.iter().flat_map(|l| l.get_ref()) {
            folders.extend(report.text(&key("folders"), &Some(folder.clone())));
        }
        if folders.is_empty() {
            folders.push(defaults::FOLDER.to_owned());
        }
        mailboxes.push(MailboxConfig {
            name,
            kind,
            host: checked.host,
            port: checked.port,
            tls: checked.tls,
            ca_file: checked.ca_file,
            user: user.unwrap_or_default(),
            login: checked.login,
            folders,
            path,
        });
    }
    mailboxes
}

/// A mailbox's name: a file name, since its credential is a file, and nobody else's.
fn name(
    key: &str,
    raw: &Value<String>,
    others: &[MailboxConfig],
    report: &mut Report<'_>,
) -> Option<String> {
    let name = report.text(key, raw)?;
    let span = raw.as_ref().map(Spanned::span);
    if !name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    {
        report.fault(
            key,
            span,
            format!("{name:?} is not a plain name"),
            "write letters, digits, - and _",
        );
        return None;
    }
    if name == defaults::OUTGOING_NAME || others.iter().any(|m| m.name == name) {
        report.fault(
            key,
            span,
            format!("{name:?} is taken"),
            "write another name",
        );
        return None;
    }
    Some(name)
}

/// A folder, where the kind needs one.
fn path(
    key: &str,
    raw: &Value<String>,
    wanted: bool,
    table: &Range<usize>,
    report: &mut Report<'_>,
) -> PathBuf {
    let path = report.text(key, raw);
    match raw {
        None if wanted => report.needed(
            key,
            Some(table.clone()),
            "missing",
            "write the path of the folder",
        ),
        Some(raw) if !wanted => {
            let what = "has no meaning with this kind".to_owned();
            report.fault(
                key,
                Some(raw.span()),
                what,
                "remove it, or write another kind",
            );
        }
        _ => {}
    }
    path.map(|p| report.base.join(p)).unwrap_or_default()
}

/// `[outgoing]`.
pub(super) fn outgoing(
    raw: &Raw,
    tracking: Option<&str>,
    report: &mut Report<'_>,
) -> Option<OutgoingConfig> {
    let Some(item) = &raw.outgoing else {
        report.needed(
            "outgoing",
            None,
            "missing",
            "write [outgoing] with host, user and a password source",
        );
        return None;
    };
    let (whole, raw) = (raw, item.get_ref());
    let kinds = [
        ("smtp", OutgoingKind::Smtp),
        ("directory", OutgoingKind::Directory),
    ];
    let kind = report
        .word("outgoing.kind", &raw.kind, &kinds)
        .unwrap_or(OutgoingKind::Smtp);
    let server = Server {
        table: "outgoing",
        span: item.span(),
        host: &raw.host,
        port: &raw.port,
        tls: &raw.tls,
        ca_file: &raw.ca_file,
        password_file: &raw.password_file,
        password_command: &raw.password_command,
        token_command: &raw.token_command,
        oauth: &raw.oauth,
        grants: super::oauth::names(whole),
        ports: defaults::SMTP_PORTS,
        credential: defaults::OUTGOING_NAME.to_owned(),
    };
    let checked = server.check(
        kind == OutgoingKind::Smtp && !report.told("outgoing.kind"),
        report,
    );
    let user = match &raw.user {
        Some(user) if user.get_ref().is_empty() => None,
        Some(_) => report.text("outgoing.user", &raw.user),
        None => tracking.map(str::to_owned),
    };
    let path = path(
        "outgoing.path",
        &raw.path,
        kind == OutgoingKind::Directory,
        &item.span(),
        report,
    );
    if kind == OutgoingKind::Directory {
        server.only_path(&raw.user, None, "directory", report);
    }
    Some(OutgoingConfig {
        kind,
        host: checked.host,
        port: checked.port,
        tls: checked.tls,
        ca_file: checked.ca_file,
        user: if kind == OutgoingKind::Smtp {
            user
        } else {
            None
        },
        login: checked.login,
        path,
    })
}
