//! Signs and codes of currencies: data only.

/// Signs that need no letters.
pub(super) fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '$' => "USD",
        '¥' => "CNY",
        '€' => "EUR",
        '£' => "GBP",
        '₩' => "KRW",
        '₹' => "INR",
        '₽' => "RUB",
        '₺' => "TRY",
        '₫' => "VND",
        '฿' => "THB",
        '₴' => "UAH",
        '₪' => "ILS",
        '₱' => "PHP",
        '₡' => "CRC",
        '₾' => "GEL",
        '₦' => "NGN",
        '₸' => "KZT",
        _ => return None,
    })
}

/// Letters before `$`, and whether a blank may stand between ("hk $").
pub(super) fn dollar(letters: &str) -> Option<(&'static str, bool)> {
    Some(match letters {
        "us" | "usd" => ("USD", true),
        "hk" | "hkd" => ("HKD", true),
        "nt" | "ntd" | "twd" => ("TWD", true),
        "au" | "aud" => ("AUD", true),
        "a" => ("AUD", false),
        "ca" | "cad" | "cdn" | "can" => ("CAD", true),
        "c" => ("CAD", true),
        "sg" | "sgd" => ("SGD", true),
        "s" => ("SGD", false),
        "nz" | "nzd" => ("NZD", true),
        "mx" | "mxn" | "mex" => ("MXN", true),
        "r" => ("BRL", false),
        "mop" => ("MOP", true),
        _ => return None,
    })
}

/// ISO code of a word in lower case; customary twins too.
pub(super) fn code(word: &str) -> Option<&'static str> {
    Some(match word {
        "rmb" | "cnh" => "CNY",
        "ntd" => "TWD",
        "usd" => "USD",
        "eur" => "EUR",
        "gbp" => "GBP",
        "cny" => "CNY",
        "jpy" => "JPY",
        "hkd" => "HKD",
        "twd" => "TWD",
        "aud" => "AUD",
        "cad" => "CAD",
        "sgd" => "SGD",
        "nzd" => "NZD",
        "chf" => "CHF",
        "sek" => "SEK",
        "nok" => "NOK",
        "dkk" => "DKK",
        "pln" => "PLN",
        "czk" => "CZK",
        "huf" => "HUF",
        "ron" => "RON",
        "bgn" => "BGN",
        "rub" => "RUB",
        "try" => "TRY",
        "inr" => "INR",
        "krw" => "KRW",
        "thb" => "THB",
        "myr" => "MYR",
        "idr" => "IDR",
        "php" => "PHP",
        "vnd" => "VND",
        "mxn" => "MXN",
        "brl" => "BRL",
        "zar" => "ZAR",
        "aed" => "AED",
        "sar" => "SAR",
        "ils" => "ILS",
        "egp" => "EGP",
        "ngn" => "NGN",
        "kes" => "KES",
        "mop" => "MOP",
        "clp" => "CLP",
        "cop" => "COP",
        "ars" => "ARS",
        "pen" => "PEN",
        "uah" => "UAH",
        "qar" => "QAR",
        "pkr" => "PKR",
        "isk" => "ISK",
        "kzt" => "KZT",
        "bdt" => "BDT",
        "lkr" => "LKR",
        _ => return None,
    })
}

/// Codes that are words too and count in capitals only.
pub(super) const CAPITALS_ONLY: [&str; 10] = [
    "try", "ron", "mop", "cop", "pen", "ars", "php", "sek", "nok", "kes",
];
