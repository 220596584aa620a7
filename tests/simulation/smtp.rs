//! The way out: a submission server that knows whom a mail has really reached, and has its moods.

use std::sync::Arc;
use std::time::Duration;

use chrono::Duration as Span;
use nudged::net::{Exchange, NetFault};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, Lines};
use tokio::io::{ReadHalf, WriteHalf};

use super::letters::{Post, TRACK, What, client};
use super::people;
use super::world::{Mishap, Peer, Step, Taken, World};

/// The way to it.
#[derive(Debug)]
pub struct WayOut(pub Arc<World>);

impl Exchange for WayOut {
    fn connect(&self) -> Result<DuplexStream, NetFault> {
        let mut state = self.0.state();
        let now = state.now();
        if state.smtp_away.is_some_and(|until| now < until) {
            state.tell(Peer::Smtp, "nobody is there".to_owned());
            return Err(NetFault::Timeout {
                stage: "connecting",
            });
        }
        let rough = state.rough;
        let rough = state.smtp.percent(rough);
        let epoch = state.epoch;
        drop(state);
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (read, write) = tokio::io::split(theirs);
        let peer = Server {
            world: Arc::clone(&self.0),
            lines: BufReader::new(read).lines(),
            write,
            rough,
            epoch,
            recipients: Vec::new(),
            refused: Vec::new(),
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
    epoch: u32,
    recipients: Vec<String>,
    refused: Vec<String>,
}

/// The connection is over.
struct Gone;

/// What a mail or a command comes to at this server.
enum Verdict {
    Good,
    Refused,
}

impl Server {
    async fn serve(mut self) {
        let _ = self.talk().await;
    }

    async fn talk(&mut self) -> Result<(), Gone> {
        self.answer("greeting", "220 mx.studio.example ESMTP")
            .await?;
        loop {
            let line = self.hear().await?;
            let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => {
                    let abilities = "250-mx.studio.example\r\n250-SIZE 9000000\r\n250-AUTH PLAIN\r\n250 8BITMIME";
                    self.answer("EHLO", abilities).await?;
                }
                "AUTH" => {
                    self.answer("AUTH", "235 welcome").await?;
                }
                "MAIL" => {
                    self.recipients.clear();
                    self.refused.clear();
                    self.answer("MAIL", "250 ok").await?;
                }
                "RCPT" => {
                    let start = line.find('<').map_or(0, |n| n + 1);
                    let end = line.find('>').unwrap_or(line.len());
                    let address = line[start..end].to_owned();
                    match self.answer("RCPT", "250 ok").await? {
                        Verdict::Good => self.recipients.push(address),
                        Verdict::Refused => self.refused.push(address),
                    }
                }
                "DATA" => {
                    self.overtake();
                    if let Verdict::Good = self.answer("DATA", "354 go on").await? {
                        self.body().await?;
                    }
                }
                "QUIT" => {
                    self.say("221 bye").await?;
                    return Err(Gone);
                }
                _ => {
                    self.answer("RSET", "250 ok").await?;
                }
            }
        }
    }

    async fn hear(&mut self) -> Result<String, Gone> {
        let line = self.lines.next_line().await.ok().flatten().ok_or(Gone)?;
        let wait = self.world.state().smtp.between(1, 60).unsigned_abs();
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let mut state = self.world.state();
        if state.epoch != self.epoch {
            return Err(Gone);
        }
        state.tell(Peer::Smtp, format!("< {line}"));
        Ok(line)
    }

    async fn say(&mut self, line: &str) -> Result<(), Gone> {
        let line = format!("{line}\r\n");
        self.write
            .write_all(line.as_bytes())
            .await
            .map_err(|_| Gone)
    }

    fn mishap(&mut self, about: &str) -> Option<Mishap> {
        let mut state = self.world.state();
        let rough = self.rough && state.rough > 0 && state.smtp.percent(8);
        let mishap = rough.then(|| Mishap::of(&mut state.smtp))?;
        state.tell(Peer::Smtp, format!("{mishap:?} at {about}"));
        Some(mishap)
    }

    /// Answers a command, if nothing goes wrong.
    async fn answer(&mut self, about: &str, good: &str) -> Result<Verdict, Gone> {
        let mishap = self.mishap(about);
        self.play(mishap, about, good).await
    }

    async fn play(
        &mut self,
        mishap: Option<Mishap>,
        about: &str,
        good: &str,
    ) -> Result<Verdict, Gone> {
        match mishap {
            None => self.say(good).await?,
            Some(Mishap::Slow(seconds)) => {
                tokio::time::sleep(Duration::from_secs(seconds / 2)).await;
                self.say(good).await?;
            }
            Some(Mishap::Cut) => return Err(Gone),
            Some(Mishap::Half) => {
                let half = &good.as_bytes()[..good.len() / 2];
                self.write.write_all(half).await.map_err(|_| Gone)?;
                return Err(Gone);
            }
            Some(Mishap::After) => {
                self.say(good).await?;
                return Err(Gone);
            }
            Some(Mishap::No) => {
                let never = self.world.state().smtp.percent(25);
                self.say(match (never, about) {
                    (_, "greeting" | "EHLO") => "421 busy",
                    (true, "AUTH") => "535 5.7.8 no",
                    (true, "RCPT") => "550 5.1.1 user unknown",
                    (true, _) => "554 5.7.1 no",
                    (false, "RCPT") => "450 4.2.0 greylisted",
                    (false, _) => "451 4.3.0 later",
                })
                .await?;
                return Ok(Verdict::Refused);
            }
            Some(Mishap::Bye) => {
                self.say("421 4.3.2 going").await?;
                return Err(Gone);
            }
            Some(Mishap::Stall) => {
                while let Ok(Some(_)) = self.lines.next_line().await {}
                return Err(Gone);
            }
            Some(Mishap::Garbage) => self.say("2x0 what").await?,
            Some(Mishap::Kill) => {
                self.world.state().kill();
                self.say(good).await?;
            }
            Some(Mishap::KillAfter) => {
                self.say(good).await?;
                let turns = self.world.state().smtp.below(4);
                for _ in 0..turns {
                    tokio::task::yield_now().await;
                }
                self.world.state().kill();
            }
        }
        Ok(Verdict::Good)
    }

    /// Now and then the client's answer comes in this very moment.
    fn overtake(&mut self) {
        let mut state = self.world.state();
        let now = state.now();
        let matters: Vec<usize> = (0..state.answered.len())
            .filter(|m| state.answered[*m].is_none() && self.recipients.contains(&client(*m)))
            .collect();
        if !matters.is_empty() && state.smtp.percent(12) {
            let matter = state.smtp.pick(&matters);
            let opened = state
                .inbox
                .mails
                .iter()
                .any(|m| m.post.what == What::Asks(matter));
            drop(state);
            if opened && let Some(post) = people::answer(&self.world, matter, now) {
                self.world.deliver(post);
            }
        }
    }

    async fn body(&mut self) -> Result<(), Gone> {
        let mishap = self.mishap("body");
        let stop = matches!(mishap, Some(Mishap::Cut | Mishap::Half | Mishap::Bye));
        let (mut bytes, mut lines) = (Vec::new(), 0);
        loop {
            let line = self.lines.next_line().await.ok().flatten().ok_or(Gone)?;
            if line == "." {
                break;
            }
            bytes.extend_from_slice(line.strip_prefix('.').unwrap_or(&line).as_bytes());
            bytes.extend_from_slice(b"\r\n");
            lines += 1;
            if stop && lines > 9 {
                return Err(Gone);
            }
        }
        if self.world.state().epoch != self.epoch {
            return Err(Gone);
        }
        // The dot is here: whether the mail counts is decided now, whatever is said about it.
        let mishap = self.mishap("dot");
        let lost = match mishap {
            Some(Mishap::No | Mishap::Bye) => true,
            Some(Mishap::Cut | Mishap::Half | Mishap::Stall | Mishap::Garbage) => {
                self.world.state().smtp.percent(50)
            }
            _ => false,
        };
        if !lost {
            self.takes(bytes);
        }
        if mishap == Some(Mishap::Stall) {
            self.world
                .state()
                .tell(Peer::Smtp, "silence after the dot".to_owned());
        }
        self.play(mishap, "dot", "250 2.0.0 taken").await?;
        Ok(())
    }

    /// The mail is with its recipients.
    fn takes(&mut self, bytes: Vec<u8>) {
        let text = String::from_utf8_lossy(&bytes);
        let id = header(&text, "Message-ID")
            .trim_start_matches('<')
            .trim_end_matches('>')
            .to_owned();
        let taken = Taken {
            id: id.clone(),
            at: self.world.now(),
            recipients: self.recipients.clone(),
            refused: self.refused.clone(),
        };
        super::check::taken(&self.world, &taken);
        people::got(&self.world, &taken);
        let mut state = self.world.state();
        state.tell(Peer::Smtp, format!("took {id} for {:?}", taken.recipients));
        state.taken.push(taken);
        if self.recipients.iter().any(|to| to == TRACK) && !state.smtp.percent(10) {
            let at = state.now() + Span::seconds(state.smtp.between(1, 300));
            let post = Post {
                id,
                raw: bytes,
                what: What::Copy,
                junk: false,
                forbids: None,
            };
            state.plan(at, Step::Arrives(post));
        }
        drop(state);
        self.world.planned.notify_one();
    }
}

fn header<'a>(text: &'a str, name: &str) -> &'a str {
    text.lines()
        .take_while(|line| !line.is_empty())
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .unwrap_or_default()
}
