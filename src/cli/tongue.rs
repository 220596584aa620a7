//! In which language a person at the terminal is spoken to.

use crate::config::Config;
use crate::model::Language;
use crate::render::Templates;

/// What is said at the terminal, in the language of its locale.
#[derive(Debug)]
pub(super) struct Tongue {
    /// That language.
    pub(super) language: Language,
    /// The words of mails, which the terminal shares; in English the codes of JSON are words already.
    words: Option<Templates>,
}

impl Tongue {
    /// That of the locale.
    pub(super) fn here(config: &Config) -> Self {
        Self::of(of_locale(), config)
    }

    /// A given one.
    pub(super) fn of(language: Language, config: &Config) -> Self {
        let own = || Templates::new(&config.templates).or_else(|_| Templates::new(&[]));
        Self {
            language,
            words: (language == Language::Zh).then(own).and_then(Result::ok),
        }
    }

    /// One of two.
    pub(super) fn say<'a>(&self, en: &'a str, zh: &'a str) -> &'a str {
        say(self.language, en, zh)
    }

    /// The word for what a mail reads as.
    pub(super) fn reading(&self, code: &'static str) -> &'static str {
        let word = READINGS.iter().find(|(known, _)| *known == code);
        word.map_or(code, |(_, zh)| self.say(code, zh))
    }

    /// The word for a code of JSON, by its table in `words.txt`: `hold`, `promise`.
    pub(super) fn term(&self, table: &str, code: &str) -> String {
        let word = self
            .words
            .as_ref()
            .and_then(|words| words.term(table, code, self.language));
        word.unwrap_or_else(|| code.replace('_', " "))
    }
}

/// What a mail reads as, in Chinese.
const READINGS: &[(&str, &str)] = &[
    ("delivered", "已提供"),
    ("part", "部分"),
    ("payment", "已付款"),
    ("promise", "承诺"),
    ("question", "提问"),
    ("dispute", "异议"),
    ("decline", "拒绝"),
    ("acknowledged", "已知悉"),
    ("stop", "请勿再联系"),
    ("unclear", "不明确"),
    ("automatic", "自动回复"),
    ("none", "无"),
    ("nothing", "无"),
];

/// One of two, where no configuration is at hand.
pub(super) fn say<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

/// One of two in the language of the locale, its gaps filled: `{name}` by what stands beside that name.
pub(super) fn filled(en: &'static str, zh: &'static str, gaps: &[(&str, &str)]) -> String {
    crate::setup::Words { en, zh }.filled(of_locale(), gaps)
}

/// There is no such item: told on stderr by every command that shows items.
pub(super) fn no_item(item: crate::model::ItemId) -> String {
    match of_locale() {
        Language::En => {
            format!("nudged: there is no item {item}; nudged list --all shows the numbers")
        }
        Language::Zh => format!("nudged：没有事项 {item}；用 nudged list --all 查看编号"),
    }
}

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
