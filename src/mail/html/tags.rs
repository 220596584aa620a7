//! What kind of element a tag opens: data only.

use super::tokens::Attributes;

pub(super) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "tr"
            | "table"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "pre"
            | "hr"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "form"
            | "fieldset"
            | "center"
            | "body"
            | "html"
            | "tbody"
            | "thead"
            | "includetail"
            | "main"
            | "aside"
            | "nav"
            | "figure"
    )
}

pub(super) fn is_void(tag: &str) -> bool {
    matches!(
        tag,
        "br" | "hr"
            | "img"
            | "meta"
            | "link"
            | "input"
            | "area"
            | "base"
            | "col"
            | "embed"
            | "source"
            | "track"
            | "wbr"
            | "param"
            | "bgsound"
    )
}

pub(super) fn is_silent(tag: &str) -> bool {
    matches!(
        tag,
        "head"
            | "style"
            | "script"
            | "title"
            | "template"
            | "datalist"
            | "noembed"
            | "noframes"
            | "progress"
            | "meter"
            | "select"
            | "option"
            | "textarea"
            | "svg"
            | "math"
            | "object"
            | "iframe"
            | "audio"
            | "video"
            | "canvas"
            | "map"
            | "xml"
            | "button"
    )
}

/// What its writer has taken back.
pub(super) fn is_crossed_out(tag: &str) -> bool {
    matches!(tag, "s" | "strike" | "del")
}

/// Whether an element shows what is in it in some programs only.
pub(super) fn is_folded(tag: &str, attributes: &Attributes) -> bool {
    matches!(tag, "details" | "dialog") && attributes.get("open").is_none()
        || matches!(tag, "noscript" | "bdo")
        || attributes.get("popover").is_some()
}

/// Whether an element holds the original mail below a reply, by the mark of its program: QQ,
/// Foxmail, Outlook on the web and on the Mac, Yahoo. Outlook puts `x_` before names it quotes.
///
/// Programs that use block quotes are not here: answers stand between those.
pub(super) fn holds_original(tag: &str, class: &str, id: &str) -> bool {
    tag == "includetail"
        || class
            .split_whitespace()
            .chain(std::iter::once(id.trim()))
            .map(|name| name.trim_start_matches("x_"))
            .any(|name| {
                [
                    "FMOriginalContent",
                    "divRplyFwdMsg",
                    "OLK_SRC_BODY_SECTION",
                    "yahoo_quoted",
                    "isReplyContent",
                    "ntes_not_fresh_reply",
                    "OutlookMessageHeader",
                    "replyForwardMessage",
                ]
                .iter()
                .any(|mark| name.eq_ignore_ascii_case(mark) || name.starts_with("yahoo_quoted"))
            })
}
