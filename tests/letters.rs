//! Every follow-up whole, as it stands in `tests/letters/`. With `NUDGED_BLESS=1` the files are
//! written; look at the difference before it is kept.

#![allow(clippy::expect_used, reason = "helpers of a test fail like it")]

use std::path::PathBuf;

use nudged::model::Language;

#[path = "letters/each.rs"]
mod each;
#[path = "letters/sample.rs"]
mod sample;

use each::{Letter, letters, since, steps};

/// Sets the letters down anew.
const BLESS: &str = "NUDGED_BLESS";

const LANGUAGES: [Language; 2] = [Language::En, Language::Zh];
fn folder(language: Language) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/letters")
        .join(language.as_str())
}

fn file(language: Language, letter: &Letter) -> PathBuf {
    folder(language).join(format!("{}.txt", letter.path))
}

/// The lines that differ, `-` as the file has them, `+` as they are now.
fn difference(was: &str, is: &str) -> String {
    let (was, is): (Vec<&str>, Vec<&str>) = (was.lines().collect(), is.lines().collect());
    let only = |of: &[&str], other: &[&str], mark: &str| -> String {
        of.iter()
            .filter(|line| !other.contains(line))
            .map(|line| format!("  {mark} {line}\n"))
            .collect()
    };
    format!("{}{}", only(&was, &is, "-"), only(&is, &was, "+"))
}

#[test]
fn every_letter_reads_as_it_was_blessed() {
    let bless = std::env::var_os(BLESS).is_some();
    let mut differs = String::new();
    for language in LANGUAGES {
        for letter in letters(language) {
            let content = letter.content(language);
            let is = format!("Subject: {}\n\n{}", content.subject, content.text);
            let path = file(language, &letter);
            if bless {
                std::fs::create_dir_all(path.parent().expect("folder")).expect("folder");
                std::fs::write(&path, &is).expect("written");
                continue;
            }
            let was = std::fs::read_to_string(&path).unwrap_or_default();
            if was != is {
                let told = difference(&was, &is);
                differs.push_str(&format!("{}/{}:\n{told}", language.as_str(), letter.path));
            }
        }
    }
    assert!(
        differs.is_empty(),
        "{BLESS}=1 sets these down anew:\n{differs}"
    );
}

#[test]
fn there_is_no_file_without_its_letter() {
    for language in LANGUAGES {
        let wanted: Vec<PathBuf> = letters(language)
            .iter()
            .map(|l| file(language, l))
            .collect();
        for kind in std::fs::read_dir(folder(language)).expect("folder") {
            for found in std::fs::read_dir(kind.expect("entry").path()).expect("folder") {
                let found = found.expect("entry").path();
                assert!(wanted.contains(&found), "{} is nobody's", found.display());
            }
        }
    }
}

/// What may stand in any of them: the crossing line, the closing, sums.
const SHARED: &[&str] = &[
    "our mails have crossed",
    "ignore this one",
    "忽略本邮件",
    "Kind regards",
    "顺颂商祺",
    "Anna Weber",
];

/// Sentences of a mail's own paragraphs: no greeting, no list, no quotation.
fn sentences(text: &str) -> Vec<String> {
    let quoted = ["\nOn 6 January", "\n在2026年"];
    let own = quoted.iter().filter_map(|mark| text.find(mark)).min();
    text.get(..own.unwrap_or(text.len()))
        .expect("a cut")
        .split("\n\n")
        .skip(1)
        .filter(|block| !block.starts_with([' ', '>']) && !block.starts_with(char::is_numeric))
        .filter(|block| !block.starts_with("Total open") && !block.starts_with("合计"))
        .flat_map(|block| block.split_inclusive(['.', '?', '!', ':', '。', '？', '！', '：']))
        .map(|sentence| sentence.trim().to_owned())
        .filter(|s| s.chars().count() > 4 && !SHARED.iter().any(|shared| s.contains(shared)))
        .collect()
}

#[test]
fn no_two_steps_share_a_sentence() {
    for language in LANGUAGES {
        let mut seen: Vec<(String, String)> = Vec::new();
        for letter in steps(language) {
            // What one wording says of money alone it may say of a mixed list too.
            let wording = letter.path.replace("-of-invoices", "");
            for sentence in sentences(&letter.content(language).text) {
                let twice = seen
                    .iter()
                    .find(|(path, said)| *said == sentence && *path != wording);
                assert!(twice.is_none(), "{}: {twice:?}", letter.path);
                seen.push((wording.clone(), sentence));
            }
        }
        assert!(seen.len() > 120, "{}", seen.len());
    }
}

#[test]
fn what_happened_is_said_and_nothing_else_is() {
    for language in LANGUAGES {
        let plain = |folder: &str| -> Vec<String> {
            steps(language)
                .iter()
                .filter(|letter| letter.path == format!("{folder}/friendly"))
                .flat_map(|letter| sentences(&letter.content(language).text))
                .collect()
        };
        for letter in since(language) {
            let folder = letter.path.split('/').next().expect("a folder");
            let own = sentences(&letter.content(language).text);
            let new = own.iter().filter(|s| !plain(folder).contains(s)).count();
            assert!((1..=5).contains(&new), "{}: {own:?}", letter.path);
        }
    }
}

/// The words somebody reads, without marks of lists, labels and quotations.
fn words(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '>' | ':' | '：' | '–'))
        .collect()
}

fn visible(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let body = body.split_once('>').map_or(body, |(_, rest)| rest);
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(out, |text, (coded, plain)| text.replace(coded, plain))
}

#[test]
fn the_twins_say_the_same() {
    for language in LANGUAGES {
        for letter in letters(language) {
            let content = letter.content(language);
            let (text, html) = (words(&content.text), words(&visible(&content.html)));
            assert_eq!(text, html, "{}", letter.path);
        }
    }
}

#[test]
fn words_fit_what_they_are_about() {
    for language in LANGUAGES {
        for letter in letters(language) {
            let text = letter.content(language).text;
            let name = format!("{} {}", language.as_str(), letter.path);
            if letter.path.starts_with("request/") {
                for money in ["overdue", "逾期", "payment", "付款"] {
                    assert!(!text.contains(money), "{name}: {money}\n{text}");
                }
            }
            for machine in [
                "%s",
                "%n",
                "None",
                "\n\n\n",
                "  ,",
                "I hope ",
                "last mail",
                "最后一封",
                "温馨提示",
                "legal",
                "律师",
                "法律",
                "后果",
            ] {
                assert!(!text.contains(machine), "{name}: {machine}\n{text}");
            }
            if letter.path.ends_with("-instalment") {
                let offers = ["agree on instalments", "可以分期", "分期付款"];
                assert!(!offers.iter().any(|o| text.contains(o)), "{text}");
            }
        }
    }
}
