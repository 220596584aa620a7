//! Two nudged at each other's tracking addresses, and a server between them that takes away all that says
//! so: headers, and the names of their mails.

use super::INES;
use super::story::{Story, letter};
use nudged::model::{Mail, State};

const HERE: &str = "track@studio.example";
const THERE: &str = "track@falk.example";

/// What left for an address since some mails had left.
fn new_to(story: &Story, address: &str, known: &mut usize) -> Vec<Mail> {
    let all = story.mails_to(address);
    let new = all.iter().skip(*known).cloned().collect();
    *known = all.len();
    new
}

fn carried(from: &str, to: &str, when: &str, mails: Vec<Mail>, story: &mut Story) {
    for mail in mails {
        let mut bare = letter(from, to, &mail.subject, &mail.text).cc("");
        for id in mail.references.iter().chain(&mail.in_reply_to) {
            bare = bare.answering(id.as_str());
        }
        story.mail(when, bare);
    }
}

#[test]
fn two_nudged_whose_marks_are_taken_away_do_not_answer_each_other() {
    let begin = "2026-03-02 09:00";
    let mut here = Story::begin(begin, &[]);
    // The same house with the names changed round; both providers write the same verdicts.
    let mut there = Story::begin(
        begin,
        &[
            ("studio.example", "x.example"),
            ("falk.example", "studio.example"),
            ("x.example", "falk.example"),
            ("mx.falk.example", "mx.studio.example"),
        ],
    );
    let asks = "Hello,\n\nplease send us the list of names by 6 March.\n\nThanks\n";
    here.mail("2026-03-02 10:00", letter(INES, THERE, "Names", asks));
    there.mail(
        "2026-03-02 10:00",
        letter("Otto Falk <otto@falk.example>", HERE, "Names", asks).cc(THERE),
    );
    assert_eq!((here.items().len(), there.items().len()), (1, 1));
    let (mut known, mut known_there) = (0, 0);
    let (mut went, mut came) = (0, 0);
    let first = chrono::NaiveDate::from_ymd_opt(2026, 3, 3).into_iter();
    for day in first.flat_map(|day| day.iter_days().take(60)) {
        for hour in 9..18 {
            let when = format!("{day} {hour:02}:30");
            here.until(&when);
            there.until(&when);
            let out = new_to(&here, THERE, &mut known);
            let back = new_to(&there, HERE, &mut known_there);
            went += out.len();
            came += back.len();
            carried(HERE, THERE, &when, out, &mut there);
            carried(THERE, HERE, &when, back, &mut here);
        }
    }
    assert!(went + came > 0, "nobody wrote");
    // No more than the ladder has, and in truth each rests at the first word of the other.
    assert!(went <= 2 && came <= 2, "{went} went, {came} came");
    assert_ne!(here.state(1), State::Closed);
    assert_ne!(there.state(1), State::Closed);
    assert_eq!((here.items().len(), there.items().len()), (1, 1));
}
