//! Colours by name (CSS Color 4, and the system colours Outlook writes).

use super::look::Seen;

/// Name and RGB, sorted by name.
const NAMES: &[(&str, u32)] = &[
    ("aliceblue", 0x00f0_f8ff),
    ("antiquewhite", 0x00fa_ebd7),
    ("aqua", 0x0000_ffff),
    ("aquamarine", 0x007f_ffd4),
    ("azure", 0x00f0_ffff),
    ("beige", 0x00f5_f5dc),
    ("bisque", 0x00ff_e4c4),
    ("black", 0x0000_0000),
    ("blanchedalmond", 0x00ff_ebcd),
    ("blue", 0x0000_00ff),
    ("blueviolet", 0x008a_2be2),
    ("brown", 0x00a5_2a2a),
    ("burlywood", 0x00de_b887),
    ("cadetblue", 0x005f_9ea0),
    ("canvas", 0x00ff_ffff),
    ("canvastext", 0x0000_0000),
    ("chartreuse", 0x007f_ff00),
    ("chocolate", 0x00d2_691e),
    ("coral", 0x00ff_7f50),
    ("cornflowerblue", 0x0064_95ed),
    ("cornsilk", 0x00ff_f8dc),
    ("crimson", 0x00dc_143c),
    ("cyan", 0x0000_ffff),
    ("darkblue", 0x0000_008b),
    ("darkcyan", 0x0000_8b8b),
    ("darkgoldenrod", 0x00b8_860b),
    ("darkgray", 0x00a9_a9a9),
    ("darkgreen", 0x0000_6400),
    ("darkgrey", 0x00a9_a9a9),
    ("darkkhaki", 0x00bd_b76b),
    ("darkmagenta", 0x008b_008b),
    ("darkolivegreen", 0x0055_6b2f),
    ("darkorange", 0x00ff_8c00),
    ("darkorchid", 0x0099_32cc),
    ("darkred", 0x008b_0000),
    ("darksalmon", 0x00e9_967a),
    ("darkseagreen", 0x008f_bc8f),
    ("darkslateblue", 0x0048_3d8b),
    ("darkslategray", 0x002f_4f4f),
    ("darkslategrey", 0x002f_4f4f),
    ("darkturquoise", 0x0000_ced1),
    ("darkviolet", 0x0094_00d3),
    ("deeppink", 0x00ff_1493),
    ("deepskyblue", 0x0000_bfff),
    ("dimgray", 0x0069_6969),
    ("dimgrey", 0x0069_6969),
    ("dodgerblue", 0x001e_90ff),
    ("firebrick", 0x00b2_2222),
    ("floralwhite", 0x00ff_faf0),
    ("forestgreen", 0x0022_8b22),
    ("fuchsia", 0x00ff_00ff),
    ("gainsboro", 0x00dc_dcdc),
    ("ghostwhite", 0x00f8_f8ff),
    ("gold", 0x00ff_d700),
    ("goldenrod", 0x00da_a520),
    ("gray", 0x0080_8080),
    ("green", 0x0000_8000),
    ("greenyellow", 0x00ad_ff2f),
    ("grey", 0x0080_8080),
    ("honeydew", 0x00f0_fff0),
    ("hotpink", 0x00ff_69b4),
    ("indianred", 0x00cd_5c5c),
    ("indigo", 0x004b_0082),
    ("ivory", 0x00ff_fff0),
    ("khaki", 0x00f0_e68c),
    ("lavender", 0x00e6_e6fa),
    ("lavenderblush", 0x00ff_f0f5),
    ("lawngreen", 0x007c_fc00),
    ("lemonchiffon", 0x00ff_facd),
    ("lightblue", 0x00ad_d8e6),
    ("lightcoral", 0x00f0_8080),
    ("lightcyan", 0x00e0_ffff),
    ("lightgoldenrodyellow", 0x00fa_fad2),
    ("lightgray", 0x00d3_d3d3),
    ("lightgreen", 0x0090_ee90),
    ("lightgrey", 0x00d3_d3d3),
    ("lightpink", 0x00ff_b6c1),
    ("lightsalmon", 0x00ff_a07a),
    ("lightseagreen", 0x0020_b2aa),
    ("lightskyblue", 0x0087_cefa),
    ("lightslategray", 0x0077_8899),
    ("lightslategrey", 0x0077_8899),
    ("lightsteelblue", 0x00b0_c4de),
    ("lightyellow", 0x00ff_ffe0),
    ("lime", 0x0000_ff00),
    ("limegreen", 0x0032_cd32),
    ("linen", 0x00fa_f0e6),
    ("magenta", 0x00ff_00ff),
    ("maroon", 0x0080_0000),
    ("mediumaquamarine", 0x0066_cdaa),
    ("mediumblue", 0x0000_00cd),
    ("mediumorchid", 0x00ba_55d3),
    ("mediumpurple", 0x0093_70db),
    ("mediumseagreen", 0x003c_b371),
    ("mediumslateblue", 0x007b_68ee),
    ("mediumspringgreen", 0x0000_fa9a),
    ("mediumturquoise", 0x0048_d1cc),
    ("mediumvioletred", 0x00c7_1585),
    ("midnightblue", 0x0019_1970),
    ("mintcream", 0x00f5_fffa),
    ("mistyrose", 0x00ff_e4e1),
    ("moccasin", 0x00ff_e4b5),
    ("navajowhite", 0x00ff_dead),
    ("navy", 0x0000_0080),
    ("oldlace", 0x00fd_f5e6),
    ("olive", 0x0080_8000),
    ("olivedrab", 0x006b_8e23),
    ("orange", 0x00ff_a500),
    ("orangered", 0x00ff_4500),
    ("orchid", 0x00da_70d6),
    ("palegoldenrod", 0x00ee_e8aa),
    ("palegreen", 0x0098_fb98),
    ("paleturquoise", 0x00af_eeee),
    ("palevioletred", 0x00db_7093),
    ("papayawhip", 0x00ff_efd5),
    ("peachpuff", 0x00ff_dab9),
    ("peru", 0x00cd_853f),
    ("pink", 0x00ff_c0cb),
    ("plum", 0x00dd_a0dd),
    ("powderblue", 0x00b0_e0e6),
    ("purple", 0x0080_0080),
    ("rebeccapurple", 0x0066_3399),
    ("red", 0x00ff_0000),
    ("rosybrown", 0x00bc_8f8f),
    ("royalblue", 0x0041_69e1),
    ("saddlebrown", 0x008b_4513),
    ("salmon", 0x00fa_8072),
    ("sandybrown", 0x00f4_a460),
    ("seagreen", 0x002e_8b57),
    ("seashell", 0x00ff_f5ee),
    ("sienna", 0x00a0_522d),
    ("silver", 0x00c0_c0c0),
    ("skyblue", 0x0087_ceeb),
    ("slateblue", 0x006a_5acd),
    ("slategray", 0x0070_8090),
    ("slategrey", 0x0070_8090),
    ("snow", 0x00ff_fafa),
    ("springgreen", 0x0000_ff7f),
    ("steelblue", 0x0046_82b4),
    ("tan", 0x00d2_b48c),
    ("teal", 0x0000_8080),
    ("thistle", 0x00d8_bfd8),
    ("tomato", 0x00ff_6347),
    ("turquoise", 0x0040_e0d0),
    ("violet", 0x00ee_82ee),
    ("wheat", 0x00f5_deb3),
    ("white", 0x00ff_ffff),
    ("whitesmoke", 0x00f5_f5f5),
    ("window", 0x00ff_ffff),
    ("windowtext", 0x0000_0000),
    ("yellow", 0x00ff_ff00),
    ("yellowgreen", 0x009a_cd32),
];

