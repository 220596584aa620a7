//! What stands below the sender's own words: closing, name, contact block, device line, disclaimer.

use super::quotes::is_rule;
use super::words::{CLOSING, DEVICE, DISCLAIMER_PROOF, DISCLAIMER_START, WISHES};

/// Cuts a stretch of own lines into words and signature.
pub(super) fn cut<'a, 'x>(lines: &'a [&'x str]) -> (&'a [&'x str], &'a [&'x str]) {
    let mut end = trimmed(lines, lines.len());
    if let Some(at) = disclaimer(lines, end) {
        end = trimmed(lines, at);
    }
    if let Some(at) = dashes(lines, end) {
        end = trimmed(lines, at);
    }
    if let Some(at) = closing(lines, end) {
        end = trimmed(lines, at);
    } else if let Some(at) = name_block(lines, end) {
        end = trimmed(lines, at);
        // `Thanks!` above the name.
        if let Some(at) = closing(lines, end) {
            end = trimmed(lines, at);
        }
    }
    lines.split_at_checked(end).unwrap_or((lines, &[]))
}

/// Drops blank lines, rules and device lines at the end.
fn trimmed(lines: &[&str], mut end: usize) -> usize {
    while let Some(line) = end.checked_sub(1).and_then(|at| lines.get(at)) {
        if !(line.trim().is_empty()
            || is_rule(line)
            || is_device(line)
            || line.trim() == "\u{1427}")
        {
            break;
        }
        end -= 1;
    }
    end
}

fn is_device(line: &str) -> bool {
    let bare = line
        .trim()
        .trim_start_matches(['-', '—', '*', '_', '(', '[', '【', ' ', '<', '•'])
        .to_lowercase();
    bare.chars().count() <= 70 && DEVICE.iter().any(|words| bare.starts_with(words)) && !bare.ends_with('?') && !bare.ends_with('？')
        // `Sent via courier on Monday` and `Sent from our office today` are news, not a device.
        && (!bare.starts_with("sent ") || ["iphone", "ipad", "android", "samsung", "galaxy", "phone", "mobile", "blackberry", "outlook", "mail", "huawei", "xiaomi", "pixel", "tablet", "mac", "watch", "hey", "superhuman", "proton", "spark", "app", "device", "handheld", "nokia", "wireless", "verizon", "at&t", "t-mobile", "oneplus", "sony", "htc", "windows", "surface", "oppo", "vivo", "redmi", "browser", "treo", "palm", "my "].iter().any(|word| bare.contains(word)))
        && (!(bare.starts_with("enviado") || bare.starts_with("verzonden") || bare.starts_with("gesendet") || bare.starts_with("lähetetty")) || !bare.contains("2026") && !bare.contains('@'))
}

/// First line of a legal disclaimer, if one ends this stretch.
fn disclaimer(lines: &[&str], end: usize) -> Option<usize> {
    for at in 0..end {
        let line = lines.get(at)?.trim();
        let lower: String = line
            .trim_start_matches(['*', '-', '_', ' ', '(', '[', '【', '#', '=', '•', '"'])
            .chars()
            .take(160)
            .collect::<String>()
            .to_lowercase();
        if !DISCLAIMER_START
            .iter()
            .any(|words| lower.starts_with(words))
        {
            continue;
        }
        let paragraph: String = lines
            .iter()
            .take(end)
            .skip(at)
            .take(14)
            .map(|l| l.to_lowercase())
            .collect::<Vec<_>>()
            .join(" ");
        let proofs = DISCLAIMER_PROOF
            .iter()
            .filter(|words| paragraph.contains(**words))
            .count();
        // One such word may stand in a letter about confidentiality; disclaimers pile them up.
        let first = lines.iter().take(at).all(|l| l.trim().is_empty());
        if (proofs >= 2
            || proofs == 1 && lower.contains("before printing")
            || lower.contains("environment before"))
            && !first
        {
            // A rule above it is its frame.
            return Some(at);
        }
    }
    None
}

/// RFC 3676 §4.3: a line of two dashes; programs drop the space behind them.
fn dashes(lines: &[&str], end: usize) -> Option<usize> {
    let at = (0..end).rev().find(|at| {
        lines.get(*at).is_some_and(|l| {
            let l = l.trim();
            matches!(l, "--" | "—" | "---" | "——" | "– –" | "- -")
                || l.chars().count() >= 18 && l.chars().all(|c| c == '_')
        })
    })?;
    let below = lines
        .iter()
        .take(end)
        .skip(at + 1)
        .filter(|l| !l.trim().is_empty())
        .count();
    (below <= 14).then_some(at)
}

