//! One conversation by lettre's connection, question by question, each with a time limit.

use std::fmt::Display;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::{ClientId, Extension};
use lettre::transport::smtp::response::Response;
use tokio::time::timeout;

use super::gate::{Gate, Stream, Trouble};
use super::reply::Reply;

/// Time limit of each step but the body and the final dot.
const STEP: Duration = Duration::from_secs(30);
/// RFC 5321 §4.5.3.2.6: a receiver may filter, deliver and only then answer the final dot.
const ANSWER_TO_DOT: Duration = Duration::from_secs(600);
/// Time for the body: this, and a second for each [`SLOWEST`] bytes.
const BODY: Duration = Duration::from_secs(60);
const SLOWEST: usize = 8 * 1024;

/// lettre's connection and the gate it speaks through.
pub(super) struct Dialogue {
    gate: Gate,
    /// More than a kilobyte, for TLS streams of lettre's own.
    lettre: Box<AsyncSmtpConnection>,
}

/// How far a mail came after DATA.
pub(super) enum Mailed {
    /// The final dot has not left.
    Broke(Trouble),
    /// The caller could not record it; the final dot has not left.
    Unrecorded(anyhow::Error),
    /// The final dot may have left.
    Ended(Result<Reply, Trouble>),
}

impl Dialogue {
    /// Hears the greeting and says EHLO; the conversation and the reply to EHLO.
    pub(super) async fn open(gate: Gate, name: &ClientId) -> Result<(Self, Reply), Trouble> {
        let stream = Box::new(gate.clone());
        let mut opening = pin!(AsyncSmtpConnection::connect_with_transport(stream, name));
        let greeted = until(STEP, opening.as_mut(), || gate.is_greeted()).await;
        let opened = match greeted.map_err(|_| Trouble::NoGreeting(STEP))? {
            Some(opened) => opened,
            None => within(STEP, opening).await?,
        };
        match (opened, gate.take_answer()) {
            (Ok(lettre), Ok(reply)) if reply.code == 250 => {
                let lettre = Box::new(lettre);
                Ok((Self { gate, lettre }, reply))
            }
            (_, Ok(reply)) => Err(Trouble::Denied(reply)),
            (_, Err(trouble)) => Err(explained(&gate, trouble).await),
        }
    }

    /// Whether the server announced it.
    pub(super) fn offers(&self, extension: Extension) -> bool {
        self.lettre.server_info().supports_feature(extension)
    }

    /// The first of `mechanisms` that the server offers.
    pub(super) fn mechanism(&self, mechanisms: &[Mechanism]) -> Option<Mechanism> {
        self.lettre.server_info().get_auth_mechanism(mechanisms)
    }

    /// Sends one command (with its line end) and reads its reply.
    pub(super) async fn ask(&mut self, command: impl Display) -> Result<Reply, Trouble> {
        let answer = within(STEP, self.lettre.command(command)).await?;
        answered(&self.gate, answer).await
    }

    /// AUTH, all its steps; the last reply.
    pub(super) async fn log_in(
        &mut self,
        mechanism: Mechanism,
        credentials: &Credentials,
    ) -> Result<Reply, Trouble> {
        self.gate.begin_login();
        let answer = within(STEP, self.lettre.auth(&[mechanism], credentials)).await?;
        let mut reply = answered(&self.gate, answer).await?;
        // 334 carries the error as JSON and wants an empty line before it says 535.
        if reply.code == 334 && mechanism == Mechanism::Xoauth2 {
            reply = self.ask("\r\n").await?;
        }
        self.gate.begin_commands();
        Ok(reply)
    }

