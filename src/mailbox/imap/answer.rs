//! One answer of the server, read (RFC 3501 7): only what this client asks for is understood, every
//! other well-formed answer is [`Answer::Other`], and anything else is a fault, since a stream that went
//! out of step may hold lines a stranger wrote into a mail.

use std::ops::Range;

use super::value::{Reader, Value};

/// How a status answer begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Ok,
    No,
    Bad,
    Bye,
    Preauth,
}

/// `[CODE arguments] text` of a status answer. Read here and not by a library, since the codes of RFC
/// 5530 decide what we do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Text {
    /// Upper case, without brackets; empty if none.
    pub(super) code: String,
    /// What stands behind the code within the brackets.
    pub(super) arguments: String,
    /// The words, made safe to show: one line, no controls, no addresses, at most 200 characters.
    pub(super) words: String,
}

/// What a FETCH answer says about one mail; servers may say it in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Item {
    pub(super) uid: Option<u32>,
    pub(super) flags: Option<Vec<String>>,
    pub(super) size: Option<u64>,
    pub(super) internal_date: Option<String>,
    /// `BODY[]` or a window of it; NIL stays `None`.
    pub(super) body: Option<Vec<u8>>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Continue,
    Untagged(Status, Text),
    Tagged(String, Status, Text),
    Exists(u32),
    Expunged,
    Fetch(Item),
    Search(Vec<u32>),
    List {
        attributes: Vec<String>,
        name: String,
    },
    Capability(Vec<String>),
    Other,
}

impl Answer {
    /// Reads one whole answer; `literals` are the places of its literals in `bytes`.
    pub(super) fn parse(bytes: &[u8], literals: &[Range<usize>]) -> Result<Self, &'static str> {
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let mut words = bytes.splitn(2, |&byte| byte == b' ');
        let first = words.next().unwrap_or_default();
        let rest = words.next().unwrap_or_default();
        if first.first() == Some(&b'+') {
            return Ok(Self::Continue);
        }
        let status = status(rest);
        if first != b"*" {
            let tag = std::str::from_utf8(first).map_err(|_| "an answer without a tag")?;
            return match status {
                Some((status @ (Status::Ok | Status::No | Status::Bad), text)) => {
                    Ok(Self::Tagged(tag.to_owned(), status, text))
                }
                _ => Err("a line that is no answer"),
            };
        }
        if let Some((status, text)) = status {
            return Ok(Self::Untagged(status, text));
        }
        data(&mut Reader::new(
            bytes,
            literals,
            first.len().saturating_add(1),
        ))
    }
}

fn data(reader: &mut Reader<'_>) -> Result<Answer, &'static str> {
    let word = reader.word().ok_or("an empty answer")?;
    if let Ok(number) = word.parse::<u32>() {
        let kind = reader
            .word()
            .ok_or("a number without a word")?
            .to_ascii_uppercase();
        return Ok(match kind.as_str() {
            "EXISTS" => Answer::Exists(number),
            "EXPUNGE" => Answer::Expunged,
            "FETCH" => Answer::Fetch(item(reader.values()?)?),
            _ => Answer::Other,
        });
    }
    Ok(match word.to_ascii_uppercase().as_str() {
        "SEARCH" => Answer::Search(
            reader
                .values()?
                .iter()
                // CONDSTORE servers may append `(MODSEQ n)`.
                .filter(|value| !matches!(value, Value::List(_)))
                .map(|value| {
                    value
                        .number()
                        .and_then(|n| u32::try_from(n).ok())
                        .ok_or("a UID that is none")
                })
                .collect::<Result<_, _>>()?,
        ),
        "LIST" | "XLIST" => {
            let values = reader.values()?;
            let (Some(Value::List(attributes)), Some(name)) = (values.first(), values.get(2))
            else {
                return Err("a LIST answer without a name");
            };
            Answer::List {
                attributes: attributes.iter().filter_map(Value::text).collect(),
                name: name.text().ok_or("a LIST answer without a name")?,
            }
        }
        "CAPABILITY" => Answer::Capability(reader.words()),
        _ => Answer::Other,
    })
}

fn item(values: Vec<Value>) -> Result<Item, &'static str> {
    const WRONG: &str = "a FETCH answer that cannot be read";
    let mut values = values.into_iter();
    let (Some(Value::List(pairs)), None) = (values.next(), values.next()) else {
        return Err(WRONG);
    };
    let mut item = Item::default();
    let mut pairs = pairs.into_iter();
    while let Some(key) = pairs.next() {
        let Value::Atom(key) = key else {
            return Err(WRONG);
        };
        let value = pairs.next().ok_or(WRONG)?;
        let key = key.to_ascii_uppercase();
        match key.as_str() {
            "UID" => {
                item.uid = Some(
                    value
                        .number()
                        .and_then(|n| u32::try_from(n).ok())
                        .ok_or(WRONG)?,
                )
            }
            "RFC822.SIZE" => item.size = value.number(),
            "INTERNALDATE" => item.internal_date = value.text(),
            "FLAGS" => {
                let Value::List(flags) = value else {
                    return Err(WRONG);
                };
                item.flags = Some(flags.iter().filter_map(Value::text).collect());
            }
            // `BODY[]<0>` is the answer to a window.
            _ if key == "BODY[]" || key.starts_with("BODY[]<") => item.body = value.bytes(),
            _ => {}
        }
    }
    Ok(item)
}

