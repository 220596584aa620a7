//! The verbs of product.md 5 in both languages.

use crate::model::Verb;

/// What a verb takes after its item numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing.
    Nothing,
    /// Nothing, or `all`.
    All,
    /// A day.
    Date,
    /// A day or a span.
    DateOrSpan,
    /// An amount or numbers of asks.
    Part,
    /// `invoice` or `request`.
    Kind,
    /// An address.
    Address,
    /// A day and an address; or that it is over.
    Away,
    /// Words.
    Words,
}

/// Verb, what it takes, its words.
pub(super) const VERBS: &[(Verb, Takes, &[&str])] = &[
    (Verb::Done, Takes::Nothing, &["done", "完成", "已完成"]),
    (
        Verb::Paid,
        Takes::Nothing,
        &["paid", "已付款", "已付", "已收款"],
    ),
    (Verb::Part, Takes::Part, &["part", "部分"]),
    (Verb::Due, Takes::Date, &["due", "截止"]),
    (Verb::Snooze, Takes::DateOrSpan, &["snooze", "延后"]),
    (Verb::Pause, Takes::All, &["pause", "暂停"]),
    (Verb::Resume, Takes::All, &["resume", "恢复"]),
    (Verb::Cancel, Takes::Nothing, &["cancel", "取消"]),
    (Verb::Reopen, Takes::Nothing, &["reopen", "re-open", "重开"]),
    (Verb::Chase, Takes::Nothing, &["chase", "催"]),
    (Verb::Open, Takes::Nothing, &["open", "跟踪"]),
    (Verb::Ok, Takes::All, &["ok", "okay", "同意"]),
    (Verb::Skip, Takes::Nothing, &["skip", "跳过"]),
    (Verb::Kind, Takes::Kind, &["kind", "类型"]),
    (Verb::Contact, Takes::Address, &["contact", "联系人"]),
    (Verb::Owner, Takes::Address, &["owner", "转交"]),
    (Verb::Away, Takes::Away, &["away", "休假"]),
    (Verb::Call, Takes::Words, &["call", "电话"]),
    (Verb::Note, Takes::Words, &["note", "备注"]),
    (Verb::Why, Takes::Nothing, &["why", "原因"]),
    (Verb::Status, Takes::Nothing, &["status", "状态"]),
    (Verb::List, Takes::Nothing, &["list", "列表"]),
    (Verb::Dossier, Takes::Nothing, &["dossier", "档案"]),
    (Verb::Undo, Takes::All, &["undo", "撤销"]),
    (Verb::Help, Takes::Nothing, &["help", "帮助"]),
    (Verb::Resend, Takes::Nothing, &["resend", "re-send", "重发"]),
    (Verb::Sent, Takes::Nothing, &["sent", "已发送", "已发出"]),
];

/// Words before a command that say nothing.
pub(super) const PLEASE: &[&str] = &[
    "please",
    "pls",
    "plz",
    "kindly",
    "请",
    "麻烦",
    "烦请",
    "帮我",
    "请帮我",
    "麻烦帮我",
];
/// Words after one.
pub(super) const THANKS: &[&str] = &[
    "please",
    "pls",
    "plz",
    "thanks",
    "thank you",
    "many thanks",
    "thx",
    "cheers",
    "ta",
    "谢谢",
    "多谢",
    "感谢",
    "谢了",
    "谢谢你",
    "辛苦了",
    "thanks a lot",
    "thank you very much",
    "拜托",
];
/// Whole lines that greet or close.
pub(super) const GREETINGS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "dear",
    "good morning",
    "good afternoon",
    "morning",
    "您好",
    "你好",
    "大家好",
    "早上好",
    "下午好",
    "早",
    "嗨",
];
/// Closings: what follows is signature.
pub(super) const CLOSINGS: &[&str] = &[
    "best",
    "best regards",
    "regards",
    "kind regards",
    "br",
    "cheers",
    "sincerely",
    "--",
    "此致",
    "祝好",
    "顺祝商祺",
    "best wishes",
    "warm regards",
];
/// Negations.
pub(super) const NOT: &[&str] = &[
    "not",
    "don't",
    "do not",
    "dont",
    "never",
    "no",
    "isn't",
    "hasn't",
    "haven't",
    "不要",
    "别",
    "没",
    "没有",
    "未",
    "尚未",
    "还没",
    "还没有",
    "不",
    "先不",
    "暂不",
    "先别",
    "不用",
    "勿",
    "并未",
];
/// Conditions, and reports of what somebody else did or may do.
pub(super) const IF: &[&str] = &[
    "if",
    "when",
    "once",
    "unless",
    "until they",
    "after they",
    "as soon as",
    "in case",
    "如果",
    "等",
    "要是",
    "一旦",
    "假如",
    "若",
    "的话",
    "除非",
    "只要",
    "以后再",
    "之后再",
];
