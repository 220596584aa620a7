//! The stream under lettre's connection: the server speaks when asked, and the final dot waits.
//!
//! lettre 0.11.23 sends a body and its final dot in one call, keeps what it has read beyond a reply,
//! says QUIT by itself after a refusal, and cannot read GBK, a bare `250` or a `571`. So lettre gets
//! one reply at a time in words it can read, the room keeps what the server really said, and nothing
//! leaves unless the server has been silent since its last reply.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::timeout;

use super::reply::{LONGEST_LINE, Line, MOST_LINES, Reply};
use super::wording::{Kind, wording};

/// What a session may run over: TCP, TLS, `tokio::io::duplex`.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// How lettre ends a mail: a write of its own. This is the one moment that counts.
const FINAL_DOT: &[u8] = b"\r\n.\r\n";

/// Why there is no reply.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("the connection broke: {0}")]
    Io(#[from] io::Error),
    #[error("the server closed the connection")]
    Closed,
    #[error("no answer within {} s", .0.as_secs())]
    Silent(Duration),
    /// A server that waits for TLS from the first byte says nothing.
    #[error("no answer within {} s; check that `port` fits `tls` (465 implicit, 587 starttls)", .0.as_secs())]
    NoGreeting(Duration),
    #[error("the answer is not SMTP: {0:?}")]
    Garbled(String),
    /// A reply nobody asked for: from here on answers and questions no longer pair up.
    #[error("the server spoke out of turn: {}", .0.text())]
    OutOfTurn(Reply),
    /// The greeting or the answer to EHLO, where it lets nobody in.
    #[error("the server lets nobody in: {}", .0.text())]
    Denied(Reply),
}

/// One stream, held by lettre's connection and by the room.
#[derive(Clone)]
pub(super) struct Gate(Arc<Mutex<Inside>>);

struct Inside {
    /// `None` once it was closed or taken for TLS.
    stream: Option<Box<dyn Stream>>,
    /// Received, and of no reply yet.
    received: Vec<u8>,
    /// The lines so far of a reply that goes on.
    half: Option<Reply>,
    /// The last reply, until the room takes it.
    reply: Option<Reply>,
    /// What lettre has still to read of it.
    wording: Vec<u8>,
    /// Why nothing goes on, until the room takes it.
    trouble: Option<Trouble>,
    phase: Phase,
    turn: Turn,
}

/// What the next reply answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Greeting,
    Hello,
    /// AUTH, after so many replies.
    Login(usize),
    Command,
    /// The body is on its way.
    Body,
    /// The body is with the server, the dot is not yet there.
    Whole,
    /// The dot waits for the room.
    Held,
    /// The dot may have left.
    Dot,
}

/// Whether it is known that the server waits for us.
enum Turn {
    Unknown,
    /// tokio learns what has arrived on a socket only when the task gives way.
    GivingWay(Pin<Box<dyn Future<Output = ()> + Send>>),
    Looking,
    Ours,
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gate")
            .field("phase", &self.inside().phase)
            .finish_non_exhaustive()
    }
}

impl Gate {
    /// Before a stream on which the server is about to greet.
    pub(super) fn new(stream: Box<dyn Stream>) -> Self {
        Self(Arc::new(Mutex::new(Inside {
            stream: Some(stream),
            received: Vec::new(),
            half: None,
            reply: None,
            wording: Vec::new(),
            trouble: None,
            phase: Phase::Greeting,
            turn: Turn::Unknown,
        })))
    }

