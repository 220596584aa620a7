//! A mail as it travels, and what it really means: the checks know, the engine has to read.

use chrono::{DateTime, NaiveDate, Utc};

use super::phrases::Says;
use super::world::{Somebody, authority};

/// What a mail really is.
#[derive(Debug, Clone)]
pub enum Truth {
    /// Asks a client for something.
    Opening(usize),
    /// A person of the client answers about a matter.
    Answer {
        matter: usize,
        says: Says,
        from: String,
        /// Its domain is the client's.
        own: bool,
    },
    /// A machine says that somebody is away until a day.
    Away { address: String, until: NaiveDate },
    /// A server says that an address is no more.
    Gone,
    /// A member knows who answers instead.
    Contact { matter: usize, address: String },
    /// A member commands about a matter.
    Word { matter: usize, said: String },
    /// A member writes to the client in the thread.
    Own(usize),
    /// The daemon's own copy of a mail that left.
    Copy,
    /// A member is away through a day, and names who stands in.
    Leaves {
        member: String,
        deputy: String,
        until: NaiveDate,
    },
    /// He is back earlier.
    Back(String),
    /// A notice to a member came back, by its id.
    Returned(String),
}

/// A mail on its way to the tracking mailbox.
#[derive(Debug, Clone)]
pub struct Post {
    pub id: String,
    pub raw: Vec<u8>,
    pub truth: Truth,
    /// It lies in Junk.
    pub junk: bool,
}

impl Post {
    pub fn new(id: String, raw: Vec<u8>, truth: Truth) -> Self {
        let junk = false;
        Self {
            id,
            raw,
            truth,
            junk,
        }
    }

    /// It commands: what it does is told, or that it does nothing.
    pub fn commands(&self) -> bool {
        matches!(
            self.truth,
            Truth::Word { .. } | Truth::Contact { .. } | Truth::Leaves { .. } | Truth::Back(_)
        )
    }
}

/// What a mail is made of.
#[derive(Debug, Default)]
pub struct Letter {
    pub from: String,
    pub address: String,
    pub to: String,
    pub cc: String,
    pub subject: String,
    pub body: String,
    pub answers: Vec<String>,
    /// Header lines, each ended by CRLF.
    pub headers: String,
    pub files: Vec<&'static str>,
}

impl Letter {
    pub fn by(from: &Somebody) -> Self {
        Self {
            from: from.shown(),
            address: from.address.clone(),
            ..Self::default()
        }
    }

    /// The mail as it lies in the mailbox of a team, proved.
    pub fn bytes(&self, team: &str, id: &str, at: DateTime<Utc>) -> Vec<u8> {
        let domain = self.address.rsplit('@').next().unwrap_or_default();
        let (date, address, server) = (at.to_rfc2822(), &self.address, authority(team));
        let mut raw = format!(
            "Authentication-Results: {server}; dkim=pass header.d={domain}; spf=pass smtp.mailfrom={address}; dmarc=pass header.from={domain}\r\n\
             Received: from mx.{domain} by {server} for <track@{team}>; {date}\r\n\
             From: {}\r\nTo: {}\r\n",
            self.from, self.to
        );
        if !self.cc.is_empty() {
            raw += &format!("Cc: {}\r\n", self.cc);
        }
        raw += &format!(
            "Subject: {}\r\nDate: {date}\r\nMessage-ID: <{id}>\r\n",
            self.subject
        );
        if let Some(last) = self.answers.last() {
            let all: Vec<String> = self.answers.iter().map(|a| format!("<{a}>")).collect();
            raw += &format!("In-Reply-To: <{last}>\r\nReferences: {}\r\n", all.join(" "));
        }
        raw += &self.headers;
        raw += "MIME-Version: 1.0\r\n";
        let body = self.body.replace('\n', "\r\n");
        if self.headers.contains("Content-Type:") {
            return (raw + "\r\n" + &body).into_bytes();
        }
        let text = format!(
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n"
        );
        if self.files.is_empty() {
            return (raw + &text).into_bytes();
        }
        raw += &format!("Content-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n--=_b\r\n{text}");
        for name in &self.files {
            raw += &format!(
                "--=_b\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n"
            );
        }
        (raw + "--=_b--\r\n").into_bytes()
    }
}
