//! Invoice numbers in a text, a subject or the name of an attachment.

use super::dates::fold::Folded;
use super::dates::tokens::{Kind, Text};

/// Words that a number of an invoice follows.
const INVOICE_WORDS: [&str; 12] = [
    "invoice",
    "invoices",
    "inv",
    "bill",
    "bills",
    "rechnung",
    "rechnungen",
    "rechnungsnummer",
    "faktura",
    "facture",
    "factura",
    "fattura",
];

/// Between the word and its number.
const FILLERS: [&str; 12] = [
    "no",
    "nos",
    "nr",
    "num",
    "number",
    "numbers",
    "ref",
    "reference",
    "id",
    "n",
    "numero",
    "our",
];

/// Chinese words that a number of an invoice follows, and the fewest digits of a bare figure after them.
const CHINESE_WORDS: [(&str, usize); 17] = [
    ("发票号码", 2),
    ("发票编号", 2),
    ("发票单号", 2),
    ("发票号", 2),
    ("账单编号", 2),
    ("账单号码", 2),
    ("账单号", 2),
    ("票据号码", 2),
    ("票据号", 2),
    ("票号", 4),
    ("请款单号", 2),
    ("结算单号", 2),
    ("单据编号", 2),
    ("单据号", 2),
    ("请款单", 4),
    ("账单", 4),
    ("发票", 6),
];

/// Letters that make a code an invoice number by themselves.
const PREFIXES: [&str; 9] = [
    "inv", "invoice", "re", "rg", "rnr", "fv", "fac", "bill", "fp",
];

/// Letters that make a code something else: orders, quotes, credit notes, standards.
const OTHER_PREFIXES: [&str; 40] = [
    "po", "so", "wo", "do", "dn", "cr", "cn", "gs", "qt", "qu", "quo", "ang", "an", "est", "ord",
    "order", "sku", "ref", "ticket", "req", "iso", "utf", "aes", "sha", "din", "covid", "http",
    "tls", "pdf", "mp", "usb", "ct", "con", "prj", "rfc", "rfp", "rfq", "case", "img", "gb",
];

/// Words that make the number after them something else.
const OTHER_WORDS: [&str; 38] = [
    "po",
    "order",
    "orders",
    "purchase",
    "quote",
    "quotation",
    "estimate",
    "credit",
    "contract",
    "ticket",
    "project",
    "version",
    "item",
    "part",
    "model",
    "account",
    "iban",
    "vat",
    "tax",
    "phone",
    "tel",
    "fax",
    "customer",
    "vendor",
    "delivery",
    "tracking",
    "flight",
    "room",
    "ref",
    "reference",
    "offer",
    "article",
    "sku",
    "serial",
    "case",
    "proposal",
    "receipt",
    "job",
];

/// Chinese words that make the number after them something else.
const OTHER_CHINESE: [&str; 16] = [
    "订单",
    "订单号",
    "合同",
    "合同号",
    "合同编号",
    "报价",
    "报价单",
    "项目",
    "电话",
    "手机",
    "账号",
    "账户",
    "税号",
    "版本",
    "快递",
    "发票代码",
];

/// Words of paying, which let a code like `BW-1301` be an invoice number.
const MONEY_WORDS: [&str; 22] = [
    "invoice",
    "invoices",
    "payment",
    "payable",
    "remit",
    "remittance",
    "overdue",
    "paid",
    "pay",
    "bill",
    "rechnung",
    "transferred",
    "发票",
    "账单",
    "付款",
    "支付",
    "尾款",
    "开票",
    "货款",
    "请款",
    "结算",
    "已付",
];

/// After a figure these make it a count or a day.
const COUNTED: [&str; 16] = [
    "days", "day", "weeks", "months", "of", "items", "pages", "copies", "pcs", "percent", "hours",
    "am", "pm", "st", "nd", "th",
];

/// A run of letters and figures with the marks between them.
#[derive(Debug, Clone, Copy)]
struct Code {
    start: usize,
    /// The token after it.
    end: usize,
    digits: usize,
    letters: usize,
    /// It is one run of figures.
    bare: bool,
    /// Letters first, then figures: `ORB-771`, `YF2026-0415`.
    shaped: bool,
}

