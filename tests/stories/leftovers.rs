//! Some of it came: what is left is held by what is said of it, and nothing closes unseen.

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::{HoldReason, State, Turn};

/// A request for a logo, a price list and photo releases, answered once with these files.
pub(super) fn answered(words: &str, files: &[&str]) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Material for the fair", "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The logo as SVG\n2. The price list\n3. Signed photo releases\n\nThanks\nInes\n"),
    );
    let mut answer = letter(OTTO, INES, "Re: Material for the fair", words).answering(&asked);
    for file in files {
        answer = answer.file(file);
    }
    story.mail("2026-03-04 11:00", answer);
    story
}

#[test]
fn a_bare_word_or_one_file_of_three_closes_nothing() {
    for (words, files) in [
        ("done", &[][..]),
        ("All right, sent.", &[]),
        ("See attached.", &["scan0001.pdf"]),
        ("搞定", &[]),
        ("见附件。", &["扫描件.pdf"]),
    ] {
        let mut story = answered(words, files);
        assert_eq!(story.state(1), State::Held, "{words}");
        assert!(story.done(1).len() < 3, "{words}");
        story.until("2026-04-20 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn as_many_files_as_asks_do() {
    for (words, files) in [
        ("See attached.", ["logo.svg", "prices.pdf", "scan0002.pdf"]),
        (
            "见附件，请查收。",
            ["logo.svg", "价格表.xlsx", "授权书.pdf"],
        ),
    ] {
        assert_eq!(answered(words, &files).state(1), State::Closed, "{words}");
    }
}

#[test]
fn what_is_refused_of_the_rest_is_the_teams_turn() {
    for (words, files) in [
        (
            "Logo and price list are attached. Photo releases do not exist, we have none.",
            ["logo.svg", "price-list.pdf"],
        ),
        (
            "照片授权属于个人隐私，不便提供。其他两项见附件。",
            ["logo.svg", "价格表.xlsx"],
        ),
    ] {
        let mut story = answered(words, &files);
        assert_eq!(story.done(1), [1, 2], "{words}");
        assert_eq!(story.item(1).turn(), Turn::Team, "{words}");
        story.until("2026-04-20 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn what_is_promised_of_the_rest_is_not_chased_before_its_day() {
    for (words, ticked) in [
        (
            "On Mon, 2 Mar 2026, Ines Holm <ines@studio.example> wrote:\n>\n> 1. The logo as SVG\nattached\n> 2. The price list\nwill come on 20 March\n> 3. Signed photo releases\nwill come on 24 March\n",
            vec![1],
        ),
        (
            "The logo is attached. You will get the price list and the releases on 24 March.",
            vec![1],
        ),
        (
            "Logo 在附件，price list 3月24日给你，照片授权要等摄影师。",
            vec![1],
        ),
    ] {
        let mut story = answered(words, &["logo.svg"]);
        assert_eq!(story.done(1), ticked, "{words}");
        assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
        story.until("2026-03-24 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn what_is_told_beside_a_promise_is_done() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "For the shop page", "Hi Otto,\n\nplease send us by 6 March:\n\n1. the opening hours\n2. the team photo\n\nInes\n"),
    );
    let answer = letter(
        OTTO,
        INES,
        "Re: For the shop page",
        "Opening hours: Mon-Fri 9 to 17. The photo follows on 18 March.\n",
    );
    story.mail("2026-03-04 11:00", answer.answering(&asked));
    assert_eq!(story.done(1), [1]);
    assert_eq!(story.holds(1), [HoldReason::Promise]);
}
