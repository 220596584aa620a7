//! Invoice numbers in a text, a subject or the name of an attachment.

mod code;
mod words;

use super::dates::fold::Folded;
use super::dates::tokens::{Break, Kind, Text};
use code::{Code, alone, code, fits};
use words::{
    CHINESE_WORDS, FILLERS, INVOICE_WORDS, MONEY_WORDS, OTHER_CHINESE, OTHER_PREFIXES, PREFIXES,
};

/// Numbers found in one text: nobody lists more invoices in a mail.
const MOST: usize = 200;

/// Every invoice number in a text, in its order and as written, each once: after words of invoices
/// (`Invoice no. 28`, 发票号码), by its letters (`INV-2026-0012`), or shaped like one in a text that
/// speaks of paying (`BW-1301`). Orders, quotes, days, amounts and telephones are none.
#[must_use]
pub fn find(text: &str) -> Vec<String> {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    if !text.contains(digit) {
        return Vec::new();
    }
    let folded = Folded::new(text);
    find_in(&folded, &Text::new(folded.as_str()))
}

/// Every invoice number in a text already folded and cut.
pub(super) fn find_in(folded: &Folded<'_>, t: &Text<'_>) -> Vec<String> {
    if !folded.as_str().bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let mut paying = None;
    let mut speaks_of_paying =
        || *paying.get_or_insert_with(|| MONEY_WORDS.iter().any(|w| folded.as_str().contains(w)));
    let mut found: Vec<String> = Vec::new();
    let mut add = |t: &Text<'_>, code: &Code| {
        if let (Some(first), Some(last)) = (
            t.token(code.start),
            code.end.checked_sub(1).and_then(|e| t.token(e)),
        ) {
            let words = folded.original(first.start, last.end).to_owned();
            if !words.is_empty()
                && found.len() < MOST
                && !found.iter().any(|f| f.eq_ignore_ascii_case(&words))
            {
                found.push(words);
            }
        }
    };
    let mut i = 0;
    while i < t.len() {
        if let Some((mut k, least)) = announced(t, i) {
            let mut any = false;
            while let Some(code) = code(t, k)
                .map(|c| grouped(t, c))
                .filter(|c| fits(t, c, least, any))
            {
                add(t, &code);
                any = true;
                k = code.end;
                // Invoices 14, 15 and 16
                let joins = t.comma(k)
                    || t.mark(k, '&')
                    || t.mark(k, '/')
                    || t.mark(k, '+')
                    || matches!(t.str(k), "and" | "和" | "及" | "与");
                if !joins {
                    break;
                }
                k += usize::from(joins) + usize::from(t.comma(k) && t.word(k + 1) == "and");
                k += usize::from(t.mark(k, '#'));
            }
            if any {
                i = k.max(i + 1);
                continue;
            }
        }
        if let Some(code) = code(t, i) {
            let first = t
                .token(i)
                .map_or("", |first| folded.original(first.start, first.end));
            if (code.shaped || code.digits == 20 || PREFIXES.contains(&t.word(i)))
                && alone(t, &code, first, speaks_of_paying())
            {
                add(t, &code);
            }
            i = code.end.max(i + 1);
            continue;
        }
        i += 1;
    }
    found
}

/// No. 0482 2613: eight figures written in two groups.
fn grouped(t: &Text<'_>, mut code: Code) -> Code {
    let announced = code.start.checked_sub(1).is_some_and(|p| {
        matches!(t.kind(p), Some(Kind::Mark('.' | ':' | '#')))
            || matches!(t.str(p), "no" | "号" | "码")
    });
    let more = t.number(code.end).is_some_and(|(_, digits)| digits == 4)
        && t.token(code.end).is_some_and(|n| n.breaks == Break::None);
    if announced && more && code.bare && code.digits == 4 {
        code.end += 1;
        code.digits += 4;
    }
    code
}

/// Invoice numbers in the name of an attachment: as in a text, or the whole name is one
/// (`ORB-771.pdf`, `1458.pdf`, the 20 figures of a Chinese e-invoice). Ask only for mail that is
/// about an invoice: a bare figure may be anything.
#[must_use]
pub fn in_file_name(name: &str) -> Vec<String> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = stem.trim();
    let document = matches!(
        extension.to_ascii_lowercase().as_str(),
        "" | "pdf" | "xml" | "ofd" | "html" | "zip"
    );
    let found = find(&stem.replace('_', " "));
    if !found.is_empty() || !document {
        return found;
    }
    // Copies are numbered: "ORB-771 (1)".
    let folded = Folded::new(stem);
    let t = Text::new(folded.as_str());
    let Some(code) = code(&t, 0) else {
        return found;
    };
    let copy =
        t.mark(code.end, '(') && t.number(code.end + 1).is_some() && t.mark(code.end + 2, ')');
    let whole = code.end == t.len() || (copy && code.end + 3 == t.len());
    let letters = t.word(0);
    let number = t.number(0).map(|(n, _)| n);
    let fits = if code.bare {
        let digits = t.str(0);
        digits.len() == 20
            || ((3..=8).contains(&digits.len())
                && !digits.starts_with('0')
                && !number.is_some_and(|n| {
                    (1990..=2039).contains(&n) || (19_900_101..=20_391_231).contains(&n)
                }))
    } else {
        code.shaped
            && !OTHER_PREFIXES.contains(&letters)
            && !matches!(
                letters,
                "scan"
                    | "dsc"
                    | "doc"
                    | "image"
                    | "page"
                    | "v"
                    | "q"
                    | "estimate"
                    | "file"
                    | "photo"
            )
    };
    if whole
        && fits
        && let (Some(first), Some(last)) =
            (t.token(0), code.end.checked_sub(1).and_then(|e| t.token(e)))
    {
        return vec![folded.original(first.start, last.end).to_owned()];
    }
    found
}

