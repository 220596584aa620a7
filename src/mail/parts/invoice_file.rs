//! Electronic invoices: UBL 2 and UN/CEFACT CII, the two syntaxes of EN 16931 (XRechnung, Peppol
//! BIS, the XML of Factur-X, ZUGFeRD 1), and the XML of China's fully digital invoice (数电票, root
//! `EInvoice`, in yuan, with tax). Number, amount due, currency, due day, and nothing else.
//!
//! A file with a DOCTYPE, an unknown entity, a broken tag or beyond a limit is no invoice: these
//! standards need none of it, and half a file proves nothing.

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::{charset, limits, sanitise};
use crate::model::{Currency, InvoiceFile, Money};

/// Most of one value, bytes: numbers have at most some 30, days and amounts fewer.
const VALUE: usize = 200;

/// Document types of credit notes (UNTDID 1001, as EN 16931 lists them).
const CREDIT: &[&str] = &[
    "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532",
];

/// Root of China's fully digital invoice.
const CHINESE: &str = "EInvoice";

/// What a path of elements holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Number,
    Kind,
    Currency,
    Total,
    Due,
}

/// Whether an attachment may be an electronic invoice, by its type and name.
pub(super) fn may_be(media: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(media, "application/xml" | "text/xml")
        || media.ends_with("+xml") && !media.starts_with("image/")
        || media.starts_with("application/") && name.ends_with(".xml")
}

/// Reads one; `None` if it is anything else.
pub(super) fn read(bytes: &[u8]) -> Option<InvoiceFile> {
    let text = charset::decode(bytes, declared(bytes).as_deref());
    let mut found = Found::default();
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    for _ in 0..limits::INVOICE_EVENTS {
        match reader.read_event().ok()? {
            Event::Start(tag) => found.begin(&tag)?,
            Event::End(_) => {
                found.end();
            }
            Event::Text(text) => found.add(&text.xml10_content()),
            Event::CData(text) => found.add(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = match name.as_ref() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => name.resolve_char_ref().ok()??,
                };
                found.add(letter.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return None,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => return found.whole(),
        }
    }
    None
}

/// The encoding the XML declaration names, or the byte order mark shows.
fn declared(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some("utf-16le".to_owned()),
        [0xFE, 0xFF, ..] => return Some("utf-16be".to_owned()),
        _ => {}
    }
    let start = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let start = String::from_utf8_lossy(start);
    let (declaration, _) = start.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    value.split(['"', '\'']).nth(1).map(str::to_owned)
}

/// What has been found so far, and where the reader stands.
#[derive(Default)]
struct Found {
    /// Local names from the root: `/Invoice/LegalMonetaryTotal`. Prefixes are the writer's choice.
    path: String,
    /// Length of the path before each open element.
    open: Vec<usize>,
    /// The value being read.
    value: String,
    number: Option<String>,
    kind: Option<String>,
    /// The root says so.
    credit: bool,
    /// The root says that it is China's.
    chinese: bool,
    currency: Option<Currency>,
    /// The amount, and the currency beside it.
    total: Option<(rust_decimal::Decimal, Option<Currency>)>,
    /// Currency of the amount being read.
    beside: Option<Currency>,
    due: Option<NaiveDate>,
}

impl Found {
    /// `None` where elements lie too deep.
    fn begin(&mut self, tag: &BytesStart<'_>) -> Option<()> {
        if self.open.len() >= limits::INVOICE_DEPTH {
            return None;
        }
        self.open.push(self.path.len());
        // Nothing that is looked for lies below a path longer than this.
        if self.path.len() < VALUE {
            self.path.push('/');
            self.path
                .push_str(limits::prefix(tag.local_name().into_inner(), VALUE));
        }
        self.value.clear();
        self.credit |= self.path == "/CreditNote";
        self.chinese |= self.path.strip_prefix('/') == Some(CHINESE);
        if self.field() == Some(Field::Total) {
            let code = tag.try_get_attribute("currencyID").ok().flatten();
            self.beside = code.and_then(|code| Currency::parse(code.value.trim()));
        }
        Some(())
    }

