//! What an answer to a list says by the numbers of that list: "1. follows on Friday", "#2 is attached".

use std::sync::LazyLock;

use regex::Regex;

use super::answers;

/// A number told as one of a list in running words.
static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:#|(?-u:\b)(?:nos?\.? ?|numbers? |points? |items? |position )#?|第) ?([0-9]{1,2})(?-u:\b)(?: ?[项条点个])?",
    )
    .ok()
});

/// The words said of each number of a list of `most` lines, in the order they are written; empty where
/// it does not answer by number. Lines that begin with a number go before numbers in running words.
#[must_use]
pub fn by_list_number(own: &str, most: usize) -> Vec<(usize, String)> {
    let within = |n: &usize| (1..=most).contains(n);
    let lines: Vec<(usize, String)> = answers::by_number(own)
        .into_iter()
        .filter_map(|(n, text)| Some((usize::try_from(n).ok()?, text)))
        .collect();
    if !lines.is_empty() {
        // A number beyond the list is of another one.
        let all = lines.iter().all(|(n, _)| within(n));
        return if all { joined(lines) } else { Vec::new() };
    }
    let mut found: Vec<(usize, String)> = Vec::new();
    for line in own.lines() {
        let marks: Vec<(usize, usize, usize)> = MARK
            .iter()
            .flat_map(|mark| mark.captures_iter(line))
            .filter_map(|seen| {
                let whole = seen.get(0)?;
                let n = seen.get(1)?.as_str().parse().ok()?;
                Some((whole.start(), whole.end(), n))
            })
            .collect();
        if marks.iter().any(|(_, _, n)| !within(n)) {
            return Vec::new();
        }
        let ends = marks.iter().skip(1).map(|m| m.0).chain([line.len()]);
        // "Attached is #2": what leads the first belongs to it.
        let mut ahead = marks
            .first()
            .and_then(|m| line.get(..m.0))
            .unwrap_or_default();
        let mut waiting: Vec<usize> = Vec::new();
        for (at, ((_, from, n), to)) in marks.iter().zip(ends).enumerate() {
            let behind = line.get(*from..to).unwrap_or_default();
            let last = marks.len() == at.saturating_add(1);
            waiting.push(*n);
            // "#1 and #2 are attached": what is said of the last is said of both.
            let between = behind.trim().to_lowercase();
            let lists = matches!(between.as_str(), "" | "," | "、" | "，");
            let joins = matches!(between.as_str(), "and" | "&" | "+" | "和" | "及" | "与");
            if !last && (joins || lists && !leads(ahead)) {
                continue;
            }
            let text = format!("{}{behind}", std::mem::take(&mut ahead));
            let text = text
                .trim()
                .trim_end_matches([',', '，', ';', '；'])
                .trim_end()
                .to_owned();
            found.extend(waiting.drain(..).map(|n| (n, text.clone())));
        }
    }
    joined(found)
}

/// Whether words before a number say something of it: "attached is".
fn leads(ahead: &str) -> bool {
    let ahead = ahead.trim();
    ahead.ends_with(char::is_alphanumeric) && ahead.split_whitespace().count() > 1
}

fn joined(said: Vec<(usize, String)>) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    for (n, text) in said {
        match out.iter_mut().find(|(known, _)| *known == n) {
            Some((_, words)) => {
                words.push('\n');
                words.push_str(&text);
            }
            None => out.push((n, text)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(own: &str) -> Vec<(usize, String)> {
        by_list_number(own, 2)
    }

    fn pairs(list: &[(usize, &str)]) -> Vec<(usize, String)> {
        list.iter().map(|(n, t)| (*n, (*t).to_owned())).collect()
    }

    #[test]
    fn words_go_to_their_numbers() {
        for (own, want) in [
            (
                "Hi Ines,\n\n1. We send it on Friday.\n2. Attached.\n\nOtto",
                &[(1, "We send it on Friday."), (2, "Attached.")][..],
            ),
            ("2) here you are", &[(2, "here you are")]),
            (
                "1. sent yesterday 2. follows next week",
                &[(1, "sent yesterday"), (2, "follows next week")],
            ),
            (
                "#1 is attached, #2 follows on 4 December.",
                &[(1, "is attached"), (2, "follows on 4 December.")],
            ),
            (
                "Attached is no. 2, no. 1 will take until Monday.",
                &[(2, "Attached is"), (1, "will take until Monday.")],
            ),
            (
                "第1项见附件，第2项下周给您。",
                &[(1, "见附件"), (2, "下周给您。")],
            ),
            (
                "#1 and #2 are attached.",
                &[(1, "are attached."), (2, "are attached.")],
            ),
            ("All of it is attached.", &[]),
            ("We need 2 more days for this.", &[]),
            ("1. logo\n2. texts\n3. plan", &[]),
            ("Our order #4711 is on its way, #12 too.", &[]),
        ] {
            assert_eq!(told(own), pairs(want), "{own}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(own in "(\\PC|#1|#2|1\\.|第2项| and |, |\n){0,40}") {
            let _ = told(&own);
        }
    }
}
