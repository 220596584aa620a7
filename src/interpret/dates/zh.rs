//! Chinese words of dates: data, and how numbers are written.

use chrono::Weekday;

/// Parts of the day, and whether they put an hour after noon.
pub(super) const DAY_PARTS: &[(&str, bool)] = &[
    ("上午", false),
    ("早上", false),
    ("早晨", false),
    ("凌晨", false),
    ("清晨", false),
    ("中午", true),
    ("下午", true),
    ("傍晚", true),
    ("晚上", true),
    ("夜里", true),
    ("晚", true),
    ("早", false),
];

/// Days by name, counted from today; longer names first.
pub(super) const DAYS: &[(&str, i64)] = &[
    ("大后天", 3),
    ("大前天", -3),
    ("今天", 0),
    ("今日", 0),
    ("今晚", 0),
    ("今早", 0),
    ("今晨", 0),
    ("今儿", 0),
    ("今夜", 0),
    ("当天", 0),
    ("即日", 0),
    ("明天", 1),
    ("明日", 1),
    ("明早", 1),
    ("明晚", 1),
    ("明儿", 1),
    ("明晨", 1),
    ("明夜", 1),
    ("翌日", 1),
    ("后天", 2),
    ("后日", 2),
    ("昨天", -1),
    ("昨日", -1),
    ("昨晚", -1),
    ("昨儿", -1),
    ("昨夜", -1),
    ("前天", -2),
];

/// Calendar weeks from this one; `None` = no such word, the coming day.
pub(super) const WEEKS: &[(&str, i64)] = &[
    ("上上", -2),
    ("上", -1),
    ("本", 0),
    ("这", 0),
    ("当", 0),
    ("此", 0),
    ("下下", 2),
    ("下", 1),
];

/// Months from this one.
pub(super) const MONTHS: &[(&str, i32)] = &[
    ("上上个月", -2),
    ("上个月", -1),
    ("上月", -1),
    ("本月份", 0),
    ("本月", 0),
    ("这个月", 0),
    ("当月", 0),
    ("这月", 0),
    ("下下个月", 2),
    ("下个月", 1),
    ("下月", 1),
    ("次月", 1),
    ("每个月", 0),
    ("每月", 0),
];

/// Years from this one; longer words first.
pub(super) const YEARS: &[(&str, i32)] = &[
    ("今年", 0),
    ("本年度", 0),
    ("本年", 0),
    ("明年", 1),
    ("后年", 2),
    ("去年", -1),
    ("前年", -2),
];

/// After a bare `N号` these make it an address, a line, a name.
pub(super) const NOT_A_DAY_WORDS: &[&str] = &[
    "会议室",
    "会场",
    "会所",
    "生产线",
    "产线",
    "车间",
    "电池",
    "电梯",
    "展馆",
    "展厅",
    "展位",
    "方案",
    "设备",
    "模具",
    "机组",
    "机台",
    "窗口",
    "柜台",
    "月台",
    "站台",
    "出口",
    "入口",
    "住宅",
    "令",
    "公告",
    "提案",
    "合同",
    "标段",
    "地块",
    "国道",
    "高速",
    "公路",
    "选手",
    "病房",
    "诊室",
    "教室",
    "宿舍",
    "通道",
    "登机",
    "航站",
    "码头",
    "泊位",
    "主机",
    "炉",
    "工作",
];

/// Single characters of the same kind.
pub(super) const NOT_A_DAY: &str = "楼线厅门车机店库房桌院馆仓码员床铺井站厂公文件色字";

/// Before a bare `N号` these make it a house number or a rank.
pub(super) const BEFORE_NOT_A_DAY: &str = "路街巷道弄村镇第区园座栋里#";

/// What is given or paid.
pub(super) const GIVING: &[&str] = &[
    "付", "支付", "打款", "汇", "转账", "安排", "结", "到账", "给", "交", "发", "寄", "回款", "打",
    "补",
];

/// Words that leave a stretch of time vague.
pub(super) const ABOUT: &[&str] = &[
    "大概",
    "大约",
    "差不多",
    "至少",
    "最少",
    "起码",
    "最多",
    "一般",
    "估计",
    "可能",
    "约",
];

/// Words after which somebody needs a stretch of time from now on.
pub(super) const STILL_NEEDS: &[&str] = &[
    "还需要",
    "还需",
    "还要",
    "还得",
    "还差",
    "再给我们",
    "再给我",
    "再给",
    "宽限",
    "再缓",
    "缓",
    "再等",
    "再要",
    "再需要",
    "多给我们",
    "多给我",
];

/// What may stand between a month by its name and such a word, and makes it a promise.
pub(super) const BEFORE_GIVING: &[&str] = &[
    "再统一",
    "统一",
    "一起",
    "再",
    "才能",
    "才",
    "就能",
    "就",
    "一定会",
    "一定",
    "会",
    "能",
    "可以",
    "我们会",
    "我们再",
    "我们",
];

/// Of the words of giving those that stand behind a month by its name: 12月汇总 and 12月发布会 are things.
pub(super) const GIVING_IN_MONTH: &[&str] = &[
    "付",
    "支付",
    "打款",
    "打给",
    "汇款",
    "汇给",
    "转账",
    "转给",
    "结清",
    "结款",
    "回款",
    "补齐",
    "安排付",
    "安排打",
    "安排汇",
    "安排支付",
    "给您",
    "给你",
    "给贵",
    "发您",
    "发你",
    "发给",
    "发出",
    "交给",
    "寄给",
    "寄出",
    "提供",
    "提交",
];

