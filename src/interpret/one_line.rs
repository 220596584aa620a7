//! A list written in one line: `please send: 1. the logo 2. the texts`.

use std::borrow::Cow;

/// Points of one line at most.
const MOST: u32 = 30;
/// A point of a list nobody asks for in so many words is a thing, not a sentence.
const SHORT: usize = 6;

/// A line cut at its points.
struct Cut<'a> {
    /// What stands before the first.
    intro: &'a str,
    /// The points, without their marks, from 1 on.
    points: Vec<(u32, String)>,
}

/// `1. sent 2. Friday 3. none` on one line: the points with their numbers, where the line begins with
/// the first.
pub(super) fn side_by_side(line: &str) -> Option<Vec<(u32, String)>> {
    let cut = cut(line)?;
    cut.intro.is_empty().then_some(cut.points)
}

/// The text with lists that stand in one line spread over lines of their own. `asks`: it asks for
/// something in so many words.
pub(super) fn spread(own: &str, asks: bool) -> Cow<'_, str> {
    let numbered = own.contains('1') && own.contains('2') || own.contains('①');
    if !numbered || !own.lines().any(|line| listed(line, asks).is_some()) {
        return Cow::Borrowed(own);
    }
    let mut out = String::with_capacity(own.len());
    for line in own.lines() {
        let Some(Cut { intro, mut points }) = listed(line, asks) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        out.push_str(intro);
        out.push('\n');
        let behind = points.last_mut().map(|(_, last)| without_tail(last));
        for (n, point) in &points {
            out.push_str(&format!("{n}. {point}\n"));
        }
        out.push_str(&behind.unwrap_or_default());
        out.push('\n');
    }
    Cow::Owned(out)
}

fn listed(line: &str, asks: bool) -> Option<Cut<'_>> {
    let cut = cut(line)?;
    let announced = cut.intro.ends_with([':', '：']);
    let leads = announced || cut.intro.is_empty();
    (leads && (asks || announced && cut.points.iter().all(is_thing))).then_some(cut)
}

fn is_thing((_, point): &(u32, String)) -> bool {
    let says = [" is ", " are ", " was ", " were ", " will ", "了"];
    point.split_whitespace().count() <= SHORT && !says.iter().any(|word| point.contains(word))
}

/// Words of what follows a list in its line: when and how, thanks.
const TAILS: &[&str] = &[
    "please",
    "thank",
    "by ",
    "before ",
    "until ",
    "if you",
    "can you",
    "could you",
    "so ",
    "we ",
    "i ",
    "请",
    "麻烦",
    "谢",
    "前",
    "给我",
    "发我",
    "尽快",
    "辛苦",
    "我们",
    "以便",
];

/// Cuts off what follows the last point, and gives it.
fn without_tail(last: &mut String) -> String {
    let stops = [". ", "。", "! ", "！", "? ", "？"];
    let ends = stops.iter().filter_map(|stop| last.find(stop)).min();
    let comma = last.find([',', '，', ';', '；']).filter(|at| {
        let behind = last.get(*at..).unwrap_or_default().to_lowercase();
        TAILS.iter().any(|word| behind.contains(word))
    });
    let Some(at) = [ends, comma].into_iter().flatten().min() else {
        return String::new();
    };
    let tail = last.get(at..).unwrap_or_default();
    let tail = tail
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    last.truncate(at);
    tail
}

fn cut(line: &str) -> Option<Cut<'_>> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for n in 1..=MOST {
        let from = cuts.last().map_or(0, |cut| cut.1);
        match mark(line, from, n) {
            Some(found) => cuts.push(found),
            None => break,
        }
    }
    if cuts.len() < 2 {
        return None;
    }
    let ends = cuts.iter().skip(1).map(|cut| cut.0).chain([line.len()]);
    let texts = cuts.iter().zip(ends).zip(1..);
    let points: Option<Vec<(u32, String)>> = texts
        .map(|((cut, end), n)| {
            let text = line.get(cut.1..end)?.trim();
            let text =
                text.trim_end_matches(|c: char| c.is_whitespace() || ";；,，、(（".contains(c));
            let text = text.strip_suffix(" and").unwrap_or(text);
            let text = text.trim_end_matches(|c: char| c.is_whitespace() || ",，、".contains(c));
            Some((n, text.to_owned()))
        })
        .collect();
    let intro = line.get(..cuts.first()?.0)?;
    Some(Cut {
        intro: intro.trim_end_matches(['(', '（']).trim(),
        points: points?,
    })
}

/// Where the mark of the `n`th point begins and ends: `2.`, `2)`, `2、`, `②`.
fn mark(line: &str, from: usize, n: u32) -> Option<(usize, usize)> {
    let rest = line.get(from..)?;
    let ring = n
        .checked_add('①' as u32)
        .and_then(|code| char::from_u32(code.saturating_sub(1)))
        .filter(|c| ('①'..='⑳').contains(c));
    let number = n.to_string();
    let ringed = ring.and_then(|c| Some((rest.find(c)?, c.len_utf8())));
    let found = ringed.or_else(|| {
        rest.match_indices(number.as_str()).find_map(|(at, _)| {
            let before = rest.get(..at)?.chars().next_back();
            let behind = rest.get(at.checked_add(number.len())?..)?;
            let sign = behind.chars().next().filter(|c| ".)、）:：".contains(*c))?;
            let apart = before.is_none_or(|c| c.is_whitespace() || ",;，；。:：(（".contains(c));
            let text = behind.get(sign.len_utf8()..)?;
            let spoken = !text.starts_with(|c: char| c.is_ascii_digit());
            (apart && spoken).then_some((at, number.len().saturating_add(sign.len_utf8())))
        })
    });
    let (at, length) = found?;
    let start = from.checked_add(at)?;
    Some((start, start.checked_add(length)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_one_line_is_spread() {
        for (text, want) in [
            (
                "麻烦提供以下资料：1. 营业执照 2. 开票信息 3. 收货地址，周五前给我，谢谢",
                "麻烦提供以下资料：\n1. 营业执照\n2. 开票信息\n3. 收货地址\n周五前给我，谢谢\n",
            ),
            (
                "Please send: (1) the logo, (2) two photos and (3) the text.",
                "Please send:\n1. the logo\n2. two photos\n3. the text.\n\n",
            ),
            (
                "请补充：①税号；②开户行；③账号。辛苦了",
                "请补充：\n1. 税号\n2. 开户行\n3. 账号\n辛苦了\n",
            ),
        ] {
            assert_eq!(spread(text, true), want, "{text}");
        }
        for text in [
            "See chapters 1. and 2. of the manual.",
            "We met at 1: 30 and 2: 45.",
            "Version 1.2 replaces 2.1.",
            "Two things: 1) the logo is fine 2) the texts are as well",
        ] {
            assert_eq!(spread(text, false), text, "{text}");
        }
    }

    #[test]
    fn points_side_by_side_are_told_apart() {
        let points = side_by_side("1. sent 2. Friday 3. none").unwrap_or_default();
        let texts: Vec<&str> = points.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["sent", "Friday", "none"]);
        assert!(side_by_side("we sent 1. today and 2. on Friday").is_none());
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|1\\.|2\\)|①|②|：| |\n){0,40}") {
            let _ = (spread(&text, true), side_by_side(&text));
        }
    }
}
