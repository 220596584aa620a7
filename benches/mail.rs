//! What one mail costs: parsed and interpreted, and taken in whole (look up, decide, commit).
#![allow(missing_docs, reason = "criterion's macros make public items")]
#![expect(
    clippy::expect_used,
    reason = "a bench that cannot start has nothing to measure"
)]

use std::hint::black_box;

use chrono::{DateTime, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use nudged::app::replay::Replay;
use nudged::interpret::{self, Context};
use nudged::model::Role;
use nudged::{config, mail};

const CONFIG: &str = r#"
[tracking]
address = "track@studio.example"
[team]
name = "Studio"
domains = ["studio.example"]
[policy]
mode = "auto"
[security]
trusted-authserv-ids = ["mx.studio.example"]
"#;

fn at() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().expect("time")
}

fn opening(n: u32) -> Vec<u8> {
    format!(
        "Authentication-Results: mx.studio.example; dmarc=pass header.from=studio.example\r\n\
         From: Ines <ines@studio.example>\r\nTo: Otto <otto@client{n}.example>\r\nCc: track@studio.example\r\n\
         Subject: Brochure {n}\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nMessage-ID: <open{n}@studio.example>\r\n\r\n\
         Hi Otto,\r\n\r\nplease send us by 6 March:\r\n\r\n1. The floor plan as PDF\r\n2. Two portraits\r\n\r\nThanks\r\nInes\r\n"
    )
    .into_bytes()
}

fn answer(n: u32) -> Vec<u8> {
    format!(
        "Authentication-Results: mx.studio.example; dmarc=pass header.from=client{n}.example\r\n\
         From: Otto <otto@client{n}.example>\r\nTo: Ines <ines@studio.example>\r\nCc: track@studio.example\r\n\
         Subject: Re: Brochure {n}\r\nDate: Tue, 3 Mar 2026 10:00:00 +0100\r\nMessage-ID: <answer{n}@client{n}.example>\r\n\
         In-Reply-To: <open{n}@studio.example>\r\nReferences: <open{n}@studio.example>\r\n\r\n\
         Hi Ines,\r\n\r\nthe floor plan comes tomorrow, the portraits by Friday.\r\n\r\nOtto\r\n\r\n\
         On Mon, Mar 2, 2026 at 10:00 AM Ines <ines@studio.example> wrote:\r\n> please send us by 6 March:\r\n> 1. The floor plan as PDF\r\n"
    )
    .into_bytes()
}

/// A thread that was quoted again and again.
fn thread() -> Vec<u8> {
    let mut raw = answer(2);
    for depth in 1..12 {
        let marks = "> ".repeat(depth);
        raw.extend_from_slice(
            format!(
                "{marks}On Mon, Mar 2, 2026 at 10:00 AM Ines <ines@studio.example> wrote:\r\n\
                 {marks}We looked at the floor plan again and have some questions about the second page.\r\n\
                 {marks}Could you tell us by 12 March what the EUR 1,200.00 on invoice INV-2026-{depth:04} are for?\r\n"
            )
            .as_bytes(),
        );
    }
    raw
}

/// A newsletter: tables, styles, links, and little to read.
fn newsletter() -> Vec<u8> {
    let row = "<tr><td style=\"padding:0 12px;font-family:Arial,sans-serif;color:#333333\"><a href=\"https://news.client1.example/read?id=1\" style=\"color:#0055aa\">Our spring offers &amp; news</a><p class=\"lead\">Everything for your <b>garden</b>, from 12.50 EUR until 30 April.</p></td></tr>\r\n";
    format!(
        "From: News <news@client1.example>\r\nTo: track@studio.example\r\nSubject: Spring offers\r\n\
         Date: Mon, 2 Mar 2026 10:00:00 +0100\r\nMessage-ID: <news@client1.example>\r\nList-Id: <news.client1.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <html><head><style>.lead{{margin:0}} .pre{{display:none}}</style></head><body><table>{}</table></body></html>\r\n",
        row.repeat(120)
    )
    .into_bytes()
}

/// A report of a server (RFC 3464).
fn bounce() -> Vec<u8> {
    "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.studio.example\r\nTo: track@studio.example\r\n\
     Subject: Undelivered Mail Returned to Sender\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nMessage-ID: <b@mx.studio.example>\r\n\
     MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
     --b\r\nContent-Type: text/plain\r\n\r\nI could not deliver your message.\r\n\r\n<otto@client1.example>: user unknown\r\n\r\n\
     --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.studio.example\r\n\r\n\
     Final-Recipient: rfc822; otto@client1.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\
     Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n\
     --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <open1@studio.example>\r\nSubject: Brochure 1\r\n\r\n--b--\r\n"
        .as_bytes()
        .to_vec()
}

fn reading(c: &mut Criterion) {
    let context = Context {
        role: Role::Client,
        zone: chrono_tz::Tz::UTC,
        arrival: Some(at()),
        fallback: at().fixed_offset(),
    };
    for (name, raw) in [
        ("read a short reply", answer(1)),
        ("read a long thread", thread()),
        ("read an HTML newsletter", newsletter()),
        ("read a bounce", bounce()),
    ] {
        c.bench_function(name, |b| {
            b.iter(|| {
                let mail = mail::parse(black_box(&raw)).expect("readable");
                interpret::read(&mail, &context)
            });
        });
    }
}

fn ingest(c: &mut Criterion) {
    let config = config::parse(CONFIG, std::path::Path::new("")).expect("configuration");
    let dir = tempfile::tempdir().expect("directory");
    let mut replay = Replay::new(config, dir.path(), at()).expect("replay");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("runtime");
    let mut n = 0_u32;
    c.bench_function("take in an opening mail and its answer", |b| {
        b.iter(|| {
            n += 1;
            let mut tell = |_: &_| {};
            runtime
                .block_on(replay.arrive(&opening(n), &mut tell))
                .expect("opened");
            runtime
                .block_on(replay.arrive(&answer(n), &mut tell))
                .expect("answered");
        });
    });
}

criterion_group!(benches, reading, ingest);
criterion_main!(benches);
