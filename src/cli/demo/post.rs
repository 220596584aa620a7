//! A letter of the demo as the mail that arrives: what mail programs and the provider add.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::letter::Letter;
use crate::model::{Address, Person};

/// The provider of the demo's agency; its Authentication-Results are believed.
const PROVIDER: &str = "mx.heron.example";

/// A mail nudged sent.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    /// Its Message-ID.
    pub(super) id: String,
    /// To whom.
    pub(super) to: Vec<Address>,
    /// Its subject.
    pub(super) subject: String,
    /// When (UTC).
    pub(super) at: DateTime<Utc>,
    /// Its text.
    pub(super) text: String,
}

/// What is known when a letter is put in the post.
pub(super) struct Post<'a> {
    /// All letters.
    pub(super) letters: &'a [Letter],
    /// What nudged sent to clients so far.
    pub(super) sent: &'a [Sent],
    /// The team's zone.
    pub(super) zone: Tz,
}

impl Post<'_> {
    /// The mail, ready to arrive.
    pub(super) fn mail(&self, letter: &Letter) -> Vec<u8> {
        let raw = match (&letter.from, &letter.returns) {
            (Some(from), _) => self.written(letter, from),
            (None, Some(dead)) => self.returned(letter, dead),
            (None, None) => String::new(),
        };
        raw.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()
    }

    fn last_to(&self, address: &Address) -> Option<&Sent> {
        self.sent.iter().rfind(|sent| sent.to.contains(address))
    }

    fn letter(&self, name: &str) -> Option<&Letter> {
        self.letters.iter().find(|l| l.name == name)
    }

    fn date(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).to_rfc2822()
    }

    fn written(&self, letter: &Letter, from: &Person) -> String {
        let (address, domain) = (&from.address, from.address.domain());
        let (date, proof) = (self.date(letter.at), &letter.proof);
        let mut raw = format!(
            "Authentication-Results: {PROVIDER}; dkim={proof} header.d={domain}; \
             spf={proof} smtp.mailfrom={address}; dmarc={proof} header.from={domain}\n\
             Received: from mx.{domain} by {PROVIDER}; {date}\n\
             From: {}\nTo: {}\n",
            mailbox(from),
            mailboxes(&letter.to)
        );
        if !letter.cc.is_empty() {
            raw += &format!("Cc: {}\n", mailboxes(&letter.cc));
        }
        raw += &format!(
            "Subject: {}\nDate: {date}\nMessage-ID: {}\n",
            word(&letter.subject),
            id(letter)
        );
        let answered: Vec<String> = letter
            .answers
            .iter()
            .filter_map(|name| self.id_of(name, address))
            .collect();
        if let Some(last) = answered.last() {
            raw += &format!("In-Reply-To: {last}\nReferences: {}\n", answered.join(" "));
        }
        if letter.automatic {
            raw += "Auto-Submitted: auto-replied\n";
        }
        let text = self.text(letter, address);
        raw += "MIME-Version: 1.0\n";
        let body = format!(
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
        );
        if letter.files.is_empty() {
            return raw + &body;
        }
        raw += "Content-Type: multipart/mixed; boundary=\"=_part\"\n\n--=_part\n";
        raw += &body;
        for name in &letter.files {
            raw += &format!(
                "--=_part\nContent-Type: {}\nContent-Disposition: attachment; filename=\"{}\"\n\
                 Content-Transfer-Encoding: base64\n\n{}\n",
                media_type(name),
                word(name),
                STANDARD.encode(name)
            );
        }
        raw + "--=_part--\n"
    }

    fn id_of(&self, name: &str, sender: &Address) -> Option<String> {
        match name {
            "nudged" => self.last_to(sender).map(|sent| format!("<{}>", sent.id)),
            other => self.letter(other).map(id),
        }
    }

    fn text(&self, letter: &Letter, sender: &Address) -> String {
        let mut text = letter.text.clone();
        if let Some(forward) = &letter.forward {
            let subject = self
                .letter(&forward.answers)
                .map(|l| l.subject.as_str())
                .unwrap_or_default();
            let to = letter.from.as_ref().map(mailbox).unwrap_or_default();
            text = format!(
                "---------- Forwarded message ---------\nFrom: {}\nDate: {}\nSubject: Re: {subject}\nTo: {to}\n\n{text}",
                mailbox_plain(&forward.from),
                forward.at.format("%a, %-d %b %Y at %H:%M"),
            );
        }
        let quoted = match letter.quote.as_deref() {
            Some("nudged") => self.last_to(sender).map(|sent| {
                let by = letter.to.first().map(mailbox_plain).unwrap_or_default();
                (by, sent.at, sent.text.as_str())
            }),
            Some(name) => self.letter(name).map(|l| {
                (
                    l.from.as_ref().map(mailbox_plain).unwrap_or_default(),
                    l.at,
                    l.text.as_str(),
                )
            }),
            None => None,
        };
        let Some((who, at, words)) = quoted else {
            return text;
        };
        let at = at.with_timezone(&self.zone);
        text += &if letter.text.is_ascii() {
            format!(
                "\n\nOn {} {who} wrote:\n",
                at.format("%a, %-d %b %Y at %H:%M")
            )
        } else {
            format!(
                "\n\n在 {}，{who} 写道：\n",
                at.format("%Y年%-m月%-d日 %H:%M")
            )
        };
        for line in words.trim_end().lines() {
            text += "> ";
            text += line;
            text += "\n";
        }
        text
    }

    /// A delivery report as Postfix writes it.
    fn returned(&self, letter: &Letter, dead: &Address) -> String {
        let sent = self.last_to(dead);
        let (about, subject) = sent
            .map(|s| (s.id.as_str(), s.subject.as_str()))
            .unwrap_or_default();
        let date = self.date(letter.at);
        format!(
            "Return-Path: <>\nReceived: by {PROVIDER} (Postfix); {date}\n\
             From: MAILER-DAEMON@{PROVIDER} (Mail Delivery System)\nTo: {}\n\
             Subject: Undelivered Mail Returned to Sender\nDate: {date}\nMessage-ID: {}\n\
             Auto-Submitted: auto-replied\nMIME-Version: 1.0\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_part\"\n\n\
             --=_part\nContent-Type: text/plain; charset=us-ascii\n\n\
             This is the mail system at host {PROVIDER}.\n\n\
             I'm sorry to have to inform you that your message could not\n\
             be delivered to one or more recipients.\n\n\
             <{dead}>: host mx.{domain} said: 550 5.1.1 <{dead}>: user unknown\n\n\
             --=_part\nContent-Type: message/delivery-status\n\n\
             Reporting-MTA: dns; {PROVIDER}\n\n\
             Final-Recipient: rfc822; {dead}\nAction: failed\nStatus: 5.1.1\n\
             Diagnostic-Code: smtp; 550 5.1.1 <{dead}>: user unknown\n\n\
             --=_part\nContent-Type: text/rfc822-headers\n\n\
             Message-ID: <{about}>\nTo: {dead}\nSubject: {}\n\n--=_part--\n",
            mailboxes(&letter.to),
            id(letter),
            word(subject),
            domain = dead.domain(),
        )
    }
}

