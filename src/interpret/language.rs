//! The language of a sender's own words.

use std::sync::LazyLock;

use crate::model::{Language, is_han};

/// Letters below which a detector guesses; short words of business mail are English unless proven.
const SHORT: usize = 60;

/// ISO 639-1 code of a text; `None` if it has no letters. Addresses of web and mail are not counted.
#[must_use]
pub fn of(text: &str) -> Option<String> {
    let (mut han, mut kana, mut hangul, mut latin, mut other) =
        (0usize, 0usize, 0usize, 0usize, 0usize);
    let mut words = 0usize;
    for word in text.split_whitespace().take(2000) {
        let (mut letters, mut marked) = (0_usize, false);
        for byte in word.bytes() {
            letters += usize::from(byte.is_ascii_alphabetic());
            marked |= matches!(byte, b'@' | b':' | b'.');
        }
        if marked && is_address(word) {
            continue;
        }
        // A name in the other writing behind its translation is no words of the mail.
        if latin > 0 && is_gloss(word) {
            continue;
        }
        if word.is_ascii() {
            latin += letters;
            words += usize::from(letters > 0);
            continue;
        }
        let before = latin;
        for c in word.chars() {
            match c {
                _ if c.is_ascii() => latin += usize::from(c.is_ascii_alphabetic()),
                _ if is_han(c) => han += 1,
                '\u{3041}'..='\u{30ff}' => kana += usize::from(c != '\u{30fb}' && c != '\u{30fc}'),
                '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
                '\u{c0}'..='\u{24f}' => latin += 1,
                _ if c.is_alphabetic() => other += 1,
                _ => {}
            }
        }
        words += usize::from(latin > before);
    }
    if han + kana + hangul + latin + other == 0 {
        return None;
    }
    // A Han character is about a word: mixed mail is Chinese as soon as a fifth of its words is.
    if kana > 0 && kana * 5 >= han {
        return Some("ja".to_owned());
    }
    if hangul > 0 && hangul * 2 >= latin {
        return Some("ko".to_owned());
    }
    if han > 0 && han * 4 >= words {
        return Some("zh".to_owned());
    }
    if other * 2 < latin && latin < SHORT && !foreign_marks(text) {
        return Some("en".to_owned());
    }
    let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text);
    if other * 50 < latin && plainly_english(sample) {
        return Some("en".to_owned());
    }
    let info = whatlang::detect(sample);
    let code = info.and_then(|info| {
        let sure = info.is_reliable() || info.confidence() > 0.6 || latin == 0;
        sure.then(|| two_letters(info.lang())).flatten()
    });
    Some(code.unwrap_or("en").to_owned())
}

/// Whether a word is an address of web or mail.
fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

/// Whether a word is nothing but Han characters in brackets.
fn is_gloss(word: &str) -> bool {
    let Some(inner) = word.strip_prefix(['(', '（', '[']) else {
        return false;
    };
    let inner = inner.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let inner = Some(inner).and_then(|rest| rest.strip_suffix([')', '）', ']']));
    inner.is_some_and(|inner| !inner.is_empty() && inner.chars().all(is_han))
}

/// The language to write in: Chinese or English as the code says, else `fallback`.
#[must_use]
pub fn product(code: Option<&str>, fallback: Language) -> Language {
    match code {
        Some("zh") => Language::Zh,
        Some("en") => Language::En,
        _ => fallback,
    }
}

/// Words that English cannot do without and no other language of the alphabet writes.
const ENGLISH: &[&str] = &[
    "the", "and", "you", "your", "this", "that", "with", "would", "from", "please", "are", "our",
    "which", "been", "there", "they", "what", "should", "could", "their", "these", "those", "were",
    "it's", "i'm", "don't", "about", "any", "other", "we", "of",
];
/// Words that English writes often, and others now and then.
const USUAL: &[&str] = &[
    "to", "is", "it", "for", "in", "on", "a", "be", "have", "not", "can", "will", "my", "but",
    "if", "as", "at", "has", "was", "i", "so", "or", "by", "how", "when", "just", "than", "does",
    "did", "thanks", "because", "some", "using", "into", "where", "know", "need", "here", "only",
    "then",
];
/// Bytes of the longest of them at most.
const LONGEST: usize = 8;