/// Every invoice number in a text, in its order and as written, each once: after words of invoices
/// (`Invoice no. 28`, 发票号码), by its letters (`INV-2026-0012`), or shaped like one in a text that
/// speaks of paying (`BW-1301`). Orders, quotes, days, amounts and telephones are none.
#[must_use]
pub fn find(text: &str) -> Vec<String> {
    if !text.bytes().any(|b| b.is_ascii_digit()) && !text.contains(|c| ('０'..='９').contains(&c))
    {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let t = Text::new(folded.as_str());
    let paying = MONEY_WORDS.iter().any(|w| folded.as_str().contains(w));
    let mut found: Vec<String> = Vec::new();
    let mut add = |t: &Text<'_>, code: &Code| {
        if let (Some(first), Some(last)) = (
            t.token(code.start),
            code.end.checked_sub(1).and_then(|e| t.token(e)),
        ) {
            let words = folded.original(first.start, last.end).to_owned();
            if !words.is_empty() && !found.iter().any(|f| f.eq_ignore_ascii_case(&words)) {
                found.push(words);
            }
        }
    };
    let mut i = 0;
    while i < t.len() {
        if let Some((mut k, least)) = announced(&t, i) {
            let mut any = false;
            while let Some(code) = code(&t, k).filter(|c| fits(&t, c, least, any)) {
                add(&t, &code);
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
        if let Some(code) = code(&t, i) {
            let first = t
                .token(i)
                .map_or("", |first| folded.original(first.start, first.end));
            if alone(&t, &code, first, paying) {
                add(&t, &code);
            }
            i = code.end.max(i + 1);
            continue;
        }
        i += 1;
    }
    found
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
            let (word, least) = CHINESE_WORDS.iter().find(|(w, _)| rest.starts_with(w))?;
            let before = t.before(i);
            if OTHER_CHINESE.iter().any(|w| before.ends_with(w)) {
                return None;
            }
            let mut k = t.skip_to(i, t.token(i)?.start + word.len());
            for _ in 0..4 {
                if matches!(t.kind(k), Some(Kind::Mark(':' | '#' | '(' | '.' | '-')))
                    || matches!(t.str(k), "为" | "是" | "no" | "号" | "码")
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

/// The code at token `i`.
fn code(t: &Text<'_>, i: usize) -> Option<Code> {
    let begins = match t.kind(i)? {
        Kind::Word => t.word(i).is_ascii() && t.word(i).len() <= 12,
        Kind::Number => true,
        _ => false,
    };
    if !begins
        || (t.glued(i)
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
            && PREFIXES.contains(&t.word(i))
            && !INVOICE_WORDS.contains(&t.word(i))
            && t.kind(end) == Some(Kind::Number)
            && t.token(end)
                .is_some_and(|n| n.breaks == super::dates::tokens::Break::None);
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

/// Whether a code after words of an invoice is its number.
fn fits(t: &Text<'_>, code: &Code, least: usize, listed: bool) -> bool {
    let next = t.kind(code.end);
    let next_word = t.word(code.end);
    if COUNTED.contains(&next_word)
        || super::dates::is_month(next_word)
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
fn day_like(t: &Text<'_>, code: &Code) -> bool {
    let part = |k: usize| t.number(code.start + k);
    match (part(0), part(2), part(4)) {
        (Some((_, 4)), Some((m, 1..=2)), Some((d, 1..=2))) => m <= 12 && d <= 31,
        (Some((a, 1..=2)), Some((b, 1..=2)), Some((_, 2 | 4))) => a <= 31 && b <= 31,
        (Some((a, 1..=2)), Some((b, 1..=2)), None) => a <= 31 && b <= 31,
        _ => false,
    }
}

/// Whether a code that no word announces is an invoice number.
fn alone(t: &Text<'_>, code: &Code, first_as_written: &str, paying: bool) -> bool {
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
    if !code.shaped && !(PREFIXES.contains(&letters) && code.digits >= 2) {
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
    capitals
        && paying
        && !OTHER_PREFIXES.contains(&letters)
        && super::money::code_like(letters).is_none()
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
