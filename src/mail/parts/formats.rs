//! Text formats older than HTML: enriched (RFC 1896) and flowed (RFC 3676).

/// RFC 1896 commands go, `<<` is `<`.
pub(super) fn strip_enriched(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '<' {
            out.push(c);
        } else if chars.peek() == Some(&'<') {
            chars.next();
            out.push('<');
        } else {
            for inner in chars.by_ref() {
                if inner == '>' {
                    break;
                }
            }
        }
    }
    out
}

/// RFC 3676: a line that ends with a space goes on in the next one of the same quote depth.
pub(super) fn unflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let depth = line.chars().take_while(|c| *c == '>').count();
        let bare = line.trim_start_matches('>');
        let bare = bare.strip_prefix(' ').unwrap_or(bare);
        let joins = open == Some(depth) && bare.trim_end() != "--";
        if !joins {
            if open.is_some() || !out.is_empty() {
                out.push('\n');
            }
            if depth > 0 {
                out.push_str(&">".repeat(depth));
                out.push(' ');
            }
        }
        let flows = bare.ends_with(' ') && bare != "-- " && !bare.trim().is_empty();
        open = flows.then_some(depth);
        out.push_str(if flows && delete_space {
            bare.strip_suffix(' ').unwrap_or(bare)
        } else {
            bare
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unflow;

    #[test]
    fn flowed_lines_are_joined() {
        assert_eq!(
            unflow("one \ntwo\n> a \n> b\nend", false),
            "one two\n> a b\nend"
        );
    }
}