/// Contrast below which nobody sees letters, and below which few do (WCAG 2.2 asks for 4.5).
const UNSEEN: f32 = 1.25;
const HARDLY: f32 = 1.5;

/// A colour as CSS writes it, in lower case, with its opacity; `None` if it is none, or one that is not
/// followed here.
pub(super) fn paint(value: &str) -> Option<(u32, f32)> {
    let value = value.trim();
    if let Some(hex) = value.strip_prefix('#') {
        let digits: Vec<u32> = hex.chars().map_while(|c| c.to_digit(16)).collect();
        if digits.len() != hex.chars().count() {
            return None;
        }
        let opacity = |n: u32| n as f32 / 255.0;
        return match *digits.as_slice() {
            [r, g, b] => Some((r * 0x11_0000 + g * 0x1100 + b * 0x11, 1.0)),
            [r, g, b, a] => Some((r * 0x11_0000 + g * 0x1100 + b * 0x11, opacity(a * 0x11))),
            [a, b, c, d, e, f] => Some((a << 20 | b << 16 | c << 12 | d << 8 | e << 4 | f, 1.0)),
            [a, b, c, d, e, f, g, h] => Some((
                a << 20 | b << 16 | c << 12 | d << 8 | e << 4 | f,
                opacity(g << 4 | h),
            )),
            _ => None,
        };
    }
    if let Some((name, list)) = value.split_once('(') {
        let parts: Vec<&str> = list
            .trim_end_matches(')')
            .split([',', '/', ' '])
            .filter(|n| !n.is_empty())
            .collect();
        let &[first, second, third, ..] = parts.as_slice() else {
            return None;
        };
        let (a, b, c) = (number(first)?, number(second)?, number(third)?);
        let opacity = match parts.get(3) {
            None => 1.0,
            Some(alpha) => number(alpha)? * if alpha.ends_with('%') { 0.01 } else { 1.0 },
        };
        let color = match name {
            "rgb" | "rgba" => {
                let scale = if first.ends_with('%') { 2.55 } else { 1.0 };
                rgb(a * scale, b * scale, c * scale)
            }
            "hsl" | "hsla" => hsl(a, b / 100.0, c / 100.0),
            _ => return None,
        };
        return Some((color, opacity.clamp(0.0, 1.0)));
    }
    if value == "transparent" {
        return Some((0, 0.0));
    }
    named(value).map(|color| (color, 1.0))
}

