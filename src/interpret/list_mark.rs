//! The mark in front of a line of a list.

/// The text after a list mark: `1.`, `(2)`, `①`, `-`, `•`, `一、`, `a)`.
pub(super) fn list_mark(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let first = line.chars().next()?;
    let rest = line.get(first.len_utf8()..).unwrap_or_default();
    if matches!(
        first,
        '•' | '·' | '●' | '○' | '▪' | '■' | '◦' | '‣' | '✓' | '□'
    ) || ('①'..='⑳').contains(&first)
    {
        return Some(rest.trim_start_matches(['.', '、', ' ', '\t']));
    }
    if matches!(first, '-' | '*' | '+' | '–' | '—') {
        return rest
            .starts_with([' ', '\t'])
            .then(|| rest.trim())
            .filter(|r| !r.is_empty());
    }
    let bare = line.trim_start_matches(['(', '（']);
    let opened = bare.len() < line.len();
    let number: String = bare
        .chars()
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        .collect();
    let letter = bare
        .chars()
        .next()
        .filter(|c| number.is_empty() && c.is_ascii_alphabetic());
    let mark = letter.map_or(number, String::from);
    if mark.is_empty() || mark.chars().count() > 2 {
        return None;
    }
    let after = bare.get(mark.len()..).unwrap_or_default();
    let sign = after.chars().next()?;
    let text = after.get(sign.len_utf8()..).unwrap_or_default();
    let fits = match sign {
        ')' | '）' => true,
        '.' | '．' => {
            letter.is_none() && !opened && !text.starts_with(|c: char| c.is_ascii_digit())
        }
        '、' | ':' | '：' => letter.is_none() && !opened,
        _ => false,
    };
    let text = text.trim();
    (fits && !text.is_empty()).then_some(text)
}

/// The number a list line carries.
pub(super) fn list_number(line: &str) -> Option<u32> {
    list_mark(line)?;
    let line = line.trim_start().trim_start_matches(['(', '（']);
    let first = line.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return (first as u32).checked_sub('①' as u32)?.checked_add(1);
    }
    if let Some(at) = "一二三四五六七八九".chars().position(|c| c == first) {
        return u32::try_from(at).ok()?.checked_add(1);
    }
    let digits: String = line.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_marks_are_told_from_text() {
        for (line, want) in [
            ("1. logo as SVG", Some("logo as SVG")),
            (" 2) the text", Some("the text")),
            ("(3) photos", Some("photos")),
            ("- opening hours", Some("opening hours")),
            ("① 盖章扫描件", Some("盖章扫描件")),
            ("一、公司简介", Some("公司简介")),
            ("2、税号", Some("税号")),
            ("1.5 million units", None),
            ("-5 degrees", None),
            ("2026. A good year", None),
            ("plain text", None),
        ] {
            assert_eq!(list_mark(line), want, "{line}");
        }
    }
}
