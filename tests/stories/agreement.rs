//! Summary, its CSV and `list --json` of one database say the same, to the cent; and the CLI's record
//! of a client with them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a story that cannot be told is a failed test"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use mail_parser::MimeHeaders as _;
use rust_decimal::Decimal;
use serde_json::Value;

use super::story::{CONFIG, Letter, at, letter};
use super::{INES, OTTO};

type Sums = BTreeMap<String, Decimal>;

fn nudged(arguments: &[&str], config: &Path) -> Vec<Value> {
    let done = Command::new(env!("CARGO_BIN_EXE_nudged"))
        .args(arguments)
        .arg("--config")
        .arg(config)
        .output()
        .expect("runs");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {told}");
    String::from_utf8(done.stdout)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn add(sums: &mut Sums, currency: &str, amount: &str) {
    let amount: Decimal = amount.parse().expect("amount");
    *sums.entry(currency.to_owned()).or_default() += amount;
}

/// Balances of open items in the CSV, by its headings.
fn of_csv(csv: &str) -> Sums {
    let mut rows = csv.trim_start_matches('\u{feff}').lines();
    let head: Vec<&str> = rows.next().expect("head").split(',').collect();
    let column = |name: &str| head.iter().position(|h| *h == name).expect("column");
    let (balance, currency, state) = (column("Balance"), column("Currency"), column("State"));
    let mut sums = Sums::new();
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        assert_eq!(cells.len(), head.len(), "{row}");
        if cells[state] != "closed" && !cells[balance].is_empty() {
            add(&mut sums, cells[currency], cells[balance]);
        }
    }
    sums
}

/// `EUR 1,277.77` behind the heading of the money.
fn of_text(text: &str) -> Sums {
    let mut sums = Sums::new();
    for line in text
        .lines()
        .filter_map(|l| l.strip_prefix("Money outstanding: "))
    {
        let (currency, amount) = line.split_once(' ').expect("currency");
        add(&mut sums, currency, &amount.replace(',', ""));
    }
    sums
}

fn bill(number: &str, words: &str) -> Letter {
    let subject = format!("Invoice {number}");
    let text = format!("Hi Otto,\n\nplease find attached invoice {number} over {words}.\n\nInes\n");
    letter(INES, OTTO, &subject, &text).file(&format!("{number}.pdf"))
}

#[test]
fn summary_csv_list_and_client_agree_to_the_cent() {
    let dir = tempfile::tempdir().expect("folder");
    let (mails, out) = (dir.path().join("mails"), dir.path().join("out"));
    std::fs::create_dir(&mails).expect("folder");
    let config = dir.path().join("nudged.toml");
    let text = format!("{CONFIG}\n[state]\ndir = {:?}\n", out.display().to_string());
    std::fs::write(&config, text).expect("configuration");
    let mut n = 0;
    let mut lay = |when: &str, letter: Letter| -> String {
        n += 1;
        let id = format!("a{n}@story.example");
        std::fs::write(
            mails.join(format!("{n:02}.eml")),
            letter.bytes(&id, at(when)),
        )
        .expect("mail");
        id
    };
    lay(
        "2026-03-02 10:00",
        bill(
            "SN-204",
            "EUR 1,800.00, payable in two instalments: EUR 600.00 by 13 March 2026 and EUR 1,200.00 by 30 April 2026",
        ),
    );
    let dollars = lay(
        "2026-03-02 10:10",
        bill("SN-205", "USD 950.10, payable by 6 March 2026"),
    );
    lay(
        "2026-03-02 10:20",
        bill("SN-206", "CNY 12,000.30, payable by 2 March 2026"),
    );
    lay(
        "2026-03-02 10:30",
        bill("SN-207", "EUR 77.77, payable by 20 March 2026"),
    );
    let paid = lay(
        "2026-03-02 10:40",
        bill("SN-208", "EUR 500.05, payable by 20 March 2026"),
    );
    lay(
        "2026-03-03 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-205",
            "Hi Ines, we have transferred USD 500.00 of SN-205 today, the rest follows.\n",
        )
        .answering(&dollars),
    );
    lay(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-208",
            "Hi Ines, we paid the invoice SN-208 in full today.\n",
        )
        .answering(&paid),
    );
    let run = |arguments: &[&str]| nudged(arguments, &config);
    let folder = mails.display().to_string();
    let into = out.display().to_string();
    run(&[
        "replay",
        "--json",
        "--out",
        &into,
        "--until",
        "2026-03-09T09:30:00+01:00",
        &folder,
    ]);

    let mut listed = Sums::new();
    for item in run(&["list", "--json"]) {
        let invoice = &item["invoice"];
        let word = |key: &str| invoice[key].as_str().expect("text").to_owned();
        add(&mut listed, &word("currency"), &word("balance"));
    }
    let sum = |text: &str| text.parse::<Decimal>().expect("amount");
    let known = [("CNY", "12000.30"), ("EUR", "1877.77"), ("USD", "450.10")];
    let known: Sums = known.map(|(c, v)| (c.to_owned(), sum(v))).into();
    assert_eq!(listed, known);

    let summary = std::fs::read_dir(out.join("outbox"))
        .expect("outbox")
        .map(|entry| std::fs::read(entry.expect("entry").path()).expect("mail"))
        .find(|raw| String::from_utf8_lossy(raw).contains("all@studio.example"))
        .expect("summary");
    let parsed = mail_parser::MessageParser::default()
        .parse(&summary)
        .expect("mail");
    let csv = parsed
        .attachments()
        .find(|part| {
            part.attachment_name()
                .is_some_and(|name| name.ends_with(".csv"))
        })
        .map(|part| String::from_utf8_lossy(part.contents()).into_owned())
        .expect("CSV");
    let text = parsed.body_text(0).expect("text").replace('\r', "");
    let html = parsed.body_html(0).expect("HTML");
    assert_eq!(of_csv(&csv), known, "{csv}");
    assert_eq!(of_text(&text), known, "{text}");
    for wanted in ["CNY 12,000.30", "EUR 1,877.77", "USD 450.10"] {
        assert!(html.contains(wanted), "{wanted}");
    }
    // Each instalment has its own age: 600.00 are due in four days, 1,200.00 in seven weeks.
    assert!(text.contains("not due: 1,877.77"), "{text}");
    assert!(text.contains("1–30 days: 12,000.30"), "{text}");

    let clients = run(&["client", "list", "--json"]);
    let mut of_client = Sums::new();
    for row in clients[0]["amounts"].as_array().expect("amounts") {
        let word = |key: &str| row[key].as_str().expect("text").to_owned();
        add(&mut of_client, &word("currency"), &word("total"));
    }
    assert_eq!(of_client, known);
    let shown = run(&["client", "show", "--json", "otto@falk.example"]);
    assert_eq!(shown[0]["items"]["closed"], 1);
    assert!(
        shown[0]["history"]
            .as_array()
            .is_some_and(|all| all.len() >= 7)
    );
}
