//! The whole way on real servers: the built program, Dovecot, Postfix, and a wall clock that is moved.
//!
//! A PM's mail opens an item, the clock goes on, the client gets a follow-up in the thread and answers
//! all, the item closes, the team reads of it on the day of its summary. In between the daemon is
//! killed three times, and nothing comes twice.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod rig;

#[path = "e2e/daemon.rs"]
mod daemon;
#[path = "e2e/letter.rs"]
mod letter;
#[path = "e2e/secrets.rs"]
mod secrets;
#[path = "e2e/story.rs"]
mod story;

use std::io::Write as _;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeZone as _};
use chrono_tz::Tz;
use daemon::{Daemon, count};
use letter::{Arrived, Letter};
use rig::{Rig, until};
use secrets::password_is_nowhere;
use serde_json::Value;
use story::Story;

/// Within this an answer to a mail must be there, once the mail lies in the mailbox.
const SOON: Duration = Duration::from_secs(2);
/// Name under which the rig's border writes its verdicts.
const BORDER: &str = "mx.test.example";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

#[test]
fn a_request_is_settled_in_english() {
    live(&story::english());
}

#[test]
fn a_request_is_settled_in_chinese() {
    live(&story::chinese());
}

/// Mail that lay there before the first start, read over IMAP: it mails no client, and the PM gets one list.
#[test]
fn older_mail_is_adopted() {
    if rig::libfaketime().is_none() {
        return rig::skip("no libfaketime");
    }
    let story = story::english();
    let users = [story.track, story.pm.1, story.team, story.client.1];
    let Some(rig) = Rig::start(&users) else {
        return;
    };
    let domain = |address: &'static str| address.split_once('@').unwrap().1;
    rig.vouch(BORDER, &[domain(story.pm.1), domain(story.client.1)]);
    let mut daemon = Daemon::new(
        &rig,
        story.track,
        story.outgoing,
        &story.configuration(),
        &story.at(2, 10, 0),
    );
    let old = story.opening(&daemon, "before.1@mail.studio.example", &[]);
    send(&rig, &story, &old);
    let before = mails(&rig, story.client.1).len();
    daemon.adopt("2026-03-01");
    let (list, _) = until("the PM has his list", SOON * 5, || {
        from_daemon(&rig, story.pm.1).pop()
    });
    assert!(
        list.subject().contains("Still open in older mail"),
        "{}",
        list.subject()
    );
    let held = |daemon: &Daemon<'_>| {
        let items = daemon.items();
        assert_eq!(items.len(), 1, "{items:#?}");
        assert_eq!(text(&items[0], "/hold/rule"), "adopted");
    };
    held(&daemon);
    // A restart tells and opens nothing twice; time alone sends nothing.
    daemon.kill();
    daemon.start();
    daemon.move_to(&story.at(20, 11, 0));
    std::thread::sleep(SOON);
    held(&daemon);
    let lists = from_daemon(&rig, story.pm.1);
    let lists = lists
        .iter()
        .filter(|mail| mail.subject().contains("older mail"));
    assert_eq!(lists.count(), 1);
    assert_eq!(mails(&rig, story.client.1).len(), before);
}

impl Story {
    fn at(&self, day: u32, hour: u32, minute: u32) -> DateTime<Tz> {
        self.zone
            .with_ymd_and_hms(2026, 3, day, hour, minute, 0)
            .unwrap()
    }

    fn configuration(&self) -> String {
        let domain = self.track.split_once('@').unwrap().1;
        format!(
            "[team]\nname = \"Studio\"\ndomains = [\"{domain}\"]\nmembers = [{{ name = \"{}\", address = \"{}\", language = \"{language}\" }}]\nlanguage = \"{language}\"\ntime-zone = \"{}\"\n[policy]\nmode = \"auto\"\n[summary]\nto = [\"{}\"]\nday = \"Fri\"\ntime = \"16:00\"\n[security]\ntrusted-authserv-ids = [\"{BORDER}\"]",
            self.pm.0,
            self.pm.1,
            self.zone.name(),
            self.team,
            language = self.language,
        )
    }

