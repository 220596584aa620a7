//! The block of a name, an office and its contacts that ends a letter.

use super::names::{is_greeting, is_namely, is_office, is_signed};
use super::quotes::is_rule;

/// Words before a telephone, an address or a link.
const MEANS: &[&str] = &[
    "tel",
    "t",
    "ph",
    "phone",
    "mobile",
    "mob",
    "m",
    "cell",
    "fax",
    "f",
    "fx",
    "direct",
    "office",
    "e-mail",
    "email",
    "mail",
    "e",
    "web",
    "website",
    "w",
    "blog",
    "skype",
    "linkedin",
    "twitter",
    "whatsapp",
    "wechat",
    "qq",
    "telefon",
    "telefax",
    "fon",
    "mobil",
    "handy",
    "tél",
    "téléphone",
    "portable",
    "móvil",
    "teléfono",
    "cel",
    "celular",
    "telefone",
    "cellulare",
    "telefono",
    "telefoon",
    "puh",
    "тел",
    "моб",
    "电话",
    "電話",
    "手机",
    "手機",
    "传真",
    "傳真",
    "座机",
    "分机",
    "邮箱",
    "郵箱",
    "邮编",
    "地址",
    "网址",
    "網址",
    "官网",
    "微信",
    "微信号",
    "微信同号",
    "微信同號",
    "手机微信同号",
    "手机同微信",
    "同微信",
    "手机号",
    "联系电话",
    "聯絡電話",
    "联系方式",
    "加微信",
    "line",
    "钉钉",
    "飞书",
    "總機",
    "总机",
    "专线",
    "專線",
    "分機",
    "热线",
    "行動電話",
    "行动电话",
    "携帯",
    "전화",
    "휴대폰",
];

/// Telephone, address or link on it.
pub(super) fn is_contact(line: &str) -> bool {
    let lower = line.to_lowercase();
    let word: String = lower
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '-')
        .collect();
    let means = MEANS.contains(&word.as_str())
        && lower
            .trim_start()
            .strip_prefix(word.as_str())
            .is_some_and(|rest| {
                let rest = rest.trim_start();
                rest.starts_with([':', '：', '.', '+', '(', '|'])
                    || word.chars().count() > 1
                        && rest.starts_with(|c: char| c.is_ascii_digit() || c == '*')
            });
    let digits = line.chars().filter(char::is_ascii_digit).count();
    // `150****0000`: told apart by the stars from a sum.
    let hidden = digits >= 5 && line.matches('*').count() >= 3;
    (digits >= 7 || hidden) && !line.contains(['¥', '￥', '$', '€'])
        || means
        || lower.contains("www.")
        || lower.contains("http")
        || lower.contains('@')
        || is_extension(&lower)
}

/// `x8321`, `ext. 31715`, `3-7060`: a telephone inside the house.
fn is_extension(lower: &str) -> bool {
    let bare = lower.trim();
    let figures = |text: &str, least: usize| {
        let text = text.trim_start_matches(['.', ' ', ':']);
        text.len() >= least && text.len() <= 8 && text.chars().all(|c| c.is_ascii_digit())
    };
    bare.strip_prefix("ext")
        .or(bare.strip_prefix('x'))
        .is_some_and(|rest| figures(rest, 3))
        || bare.split_once('-').is_some_and(|(one, rest)| {
            one.len() == 1 && figures(one, 1) && figures(rest, 4) && rest.len() == 4
        })
}

/// Whether a line ends as sentences do, `Ray Inc.` and `Legal Dept.` excepted.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end();
    let last = line
        .trim_end_matches('.')
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    line.ends_with(['?', '!', ':', ';', '。', '？', '！'])
        || line.ends_with('.')
            && !(last.chars().count() <= 4 && last.starts_with(char::is_uppercase))
}

/// A last paragraph that is a name with telephone, address or link: a contact block needs no
/// closing above it. A nickname alone on the line above belongs to it.
pub(super) fn contact_block(lines: &[&str], end: usize) -> Option<usize> {
    let blank = |at: &usize| {
        lines
            .get(*at)
            .is_some_and(|l| l.trim().is_empty() || is_rule(l))
    };
    let mut start = (0..end).rev().find(blank).map_or(0, |at| at + 1);
    // The telephone may stand in a paragraph of its own below name and office.
    if lines.get(start..end)?.iter().all(|l| is_contact(l)) {
        let above = (0..start)
            .rev()
            .find(|at| !blank(at))
            .map_or(0, |at| at + 1);
        let name = (0..above).rev().find(blank).map_or(0, |at| at + 1);
        if (1..=4).contains(&(above - name.min(above)))
            && lines.get(name).is_some_and(|l| is_namely(l, 4))
        {
            start = name;
        }
    }
    let block: Vec<&str> = lines
        .get(start..end)?
        .iter()
        .copied()
        .filter(|l| !l.trim().is_empty())
        .collect();
    // `bob` over `Bob Ray`.
    let nick = block.first()?.trim();
    let nicked = nick.chars().count() <= 12
        && nick.chars().all(char::is_alphabetic)
        && block.get(1).is_some_and(|l| is_namely(l, 4));
    let first = if nicked { block.get(1)?.trim() } else { nick };
    let contacts = block.iter().filter(|l| is_contact(l)).count();
    let short = |l: &&str| {
        let l = l.trim();
        is_contact(l) && l.chars().count() <= 90
            || l.split_whitespace().count() <= 8 && !ends_sentence(l)
    };
    let named = is_namely(first, 4) || is_office(first) || is_signed(first);
    let fits = (2..=12).contains(&block.len())
        && contacts >= 1
        && named
        && !is_greeting(first)
        && !is_greeting(nick);
    if !fits
        || !block.iter().all(short)
        || !block.iter().all(|l| !l.contains(['¥', '￥', '€', '$']))
    {
        return None;
    }
    // Something must be left to be signed.
    let above = (0..start).rev().find(|at| !blank(at))?;
    // Below `Please send it to:` or a greeting the block is the message.
    if lines
        .get(above)?
        .trim_end()
        .ends_with([':', '：', ',', '，'])
    {
        return None;
    }
    let nickname = lines.get(above).map(|l| l.trim()).filter(|l| {
        l.chars().count() <= 12 && l.chars().all(char::is_alphabetic) && !is_greeting(l)
    });
    let alone = above.checked_sub(1).is_some_and(|at| blank(&at));
    let earlier = (0..above).any(|at| !blank(&at));
    Some(if nickname.is_some() && alone && earlier {
        above
    } else {
        start
    })
}
