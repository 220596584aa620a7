//! What goes to clients: when, which step, how many.

use super::story::{Story, letter};
use super::{INES, OTTO, request};
use nudged::model::{EventKind, Step};

#[test]
fn nothing_is_sent_to_clients_in_observe_and_the_whole_ladder_is_shown() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"observe\"")],
    );
    request(&mut story);
    story.until("2026-04-30 18:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
    let steps: Vec<Step> = story
        .follow_ups()
        .into_iter()
        .map(|(_, step)| step)
        .collect();
    assert_eq!(
        steps,
        [Step::Friendly, Step::Reminder, Step::Firm, Step::Last]
    );
}

#[test]
fn in_approve_a_follow_up_leaves_only_after_ok() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"approve\"")],
    );
    let asked = request(&mut story);
    story.until("2026-03-12 12:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
    story.mail(
        "2026-03-12 12:30",
        letter(INES, "", "Re: Brochure material", "ok 1\n")
            .private()
            .answering(&asked),
    );
    story.until("2026-03-13 18:00");
    assert_eq!(story.mails_to("otto@falk.example").len(), 1);
    story.until("2026-04-30 18:00");
    assert_eq!(
        story.mails_to("otto@falk.example").len(),
        1,
        "one ok, one mail"
    );
}

#[test]
fn after_a_long_silence_of_ours_one_follow_up_goes_out_and_it_is_friendly() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-03 09:30",
        letter(INES, "", "Re: Brochure material", "pause\n")
            .private()
            .answering(&asked),
    );
    story.until("2026-04-27 09:30");
    assert!(story.follow_ups().is_empty());
    story.mail(
        "2026-04-27 09:30",
        letter(INES, "", "Re: Brochure material", "resume\n")
            .private()
            .answering(&asked),
    );
    story.until("2026-04-28 18:00");
    assert_eq!(
        story.follow_ups(),
        [("2026-04-27".to_owned(), Step::Friendly)]
    );
}

#[test]
fn two_items_of_one_contact_due_together_go_in_one_mail() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    story.mail(
        "2026-03-02 10:00",
        letter(
            INES,
            OTTO,
            "Floor plan",
            "Hi Otto, please send us the floor plan by 6 March.\n",
        ),
    );
    story.mail(
        "2026-03-02 10:20",
        letter(
            INES,
            OTTO,
            "Portraits",
            "Hi Otto, could you send us the portraits by 6 March?\n",
        ),
    );
    story.until("2026-03-10 18:00");
    let mails = story.mails_to("otto@falk.example");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("floor plan") && mails[0].text.contains("portraits"));
}

#[test]
fn the_escalation_contact_is_copied_by_the_last_step_only() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.until("2026-04-30 18:00");
    let mails = story.mails_to("chief@falk.example");
    assert_eq!(mails.len(), 1);
    let steps: Vec<Step> = story.follow_ups().into_iter().map(|(_, s)| s).collect();
    assert_eq!(
        steps,
        [Step::Friendly, Step::Reminder, Step::Firm, Step::Last]
    );
    assert!(
        story
            .events(EventKind::AskedOwner)
            .iter()
            .any(|(_, e)| e.step == Some(Step::Call))
    );
}

#[test]
fn clients_know_the_owner_by_the_name_of_his_own_mail() {
    let members = "members = [{ name = \"Ines Holm\", address = \"ines@studio.example\", language = \"en\" }, { name = \"韩雪\", address = \"hanxue@studio.example\", language = \"zh\" }]\n";
    let mut story = Story::begin("2026-03-02 09:00", &[(members, "")]);
    request(&mut story);
    story.until("2026-03-10 08:00");
    let follow_up = &story.mails_to("otto@falk.example")[0];
    assert_eq!(
        follow_up.from.as_ref().map(|p| p.name.as_str()),
        Some("Ines Holm")
    );
    assert!(
        follow_up.text.contains("\nInes Holm\n"),
        "{}",
        follow_up.text
    );
}

#[test]
fn an_ok_that_comes_too_late_for_its_step_is_asked_for_once_more() {
    let approve = ("mode = \"auto\"", "mode = \"approve\"");
    let mut story = Story::begin("2026-03-02 09:00", &[approve]);
    let words = "Hi Otto,\n\nplease send us the floor plan by 20 March.\n";
    story.mail("2026-03-02 10:00", letter(INES, OTTO, "Floor plan", words));
    // The heads-up could have left until Friday evening; on Monday it is late.
    let ok = letter(INES, "", "words", "ok 1\n").private();
    story.mail("2026-03-20 19:00", ok);
    story.until("2026-03-24 18:00");
    assert!(story.follow_ups().is_empty());
    let asked = story.events(EventKind::Notice).into_iter();
    let asked = asked.filter(|(_, told)| told.evidence.rule == "approval-needed");
    assert_eq!(asked.count(), 2, "the heads-up, then the friendly one");
}

#[test]
fn nobody_is_reminded_on_the_day_he_was_given() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.until("2026-04-30 18:00");
    let sent = story.mails_to("otto@falk.example");
    let day = |mail: &nudged::model::Mail| {
        let date = mail.date.expect("a date");
        date.with_timezone(&chrono_tz::Europe::Berlin).date_naive()
    };
    for pair in sent.windows(2) {
        let [one, next] = pair else { continue };
        let reminded = day(next).format("%-d %B").to_string();
        assert!(
            !one.text.contains(&format!(", {reminded}?")),
            "{}\n{reminded}",
            one.text
        );
    }
    assert!(sent.len() > 2);
}