    /// The mail after the 354, and what the server says to its final dot. `before_final_dot` is
    /// called between the two, while the gate holds the dot; only then may it leave.
    pub(super) async fn mail<F: Future<Output = anyhow::Result<()>>>(
        &mut self,
        text: &[u8],
        before_final_dot: impl FnOnce() -> F,
    ) -> Mailed {
        let gate = &self.gate;
        let slow = u64::try_from(text.len() / SLOWEST).unwrap_or(u64::MAX);
        let limit = BODY.saturating_add(Duration::from_secs(slow));
        gate.begin_body();
        let mut message = pin!(self.lettre.message(text));
        match until(limit, message.as_mut(), || gate.holds_dot()).await {
            Ok(None) => {}
            Ok(Some(answer)) => {
                return Mailed::Broke(match answered(gate, answer).await {
                    Ok(reply) => Trouble::OutOfTurn(reply),
                    Err(trouble) => trouble,
                });
            }
            Err(silent) => return Mailed::Broke(silent),
        }
        if let Err(error) = before_final_dot().await {
            return Mailed::Unrecorded(error);
        }
        gate.release_dot();
        Mailed::Ended(match within(ANSWER_TO_DOT, message).await {
            Ok(answer) => answered(gate, answer).await,
            Err(silent) => Err(silent),
        })
    }

    /// Says good-bye; at most some seconds, errors do not matter.
    pub(super) async fn quit(&mut self) {
        let _ = timeout(Duration::from_secs(5), self.lettre.quit()).await;
        self.close().await;
    }

    /// The bare stream for the TLS handshake, see [`Gate::take_stream`].
    pub(super) fn into_stream(self) -> Option<Box<dyn Stream>> {
        self.gate.take_stream()
    }

    /// Cuts the stream.
    pub(super) async fn close(&self) {
        self.gate.close().await;
    }
}

async fn within<F: Future>(limit: Duration, work: F) -> Result<F::Output, Trouble> {
    timeout(limit, work)
        .await
        .map_err(|_| Trouble::Silent(limit))
}

/// Drives `work` until it ends, or until it waits and `there` holds (`None`).
async fn until<F: Future>(
    limit: Duration,
    mut work: Pin<&mut F>,
    there: impl Fn() -> bool,
) -> Result<Option<F::Output>, Trouble> {
    let driven = poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if there() => Poll::Ready(None),
        Poll::Pending => Poll::Pending,
    });
    within(limit, driven).await
}

/// The server's own words to what lettre asked; both must have understood the same.
async fn answered(gate: &Gate, answer: Result<Response, Error>) -> Result<Reply, Trouble> {
    let reply = match gate.take_answer() {
        Ok(reply) => reply,
        Err(trouble) => return Err(explained(gate, trouble).await),
    };
    let code = match &answer {
        Ok(response) => Some(response.code()),
        Err(error) => error.status(),
    };
    // lettre goes no further at a challenge it does not know; 334 is no success anywhere.
    if code.map(u16::from) == Some(reply.plain_code()) || (reply.code == 334 && code.is_none()) {
        Ok(reply)
    } else {
        Err(Trouble::Garbled(reply.code.to_string()))
    }
}

