//! A promise of which only a part was kept by its day, and what the next mails say of it.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};

/// Whether the last summary counts the promise as coming, and as broken.
fn counted(story: &Story) -> (bool, bool) {
    let last = story.mails_to("all@studio.example").pop();
    let text = last.map(|mail| mail.text).unwrap_or_default();
    (
        text.contains("coming: 1"),
        text.contains("Promises: not kept: 1"),
    )
}

#[test]
fn who_promises_everything_and_sends_a_part_is_asked_for_the_rest() {
    for (promise, part, said) in [
        (
            "Hi Ines, you will have everything by 11 March.\n",
            "Hi Ines, attached is the floor plan.\n",
            "You had planned the rest for Wednesday, 11 March",
        ),
        (
            "Hello Ines, both come by 11 March.\n",
            "Hello Ines, please find the floor plan attached, the portraits are not ready.\n",
            "You had planned the rest for Wednesday, 11 March",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let answer =
            |text: &str| letter(OTTO, INES, "Re: Brochure material", text).answering(&asked);
        story.mail("2026-03-05 10:00", answer(promise));
        story.mail("2026-03-09 10:00", answer(part).file("floor plan.pdf"));
        story.until("2026-03-30 18:00");
        assert_eq!(story.done(1), [1], "{part}");
        let first = story.mails_to("otto@falk.example").remove(0).text;
        assert!(first.contains(said), "{first}");
        assert_eq!(counted(&story), (false, true), "{part}");
        let promises = &story.clients()[0].promises;
        assert_eq!((promises.kept, promises.broken, promises.open), (0, 1, 0));
    }
}

#[test]
fn a_part_that_may_be_all_that_was_promised_is_held_against_nobody() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let answer = |text: &str| letter(OTTO, INES, "Re: Brochure material", text).answering(&asked);
    story.mail(
        "2026-03-05 10:00",
        answer("Hi Ines, the floor plan comes on 11 March.\n"),
    );
    story.mail(
        "2026-03-09 10:00",
        answer("Hi Ines, attached is the floor plan.\n").file("floor plan.pdf"),
    );
    story.until("2026-03-30 18:00");
    for mail in story.mails_to("otto@falk.example") {
        assert!(!mail.text.contains("had planned"), "{}", mail.text);
    }
    assert_eq!(counted(&story), (false, false));
    let promises = &story.clients()[0].promises;
    assert_eq!((promises.kept, promises.broken, promises.open), (0, 0, 0));
}

#[test]
fn a_small_part_of_the_money_keeps_no_promise_of_it() {
    for (promise, paid, broken) in [
        ("we will pay on 18 March", "we have paid EUR 100.00", true),
        (
            "we will pay on 18 March",
            "we have paid EUR 1,000.00",
            false,
        ),
        (
            "we will pay the full amount on 18 March",
            "we have paid EUR 1,000.00",
            true,
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        let answer = |text: &str| {
            let body = format!("Hi Ines,\n\n{text}.\n\nOtto\n");
            letter(OTTO, INES, "Re: Invoice SN-204", &body).answering(&asked)
        };
        story.mail("2026-03-10 10:00", answer(promise));
        story.mail("2026-03-16 10:00", answer(paid));
        story.until("2026-03-31 18:00");
        let (coming, was_broken) = counted(&story);
        assert_eq!((coming, was_broken), (false, broken), "{promise}, {paid}");
        let said = story.mails_to("otto@falk.example").into_iter();
        let said = said
            .filter(|m| m.text.contains("had planned the rest of the payment"))
            .count();
        assert_eq!(said, usize::from(broken), "{promise}, {paid}");
    }
}

/// Only who heard of a date from the team has agreed to it.
#[test]
fn a_date_the_owner_sets_by_himself_was_not_agreed() {
    for (granted, said) in [(false, "We have moved the date to"), (true, "As agreed")] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        story.until("2026-03-10 09:30");
        if granted {
            let body = "Hi Otto, no problem, 20 March is fine for us.\n";
            let words = letter(INES, OTTO, "Re: Brochure material", body);
            story.mail("2026-03-10 10:00", words.answering(&asked));
        } else {
            let words = letter(INES, "", "words", "due 1 2026-03-20\n").private();
            story.mail("2026-03-10 10:00", words);
        }
        story.until("2026-03-19 18:00");
        let last = story
            .mails_to("otto@falk.example")
            .pop()
            .expect("a mail")
            .text;
        assert!(last.contains(said), "{last}");
        assert_eq!(last.contains("greed"), granted, "{last}");
    }
}

/// "Welcome back" is for whoever was away.
#[test]
fn of_two_people_the_one_who_was_away_is_welcomed_by_name() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let both = format!("{OTTO}, Rike Senn <rike@falk.example>");
    let body = "Hello, please send us the lease by 6 March.\n";
    let asked = story.mail("2026-03-02 10:00", letter(INES, &both, "Lease", body));
    let away = "I am out of the office until 13 March.\n";
    let note = letter(OTTO, INES, "Automatic reply: Lease", away);
    let note = note
        .answering(&asked)
        .header("Auto-Submitted: auto-replied");
    story.mail("2026-03-05 10:00", note);
    story.until("2026-03-20 18:00");
    let first = story.mails_to("otto@falk.example").remove(0).text;
    assert!(first.contains("Otto Falk, welcome back."), "{first}");
}
