//! Between the network and async-imap: hands on one whole answer at a time (a line with its literals,
//! RFC 3501 2.2, 4.3), within limits, said anew by [`rewrite`].
//!
//! async-imap alone has no time limits, buffers up to 512 MiB because a server says so, and parses a
//! long line again from its start with every 4 KiB of it.

use std::fmt;
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use super::rewrite::rewrite;

/// Longest line, bytes; a SEARCH answer names a million UIDs in it.
const LINE: usize = 8 * 1024 * 1024;
/// Longest answer with its literals, bytes: a whole mail whose size the server understated.
const ANSWER: usize = 40 * 1024 * 1024;
/// Literals in one answer.
const LITERALS: usize = 1000;
/// Bytes of one read.
const CHUNK: usize = 16 * 1024;

/// What a session talks through.
pub(super) trait Transport: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Transport for T {}

/// Why an answer is not handed on; never the server's bytes.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unfit(pub(super) &'static str);

fn unfit(why: &'static str) -> io::Error {
    io::Error::other(Unfit(why))
}

/// The stream async-imap reads from. The end of the connection is an error, never an end of data.
pub(super) struct Filter {
    stream: Box<dyn Transport>,
    /// As the server sent it.
    raw: Vec<u8>,
    /// Start of the line being looked for in `raw`.
    line: usize,
    /// Up to here that line holds no LF.
    scanned: usize,
    /// Literals of the answer being read.
    literals: Vec<Range<usize>>,
    /// The last answer, rewritten.
    out: Vec<u8>,
    /// Bytes of `out` already handed on.
    given: usize,
    chunk: Box<[u8]>,
    patience: Duration,
    silence: Pin<Box<Sleep>>,
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").finish_non_exhaustive()
    }
}

impl Filter {
    pub(super) fn new(stream: Box<dyn Transport>) -> Self {
        let patience = Duration::from_secs(30);
        Self {
            stream,
            raw: Vec::new(),
            line: 0,
            scanned: 0,
            literals: Vec::new(),
            out: Vec::new(),
            given: 0,
            chunk: vec![0; CHUNK].into_boxed_slice(),
            patience,
            silence: Box::pin(sleep(patience)),
        }
    }

    /// Sets the longest silence between two reads, from now on.
    pub(super) fn be_patient(&mut self, patience: Duration) {
        self.patience = patience;
        self.heard();
    }

    fn heard(&mut self) {
        let now = Instant::now();
        let end = now.checked_add(self.patience).unwrap_or(now);
        self.silence.as_mut().reset(end);
    }

    /// The next answer as a whole, for use before there is an async-imap client.
    pub(super) async fn answer(&mut self) -> io::Result<Vec<u8>> {
        std::future::poll_fn(|cx| self.poll_fill(cx)).await?;
        self.given = 0;
        Ok(std::mem::take(&mut self.out))
    }

    /// The stream, if no byte was read ahead: whatever came before TLS may not be believed after it.
    pub(super) fn into_empty_stream(self) -> Option<Box<dyn Transport>> {
        (self.raw.is_empty() && self.out.is_empty()).then_some(self.stream)
    }

    /// Ready when `out` holds bytes to hand on.
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.given >= self.out.len() {
            if let Some(end) = self.complete().map_err(unfit)? {
                let rest = self.raw.split_off(end);
                let bytes = std::mem::replace(&mut self.raw, rest);
                let literals = std::mem::take(&mut self.literals);
                (self.line, self.scanned, self.given) = (0, 0, 0);
                self.out = rewrite(&bytes, &literals).map_err(unfit)?;
                continue;
            }
            let mut chunk = ReadBuf::new(&mut self.chunk);
            match Pin::new(&mut self.stream).poll_read(cx, &mut chunk)? {
                Poll::Ready(()) if chunk.filled().is_empty() => {
                    return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into()));
                }
                Poll::Ready(()) => {
                    self.raw.extend_from_slice(chunk.filled());
                    self.heard();
                }
                Poll::Pending => {
                    ready!(self.silence.as_mut().poll(cx));
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Where the answer in `raw` ends, if all of it is there.
    fn complete(&mut self) -> Result<Option<usize>, &'static str> {
        loop {
            let unseen = self.raw.get(self.scanned..).unwrap_or_default();
            let Some(offset) = unseen.iter().position(|&byte| byte == b'\n') else {
                // A literal may still be under way: then `line` lies beyond the buffer.
                if self.raw.len().saturating_sub(self.line) > LINE {
                    return Err("an endless line");
                }
                self.scanned = self.scanned.max(self.raw.len());
                return Ok(None);
            };
            let end = self.scanned.saturating_add(offset).saturating_add(1);
            let line = self.raw.get(self.line..end).unwrap_or_default();
            if line.len() > LINE {
                return Err("an endless line");
            }
            let Some(size) = announced(line) else {
                return Ok(Some(end));
            };
            let literal_end = usize::try_from(size)
                .ok()
                .and_then(|size| end.checked_add(size))
                .filter(|&end| end <= ANSWER)
                .ok_or("a literal larger than we take")?;
            if self.literals.len() >= LITERALS {
                return Err("too many literals");
            }
            self.literals.push(end..literal_end);
            (self.line, self.scanned) = (literal_end, literal_end);
        }
    }
}

