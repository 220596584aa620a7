//! Bytes to answers: one server answer is a line with its literals (RFC 3501 2.2, 4.3).
//!
//! Our own reader rather than async-imap's: that one has no time limits, buffers up to 512 MiB because
//! a server says so, takes a slice inside a character after `[ALERT]` and unwraps an INTERNALDATE of
//! NIL (both panic), recurses as deep as the server likes, and prints mail into its error texts.

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::super::MailboxFault;
use super::answer::Answer;
use crate::net::with_timeout;

/// Longest line, bytes; a SEARCH answer names a million UIDs in it.
const LINE: usize = 8 * 1024 * 1024;
/// Longest answer with its literals, bytes: a whole mail whose size the server understated.
const ANSWER: usize = 40 * 1024 * 1024;
/// Literals in one answer.
const LITERALS: usize = 1000;

/// What a session talks through.
pub(super) trait Transport: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Transport for T {}

/// A stream with the bytes read ahead. Cancel-safe: a dropped read loses nothing.
pub(super) struct Wire {
    stream: Box<dyn Transport>,
    buffer: Vec<u8>,
    /// Start of the line being looked for in `buffer`.
    line: usize,
    /// Up to here that line holds no LF.
    scanned: usize,
    /// Literals of the answer being read.
    literals: Vec<Range<usize>>,
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire").finish_non_exhaustive()
    }
}

impl Wire {
    pub(super) fn new(stream: Box<dyn Transport>) -> Self {
        Self {
            stream,
            buffer: Vec::new(),
            line: 0,
            scanned: 0,
            literals: Vec::new(),
        }
    }

    /// The stream, if no byte was read ahead: whatever came before TLS may not be believed after it.
    pub(super) fn into_empty_stream(self) -> Option<Box<dyn Transport>> {
        self.buffer.is_empty().then_some(self.stream)
    }

    /// Sends bytes; they are never logged, since some of them are passwords.
    pub(super) async fn send(
        &mut self,
        stage: &'static str,
        bytes: &[u8],
    ) -> Result<(), MailboxFault> {
        let lost = |_| MailboxFault::Lost { stage };
        self.stream.write_all(bytes).await.map_err(lost)?;
        self.stream.flush().await.map_err(lost)
    }

    /// The next answer; `patience` is the longest silence between two reads.
    pub(super) async fn answer(
        &mut self,
        stage: &'static str,
        patience: Duration,
    ) -> Result<Answer, MailboxFault> {
        loop {
            if let Some(end) = self
                .complete()
                .map_err(|why| MailboxFault::Protocol { stage, why })?
            {
                let rest = self.buffer.split_off(end);
                let bytes = std::mem::replace(&mut self.buffer, rest);
                let literals = std::mem::take(&mut self.literals);
                (self.line, self.scanned) = (0, 0);
                // Some servers send an empty line between answers.
                if bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
                    continue;
                }
                return Answer::parse(&bytes, &literals)
                    .map_err(|why| MailboxFault::Protocol { stage, why });
            }
            self.buffer.reserve(16 * 1024);
            let read = with_timeout(stage, patience, self.stream.read_buf(&mut self.buffer))
                .await
                .map_err(|_| MailboxFault::Timeout { stage })?
                .map_err(|_| MailboxFault::Lost { stage })?;
            if read == 0 {
                return Err(MailboxFault::Lost { stage });
            }
        }
    }

    /// Where the answer in the buffer ends, if all of it is there.
    fn complete(&mut self) -> Result<Option<usize>, &'static str> {
        loop {
            let unseen = self.buffer.get(self.scanned..).unwrap_or_default();
            let Some(offset) = unseen.iter().position(|&byte| byte == b'\n') else {
                // A literal may still be under way: then `line` lies beyond the buffer.
                if self.buffer.len().saturating_sub(self.line) > LINE {
                    return Err("an endless line");
                }
                self.scanned = self.scanned.max(self.buffer.len());
                return Ok(None);
            };
            let end = self.scanned.saturating_add(offset).saturating_add(1);
            let line = self.buffer.get(self.line..end).unwrap_or_default();
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

    use super::super::answer::Answer;
    use super::{Wire, announced};
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

    async fn read_all(bytes: &[u8], step: usize) -> Vec<Result<Answer, MailboxFault>> {
        let (ours, mut theirs) = tokio::io::duplex(64);
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
            let answer = wire.answer("test", Duration::from_secs(60)).await;
            let ended = answer.is_err();
            answers.push(answer);
            if ended {
                peer.abort();
                return answers;
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn answers_are_the_same_however_the_bytes_are_cut() {
        let bytes = b"* 2 FETCH (UID 7 BODY[] {7}\r\na\r\n{9}\r FLAGS (\\Seen))\r\n\r\n* 3 EXISTS\r\nA1 OK done\r\n";
        let whole = format!("{:?}", read_all(bytes, 4096).await);
        assert!(whole.contains("Exists(3)"), "{whole}");
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
            let answers = read_all(bytes, 4096).await;
            assert!(
                matches!(answers[..], [Err(MailboxFault::Protocol { .. })]),
                "{answers:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b'('), Just(b'{'), Just(b'"'), Just(b'\r'), Just(b'\n'), Just(b'*'), Just(b' '), Just(b'1'), Just(b'}')], 0..400)) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
            runtime.block_on(read_all(&bytes, 17));
        }
    }
}
