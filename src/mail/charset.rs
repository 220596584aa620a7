//! Bytes to text: declared charsets, wrongly declared ones, none at all, and encoded words.
//!
//! mail-parser leaves raw 8-bit GBK headers, `hz-gb-2312` and a character split over two encoded
//! words as mojibake; Chinese servers and web mail send all three.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, UTF_8, WINDOWS_1252};

use super::transfer;

/// Decodes bytes by their declared charset; a label that cannot be true is corrected.
#[must_use]
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> String {
    let label = label
        .unwrap_or_default()
        .trim()
        .trim_matches(['"', '\''])
        .to_ascii_lowercase();
    if label.starts_with("hz") {
        return hz(bytes);
    }
    if bytes.is_ascii()
        && !bytes.contains(&0x1b)
        && !label.contains("utf-7")
        && !label.starts_with("utf-16")
    {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let declared = match label.as_str() {
        "" | "us-ascii" | "ascii" | "ansi_x3.4-1968" | "unknown-8bit" | "8bit" | "x-unknown"
        | "default" | "_autodetect" => None,
        // GB2312 on the label means GBK or GB18030 in the bytes, by every Chinese mail program.
        "cp936" | "ms936" | "windows-936" | "euc-cn" | "gb18030-2000" | "gb2312_charset"
        | "x-gbk" | "chinesesimplified" => Some(GB18030),
        "cp950" | "ms950" | "windows-950" | "big5hkscs" => Some(BIG5),
        "utf8mb4" | "unicode" | "utf_8" | "unicode-1-1-utf-8" => Some(UTF_8),
        "cp1252" | "ansi" => Some(WINDOWS_1252),
        other => match Encoding::for_label_no_replacement(other.as_bytes()) {
            Some(found) if found == GBK => Some(GB18030),
            Some(found) => Some(found),
            None => {
                return match mail_parser::decoders::charsets::map::charset_decoder(other.as_bytes())
                {
                    Some(decoder) => decoder(bytes),
                    None => detect(bytes),
                };
            }
        },
    };
    let Some(declared) = declared else {
        return detect(bytes);
    };
    if declared == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // A cut or single broken byte must not turn a whole UTF-8 text over to a guess.
            Err(fault) if fault.valid_up_to() + 4 >= bytes.len() => {
                String::from_utf8_lossy(bytes).into_owned()
            }
            Err(_) => {
                let lossy = String::from_utf8_lossy(bytes);
                let (bad, wide) = lossy.chars().fold((0usize, 0usize), |(bad, wide), c| {
                    (
                        bad + usize::from(c == '\u{fffd}'),
                        wide + usize::from(!c.is_ascii() && c != '\u{fffd}'),
                    )
                });
                if bad * 4 <= wide || bad <= 1 {
                    lossy.into_owned()
                } else {
                    detect(bytes)
                }
            }
        };
    }
    // Valid multi-byte UTF-8 under another label is UTF-8: the odds against are astronomical,
    // except for stateful encodings, which are ASCII bytes anyway.
    if declared != ISO_2022_JP
        && !label.starts_with("utf-16")
        && std::str::from_utf8(bytes).is_ok()
        && wide_sequences(bytes) >= 2
        && declared.is_ascii_compatible()
        && (declared == WINDOWS_1252 || declared.decode_without_bom_handling(bytes).1)
    {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let (text, faulty) = declared.decode_with_bom_removal(bytes);
    // Latin-1 is also what broken gateways write on Chinese bytes.
    if declared == WINDOWS_1252 && looks_chinese(bytes) {
        return detect(bytes);
    }
    // Traditional and Korean labels stay on mail whose text was pasted from elsewhere.
    if faulty
        && matches!(declared, d if d == BIG5 || d == EUC_KR)
        && all_gb2312(bytes)
        && looks_chinese(bytes)
    {
        return GB18030.decode_without_bom_handling(bytes).0.into_owned();
    }
    if faulty && std::str::from_utf8(bytes).is_ok() {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    text.into_owned()
}

/// Multi-byte sequences, told by their lead bytes.
fn wide_sequences(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b >= 0xc2).count()
}

/// Whether 8-bit bytes come in pairs of the common GB 2312 hanzi, as no Western text does.
fn looks_chinese(bytes: &[u8]) -> bool {
    let (mut pairs, mut common, mut high) = (0usize, 0usize, 0usize);
    let mut rest = bytes;
    while let [lead, tail @ ..] = rest {
        rest = tail;
        if *lead < 0x80 {
            continue;
        }
        high += 1;
        if let [trail, after @ ..] = tail
            && *lead >= 0x81
            && *trail >= 0x40
            && *trail != 0x7f
        {
            pairs += 1;
            common += usize::from((0xb0..=0xd7).contains(lead) && *trail >= 0xa1);
            rest = after;
        }
    }
    pairs >= 2 && high == pairs && common * 10 >= pairs * 6
}

