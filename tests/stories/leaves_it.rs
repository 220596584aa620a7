//! The owner thanks in the thread, and leaves it at what was promised.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice};
use nudged::model::HoldReason;

#[test]
fn thanks_for_a_promise_leave_it_standing() {
    for (promise, thanks) in [
        (
            "The transfer goes out on 24 March.",
            "Many thanks, Otto, as you say then.",
        ),
        ("我们3月24日付款。", "好的，谢谢，就按您说的时间。"),
        ("The transfer goes out on 24 March.", "Great, thank you!"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        let promised = story.mail(
            "2026-03-16 10:00",
            letter(OTTO, INES, "Re: Invoice SN-204", promise).answering(&asked),
        );
        let told = story.mails_to("ines@studio.example").len();
        story.mail(
            "2026-03-16 15:00",
            letter(INES, OTTO, "Re: Invoice SN-204", thanks).answering(&promised),
        );
        assert_eq!(story.holds(1), [HoldReason::Promise], "{thanks}");
        let chased = story.follow_ups().len();
        story.until("2026-03-24 18:00");
        assert_eq!(story.follow_ups().len(), chased, "{thanks}");
        assert_eq!(
            story.mails_to("ines@studio.example").len(),
            told,
            "{thanks}"
        );
        story.until("2026-04-01 18:00");
        assert!(story.follow_ups().len() > chased, "{thanks}");
    }
}

#[test]
fn thanks_for_having_it_are_put_before_the_owner() {
    for thanks in ["The money is here, thank you!", "已收到，谢谢！"] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        let promised = story.mail(
            "2026-03-16 10:00",
            letter(OTTO, INES, "Re: Invoice SN-204", "We pay on 24 March.").answering(&asked),
        );
        story.mail(
            "2026-03-18 15:00",
            letter(INES, OTTO, "Re: Invoice SN-204", thanks).answering(&promised),
        );
        assert!(story.holds(1).contains(&HoldReason::Review), "{thanks}");
    }
}
