//! The mails of the people in it, and what they mean to the checks.

use chrono::{DateTime, Datelike as _, Duration, Utc};

use super::chance::Chance;

pub const TRACK: &str = "track@studio.example";
pub const PM: &str = "anna@studio.example";

/// What a mail is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It asks for something.
    Asks(usize),
    /// A client answers, all there is to say (`true`) or something else.
    Answers(usize, bool),
    /// A machine of a client speaks.
    Machine(usize),
    /// The owner says a word.
    Word(usize, &'static str),
    /// A copy of a mail of ours.
    Copy,
}

/// A mail on its way into the mailbox.
#[derive(Debug, Clone)]
pub struct Post {
    pub id: String,
    pub raw: Vec<u8>,
    pub what: What,
    pub junk: bool,
    /// While it lies there, no follow-up about this matter may leave until then.
    pub forbids: Option<(usize, DateTime<Utc>)>,
}

/// The client of a matter.
pub fn client(matter: usize) -> String {
    format!("bob@client{}.example", matter % 3)
}

/// What a matter is called.
pub fn subject(matter: usize) -> String {
    format!("Material for part {}", matter + 1)
}

/// The id of the mail that opens a matter.
pub fn asked(matter: usize) -> String {
    format!("ask{matter}@studio.example")
}

fn raw(from: &str, to: &str, id: &str, at: DateTime<Utc>, lines: &str, body: &str) -> Vec<u8> {
    let domain = from.rsplit_once('@').expect("address").1;
    let date = at.to_rfc2822();
    let (name, cc) = if from == PM {
        ("Anna Weber", TRACK)
    } else {
        ("Bob Miller", TRACK)
    };
    let cc = if to == TRACK {
        String::new()
    } else {
        format!("Cc: {cc}\r\n")
    };
    let kind = if lines.contains("Content-Type:") {
        ""
    } else {
        "Content-Type: text/plain; charset=utf-8\r\n"
    };
    format!(
        "Authentication-Results: mx.studio.example; dkim=pass header.d={domain}; spf=pass smtp.mailfrom={from}; dmarc=pass header.from={domain}\r\n\
         Received: from mx.{domain} by mx.studio.example for <{TRACK}>; {date}\r\n\
         From: {name} <{from}>\r\nTo: {to}\r\n{cc}Date: {date}\r\nMessage-ID: <{id}>\r\nMIME-Version: 1.0\r\n{kind}{lines}\r\n{}",
        body.replace('\n', "\r\n")
    )
    .into_bytes()
}

/// The mail that opens a matter.
pub fn asks(matter: usize, at: DateTime<Utc>, due: DateTime<Utc>) -> Post {
    let id = asked(matter);
    let day = due.format("%-d %B %Y");
    let body = format!(
        "Hi Bob,\n\nplease send us the floor plan as PDF by {day}.\n\nBest regards\nAnna Weber\n"
    );
    let lines = format!("Subject: {}\r\n", subject(matter));
    Post {
        raw: raw(PM, &client(matter), &id, at, &lines, &body),
        id,
        what: What::Asks(matter),
        junk: false,
        forbids: None,
    }
}

/// What a client says, by chance; `last` is the id of the mail it answers.
pub fn answers(matter: usize, last: &str, id: String, at: DateTime<Utc>, c: &mut Chance) -> Post {
    let mut all = false;
    let mut rests = Duration::hours(48);
    let promised = at + Duration::days(c.between(3, 6));
    let words = match c.below(10) {
        0..6 => {
            all = true;
            rests = Duration::days(400);
            "attached is the floor plan as PDF.".to_owned()
        }
        6 | 7 => format!(
            "we will send everything by {} {}.",
            promised.day(),
            promised.format("%B %Y")
        ),
        8 => "thanks, noted.".to_owned(),
        _ => "which of the two formats do you need?".to_owned(),
    };
    let body = format!("Hi Anna,\n\n{words}\n\nBest regards\nBob Miller\n");
    let mut lines = format!(
        "Subject: Re: {}\r\nIn-Reply-To: <{last}>\r\nReferences: <{}> <{last}>\r\n",
        subject(matter),
        asked(matter)
    );
    let body = if all {
        lines += "Content-Type: multipart/mixed; boundary=\"=_b\"\r\n";
        format!(
            "--=_b\nContent-Type: text/plain; charset=utf-8\n\n{body}\n--=_b\nContent-Type: application/pdf; name=\"plan.pdf\"\nContent-Disposition: attachment; filename=\"plan.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n--=_b--\n"
        )
    } else {
        body
    };
    let junk = c.percent(5);
    Post {
        raw: raw(&client(matter), PM, &id, at, &lines, &body),
        id,
        what: What::Answers(matter, all),
        junk,
        forbids: Some((matter, at + rests)),
    }
}

/// What the mailbox of a client says to a follow-up by itself.
pub fn machine(matter: usize, to: &str, id: String, at: DateTime<Utc>, gone: bool) -> Post {
    let from = client(matter);
    let domain = from.rsplit_once('@').expect("address").1.to_owned();
    let (by, lines, body) = if gone {
        (
            format!("MAILER-DAEMON@mx.{domain}"),
            "Subject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=q\r\n".to_owned(),
            format!("--q\n\nYour mail could not be delivered.\n--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.{domain}\n\nFinal-Recipient: rfc822; {from}\nAction: failed\nStatus: 5.1.1\n\n--q\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{to}>\nTo: {from}\n\n--q--\n"),
        )
    } else {
        let day = (at + Duration::days(5)).format("%-d %B %Y");
        (
            from,
            format!(
                "Subject: Automatic reply: {}\r\nIn-Reply-To: <{to}>\r\nReferences: <{to}>\r\nAuto-Submitted: auto-replied\r\n",
                subject(matter)
            ),
            format!("I am out of the office until {day}.\n"),
        )
    };
    Post {
        raw: raw(&by, TRACK, &id, at, &lines, &body),
        id,
        what: What::Machine(matter),
        junk: false,
        forbids: None,
    }
}

/// The owner's word about an item.
pub fn word(matter: usize, item: i64, verb: &'static str, id: String, at: DateTime<Utc>) -> Post {
    let (verb_only, rest) = verb.split_once(' ').unwrap_or((verb, ""));
    let body = format!("{verb_only} {item} {rest}").trim_end().to_owned() + "\n";
    let rests = match verb {
        "done" | "cancel" => Some(400),
        "snooze 6d" => Some(4),
        _ => None,
    };
    Post {
        raw: raw(PM, TRACK, &id, at, "Subject: words\r\n", &body),
        id,
        what: What::Word(matter, verb),
        junk: false,
        forbids: rests.map(|days| (matter, at + Duration::days(days))),
    }
}
