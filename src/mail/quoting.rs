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
pub fn split(text: &str, _subject: &str) -> Parts {
    let mut parts = Parts::default();
    let mut quoting = false;
    for line in text.lines() {
        let t = line.trim();
        if t.starts_with("On ") && t.contains("wrote:") || t.starts_with("From:") || t.starts_with("发件人") || t.contains("写道") || t.starts_with("---") || t.starts_with("____") {
            quoting = true;
        }
        let to = if quoting || t.starts_with('>') { &mut parts.quoted } else { &mut parts.own };
        to.push_str(line);
        to.push('\n');
    }
    parts
}
