//! The header block as it stands: every field with its raw bytes and the faults of its name.
//!
//! mail-parser takes the last of several From headers and accepts ` From:` and `From :`; forgeries
//! live on that (reliability.md 1.4), so names and counts are looked at here, byte by byte.

use super::{charset, limits, sanitise};

/// One header field.
#[derive(Debug, Clone)]
pub(crate) struct Field<'x> {
    /// Name, lower case, without white space.
    pub(crate) name: String,
    /// White space before the colon or no colon at all.
    pub(crate) odd_name: bool,
    /// Value with its folds.
    pub(crate) raw: &'x [u8],
}

/// A header block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headers<'x> {
    /// The fields, top first.
    pub(crate) fields: Vec<Field<'x>>,
    /// The block's first line began with white space: ` From:` hides there.
    pub(crate) starts_folded: bool,
}

impl<'x> Headers<'x> {
    /// Splits a mail or part into headers and body.
    pub(crate) fn read(raw: &'x [u8]) -> (Self, &'x [u8]) {
        let mut headers = Self::default();
        let (mut at, mut first) = (0usize, true);
        // (start of name, colon, end of value)
        let mut open: Option<(usize, usize, usize)> = None;
        let rest = |at: usize| raw.get(at..).unwrap_or_default();
        while at < raw.len() && at < limits::HEADER_BYTES_READ {
            let line = rest(at);
            let length = line
                .iter()
                .position(|b| *b == b'\n')
                .map_or(line.len(), |n| n + 1);
            let line = line.get(..length).unwrap_or_default();
            let bare = line.strip_suffix(b"\n").unwrap_or(line);
            let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
            if bare.is_empty() {
                headers.close(raw, open);
                return (headers, rest(at + length));
            }
            let folded = matches!(bare.first(), Some(b' ' | b'\t'));
            if folded && first {
                headers.starts_folded = true;
            }
            if folded && !first {
                if let Some((_, _, end)) = &mut open {
                    *end = at + length;
                }
            } else if first && (bare.starts_with(b"From ") || bare.starts_with(b">From ")) {
                // The mbox separator line, left on by many exports.
            } else {
                match bare.iter().position(|b| *b == b':') {
                    Some(colon) if colon > 0 && colon < 128 => {
                        headers.close(raw, open);
                        open = Some((at, at + colon, at + length));
                    }
                    _ => {
                        headers.close(raw, open);
                        open = None;
                        let name = String::from_utf8_lossy(
                            bare.get(..bare.len().min(64)).unwrap_or_default(),
                        )
                        .trim()
                        .to_ascii_lowercase();
                        if !headers.is_cut() {
                            headers.fields.push(Field {
                                name,
                                odd_name: true,
                                raw: &[],
                            });
                        }
                    }
                }
            }
            first = false;
            at += length;
        }
        headers.close(raw, open);
        (headers, rest(at))
    }

    /// Whether the block has more fields than are kept.
    pub(crate) fn is_cut(&self) -> bool {
        self.fields.len() >= limits::FIELDS
    }

    fn close(&mut self, raw: &'x [u8], open: Option<(usize, usize, usize)>) {
        if let Some((start, colon, end)) = open {
            let name =
                String::from_utf8_lossy(raw.get(start..colon).unwrap_or_default()).into_owned();
            let bare = name.trim();
            let odd_name = bare.len() != name.len();
            let name = bare.to_ascii_lowercase();
            if self.is_cut() && name != "from" {
                return;
            }
            self.fields.push(Field {
                name,
                odd_name,
                raw: raw.get(colon + 1..end).unwrap_or_default(),
            });
        }
    }

    /// SHA-256, hex, of the headers a writer writes and the body: the same for all copies of a mail.
    pub(crate) fn fingerprint(&self, body: &[u8]) -> String {
        use sha2::Digest as _;
        let mut digest = sha2::Sha256::new();
        for name in ["from", "date", "subject", "message-id"] {
            for value in self.all(name) {
                digest.update(value);
                digest.update(b"\n");
            }
        }
        digest.update(body);
        format!("{:x}", digest.finalize())
    }

    /// Whether anything here is a header.
    pub(crate) fn is_empty(&self) -> bool {
        !self.fields.iter().any(|f| !f.raw.is_empty())
    }

    /// All raw values of a name, top first.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'x [u8]> + 'a {
        self.fields
            .iter()
            .filter(move |f| f.name == name && !f.raw.is_empty())
            .map(|f| f.raw)
    }

    /// The topmost raw value of a name.
    pub(crate) fn raw(&self, name: &str) -> Option<&'x [u8]> {
        self.fields
            .iter()
            .find(|f| f.name == name && !f.raw.is_empty())
            .map(|f| f.raw)
    }

    /// The topmost value of a name, decoded, one clean line.
    pub(crate) fn line(&self, name: &str) -> Option<String> {
        self.raw(name)
            .map(|raw| sanitise::line(&charset::header(raw)))
    }

    /// The topmost value in lower case; empty if there is none.
    pub(crate) fn lower(&self, name: &str) -> String {
        self.line(name).unwrap_or_default().to_lowercase()
    }

    /// Whether there is a header of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }
}

