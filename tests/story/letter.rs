//! A mail as a story writes it.

use chrono::{DateTime, Utc};

/// A mail of the story; build it with [`letter`].
#[derive(Clone)]
pub struct Letter {
    from: String,
    to: String,
    cc: String,
    subject: String,
    /// Its text, or all parts where a header says so.
    pub body: String,
    answers: Vec<String>,
    proof: Option<&'static str>,
    headers: String,
    files: Vec<String>,
}

/// A mail with a proved sender and the tracker in Cc.
pub fn letter(from: &str, to: &str, subject: &str, body: &str) -> Letter {
    Letter {
        from: from.to_owned(),
        to: to.to_owned(),
        cc: "track@studio.example".to_owned(),
        subject: subject.to_owned(),
        body: body.to_owned(),
        answers: Vec::new(),
        proof: Some("pass"),
        headers: String::new(),
        files: Vec::new(),
    }
}

impl Letter {
    /// It answers the mail with this id.
    pub fn answering(mut self, id: &str) -> Self {
        self.answers.push(id.to_owned());
        self
    }
    /// To the tracker alone.
    pub fn private(mut self) -> Self {
        self.to = "track@studio.example".to_owned();
        self.cc = String::new();
        self
    }
    /// Cc instead of the tracker.
    pub fn cc(mut self, cc: &str) -> Self {
        self.cc = cc.to_owned();
        self
    }
    /// What the provider says of the sender: `pass`, `fail`, or nothing.
    pub fn proof(mut self, proof: Option<&'static str>) -> Self {
        self.proof = proof;
        self
    }
    /// A further header line, ended by CRLF.
    pub fn header(mut self, line: &str) -> Self {
        self.headers.push_str(line);
        self.headers.push_str("\r\n");
        self
    }
    /// An attached PDF of this name.
    pub fn file(mut self, name: &str) -> Self {
        self.files.push(name.to_owned());
        self
    }

    /// The mail as it travels.
    pub fn bytes(&self, id: &str, at: DateTime<Utc>) -> Vec<u8> {
        self.arriving(id, at, at)
    }

    /// The same, some time on its way.
    pub fn arriving(&self, id: &str, at: DateTime<Utc>, arrives: DateTime<Utc>) -> Vec<u8> {
        let address = self
            .from
            .rsplit('<')
            .next()
            .unwrap_or(&self.from)
            .trim_end_matches('>');
        let domain = address.rsplit('@').next().unwrap_or_default();
        let date = at.to_rfc2822();
        let arrives = arrives.to_rfc2822();
        let mut raw = String::new();
        if let Some(proof) = self.proof {
            raw += &format!(
                "Authentication-Results: mx.studio.example; dkim={proof} header.d={domain}; spf={proof} smtp.mailfrom={address}; dmarc={proof} header.from={domain}\r\n"
            );
        }
        raw += &format!(
            "Received: from mx.{domain} by mx.studio.example for <track@studio.example>; {arrives}\r\n"
        );
        raw += &format!("From: {}\r\nTo: {}\r\n", self.from, self.to);
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
        if self.headers.to_ascii_lowercase().contains("content-type:") {
            raw += &format!("\r\n{}", self.body.replace('\n', "\r\n"));
            return raw.into_bytes();
        }
        let body = self.body.replace('\n', "\r\n");
        raw += "MIME-Version: 1.0\r\n";
        let text = format!(
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n"
        );
        if self.files.is_empty() {
            raw += &text;
        } else {
            raw += "Content-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n";
            raw += &format!("--=_b\r\n{text}");
            for name in &self.files {
                raw += &format!(
                    "--=_b\r\nContent-Type: application/pdf; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n"
                );
            }
            raw += "--=_b--\r\n";
        }
        raw.into_bytes()
    }
}
