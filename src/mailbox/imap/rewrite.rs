//! An answer said anew in the narrow form that imap-proto 0.17 reads safely: only what this client asks
//! for, without what is optional.
//!
//! imap-proto slices inside a character after `[ALERT]` and unwraps INTERNALDATE NIL and METADATA
//! (panics), descends into BODYSTRUCTURE as deep as the server likes, leaves the escapes in quoted
//! strings, and fails on answers of real servers: a capability list without IMAP4rev1, flags in other
//! charsets, `SEARCH 2 (MODSEQ 9)`. What is no answer at all is a fault, since a stream that went out of
//! step may hold lines a stranger wrote into a mail.

use std::borrow::Cow;
use std::ops::Range;

use super::tokens::{Fault, Token, Tokens, WORDS, cut};

/// Longest flag, capability, tag or date handed on, bytes.
const WORD: usize = 100;
/// Longest folder name, bytes.
const NAME: usize = 1000;
/// Values handed on of one FETCH answer; we ask for four.
const VALUES: usize = 20;
/// Longest status text handed on, bytes.
const TEXT: usize = 1000;
/// UIDs in one SEARCH answer handed on: async-imap reads a line again from its start every 4 KiB.
const UIDS: usize = 500;

/// The answer in its narrow form, several if it is a long SEARCH, nothing if it is of no use to us;
/// `literals` are the places of its literals.
pub(super) fn rewrite(bytes: &[u8], literals: &[Range<usize>]) -> Result<Vec<u8>, Fault> {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    // Some servers send an empty line between answers.
    if bytes.iter().all(|&byte| byte == b'\r') {
        return Ok(Vec::new());
    }
    let (first, rest) = cut(bytes);
    if first.first() == Some(&b'+') {
        return Ok(b"+ \r\n".to_vec());
    }
    let (word, text) = cut(rest);
    let status = ["OK", "NO", "BAD", "BYE", "PREAUTH"]
        .into_iter()
        .find(|status| word.eq_ignore_ascii_case(status.as_bytes()));
    if first == b"*" {
        return match status {
            Some(status) => Ok(said("*", status, text)),
            None => data(Tokens::new(bytes, literals, 2)),
        };
    }
    let tag = std::str::from_utf8(first)
        .ok()
        .filter(|tag| tag.len() <= WORD && tag.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .ok_or("an answer without a tag")?;
    match status {
        Some(status @ ("OK" | "NO" | "BAD")) => Ok(said(tag, status, text)),
        _ => Err("a line that is no answer"),
    }
}

/// A status answer; its text goes as `%hex`, code and brackets included, so that all codes and
/// charsets arrive alike. [`unveil`] reads it.
fn said(tag: &str, status: &str, text: &[u8]) -> Vec<u8> {
    let mut out = format!("{tag} {status}");
    for (index, byte) in text.iter().take(TEXT).enumerate() {
        if index == 0 {
            out.push(' ');
        }
        if byte.is_ascii_alphanumeric() || *byte == b' ' {
            out.push(char::from(*byte));
        } else {
            out.push_str(&format!("%{byte:02x}"));
        }
    }
    out.push_str("\r\n");
    out.into_bytes()
}

/// The text that [`said`] veiled.
pub(super) fn unveil(text: &str) -> Vec<u8> {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            if let (Some(high), Some(low)) = (digit(), digit()) {
                out.extend(u8::try_from(high.saturating_mul(16).saturating_add(low)));
            }
        } else {
            out.push(byte);
        }
    }
    out
}

fn data(mut tokens: Tokens<'_>) -> Result<Vec<u8>, Fault> {
    let word = tokens.word().ok_or("an empty answer")?;
    if let Ok(number) = word.parse::<u32>() {
        let kind = tokens.word().ok_or("a number without a word")?;
        return match kind.to_ascii_uppercase().as_str() {
            kind @ ("EXISTS" | "EXPUNGE") => Ok(format!("* {number} {kind}\r\n").into_bytes()),
            "FETCH" => fetch(number, tokens),
            _ => Ok(Vec::new()),
        };
    }
    match word.to_ascii_uppercase().as_str() {
        "SEARCH" => search(tokens),
        "LIST" | "XLIST" => list(tokens),
        "CAPABILITY" => {
            // Without IMAP4rev1 imap-proto refuses the whole list, and that one matters to nobody.
            let mut out = String::from("* CAPABILITY IMAP4rev1");
            let words = std::iter::from_fn(|| tokens.word());
            for word in words
                .filter(|word| !word.to_ascii_uppercase().starts_with("IMAP4REV1"))
                .take(WORDS)
            {
                out.extend(plain(word.as_bytes()).map(|word| format!(" {word}")));
            }
            out.push_str("\r\n");
            Ok(out.into_bytes())
        }
        _ => Ok(Vec::new()),
    }
}

