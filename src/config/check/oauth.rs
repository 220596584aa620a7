//! `[[oauth]]`: what the two providers have in common with the standard, and where they differ.

use std::ops::Range;

use toml::Spanned;

use super::super::endpoint::SecretSource;
use super::super::oauth::{Grant, OAuthConfig};
use super::super::raw::{Raw, RawOAuth, Value};
use super::super::reader::Report;
use crate::net::WebAddress;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Provider {
    Microsoft,
    Google,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Device,
    Loopback,
    ClientCredentials,
    ServiceAccount,
}

const MICROSOFT: &str = "https://login.microsoftonline.com";
/// To read and to send in the name of who agreed, and to be refreshed.
const MICROSOFT_SCOPE: &str = "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access";
/// What an administrator agreed to for the application itself.
const MICROSOFT_OWN_SCOPE: &str = "https://outlook.office365.com/.default";
const GOOGLE_AUTHORIZATION: &str = "https://accounts.google.com/o/oauth2/v2/auth";
const GOOGLE_DEVICE: &str = "https://oauth2.googleapis.com/device/code";
const GOOGLE_TOKEN: &str = "https://oauth2.googleapis.com/token";
/// The only one that IMAP and SMTP take.
const GOOGLE_SCOPE: &str = "https://mail.google.com/";

/// All of them.
pub(super) fn all(raw: &Raw, report: &mut Report<'_>) -> Vec<OAuthConfig> {
    let mut all: Vec<OAuthConfig> = Vec::new();
    for (n, item) in (1_usize..).zip(&raw.oauth) {
        let table = Table {
            key: format!("oauth[{n}]"),
            raw: item.get_ref(),
        };
        let name = report.text(&table.key("name"), &table.raw.name);
        let name = name.unwrap_or_else(|| standard(n));
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let taken = all.iter().any(|other| other.name == name);
        if !name.chars().all(plain) || taken {
            // Its tokens are a file of that name.
            let what = if taken {
                "is taken"
            } else {
                "is not a plain name"
            };
            let span = table.raw.name.as_ref().map(Spanned::span);
            let what = format!("{name:?} {what}");
            report.fault(
                &table.key("name"),
                span,
                what,
                "write letters, digits, - and _, each name once",
            );
            continue;
        }
        all.extend(table.check(name, &item.span(), report));
    }
    all
}

/// The name each has or gets; those that may not be counts too: only one thing is told of it.
pub(super) fn names(raw: &Raw) -> Vec<String> {
    let numbered = (1_usize..).zip(&raw.oauth);
    numbered
        .map(|(n, item)| match &item.get_ref().name {
            Some(name) => name.get_ref().trim().to_owned(),
            None => standard(n),
        })
        .collect()
}

fn standard(n: usize) -> String {
    match n {
        1 => "oauth".to_owned(),
        n => format!("oauth-{n}"),
    }
}

struct Table<'r> {
    key: String,
    raw: &'r RawOAuth,
}

/// What a provider has where the file says nothing.
struct Usual {
    token: String,
    device: String,
    authorization: String,
    scope: &'static str,
}

impl Usual {
    fn of(provider: Provider, kind: Kind, tenant: &str) -> Self {
        let microsoft = |end: &str| format!("{MICROSOFT}/{tenant}/oauth2/v2.0/{end}");
        match provider {
            Provider::Microsoft => Self {
                token: microsoft("token"),
                device: microsoft("devicecode"),
                authorization: microsoft("authorize"),
                scope: if kind == Kind::ClientCredentials {
                    MICROSOFT_OWN_SCOPE
                } else {
                    MICROSOFT_SCOPE
                },
            },
            Provider::Google => Self {
                token: GOOGLE_TOKEN.to_owned(),
                device: GOOGLE_DEVICE.to_owned(),
                authorization: GOOGLE_AUTHORIZATION.to_owned(),
                scope: GOOGLE_SCOPE,
            },
        }
    }
}

