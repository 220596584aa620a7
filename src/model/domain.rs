//! Organisational domains and public mail domains.

use super::{Address, ClientKey};

/// Domains whose addresses belong to unrelated people; a client there is the single address.
pub const PUBLIC_MAIL_DOMAINS: &[&str] = &[
    "126.com",
    "139.com",
    "163.com",
    "163.net",
    "188.com",
    "189.cn",
    "21cn.com",
    "aliyun.com",
    "aol.com",
    "att.net",
    "bell.net",
    "bigpond.com",
    "btinternet.com",
    "comcast.net",
    "cox.net",
    "daum.net",
    "duck.com",
    "fastmail.com",
    "foxmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hanmail.net",
    "hey.com",
    "hinet.net",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "icloud.com",
    "kakao.com",
    "laposte.net",
    "libero.it",
    "live.cn",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "netvigator.com",
    "online.de",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "pm.me",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "sbcglobal.net",
    "seznam.cz",
    "sina.cn",
    "sina.com",
    "sina.com.cn",
    "singnet.com.sg",
    "sky.com",
    "sohu.com",
    "t-online.de",
    "tom.com",
    "tutanota.com",
    "verizon.net",
    "vip.163.com",
    "vip.126.com",
    "vip.qq.com",
    "vip.sina.com",
    "virginmedia.com",
    "wanadoo.fr",
    "web.de",
    "wo.cn",
    "yahoo.ca",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.com.cn",
    "yahoo.com.hk",
    "yahoo.com.tw",
    "yahoo.de",
    "yahoo.fr",
    "yandex.com",
    "yandex.ru",
    "yeah.net",
    "ymail.com",
    "zoho.com",
];

/// Whether a domain is one of [`PUBLIC_MAIL_DOMAINS`].
#[must_use]
pub fn is_public_mail_domain(domain: &str) -> bool {
    PUBLIC_MAIL_DOMAINS.contains(&domain)
}

/// The organisational domain by the public suffix list (RFC 7489 §3.2): `mail.acme.co.uk` → `acme.co.uk`.
#[must_use]
pub fn organisational_domain(domain: &str) -> String {
    if !domain.contains("xn--") {
        return psl::domain_str(domain).unwrap_or(domain).to_owned();
    }
    // The list knows 公司.cn, not xn--55qx5d.cn.
    let readable = readable_domain(domain);
    let beside = psl::domain_str(&readable).map_or(0, |own| {
        readable.split('.').count() - own.split('.').count()
    });
    let labels: Vec<&str> = domain.split('.').skip(beside).collect();
    labels.join(".")
}

/// A domain with its A-labels (RFC 5890) turned into the letters they stand for, where they do.
#[must_use]
pub fn readable_domain(domain: &str) -> String {
    match idna::domain_to_unicode(domain) {
        (readable, Ok(())) => readable,
        _ => domain.to_owned(),
    }
}

/// A domain as DNS knows it, in A-labels; itself where it has none.
#[must_use]
pub fn ascii_domain(domain: &str) -> String {
    idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_owned())
}

/// Whether two domains are of one organisation (RFC 7489 §3.1, relaxed alignment), whichever way their
/// labels are written.
#[must_use]
pub fn aligned(one: &str, other: &str) -> bool {
    let own = |domain: &str| organisational_domain(&readable_domain(domain));
    own(one) == own(other)
}

/// The key of an unconfigured client: its organisational domain, or its address at a public provider.
#[must_use]
pub fn domain_key(address: &Address) -> ClientKey {
    let domain = organisational_domain(address.domain());
    if is_public_mail_domain(address.domain()) || is_public_mail_domain(&domain) {
        ClientKey(address.as_str().to_owned())
    } else {
        ClientKey(domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_are_organisations_or_single_people() {
        for (address, key) in [
            ("bob@client.example", "client.example"),
            ("bob@mail.sub.acme.co.uk", "acme.co.uk"),
            ("li@dept.acme.com.cn", "acme.com.cn"),
            (
                "li@mail.xn--fiqs8s.xn--55qx5d.cn",
                "xn--fiqs8s.xn--55qx5d.cn",
            ),
            ("zhou88@qq.com", "zhou88@qq.com"),
            ("x@vip.163.com", "x@vip.163.com"),
        ] {
            assert_eq!(
                domain_key(&Address::parse(address).expect("address")).0,
                key
            );
        }
    }

    #[test]
    fn one_organisation_however_it_is_written() {
        for (one, other, want) in [
            ("acme.co.uk", "news.acme.co.uk", true),
            ("acme.co.uk", "other.co.uk", false),
            ("例子.公司.cn", "mail.xn--fsqu00a.xn--55qx5d.cn", true),
            (
                "xn--fsqu00a.xn--55qx5d.cn",
                "xn--fiqs8s.xn--55qx5d.cn",
                false,
            ),
            ("co.uk", "acme.co.uk", false),
            ("", "acme.example", false),
        ] {
            assert_eq!(aligned(one, other), want, "{one} {other}");
        }
    }
}