/// The token after words of an invoice at `i`, and the fewest digits a bare figure needs there.
fn announced(t: &Text<'_>, i: usize) -> Option<(usize, usize)> {
    match t.kind(i)? {
        Kind::Word => {
            let word = t.word(i);
            if !INVOICE_WORDS.contains(&word) || (t.glued(i) && t.mark(i.wrapping_sub(1), '-')) {
                return None;
            }
            // INV-2026-0012 is a code itself.
            if matches!(t.kind(i + 1), Some(Kind::Number | Kind::Mark('-' | '/')))
                && t.glued(i + 1)
                && t.glued(i + 2)
            {
                return None;
            }
            let mut k = i + 1;
            let mut named = false;
            for _ in 0..5 {
                let filler = FILLERS.contains(&t.word(k));
                let mark = matches!(
                    t.kind(k),
                    Some(Kind::Mark('#' | ':' | '.' | '°' | '(' | '№'))
                );
                if !filler && !mark {
                    break;
                }
                named |= filler || t.mark(k, '#') || t.mark(k, '№');
                k += 1;
            }
            Some((k, if named { 1 } else { 2 }))
        }
        Kind::Han => {
            let rest = t.rest(i);
            if !rest.starts_with(['发', '账', '票', '请', '结', '单']) {
                return None;
            }
            let (word, least) = CHINESE_WORDS.iter().find(|(w, _)| rest.starts_with(w))?;
            let before = t.before(i);
            if OTHER_CHINESE.iter().any(|w| before.ends_with(w)) {
                return None;
            }
            let mut k = t.skip_to(i, t.token(i)?.start + word.len());
            for _ in 0..4 {
                if matches!(
                    t.kind(k),
                    Some(Kind::Mark(
                        ':' | '#' | '(' | '.' | '-' | '《' | '【' | '「' | '“' | '"' | '<' | '['
                    ))
                ) || matches!(t.str(k), "为" | "是" | "no" | "号" | "码")
                {
                    k += 1;
                } else {
                    break;
                }
            }
            Some((k, *least))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_invoices_and_of_nothing_else() {
        for (text, want) in [
            (
                "Please find invoice INV-2026-0012 attached",
                &["INV-2026-0012"][..],
            ),
            ("Invoice no. 28 is open", &["28"]),
            ("our invoices 14, 15 and 16", &["14", "15", "16"]),
            ("Rechnung RE-2026/117 vom 3.11.2026", &["RE-2026/117"]),
            ("RE 2026-330  EUR 2.975,00 transferred", &["RE 2026-330"]),
            ("payment for BW-1301", &["BW-1301"]),
            ("BW-1301/BW-1302 are paid", &["BW-1301", "BW-1302"]),
            ("Invoices BW-1301/BW-1302", &["BW-1301", "BW-1302"]),
            ("发票号码：12345678", &["12345678"]),
            ("发票YF2026-0415已开具", &["YF2026-0415"]),
            (
                "电子发票26442000000012345678见附件",
                &["26442000000012345678"],
            ),
            ("Invoice 30 days overdue", &[]),
            ("Invoice 15 June", &[]),
            ("the invoice 2026-11-30 says", &[]),
            ("invoice 1,200.00 EUR", &[]),
            ("invoice for order PO-7781 and quote QT-12", &[]),
            ("RE: Invoice", &[]),
            ("UTF-8 invoice export", &[]),
            ("call 010-8888-7777 about the invoice", &[]),
            ("发票2张已寄出", &[]),
            ("see BW-1301", &[]),
            ("发票《ZD-8802》请查收", &["ZD-8802"]),
            ("账单【2701-55】已寄出", &["2701-55"]),
            (
                "发票见附件 No.26442000000012345678",
                &["26442000000012345678"],
            ),
            (
                "电子发票（No. 26442000000012345678）",
                &["26442000000012345678"],
            ),
            ("Invoice 4417 of 2 October is open", &["4417"]),
            ("invoice 2 of 5", &[]),
            ("invoice 19/26 for June", &["19/26"]),
            ("the invoice 30/11 says", &[]),
            ("发票（No. 0731 5528）已寄出", &["0731 5528"]),
        ] {
            assert_eq!(find(text), want, "{text}");
        }
    }

    #[test]
    fn names_of_files() {
        for (name, want) in [
            ("KX-771.pdf", &["KX-771"][..]),
            ("KX-771 (1).pdf", &["KX-771"]),
            ("1458.pdf", &["1458"]),
            ("Invoice_INV-2026-9.pdf", &["INV-2026-9"]),
            ("发票_26442000000012345678.pdf", &["26442000000012345678"]),
            ("Minutes_0716.docx", &[]),
            ("IMG_1234.jpg", &[]),
            ("2026.pdf", &[]),
            ("20261130.pdf", &[]),
            ("CR-12.pdf", &[]),
            ("logo.svg", &[]),
        ] {
            assert_eq!(in_file_name(name), want, "{name}");
        }
    }
}
