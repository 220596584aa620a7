//! Strings of strangers, made harmless for a mail: one line where a line is meant, no controls, no
//! characters that turn the reading direction or hide. Marks of templates and HTML need nothing
//! here: such strings are only ever values, and the HTML twin escapes every value.

use std::sync::LazyLock;

use regex::Regex;

/// Longest line taken from outside, in characters: an ask, a subject, a name.
const LONGEST_LINE: usize = 500;
/// Most lines quoted of an original or of a client's words.
const MOST_LINES: usize = 400;

/// Characters nobody sees that change what others look like: bidi controls, zero-width spaces, tags.
/// Zero-width joiners stay: emoji are made of them.
fn hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// One line: white space and controls become single spaces, cut at [`LONGEST_LINE`] with `…`.
#[must_use]
pub(crate) fn line(text: &str) -> String {
    let mut out = String::new();
    for (count, c) in text.chars().filter(|c| !hides(*c)).enumerate() {
        if count >= LONGEST_LINE {
            out.push('…');
            break;
        }
        if !(c.is_whitespace() || c.is_control()) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The lines of a longer text, at most [`MOST_LINES`]: no controls, no white space at line ends, no
/// empty lines at both ends, never two in a row.
#[must_use]
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for raw in text.replace("\r\n", "\n").split([
        '\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}',
    ]) {
        let clean: String = raw
            .chars()
            .filter(|c| !hides(*c))
            .filter_map(|c| {
                if c == '\t' {
                    Some(' ')
                } else {
                    Some(c).filter(|c| !c.is_control())
                }
            })
            .take(LONGEST_LINE.saturating_mul(4))
            .collect();
        let clean = clean.trim_end();
        if clean.is_empty() && out.last().is_none_or(String::is_empty) {
            continue;
        }
        if out.len() >= MOST_LINES {
            out.push("[…]".to_owned());
            break;
        }
        out.push(clean.to_owned());
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// Paragraphs of a template's block: empty lines part them, single line ends are only the
/// template's own and close up (without a space between two Chinese characters).
#[must_use]
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for raw in text.lines() {
        let piece = raw.trim();
        if piece.is_empty() {
            open = false;
        } else if let (true, Some(last)) = (open, out.last_mut()) {
            if !(last.chars().next_back().is_some_and(wide)
                || piece.chars().next().is_some_and(wide))
            {
                last.push(' ');
            }
            last.push_str(piece);
        } else {
            out.push(piece.to_owned());
            open = true;
        }
    }
    out
}

fn wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// A text body: one empty line at most between two lines, none at the start, one line end at the end.
#[must_use]
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('\n');
        }
        gap = false;
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Reply and forward marks at the head of a subject, in the languages mail programs use here.
static MARKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:re|aw|sv|fwd?|wg|回复|回覆|答复|转发|轉寄)(?:\[\d+\])?\s*[:：]\s*)+")
        .ok()
});

/// Whether a subject already says that it is an answer.
static ANSWERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:re|aw|sv|回复|回覆|答复)(?:\[\d+\])?\s*[:：]").ok());

/// A subject as it is named in a sentence: one line, without reply and forward marks.
#[must_use]
pub(crate) fn topic(subject: &str) -> String {
    let subject = line(subject);
    match MARKS.as_ref() {
        Some(marks) => marks.replace(&subject, "").trim().to_owned(),
        None => subject,
    }
}

/// The subject of an answer: `Re: ` before the subject as it was; none where one stands already
/// (a changed subject breaks threads in Outlook and QQ).
#[must_use]
pub(crate) fn answer_subject(subject: &str) -> String {
    let subject = line(subject);
    if ANSWERS
        .as_ref()
        .is_some_and(|answers| answers.is_match(&subject))
    {
        subject
    } else {
        format!("Re: {subject}").trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(
            line(" a\r\nBcc: x@y.example\u{0}\u{202e}b \t "),
            "a Bcc: x@y.example b"
        );
        assert_eq!(line(&"长".repeat(600)).chars().count(), LONGEST_LINE + 1);
        assert_eq!(lines("\n\n a \r\n\r\n\r\nb\u{1b}\n"), [" a", "", "b"]);
    }

    #[test]
    fn paragraphs_close_up() {
        assert_eq!(paragraphs("\n one\n two\n\n三\n四\n"), ["one two", "三四"]);
        assert!(paragraphs(" \n").is_empty());
        assert_eq!(tidy("\n\na \n\n\nb\n\n"), "a\n\nb\n");
    }

    #[test]
    fn subjects_keep_their_words() {
        for (subject, answer, bare) in [
            ("Logo files", "Re: Logo files", "Logo files"),
            ("RE: Logo files", "RE: Logo files", "Logo files"),
            ("回复：标志文件", "回复：标志文件", "标志文件"),
            ("转发: 标志文件", "Re: 转发: 标志文件", "标志文件"),
            ("Fwd: Re[2]: x", "Re: Fwd: Re[2]: x", "x"),
            ("Regarding: x", "Re: Regarding: x", "Regarding: x"),
        ] {
            assert_eq!(answer_subject(subject), answer);
            assert_eq!(topic(subject), bare);
        }
    }

    proptest! {
        #[test]
        fn nothing_gets_through(text in any::<String>()) {
            let bad = |c: char| c.is_control() || hides(c);
            prop_assert!(!line(&text).contains(bad));
            prop_assert!(lines(&text).iter().all(|l| !l.contains(bad)));
            prop_assert!(!answer_subject(&text).contains(bad));
        }
    }
}
