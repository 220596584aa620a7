//! What imap-proto's answers mean to us.

use async_imap::imap_proto::{AttributeValue, Capability, NameAttribute, Outcome};

use super::rewrite::unveil;

/// `[CODE arguments] text` of a status answer. Read here and not by imap-proto, since the codes of RFC
/// 5530 decide what we do and it knows none of them.
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

impl Item {
    pub(super) fn new(values: &[AttributeValue<'_>]) -> Self {
        let mut item = Self::default();
        for value in values {
            match value {
                AttributeValue::Uid(uid) => item.uid = Some(*uid),
                AttributeValue::Rfc822Size(size) => item.size = Some(u64::from(*size)),
                AttributeValue::InternalDate(date) => {
                    item.internal_date = Some(date.clone().into_owned());
                }
                AttributeValue::Flags(flags) => {
                    item.flags = Some(flags.iter().map(|flag| flag.to_string()).collect());
                }
                AttributeValue::BodySection {
                    section: None,
                    data,
                    ..
                } => item.body = data.as_deref().map(<[u8]>::to_vec),
                _ => {}
            }
        }
        item
    }
}

/// A capability in upper case.
pub(super) fn capability(capability: &Capability<'_>) -> String {
    match capability {
        Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
        Capability::Auth(name) => format!("AUTH={}", name.to_ascii_uppercase()),
        Capability::Atom(name) => name.to_ascii_uppercase(),
    }
}

/// A LIST attribute as servers spell it; those we have no use for are empty.
pub(super) fn attribute(attribute: &NameAttribute<'_>) -> String {
    match attribute {
        NameAttribute::NoSelect => "\\Noselect",
        NameAttribute::Junk => "\\Junk",
        NameAttribute::Sent => "\\Sent",
        NameAttribute::Extension(name) => name,
        _ => "",
    }
    .to_owned()
}

impl Text {
    pub(super) fn new(outcome: &Outcome<'_>) -> Self {
        Self::read(&unveil(outcome.information.as_deref().unwrap_or_default()))
    }

    pub(super) fn read(bytes: &[u8]) -> Self {
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
    use super::Text;

    #[test]
    fn codes_are_read_whatever_follows() {
        let row = |code: &str, arguments: &str, words: &str| Text {
            code: code.to_owned(),
            arguments: arguments.to_owned(),
            words: words.to_owned(),
        };
        for (line, wanted) in [
            (
                "[authenticationfailed] Invalid credentials",
                row("AUTHENTICATIONFAILED", "", "Invalid credentials"),
            ),
            (
                "[UIDNEXT 4392] Predicted next UID",
                row("UIDNEXT", "4392", "Predicted next UID"),
            ),
            ("[ALERT]密码即将过期", row("ALERT", "", "密码即将过期")),
            ("", row("", "", "")),
            (
                "bob@client.example\u{202e}\tis\u{7} wrong",
                row("", "", "*** is wrong"),
            ),
            ("[unclosed text", row("", "", "[unclosed text")),
        ] {
            assert_eq!(Text::read(line.as_bytes()), wanted, "{line}");
        }
        assert_eq!(
            Text::read(b"[ALERT]\xc3\x28 bad utf-8").words,
            "\u{fffd}( bad utf-8"
        );
    }
}
