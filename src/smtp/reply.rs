//! One reply of an SMTP server (RFC 5321 §4.2): bytes to code and text. Pure.

/// Longest line taken, in bytes. RFC 5321 §4.5.3.1.5 says 512; Microsoft's are longer.
pub(super) const LONGEST_LINE: usize = 4096;
/// Most lines of one reply.
pub(super) const MOST_LINES: usize = 128;

/// A whole reply, all its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    /// 200 to 599.
    pub(super) code: u16,
    /// Text of each line without the code, without control characters.
    pub(super) lines: Vec<String>,
}

/// One line of a reply.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) code: u16,
    /// A `-` follows the code: more lines come.
    pub(super) more: bool,
    pub(super) text: String,
}

impl Line {
    /// Reads a line with or without its line end. `None` if it is not SMTP.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (digits, rest) = bytes.trim_ascii_end().split_at_checked(3)?;
        let code: u16 = std::str::from_utf8(digits).ok()?.parse().ok()?;
        if !(200..600).contains(&code) || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        // A bare code without a space is allowed (RFC 5321 §4.2, "Reply-line").
        let (more, text) = match rest.split_first() {
            None => (false, rest),
            Some((b'-', text)) => (true, text),
            Some((b' ', text)) => (false, text),
            Some(_) => return None,
        };
        Some(Self {
            code,
            more,
            text: decode(text),
        })
    }
}

/// Chinese servers write GBK here; RFC 6531 servers write UTF-8.
fn decode(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(bytes).0,
    };
    text.chars().filter(|c| !c.is_control()).collect()
}

impl Reply {
    /// All lines joined by one space, the enhanced code not repeated, after the code:
    /// `550 5.1.1 no such user`.
    pub(super) fn text(&self) -> String {
        let mut text = self.code.to_string();
        let enhanced = self
            .lines
            .first()
            .and_then(|l| l.split(' ').next())
            .filter(|w| enhanced(w).is_some());
        for (n, line) in self.lines.iter().enumerate() {
            let line = match enhanced {
                Some(word) if n > 0 => line.strip_prefix(word).unwrap_or(line),
                _ => line,
            };
            if !line.trim().is_empty() {
                text.push(' ');
                text.push_str(line.trim());
            }
        }
        text
    }

    /// The code, or where lettre has no name for it (its table ends at `x5x`) that of its class; never
    /// `250` for another.
    pub(super) fn plain_code(&self) -> u16 {
        if self.code / 10 % 10 <= 5 {
            self.code
        } else {
            self.code / 100 * 100
        }
    }

    /// The enhanced status code (RFC 3463) at the start of the text, if it is of the class of the
    /// reply code (RFC 2034 §4).
    pub(super) fn enhanced(&self) -> Option<(u16, u16, u16)> {
        let word = self.lines.first()?.split(' ').next()?;
        // Microsoft writes `550 5.7.30 …`, NetEase nothing, some `550-5.1.1`.
        enhanced(word).filter(|(class, ..)| *class == self.code / 100)
    }
}

fn enhanced(word: &str) -> Option<(u16, u16, u16)> {
    let mut parts = word.splitn(3, '.').map(|p| {
        let short = (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
        if short { p.parse::<u16>().ok() } else { None }
    });
    let (class, subject, detail) = (parts.next()??, parts.next()??, parts.next()??);
    matches!(class, 2 | 4 | 5).then_some((class, subject, detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reply(code: u16, lines: &[&str]) -> Reply {
        Reply {
            code,
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
        }
    }

    #[test]
    fn lines_are_read_as_servers_write_them() {
        for (bytes, code, more, text) in [
            (&b"250 OK\r\n"[..], 250, false, "OK"),
            (b"250-SIZE 100\r\n", 250, true, "SIZE 100"),
            (b"250\r\n", 250, false, ""),
            (b"571 no\n", 571, false, "no"),
            (b"250 \xd3\xca\xbc\xfe", 250, false, "邮件"),
            ("250 邮件\r\n".as_bytes(), 250, false, "邮件"),
        ] {
            assert_eq!(
                Line::parse(bytes),
                Some(Line {
                    code,
                    more,
                    text: text.to_owned()
                })
            );
        }
        for bad in [
            &b""[..],
            b"25",
            b"\r\n",
            b"099 x",
            b"600 x",
            b"+50 x",
            b"250x",
            b"HTTP/1.1 400",
        ] {
            assert_eq!(Line::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn the_enhanced_code_must_be_of_the_class_of_the_reply() {
        for (reply, want) in [
            (reply(550, &["5.7.30 no"]), Some((5, 7, 30))),
            (reply(432, &["4.3.2 slow"]), Some((4, 3, 2))),
            (reply(550, &["4.7.1 no"]), None),
            (reply(554, &["MI:STC 1"]), None),
            (reply(550, &["5.7 no"]), None),
            (reply(550, &["5.7.1234 no"]), None),
            (reply(550, &[]), None),
        ] {
            assert_eq!(reply.enhanced(), want, "{reply:?}");
        }
    }

    #[test]
    fn the_text_says_the_enhanced_code_once() {
        let many = reply(535, &["5.7.8 not", "5.7.8 accepted", ""]);
        assert_eq!(many.text(), "535 5.7.8 not accepted");
    }

    proptest! {
        #[test]
        fn no_line_panics_and_no_control_gets_through(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Some(line) = Line::parse(&bytes) {
                prop_assert!((200..600).contains(&line.code));
                prop_assert!(!line.text.chars().any(char::is_control));
            }
        }
    }
}