/// Whether a line is a closing, with or without a name behind it.
fn is_closing(line: &str) -> bool {
    let bare = line
        .trim()
        .trim_matches(|c: char| " *_~-—>/\\\u{3000}^:)😊🙏".contains(c));
    let count = bare.chars().count();
    if bare.is_empty() || count > 60 {
        return false;
    }
    let tidy = |text: &str| {
        text.trim()
            .trim_end_matches([
                ',', '.', '!', ';', '，', '。', '！', '、', '~', '～', '…', ':', '：',
            ])
            .trim()
            .replace('’', "'")
            .to_lowercase()
    };
    let whole = tidy(bare);
    if CLOSING.contains(&whole.as_str()) {
        return true;
    }
    // `Best regards / Viele Grüße`, `Thanks, Bob`, `谢谢！ 王芳`.
    if let Some((head, tail)) =
        bare.split_once([',', '!', '，', '！', '.', '/', ';', '–', '-', '。'])
    {
        let tail = tail
            .trim()
            .trim_matches([',', '.', '!', '，', '。', '！', ' ', '-']);
        if CLOSING.contains(&tidy(head).as_str())
            && (tail.is_empty() || CLOSING.contains(&tidy(tail).as_str()) || is_namely(tail, 4))
        {
            return true;
        }
    }
    let wish = WISHES.iter().any(|w| bare.starts_with(w))
        && count <= 14
        && !bare.contains(['？', '?', '：', ':']);
    wish && [
        "好", "祺", "安", "利", "快", "乐", "福", "绥", "礼", "康", "意", "隆", "旺", "吉", "颂",
        "祝",
    ]
    .iter()
    .any(|c| tidy(bare).ends_with(c) || bare.contains("顺"))
}

/// Where the closing of a letter begins: nothing but short lines may follow it.
fn closing(lines: &[&str], end: usize) -> Option<usize> {
    let mut found = None;
    let mut seen = 0;
    for at in (0..end).rev() {
        let line = lines.get(at)?;
        if line.trim().is_empty() {
            continue;
        }
        seen += 1;
        if seen > 16 {
            break;
        }
        if is_closing(line) {
            found = Some(at);
        } else if !is_short(line) {
            break;
        }
    }
    // A mail of thanks alone keeps its thanks.
    found.filter(|at| lines.iter().take(*at).any(|l| !l.trim().is_empty()))
}

/// Short enough, and not a sentence: a line of a contact block.
fn is_short(line: &str) -> bool {
    let line = line.trim();
    let count = line.chars().count();
    let han = line
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count();
    if is_device(line) || is_rule(line) {
        return true;
    }
    if line.contains(['?', '？']) || line.ends_with(['。', '！', '；']) && han > 4 {
        return false;
    }
    if han > 0 {
        return count <= 60 && !line.contains('，') && !line.contains('。')
            || is_contact(line) && count <= 90;
    }
    let words = line.split_whitespace().count();
    let sentence = line.ends_with(['.', '!', ':']) && words > 5 && !is_contact(line);
    count <= 80 && !sentence && (words <= 12 || is_contact(line))
}

/// Telephone, address or link on it.
fn is_contact(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.chars().filter(char::is_ascii_digit).count() >= 7 && !line.contains(['¥', '￥', '$', '€'])
        || lower.contains("www.")
        || lower.contains("http")
        || lower.contains('@')
        || [
            "tel", "phone", "mobile", "fax", "电话", "手机", "传真", "邮箱", "地址", "微信",
            "e-mail:", "email:", "mobil", "cell:",
        ]
        .iter()
        .any(|word| lower.starts_with(word))
}

/// One to `most` words that could be a person's name: capitals, or a few hanzi.
fn is_namely(text: &str, most: usize) -> bool {
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

/// A last paragraph that is a name, or a name with firm and contacts, without a closing above.
fn name_block(lines: &[&str], end: usize) -> Option<usize> {
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
    // The words above must be finished: a list of names may be the answer itself.
    let finished = above.ends_with(['.', '!', '?', '。', '！', '？', ')', '）', '~', '…']);
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

fn is_greeting(text: &str) -> bool {
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
