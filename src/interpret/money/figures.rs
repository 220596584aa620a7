//! Amounts in figures, with the thousands and decimal marks of both worlds.

use rust_decimal::Decimal;

/// A number and what its marks left open.
#[derive(Debug, Clone, Copy)]
pub(in crate::interpret) struct Figure<'a> {
    /// Its value, a lone full stop before three digits read as decimal.
    pub(in crate::interpret) value: Decimal,
    /// Its value if that full stop parts thousands ("1.500" = 1500).
    pub(in crate::interpret) as_thousands: Option<Decimal>,
    /// It carries thousands marks or decimals, as amounts do.
    pub(in crate::interpret) marked: bool,
    /// What follows.
    pub(in crate::interpret) rest: &'a str,
}

/// Longest number looked at; the rest of a longer one is no amount anybody owes.
const LONGEST: usize = 30;

/// A number at the start of `s`: `12,000`, `1.234,56`, `1'234.50`, `12 000`, `12,34,567.89`.
pub(super) fn read(s: &str) -> Option<Figure<'_>> {
    let bytes = s.as_bytes();
    let digits = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut groups: Vec<(u8, usize, usize)> = Vec::with_capacity(4);
    let first = digits(0);
    if first == 0 || first > 15 {
        return None;
    }
    groups.push((0, 0, first));
    let mut at = first;
    while at < LONGEST {
        let Some(mark @ (b'.' | b',' | b'\'' | b' ')) = bytes.get(at).copied() else {
            break;
        };
        let n = digits(at + 1);
        if n == 0 || n > 15 {
            break;
        }
        // Spaces and apostrophes only part thousands, and only all of them.
        if matches!(mark, b' ' | b'\'')
            && (n != 3 || first > 3 || groups.iter().skip(1).any(|(m, ..)| *m != mark))
        {
            break;
        }
        // After a decimal mark that follows another mark nothing more belongs to the number.
        if groups.len() > 1 && mark != b' ' {
            let (last, ..) = groups.last().copied()?;
            let opened = groups.iter().skip(1).any(|(m, ..)| *m != last);
            if opened && mark != last {
                break;
            }
        }
        groups.push((mark, at + 1, n));
        at += 1 + n;
    }
    loop {
        if let Some((value, as_thousands)) = decide(s, &groups) {
            let (_, start, n) = groups.last().copied()?;
            let rest = s.get(start + n..)?;
            return Some(Figure {
                value,
                as_thousands,
                marked: groups.len() > 1,
                rest,
            });
        }
        // What cannot be one number is a list of numbers: take the first as far as it goes.
        groups.pop();
        if groups.is_empty() {
            return None;
        }
    }
}

/// The value of groups of digits, if they make one number.
fn decide(s: &str, groups: &[(u8, usize, usize)]) -> Option<(Decimal, Option<Decimal>)> {
    let text = |(_, start, n): &(u8, usize, usize)| s.get(*start..start + n).unwrap_or_default();
    let join = |groups: &[(u8, usize, usize)]| groups.iter().map(text).collect::<String>();
    let number = |whole: String, part: Option<&str>| -> Option<Decimal> {
        match part {
            Some(part) => format!("{whole}.{part}").parse().ok(),
            None => whole.parse().ok(),
        }
    };
    let (head, tail) = groups.split_first()?;
    let Some(((last, start, n), middle)) = tail.split_last() else {
        return Some((number(text(head).to_owned(), None)?, None));
    };
    let thousands = |head: &(u8, usize, usize), groups: &[(u8, usize, usize)]| {
        let ends = groups.last().is_none_or(|(_, _, n)| *n == 3);
        let inner = groups.iter().rev().skip(1).all(|(_, _, n)| *n == 3)
            || groups.iter().rev().skip(1).all(|(_, _, n)| *n == 2);
        groups.is_empty() || (ends && inner && head.2 <= 3 && !text(head).starts_with('0'))
    };
    let part = s.get(*start..start + n)?;
    if middle.is_empty() {
        return match (last, n) {
            (b',', 3) if head.2 <= 3 && text(head) != "0" => {
                Some((number(join(groups), None)?, None))
            }
            (b',', 1 | 2) => Some((number(text(head).to_owned(), Some(part))?, None)),
            (b'.', 3) if head.2 <= 3 && !text(head).starts_with('0') => Some((
                number(text(head).to_owned(), Some(part))?,
                number(join(groups), None),
            )),
            (b'.', 1..=6) => Some((number(text(head).to_owned(), Some(part))?, None)),
            (b' ' | b'\'', 3) => Some((number(join(groups), None)?, None)),
            _ => None,
        };
    }
    let same = middle.iter().all(|(m, ..)| m == last);
    if same {
        return thousands(head, tail)
            .then(|| number(join(groups), None))
            .flatten()
            .map(|v| (v, None));
    }
    // The last mark differs from those before: it parts the decimals.
    let (first_mark, ..) = middle.first()?;
    let uniform = middle.iter().all(|(m, ..)| m == first_mark);
    if !uniform || !matches!(last, b'.' | b',') || *n > 4 || !thousands(head, middle) {
        return None;
    }
    let whole = groups.get(..groups.len() - 1)?;
    number(join(whole), Some(part)).map(|v| (v, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_both_worlds() {
        for (text, want, rest) in [
            ("12,000.50 due", "12000.50", " due"),
            ("1.234,56", "1234.56", ""),
            ("1'234.50", "1234.50", ""),
            ("12 000 EUR", "12000", " EUR"),
            ("12 000,75", "12000.75", ""),
            ("12,34,567.89", "1234567.89", ""),
            ("1.234.567", "1234567", ""),
            ("9,80", "9.80", ""),
            ("640.", "640", "."),
            ("10, 20", "10", ", 20"),
            ("3000,5000", "3000", ",5000"),
            ("50 50", "50", " 50"),
            ("0.125", "0.125", ""),
        ] {
            let figure = read(text).expect(text);
            assert_eq!(
                (figure.value, figure.rest),
                (want.parse().expect("number"), rest),
                "{text}"
            );
        }
        assert_eq!(
            read("1.500").and_then(|f| f.as_thousands),
            Some(1500.into())
        );
        assert!(read("x").is_none());
    }
}
