//! What one mail may cost: above these, the rest is left out and `Mail::cut` says so.

/// Raw bytes read; of a larger mail only the headers are read.
pub const RAW_BYTES: usize = 25 * 1024 * 1024;
/// Nesting of multiparts and enclosed mails together.
pub const DEPTH: usize = 20;
/// MIME parts, enclosed mails' parts included.
pub const PARTS: usize = 500;
/// Enclosed mails inside each other.
pub const ENCLOSED_DEPTH: usize = 3;
/// Ids of a References header; the newest and the oldest are kept.
pub const REFERENCES: usize = 100;
/// Bytes of body text.
pub const TEXT_BYTES: usize = 200 * 1024;
/// Bytes of HTML walked for its visible text.
pub const HTML_BYTES: usize = 1024 * 1024;
/// Tags of HTML walked: newsletters have a few thousand.
pub const HTML_TAGS: usize = 50_000;
/// Bytes of header block kept and of header block read.
pub const HEADER_BYTES: usize = 64 * 1024;
/// Bytes of header block that are read at all.
pub const HEADER_BYTES_READ: usize = 1024 * 1024;
/// Fields of one header block; of more only the From headers are kept, since their number tells a
/// forgery.
pub const FIELDS: usize = 5000;
/// People of one address header.
pub const PEOPLE: usize = 500;
/// Characters of a subject or a display name.
pub const LINE_CHARS: usize = 998;
/// Characters of an attachment's name.
pub const NAME_CHARS: usize = 200;
/// Failed recipients of one report.
pub const RECIPIENTS: usize = 50;
/// Groups of fields read in one report (RFC 3464 §2.1): one a recipient, most of them repeats.
pub const GROUPS: usize = 200;
/// Mails enclosed in one mail, side by side.
pub const ENCLOSED: usize = 20;
/// Attachments named.
pub const ATTACHMENTS: usize = 200;

/// Bytes of all electronic invoices of one mail; those beyond it are files like any other.
pub const INVOICE_BYTES: usize = 8 * 1024 * 1024;
/// Elements, texts and marks of one electronic invoice.
pub const INVOICE_EVENTS: usize = 1_000_000;
/// Elements inside each other in an electronic invoice: the standards need a dozen.
pub const INVOICE_DEPTH: usize = 64;

/// The longest prefix of `text` of at most `bytes` bytes that ends between characters.
#[must_use]
pub fn prefix(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = (0..=bytes)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_prefix_never_splits_a_character() {
        assert_eq!(super::prefix("汉字", 4), "汉");
        assert_eq!(super::prefix("ab", 4), "ab");
    }
}
