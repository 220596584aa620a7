//! A mail as lettre is to send it after DATA. Pure.

/// The mail with CRLF for every line end, without the last one, which lettre sends with the final
/// dot; the leading dots are doubled by lettre (RFC 5321 §4.5.2).
///
/// A lone CR or LF becomes CRLF: receivers that take `\n.\n` for the end would read a second,
/// smuggled mail out of a quoted text (SMTP smuggling, 2023).
pub(super) fn lines(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' && rest.peek() == Some(&b'\n') {
                    rest.next();
                }
                out.extend_from_slice(b"\r\n");
            }
            _ => out.push(byte),
        }
    }
    if out.ends_with(b"\r\n") {
        out.truncate(out.len() - 2);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn line_ends() {
        for (plain, wire) in [
            (&b"a\r\n"[..], &b"a"[..]),
            (b"a", b"a"),
            (b"", b""),
            (b"\r\n", b""),
            (b"a\n.\nMAIL FROM", b"a\r\n.\r\nMAIL FROM"),
            (b"a\r.\rb\r", b"a\r\n.\r\nb"),
            (b"\r\r\n\n", b"\r\n\r\n"),
        ] {
            assert_eq!(lines(plain), wire, "{plain:?}");
        }
    }

    proptest! {
        #[test]
        fn no_lone_line_end_is_left(bytes in "[.\r\na]{0,60}") {
            let wire = String::from_utf8(lines(bytes.as_bytes())).expect("ascii");
            prop_assert!(!wire.replace("\r\n", "").contains(['\r', '\n']));
        }
    }
}
