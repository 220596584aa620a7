//! Invoices of both syntaxes, and files that only look like one.

use super::*;

const UBL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:c="urn:b" xmlns:a="urn:a">
  <c:ID>NW-2026-77</c:ID><c:IssueDate>2026-11-02</c:IssueDate><c:DueDate>2026-12-02</c:DueDate>
  <c:InvoiceTypeCode>380</c:InvoiceTypeCode><c:DocumentCurrencyCode>EUR</c:DocumentCurrencyCode>
  <a:OrderReference><c:ID>PO-1</c:ID></a:OrderReference>
  <a:LegalMonetaryTotal><c:PayableAmount currencyID="EUR"> 1190.50 </c:PayableAmount></a:LegalMonetaryTotal>
  <a:InvoiceLine><c:ID>1</c:ID></a:InvoiceLine>
</Invoice>"#;

const CII: &str = r#"<rsm:CrossIndustryInvoice xmlns:rsm="urn:r" xmlns:ram="urn:m" xmlns:udt="urn:u">
  <rsm:ExchangedDocumentContext><ram:ID>urn:cen.eu</ram:ID></rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument><ram:ID>R&amp;D-9 &#x2F; 4</ram:ID><ram:TypeCode>380</ram:TypeCode></rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeSettlement>
    <ram:InvoiceCurrencyCode>CNY</ram:InvoiceCurrencyCode>
    <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20261215</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
    <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
      <ram:GrandTotalAmount>90000</ram:GrandTotalAmount><ram:DuePayableAmount>88000.00</ram:DuePayableAmount>
    </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"#;

/// The form of the tax authority's XML, with invented parties.
const CHINESE_XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>26312000000123456789</EIid><Version>0.2</Version></Header>
  <EInvoiceData>
    <SellerInformation><SellerIdNum>91310000MA0000000X</SellerIdNum><SellerName>上海示例设计有限公司</SellerName></SellerInformation>
    <BuyerInformation><BuyerName>北京示例科技有限公司</BuyerName></BuyerInformation>
    <BasicInformation><TotalAmWithoutTax>10000.00</TotalAmWithoutTax><TotalTaxAm>600.00</TotalTaxAm>
      <TotalTax-includedAmount>10600.00</TotalTax-includedAmount><Drawer>某某</Drawer></BasicInformation>
    <IssuItemInformation><ItemName>*设计服务*设计费</ItemName><Amount>10000</Amount></IssuItemInformation>
  </EInvoiceData>
  <TaxSupervisionInfo><InvoiceNumber>26312000000123456789</InvoiceNumber><IssueTime>2026-11-02</IssueTime></TaxSupervisionInfo>
</EInvoice>"#;

#[test]
fn chinas_digital_invoice_gives_its_number_and_its_sum_with_tax() {
    for (text, want) in [
        (
            CHINESE_XML.to_owned(),
            "26312000000123456789 10600.00 CNY -",
        ),
        (
            CHINESE_XML.replace("10600.00", "-10600.00"),
            "26312000000123456789 10600.00 CNY - credit",
        ),
        (
            CHINESE_XML.replace("TotalTax-includedAmount", "Total"),
            "none",
        ),
        (CHINESE_XML.replace("TaxSupervisionInfo", "Other"), "none"),
    ] {
        assert_eq!(shown(&text), want);
    }
}

fn shown(text: &str) -> String {
    read(text.as_bytes()).map_or_else(
        || "none".to_owned(),
        |file| {
            format!(
                "{} {} {}{}",
                file.number,
                file.total.map_or("-".to_owned(), |m| m.to_string()),
                file.due.map_or("-".to_owned(), |d| d.to_string()),
                if file.credit { " credit" } else { "" }
            )
        },
    )
}

