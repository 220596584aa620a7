//! Header fields of a mail of ours: folded, 7-bit, nothing of a stranger's breaks out of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::mail::sanitise;
use crate::model::{MessageId, Person};

/// Longest line of a header that can be folded (RFC 5322 §2.1.1).
const LINE: usize = 76;

/// An id as it may stand in a header: printable ASCII without brackets and white space.
pub(super) fn id(id: &MessageId) -> String {
    id.as_str()
        .chars()
        .filter(|c| c.is_ascii_graphic() && !"<>()\\\",;:".contains(*c))
        .take(240)
        .collect()
}

pub(super) fn field(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    out.push_str(": ");
    out.push_str(value);
    out.push_str("\r\n");
}

/// An address list, one person a line.
pub(super) fn people(out: &mut String, name: &str, list: &[Person]) {
    if list.is_empty() {
        return;
    }
    let rendered: Vec<String> = list.iter().map(mailbox).collect();
    field(out, name, &rendered.join(",\r\n "));
}

fn mailbox(person: &Person) -> String {
    let address = ascii_address(person.address.as_str());
    let name: String = sanitise::line(&person.name).chars().take(120).collect();
    let name = name.trim();
    if name.is_empty() {
        return format!("<{address}>");
    }
    let plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || " -_".contains(c))
        && !name.contains("  ");
    let shown = if plain && name.len() < 60 {
        name.to_owned()
    } else if name.is_ascii() && name.len() < 60 && !name.contains("=?") {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        encoded_words(name, LINE - 12)
    };
    if shown.len() + address.len() > LINE - 10 {
        format!("{shown}\r\n <{address}>")
    } else {
        format!("{shown} <{address}>")
    }
}

/// An address in ASCII: a domain of other scripts cannot be written without SMTPUTF8, and its
/// letters are dropped rather than sent as 8-bit bytes; the envelope decides about such recipients.
fn ascii_address(address: &str) -> String {
    address.chars().filter(char::is_ascii_graphic).collect()
}

/// A header of free text.
pub(super) fn unstructured(out: &mut String, name: &str, value: &str) {
    let clean = sanitise::line(value);
    let short = name.len() + 2 + clean.len() <= LINE;
    let plain = clean.bytes().all(|b| (0x20..0x7f).contains(&b)) && !clean.contains("=?");
    if plain && (short || clean.split(' ').all(|word| word.len() < LINE - 20)) {
        let mut line = format!("{name}:");
        for word in clean.split(' ') {
            if line.len() + 1 + word.len() > LINE && !line.trim_end().ends_with(':') {
                out.push_str(&line);
                out.push_str("\r\n");
                line.clear();
            }
            line.push(' ');
            line.push_str(word);
        }
        out.push_str(&line);
        out.push_str("\r\n");
    } else {
        field(out, name, &encoded_words(&clean, LINE - 12));
    }
}

/// Encoded words of UTF-8 in base64 (RFC 2047), a whole number of characters each, one a line.
fn encoded_words(text: &str, width: usize) -> String {
    // `=?utf-8?B?` and `?=` take 12; base64 makes 4 of 3.
    let most = (width.min(75).saturating_sub(12)) / 4 * 3;
    let mut words = Vec::new();
    let mut chunk = String::new();
    for c in text.chars() {
        if chunk.len() + c.len_utf8() > most {
            words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(&chunk)));
            chunk.clear();
        }
        chunk.push(c);
    }
    if !chunk.is_empty() {
        words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(&chunk)));
    }
    words.join("\r\n ")
}
