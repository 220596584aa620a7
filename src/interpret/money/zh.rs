//! Chinese words of money, and numbers in characters.

use rust_decimal::Decimal;

/// Names of currencies, before or after a number; longer names first.
pub(super) const NAMES: &[(&str, &str)] = &[
    ("人民币", "CNY"),
    ("新台币", "TWD"),
    ("新加坡元", "SGD"),
    ("新西兰元", "NZD"),
    ("瑞士法郎", "CHF"),
    ("澳门元", "MOP"),
    ("澳门币", "MOP"),
    ("越南盾", "VND"),
    ("林吉特", "MYR"),
    ("迪拉姆", "AED"),
    ("兹罗提", "PLN"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("美刀", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("日币", "JPY"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("港纸", "HKD"),
    ("台币", "TWD"),
    ("澳元", "AUD"),
    ("澳币", "AUD"),
    ("加元", "CAD"),
    ("加币", "CAD"),
    ("新元", "SGD"),
    ("新币", "SGD"),
    ("坡币", "SGD"),
    ("纽币", "NZD"),
    ("瑞郎", "CHF"),
    ("法郎", "CHF"),
    ("卢布", "RUB"),
    ("韩元", "KRW"),
    ("韩币", "KRW"),
    ("卢比", "INR"),
    ("泰铢", "THB"),
    ("令吉", "MYR"),
    ("里拉", "TRY"),
];

/// After 元 these make another word: 元旦, 元件, 元素.
pub(super) const NOT_YUAN: &str = "旦件素里宵首老帅气始器数组音";

/// Words that announce an amount without a currency.
pub(super) const ANNOUNCES: &[&str] = &[
    "金额",
    "价税合计",
    "合计",
    "总额",
    "总价",
    "总计",
    "应付",
    "实付",
    "余额",
    "尾款",
    "首款",
    "预付款",
    "定金",
    "款项",
    "费用",
    "货款",
    "共计",
    "余款",
    "进度款",
    "服务费",
    "报价",
    "预算",
];

/// A name of a currency at the start of `s`, and what follows.
pub(super) fn name(s: &str) -> Option<(&'static str, &str)> {
    // First characters of all names: most characters are none.
    if !s.starts_with(|c| "人新瑞澳越林迪兹美欧英日港台加坡纽法卢韩泰令里".contains(c))
    {
        return None;
    }
    NAMES
        .iter()
        .find_map(|(name, code)| Some((*code, s.strip_prefix(name)?)))
}

/// Everyday short names, only after a number: 五百欧, 300刀, 80镑.
pub(super) fn short_name(s: &str) -> Option<(&'static str, &str)> {
    [
        ("欧", "EUR", "姆洲盟式美阳标版"),
        ("刀", "USD", "具片口架头工叉把"),
        ("镑", "GBP", "重"),
    ]
    .iter()
    .find_map(|(name, code, other)| {
        let after = s.strip_prefix(name)?;
        (!after.starts_with(|c| other.contains(c))).then_some((*code, after))
    })
}

/// What a character multiplies by.
pub(super) fn scale(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// 2万8, 3千5: a last figure alone counts tenths of the unit before it. `unit` begins with that unit,
/// `rest` stands behind it.
pub(super) fn shortened<'a>(unit: &str, rest: &'a str) -> Option<(Decimal, &'a str)> {
    let by = unit.trim_start().chars().next().and_then(scale)?;
    let mut chars = rest.chars();
    let figure = chars.next().filter(char::is_ascii_digit)?.to_digit(10)?;
    let after = chars.as_str();
    // 2万8,节前 ends at its comma, 2万8,500 does not.
    let marked = after
        .strip_prefix(['.', ','])
        .is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()));
    let goes_on = marked
        || after.starts_with(|c: char| {
            c.is_ascii_alphanumeric()
                || matches!(c, '%' | '-' | '/' | ':')
                || scale(c).is_some()
                || "个年月日号天折成点周人份张台".contains(c)
        });
    if goes_on || figure == 0 || by < 1_000 {
        return None;
    }
    Some((
        Decimal::from(figure).checked_mul(Decimal::from(by / 10))?,
        after,
    ))
}

/// A digit in characters, plain or as written on cheques.
pub(super) fn digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' | '壱' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// A number in characters at the start of `s` (`壹万贰仟捌佰`, `六十四万零一百四十三`, `三点五万`), and what follows.
pub(super) fn number(s: &str) -> Option<(Decimal, &str)> {
    let (mut total, mut section, mut current) = (0u64, 0u64, None::<u64>);
    // 两万八 is 28,000, 两万零八 is 20,008.
    let (mut unit, mut zero) = (0u64, false);
    let mut rest = s;
    let mut any = false;
    for c in s.chars().take(40) {
        if let Some(d) = digit(c) {
            zero |= d == 0;
            current = Some(match current {
                // Figure by figure.
                Some(n) if n > 0 && section == 0 => n.checked_mul(10)?.checked_add(d)?,
                _ => d,
            });
        } else if c == '个'
            && any
            && rest
                .get(c.len_utf8()..)
                .is_some_and(|r| r.starts_with(['亿', '万']))
        {
            // 两个亿
        } else if let Some(by) = scale(c) {
            (unit, zero) = (by, false);
            if by >= 10_000 {
                section = section.checked_add(current.take().unwrap_or(0))?;
                if section == 0 && total == 0 {
                    return None;
                }
                if by == 100_000_000 {
                    total = total.checked_add(section)?.checked_mul(by)?;
                } else {
                    total = total.checked_add(section.checked_mul(by)?)?;
                }
                section = 0;
            } else {
                let n = match current.take() {
                    Some(n) => n,
                    None if by == 10 => 1,
                    None => return None,
                };
                section = section.checked_add(n.checked_mul(by)?)?;
            }
        } else {
            break;
        }
        any = true;
        rest = rest.get(c.len_utf8()..)?;
    }
    if !any {
        return None;
    }
    let last = match current {
        Some(n) if n < 10 && unit >= 100 && !zero => n.checked_mul(unit / 10)?,
        other => other.unwrap_or(0),
    };
    let value = total.checked_add(section)?.checked_add(last)?;
    let mut value = Decimal::from(value);
    if let Some(after) = rest.strip_prefix('点')
        && let Some(tenth) = after.chars().next().and_then(digit)
    {
        rest = after.get(after.chars().next()?.len_utf8()..)?;
        value = value.checked_add(Decimal::new(i64::try_from(tenth).ok()?, 1))?;
        if let Some(by) = rest.chars().next().and_then(scale) {
            value = value.checked_mul(Decimal::from(by))?;
            rest = rest.get(rest.chars().next()?.len_utf8()..)?;
        }
    }
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_figure_counts_tenths_of_its_unit() {
        for (unit, rest, want) in [
            ("万8，", "8，", Some(8_000)),
            ("万8,节前", "8,节前", Some(8_000)),
            ("千5", "5", Some(500)),
            ("万8,500", "8,500", None),
            ("万8千", "8千", None),
            ("万3天", "3天", None),
            ("百2", "2", None),
        ] {
            assert_eq!(
                shortened(unit, rest).map(|(value, _)| value),
                want.map(Decimal::from),
                "{unit}"
            );
        }
    }

    #[test]
    fn numbers_in_characters() {
        for (text, want, rest) in [
            ("壹万贰仟捌佰元", 12_800u64, "元"),
            ("六十四万零一百四十三元", 640_143, "元"),
            ("两个亿卢布", 200_000_000, "卢布"),
            ("十五万", 150_000, ""),
            ("九千块", 9_000, "块"),
            ("三点五万元", 35_000, "元"),
            ("一亿二千万", 120_000_000, ""),
            ("两万八，", 28_000, "，"),
            ("三千五", 3_500, ""),
            ("两万零八", 20_008, ""),
            ("一百二十五", 125, ""),
            ("三百五十", 350, ""),
        ] {
            assert_eq!(number(text), Some((want.into(), rest)), "{text}");
        }
        assert_eq!(number("万一"), None);
    }
}
