//! What the mails look like: each follow-up, notice and summary as a browser lays it out, on a phone and
//! on a screen, by day and by night. Nothing may have to be scrolled sideways, and every text must stand
//! out from what is behind it (WCAG 2.2, 1.4.3). Pictures of some stay in `target/` for whoever looks.
//!
//! Needs Chromium; `NUDGED_CHROMIUM` names one that is not found by itself.

#![allow(
    clippy::panic,
    clippy::print_stderr,
    reason = "what is not measured is a failed test, what cannot be is told"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use nudged::model::{HoldReason, Item, Language, Step};
use nudged::render::{Content, Templates};
use nudged::report::{self, ItemView, Material, trend};

use super::case::{closed, held, promised};
use super::each::letters;
use super::sample::{NOW, address, campaign, in_parts, invoice, parsed, request, world};
use super::{LANGUAGES, cases};

/// Widths of a page: a phone, a screen.
const WIDTHS: [u32; 2] = [360, 1200];

/// Least contrast of a text to what is behind it.
const LEAST: f64 = 4.5;

/// Mails of which pictures are kept.
const SHOWN: &[&str] = &[
    "summary",
    "receipt-request",
    "forewarning-two",
    "question",
    "transcript-refused",
    "daily",
    "letter request/reminder",
    "letter outstanding/firm",
    "letter invoice/friendly-paid",
];

struct Mail {
    name: String,
    language: Language,
    content: Content,
}

/// The words that led to the holds of an item.
fn say(item: &mut Item, words: &str) {
    for hold in &mut item.holds {
        words.clone_into(&mut hold.evidence.words);
    }
}

/// A summary with something of everything in it.
pub(crate) fn summary(language: Language) -> Content {
    let next = |step, day: &str| Some((step, parsed(&format!("{day}T09:00:00Z"))));
    let pick =
        |en: &'static str, other: &'static str| if language == Language::Zh { other } else { en };
    let mut asked = held(campaign(language), HoldReason::Question, None);
    say(
        &mut asked,
        pick("Which format do you need?", "需要什么格式？"),
    );
    let mut contested = held(
        invoice(43, "LS-2026-008", "640.5", Some("140.5"), language),
        HoldReason::Dispute,
        None,
    );
    say(&mut contested, pick("The amount is wrong.", "金额不对。"));
    let mut plan = request(
        45,
        pick("Floor plan of the hall", "展厅平面图"),
        &[("PDF", false)],
        language,
    );
    plan.owner = address("ben@lantern.example");
    plan.opened_at = parsed("2026-01-14T10:00:00Z");
    let mut later = request(
        46,
        pick("Menu for the opening", "开业菜单"),
        &[("PDF", false)],
        language,
    );
    later.due = parsed("2026-03-02");
    let done = request(
        47,
        pick("Portraits", "人物照片"),
        &[("JPG", true)],
        language,
    );
    let mut coming = in_parts("2026-02-20", language);
    coming.due = parsed("2026-02-20");
    let views = [
        (asked, None),
        (
            invoice(42, "LS-2026-007", "12400", None, language),
            next(Step::Firm, "2026-02-05"),
        ),
        (contested, None),
        (coming, next(Step::HeadsUp, "2026-02-17")),
        (plan, next(Step::Friendly, "2026-02-04")),
        (later, next(Step::HeadsUp, "2026-02-26")),
        (
            promised(request(
                48,
                pick("Guest list", "嘉宾名单"),
                &[("list", false)],
                language,
            )),
            next(Step::Friendly, "2026-02-11"),
        ),
        (
            closed(done, nudged::model::ClosedHow::Delivered, true),
            None,
        ),
        (
            closed(
                invoice(49, "LS-2026-003", "300", None, language),
                nudged::model::ClosedHow::Paid,
                false,
            ),
            None,
        ),
    ]
    .map(|(item, next)| ItemView {
        item,
        outer: Vec::new(),
        next,
    });
    let mut week = report::weekly(
        &Material {
            items: &views,
            since: parsed("2026-01-27T09:00:00Z"),
            until: parsed("2026-02-03T09:00:01Z"),
            now: parsed(NOW),
            ..Material::default()
        },
        &world(),
    );
    week.trend = [(6, 1), (8, 2), (7, 3), (9, 4), (8, 2), (7, 5)]
        .into_iter()
        .zip([30, 6, 13, 20, 27, 3])
        .map(|((open, overdue), day)| trend::Week {
            day: parsed(&format!(
                "2026-{:02}-{day:02}",
                if day == 30 { 12 } else { 1 }
            )),
            open,
            overdue,
        })
        .collect();
    let templates = Templates::new(&[]).expect("templates");
    templates
        .summary(&week, language, &world())
        .expect("a summary")
}

fn mails() -> Vec<Mail> {
    let mut all = Vec::new();
    for language in LANGUAGES {
        let mut add = |name: String, content| {
            all.push(Mail {
                name,
                language,
                content,
            })
        };
        add("summary".to_owned(), summary(language));
        for case in cases(language) {
            add(case.name.to_owned(), case.content(language));
        }
        for letter in letters(language) {
            add(format!("letter {}", letter.path), letter.content(language));
        }
    }
    all
}

/// The page of a mail with its pictures in it.
fn whole(content: &Content) -> String {
    content
        .files
        .iter()
        .fold(content.html.clone(), |html, file| {
            let bytes = base64::engine::general_purpose::STANDARD.encode(&file.bytes);
            let held = format!("data:{};base64,{bytes}", file.media_type);
            html.replace(&format!("cid:{}@nudged", file.name), &held)
        })
}

fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("NUDGED_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|program| program.is_file())
}

fn browse(program: &Path, night: bool, size: (u32, u32), page: &Path, picture: &Path) -> String {
    let profile = tempfile::tempdir().expect("folder");
    let mut command = Command::new(program);
    command
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-dev-shm-usage",
        ])
        .args([
            "--no-first-run",
            "--disable-extensions",
            "--disable-background-networking",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("--window-size={},{}", size.0, size.1))
        .arg(format!("--screenshot={}", picture.display()))
        .arg("--dump-dom");
    if night {
        command.arg("--force-dark-mode");
    }
    let done = command.arg(format!("file://{}", page.display())).output();
    String::from_utf8_lossy(&done.expect("Chromium").stdout).into_owned()
}

/// Frames of all mails at a width, and the script that measures each.
fn page(mails: &[&Mail], widths: &[u32]) -> String {
    let mut page = String::from(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"></head><body style=\"margin:0\">",
    );
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
    for mail in mails {
        for width in widths {
            page.push_str(&format!(
                "<iframe title=\"{} {} {width}\" style=\"display:block;border:0;width:{width}px;height:600px\" srcdoc=\"{}\"></iframe>",
                mail.language.as_str(),
                mail.name,
                escaped(&whole(&mail.content)),
            ));
        }
    }
    page.push_str("<pre id=\"found\">not measured</pre><script>");
    page.push_str(include_str!("looks.js"));
    page.push_str("</script></body></html>");
    page
}

/// What the browser measured of one page.
#[derive(Debug)]
struct Seen {
    name: String,
    /// Pixels to scroll sideways.
    beyond: u32,
    /// The least of all texts, and that text.
    contrast: f64,
    text: String,
}

fn seen(page: &str) -> Vec<Seen> {
    let found = page.split("<pre id=\"found\">").nth(1).unwrap_or_default();
    let found = found.split("</pre>").next().unwrap_or_default();
    let lines = found.lines().map(|line| {
        let parts: Vec<&str> = line.splitn(4, '\t').collect();
        let [name, beyond, contrast, text] = parts[..] else {
            panic!("no measure: {line}");
        };
        Seen {
            name: name.to_owned(),
            beyond: beyond.parse().expect("pixels"),
            contrast: contrast.parse().expect("a ratio"),
            text: text.to_owned(),
        }
    });
    lines.collect()
}

/// Pages nobody could read: what is measured is measured.
fn unreadable() -> Vec<Mail> {
    let page = |name: &str, body: &str| Mail {
        name: name.to_owned(),
        language: Language::En,
        content: Content {
            html: format!(
                "<!DOCTYPE html><meta name=\"color-scheme\" content=\"light dark\"><body>{body}</body>"
            ),
            ..summary(Language::En)
        },
    };
    vec![
        page(
            "too wide",
            "<table width=\"1300\"><tr><td>wide</td></tr></table>",
        ),
        page("too pale", "<p style=\"opacity:.3\">pale</p>"),
        page("by night alone", "<p style=\"color:#222\">dark on dark</p>"),
    ]
}

#[test]
fn every_mail_is_readable_on_a_phone_and_a_screen_by_day_and_night() {
    let Some(program) = chromium() else {
        eprintln!("SKIPPED: no chromium (NUDGED_CHROMIUM names one)");
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("looks");
    std::fs::create_dir_all(&folder).expect("folder");
    let mails = mails();
    let unreadable = unreadable();
    let all: Vec<&Mail> = mails.iter().chain(&unreadable).collect();
    let mut wrong = Vec::new();
    for (night, time) in [(false, "day"), (true, "night")] {
        let path = folder.join(format!("all-{time}.html"));
        std::fs::write(&path, page(&all, &WIDTHS)).expect("written");
        let dumped = browse(&program, night, (1200, 800), &path, &folder.join("all.png"));
        let measured = seen(&dumped);
        assert_eq!(
            measured.len(),
            all.len() * WIDTHS.len(),
            "{time}: {measured:?}"
        );
        let bad = |one: &Seen| one.beyond > 0 || one.contrast < LEAST;
        let (traps, found): (Vec<Seen>, Vec<Seen>) = measured
            .into_iter()
            .partition(|one| unreadable.iter().any(|mail| one.name.contains(&mail.name)));
        // The last is read well by day.
        let caught = traps.iter().filter(|one| bad(one)).count();
        assert_eq!(caught, if night { 6 } else { 4 }, "{time}: {traps:?}");
        wrong.extend(found.into_iter().filter(bad).map(|one| {
            let Seen {
                name,
                beyond,
                contrast,
                text,
            } = one;
            format!("{name} by {time}: {beyond} px beyond, contrast {contrast} of {text:?}")
        }));
    }
    for (language, width, time) in [
        (Language::En, 360, "day"),
        (Language::Zh, 360, "night"),
        (Language::Zh, 1200, "day"),
        (Language::En, 1200, "night"),
    ] {
        let shown = SHOWN.iter().map(|name| {
            let mut all = mails.iter();
            let mail = all.find(|mail| mail.name == *name && mail.language == language);
            mail.expect("a mail of this name")
        });
        let name = format!("{}-{width}-{time}", language.as_str());
        let path = folder.join(format!("{name}.html"));
        std::fs::write(&path, page(&shown.collect::<Vec<_>>(), &[width])).expect("written");
        let picture = folder.join(format!("{name}.png"));
        browse(&program, time == "night", (width, 9000), &path, &picture);
        assert!(picture.is_file(), "{}", picture.display());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