/// Both tables as numbers in rising order, and whether a word is [`ENGLISH`].
static KNOWN: LazyLock<Vec<(u64, bool)>> = LazyLock::new(|| {
    let usual = USUAL.iter().map(|word| (number(word), false));
    let english = ENGLISH.iter().map(|word| (number(word), true));
    let mut known: Vec<(u64, bool)> = usual.chain(english).collect();
    known.sort_unstable();
    known
});

/// A word of at most [`LONGEST`] bytes as a number, in either case the same.
fn number(word: &str) -> u64 {
    word.bytes().fold(0, |number, byte| {
        number << 8 | u64::from(byte.to_ascii_lowercase())
    })
}

/// Whether a word is [`ENGLISH`], or else [`USUAL`]; `None` if it is neither.
fn english(word: &str) -> Option<bool> {
    let number = (word.len() <= LONGEST).then(|| number(word))?;
    let at = KNOWN.binary_search_by_key(&number, |(known, _)| *known);
    KNOWN.get(at.ok()?).map(|(_, own)| *own)
}

/// Words looked at: the detector is dear.
const LOOKED_AT: usize = 120;

/// Whether so many of the first words are [`ENGLISH`] or [`USUAL`] that no other language comes into
/// question.
fn plainly_english(text: &str) -> bool {
    let (mut all, mut own, mut usual) = (0usize, 0usize, 0usize);
    for word in text.split_whitespace().take(LOOKED_AT) {
        all += 1;
        match english(word.trim_matches(|c: char| !c.is_alphanumeric())) {
            Some(true) => own += 1,
            Some(false) => usual += 1,
            None => {}
        }
    }
    own >= 2 && (own + usual) * 4 >= all
}

/// Bytes the detector looks at; it takes its time for each.
const SAMPLE: usize = 1500;

/// Letters that English does not write.
fn foreign_marks(text: &str) -> bool {
    text.chars()
        .filter(|c| {
            matches!(
                c,
                'ä' | 'ö'
                    | 'ü'
                    | 'ß'
                    | 'é'
                    | 'è'
                    | 'ê'
                    | 'à'
                    | 'ç'
                    | 'ñ'
                    | 'ã'
                    | 'õ'
                    | 'ø'
                    | 'å'
                    | 'æ'
                    | 'ł'
                    | 'ś'
                    | 'ż'
                    | 'ą'
                    | 'ę'
                    | 'ő'
                    | 'ű'
                    | 'č'
                    | 'š'
                    | 'ž'
                    | 'ř'
                    | 'ě'
                    | 'í'
                    | 'ó'
                    | 'ú'
                    | 'á'
            )
        })
        .take(2)
        .count()
        == 2
}

/// ISO 639-1 of whatlang's ISO 639-3.
fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang;
    Some(match lang {
        Lang::Eng => "en",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "no",
        Lang::Fin => "fi",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Slv => "sl",
        Lang::Mkd => "mk",
        Lang::Bel => "be",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Aze => "az",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tha => "th",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Tgl => "tl",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Cat => "ca",
        Lang::Lat => "la",
        Lang::Epo => "eo",
        Lang::Afr => "af",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_tell_their_language() {
        for (text, want) in [
            ("请尽快把合同发给我", Some("zh")),
            ("error page 的截图请 by Friday 发我，thanks", Some("zh")),
            (
                "Please send us: 1. the licence (营业执照) 2. the seal (公司印章), 3. the form （申请表）",
                Some("en"),
            ),
            ("请发 logo（标志）和 form（表格）", Some("zh")),
            ("Thanks, will do.", Some("en")),
            (
                "Kind regards from 北京 and thanks for the very long and friendly letter you sent us",
                Some("en"),
            ),
            ("お世話になっております。資料を送ります。", Some("ja")),
            ("안녕하세요 자료를 보내드립니다", Some("ko")),
            (
                "Sehr geehrte Frau Muster, die Rechnung haben wir gestern überwiesen, bitte prüfen Sie den Eingang.",
                Some("de"),
            ),
            ("12.000 + 3 = ?", None),
            ("https://www.client.example/path", None),
        ] {
            assert_eq!(of(text).as_deref(), want, "{text}");
        }
        assert_eq!(product(Some("de"), Language::Zh), Language::Zh);
        assert_eq!(product(Some("en"), Language::Zh), Language::En);
    }
}
