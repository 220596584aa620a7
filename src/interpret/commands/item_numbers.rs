//! The item numbers of a command: `42`, `#42 and #43`, `42、43`.

pub(super) fn skip_numbers(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || " #,、".contains(c))
}

/// Item numbers at the head of a text, and the rest.
pub(super) fn leading_numbers(text: &str) -> (Vec<Number>, &str) {
    let mut numbers = Vec::new();
    let mut rest = text.trim_start();
    let mut listed = false;
    loop {
        let hashed = rest.starts_with('#');
        let bare = rest.trim_start_matches('#');
        let digits: String = bare.chars().take_while(char::is_ascii_digit).collect();
        let after = bare.get(digits.len()..).unwrap_or_default();
        // "3d", "1,200", "12/22", "2026-12-01", "1.5" and "9%" are no item numbers.
        let mut next = after.chars();
        let (first, second) = (next.next(), next.next());
        let joined = match first {
            Some(',') => second.is_some_and(|c| c.is_ascii_digit()) && grouped(after),
            // "call 42: spoke to Bo" is about 42, "12:30" is a time.
            Some('.' | ':') => second.is_some_and(|c| c.is_ascii_digit()),
            Some(c) => c.is_ascii_alphabetic() || "/-%@_月日号天个年元万周".contains(c),
            None => false,
        };
        if digits.is_empty() || digits.len() > 9 || joined && !hashed {
            return (numbers, rest);
        }
        let Ok(value) = digits.parse::<i64>() else {
            return (numbers, rest);
        };
        let trimmed = after.trim_start();
        let mut tail = trimmed.trim_start_matches([',', '、', '&', '/', ' ']);
        for joint in ["and ", "and #", "和", "与", "及"] {
            if let Some(t) = tail.strip_prefix(joint)
                && t.trim_start_matches('#')
                    .trim_start()
                    .starts_with(|c: char| c.is_ascii_digit())
            {
                tail = t.trim_start();
            }
        }
        numbers.push(Number {
            value,
            hashed,
            listed,
            from: rest.len(),
        });
        listed = tail.len() < trimmed.len();
        rest = tail;
    }
}

/// Three digits after the comma: a grouped amount, not two numbers.
fn grouped(after: &str) -> bool {
    let digits = after
        .trim_start_matches(',')
        .chars()
        .take_while(char::is_ascii_digit)
        .count();
    digits == 3
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) value: i64,
    pub(super) hashed: bool,
    /// A comma or an "and" stands between the one before and this.
    pub(super) listed: bool,
    /// Length of the text from this number to the end, to cut there.
    pub(super) from: usize,
}
