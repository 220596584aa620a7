//! What a failure means: its enhanced status (RFC 3463), its class, and whether the address is dead.

/// Whether an address is dead: a full mailbox or a refusal for now is not.
pub(super) fn is_permanent(status: &str, reason: &str, words: &str) -> bool {
    if status.starts_with('4') || reason == "mailbox_full" {
        return false;
    }
    if status.starts_with('5') {
        return true;
    }
    ![
        "temporar",
        "try again later",
        "will be retried",
        "421 ",
        "450 ",
        "451 ",
        "452 ",
        "retry timeout",
        "still trying",
        "expired",
        "timed out",
        "timeout",
        "connection refused",
        "retry time not reached",
    ]
    .iter()
    .any(|w| words.contains(w))
}

/// The class of a failure, by its words first: servers use few codes rightly.
pub(super) fn reason(status: &str, words: &str) -> &'static str {
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    if has(&[
        "quota",
        "mailbox full",
        "mailbox is full",
        "mailfolder is full",
        "mail box full",
        "over its limit",
        "exceeded storage",
        "mailbox size limit",
        "not enough space",
        "enough storage",
        "storage space",
        "insufficient disk",
        "容量已满",
        "邮箱已满",
        "空间已满",
        "邮箱空间",
        "inbox is full",
        "storage limit",
        "full mailbox",
        "disk full",
        "voll",
        "is full",
    ]) || status == "5.2.2"
        || status == "4.2.2"
    {
        return "mailbox_full";
    }
    if has(&[
        "user unknown",
        "unknown user",
        "no such user",
        "user not found",
        "unknown recipient",
        "does not exist",
        "no mailbox",
        "mailbox not found",
        "invalid recipient",
        "unknown local",
        "not a valid",
        "no such recipient",
        "recipient not found",
        "address unknown",
        "unknown address",
        "recipient name is not recognized",
        "mailbox unavailable",
        "not listed",
        "no such address",
        "invalid mailbox",
        "account is disabled",
        "account has been disabled",
        "用户不存在",
        "地址不存在",
        "不存在",
        "no longer valid",
        "no such user here",
        "recipient rejected",
        "unknown in",
        "not our customer",
        "doesn't have a",
        "no user by that name",
        "inactive",
    ]) && !has(&[
        "domain does not exist",
        "host not found",
        "host or domain name not found",
        "域不存在",
        "域名不存在",
    ]) {
        return "unknown_user";
    }
    // A bare 550 is taken for 5.1.1, and is given for every kind of refusal.
    if has(&[
        "spam",
        "block list",
        "blacklist",
        "blocklist",
        "policy",
        "reputation",
        "virus",
        "dmarc",
        "垃圾邮件",
    ]) {
        return "blocked";
    }
    if matches!(status, "5.1.1" | "5.1.6" | "5.1.10" | "5.2.1") {
        return "unknown_user";
    }
    // Given up after days of tries: the way there failed, the mailbox said nothing (RFC 3463 X.4.7).
    if has(&[
        "retry timeout",
        "retry time not reached",
        "delivery time expired",
        "message expired",
        "message too old",
        "queue too long",
    ]) || matches!(status, "4.4.7" | "5.4.7")
    {
        return "expired";
    }
    if has(&[
        "host unknown",
        "host not found",
        "name not found",
        "domain not found",
        "no such domain",
        "unrouteable",
        "domain does not exist",
        "nameserver",
        "dns error",
        "unknown host",
        "couldn't find any host",
        "域不存在",
        "域名不存在",
        "cannot find your hostname",
        "name service error",
        "unable to resolve",
        "no route to host",
        "host lookup",
    ]) || matches!(status, "5.1.2" | "5.4.4" | "4.4.4")
    {
        return "host_unknown";
    }
    if has(&["relay"]) {
        return "relaying";
    }
    if has(&[
        "too large",
        "too big",
        "size exceeds",
        "exceeded maximum",
        "message size",
        "exceeds the maximum",
        "邮件过大",
    ]) || matches!(status, "5.3.4" | "5.2.3")
    {
        return "too_large";
    }
    if has(&[
        "blocked",
        "rejected",
        "denied",
        "not allowed",
        "prohibited",
        "not authorized",
        "拒收",
        "content",
    ]) || status.starts_with("5.7")
    {
        return "blocked";
    }
    "other"
}

/// An enhanced status or a reply code in words, as an enhanced status.
pub(super) fn status_in(text: &str) -> Option<String> {
    let bytes: Vec<char> = text.chars().take(8192).collect();
    let digit = |at: usize| bytes.get(at).is_some_and(char::is_ascii_digit);
    for at in 0..bytes.len() {
        let edge = at == 0
            || !bytes
                .get(at - 1)
                .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        if edge
            && matches!(bytes.get(at), Some('4' | '5'))
            && bytes.get(at + 1) == Some(&'.')
            && digit(at + 2)
        {
            let rest: String = bytes
                .iter()
                .skip(at)
                .take_while(|c| c.is_ascii_digit() || **c == '.')
                .collect();
            let fields: Vec<&str> = rest.trim_end_matches('.').split('.').collect();
            if fields.len() == 3 && fields.iter().all(|f| !f.is_empty() && f.len() <= 3) {
                return Some(fields.join("."));
            }
        }
    }
    for at in 0..bytes.len() {
        let edge = at == 0
            || !bytes
                .get(at - 1)
                .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '/'));
        if edge
            && matches!(bytes.get(at), Some('4' | '5'))
            && digit(at + 1)
            && digit(at + 2)
            && matches!(bytes.get(at + 3), Some(' ' | '-' | ':'))
            && matches!(bytes.get(at + 1), Some('0'..='7'))
        {
            let class = bytes.get(at).copied().unwrap_or('5');
            let code: String = bytes.iter().skip(at).take(3).collect();
            return Some(match code.as_str() {
                "552" => "5.2.2".to_owned(),
                "550" | "551" | "553" => "5.1.1".to_owned(),
                _ => format!("{class}.0.0"),
            })
            .filter(|_| {
                matches!(
                    code.as_str(),
                    "421"
                        | "450"
                        | "451"
                        | "452"
                        | "500"
                        | "501"
                        | "550"
                        | "551"
                        | "552"
                        | "553"
                        | "554"
                        | "571"
                )
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn the_words_tell_more_than_a_bare_code() {
        for (status, words, want) in [
            (
                "5.1.1",
                "550 message refused: listed as spam source",
                "blocked",
            ),
            (
                "5.1.1",
                "550 5.1.1 unknown user, see our policy page",
                "unknown_user",
            ),
            ("5.1.1", "550 recipient address rejected", "unknown_user"),
            ("5.7.1", "550 5.7.1 rejected", "blocked"),
            ("5.4.7", "554 5.4.7 delivery time expired", "expired"),
            ("5.0.0", "retry timeout exceeded", "expired"),
            ("4.4.7", "message too old", "expired"),
            ("5.4.4", "5.4.4 no route to host", "host_unknown"),
        ] {
            assert_eq!(reason(status, words), want, "{status} {words}");
        }
    }
}
