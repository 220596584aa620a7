//! The mails of the demo as text: what people write, without the headers machines add.
//!
//! ```text
//! # a comment, before the first mail
//! === 2026-09-14 10:05 linden        arrival in the team's zone, name
//! From: Maya Lind <maya@heron.example>
//! To: … / Cc: … / Subject: …
//! Answers: linden nudged             names of earlier mails; `nudged`: its last mail to the sender
//! Quote: linden                      that mail stands quoted below
//! File: a.pdf, b.png                 attachments
//! Proof: fail                        what the provider says of the sender; `pass` if not given
//! Automatic: yes                     a machine answered (RFC 3834)
//! Forward: linden Name <address> DAY TIME   the text is that person's, forwarded inline
//! Returns: address                   nudged's last mail to that address comes back (RFC 3464)
//!
//! text until the next ===
//! ```

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::model::{Address, Person};

/// A mail forwarded inline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forward {
    /// The mail it answered.
    pub(super) answers: String,
    /// Who wrote it.
    pub(super) from: Person,
    /// When, in the team's zone.
    pub(super) at: NaiveDateTime,
}

/// One mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// When it arrives (UTC).
    pub(super) at: DateTime<Utc>,
    /// Its name among the mails.
    pub(super) name: String,
    /// `None` for a mail that comes back.
    pub(super) from: Option<Person>,
    pub(super) to: Vec<Person>,
    pub(super) cc: Vec<Person>,
    pub(super) subject: String,
    pub(super) answers: Vec<String>,
    pub(super) quote: Option<String>,
    pub(super) files: Vec<String>,
    pub(super) proof: String,
    pub(super) automatic: bool,
    pub(super) forward: Option<Forward>,
    pub(super) returns: Option<Address>,
    pub(super) text: String,
}

/// Reads all mails of a text; times in it are meant in `zone`.
///
/// # Errors
/// The line that cannot be understood, with its number.
pub(super) fn letters(text: &str, zone: Tz) -> anyhow::Result<Vec<Letter>> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut in_header = false;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(head) = line.strip_prefix("=== ") {
            let letter = begun(head, zone);
            letters.push(letter.ok_or_else(|| {
                anyhow::anyhow!("line {number}: {line:?} is no `=== DAY TIME NAME`")
            })?);
            in_header = true;
        } else if let Some(letter) = letters.last_mut() {
            if !in_header {
                letter.text.push_str(line);
                letter.text.push('\n');
            } else if line.is_empty() {
                in_header = false;
            } else {
                let known = header(letter, line);
                anyhow::ensure!(
                    known.is_some(),
                    "line {number}: {line:?} is no header of a mail"
                );
            }
        } else {
            anyhow::ensure!(
                line.is_empty() || line.starts_with('#'),
                "line {number}: text before the first mail"
            );
        }
    }
    for letter in &mut letters {
        letter.text = letter.text.trim_end().to_owned();
        anyhow::ensure!(
            letter.from.is_some() != letter.returns.is_some(),
            "{}: one of From and Returns",
            letter.name
        );
        anyhow::ensure!(!letter.to.is_empty(), "{}: no recipient", letter.name);
    }
    anyhow::ensure!(
        letters.is_sorted_by_key(|l| l.at),
        "mails stand in the order they arrive"
    );
    Ok(letters)
}

fn moment(day: &str, time: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(&format!("{day} {time}"), "%Y-%m-%d %H:%M").ok()
}

fn begun(head: &str, zone: Tz) -> Option<Letter> {
    let mut words = head.split_whitespace();
    let at = moment(words.next()?, words.next()?)?;
    let name = words.next()?.to_owned();
    Some(Letter {
        at: at.and_local_timezone(zone).earliest()?.with_timezone(&Utc),
        name,
        from: None,
        to: Vec::new(),
        cc: Vec::new(),
        subject: String::new(),
        answers: Vec::new(),
        quote: None,
        files: Vec::new(),
        proof: "pass".to_owned(),
        automatic: false,
        forward: None,
        returns: None,
        text: String::new(),
    })
}

