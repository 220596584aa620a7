//! Times of day beside a date, in both languages.

use chrono::NaiveTime;

use super::tokens::Text;
use super::zh;

/// A time that begins at token `i`, and the token after it.
pub(super) fn english(t: &Text<'_>, i: usize) -> Option<(NaiveTime, usize)> {
    match t.word(i) {
        "noon" | "midday" => return Some((NaiveTime::from_hms_opt(12, 0, 0)?, i + 1)),
        "midnight" => return Some((NaiveTime::from_hms_opt(23, 59, 0)?, i + 1)),
        _ => {}
    }
    let (hour, digits) = t.number(i)?;
    if digits > 2 || hour > 24 {
        return None;
    }
    let (mut minute, mut next, mut clock) = (0, i + 1, false);
    let separated =
        t.glued(i + 1) && (t.mark(i + 1, ':') || t.mark(i + 1, '.') || t.word(i + 1) == "h");
    if separated
        && t.glued(i + 2)
        && let Some((m, 2)) = t.number(i + 2)
    {
        if m > 59 {
            return None;
        }
        minute = m;
        clock = !t.mark(i + 1, '.');
        next = i + 3;
        if t.mark(next, ':') && t.number(next + 1).is_some_and(|(s, d)| s < 60 && d == 2) {
            next += 2;
        }
    } else if t.glued(i + 1) && t.word(i + 1) == "h" {
        clock = true;
        next = i + 2;
    }
    let half = match t.word(next) {
        "am" | "pm" => Some((t.word(next) == "pm", next + 1)),
        // "a.m."
        "a" | "p" if t.mark(next + 1, '.') && t.word(next + 2) == "m" => Some((
            t.word(next) == "p",
            if t.mark(next + 3, '.') {
                next + 4
            } else {
                next + 3
            },
        )),
        _ => None,
    };
    let hour = match half {
        Some((_, after)) if hour == 0 || hour > 12 => {
            next = after;
            hour
        }
        Some((afternoon, after)) => {
            next = after;
            hour % 12 + if afternoon { 12 } else { 0 }
        }
        None if clock => hour,
        None => return None,
    };
    Some((NaiveTime::from_hms_opt(hour % 24, minute, 0)?, next))
}

/// A time that stands after a date, with the words between ("Friday at 5pm").
pub(super) fn after(t: &Text<'_>, i: usize) -> Option<(NaiveTime, usize)> {
    let mut k = i;
    for _ in 0..4 {
        if let Some(found) = english(t, k) {
            return Some(found);
        }
        let filler = t.comma(k)
            || t.mark(k, '-')
            || t.mark(k, '@')
            || matches!(
                t.word(k),
                "at" | "around"
                    | "by"
                    | "for"
                    | "before"
                    | "about"
                    | "t"
                    | "morning"
                    | "afternoon"
                    | "evening"
                    | "from"
            );
        if !filler {
            return None;
        }
        k += 1;
    }
    None
}

/// A Chinese time at the start of `rest` (`下午5:00`, `早上七点半`), and its length in bytes.
pub(super) fn chinese(rest: &str) -> Option<(NaiveTime, usize)> {
    let trimmed = rest.trim_start_matches([' ', ',', '，', '的']);
    let mut s = trimmed;
    let mut part = None;
    for (word, afternoon) in zh::DAY_PARTS {
        if let Some(after) = s.strip_prefix(word) {
            (part, s) = (Some((*word, *afternoon)), after);
            break;
        }
    }
    let noon = matches!(part, Some(("中午", _)));
    let consumed = |s: &str| rest.len() - s.len();
    let Some((hour, after)) = zh::number(s.trim_start()) else {
        return noon
            .then(|| NaiveTime::from_hms_opt(12, 0, 0).map(|at| (at, consumed(s))))
            .flatten();
    };
    let (minute, after) = if let Some(after) = after.strip_prefix(['点', '时']) {
        let after = after.strip_prefix(['钟', '整']).unwrap_or(after);
        if let Some(after) = after.strip_prefix('半') {
            (30, after)
        } else if let Some((m, more)) = zh::number(after).filter(|(m, _)| *m < 60) {
            (m, more.strip_prefix('分').unwrap_or(more))
        } else {
            (0, after)
        }
    } else if let Some(after) = after.strip_prefix(':') {
        let (m, after) = zh::number(after).filter(|(m, _)| *m < 60)?;
        (m, after)
    } else {
        return noon
            .then(|| NaiveTime::from_hms_opt(12, 0, 0).map(|at| (at, consumed(s))))
            .flatten();
    };
    let hour = match part {
        Some((_, true)) if hour < 12 => hour + 12,
        _ => hour,
    };
    (hour <= 24)
        .then(|| NaiveTime::from_hms_opt(hour % 24, minute, 0).map(|at| (at, consumed(after))))
        .flatten()
}
