//! A run of letters and figures, and whether it is the number of an invoice.

use super::words::{COUNTED, INVOICE_WORDS, OTHER_CHINESE, OTHER_PREFIXES, OTHER_WORDS, PREFIXES};
use crate::interpret::dates;
use crate::interpret::dates::tokens::{Break, Kind, Text};
use crate::interpret::money;

/// A run of letters and figures with the marks between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Code {
    pub(super) start: usize,
    /// The token after it.
    pub(super) end: usize,
    pub(super) digits: usize,
    pub(super) letters: usize,
    /// It is one run of figures.
    pub(super) bare: bool,
    /// Letters first, then figures: `ORB-771`, `YF2026-0415`.
    pub(super) shaped: bool,
}

/// The code at token `i`.
pub(super) fn code(t: &Text<'_>, i: usize) -> Option<Code> {
    let begins = match t.kind(i)? {
        Kind::Word => {
            let numero = matches!(t.word(i), "no" | "nr") && t.mark(i + 1, '.');
            t.word(i).is_ascii() && t.word(i).len() <= 12 && !numero
        }
        Kind::Number => true,
        _ => false,
    };
    // "No.264420…": the full stop belongs to the word.
    let numero = t.mark(i.wrapping_sub(1), '.') && matches!(t.word_before(i, 2), "no" | "nr");
    if !begins
        || (t.glued(i)
            && !numero
            && !parts_two(t, i.wrapping_sub(1))
            && matches!(
                i.checked_sub(1).and_then(|p| t.kind(p)),
                Some(
                    Kind::Word
                        | Kind::Number
                        | Kind::Mark(
                            '@' | '.' | '/' | '-' | '_' | '+' | '$' | '€' | '£' | '¥' | '=' | '&'
                        )
                )
            ))
    {
        return None;
    }
    let (mut end, mut digits, mut letters, mut marks) = (i, 0usize, 0usize, 0usize);
    while end < t.len() && end - i < 16 {
        match t.kind(end)? {
            Kind::Number => digits += t.str(end).len(),
            Kind::Word if t.word(end).is_ascii() => letters += t.word(end).len(),
            Kind::Mark('/') if parts_two(t, end) => break,
            Kind::Mark('-' | '/' | '_' | '.')
                if end > i
                    && t.glued(end)
                    && t.glued(end + 1)
                    && matches!(t.kind(end + 1), Some(Kind::Number | Kind::Word)) =>
            {
                marks += 1
            }
            _ => break,
        }
        end += 1;
        let glued = t.glued(end);
        // RE 2026-330, INV 90: short letters may stand apart from their figures.
        let apart = end == i + 1
            && t.kind(end) == Some(Kind::Number)
            && t.token(end).is_some_and(|n| n.breaks == Break::None)
            && PREFIXES.contains(&t.word(i))
            && !INVOICE_WORDS.contains(&t.word(i));
        if !glued && !apart {
            break;
        }
    }
    if digits == 0 || digits > 30 || t.mark(end, '@') {
        return None;
    }
    let shaped = t.kind(i) == Some(Kind::Word)
        && (2..=6).contains(&t.word(i).len())
        && letters <= t.word(i).len() + 3
        && ((matches!(t.kind(i + 1), Some(Kind::Mark('-' | '/' | '_')))
            && t.kind(i + 2) == Some(Kind::Number)
            && digits >= 2)
            || (t.kind(i + 1) == Some(Kind::Number) && digits >= 4));
    Some(Code {
        start: i,
        end,
        digits,
        letters,
        bare: end == i + 1 && t.kind(i) == Some(Kind::Number) && marks == 0,
        shaped,
    })
}

/// Whether a stroke stands between two numbers of one series: `RE-101/RE-102`.
fn parts_two(t: &Text<'_>, stroke: usize) -> bool {
    const LONGEST: usize = 8;
    let series = t.word(stroke.saturating_add(1));
    t.mark(stroke, '/')
        && t.kind(stroke.saturating_add(1)) == Some(Kind::Word)
        && t.glued(stroke.saturating_add(1))
        && (1..=LONGEST)
            .map_while(|back| stroke.checked_sub(back))
            .take_while(|k| t.glued(k.saturating_add(1)))
            .any(|k| t.kind(k) == Some(Kind::Word) && t.word(k) == series)
}

