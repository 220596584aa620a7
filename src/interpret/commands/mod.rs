//! Commands at the head of a team member's own words: an exact grammar, nothing guessed.

mod argument;
mod courtesy;
mod item_numbers;
mod verb;

#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset};

use super::clauses;
use super::verbs::{CLOSINGS, IF, NOT, PLEASE, THANKS, Takes};
use crate::model::{Command, Refused, Verb};
use argument::arguments;
use courtesy::{greets, trim, without_greeting, without_please, without_thanks};
use item_numbers::{Number, leading_numbers, skip_numbers};
use verb::{near_verb, verb_at};

/// Most lines looked at: commands stand first.
const MOST_LINES: usize = 40;

/// Commands and refused lines of the own words.
pub fn find(own: &str, reference: DateTime<FixedOffset>) -> (Vec<Command>, Vec<Refused>) {
    let (mut commands, mut refused) = (Vec::new(), Vec::new());
    for line in own
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .take(MOST_LINES)
    {
        let plain = clauses::fold(line);
        let bare = trim(&plain);
        if CLOSINGS.contains(&bare) {
            break;
        }
        if THANKS.contains(&bare) || PLEASE.contains(&bare) || greets(&plain) {
            continue;
        }
        let line = without_greeting(line);
        let mut talk = false;
        for piece in pieces(line) {
            match parse(piece, reference) {
                Line::Command(command) => commands.push(command),
                Line::Refused(why) => {
                    refused.push(Refused {
                        line: piece.to_owned(),
                        why: why.to_owned(),
                    });
                }
                Line::Talk => talk = true,
            }
        }
        if talk {
            break;
        }
    }
    (commands, refused)
}

enum Line {
    Command(Command),
    Refused(&'static str),
    Talk,
}

/// Several commands on a line, told apart by semicolons; a note keeps its own.
fn pieces(line: &str) -> Vec<&str> {
    let plain = clauses::fold(line);
    let words = without_please(trim(&plain));
    let keeps = verb_at(skip_numbers(words)).is_some_and(|(_, takes, _)| takes == Takes::Words);
    if keeps {
        vec![line]
    } else {
        line.split([';', '；'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect()
    }
}

fn parse(line: &str, reference: DateTime<FixedOffset>) -> Line {
    let plain = clauses::fold(line);
    let asks = plain.trim_end().ends_with('?');
    let whole = without_please(trim(&plain).trim_end_matches('?'));
    let (before, rest) = leading_numbers(whole);
    let Some((verb, takes, after)) = verb_at(rest) else {
        return no_verb(whole, rest, !before.is_empty());
    };
    // "1、已付款" is the first point of a list; "42、43 已付款" are items.
    let point = whole.trim_start_matches(|c: char| c.is_ascii_digit());
    if before.len() == 1 && point.trim_start().starts_with(['、', ',']) {
        return Line::Refused("talk");
    }
    if asks || ends_asking(after) && takes != Takes::Words {
        return Line::Refused("question");
    }
    if takes == Takes::Words {
        return words_of(line, verb, before, after);
    }
    let after = without_thanks(after.trim_start_matches([':', '-', ' ']));
    if has_word(after, IF) {
        return Line::Refused("condition");
    }
    if has_word(after, NOT) {
        return Line::Refused("negation");
    }
    match arguments(verb, takes, &before, after, reference) {
        Ok((items, argument)) => Line::Command(Command {
            verb,
            items,
            argument,
        }),
        Err(why) => Line::Refused(why),
    }
}

/// A line without a verb at its head: refused if it looks like a command, else talk.
fn no_verb(whole: &str, rest: &str, numbered: bool) -> Line {
    let negated = NOT.iter().find_map(|n| {
        let rest = whole.strip_prefix(n).or_else(|| rest.strip_prefix(n))?;
        (!n.is_ascii() || rest.starts_with(' ')).then(|| rest.trim())
    });
    if let Some(rest) = negated
        && verb_at(skip_numbers(rest)).is_some()
    {
        return Line::Refused("negation");
    }
    let conditional = IF.iter().any(|i| {
        whole
            .strip_prefix(i)
            .is_some_and(|r| !i.is_ascii() || r.starts_with(' '))
    });
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() && !c.is_ascii_digit() || *c == '-')
        .collect();
    let next = rest
        .get(word.len()..)
        .unwrap_or_default()
        .trim_start()
        .trim_start_matches('#');
    let counts = next.starts_with(|c: char| c.is_ascii_digit());
    if conditional && counts {
        return Line::Refused("condition");
    }
    let tokens = rest.split_whitespace().count();
    if !word.is_empty() && tokens <= 6 && (near_verb(&word) || (counts || numbered) && tokens <= 3)
    {
        return Line::Refused("unknown_word");
    }
    Line::Talk
}

fn ends_asking(text: &str) -> bool {
    let bare = trim(text);
    ["吗", "没", "没有", "了没", "么", "了吗", "是不是"]
        .iter()
        .any(|q| bare.ends_with(q))
}

fn has_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| {
        if w.is_ascii() {
            text.match_indices(w).any(|(at, _)| {
                let left = text.get(..at).and_then(|l| l.chars().next_back());
                let right = text
                    .get(at.saturating_add(w.len())..)
                    .and_then(|r| r.chars().next());
                [left, right].iter().all(|c| {
                    c.is_none_or(|c| {
                        !c.is_ascii_alphanumeric() && c != '@' && c != '.' && c != '-' && c != '_'
                    })
                })
            })
        } else {
            text.contains(w)
        }
    })
}

/// A note or call: the words as written.
fn words_of(line: &str, verb: Verb, before: Vec<Number>, after: &str) -> Line {
    let shift = after.trim_start_matches([':', ' ']);
    let (numbers, rest) = leading_numbers(shift);
    // "call me about it", "note that": without an item or a colon the word is one of a sentence.
    let meant = !before.is_empty() || !numbers.is_empty() || after.starts_with(':');
    if !meant && !rest.trim().is_empty() {
        return Line::Refused("talk");
    }
    let rest = rest.trim_start_matches([':', ' ', '-', ',']);
    let items: Vec<i64> = before.iter().chain(&numbers).map(|n| n.value).collect();
    if rest.trim().is_empty() {
        return Line::Refused("missing_argument");
    }
    // Folding keeps the count of characters, so the tail of the line as written is found by it; a
    // closing mark trimmed from the folded line is still there.
    let folded = clauses::fold(line);
    let Some(at) = folded.find(rest) else {
        return Line::Refused("bad_argument");
    };
    let skip = folded.get(..at).map_or(0, |head| head.chars().count());
    let words: String = line.chars().skip(skip).collect();
    Line::Command(Command {
        verb,
        items,
        argument: Some(words.trim().to_owned()),
    })
}
