//! What a client asks one of his own people, the team reading along, is no question to the team.

use super::story::{Letter, Story, letter};
use super::{INES, OTTO, request};
use nudged::model::HoldReason;

const KIM: &str = "Kim Dahl <kim@falk.example>";
const ALONG: &str = "track@studio.example, Ines Holm <ines@studio.example>";

fn answered(answer: impl Fn(&str) -> Letter) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail("2026-03-03 10:00", answer(&asked).answering(&asked));
    story
}

#[test]
fn a_question_to_his_own_people_only_lets_the_item_rest() {
    for (words, cc) in [
        (
            "Hi Kim,\n\ncould you please take care of this?\n\nOtto\n",
            ALONG,
        ),
        ("Kim，展厅平面图你那边能不能尽快整理一下发给Ines？\n", ALONG),
        // Without a name it may be meant for a member who reads along, so only where none does.
        (
            "Can you get this done by the end of the week?\n\nOtto\n",
            "track@studio.example",
        ),
    ] {
        let story = answered(|_| letter(OTTO, KIM, "Re: Brochure material", words).cc(cc));
        assert!(
            !story.holds(1).contains(&HoldReason::Question),
            "{words}: {:?}",
            story.holds(1)
        );
        assert!(!story.holds(1).is_empty(), "{words}");
    }
}

#[test]
fn a_question_to_the_team_is_one_whoever_reads_along() {
    for (to, words) in [
        (INES, "Which format do you need?\n\nOtto\n"),
        (
            INES,
            "Ines, which format? Kim, can you export it?\n\nOtto\n",
        ),
        (
            KIM,
            "Hi Ines, hi Kim,\n\nInes, which format do you need?\n\nOtto\n",
        ),
    ] {
        let cc = if to == INES {
            "track@studio.example, Kim Dahl <kim@falk.example>"
        } else {
            ALONG
        };
        let story = answered(|_| letter(OTTO, to, "Re: Brochure material", words).cc(cc));
        assert_eq!(story.holds(1), [HoldReason::Question], "{words}");
    }
}

#[test]
fn what_came_beside_it_counts() {
    let words =
        "Kim, can you send Ines the portraits please? The floor plan is attached.\n\nOtto\n";
    let cc = "track@studio.example, Kim Dahl <kim@falk.example>";
    let story = answered(|_| {
        letter(OTTO, INES, "Re: Brochure material", words)
            .cc(cc)
            .file("floor-plan.pdf")
    });
    assert_eq!(story.done(1), [1]);
    assert!(!story.holds(1).contains(&HoldReason::Question));
}