fn search(mut tokens: Tokens<'_>) -> Result<Vec<u8>, Fault> {
    let mut uids = Vec::new();
    while let Some(token) = tokens.next()? {
        match token {
            // CONDSTORE servers may append `(MODSEQ n)`.
            Token::Open => drop(tokens.list()?),
            Token::Atom(atom) => uids.push(number::<u32>(atom).ok_or("a UID that is none")?),
            _ => return Err("a UID that is none"),
        }
    }
    let mut out = String::new();
    for some in uids.chunks(UIDS) {
        out.push_str("* SEARCH");
        for uid in some {
            out.push_str(&format!(" {uid}"));
        }
        out.push_str("\r\n");
    }
    Ok(out.into_bytes())
}

fn list(mut tokens: Tokens<'_>) -> Result<Vec<u8>, Fault> {
    const WRONG: Fault = "a LIST answer without a name";
    let Some(Token::Open) = tokens.next()? else {
        return Err(WRONG);
    };
    let attributes = tokens.list()?;
    if !matches!(tokens.next()?, Some(Token::Atom(_) | Token::Text(_))) {
        return Err(WRONG);
    }
    let name = match tokens.next()? {
        Some(Token::Atom(name)) if !name.eq_ignore_ascii_case(b"NIL") => Cow::Borrowed(name),
        Some(Token::Text(name)) => name,
        _ => return Err(WRONG),
    };
    while tokens.next()?.is_some() {}
    if name.len() > NAME {
        return Ok(Vec::new());
    }
    // imap-proto takes the beginning of `\SentItems` for `\Sent`, and then fails.
    let known = [
        "\\Noselect",
        "\\NonExistent",
        "\\Inbox",
        "\\Junk",
        "\\Spam",
        "\\Sent",
    ];
    let attributes: Vec<_> = known
        .into_iter()
        .filter(|known| {
            attributes
                .iter()
                .any(|attribute| attribute.eq_ignore_ascii_case(known.as_bytes()))
        })
        .collect();
    let mut out = format!("* LIST ({}) NIL ", attributes.join(" ")).into_bytes();
    literal(&mut out, &name);
    out.extend_from_slice(b"\r\n");
    Ok(out)
}

fn fetch(number_of_mail: u32, mut tokens: Tokens<'_>) -> Result<Vec<u8>, Fault> {
    const WRONG: Fault = "a FETCH answer that cannot be read";
    let Some(Token::Open) = tokens.next()? else {
        return Err(WRONG);
    };
    let mut out = format!("* {number_of_mail} FETCH ").into_bytes();
    let mut before = b'(';
    let mut values = 0_usize;
    loop {
        let key = match tokens.next()?.ok_or(WRONG)? {
            Token::Atom(key) => key.to_ascii_uppercase(),
            Token::Close => break,
            _ => return Err(WRONG),
        };
        let value = tokens.next()?.ok_or(WRONG)?;
        let within = match value {
            Token::Open => tokens.list()?,
            Token::Close => return Err(WRONG),
            _ => Vec::new(),
        };
        let start = out.len();
        out.push(before);
        match (key.as_slice(), value) {
            (b"UID", Token::Atom(uid)) => {
                let uid = number::<u32>(uid).ok_or(WRONG)?;
                out.extend_from_slice(format!("UID {uid}").as_bytes());
            }
            (b"UID", _) => return Err(WRONG),
            (b"RFC822.SIZE", Token::Atom(size)) => match number::<u64>(size) {
                // imap-proto has 32 bits for it, and anything that large comes as a window.
                Some(size) => out.extend_from_slice(
                    format!("RFC822.SIZE {}", size.min(u64::from(u32::MAX))).as_bytes(),
                ),
                None => out.truncate(start),
            },
            (b"FLAGS", Token::Open) => {
                let flags: Vec<_> = within.iter().filter_map(|flag| flagged(flag)).collect();
                out.extend_from_slice(format!("FLAGS ({})", flags.join(" ")).as_bytes());
            }
            (b"FLAGS", _) => return Err(WRONG),
            (b"INTERNALDATE", Token::Text(date)) if date.len() <= WORD => {
                out.extend_from_slice(b"INTERNALDATE ");
                literal(&mut out, &date);
            }
            // `BODY[]<0>` is the answer to a window.
            (key, Token::Text(body)) if key == b"BODY[]" || key.starts_with(b"BODY[]<") => {
                out.extend_from_slice(b"BODY[] ");
                literal(&mut out, &body);
            }
            _ => out.truncate(start),
        }
        if out.len() > start {
            before = b' ';
            values = values.saturating_add(1);
            if values > VALUES {
                return Err(WRONG);
            }
        }
    }
    if tokens.next()?.is_some() {
        return Err(WRONG);
    }
    if before == b'(' {
        return Ok(Vec::new());
    }
    out.extend_from_slice(b")\r\n");
    Ok(out)
}

fn literal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(format!("{{{}}}\r\n", bytes.len()).as_bytes());
    out.extend_from_slice(bytes);
}

fn number<N: std::str::FromStr>(atom: &[u8]) -> Option<N> {
    std::str::from_utf8(atom).ok()?.parse().ok()
}

