//! English words around a date that tell what it is for.

use super::role::Marker;
use super::tokens::Text;

/// Whether a limit stands just before the date: "by", "no later than", "due on", "deadline is".
pub(super) fn limit_before(t: &Text<'_>, start: usize) -> bool {
    let mut k = start;
    for _ in 0..6 {
        let Some(p) = k.checked_sub(1) else {
            return false;
        };
        let word = t.word(p);
        if matches!(
            word,
            "by" | "before"
                | "until"
                | "till"
                | "til"
                | "due"
                | "deadline"
                | "latest"
                | "within"
                | "payable"
        ) {
            return true;
        }
        if word == "than" && matches!(t.word_before(p, 1), "later" | "earlier") {
            return true;
        }
        if word == "after" && t.word_before(p, 1) == "not" {
            return true;
        }
        let filler = matches!(
            word,
            "the"
                | "on"
                | "this"
                | "or"
                | "noon"
                | "midday"
                | "at"
                | "end"
                | "of"
                | "close"
                | "business"
                | "is"
                | "was"
                | "for"
                | "date"
                | "day"
                | "and"
                | "am"
                | "pm"
                | "payment"
                | "latest"
                | "eod"
                | "about"
                | "around"
        ) || t.mark(p, ':')
            || t.comma(p)
            || t.mark(p, '(')
            || t.number(p).is_some_and(|(n, _)| n < 60)
            || (t.mark(p, '-') && t.glued(p));
        if !filler {
            return false;
        }
        k = p;
    }
    false
}

/// Whether a limit follows: "at the latest", "deadline", "or earlier".
pub(super) fn limit_after(t: &Text<'_>, end: usize) -> bool {
    match t.word(end) {
        "latest" | "deadline" | "eod" | "cob" => true,
        "at" => t.word(end + 1) == "the" && t.word(end + 2) == "latest",
        "or" => matches!(t.word(end + 1), "earlier" | "sooner" | "before"),
        "close" | "end" => t.word(end + 1) == "of",
        "net" => true,
        _ => false,
    }
}

/// Whether nothing but "this", or nothing, stands between the date and the words asked.
pub(super) fn bare(t: &Text<'_>, start: usize) -> bool {
    !matches!(
        t.word_before(start, 1),
        "on" | "of"
            | "from"
            | "for"
            | "in"
            | "at"
            | "since"
            | "the"
            | "our"
            | "your"
            | "to"
            | "dated"
            | "and"
            | "if"
            | "that"
            | "whether"
            | "with"
            | "through"
            | "after"
            | "about"
            | "is"
            | "was"
            | "s"
    )
}

/// Whether the sentence asks somebody to give something ("please send … tomorrow").
pub(super) fn asks_directly(t: &Text<'_>, begin: usize, start: usize) -> bool {
    (begin..start).any(|k| {
        matches!(
            t.word(k),
            "send"
                | "provide"
                | "pay"
                | "return"
                | "submit"
                | "reply"
                | "share"
                | "supply"
                | "upload"
                | "complete"
                | "sign"
                | "transfer"
                | "remit"
                | "deliver"
                | "settle"
                | "forward"
                | "mail"
                | "email"
                | "let"
                | "give"
                | "get"
                | "have"
        )
    })
}