    fn end(&mut self) -> Option<()> {
        let field = self.field();
        let value = sanitise::line(&std::mem::take(&mut self.value));
        self.path.truncate(self.open.pop()?);
        // The first of each counts: what follows is about other documents.
        match field? {
            Field::Number if !value.is_empty() => {
                self.number.get_or_insert(value);
            }
            Field::Kind => {
                self.kind.get_or_insert(value);
            }
            Field::Currency => self.currency = self.currency.or(Currency::parse(&value)),
            Field::Total => {
                // xsd:decimal has no exponent.
                let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
                let amount = value.chars().all(plain).then(|| value.parse().ok())??;
                self.total = self.total.or(Some((amount, self.beside)));
            }
            Field::Due => self.due = self.due.or(day(&value)),
            Field::Number => {}
        }
        Some(())
    }

    fn add(&mut self, text: &str) {
        if self.field().is_some() {
            let room = VALUE.saturating_sub(self.value.len());
            self.value.push_str(limits::prefix(text, room));
        }
    }

    fn field(&self) -> Option<Field> {
        let (root, rest) = self.path.strip_prefix('/')?.split_once('/')?;
        let field = match root {
            "Invoice" | "CreditNote" => match rest {
                "ID" => Field::Number,
                "InvoiceTypeCode" => Field::Kind,
                "DocumentCurrencyCode" => Field::Currency,
                "LegalMonetaryTotal/PayableAmount" => Field::Total,
                "DueDate" | "PaymentMeans/PaymentDueDate" | "PaymentTerms/PaymentDueDate" => {
                    Field::Due
                }
                _ => return None,
            },
            "CrossIndustryInvoice" | "CrossIndustryDocument" => match rest {
                "ExchangedDocument/ID" | "HeaderExchangedDocument/ID" => Field::Number,
                "ExchangedDocument/TypeCode" | "HeaderExchangedDocument/TypeCode" => Field::Kind,
                _ => match settlement(rest)? {
                    "InvoiceCurrencyCode" => Field::Currency,
                    "SpecifiedTradeSettlementHeaderMonetarySummation/DuePayableAmount"
                    | "SpecifiedTradeSettlementMonetarySummation/DuePayableAmount" => Field::Total,
                    "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString" => Field::Due,
                    _ => return None,
                },
            },
            CHINESE => match rest {
                "TaxSupervisionInfo/InvoiceNumber" => Field::Number,
                "EInvoiceData/BasicInformation/TotalTax-includedAmount" => Field::Total,
                _ => return None,
            },
            _ => return None,
        };
        Some(field)
    }

    /// `None` if it ends in the midst of something.
    fn whole(self) -> Option<InvoiceFile> {
        if !self.open.is_empty() {
            return None;
        }
        let number = self.number?;
        // Without its sum it may be any document of these families (a reminder, an order).
        let (mut value, mut beside) = self.total?;
        let mut takes_back = false;
        if self.chinese {
            beside = Currency::parse("CNY");
            // A red invoice takes one back by sums below zero.
            takes_back = value.is_sign_negative();
            value = value.abs();
        }
        let credit = self.credit
            || takes_back
            || self
                .kind
                .is_some_and(|kind| CREDIT.contains(&kind.as_str()));
        Some(InvoiceFile {
            number,
            total: beside
                .or(self.currency)
                .map(|currency| Money { value, currency }),
            due: self.due,
            credit,
        })
    }
}

/// The path inside the settlement of a CII invoice (D16B, and ZUGFeRD 1).
fn settlement(path: &str) -> Option<&str> {
    [
        "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/",
        "SpecifiedSupplyChainTradeTransaction/ApplicableSupplyChainTradeSettlement/",
    ]
    .iter()
    .find_map(|prefix| path.strip_prefix(prefix))
}

/// `2026-11-30`, with or without a zone (xsd:date), or `20261130` (UNTDID 2379, code 102).
fn day(value: &str) -> Option<NaiveDate> {
    let iso = value.get(..10).unwrap_or(value);
    NaiveDate::parse_from_str(iso, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(value.get(..8).unwrap_or(value), "%Y%m%d"))
        .ok()
}

#[cfg(test)]
mod tests;
