//! What kind of element a tag opens: data only.

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
            | "noscript"
            | "template"
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
