//! Attacks that only size makes: each shape at any size, and the check it is thrown at.

use super::checks;

/// One attack.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// Size it is tried at first; then four times that.
    pub(crate) size: usize,
    pub(crate) make: fn(usize) -> Vec<u8>,
    pub(crate) check: fn(&[u8]),
}

const fn shape(
    name: &'static str,
    size: usize,
    make: fn(usize) -> Vec<u8>,
    check: fn(&[u8]),
) -> Shape {
    Shape {
        name,
        size: size / 4,
        make,
        check,
    }
}

fn nested(n: usize) -> Vec<u8> {
    (0..n)
        .map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n"))
        .collect::<String>()
        .into_bytes()
}

fn numbered(before: &str, each: fn(usize) -> String, after: &str, n: usize) -> Vec<u8> {
    let mut out = before.to_owned();
    out.extend((0..n).map(each));
    out.push_str(after);
    out.into_bytes()
}

/// All shapes.
pub(crate) fn all() -> Vec<Shape> {
    vec![
        shape("nested multiparts", 2_000, nested, checks::whole_mail),
        shape(
            "enclosed in enclosed",
            5_000,
            |n| "Content-Type: message/rfc822\n\n".repeat(n).into_bytes(),
            checks::whole_mail,
        ),
        shape(
            "parts",
            20_000,
            |n| {
                numbered(
                    "Content-Type: multipart/mixed; boundary=b\n\n",
                    |_| "--b\n\nx\n".into(),
                    "",
                    n,
                )
            },
            checks::whole_mail,
        ),
        shape(
            "boundaries that nearly match",
            20_000,
            |n| {
                numbered(
                    "Content-Type: multipart/mixed; boundary=\"----------b\"\n\n",
                    |_| "------------a\n".into(),
                    "",
                    n,
                )
            },
            checks::whole_mail,
        ),
        shape(
            "headers",
            10_000,
            |n| numbered("", |at| format!("X-{at}: {at}\n"), "", n),
            checks::headers,
        ),
        shape(
            "From headers",
            5_000,
            |n| "From: a@b.example\n".repeat(n).into_bytes(),
            checks::headers,
        ),
        shape(
            "one folded header",
            20_000,
            |n| numbered("Subject: a\n", |_| " b\n".into(), "", n),
            checks::headers,
        ),
        shape(
            "references",
            25_000,
            |n| numbered("", |at| format!("<{at}@b.example> "), "", n),
            checks::message_ids,
        ),
        shape(
            "open brackets of ids",
            100_000,
            |n| "<".repeat(n).into_bytes(),
            checks::message_ids,
        ),
        shape(
            "open comments",
            100_000,
            |n| "(".repeat(n).into_bytes(),
            checks::addresses,
        ),
        shape(
            "open comments of results",
            100_000,
            |n| "(".repeat(n).into_bytes(),
            checks::authentication,
        ),
        shape(
            "results",
            20_000,
            |n| "dkim=pass header.d=b.example; ".repeat(n).into_bytes(),
            checks::authentication,
        ),
        shape(
            "an open quote",
            100_000,
            |n| format!("\"{}", "\\\"a".repeat(n)).into_bytes(),
            checks::addresses,
        ),
        shape(
            "people",
            10_000,
            |n| numbered("", |at| format!("N {at} <a{at}@b.example>, "), "", n),
            checks::addresses,
        ),
        shape(
            "starts of encoded words",
            50_000,
            |n| "=?".repeat(n).into_bytes(),
            checks::subject,
        ),
        shape(
            "encoded words that do not end",
            20_000,
            |n| "=?utf-8?B?".repeat(n).into_bytes(),
            checks::subject,
        ),
        shape(
            "reply marks",
            20_000,
            |n| "Re: [x] 回复：".repeat(n).into_bytes(),
            checks::subject,
        ),
        shape(
            "a giant token",
            200_000,
            |n| "a".repeat(n).into_bytes(),
            body,
        ),
        shape("line ends", 50_000, |n| "\r".repeat(n).into_bytes(), body),
        shape(
            "failed recipients",
            5_000,
            |n| {
                numbered(
                    "",
                    |at| format!("Final-Recipient: rfc822; a{at}@b.example\nAction: failed\n\n"),
                    "",
                    n,
                )
            },
            checks::bounce,
        ),
        shape(
            "addresses of a report",
            5_000,
            |n| numbered("", |at| format!("<a{at}@b.example>: 550 no\n"), "", n),
            checks::bounce,
        ),
        shape(
            "elements of an invoice in each other",
            100_000,
            |n| "<Invoice>".repeat(n).into_bytes(),
            checks::invoice_files,
        ),
        shape(
            "elements of an invoice",
            100_000,
            |n| numbered("<Invoice>", |_| "<a/>".into(), "</Invoice>", n),
            checks::invoice_files,
        ),
        shape(
            "attributes of an amount",
            20_000,
            |n| {
                numbered(
                    "<Invoice><LegalMonetaryTotal><PayableAmount ",
                    |at| format!("a{at}=\"x\" "),
                    ">1</PayableAmount></LegalMonetaryTotal></Invoice>",
                    n,
                )
            },
            checks::invoice_files,
        ),
        shape(
            "references in a number",
            50_000,
            |n| "&amp;".repeat(n).into_bytes(),
            checks::invoice_files,
        ),
        shape(
            "a long number",
            200_000,
            |n| "9".repeat(n).into_bytes(),
            checks::invoice_files,
        ),
        shape(
            "open tags",
            20_000,
            |n| "<b>".repeat(n).into_bytes(),
            checks::html,
        ),
        shape(
            "closed tags",
            20_000,
            |n| "</i><p>".repeat(n).into_bytes(),
            checks::html,
        ),
        shape(
            "hidden classes",
            5_000,
            |n| {
                numbered(
                    "",
                    |at| format!("<style>.c{at}{{display:none}}</style><p class=c{at}>x"),
                    "",
                    n,
                )
            },
            checks::html,
        ),
        shape(
            "attributes",
            10_000,
            |n| format!("<p {}", "a=b ".repeat(n)).into_bytes(),
            checks::html,
        ),
        shape(
            "quote marks",
            50_000,
            |n| ">".repeat(n).into_bytes(),
            checks::quotes,
        ),
        shape(
            "quoted lines",
            10_000,
            |n| "> a\nb\n".repeat(n).into_bytes(),
            checks::quotes,
        ),
        shape(
            "header blocks",
            5_000,
            |n| "From: a\nno block\n".repeat(n).into_bytes(),
            checks::quotes,
        ),
        shape(
            "attributions",
            5_000,
            |n| "On Mon, Bo Li said\n".repeat(n).into_bytes(),
            checks::quotes,
        ),
        shape(
            "rules",
            10_000,
            |n| "-----\n".repeat(n).into_bytes(),
            checks::quotes,
        ),
        shape(
            "blank lines",
            50_000,
            |n| "\n".repeat(n).into_bytes(),
            checks::quotes,
        ),
        shape(
            "days",
            5_000,
            |n| "by Friday 3 May 下周五 ".repeat(n).into_bytes(),
            checks::dates,
        ),
        shape(
            "digits",
            40_000,
            |n| "1".repeat(n).into_bytes(),
            checks::dates,
        ),
        shape(
            "points",
            20_000,
            |n| "1.".repeat(n).into_bytes(),
            checks::dates,
        ),
        shape(
            "amounts",
            5_000,
            |n| "¥1,000.00 壹拾万元 ".repeat(n).into_bytes(),
            checks::money,
        ),
        shape(
            "noughts",
            40_000,
            |n| "0".repeat(n).into_bytes(),
            checks::money,
        ),
        shape(
            "Chinese digits",
            20_000,
            |n| "壹拾".repeat(n).into_bytes(),
            checks::money,
        ),
        shape(
            "commas",
            20_000,
            |n| "1,".repeat(n).into_bytes(),
            checks::money,
        ),
        shape(
            "invoice numbers",
            5_000,
            |n| "invoice INV-12 发票号 ".repeat(n).into_bytes(),
            checks::numbers,
        ),
        shape(
            "commands",
            5_000,
            |n| "done 42\n".repeat(n).into_bytes(),
            checks::commands,
        ),
        shape(
            "items of a command",
            10_000,
            |n| format!("done {}", "42 ".repeat(n)).into_bytes(),
            checks::commands,
        ),
        shape(
            "asks",
            5_000,
            |n| "1. please send the logo?\n".repeat(n).into_bytes(),
            checks::opening,
        ),
        shape(
            "promises",
            5_000,
            |n| "We will pay 500 EUR by Friday. ".repeat(n).into_bytes(),
            checks::reply,
        ),
        shape(
            "clauses",
            20_000,
            |n| "好，".repeat(n).into_bytes(),
            checks::reply,
        ),
        shape(
            "one sentence",
            20_000,
            |n| "not and ".repeat(n).into_bytes(),
            checks::reply,
        ),
        shape(
            "links",
            5_000,
            |n| "https://x.example/a?b=c ".repeat(n).into_bytes(),
            checks::reply,
        ),
        shape(
            "absences",
            5_000,
            |n| "until 3 May 至5月7日 ".repeat(n).into_bytes(),
            checks::automatic,
        ),
        shape(
            "events",
            5_000,
            |n| {
                numbered(
                    "BEGIN:VCALENDAR\n",
                    |_| "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nEND:VEVENT\n".into(),
                    "END:VCALENDAR\n",
                    n,
                )
            },
            checks::calendar,
        ),
        shape(
            "nested components",
            5_000,
            |n| "BEGIN:VCALENDAR\n".repeat(n).into_bytes(),
            checks::calendar,
        ),
    ]
}

/// The bytes as the body of a mail.
fn body(data: &[u8]) {
    checks::whole_mail(&[b"From: a@b.example\n\n", data].concat());
}
