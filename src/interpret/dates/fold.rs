//! One spelling for every script: full-width forms, traditional characters and capitals are folded
//! before grammars look at a text, and spans found in the folded text lead back to the very words.

use std::borrow::Cow;

/// A text in one spelling: ASCII lower case, half-width digits and marks, simplified characters
/// where dates, amounts and numbers are concerned.
#[derive(Debug)]
pub(in crate::interpret) struct Folded<'a> {
    original: &'a str,
    folded: Cow<'a, str>,
    /// Offset in `original` for each byte of `folded`, and one more for the end; `None` = the same.
    offsets: Option<Vec<usize>>,
}

impl<'a> Folded<'a> {
    /// Folds `text`.
    pub(in crate::interpret) fn new(text: &'a str) -> Self {
        if !text.bytes().any(|b| b.is_ascii_uppercase() || b >= 0x80) {
            return Self {
                original: text,
                folded: Cow::Borrowed(text),
                offsets: None,
            };
        }
        if text.is_ascii() {
            return Self {
                original: text,
                folded: Cow::Owned(text.to_ascii_lowercase()),
                offsets: None,
            };
        }
        let mut folded = String::with_capacity(text.len());
        let mut same_length = true;
        for (f, c) in spelled(text) {
            same_length &= f.len_utf8() == c.len_utf8();
            folded.push(f);
        }
        let offsets = (!same_length).then(|| {
            let mut offsets = Vec::with_capacity(folded.len() + 1);
            let mut at = 0;
            for (f, c) in spelled(text) {
                offsets.extend(std::iter::repeat_n(at, f.len_utf8()));
                at += c.len_utf8();
            }
            offsets.push(text.len());
            offsets
        });
        Self {
            original: text,
            folded: Cow::Owned(folded),
            offsets,
        }
    }

    /// The folded text.
    pub(in crate::interpret) fn as_str(&self) -> &str {
        &self.folded
    }

    /// The words of the original that stand at `start..end` of the folded text.
    pub(in crate::interpret) fn original(&self, start: usize, end: usize) -> &'a str {
        let at = |offset: usize| match &self.offsets {
            None => Some(offset),
            Some(offsets) => offsets.get(offset).copied(),
        };
        match (at(start), at(end)) {
            (Some(start), Some(end)) => self.original.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }
}

/// Each character in the one spelling, and as written. A full-width comma parts clauses
/// (`3,300，30天`) unless full-width figures stand on both sides.
fn spelled(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    let figure = |c: Option<char>| c.is_some_and(|c| ('０'..='９').contains(&c));
    let mut previous = None;
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        let comma = c == '，' && !(figure(previous) && figure(chars.peek().copied()));
        previous = Some(c);
        Some((if comma { c } else { fold(c) }, c))
    })
}

/// The one spelling of a character.
fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{7f}' => c,
        // Full-width forms stand 0xFEE0 above their ASCII twins.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '、' => ',',
        '\u{ffe5}' => '¥',
        '\u{ffe1}' => '£',
        '週' => '周',
        '後' => '后',
        '個' => '个',
        '號' => '号',
        '內' => '内',
        '禮' => '礼',
        '雙' => '双',
        '節' => '节',
        '國' => '国',
        '慶' => '庆',
        '聖' => '圣',
        '誕' => '诞',
        '勞' => '劳',
        '動' => '动',
        '兒' => '儿',
        '婦' => '妇',
        '師' => '师',
        '應' => '应',
        '須' => '须',
        '結' => '结',
        '從' => '从',
        '還' => '还',
        '麼' => '么',
        '卻' => '却',
        '腳' => '脚',
        '兩' => '两',
        '點' => '点',
        '萬' => '万',
        '億' => '亿',
        '圓' => '圆',
        '幣' => '币',
        '臺' => '台',
        '這' => '这',
        '當' => '当',
        '時' => '时',
        '間' => '间',
        '幾' => '几',
        '請' => '请',
        '發' => '发',
        '貳' => '贰',
        '參' => '叁',
        '陸' => '陆',
        '歐' => '欧',
        '鎊' => '镑',
        '塊' => '块',
        '們' => '们',
        '會' => '会',
        '將' => '将',
        '預' => '预',
        '計' => '计',
        '務' => '务',
        '確' => '确',
        '認' => '认',
        '復' => '复',
        '給' => '给',
        '單' => '单',
        '據' => '据',
        '碼' => '码',
        '編' => '编',
        '帳' | '賬' => '账',
        '遲' => '迟',
        '過' => '过',
        '開' => '开',
        '總' => '总',
        '餘' => '余',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_to_the_very_words() {
        let text = "Ａb 週五１２號 後";
        let folded = Folded::new(text);
        assert_eq!(folded.as_str(), "ab 周五12号 后");
        let at = folded.as_str().find("12号").expect("found");
        assert_eq!(folded.original(at, at + 5), "１２號");
        assert_eq!(Folded::new("３，０００，３０").as_str(), "3,000,30");
        assert_eq!(Folded::new("3,300，30 天").as_str(), "3,300，30 天");
        assert_eq!(Folded::new("plain").as_str(), "plain");
    }
}
