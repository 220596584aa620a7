//! A hundred thousand open items: what one match decision costs then.

use std::time::Duration;

use rusqlite::params;

use super::*;
use crate::matching::{self, Match, quote};
use crate::model::{Ask, Mail, Reading, Role};

const ITEMS: i64 = 100_000;
/// Each with fifty open items.
const CLIENTS: i64 = 2_000;
/// What one decision may cost beside hundreds of other tests: five times the 2 ms of a quiet machine
/// as it is built for people, some twenty-five times in a debug build.
const BOUND: Duration = Duration::from_millis(if cfg!(debug_assertions) { 50 } else { 10 });

/// The same where two hundred documents are read and weighed, which a debug build is slow at.
const CROWD: Duration = Duration::from_millis(if cfg!(debug_assertions) { 250 } else { 20 });

const TEXT: &str = "For the new hall we still need the plan of the second floor, the names of both architects and a picture of the stairs before they were painted.";

fn client(n: i64) -> ClientKey {
    ClientKey(format!("client{n}.example"))
}

/// The items, written as the store writes them but in whole statements.
fn filled() -> (TempDir, Store) {
    let (folder, mut store) = store();
    let mut sample = item(987_654_321, "clientNNN.example");
    sample.asks = (1..=3)
        .map(|n| Ask {
            n,
            text: format!("Drawing number {n} of the hall 987654321"),
            done: false,
        })
        .collect();
    let doc = serde_json::to_string(&sample).expect("a document");
    store
        .write(|tx| -> anyhow::Result<()> {
            tx.sql.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
                 INSERT INTO item (id, kind, state, owner, client, base_subject, due, doc)
                 SELECT i, 'request', 'open', 'anna@agency.example', 'client' || (i % ?2) || '.example',
                     'logo files ' || i, '2026-03-09', replace(replace(?3, '987654321', i), 'NNN', i % ?2)
                 FROM n",
                params![ITEMS, CLIENTS, doc],
            )?;
            // One client with two hundred, as many as are weighed.
            tx.sql.execute(
                "WITH RECURSIVE n(i) AS (SELECT ?1 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 + 200)
                 INSERT INTO item (id, kind, state, owner, client, base_subject, due, doc)
                 SELECT i, 'request', 'open', 'anna@agency.example', 'crowd.example',
                     'logo files ' || i, '2026-03-09', replace(replace(?2, '987654321', i), 'clientNNN', 'crowd')
                 FROM n",
                params![ITEMS, doc],
            )?;
            tx.sql.execute_batch(
                "INSERT INTO item_thread (message_key, item) SELECT 'opening-' || id || '@agency.example', id FROM item;
                 INSERT INTO item_number (client, number_key, item) SELECT client, 'inv' || id, id FROM item;
                 INSERT INTO item_mark (mark, item)
                     SELECT abs((item.id * 8 + value) * 2654435761 % 9007199254740881), item.id
                     FROM item, json_each('[0,1,2,3,4,5]');",
            )?;
            let one = tx.load(ItemId(77))?.expect("item 77");
            tx.remember_text(&one, TEXT)
        })
        .expect("filled");
    (folder, store)
}

/// The figure itself: as it is built for people, and without hundreds of tests beside it.
const QUIET: Duration = Duration::from_millis(if cfg!(debug_assertions) { 50 } else { 2 });

#[test]
fn one_decision_among_a_hundred_thousand_is_quick() {
    decides_within(BOUND);
}

#[test]
#[ignore = "needs a release build and a machine with nothing else to do: tests/long"]
fn one_decision_among_a_hundred_thousand_takes_two_milliseconds() {
    decides_within(QUIET);
}

