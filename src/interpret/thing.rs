//! An ask as the thing it asks for: "please send us the logo as SVG" is "the logo as SVG". A list of
//! what is missing names things; what names none stands in quotation marks, in the PM's own words.

use std::sync::LazyLock;

use regex::Regex;

use super::thing_words as words;
use crate::model::is_han;

fn table(list: &[(&str, &'static str)]) -> Vec<(Regex, &'static str)> {
    list.iter()
        .filter_map(|(pattern, thing)| {
            Some((Regex::new(&format!("(?i)^(?:{pattern})$")).ok()?, *thing))
        })
        .collect()
}

fn any(start: &str, list: &[&str], end: &str) -> Option<Regex> {
    Regex::new(&format!("(?i){start}(?:{}){end}", list.join("|"))).ok()
}

static LEAD_EN: LazyLock<Option<Regex>> = LazyLock::new(|| any("^", words::LEAD_EN, ""));
static TAIL_EN: LazyLock<Option<Regex>> = LazyLock::new(|| any("", words::TAIL_EN, "$"));
static THINGS_EN: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| table(words::THINGS_EN));
static ORDERS_EN: LazyLock<Option<Regex>> = LazyLock::new(|| any("^", words::ORDERS_EN, r"\b"));
static LEAD_ZH: LazyLock<Option<Regex>> = LazyLock::new(|| any("^", words::LEAD_ZH, ""));
static TAIL_ZH: LazyLock<Option<Regex>> = LazyLock::new(|| any("", words::TAIL_ZH, "$"));
static THINGS_ZH: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| table(words::THINGS_ZH));
static ORDERS_ZH: LazyLock<Option<Regex>> = LazyLock::new(|| any("^", words::ORDERS_ZH, ""));

static SECOND: LazyLock<[Option<Regex>; 4]> = LazyLock::new(|| {
    [
        words::SECOND_EN,
        words::SENT_BACK_EN,
        words::SECOND_ZH,
        words::SENT_BACK_ZH,
    ]
    .map(|pattern| Regex::new(&format!("(?i){pattern}")).ok())
});

/// Two orders of one sentence.
struct Orders<'a> {
    first: &'a str,
    /// The first as a thing.
    left: String,
    second: &'a str,
    /// The second only sends back what the first is about.
    sends_back: bool,
}

fn orders(whole: &str, chinese: bool) -> Option<Orders<'_>> {
    let [second, sent_back] = if chinese {
        let [_, _, second, sent_back] = &*SECOND;
        [second, sent_back]
    } else {
        let [second, sent_back, ..] = &*SECOND;
        [second, sent_back]
    };
    let bare = whole.trim_end_matches(END);
    let found = second.as_ref()?.captures(bare)?;
    let first = bare.get(..found.get(0)?.start())?;
    let order = found.get(1)?.as_str();
    if first.trim().chars().count() < 2 {
        return None;
    }
    let part_of_a_word = |order: &str| {
        let rest = order.chars().nth(2);
        rest.is_some_and(|c| words::ENDS_A_NOUN.contains(&c))
    };
    if chinese && part_of_a_word(order) {
        return None;
    }
    let left = thing(first);
    // "Sign and return the form", "另外，请……": the first is no order of its own.
    let unchanged = left == first.trim();
    let a_word = left.starts_with('“') && (!chinese || first.chars().count() <= 4);
    let two = !unchanged && !a_word;
    two.then_some(Orders {
        first,
        left,
        second: order,
        sends_back: sent_back.as_ref()?.is_match(order),
    })
}

/// The two orders an ask gives, each about a thing of its own: "confirm the venue", "send the guest list".
/// `None` if there is one, or the second is about what the first is about.
pub(super) fn two_orders(ask: &str) -> Option<[String; 2]> {
    let whole = ask.trim();
    let orders = orders(whole, whole.chars().any(is_han)).filter(|o| !o.sends_back)?;
    Some([orders.first.trim().to_owned(), orders.second.to_owned()])
}

