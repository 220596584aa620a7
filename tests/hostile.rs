//! Bytes of strangers: the property twin of every fuzz target in `fuzz/`, and the attacks that only
//! size makes. What must hold stands in `hostile/checks.rs`; `PROPTEST_CASES` asks for more cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

#[path = "hostile/checks.rs"]
mod checks;
#[path = "hostile/shapes.rs"]
mod shapes;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;

/// Pieces that parsers trip over, in any order.
const PIECES: &[&[u8]] = &[
    b"\r",
    b"\n",
    b"\r\n",
    b"\r\n\r\n",
    b"\0",
    b"\x1b[31m",
    b"\x7f",
    b"\t",
    b" ",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b",
    b"\xe2\x81\xa6",
    b"\xef\xbb\xbf",
    b"\xf3\xa0\x81\x81",
    b"=?utf-8?B?",
    b"=?utf-8?Q?",
    b"=?gb18030?B?",
    b"=?utf-16?B?2AA=?=",
    b"=?utf-8?Q?=0D=0ABcc:_x?=",
    b"?=",
    b"=?",
    b"=",
    b"=0D=0A",
    b"=E2=80=AE",
    b"(",
    b"((((((((",
    b")",
    b"\"",
    b"\\",
    b"<",
    b">",
    b"<<",
    b"@",
    b",",
    b";",
    b":",
    b"[",
    b"]",
    b"a@b.example",
    b"<a@b.example>",
    b"Final-Recipient: rfc822; bob@c.example\n",
    b"Action: failed\n",
    b"Status: 5.1.1\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n",
    b"--b\n",
    b"--b--\n",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Type: text/html\n",
    b"Content-Transfer-Encoding: base64\n",
    b"filename*0*=utf-8''%E5%8F",
    b"../../x\0.pdf",
    b"<div style='display:none'>",
    b"<style>.a{display:none}</style>",
    b"<!--",
    b"-->",
    b"<blockquote>",
    b"</p>",
    b"&#8238;",
    b"&#0;",
    b"<p class=a id=b>",
    "On Mon, 16 Nov 2026, Bo wrote:\n".as_bytes(),
    b"> ",
    b">>>> ",
    b"-----Original Message-----\n",
    "发件人: ".as_bytes(),
    "发送时间: 2026年11月20日\n".as_bytes(),
    "主题: x\n".as_bytes(),
    b"-- \n",
    b"Sent from my iPhone\n",
    "下周五".as_bytes(),
    "12月".as_bytes(),
    "31日".as_bytes(),
    "2月30日".as_bytes(),
    "至".as_bytes(),
    "月底".as_bytes(),
    b"by ",
    b"until ",
    b"31 Feb ",
    b"13/13/9999",
    b"99:99",
    b"in 99999999 days",
    b"9999-12-31",
    b"0000-00-00",
    b"Friday",
    b"30th",
    b"+9900",
    "¥".as_bytes(),
    b"$",
    "€".as_bytes(),
    b"1,0,0.0.0",
    b"99999999999999999999999999999999999999",
    b"1e999",
    "亿".as_bytes(),
    "万".as_bytes(),
    "壹拾万元整".as_bytes(),
    b"INV-",
    b"#42",
    b"[#42]",
    b"snooze ",
    b"done 42 43",
    b"due ",
    b"part 1",
    b"5wd",
    "完成 ".as_bytes(),
    b"Re: ",
    "回复：".as_bytes(),
    "转发：".as_bytes(),
    b"[list] ",
    "已付款".as_bytes(),
    b"not paid yet",
    b"please send ",
    b"1. ",
    b"- ",
    b"?",
    b"BEGIN:VCALENDAR\n",
    b"BEGIN:VEVENT\n",
    b"DTSTART:20261301\n",
    b"RRULE:FREQ=SECONDLY\n",
    b"END:VEVENT\n",
    b"END:VCALENDAR\n",
    b"mx.agency.example; dmarc=pass",
    b" header.from=",
    b"dkim=pass (",
    b"/1",
    b"<?xml version=\"1.0\"?>",
    b"<Invoice>",
    b"<ID>",
    b"</ID>",
    b"<LegalMonetaryTotal><PayableAmount currencyID=\"EUR\">9.50</PayableAmount></LegalMonetaryTotal>",
    b"<DueDate>2026-12-02</DueDate>",
    b"</Invoice>",
    b"<![CDATA[",
    b"]]>",
    b"&amp;",
    b"&#x1F;",
    b"&e;",
    b"<!DOCTYPE Invoice [<!ENTITY e \"x\">]>",
];

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(<[u8]>::to_vec),
        2 => proptest::collection::vec(any::<u8>(), 0..12),
        1 => (proptest::sample::select(PIECES), 2usize..60).prop_map(|(p, n)| p.repeat(n)),
        1 => "\\PC{0,12}".prop_map(String::into_bytes),
    ];
    prop_oneof![
        6 => proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat()),
        1 => proptest::collection::vec(any::<u8>(), 0..400),
    ]
}

