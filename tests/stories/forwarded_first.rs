//! A member forwards a client's answer, and hours later the client's own copy arrives.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::State;

fn forwarded(subject: &str, words: &str) -> String {
    format!(
        "---------- Forwarded message ---------\nFrom: Otto Falk <otto@falk.example>\nDate: Tue, 10 Mar 2026 at 10:04\nSubject: {subject}\nTo: Ines Holm <ines@studio.example>\n\n{words}\n"
    )
}

#[test]
fn the_copy_that_comes_by_itself_does_and_tells_nothing_more() {
    for (subject, words, files) in [
        (
            "Re: Brochure material",
            "Hello Ines, all attached.\n\nOtto",
            &["floor-plan.pdf", "portraits.zip"][..],
        ),
        (
            "Re: Invoice SN-204",
            "We have paid EUR 800.00 today. Otto",
            &[][..],
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let paid = subject.contains("SN-204");
        let asked = if paid {
            invoice(&mut story)
        } else {
            request(&mut story)
        };
        let with = |mut mail: super::story::Letter| {
            for file in files {
                mail = mail.file(file);
            }
            mail
        };
        let text = forwarded(subject, words);
        let forward = letter(INES, "", &format!("Fwd: {subject}"), &text).private();
        story.mail("2026-03-10 11:00", with(forward).answering(&asked));
        if paid {
            assert_eq!(story.balance(1), "1000.00", "{words}");
        } else {
            assert_eq!(story.state(1), State::Closed, "{words}");
        }
        let told = story.mails_to("ines@studio.example").len();
        let copy = with(letter(OTTO, INES, subject, words)).answering(&asked);
        let id = story.kept_back("2026-03-10 10:04", "2026-03-10 14:00", copy);
        assert_eq!(story.mails_to("ines@studio.example").len(), told, "{words}");
        if paid {
            assert_eq!(story.balance(1), "1000.00", "{words}");
        }
        let thread = story.item(1).thread;
        assert!(thread.iter().any(|known| known.as_str() == id), "{words}");
    }
}

#[test]
fn a_file_the_forward_did_not_bring_counts() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let (subject, words) = ("Re: Brochure material", "Hello Ines, all attached.\n\nOtto");
    let text = forwarded(subject, words);
    let forward = letter(INES, "", &format!("Fwd: {subject}"), &text).private();
    story.mail("2026-03-10 11:00", forward.answering(&asked));
    assert_ne!(story.state(1), State::Closed);
    let copy = letter(OTTO, INES, subject, words).answering(&asked);
    let copy = copy.file("floor-plan.pdf").file("portraits.zip");
    story.kept_back("2026-03-10 10:04", "2026-03-10 14:00", copy);
    assert_eq!(story.state(1), State::Closed, "{:?}", story.holds(1));
}
