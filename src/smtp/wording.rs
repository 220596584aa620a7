//! Replies in words lettre can read. Pure; what the server really said is kept beside.

use super::reply::Reply;

/// What a reply answers, as far as its wording depends on it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// EHLO.
    Hello,
    /// AUTH, after so many replies.
    Login(usize),
    /// Anything else.
    Plain,
}

/// Longest text of a line handed to lettre: it takes 1000 bytes a line and 100 000 a reply.
const LONGEST_TEXT: usize = 500;

/// Both challenges of AUTH LOGIN in the words lettre knows. Servers ask in words and languages of
/// their own, but all for the name first.
const CHALLENGES: &[&str] = &["VXNlcm5hbWU6", "UGFzc3dvcmQ6"];

/// `reply` as lettre can read it: ASCII, short lines, a code of its table, no line of spaces alone
/// (it panics on one in the reply to EHLO).
pub(super) fn wording(reply: &Reply, kind: Kind) -> Vec<u8> {
    let mut out = Vec::new();
    let last = reply.lines.len().saturating_sub(1);
    for (n, line) in reply.lines.iter().enumerate() {
        let text = match kind {
            // The first line is a name, whatever it looks like, and must not be missing.
            Kind::Hello if n == 0 => "server".to_owned(),
            // Keywords are of any case (RFC 5321 §2.4); `AUTH=LOGIN` is what old Outlook wanted and
            // Tencent still sends.
            Kind::Hello => line.to_ascii_uppercase().replace('=', " "),
            Kind::Login(replies) if reply.code == 334 => {
                CHALLENGES.get(replies).copied().unwrap_or("").to_owned()
            }
            _ => line.clone(),
        };
        let plain = |c: char| if (' '..='~').contains(&c) { c } else { '?' };
        let text: String = text.trim().chars().map(plain).take(LONGEST_TEXT).collect();
        let mark = if n == last { ' ' } else { '-' };
        let code = reply.plain_code();
        out.extend_from_slice(format!("{code}{mark}{}\r\n", text.trim()).as_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::reply::MOST_LINES;
    use lettre::transport::smtp::extension::ServerInfo;
    use lettre::transport::smtp::response::Response;
    use proptest::prelude::*;

    #[test]
    fn lettre_reads_what_servers_say() {
        for (code, lines, kind, want) in [
            (250, &[""][..], Kind::Plain, "250 \r\n"),
            (571, &["no"], Kind::Plain, "500 no\r\n"),
            (260, &["odd"], Kind::Plain, "200 odd\r\n"),
            (250, &["队列 2"], Kind::Plain, "250 ?? 2\r\n"),
            (
                250,
                &["AUTH PLAIN", "auth=login", " \u{a0} ", "x"],
                Kind::Hello,
                "250-server\r\n250-AUTH LOGIN\r\n250-\r\n250 X\r\n",
            ),
            (
                334,
                &["5a+G56CBOg=="],
                Kind::Login(1),
                "334 UGFzc3dvcmQ6\r\n",
            ),
            (334, &["again"], Kind::Login(2), "334 \r\n"),
        ] {
            let reply = Reply {
                code,
                lines: lines.iter().map(|l| (*l).to_owned()).collect(),
            };
            let text = String::from_utf8(wording(&reply, kind)).unwrap();
            assert_eq!(text, want);
        }
    }

    proptest! {
        #[test]
        fn lettre_reads_every_reply(
            code in 200_u16..600,
            lines in proptest::collection::vec("\\PC{0,20}| {0,3}|.{1200}", 1..MOST_LINES),
            hello: bool,
        ) {
            let reply = Reply { code, lines };
            let kind = if hello { Kind::Hello } else { Kind::Plain };
            let text = String::from_utf8(wording(&reply, kind)).unwrap();
            prop_assert!(text.len() < 100_000);
            let read: Response = text.parse().unwrap();
            prop_assert_eq!(u16::from(read.code()), reply.plain_code());
            prop_assert_eq!(read.has_code(250), code == 250);
            prop_assert!(!hello || ServerInfo::from_response(&read).is_ok());
        }
    }
}
