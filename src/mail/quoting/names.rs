//! Names and offices: what a letter without a closing ends with.

use super::contact_block::{ends_sentence, is_contact};
use super::words::{NO_NAME, OFFICE_ENDS, OFFICES, POSTS, SAYING, SURNAMES};
use crate::model::is_han;

/// One to `most` words that could be a person's name: capitals, or a few hanzi.
pub(super) fn is_namely(text: &str, most: usize) -> bool {
    let text = text.trim();
    if text.is_empty()
        || text.chars().any(|c| c.is_ascii_digit())
        || text.ends_with(['.', '?', '!', ':', '。', '？', '！', '：', ',', '，', ';'])
            && !text.ends_with(" Jr.")
    {
        return false;
    }
    let han = han(text);
    if han > 0 && text.chars().any(|c| c.is_ascii_alphabetic()) {
        // `陈嘉 Jessie Chen`, `Leo 梁`.
        let surname =
            |word: &str| word.chars().count() == 1 && word.chars().all(|c| SURNAMES.contains(c));
        return text.split_whitespace().all(|word| {
            is_person(word)
                || surname(word)
                || word.is_ascii() && word.chars().next().is_some_and(char::is_uppercase)
        });
    }
    if han > 0 {
        let says = text.chars().any(|c| SAYING.contains(c))
            || text.split_whitespace().any(|word| NO_NAME.contains(&word));
        return han <= 4 && text.chars().count() <= 6 && !says;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    !words.is_empty()
        && words.len() <= most
        && words.iter().all(|w| {
            w.chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || matches!(c, '(' | '&' | '|' | '"'))
                || matches!(
                    *w,
                    "de" | "van" | "von" | "der" | "la" | "and" | "of" | "&" | "-" | "/"
                )
        })
        && words
            .iter()
            .any(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 2 || w.ends_with('.'))
}

/// A last paragraph of one to three lines that is a full name with its office: what may stand above
/// the paragraph of the firm.
pub(super) fn name_above(lines: &[&str], end: usize) -> Option<usize> {
    let start = (0..end)
        .rev()
        .find(|at| lines.get(*at).is_some_and(|l| l.trim().is_empty()))
        .map(|at| at + 1)?;
    let block = lines.get(start..end)?;
    let first = block.first()?.trim();
    (block.len() <= 3
        && is_namely(first, 4)
        && first.split_whitespace().count() >= 2
        && !is_greeting(first)
        && block
            .iter()
            .all(|l| !ends_sentence(l) && l.split_whitespace().count() <= 6))
    .then_some(start)
}

/// A last paragraph that is a name, or a name with firm and contacts, without a closing above.
pub(super) fn name_block(lines: &[&str], end: usize) -> Option<usize> {
    let start = (0..end)
        .rev()
        .find(|at| lines.get(*at).is_some_and(|l| l.trim().is_empty()))
        .map(|at| at + 1)?;
    let block: Vec<&str> = lines
        .iter()
        .take(end)
        .skip(start)
        .map(|l| l.trim())
        .collect();
    let above = lines
        .iter()
        .take(start)
        .rev()
        .find(|l| !l.trim().is_empty())?
        .trim();
    let first = block.first()?;
    let (first_name, bar) = match first.split_once(['|', '｜']) {
        Some((name, _)) => (name.trim(), true),
        None => (
            first.trim_start_matches(['-', '—', '/', '~', '*', ' ']),
            false,
        ),
    };
    let first_name = unbracketed(first_name);
    if block.len() > 8 || is_greeting(first_name) {
        return None;
    }
    let posted = |l: &&str| {
        is_contact(l) || l.contains(['|', '｜']) || is_office(l) || is_signed(l) || is_post(l)
    };
    let short = |l: &&str| posted(l) || is_namely(l, 8) || is_firm(l);
    let rest_short = block.iter().skip(1).all(short);
    let named = is_namely(first_name, 4)
        || is_office(first_name)
        || is_signed(first_name)
        || is_initials(first_name);
    let fits = match ending(above) {
        Ending::Finished => named && (bar || rest_short),
        // Names below a question may be its answer, and below `send it to` the recipient: what
        // stands there must say of itself that it signs.
        Ending::Question | Ending::Open => {
            let whole = first_name.split_whitespace().count();
            let alone = block.len() == 1
                && (whole == 1 || matches!(ending(above), Ending::Question) && whole <= 3);
            let signed = is_signed(first_name)
                || is_office(first_name) && !first_name.is_ascii()
                || block.iter().skip(1).any(posted)
                || first_name.len() < first.len() && first.ends_with([')', '）']);
            named && rest_short && (alone || signed)
        }
        Ending::Leads => false,
    };
    fits.then_some(start)
}

/// How the words above a last paragraph end.
enum Ending {
    /// A full stop, or its like.
    Finished,
    Question,
    /// No mark, as people type on phones, and yet a sentence.
    Open,
    /// To what stands below.
    Leads,
}

