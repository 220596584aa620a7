//! The daemon at a Maildir whose provider writes no verdicts: what it checks itself decides.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use mail_auth::common::crypto::SigningKey;
use nudged::app::engine::views;
use nudged::app::run::{DATABASE, run_with};
use nudged::model::{HoldReason, MessageId, State};
use nudged::report::ItemView;
use nudged::store::{ItemFilter, Store};
use nudged::verify::{Dns, Verifier};

use super::key::{Sign, sign, strong};
use super::server::{Answer, Server};

struct Letter<'a> {
    id: &'a str,
    from: &'a str,
    to: &'a str,
    answers: &'a str,
    subject: &'a str,
    body: &'a str,
}

impl Letter<'_> {
    fn bytes(&self) -> String {
        let date = super::now().to_rfc2822();
        // The envelope was of no client's: SPF cannot have vouched.
        let mut raw = format!(
            "Return-Path: <bounce@relay.example>\r\nFrom: {}\r\nTo: {}\r\nCc: track@agency.example\r\n",
            self.from, self.to
        );
        if !self.answers.is_empty() {
            raw += &format!("In-Reply-To: <{0}>\r\nReferences: <{0}>\r\n", self.answers);
        }
        let (subject, id, body) = (self.subject, self.id, self.body);
        raw + &format!("Subject: {subject}\r\nDate: {date}\r\nMessage-ID: <{id}>\r\n\r\n{body}\r\n")
    }

    fn signed(&self, key: impl SigningKey, domain: &str) -> String {
        let headers = &[
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
        ];
        let how = Sign {
            domain,
            headers,
            ..Sign::default()
        };
        sign(&self.bytes(), key, how)
    }
}

async fn until<T>(what: &str, mut probe: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = probe() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "never: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn items(home: &Path) -> Option<Vec<ItemView>> {
    let store = Store::open_read_only(&home.join("state").join(DATABASE)).ok()?;
    store.read(|tx| views(tx, &ItemFilter::default())).ok()
}

