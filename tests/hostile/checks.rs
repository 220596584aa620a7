//! What must hold for every byte a stranger sends, parser by parser. The fuzz targets in `fuzz/` and
//! the property tests of `tests/hostile.rs` call the same functions: no panic, bounded output, no
//! control or bidi characters in anything that leaves the reading rooms.

use chrono::{DateTime, FixedOffset};
use nudged::calendar::Holidays;
use nudged::interpret::{self, Context, commands, dates, language, money, numbers};
use nudged::mail::{self, limits, quoting};
use nudged::model::{Mail, Person, Reading, Role};

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-20T09:30:00+08:00").expect("a time")
}

fn hidden(c: char) -> bool {
    matches!(c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' | '\u{2028}' | '\u{2029}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
        || c.is_control()
}

fn line(what: &str, text: &str) {
    assert!(!text.chars().any(hidden), "{what}: {text:?}");
    assert!(text.chars().count() <= limits::LINE_CHARS, "{what}: long");
}

fn text(what: &str, text: &str) {
    let clean = !text.chars().any(|c| c != '\n' && hidden(c));
    assert!(clean, "{what}: {text:?}");
    // A quote mark or a joining line end may be added, no more.
    assert!(text.len() <= limits::TEXT_BYTES * 2, "{what}: long");
}

fn person(what: &str, person: &Person) {
    line(what, &person.name);
    line(what, person.address.as_str());
}

fn mail(mail: &Mail) {
    line("subject", &mail.subject);
    line("base subject", &mail.base_subject);
    line("from shown", &mail.from_shown);
    let people = [&mail.reply_to, &mail.to, &mail.cc];
    for list in people {
        assert!(list.len() <= limits::PEOPLE);
    }
    let people = people.into_iter().flatten();
    for who in people.chain(&mail.from).chain(&mail.sender) {
        person("person", who);
    }
    for id in mail
        .message_id
        .iter()
        .chain(&mail.in_reply_to)
        .chain(&mail.references)
    {
        line("id", id.as_str());
    }
    assert!(mail.references.len() <= limits::REFERENCES);
    assert!(mail.in_reply_to.len() <= limits::REFERENCES);
    assert!(mail.attachments.len() <= limits::ATTACHMENTS);
    for file in &mail.attachments {
        if let Some(invoice) = &file.invoice {
            line("invoice number", &invoice.number);
            assert!(!invoice.number.is_empty());
        }
        line("file name", &file.name);
        line("media type", &file.media_type);
        assert!(!file.name.contains(['/', '\\']), "{:?}", file.name);
    }
    for value in &mail.authentication_results {
        assert!(!value.chars().any(hidden), "{value:?}");
        assert!(value.len() <= limits::HEADER_BYTES * 3);
    }
    for value in [&mail.nudged_id, &mail.return_path, &mail.auto_submitted] {
        line("header", value.as_deref().unwrap_or_default());
    }
    text("text", &mail.text);
    text("html text", mail.html_text.as_deref().unwrap_or_default());
    text("headers", &mail.headers);
    if let Some(automatic) = &mail.automatic {
        text("evidence", &automatic.evidence);
        text(
            "stand-in",
            automatic.stand_in.as_deref().unwrap_or_default(),
        );
        assert!(automatic.recipients.len() <= limits::RECIPIENTS);
        assert!(automatic.original_references.len() <= limits::REFERENCES);
        for recipient in &automatic.recipients {
            line("failed", recipient.address.as_str());
            line("status", &recipient.status);
        }
    }
    for inner in &mail.enclosed {
        self::mail(inner);
    }
}

fn read(mail: &Mail, role: Role) -> Reading {
    let context = Context {
        role,
        zone: chrono_tz::Tz::Asia__Shanghai,
        arrival: None,
        fallback: now(),
    };
    let reading = interpret::read(mail, &context);
    text("own text", &reading.own_text);
    text("signature", &reading.signature);
    text("quoted text", &reading.quoted_text);
    if let Some(forwarded) = &reading.forwarded {
        text("forwarded", &format!("{forwarded:?}").replace("\\n", " "));
    }
    for signal in &reading.signals {
        text("signal", &signal.evidence);
    }
    for date in &reading.dates {
        text("date", &date.text);
    }
    for amount in &reading.money {
        text("money", &amount.text);
    }
    for number in &reading.invoice_numbers {
        text("number", number);
    }
    reading
}

fn parsed(raw: &[u8]) {
    if let Ok(found) = mail::parse(raw) {
        mail(&found);
        read(&found, Role::Client);
        let _ = mail::authenticate(&found, &["mx.agency.example".to_owned()]);
    }
    let _ = (mail::arrival(raw), mail::hash(raw));
}

/// A mail around a piece of header block.
fn with_header(parts: &[&[u8]]) {
    let mut raw = parts.concat();
    raw.extend(b"\r\nX-End: 1\r\n\r\nbody\r\n");
    parsed(&raw);
}

/// Header values: line ends become folds, or they would end the block.
fn folded(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() + 16);
    for byte in data {
        out.push(*byte);
        if *byte == b'\n' {
            out.push(b' ');
        }
    }
    out
}

/// Any bytes as a mail.
pub(crate) fn whole_mail(data: &[u8]) {
    parsed(data);
}

/// A header block.
pub(crate) fn headers(data: &[u8]) {
    with_header(&[data]);
}

