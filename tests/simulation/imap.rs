//! The server of the tracking mailbox: it knows what RFC 3501 asks of it, and has its moods.

use std::sync::Arc;
use std::time::Duration;

use nudged::net::{Exchange, NetFault};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, Lines};
use tokio::io::{ReadHalf, WriteHalf};

use super::world::{Folder, Mishap, Peer, World};

/// The way to it.
#[derive(Debug)]
pub struct Mailbox(pub Arc<World>);

impl Exchange for Mailbox {
    fn connect(&self) -> Result<DuplexStream, NetFault> {
        let mut state = self.0.state();
        let now = state.now();
        if state.imap_away.is_some_and(|until| now < until) {
            state.tell(Peer::Imap, "nobody is there".to_owned());
            return Err(NetFault::Connect {
                host: "imap.studio.example".to_owned(),
                port: 993,
                why: "connection refused".to_owned(),
            });
        }
        let rough = state.rough;
        let rough = state.imap.percent(rough);
        // Without IDLE, or with one that tells nothing.
        let idle = state.imap.below(10);
        let epoch = state.epoch;
        drop(state);
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (read, write) = tokio::io::split(theirs);
        let peer = Server {
            world: Arc::clone(&self.0),
            lines: BufReader::new(read).lines(),
            write,
            rough,
            idle: idle != 0,
            silent: idle == 1,
            epoch,
            opened: None,
            exists: 0,
            noop: false,
        };
        tokio::spawn(peer.serve());
        Ok(ours)
    }
}

struct Server {
    world: Arc<World>,
    lines: Lines<BufReader<ReadHalf<DuplexStream>>>,
    write: WriteHalf<DuplexStream>,
    rough: bool,
    idle: bool,
    silent: bool,
    epoch: u32,
    /// Junk (`true`) or the inbox is open.
    opened: Option<bool>,
    exists: usize,
    /// The last command was NOOP.
    noop: bool,
}

/// The connection is over.
struct Gone;

impl Server {
    async fn serve(mut self) {
        let _ = self.talk().await;
    }

    async fn talk(&mut self) -> Result<(), Gone> {
        self.answer("*", "greeting", vec![], "OK ready").await?;
        loop {
            let line = self.hear().await?;
            let (tag, command) = line.split_once(' ').ok_or(Gone)?;
            let (tag, command) = (tag.to_owned(), command.to_owned());
            let (data, done) = self.reply(&command);
            let noop = std::mem::replace(&mut self.noop, command == "NOOP");
            if command.starts_with("EXAMINE \"INBOX\"") && noop {
                let mut state = self.world.state();
                state.looked = Some(state.now());
            }
            if command == "IDLE" {
                self.idles(&tag).await?;
                continue;
            }
            self.answer(&tag, &command, data, done).await?;
            if command == "LOGOUT" {
                return Err(Gone);
            }
        }
    }

    /// The next line, some time after it was said.
    async fn hear(&mut self) -> Result<String, Gone> {
        let line = self.lines.next_line().await.ok().flatten().ok_or(Gone)?;
        let wait = self.world.state().imap.between(1, 40).unsigned_abs();
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let mut state = self.world.state();
        if state.epoch != self.epoch {
            return Err(Gone);
        }
        state.tell(Peer::Imap, format!("< {line}"));
        Ok(line)
    }

    async fn say(&mut self, bytes: &[u8]) -> Result<(), Gone> {
        self.write.write_all(bytes).await.map_err(|_| Gone)
    }

    /// What a command gets, as lines of data and the words of the tagged answer.
    fn reply(&mut self, command: &str) -> (Vec<Vec<u8>>, &'static str) {
        let idle = if self.idle { " IDLE" } else { "" };
        let data = match command.split(' ').next().unwrap_or_default() {
            "CAPABILITY" => vec![format!("* CAPABILITY IMAP4rev1{idle}\r\n").into_bytes()],
            "LIST" => vec![
                b"* LIST () \"/\" INBOX\r\n".to_vec(),
                b"* LIST (\\Junk) \"/\" Junk\r\n".to_vec(),
            ],
            "EXAMINE" => self.examine(command.contains("Junk")),
            "NOOP" => self.news(),
            "UID" => return self.uid(command.strip_prefix("UID ").unwrap_or_default()),
            "LOGIN" | "ID" | "LOGOUT" | "IDLE" => Vec::new(),
            _ => return (Vec::new(), "BAD what"),
        };
        (data, "OK done")
    }

    fn folder<T>(&self, junk: bool, look: impl FnOnce(&Folder) -> T) -> T {
        let state = self.world.state();
        look(if junk { &state.junk } else { &state.inbox })
    }

    fn examine(&mut self, junk: bool) -> Vec<Vec<u8>> {
        let (validity, next, exists) = self.folder(junk, |folder| {
            (folder.uidvalidity, folder.uidnext, folder.mails.len())
        });
        self.opened = Some(junk);
        self.exists = exists;
        [
            format!("* {exists} EXISTS\r\n"),
            format!("* OK [UIDVALIDITY {validity}] v\r\n"),
            format!("* OK [UIDNEXT {next}] n\r\n"),
        ]
        .map(String::into_bytes)
        .to_vec()
    }