impl Table<'_> {
    fn key(&self, name: &str) -> String {
        format!("{}.{name}", self.key)
    }

    fn check(
        &self,
        name: String,
        span: &Range<usize>,
        report: &mut Report<'_>,
    ) -> Option<OAuthConfig> {
        let raw = self.raw;
        let providers = [
            ("microsoft", Provider::Microsoft),
            ("google", Provider::Google),
        ];
        let provider = report.word(&self.key("provider"), &raw.provider, &providers);
        let missing = |report: &mut Report<'_>, key: &str, remedy: &str| {
            let span = Some(span.clone());
            report.fault(&self.key(key), span, "missing".to_owned(), remedy);
        };
        if raw.provider.is_none() {
            missing(report, "provider", "write \"microsoft\" or \"google\"");
        }
        let provider = provider.unwrap_or(Provider::Microsoft);
        let kinds = [
            ("device", Kind::Device),
            ("loopback", Kind::Loopback),
            ("client-credentials", Kind::ClientCredentials),
            ("service-account", Kind::ServiceAccount),
        ];
        let usual = match provider {
            Provider::Microsoft => Kind::Device,
            Provider::Google => Kind::Loopback,
        };
        let kind = report.word(&self.key("grant"), &raw.grant, &kinds);
        let kind = kind.unwrap_or(usual);
        self.fitting(kind, report);
        let tenant = report.text(&self.key("tenant"), &raw.tenant);
        if let Some(odd) = raw
            .tenant
            .as_ref()
            .filter(|t| !t.get_ref().chars().all(in_tenant))
        {
            let what = format!("{:?} is not a tenant", odd.get_ref());
            let remedy = "write the tenant's id or domain";
            report.fault(&self.key("tenant"), Some(odd.span()), what, remedy);
            return None;
        }
        if kind == Kind::ClientCredentials && tenant.is_none() && raw.token_url.is_none() {
            missing(report, "tenant", "write the tenant's id or domain");
        }
        let usual = Usual::of(provider, kind, tenant.as_deref().unwrap_or("common"));
        let token_url = self.address("token-url", &raw.token_url, &usual.token, report)?;
        let device_url = self.address("device-url", &raw.device_url, &usual.device, report)?;
        let authorization = &usual.authorization;
        let key = "authorization-url";
        let authorization_url = self.address(key, &raw.authorization_url, authorization, report)?;
        let scope = report.text(&self.key("scope"), &raw.scope);
        let client_id = report.text(&self.key("client-id"), &raw.client_id);
        if raw.client_id.is_none() && kind != Kind::ServiceAccount {
            let remedy = "write the id of the application you registered at the provider";
            missing(report, "client-id", remedy);
        }
        let credential = || SecretSource::Credential(name.clone());
        let secret = self.secret(report);
        let grant = match kind {
            Kind::Device => Grant::Device { device_url, secret },
            Kind::Loopback => Grant::Loopback {
                authorization_url,
                // A secret that every copy of a program has is none, but Google wants it said.
                secret: secret.or_else(|| (provider == Provider::Google).then(credential)),
                // Microsoft takes any port of `localhost`, Google any of 127.0.0.1.
                here: match provider {
                    Provider::Microsoft => "localhost",
                    Provider::Google => "127.0.0.1",
                },
            },
            Kind::ClientCredentials => Grant::ClientCredentials {
                secret: secret.unwrap_or_else(credential),
            },
            Kind::ServiceAccount => {
                let file = report.text(&self.key("key-file"), &raw.key_file);
                let file = file.map(|file| SecretSource::File(report.base.join(file)));
                Grant::ServiceAccount {
                    key: file.unwrap_or_else(credential),
                }
            }
        };
        Some(OAuthConfig {
            name,
            client_id: client_id.unwrap_or_default(),
            scope: scope.unwrap_or_else(|| usual.scope.to_owned()),
            token_url,
            grant,
        })
    }

    /// Refuses keys that another grant has.
    fn fitting(&self, kind: Kind, report: &mut Report<'_>) {
        let raw = self.raw;
        let span = |value: &Value<String>| value.as_ref().map(Spanned::span);
        let account = kind == Kind::ServiceAccount;
        for (name, span, fits) in [
            ("client-id", span(&raw.client_id), !account),
            (
                "client-secret-file",
                span(&raw.client_secret_file),
                !account,
            ),
            (
                "client-secret-command",
                span(&raw.client_secret_command),
                !account,
            ),
            ("key-file", span(&raw.key_file), account),
            ("device-url", span(&raw.device_url), kind == Kind::Device),
            (
                "authorization-url",
                span(&raw.authorization_url),
                kind == Kind::Loopback,
            ),
        ] {
            if span.is_some() && !fits {
                let what = "has no meaning with this grant".to_owned();
                report.fault(
                    &self.key(name),
                    span,
                    what,
                    "remove it, or write another grant",
                );
            }
        }
    }

    fn secret(&self, report: &mut Report<'_>) -> Option<SecretSource> {
        let raw = self.raw;
        let file = report.text(&self.key("client-secret-file"), &raw.client_secret_file);
        let key = self.key("client-secret-command");
        let command = report.text(&key, &raw.client_secret_command);
        if let (Some(_), Some(second)) = (&file, &raw.client_secret_command) {
            let what = "there is a client-secret-file too".to_owned();
            report.fault(&key, Some(second.span()), what, "keep one of them");
        }
        match (file, command) {
            (Some(file), _) => Some(SecretSource::File(report.base.join(file))),
            (None, Some(command)) => Some(SecretSource::Command(command)),
            (None, None) => None,
        }
    }

    fn address(
        &self,
        name: &str,
        raw: &Value<String>,
        usual: &str,
        report: &mut Report<'_>,
    ) -> Option<WebAddress> {
        let Some(written) = report.text(&self.key(name), raw) else {
            return WebAddress::parse(usual);
        };
        let read = WebAddress::parse(&written);
        if read.is_none() {
            let span = raw.as_ref().map(Spanned::span);
            let what = "is no address of a token server".to_owned();
            let remedy = "write https://…; http is taken for this very machine only";
            report.fault(&self.key(name), span, what, remedy);
        }
        read
    }
}

fn in_tenant(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '.'
}
