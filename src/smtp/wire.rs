//! A mail as it travels after DATA: transparent and ended (RFC 5321 §4.5.2). Pure.

/// The end of the mail. Sent by itself, last: this is the one moment that counts.
pub(super) const FINAL_DOT: &[u8] = b".\r\n";

/// The mail with doubled leading dots and a line end at its end, without the final dot.
///
/// A lone CR or LF becomes CRLF: receivers that take `\n.\n` for the end would read a second,
/// smuggled mail out of a quoted text (SMTP smuggling, 2023).
pub(super) fn transparent(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32 + 2);
    let mut line_start = true;
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' && rest.peek() == Some(&b'\n') {
                    rest.next();
                }
                out.extend_from_slice(b"\r\n");
                line_start = true;
            }
            _ => {
                if line_start && byte == b'.' {
                    out.push(b'.');
                }
                out.push(byte);
                line_start = false;
            }
        }
    }
    if !line_start || bytes.is_empty() {
        out.extend_from_slice(b"\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dots_and_line_ends() {
        for (plain, wire) in [
            (&b"a\r\n"[..], &b"a\r\n"[..]),
            (b"a", b"a\r\n"),
            (b"", b"\r\n"),
            (b".", b"..\r\n"),
            (b"a\r\n.\r\nb", b"a\r\n..\r\nb\r\n"),
            (b"a\n.\nMAIL FROM", b"a\r\n..\r\nMAIL FROM\r\n"),
            (b"a\r.\rb", b"a\r\n..\r\nb\r\n"),
            (b"\r\r\n\n", b"\r\n\r\n\r\n"),
            (b"a..b\r\n..c\r\n", b"a..b\r\n...c\r\n"),
        ] {
            assert_eq!(transparent(plain), wire, "{plain:?}");
        }
    }

    proptest! {
        #[test]
        fn the_mail_never_ends_before_its_end(bytes in "[.\r\na]{0,60}") {
            let wire = transparent(bytes.as_bytes());
            prop_assert!(wire.ends_with(b"\r\n"));
            prop_assert!(!wire.starts_with(b".\r\n"));
            prop_assert!(!wire.windows(5).any(|w| w == b"\r\n.\r\n"));
            let naked = String::from_utf8(wire).expect("ascii").replace("\r\n", "");
            prop_assert!(!naked.contains(['\r', '\n']));
        }

        #[test]
        fn the_receiver_gets_what_was_given(lines in proptest::collection::vec("[.a-z]{0,8}", 1..9)) {
            let plain = lines.join("\r\n") + "\r\n";
            let wire = String::from_utf8(transparent(plain.as_bytes())).expect("ascii");
            let back: String = wire.split_inclusive("\r\n").map(|l| l.strip_prefix('.').unwrap_or(l)).collect();
            prop_assert_eq!(back, plain);
        }
    }
}