/// What the word at `k` says; `end` is the token that the look stops at.
pub(super) fn marker(t: &Text<'_>, k: usize, end: usize) -> Option<Marker> {
    let word = t.word(k);
    if word.is_empty() {
        return None;
    }
    let next = t.word(k + 1);
    let previous = t.word_before(k, 1);
    Some(match word {
        "please" | "kindly" | "pls" | "plz" | "need" | "needs" | "require" | "required"
        | "requires" | "must" | "request" | "requested" | "ask" | "deadline" | "payable"
        | "due" | "grateful" | "appreciate" | "remit" | "overdue" | "expect" | "asap" | "send"
        | "submit" | "latest"
            if !offered(t, k) =>
        {
            Marker::Ask
        }
        "could" | "can" | "would" | "will" | "may" | "might"
            if matches!(next, "you" | "i" | "we" | "someone" | "somebody")
                && !(word == "will" && next != "you") =>
        {
            Marker::Ask
        }
        "could" | "would" if previous == "you" => Marker::Ask,
        "will" | "ll" | "shall" if k + 1 < end || end == k + 1 => {
            let subject = if word == "ll" {
                t.word_before(k, 2)
            } else {
                previous
            };
            if word == "will" && subject.is_empty() && matches!(next, "you") {
                return Some(Marker::Ask);
            }
            if (1..=4).any(|b| away(t, k + b)) {
                Marker::Absence
            } else {
                Marker::Promise
            }
        }
        "going" if previous == "you" => return None,
        "promise" if matches!(previous, "cannot" | "not" | "t" | "never") => return None,
        "plan" | "aim" | "promise" | "arrange"
            if (1..=3)
                .any(|b| matches!(t.word_before(k, b), "please" | "kindly" | "pls" | "you")) =>
        {
            Marker::Ask
        }
        "plan" | "aim"
            if !(matches!(next, "to" | "for" | "on") || matches!(previous, "i" | "we")) =>
        {
            return None;
        }
        "going" | "plan" | "planning" | "aim" | "aiming" | "intend" | "promise" | "scheduled"
        | "expecting" | "expected" | "swear" | "arrange" | "promised" | "expect" => Marker::Promise,
        "should" if matches!(next, "be" | "have" | "get" | "reach" | "arrive" | "come") => {
            Marker::Promise
        }
        "can"
            if matches!(previous, "i" | "we")
                && !t.mark(k + 1, '\'')
                && !matches!(next, "not" | "t") =>
        {
            Marker::Promise
        }
        "pay" | "release" if matches!(previous, "i" | "we") => Marker::Promise,
        "follow" | "follows"
            if !matches!(
                next,
                "up" | "us" | "the" | "our" | "your" | "this" | "these" | "that"
            ) && !matches!(previous, "as" | "please" | "kindly" | "to" | "you" | "") =>
        {
            Marker::Promise
        }
        // "The other half next month": no verb is needed.
        "rest" | "remainder" if stands_alone(t, k) && is_next(t, k, end) => Marker::Promise,
        "half"
            if matches!(previous, "other" | "second" | "remaining")
                && stands_alone(t, k)
                && is_next(t, k, end) =>
        {
            Marker::Promise
        }
        "fail" if previous == "without" => Marker::Promise,
        "hope" | "hoping" if matches!(next, "to" | "for") => Marker::Promise,
        "said" | "says" | "told" if k + 1 == end => Marker::Promise,
        "lets" => Marker::Promise,
        "s" if t.word_before(k, 2) == "let" => Marker::Promise,
        "valid" | "expires" | "expire" | "expiry" | "open" if word != "open" || next == "until" => {
            Marker::Validity
        }
        "good" if matches!(next, "until" | "till" | "through") => Marker::Validity,
        "validity" => Marker::Validity,
        _ if away(t, k) => Marker::Absence,
        _ => return None,
    })
}

/// Whether something is said before a date already: "we are moving this month, so it will take …".
pub(super) fn has_verb(t: &Text<'_>, begin: usize, end: usize) -> bool {
    (begin..end).any(|k| {
        matches!(
            t.word(k),
            "am" | "is" | "are" | "m" | "re" | "was" | "were" | "have" | "has"
        )
    })
}

/// Whether nothing but a preposition stands between the word at `k` and `end`.
fn is_next(t: &Text<'_>, k: usize, end: usize) -> bool {
    let between =
        (k + 1..end).all(|k| matches!(t.word(k), "on" | "in" | "by" | "the" | "early" | "until"));
    between && end <= k + 4
}

