//! What the configuration says of one client alone, and what is told of it.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use nudged::model::{Command, HoldReason, ItemId, State, Step, Verb};
use nudged::report::client::{ClientRecord, Way};

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};

const FALK: &str = "escalate-to = [\"chief@falk.example\"]";

#[test]
fn a_client_is_chased_by_its_own_policy_and_others_by_the_teams() {
    let own = format!(
        "{FALK}\n[client.policy]\nminimum-gap = 6\nacknowledgement-grace = 10\n[client.policy.request]\nladder = [{{ step = \"friendly\", after-due = 3 }}, {{ step = \"firm\", after-due = 5 }}]"
    );
    let mut story = Story::begin("2026-03-02 09:00", &[(FALK, &own)]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-02 11:00",
        letter(
            INES,
            "Ada Moor <ada@moor.example>",
            "Shelf photos",
            "Hi Ada,\n\nplease send us the shelf photos by 6 March.\n\nInes\n",
        ),
    );
    story.until("2026-03-20 18:00");
    let left = |story: &Story, to: &str| -> Vec<(String, Step)> {
        let mine = |id| ItemId(if to == "falk" { 1 } else { 2 }) == id;
        story
            .events(nudged::model::EventKind::FollowUp)
            .into_iter()
            .filter(|(_, entry)| entry.items.iter().copied().any(mine))
            .map(|(at, entry)| {
                let day = at.with_timezone(&chrono_tz::Europe::Berlin).date_naive();
                (day.to_string(), entry.step.expect("step"))
            })
            .collect()
    };
    let step = |day: &str, step| (day.to_owned(), step);
    assert_eq!(
        left(&story, "falk"),
        [
            step("2026-03-11", Step::Friendly),
            step("2026-03-19", Step::Firm)
        ]
    );
    assert_eq!(
        left(&story, "moor").first(),
        Some(&step("2026-03-09", Step::Friendly))
    );
    story.mail(
        "2026-03-20 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Got it, we will look into it.\n",
        )
        .answering(&asked),
    );
    let held = &story.item(1).holds[0];
    assert_eq!(held.reason, HoldReason::Acknowledged);
    assert_eq!(
        held.until.map(|day| day.to_string()).as_deref(),
        Some("2026-04-03")
    );
}

#[test]
fn whose_word_of_a_payment_counts_is_said_for_each_client() {
    let own = format!("{FALK}\n[client.policy]\non-payment-claim = \"confirm\"");
    for (changes, state) in [
        (vec![], State::Closed),
        (vec![(FALK, own.as_str())], State::Held),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &changes);
        let asked = invoice(&mut story);
        story.mail(
            "2026-03-09 10:00",
            letter(
                OTTO,
                INES,
                "Re: Invoice SN-204",
                "Hi Ines, we paid the invoice SN-204 in full today.\n",
            )
            .answering(&asked),
        );
        assert_eq!(story.state(1), state);
    }
}

#[test]
fn a_client_that_is_opted_out_is_never_followed_up_until_the_file_says_so() {
    let own = format!("{FALK}\nopt-out = true");
    let mut story = Story::begin("2026-03-02 09:00", &[(FALK, &own)]);
    request(&mut story);
    story.until("2026-03-20 18:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
    assert_eq!(story.state(1), State::Held);
    // Nobody is asked by mail: once the day is past a person has to.
    let weeks: Vec<bool> = (story.mails_to("all@studio.example").iter())
        .map(|week| week.text.contains("Nothing needs a person."))
        .collect();
    assert_eq!(weeks.last(), Some(&false), "{weeks:?}");
    let lines = story.console(&Command {
        verb: Verb::Chase,
        items: vec![1],
        argument: None,
    });
    assert!(
        lines.iter().any(|line| line.code == "held:opt_out"),
        "{lines:?}"
    );
    story.until("2026-03-31 18:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
    story.restart(&[]);
    assert_eq!(story.state(1), State::Open);
    story.until("2026-04-02 18:00");
    assert_eq!(story.mails_to("otto@falk.example").len(), 1);
    story.restart(&[(FALK, &own)]);
    story.until("2026-05-08 18:00");
    assert_eq!(story.mails_to("otto@falk.example").len(), 1);
}

#[test]
fn the_record_of_a_client_holds_every_mail_both_ways() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.until("2026-03-09 18:00");
    story.mail(
        "2026-03-10 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Hi Ines, we will send both by 12 March.\n",
        )
        .answering(&asked),
    );
    story.mail(
        "2026-03-10 11:00",
        letter(INES, "", "words", "status 1\n").private(),
    );
    story.until("2026-03-20 08:00");
    let [falk]: [ClientRecord; 1] = story.clients().try_into().expect("one client");
    let ways: Vec<Way> = falk.contacts.iter().map(|c| c.way).collect();
    assert_eq!(
        ways.get(..3),
        Some(&[Way::Written, Way::FollowUp, Way::Received][..])
    );
    assert_eq!(falk.contacts[1].step, Some(Step::Friendly));
    assert_eq!(falk.promises.broken, 1);
    let response = falk.response.expect("answered");
    assert_eq!((response.minutes, response.answers), (8 * 24 * 60, 1));
    assert_eq!(falk.people[0].mails.0, 1);
    assert!(falk.people[0].mails.1 >= 2);
}
