//! A file that comes with words of what is to come, and how the state of a thing is called.

pub(in crate::interpret) const WITH_THIS: &[&str] =
    &["今天|今日|现在|先(?:给|发|传|交|提供|把|将|寄|上)|这就|随信|随邮件"];
pub(in crate::interpret) const LATER: &[&str] =
    &["今晚|晚上|晚些|晚点|下午|下班|稍后|随后|之后|明天|等|才能"];
pub(in crate::interpret) const NOT_YET_IT: &[&str] =
    &["草稿|草案|初稿|旧|上一版|空白|模板|样例|范例|意见|问题|未签|未盖"];
pub(in crate::interpret) const MANNER: &[&str] = &[
    "签字", "签好", "盖章", "扫描", "最终", "终版", "新版", "最新", "更新", "填好",
];