/// A word that is an atom to imap-proto too.
fn plain(word: &[u8]) -> Option<&str> {
    let fits = |byte: &u8| byte.is_ascii_graphic() && !b"(){}%*\"\\]".contains(byte);
    (word.len() <= WORD && !word.is_empty() && word.iter().all(fits))
        .then(|| std::str::from_utf8(word).ok())?
}

fn flagged(flag: &[u8]) -> Option<String> {
    match flag.strip_prefix(b"\\") {
        Some(flag) => plain(flag).map(|flag| format!("\\{flag}")),
        None => plain(flag).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::{rewrite, unveil};

    fn say(line: &str) -> Result<String, &'static str> {
        let literals: Vec<_> = line
            .split_once("}\r\n")
            .map(|(before, _)| {
                let (_, size) = before.rsplit_once('{').unwrap();
                let start = before.len() + 3;
                start..start + size.parse::<usize>().unwrap()
            })
            .into_iter()
            .collect();
        rewrite(format!("{line}\r\n").as_bytes(), &literals)
            .map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn fetch_answers_of_many_servers() {
        for (line, wanted) in [
            (
                "(UID 7 FLAGS (\\Seen $Forwarded 已处理) INTERNALDATE \"20-Nov-2026\" RFC822.SIZE 4286)",
                "(UID 7 FLAGS (\\Seen $Forwarded) INTERNALDATE {11}\r\n20-Nov-2026 RFC822.SIZE 4286)",
            ),
            (
                "(BODY[]<0> {5}\r\na\r\n)) UID 3 MODSEQ (12))",
                "(BODY[] {5}\r\na\r\n)) UID 3)",
            ),
            ("(UID 3 BODY[] ~{1}\r\nx)", "(UID 3 BODY[] {1}\r\nx)"),
            ("(UID 3 BODY[] NIL)", "(UID 3)"),
            ("(UID 3 BODY[] \"\")", "(UID 3 BODY[] {0}\r\n)"),
            (
                "(UID 3 BODY[] \"a \\\"b\\\\\")",
                "(UID 3 BODY[] {5}\r\na \"b\\)",
            ),
            ("(UID 3 INTERNALDATE NIL RFC822.SIZE NIL )", "(UID 3)"),
            (
                "(RFC822.SIZE 99999999999 FLAGS ())",
                "(RFC822.SIZE 4294967295 FLAGS ())",
            ),
            ("(BODY[HEADER.FIELDS (FROM TO)] \"x\" UID 9)", "(UID 9)"),
            ("(X-THING (a (b \"c)\") d) UID 9)", "(UID 9)"),
        ] {
            assert_eq!(
                say(&format!("* 12 FETCH {line}")),
                Ok(format!("* 12 FETCH {wanted}\r\n")),
                "{line}"
            );
        }
        assert_eq!(say("* 12 FETCH (MODSEQ (9))"), Ok(String::new()));
    }

    #[test]
    fn other_answers() {
        for (line, wanted) in [
            ("* SEARCH 3 1 2 ", "* SEARCH 3 1 2\r\n"),
            ("* SEARCH", ""),
            ("* SEARCH 2 (MODSEQ 917162500)", "* SEARCH 2\r\n"),
            ("* 172 exists", "* 172 EXISTS\r\n"),
            ("* 1 RECENT", ""),
            ("* VANISHED 41,43:45", ""),
            ("", ""),
            ("+", "+ \r\n"),
            ("+ idling", "+ \r\n"),
            (
                "* LIST (\\HasNoChildren \\Junk \\SentItems) \"/\" \"Spam \\\"x\\\"\"",
                "* LIST (\\Junk) NIL {8}\r\nSpam \"x\"\r\n",
            ),
            (
                "* XLIST () NIL {5}\r\nInbox",
                "* LIST () NIL {5}\r\nInbox\r\n",
            ),
            (
                "* CAPABILITY AUTH=PLAIN X[Y a]b ",
                "* CAPABILITY IMAP4rev1 AUTH=PLAIN X[Y\r\n",
            ),
            ("* BYE", "* BYE\r\n"),
            ("A1 ok [ALERT]é", "A1 OK %5bALERT%5d%c3%a9\r\n"),
        ] {
            assert_eq!(say(line).as_deref(), Ok(wanted), "{line}");
        }
        assert_eq!(
            unveil("%5bALERT%5d%c3%a9 100%25"),
            "[ALERT]é 100%".as_bytes()
        );
    }

    #[test]
    fn what_is_no_answer_is_a_fault() {
        let deep = format!("* 1 FETCH {}", "(".repeat(100_000));
        let many = format!("* 1 FETCH ({})", "UID 1 ".repeat(100_000));
        for line in [
            "hello",
            "* 1 FETCH (UID",
            "* 1 FETCH (UID x)",
            "* 1 FETCH UID 3",
            "* 1 FETCH (UID 3))",
            "* SEARCH x",
            "* 1 FETCH (UID 99999999999)",
            "* LIST () NIL",
            "A1 BYE",
            "密 OK",
            &deep,
            &many,
        ] {
            assert!(say(line).is_err(), "{line:.40}");
        }
    }
}