async fn explained(gate: &Gate, trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Io(_) => gate.last_words(trouble).await,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::ready;
    use std::sync::{Arc, Mutex};
    use std::task::Context;
    use tokio::io::{
        AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, ReadBuf, duplex,
    };

    /// Keeps all that is written.
    struct Tap(DuplexStream, Arc<Mutex<Vec<u8>>>);

    impl AsyncRead for Tap {
        fn poll_read(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<std::io::Result<()>> {
            Pin::new(&mut self.0).poll_read(context, buffer)
        }
    }

    impl AsyncWrite for Tap {
        fn poll_write(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<std::io::Result<usize>> {
            // A few bytes at a time: the dot must be seen however the line cuts.
            let some = &bytes[..bytes.len().min(3)];
            let done = Pin::new(&mut self.0).poll_write(context, some);
            if let Poll::Ready(Ok(count)) = &done {
                self.1.lock().unwrap().extend(&some[..*count]);
            }
            done
        }
        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
            Poll::Ready(Ok(()))
        }
        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    type Line = (Dialogue, DuplexStream, Arc<Mutex<Vec<u8>>>);

    async fn line() -> Line {
        let (ours, mut theirs) = duplex(1 << 12);
        let written = Arc::new(Mutex::new(Vec::new()));
        let gate = Gate::greeted_before(Box::new(Tap(ours, written.clone())));
        let name = ClientId::Domain("pm.team.example".to_owned());
        let (opened, ()) = tokio::join!(Dialogue::open(gate, &name), async {
            let mut hello = [0; 22];
            theirs.read_exact(&mut hello).await.unwrap();
            theirs.write_all(b"250 \r\n").await.unwrap();
        });
        let Ok((dialogue, _)) = opened else {
            panic!("no session")
        };
        written.lock().unwrap().clear();
        (dialogue, theirs, written)
    }

    #[tokio::test(start_paused = true)]
    async fn the_record_stands_between_the_body_and_its_dot() {
        for (text, body) in [
            (&b"a\r\n"[..], &b"a"[..]),
            (b"", b""),
            (b"\r\n", b""),
            (b".", b".."),
            (b"a\r\n.\r\n", b"a\r\n.."),
            (b"a\r\n.\r\nb", b"a\r\n..\r\nb"),
            (b"a\n.\nMAIL FROM", b"a\r\n..\r\nMAIL FROM"),
            (b"a\r.\rb", b"a\r\n..\r\nb"),
            (b"\r\n.\r\n.", b"\r\n..\r\n.."),
            (b"a..b\r\n..c\r\n", b"a..b\r\n...c"),
        ] {
            let (mut dialogue, mut theirs, written) = line().await;
            let lines = super::super::wire::lines(text);
            let mailing = dialogue.mail(&lines, || {
                assert_eq!(*written.lock().unwrap(), body, "{text:?}");
                ready(Ok(()))
            });
            let (mailed, ()) = tokio::join!(mailing, async {
                let mut all = vec![0; body.len() + 5];
                theirs.read_exact(&mut all).await.unwrap();
                theirs.write_all(b"250 ok\r\n").await.unwrap();
            });
            assert!(matches!(mailed, Mailed::Ended(Ok(reply)) if reply.code == 250));
            assert_eq!(*written.lock().unwrap(), [body, b"\r\n.\r\n"].concat());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_record_no_byte_of_the_dot_leaves() {
        let (mut dialogue, _theirs, written) = line().await;
        let full = || ready(Err(anyhow::anyhow!("disk full")));
        let mailed = dialogue.mail(b"a", full).await;
        assert!(matches!(mailed, Mailed::Unrecorded(_)));
        dialogue.quit().await;
        drop(dialogue);
        assert_eq!(*written.lock().unwrap(), b"a");
    }

    #[tokio::test(start_paused = true)]
    async fn a_text_that_would_end_the_mail_is_stopped() {
        // lettre doubles dots after CRLF only; were it ever not to, this is what would happen.
        let (mut dialogue, _theirs, written) = line().await;
        dialogue.gate.begin_body();
        assert!(dialogue.lettre.command("a\r\n.\r\n").await.is_err());
        assert_eq!(*written.lock().unwrap(), b"");
    }

    #[tokio::test(start_paused = true)]
    async fn lettre_says_nothing_by_itself() {
        let (mut dialogue, mut theirs, written) = line().await;
        let (reply, ()) = tokio::join!(dialogue.ask("RSET\r\n"), async {
            theirs.read_exact(&mut [0; 6]).await.unwrap();
            theirs.write_all(b"571 no\r\n").await.unwrap();
        });
        assert_eq!(reply.unwrap().text(), "571 no");
        // After a refusal it would say QUIT and wait; the room has not seen the reply yet.
        let (_, ()) = tokio::join!(dialogue.lettre.quit(), async {
            theirs.read_exact(&mut [0; 6]).await.unwrap();
            theirs.write_all(b"554 no\r\n").await.unwrap();
        });
        assert_eq!(*written.lock().unwrap(), b"RSET\r\nQUIT\r\n");
    }
}
