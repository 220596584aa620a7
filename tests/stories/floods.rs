//! Mails upon mails: of one client, of strangers, of many houses. Nothing is decided by their number, and
//! whoever is told of them is told in one mail.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{EventKind, Mail, State};

const OWNER: &str = "ines@studio.example";
/// What reads as nothing.
const WORDS: &str = "Hm, let us see, the weather up here is something else.\n";

/// Mails of a flood: all of them where the full counts are asked for.
fn many() -> usize {
    let long = std::env::var_os("NUDGED_LONG").is_some();
    if long { 10_000 } else { 300 }
}

/// A minute of 2 March from 11 o'clock on, and of the hours after it.
fn minute(n: usize) -> String {
    let n = n * 300 / many();
    format!("2026-03-02 {}:{:02}", 11 + n / 60, n % 60)
}

/// Whom mail left for besides the team and the tracking address.
fn outside(story: &Story) -> Vec<Mail> {
    let mut all = story.outbox();
    all.retain(|mail| {
        mail.recipients()
            .any(|p| p.address.domain() != "studio.example")
    });
    all
}

#[test]
fn a_flood_of_unclear_mails_is_told_in_a_few_notices_and_counted_in_the_daily_one() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let before = story.mails_to(OWNER).len();
    for n in 0..many() {
        let words = format!("{WORDS}Part {n} of what I saw.\n");
        story.mail(
            &minute(n),
            letter(OTTO, INES, "Re: Brochure material", &words).answering(&asked),
        );
    }
    // Somebody else is heard all the same.
    let other = "Mara Lund <mara@other.example>";
    let second = story.mail(
        "2026-03-02 16:10",
        letter(
            INES,
            other,
            "Prices",
            "Hi Mara,\n\nplease send us your list of prices by 6 March.\n\nInes\n",
        ),
    );
    story.mail(
        "2026-03-02 16:20",
        letter(
            other,
            INES,
            "Re: Prices",
            "Hi Ines, for which year do you need it?\n",
        )
        .answering(&second),
    );
    story.until("2026-03-02 17:30");
    let told: Vec<String> = story
        .mails_to(OWNER)
        .into_iter()
        .map(|m| m.subject)
        .collect();
    assert!(
        told.len() <= before + 12 + 2,
        "{} notices",
        told.len() - before
    );
    assert!(
        told.iter()
            .any(|s| s.contains("[#2]") && s.contains("Prices")),
        "{told:?}"
    );
    assert_eq!(story.state(1), State::Held);
    assert_eq!(story.done(1), [0_u32; 0]);
    assert!(outside(&story).is_empty());
    // Each is kept and stands in the history.
    let read = story.events(EventKind::Matched);
    let of_first = read
        .iter()
        .filter(|(_, e)| e.item.is_some_and(|i| i.0 == 1));
    assert_eq!(of_first.count(), many());
    story.until("2026-03-03 10:00");
    let daily = story
        .mails_to(OWNER)
        .pop()
        .map(|m| m.text)
        .unwrap_or_default();
    let untold = daily
        .lines()
        .find(|line| line.contains("such numbers"))
        .unwrap_or_default();
    let count: usize = (untold
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse().ok()))
    .max()
    .unwrap_or_default();
    assert!(untold.contains("#1") && count >= many() - 12, "{daily}");
    // Told once.
    story.until("2026-03-04 10:00");
    let daily = story
        .mails_to(OWNER)
        .pop()
        .map(|m| m.text)
        .unwrap_or_default();
    assert!(!daily.contains("such numbers"), "{daily}");
}

/// A mail of a flood, whatever its provider says of it.
fn one_of_many(story: &mut Story, n: usize, from: &str) {
    let mail = letter(from, INES, &format!("A word, number {n}"), WORDS);
    let proof = [Some("pass"), None, Some("fail")];
    let proof = proof.get(n % 3).copied().flatten();
    story.mail(&minute(n), mail.proof(proof));
}

#[test]
fn a_flood_of_strangers_changes_no_item_and_brings_no_mail_to_anybody_outside() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let items = |story: &Story| -> Vec<_> { story.items().into_iter().map(|v| v.item).collect() };
    let before = items(&story);
    let told = story.mails_to(OWNER).len();
    for n in 0..many() {
        one_of_many(&mut story, n, &format!("s{n}@house{n}.example"));
    }
    story.until("2026-03-02 17:30");
    assert_eq!(items(&story), before);
    assert!(outside(&story).is_empty());
    let notices = story.mails_to(OWNER).len() - told;
    assert!(notices <= 10, "{notices} notices");
}

