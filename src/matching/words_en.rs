//! English words that tell nothing about a thing asked for.

/// Latin words that stand in every business mail and tell nothing; sorted.
pub(super) const COMMON: &[&str] = &[
    "able",
    "about",
    "above",
    "after",
    "again",
    "all",
    "also",
    "although",
    "and",
    "answer",
    "answered",
    "answers",
    "any",
    "anyone",
    "anything",
    "appreciate",
    "appreciated",
    "are",
    "around",
    "asap",
    "attached",
    "attachment",
    "back",
    "because",
    "been",
    "before",
    "being",
    "below",
    "best",
    "better",
    "between",
    "both",
    "but",
    "can",
    "cannot",
    "case",
    "come",
    "could",
    "date",
    "day",
    "dear",
    "did",
    "didn",
    "doc",
    "docs",
    "document",
    "documents",
    "docx",
    "does",
    "doesn",
    "doing",
    "don",
    "done",
    "due",
    "each",
    "either",
    "else",
    "email",
    "enclosed",
    "ever",
    "every",
    "everything",
    "file",
    "files",
    "final",
    "find",
    "first",
    "follow",
    "following",
    "for",
    "from",
    "fwd",
    "get",
    "give",
    "going",
    "good",
    "great",
    "had",
    "has",
    "have",
    "hello",
    "help",
    "here",
    "hope",
    "how",
    "http",
    "https",
    "info",
    "information",
    "into",
    "inv",
    "invoice",
    "invoices",
    "isn",
    "issue",
    "its",
    "itself",
    "jpg",
    "just",
    "keep",
    "know",
    "last",
    "least",
    "less",
    "let",
    "like",
    "look",
    "looking",
    "made",
    "mail",
    "make",
    "many",
    "may",
    "maybe",
    "might",
    "missing",
    "more",
    "most",
    "much",
    "must",
    "need",
    "needed",
    "never",
    "new",
    "next",
    "not",
    "note",
    "nothing",
    "now",
    "number",
    "off",
    "old",
    "one",
    "only",
    "other",
    "our",
    "ours",
    "out",
    "over",
    "own",
    "paid",
    "part",
    "pay",
    "payment",
    "pdf",
    "perhaps",
    "please",
    "png",
    "possible",
    "problem",
    "project",
    "provide",
    "question",
    "rather",
    "really",
    "regarding",
    "regards",
    "reply",
    "request",
    "right",
    "same",
    "scan",
    "see",
    "seem",
    "seems",
    "send",
    "sent",
    "share",
    "should",
    "since",
    "some",
    "someone",
    "something",
    "soon",
    "still",
    "such",
    "sure",
    "take",
    "tell",
    "than",
    "thank",
    "thanks",
    "that",
    "the",
    "their",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "think",
    "this",
    "though",
    "through",
    "time",
    "today",
    "tomorrow",
    "try",
    "trying",
    "under",
    "until",
    "update",
    "upon",
    "use",
    "used",
    "using",
    "version",
    "very",
    "via",
    "want",
    "was",
    "wasn",
    "way",
    "week",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whole",
    "why",
    "will",
    "with",
    "within",
    "without",
    "work",
    "working",
    "would",
    "xls",
    "xlsx",
    "yes",
    "yet",
    "you",
    "your",
    "yours",
    "zip",
];

/// What stands before a block of digits that is a number, where no nought leads it.
pub(super) const TAIL_BEFORE: &[&str] = &[
    "#", "no.", "no", "nr.", "nr", "number", "numbers", "invoice", "invoices", "inv", "bill", "…",
    "...",
];

/// The same where a verb or nothing stands behind it: "for 0013 we never got anything".
pub(super) const TAIL_LINKS: &[&str] = &["for", "and"];

/// What stands behind a number that is spoken of.
pub(super) const TAIL_FOLLOWS: &[&str] = &[
    "is", "was", "are", "were", "has", "have", "had", "will", "we", "i", "it", "they", "our", "my",
    "the", "not", "paid", "never", "also", "too", "goes", "went", "follows", "there",
];

/// Words before a number that is no invoice's: a time, a telephone, a card, an order.
pub(super) const NO_TAIL: &[&str] = &[
    "at",
    "on",
    "ending",
    "card",
    "call",
    "dial",
    "phone",
    "tel",
    "tel.",
    "telephone",
    "mobile",
    "fax",
    "order",
    "po",
    "p.o.",
    "reference",
    "ref",
    "ref.",
    "quotation",
    "quote",
    "offer",
    "room",
    "extension",
    "ext",
    "ext.",
    "pin",
    "customer",
    "client",
    "account",
    "acct",
    "iban",
    "project",
    "article",
    "item",
    "items",
    "ticket",
    "case",
    "id",
    "flight",
    "gate",
    "version",
    "contract",
    "member",
    "staff",
    "track",
    "box",
    "building",
    "house",
    "code",
];

