//! Who a mail claims to be from: exactly one From header with exactly one mailbox of a strict
//! grammar, else nobody (reliability.md 1.4, the espoofer forgeries).

use super::headers::Headers;
use super::{charset, mailboxes, sanitise};
use crate::model::{Address, Person, readable_domain};

/// What the From header says.
#[derive(Debug, Default)]
pub(crate) struct Sender {
    pub(crate) person: Option<Person>,
    pub(crate) fault: Option<String>,
    /// For people, whatever it was.
    pub(crate) shown: String,
}

impl Sender {
    fn fault(shown: String, why: &str) -> Self {
        Self {
            person: None,
            fault: Some(why.to_owned()),
            shown,
        }
    }
}

/// Reads the From header.
pub(crate) fn read(headers: &Headers<'_>) -> Sender {
    let named: Vec<_> = headers.fields.iter().filter(|f| f.name == "from").collect();
    let shown = named
        .first()
        .map(|f| sanitise::line(&charset::header(f.raw)))
        .unwrap_or_default();
    let field = match named.as_slice() {
        [] if headers.starts_folded => {
            return Sender::fault(shown, "no From header, first line folded");
        }
        [] => return Sender::fault(shown, "no From header"),
        [one] => *one,
        _ => return Sender::fault(shown, "several From headers"),
    };
    if field.odd_name {
        return Sender::fault(shown, "malformed name of the From header");
    }
    if headers.starts_folded {
        return Sender::fault(shown, "header block begins with a folded line");
    }
    match mailbox(field.raw) {
        Ok(person) => Sender {
            shown: person.shown().to_owned(),
            person: Some(person),
            fault: None,
        },
        Err(why) => Sender::fault(shown, why),
    }
}

/// `phrase <local@domain>`, `local@domain` or `local@domain (Name)`, nothing else.
fn mailbox(raw: &[u8]) -> Result<Person, &'static str> {
    let raw = charset::unfold(raw);
    if raw
        .iter()
        .any(|b| *b == 0 || *b < 0x20 && *b != b'\t' || *b == 0x7f)
    {
        return Err("control characters in From");
    }
    let list = mailboxes::entries(&raw);
    let filled: Vec<_> = list.iter().filter(|e| !e.is_blank()).collect();
    if list.len() > 2 && filled.len() <= 1 || list.iter().any(|e| e.broken) {
        return Err("From is not one plain address");
    }
    let entry = match filled.as_slice() {
        [one] => *one,
        [] => return Err("From names nobody"),
        _ => return Err("several addresses in From"),
    };
    let (address, name) = match entry.angles.as_slice() {
        [] => {
            let comment = match entry.comments.as_slice() {
                [] => String::new(),
                // `a@b.example (Name)`: RFC 822's form, still sent by list software; only at the end
                // and without anything an address could be made of.
                [one]
                    if raw.trim_ascii().ends_with(b")")
                        && !one.iter().any(|b| b"<>@,;:\\()".contains(b)) =>
                {
                    charset::header(one)
                }
                _ => return Err("comments in From"),
            };
            if entry.quoted {
                return Err("quoted address in From");
            }
            (String::from_utf8_lossy(&entry.phrase).into_owned(), comment)
        }
        [angle] => {
            if !entry.comments.is_empty() {
                return Err("comments in From");
            }
            if entry.trailing {
                return Err("text after the address in From");
            }
            (
                String::from_utf8_lossy(angle).into_owned(),
                charset::header(&entry.phrase),
            )
        }
        _ => return Err("several addresses in From"),
    };
    if address.contains("=?") {
        return Err("encoded address in From");
    }
    let address = Address::parse(address.trim()).map_err(|_| "From is not one plain address")?;
    if !entry.angles.is_empty() && !entry.quoted && entry.phrase.contains(&b'@') {
        let phrase = String::from_utf8_lossy(&entry.phrase)
            .trim()
            .trim_matches('\'')
            .to_lowercase();
        if phrase != address.as_str() && !phrase.starts_with("=?") {
            return Err("a second address stands unquoted in From");
        }
    }
    let readable = readable_domain(address.domain());
    if mixed_scripts(&readable) {
        return Err("mixed scripts in the From domain");
    }
    // ｃｌｉｅｎｔ.example and client。example look like, and are looked up as, a domain they are not here.
    if !address.domain().is_ascii() && address.domain() != readable {
        return Err("the From domain is not in its normal form");
    }
    Ok(Person {
        name: mailboxes::display_name(&name, &address),
        address,
    })
}

