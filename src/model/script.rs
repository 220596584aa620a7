//! What script a letter is of.

/// Whether a letter is a Chinese character: the CJK unified ideographs with their extensions and the
/// zero 〇 (Unicode 16, chapter 18).
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3007}' | '\u{20000}'..='\u{323af}'
    )
}
