//! Answers without headers and under another subject: what they quote tells.

use super::*;

const LOGO: &str = "Hi Bob, for the new packaging we still need the logo as a vector file, best as SVG, and the guidelines your agency made for the colours.";
const HOURS: &str = "Hi Bob, the sign at the door is to be printed on Monday: when will the shop be open in summer, and is it closed over lunch on Saturdays?";
const FOLLOW_UP: &str = "Two things are still missing on our side, may we ask you for them once more, so that the printer can begin this week with both of them?";
const PHOTOS: &str = "Hi Bob, would you send us the three photos of the team on the roof that Carla took in May, in their full size and without any filter?";

fn stored() -> Shelf {
    Shelf {
        texts: vec![
            (1, LOGO),
            (2, HOURS),
            (1, FOLLOW_UP),
            (2, FOLLOW_UP),
            (5, PHOTOS),
        ],
        ..shelf()
    }
}

fn quoting(own: &str, quoted: &str) -> Letter {
    Letter::new("Something else", own).quotes(quoted)
}

#[test]
fn what_is_quoted_is_answered() {
    let marked = LOGO
        .replace(" file", "\n> file")
        .replace("Hi Bob", "> Hi Bob");
    let table: Vec<(&str, Letter, &str)> = vec![
        (
            "whole",
            quoting("see below", &marked),
            "clear 1 quoted-text",
        ),
        (
            "in part",
            quoting(
                "9 to 18",
                "> when will the shop be open in summer, and is it closed over lunch on Saturdays?",
            ),
            "clear 2 quoted-text",
        ),
        (
            "against its subject, which many mails have",
            Letter::new("Re: Logo", "9 to 18, no lunch").quotes(HOURS),
            "clear 2 quoted-text",
        ),
        (
            "a number of its own goes first",
            quoting("INV-2026-0003 is paid", LOGO).number("INV-2026-0003"),
            "clear 3 invoice-number",
        ),
        (
            "closed: late",
            quoting("here at last", PHOTOS),
            "clear 5 quoted-text",
        ),
        (
            "a mail about two",
            quoting("we are working on it", FOLLOW_UP),
            "unclear 1,2 quoted-text",
        ),
        (
            "a mail about two, the words tell",
            quoting("our opening hours in summer are 9 to 18", FOLLOW_UP),
            "clear 2 quoted-text",
        ),
        (
            "a few words at the end of another mail",
            quoting(
                "fine",
                "Could we meet on Thursday to speak about the fair in spring, the stand there, who pays for the journey and whether the model of the bridge can be lent to us for three weeks? The mayor has asked for it again and her office wants an answer before the holidays begin. so that the printer can begin this week with both",
            ),
            "nothing",
        ),
        (
            "a log that stands in another item's mail, under a subject of its own",
            Letter::new("Re: Opening hours of the shop", "see the log").quotes(
                "Could we meet on Thursday to speak about the fair in spring, the stand there, who pays for the journey and whether the model of the bridge can be lent to us? the logo as a vector file, best as SVG, and the guidelines your agency made for the colours",
            ),
            "clear 2 base-subject",
        ),
        (
            "another mail",
            quoting(
                "fine",
                "Could we meet on Thursday to speak about the fair in spring and the stand there?",
            ),
            "nothing",
        ),
    ];
    for (name, letter, want) in table {
        assert_eq!(
            shown(&letter.about(&stored(), Some(&client()))),
            want,
            "{name}"
        );
    }
}

#[test]
fn quotes_and_the_one_written_to_tell_equal_subjects_apart() {
    let mut items = stored();
    let subject = "Material for the shop";
    for item in items.items.iter_mut().filter(|item| item.id.0 <= 2) {
        item.subject = subject.into();
        item.asks.clear();
    }
    let letter =
        |quoted: &str| Letter::new("Re: Material for the shop", "see below").quotes(quoted);
    let about = |letter: Letter, items: &Shelf| shown(&letter.about(items, Some(&client())));
    assert_eq!(about(letter(""), &items), "unclear 1,2 base-subject");
    assert_eq!(
        about(letter("the logo as a vector file, best as SVG"), &items),
        "clear 1 base-subject"
    );
    for item in items.items.iter_mut().filter(|item| item.id.0 == 2) {
        item.owner = address("ines@agency.example");
    }
    assert_eq!(
        about(letter("").to("ines@agency.example"), &items),
        "clear 2 base-subject"
    );
    assert_eq!(
        about(
            letter("")
                .to("anna@agency.example")
                .to("ines@agency.example"),
            &items
        ),
        "unclear 1,2 base-subject"
    );
}

#[test]
fn another_clients_quotes_name_nothing() {
    let stranger = ClientKey("elsewhere.example".into());
    assert_eq!(
        quoting("see below", LOGO).about(&stored(), Some(&stranger)),
        Match::Nothing
    );
}

#[test]
fn who_writes_of_something_else_names_some_words_of_an_ask_as_well() {
    for own in [
        "We are thinking of a second shop near the station. The rent is high, the opening is planned for the autumn, and the hours would follow those of the market hall, which is open in summer until ten; could you draw up what a sign of four metres, a window film and the printing of two thousand leaflets would cost us, delivery and fitting included?",
        "Any idea when the exhibition begins? The brand new hall is being painted, the guidelines of the fire brigade changed, and nobody answers the telephone there any more since the director retired in spring.",
    ] {
        let letter = Letter::new("Something else", own);
        assert_eq!(
            letter.about(&stored(), Some(&client())),
            Match::Nothing,
            "{own}"
        );
    }
}

#[test]
fn a_question_must_be_about_the_ask_and_little_else() {
    let own = "The opening of the gallery was lovely, the summer evening warm: which wine did you serve to the guests of the shop?";
    let hours = "Which opening hours of the shop, summer or winter?";
    for (own, reply, want) in [
        (own, Reply::Delivered, "clear 2 content"),
        (own, Reply::Question, "nothing"),
        (own, Reply::Unclear, "nothing"),
        (hours, Reply::Question, "clear 2 content"),
    ] {
        let letter = Letter::new("Hello", own).read_as(reply);
        assert_eq!(
            shown(&letter.about(&shelf(), Some(&client()))),
            want,
            "{own} {reply:?}"
        );
    }
}
