//! Mail into the rig's servers and out of its mailboxes.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::{DOMAIN, Rig, started};

impl Rig {
    /// Gives a mail to Postfix, which delivers it within a second or so. Line ends may be LF.
    ///
    /// # Panics
    /// If Postfix refuses it.
    pub(crate) fn submit(&self, raw: &[u8], from: &str, recipients: &[&str]) {
        hand_over(self.ports.smtp, "EHLO", raw, from, recipients);
    }

    /// Puts a mail into one mailbox by LMTP; it is there when this returns.
    pub(crate) fn deliver(&self, raw: &[u8], from: &str, recipient: &str) {
        hand_over(self.ports.lmtp, "LHLO", raw, from, &[recipient]);
    }

    /// The mails in a user's INBOX, oldest first.
    pub(crate) fn mails_of(&self, user: &str) -> Vec<Vec<u8>> {
        self.mails_in(user, "")
    }

    /// The mails in a user's folder (`Sent`, `Junk`; empty = INBOX), oldest first.
    pub(crate) fn mails_in(&self, user: &str, folder: &str) -> Vec<Vec<u8>> {
        let folder = if folder.is_empty() {
            String::new()
        } else {
            format!(".{folder}")
        };
        let mut files = Vec::new();
        for part in ["cur", "new"] {
            let Ok(entries) = fs::read_dir(self.maildir(user).join(&folder).join(part)) else {
                continue;
            };
            // `1700000000.M123456P…`: seconds and microseconds of arrival.
            let key = |name: &str| {
                let (seconds, rest) = name.split_once(".M").unwrap_or((name, ""));
                let micros: String = rest.chars().take_while(char::is_ascii_digit).collect();
                (
                    seconds.parse::<u64>().unwrap_or(0),
                    micros.parse::<u64>().unwrap_or(0),
                )
            };
            files.extend(
                entries
                    .map(|e| e.unwrap().path())
                    .map(|p| (key(&p.file_name().unwrap().to_string_lossy()), p)),
            );
        }
        files.sort();
        files
            .into_iter()
            .filter_map(|(_, path)| fs::read(path).ok())
            .collect()
    }

    /// Takes everything out of a user's INBOX, as another program of his may.
    pub(crate) fn clear(&self, user: &str) {
        for part in ["cur", "new"] {
            for entry in fs::read_dir(self.maildir(user).join(part))
                .into_iter()
                .flatten()
            {
                let _ = fs::remove_file(entry.unwrap().path());
            }
        }
    }

    /// Every mail of the user has a new UID from now on, and his connections are cut.
    pub(crate) fn rebuild(&self, user: &str) {
        // UIDVALIDITY counts seconds.
        std::thread::sleep(Duration::from_millis(1100));
        for entry in fs::read_dir(self.maildir(user)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("dovecot") {
                fs::remove_file(path).unwrap();
            }
        }
        self.kick(user);
    }

    /// Waits until the user's INBOX holds at least `count` mails.
    ///
    /// # Panics
    /// After 30 seconds.
    pub(crate) fn wait_for_mails(&self, user: &str, count: usize) -> Vec<Vec<u8>> {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let mails = self.mails_of(user);
            if mails.len() >= count {
                return mails;
            }
            assert!(
                Instant::now() < end,
                "{} of {count} mails for {user}",
                mails.len()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A Sieve script for what arrives for the user: a vacation, a filing into Junk.
    pub(crate) fn sieve(&self, user: &str, script: &str) {
        let file = self.path("sieve").join(format!("{}.sieve", whole(user)));
        fs::write(&file, script).unwrap();
        assert!(
            started(
                "sievec",
                &[
                    "-c",
                    self.path("dovecot.conf").to_str().unwrap(),
                    file.to_str().unwrap()
                ]
            ),
            "{script}"
        );
    }

    /// The user's Maildir; deleting its `dovecot*` files changes UIDVALIDITY.
    pub(crate) fn maildir(&self, user: &str) -> PathBuf {
        self.path("mail").join(whole(user))
    }
}

fn whole(user: &str) -> String {
    if user.contains('@') {
        user.to_owned()
    } else {
        format!("{user}@{DOMAIN}")
    }
}

fn hand_over(port: u16, hello: &str, raw: &[u8], from: &str, recipients: &[&str]) {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    let mut expect = |code: &str| loop {
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        assert!(line.starts_with(code), "{line:?} instead of {code}");
        if line.get(3..4) != Some("-") {
            break;
        }
    };
    expect("220");
    let mut say = |command: String, code: &str| {
        stream.write_all(command.as_bytes()).unwrap();
        expect(code);
    };
    say(format!("{hello} localhost\r\n"), "250");
    say(format!("MAIL FROM:<{from}>\r\n"), "250");
    for recipient in recipients {
        say(format!("RCPT TO:<{}>\r\n", whole(recipient)), "250");
    }
    say("DATA\r\n".to_owned(), "354");
    let mut body = Vec::new();
    for line in raw.split_inclusive(|b| *b == b'\n') {
        if line.starts_with(b".") {
            body.push(b'.');
        }
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        body.extend(line.strip_suffix(b"\r").unwrap_or(line));
        body.extend(b"\r\n");
    }
    body.extend(b".\r\n");
    stream.write_all(&body).unwrap();
    expect("250");
    stream.write_all(b"QUIT\r\n").unwrap();
}