fn named(value: &str) -> Option<u32> {
    NAMES
        .binary_search_by_key(&value, |(name, _)| name)
        .ok()
        .and_then(|at| NAMES.get(at))
        .map(|(_, colour)| *colour)
}

/// A colour in an attribute: `white`, `#fff`, `fffffff` (HTML, rules for parsing a legacy colour).
pub(super) fn legacy(value: &str) -> Option<u32> {
    let value = value.trim().to_lowercase();
    if value.is_empty() || value == "transparent" {
        return None;
    }
    if let Some(color) = named(&value) {
        return Some(color);
    }
    if value.len() == 4
        && let Some((color, _)) = value.starts_with('#').then(|| paint(&value)).flatten()
    {
        return Some(color);
    }
    let mut digits: Vec<u32> = value
        .trim_start_matches('#')
        .chars()
        .take(128)
        .map(|c| c.to_digit(16).unwrap_or_default())
        .collect();
    while digits.is_empty() || !digits.len().is_multiple_of(3) {
        digits.push(0);
    }
    let third = digits.len() / 3;
    let mut parts: Vec<&[u32]> = digits
        .chunks(third)
        .map(|part| part.get(part.len().saturating_sub(8)..).unwrap_or_default())
        .collect();
    while parts
        .iter()
        .all(|part| part.len() > 2 && part.first() == Some(&0))
    {
        for part in &mut parts {
            *part = part.get(1..).unwrap_or_default();
        }
    }
    Some(parts.iter().fold(0, |color, part| {
        part.iter().take(2).fold(color << 8, |color, digit| {
            // One digit stands for the lower half.
            (color & !0xff) | ((color & 0xff) << 4 | digit) & 0xff
        })
    }))
}

fn number(text: &str) -> Option<f32> {
    text.trim_end_matches(|c: char| c.is_alphabetic() || c == '%')
        .parse()
        .ok()
}

fn rgb(r: f32, g: f32, b: f32) -> u32 {
    let part = |n: f32| n.round().clamp(0.0, 255.0) as u32;
    part(r) << 16 | part(g) << 8 | part(b)
}

/// CSS Color 4 §7.1.
fn hsl(hue: f32, saturation: f32, light: f32) -> u32 {
    let part = |n: f32| {
        let k = (n + hue / 30.0).rem_euclid(12.0);
        let a = saturation * light.min(1.0 - light);
        255.0 * (light - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0))
    };
    rgb(part(0.0), part(8.0), part(4.0))
}

