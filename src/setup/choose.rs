//! Servers from what was found out about a domain.

use super::clues::Clues;
use super::recognise::{Recognised, by_domain, by_mx};
use super::{Endpoint, Servers, autoconfig};
use crate::config::{Tls, defaults};
use crate::model::{Address, organisational_domain};

/// Where servers are known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The table of providers.
    Known(Recognised),
    /// An autoconfig file, by https.
    File,
    /// SRV records (RFC 6186, RFC 8314).
    Srv,
    /// The usual names, which answered with a certificate of that name.
    Guess,
}

/// Servers and where they are known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The servers.
    pub servers: Servers,
    /// Where from.
    pub how: How,
}

impl Found {
    /// Whether the servers are of another house than the address and nothing but unsigned DNS says so:
    /// then a person looks before the password goes there (RFC 6186 §6).
    #[must_use]
    pub fn is_strange(&self, address: &Address) -> bool {
        let own = organisational_domain(address.domain());
        let foreign = |end: &Endpoint| organisational_domain(&end.host) != own;
        !matches!(self.how, How::Known(_) | How::File)
            && (foreign(&self.servers.imap) || foreign(&self.servers.smtp))
    }
}

/// The best that the clues give, in this order: the provider by the domain or its MX, an autoconfig file,
/// SRV, servers under the usual names.
#[must_use]
pub fn choose(address: &Address, clues: &Clues) -> Option<Found> {
    if let Some(known) = by_domain(address.domain()).or_else(|| by_mx(&clues.mx)) {
        return Some(Found {
            servers: known.servers(address),
            how: How::Known(known),
        });
    }
    let of_file = clues.autoconfig.iter();
    if let Some(servers) = of_file.filter_map(|f| autoconfig::read(f, address)).next() {
        return Some(Found {
            servers,
            how: How::File,
        });
    }
    let whole = address.as_str();
    let with = |imap: Endpoint, smtp: Endpoint| Servers {
        imap,
        smtp,
        imap_user: whole.to_owned(),
        smtp_user: whole.to_owned(),
    };
    let end = |(host, port): &(String, u16), tls| Endpoint {
        host: host.clone(),
        port: *port,
        tls,
    };
    let either = |implicit: &Option<(String, u16)>, starttls: &Option<(String, u16)>| {
        let implicit = implicit.as_ref().map(|at| end(at, Tls::Implicit));
        implicit.or_else(|| starttls.as_ref().map(|at| end(at, Tls::Starttls)))
    };
    if let (Some(imap), Some(smtp)) = (
        either(&clues.imaps, &clues.imap),
        either(&clues.submissions, &clues.submission),
    ) {
        return Some(Found {
            servers: with(imap, smtp),
            how: How::Srv,
        });
    }
    let imap = clues.answering_imap.clone()?;
    let smtp = clues.answering_smtp.clone()?;
    Some(Found {
        servers: with(
            end(&(imap, defaults::IMAP_PORTS.0), Tls::Implicit),
            end(&(smtp, defaults::SMTP_PORTS.0), Tls::Implicit),
        ),
        how: How::Guess,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anna() -> Address {
        Address::parse("anna@studio.example").unwrap()
    }

    fn at(host: &str, port: u16) -> Option<(String, u16)> {
        Some((host.to_owned(), port))
    }

    #[test]
    fn what_is_surest_wins() {
        let file = r#"<clientConfig><incomingServer type="imap"><hostname>in.host.example</hostname><port>993</port>
<socketType>SSL</socketType></incomingServer><outgoingServer type="smtp"><hostname>out.host.example</hostname>
<port>465</port><socketType>SSL</socketType></outgoingServer></clientConfig>"#;
        let mut clues = Clues {
            mx: vec!["mxbiz1.qq.com".to_owned()],
            autoconfig: vec!["<html/>".to_owned(), file.to_owned()],
            imaps: at("imap.other.example", 993),
            submission: at("smtp.studio.example", 587),
            answering_imap: Some("mail.studio.example".to_owned()),
            answering_smtp: Some("mail.studio.example".to_owned()),
            ..Clues::default()
        };
        let found = choose(&anna(), &clues).unwrap();
        assert_eq!(found.servers.imap.host, "imap.exmail.qq.com");
        assert!(!found.is_strange(&anna()));
        clues.mx.clear();
        let found = choose(&anna(), &clues).unwrap();
        assert_eq!(
            (found.servers.imap.host.as_str(), found.how),
            ("in.host.example", How::File)
        );
        assert!(!found.is_strange(&anna()));
        clues.autoconfig.clear();
        let found = choose(&anna(), &clues).unwrap();
        assert_eq!(
            (found.servers.imap.host.as_str(), found.how),
            ("imap.other.example", How::Srv)
        );
        assert_eq!(
            (found.servers.smtp.port, found.servers.smtp.tls),
            (587, Tls::Starttls)
        );
        assert!(found.is_strange(&anna()), "unsigned DNS names a stranger");
        clues.imaps = None;
        let found = choose(&anna(), &clues).unwrap();
        assert_eq!(
            (found.servers.imap.host.as_str(), found.how),
            ("mail.studio.example", How::Guess)
        );
        assert!(!found.is_strange(&anna()));
        clues.answering_smtp = None;
        assert_eq!(choose(&anna(), &clues), None);
    }

    #[test]
    fn a_known_domain_needs_no_clue() {
        let mail = Address::parse("team@qq.com").unwrap();
        let found = choose(&mail, &Clues::default()).unwrap();
        assert_eq!(found.servers.smtp.host, "smtp.qq.com");
    }
}
