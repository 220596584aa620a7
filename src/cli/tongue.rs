//! In which language a person at the terminal is spoken to.

use crate::model::Language;

/// By the locale: the first of these that says anything (POSIX 8.2).
pub(super) fn of_locale() -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok());
    by_names(said.iter().map(Option::as_deref))
}

fn by_names<'a>(names: impl Iterator<Item = Option<&'a str>>) -> Language {
    let said = names.flatten().find(|name| !name.is_empty());
    match said {
        Some(name) if name.to_ascii_lowercase().starts_with("zh") => Language::Zh,
        _ => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_says_anything_counts() {
        for (names, want) in [
            ([None, None, None], Language::En),
            ([None, None, Some("zh_CN.UTF-8")], Language::Zh),
            ([Some(""), Some("zh_TW"), Some("C")], Language::Zh),
            ([Some("en_GB.UTF-8"), None, Some("zh_CN")], Language::En),
            ([None, Some("C"), Some("zh_CN")], Language::En),
        ] {
            assert_eq!(by_names(names.into_iter()), want, "{names:?}");
        }
    }
}