/// New people of the client's house may mean what it owes: it rests, and nothing else comes of them.
#[test]
fn a_flood_of_new_people_of_a_client_only_holds_what_it_owes() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let told = story.mails_to(OWNER).len();
    for n in 0..many() {
        one_of_many(&mut story, n, &format!("p{n}@falk.example"));
    }
    story.until("2026-03-02 17:30");
    let item = story.item(1);
    assert!(item.closed.is_none() && item.asks.iter().all(|ask| !ask.done));
    assert!(item.holds.len() <= 40, "{} holds", item.holds.len());
    assert_eq!(item.contacts.len(), 1);
    assert!(outside(&story).is_empty());
    let notices = story.mails_to(OWNER).len() - told;
    assert!((1..=20).contains(&notices), "{notices} notices");
    story.until("2026-03-03 10:00");
    let daily = story
        .mails_to(OWNER)
        .pop()
        .map(|m| m.text)
        .unwrap_or_default();
    assert!(
        daily.contains("such numbers") && daily.contains("#1"),
        "{daily}"
    );
}

/// Every mail may be about what its writer owes: what rests for it is no longer than for one.
#[test]
fn a_flood_of_answers_that_fit_nothing_holds_what_one_of_them_would() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    invoice(&mut story);
    for n in 0..many() {
        let words = format!(
            "Hello, we have paid EUR {}.10 for the fair today.\n",
            n + 2000
        );
        let subject = format!("Fair {n}");
        story.mail(&minute(n), letter(OTTO, INES, &subject, &words));
    }
    story.until("2026-03-02 17:30");
    assert_ne!(story.state(1), State::Closed);
    assert!(story.holds(1).len() <= 40, "{} holds", story.holds(1).len());
    assert!(outside(&story).is_empty());
}

const LEAD: &str = "lead@studio.example";

/// The notices to a member whose text or subject holds one of some words.
fn told_with(story: &Story, member: &str, words: &[&str]) -> usize {
    let mails = story.mails_to(member).into_iter();
    mails
        .filter(|m| words.iter().any(|w| m.text.contains(w)))
        .count()
}

/// Whoever writes in a client's name does not keep the client's own words from anybody.
#[test]
fn a_flood_of_forged_mails_does_not_keep_the_clients_own_dispute_back() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let subject = "Re: Invoice SN-204";
    for n in 0..12 {
        let words = format!("This invoice is wrong, number {n} of my complaints.\n");
        let forged = letter(OTTO, INES, subject, &words).answering(&asked);
        story.mail(&format!("2026-03-02 11:{n:02}"), forged.proof(Some("fail")));
    }
    let dispute = "The invoice is wrong: we agreed on EUR 1,900 for the stand.\n";
    let own = letter(OTTO, INES, subject, dispute).answering(&asked);
    story.mail("2026-03-02 11:30", own);
    story.until("2026-03-02 12:00");
    assert_eq!(story.state(1), State::Disputed);
    assert_eq!(told_with(&story, OWNER, &["we agreed on EUR 1,900"]), 1);
}

/// Disputes stand in no daily notice: each is told, however many there are.
#[test]
fn a_client_who_disputes_all_he_owes_is_heard_about_each() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let mut asked = Vec::new();
    for n in 0..12 {
        let text = format!(
            "Hi Otto,\n\nplease find attached invoice SN-{}, EUR {}.00, payable by 6 March 2026.\n\nInes\n",
            500 + n,
            700 + n
        );
        let mail = letter(INES, OTTO, &format!("Invoice SN-{}", 500 + n), &text);
        asked.push(story.mail(
            "2026-03-02 10:00",
            mail.file(&format!("SN-{}.pdf", 500 + n)),
        ));
    }
    for (n, thread) in asked.iter().enumerate() {
        let words = format!("This invoice is wrong, we never ordered part {n}.\n");
        let subject = format!("Re: Invoice SN-{}", 500 + n);
        let mail = letter(OTTO, INES, &subject, &words).answering(thread);
        story.mail(&format!("2026-03-02 11:{n:02}"), mail);
    }
    story.until("2026-03-02 18:00");
    for (n, _) in asked.iter().enumerate() {
        let words = format!("never ordered part {n}.");
        assert!(told_with(&story, OWNER, &[&words]) > 0, "{words}");
        assert!(told_with(&story, LEAD, &[&words]) > 0, "{words}");
    }
}

/// A member does not flood himself: each of his own words that says too little is asked about.
#[test]
fn what_a_member_writes_to_many_clients_is_asked_about_each_time() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let mut asked = Vec::new();
    for n in 0..8 {
        let otto = format!("Otto Falk <otto@falk{n}.example>");
        let text = "Hi Otto,\n\nplease send us the floor plan by 6 March.\n\nInes\n";
        let mail = letter(INES, &otto, &format!("Stand {n}"), text);
        asked.push((otto, story.mail("2026-03-02 10:00", mail)));
    }
    for (n, (otto, thread)) in asked.iter().enumerate() {
        let mail = letter(INES, otto, &format!("Re: Stand {n}"), "Thanks, received.\n");
        story.mail(&format!("2026-03-02 11:{n:02}"), mail.answering(thread));
    }
    story.until("2026-03-02 12:30");
    let questions = story.events(EventKind::AskedOwner).len();
    assert_eq!(questions, 8);
    let told = told_with(&story, OWNER, &["Thanks, received"]);
    assert_eq!(told, 8);
}
