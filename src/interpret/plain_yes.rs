//! A yes and nothing else, as people answer a colleague who asks whether a mail may go: "ok, thanks",
//! "Yes, please send it.", 好的，发吧.

use super::clauses;

const YES: &[&str] = &[
    "yes",
    "yep",
    "yeah",
    "yup",
    "sure",
    "ok",
    "okay",
    "okey",
    "fine",
    "all right",
    "alright",
    "good",
    "great",
    "perfect",
    "please",
    "please do",
    "yes please",
    "agreed",
    "approved",
    "go",
    "go ahead",
    "please go ahead",
    "go for it",
    "fine by me",
    "fine with me",
    "fine for me",
    "that is fine",
    "that's fine",
    "this is fine",
    "it's fine",
    "looks good",
    "looks fine",
    "looks good to me",
    "sounds good",
    "all good",
    "that's ok",
    "that is ok",
    "that's okay",
    "ok for me",
    "ok by me",
    "ok with me",
    "good to go",
    "of course",
    "absolutely",
    "certainly",
    "no objections",
    "no objection",
    "no problem",
    "correct",
    "right",
    "好",
    "好的",
    "好呀",
    "好啊",
    "好吧",
    "可以",
    "可以的",
    "行",
    "行的",
    "没问题",
    "同意",
    "嗯",
    "嗯嗯",
    "对",
    "是的",
    "没意见",
    "无异议",
    "通过",
    "批准",
];

const SEND: &[&str] = &[
    "send it",
    "send them",
    "send it please",
    "please send it",
    "please send them",
    "please send",
    "send",
    "do send it",
    "send it out",
    "send them out",
    "please send it out",
    "send it off",
    "you can send it",
    "you may send it",
    "you can send them",
    "you can send it out",
    "go ahead and send it",
    "let it go",
    "let it go out",
    "let them go out",
    "it can go",
    "it can go out",
    "it may go",
    "it may go out",
    "they can go out",
    "yes please send it",
    "yes send it",
    "ok send it",
    "ok to send",
    "send away",
    "发",
    "发吧",
    "发送",
    "发送吧",
    "发出",
    "发出吧",
    "发出去",
    "发出去吧",
    "请发",
    "请发送",
    "请发出",
    "可以发",
    "可以发了",
    "可以发送",
    "可以发出",
    "就这样发",
    "就这样发吧",
    "照发",
    "照发吧",
    "那就发吧",
    "就发吧",
    "发了吧",
    "可以发吧",
    "麻烦发一下",
    "发一下吧",
];

const THANKS: &[&str] = &[
    "thanks",
    "thank you",
    "many thanks",
    "thanks a lot",
    "thx",
    "ty",
    "cheers",
    "thanks so much",
    "thank you very much",
    "谢谢",
    "多谢",
    "感谢",
    "辛苦了",
    "辛苦",
    "谢谢你",
    "谢谢您",
];

const CLOSINGS: &[&str] = &[
    "best",
    "best regards",
    "kind regards",
    "regards",
    "br",
    "bw",
    "best wishes",
    "cheers",
    "many thanks",
];

/// Whether words are no more than a yes, with its thanks, greeting and signature.
#[must_use]
pub fn is_plain_yes(own: &str) -> bool {
    let mut yes = false;
    let mut lines = own.lines().map(str::trim).filter(|l| !l.is_empty());
    let first = lines.next();
    let mut said = false;
    for line in first.into_iter().chain(lines) {
        let plain = clauses::fold(line);
        let bare = plain.trim_matches(|c: char| !c.is_alphanumeric());
        // A name below the yes, or below a closing.
        let name =
            bare.split_whitespace().count() <= 2 && !bare.contains(|c: char| c.is_ascii_digit());
        if said && (CLOSINGS.contains(&bare) || yes && name && !pieces_say(bare)) {
            return yes;
        }
        let greets = ["hi", "hello", "hey", "dear", "您好", "你好"];
        if !said && greets.iter().any(|g| bare.starts_with(g)) && !line.contains(['.', '?', '。'])
        {
            let rest = plain
                .split_once([',', '!', ':'])
                .map_or("", |(_, rest)| rest);
            if rest.trim().is_empty() {
                continue;
            }
        }
        if plain.contains('?') {
            return false;
        }
        for piece in plain.split(|c: char| ",.!;:。、~…".contains(c)) {
            let piece = piece.trim().trim_matches(|c: char| !c.is_alphanumeric());
            if piece.is_empty() || THANKS.contains(&piece) {
                continue;
            }
            if !YES.contains(&piece) && !SEND.contains(&piece) {
                return false;
            }
            yes = true;
        }
        said = true;
    }
    yes
}

/// Whether a short line says anything of its own.
fn pieces_say(bare: &str) -> bool {
    const SAYS: &[&str] = &[
        "no", "not", "wait", "stop", "hold", "skip", "later", "tomorrow", "but", "done", "paid",
        "cancel", "不", "别", "等", "停", "先", "但", "明天", "后天", "完成",
    ];
    bare.split_whitespace().any(|word| SAYS.contains(&word))
        || SAYS
            .iter()
            .any(|word| !word.is_ascii() && bare.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_is_no_more_than_a_yes() {
        for own in [
            "ok, thanks",
            "Yes, please send it.",
            "Yes please!",
            "Hi,\n\nplease go ahead.\n\nBest regards\nInes",
            "Looks good, send it.\nInes",
            "好的，发吧",
            "可以，发吧。",
            "没问题，辛苦了。",
        ] {
            assert!(is_plain_yes(own), "{own}");
        }
        for own in [
            "thanks",
            "ok, but wait until Monday",
            "Yes, he paid.",
            "ok?",
            "Please don't send it.",
            "no",
            "好的，先别发。",
            "可以，明天再发",
            "ok\nwait",
            "send it to Eve",
            "",
        ] {
            assert!(!is_plain_yes(own), "{own}");
        }
    }
}