/// Whether a code after words of an invoice is its number.
pub(super) fn fits(t: &Text<'_>, code: &Code, least: usize, listed: bool) -> bool {
    let next = t.kind(code.end);
    let next_word = t.word(code.end);
    // "Invoice 7781 of 2 October" has a day; "invoice 2 of 5" is counted.
    let dated =
        next_word == "of" && (code.digits >= 3 || dates::month(t.word(code.end + 2)).is_some());
    if COUNTED.contains(&next_word) && !dated
        || dates::month(next_word).is_some()
        || next == Some(Kind::Mark('%'))
    {
        return false;
    }
    let money = matches!(next, Some(Kind::Mark('€' | '$' | '£' | '¥')))
        || matches!(
            next_word,
            "eur" | "usd" | "gbp" | "rmb" | "cny" | "euro" | "euros" | "dollars"
        )
        || (t.mark(code.end, ',')
            && t.glued(code.end)
            && t.glued(code.end + 1)
            && t.number(code.end + 1)
                .is_some_and(|(_, d)| d == 3 || d == 2)
            && !listed);
    if money {
        return false;
    }
    if code.bare {
        let counted = matches!(
            t.str(code.end),
            "张" | "份"
                | "元"
                | "万"
                | "月"
                | "年"
                | "日"
                | "号"
                | "天"
                | "个"
                | "期"
                | "笔"
                | "块"
        );
        let year = t
            .number(code.start)
            .is_some_and(|(n, d)| d == 4 && (1990..=2039).contains(&n));
        return !counted && (code.digits >= least) && !(year && least > 1);
    }
    if code.letters == 0 {
        // A day or an amount with its marks.
        return !day_like(t, code) && !t.str(code.start + 1).contains('.');
    }
    code.digits >= 1
        && !matches!(next_word, "days")
        && !(t.kind(code.start) == Some(Kind::Number) && code.letters <= 2 && code.digits <= 2)
}

/// 2026-11-30, 30.11.2026, 30/11
pub(super) fn day_like(t: &Text<'_>, code: &Code) -> bool {
    let part = |k: usize| t.number(code.start + k);
    match (part(0), part(2), part(4)) {
        (Some((_, 4)), Some((m, 1..=2)), Some((d, 1..=2))) => m <= 12 && d <= 31,
        (Some((a, 1..=2)), Some((b, 1..=2)), Some((_, 2 | 4))) => a <= 31 && b <= 31,
        (Some((a, 1..=2)), Some((b, 1..=2)), None) => a <= 31 && b <= 12 || a <= 12 && b <= 31,
        _ => false,
    }
}

/// Whether a code that no word announces is an invoice number.
pub(super) fn alone(t: &Text<'_>, code: &Code, first_as_written: &str, paying: bool) -> bool {
    let letters = t.word(code.start);
    let before = (1..=3)
        .map(|b| t.word_before(code.start, b))
        .find(|w| {
            !matches!(
                *w,
                "no" | "nr"
                    | "number"
                    | ""
                    | "num"
                    | "note"
                    | "the"
                    | "our"
                    | "your"
                    | "code"
                    | "id"
            )
        })
        .unwrap_or_default();
    let head = t
        .before(code.start)
        .trim_end_matches([' ', ':', '(', '#', '为', '是', '号']);
    if OTHER_WORDS.contains(&before) || OTHER_CHINESE.iter().any(|w| head.ends_with(w)) {
        return false;
    }
    // The 20 figures of a Chinese e-invoice.
    if code.bare {
        return code.digits == 20 && paying;
    }
    let known = PREFIXES.contains(&letters) && code.digits >= 2;
    if !(code.shaped || known) {
        return false;
    }
    let capitals = first_as_written.chars().all(|c| c.is_ascii_uppercase());
    if PREFIXES.contains(&letters) {
        // "re" is a word and the head of every answer.
        let strong = matches!(letters, "inv" | "invoice");
        return strong
            || (capitals
                && (paying
                    || t.kind(code.start + 2) == Some(Kind::Mark('-'))
                    || code.digits >= 4));
    }
    capitals && paying && !OTHER_PREFIXES.contains(&letters) && money::code_like(letters).is_none()
}
