//! The same request sent again is the same request.

use super::story::{Story, letter};
use super::{INES, OTTO, request};

const ASKS: &str = "please send us the following by 6 March:\n\n1. The floor plan as PDF\n2. Two portraits of the board\n\nThanks\nInes\n";

#[test]
fn what_is_sent_again_word_for_word_opens_nothing() {
    for (when, words) in [
        ("2026-03-02 10:10", "Hi Otto,\n\n"),
        (
            "2026-03-03 10:00",
            "Hi Otto,\n\nresending this as I am not sure it went through.\n\n",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        let again = format!("{words}{ASKS}");
        let id = story.mail(when, letter(INES, OTTO, "Brochure material", &again));
        assert_eq!(story.items().len(), 1, "{words}");
        let thread = story.item(1).thread;
        assert!(thread.iter().any(|known| known.as_str() == id), "{words}");
        // An answer to the second mail is one to the item.
        let answer = letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "You will have both by 20 March.\n",
        );
        story.mail("2026-03-04 10:00", answer.answering(&id));
        assert_eq!(story.item(1).promises.len(), 1, "{words}");
    }
}

#[test]
fn another_day_or_another_list_is_another_request() {
    for words in [
        "Hi Otto,\n\nplease send us the following by 20 March:\n\n1. The floor plan as PDF\n2. Two portraits of the board\n\nThanks\nInes\n",
        "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The guest list\n2. The menu\n\nThanks\nInes\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        story.mail(
            "2026-03-03 10:00",
            letter(INES, OTTO, "Brochure material", words),
        );
        assert_eq!(story.items().len(), 2, "{words}");
    }
}

#[test]
fn the_same_list_for_somebody_else_or_of_another_matter_is_another_request() {
    const KIM: &str = "Kim Dahl <kim@falk.example>";
    for (to, words) in [
        (KIM, "Hi Kim,\n\n"),
        (OTTO, "Hi Otto,\n\nthis is about the second house now.\n\n"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        let again = format!("{words}{ASKS}");
        story.mail(
            "2026-03-03 10:00",
            letter(INES, to, "Brochure material", &again),
        );
        assert_eq!(story.items().len(), 2, "{words}");
    }
}
