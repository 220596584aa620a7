//! Invoice numbers as people write them: what two are compared by, and where one stands in a text.

use std::ops::Range;

/// What two invoice numbers are compared by: no white space, narrow forms, lower case.
///
/// ```
/// assert_eq!(nudged::matching::number_key(" INV-１２ 3 "), "inv-123");
/// ```
#[must_use]
pub fn number_key(number: &str) -> String {
    number
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(folded)
        .collect()
}

/// Whether a text names an invoice by this number: `RE-101` stands in `Paid: re - 101.` and in
/// `RE-101/RE-102`, not in `RE-1010`, `RE-101-2` or `CN-RE-101`.
#[must_use]
pub fn names_number(text: &str, number: &str) -> bool {
    place(text, &number_key(number)).is_some()
}

/// Whether one invoice number is short for the other: letters, year and zeros left out, never the end.
/// Both as compared. `101` and `RE-101` are short for `RE-2026-0101`, `RE-2026` and `1` are not.
#[must_use]
pub fn short_for(one: &str, other: &str) -> bool {
    let (one, other) = (blocks(one), blocks(other));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let mut rest = long.iter().rev();
    let end = short.last().is_some_and(|last| Some(last) == long.last());
    end && short.iter().rev().all(|block| rest.any(|b| b == block))
}

/// Runs of letters and runs of digits, these without leading zeros.
fn blocks(key: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last = None;
    for c in key.chars() {
        let kind = (c.is_ascii_digit(), c.is_alphanumeric());
        match found.last_mut() {
            Some(block) if last == Some(kind) => block.push(c),
            _ => found.push(c.to_string()),
        }
        last = Some(kind);
    }
    found.retain(|block| block.starts_with(char::is_alphanumeric));
    let bare = |block: &String| match block.trim_start_matches('0') {
        "" => block.clone(),
        rest => rest.to_owned(),
    };
    found.iter().map(bare).collect()
}

/// Words before a number that make no other number of it: a client writes `INV-2026-7` for `2026-7`.
const BEFORE: [&str; 10] = [
    "inv", "invoice", "no", "nr", "num", "number", "re", "rechnung", "rg", "ref",
];

/// Where the first place is that a number, as compared, stands in a text as written: from its first byte
/// to behind its last. Spaces may stand between all its characters, and lines may break in it.
pub(super) fn place(text: &str, key: &str) -> Option<Range<usize>> {
    let first = key.chars().next()?;
    text.char_indices()
        .filter(|(_, c)| folded(*c).next() == Some(first))
        .find_map(|(at, _)| {
            let end = at.checked_add(reach(text.get(at..)?, key)?)?;
            let alone = !begins_before(text.get(..at)?, key) && !goes_on(text.get(end..)?, key);
            alone.then_some(at..end)
        })
}

fn folded(c: char) -> impl Iterator<Item = char> {
    let narrow = match u32::from(c) {
        // Fullwidth Forms (U+FF01–U+FF5E) lie 0xFEE0 above ASCII.
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    narrow.to_lowercase()
}

/// How many bytes of a text the number at its start takes.
fn reach(text: &str, key: &str) -> Option<usize> {
    let mut wanted = key.chars();
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            continue;
        }
        if !folded(c).all(|c| wanted.next() == Some(c)) {
            return None;
        }
        if wanted.as_str().is_empty() {
            return at.checked_add(c.len_utf8());
        }
    }
    None
}

/// Whether what stands before makes it the end of another number.
fn begins_before(text: &str, key: &str) -> bool {
    let mut left = text.chars().rev().flat_map(folded);
    let Some(next) = left.next() else {
        return false;
    };
    let digits = key.starts_with(|c: char| c.is_ascii_digit());
    if next.is_ascii_digit() {
        return true;
    }
    let word = |c: char| c.is_ascii_alphabetic();
    if word(next) {
        let rest = std::iter::once(next).chain(left).take_while(|c| word(*c));
        let said: String = rest.collect::<Vec<char>>().into_iter().rev().collect();
        return !(digits && BEFORE.contains(&said.as_str()));
    }
    match (next, left.next()) {
        ('-' | '/' | '_', Some(c)) if word(c) => {
            let rest: Vec<char> = std::iter::once(c).chain(left).collect();
            let split = rest.iter().position(|c| !word(*c)).unwrap_or(rest.len());
            let said: String = rest.iter().take(split).rev().collect();
            // In a list each begins behind the stroke: `RE-101/RE-102`.
            let of_a_list = next == '/' && !digits;
            !of_a_list && !BEFORE.contains(&said.as_str())
        }
        ('-' | '_' | '.', Some(c)) => c.is_ascii_digit(),
        ('/', Some(c)) => digits && c.is_ascii_digit(),
        _ => false,
    }
}

