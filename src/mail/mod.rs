//! Bytes to [`Mail`] and drafts to bytes: the only user of mail-parser. One small file per mail fact.

use crate::model::{Authentication, Mail, Unreadable};

pub mod draft;
pub mod quoting;

/// Reads a raw mail. Never panics; limits on size, depth, parts, references and text are stated in
/// `mail::limits` and what they cut is told in [`Mail::cut`].
///
/// # Errors
/// [`Unreadable`] if there is no header block at all.
pub fn parse(_raw: &[u8]) -> Result<Mail, Unreadable> {
    todo!()
}

/// Judges who vouches for the From address by the topmost Authentication-Results header, if its
/// authserv-id is trusted (RFC 8601); a malformed From is `Fail`.
#[must_use]
pub fn authenticate(_mail: &Mail, _trusted_authserv_ids: &[String]) -> Authentication {
    todo!()
}

/// Subject without reply and forward marks of any language, white space folded.
#[must_use]
pub fn base_subject(_subject: &str) -> String {
    todo!()
}
