//! Chinese words around a date that tell what it is for.

use super::role::{Marker, Spot};
use super::tokens::{Kind, Text};

/// After a date (and the part of the day): it is a limit.
const LIMITS: &[&str] = &[
    "之前", "以前", "前", "为止", "止", "截止", "之内", "以内", "内",
];

/// What may stand between a date and 前.
const BETWEEN: &[&str] = &[
    "下班",
    "中午",
    "上午",
    "下午",
    "晚上",
    "早上",
    "晚",
    "收盘",
    "零点",
    "24点",
    "24时",
    "当天",
    "(含)",
    "(含当日)",
];

/// Just before a date: it is a limit.
const LIMITS_BEFORE: &[&str] = &[
    "截止",
    "截止到",
    "截止至",
    "截至",
    "截止日期",
    "截止时间",
    "截止日",
    "最晚",
    "最迟",
    "不晚于",
    "不迟于",
    "不得晚于",
    "期限",
    "期限为",
    "到期日",
    "付款日",
    "应付日期",
    "限",
    "限于",
    "务必于",
    "须于",
    "应于",
    "最后期限",
];

/// Asking words, before a date.
const ASKS: &[&str] = &[
    "请",
    "麻烦",
    "烦",
    "敬请",
    "望",
    "务必",
    "需",
    "能否",
    "可否",
    "是否可以",
    "拜托",
    "盼",
    "劳驾",
    "催",
    "要求",
    "尽快",
    "抓紧",
    "应",
    "须",
    "能不能",
    "可不可以",
    "方便",
];

/// Promising words, before a date.
const PROMISES: &[&str] = &[
    "我们", "我方", "我司", "我部", "我会", "我将", "我", "将", "会", "预计", "计划", "争取",
    "打算", "保证", "承诺", "一定", "安排", "准备", "力争", "俺",
];

/// Somebody is away or comes back.
const ABSENCES: &[&str] = &[
    "休假",
    "请假",
    "出差",
    "外出",
    "放假",
    "休年假",
    "年假",
    "产假",
    "病假",
    "不在",
    "休息",
    "返岗",
    "回来",
    "销假",
    "回公司",
    "假期",
    "离岗",
];

/// Something stands until then.
const VALIDITIES: &[&str] = &["有效期", "试用期", "报价有效", "有效"];

/// After a date: the writer gives, whoever reads it.
const GIVEN: &[&str] = &[
    "给你",
    "给您",
    "给贵",
    "给到",
    "发你",
    "发您",
    "发给你",
    "发给您",
    "寄给您",
    "寄给你",
    "一定",
    "肯定",
    "保证",
    "放心",
    "回复您",
    "回复你",
    "搞定",
    "弄",
    "我会",
    "我们会",
    "我来",
    "我就",
];

/// After a date: somebody gives; with a limit (30天内付款) it is more often asked for than promised.
const GIVING: &[&str] = &[
    "寄出", "打款", "付", "支付", "汇", "转账", "发", "寄", "给", "补", "交", "到账", "提交",
    "提供",
];

/// After a date: somebody shall give.
const ASKED: &[&str] = &[
    "给我",
    "发我",
    "寄我",
    "发给我",
    "回复我",
    "告诉我",
    "告知",
    "给我们",
    "发我们",
    "返回",
    "回传",
    "请",
    "麻烦",
    "烦请",
    "可以吗",
    "行吗",
    "好吗",
    "能否",
    "务必",
    "补给我",
];

/// Length of 之前, 下班前, 内 and their like at the start of `rest`.
pub(super) fn suffix(rest: &str) -> Option<usize> {
    let mut s = rest.trim_start_matches([' ', ',', '，', '的']);
    for _ in 0..2 {
        if let Some(after) = BETWEEN.iter().find_map(|b| s.strip_prefix(b)) {
            s = after
                .trim_start_matches(['之', ' '])
                .strip_prefix('前')
                .map_or(after, |_| after);
        }
    }
    let bracket = s.trim_start_matches([')', ' ']);
    let limit = LIMITS.iter().find(|l| bracket.starts_with(**l))?;
    // 前后 is "around", 前台 and 内部 are other words.
    let after = bracket.strip_prefix(limit)?;
    if after.starts_with([
        '后', '台', '往', '端', '部', '容', '面', '期', '述', '者', '方',
    ]) && *limit != "之前"
    {
        return None;
    }
    Some(rest.len() - after.len())
}

/// Whether Chinese words make the date a limit.
pub(super) fn limit(t: &Text<'_>, spot: &Spot) -> bool {
    if suffix(t.rest(spot.end)).is_some() {
        return true;
    }
    let before = t
        .before(spot.start)
        .trim_end_matches([' ', ':', '为', '是', '于', '在', '到', '至', '即']);
    LIMITS_BEFORE.iter().any(|w| before.ends_with(w))
}