fn told(home: &Path, id: &str) -> Option<String> {
    let store = Store::open_read_only(&home.join("state").join(DATABASE)).unwrap();
    store.read(|tx| tx.own_check(&MessageId::new(id))).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signed_answer_closes_and_a_forged_one_waits_for_its_owner() {
    let server = Server::start();
    let reject = Answer::Txt("v=DMARC1; p=reject".to_owned(), 3600);
    server
        .text("s1._domainkey.agency.example", strong().1)
        .text("s1._domainkey.client.example", strong().1)
        .tell("_dmarc.agency.example", reject.clone())
        .tell("_dmarc.client.example", reject)
        .tell("_dmarc.dark.example", Answer::Failure);

    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    for inside in ["mail/cur", "mail/new", "mail/tmp", "out"] {
        fs::create_dir_all(home.join(inside)).unwrap();
    }
    let text = format!(
        "[tracking]\naddress = \"track@agency.example\"\n\
         [team]\nname = \"Agency\"\ndomains = [\"agency.example\"]\n\
         [policy]\nmode = \"observe\"\n\
         [state]\ndir = {:?}\n\
         [[mailbox]]\nkind = \"maildir\"\npath = {:?}\n\
         [outgoing]\nkind = \"directory\"\npath = {:?}\n",
        home.join("state"),
        home.join("mail"),
        home.join("out"),
    );
    fs::write(home.join("nudged.toml"), &text).unwrap();
    let config = nudged::config::parse(&text, home).unwrap_or_else(|faults| panic!("{faults}"));
    let verifier = Verifier::new(Dns::at(vec![server.at]));
    let daemon = tokio::spawn(run_with(config, verifier, None));
    until("it watches", || {
        let store = Store::open_read_only(&home.join("state").join(DATABASE)).ok()?;
        store
            .read(|tx| tx.recall("maildir-started:tracking"))
            .ok()?
    })
    .await;
    let deliver = |raw: String, name: &str| {
        let tmp = home.join("mail/tmp").join(name);
        // A Maildir keeps LF.
        fs::write(&tmp, raw.replace("\r\n", "\n")).unwrap();
        fs::rename(tmp, home.join("mail/new").join(name)).unwrap();
    };

    for (n, client) in [(1, "client"), (2, "client"), (3, "dark"), (4, "client")] {
        let ask = Letter {
            id: &format!("ask{n}@agency.example"),
            from: "Anna Li <anna@agency.example>",
            to: &format!("bob@{client}.example"),
            answers: "",
            subject: &format!("Papers, part {n}"),
            body: "Hello Bob,\r\n\r\nplease send us the signed lease by next Friday.\r\n\r\nAnna",
        };
        let raw = ask.signed(strong().0, "agency.example");
        deliver(raw, &format!("1700000000.{n}.host"));
        until("an item", || items(home).filter(|all| all.len() == n)).await;
    }
    let pass = "dkim pass d=agency.example s=s1";
    assert_eq!(told(home, "ask1@agency.example").as_deref(), Some(pass));

    let answer = |n: usize, client: &str| {
        let (ask, from) = (
            format!("ask{n}@agency.example"),
            format!("Bob Ray <bob@{client}.example>"),
        );
        let (id, subject) = (
            format!("answer{n}@{client}.example"),
            format!("Re: Papers, part {n}"),
        );
        let letter = Letter {
            id: &id,
            from: &from,
            to: "anna@agency.example",
            answers: &ask,
            subject: &subject,
            body: "Hi Anna,\r\n\r\nI have sent you the signed lease this morning, all done.\r\n\r\nBob",
        };
        match n {
            1 => letter.signed(strong().0, "client.example"),
            _ => letter.bytes(),
        }
    };
    // A signed mail about something else, sent again as an answer.
    let letter = Letter {
        id: "answer4@client.example",
        from: "Bob Ray <bob@client.example>",
        to: "carol@elsewhere.example",
        answers: "",
        subject: "Holiday flat",
        body: "Hi Carol,\r\n\r\nI have sent you the signed lease this morning, all done.\r\n\r\nBob",
    };
    let replayed = format!(
        "In-Reply-To: <ask4@agency.example>\r\n{}",
        sign(
            &letter.bytes(),
            strong().0,
            Sign {
                headers: &["From", "Subject", "Date", "Message-ID"],
                ..Sign::default()
            }
        )
    );
    deliver(replayed, "1700000009.1.host");
    deliver(answer(1, "client"), "1700000010.1.host");
    deliver(answer(2, "client"), "1700000010.2.host");
    deliver(answer(3, "dark"), "1700000010.3.host");
    // A forged PM opens nothing; mail inside a tenant is not signed, so its writer is asked for the token.
    let forged = Letter {
        id: "forged@agency.example",
        from: "Anna Li <anna@agency.example>",
        to: "bob@client.example",
        answers: "",
        subject: "New account",
        body: "Please send the deposit by Friday.",
    };
    deliver(forged.bytes(), "1700000010.4.host");

    let all = until("all answers are in", || {
        let all = items(home)?;
        let idle = all
            .iter()
            .any(|v| v.item.closed.is_none() && v.item.holds.is_empty());
        (!idle && told(home, "forged@agency.example").is_some()).then_some(all)
    })
    .await;
    let shown: Vec<_> = all
        .iter()
        .map(|view| {
            let hold = view.item.holds.first();
            let rule = hold.map_or("", |h| h.evidence.rule.as_str());
            let reason = hold.map(|h| h.reason);
            (view.item.id.0, view.item.state(&view.outer), reason, rule)
        })
        .collect();
    assert_eq!(
        shown,
        [
            (1, State::Closed, None, ""),
            (2, State::Held, Some(HoldReason::Review), "failed-proof"),
            (3, State::Held, Some(HoldReason::Review), "unproved"),
            (4, State::Held, Some(HoldReason::Review), "thread-unsigned"),
        ]
    );
    for (id, words) in [
        ("answer1@client.example", "dkim pass d=client.example s=s1"),
        (
            "answer2@client.example",
            "dmarc fail: client.example says reject; no signature of client.example",
        ),
        ("answer3@dark.example", "could not be checked: "),
        (
            "forged@agency.example",
            "dmarc fail: agency.example says reject",
        ),
    ] {
        let found = told(home, id).unwrap_or_default();
        assert!(found.starts_with(words), "{id}: {found}");
    }
    let why = Command::new(env!("CARGO_BIN_EXE_nudged"))
        .args(["why", "1", "2", "--config"])
        .arg(home.join("nudged.toml"))
        .output()
        .unwrap();
    let why = String::from_utf8_lossy(&why.stdout).into_owned();
    for words in [
        "own check: dkim pass d=client.example",
        "own check: dmarc fail: client.example",
    ] {
        assert_eq!(why.matches(words).count(), 1, "{why}");
    }
    daemon.abort();
}