fn channels(color: u32) -> [f32; 3] {
    [16, 8, 0].map(|shift| (color >> shift & 0xff) as f32)
}

/// A colour laid over another one.
pub(super) fn blended(over: u32, opacity: f32, under: u32) -> u32 {
    if opacity >= 1.0 {
        return over;
    }
    let ([r, g, b], [x, y, z]) = (channels(over), channels(under));
    let mix = |a: f32, b: f32| a * opacity + b * (1.0 - opacity);
    rgb(mix(r, x), mix(g, y), mix(b, z))
}

/// Relative luminance, WCAG 2.2.
fn luminance(color: u32) -> f32 {
    let [r, g, b] = channels(color).map(|n| {
        let n = n / 255.0;
        if n <= 0.04045 {
            n / 12.92
        } else {
            ((n + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Whether letters of one colour are seen on the other.
pub(super) fn alike(ink: u32, ground: u32) -> Seen {
    let apart: f32 = channels(ink)
        .iter()
        .zip(channels(ground))
        .map(|(a, b)| (a - b).abs())
        .sum();
    if apart > 240.0 {
        // Yellow on white is seen, if badly.
        return Seen::Yes;
    }
    let (a, b) = (luminance(ink) + 0.05, luminance(ground) + 0.05);
    match a.max(b) / a.min(b) {
        contrast if contrast < UNSEEN && apart <= 90.0 => Seen::No,
        contrast if contrast < HARDLY => Seen::Unsure,
        _ => Seen::Yes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_every_spelling() {
        assert!(NAMES.is_sorted_by_key(|(name, _)| name));
        for (value, want) in [
            ("#fff", Some(0x00ff_ffff)),
            ("#123456", Some(0x0012_3456)),
            ("rgb(18, 52, 86)", Some(0x0012_3456)),
            ("rgb(18 52 86 / 50%)", Some(0x0012_3456)),
            ("rgb(100% 0% 0%)", Some(0x00ff_0000)),
            ("hsl(0, 0%, 100%)", Some(0x00ff_ffff)),
            ("hsl(120deg 100% 25%)", Some(0x0000_8000)),
            ("teal", Some(0x0000_8080)),
            ("windowtext", Some(0)),
            ("#12", None),
            ("#zzz", None),
            ("foo", None),
            ("var(--x)", None),
        ] {
            assert_eq!(paint(value).map(|(color, _)| color), want, "{value}");
        }
        for value in [
            "transparent",
            "rgba(0,0,0,0)",
            "rgb(0 0 0 / 2%)",
            "#12345600",
            "#1230",
        ] {
            assert!(
                paint(value).is_some_and(|(_, opacity)| opacity < 0.05),
                "{value}"
            );
        }
        assert_eq!(paint("rgba(0,0,0,.9)"), Some((0, 0.9)));
    }

    #[test]
    fn colours_of_attributes() {
        for (value, want) in [
            ("White", Some(0x00ff_ffff)),
            ("#fff", Some(0x00ff_ffff)),
            ("ffffff", Some(0x00ff_ffff)),
            ("#fffffff", Some(0x00ff_fff0)),
            ("f0", Some(0x000f_0000)),
            ("#123456", Some(0x0012_3456)),
            ("", None),
            ("transparent", None),
        ] {
            assert_eq!(legacy(value), want, "{value}");
        }
    }

    #[test]
    fn letters_are_seen_by_their_contrast() {
        let white = 0x00ff_ffff;
        for (ink, ground, want) in [
            (0x00fe_fefe, white, Seen::No),
            (0x00ee_eeee, white, Seen::No),
            (0x0012_3456, 0x0012_3456, Seen::No),
            (0x0011_1111, 0, Seen::No),
            (0x00d8_d8d8, white, Seen::Unsure),
            (0x00bb_bbbb, white, Seen::Yes),
            (0x0088_8888, white, Seen::Yes),
            (0x00ff_ff00, white, Seen::Yes),
            (white, 0x0033_66cc, Seen::Yes),
        ] {
            assert_eq!(alike(ink, ground), want, "{ink:x} on {ground:x}");
        }
        assert_eq!(blended(0, 0.5, white), 0x0080_8080);
    }
}