/// Guesses the charset of undeclared bytes: UTF-8 if valid, then Chinese, then what chardetng says.
#[must_use]
pub(crate) fn detect(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes)
        && !bytes.contains(&0x1b)
    {
        return text.to_owned();
    }
    let sample = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or(bytes);
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(sample, true);
    let mut guess = detector.guess(None, true);
    if guess != ISO_2022_JP && looks_chinese(sample) {
        // Hangul of EUC-KR uses the lead bytes B0–C8 only; hanzi spread to D7.
        let korean = guess == EUC_KR && !sample.iter().any(|b| (0xc9..=0xd7).contains(b));
        // Big5's second bytes are often below 80; GB 2312 has none there.
        guess = if guess == BIG5
            && !GB18030.decode_without_bom_handling(sample).1
            && all_gb2312(sample)
            || guess != BIG5 && !korean
        {
            GB18030
        } else {
            guess
        };
    }
    if guess == GBK {
        guess = GB18030;
    }
    guess.decode_with_bom_removal(bytes).0.into_owned()
}

/// Whether every 8-bit pair has both bytes in the range of GB 2312.
fn all_gb2312(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let [lead, tail @ ..] = rest {
        rest = tail;
        if *lead < 0x80 {
            continue;
        }
        match tail {
            [trail, after @ ..] if *lead >= 0xa1 && *trail >= 0xa1 => rest = after,
            _ => return false,
        }
    }
    true
}

/// HZ-GB-2312 (RFC 1843): `~{` and `~}` around 7-bit GB 2312. Browsers dropped it, mail has not.
fn hz(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut rest, mut wide) = (bytes, false);
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match (byte, tail) {
            (b'~', [b'{', after @ ..]) if !wide => (wide, rest) = (true, after),
            (b'~', [b'}', after @ ..]) if wide => (wide, rest) = (false, after),
            (b'~', [b'~', after @ ..]) if !wide => {
                out.push(b'~');
                rest = after;
            }
            (b'~', [b'\n', after @ ..]) => rest = after,
            (b'\n', _) => {
                wide = false;
                out.push(b'\n');
            }
            _ => out.push(if wide && *byte > 0x20 {
                byte | 0x80
            } else {
                *byte
            }),
        }
    }
    GB18030.decode_without_bom_handling(&out).0.into_owned()
}

/// One stretch of a header: plain bytes, or decoded bytes of encoded words of one charset.
struct Stretch {
    charset: Option<String>,
    bytes: Vec<u8>,
}

/// Splits `=?charset?enc?data?=` off the front; gives charset, decoded bytes and the rest.
fn encoded_word(bytes: &[u8]) -> Option<(String, Vec<u8>, &[u8])> {
    let inner = bytes.strip_prefix(b"=?")?;
    let first = inner.iter().take(64).position(|b| *b == b'?')?;
    let (charset, tail) = (inner.get(..first)?, inner.get(first + 1..)?);
    if charset.is_empty()
        || !charset
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || b"-_:.+*()".contains(b))
    {
        return None;
    }
    let (kind, data) = match tail {
        [kind, b'?', data @ ..] => (kind.to_ascii_lowercase(), data),
        _ => return None,
    };
    // RFC 2047 allows 75 characters; senders write whole subjects into one word.
    let end = data
        .iter()
        .take(4096)
        .zip(data.iter().skip(1))
        .position(|pair| pair == (&b'?', &b'='))?;
    let (word, rest) = (data.get(..end)?, data.get(end + 2..)?);
    let decoded = match kind {
        b'b' => transfer::base64(word),
        b'q' => transfer::quoted_printable(word, true),
        _ => return None,
    };
    // RFC 2231 §5 adds a language after the charset.
    let charset = String::from_utf8_lossy(charset)
        .split('*')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    Some((charset, decoded, rest))
}

/// Bytes of the encoded word at the front; 0 if there is none.
pub(crate) fn encoded_length(bytes: &[u8]) -> usize {
    encoded_word(bytes).map_or(0, |(_, _, rest)| bytes.len() - rest.len())
}

