//! A promise beside something the team must do or say first.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice};
use nudged::model::{HoldReason, Turn};

#[test]
fn what_waits_for_the_team_breaks_no_promise() {
    for words in [
        "The quantity on your invoice is wrong, we only got four boxes. Please send a corrected invoice; we pay within 5 working days of it.\n",
        "发票的税号写错了，麻烦作废重开，收到新发票后5个工作日内安排付款。\n",
        "We keep back a retention of 10%, so we will transfer EUR 1,620.00 on 17 March.\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        story.mail(
            "2026-03-11 10:00",
            letter(OTTO, INES, "Re: Invoice SN-204", words).answering(&asked),
        );
        assert_eq!(story.item(1).turn(), Turn::Team, "{words}");
        let before = story.follow_ups().len();
        story.until("2026-04-10 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
        assert!(story.item(1).promises.iter().all(|p| !p.broken), "{words}");
        let broken = |mail: &nudged::model::Mail| {
            let text = mail.text.to_lowercase();
            text.contains("broken promise")
                && text.contains("march")
                && text.contains("was promised")
        };
        assert!(
            !story.mails_to("team@studio.example").iter().any(broken),
            "{words}"
        );
        let record = story.clients();
        assert!(
            record.iter().all(|client| client.promises.broken == 0),
            "{words}"
        );
    }
}

#[test]
fn the_time_begins_when_the_team_did_its_part() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-11 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "The hours on it are wrong. Please correct the invoice, we will pay it by 18 March.\n",
        )
        .answering(&asked),
    );
    assert!(
        story.holds(1).contains(&HoldReason::Dispute),
        "{:?}",
        story.holds(1)
    );
    story.mail(
        "2026-03-18 10:00",
        letter(INES, "track@studio.example", "word", "resume 1\n"),
    );
    assert!(!story.holds(1).contains(&HoldReason::Dispute));
    story.until("2026-04-10 18:00");
    assert!(story.item(1).promises.iter().all(|p| !p.broken));
    let letters = story.mails_to("otto@falk.example");
    assert!(!letters.is_empty());
    assert!(letters.iter().all(|mail| !mail.text.contains("18 March")));
}

#[test]
fn the_daily_notice_of_an_item_nobody_may_be_written_to_takes_a_name() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let words = "Please do not write to me about this any more.\n";
    let reply = letter(OTTO, INES, "Re: Invoice SN-204", words).answering(&asked);
    story.mail("2026-03-03 10:00", reply);
    assert_eq!(story.holds(1), [HoldReason::OptOut]);
    story.until("2026-03-04 12:00");
    let daily = story.mails_to("ines@studio.example");
    let daily = daily
        .iter()
        .find(|mail| mail.subject.contains("What waits for you"));
    let daily = daily.expect("a daily notice").text.clone();
    assert!(daily.contains("contact 1 name@client.example"), "{daily}");
}
