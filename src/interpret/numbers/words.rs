//! Words that make a code an invoice number, or something else: data only.

/// Words that a number of an invoice follows.
pub(super) const INVOICE_WORDS: [&str; 12] = [
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
pub(super) const FILLERS: [&str; 12] = [
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
pub(super) const CHINESE_WORDS: [(&str, usize); 17] = [
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
pub(super) const PREFIXES: [&str; 9] = [
    "inv", "invoice", "re", "rg", "rnr", "fv", "fac", "bill", "fp",
];

/// Letters that make a code something else: orders, quotes, credit notes, standards.
pub(super) const OTHER_PREFIXES: [&str; 40] = [
    "po", "so", "wo", "do", "dn", "cr", "cn", "gs", "qt", "qu", "quo", "ang", "an", "est", "ord",
    "order", "sku", "ref", "ticket", "req", "iso", "utf", "aes", "sha", "din", "covid", "http",
    "tls", "pdf", "mp", "usb", "ct", "con", "prj", "rfc", "rfp", "rfq", "case", "img", "gb",
];

/// Words that make the number after them something else.
pub(super) const OTHER_WORDS: [&str; 38] = [
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
pub(super) const OTHER_CHINESE: [&str; 16] = [
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
pub(super) const MONEY_WORDS: [&str; 22] = [
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
pub(super) const COUNTED: [&str; 16] = [
    "days", "day", "weeks", "months", "of", "items", "pages", "copies", "pcs", "percent", "hours",
    "am", "pm", "st", "nd", "th",
];
