//! Strips what strangers hide in text, at the door: control, bidi and invisible characters.
//!
//! An encoded word may hold CR and LF (`=0D=0A`), which panics lettre's mailbox builder and splits
//! headers elsewhere; bidi controls turn `gnp.exe` into `exe.png`.

use super::limits;
use crate::model::is_hidden;

/// One line: no control or bidi characters, runs of white space become one space, ends trimmed.
#[must_use]
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars().take(limits::LINE_CHARS * 4) {
        if c.is_whitespace() || c == '\u{2028}' || c == '\u{2029}' {
            space = true;
        } else if !is_hidden(c) {
            if space && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            out.push(c);
        }
    }
    if out.chars().count() > limits::LINE_CHARS {
        out = out.chars().take(limits::LINE_CHARS).collect();
    }
    out
}

/// A structured header, unfolded: what a line may not hold becomes U+FFFD instead of nothing, or two
/// halves of a word would grow together. Nothing is cut, since half a header says other than the
/// whole: one beyond [`limits::HEADER_BYTES`] says nothing.
#[must_use]
pub(crate) fn structured(raw: &[u8]) -> String {
    if raw.len() > limits::HEADER_BYTES {
        return String::new();
    }
    String::from_utf8_lossy(&super::charset::unfold(raw))
        .trim()
        .chars()
        .map(|c| match c {
            '\t' => ' ',
            c if is_hidden(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}

/// A text of several lines: LF line ends, no other control characters, tabs become spaces.
#[must_use]
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = odd(rest) {
        let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut tail = tail.chars();
        match tail.next() {
            Some('\r') if !tail.as_str().starts_with('\n') => out.push('\n'),
            Some('\u{2028}' | '\u{2029}' | '\u{c}' | '\u{b}') => out.push('\n'),
            Some('\t' | '\u{a0}') => out.push(' '),
            Some(c) if is_hidden(c) => {}
            Some(c) => out.push(c),
            None => {}
        }
        rest = tail.as_str();
    }
    out.push_str(rest);
    out
}

/// Where the first byte stands that is no line end and nothing that ASCII shows; sixteen are looked at
/// at a time.
fn not_plain(bytes: &[u8]) -> Option<usize> {
    let plain = |b: u8| b == b'\n' || b.wrapping_sub(b' ') <= b'~' - b' ';
    let (many, _) = bytes.as_chunks::<16>();
    let shown = many
        .iter()
        .take_while(|some| some.iter().fold(true, |all, b| all & plain(*b)))
        .count();
    let before = shown.saturating_mul(16);
    let behind = bytes.get(before..)?.iter().position(|b| !plain(*b))?;
    Some(before.saturating_add(behind))
}

/// Where the first character stands that is not surely shown as it is; the stretch before it is
/// copied whole.
fn odd(text: &str) -> Option<usize> {
    let mut rest = text;
    loop {
        let ascii = not_plain(rest.as_bytes())?;
        let mut tail = rest.get(ascii..)?.chars();
        if !matches!(tail.next()?, '\u{3001}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}') {
            return text.len().checked_sub(rest.len().checked_sub(ascii)?);
        }
        rest = tail.as_str();
    }
}

/// The name of a file for display: no path, no control or bidi characters.
#[must_use]
pub(crate) fn file_name(name: &str) -> String {
    let bare = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean = line(bare);
    let clean = clean.trim_matches(|c: char| c == '.' && clean.chars().all(|c| c == '.'));
    clean
        .chars()
        .filter(|c| !"<>:\"|?*".contains(*c))
        .take(limits::NAME_CHARS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hidden_comes_in() {
        assert_eq!(line(" Evil\r\nBcc:  x\u{0}\u{202e}y "), "Evil Bcc: xy");
        assert_eq!(text("a\r\nb\rc\u{0}\u{2066}d\te"), "a\nb\ncd e");
        assert_eq!(file_name("../../etc/passwd\u{0}.pdf"), "passwd.pdf");
        assert_eq!(file_name("C:\\temp\\发票.pdf"), "发票.pdf");
        assert_eq!(file_name(".."), "");
    }
}
