//! The base subject: reply and forward marks of any language and list tags gone.

/// Marks before a colon, lower case. Sources: Outlook, Gmail, Notes, Foxmail, QQ and NetEase in
/// their languages.
const MARKS: &[&str] = &[
    "re",
    "r",
    "aw",
    "antw",
    "antwort",
    "sv",
    "vs",
    "vá",
    "odp",
    "ynt",
    "res",
    "rif",
    "rv",
    "enc",
    "tr",
    "wg",
    "fw",
    "fwd",
    "fs",
    "vb",
    "vl",
    "pd",
    "i",
    "továbbítás",
    "doorst",
    "vidresend",
    "ref",
    "atb",
    "bls",
    "trs",
    "yml",
    "ilt",
    "回复",
    "回覆",
    "答复",
    "答覆",
    "转发",
    "轉寄",
    "轉發",
    "转寄",
    "返信",
    "転送",
    "回信",
    "回",
    "转",
    "fyi",
    "fw转发",
    "отв",
    "ответ",
    "на",
    "пересл",
    "re回复",
    "回复re",
    "automatic reply",
    "自动回复",
    "自動回覆",
    "自動回復",
    "自动答复",
    "out of office",
    "automatische antwort",
    "réponse automatique",
    "respuesta automática",
    "undeliverable",
    "accepted",
    "declined",
    "tentative",
    "updated",
    "canceled",
    "已接受",
    "已拒绝",
    "已读",
    "read",
    "resposta automática",
    "risposta automatica",
    "abwesend",
    "abwesenheitsnotiz",
    "autosvar",
    "auto",
    "auto re",
    "auto reply",
    "gelesen",
];

/// Subject without reply and forward marks of any language, white space folded.
#[must_use]
pub fn base_subject(subject: &str) -> String {
    let folded = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = folded.as_str();
    loop {
        let next = without_tag(without_mark(rest.trim_start()).trim_start());
        if next.len() == rest.len() {
            break;
        }
        rest = next;
    }
    let rest = rest.trim();
    // `(fwd)` at the end is Pine's and Elm's mark.
    let rest = rest
        .strip_suffix("(fwd)")
        .or_else(|| rest.strip_suffix("(Fwd)"))
        .unwrap_or(rest)
        .trim();
    if rest.is_empty() {
        String::new()
    } else {
        rest.to_owned()
    }
}

/// Whether the subject begins with a forward mark (after other marks).
#[must_use]
pub(crate) fn is_forward(subject: &str) -> bool {
    let mut rest = subject.trim_start();
    loop {
        let head: String = rest
            .chars()
            .take_while(|c| !matches!(c, ':' | '：'))
            .take(24)
            .collect::<String>()
            .trim()
            .to_lowercase();
        if matches!(
            head.as_str(),
            "fw" | "fwd"
                | "wg"
                | "tr"
                | "rv"
                | "enc"
                | "vb"
                | "i"
                | "转发"
                | "轉寄"
                | "轉發"
                | "转寄"
                | "転送"
                | "转"
                | "doorst"
                | "pd"
                | "vl"
                | "vidresend"
                | "inoltra"
        ) {
            return true;
        }
        let next = without_tag(without_mark(rest).trim_start()).trim_start();
        if next.len() == rest.len() {
            return false;
        }
        rest = next;
    }
}

/// Drops one `Mark:`, `Mark[2]:`, `Mark(2):` or `Mark^2:` with either colon.
fn without_mark(text: &str) -> &str {
    let Some((at, colon)) = text
        .char_indices()
        .take(32)
        .find(|(_, c)| matches!(c, ':' | '：' | '﹕'))
    else {
        return text;
    };
    let Some(head) = text.get(..at) else {
        return text;
    };
    let head = head.trim_end();
    let bare = head.trim_end_matches(|c: char| c.is_ascii_digit() || "[]()^*# （）".contains(c));
    let mark = bare.trim().to_lowercase();
    if !MARKS.contains(&mark.as_str()) {
        return text;
    }
    text.get(at + colon.len_utf8()..)
        .map_or(text, str::trim_start)
}

/// Drops one `[list tag]` in front, unless nothing or only a number of ours (`[#42]`) would go.
fn without_tag(text: &str) -> &str {
    let (close, inner) = match text.strip_prefix('[') {
        Some(inner) => (']', inner),
        None => match text.strip_prefix('【') {
            Some(inner) => ('】', inner),
            None => return text,
        },
    };
    let Some(end) = inner
        .char_indices()
        .take(41)
        .find(|(_, c)| *c == close)
        .map(|(at, _)| at)
    else {
        return text;
    };
    let (tag, rest) = (
        inner.get(..end).unwrap_or_default(),
        inner.get(end + close.len_utf8()..).unwrap_or_default(),
    );
    // A Chinese 【…】 is the subject's own headline as often as a tag: only marks are dropped.
    if close == '】'
        && !matches!(
            tag.to_lowercase().as_str(),
            "external" | "外部" | "外部邮件" | "外部郵件" | "回复" | "转发"
        )
    {
        return text;
    }
    if rest.trim().is_empty() {
        text
    } else {
        rest.trim_start()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_tags_go() {
        for (subject, want) in [
            ("Re: Contract", "Contract"),
            ("RE: FW: Re[2]: Contract", "Contract"),
            ("回复：答复: 转发：合同  盖章", "合同 盖章"),
            ("AW: WG: Rechnung 12", "Rechnung 12"),
            ("[list] Re: [list] Hello", "Hello"),
            ("Re: [EXTERNAL] Re: Hello (fwd)", "Hello"),
            ("SV: Sv: Avtal", "Avtal"),
            ("Re：報價", "報價"),
            ("回复:Re:logo", "logo"),
            ("Invoice: due soon", "Invoice: due soon"),
            ("[#42]", "[#42]"),
            ("Re:", ""),
            ("Reminder: x", "Reminder: x"),
            ("12:30 call", "12:30 call"),
        ] {
            assert_eq!(base_subject(subject), want, "{subject}");
        }
    }

    #[test]
    fn forwards_are_told_from_replies() {
        assert!(is_forward("Fwd: x") && is_forward("Re: FW: x") && is_forward("转发：合同"));
        assert!(!is_forward("Re: x") && !is_forward("回复：合同"));
    }
}
