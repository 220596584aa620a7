//! Commands at the head of a team member's own words: an exact grammar, nothing guessed.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::verbs::{CLOSINGS, GREETINGS, IF, NOT, PLEASE, THANKS, Takes, VERBS};
use super::{clauses, dates};
use crate::model::{Address, Command, Refused, Verb};

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

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ",.!;:。、~…".contains(c))
}

/// "Hi Jia," or "谭佳，您好": a line that greets and nothing else.
fn greets(plain: &str) -> bool {
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
        && verb_at(after_comma(bare)).is_none()
}

fn after_comma(text: &str) -> &str {
    text.split_once([',', '，'])
        .map_or("", |(_, rest)| rest.trim())
}

/// "Hi, done 12" → "done 12".
fn without_greeting(line: &str) -> &str {
    let Some((head, rest)) = line.split_once([',', '，', '!', '！']) else {
        return line;
    };
    if greets(&clauses::fold(head)) && !rest.trim().is_empty() {
        rest.trim()
    } else {
        line
    }
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

fn skip_numbers(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || " #,、".contains(c))
}

fn without_please(text: &str) -> &str {
    let mut text = text;
    while let Some(rest) = PLEASE.iter().find_map(|p| {
        let rest = text.strip_prefix(p)?;
        (!p.is_ascii() || rest.starts_with([' ', ','])).then_some(rest)
    }) {
        text = rest.trim_start_matches([' ', ',', ':']);
    }
    text
}

fn without_thanks(text: &str) -> &str {
    let mut text = trim(text);
    while let Some(rest) = THANKS.iter().find_map(|t| {
        let rest = text.strip_suffix(t)?;
        (!t.is_ascii() || rest.ends_with([' ', ',', '.', '!', '-', ';'])).then_some(rest)
    }) {
        text = rest.trim_end_matches([' ', ',', '.', '!', '-', ';', '。']);
    }
    text
}

/// The verb a text begins with, and what stands after it.
fn verb_at(text: &str) -> Option<(Verb, Takes, &str)> {
    VERBS
        .iter()
        .flat_map(|(verb, takes, words)| words.iter().map(move |w| (*verb, *takes, *w)))
        .filter_map(|(verb, takes, word)| {
            let rest = text.strip_prefix(word)?;
            let ends = rest.chars().next().is_none_or(|c| {
                if word.is_ascii() {
                    !c.is_ascii_alphabetic() && !"'-_@.".contains(c) || c == '.' && rest.len() == 1
                } else {
                    true
                }
            });
            ends.then_some((word.len(), verb, takes, rest))
        })
        .max_by_key(|(length, ..)| *length)
        .map(|(_, verb, takes, rest)| (verb, takes, rest))
}

