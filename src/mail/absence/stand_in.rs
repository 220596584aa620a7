//! Who stands in during an absence.

use std::sync::LazyLock;

use regex::Regex;

/// Addresses in a text.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
pub(in crate::mail) static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9][A-Za-z0-9._%+'=/&~-]{0,80}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z0-9-]{2,24}").unwrap()
});

#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[Cc]ontact|[Rr]each out to|[Aa]sk|wenden Sie sich an|[Vv]ertretung:?|[Cc]ontacter|[Ss]tand-in is|colleague|Kollegin|Kollegen)\s+(?:my colleague\s+|meine[nr]? Kolleg\w+\s+|Herrn?\s+|Frau\s+|Mr\.?\s+|Ms\.?\s+|Mrs\.?\s+)?(\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+){0,2})|(?:请联系|請聯絡|請聯繫|可联系|请洽|請洽|联系人[:：]?|请找|请咨询|请转)\s*(?:我的?同事)?\s*(\p{Han}{2,4}?)(?:[，,。（(；;：:\s]|\d|$|电|处理|，)").unwrap()
});

/// Who stands in: an address in the notice that is not the sender's own, else a name.
pub(in crate::mail) fn stand_in(text: &str, known: &[&str]) -> Option<String> {
    let text = crate::mail::limits::prefix(text, 4000);
    let address = ADDRESS
        .find_iter(text)
        .map(|m| m.as_str().trim_end_matches(['.', '-']).to_lowercase())
        .find(|a| !known.contains(&a.as_str()));
    address.or_else(|| {
        let found = NAMED.captures(text)?;
        let name = found.get(1).or(found.get(2))?.as_str();
        (!matches!(
            name,
            "Me" | "I" | "Us" | "You" | "The" | "Our" | "My" | "我们" | "我司" | "前台"
        ))
        .then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_in() {
        for (text, want) in [
            (
                "In urgent cases write to Desk@client.example.",
                Some("desk@client.example"),
            ),
            (
                "Please contact my colleague Ada Roe instead.",
                Some("Ada Roe"),
            ),
            ("急事请联系李雷，电话123。", Some("李雷")),
            ("I will answer when I am back.", None),
        ] {
            assert_eq!(
                stand_in(text, &["bob@client.example"]).as_deref(),
                want,
                "{text}"
            );
        }
    }
}
