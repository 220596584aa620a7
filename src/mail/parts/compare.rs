//! Whether the plain and the HTML form of a text say the same.

use std::hash::{DefaultHasher, Hasher};
use std::sync::LazyLock;

use crate::mail::quoting;

/// Words that turn what is said round.
const TURNING: &str = "not never none cannot nothing haven hasn isn wasn didn don won without unpaid \
    nicht kein keine nie pas jamais aucun nunca niet geen не 未 没 沒 不 勿 莫";

/// The words of [`TURNING`].
static TURNS: LazyLock<Vec<u64>> = LazyLock::new(|| words(TURNING));

/// Words compared to find what is hidden; a long newsletter takes a tenth.
const COMPARED: usize = 10_000_000;

/// Words of a short mail.
const FEW: usize = 20;

/// ASCII letters and figures up to this many make a number of their own.
const SHORT: usize = 12;

/// The digit to the base 37 that an ASCII letter of either case or a figure stands for; 0 is none.
const DIGITS: [u8; 256] = {
    let mut digits = [0; 256];
    let mut rest: &mut [u8] = &mut digits;
    let mut byte: u8 = 0;
    while let [here, tail @ ..] = rest {
        *here = match byte.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => letter - b'a' + 1,
            figure @ b'0'..=b'9' => figure - b'0' + 27,
            _ => 0,
        };
        byte = byte.wrapping_add(1);
        rest = tail;
    }
    digits
};

fn digit(byte: u8) -> u64 {
    u64::from(DIGITS.get(usize::from(byte)).copied().unwrap_or_default())
}

/// A word as a number: a short one of ASCII letters and figures is those to the base 37, so that none
/// is taken for another; any other its hash. Hanzi are their code points, which no word is.
fn number(word: &str) -> u64 {
    let short = word.len() <= SHORT && word.bytes().all(|b| digit(b) > 0);
    if short {
        let spelt = word.bytes().fold(0, |number, b| next(number, digit(b)));
        return spelt | OF_WORD;
    }
    let mut hash = DefaultHasher::new();
    hash.write(word.to_lowercase().as_bytes());
    hash.finish()
}

/// A number of ASCII letters and figures with one more of them.
const fn next(number: u64, digit: u64) -> u64 {
    number.wrapping_mul(37).wrapping_add(digit)
}

/// Marks the numbers of words.
const OF_WORD: u64 = 1 << 63;

/// The words of a text as numbers, sorted, each once.
fn words(text: &str) -> Vec<u64> {
    each_once(in_order(text))
}

/// Words sorted, each once.
fn each_once(mut words: Vec<u64>) -> Vec<u64> {
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of a text as numbers, as they stand, links and marks left out.
fn in_order(text: &str) -> Vec<u64> {
    let mut found = Vec::with_capacity(text.len() / 6);
    if text.is_ascii() {
        of_ascii(text, &mut found);
        return found;
    }
    let mut word = String::new();
    let close = |word: &mut String, found: &mut Vec<u64>| {
        if !word.is_empty() {
            found.push(number(word));
            word.clear();
        }
    };
    for piece in text.split_whitespace() {
        if piece.is_ascii() {
            of_ascii(piece, &mut found);
            continue;
        }
        if is_link(piece) {
            continue;
        }
        for c in piece.chars() {
            if c.is_ascii_alphanumeric() {
                word.push(c.to_ascii_lowercase());
            } else if ('\u{3400}'..='\u{9fff}').contains(&c) {
                found.push(u64::from(c));
            } else if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            } else {
                close(&mut word, &mut found);
            }
        }
        close(&mut word, &mut found);
    }
    found
}

/// The words of a text of ASCII, which most mails are: each byte is looked at once.
fn of_ascii(text: &str, found: &mut Vec<u64>) {
    let (mut spelt, mut length) = (0, 0_usize);
    // Where what stands between spaces begins, and how many words were found before it.
    let (mut start, mut before) = (0, found.len());
    let mut marked = false;
    for (at, byte) in text.bytes().chain(std::iter::once(b' ')).enumerate() {
        let digit = digit(byte);
        if digit > 0 {
            spelt = next(spelt, digit);
            length += 1;
            continue;
        }
        match length {
            0 => {}
            1..=SHORT => found.push(spelt | OF_WORD),
            _ => found.extend(text.get(at - length..at).map(number)),
        }
        (spelt, length) = (0, 0);
        match byte {
            b' ' | b'\t'..=b'\r' => {
                if marked && text.get(start..at).is_some_and(is_link) {
                    found.truncate(before);
                }
                (start, before, marked) = (at + 1, found.len(), false);
            }
            b':' | b'@' | b'.' | b'[' => marked = true,
            _ => {}
        }
    }
}

/// Whether what stands between spaces is an address or the mark of a picture.
fn is_link(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    bytes.contains(&b'@')
        || bytes.windows(3).any(|part| part == b"://")
        || bytes.windows(4).any(|part| part == b"www.")
        || bytes.starts_with(b"[cid")
        || bytes.starts_with(b"[image")
}

/// What somebody says in a text: the sender's own words, and those of the mail he forwards. Both may
/// settle something.
fn said(text: &str, subject: &str) -> Vec<String> {
    let parts = quoting::split(text, subject);
    let inner = parts
        .forwarded
        .map(|block| quoting::split(&block.text, &block.subject).own);
    std::iter::once(parts.own).chain(inner).collect()
}