/// Whether a span is the terms of an invoice: 收票后两周内, 开票后30天内.
pub(super) fn terms(t: &Text<'_>, start: usize) -> bool {
    let before = t.before(start).trim_end();
    before.ends_with(['后', '起'])
        && ["票", "账单", "验收", "交付", "签收", "合同", "收到"]
            .iter()
            .any(|w| {
                before
                    .get(before.ceil_char_boundary(before.len().saturating_sub(36))..)
                    .is_some_and(|tail| tail.contains(w))
            })
}

/// Whether the day itself is asked for: 请在周五发我, 请于12月5日付款.
pub(super) fn asked_for_day(t: &Text<'_>, spot: &Spot) -> bool {
    let before = t.before(spot.start).trim_end();
    let rest = t.rest(spot.end);
    before.ends_with(['于', '在'])
        || before.ends_with("请")
        || ASKED.iter().any(|w| rest.starts_with(w))
}

/// First characters of all marker words: most characters are none.
fn may_mark(t: &Text<'_>, k: usize) -> bool {
    t.kind(k) == Some(Kind::Han)
        && t.str(k).chars().next().is_some_and(|c| {
            "休请出外放年产病不返回销假离有试报麻烦敬望务需能可是拜盼劳催要尽抓应须方我将会预计争打保承一安准力俺给发寄肯搞弄付支汇转补交到提告行好您".contains(c)
        })
}

/// What the characters at `k`, before a date that begins at `end`, say.
pub(super) fn marker_before(t: &Text<'_>, k: usize, _end: usize) -> Option<Marker> {
    if !may_mark(t, k) {
        return None;
    }
    let rest = t.rest(k);
    let starts = |words: &[&str]| words.iter().any(|w| rest.starts_with(w));
    if starts(ABSENCES) {
        return Some(Marker::Absence);
    }
    if starts(VALIDITIES) {
        return Some(Marker::Validity);
    }
    if starts(ASKS)
        && !rest.starts_with("请假")
        && !rest.starts_with("应收")
        && !rest.starts_with("请款")
        && !rest.starts_with("请教")
        && !rest.starts_with("应付")
        && !rest.starts_with("需求")
    {
        return Some(Marker::Ask);
    }
    if starts(PROMISES) {
        // 发我, 给我 ask; 会议, 会计 and 将军 are other words.
        let previous = k.checked_sub(1).map_or("", |p| t.str(p));
        if rest.starts_with('我')
            && matches!(
                previous,
                "给" | "发" | "寄" | "让" | "告" | "诉" | "请" | "知" | "联" | "系"
            )
        {
            return Some(Marker::Ask);
        }
        if [
            "会议",
            "会计",
            "会员",
            "会签",
            "会场",
            "计划书",
            "安排表",
            "准备好",
        ]
        .iter()
        .any(|w| rest.starts_with(w))
            || matches!(
                previous,
                "开" | "协" | "社" | "展" | "年" | "例" | "周" | "晨" | "机" | "商" | "委"
            ) && rest.starts_with('会')
        {
            return None;
        }
        return Some(Marker::Promise);
    }
    None
}

/// What the characters at `k`, after a date that ended at `begin`, say.
pub(super) fn marker_after(t: &Text<'_>, k: usize, begin: usize, limit: bool) -> Option<Marker> {
    if !may_mark(t, k) {
        return None;
    }
    let rest = t.rest(k);
    let starts = |words: &[&str]| words.iter().any(|w| rest.starts_with(w));
    if starts(ABSENCES) {
        return Some(Marker::Absence);
    }
    if starts(VALIDITIES) {
        return Some(Marker::Validity);
    }
    // Further clauses speak of other things.
    if (begin..k).any(|c| t.comma(c) || t.mark(c, '。')) && !starts(&["请", "放心", "您放心"])
    {
        return None;
    }
    if starts(ASKED) {
        return Some(Marker::Ask);
    }
    if starts(GIVEN) || (!limit && starts(GIVING)) {
        // 补给我: what is given goes to the writer. 付印 and 发布 give nothing.
        let clause = rest.chars().take_while(|c| !",。!?\n".contains(*c));
        let near: String = clause.take(12).collect();
        if ["给我", "发我", "寄我", "可以吗", "行吗", "好吗", "给我们"]
            .iter()
            .any(|w| near.contains(w))
        {
            return Some(Marker::Ask);
        }
        if [
            "付印", "付梓", "发布", "发生", "发现", "发票", "交流", "寄到", "发货",
        ]
        .iter()
        .any(|w| rest.starts_with(w))
            || near.contains('已')
            || near.contains("过了")
        {
            return None;
        }
        return Some(Marker::Promise);
    }
    None
}
