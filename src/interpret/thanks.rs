//! Thanks and nothing else: what a late answer may say without anybody having to read it.

use super::clauses;
use crate::model::{Reading, Reply, SignalKind, is_han};

const THANKS: &[&str] = &[
    "thank",
    "thx",
    "cheers",
    "much appreciated",
    "appreciate",
    "great",
    "perfect",
    "wonderful",
    "super",
    "excellent",
    "lovely",
    "brilliant",
    "fantastic",
    "ok",
    "okay",
    "noted",
    "got it",
    "received",
    "understood",
    "all good",
    "no problem",
    "no worries",
    "welcome",
    "with pleasure",
    "my pleasure",
    "glad",
    "happy to help",
    "looking forward",
    "look forward",
    "have a",
    "enjoy",
    "best",
    "regards",
    "all the best",
    "good",
    "sure",
    "fine",
    "谢",
    "感谢",
    "好的",
    "收到",
    "辛苦",
    "不客气",
    "明白",
    "了解",
    "没问题",
    "不用谢",
    "合作愉快",
    "愉快",
    "祝",
    "太好了",
    "很好",
    "客气",
    "期待",
];

/// Polite phrases with words in them that would trouble.
const POLITE: &[&str] = &[
    "no problem",
    "no problems",
    "not a problem",
    "without any problem",
    "looking forward",
    "look forward",
    "no need to reply",
    "没问题",
    "没有问题",
    "不用谢",
    "不客气",
    "不好意思",
];

/// Words of somebody who has more to say.
const MORE: &[&str] = &[
    "but",
    "however",
    "although",
    "though",
    "please",
    "could",
    "can",
    "need",
    "needs",
    "want",
    "wants",
    "stop",
    "stopped",
    "hold",
    "wait",
    "wrong",
    "error",
    "errors",
    "mistake",
    "missing",
    "missed",
    "change",
    "changed",
    "changes",
    "instead",
    "unfortunately",
    "problem",
    "problems",
    "issue",
    "issues",
    "correct",
    "corrected",
    "correction",
    "update",
    "updated",
    "new",
    "not",
    "never",
    "cancel",
    "cancelled",
    "postpone",
    "postponed",
    "delay",
    "delayed",
    "attached",
    "also",
    "question",
    "when",
    "which",
    "why",
    "how",
    "what",
    "still",
    "until",
    "only",
    "one",
    "if",
    "invoice",
    "pay",
    "paid",
    "payment",
    "note",
    "see",
    "don't",
    "didn't",
    "won't",
    "can't",
    "cannot",
    "doesn't",
    "isn't",
    "haven't",
    "hasn't",
    "here",
];
const MORE_ZH: &[&str] = &[
    "但", "不过", "然而", "请", "麻烦", "需要", "想要", "错", "改", "停", "还", "缺", "更新", "补",
    "问题", "取消", "推迟", "延", "附件", "另外", "不", "没", "未", "什么", "多少", "几", "吗",
    "呢", "哪", "发票", "付", "款", "注意", "重新", "只",
];

/// Words in a sentence of thanks; who writes more says more.
const LONGEST: usize = 14;
/// The same in Chinese characters.
const LONGEST_HAN: usize = 24;

/// Whether a reply thanks, or takes note, and says nothing else.
#[must_use]
pub fn only_thanks(reading: &Reading) -> bool {
    let mild = matches!(reading.reply, Reply::Acknowledged | Reply::None);
    let kinds = reading
        .signals
        .iter()
        .all(|s| s.kind == SignalKind::Acknowledged);
    mild && kinds
        && clauses::sentences(&reading.own_text)
            .iter()
            .all(|s| s.heard().greeting() || !s.asks && is_thanks(&s.plain))
}

/// Whether a line thanks, greets or names somebody, and says nothing else.
pub(super) fn is_courtesy(line: &str) -> bool {
    !line.contains(|c: char| c.is_ascii_digit())
        && clauses::sentences(line)
            .iter()
            .all(|s| s.heard().greeting() || !s.asks && is_thanks(&s.plain))
}

fn is_thanks(plain: &str) -> bool {
    let mut rest = plain.to_owned();
    let mut polite = false;
    for phrase in POLITE {
        if rest.contains(phrase) {
            polite = true;
            rest = rest.replace(phrase, " ");
        }
    }
    let words: Vec<&str> = rest
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|w| !w.is_empty())
        .collect();
    let han = rest.chars().filter(|c| is_han(*c)).count();
    let thanks = polite || THANKS.iter().any(|t| plain.contains(t));
    let more = words.iter().any(|w| MORE.contains(w)) || MORE_ZH.iter().any(|m| rest.contains(m));
    // A name, a place, a date below the thanks.
    let bare = words.len() <= 3 && han <= 6;
    (thanks || bare) && !more && words.len() <= LONGEST.max(han) && han <= LONGEST_HAN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::answer;

    fn quiet(text: &str) -> bool {
        only_thanks(&answer("papers", text))
    }

    #[test]
    fn thanks_are_told_from_what_comes_with_them() {
        for text in [
            "Thanks!",
            "Thank you very much, Ines.",
            "Great, thanks a lot. Have a nice weekend!",
            "Noted, thank you.",
            "好的，谢谢！",
            "收到，辛苦了。",
        ] {
            assert!(quiet(text), "{text}");
        }
        for text in [
            "Thanks. Our director now wants the whole thing put on ice for a while.",
            "Thank you! Please note that the map has an error on page 3.",
            "Thanks, but we cannot use the second picture.",
            "Many thanks, one correction: the street is called Hafenweg.",
            "谢谢，不过第二页的电话错了。",
            "收到。另外我们老板想把项目停一停。",
        ] {
            assert!(!quiet(text), "{text}");
        }
    }
}
