//! The sender's own words apart from quotes, signature, disclaimer and forwarded blocks.

/// A body, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// What the sender wrote, answers between quoted lines included.
    pub own: String,
    /// The signature and closing cut off.
    pub signature: String,
    /// Quoted mails and their headers.
    pub quoted: String,
    /// A forwarded block: header lines and text, if the mail forwards one inline.
    pub forwarded: Option<ForwardedBlock>,
}

/// A mail forwarded inline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForwardedBlock {
    /// Value of From / 发件人, as written.
    pub from: String,
    /// Value of Date / Sent / 发送时间, as written.
    pub date: String,
    /// Value of Subject / 主题.
    pub subject: String,
    /// The forwarded text.
    pub text: String,
}

/// Takes a body apart. `subject` tells a forward from a reply where the block itself does not.
#[must_use]
pub fn split(_text: &str, _subject: &str) -> Parts {
    todo!()
}
