//! Commands at the head of a team member's own words: an exact grammar, nothing guessed.

mod alone;
mod alone_phrases;
mod alone_words;
mod argument;
mod courtesy;
mod item_numbers;
mod verb;

#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset};

use super::verbs::{CLOSINGS, IF, NOT, PLEASE, THANKS, Takes};
use super::{clauses, thanks};
use crate::model::{Command, Mail, Refused, Verb};
use argument::arguments;
use courtesy::{greets, trim, without_greeting, without_please, without_thanks};
use item_numbers::{Number, leading_numbers, skip_numbers};
use verb::{near_verb, verb_at};

/// Most lines looked at: commands stand first.
const MOST_LINES: usize = 40;

/// Commands and refused lines of the own words.
pub fn find(own: &str, reference: DateTime<FixedOffset>) -> (Vec<Command>, Vec<Refused>) {
    let (mut commands, mut refused) = (Vec::new(), Vec::new());
    for line in said(own) {
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

/// The same of a mail no client sees: where it holds one line and that is no command as it stands, it
/// is taken as people say it.
pub fn find_among_us(own: &str, reference: DateTime<FixedOffset>) -> (Vec<Command>, Vec<Refused>) {
    let exact = find(own, reference);
    let lines = said(own);
    let ([line], [], true) = (lines.as_slice(), exact.0.as_slice(), exact.1.len() <= 1) else {
        return exact;
    };
    let plain = clauses::fold(first_sentence(line));
    let meant = alone::rewordings(&plain)
        .iter()
        .find_map(|line| match parse(line, reference) {
            Line::Command(command) => Some(command),
            Line::Refused(_) | Line::Talk => None,
        });
    match meant {
        Some(command) => (vec![command], Vec::new()),
        None => exact,
    }
}

/// Whether the own words say more than their commands: a line that is none, nor a greeting, thanks or
/// a name. What was understood as people say it holds nothing more.
pub fn says_more(own: &str, reference: DateTime<FixedOffset>) -> bool {
    if find(own, reference).0.is_empty() && !find_among_us(own, reference).0.is_empty() {
        return false;
    }
    said(own).iter().any(|line| {
        pieces(line).into_iter().any(|piece| {
            !matches!(parse(piece, reference), Line::Command(_)) && !thanks::is_courtesy(piece)
        })
    })
}

/// Whether nobody but the tracker and the writer's own house gets a mail, as far as it shows.
pub(super) fn stays_inside(mail: &Mail) -> bool {
    let house = mail.from.as_ref().map(|from| from.address.domain());
    mail.recipients().count() <= 1
        || mail
            .recipients()
            .all(|person| Some(person.address.domain()) == house)
}

/// "Done. Bob is on holiday by the way": the first sentence, where nothing behind it may take it back.
fn first_sentence(line: &str) -> &str {
    const TAKES_BACK: &[&str] = &[
        "but", "only", "half", "part", "parts", "except", "rest", "wait", "still", "yet",
        "however", "hold", "但", "只", "部分", "一半", "除", "不过", "等", "还", "先",
    ];
    let end = line
        .char_indices()
        .find(|(at, c)| {
            let after = line
                .get(at.saturating_add(c.len_utf8())..)
                .unwrap_or_default();
            matches!(c, '。' | '！') || matches!(c, '.' | '!') && after.starts_with(' ')
        })
        .map_or(line.len(), |(at, _)| at);
    let (head, tail) = line.split_at_checked(end).unwrap_or((line, ""));
    let tail = clauses::fold(tail);
    // A second command behind the first is not passed over.
    let commands = tail
        .split(['.', '!', '。', ',', ';', '\u{3001}'])
        .any(|said| verb_at(skip_numbers(without_please(trim(said)))).is_some());
    let idle = !commands
        && !tail.contains(['?', '@'])
        && !tail.contains(|c: char| c.is_ascii_digit())
        && ![NOT, IF, TAKES_BACK]
            .iter()
            .any(|words| has_word(&tail, words));
    if idle { head } else { line }
}

/// The lines that say something: what greets, thanks and signs is none of them.
fn said(own: &str) -> Vec<&str> {
    let mut said = Vec::new();
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
        said.push(without_greeting(line));
    }
    said
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
    // A number as subjects of notices bear it.
    let line = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((number, rest)) if number.starts_with('#') => {
            &format!("{number} {}", rest.trim_start())
        }
        _ => line,
    };
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
    // What only asks may be asked.
    if asks && !verb.only_asks() || ends_asking(after) && takes != Takes::Words {
        return Line::Refused("question");
    }
    if takes == Takes::Words {
        return words_of(line, verb, before, after);
    }
    let after = without_thanks(
        after
            .trim_start_matches([':', '-', ' '])
            .trim_end_matches('?'),
    );
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