fn id(letter: &Letter) -> String {
    let domain = letter
        .from
        .as_ref()
        .map_or(PROVIDER, |from| from.address.domain());
    format!("<{}@{domain}>", letter.name)
}

/// An encoded word where the text is not ASCII (RFC 2047); mail programs fold, readers do not mind.
fn word(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut words = Vec::new();
    let mut piece = String::new();
    for c in text.chars() {
        if piece.len() + c.len_utf8() > 42 {
            words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(&piece)));
            piece.clear();
        }
        piece.push(c);
    }
    words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(&piece)));
    words.join(" ")
}

fn mailbox(person: &Person) -> String {
    if person.name.is_empty() {
        return person.address.to_string();
    }
    format!("{} <{}>", word(&person.name), person.address)
}

fn mailbox_plain(person: &Person) -> String {
    format!("{} <{}>", person.name, person.address)
}

fn mailboxes(people: &[Person]) -> String {
    people.iter().map(mailbox).collect::<Vec<_>>().join(", ")
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("zip") => "application/zip",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::letter::letters;
    use crate::mail;
    use crate::model::{AuthenticationResult, AutomaticKind};

    fn all() -> Vec<Letter> {
        letters(super::super::MAILS, chrono_tz::Asia::Shanghai).expect("reads")
    }

    #[test]
    fn each_letter_is_a_mail_that_says_the_same() {
        let letters = all();
        let post = Post {
            letters: &letters,
            sent: &[],
            zone: chrono_tz::Asia::Shanghai,
        };
        for letter in letters.iter().filter(|l| l.from.is_some()) {
            let mail = mail::parse(&post.mail(letter)).expect("a mail");
            assert_eq!(mail.subject, letter.subject);
            assert_eq!(mail.from.as_ref(), letter.from.as_ref());
            assert_eq!(
                mail.recipients().count(),
                letter.to.len() + letter.cc.len(),
                "{}",
                letter.name
            );
            assert_eq!(
                mail.received.map(|at| at.with_timezone(&Utc)),
                Some(letter.at)
            );
            assert_eq!(
                mail.attachments
                    .iter()
                    .map(|a| a.name.clone())
                    .collect::<Vec<_>>(),
                letter.files
            );
            let first = letter.text.lines().next().unwrap_or_default();
            assert!(mail.text.contains(first), "{}: {}", letter.name, mail.text);
            let proof = mail::authenticate(&mail, &[PROVIDER.to_owned()]).result;
            assert_eq!(
                proof == AuthenticationResult::Pass,
                letter.proof == "pass",
                "{}",
                letter.name
            );
            let away = mail.automatic.as_ref().map(|a| a.kind) == Some(AutomaticKind::OutOfOffice);
            assert_eq!(
                away, letter.automatic,
                "{}: {:?}",
                letter.name, mail.automatic
            );
        }
    }

    #[test]
    fn a_mail_comes_back_as_a_permanent_failure_of_what_was_sent() {
        let letters = all();
        let letter = letters
            .iter()
            .find(|l| l.returns.is_some())
            .expect("one bounce");
        let dead = letter.returns.clone().expect("address");
        let sent = [Sent {
            id: "n7.ab@heron.example".to_owned(),
            to: vec![dead.clone()],
            subject: "新书封面".to_owned(),
            at: letter.at,
            text: String::new(),
        }];
        let post = Post {
            letters: &letters,
            sent: &sent,
            zone: chrono_tz::Asia::Shanghai,
        };
        let mail = mail::parse(&post.mail(letter)).expect("a mail");
        let automatic = mail.automatic.expect("automatic");
        assert_eq!(automatic.kind, AutomaticKind::Bounce);
        assert_eq!(
            automatic.original_message_id.as_ref().map(|id| id.as_str()),
            Some("n7.ab@heron.example")
        );
        assert!(
            automatic
                .recipients
                .iter()
                .all(|r| r.address == dead && r.permanent)
        );
    }
}