/// Whether the plain form says what the other one hides: programs make the plain form of everything that
/// stands in the HTML, and who forwards it saw nothing of that.
pub(super) fn betrays(plain: &str, seen: &str, hidden: &str, subject: &str) -> bool {
    let chunks: Vec<Vec<u64>> = hidden
        .lines()
        .map(in_order)
        .filter(|chunk| chunk.len() > 1)
        .take(200)
        .collect();
    if chunks.is_empty() {
        return false;
    }
    let mut left = COMPARED;
    let mut holds = |text: &[u64], chunk: &[u64]| {
        text.windows(chunk.len()).any(|window| {
            let same = window.iter().zip(chunk).take_while(|(a, b)| a == b).count();
            left = left.saturating_sub(same + 1);
            // Nothing more is known then: it may be hidden.
            left == 0 || same == chunk.len()
        })
    };
    let shown = in_order(seen);
    said(plain, subject)
        .iter()
        .map(|own| in_order(own))
        .any(|own| {
            chunks
                .iter()
                .any(|chunk| holds(&own, chunk) && !holds(&shown, chunk))
        })
        || left == 0
}

/// Whether the two forms of a text say materially different things: own words of one that stand
/// nowhere in the other. Links and marks are left out, hanzi count each.
pub(super) fn disagree(plain: &str, seen: &str, subject: &str) -> bool {
    let (in_plain, in_seen) = (in_order(plain), in_order(seen));
    // Equal in all words: no need to take both apart.
    if in_plain == in_seen {
        return false;
    }
    let (all_plain, all_seen) = (each_once(in_plain), each_once(in_seen));
    if all_plain == all_seen {
        return false;
    }
    let turning = &*TURNS;
    let missing = |text: &str, all: &[u64], others: &[u64]| {
        // One word turns `paid` round.
        let turned = |of: &[u64]| {
            turning
                .iter()
                .any(|w| of.binary_search(w).is_ok() && others.binary_search(w).is_err())
        };
        let strange = |of: &[u64]| {
            of.iter()
                .filter(|w| others.binary_search(w).is_err())
                .count()
        };
        // Fewer strange words in all of it than own ones may be: no need to take it apart.
        if strange(all) < 3 && !turned(all) {
            return false;
        }
        said(text, subject).iter().any(|own| {
            let own = words(own);
            let gone = strange(&own);
            turned(&own) || gone >= 3 && gone * 4 >= own.len()
        })
    };
    // In a few words each one counts: "attached" here, "missing" there.
    let replaced = || {
        all_plain.len().max(all_seen.len()) <= FEW
            && all_plain.iter().any(|w| all_seen.binary_search(w).is_err())
            && all_seen.iter().any(|w| all_plain.binary_search(w).is_err())
    };
    replaced() || missing(plain, &all_plain, &all_seen) || missing(seen, &all_seen, &all_plain)
}

#[cfg(test)]
mod tests {
    use super::{betrays, disagree};

    const FORWARD: &str = "See below.\n\n---------- Forwarded message ---------\nFrom: Bo Li <bo@client.example>\nDate: Mon, 16 Nov 2026 at 10:00\nSubject: logo\nTo: Ana <ana@agency.example>\n\n";

    #[test]
    fn the_words_of_a_forwarded_mail_count_as_own_ones_do() {
        for (plain, seen, want) in [
            (
                "Everything has been paid, the matter is settled.",
                "Which account shall we use for the transfer?",
                true,
            ),
            ("We have paid it.", "We have not paid it.", true),
            (
                "The photos are attached, Bo",
                "The photos are attached, Bo",
                false,
            ),
            // What stands in an older quote settles nothing.
            (
                "The photos are attached.\n\n> Have you paid the invoice of May?",
                "The photos are attached.",
                false,
            ),
        ] {
            let forward = |text: &str| format!("{FORWARD}{text}\n");
            assert_eq!(
                disagree(&forward(plain), &forward(seen), "Fwd: logo"),
                want,
                "{plain} / {seen}"
            );
        }
    }

    #[test]
    fn the_plain_form_betrays_what_the_other_hides() {
        let seen = "We have read it, thanks, and will say when it is paid.";
        for (plain, hidden, want) in [
            (
                "We have read it, thanks. It is paid.",
                "it is all paid",
                false,
            ),
            ("It is paid. We have read it, thanks.", "paid we have", true),
            (
                "We have read it, thanks, and will say when it is paid.",
                "it is paid",
                false,
            ),
            ("已付款，谢谢。", "已付款", true),
            ("We have read it.", "", false),
        ] {
            assert_eq!(
                betrays(plain, seen, hidden, "Re: x"),
                want,
                "{plain} / {hidden}"
            );
            let plain = format!("{FORWARD}{plain}\n");
            let seen = format!("{FORWARD}{seen}\n");
            assert_eq!(betrays(&plain, &seen, hidden, "Fwd: x"), want, "{plain}");
        }
    }

    #[test]
    fn repeated_words_do_not_stall() {
        let plain = "a ".repeat(100_000);
        let hidden: String = (1..200)
            .map(|n| format!("{} b\n", "a ".repeat(n)))
            .collect();
        assert!(betrays(&plain, &plain, &hidden, "Re: x"));
    }

    #[test]
    fn one_word_that_turns_the_meaning_is_enough() {
        for (plain, seen, want) in [
            ("We have paid.", "We have not paid.", true),
            ("款已付。", "款未付。", true),
            (
                "We have paid the bill today.",
                "We have paid the bill today.",
                false,
            ),
            ("We have paid *today*.", "We have paid today. Logo", false),
            ("Please call me back.", "We have paid it all.", true),
            ("The logo is attached.", "The logo is missing.", true),
            ("We paid.", "We will pay.", true),
        ] {
            assert_eq!(disagree(plain, seen, "Re: x"), want, "{plain} / {seen}");
        }
    }
}