/// From, To, Cc, Reply-To, Sender.
pub(crate) fn addresses(data: &[u8]) {
    let value = folded(data);
    for name in ["From: ", "From: a@b.example\r\nTo: ", "Cc: ", "Sender: "] {
        with_header(&[name.as_bytes(), &value]);
    }
}

/// A subject and its base.
pub(crate) fn subject(data: &[u8]) {
    with_header(&[b"Subject: ", &folded(data)]);
    let text = String::from_utf8_lossy(data);
    let base = mail::base_subject(&text);
    assert!(base.len() <= text.len());
    assert_eq!(mail::base_subject(&base), base, "marks are left");
}

/// Message-ID, In-Reply-To, References.
pub(crate) fn message_ids(data: &[u8]) {
    let value = folded(data);
    with_header(&[
        b"Message-ID: ",
        &value,
        b"\r\nIn-Reply-To: ",
        &value,
        b"\r\nReferences: ",
        &value,
    ]);
}

/// Authentication-Results, believed or not.
pub(crate) fn authentication(data: &[u8]) {
    let value = folded(data);
    with_header(&[
        b"From: a@b.example\r\nAuthentication-Results: mx.agency.example; ",
        &value,
        b"\r\nAuthentication-Results: ",
        &value,
    ]);
}

/// Delivery reports: the fields, and a server's own words.
pub(crate) fn bounce(data: &[u8]) {
    let head = b"From: mailer-daemon@mx.example\r\nSubject: Undeliverable\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\n";
    parsed(
        &[
            head,
            data,
            b"\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n",
            data,
            b"\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n",
            data,
            b"\r\n--b--\r\n",
        ]
        .concat(),
    );
    parsed(
        &[
            b"From: postmaster@mx.example\r\nSubject: failure notice\r\n\r\n",
            data,
        ]
        .concat(),
    );
}

/// An HTML body.
pub(crate) fn html(data: &[u8]) {
    parsed(
        &[
            b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n",
            data,
        ]
        .concat(),
    );
}

/// Own words, signature and quotes.
pub(crate) fn quotes(data: &[u8]) {
    let body = String::from_utf8_lossy(data);
    for subject in ["Re: x", "Fwd: x"] {
        let parts = quoting::split(&body, subject);
        let all = parts.own.len() + parts.signature.len() + parts.quoted.len();
        assert!(all <= body.len() * 2 + 16, "{all} of {}", body.len());
    }
}

/// An electronic invoice: as it is, and as a value inside a whole one.
pub(crate) fn invoice_files(data: &[u8]) {
    let head: &[u8] = b"From: a@b.example\r\nContent-Type: application/xml; name=i.xml\r\n\r\n";
    parsed(&[head, data].concat());
    let end = b"</ID><LegalMonetaryTotal><PayableAmount currencyID=\"EUR\">9</PayableAmount></LegalMonetaryTotal></Invoice>";
    parsed(&[head, b"<Invoice><ID>", data, end].concat());
}

/// Encoded words, charsets and transfer encodings.
pub(crate) fn charsets(data: &[u8]) {
    const LABELS: [&str; 8] = [
        "gb2312",
        "gb18030",
        "big5",
        "utf-8",
        "utf-16",
        "iso-2022-jp",
        "shift_jis",
        "x-unknown",
    ];
    let label = LABELS[data.first().map_or(0, |b| usize::from(*b)) % LABELS.len()];
    let value = folded(data);
    for encoding in ["B", "Q", "b", "x"] {
        let start = format!("Subject: =?{label}?{encoding}?");
        with_header(&[start.as_bytes(), &value, b"?= =?utf-8?Q?=E5?="]);
    }
    for encoding in ["base64", "quoted-printable", "8bit"] {
        let head = format!(
            "From: a@b.example\r\nContent-Type: text/plain; charset={label}; format=flowed\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
        );
        parsed(&[head.as_bytes(), data].concat());
    }
}

/// Dates in text and in the Date header.
pub(crate) fn dates(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for seen in dates::find(&text, now()) {
        assert!(!seen.text.is_empty() && text.len() >= seen.text.len());
    }
    with_header(&[
        b"Date: ",
        &folded(data),
        b"\r\nReceived: by x; ",
        &folded(data),
    ]);
}

/// Amounts.
pub(crate) fn money(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    assert!(money::find(&text).len() <= text.len());
}

/// Invoice numbers, in text and in file names.
pub(crate) fn numbers(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    assert!(numbers::find(&text).len() <= text.len());
    let _ = numbers::in_file_name(&text);
}

/// Commands of a member.
pub(crate) fn commands(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (found, refused) = commands::find(&text, now());
    assert!(found.len() + refused.len() <= text.len());
}

/// What a member's mail would open.
pub(crate) fn opening(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let reading = read(&mail::bare(&text, "Logo", now()), Role::Team);
    if let Some(opens) = &reading.opens {
        for ask in &opens.asks {
            self::text("ask", ask);
        }
    }
}

/// What a client's answer says.
pub(crate) fn reply(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    read(&mail::bare(&text, "Re: Logo", now()), Role::Client);
    let _ = language::of(&text);
}

/// Absences and other automatic answers.
pub(crate) fn automatic(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for subject in [
        "Automatic reply: Logo",
        "自动回复：合同",
        "Read: Logo",
        text.as_ref(),
    ] {
        mail(&mail::bare(&text, subject, now()));
    }
}

/// Calendar files.
pub(crate) fn calendar(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = Holidays::from_ics(&text);
    let _ = Holidays::from_data(&text);
}
