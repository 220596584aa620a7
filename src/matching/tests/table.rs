//! Tables: a mail, the items there are, and what it is about.

use super::*;

#[test]
fn threads_tags_numbers_subjects_and_content_in_this_order() {
    let fresh = |own: &str| Letter::new("Hello", own);
    let table: Vec<(&str, Letter, &str)> = vec![
        (
            "direct answer",
            fresh("thanks").answers(&["<M1@agency.example>"]),
            "clear 1 reply-in-thread",
        ),
        (
            "by references only",
            fresh("x").refers(&["m2@agency.example", "unknown@x"]),
            "clear 2 reply-in-thread",
        ),
        (
            "second id of ours",
            fresh("x").refers(&["ref.one@agency.example"]),
            "clear 2 reply-in-thread",
        ),
        (
            "closed item, late answer",
            fresh("x").answers(&["m5@agency.example"]),
            "clear 5 reply-in-thread",
        ),
        (
            "thread beats subject",
            Letter::new("Logo", "x").answers(&["m2@agency.example"]),
            "clear 2 reply-in-thread",
        ),
        (
            "merged mail, bare thanks",
            fresh("thanks").answers(&["follow-up@agency.example"]),
            "unclear 1,3 reply-in-thread",
        ),
        (
            "merged mail, paid",
            fresh("It is paid.")
                .answers(&["follow-up@agency.example"])
                .says(SignalKind::Payment),
            "clear 3 reply-in-thread",
        ),
        (
            "merged mail, logo attached",
            fresh("here")
                .attached("logo.svg")
                .answers(&["follow-up@agency.example"]),
            "clear 1 reply-in-thread",
        ),
        (
            "merged mail, split",
            fresh("Logo attached, and paid.")
                .attached("Logo_final.svg")
                .says(SignalKind::Payment)
                .answers(&["follow-up@agency.example"]),
            "clear 1,3 reply-in-thread",
        ),
        (
            "two invoices, paid",
            fresh("paid")
                .says(SignalKind::Payment)
                .answers(&["both@agency.example"]),
            "unclear 3,4 reply-in-thread",
        ),
        (
            "two invoices, both paid",
            fresh("Both have been paid")
                .says(SignalKind::Payment)
                .answers(&["both@agency.example"]),
            "clear 3,4 reply-in-thread",
        ),
        (
            "two invoices, 两笔",
            fresh("两笔都付了")
                .says(SignalKind::Payment)
                .answers(&["both@agency.example"]),
            "clear 3,4 reply-in-thread",
        ),
        (
            "two invoices, a number",
            fresh("INV-2026-0004 is paid")
                .number("INV-2026-0004")
                .answers(&["both@agency.example"]),
            "clear 4 reply-in-thread",
        ),
        (
            "two invoices, an amount",
            fresh("¥5000 paid")
                .amount(5_000)
                .says(SignalKind::Payment)
                .answers(&["both@agency.example"]),
            "clear 4 reply-in-thread",
        ),
        (
            "two items, one answered directly",
            fresh("ok")
                .answers(&["m2@agency.example"])
                .refers(&["m1@agency.example", "m2@agency.example"]),
            "clear 2 reply-in-thread",
        ),
        (
            "in one thread, of another invoice",
            fresh("INV-2026-0004 is paid")
                .number("INV-2026-0004")
                .answers(&["m3@agency.example"]),
            "unclear 3,4 reply-in-thread",
        ),
        (
            "in a request's thread, of an invoice as well",
            fresh("INV-2026-0004 paid")
                .number("INV-2026-0004")
                .answers(&["m1@agency.example"]),
            "clear 1,4 reply-in-thread",
        ),
        (
            "the thread's subject names one of its items, the words none",
            Letter::new("Re: Invoice INV-2026-0003", "we will look at it")
                .number("INV-2026-0003")
                .answers(&["follow-up@agency.example"]),
            "unclear 1,3 reply-in-thread",
        ),
        (
            "the thread's subject names one of its items, the words another",
            Letter::new("Re: Invoice INV-2026-0003", "logo attached")
                .number("INV-2026-0003")
                .attached("logo.svg")
                .answers(&["follow-up@agency.example"]),
            "clear 1 reply-in-thread",
        ),
        (
            "a number in the subject alone",
            Letter::new("About INV-2026-0003", "see subject").number("INV-2026-0003"),
            "clear 3 invoice-number",
        ),
        (
            "address tag",
            fresh("x").to("track+I2.ok@agency.example"),
            "clear 2 address-tag",
        ),
        (
            "forged address tag",
            fresh("x").to("track+i2.no@agency.example"),
            "nothing",
        ),
        (
            "other tags",
            fresh("x").to("track+invoice@agency.example"),
            "nothing",
        ),
        (
            "subject tag",
            Letter::new("Re: [#2] hours", "x"),
            "clear 2 subject-tag",
        ),
        (
            "invoice number",
            fresh("We paid").number("inv-2026-0003"),
            "clear 3 invoice-number",
        ),
        (
            "number in an attachment's name",
            fresh("see attachment").attached("INV-2026-0003.pdf"),
            "clear 3 invoice-number",
        ),
        (
            "a longer number is another one",
            fresh("see").attached("INV-2026-00031.pdf"),
            "nothing",
        ),
        (
            "two numbers",
            fresh("paid")
                .number("INV-2026-0003")
                .number("INV-2026-0004"),
            "clear 3,4 invoice-number",
        ),
        (
            "amount",
            fresh("transferred ¥12000").amount(12_000),
            "clear 3 amount",
        ),
        (
            "unknown amount",
            fresh("we paid ¥777").amount(777).says(SignalKind::Payment),
            "nothing",
        ),
        (
            "base subject",
            Letter::new("Re: Opening hours of the shop", "9 to 18"),
            "clear 2 base-subject",
        ),
        (
            "base subject, closed: the newest",
            Letter::new("Re: Photos of the team", "late"),
            "clear 6 base-subject",
        ),
        (
            "a new subject that names the old one",
            Letter::new(
                "Re: Lunch break (was: Opening hours of the shop)",
                "9 to 18",
            ),
            "clear 2 base-subject",
        ),
        (
            "a new subject that names an old one nobody knows",
            Letter::new("Re: Lunch break (was: Dinner)", "9 to 18"),
            "nothing",
        ),
        (
            "content: the files of two",
            fresh("both attached")
                .attached("logo.svg")
                .attached("opening-hours-summer.pdf")
                .read_as(Reply::Delivered),
            "clear 1,2 content",
        ),
        (
            "content: the files of two, and what is said of them is unclear",
            fresh("")
                .attached("logo.svg")
                .attached("opening-hours-summer.pdf")
                .read_as(Reply::Unclear),
            "unclear 1,2 content",
        ),
        (
            "content: attachment",
            fresh("as you asked").attached("brand-guidelines.pdf"),
            "clear 1 content",
        ),
        (
            "content: words",
            fresh("Our opening hours in summer are 9 to 18"),
            "clear 2 content",
        ),
        (
            "content: Chinese",
            fresh("营业执照见附件"),
            "clear 7 content",
        ),
        (
            "content: quoted ask",
            fresh("there you go").quotes("> Opening hours of the shop in summer"),
            "clear 2 content",
        ),
        (
            "content: paid, two invoices",
            fresh("we have paid").says(SignalKind::Payment),
            "unclear 3,4 content",
        ),
        (
            "unrelated",
            fresh("Could you quote for a new brochure? Our logo changes next year."),
            "nothing",
        ),
        ("empty", Letter::new("", ""), "nothing"),
    ];
    for (name, letter, want) in table {
        assert_eq!(
            shown(&letter.about(&shelf(), Some(&client()))),
            want,
            "{name}"
        );
    }
}

