//! Where the parts of a multipart begin and end.

use crate::mail::limits;

/// The bytes of each part, none if the boundary never comes; and whether the limit cut some off.
pub(super) fn pieces<'a>(body: &'a [u8], boundary: &str) -> (Vec<&'a [u8]>, bool) {
    let mark = format!("--{boundary}");
    let mark = mark.trim_end().as_bytes();
    let mut pieces: Vec<&'a [u8]> = Vec::new();
    let (mut at, mut open, mut cut) = (0usize, None, false);
    while at < body.len() {
        let line = body.get(at..).unwrap_or_default();
        let length = line
            .iter()
            .position(|b| *b == b'\n')
            .map_or(line.len(), |n| n + 1);
        let line = line.get(..length).unwrap_or_default();
        if let Some(tail) = line.strip_prefix(mark) {
            let tail = tail.trim_ascii();
            if tail.is_empty() || tail == b"--" || tail.starts_with(b"--") {
                if let Some(start) = open {
                    pieces.push(piece(body, start, at));
                }
                open = (tail.is_empty()).then_some(at + length);
                if pieces.len() > limits::PARTS {
                    cut = true;
                    open = None;
                    break;
                }
                if open.is_none() {
                    break;
                }
            }
        }
        at += length;
    }
    if let Some(start) = open {
        // Cut off before the last boundary.
        pieces.push(piece(body, start, body.len()));
    }
    (pieces, cut)
}

/// The bytes of a part, without the line end that belongs to the boundary after it.
fn piece(body: &[u8], start: usize, end: usize) -> &[u8] {
    let bytes = body.get(start..end).unwrap_or_default();
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}