impl AsyncRead for Filter {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(self.poll_fill(cx))?;
        let left = self.out.get(self.given..).unwrap_or_default();
        let now = left.get(..buf.remaining()).unwrap_or(left);
        buf.put_slice(now);
        self.given = self.given.saturating_add(now.len());
        if self.given >= self.out.len() {
            (self.out, self.given) = (Vec::new(), 0);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Filter {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// The size at the end of a line that announces a literal: `{12}`, `{12+}`, `~{12}` before CRLF.
fn announced(line: &[u8]) -> Option<u64> {
    let line = line.strip_suffix(b"\r\n")?.strip_suffix(b"}")?;
    let line = line.strip_suffix(b"+").unwrap_or(line);
    let open = line.iter().rposition(|&byte| byte == b'{')?;
    let digits = std::str::from_utf8(line.get(open.saturating_add(1)..)?).ok()?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Status texts may end like that (`* OK see {12}`), data lines may not.
    if is_status(line) {
        return None;
    }
    Some(digits.parse().unwrap_or(u64::MAX))
}

fn is_status(line: &[u8]) -> bool {
    let mut words = line.split(|&byte| byte == b' ');
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    first.first() == Some(&b'+')
        || [&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"]
            .iter()
            .any(|word| second.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use tokio::io::AsyncWriteExt;

    use super::super::wire::Wire;
    use super::announced;
    use crate::mailbox::MailboxFault;

    #[test]
    fn literals_are_announced_at_the_end_of_data_lines_only() {
        for (line, size) in [
            (&b"* 1 FETCH (BODY[] {12}\r\n"[..], Some(12)),
            (b"* 1 FETCH (BODY[] ~{3}\r\n", Some(3)),
            (b"{0+}\r\n", Some(0)),
            (
                b"* 1 FETCH (BODY[] {99999999999999999999999}\r\n",
                Some(u64::MAX),
            ),
            (b"* OK see {12}\r\n", None),
            (b"A1 NO {12}\r\n", None),
            (b"* 1 FETCH (BODY[] {x}\r\n", None),
            (b"* 1 FETCH (BODY[] {}\r\n", None),
            (b"* 1 EXISTS\r\n", None),
        ] {
            assert_eq!(announced(line), size, "{}", String::from_utf8_lossy(line));
        }
    }

    /// What async-imap makes of these bytes, and the fault they end with.
    async fn read_all(bytes: &[u8], step: usize) -> (Vec<String>, MailboxFault) {
        let (ours, mut theirs) = tokio::io::duplex(64 * 1024);
        let bytes = bytes.to_vec();
        let peer = tokio::spawn(async move {
            for chunk in bytes.chunks(step.max(1)) {
                if theirs.write_all(chunk).await.is_err() {
                    break;
                }
            }
        });
        let mut wire = Wire::new(Box::new(ours));
        let mut answers = vec![];
        loop {
            match wire.answer("test", Duration::from_secs(60)).await {
                Ok(answer) => answers.push(format!("{:?}", answer.parsed())),
                Err(fault) => {
                    peer.abort();
                    return (answers, fault);
                }
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn answers_are_the_same_however_the_bytes_are_cut() {
        let bytes = b"* 2 FETCH (UID 7 BODY[] {7}\r\na\r\n{9}\r FLAGS (\\Seen))\r\n\r\n* 3 EXISTS\r\nA1 OK done\r\n";
        let whole = format!("{:?}", read_all(bytes, 4096).await);
        assert!(
            whole.contains("Exists(3)") && whole.contains("Done"),
            "{whole}"
        );
        for step in 1..9 {
            assert_eq!(whole, format!("{:?}", read_all(bytes, step).await));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_huge_literal_or_line_is_refused_at_once() {
        for bytes in [
            &b"* 1 FETCH (BODY[] {4294967295}\r\n"[..],
            &vec![b'x'; super::LINE + 70_000],
        ] {
            let (answers, fault) = read_all(bytes, 4096).await;
            assert!(
                answers.is_empty() && matches!(fault, MailboxFault::Protocol { .. }),
                "{fault:?}"
            );
        }
    }

    /// Each of these panics in imap-proto, overflows its stack, or keeps it busy for minutes.
    #[tokio::test(start_paused = true)]
    async fn what_breaks_the_parser_does_not_reach_it() {
        let deep = format!("* 1 FETCH (BODYSTRUCTURE {}", "(".repeat(200_000));
        let uids: String = (1..=300_000).map(|uid| format!(" {uid}")).collect();
        let flags = "\\Seen ".repeat(200_000);
        for (line, answers, sound) in [
            ("* OK [ALERT]密码即将过期", 1, true),
            ("A1 NO [ALERT]é", 1, true),
            ("+ [ALERT]é", 1, true),
            ("* 1 FETCH (INTERNALDATE NIL UID 3)", 1, true),
            ("* METADATA \"a\" (/private/comment \"\u{e9}\")", 0, true),
            (deep.as_str(), 0, false),
            (&format!("* SEARCH{uids}"), 600, true),
            (&format!("* 1 FETCH (UID 1 FLAGS ({flags}))"), 1, true),
            (&format!("* X {}", "a ".repeat(2_000_000)), 0, true),
            (&format!("* OK {}", "a ".repeat(2_000_000)), 1, true),
        ] {
            let began = std::time::Instant::now();
            let (got, fault) = read_all(format!("{line}\r\n").as_bytes(), 64 * 1024).await;
            assert_eq!(got.len(), answers, "{line:.60} {fault:?}");
            assert_eq!(
                matches!(fault, MailboxFault::Lost { .. }),
                sound,
                "{line:.60} {fault:?}"
            );
            assert!(began.elapsed() < Duration::from_secs(5), "{line:.60}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b'('), Just(b'{'), Just(b'"'), Just(b'\r'), Just(b'\n'), Just(b'*'), Just(b' '), Just(b'1'), Just(b'}')], 0..400)) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
            runtime.block_on(read_all(&bytes, 17));
        }

        /// Whatever the filter hands on, imap-proto reads: a fault is one of the filter's own.
        #[test]
        fn what_is_handed_on_can_be_read(words in proptest::collection::vec(prop_oneof![
            Just("*"), Just("1"), Just("FETCH"), Just("(UID"), Just("7"), Just("FLAGS"), Just("(\\Seen"), Just("é)"), Just("BODY[]"), Just("NIL"), Just("\"a\\\"b\""),
            Just("{3}\r\na)b"), Just(")"), Just("("), Just("INTERNALDATE"), Just("RFC822.SIZE"), Just("99999999999"), Just("SEARCH"), Just("LIST"), Just("\\Sent"),
            Just("\"/\""), Just("CAPABILITY"), Just("IMAP4rev1x"), Just("AUTH="), Just("OK"), Just("[ALERT]é"), Just("\r\n*"), Just("\r\n* 1 FETCH (UID 7"), Just("\r\n* LIST (\\Junk)"), Just("EXISTS"), Just("A1"), Just("+")], 0..40)) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
            let (_, fault) = runtime.block_on(read_all(format!("* {}\r\n", words.join(" ")).as_bytes(), 4096));
            if let MailboxFault::Protocol { why, .. } = fault {
                prop_assert!(why != "an answer that cannot be read" && why != "an answer that breaks its reader", "{}", why);
            }
        }
    }
}