macro_rules! twins {
    ($($name:ident),* $(,)?) => {
        proptest! {
            $(
                #[test]
                fn $name(data in bytes()) {
                    checks::$name(&data);
                }
            )*
        }
        /// Every twin here.
        const TWINS: &[&str] = &[$(stringify!($name)),*];
    };
}

twins![
    whole_mail,
    headers,
    addresses,
    subject,
    message_ids,
    authentication,
    bounce,
    html,
    quotes,
    charsets,
    dates,
    money,
    numbers,
    commands,
    opening,
    reply,
    automatic,
    calendar,
    invoice_files,
];

#[test]
fn every_fuzz_target_has_its_twin_and_its_line_in_the_manifest() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let files: BTreeSet<String> = fs::read_dir(fuzz.join("fuzz_targets"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let twins: BTreeSet<String> = TWINS.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(files, twins);
    let manifest: toml::Table = fs::read_to_string(fuzz.join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    assert!(manifest.contains_key("workspace"));
    let listed: BTreeSet<String> = manifest["bin"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bin| {
            let name = bin["name"].as_str().unwrap().to_owned();
            assert_eq!(
                bin["path"].as_str(),
                Some(format!("fuzz_targets/{name}.rs").as_str())
            );
            name
        })
        .collect();
    assert_eq!(files, listed);
    for name in &files {
        let source =
            fs::read_to_string(fuzz.join("fuzz_targets").join(format!("{name}.rs"))).unwrap();
        assert!(source.contains(&format!("checks::{name}(data)")), "{name}");
    }
    // Every check is a target.
    let checks = include_str!("hostile/checks.rs");
    let known: BTreeSet<String> = checks
        .lines()
        .filter_map(|line| line.strip_prefix("pub(crate) fn "))
        .filter_map(|rest| rest.split('(').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(files, known);
}

fn time(check: fn(&[u8]), data: &[u8]) -> Duration {
    let start = Instant::now();
    check(data);
    start.elapsed()
}

/// Four times the bytes may cost some ten times the time, not sixteen, and never more than seconds.
/// Other tests run beside this one: what seems slow gets two more chances.
#[test]
fn time_grows_with_size_no_faster() {
    let mut slow = Vec::new();
    for shape in shapes::all() {
        let (small, large) = ((shape.make)(shape.size), (shape.make)(shape.size * 4));
        let mut told = String::new();
        for _ in 0..3 {
            let (one, four) = (time(shape.check, &small), time(shape.check, &large));
            if four <= one * 10 + Duration::from_millis(400) && four <= Duration::from_secs(5) {
                told.clear();
                break;
            }
            told = format!("{}: {one:?}, then {four:?}", shape.name);
        }
        if !told.is_empty() {
            slow.push(told);
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn limits_cut_and_say_so() {
    let cut = |raw: &str| nudged::mail::parse(raw.as_bytes()).expect("a mail").cut;
    let many = |line: &str, n: usize| line.repeat(n);
    for (raw, want) in [
        (
            format!("From: a@b.example\n{}\nx", many("X-A: 1\n", 10_000)),
            "headers",
        ),
        (
            format!(
                "References: {}\n\nx",
                many("<a@b.example> <c@d.example>\n ", 3)
            ),
            "",
        ),
        (
            format!(
                "References: {}\n\nx",
                (0..100_000)
                    .map(|n| format!("<{n}@b.example>\n "))
                    .collect::<String>()
            ),
            "references",
        ),
        (
            format!("From: a@b.example\n\n{}", many("word ", 60_000)),
            "text",
        ),
        (
            format!(
                "Content-Type: multipart/mixed; boundary=b\n\n{}",
                many("--b\n\nx\n", 600)
            ),
            "parts",
        ),
        (
            (0..40)
                .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
                .collect(),
            "depth",
        ),
        (
            format!(
                "Content-Type: multipart/mixed; boundary=b\n\n{}",
                many("--b\nContent-Type: image/png; name=a.png\n\nx\n", 300)
            ),
            "attachments",
        ),
        (
            many("Content-Type: message/rfc822\n\n", 6) + "Subject: x\n\nx",
            "enclosed mails",
        ),
    ] {
        let cut = cut(&raw);
        assert!(
            want.is_empty() && cut.is_empty() || cut.iter().any(|c| c == want),
            "{want}: {cut:?}"
        );
    }
}
