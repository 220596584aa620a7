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

/// ISO codes and their customary twins.
pub(super) fn code(word: &str) -> Option<&'static str> {
    const CODES: [&str; 46] = [
        "USD", "EUR", "GBP", "CNY", "JPY", "HKD", "TWD", "AUD", "CAD", "SGD", "NZD", "CHF", "SEK",
        "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "RUB", "TRY", "INR", "KRW", "THB", "MYR",
        "IDR", "PHP", "VND", "MXN", "BRL", "ZAR", "AED", "SAR", "ILS", "EGP", "NGN", "KES", "MOP",
        "CLP", "COP", "ARS", "PEN", "UAH", "QAR", "PKR",
    ];
    match word {
        "rmb" | "cnh" => return Some("CNY"),
        "ntd" => return Some("TWD"),
        _ => {}
    }
    if word.len() != 3 {
        return None;
    }
    CODES.iter().find(|c| c.eq_ignore_ascii_case(word)).copied()
}

/// Codes that are words too and count in capitals only.
pub(super) const CAPITALS_ONLY: [&str; 10] = [
    "try", "ron", "mop", "cop", "pen", "ars", "php", "sek", "nok", "kes",
];
