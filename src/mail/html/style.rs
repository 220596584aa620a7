//! Inline styles and style sheets as far as they hide text.

use crate::mail::limits;

/// A style without white space, in lower case.
pub(super) fn compact(style: &str) -> String {
    limits::prefix(style, 4096)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_lowercase()
        .replace("!important", "")
}

/// Value of a property of a compact style.
pub(super) fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    style.split(';').find_map(|pair| {
        pair.split_once(':')
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value)
    })
}

/// Whether a compact style makes its element invisible.
pub(super) fn hides(style: &str) -> bool {
    if style.is_empty() {
        return false;
    }
    let zero = |value: Option<&str>| {
        value.is_some_and(|v| {
            v.trim_end_matches(|c: char| c.is_alphabetic() || c == '%')
                .parse::<f32>()
                .is_ok_and(|n| n.abs() < 0.011)
        })
    };
    let tiny = property(style, "font-size").is_some_and(|v| {
        v.strip_suffix("px")
            .or(v.strip_suffix("pt"))
            .and_then(|n| n.parse::<f32>().ok())
            .is_some_and(|n| n <= 1.0)
    });
    style.contains("display:none")
        || style.contains("visibility:hidden")
        || style.contains("visibility:collapse")
        || style.contains("mso-hide:all")
        || tiny
        || zero(property(style, "font-size"))
        || zero(property(style, "opacity"))
        || (zero(property(style, "max-height"))
            || zero(property(style, "height"))
            || zero(property(style, "max-width"))
            || zero(property(style, "width")))
            && style.contains("overflow:hidden")
        || ["text-indent", "margin-left", "margin-top"]
            .iter()
            .any(|name| off_screen(property(style, name)))
        || ["position:absolute", "position:fixed", "position:relative"]
            .iter()
            .any(|place| style.contains(place))
            && ["left", "top", "right", "bottom"]
                .iter()
                .any(|side| off_screen(property(style, side)))
        || property(style, "font").is_some_and(|v| {
            v.starts_with("0/") || v.starts_with("0px") || v.contains("/0") && v.starts_with('0')
        })
        || [
            "clip:rect(0",
            "clip:rect(1px",
            "clip-path:inset(50%",
            "clip-path:inset(100%",
        ]
        .iter()
        .any(|clip| style.contains(clip))
        || style.contains("transform:scale(0)")
        || style.contains("opacity=0)")
        || style.contains("filter:opacity(0)")
        || ["color", "-webkit-text-fill-color"].iter().any(|name| {
            property(style, name).is_some_and(|v| v == "transparent" || seen_through(v))
        })
}

/// A length so far to the left or above that nobody scrolls there.
fn off_screen(length: Option<&str>) -> bool {
    length.is_some_and(|v| {
        v.trim_end_matches(|c: char| c.is_alphabetic() || c == '%')
            .parse::<f32>()
            .is_ok_and(|n| n <= -200.0 || n <= -50.0 && v.ends_with("em"))
    })
}

/// A colour whose alpha is nothing: `rgba(0,0,0,0)`, `#00000000`.
fn seen_through(colour: &str) -> bool {
    if let Some(list) = colour
        .strip_prefix("rgba(")
        .or(colour.strip_prefix("hsla("))
    {
        return list
            .trim_end_matches(')')
            .rsplit([',', '/'])
            .next()
            .and_then(|alpha| alpha.trim_end_matches('%').parse::<f32>().ok())
            .is_some_and(|alpha| alpha < 0.05);
    }
    colour.strip_prefix('#').is_some_and(|hex| {
        matches!(hex.len(), 4 | 8) && hex.ends_with('0') && (hex.len() == 4 || hex.ends_with("00"))
    })
}

/// `.class` and `#id` selectors of a style sheet that hide; rules inside `@media` are left alone,
/// since they fit some screens only.
pub(super) fn hiding_selectors(sheet: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = sheet;
    let mut depth_of_media = false;
    while let Some((selector, tail)) = rest.split_once('{') {
        let selector = selector
            .rsplit('}')
            .next()
            .unwrap_or_default()
            .trim()
            .trim_start_matches("<!--")
            .trim();
        if selector.starts_with('@') {
            depth_of_media = true;
            rest = tail;
            continue;
        }
        let Some((body, after)) = tail.split_once('}') else {
            break;
        };
        if !depth_of_media && hides(&compact(body)) {
            for one in selector.split(',').take(20) {
                let one = one.trim().to_lowercase();
                let one = one
                    .rsplit(|c: char| c.is_whitespace() || c == '>')
                    .next()
                    .unwrap_or_default();
                if let Some(at) = one.find(['.', '#']) {
                    found.extend(one.get(at..).map(str::to_owned));
                }
            }
        }
        if depth_of_media && after.trim_start().starts_with('}') {
            depth_of_media = false;
        }
        rest = after;
        if found.len() > 200 {
            break;
        }
    }
    found
}

/// A CSS or HTML colour as RGB.
pub(super) fn colour(value: impl AsRef<str>) -> Option<u32> {
    let value = value.as_ref().trim().to_lowercase();
    if let Some(hex) = value.strip_prefix('#') {
        let digits: Vec<u32> = hex.chars().take(8).map_while(|c| c.to_digit(16)).collect();
        return match digits.as_slice() {
            [r, g, b] => Some(r * 0x11_0000 + g * 0x1100 + b * 0x11),
            [a, b, c, d, e, f, ..] => Some(a << 20 | b << 16 | c << 12 | d << 8 | e << 4 | f),
            _ => None,
        };
    }
    if let Some(list) = value.strip_prefix("rgb") {
        let numbers: Vec<u32> = list
            .trim_start_matches('a')
            .trim_matches(['(', ')'])
            .split([',', '/'])
            .filter_map(|n| n.trim().parse::<f32>().ok())
            .map(|n| n.clamp(0.0, 255.0) as u32)
            .collect();
        return match numbers.as_slice() {
            [r, g, b, ..] => Some(r << 16 | g << 8 | b),
            _ => None,
        };
    }
    match value.as_str() {
        "white" | "snow" | "ivory" | "ghostwhite" | "floralwhite" => Some(0x00ff_ffff),
        "whitesmoke" => Some(0x00f5_f5f5),
        "black" => Some(0),
        "red" => Some(0x00ff_0000),
        "blue" => Some(0x0000_00ff),
        "green" => Some(0x0000_8000),
        "gray" | "grey" => Some(0x0080_8080),
        "yellow" => Some(0x00ff_ff00),
        _ => None,
    }
}

/// Whether two colours cannot be told apart.
pub(super) fn near(a: u32, b: u32) -> bool {
    let part = |shift: u32| (a >> shift & 0xff).abs_diff(b >> shift & 0xff);
    part(16) + part(8) + part(0) <= 24
}