    /// Before a stream without a greeting, as after STARTTLS (RFC 3207 §4.2): lettre waits for one
    /// all the same and gets ours. Whoever sends one is refused as out of turn.
    pub(super) fn greeted_before(stream: Box<dyn Stream>) -> Self {
        let gate = Self::new(stream);
        gate.inside().hand_over(Reply {
            code: 220,
            lines: vec![String::new()],
        });
        gate
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the greeting is here.
    pub(super) fn is_greeted(&self) -> bool {
        self.inside().phase != Phase::Greeting
    }

    /// AUTH comes next.
    pub(super) fn begin_login(&self) {
        self.inside().phase = Phase::Login(0);
    }

    /// Commands come next.
    pub(super) fn begin_commands(&self) {
        self.inside().phase = Phase::Command;
    }

    /// A body comes next; its final dot is held.
    pub(super) fn begin_body(&self) {
        self.inside().phase = Phase::Body;
    }

    /// Whether the body is with the server, which is silent, and the final dot waits here.
    pub(super) fn holds_dot(&self) -> bool {
        self.inside().phase == Phase::Held
    }

    /// Lets the final dot go, the next time lettre is polled.
    pub(super) fn release_dot(&self) {
        let mut inside = self.inside();
        if inside.phase == Phase::Held {
            inside.phase = Phase::Dot;
        }
    }

    /// What the last question led to. Trouble first: a reply from before it answers nothing.
    pub(super) fn take_answer(&self) -> Result<Reply, Trouble> {
        let mut inside = self.inside();
        let reply = inside.reply.take();
        match inside.trouble.take() {
            Some(trouble) => Err(trouble),
            None => reply.ok_or(Trouble::Closed),
        }
    }

    /// A server that refuses and closes while we still write leaves its reason behind.
    pub(super) async fn last_words(&self, trouble: Trouble) -> Trouble {
        let reply = std::future::poll_fn(|context| self.inside().poll_reply(context));
        match timeout(Duration::from_secs(1), reply).await {
            Ok(Ok(reply)) => Trouble::OutOfTurn(reply),
            Ok(Err(_)) | Err(_) => trouble,
        }
    }

    /// The bare stream, only if nothing was read beyond the last reply: what a man in the middle
    /// sent ahead of the TLS handshake must not be taken for the server's word (RFC 3207 §6).
    pub(super) fn take_stream(&self) -> Option<Box<dyn Stream>> {
        let mut inside = self.inside();
        let clean = inside.received.is_empty() && inside.half.is_none();
        inside.stream.take().filter(|_| clean)
    }

    /// Ends the stream; what the other side does about it does not matter.
    pub(super) async fn close(&self) {
        let stream = self.inside().stream.take();
        if let Some(mut stream) = stream {
            let _ = timeout(Duration::from_secs(1), stream.shutdown()).await;
        }
    }
}

impl Inside {
    fn hand_over(&mut self, reply: Reply) {
        let kind = match self.phase {
            Phase::Hello => Kind::Hello,
            Phase::Login(replies) => Kind::Login(replies),
            _ => Kind::Plain,
        };
        self.wording = wording(&reply, kind);
        self.phase = match self.phase {
            Phase::Greeting => Phase::Hello,
            Phase::Hello | Phase::Dot => Phase::Command,
            Phase::Login(replies) => Phase::Login(replies + 1),
            other => other,
        };
        self.reply = Some(reply);
    }

    /// Whether lettre may say more before the room has seen the last reply: the EHLO after a
    /// greeting, the next word of a login, but not its own QUIT, which would wait for an answer.
    fn may_go_on(&self) -> bool {
        match (&self.reply, self.phase) {
            (None, _) => true,
            (Some(reply), Phase::Hello) => reply.code == 220,
            (Some(reply), Phase::Login(_)) => reply.code == 334,
            (Some(_), _) => false,
        }
    }

