//! Content-Transfer-Encodings, read leniently: what real servers truncate and break still decodes.

/// What a byte stands for in base64: six bits, [`PADDING`] or [`NOTHING`].
const SIX_BITS: [u8; 256] = {
    let mut values = [NOTHING; 256];
    let mut rest: &mut [u8] = &mut values;
    let mut byte: u8 = 0;
    while let [here, tail @ ..] = rest {
        *here = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => PADDING,
            _ => NOTHING,
        };
        byte = byte.wrapping_add(1);
        rest = tail;
    }
    values
};
const PADDING: u8 = 64;
const NOTHING: u8 = 128;

fn six_bits(byte: u8) -> u8 {
    SIX_BITS.get(usize::from(byte)).copied().unwrap_or(NOTHING)
}

/// Base64; characters outside the alphabet are skipped, padding in the middle starts anew.
#[must_use]
pub(crate) fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    let (mut bits, mut held) = (0u32, 0u32);
    let mut rest = bytes;
    loop {
        // Nearly all of it are whole groups.
        while held == 0
            && let Some((group, tail)) = rest.split_first_chunk::<4>()
        {
            let values @ [a, b, c, d] = group.map(six_bits);
            if values.iter().any(|value| *value >= PADDING) {
                break;
            }
            out.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
            rest = tail;
        }
        let Some((byte, tail)) = rest.split_first() else {
            break;
        };
        rest = tail;
        match six_bits(*byte) {
            PADDING => (bits, held) = (0, 0),
            NOTHING => {}
            value => {
                bits = (bits << 6 | u32::from(value)) & 0x00ff_ffff;
                held += 6;
                if held >= 8 {
                    held -= 8;
                    out.push((bits >> held & 0xff) as u8);
                }
            }
        }
    }
    out
}

fn hex(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).map(|digit| digit as u8)
}

/// Quoted-printable (RFC 2045 §6.7); with `word`, the Q encoding of RFC 2047 (`_` is a space).
#[must_use]
pub(crate) fn quoted_printable(bytes: &[u8], word: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let coded = |b: &u8| *b == b'=' || word && *b == b'_';
    loop {
        let plain = rest.iter().position(coded).unwrap_or(rest.len());
        let (same, more) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
        out.extend_from_slice(same);
        let [byte, tail @ ..] = more else { break };
        rest = tail;
        match (byte, tail) {
            (b'=', [a, b, after @ ..]) if hex(*a).is_some() && hex(*b).is_some() => {
                out.push(hex(*a).unwrap_or(0) << 4 | hex(*b).unwrap_or(0));
                rest = after;
            }
            (b'=', _) if !word => {
                // A soft line break may have white space before its line end.
                let blank = tail
                    .iter()
                    .take_while(|b| matches!(b, b' ' | b'\t' | b'\r'))
                    .count();
                match tail.get(blank) {
                    Some(b'\n') => rest = tail.get(blank + 1..).unwrap_or_default(),
                    None => rest = &[],
                    Some(_) => out.push(b'='),
                }
            }
            (b'_', _) if word => out.push(b' '),
            _ => out.push(*byte),
        }
    }
    out
}

/// Decodes a body by the value of its Content-Transfer-Encoding header.
#[must_use]
pub(crate) fn decode<'x>(bytes: &'x [u8], encoding: &str) -> std::borrow::Cow<'x, [u8]> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => base64(bytes).into(),
        "quoted-printable" => quoted_printable(bytes, false).into(),
        _ => bytes.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_encodings_still_decode() {
        assert_eq!(base64(b"aGVs\r\nbG8"), b"hello");
        assert_eq!(base64(b"aGVsbG8=aGk="), b"hellohi");
        assert_eq!(base64(b"aGVsbG8gd29y\r\nbG!QhISE_\r\n"), b"hello world!!!?");
        assert_eq!(quoted_printable(b"a=3Db=\r\nc=ZZ=", false), b"a=bc=ZZ");
        assert_eq!(quoted_printable(b"a_b=20c", true), b"a b c");
    }
}