    /// The PM asks, in a thread the client began, with the tracking address in Cc.
    fn opening<'a>(&'a self, daemon: &Daemon<'_>, id: &'a str, files: Files<'a>) -> Letter<'a> {
        Letter {
            charset: self.charset,
            from: self.pm,
            to: vec![self.client],
            cc: vec![("", self.track)],
            subject: self.subject,
            date: daemon.now().with_timezone(&self.zone).fixed_offset(),
            id,
            thread: vec!["kick-off.1@mail.client.example".to_owned()],
            text: self.request,
            files,
        }
    }
}

type Files<'a> = &'a [(&'a str, &'a str, &'a [u8])];

/// The mails in a user's mailbox.
fn mails(rig: &Rig, user: &str) -> Vec<Arrived> {
    rig.mails_of(user).into_iter().map(Arrived).collect()
}

/// The daemon's mails among them.
fn from_daemon(rig: &Rig, user: &str) -> Vec<Arrived> {
    mails(rig, user)
        .into_iter()
        .filter(Arrived::is_daemons)
        .collect()
}

/// Sends a mail by SMTP and waits until it lies in the tracking mailbox.
fn send(rig: &Rig, story: &Story, letter: &Letter<'_>) {
    let recipients: Vec<&str> = letter
        .to
        .iter()
        .chain(&letter.cc)
        .map(|who| who.1)
        .collect();
    rig.submit(&letter.bytes(), letter.from.1, &recipients);
    let id = format!("<{}>", letter.id);
    until(
        "the mail lies in the tracking mailbox",
        Duration::from_secs(20),
        || {
            let there = mails(rig, story.track)
                .iter()
                .any(|mail| mail.header("Message-ID").as_ref() == Some(&id));
            there.then_some(())
        },
    );
}

fn tell(what: &str, took: Duration) {
    let _ = writeln!(std::io::stderr(), "{what}: {} ms", took.as_millis());
}

fn text<'a>(item: &'a Value, pointer: &str) -> &'a str {
    item.pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn live(story: &Story) {
    if rig::libfaketime().is_none() {
        return rig::skip("no libfaketime");
    }
    let users = [story.track, story.pm.1, story.team, story.client.1];
    let Some(rig) = Rig::start(&users) else {
        return;
    };
    let domains: Vec<&str> = [story.pm.1, story.client.1]
        .iter()
        .filter_map(|address| Some(address.split_once('@')?.1))
        .collect();
    // The rig's Postfix verifies nothing itself; this is the provider's verdict.
    rig.vouch(BORDER, &domains);
    let monday = story.at(2, 10, 0);
    let mut daemon = Daemon::new(
        &rig,
        story.track,
        story.outgoing,
        &story.configuration(),
        &monday,
    );
    // What lies in the mailbox before the first start opens nothing.
    send(
        &rig,
        story,
        &story.opening(&daemon, "before.1@mail.studio.example", &[]),
    );
    daemon.start();
    let before = mails(&rig, story.client.1).len();

    let id = "ask.1@mail.studio.example";
    let brief = [(story.brief, "application/pdf", PDF)];
    send(&rig, story, &story.opening(&daemon, id, &brief));
    let (item, took) = until("an item is open", SOON, || daemon.items().pop());
    tell("item open after delivery", took);
    opened(story, &item, id);
    // Killed between the transaction and its receipt, or after both.
    daemon.kill();
    daemon.start();
    until("the PM has a receipt", SOON * 5, || {
        from_daemon(&rig, story.pm.1).pop()
    });

    let follow_up = follow_up(&rig, story, &mut daemon, id, before + 1);
    closing(&rig, story, &mut daemon, &follow_up);
    daemon.kill();
    daemon.start();
    summary(&rig, story, &mut daemon);

    // The next Monday: everything is settled and nothing comes, least of all what came before.
    daemon.move_to(&story.at(9, 11, 0));
    std::thread::sleep(Duration::from_secs(2));
    let items = daemon.items();
    assert_eq!(items.len(), 1, "{items:#?}");
    assert_eq!(items[0]["state"], "closed");
    for event in ["opened", "follow_up", "closed"] {
        assert_eq!(count(&items[0], event), 1, "{event}");
    }
    let subjects = |user: &str| {
        let all = from_daemon(&rig, user);
        all.iter().map(Arrived::subject).collect::<Vec<_>>()
    };
    assert_eq!(
        subjects(story.client.1).len(),
        1,
        "{:?}",
        subjects(story.client.1)
    );
    // Receipt, copy of the follow-up, notice of the close.
    assert_eq!(subjects(story.pm.1).len(), 3, "{:?}", subjects(story.pm.1));
    assert_eq!(subjects(story.team).len(), 1, "{:?}", subjects(story.team));

    password_is_nowhere(&rig, story, &daemon);
    let (code, said) = daemon.says(&["run"]);
    assert_eq!(code, Some(75), "{said}");
    let (ended, took) = daemon.terminate();
    tell("end after SIGTERM", took);
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(ended.code(), Some(0), "{ended}");
    let log = daemon.log();
    assert!(
        !log.contains("ERROR") && !log.contains("panicked"),
        "an error in the log"
    );
}

fn opened(story: &Story, item: &Value, id: &str) {
    assert_eq!(item["id"], 1);
    assert_eq!(item["kind"], "request");
    assert_eq!(item["state"], "open");
    assert_eq!(item["turn"], "client");
    assert_eq!(item["owner"], story.pm.1);
    assert_eq!(item["client"], story.client.1.split_once('@').unwrap().1);
    assert_eq!(item["contacts"], serde_json::json!([story.client.1]));
    assert_eq!(item["subject"], story.subject);
    assert_eq!(item["language"], story.language);
    assert_eq!(item["due"], "2026-03-04");
    assert_eq!(item["opened_by"], id);
    let asks: Vec<&str> = item["asks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| text(a, "/text"))
        .collect();
    assert_eq!(asks.len(), 2, "{asks:?}");
    assert!(
        asks.iter()
            .zip(story.asks)
            .all(|(ask, wanted)| ask.contains(wanted)),
        "{asks:?}"
    );
}

/// Thursday, the day after the due day: the first a client gets is friendly.
fn follow_up(
    rig: &Rig,
    story: &Story,
    daemon: &mut Daemon<'_>,
    id: &str,
    before: usize,
) -> Arrived {
    rig.hesitate(if story.unsure { 2 } else { 0 });
    daemon.move_to(&story.at(5, 10, 0));
    if story.unsure {
        until("the follow-up is under way", SOON * 5, || {
            (daemon.status()["outbox"]["body_started"] == 1).then_some(())
        });
        // Recorded just before the dot: now the dot is out and Postfix thinks about it.
        std::thread::sleep(Duration::from_millis(300));
        daemon.kill();
        assert_eq!(mails(rig, story.client.1).len(), before, "too late");
        rig.hesitate(0);
    } else {
        let ((), took) = until("the follow-up is there", SOON * 5, || {
            (mails(rig, story.client.1).len() > before).then_some(())
        });
        daemon.kill();
        tell("follow-up delivered after the clock moved", took);
    }
    daemon.start();
    let (item, took) = until("the follow-up counts as sent", SOON * 5, || {
        daemon.items().pop().filter(|item| count(item, "sent") == 1)
    });
    tell("sent known again after kill -9", took);
    assert_eq!(count(&item, "follow_up"), 1);

    let mail = from_daemon(rig, story.client.1).pop().unwrap();
    assert_eq!(mail.ids("In-Reply-To"), [id]);
    let references = mail.ids("References");
    let own = mail.ids("Message-ID").pop().unwrap();
    // The last is the daemon's own, for servers that write a Message-ID anew.
    assert_eq!(
        references,
        ["kick-off.1@mail.client.example", id, &format!("ref.{own}")]
    );
    assert_eq!(mail.header("Auto-Submitted").unwrap(), "auto-generated");
    assert_eq!(mail.addresses("From"), [story.track]);
    assert_eq!(mail.addresses("To"), [story.client.1]);
    assert_eq!(mail.addresses("Cc"), [story.pm.1]);
    assert_eq!(mail.addresses("Reply-To"), [story.track, story.pm.1]);
    assert_eq!(
        mail.header("Return-Path").unwrap(),
        format!("<{}>", story.track)
    );
    assert!(
        mail.header("Date")
            .unwrap()
            .starts_with("Thu, 05 Mar 2026 10:0"),
        "{:?}",
        mail.header("Date")
    );
    assert!(
        mail.subject().ends_with(story.subject),
        "{}",
        mail.subject()
    );
    let body = mail.text();
    assert!(body.starts_with(story.greeting), "{body}");
    assert!(story.asks.iter().all(|ask| body.contains(ask)), "{body}");
    assert!(String::from_utf8_lossy(&mail.0).is_ascii());
    let copies = [story.track, story.pm.1].map(|user| {
        let all = mails(rig, user);
        all.iter()
            .filter(|m| m.ids("Message-ID") == mail.ids("Message-ID"))
            .count()
    });
    assert_eq!(copies, [1, 1], "own copy and the owner's");
    mail
}

/// The client answers all.
fn closing(rig: &Rig, story: &Story, daemon: &mut Daemon<'_>, asked: &Arrived) {
    let mut thread = asked.ids("References");
    thread.extend(asked.ids("Message-ID"));
    let quoted: String = asked
        .text()
        .lines()
        .map(|line| format!("> {line}\n"))
        .collect();
    let (to, cc) = (asked.addresses("Reply-To"), asked.addresses("Cc"));
    let nameless = |address| ("", String::as_str(address));
    let answer = Letter {
        charset: story.charset,
        from: story.client,
        to: to.iter().map(nameless).collect(),
        cc: cc
            .iter()
            .filter(|a| !to.contains(a))
            .map(nameless)
            .collect(),
        subject: &format!("{}{}", story.re, story.subject),
        date: daemon.now().with_timezone(&story.zone).fixed_offset(),
        id: "answer.1@mail.client.example",
        thread: if story.threads { thread } else { Vec::new() },
        text: &format!("{}\n{}{quoted}", story.answer, story.attribution),
        files: &[story.file],
    };
    let earlier = from_daemon(rig, story.pm.1).len();
    send(rig, story, &answer);
    let delivered = Instant::now();
    let (item, took) = until("the item is closed", SOON, || {
        daemon
            .items()
            .pop()
            .filter(|item| item["state"] == "closed")
    });
    tell("closed after delivery", took);
    assert_eq!(item["closed"]["how"], "delivered");
    assert_eq!(item["closed"]["message_id"], answer.id);
    assert!(
        !text(&item, "/closed/evidence").is_empty()
            && story.answer.contains(text(&item, "/closed/evidence")),
        "{item:#}"
    );
    assert!(
        item["asks"]
            .as_array()
            .unwrap()
            .iter()
            .all(|ask| ask["done"] == true)
    );
    let (notice, _) = until("the owner has a notice", SOON * 2, || {
        from_daemon(rig, story.pm.1).into_iter().nth(earlier)
    });
    tell("notice of the close after delivery", delivered.elapsed());
    assert!(
        notice.subject().contains(story.closed),
        "{}",
        notice.subject()
    );
    assert_eq!(notice.addresses("To"), [story.pm.1]);
    assert_eq!(notice.ids("In-Reply-To"), [answer.id]);
    assert_eq!(notice.header("Auto-Submitted").unwrap(), "auto-generated");
}

/// Friday at four, and not before.
fn summary(rig: &Rig, story: &Story, daemon: &mut Daemon<'_>) {
    daemon.move_to(&story.at(6, 15, 50));
    std::thread::sleep(Duration::from_secs(1));
    assert!(
        mails(rig, story.team).is_empty(),
        "a summary before its hour"
    );
    daemon.move_to(&story.at(6, 16, 0));
    let (mail, took) = until("the summary is there", SOON * 5, || {
        mails(rig, story.team).pop()
    });
    tell("summary delivered after the clock moved", took);
    assert!(
        mail.header("Date")
            .unwrap()
            .starts_with("Fri, 06 Mar 2026 16:0"),
        "{:?}",
        mail.header("Date")
    );
    assert!(mail.subject().contains(story.summary), "{}", mail.subject());
    assert!(mail.text().contains(story.subject), "{}", mail.text());
    let raw = String::from_utf8_lossy(&mail.0).into_owned();
    assert!(
        raw.contains("text/html") && raw.contains("text/csv"),
        "{raw}"
    );
}
