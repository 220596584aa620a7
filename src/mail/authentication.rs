//! Authentication-Results (RFC 8601), read with its comments, quotes and versions, and judged by
//! DMARC alignment (RFC 7489 §3.1): only the topmost header, only of a trusted server.

use crate::model::{Authentication, AuthenticationResult, Mail, organisational_domain};

/// One method of a header: `dkim=pass header.d=client.example`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resinfo {
    pub(crate) method: String,
    pub(crate) result: String,
    /// `ptype.property` and value, both lower case.
    pub(crate) properties: Vec<(String, String)>,
}

/// A header taken apart. Outlook writes no authserv-id at all: then it is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Results {
    pub(crate) server: String,
    pub(crate) methods: Vec<Resinfo>,
}

/// Words and the marks `;` and `=`; comments are dropped, quotes undone.
fn tokens(value: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    for c in value.chars().take(16 * 1024) {
        if escaped {
            escaped = false;
            if depth == 0 {
                word.push(c);
            }
        } else if c == '\\' && (quoted || depth > 0) {
            escaped = true;
        } else if quoted {
            if c == '"' {
                quoted = false
            } else {
                word.push(c)
            }
        } else if depth > 0 {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
        } else {
            match c {
                '"' => quoted = true,
                '(' | ';' | '=' => {
                    if !word.is_empty() {
                        out.push(std::mem::take(&mut word));
                    }
                    if c == '(' {
                        depth = 1
                    } else {
                        out.push(c.to_string())
                    }
                }
                c if c.is_whitespace() => {
                    if !word.is_empty() {
                        out.push(std::mem::take(&mut word));
                    }
                }
                c => word.push(c),
            }
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// Takes a header value apart; what makes no sense is left out.
pub(crate) fn read(value: &str) -> Results {
    let words = tokens(value);
    let mut groups = words.split(|word| word == ";");
    let mut results = Results::default();
    let first = groups.next().unwrap_or_default();
    if first.iter().any(|word| word == "=") {
        results.methods.extend(resinfo(first));
    } else if let Some(server) = first.first() {
        // `authserv-id 1`: the version is dropped.
        results.server = server.to_lowercase();
    }
    for group in groups.take(64) {
        results.methods.extend(resinfo(group));
    }
    results
}

fn resinfo(words: &[String]) -> Option<Resinfo> {
    let mut pairs = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word != "=" || at == 0 {
            continue;
        }
        if let (Some(key), Some(value)) = (words.get(at - 1), words.get(at + 1)) {
            if value != "=" && key != "=" {
                pairs.push((key.to_lowercase(), value.to_lowercase()));
            }
        }
    }
    let mut pairs = pairs.into_iter();
    let (method, result) = pairs.next()?;
    // `dkim/1=pass`: the method's version.
    let method = method.split('/').next().unwrap_or_default().to_owned();
    Some(Resinfo {
        method,
        result,
        properties: pairs.collect(),
    })
}

impl Resinfo {
    fn property(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            self.properties
                .iter()
                .find(|p| p.0 == *name)
                .map(|p| p.1.as_str())
        })
    }

    /// The domain this method speaks for.
    fn domain(&self) -> Option<String> {
        let value = match self.method.as_str() {
            "dkim" => self.property(&["header.d", "header.i"]),
            "spf" => self.property(&["smtp.mailfrom", "smtp.mfrom", "envelope-from"]),
            "dmarc" => self.property(&["header.from", "from"]),
            _ => None,
        }?;
        let domain = value
            .rsplit('@')
            .next()
            .unwrap_or_default()
            .trim_matches(['<', '>', '.']);
        (!domain.is_empty()).then(|| domain.to_owned())
    }
}

