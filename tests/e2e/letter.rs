//! Mails as people's programs write them, in their charset, and what is read of one that arrived.
#![allow(dead_code, reason = "each test uses its own part")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset};
use encoding_rs::Encoding;
use mail_parser::{Message, MessageParser};

/// A name, which may be empty, and an address.
pub(crate) type Who<'a> = (&'a str, &'a str);

/// A mail to be sent.
pub(crate) struct Letter<'a> {
    pub(crate) charset: &'static Encoding,
    pub(crate) from: Who<'a>,
    pub(crate) to: Vec<Who<'a>>,
    pub(crate) cc: Vec<Who<'a>>,
    pub(crate) subject: &'a str,
    pub(crate) date: DateTime<FixedOffset>,
    pub(crate) id: &'a str,
    /// Ids of the thread, the answered mail last. Empty: a program that writes neither header.
    pub(crate) thread: Vec<String>,
    pub(crate) text: &'a str,
    /// Name, type and content of each attachment.
    pub(crate) files: &'a [(&'a str, &'a str, &'a [u8])],
}

impl Letter<'_> {
    /// As bytes, LF at line ends.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let name = self.charset.name();
        let mut head = format!(
            "From: {}\nTo: {}\n",
            self.people(&[self.from]),
            self.people(&self.to)
        );
        if !self.cc.is_empty() {
            head += &format!("Cc: {}\n", self.people(&self.cc));
        }
        head += &format!("Subject: {}\n", self.words(self.subject));
        head += &format!(
            "Date: {}\nMessage-ID: <{}>\n",
            self.date.to_rfc2822(),
            self.id
        );
        if let Some(answered) = self.thread.last() {
            let all: Vec<String> = self.thread.iter().map(|id| format!("<{id}>")).collect();
            head += &format!(
                "In-Reply-To: <{answered}>\nReferences: {}\n",
                all.join("\n ")
            );
        }
        head += "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"----=_Part_7\"\n\n";
        head += &format!(
            "------=_Part_7\nContent-Type: text/plain; charset=\"{name}\"\nContent-Transfer-Encoding: base64\n\n{}",
            lines(&self.charset.encode(self.text).0)
        );
        for (file, kind, content) in self.files {
            let file = self.words(file);
            head += &format!(
                "------=_Part_7\nContent-Type: {kind}; name=\"{file}\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"{file}\"\n\n{}",
                lines(content)
            );
        }
        head += "------=_Part_7--\n";
        head.into_bytes()
    }

    fn people(&self, people: &[Who<'_>]) -> String {
        let all = people.iter().map(|(name, address)| match *name {
            "" => (*address).to_owned(),
            name => format!("{} <{address}>", self.words(name)),
        });
        all.collect::<Vec<_>>().join(",\n ")
    }

    /// An encoded word (RFC 2047) in the charset, if there is anything to encode.
    fn words(&self, text: &str) -> String {
        if text.is_ascii() {
            return text.to_owned();
        }
        let encoded = STANDARD.encode(self.charset.encode(text).0);
        let word = format!("=?{}?B?{encoded}?=", self.charset.name().to_uppercase());
        assert!(word.len() <= 75, "{text} needs more than one encoded word");
        word
    }
}

fn lines(bytes: &[u8]) -> String {
    bytes
        .chunks(57)
        .map(|line| STANDARD.encode(line) + "\n")
        .collect()
}

/// A mail that arrived: its headers as they stand there.
pub(crate) struct Arrived(pub(crate) Vec<u8>);

impl Arrived {
    /// A header's raw value, folding undone; of several the first.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.0).replace("\r\n", "\n");
        let head = text
            .split("\n\n")
            .next()?
            .replace("\n ", " ")
            .replace("\n\t", " ");
        head.lines().find_map(|line| {
            let (field, value) = line.split_once(':')?;
            field
                .eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    }

    /// The ids in a header, in order.
    pub(crate) fn ids(&self, name: &str) -> Vec<String> {
        let value = self.header(name).unwrap_or_default();
        value
            .split_whitespace()
            .map(|id| id.trim_matches(['<', '>']).to_owned())
            .collect()
    }

    /// The addresses in a header, in order.
    pub(crate) fn addresses(&self, name: &str) -> Vec<String> {
        let value = self.header(name).unwrap_or_default();
        value
            .split([' ', ',', '<', '>'])
            .filter(|word| word.contains('@'))
            .map(str::to_owned)
            .collect()
    }

    /// Written by the daemon.
    pub(crate) fn is_daemons(&self) -> bool {
        self.header("X-Nudged-Id").is_some()
    }

    /// The subject, decoded.
    pub(crate) fn subject(&self) -> String {
        self.parsed().subject().unwrap_or_default().to_owned()
    }

    /// The text body, decoded.
    pub(crate) fn text(&self) -> String {
        self.parsed()
            .body_text(0)
            .unwrap_or_default()
            .replace("\r\n", "\n")
    }

    fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(&self.0).unwrap()
    }
}