#[test]
fn both_syntaxes_are_read() {
    for (text, want) in [
        (UBL.to_owned(), "NW-2026-77 1190.50 EUR 2026-12-02"),
        (CII.to_owned(), "R&D-9 / 4 88000.00 CNY 2026-12-15"),
        (
            UBL.replace("2026-12-02<", "2026-12-02+01:00<"),
            "NW-2026-77 1190.50 EUR 2026-12-02",
        ),
        (
            UBL.replace("NW-2026-77", "<![CDATA[A<1]]>"),
            "A<1 1190.50 EUR 2026-12-02",
        ),
        (
            UBL.replace("c:DueDate", "c:TaxPointDate")
                .replace("c:Invoice", "c:X"),
            "NW-2026-77 1190.50 EUR -",
        ),
        (
            UBL.replace(" currencyID=\"EUR\"", ""),
            "NW-2026-77 1190.50 EUR 2026-12-02",
        ),
        (
            UBL.replace("<Invoice ", "<CreditNote ")
                .replace("</Invoice>", "</CreditNote>"),
            "NW-2026-77 1190.50 EUR 2026-12-02 credit",
        ),
        (
            UBL.replace(">380<", ">381<"),
            "NW-2026-77 1190.50 EUR 2026-12-02 credit",
        ),
        (
            UBL.replace("1190.50", "-5"),
            "NW-2026-77 -5.00 EUR 2026-12-02",
        ),
        (
            UBL.replace("2026-12-02", "soon"),
            "NW-2026-77 1190.50 EUR -",
        ),
    ] {
        assert_eq!(shown(&text), want, "{text}");
    }
    assert_eq!(
        read(UBL.replace("1190.50", "-5").as_bytes()).and_then(|f| f.owed()),
        None
    );
    assert_eq!(
        read(UBL.replace(">380<", ">381<").as_bytes()).and_then(|f| f.owed()),
        None
    );
}

#[test]
fn other_encodings_are_read() {
    let umlaut = UBL
        .replace("NW-2026-77", "Büro-7")
        .replace("UTF-8", "ISO-8859-1");
    let bytes: Vec<u8> = umlaut
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    assert_eq!(read(&bytes).expect("read").number, "Büro-7");
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(
        UBL.replace("UTF-8", "UTF-16")
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    assert_eq!(read(&wide).expect("read").number, "NW-2026-77");
}

#[test]
fn what_is_broken_hostile_or_something_else_is_none() {
    let after_declaration = |what: &str| UBL.replace("?>\n", &format!("?>\n{what}\n"));
    for text in [
        String::new(),
        "no xml".to_owned(),
        "<a/>".to_owned(),
        UBL.replace("</Invoice>", ""),
        UBL.replace("</c:ID>", "</c:IDs>"),
        UBL.replace("c:PayableAmount", "c:LineAmount"),
        UBL.replace("1190.50", "twelve"),
        UBL.replace("1190.50", "1e9"),
        UBL.replace("1190.50", &"9".repeat(300)),
        UBL.replace("NW-2026-77", ""),
        UBL.replace("NW-2026-77", "&company;"),
        UBL.replace("NW-2026-77", "&#x110000;"),
        UBL.replace("Invoice", "Order"),
        after_declaration("<!DOCTYPE Invoice [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"),
        after_declaration("<!DOCTYPE Invoice SYSTEM \"file:///etc/passwd\">"),
        format!("{}{}", UBL.replace("</Invoice>", ""), "<x>".repeat(100_000)),
        UBL.replace("<a:OrderReference>", &"<a/>".repeat(limits::INVOICE_EVENTS)),
    ] {
        assert_eq!(shown(&text), "none", "{:.200}", text);
    }
    // What is hidden from a reader is hidden from the number, and it has an end.
    let hidden = UBL.replace("NW-2026-77", "A\u{202e}B\u{200b}\n C");
    assert_eq!(read(hidden.as_bytes()).expect("read").number, "AB C");
    let long = UBL.replace("NW-2026-77", &"号".repeat(500));
    assert!(read(long.as_bytes()).expect("read").number.len() <= VALUE);
}

#[test]
fn only_files_that_may_be_xml_are_opened() {
    for (media, name, want) in [
        ("application/xml", "", true),
        ("text/xml", "a.xml", true),
        ("application/octet-stream", "Invoice.XML", true),
        ("application/vnd.peppol+xml", "x", true),
        ("image/svg+xml", "logo.svg", false),
        ("application/pdf", "a.pdf", false),
        ("text/plain", "a.xml", false),
    ] {
        assert_eq!(may_be(media, name), want, "{media} {name}");
    }
}