fn parse(line: &str, reference: DateTime<FixedOffset>) -> Line {
    let plain = clauses::fold(line);
    let asks = plain.trim_end().ends_with('?');
    let whole = without_please(trim(&plain).trim_end_matches('?'));
    let (before, rest) = leading_numbers(whole);
    let Some((verb, takes, after)) = verb_at(rest) else {
        return no_verb(whole, rest, !before.is_empty());
    };
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

/// Misspelt by one letter, or two letters swapped.
fn near_verb(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.len() >= 3
        && word.is_ascii()
        && VERBS
            .iter()
            .flat_map(|(_, _, words)| words.iter())
            .filter(|w| w.is_ascii() && w.len() >= 4)
            .any(|verb| {
                let verb: Vec<char> = verb.chars().collect();
                let same = letters
                    .iter()
                    .zip(&verb)
                    .take_while(|(a, b)| a == b)
                    .count();
                let tail = letters
                    .iter()
                    .rev()
                    .zip(verb.iter().rev())
                    .take_while(|(a, b)| a == b)
                    .count();
                let most = letters.len().max(verb.len());
                let differ = most.saturating_sub(same.saturating_add(tail));
                let mut sorted = (letters.clone(), verb.clone());
                sorted.0.sort_unstable();
                sorted.1.sort_unstable();
                differ <= 1 || differ == 2 && sorted.0 == sorted.1
            })
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

/// Item numbers at the head of a text, and the rest.
fn leading_numbers(text: &str) -> (Vec<Number>, &str) {
    let mut numbers = Vec::new();
    let mut rest = text.trim_start();
    loop {
        let hashed = rest.starts_with('#');
        let bare = rest.trim_start_matches('#');
        let digits: String = bare.chars().take_while(char::is_ascii_digit).collect();
        let after = bare.get(digits.len()..).unwrap_or_default();
        // "3d", "1,200", "12/22", "2026-12-01", "1.5" and "9%" are no item numbers.
        let mut next = after.chars();
        let (first, second) = (next.next(), next.next());
        let joined = match first {
            Some(',') => second.is_some_and(|c| c.is_ascii_digit()) && grouped(after),
            Some('.') => second.is_some_and(|c| c.is_ascii_digit()),
            Some(c) => c.is_ascii_alphabetic() || "/-:%@_月日号天个年元万周".contains(c),
            None => false,
        };
        if digits.is_empty() || digits.len() > 9 || joined && !hashed {
            return (numbers, rest);
        }
        let Ok(value) = digits.parse::<i64>() else {
            return (numbers, rest);
        };
        let trimmed = after.trim_start();
        let mut tail = trimmed.trim_start_matches([',', '、', '&', '/', ' ']);
        for joint in ["and ", "and #", "和", "与", "及"] {
            if let Some(t) = tail.strip_prefix(joint)
                && t.trim_start_matches('#')
                    .trim_start()
                    .starts_with(|c: char| c.is_ascii_digit())
            {
                tail = t.trim_start();
            }
        }
        numbers.push(Number {
            value,
            hashed,
            from: rest.len(),
        });
        rest = tail;
    }
}

/// Three digits after the comma: a grouped amount, not two numbers.
fn grouped(after: &str) -> bool {
    let digits = after
        .trim_start_matches(',')
        .chars()
        .take_while(char::is_ascii_digit)
        .count();
    digits == 3
}

#[derive(Debug, Clone, Copy)]
struct Number {
    value: i64,
    hashed: bool,
    /// Length of the text from this number to the end, to cut there.
    from: usize,
}

type Parsed = Result<(Vec<i64>, Option<String>), &'static str>;

fn arguments(
    verb: Verb,
    takes: Takes,
    before: &[Number],
    after: &str,
    reference: DateTime<FixedOffset>,
) -> Parsed {
    let (numbers, rest) = leading_numbers(after);
    let first: Vec<i64> = before.iter().map(|n| n.value).collect();
    let values = |ns: &[Number]| {
        first
            .iter()
            .copied()
            .chain(ns.iter().map(|n| n.value))
            .collect::<Vec<i64>>()
    };
    let all = |items: Vec<i64>| {
        if items.iter().any(|i| *i < 1) {
            Err("bad_argument")
        } else {
            Ok(items)
        }
    };
    let plain_rest = rest.trim();
    match takes {
        Takes::Nothing if plain_rest.is_empty() => Ok((all(values(&numbers))?, None)),
        Takes::All if plain_rest.is_empty() => Ok((all(values(&numbers))?, None)),
        Takes::All
            if ["all", "everything", "全部", "所有", "全都"].contains(&plain_rest)
                && first.is_empty()
                && numbers.is_empty() =>
        {
            Ok((Vec::new(), Some("all".to_owned())))
        }
        Takes::Nothing | Takes::All => Err("talk"),
        _ => {
            // The numbers that are items end where the rest is an argument.
            for cut in 0..=numbers.len() {
                let (items, left) = numbers.split_at(cut);
                if left.iter().any(|n| n.hashed)
                    || takes == Takes::Part && first.is_empty() && cut == 0 && numbers.len() >= 2
                {
                    continue;
                }
                let text = left.first().map_or(rest, |n| {
                    after
                        .get(after.len().saturating_sub(n.from)..)
                        .unwrap_or_default()
                });
                if let Some(argument) = argument(verb, takes, text.trim(), reference) {
                    return Ok((all(values(items))?, Some(argument)));
                }
            }
            Err(if plain_rest.is_empty() {
                "missing_argument"
            } else if looks_like_talk(plain_rest) {
                "talk"
            } else {
                "bad_argument"
            })
        }
    }
}

fn looks_like_talk(text: &str) -> bool {
    text.split_whitespace().count() > 4
}

/// Words that join an argument to its verb.
fn unjoined(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(rest) = [
        "until ", "till ", "to ", "by ", "on ", "for ", "as ", "is ", "到", "至", "为", "改为",
        "改到", "是", "于", "=", ":", "→",
    ]
    .iter()
    .find_map(|j| text.strip_prefix(j))
    {
        text = rest.trim();
    }
    text
}

/// An argument, normalised; `None` if it is none or impossible.
fn argument(
    verb: Verb,
    takes: Takes,
    text: &str,
    reference: DateTime<FixedOffset>,
) -> Option<String> {
    let text = unjoined(text);
    if text.is_empty() {
        return None;
    }
    match takes {
        Takes::Date => day(text, reference).map(|d| d.to_string()),
        Takes::DateOrSpan => span(text).or_else(|| day(text, reference).map(|d| d.to_string())),
        Takes::Part => part(text),
        Takes::Kind => match text {
            "invoice" | "发票" | "账单" => Some("invoice".to_owned()),
            "request" | "请求" | "资料" => Some("request".to_owned()),
            _ => None,
        },
        Takes::Address => Address::parse(text).ok().map(|a| a.as_str().to_owned()),
        Takes::Away => {
            let (at, address) = text
                .split([' ', ',', '、'])
                .find_map(|word| Address::parse(word).ok().map(|a| (word, a)))?;
            let rest = text.replacen(at, " ", 1);
            let date = day(unjoined(trim(&rest)), reference)?;
            Some(format!("{date} {address}"))
        }
        Takes::Nothing | Takes::All | Takes::Words => {
            debug_assert!(verb != Verb::Note);
            None
        }
    }
}

/// `5d`, `5wd`, `2 weeks`, `5个工作日` → `5d`, `5wd`, `14d`.
fn span(text: &str) -> Option<String> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let (count, unit) = if digits.is_empty() {
        let first = text.chars().next()?;
        let at = "零一二三四五六七八九十"
            .chars()
            .position(|c| c == first)
            .or((first == '两').then_some(2));
        (u32::try_from(at?).ok()?, text.get(first.len_utf8()..)?)
    } else {
        (digits.parse().ok()?, text.get(digits.len()..)?)
    };
    if count == 0 || count > 366 {
        return None;
    }
    match unit.trim().trim_end_matches(['后', '内']) {
        "d" | "day" | "days" | "天" | "日" | "calendar days" => Some(format!("{count}d")),
        "wd" | "bd" | "working days" | "working day" | "business days" | "business day"
        | "workdays" | "个工作日" | "工作日" => Some(format!("{count}wd")),
        "w" | "week" | "weeks" | "周" | "个星期" | "星期" | "个周" => {
            Some(format!("{}d", count.checked_mul(7)?))
        }
        _ => None,
    }
}

/// The one day a text names, if it says nothing else and the day is not past.
fn day(text: &str, reference: DateTime<FixedOffset>) -> Option<NaiveDate> {
    let today = reference.date_naive();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return (date >= today).then_some(date);
    }
    let seen = dates::find(text, reference);
    let [one] = seen.as_slice() else { return None };
    let left = text.replacen(clauses::fold(one.text.trim()).as_str(), "", 1);
    let idle = [
        "the", "on", "by", "until", "till", "before", "前", "之前", "再", "以前", "of", "为止",
    ];
    let rest = left
        .split(|c: char| c.is_whitespace() || ",.()".contains(c))
        .any(|w| !w.is_empty() && !idle.contains(&w));
    (!rest && one.date >= today).then_some(one.date)
}

