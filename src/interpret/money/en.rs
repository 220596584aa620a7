//! English words of money: data only.

/// Currency of a word after (or before) a number; `Some(None)` for one without an ISO code today.
pub(super) fn word(word: &str) -> Option<Option<&'static str>> {
    Some(Some(match word {
        "dollar" | "dollars" | "bucks" => "USD",
        "euro" | "euros" => "EUR",
        "pound" | "pounds" | "quid" | "sterling" => "GBP",
        "yen" => "JPY",
        "yuan" | "renminbi" | "kuai" => "CNY",
        "franc" | "francs" => "CHF",
        "rupee" | "rupees" => "INR",
        "lira" => "TRY",
        "ruble" | "rubles" | "rouble" | "roubles" => "RUB",
        "baht" => "THB",
        "ringgit" => "MYR",
        "dirham" | "dirhams" => "AED",
        "zloty" | "zlotys" | "złoty" | "złotych" | "zł" => "PLN",
        "kč" | "koruna" | "korun" => "CZK",
        "rand" => "ZAR",
        "lei" => "RON",
        "shekels" | "shekel" => "ILS",
        "hryvnia" => "UAH",
        "naira" => "NGN",
        "dong" => "VND",
        "rupiah" => "IDR",
        "forint" => "HUF",
        "kronor" => "SEK",
        "reais" => "BRL",
        "guilders" | "pesetas" | "pesos" | "kroner" | "krona" | "riyals" | "lire" | "marks"
        | "kr" | "krone" | "kronur" | "peso" | "riyal" | "rial" | "dinar" | "dinars"
        | "satoshis" | "satoshi" => return Some(None),
        _ => return None,
    }))
}

/// A country whose currency's word other countries use too.
pub(super) fn national(country: &str, word: &str) -> Option<&'static str> {
    Some(match (country, word) {
        ("mexican", "peso" | "pesos") => "MXN",
        ("argentine" | "argentinian", "peso" | "pesos") => "ARS",
        ("chilean", "peso" | "pesos") => "CLP",
        ("colombian", "peso" | "pesos") => "COP",
        ("philippine", "peso" | "pesos") => "PHP",
        ("swedish", "krona" | "kronor" | "crowns") => "SEK",
        ("norwegian", "krone" | "kroner" | "crowns") => "NOK",
        ("danish", "krone" | "kroner" | "crowns") => "DKK",
        ("czech", "koruna" | "korunas" | "crowns") => "CZK",
        ("icelandic", "krona" | "kronur") => "ISK",
        ("korean" | "korea", "won") => "KRW",
        ("saudi", "riyal" | "riyals") => "SAR",
        ("qatari", "riyal" | "riyals") => "QAR",
        ("pakistani" | "pakistan", "rupee" | "rupees") => "PKR",
        ("indonesian", "rupiah") => "IDR",
        ("brazilian", "real" | "reais" | "reals") => "BRL",
        ("polish", "zloty" | "zlotys") => "PLN",
        ("hungarian", "forint" | "forints") => "HUF",
        ("israeli", "shekel" | "shekels") => "ILS",
        ("thai", "baht") => "THB",
        ("malaysian", "ringgit") => "MYR",
        ("vietnamese", "dong") => "VND",
        ("african", "rand") => "ZAR",
        ("russian", "ruble" | "rubles" | "rouble" | "roubles") => "RUB",
        ("uae" | "emirati", "dirham" | "dirhams") => "AED",
        ("pound", "sterling") | ("pounds", "sterling") => "GBP",
        _ => return None,
    })
}

/// A country before a currency's word settles which.
pub(super) fn of_country(country: &str, currency: &str) -> Option<&'static str> {
    Some(match (country, currency) {
        ("us" | "american" | "s", "USD") => "USD",
        ("australian" | "aussie", "USD") => "AUD",
        ("canadian", "USD") => "CAD",
        ("singapore", "USD") => "SGD",
        ("kong", "USD") => "HKD",
        ("zealand", "USD") => "NZD",
        ("taiwan", "USD") => "TWD",
        ("british" | "english" | "uk", "GBP") => "GBP",
        ("egyptian", "GBP") => "EGP",
        ("swiss", "CHF") => "CHF",
        ("japanese", "JPY") => "JPY",
        ("chinese", "CNY") => "CNY",
        ("turkish", "TRY") => "TRY",
        ("indian", "INR") => "INR",
        ("dutch" | "hong" | "new", _) => "",
        _ => return None,
    })
}

/// A hundredth of a currency and which.
pub(super) fn cents(word: &str) -> Option<Option<&'static str>> {
    Some(match word {
        "cent" | "cents" => None,
        "pence" | "penny" => Some("GBP"),
        _ => return None,
    })
}

/// What a word multiplies by, and whether it must be glued to its figure.
pub(super) fn scale(word: &str) -> Option<(u64, bool)> {
    Some(match word {
        "k" => (1_000, true),
        "thousand" => (1_000, false),
        "lakh" | "lakhs" => (100_000, false),
        "m" => (1_000_000, true),
        "mn" | "mio" | "mil" | "million" | "millions" => (1_000_000, false),
        "crore" | "crores" => (10_000_000, false),
        "b" => (1_000_000_000, true),
        "bn" | "billion" | "billions" => (1_000_000_000, false),
        "trillion" | "tn" => (1_000_000_000_000, false),
        _ => return None,
    })
}

/// Numbers in words.
pub(super) fn number(word: &str) -> Option<u64> {
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// Words that announce an amount without a currency ("total due 5,075.00").
pub(super) const ANNOUNCES: [&str; 10] = [
    "amount",
    "total",
    "balance",
    "sum",
    "due",
    "outstanding",
    "payable",
    "payment",
    "subtotal",
    "net",
];
