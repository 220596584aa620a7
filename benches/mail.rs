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

fn reading(c: &mut Criterion) {
    let raw = answer(1);
    let context = Context {
        role: Role::Client,
        zone: chrono_tz::Tz::UTC,
        arrival: Some(at()),
        fallback: at().fixed_offset(),
    };
    c.bench_function("parse and interpret", |b| {
        b.iter(|| {
            let mail = mail::parse(black_box(&raw)).expect("readable");
            interpret::read(&mail, &context)
        });
    });
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
