//! What follows from a word of the team, and what the client then reads of it.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{DueSource, Kind};

fn says(story: &mut Story, when: &str, words: &str) {
    story.mail(when, letter(INES, "", "words", words).private());
}

fn chased(story: &Story) -> String {
    let mails = story.mails_to("otto@falk.example");
    let own = |text: &str| text.split("wrote:").next().unwrap_or_default().to_owned();
    mails.last().map(|mail| own(&mail.text)).unwrap_or_default()
}

#[test]
fn chase_over_a_dispute_thanks_nobody_for_clearing_it_up() {
    for (words, thanked) in [
        (&["chase 1\n"][..], false),
        (&["call 1: spoke to Otto, it is right\n", "chase 1\n"], true),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        let wrong = "We dispute this invoice: the amount is wrong.\n";
        let mail = letter(OTTO, INES, "Re: Invoice SN-204", wrong).answering(&asked);
        story.mail("2026-03-10 10:00", mail);
        for word in words {
            says(&mut story, "2026-03-13 10:00", word);
        }
        story.until("2026-03-20 18:00");
        assert!(!chased(&story).is_empty());
        assert_eq!(
            chased(&story).contains("is settled now"),
            thanked,
            "{}",
            chased(&story)
        );
    }
}

#[test]
fn a_call_to_somebody_else_is_no_talk_with_the_client() {
    for (note, told) in [
        ("call 1: spoke to Otto, he sends it on Friday\n", true),
        ("call 1: spoke to his assistant, he is travelling\n", false),
        ("call 1: planned for Friday\n", false),
        ("call 1: 跟他秘书说了，他出差\n", false),
        ("call 1\n", false),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        says(&mut story, "2026-03-06 10:00", note);
        story.until("2026-03-12 18:00");
        assert_eq!(
            chased(&story).contains("talking to us"),
            told,
            "{note}: {}",
            chased(&story)
        );
    }
}

#[test]
fn an_item_of_another_kind_owes_what_its_kind_owes() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asking = "Hi Otto,\n\nplease send us the stand plan.\n\nInes\n";
    story.mail("2026-03-02 10:00", letter(INES, OTTO, "Trade fair", asking));
    let before = story.item(1).due;
    says(&mut story, "2026-03-02 11:00", "kind 1 invoice\n");
    let item = story.item(1);
    assert_eq!((item.kind, item.asks.len()), (Kind::Invoice, 0));
    assert!(
        item.due > before && item.due_source == DueSource::Default,
        "{}",
        item.due
    );

    let mut story = Story::begin("2026-03-02 09:00", &[]);
    invoice(&mut story);
    let before = story.item(1).due;
    says(&mut story, "2026-03-02 11:00", "kind 1 request\n");
    let item = story.item(1);
    assert_eq!(
        item.asks
            .iter()
            .map(|a| a.text.as_str())
            .collect::<Vec<_>>(),
        ["Invoice SN-204"]
    );
    assert_eq!(
        (item.invoice.is_none(), item.due),
        (true, before),
        "a day that was named stays"
    );
    says(&mut story, "2026-03-02 12:00", "undo 1\n");
    assert_eq!(story.balance(1), "1800.00");
}

#[test]
fn days_of_a_tag_count_from_where_the_mail_was_written() {
    for (tag, want) in [
        ("track+fri", Some("2026-03-06")),
        ("track+2025-03-20", None),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        story.until("2026-03-06 02:00");
        let asking = "Hi Otto,\n\nplease send us the stand plan.\n\nInes\n";
        let mail = letter(INES, OTTO, "Trade fair", asking).cc(&format!("{tag}@studio.example"));
        let raw = String::from_utf8(mail.bytes("far@story.example", story.now())).expect("text");
        // Thursday evening in New York, Friday morning in Berlin.
        let (head, rest) = raw.split_once("\r\nDate: ").expect("a date");
        let (_, rest) = rest.split_once("\r\n").expect("a line");
        let raw = format!("{head}\r\nDate: Thu, 05 Mar 2026 20:00:00 -0500\r\n{rest}");
        story.raw(raw.as_bytes());
        let due = story.item(1).due.to_string();
        match want {
            Some(day) => assert_eq!(due, day),
            None => assert!(due.as_str() > "2026-03-06", "{due}"),
        }
    }
}

#[test]
fn a_contact_without_a_name_is_greeted_by_the_one_he_writes_with() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asking = "please send us the stand plan by 6 March.\n\nInes\n";
    let asked = story.mail("2026-03-02 10:00", letter(INES, OTTO, "Trade fair", asking));
    says(
        &mut story,
        "2026-03-02 11:00",
        "contact 1 carol@falk.example\n",
    );
    story.until("2026-03-09 18:00");
    assert!(
        !chased(&story).contains("Hello Otto,"),
        "{}",
        chased(&story)
    );
    let carol = "Carol Diaz <carol@falk.example>";
    let mail = letter(carol, INES, "Re: Trade fair", "Thanks, noted.\n").answering(&asked);
    story.mail("2026-03-10 10:00", mail);
    story.until("2026-03-25 18:00");
    assert!(chased(&story).contains("Carol"), "{}", chased(&story));
}