#[test]
fn a_single_open_item_is_no_reason_to_match() {
    let one = Shelf {
        items: vec![request(1, "Logo", &["Logo as SVG"])],
        ..Shelf::default()
    };
    for own in [
        "Happy new year!",
        "Can we meet on Friday?",
        "Please call me about the new website.",
        "谢谢",
        "done",
    ] {
        let letter = Letter::new("Something else", own).says(SignalKind::Delivered);
        assert_eq!(letter.about(&one, Some(&client())), Match::Nothing, "{own}");
    }
}

#[test]
fn strangers_and_the_team_are_matched_by_less() {
    let stranger = ClientKey("elsewhere.example".into());
    let letter = Letter::new("Logo", "INV-2026-0003 paid").number("INV-2026-0003");
    assert_eq!(
        letter.about(&shelf(), Some(&stranger)),
        Match::Nothing,
        "another client's subject and number"
    );
    assert_eq!(
        letter.about(&shelf(), None),
        Match::Nothing,
        "team mail by headers and tags only"
    );
    let mut tagged = Letter::new("Re: [#2] x", "x").to("track+i1.ok@agency.example");
    assert_eq!(shown(&tagged.about(&shelf(), None)), "clear 1 address-tag");
    tagged.mail.from = Some(Person::nameless(address("eve@elsewhere.example")));
    assert_eq!(
        tagged.about(&shelf(), Some(&stranger)),
        Match::Nothing,
        "a tag is for participants"
    );
    let threaded = Letter::new("x", "x").answers(&["m1@agency.example"]);
    assert_eq!(
        shown(&threaded.about(&shelf(), Some(&stranger))),
        "clear 1 reply-in-thread"
    );
    assert_eq!(
        shown(&threaded.about(&shelf(), None)),
        "clear 1 reply-in-thread"
    );
}

#[test]
fn machines_name_nothing_but_what_they_answer() {
    let mut letter = Letter::new("Logo", "INV-2026-0003 paid")
        .number("INV-2026-0003")
        .says(SignalKind::Payment);
    letter.mail.automatic = Some(Automatic {
        kind: AutomaticKind::Bounce,
        recipients: Vec::new(),
        original_message_id: None,
        original_references: Vec::new(),
        until: None,
        stand_in: None,
        words: String::new(),
        evidence: String::new(),
    });
    assert_eq!(
        shown(&letter.about(&shelf(), Some(&client()))),
        "clear 1 base-subject"
    );
    letter
        .mail
        .automatic
        .as_mut()
        .expect("automatic")
        .original_references = vec![MessageId::new("ref.one@agency.example")];
    assert_eq!(
        shown(&letter.about(&shelf(), None)),
        "clear 2 reply-in-thread"
    );
}

#[test]
fn open_items_come_before_closed_ones() {
    let mut items = shelf();
    items
        .items
        .push(request(8, "Photos of the team", &["Photos of the team"]));
    let late = Letter::new("Re: Photos of the team", "here");
    assert_eq!(
        shown(&late.about(&items, Some(&client()))),
        "clear 8 base-subject"
    );
    items.items.push(request(
        9,
        "Photos of the team",
        &["Photos of the building"],
    ));
    assert_eq!(
        shown(&late.about(&items, Some(&client()))),
        "unclear 8,9 base-subject"
    );
    let clear = late.attached("building.jpg");
    assert_eq!(
        shown(&clear.about(&items, Some(&client()))),
        "clear 9 base-subject"
    );
}
