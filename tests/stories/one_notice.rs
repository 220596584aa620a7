//! One mail, one notice: about all items it is about.

use super::story::{Story, letter};
use super::{INES, OTTO};

fn two(story: &mut Story) -> String {
    let mut last = String::new();
    for number in ["SN-601", "SN-602"] {
        let text = format!(
            "Hi Otto,\n\nplease find attached invoice {number} over EUR 450.00, payable by 13 March 2026.\n\nInes\n"
        );
        let asked = letter(INES, OTTO, &format!("Invoice {number}"), &text);
        last = story.mail("2026-03-02 10:00", asked.file(&format!("{number}.pdf")));
    }
    last
}

#[test]
fn who_is_away_is_away_for_all_he_is_asked() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = two(&mut story);
    let away = letter(
        OTTO,
        INES,
        "Automatic reply: Invoice SN-602",
        "I am out of the office until 20 March. Please contact lea@falk.example in urgent cases.\n",
    );
    let away = away
        .answering(&asked)
        .header("Auto-Submitted: auto-replied");
    story.mail("2026-03-16 10:00", away);
    let notice = story.mails_to("ines@studio.example").pop().expect("notice");
    for wanted in ["SN-601", "SN-602"] {
        assert!(notice.text.contains(wanted), "{wanted}: {}", notice.text);
    }
}
