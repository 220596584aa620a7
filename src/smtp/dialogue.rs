//! Command and reply over any stream, each with a time limit.
//!
//! Why not lettre's connection, whose mail builder this crate uses: it cannot write a body without
//! its final dot, so the moment that decides about sending twice cannot be recorded; it keeps its
//! read buffer over STARTTLS; and it reports `250` followed by GBK text, a bare `250` and a `571` as
//! unreadable, each of which would leave a delivered or refused mail in doubt (0.11.23, read 2026-11).

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::time::timeout;

use super::reply::{LONGEST_LINE, Line, MOST_LINES, Reply};

/// What a session may run over: TCP, TLS, `tokio::io::duplex`.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Why there is no reply.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("the connection broke: {0}")]
    Io(#[from] std::io::Error),
    #[error("the server closed the connection")]
    Closed,
    #[error("no answer within {} s", .0.as_secs())]
    Silent(Duration),
    #[error("the answer is not SMTP: {0:?}")]
    Garbled(String),
    /// A reply nobody asked for: from here on answers and questions no longer pair up.
    #[error("the server spoke out of turn: {}", .0.text())]
    OutOfTurn(Reply),
}

/// A stream with its read buffer.
pub(super) struct Dialogue {
    stream: BufReader<Box<dyn Stream>>,
}

impl Dialogue {
    pub(super) fn new(stream: Box<dyn Stream>) -> Self {
        Self {
            stream: BufReader::new(stream),
        }
    }

    /// The bare stream, only if nothing was read beyond the last reply: what a man in the middle
    /// sent ahead of the TLS handshake must not be taken for the server's word (RFC 3207 §6).
    pub(super) fn into_stream(self) -> Option<Box<dyn Stream>> {
        self.stream
            .buffer()
            .is_empty()
            .then(|| self.stream.into_inner())
    }

    /// Sends one command (without its line end) and reads its reply.
    pub(super) async fn ask(&mut self, command: &str, limit: Duration) -> Result<Reply, Trouble> {
        self.in_turn(limit).await?;
        let line = format!("{command}\r\n");
        let asked = timeout(limit, self.write(line.as_bytes()))
            .await
            .map_err(|_| Trouble::Silent(limit))?;
        match asked {
            Ok(()) => self.reply(limit).await,
            Err(trouble) => Err(self.last_words(trouble).await),
        }
    }

    /// Writes and flushes within the limit.
    pub(super) async fn put(&mut self, bytes: &[u8], limit: Duration) -> Result<(), Trouble> {
        match timeout(limit, self.write(bytes)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(trouble)) => Err(self.last_words(trouble).await),
            Err(_) => Err(Trouble::Silent(limit)),
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        let stream = self.stream.get_mut();
        stream.write_all(bytes).await?;
        stream.flush().await?;
        Ok(())
    }

    /// A server that refuses and closes while we still write leaves its reason in the buffer.
    async fn last_words(&mut self, trouble: Trouble) -> Trouble {
        match self.reply(Duration::from_secs(1)).await {
            Ok(reply) => Trouble::OutOfTurn(reply),
            Err(_) => trouble,
        }
    }

    /// Makes sure that the server has said nothing since its last reply.
    pub(super) async fn in_turn(&mut self, limit: Duration) -> Result<(), Trouble> {
        // tokio learns what has arrived on a socket only when the task gives way.
        tokio::task::yield_now().await;
        let spoken = poll_fn(
            |context| match Pin::new(&mut self.stream).poll_fill_buf(context) {
                Poll::Ready(Ok([])) => Poll::Ready(Err(Trouble::Closed)),
                Poll::Ready(Ok(_)) => Poll::Ready(Ok(true)),
                Poll::Ready(Err(error)) => Poll::Ready(Err(error.into())),
                Poll::Pending => Poll::Ready(Ok(false)),
            },
        )
        .await?;
        if spoken {
            Err(Trouble::OutOfTurn(self.reply(limit).await?))
        } else {
            Ok(())
        }
    }

    /// Reads one reply, all its lines.
    pub(super) async fn reply(&mut self, limit: Duration) -> Result<Reply, Trouble> {
        timeout(limit, self.read_reply())
            .await
            .map_err(|_| Trouble::Silent(limit))?
    }

    async fn read_reply(&mut self) -> Result<Reply, Trouble> {
        let mut reply: Option<Reply> = None;
        for _ in 0..MOST_LINES {
            let bytes = self.read_line().await?;
            let garbled =
                || Trouble::Garbled(String::from_utf8_lossy(&bytes).chars().take(80).collect());
            let line = Line::parse(&bytes).ok_or_else(garbled)?;
            let so_far = reply.get_or_insert_with(|| Reply {
                code: line.code,
                lines: Vec::new(),
            });
            if so_far.code != line.code {
                return Err(garbled());
            }
            so_far.lines.push(line.text);
            if !line.more {
                return reply.ok_or(Trouble::Closed);
            }
        }
        Err(Trouble::Garbled(format!("more than {MOST_LINES} lines")))
    }

    async fn read_line(&mut self) -> Result<Vec<u8>, Trouble> {
        let mut line = Vec::new();
        loop {
            let part = self.stream.fill_buf().await?;
            if part.is_empty() {
                return Err(Trouble::Closed);
            }
            let (taken, done) = match part.iter().position(|b| *b == b'\n') {
                Some(end) => (end + 1, true),
                None => (part.len(), false),
            };
            line.extend(part.iter().take(taken));
            self.stream.consume(taken);
            if line.len() > LONGEST_LINE {
                return Err(Trouble::Garbled(format!(
                    "a line of more than {LONGEST_LINE} bytes"
                )));
            }
            if done {
                return Ok(line);
            }
        }
    }

    /// Ends the stream; what the other side does about it does not matter.
    pub(super) async fn close(&mut self) {
        let _ = timeout(Duration::from_secs(1), self.stream.get_mut().shutdown()).await;
    }
}