    /// Fails unless the server has said nothing since its last reply.
    fn poll_turn(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Trouble>> {
        loop {
            match &mut self.turn {
                Turn::Ours => return Poll::Ready(Ok(())),
                Turn::Unknown => {
                    self.turn = Turn::GivingWay(Box::pin(tokio::task::yield_now()));
                }
                Turn::GivingWay(given) => {
                    ready!(given.as_mut().poll(context));
                    self.turn = Turn::Looking;
                }
                Turn::Looking => {
                    if self.received.is_empty() && self.half.is_none() {
                        match self.poll_receive(context) {
                            Poll::Pending => {
                                self.turn = Turn::Ours;
                                continue;
                            }
                            Poll::Ready(received) => received?,
                        }
                    }
                    let reply = ready!(self.poll_reply(context))?;
                    return Poll::Ready(Err(Trouble::OutOfTurn(reply)));
                }
            }
        }
    }

    /// Reads one reply, all its lines.
    fn poll_reply(&mut self, context: &mut Context<'_>) -> Poll<Result<Reply, Trouble>> {
        loop {
            let Some(end) = self.received.iter().position(|b| *b == b'\n') else {
                if self.received.len() > LONGEST_LINE {
                    return Poll::Ready(Err(too_long()));
                }
                ready!(self.poll_receive(context))?;
                continue;
            };
            if end >= LONGEST_LINE {
                return Poll::Ready(Err(too_long()));
            }
            let bytes: Vec<u8> = self.received.drain(..=end).collect();
            let garbled =
                || Trouble::Garbled(String::from_utf8_lossy(&bytes).chars().take(80).collect());
            let line = Line::parse(&bytes).ok_or_else(garbled)?;
            let mut reply = self.half.take().unwrap_or(Reply {
                code: line.code,
                lines: Vec::new(),
            });
            if reply.code != line.code {
                return Poll::Ready(Err(garbled()));
            }
            reply.lines.push(line.text);
            if !line.more {
                return Poll::Ready(Ok(reply));
            }
            if reply.lines.len() >= MOST_LINES {
                let text = format!("more than {MOST_LINES} lines");
                return Poll::Ready(Err(Trouble::Garbled(text)));
            }
            self.half = Some(reply);
        }
    }

    fn poll_receive(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Trouble>> {
        let stream = self.stream.as_mut().ok_or(Trouble::Closed)?;
        let mut room = [0; LONGEST_LINE];
        let mut buffer = ReadBuf::new(&mut room);
        ready!(Pin::new(stream).poll_read(context, &mut buffer))?;
        if buffer.filled().is_empty() {
            return Poll::Ready(Err(Trouble::Closed));
        }
        self.received.extend_from_slice(buffer.filled());
        Poll::Ready(Ok(()))
    }

    fn poll_put(
        &mut self,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize, Trouble>> {
        // The law of this room must not rest on how another crate cuts its writes.
        let unforeseen = match self.phase {
            Phase::Body => bytes.ends_with(FINAL_DOT),
            Phase::Whole => bytes != FINAL_DOT,
            _ => false,
        };
        if unforeseen {
            let text = "the mail was about to end without its record";
            return Poll::Ready(Err(io::Error::other(text).into()));
        }
        ready!(self.poll_turn(context))?;
        if self.phase == Phase::Whole {
            self.phase = Phase::Held;
        }
        if self.phase == Phase::Held {
            // Whoever lets the dot go polls again; nothing else may wake this.
            return Poll::Pending;
        }
        self.reply = None;
        let stream = self.stream.as_mut().ok_or(Trouble::Closed)?;
        Poll::Ready(Ok(ready!(Pin::new(stream).poll_write(context, bytes))?))
    }

    fn poll_push(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Trouble>> {
        let stream = self.stream.as_mut().ok_or(Trouble::Closed)?;
        ready!(Pin::new(stream).poll_flush(context))?;
        self.turn = Turn::Unknown;
        if self.phase == Phase::Body {
            self.phase = Phase::Whole;
        }
        Poll::Ready(Ok(()))
    }

    /// Keeps the trouble for the room; lettre only learns that there is some.
    fn note<T>(&mut self, done: Result<T, Trouble>) -> io::Result<T> {
        done.map_err(|trouble| {
            let error = io::Error::other(trouble.to_string());
            self.trouble = Some(trouble);
            error
        })
    }
}

fn too_long() -> Trouble {
    Trouble::Garbled(format!("a line of more than {LONGEST_LINE} bytes"))
}

fn over() -> io::Error {
    io::Error::other("the conversation is over")
}

impl AsyncRead for Gate {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut inside = self.inside();
        if inside.wording.is_empty() {
            if inside.reply.is_some() || inside.trouble.is_some() {
                return Poll::Ready(Err(over()));
            }
            let reply = ready!(inside.poll_reply(context));
            let reply = inside.note(reply)?;
            inside.hand_over(reply);
        }
        let count = inside.wording.len().min(buffer.remaining());
        for byte in inside.wording.drain(..count) {
            buffer.put_slice(&[byte]);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Gate {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let mut inside = self.inside();
        if !inside.may_go_on() || inside.trouble.is_some() {
            return Poll::Ready(Err(over()));
        }
        let done = ready!(inside.poll_put(context, bytes));
        Poll::Ready(inside.note(done))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut inside = self.inside();
        let done = ready!(inside.poll_push(context));
        Poll::Ready(inside.note(done))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        // The room closes the stream itself, after its last words.
        Poll::Ready(Ok(()))
    }
}

impl AsyncTokioStream for Gate {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