fn header(letter: &mut Letter, line: &str) -> Option<()> {
    let (name, value) = line.split_once(": ")?;
    let list = |value: &str| {
        value
            .split(',')
            .map(|v| v.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let people = |value: &str| {
        list(value)
            .iter()
            .map(|v| person(v))
            .collect::<Option<Vec<_>>>()
    };
    match name {
        "From" => letter.from = Some(person(value)?),
        "To" => letter.to = people(value)?,
        "Cc" => letter.cc = people(value)?,
        "Subject" => letter.subject = value.to_owned(),
        "Answers" => letter.answers = value.split_whitespace().map(str::to_owned).collect(),
        "Quote" => letter.quote = Some(value.to_owned()),
        "File" => letter.files = list(value),
        "Proof" => letter.proof = value.to_owned(),
        "Automatic" => letter.automatic = value == "yes",
        "Returns" => letter.returns = Some(Address::parse(value).ok()?),
        "Forward" => {
            let (answers, rest) = value.split_once(' ')?;
            let (from, when) = rest.split_once("> ")?;
            let (day, time) = when.split_once(' ')?;
            let from = person(&format!("{from}>"))?;
            letter.forward = Some(Forward {
                answers: answers.to_owned(),
                from,
                at: moment(day, time)?,
            });
        }
        _ => return None,
    }
    Some(())
}

fn person(text: &str) -> Option<Person> {
    match text.strip_suffix('>').and_then(|t| t.split_once('<')) {
        Some((name, address)) => Some(Person {
            name: name.trim().to_owned(),
            address: Address::parse(address).ok()?,
        }),
        None => Address::parse(text).ok().map(Person::nameless),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "# note\n\n=== 2026-09-14 10:05 ask\nFrom: Maya Lind <maya@heron.example>\nTo: 林晓梅 <lin@tea.example>, b@tea.example\nCc: track@heron.example\nSubject: Re: 发票: one\nAnswers: a nudged\nFile: a.pdf, 水单.png\n\n您好：\n\n=no mark\n\n=== 2026-09-15 10:05 back\nReturns: lin@tea.example\nTo: track@heron.example\n\n";

    #[test]
    fn what_people_wrote_is_read() {
        let letters = letters(ONE, chrono_tz::Asia::Shanghai).expect("reads");
        let one = &letters[0];
        assert_eq!(one.at.to_rfc3339(), "2026-09-14T02:05:00+00:00");
        assert_eq!(
            (one.name.as_str(), one.subject.as_str()),
            ("ask", "Re: 发票: one")
        );
        assert_eq!(
            one.from.as_ref().map(|p| p.name.as_str()),
            Some("Maya Lind")
        );
        assert_eq!(
            one.to
                .iter()
                .map(|p| p.address.as_str())
                .collect::<Vec<_>>(),
            ["lin@tea.example", "b@tea.example"]
        );
        assert_eq!(
            (one.answers.len(), one.files.len(), one.proof.as_str()),
            (2, 2, "pass")
        );
        assert_eq!(one.text, "您好：\n\n=no mark");
        assert_eq!(
            letters[1].returns.as_ref().map(Address::as_str),
            Some("lin@tea.example")
        );
    }

    #[test]
    fn slips_of_the_pen_are_told_with_their_line() {
        for (wrong, told) in [
            ("hello\n=== 2026-09-14 10:05 a\n", "line 1"),
            ("=== 2026-09-41 10:05 a\n", "line 1"),
            (
                "=== 2026-09-14 10:05 a\nFrom: a@b.example\nTwo: c@d.example\n",
                "line 3",
            ),
            (
                "=== 2026-09-14 10:05 a\nTo: c@d.example\n\nx\n",
                "one of From and Returns",
            ),
            (
                "=== 2026-09-14 10:05 a\nFrom: c@d.example\n\nx\n",
                "no recipient",
            ),
        ] {
            let fault = letters(wrong, Tz::UTC).expect_err(wrong).to_string();
            assert!(fault.contains(told), "{wrong}: {fault}");
        }
        let twice = ONE.replace("2026-09-15", "2026-09-13");
        assert!(letters(&twice, Tz::UTC).is_err());
    }

    #[test]
    fn the_mails_of_the_demo_are_in_order_and_name_each_other() {
        let letters = letters(super::super::MAILS, chrono_tz::Asia::Shanghai).expect("reads");
        assert!(letters.len() > 30);
        for (n, letter) in letters.iter().enumerate() {
            let known =
                |name: &String| name == "nudged" || letters[..n].iter().any(|l| &l.name == name);
            assert!(
                letter.answers.iter().chain(&letter.quote).all(known),
                "{}",
                letter.name
            );
            assert!(
                !letters[..n].iter().any(|l| l.name == letter.name),
                "{} twice",
                letter.name
            );
        }
    }
}