/// Two orders of one sentence as two things; `None` if there is one.
fn both(whole: &str, chinese: bool) -> Option<String> {
    let Orders {
        left,
        second,
        sends_back,
        ..
    } = orders(whole, chinese)?;
    if sends_back {
        return Some(if left.starts_with('“') {
            quoted(whole, chinese)
        } else {
            left
        });
    }
    let right = thing(second);
    let in_words = [&left, &right].iter().any(|one| one.starts_with('“'));
    Some(if in_words {
        quoted(whole, chinese)
    } else if chinese {
        format!("{left}，以及{right}")
    } else {
        format!("{left}, and {right}")
    })
}

/// The ask as one line of a list of what is missing.
#[must_use]
pub fn thing(ask: &str) -> String {
    let whole = ask.trim();
    let chinese = whole.chars().any(is_han);
    if let Some(both) = both(whole, chinese) {
        return both;
    }
    let (lead, tail, things, orders) = if chinese {
        (&LEAD_ZH, &TAIL_ZH, &THINGS_ZH, &ORDERS_ZH)
    } else {
        (&LEAD_EN, &TAIL_EN, &THINGS_EN, &ORDERS_EN)
    };
    let question = whole.ends_with(['?', '？']);
    let bare = whole.trim_end_matches(END);
    let (mut text, mut led) = (bare.to_owned(), false);
    for _ in 0..4 {
        let before = text.len();
        if let Some(found) = lead.as_ref().and_then(|r| r.find(&text)) {
            text = text.split_off(found.end());
            led = true;
        }
        if let Some(found) = tail.as_ref().and_then(|r| r.find(&text)) {
            text.truncate(found.start());
        }
        text = text
            .trim_matches([' ', ',', '，', ':', '：', '-'])
            .to_owned();
        if text.len() == before {
            break;
        }
    }
    // "Release notes" and "List of speakers" order nothing.
    let a_noun = !led && !chinese && noun(&text);
    let mut changed = led;
    if !a_noun && let Some((pattern, thing)) = things.iter().find(|(p, _)| p.is_match(&text)) {
        let found = pattern.captures(&text).and_then(|c| c.get(1));
        let part_of_a_word = chinese
            && !text.starts_with(['把', '将'])
            && found.is_some_and(|rest| rest.as_str().starts_with(words::ENDS_A_NOUN));
        if !part_of_a_word {
            changed = true;
            text = pattern.replace(&text, *thing).trim().to_owned();
        }
    }
    let left = !a_noun && orders.as_ref().is_some_and(|r| r.is_match(&text));
    if question && !changed {
        return whole.to_owned();
    }
    let empty = text.chars().filter(|c| c.is_alphanumeric()).count() < 2;
    if empty || left || question && !asked_for(&text, chinese) {
        return quoted(whole, chinese);
    }
    text
}

const END: [char; 11] = ['.', '。', '!', '！', '?', '？', ';', '；', ',', '，', ' '];

/// A first word that may be a noun, with nothing behind it that would make it an order.
fn noun(text: &str) -> bool {
    let mut words = text.split_whitespace().map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    words::MAYBE_NOUNS_EN.contains(&first.as_str())
        && !words::AFTER_AN_ORDER_EN.contains(&second.as_str())
}

/// Whether a question without its courtesy names a thing, and is no clause of its own.
fn asked_for(text: &str, chinese: bool) -> bool {
    if chinese {
        return !text.ends_with(['吗', '呢', '么']);
    }
    let first = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    !matches!(
        first.as_str(),
        "is" | "are"
            | "do"
            | "does"
            | "did"
            | "will"
            | "would"
            | "can"
            | "could"
            | "should"
            | "have"
            | "has"
            | "i"
            | "we"
            | "you"
            | "it"
            | "there"
            | "be"
            | "if"
    )
}

fn quoted(ask: &str, chinese: bool) -> String {
    let inner = ask.trim_matches(['“', '”', '"']);
    if chinese {
        format!("“{}”", inner.trim_end_matches('。'))
    } else {
        format!("“{}”", inner.trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests;
