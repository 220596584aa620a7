//! The mails of a file, one at a time: an archive of years is larger than memory.

use std::io::{self, BufRead};

/// Where a mail came from and its bytes.
pub(super) type Found = (Option<String>, Vec<u8>);

/// What is left to read.
enum Rest {
    /// A mail that is no mbox, from its first line on.
    Mail(Vec<u8>),
    /// An mbox, behind a From_ line.
    Box,
    Nothing,
}

/// The mails of one source. An mbox begins with a From_ line (RFC 4155), and so does each mail in it
/// after an empty line. Several mails get their number behind the path: `box#2`.
pub(super) struct Mbox<R> {
    path: Option<String>,
    source: R,
    rest: Rest,
    /// Mails given so far.
    given: usize,
}

impl<R: BufRead> Mbox<R> {
    /// Reads the first line.
    ///
    /// # Errors
    /// What reading says.
    pub(super) fn open(path: Option<String>, mut source: R) -> io::Result<Self> {
        let mut line = Vec::new();
        source.read_until(b'\n', &mut line)?;
        let rest = if from_line(&line) {
            Rest::Box
        } else {
            Rest::Mail(line)
        };
        Ok(Self {
            path,
            source,
            rest,
            given: 0,
        })
    }

    /// Whether it begins like an mbox.
    pub(super) fn is_mbox(&self) -> bool {
        matches!(self.rest, Rest::Box)
    }

    /// The next mail of an mbox, up to the next From_ line or the end.
    fn boxed(&mut self) -> io::Result<Vec<u8>> {
        let (mut mail, mut empty) = (Vec::new(), false);
        loop {
            let start = mail.len();
            if self.source.read_until(b'\n', &mut mail)? == 0 {
                return Ok(mail);
            }
            let line = mail.get(start..).unwrap_or_default();
            if empty && from_line(line) {
                mail.truncate(start);
                self.rest = Rest::Box;
                return Ok(mail);
            }
            empty = line == b"\n" || line == b"\r\n";
            // ">From " was quoted by the server that wrote the mbox.
            if line.strip_prefix(b">").is_some_and(from_line) {
                mail.remove(start);
            }
        }
    }

    fn numbered(&self, mail: Vec<u8>) -> Found {
        let alone = self.given <= 1 && matches!(self.rest, Rest::Nothing);
        let path = self.path.as_ref().map(|path| {
            if alone {
                path.clone()
            } else {
                format!("{path}#{}", self.given)
            }
        });
        (path, mail)
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = io::Result<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        let mail = match std::mem::replace(&mut self.rest, Rest::Nothing) {
            Rest::Nothing => return None,
            Rest::Mail(mut mail) => self.source.read_to_end(&mut mail).map(|_| mail),
            Rest::Box => self.boxed(),
        };
        self.given = self.given.saturating_add(1);
        Some(mail.map(|mail| self.numbered(mail)))
    }
}

/// `From sender Mon Nov 16 09:30:00 2026`: a line of prose that begins so has no time of day.
fn from_line(line: &[u8]) -> bool {
    line.starts_with(b"From ")
        && line.split(|b| *b == b' ').any(|word| {
            let colons = word.iter().filter(|b| **b == b':').count();
            colons >= 1 && word.iter().filter(|b| b.is_ascii_digit()).count() >= 4
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mails(bytes: &str) -> Vec<(String, String)> {
        Mbox::open(Some("box".into()), bytes.as_bytes())
            .expect("open")
            .map(|mail| {
                let (path, bytes) = mail.expect("read");
                (
                    path.unwrap_or_default(),
                    String::from_utf8(bytes).expect("utf-8"),
                )
            })
            .collect()
    }

    #[test]
    fn an_mbox_is_cut_at_its_from_lines_and_nothing_else() {
        let from = "From a@b Mon Nov 16 09:30:00 2026\n";
        let got = mails(&format!(
            "{from}Subject: 1\n\nFrom here on, text\n\n{from}Subject: 2\n\n>{from}>From here\n"
        ));
        let want = [
            ("box#1", "Subject: 1\n\nFrom here on, text\n\n".to_owned()),
            ("box#2", format!("Subject: 2\n\n{from}>From here\n")),
        ];
        assert_eq!(got, want.map(|(path, mail)| (path.to_owned(), mail)));
        assert_eq!(
            mails(&format!("{from}Subject: x\n")),
            [("box".to_owned(), "Subject: x\n".to_owned())]
        );
    }

    #[test]
    fn what_is_no_mbox_is_one_mail() {
        for mail in ["Subject: x\n\nhi\n", "", "From here on\n\nFrom there\n"] {
            assert_eq!(mails(mail), [("box".to_owned(), mail.to_owned())]);
        }
    }
}