/// An amount as a plain number, or numbers of asks: `1,3`.
fn part(text: &str) -> Option<String> {
    let asks = text
        .strip_prefix("asks")
        .or_else(|| text.strip_prefix("ask"))
        .map(str::trim);
    let (numbers, rest) = leading_numbers(asks.unwrap_or(text));
    if numbers.len() >= 2
        && rest.trim().is_empty()
        && numbers.iter().all(|n| (1..=99).contains(&n.value))
        || asks.is_some() && rest.trim().is_empty() && !numbers.is_empty()
    {
        return Some(
            numbers
                .iter()
                .map(|n| n.value.to_string())
                .collect::<Vec<_>>()
                .join(","),
        );
    }
    let bare = [
        "cny",
        "rmb",
        "usd",
        "eur",
        "gbp",
        "人民币",
        "chf",
        "hkd",
        "sgd",
        "jpy",
    ]
    .iter()
    .fold(text.to_owned(), |t, c| t.replace(c, ""));
    let bare = bare.trim_matches(|c: char| c.is_whitespace() || "¥￥$£€元块".contains(c));
    let (bare, times) = bare
        .strip_suffix('万')
        .map_or((bare, 1), |b| (b.trim(), 10_000));
    let bare = bare
        .strip_suffix('k')
        .map_or_else(|| bare.to_owned(), |b| format!("{b}000"));
    let shaped = bare
        .chars()
        .all(|c| c.is_ascii_digit() || ",.'".contains(c))
        && bare.starts_with(|c: char| c.is_ascii_digit());
    if !shaped {
        return None;
    }
    let grouped = bare
        .split([',', '\''])
        .skip(1)
        .all(|g| g.chars().take_while(char::is_ascii_digit).count() == 3);
    let value: rust_decimal::Decimal = grouped
        .then(|| bare.replace([',', '\''], ""))?
        .parse()
        .ok()?;
    let value = value
        .checked_mul(rust_decimal::Decimal::from(times))?
        .normalize();
    (value > rust_decimal::Decimal::ZERO).then(|| value.to_string())
}

