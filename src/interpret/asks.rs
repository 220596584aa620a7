//! What a mail asks for, one by one.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::vocabulary::Class;
use super::{ask_words, opening};

/// The text after a list mark: `1.`, `(2)`, `①`, `-`, `•`, `一、`, `a)`.
pub(super) fn list_mark(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let first = line.chars().next()?;
    let rest = line.get(first.len_utf8()..).unwrap_or_default();
    if matches!(
        first,
        '•' | '·' | '●' | '○' | '▪' | '■' | '◦' | '‣' | '✓' | '□'
    ) || ('①'..='⑳').contains(&first)
    {
        return Some(rest.trim_start_matches(['.', '、', ' ', '\t']));
    }
    if matches!(first, '-' | '*' | '+' | '–' | '—') {
        return rest
            .starts_with([' ', '\t'])
            .then(|| rest.trim())
            .filter(|r| !r.is_empty());
    }
    let bare = line.trim_start_matches(['(', '（']);
    let opened = bare.len() < line.len();
    let number: String = bare
        .chars()
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        .collect();
    let letter = bare
        .chars()
        .next()
        .filter(|c| number.is_empty() && c.is_ascii_alphabetic());
    let mark = letter.map_or(number, String::from);
    if mark.is_empty() || mark.chars().count() > 2 {
        return None;
    }
    let after = bare.get(mark.len()..).unwrap_or_default();
    let sign = after.chars().next()?;
    let text = after.get(sign.len_utf8()..).unwrap_or_default();
    let fits = match sign {
        ')' | '）' => true,
        '.' | '．' => {
            letter.is_none() && !opened && !text.starts_with(|c: char| c.is_ascii_digit())
        }
        '、' | ':' | '：' => letter.is_none() && !opened,
        _ => false,
    };
    let text = text.trim();
    (fits && !text.is_empty()).then_some(text)
}

/// The number a list line carries.
pub(super) fn list_number(line: &str) -> Option<u32> {
    list_mark(line)?;
    let line = line.trim_start().trim_start_matches(['(', '（']);
    let first = line.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return (first as u32).checked_sub('①' as u32)?.checked_add(1);
    }
    if let Some(at) = "一二三四五六七八九".chars().position(|c| c == first) {
        return u32::try_from(at).ok()?.checked_add(1);
    }
    let digits: String = line.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

static ASKS: LazyLock<Class> = LazyLock::new(|| Class::new(ask_words::ASKS_EN, ask_words::ASKS_ZH));
static ADDS: LazyLock<Class> = LazyLock::new(|| Class::new(ask_words::ADDS_EN, &[]));
static OWN: LazyLock<Class> = LazyLock::new(|| Class::new(ask_words::OWN_EN, ask_words::OWN_ZH));
static POLITE: LazyLock<Class> =
    LazyLock::new(|| Class::new(ask_words::POLITE_EN, ask_words::POLITE_ZH));
static MINE: LazyLock<Class> = LazyLock::new(|| Class::new(ask_words::MINE_EN, ask_words::MINE_ZH));

/// The asks of a mail: its list if it has one that is asked for, else its asking sentences.
pub(super) fn find(own: &str, sentences: &[Sentence]) -> Vec<String> {
    let list = listed(own);
    if !list.is_empty() {
        return list;
    }
    let mut out: Vec<String> = Vec::new();
    let mut follows = false;
    for sentence in sentences {
        if !asks(sentence) {
            follows = false;
            continue;
        }
        match out.last_mut() {
            Some(last) if follows && ADDS.is(&sentence.plain) => {
                last.push_str(". ");
                last.push_str(&sentence.words);
            }
            _ => out.push(sentence.words.clone()),
        }
        follows = true;
    }
    out
}

/// Whether a sentence asks the reader for something.
pub(super) fn asks(sentence: &Sentence) -> bool {
    let plain = sentence.plain.as_str();
    // Most sentences ask nothing: that is looked at first.
    (sentence.asks || ASKS.is(plain) && !OWN.is(plain))
        && !POLITE.is(plain)
        && !opening::nothing_to_do(plain)
}

/// List items. A list counts if the words before it do not say that the team does it.
fn listed(own: &str) -> Vec<String> {
    let lines: Vec<&str> = own.lines().collect();
    let mut out: Vec<String> = Vec::new();
    let mut intro = "";
    let mut asked = false;
    let mut open = false;
    for line in &lines {
        if let Some(item) = list_mark(line) {
            if !open {
                let plain = clauses::fold(intro);
                asked = !MINE.is(&plain);
            }
            open = true;
            if asked {
                out.push(
                    item.trim_end_matches([';', '；', ',', '，', '.', '。'])
                        .to_owned(),
                );
            }
        } else if line.trim().is_empty() {
            continue;
        } else if open && line.starts_with([' ', '\t']) && asked {
            if let Some(last) = out.last_mut() {
                last.push(' ');
                last.push_str(line.trim());
            }
        } else {
            open = false;
            intro = line;
        }
    }
    // One dash is a dash; a list of one is an ask only with a number or after a colon.
    if out.len() < 2
        && !intro.is_empty()
        && !lines.iter().any(|l| l.trim_end().ends_with([':', '：']))
    {
        out.clear();
    }
    let wanted = out.len() >= 2
        && (own.contains([':', '：', '?', '？']) || clauses::sentences(own).iter().any(asks));
    if wanted || out.len() == 1 {
        out
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(own: &str) -> Vec<String> {
        super::find(own, &clauses::sentences(own))
    }

    #[test]
    fn list_marks_are_told_from_text() {
        for (line, want) in [
            ("1. logo as SVG", Some("logo as SVG")),
            (" 2) the text", Some("the text")),
            ("(3) photos", Some("photos")),
            ("- opening hours", Some("opening hours")),
            ("① 盖章扫描件", Some("盖章扫描件")),
            ("一、公司简介", Some("公司简介")),
            ("2、税号", Some("税号")),
            ("1.5 million units", None),
            ("-5 degrees", None),
            ("2026. A good year", None),
            ("plain text", None),
        ] {
            assert_eq!(list_mark(line), want, "{line}");
        }
    }

    #[test]
    fn courtesies_are_no_asks_and_an_addition_belongs_to_its_ask() {
        assert_eq!(
            find(
                "Have a good trip home! Could you send us the photos of the bar? High resolution, please. See you in November!"
            ),
            ["Could you send us the photos of the bar. High resolution, please"]
        );
        assert!(find("Great to meet you. Safe travels!").is_empty());
    }

    #[test]
    fn a_list_is_the_asks_and_what_the_team_does_is_none() {
        let text = "Hi Bo,\nplease send us by Friday:\n1. the logo;\n2. two photos\n   of the hall\nRegards";
        assert_eq!(find(text), ["the logo", "two photos of the hall"]);
        assert!(find("We will take care of:\n- the booth\n- the signs").is_empty());
        assert_eq!(
            find("Nice day. Could you send the plan? I'll call the printer."),
            ["Could you send the plan"]
        );
    }
}