    /// What changed in the open folder.
    fn news(&mut self) -> Vec<Vec<u8>> {
        let Some(junk) = self.opened else {
            return Vec::new();
        };
        let exists = self.folder(junk, |folder| folder.mails.len());
        if exists == std::mem::replace(&mut self.exists, exists) {
            return Vec::new();
        }
        vec![format!("* {exists} EXISTS\r\n").into_bytes()]
    }

    fn uid(&self, command: &str) -> (Vec<Vec<u8>>, &'static str) {
        let Some(junk) = self.opened else {
            return (Vec::new(), "BAD nothing is open");
        };
        let mut words = command.split(' ');
        let search = words.next() == Some("SEARCH");
        let set = if search { words.nth(1) } else { words.next() }.unwrap_or_default();
        let bodies = command.contains("BODY.PEEK[]");
        let data = self.folder(junk, |folder| {
            let last = folder.mails.last().map_or(0, |mail| mail.uid);
            let named: Vec<usize> = (0..folder.mails.len())
                .filter(|n| within(set, folder.mails[*n].uid, last))
                .collect();
            if search {
                let uids: Vec<String> = named
                    .iter()
                    .map(|n| folder.mails[*n].uid.to_string())
                    .collect();
                return vec![format!("* SEARCH {}\r\n", uids.join(" ")).into_bytes()];
            }
            let one = |n: &usize| {
                let mail = &folder.mails[*n];
                let (number, uid, size) = (n + 1, mail.uid, mail.post.raw.len());
                if !bodies {
                    let date = mail.since.format("%d-%b-%Y %H:%M:%S +0000");
                    return format!("* {number} FETCH (UID {uid} FLAGS () INTERNALDATE \"{date}\" RFC822.SIZE {size})\r\n").into_bytes();
                }
                let mut line = format!("* {number} FETCH (UID {uid} BODY[] {{{size}}}\r\n").into_bytes();
                line.extend(&mail.post.raw);
                line.extend(b")\r\n");
                line
            };
            named.iter().map(one).collect()
        });
        (data, "OK done")
    }

    /// Says an answer, if nothing goes wrong.
    async fn answer(
        &mut self,
        tag: &str,
        command: &str,
        mut data: Vec<Vec<u8>>,
        done: &str,
    ) -> Result<(), Gone> {
        let (mishap, place) = {
            let mut state = self.world.state();
            let rough = self.rough && state.rough > 0 && state.imap.percent(6);
            let place = state.imap.below(data.len() + 1);
            let mishap = rough.then(|| Mishap::of(&mut state.imap));
            if let Some(mishap) = mishap {
                state.tell(Peer::Imap, format!("{mishap:?} at {place} of {command}"));
            }
            (mishap, place)
        };
        let mut last = format!("{tag} {done}\r\n").into_bytes();
        let Some(mishap) = mishap else {
            data.push(last);
            return self.say(&data.concat()).await;
        };
        let refuse = |tag: &str| {
            let words = if command.starts_with("LOGIN") {
                "NO [AUTHENTICATIONFAILED] no"
            } else {
                "NO [UNAVAILABLE] later"
            };
            format!("{tag} {words}\r\n").into_bytes()
        };
        match mishap {
            Mishap::Slow(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
            Mishap::Kill => self.world.state().kill(),
            _ => {}
        }
        self.say(&data[..place].concat()).await?;
        match mishap {
            Mishap::Cut => return Err(Gone),
            Mishap::Half => {
                let line = data.get(place).unwrap_or(&last).clone();
                self.say(&line[..line.len() / 2]).await?;
                return Err(Gone);
            }
            Mishap::No => {
                self.say(&refuse(tag)).await?;
                return Ok(());
            }
            Mishap::Bye => {
                self.say(b"* BYE going\r\n").await?;
                return Err(Gone);
            }
            Mishap::Stall => {
                // Whatever is said to it, it keeps still.
                while let Ok(Some(_)) = self.lines.next_line().await {}
                return Err(Gone);
            }
            Mishap::Garbage => last = b"* ( {x} ~\r\n".to_vec(),
            _ => {}
        }
        let rest = data[place..].concat();
        self.say(&rest).await?;
        self.say(&last).await?;
        match mishap {
            Mishap::After => Err(Gone),
            Mishap::KillAfter => {
                self.world.state().kill();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    async fn idles(&mut self, tag: &str) -> Result<(), Gone> {
        self.answer("+", "IDLE", vec![], "idling").await?;
        let world = Arc::clone(&self.world);
        loop {
            let news = world.news.notified();
            let mut news = std::pin::pin!(news);
            news.as_mut().enable();
            if world.state().epoch != self.epoch {
                return Err(Gone);
            }
            if !self.silent {
                for line in self.news() {
                    self.say(&line).await?;
                }
            }
            tokio::select! {
                biased;
                line = self.lines.next_line() => {
                    if line.ok().flatten().ok_or(Gone)? != "DONE" {
                        return Err(Gone);
                    }
                    return self.answer(tag, "DONE", vec![], "OK done").await;
                }
                () = news => {}
            }
        }
    }
}

/// Whether a set of UIDs names this one; `last` is the highest there is.
fn within(set: &str, uid: u32, last: u32) -> bool {
    set.split(',').any(|part| {
        let (from, to) = part.split_once(':').unwrap_or((part, part));
        let number = |text: &str| {
            if text == "*" {
                last
            } else {
                text.parse().unwrap_or(0)
            }
        };
        let (from, to) = (number(from), number(to));
        (from.min(to)..=from.max(to)).contains(&uid)
    })
}