/// Beside a sum.
pub(super) const TAIL_MONEY: &[&str] = &[
    "eur", "euro", "euros", "usd", "gbp", "cny", "rmb", "chf", "hkd", "jpy", "sgd", "aud", "cad",
    "sek", "nok", "dkk", "dollars", "pounds", "yuan",
];

/// Behind a sum, a count or a day.
pub(super) const TAIL_COUNTED: &[&str] = &[
    "%", "days", "hours", "pcs", "pieces", "copies", "people", "photos", "pages", "k ", "o'clock",
    ":",
];

/// Words beside which a thing in a list is not said to share what is said of the others.
pub(super) const APART: &[&str] = &[
    "not", "no", "yet", "later", "soon", "still", "missing", "pending", "rest", "except",
    "without", "but", "on", "by", "until", "next", "tomorrow", "today", "after", "before", "when",
    "once",
];

/// Of what was named last.
pub(super) const BACK: &[&str] = &["it", "they", "this", "that", "these", "those"];

/// Conjunctions between two that are told apart.
pub(super) const JOINS: &[&str] = &[" and ", " & ", " but ", " while ", ", ", "; "];

/// Conjunctions between two of which the same is said.
pub(super) const AND: &[&str] = &[" and ", " & "];

/// Words for an invoice where there is only one.
pub(super) const INVOICE: &[&str] = &["invoice", "bill"];

/// Words for its payment.
pub(super) const PAYMENT: &[&str] = &["payment", "bank transfer"];

/// Of the papers beside it, which no word about its payment is about.
pub(super) const NO_INVOICE: &[&str] = &[
    "invoice address",
    "invoice data",
    "billing address",
    "invoice recipient",
    "e-invoice",
    "your invoices",
    "payment terms",
    "payment details",
    "payment method",
    "payment link",
    "down payment",
];

/// What was asked for, taken together.
pub(super) const MATERIAL: &[&str] = &[
    "files",
    "material",
    "materials",
    "documents",
    "docs",
    "data",
    "content",
    "contents",
    "assets",
    "paperwork",
    "stuff",
    "input",
    "inputs",
    "information",
    "info",
];

/// Of a payment or its papers, whatever they are made of.
pub(super) const NO_MATERIAL: &[&str] = &[
    "proof of payment",
    "payment proof",
    "remittance",
    "bank data",
    "bank details",
    "bank information",
    "billing data",
    "invoice data",
    "invoice information",
    "payment data",
    "payment information",
    "payment documents",
    "for your information",
    "data protection",
];

/// That somebody pays, where material is spoken of too.
pub(super) const PAID_FOR: &[&str] = &["paid", "pay", "payment", "money"];

/// Money by its name.
pub(super) const MONEY: &[&str] = &["money", "funds", "transfer", "transfers"];

/// What money is owed for, or how much.
pub(super) const OF_MONEY: &[&str] = &[
    "amount", "sum", "total", "price", "charge", "charged", "fee", "fees", "invoiced", "billed",
];

/// Something is settled, and not what.
pub(super) const DONE: &[&str] = &[
    "done",
    "finished",
    "completed",
    "complete",
    "taken care of",
    "took care of",
    "sorted",
    "sorted out",
    "handled",
    "settled",
    "dealt with",
];

/// All there is.
pub(super) const WHOLE: &[&str] = &["all", "both", "everything", "each"];

/// Money that went, and things that went, in one breath.
pub(super) const PAID: &[&str] = &["paid", "transferred", "wired"];
pub(super) const GIVEN: &[&str] = &["sent", "delivered", "submitted", "uploaded", "attached"];

/// What was not named.
pub(super) const REST: &[&str] = &[
    "the rest",
    "the other",
    "the others",
    "the remaining",
    "everything else",
    "all others",
];

/// Of some of it.
pub(super) const IN_PART: &[&str] = &[
    "half",
    "part",
    "partly",
    "first",
    "deposit",
    "instalment",
    "installment",
    "some",
    "most",
];

/// How a question begins, which is no name of a thing.
pub(super) const ASKING: &[&str] = &[
    "am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "how", "is", "may",
    "might", "must", "shall", "should", "was", "were", "what", "when", "where", "which", "who",
    "why", "will", "would",
];