/// A structured value: `text/plain; charset=utf-8` (RFC 2045 §5.1) with RFC 2231 continuations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Structured {
    /// What stands before the first `;`, lower case.
    pub(crate) value: String,
    parameters: Vec<(String, String)>,
}

impl Structured {
    /// Reads a Content-Type or Content-Disposition value.
    pub(crate) fn read(raw: &[u8]) -> Self {
        let raw = charset::unfold(raw);
        let mut pieces: Vec<Vec<u8>> = vec![Vec::new()];
        let (mut quoted, mut escaped, mut comment) = (false, false, 0u32);
        for byte in raw.iter().copied().take(limits::HEADER_BYTES) {
            let last = pieces.len() - 1;
            let Some(piece) = pieces.get_mut(last) else {
                break;
            };
            if escaped {
                // A path with backslashes is no escape: Windows programs write C:\temp\a.pdf.
                if !matches!(byte, b'"' | b'\\') {
                    piece.push(b'\\');
                }
                piece.push(byte);
                escaped = false;
            } else if quoted {
                match byte {
                    b'\\' => escaped = true,
                    b'"' => quoted = false,
                    _ => piece.push(byte),
                }
            } else {
                match byte {
                    b'"' if comment == 0 => quoted = true,
                    b'(' => comment += 1,
                    b')' if comment > 0 => comment -= 1,
                    _ if comment > 0 => {}
                    b';' => pieces.push(Vec::new()),
                    _ => piece.push(byte),
                }
            }
        }
        let mut pieces = pieces.into_iter();
        let value = pieces
            .next()
            .map(|v| sanitise::line(&String::from_utf8_lossy(&v)).to_lowercase())
            .unwrap_or_default();
        let value = value
            .split([' ', ','])
            .next()
            .unwrap_or_default()
            .to_owned();
        let mut parameters: Vec<(String, Vec<u8>, bool)> = Vec::new();
        for piece in pieces.take(64) {
            let Some(equals) = piece.iter().position(|b| *b == b'=') else {
                continue;
            };
            let name = String::from_utf8_lossy(piece.get(..equals).unwrap_or_default())
                .trim()
                .to_ascii_lowercase();
            let data = piece
                .get(equals + 1..)
                .unwrap_or_default()
                .trim_ascii()
                .to_vec();
            let percent = name.ends_with('*');
            let base = name.split('*').next().unwrap_or_default().to_owned();
            if name.contains('*') && parameters.last().is_some_and(|p| p.0 == base && p.2) {
                if let Some(last) = parameters.last_mut() {
                    last.1.extend(if percent { unpercent(&data) } else { data });
                }
            } else if name.contains('*') {
                parameters.push((base, if percent { unpercent(&data) } else { data }, true));
            } else {
                parameters.push((base, data, false));
            }
        }
        // RFC 2231 §4.1: the extended form wins over the plain one beside it.
        parameters.sort_by_key(|p| !p.2);
        let parameters = parameters
            .into_iter()
            .map(|(name, data, extended)| {
                let mut split = data.splitn(3, |b| *b == b'\'');
                let text = match (extended, split.next(), split.next(), split.next()) {
                    (true, Some(label), Some(_), Some(text)) => {
                        charset::decode(text, std::str::from_utf8(label).ok())
                    }
                    _ => charset::header(&data),
                };
                (name, text)
            })
            .collect();
        Self { value, parameters }
    }

    /// The value of a parameter; extended (`name*=`) before plain.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|p| p.0 == name)
            .map(|p| p.1.as_str())
    }
}

fn unpercent(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        if let (b'%', [a, b, after @ ..]) = (byte, tail)
            && let (Some(a), Some(b)) = ((*a as char).to_digit(16), (*b as char).to_digit(16))
        {
            out.push((a * 16 + b) as u8);
            rest = after;
            continue;
        }
        out.push(*byte);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_order_and_faults() {
        let (headers, body) = Headers::read(
            b"Subject: a\r\n b\r\nFrom : x@y.example\r\nFROM: z@y.example\r\n\r\nbody",
        );
        assert_eq!(headers.line("subject").as_deref(), Some("a b"));
        assert_eq!(
            headers.fields.iter().filter(|f| f.name == "from").count(),
            2
        );
        assert!(headers.fields.iter().any(|f| f.odd_name));
        assert_eq!(body, b"body");
    }

    #[test]
    fn parameters_as_they_really_come() {
        for (raw, name, want) in [
            ("text/plain; charset=\"gb2312\"", "charset", "gb2312"),
            (
                "application/pdf; name=\"=?utf-8?B?5Y+R56WoLnBkZg==?=\"",
                "name",
                "发票.pdf",
            ),
            (
                "attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf",
                "filename",
                "发票.pdf",
            ),
            (
                "attachment; filename*0*=utf-8''%E5%8F%91;\r\n filename*1*=%E7%A5%A8.pdf",
                "filename",
                "发票.pdf",
            ),
            ("attachment; filename=\"a;b.pdf\"", "filename", "a;b.pdf"),
        ] {
            assert_eq!(
                Structured::read(raw.as_bytes()).parameter(name),
                Some(want),
                "{raw}"
            );
        }
    }
}
