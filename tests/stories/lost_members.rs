//! A member whose own mailbox sends everything back: somebody else hears of it on the same day.

use super::machines::{GONE, report, returned};
use super::story::{Story, at};
use super::{INES, request};
use nudged::app::lost_members::lost;

const OWNER: &str = "ines@studio.example";
const LEAD: &str = "lead@studio.example";
const SERVER: &str = "Mail Delivery System <MAILER-DAEMON@mx.studio.example>";

/// All mail to Ines comes back, ten minutes after it left.
fn send_back(story: &mut Story, seen: &mut usize, when: &str) {
    let new: Vec<_> = story.mails_to(OWNER).into_iter().skip(*seen).collect();
    *seen += new.len();
    for mail in new {
        let id = mail.id();
        let back = report(SERVER, OWNER, "5.1.1", GONE, &returned(id.as_str()));
        story.mail(when, back);
    }
}

fn told(story: &Story, address: &str) -> usize {
    let all = story.mails_to(address);
    all.iter()
        .filter(|mail| mail.text.contains("comes back") && mail.text.contains(OWNER))
        .count()
}

#[test]
fn another_is_told_on_the_same_day_and_once() {
    for (changes, other) in [
        (&[][..], LEAD),
        (
            &[
                ("leads = [\"lead@studio.example\"]\n", ""),
                (
                    "[summary]",
                    "[admin]\nto = [\"it@studio.example\"]\n[summary]",
                ),
            ],
            "it@studio.example",
        ),
        (
            &[(
                "leads = [\"lead@studio.example\"]",
                "leads = [\"ines@studio.example\"]",
            )],
            "all@studio.example",
        ),
    ] {
        let mut changes = changes.to_vec();
        changes.push(("mode = \"auto\"", "mode = \"forewarn\""));
        let mut story = Story::begin("2026-03-02 09:00", &changes);
        request(&mut story);
        let mut seen = 0;
        let receipt = story.now().with_timezone(&chrono_tz::Europe::Berlin);
        let soon = receipt + chrono::Duration::minutes(10);
        send_back(&mut story, &mut seen, &soon.format("%F %R").to_string());
        story.until("2026-03-02 18:00");
        assert_eq!(told(&story, other), 1, "{other}");
        for day in 3..31 {
            story.until(&format!("2026-03-{day:02} 09:05"));
            send_back(&mut story, &mut seen, &format!("2026-03-{day:02} 09:15"));
        }
        assert!(seen > 3, "he was told nothing more");
        assert_eq!(told(&story, other), 1, "{other}");
        assert_eq!(told(&story, OWNER), 0);
        // His silence is none.
        assert!(story.mails_to("otto@falk.example").is_empty());
        let gone = story.read(|tx, config| lost(tx, &config.world, at("2026-03-31 09:00")));
        assert_eq!(gone.len(), 1);
        assert_eq!(gone[0].address.as_str(), OWNER);
        assert!(gone[0].since <= at("2026-03-02 12:00"));
    }
}

/// Mail that stays says that he reads again; what comes back after it is told anew.
#[test]
fn what_stays_ends_it() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let mut seen = 0;
    send_back(&mut story, &mut seen, "2026-03-02 12:00");
    let gone = |story: &Story| {
        let now = story.now();
        story.read(|tx, config| lost(tx, &config.world, now)).len()
    };
    assert_eq!(gone(&story), 1);
    let word = super::story::letter(INES, "", "words", "status\n").private();
    story.mail("2026-03-04 10:00", word.clone());
    assert_eq!(gone(&story), 1, "too early");
    seen = story.mails_to(OWNER).len();
    story.until("2026-03-05 10:00");
    assert_eq!(gone(&story), 0);
    story.mail("2026-03-05 10:30", word);
    send_back(&mut story, &mut seen, "2026-03-05 11:00");
    assert_eq!(gone(&story), 1);
    assert_eq!(told(&story, LEAD), 2);
}