/// Decodes a header value: folds undone, encoded words decoded, raw 8-bit guessed.
///
/// Neighbouring words of one charset are joined before they are decoded, since Chinese senders
/// split characters over words against RFC 2047 §5.
#[must_use]
pub(crate) fn header(raw: &[u8]) -> String {
    let raw: Vec<u8> = unfold(raw);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut rest = raw.as_slice();
    let mut plain: Vec<u8> = Vec::new();
    while let [byte, tail @ ..] = rest {
        if *byte == b'='
            && let Some((charset, bytes, after)) = encoded_word(rest)
        {
            let after_word = stretches.last().is_some_and(|s| s.charset.is_some());
            let blank = plain.iter().all(u8::is_ascii_whitespace);
            if !(plain.is_empty() || after_word && blank) {
                stretches.push(Stretch {
                    charset: None,
                    bytes: std::mem::take(&mut plain),
                });
            }
            plain.clear();
            match stretches.last_mut() {
                Some(last) if last.charset.as_ref() == Some(&charset) => last.bytes.extend(bytes),
                _ => stretches.push(Stretch {
                    charset: Some(charset),
                    bytes,
                }),
            }
            rest = after;
            continue;
        }
        plain.push(*byte);
        rest = tail;
    }
    if !plain.is_empty() {
        stretches.push(Stretch {
            charset: None,
            bytes: plain,
        });
    }
    stretches
        .iter()
        .map(|s| decode(&s.bytes, s.charset.as_deref()))
        .collect()
}

/// Undoes folding (RFC 5322 §2.2.3): line ends go, the white space after them stays.
#[must_use]
pub(crate) fn unfold(raw: &[u8]) -> Vec<u8> {
    raw.iter()
        .copied()
        .filter(|b| !matches!(b, b'\r' | b'\n'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_as_they_really_come() {
        let gbk = GB18030.encode("关于合同的回复").0.into_owned();
        let big5 = BIG5.encode("關於合約的回覆，請查收").0.into_owned();
        assert_eq!(decode(&gbk, Some("gb2312")), "关于合同的回复");
        assert_eq!(decode(&gbk, None), "关于合同的回复");
        assert_eq!(decode(&gbk, Some("us-ascii")), "关于合同的回复");
        assert_eq!(decode(&gbk, Some("iso-8859-1")), "关于合同的回复");
        assert_eq!(decode(&big5, Some("big5")), "關於合約的回覆，請查收");
        assert_eq!(decode(&gbk, Some("utf-8")), "关于合同的回复");
        let late = [
            b"Dear Ana, please find below what we agreed on in March with the printers. ".repeat(3),
            gbk.clone(),
        ]
        .concat();
        assert!(decode(&late, Some("utf-8")).ends_with("关于合同的回复"));
        let rare = GB18030.encode("请镕、喆两位确认，谢谢").0.into_owned();
        assert_eq!(decode(&rare, Some("gb2312")), "请镕、喆两位确认，谢谢");
        let korean = EUC_KR.encode("견적서를 확인했습니다").0.into_owned();
        assert_eq!(
            decode(&korean, Some("ks_c_5601-1987")),
            "견적서를 확인했습니다"
        );
        let japanese = ISO_2022_JP.encode("見積書を確認しました").0.into_owned();
        assert_eq!(
            decode(&japanese, Some("iso-2022-jp")),
            "見積書を確認しました"
        );
        assert_eq!(decode(&japanese, None), "見積書を確認しました");
        assert_eq!(
            decode("Grüße aus Köln".as_bytes(), Some("us-ascii")),
            "Grüße aus Köln"
        );
        assert_eq!(decode(b"~{VPND~} a~~b", Some("hz-gb-2312")), "中文 a~b");
        assert_eq!(decode("Grüße".as_bytes(), Some("iso-8859-1")), "Grüße");
        assert_eq!(
            decode(b"Gr\xfc\xdfe aus K\xf6ln", Some("us-ascii")),
            "Grüße aus Köln"
        );
        assert_eq!(decode(b"Gr\xfc\xdfe", Some("iso-8859-1")), "Grüße");
    }

    #[test]
    fn encoded_words_as_they_really_come() {
        for (raw, want) in [
            ("=?utf-8?B?5rE=?= =?utf-8?B?ieWtlw==?=", "汉字"),
            ("=?utf-8?Q?a_b?= c", "a b c"),
            ("=?iso-8859-1?Q?a?=\r\n =?utf-8?Q?=E5=AD=97?=", "a字"),
            ("Re: =?GBK?B?1tDOxA==?=", "Re: 中文"),
            ("=?bogus", "=?bogus"),
            ("=?hz-gb-2312?Q?~{VPND~}?=", "中文"),
        ] {
            assert_eq!(header(raw.as_bytes()), want, "{raw}");
        }
        let raw = [b"Subject ".as_slice(), &GB18030.encode("发票已经收到").0].concat();
        assert_eq!(header(&raw), "Subject 发票已经收到");
    }
}
