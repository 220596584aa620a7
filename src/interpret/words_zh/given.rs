//! What stands behind the number of an ask and hands nothing over.

/// A point that is still open.
pub(in crate::interpret) const OPEN: &[&str] = &[
    "待(?:定|确认|补|提供|定稿|审|批|回复|更新|完善)",
    "稍后|晚点|晚些|回头|随后|尽快|马上|过几天|过两天|改天",
    "(?:之后|以后|过后|后|再|才|节后|会后)(?:再)?(?:给|发|提供|补|说|定|回复|确认)",
    "还没|尚未|未定|没定|没好|不知道|不清楚|不确定",
    "(?:进行|制作|准备|审批|确认|整理|办理|设计|印刷)中",
    "(?:正在|在)(?:做|写|拍|办|审|准备|整理|等|找|弄|催|确认|制作|设计|印)",
    "等[^,。!?;]{0,8}(?:回复|确认|通知|消息|定|批)",
];
/// Somebody else sees to it.
pub(in crate::interpret) const BY_ANOTHER: &[&str] = &[
    "^(?:由|找|问|让|请)[^,。!?;]{1,8}$",
    "^[^,。!?;]{1,4}(?:在弄|在做|在办|在处理|在跟|负责|来弄|来做|会给|会发|会弄|那里有|那边有|那儿有)$",
];
/// There is none of it: an answer, or a refusal; or no word at all.
pub(in crate::interpret) const NONE: &[&str] = &[
    "无",
    "没有",
    "暂无",
    "没",
    "无需",
    "不需要",
    "不用",
    "不适用",
    "没这个",
    "我们没有",
    "没有这个",
    "不提供",
    "跳过",
    "略",
];
/// A question that yes or no answers.
pub(in crate::interpret) const YES_OR_NO: &[&str] = &[
    "是否",
    "吗",
    "有没有",
    "需不需要",
    "要不要",
    "是不是",
    "能否",
    "可否",
    "有无",
    "能不能",
];
