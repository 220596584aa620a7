//! "Both", where it stands for the items themselves and not for two of something else: "both were
//! paid", but "which of the two formats".

/// Words for all there are, and how many that is.
const ALL: &[(&str, usize)] = &[
    ("both", 2),
    ("the two", 2),
    ("two", 2),
    ("all three", 3),
    ("three", 3),
    ("all four", 4),
    ("两个都", 2),
    ("两件", 2),
    ("两份", 2),
    ("两笔", 2),
    ("两张", 2),
    ("两项", 2),
    ("三份", 3),
    ("三笔", 3),
    ("三张", 3),
    ("三项", 3),
];

/// Bare numbers, which count something that has to be named.
const NUMBERS: &[&str] = &["two", "three"];

/// What items are called.
const ITEMS: &[&str] = &[
    "invoices", "bills", "payments", "amounts", "sums", "items", "requests", "matters", "things",
    "points",
];

/// Whose or which, before a name.
const WHOSE: &[&str] = &[
    "your",
    "the",
    "our",
    "my",
    "of",
    "open",
    "outstanding",
    "remaining",
    "other",
    "overdue",
];

/// Words that stand for what was named before.
const THEM: &[&str] = &["them", "these", "those", "which"];

/// Words that begin no name.
const NO_NAME: &[&str] = &[
    "after",
    "again",
    "already",
    "and",
    "are",
    "arrive",
    "arrived",
    "as",
    "at",
    "be",
    "before",
    "but",
    "by",
    "came",
    "can",
    "come",
    "could",
    "did",
    "do",
    "follow",
    "followed",
    "for",
    "from",
    "get",
    "go",
    "got",
    "had",
    "has",
    "have",
    "here",
    "if",
    "in",
    "is",
    "just",
    "later",
    "left",
    "may",
    "might",
    "must",
    "need",
    "next",
    "not",
    "now",
    "on",
    "once",
    "or",
    "shall",
    "should",
    "so",
    "soon",
    "still",
    "then",
    "there",
    "to",
    "today",
    "together",
    "tomorrow",
    "tonight",
    "until",
    "went",
    "were",
    "when",
    "will",
    "with",
    "within",
    "would",
    "yesterday",
];

/// What is done with items; a name may follow ("both attached files").
const DONE: &[&str] = &[
    "approved",
    "attached",
    "cleared",
    "completed",
    "delivered",
    "done",
    "enclosed",
    "finished",
    "mailed",
    "paid",
    "posted",
    "provided",
    "received",
    "remitted",
    "sent",
    "settled",
    "submitted",
    "transferred",
    "uploaded",
    "wired",
];

/// How what follows begins in Chinese, where it names nothing else.
const NO_NAME_ZH: &[&str] = &[
    "都", "已", "均", "款", "发票", "账单", "帐单", "全", "会", "将", "我", "也", "一起", "尚",
    "还", "要", "请", "是", "在", "下", "明", "今", "昨", "本", "待", "预", "稍", "费", "钱", "事",
    "资料", "材料", "可", "不", "未", "没", "付",
];

/// A text in lower case whose wrapped lines are one: a line that goes on without a capital.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let goes_on = line.trim_start().starts_with(char::is_lowercase);
        out.push(if goes_on { ' ' } else { '\n' });
        out.push_str(line);
    }
    out.to_lowercase()
}

/// The words for all there are, with how many, if a text says so of its items.
pub(super) fn both(own: &str) -> Option<(&'static str, usize)> {
    let own = unwrapped(own);
    let mut all = ALL.iter().copied();
    all.find(|(words, _)| {
        own.match_indices(words).any(|(at, _)| {
            let before = own.get(..at).unwrap_or_default();
            let after = own
                .get(at.saturating_add(words.len())..)
                .unwrap_or_default();
            if !words.is_ascii() {
                return *words == "两个都" || names_nothing_zh(after);
            }
            let apart = !before.ends_with(char::is_alphanumeric)
                && !after.starts_with(char::is_alphanumeric);
            apart && stands(after, NUMBERS.contains(words))
        })
    })
}

fn names_nothing_zh(after: &str) -> bool {
    let next = after.trim_start().chars().next();
    next.is_none_or(|c| !c.is_alphabetic())
        || NO_NAME_ZH
            .iter()
            .any(|word| after.trim_start().starts_with(word))
}

/// Whether what follows names items or nothing; after a bare number it has to name them.
fn stands(after: &str, named: bool) -> bool {
    let mut words = words(after);
    let mut first = words.next();
    let mut of = false;
    while let Some(word) = first.filter(|word| WHOSE.contains(word)) {
        of |= word == "of";
        first = words.next();
    }
    let Some(word) = first else { return !named };
    if ITEMS.contains(&word) || of && THEM.contains(&word) {
        return true;
    }
    let open = |word: &str| NO_NAME.contains(&word);
    !named && (open(word) || DONE.contains(&word) && words.next().is_none_or(open))
}

/// The words of a clause, up to its end.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '\'' | '’' | '-');
    let clause = text.split(ends).next().unwrap_or_default();
    clause.split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::both;

    #[test]
    fn both_are_the_items_unless_something_else_is_counted() {
        for (own, count) in [
            ("both were paid yesterday.", Some(2)),
            ("we paid both.", Some(2)),
            ("you will get both on 24 march", Some(2)),
            ("we have paid both invoices today", Some(2)),
            ("both of them are on the way", Some(2)),
            ("both of your invoices were settled", Some(2)),
            ("the two outstanding invoices follow next week", Some(2)),
            ("two invoices were paid", Some(2)),
            ("both sent today", Some(2)),
            ("both done", Some(2)),
            ("all three will follow", Some(3)),
            ("三笔款已付", Some(3)),
            ("两张发票今天都付了", Some(2)),
            ("两份都在附件里", Some(2)),
            ("两份，请查收", Some(2)),
            ("which of the two formats do you need?", None),
            ("do you need both versions?", None),
            ("both attached files are final", None),
            ("both anna and tim are away", None),
            ("sorry to bother you", None),
            ("it takes the two of us a week", None),
            ("we set both\n  clocks to that time", None),
            ("We paid both\nRegards\nBob", Some(2)),
            ("we have paid both\nof your invoices", Some(2)),
            ("two weeks from now", None),
            ("the two people in charge are away", None),
            ("两份合同还在盖章", None),
            ("两张照片明天发", None),
            ("照片要两张什么尺寸的？", None),
        ] {
            assert_eq!(both(own).map(|(_, n)| n), count, "{own}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(own in "(\\PC|both|the two |两份| of | invoices){0,40}") {
            let _ = both(&own);
        }
    }
}
