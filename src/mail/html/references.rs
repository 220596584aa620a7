//! The commonest character reference, spelt out before the tokenizer meets it: it looks each one up
//! among hundreds, and in mails nearly all of them are this one.

use std::borrow::Cow;

/// An HTML document with a no-break space for each `&nbsp;`.
pub(super) fn spelt_out(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0_usize;
    let mut at = 0_usize;
    for piece in html.split('&') {
        // The reference stands behind the `&` that ended the piece before.
        if at > 0 && piece.starts_with("nbsp;") {
            out.reserve(html.len().saturating_sub(kept));
            out.push_str(html.get(kept..at.saturating_sub(1)).unwrap_or_default());
            out.push('\u{a0}');
            kept = at.saturating_add("nbsp;".len());
        }
        at = at.saturating_add(piece.len()).saturating_add(1);
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(kept..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_reference_itself_is_spelt_out() {
        for (html, want) in [
            ("<p>a&nbsp;b</p>", "<p>a\u{a0}b</p>"),
            ("&nbsp;&nbsp;x&nbsp;", "\u{a0}\u{a0}x\u{a0}"),
            (
                "nbsp;&amp;nbsp;&&nbsp; &nbsp",
                "nbsp;&amp;nbsp;&\u{a0} &nbsp",
            ),
            ("价&nbsp;格", "价\u{a0}格"),
            ("", ""),
            ("a & b", "a & b"),
        ] {
            assert_eq!(spelt_out(html), want, "{html}");
        }
    }

    proptest::proptest! {
        #[test]
        fn it_is_plain_replacement(html in "(?:&|nbsp;|&nbsp;|é|付|<p>){0,12}") {
            proptest::prop_assert_eq!(spelt_out(&html), html.replace("&nbsp;", "\u{a0}"));
        }
    }
}
