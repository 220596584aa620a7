//! Answers written into a quote that carries no marks: `[Bob] A2`, `Answer: A2`, `答：A2`, `==> A2`.

use std::collections::HashMap;

use super::attribution::attribution;
use super::blocks::{header_block, separator};
use super::quotes::{Mark, is_quoted};
use super::words::{ANSWER, BELOW, fold};
use crate::model::is_han;

/// How far a quote is looked through for answers.
const REACH: usize = 400;

/// Marks the answers in the newest unmarked quote as own.
///
/// Only where the words above send the reader below, or where there are none: else a quoted mail
/// with answers of its own would be taken for new ones.
pub(super) fn mark(lines: &[&str], marks: &mut [Mark]) {
    let Some(start) = lines
        .iter()
        .zip(marks.iter())
        .position(|(line, mark)| *mark == Mark::Quoted && !is_quoted(line))
    else {
        return;
    };
    // Quotes with an attribution carry marks, or have no place for answers.
    let headed = (start..lines.len().min(start + 3)).any(|at| {
        lines.get(at).is_some_and(|line| separator(line).is_some())
            || header_block(lines, at).is_some()
    });
    if !headed {
        return;
    }
    let above: Vec<String> = lines
        .iter()
        .zip(marks.iter())
        .take(start)
        .filter(|(line, mark)| **mark == Mark::Own && !line.trim().is_empty())
        .map(|(line, _)| fold(line))
        .collect();
    let sent_below = above
        .iter()
        .take(12)
        .any(|line| BELOW.iter().any(|words| line.contains(words)));
    if !(sent_below || above.is_empty()) {
        return;
    }
    // The quote's own headers, up to the first blank line below them.
    let head = lines
        .iter()
        .skip(start)
        .take(40)
        .position(|line| line.trim().is_empty());
    let Some(from) = head.map(|at| start + at + 1) else {
        return;
    };
    let until = (from..lines.len().min(from + REACH))
        .find(|at| older(lines, *at))
        .unwrap_or(lines.len().min(from + REACH));
    let Some(region) = lines.get(from..until) else {
        return;
    };
    let mut tags: HashMap<String, usize> = HashMap::new();
    for tag in region.iter().filter_map(|line| tag(line)) {
        *tags.entry(tag).or_default() += 1;
    }
    // Headings stand in brackets too, each once; who answers signs each answer alike. Where no word
    // above says that there are answers, a lone one shows itself by its question.
    let known = |tag: &str| {
        tags.len() == 1 && sent_below
            || tags
                .iter()
                .filter(|(other, _)| other.starts_with(tag) || tag.starts_with(other.as_str()))
                .map(|(_, n)| n)
                .sum::<usize>()
                >= 2
    };
    let plain = region
        .iter()
        .any(|line| is_quoted(line) && !line.trim_start().starts_with(">>"));
    // Lists have arrows as answers have.
    let mut asked = sent_below;
    let mut found = false;
    for (line, mark) in region.iter().zip(marks.iter_mut().skip(from)) {
        let text = line.trim();
        let answerable = asked;
        if !sent_below && !text.is_empty() {
            asked = text.ends_with(['?', '？']);
        }
        let arrow = ["==>", "=>", "-->", "->"]
            .iter()
            .any(|a| text.starts_with(a))
            || text.starts_with(">>") && !plain;
        let worded = || {
            let folded = fold(text);
            ANSWER.iter().any(|word| {
                folded
                    .strip_prefix(word)
                    .is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
            })
        };
        if arrow && answerable && text.chars().any(char::is_alphanumeric)
            || tag(line).is_some_and(|tag| known(&tag) || answerable && !sent_below)
            || worded()
        {
            *mark = Mark::Own;
            // An answer may have several lines.
            asked |= answerable;
            found = true;
        }
    }
    // With not a word above and no answer marked, what is set in among marked lines is the answer.
    if !found && above.is_empty() && plain {
        set_in(region, marks, from);
    }
}

/// Marks paragraphs as own that are set in by tabs (spaces by now) where the lines around are flush.
fn set_in(region: &[&str], marks: &mut [Mark], from: usize) {
    let (mut within, mut asked) = (false, false);
    for (line, mark) in region.iter().zip(marks.iter_mut().skip(from)) {
        let text = line.trim_start();
        if text.is_empty() {
            continue;
        }
        let indent = line.len() - text.len();
        let words = text.split_whitespace().count();
        let hanzi = text.chars().filter(|c| is_han(*c)).count();
        // A list is set in, too.
        let prose = text.starts_with(char::is_alphabetic) && (words >= 6 || hanzi >= 10);
        within = indent >= 2 && !is_quoted(line) && (within || prose && asked);
        if within {
            *mark = Mark::Own;
        } else {
            asked = text.ends_with(['?', '？']);
        }
    }
}

/// Whether an older mail begins here.
fn older(lines: &[&str], at: usize) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    !is_quoted(line) && (separator(line).is_some() || header_block(lines, at).is_some())
        || attribution(lines, at).is_some()
            && lines
                .iter()
                .skip(at + 1)
                .find(|l| !l.trim().is_empty())
                .is_none_or(|l| !is_quoted(l))
}

/// The name in brackets before an answer: `[Bob] …`, `【王芳】…`.
fn tag(line: &str) -> Option<String> {
    let text = line.trim();
    let (inner, rest) = text
        .strip_prefix('[')
        .and_then(|t| t.split_once(']'))
        .or_else(|| text.strip_prefix('【').and_then(|t| t.split_once('】')))?;
    let name = inner.trim();
    let fits = (1..=24).contains(&name.chars().count())
        && name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-'))
        && !rest.trim().is_empty();
    let folded = fold(name);
    let machine = [
        "external", "ext", "image", "cid", "logo", "caution", "inline", "外部", "图片",
    ];
    (fits && !machine.iter().any(|word| folded.starts_with(word))).then_some(folded)
}
