//! The block of a name, an office and its contacts that ends a letter.

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
                    || word.chars().count() > 1 && rest.starts_with(|c: char| c.is_ascii_digit())
            });
    line.chars().filter(char::is_ascii_digit).count() >= 7 && !line.contains(['¥', '￥', '$', '€'])
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
fn ends_sentence(line: &str) -> bool {
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
    let han = text
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count();
    if han > 0 {
        return han <= 4 && text.chars().count() <= 6;
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
    let named = is_namely(first, 4) || is_office(first);
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
    // The words above must be finished and no question: names below one may be its answer.
    let finished = above.ends_with(['.', '!', '。', '！', ')', '）', '~', '…']);
    let first = block.first()?;
    let (first_name, bar) = match first.split_once(['|', '｜']) {
        Some((name, _)) => (name.trim(), true),
        None => (
            first.trim_start_matches(['-', '—', '/', '~', '*', ' ']),
            false,
        ),
    };
    if block.len() > 8 || !finished || is_greeting(first_name) {
        return None;
    }
    let rest_short = block
        .iter()
        .skip(1)
        .all(|l| is_contact(l) || is_namely(l, 8) || l.contains(['|', '｜']) || is_office(l));
    let named = is_namely(first_name, 4) || is_office(first_name);
    (named && (bar || rest_short)).then_some(start)
}

/// A Chinese office with a name: `质量部 尹航`, `财务部`, `采购经理 李雷`.
fn is_office(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    (2..=20).contains(&count)
        && !text.contains(['，', '。', '？', '！', '：', ':', '、'])
        && [
            "部",
            "科",
            "公司",
            "中心",
            "经理",
            "总监",
            "主任",
            "办公室",
            "事务所",
            "集团",
            "财务",
            "会计",
            "助理",
            "工程师",
        ]
        .iter()
        .any(|word| text.contains(word))
        && ![
            "已", "请", "了", "的", "不", "我", "你", "您", "在", "是", "要",
        ]
        .iter()
        .any(|word| text.contains(word))
}

/// Whether a line greets or is an answer of one word.
pub(super) fn is_greeting(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "hi",
        "hello",
        "dear",
        "hey",
        "yes",
        "no",
        "ok",
        "okay",
        "done",
        "paid",
        "sent",
        "attached",
        "好的",
        "收到",
        "已付",
        "已付款",
        "同意",
        "可以",
        "不行",
        "没有",
        "确认",
        "完成",
        "明白",
        "知道了",
        "已发",
        "approved",
        "confirmed",
        "agreed",
        "received",
        "noted",
        "delivered",
        "cancelled",
        "none",
        "both",
        "all",
        "stop",
        "unsubscribe",
        "退订",
    ]
    .iter()
    .any(|word| {
        lower == *word
            || word.is_ascii() && lower.split(|c: char| !c.is_alphanumeric()).next() == Some(word)
    })
}