/// A note or call: the words as written.
fn words_of(line: &str, verb: Verb, before: Vec<Number>, after: &str) -> Line {
    let shift = after.trim_start_matches([':', ' ']);
    let (numbers, rest) = leading_numbers(shift);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let now = DateTime::parse_from_rfc3339("2026-11-17T09:00:00+08:00").expect("time");
        let (commands, refused) = find(text, now);
        let shown = |c: &Command| {
            let verb = serde_json::to_value(c.verb).expect("verb");
            let items: Vec<String> = c.items.iter().map(i64::to_string).collect();
            let verb = verb.as_str().unwrap_or_default().to_owned();
            format!(
                "{verb} {} {}",
                items.join("+"),
                c.argument.as_deref().unwrap_or("-")
            )
        };
        (
            commands.iter().map(shown).collect(),
            refused.into_iter().map(|r| r.why).collect(),
        )
    }

    #[test]
    fn lines_of_the_grammar() {
        for (text, want) in [
            ("done 42 and 43", "done 42+43 -"),
            ("Please DONE #42, #43, thanks!", "done 42+43 -"),
            ("您好，\n完成 42、43", "done 42+43 -"),
            ("42 已付款", "paid 42 -"),
            ("ｓｎｏｏｚｅ　４２　５ｄ", "snooze 42 5d"),
            ("snooze 42 5wd", "snooze 42 5wd"),
            ("延后 42 5个工作日", "snooze 42 5wd"),
            ("snooze 42 until 1 December", "snooze 42 2026-12-01"),
            ("due 42 2026-12-24", "due 42 2026-12-24"),
            ("part 42 1,500.50", "part 42 1500.5"),
            ("部分 42 3000元", "part 42 3000"),
            ("part 42 1, 3", "part 42 1,3"),
            (
                "contact 42 Bo@Client.example",
                "contact 42 bo@client.example",
            ),
            (
                "away 1 December bo@agency.example",
                "away  2026-12-01 bo@agency.example",
            ),
            (
                "note 42 Paid? Ask Bo, if needed!",
                "note 42 Paid? Ask Bo, if needed!",
            ),
            ("pause all", "pause  all"),
            ("resend 42", "resend 42 -"),
            ("kind 42 invoice", "kind 42 invoice"),
            ("why", "why  -"),
        ] {
            assert_eq!(read(text).0, [want], "{text}: {:?}", read(text).1);
        }
    }

    #[test]
    fn what_is_no_command_is_refused_and_never_guessed() {
        for (text, why) in [
            ("snoze 42 5d", Some("unknown_word")),
            ("snooze 42", Some("missing_argument")),
            ("due 42 31 February", Some("bad_argument")),
            ("snooze 42 2020-01-01", Some("bad_argument")),
            ("done 42?", Some("question")),
            ("don't cancel 42", Some("negation")),
            ("cancel 42 if they refuse", Some("condition")),
            ("不要取消 42", Some("negation")),
            ("done with my part of the plan", Some("talk")),
            ("Nice to see this moving along at last.", None),
        ] {
            let (commands, refused) = read(text);
            assert!(commands.is_empty(), "{text}: {commands:?}");
            assert_eq!(refused.first().map(String::as_str), why, "{text}");
        }
        assert_eq!(read("done 42\nsnooze 43").0, ["done 42 -"]);
    }

    proptest::proptest! {
        #[test]
        fn any_lines_are_read_without_panic(text in "((done|part|延后|note|#|[0-9,. ]|\\PC){0,12}\n?){0,4}") {
            let _ = read(&text);
        }
    }
}