fn decides_within(bound: Duration) {
    let (_folder, store) = filled();
    let reading = |own: &str, quoted: &str, number: &str| {
        let mut reading = Reading::empty(Role::Client);
        reading.own_text = own.to_owned();
        reading.quoted_text = quoted.to_owned();
        reading.invoice_numbers = vec![number.to_owned()];
        reading.invoice_numbers.retain(|n| !n.is_empty());
        reading
    };
    let mail = |subject: &str, answered: &str| Mail {
        subject: format!("Re: {subject}"),
        base_subject: subject.to_owned(),
        in_reply_to: vec![MessageId::new(answered)],
        from: Some(Person::nameless(address("bob@client77.example"))),
        ..Mail::default()
    };
    let (talk, none) = (
        "we are looking into this with our builders ".repeat(40),
        "none@x.example",
    );
    let strange = (0..800).fold(String::new(), |text, n| format!("{text} word{n}"));
    let table = [
        (
            "thread",
            mail("x", "opening-77@agency.example"),
            reading("fine", "", ""),
            Some(77),
        ),
        (
            "number",
            mail("x", none),
            reading("INV 2077 is paid", "", "INV 2077"),
            Some(2_077),
        ),
        (
            "subject",
            mail("Logo files 4077", none),
            reading("fine", "", ""),
            Some(4_077),
        ),
        (
            "quotes",
            mail("x", none),
            reading("fine", TEXT, ""),
            Some(77),
        ),
        (
            "nothing",
            mail("x", none),
            reading(&talk, &strange, ""),
            None,
        ),
    ];
    assert!(
        quote::marks(&client(77), &strange, quote::KEPT).len() > 160,
        "as many as are looked for"
    );
    for (name, mail, reading, want) in table {
        let decide = || {
            store
                .read(|tx| matching::find(&mail, &reading, Some(&client(77)), tx))
                .expect("looked up")
        };
        let found = decide();
        match (&found, want) {
            (Match::Nothing, None) => {}
            (Match::Items(hits), Some(id)) => {
                assert_eq!(
                    hits.iter().map(|hit| hit.item.0).collect::<Vec<_>>(),
                    [id],
                    "{name}"
                );
            }
            _ => panic!("{name}: {found:?}"),
        }
        let took = quickest(&|| drop(decide()));
        assert!(took <= bound, "{name}: {took:?}");
    }
}

/// What this thread has worked: other tests run beside this one, and other programs.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.try_into().expect("a time")
}

/// The quickest of several.
fn quickest(act: &dyn Fn()) -> Duration {
    let times = (0..7).map(|_| {
        let start = worked();
        act();
        worked().saturating_sub(start)
    });
    times.min().expect("some")
}

#[test]
fn what_is_due_next_among_a_hundred_thousand_is_found_at_once() {
    let (_folder, mut store) = filled();
    let now = at(40);
    store
        .write(|tx| {
            // Three are due, all others are planned for the weeks to come.
            tx.sql.execute(
                "UPDATE item SET wake_at = ?1 + (id - 3) * 60000000",
                [crate::store::column::micros(now)],
            )?;
            anyhow::Ok(())
        })
        .expect("planned");
    let look = || {
        store
            .read(|tx| anyhow::Ok((tx.next_wake()?, tx.due_items(now)?, tx.next_outgoing()?)))
            .expect("looked up")
    };
    let (wake, due, _) = look();
    assert!(wake < Some(now));
    assert_eq!(due, [ItemId(1), ItemId(2), ItemId(3)]);
    let took = quickest(&|| drop(look()));
    assert!(took <= Duration::from_millis(5), "{took:?}");
}

#[test]
fn two_hundred_items_of_one_client_are_weighed_as_quickly() {
    let (_folder, store) = filled();
    let crowd = ClientKey("crowd.example".to_owned());
    let mail = Mail {
        subject: "Hello".to_owned(),
        base_subject: "Hello".to_owned(),
        from: Some(Person::nameless(address("bob@crowd.example"))),
        ..Mail::default()
    };
    for own in [
        "Here is the drawing of the hall, number by number.",
        "We are looking into this with our builders.",
    ] {
        let mut reading = Reading::empty(Role::Client);
        reading.own_text = own.to_owned();
        let decide = || {
            store
                .read(|tx| matching::find(&mail, &reading, Some(&crowd), tx))
                .expect("looked up")
        };
        assert!(!matches!(decide(), Match::Items(_)), "{own}");
        let took = quickest(&|| drop(decide()));
        assert!(took <= CROWD, "{own}: {took:?}");
    }
}