/// Whether what stands behind makes it the start of another number.
fn goes_on(text: &str, key: &str) -> bool {
    let mut right = text.chars().flat_map(folded);
    let Some(next) = right.next() else {
        return false;
    };
    if next.is_ascii_alphanumeric() {
        return true;
    }
    let then: String = right.take_while(char::is_ascii_alphanumeric).collect();
    let figures = then.starts_with(|c: char| c.is_ascii_digit());
    match next {
        '-' => !then.is_empty(),
        '_' | '.' => figures,
        // `RE-101/102` are two of one series, `2026/7/12` is one number.
        '/' => {
            let last = key.rsplit(|c: char| !c.is_ascii_digit()).next();
            figures && last.is_none_or(|last| last.len() != then.len())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_named_as_a_whole() {
        for (text, number, want) in [
            ("Paid RE-101 today", "RE-101", true),
            ("Paid re - 101 today", "RE-101", true),
            ("RE-1010 is paid", "RE-101", false),
            ("RE-101-2 is paid", "RE-101", false),
            ("CN-RE-101", "RE-101", false),
            ("2026-10-12", "2026-1", false),
            ("2026-1 und 2026-2 bezahlt", "2026-1", true),
            ("发票２０２６－１已付", "2026-1", true),
            ("INV-2026-7 is paid", "2026-7", true),
            ("INV2026-7 is paid", "2026-7", true),
            ("No.2026-7 is paid", "2026-7", true),
            ("credit note CN-2026-7", "2026-7", false),
            ("X2026-7", "2026-7", false),
            ("no. 12.2026-7", "2026-7", false),
            ("RE-101/RE-102 are paid", "RE-101", true),
            ("RE-101/RE-102 are paid", "RE-102", true),
            ("RE-101/102 are paid", "RE-101", true),
            ("2026/7/12 is paid", "2026/7", false),
            ("RE-101.pdf", "RE-101", true),
            ("RE-101.2", "RE-101", false),
            ("RE-101.", "RE-101", true),
            ("RE-101, RE-102", "RE-101", true),
            ("RE-101_final.pdf", "RE-101", true),
            ("RE-1010 and RE-101", "RE-101", true),
            ("2544 2000 0000 1234 5678", "25442000000012345678", true),
            ("254420000000\n12345678", "25442000000012345678", true),
            ("anything", "", false),
            ("anything", " ", false),
        ] {
            assert_eq!(names_number(text, number), want, "{number} in {text}");
        }
    }

    #[test]
    fn what_is_left_out_of_a_number_is_never_its_end() {
        for (one, other, want) in [
            ("re-2026-0101", "101", true),
            ("101", "re-2026-101", true),
            ("re-101", "re-2026-101", true),
            ("2026-101", "re2026-101", true),
            ("re-101", "re-101", true),
            ("re-101", "re-1010", false),
            ("re-101", "re-102", false),
            ("re-2026", "re-2026-101", false),
            ("1", "re-2026-101", false),
            ("cn-101", "re-101", false),
            ("", "re-101", false),
            ("", "", false),
        ] {
            assert_eq!(short_for(one, other), want, "{one} {other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_number_alone_is_found_however_it_is_spaced(number in "[A-Z]{1,3}-[0-9]{3,6}", lead in "\\PC*") {
            let spaced: String = number.chars().flat_map(|c| [c, ' ']).collect();
            let text = format!("{lead} {spaced}");
            proptest::prop_assert!(names_number(&text, &number));
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC*", number in "\\PC*") {
            if let Some(found) = place(&text, &number_key(&number)) {
                proptest::prop_assert!(text.get(found).is_some());
            }
        }
    }
}
