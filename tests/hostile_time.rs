//! No mail may stall the daemon: what takes n bytes and some time takes no more than in proportion
//! with four times as many. Each shape is read at two sizes and the times are compared; the factor is
//! generous, since the machine does other things too, but a square shows.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::time::Duration;

use chrono::{DateTime, Utc};
use nudged::interpret::{self, Context};
use nudged::mail;
use nudged::model::Role;

const HEAD: &str = "From: Otto <otto@client.example>\nTo: track@studio.example\n\
    Date: Mon, 2 Mar 2026 10:00:00 +0100\nMessage-ID: <a@client.example>\nIn-Reply-To: <b@studio.example>\n";
/// Bytes of the smaller one; four times as many are still below what is cut.
const SMALL: usize = 12 * 1024;
/// Four times as many bytes may take this many times as long.
const FACTOR: u32 = 9;
/// Below this the clock and the neighbours decide.
const NOISE: Duration = Duration::from_millis(40);

fn read(raw: &[u8]) -> Duration {
    let at: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().expect("time");
    let context = Context {
        role: Role::Team,
        zone: chrono_tz::Tz::UTC,
        arrival: Some(at),
        fallback: at.fixed_offset(),
    };
    let start = worked();
    let mail = mail::parse(raw).expect("a mail");
    let _ = interpret::read(&mail, &context);
    worked().saturating_sub(start)
}

/// What this thread has worked: waiting for a processor is none of its time.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.try_into().expect("a time")
}

/// The quickest of some runs: the others were disturbed.
fn quickest(raw: &[u8]) -> Duration {
    (0..3).map(|_| read(raw)).min().unwrap_or_default()
}

fn check(name: &str, build: &dyn Fn(usize) -> String) {
    let small = quickest(build(SMALL).as_bytes());
    let large = quickest(build(SMALL * 4).as_bytes());
    assert!(
        large <= small * FACTOR + NOISE,
        "{name:?}: {small:?} for {SMALL} bytes, {large:?} for four times as many"
    );
}

fn text(subject: &str, body: &str) -> String {
    format!("{HEAD}Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{body}")
}

fn times(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len())
}

#[test]
fn bodies() {
    let _ = read(text("Re: Logo", "We have not paid it yet, we will on Friday.").as_bytes());
    for unit in [
        "a",
        "1 ",
        "。",
        "款还没有付",
        "一千二百",
        "not sent ",
        "once it is sent ",
        "周五发你",
        "if it was made, ",
        ",",
        "a.",
        "? ",
        "ok\n",
        "what?\n",
        ">",
        "> a?\nb\n",
        "a\n> b\n",
        "on 3 May 2026, ",
        "5/6/2026 ",
        "by Friday\n",
        "下周五之前",
        "within 3 days after ",
        "USD 1,200.50 ",
        "$1 ",
        "人民币一万二千元整",
        "1,000,",
        "total due ",
        "twenty three thousand ",
        "invoice no. INV-2026-001 ",
        "INV-",
        "1. send it\n",
        "- please send\n",
        "From: a\n",
        "To: a@b.example\n",
        "From: x@y.example\nSent: z\n\n",
        "a:\n",
        "On Fri, Bob wrote:\n",
        "wrote:\n",
        "this message is confidential\n",
        "--\n",
        "-----\n",
        "-----\n\nAna Roe\n",
        "Thanks\n",
        "Bob Ray\n",
        "\n",
        "a@b.example ",
        "@",
        "http://a.example/ ",
        "👍",
        "attached ",
        "please send it, ",
        "payment it payment it ",
        "i have i have we ",
        "已的",
        "close 1; ",
    ] {
        check(unit, &|bytes| text("Re: Logo", &times(unit, bytes)));
    }
}

#[test]
fn reports_and_absences() {
    for unit in [
        "<u@c.example>: user unknown\n",
        "delivery failed ",
        "away until 5 May ",
        "Contact Aa Bb ",
    ] {
        check(unit, &|bytes| {
            let head = "Return-Path: <>\nAuto-Submitted: auto-replied\n";
            format!(
                "{head}{}",
                text("Undelivered Mail Returned to Sender", &times(unit, bytes))
            )
        });
    }
}

#[test]
fn html() {
    for unit in [
        "<div>x",
        "<b>x",
        "<p>x",
        "<table><tr><td>",
        "<blockquote>x",
        "<li>x",
        "<br>",
        "<",
        "<!--",
        "<style>.a{",
        "<style>.a{display:none}</style>",
        "&amp;",
        "</div>",
        "</b>",
        "<x a=1 b=2>",
        "<td></div>",
    ] {
        check(unit, &|bytes| {
            format!(
                "{HEAD}Subject: x\nContent-Type: text/html\n\n{}",
                times(unit, bytes)
            )
        });
    }
    check("class words", &|bytes| {
        let rules = times(".x{display:none}.x.y{top:0}", bytes / 2);
        let words = times("x ", bytes / 2);
        format!(
            "{HEAD}Subject: x\nContent-Type: text/html\n\n<style>{rules}</style><b class='{words}'>x"
        )
    });
    check("attributes", &|bytes| {
        let all: String = (0..bytes / 8).map(|n| format!(" a{n}=1")).collect();
        format!("{HEAD}Subject: x\nContent-Type: text/html\n\n<div{all}>x")
    });
}

#[test]
fn headers() {
    for (before, unit) in [
        ("X-A: ", "a"),
        ("X-A: ", "\n a"),
        ("", "X-B: a\n"),
        ("References: ", "<a@b.example> "),
        ("Cc: ", "a@b.example, "),
        ("Cc: ", "\""),
        ("Cc: ", "("),
        ("Cc: ", "<"),
        ("Cc: ", "a:;"),
        ("Subject: ", "Re: "),
        ("Subject: ", "=?utf-8?Q?a?= "),
        ("Subject: ", "=?"),
        ("Subject: ", "["),
        ("Content-Disposition: inline", "; a*0=b"),
        ("Authentication-Results: ", "a; dkim=pass "),
        ("Authentication-Results: ", "("),
        (
            "",
            "Received: from a by b; Fri, 20 Nov 2026 09:30:00 +0800\n",
        ),
    ] {
        check(&format!("{before}{unit}"), &|bytes| {
            format!("{HEAD}{before}{}\n\nhello", times(unit, bytes))
        });
    }
}

#[test]
fn parts() {
    check("deep", &|bytes| {
        let nested: String = (0..bytes / 64)
            .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
            .collect();
        format!("{HEAD}{nested}")
    });
    for unit in [
        "--b\n\nx\n",
        "--b\nContent-Type: text/html\n\n<p>x\n",
        "--b\nContent-Type: message/rfc822\n\nSubject: x\n\nhi\n",
        "--\n",
    ] {
        check(unit, &|bytes| {
            format!(
                "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{}",
                times(unit, bytes)
            )
        });
    }
    check("enclosed", &|bytes| {
        format!(
            "{HEAD}{}Subject: x\n\nhi",
            times("Content-Type: message/rfc822\n\nSubject: x\n", bytes)
        )
    });
}
