//! A line that is all a mail among the team says: taken as people write who think of a colleague, not of
//! a grammar. Each rewording is an exact line of the grammar, or it is nothing.

use super::alone_phrases::PHRASES;
use super::alone_words::{HEADS, MARKED, OBJECTS, OBJECTS_ZH, SET, SPAN_VERBS, SYNONYMS};
use super::courtesy::{trim, without_please, without_thanks};
use super::item_numbers::{Number, leading_numbers};
use super::verb::verb_at;
use crate::interpret::verbs::{THANKS, Takes};

/// Exact lines a line may stand for, the likeliest first. `plain`: folded.
pub(super) fn rewordings(plain: &str) -> Vec<String> {
    let bare = without_head(trim(plain).trim_end_matches('?'));
    if bare.is_empty() {
        // A question mark alone asks what can be said.
        return if plain.contains('?') {
            vec!["help".to_owned()]
        } else {
            Vec::new()
        };
    }
    let mut lines = Vec::new();
    if let Some(line) = phrase(bare) {
        lines.push(line);
    }
    let (numbers, line) = marked(bare);
    let line = synonym(line);
    lines.extend(without_object(&numbers, &line));
    lines.extend(rested(&numbers, &line));
    lines.extend(arrived(bare));
    if line != bare {
        lines.push(joined(&line, &numbers));
    }
    lines
}

/// The line without thanks, please and the like around it.
fn without_head(text: &str) -> &str {
    let mut text = without_thanks(trim(text));
    loop {
        let before = text;
        text = without_please(text);
        for head in HEADS {
            if let Some(rest) = text.strip_prefix(head)
                && (!head.is_ascii() || rest.starts_with([' ', ',']))
            {
                text = rest.trim_start_matches([' ', ',']);
            }
        }
        for thanks in THANKS {
            if let Some(rest) = text.strip_prefix(thanks)
                && rest.starts_with([',', '.', '!', '-', '。'])
            {
                text = trim(rest);
            }
        }
        if text == before {
            return text;
        }
    }
}

/// A whole line that means one word.
pub(super) fn phrase(bare: &str) -> Option<String> {
    let (numbers, rest) = leading_numbers(bare);
    let said = without_last_numbers(rest.trim_start_matches([':', ' ']));
    let verb = PHRASES
        .iter()
        .find(|(_, phrases)| phrases.contains(&said.0))
        .map(|(verb, _)| *verb)?;
    let all: Vec<i64> = numbers.iter().map(|n| n.value).chain(said.1).collect();
    Some(joined(verb, &all))
}

/// A text without the item numbers at its end.
fn without_last_numbers(text: &str) -> (&str, Vec<i64>) {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit() || " #,、".contains(c));
    let (numbers, rest) = leading_numbers(text.get(head.len()..).unwrap_or_default());
    if rest.trim().is_empty() && !head.is_empty() {
        (head, values(&numbers))
    } else {
        (text, Vec::new())
    }
}

/// "mark 42 as done", "把42标记为完成" → 42, "done".
fn marked(bare: &str) -> (Vec<i64>, String) {
    let Some(rest) = SET.iter().find_map(|set| bare.strip_prefix(set)) else {
        let (numbers, rest) = leading_numbers(bare);
        return (
            values(&numbers),
            rest.trim_start_matches([':', ' ']).to_owned(),
        );
    };
    let (numbers, rest) = leading_numbers(rest);
    let mut rest = rest.trim();
    for object in OBJECTS.iter().chain(OBJECTS_ZH) {
        if let Some(after) = rest.strip_prefix(object)
            && (!object.is_ascii() || after.starts_with(' '))
        {
            rest = after.trim_start();
            break;
        }
    }
    for word in MARKED {
        if let Some(after) = rest.strip_prefix(word) {
            rest = after.trim_start();
            break;
        }
    }
    (values(&numbers), rest.to_owned())
}