fn status(rest: &[u8]) -> Option<(Status, Text)> {
    let mut words = rest.splitn(2, |&byte| byte == b' ');
    let status = match words.next()?.to_ascii_uppercase().as_slice() {
        b"OK" => Status::Ok,
        b"NO" => Status::No,
        b"BAD" => Status::Bad,
        b"BYE" => Status::Bye,
        b"PREAUTH" => Status::Preauth,
        _ => return None,
    };
    Some((status, Text::read(words.next().unwrap_or_default())))
}

impl Text {
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim();
        let (inside, words) = text
            .strip_prefix('[')
            .and_then(|text| text.split_once(']'))
            .unwrap_or(("", text));
        let (code, arguments) = inside.split_once(' ').unwrap_or((inside, ""));
        Self {
            code: code.to_ascii_uppercase(),
            arguments: arguments.trim().to_owned(),
            words: tame(words),
        }
    }

    /// Code and words, for people.
    pub(super) fn shown(&self) -> String {
        match (self.code.is_empty(), self.words.is_empty()) {
            (true, true) => "no reason given".to_owned(),
            (true, false) => self.words.clone(),
            (false, true) => tame(&self.code),
            (false, false) => format!("{}: {}", tame(&self.code), self.words),
        }
    }
}

/// A server's words for logs and mails: one line, no control or bidi characters, no addresses.
fn tame(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let words: Vec<_> = text
        .split(|c: char| c.is_whitespace() || hidden(c))
        .filter(|word| !word.is_empty())
        // Only mail systems' own desks may be named: NetEase's `kefu@188.com` is the remedy.
        .map(|word| {
            if word.contains('@') && !word.starts_with("kefu@") {
                "***"
            } else {
                word
            }
        })
        .collect();
    words.join(" ").chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::{Answer, Item, Status};

    fn parse(line: &str) -> Result<Answer, &'static str> {
        let literals: Vec<_> = line
            .split_once("}\r\n")
            .map(|(before, _)| {
                let (_, size) = before.rsplit_once('{').unwrap();
                let start = before.len() + 3;
                start..start + size.parse::<usize>().unwrap()
            })
            .into_iter()
            .collect();
        Answer::parse(line.as_bytes(), &literals)
    }

    fn text(line: &str) -> (Status, String, String, String) {
        match parse(line).unwrap() {
            Answer::Tagged(_, status, text) | Answer::Untagged(status, text) => {
                (status, text.code, text.arguments, text.words)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn codes_are_read_whatever_follows() {
        let row =
            |s: Status, c: &str, a: &str, w: &str| (s, c.to_owned(), a.to_owned(), w.to_owned());
        for (line, wanted) in [
            (
                "A1 NO [AUTHENTICATIONFAILED] Invalid credentials",
                row(
                    Status::No,
                    "AUTHENTICATIONFAILED",
                    "",
                    "Invalid credentials",
                ),
            ),
            (
                "* OK [UIDNEXT 4392] Predicted next UID",
                row(Status::Ok, "UIDNEXT", "4392", "Predicted next UID"),
            ),
            (
                "* OK [ALERT]密码即将过期",
                row(Status::Ok, "ALERT", "", "密码即将过期"),
            ),
            ("* BYE", row(Status::Bye, "", "", "")),
            ("A1 ok", row(Status::Ok, "", "", "")),
            (
                "A1 NO bob@client.example\u{202e}\tis\u{7} wrong",
                row(Status::No, "", "", "*** is wrong"),
            ),
            (
                "* NO [unclosed text",
                row(Status::No, "", "", "[unclosed text"),
            ),
        ] {
            assert_eq!(text(line), wanted, "{line}");
        }
        assert!(matches!(
            Answer::parse(b"* OK [ALERT]\xc3\x28 bad utf-8", &[]),
            Ok(Answer::Untagged(..))
        ));
    }

    #[test]
    fn fetch_answers_of_many_servers() {
        let item = |line: &str| match parse(line).unwrap() {
            Answer::Fetch(item) => item,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            item(
                "* 12 FETCH (UID 7 FLAGS (\\Seen $Forwarded 已处理) INTERNALDATE \"20-Nov-2026 09:30:00 +0800\" RFC822.SIZE 4286)"
            ),
            Item {
                uid: Some(7),
                flags: Some(vec!["\\Seen".into(), "$Forwarded".into(), "已处理".into()]),
                size: Some(4286),
                internal_date: Some("20-Nov-2026 09:30:00 +0800".into()),
                body: None,
            }
        );
        assert_eq!(
            item("* 1 FETCH (BODY[]<0> {5}\r\na\r\n)) UID 3 MODSEQ (12))")
                .body
                .as_deref(),
            Some(&b"a\r\n))"[..])
        );
        assert_eq!(item("* 1 FETCH (UID 3 BODY[] NIL)").body, None);
        assert_eq!(
            item("* 1 FETCH (UID 3 BODY[] \"\")").body.as_deref(),
            Some(&b""[..])
        );
        assert_eq!(
            item("* 1 FETCH (UID 3 INTERNALDATE NIL RFC822.SIZE NIL )").internal_date,
            None
        );
        assert_eq!(
            item("* 1 FETCH (BODY[HEADER.FIELDS (FROM TO)] \"x\" UID 9)").uid,
            Some(9)
        );
        assert_eq!(
            item("* 1 FETCH (X-THING (a (b \"c)\") d) UID 9)").uid,
            Some(9)
        );
    }

    #[test]
    fn other_answers() {
        assert_eq!(parse("* SEARCH 3 1 2 "), Ok(Answer::Search(vec![3, 1, 2])));
        assert_eq!(parse("* SEARCH"), Ok(Answer::Search(vec![])));
        assert_eq!(
            parse("* SEARCH 2 (MODSEQ 917162500)"),
            Ok(Answer::Search(vec![2]))
        );
        assert_eq!(parse("* 172 EXISTS"), Ok(Answer::Exists(172)));
        assert_eq!(parse("* 1 RECENT"), Ok(Answer::Other));
        assert_eq!(parse("* VANISHED 41,43:45"), Ok(Answer::Other));
        assert_eq!(parse("+"), Ok(Answer::Continue));
        assert_eq!(parse("+ idling"), Ok(Answer::Continue));
        assert_eq!(
            parse("* LIST (\\HasNoChildren \\Junk) \"/\" \"Spam \\\"x\\\"\""),
            Ok(Answer::List {
                attributes: vec!["\\HasNoChildren".into(), "\\Junk".into()],
                name: "Spam \"x\"".into()
            })
        );
        assert_eq!(
            parse("* LIST () NIL {5}\r\nInbox"),
            Ok(Answer::List {
                attributes: vec![],
                name: "Inbox".into()
            })
        );
        assert_eq!(
            parse("* CAPABILITY IMAP4rev1 AUTH=PLAIN X[Y "),
            Ok(Answer::Capability(vec![
                "IMAP4REV1".into(),
                "AUTH=PLAIN".into(),
                "X[Y".into()
            ]))
        );
    }

    #[test]
    fn what_is_no_answer_is_a_fault() {
        let deep = format!("* 1 FETCH {}", "(".repeat(100_000));
        for line in [
            "hello",
            "* 1 FETCH (UID",
            "* 1 FETCH (UID x)",
            "* 1 FETCH UID 3",
            "* SEARCH x",
            "* 1 FETCH (UID 99999999999)",
            "A1 BYE",
            &deep,
        ] {
            assert!(parse(line).is_err(), "{line:.40}");
        }
    }
}
