//! Holiday data that comes with the program (`config/holidays/*.txt`).

const DATA: &[(&str, &str)] = &[
    ("CN", include_str!("../../config/holidays/CN.txt")),
    ("DE", include_str!("../../config/holidays/DE.txt")),
    ("GB", include_str!("../../config/holidays/GB.txt")),
    ("HK", include_str!("../../config/holidays/HK.txt")),
    ("JP", include_str!("../../config/holidays/JP.txt")),
    ("SG", include_str!("../../config/holidays/SG.txt")),
    ("TW", include_str!("../../config/holidays/TW.txt")),
    ("US", include_str!("../../config/holidays/US.txt")),
];

/// The data of a bundled calendar by its ISO 3166-1 code in capitals, for `Holidays::from_data`.
#[must_use]
pub fn bundled(code: &str) -> Option<&'static str> {
    DATA.iter()
        .find(|(name, _)| *name == code)
        .map(|(_, text)| *text)
}

/// The codes there are, sorted.
pub fn bundled_codes() -> impl Iterator<Item = &'static str> {
    DATA.iter().map(|(name, _)| *name)
}
