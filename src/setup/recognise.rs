//! Which provider carries the mail of a domain.

use super::providers::{House, PROVIDERS, Provider};
use super::{Endpoint, Servers};
use crate::config::{Tls, defaults};
use crate::model::{Address, under};

/// A provider and the one of its houses that carries the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recognised {
    /// The provider.
    pub provider: &'static Provider,
    /// Its servers.
    pub house: &'static House,
}

fn find(fits: impl Fn(&House) -> bool) -> Option<Recognised> {
    PROVIDERS.iter().find_map(|provider| {
        let house = provider.houses.iter().find(|house| fits(house))?;
        Some(Recognised { provider, house })
    })
}

/// By the domain of an address.
#[must_use]
pub fn by_domain(domain: &str) -> Option<Recognised> {
    find(|house| house.domains.contains(&domain))
}

/// By the mail exchangers of a domain, the preferred one first.
#[must_use]
pub fn by_mx(mx: &[String]) -> Option<Recognised> {
    mx.iter().find_map(|host| {
        let host = host.trim_end_matches('.').to_lowercase();
        // The longest name wins: `olc.protection.outlook.com` is Outlook.com, not Microsoft 365.
        let fits = |house: &House| {
            let ends = house.mx.iter().filter(|end| under(&host, end));
            ends.map(|end| end.len()).max()
        };
        let all = PROVIDERS
            .iter()
            .flat_map(|provider| provider.houses.iter().map(move |house| (provider, house)));
        let best = all
            .filter_map(|(provider, house)| Some((fits(house)?, provider, house)))
            .max_by_key(|(length, _, _)| *length);
        best.map(|(_, provider, house)| Recognised { provider, house })
    })
}

/// By its name on the command line; the house is that of the domain, else the one for hosted domains.
#[must_use]
pub fn by_name(name: &str, domain: &str) -> Option<Recognised> {
    let provider = PROVIDERS.iter().find(|p| p.key == name)?;
    let own = provider.houses.iter().find(|h| h.domains.contains(&domain));
    let hosted = provider.houses.iter().find(|h| !h.mx.is_empty());
    let house = own.or(hosted).or_else(|| provider.houses.first())?;
    Some(Recognised { provider, house })
}

impl Recognised {
    /// Its servers for an address.
    #[must_use]
    pub fn servers(&self, address: &Address) -> Servers {
        let (implicit, starttls) = defaults::SMTP_PORTS;
        let whole = address.as_str().to_owned();
        Servers {
            imap: Endpoint {
                host: self.house.imap.to_owned(),
                port: defaults::IMAP_PORTS.0,
                tls: Tls::Implicit,
            },
            smtp: Endpoint {
                host: self.house.smtp.to_owned(),
                port: if self.house.smtp_tls == Tls::Implicit {
                    implicit
                } else {
                    starttls
                },
                tls: self.house.smtp_tls,
            },
            imap_user: if self.provider.short_imap_user {
                address.local().to_owned()
            } else {
                whole.clone()
            },
            smtp_user: whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(found: Option<Recognised>) -> Option<(&'static str, &'static str)> {
        found.map(|r| (r.provider.key, r.house.imap))
    }

    #[test]
    fn providers_are_known_by_the_domain_of_the_address() {
        for (domain, want) in [
            ("gmail.com", Some(("gmail", "imap.gmail.com"))),
            ("hotmail.com", Some(("outlook", "outlook.office365.com"))),
            ("fastmail.com", Some(("fastmail", "imap.fastmail.com"))),
            ("me.com", Some(("icloud", "imap.mail.me.com"))),
            ("zohomail.eu", Some(("zoho", "imap.zoho.eu"))),
            ("qq.com", Some(("qq", "imap.qq.com"))),
            ("foxmail.com", Some(("qq", "imap.qq.com"))),
            ("163.com", Some(("163", "imap.163.com"))),
            ("126.com", Some(("163", "imap.126.com"))),
            ("agency.example", None),
            ("notqq.com", None),
        ] {
            assert_eq!(key(by_domain(domain)), want, "{domain}");
        }
    }

    #[test]
    fn hosted_domains_are_known_by_their_mx() {
        for (mx, want) in [
            ("ASPMX.L.GOOGLE.COM.", Some("gmail")),
            (
                "agency-example.mail.protection.outlook.com",
                Some("microsoft365"),
            ),
            ("outlook-com.olc.protection.outlook.com", Some("outlook")),
            ("in1-smtp.messagingengine.com", Some("fastmail")),
            ("mx01.mail.icloud.com", Some("icloud")),
            ("mx2.zoho.eu", Some("zoho")),
            ("mxbiz1.qq.com", Some("exmail")),
            ("mx3.qq.com", Some("qq")),
            ("qiye163mx01.mxmail.netease.com", Some("netease")),
            ("mxn.mxhichina.com", Some("aliyun")),
            ("mx1.feishu.cn", Some("feishu")),
            ("mx1.larksuite.com", Some("feishu")),
            ("mail.agency.example", None),
            ("notgoogle.com", None),
        ] {
            let found = by_mx(&["backup.host.example".to_owned(), mx.to_owned()]);
            assert_eq!(found.map(|r| r.provider.key), want, "{mx}");
        }
    }

    #[test]
    fn regions_and_products_have_their_own_servers() {
        let imap = |mx: &str| by_mx(&[mx.to_owned()]).map(|r| r.house.imap);
        assert_eq!(imap("mx.zoho.com.au"), Some("imappro.zoho.com.au"));
        assert_eq!(imap("mx.zoho.com"), Some("imappro.zoho.com"));
        assert_eq!(imap("mx1.larksuite.com"), Some("imap.larksuite.com"));
        let named = |name, domain| by_name(name, domain).map(|r| r.house.imap);
        assert_eq!(named("163", "126.com"), Some("imap.126.com"));
        assert_eq!(named("zoho", "agency.example"), Some("imappro.zoho.com"));
        assert_eq!(named("nobody", "agency.example"), None);
    }

    #[test]
    fn the_table_is_whole() {
        let mut keys: Vec<_> = PROVIDERS.iter().map(|p| p.key).collect();
        keys.sort_unstable();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all, "a name stands for one provider");
        let anna = Address::parse("anna@agency.example").unwrap();
        for provider in PROVIDERS {
            for house in provider.houses {
                assert!(!house.domains.is_empty() || !house.mx.is_empty());
                assert!(house.daily >= 100, "{}", provider.key);
                let servers = Recognised { provider, house }.servers(&anna);
                assert!(servers.imap.port == 993 && [465, 587].contains(&servers.smtp.port));
            }
        }
        let icloud = by_name("icloud", "icloud.com").unwrap().servers(&anna);
        assert_eq!(
            (icloud.imap_user.as_str(), icloud.smtp_user.as_str()),
            ("anna", "anna@agency.example")
        );
        assert_eq!((icloud.smtp.port, icloud.smtp.tls), (587, Tls::Starttls));
    }
}
