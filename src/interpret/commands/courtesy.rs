//! Greetings, please and thanks around a command.

use super::alone::phrase;
use super::verb::verb_at;
use crate::interpret::clauses;
use crate::interpret::verbs::{GREETINGS, PLEASE, THANKS};

pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ",.!;:。、~…".contains(c))
}

/// "Hi Jia," or "谭佳，您好": a line that greets and nothing else.
pub(super) fn greets(plain: &str) -> bool {
    let bare = trim(plain);
    let starts = |g: &str| {
        bare.strip_prefix(g)
            .is_some_and(|rest| rest.is_empty() || !g.is_ascii() || rest.starts_with([' ', ',']))
    };
    let short = bare.split([' ', ',']).filter(|w| !w.is_empty()).count() <= 4
        && !bare.contains(|c: char| c.is_ascii_digit());
    short
        && (GREETINGS.iter().any(|g| starts(g))
            || GREETINGS.iter().any(|g| !g.is_ascii() && bare.ends_with(g)))
        && !says_more(without_please(after_comma(bare)))
}

/// Whether what follows a greeting is more than a name.
fn says_more(after: &str) -> bool {
    const NAME_ZH: usize = 4;
    let long = !after.is_ascii()
        && after.chars().count() > NAME_ZH
        && !GREETINGS
            .iter()
            .any(|g| !g.is_ascii() && after.ends_with(g));
    long || verb_at(after).is_some() || phrase(after).is_some()
}

fn after_comma(text: &str) -> &str {
    text.split_once([',', '，'])
        .map_or("", |(_, rest)| rest.trim())
}

/// "Hi, done 12" → "done 12".
pub(super) fn without_greeting(line: &str) -> &str {
    let Some((head, rest)) = line.split_once([',', '，', '!', '！']) else {
        return line;
    };
    if greets(&clauses::fold(head)) && !rest.trim().is_empty() {
        rest.trim()
    } else {
        line
    }
}

pub(super) fn without_please(text: &str) -> &str {
    let mut text = text;
    while let Some(rest) = PLEASE.iter().find_map(|p| {
        let rest = text.strip_prefix(p)?;
        (!p.is_ascii() || rest.starts_with([' ', ','])).then_some(rest)
    }) {
        text = rest.trim_start_matches([' ', ',', ':']);
    }
    text
}

pub(super) fn without_thanks(text: &str) -> &str {
    let mut text = trim(text);
    while let Some(rest) = THANKS.iter().find_map(|t| {
        let rest = text.strip_suffix(t)?;
        let ends = rest.is_empty() || rest.ends_with([' ', ',', '.', '!', '-', ';']);
        (!t.is_ascii() || ends).then_some(rest)
    }) {
        text = rest.trim_end_matches([' ', ',', '.', '!', '-', ';', '。']);
    }
    text
}