/// The line with the verb's own word at its head.
fn synonym(line: String) -> String {
    let found = SYNONYMS.iter().find_map(|(verb, words)| {
        let rest = words.iter().find_map(|word| {
            let rest = line.strip_prefix(word)?;
            (!word.is_ascii() || rest.is_empty() || rest.starts_with([' ', ':'])).then_some(rest)
        })?;
        Some(format!("{verb} {}", rest.trim_start()))
    });
    found.unwrap_or(line)
}

/// "pause this for now", "催一下吧" → the bare word.
fn without_object(numbers: &[i64], line: &str) -> Option<String> {
    let (verb, takes, after) = verb_at(line)?;
    if !matches!(takes, Takes::Nothing | Takes::All) {
        return None;
    }
    let word = line.strip_suffix(after)?;
    let (more, rest) = leading_numbers(after);
    let mut rest = without_thanks(rest);
    while !rest.is_empty() {
        let shorter = OBJECTS
            .iter()
            .filter_map(|o| {
                rest.strip_suffix(o)
                    .filter(|r| r.is_empty() || r.ends_with(' '))
            })
            .chain(OBJECTS_ZH.iter().filter_map(|o| rest.strip_suffix(o)))
            .min_by_key(|shorter| shorter.len())?;
        rest = trim(shorter);
    }
    debug_assert!(word != after || verb == crate::model::Verb::Ok);
    let all: Vec<i64> = numbers.iter().copied().chain(values(&more)).collect();
    Some(joined(word, &all))
}

/// "pause until Friday": a rest with an end.
fn rested(numbers: &[i64], line: &str) -> Option<String> {
    let rest = SPAN_VERBS.iter().find_map(|word| {
        let rest = line.strip_prefix(word)?;
        (!word.is_ascii() || rest.starts_with(' ')).then_some(rest)
    })?;
    let rest = rest.trim();
    (!rest.is_empty()).then(|| format!("{} {rest}", joined("snooze", numbers)))
}

/// "asks 1 and 3 have arrived", "第1、3项已收到": what a part takes.
fn arrived(bare: &str) -> Option<String> {
    const CAME: &[&str] = &[
        "received",
        "is here",
        "are here",
        "have arrived",
        "has arrived",
        "arrived",
        "done",
        "are done",
        "is done",
        "have come",
        "is in",
        "are in",
        "came",
    ];
    const CAME_ZH: &[&str] = &[
        "已收到",
        "收到了",
        "收到",
        "已收",
        "已完成",
        "已提供",
        "齐了",
    ];
    if let Some(rest) = ["asks", "ask", "points", "point", "parts"]
        .iter()
        .find_map(|word| bare.strip_prefix(word)?.strip_prefix(' '))
    {
        let (numbers, rest) = leading_numbers(rest);
        let came = CAME.contains(&rest.trim());
        return (came && !numbers.is_empty()).then(|| format!("part asks {}", list(&numbers)));
    }
    let (numbers, rest) = leading_numbers(bare.strip_prefix('第')?);
    let rest = rest
        .trim_start_matches('项')
        .trim_start_matches('条')
        .trim_start_matches('都');
    let came = CAME_ZH.contains(&rest.trim());
    (came && !numbers.is_empty()).then(|| format!("part asks {}", list(&numbers)))
}

fn values(numbers: &[Number]) -> Vec<i64> {
    numbers.iter().map(|n| n.value).collect()
}

fn list(numbers: &[Number]) -> String {
    let all: Vec<String> = numbers.iter().map(|n| n.value.to_string()).collect();
    all.join(", ")
}

/// A verb, or a line that begins with one, with item numbers where the grammar has them.
fn joined(line: &str, numbers: &[i64]) -> String {
    let marks: Vec<String> = numbers.iter().map(|n| format!("#{n}")).collect();
    format!("{} {line}", marks.join(" ")).trim().to_owned()
}