/// Judges who vouches for the From address by the topmost Authentication-Results header, if its
/// authserv-id is trusted (RFC 8601); a malformed From is `Fail`.
#[must_use]
pub fn authenticate(mail: &Mail, trusted_authserv_ids: &[String]) -> Authentication {
    let verdict = |result, method: &str, domain: Option<String>| Authentication {
        result,
        method: (!method.is_empty()).then(|| method.to_owned()),
        domain,
    };
    let Some(from) = mail.from.as_ref().filter(|_| mail.from_fault.is_none()) else {
        return verdict(AuthenticationResult::Fail, "", None);
    };
    let Some(results) = mail.authentication_results.first().map(|value| read(value)) else {
        return Authentication::default();
    };
    let trusted = !results.server.is_empty()
        && trusted_authserv_ids
            .iter()
            .any(|id| id.trim().eq_ignore_ascii_case(&results.server));
    if !trusted {
        return Authentication::default();
    }
    let domain = from.address.domain();
    let own = organisational_domain(domain);
    let aligned = |other: &str| organisational_domain(other) == own;
    let of = |method: &'static str| results.methods.iter().filter(move |m| m.method == method);
    // A dmarc verdict is about one From domain; a header without it is about the only From there is.
    let about_us = |m: &&Resinfo| m.domain().is_none_or(|d| aligned(&d));
    if let Some(fail) = of("dmarc").find(|m| m.result == "fail") {
        return verdict(
            AuthenticationResult::Fail,
            "dmarc",
            fail.domain().or(Some(domain.to_owned())),
        );
    }
    if let Some(pass) = of("dmarc")
        .filter(about_us)
        .find(|m| matches!(m.result.as_str(), "pass" | "bestguesspass"))
    {
        return verdict(
            AuthenticationResult::Pass,
            "dmarc",
            pass.domain().or(Some(domain.to_owned())),
        );
    }
    for method in ["dkim", "spf"] {
        for one in of(method).filter(|m| m.result == "pass") {
            let vouches = match method {
                // Both d= and i= are signed; either may be the one that is written down.
                "dkim" => one.domain().filter(|d| aligned(d)),
                _ => one.domain().filter(|d| aligned(d)),
            };
            if let Some(by) = vouches {
                return verdict(AuthenticationResult::Pass, method, Some(by));
            }
        }
    }
    for method in ["dkim", "spf"] {
        let failed = |m: &&Resinfo| {
            m.result == "fail"
                || m.result == "hardfail"
                || method == "dkim" && matches!(m.result.as_str(), "policy" | "permerror")
        };
        if let Some(fail) = of(method).filter(about_us).find(failed) {
            return verdict(
                AuthenticationResult::Fail,
                method,
                fail.domain().or(Some(domain.to_owned())),
            );
        }
    }
    Authentication::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Address, Person};

    fn judge(header: &str) -> (AuthenticationResult, String) {
        let from = Person::nameless(Address::parse("bob@mail.client.example").expect("address"));
        let mail = Mail {
            from: Some(from),
            authentication_results: vec![header.to_owned()],
            ..Mail::default()
        };
        let verdict = authenticate(&mail, &["mx.agency.example".to_owned()]);
        (verdict.result, verdict.method.unwrap_or_default())
    }

    #[test]
    fn verdicts() {
        use AuthenticationResult::{Fail, None, Pass};
        for (header, want) in [
            (
                "mx.agency.example; dkim=pass header.d=client.example",
                (Pass, "dkim"),
            ),
            (
                "mx.agency.example; dkim=pass header.i=@news.client.example",
                (Pass, "dkim"),
            ),
            (
                "mx.agency.example 1; spf=pass smtp.mailfrom=bob@client.example",
                (Pass, "spf"),
            ),
            (
                "MX.Agency.Example; (a (nested; dkim=fail) \\) comment) dkim/1 (x) = pass (2048-bit; ok) header.d=\"client.example\"",
                (Pass, "dkim"),
            ),
            (
                "mx.agency.example; spf=pass smtp.mailfrom=evil.example; dkim=none; dmarc=none",
                (None, ""),
            ),
            (
                "mx.agency.example; spf=pass smtp.helo=client.example",
                (None, ""),
            ),
            (
                "mx.agency.example; dkim=pass header.d=evil.example",
                (None, ""),
            ),
            (
                "mx.agency.example; dkim=fail header.d=client.example; spf=softfail",
                (Fail, "dkim"),
            ),
            (
                "mx.agency.example; dkim=fail header.d=list.example; spf=pass smtp.mailfrom=list.example",
                (None, ""),
            ),
            (
                "mx.agency.example; dkim=pass header.d=client.example; dmarc=fail header.from=client.example",
                (Fail, "dmarc"),
            ),
            (
                "mx.agency.example; dmarc=pass (p=none) header.from=client.example",
                (Pass, "dmarc"),
            ),
            (
                "mx.agency.example; dmarc=pass header.from=evil.example",
                (None, ""),
            ),
            (
                "mx.evil.example; dmarc=pass header.from=client.example",
                (None, ""),
            ),
            (
                "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=client.example; dkim=pass header.d=client.example",
                (None, ""),
            ),
            ("mx.agency.example; none", (None, "")),
            ("", (None, "")),
            (";;;===(((", (None, "")),
        ] {
            let got = judge(header);
            assert_eq!((got.0, got.1.as_str()), want, "{header}");
        }
    }

    #[test]
    fn only_the_topmost_header_counts_and_a_malformed_from_fails() {
        let from = Person::nameless(Address::parse("bob@client.example").expect("address"));
        let good = "mx.agency.example; dkim=pass header.d=client.example".to_owned();
        let mut mail = Mail {
            from: Some(from),
            authentication_results: vec!["mx.evil.example; none".to_owned(), good],
            ..Mail::default()
        };
        let trusted = ["mx.agency.example".to_owned()];
        assert_eq!(
            authenticate(&mail, &trusted).result,
            AuthenticationResult::None
        );
        mail.from = None;
        mail.from_fault = Some("several From headers".to_owned());
        assert_eq!(
            authenticate(&mail, &trusted).result,
            AuthenticationResult::Fail
        );
    }
}