/// Whether a thing begins what is said: in "send the rest by Friday" it is the object, and who asks for
/// it promises nothing.
fn stands_alone(t: &Text<'_>, k: usize) -> bool {
    let of_it = |k: usize| {
        matches!(
            t.word(k),
            "the" | "other" | "second" | "remaining" | "rest" | "remainder" | "half"
        )
    };
    let before = (0..=k).rev().find(|k| !of_it(*k));
    let begins = before.is_none_or(|k| matches!(t.word(k), "" | "and" | "but" | "then" | "plus"));
    let asks = |k: usize| {
        matches!(
            t.word(k),
            "need" | "send" | "want" | "expect" | "require" | "asked"
        )
    };
    let ends = |k: &usize| ['.', '!', '?', ';'].iter().any(|mark| t.mark(*k, *mark));
    begins && !(0..k).rev().take_while(|k| !ends(k)).any(asks)
}

/// Whether a verb of asking is really an offer: "I can send", "we will submit", "we expect to".
fn offered(t: &Text<'_>, k: usize) -> bool {
    match t.word(k) {
        "send" | "submit" => {
            is_will(t, k)
                || matches!(
                    t.word_before(k, 1),
                    "can" | "to" | "ll" | "will" | "i" | "we"
                )
        }
        "expect" => matches!(t.word(k + 1), "to" | "payment" | "it") && !is_may(t, k),
        _ => false,
    }
}

/// "will", "'ll" or "to" just before.
fn is_will(t: &Text<'_>, k: usize) -> bool {
    matches!(t.word_before(k, 1), "will" | "ll" | "to" | "shall") || t.word_before(k, 2) == "will"
}

/// "may we expect".
fn is_may(t: &Text<'_>, k: usize) -> bool {
    matches!(t.word_before(k, 2), "may" | "can" | "could")
}

/// Whether the word at `k` tells that somebody is away, or comes back.
fn away(t: &Text<'_>, k: usize) -> bool {
    let next = t.word(k + 1);
    let previous = t.word_before(k, 1);
    match t.word(k) {
        "away" | "vacation" | "vacations" | "holiday" | "holidays" | "ooo" | "sabbatical"
        | "closed" | "shut" | "unavailable" | "travelling" | "traveling" => true,
        "fair" | "exhibition" | "conference" | "congress" | "trip" | "offsite" => {
            (1..=4).any(|b| matches!(t.word_before(k, b), "at" | "attending" | "visiting" | "on"))
        }
        // "not in the office", "won't be at my desk"
        "office" | "desk" => (2..=5).any(|b| {
            matches!(t.word_before(k, b), "in" | "at")
                && (1..=3).any(|n| matches!(t.word_before(k, b + n), "not" | "t"))
        }),
        "leave" => matches!(
            previous,
            "on" | "annual"
                | "maternity"
                | "paternity"
                | "parental"
                | "sick"
                | "medical"
                | "study"
                | "my"
        ),
        "out" => {
            (next == "of" && matches!(t.word(k + 2), "office" | "the" | "town" | "country"))
                || matches!(next, "until" | "till" | "from")
        }
        "back" => {
            (matches!(next, "on" | "in" | "at" | "from" | "by" | "again")
                || next.is_empty()
                || super::en::weekday(next).is_some()
                || super::en::month(next).is_some()
                || matches!(next, "next" | "tomorrow"))
                && matches!(
                    previous,
                    "be" | "am"
                        | "m"
                        | "are"
                        | "is"
                        | "re"
                        | "return"
                        | "and"
                        | "come"
                        | "coming"
                        | "until"
                        | "till"
                        | ""
                        | "ll"
                        | "s"
                )
        }
        "return" | "returning" | "returns" => {
            matches!(next, "on" | "to" | "in" | "from") && !matches!(previous, "please" | "to")
        }
        _ => false,
    }
}
