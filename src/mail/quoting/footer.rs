//! What lists, scanners and mail servers append: below the letter, and below the quote.

use std::sync::LazyLock;

use super::quotes::{Mark, is_quoted, is_rule};
use super::signature::disclaimer;
use super::words::{FOOTERS, SCANNED, fold, head};
use crate::mail::any_of::AnyOf;

/// The longest footer looked for below a quote, in lines.
const REACH: usize = 40;

static SCANNERS: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(SCANNED));

/// Whether a line is a scanner's, as `Virus-free. www.…` is.
pub(super) fn is_scanned(line: &str) -> bool {
    let line = line.trim();
    if line.len() < 12 || line.len() > 240 {
        return false;
    }
    SCANNERS.is_in(&fold(line))
}

/// Where the footer of a list begins: a paragraph that says so, and all below it.
pub(super) fn footer(lines: &[&str], end: usize) -> Option<usize> {
    let from = end.saturating_sub(14);
    (from.max(1)..end).find(|at| {
        let begins = || {
            lines.get(*at).is_some_and(|line| {
                let line = line
                    .trim()
                    .trim_start_matches(['-', '—', '*', ' ', '[', '(']);
                let text = fold(head(line, 80));
                FOOTERS.iter().any(|words| text.starts_with(words))
            })
        };
        let apart = at
            .checked_sub(1)
            .and_then(|above| lines.get(above))
            .is_some_and(|above| above.trim().is_empty() || is_rule(above));
        apart && begins() && !a_person_writes(lines.get(*at..end).unwrap_or_default())
    })
}

/// "To stop receiving these mails, what do I have to do?": lists ask nothing and speak of nobody.
fn a_person_writes(lines: &[&str]) -> bool {
    lines.iter().any(|line| {
        let text = fold(line);
        let asks = !text.contains("://") && text.contains(['?', '？']);
        let first = text
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .any(|word| matches!(word, "i" | "i'm" | "i've" | "i'd" | "me" | "my"));
        let ours =
            text.contains('我') && !["订阅", "退订", "訂閱"].iter().any(|w| text.contains(w));
        asks || first || ours
    })
}

/// A text without the legal notice at its end.
pub(crate) fn above_disclaimer(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let end = disclaimer(&lines, lines.len()).unwrap_or(lines.len());
    lines.get(..end).unwrap_or_default().join("\n")
}

/// A server appends the sender's legal notice at the very end, below a quote whose lines carry
/// marks: it is the sender's, and the lines carry none.
pub(super) fn mark(lines: &[&str], marks: &mut [Mark]) {
    let said = |at: &usize| lines.get(*at).is_some_and(|l| !l.trim().is_empty());
    let Some(last) = (0..lines.len()).rev().find(said) else {
        return;
    };
    let unmarked = |at: &usize| lines.get(*at).is_none_or(|l| !is_quoted(l));
    let Some(quote) = (last.saturating_sub(REACH)..=last)
        .rev()
        .find(|at| !unmarked(at))
    else {
        return;
    };
    if quote == last
        || marks
            .get(quote + 1..=last)
            .is_none_or(|m| m.iter().any(|m| *m != Mark::Quoted))
    {
        return;
    }
    let Some(tail) = lines.get(quote..=last) else {
        return;
    };
    let Some(at) = disclaimer(tail, tail.len()) else {
        return;
    };
    let between = tail.iter().take(at).skip(1);
    if between
        .into_iter()
        .all(|l| l.trim().is_empty() || is_rule(l))
    {
        for mark in marks.iter_mut().take(last + 1).skip(quote + at) {
            *mark = Mark::Signature;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_own_lines_are_no_footer() {
        for (text, want) in [
            (
                "You received this message because you are subscribed to the group.",
                true,
            ),
            (
                "To unsubscribe from this group, mail leave@lists.example",
                true,
            ),
            ("您收到此邮件是因为您订阅了本邮件组。", true),
            (
                "To stop receiving these mails, what do I have to do?",
                false,
            ),
            (
                "To unsubscribe from these reminders I wrote you twice. Stop it.",
                false,
            ),
            ("您收到此邮件是因为金额不对，我们不付。", false),
        ] {
            let lines = ["Hello Ana,", "", text];
            assert_eq!(footer(&lines, lines.len()).is_some(), want, "{text}");
        }
    }
}