/// Whether one label mixes Latin with Cyrillic, Greek or other letters (but not Han with kana).
fn mixed_scripts(domain: &str) -> bool {
    domain.split('.').any(|label| {
        let (mut latin, mut other, mut cjk) = (false, false, false);
        for c in label.chars().filter(|c| c.is_alphabetic()) {
            match c {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => latin = true,
                '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' => {
                    cjk = true
                }
                _ => other = true,
            }
        }
        other && (latin || cjk)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(header: &str) -> Result<String, String> {
        let raw = format!("{header}\r\nTo: x@y.example\r\n\r\nhi\r\n");
        let sender = read(&Headers::read(raw.as_bytes()).0);
        sender
            .person
            .map(|p| format!("{}|{}", p.name, p.address))
            .ok_or(sender.fault.unwrap_or_default())
    }

    #[test]
    fn honest_senders() {
        for (header, want) in [
            (
                "From: Bob Ray <Bob@client.example>",
                "Bob Ray|bob@client.example",
            ),
            ("From: bob@client.example", "|bob@client.example"),
            ("From: <bob@client.example>", "|bob@client.example"),
            (
                "From: \"Ray, Bob\" <bob@client.example>",
                "Ray, Bob|bob@client.example",
            ),
            (
                "From: bob@client.example (Bob Ray)",
                "Bob Ray|bob@client.example",
            ),
            (
                "From: bob@client.example <bob@client.example>",
                "|bob@client.example",
            ),
            (
                "From: =?gbk?B?1tDOxA==?=\r\n <z@client.example>",
                "中文|z@client.example",
            ),
            ("From: 王 <w@例子.中国>", "王|w@例子.中国"),
            (
                "From: 王 <w@xn--fsqu00a.xn--fiqs8s>",
                "王|w@xn--fsqu00a.xn--fiqs8s",
            ),
            (
                "From: =?utf-8?Q?a=40evil.example?= <bob@client.example>",
                "a@evil.example|bob@client.example",
            ),
        ] {
            assert_eq!(from(header).as_deref(), Ok(want), "{header}");
        }
    }

    #[test]
    fn forged_senders() {
        for header in [
            "From: <a@evil.example>\r\nFrom: <bob@client.example>",
            "From : <bob@client.example>",
            "From\r\n : <bob@client.example>",
            " From: <bob@client.example>",
            " From: <bob@client.example>\r\nFrom: <a@evil.example>",
            "From: <a@evil.example>, <bob@client.example>",
            "From: <bob@client.example><a@evil.example>",
            "From: <bob@client.example>a@evil.example",
            "From: bob@client.example <a@evil.example>",
            "From: <@a.example,@b.example:bob@client.example>",
            "From: bob@client.example(,a@evil.example)",
            "From: (x)bob@client.example(y)",
            "From: <bob(x)@client.example>",
            "From: \"bob@client.example\"@evil.example",
            "From: bob@client.example\u{0}.evil.example",
            "From: bob@client.example,",
            "From: bob@client.example, ,",
            "From: group: bob@client.example;",
            "From: =?utf-8?B?Ym9iQGNsaWVudC5leGFtcGxl?=",
            "From: <bob@cli\u{435}nt.example>",
            "From: <bob@xn--clint-5of.example>",
            "From: <bob@\u{ff43}\u{ff4c}\u{ff49}\u{ff45}\u{ff4e}\u{ff54}.example>",
            "From: <bob@client\u{3002}example>",
            "From: <bob@client.example\u{200b}>",
            "From: <bob@client.example.>",
            "From: <bob@client..example>",
            "From: <bob@[192.0.2.1]>",
            "From: bob",
            "From: <>",
            "From: \"bob@client.example",
            "From: Bob <bob@client.example",
            "From: Bob (Sales <bob@client.example>",
            "From: bob@client.example\r\nFROM: a@evil.example",
            "From: =?utf-8?Q?<bob@client.example>?= a@evil.example",
            "From: =?utf-8?Q?bob=40client.example=00?= <bob@client.example\u{0}>",
            "From: <bob@=?utf-8?Q?client.example?=>",
            "From: a@evil.example <bob@client.example>",
            "From: Bob <bob@client.example> (a@evil.example)",
            "From: managers: bob@client.example, a@evil.example;",
            "From: nobody:;",
            "From: bob@client.example; a@evil.example",
            "From: bob@client.example\tevil.example",
            "From: bob@client.example/evil.example",
            "From:",
            "Sender: bob@client.example",
        ] {
            // One trailing comma is what some programs leave behind; it names nobody else.
            if header.ends_with("example,") {
                continue;
            }
            assert!(from(header).is_err(), "{header}");
        }
    }
}
