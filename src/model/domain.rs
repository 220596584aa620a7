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
    psl::domain_str(domain).unwrap_or(domain).to_owned()
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
            ("zhou88@qq.com", "zhou88@qq.com"),
            ("x@vip.163.com", "x@vip.163.com"),
        ] {
            assert_eq!(
                domain_key(&Address::parse(address).expect("address")).0,
                key
            );
        }
    }
}
