//! Folder names: modified UTF-7 (RFC 3501 5.1.3) and what a folder is for (RFC 6154).

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::super::{Folder, Special};

const MUTF7: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Junk folders of servers that name no special use.
const JUNK: [&str; 12] = [
    "junk",
    "spam",
    "bulk",
    "bulk mail",
    "junk e-mail",
    "junk email",
    "junk mail",
    "[gmail]/spam",
    "垃圾邮件",
    "垃圾箱",
    "垃圾郵件",
    "spamverdacht",
];
/// Sent folders of servers that name no special use.
const SENT: [&str; 10] = [
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "[gmail]/sent mail",
    "已发送",
    "已发送邮件",
    "寄件備份",
    "gesendet",
    "gesendete objekte",
];

/// From the server's spelling; what is no proper modified UTF-7 stays as it is (some servers send raw
/// UTF-8).
pub(super) fn decode(wire: &str) -> String {
    let mut name = String::new();
    let mut rest = wire;
    while let Some((plain, shifted)) = rest.split_once('&') {
        name.push_str(plain);
        let Some((code, after)) = shifted.split_once('-') else {
            return wire.to_owned();
        };
        if code.is_empty() {
            name.push('&');
        } else if let Some(text) = utf16(code) {
            name.push_str(&text);
        } else {
            return wire.to_owned();
        }
        rest = after;
    }
    name.push_str(rest);
    name
}

fn utf16(code: &str) -> Option<String> {
    let bytes = MUTF7.decode(code).ok()?;
    let (pairs, []) = bytes.as_chunks::<2>() else {
        return None;
    };
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    String::from_utf16(&units).ok()
}

/// A string as IMAP wants it quoted; `None` if it holds what a quoted string cannot.
pub(super) fn quoted(text: &str) -> Option<String> {
    let plain = text.chars().all(|c| (' '..='~').contains(&c));
    plain.then(|| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// One LIST answer; `None` if the folder cannot be opened.
pub(super) fn folder(attributes: &[String], wire: String) -> Option<Folder> {
    let has = |wanted: &str| {
        attributes
            .iter()
            .any(|attribute| attribute.eq_ignore_ascii_case(wanted))
    };
    // What cannot be spelled back (raw UTF-8 without UTF8=ACCEPT) cannot be opened either.
    if has("\\Noselect") || has("\\NonExistent") || quoted(&wire).is_none() {
        return None;
    }
    let name = decode(&wire);
    let inbox = name.eq_ignore_ascii_case("INBOX") || has("\\Inbox");
    let special = if inbox {
        Special::Inbox
    } else if has("\\Junk") || has("\\Spam") {
        Special::Junk
    } else if has("\\Sent") {
        Special::Sent
    } else {
        Special::None
    };
    Some(Folder {
        name: if inbox { "INBOX".to_owned() } else { name },
        special,
        wire,
    })
}

/// Finds Junk and Sent by their names where no special use was told.
pub(super) fn guess(folders: &mut [Folder]) {
    for (special, names) in [(Special::Junk, &JUNK[..]), (Special::Sent, &SENT[..])] {
        if folders.iter().any(|folder| folder.special == special) {
            continue;
        }
        let known = |folder: &&mut Folder| {
            let name = folder.name.to_lowercase();
            let name = name
                .strip_prefix("inbox.")
                .or_else(|| name.strip_prefix("inbox/"))
                .unwrap_or(&name);
            folder.special == Special::None && names.contains(&name)
        };
        if let Some(folder) = folders.iter_mut().find(known) {
            folder.special = special;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{decode, folder, guess, quoted};
    use crate::mailbox::Special;

    #[test]
    fn modified_utf7() {
        for (name, wire) in [
            ("INBOX", "INBOX"),
            ("垃圾邮件", "&V4NXPpCuTvY-"),
            ("已发送", "&XfJT0ZAB-"),
            ("R&D", "R&-D"),
            ("Entwürfe 📎", "Entw&APw-rfe &2D3czg-"),
        ] {
            assert_eq!(decode(wire), name);
        }
        for broken in ["&", "a&b", "&!!!-", "&AA-", "&2D0-", "垃圾"] {
            assert_eq!(decode(broken), broken);
        }
    }

    proptest! {
        #[test]
        fn any_wire_name_decodes(wire in "\\PC{0,20}") {
            decode(&wire);
        }
    }

    #[test]
    fn quoting_never_lets_a_line_break_through() {
        assert_eq!(quoted(r#"a"b\c"#).as_deref(), Some(r#""a\"b\\c""#));
        for bad in ["a\r\nb", "a\0", "密码"] {
            assert_eq!(quoted(bad), None);
        }
    }

    #[test]
    fn junk_by_special_use_else_by_name() {
        let list = |rows: &[(&str, &str)]| {
            let mut folders: Vec<_> = rows
                .iter()
                .filter_map(|(attributes, name)| {
                    folder(
                        &attributes.split(' ').map(str::to_owned).collect::<Vec<_>>(),
                        (*name).to_owned(),
                    )
                })
                .collect();
            guess(&mut folders);
            folders
                .into_iter()
                .map(|folder| (folder.name, folder.special))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            list(&[
                ("", "inbox"),
                ("\\Junk", "Quarantine"),
                ("", "Spam"),
                ("\\Noselect", "x")
            ]),
            [
                ("INBOX".to_owned(), Special::Inbox),
                ("Quarantine".to_owned(), Special::Junk),
                ("Spam".to_owned(), Special::None)
            ]
        );
        assert_eq!(
            list(&[
                ("", "INBOX"),
                ("", "&V4NXPpCuTvY-"),
                ("", "INBOX.Sent"),
                ("", "Sent")
            ]),
            [
                ("INBOX".to_owned(), Special::Inbox),
                ("垃圾邮件".to_owned(), Special::Junk),
                ("INBOX.Sent".to_owned(), Special::Sent),
                ("Sent".to_owned(), Special::None)
            ]
        );
    }
}