fn ending(above: &str) -> Ending {
    if above.ends_with(['.', '!', '。', '！', ')', '）', '~', '…']) {
        return Ending::Finished;
    }
    let folded = super::words::fold(above);
    let leads = [
        "below",
        "following",
        "address",
        "ship ",
        "deliver to",
        "send it to",
        "send them to",
        "contact",
        "如下",
        "以下",
        "下面",
        "下列",
        "寄到",
        "寄给",
        "寄給",
        "收件",
        "联系",
        "聯絡",
        "地址",
        "名单",
        "分别",
        "找",
    ]
    .iter()
    .any(|word| folded.contains(word));
    let last = folded
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let hangs = [
        "is", "are", "to", "for", "with", "of", "the", "a", "and", "or", "from", "by", "on", "in",
    ]
    .contains(&last);
    if leads || hangs || above.ends_with([':', '：', ',', '，', '、', ';', '；', '-']) {
        return Ending::Leads;
    }
    if above.ends_with(['?', '？']) {
        return Ending::Question;
    }
    let sentence = han(above) >= 8 || han(above) == 0 && above.split_whitespace().count() >= 4;
    if sentence {
        Ending::Open
    } else {
        Ending::Leads
    }
}

fn han(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

/// A name without what stands in brackets behind it: `阮玲(财务)`.
fn unbracketed(text: &str) -> &str {
    text.strip_suffix([')', '）'])
        .and_then(|head| head.split_once(['(', '（']))
        .map_or(text, |(name, _)| name.trim())
}

/// `R.`, `J. B.`, `RK`: one to three capitals.
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=3).contains(&letters)
        && text
            .chars()
            .all(|c| c.is_uppercase() || matches!(c, '.' | ' '))
        && ![
            "OK", "NO", "YES", "TBA", "TBC", "TBD", "FYI", "PDF", "SVG", "USD", "EUR", "N. A.",
        ]
        .contains(&text)
}

/// A line that names a post or a firm: `Site Supervisor, Bright Homes`.
fn is_post(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words <= 10
        && !ends_sentence(line)
        && line.chars().next().is_some_and(char::is_uppercase)
        && super::words::fold(line)
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|word| POSTS.contains(&word))
}

/// A Chinese person: a surname with one or two characters, `小王`, `李总`.
fn is_person(token: &str) -> bool {
    let count = token.chars().count();
    let first = token.chars().next();
    let familiar = first.is_some_and(|c| "小老阿大".contains(c)) && count <= 3;
    let titled = ["总", "工", "哥", "姐", "總", "老师", "师傅", "经理"]
        .iter()
        .any(|title| token.ends_with(title));
    han(token) == count
        && (2..=4).contains(&count)
        && !token.chars().any(|c| SAYING.contains(c))
        && !NO_NAME.contains(&token)
        && first.is_some_and(|c| SURNAMES.contains(c) || familiar)
        && (count <= 3 || titled)
}

/// A few words of hanzi set apart by spaces of which one is a person: `东区仓 裘明`, `沈可 舞台监督`.
pub(super) fn is_signed(text: &str) -> bool {
    let tokens: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '·' | '|' | '｜' | '/' | '-' | '—'))
        .filter(|token| !token.is_empty())
        .collect();
    (2..=4).contains(&tokens.len())
        && text.chars().count() <= 24
        && tokens.iter().any(|token| is_person(token))
        && tokens.iter().all(|token| {
            let name = token.is_ascii() && token.chars().next().is_some_and(char::is_uppercase);
            name && !is_greeting(token) || is_firm(token) || is_office(token) || is_person(token)
        })
}

/// Hanzi without a word that says something: `星河互娱 本地化`.
fn is_firm(text: &str) -> bool {
    let count = text.chars().filter(|c| !c.is_whitespace()).count();
    (2..=14).contains(&count)
        && han(text) == count
        && !text.chars().any(|c| SAYING.contains(c))
        && !text
            .split_whitespace()
            .any(|token| NO_NAME.contains(&token))
}

/// A Chinese office, with or without a name: `质量部 尹航`, `财务部`, `采购经理 李雷`.
pub(super) fn is_office(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    let office = |token: &str| {
        OFFICES.iter().any(|word| token.contains(word))
            || token
                .chars()
                .last()
                .is_some_and(|c| OFFICE_ENDS.contains(c))
                && token.chars().count() >= 3
            || token.char_indices().any(|(at, c)| {
                c == '部' && at > 3 && token.get(at + c.len_utf8()..).is_some_and(is_person)
            })
    };
    (2..=24).contains(&count)
        && han(text) > 0
        && !text.contains(['，', '。', '？', '！', '：', ':', '、', '?', '!', ','])
        && ![
            "全部", "部分", "已", "请", "了", "的", "不", "我", "你", "您", "在", "是", "要", "付",
            "款", "吗", "没",
        ]
        .iter()
        .any(|word| text.contains(word))
        && text
            .split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '·' | '-' | '/'))
            .any(office)
}

/// Whether a line greets or is an answer of one word.
pub(super) fn is_greeting(text: &str) -> bool {
    let lower = text.to_lowercase();
    let first = lower
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    NO_NAME
        .iter()
        .any(|word| lower == *word || word.is_ascii() && first == *word)
}