/// Whether what follows `N号` makes it no day.
pub(super) fn not_a_day(after: &str) -> bool {
    after
        .chars()
        .next()
        .is_some_and(|c| NOT_A_DAY.contains(c) || c.is_ascii_digit() || c == '元')
        || NOT_A_DAY_WORDS.iter().any(|w| after.starts_with(w))
}

/// A weekday's last character.
pub(super) fn weekday(c: char) -> Option<Weekday> {
    Some(match c {
        '一' | '1' => Weekday::Mon,
        '二' | '2' => Weekday::Tue,
        '三' | '3' => Weekday::Wed,
        '四' | '4' => Weekday::Thu,
        '五' | '5' => Weekday::Fri,
        '六' | '6' => Weekday::Sat,
        '日' | '天' | '末' | '7' => Weekday::Sun,
        _ => return None,
    })
}

/// Whether what follows 一 makes a word with it that is no Monday: 一定, 一直, 一起发.
pub(super) fn goes_on_from_one(after: &str) -> bool {
    let word = after.starts_with([
        '定', '直', '般', '并', '共', '同', '样', '切', '律', '旦', '块',
    ]);
    let together = after.strip_prefix('起').is_some_and(|then| {
        let then = then.strip_prefix(['再', '都', '给']).unwrap_or(then);
        GIVING.iter().any(|giving| then.starts_with(giving)) || after.starts_with("起给")
    });
    word || together
}

/// A digit.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c.to_digit(10)?,
        '零' | '〇' | '○' => 0,
        '一' | '元' => 1,
        '二' | '两' | '俩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether a number may begin with a character.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "零〇○一二三四五六七八九十廿卅百两俩".contains(c)
}

/// What parts the two ends of `2-3`, `三到五`, `20、21`.
pub(super) fn between(s: &str) -> Option<&str> {
    s.trim_start()
        .strip_prefix(['-', '~', '至', '到', ',', '或', '和'])
        .map(str::trim_start)
}

/// A count at the start of `s`; of `2-3`, `三五` and `两三` the greater: that is when it is over.
pub(super) fn count(s: &str) -> Option<(u32, &str)> {
    let mut chars = s.chars();
    if let (Some(a), Some(b)) = (chars.next(), chars.next())
        && let (Some(low), Some(high)) = (digit(a), digit(b))
        && !a.is_ascii_digit()
        && !b.is_ascii_digit()
        && low > 0
        && high > low
        && chars
            .as_str()
            .starts_with(['天', '日', '周', '个', '年', '小', '星', '礼'])
    {
        return Some((high, chars.as_str()));
    }
    if let Some(rest) = s
        .strip_prefix('几')
        .filter(|r| r.starts_with(['天', '周', '个']))
    {
        return Some((3, rest));
    }
    let (n, rest) = number(s)?;
    match between(rest)
        .filter(|_| !rest.starts_with(','))
        .and_then(number)
    {
        Some((high, after)) if high > n => Some((high, after)),
        _ => Some((n, rest)),
    }
}

/// A number below 10000 at the start of `s`, in digits or characters (`12`, `十二`, `三十`, `廿三`,
/// `二〇二六`), and what follows.
pub(super) fn number(s: &str) -> Option<(u32, &str)> {
    if s.starts_with(|c: char| c.is_ascii_digit()) {
        let end = s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
        return (end <= 4)
            .then(|| Some((s.get(..end)?.parse().ok()?, s.get(end..)?)))
            .flatten();
    }
    let (mut total, mut last, mut count, mut tens) = (0u32, None::<u32>, 0u32, false);
    let mut rest = s;
    for c in s.chars().take(6) {
        match c {
            '元' => break,
            '十' if !tens => {
                (total, tens) = (total + last.take().unwrap_or(1) * 10, true);
            }
            '廿' if count == 0 => (total, tens) = (20, true),
            '卅' if count == 0 => (total, tens) = (30, true),
            '千' if !tens && total == 0 => total = last.take()? * 1000,
            '百' if !tens && total % 1000 == 0 => total += last.take()? * 100,
            _ => match digit(c) {
                Some(_) if tens && last.is_some() => break,
                // Figure by figure: the year 二〇二六.
                Some(d) if !tens && total == 0 => {
                    last = Some(last.unwrap_or(0).checked_mul(10)? + d)
                }
                Some(d) => last = Some(d),
                None => break,
            },
        }
        count += 1;
        rest = rest.get(c.len_utf8()..)?;
    }
    (count > 0).then(|| (total + last.unwrap_or(0), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_figures_and_characters() {
        for (text, want) in [
            ("12月", 12),
            ("十二月", 12),
            ("三十日", 30),
            ("二十三", 23),
            ("廿三", 23),
            ("二〇二六年", 2026),
            ("两周", 2),
            ("十天", 10),
            ("一百天", 100),
        ] {
            assert_eq!(number(text).map(|(n, _)| n), Some(want), "{text}");
        }
        assert_eq!(number("元"), None);
        assert_eq!(number("12345"), None);
    }
}
