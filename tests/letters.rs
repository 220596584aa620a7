//! Every follow-up whole, as it stands in `tests/letters/`. With `NUDGED_BLESS=1` the files are
//! written; look at the difference before it is kept.

#![allow(clippy::expect_used, reason = "helpers of a test fail like it")]

use std::path::PathBuf;

use nudged::model::{Fact, FollowUp, Item, Language, Step};
use nudged::render::{Background, Content, Templates};

#[path = "letters/sample.rs"]
mod sample;

use sample::{NOW, address, follow_up, in_parts, kinds, original, parsed, person, request, world};

/// Sets the letters down anew.
const BLESS: &str = "NUDGED_BLESS";

const LANGUAGES: [Language; 2] = [Language::En, Language::Zh];
const STEPS: [Step; 5] = [
    Step::HeadsUp,
    Step::Friendly,
    Step::Reminder,
    Step::Firm,
    Step::Last,
];

struct Letter {
    path: String,
    mail: FollowUp,
    items: Vec<Item>,
    facts: Vec<Vec<Fact>>,
    greeting: Option<&'static str>,
    again: bool,
    quote: bool,
}

impl Letter {
    fn new(path: &str, items: Vec<Item>, step: Step) -> Self {
        Self {
            path: path.to_owned(),
            mail: follow_up(&items, step),
            facts: Vec::new(),
            greeting: None,
            again: false,
            quote: false,
            items,
        }
    }

    fn content(&self, language: Language) -> Content {
        let original = original();
        let background = Background {
            original: self.quote.then_some(&original),
            greeting: self.greeting,
            facts: &self.facts,
            by: parsed("2026-02-06"),
            again: self.again,
        };
        let templates = Templates::new(&[]).expect("templates");
        templates
            .follow_up(
                &self.mail,
                &self.items,
                &background,
                language,
                &world(),
                parsed(NOW),
            )
            .expect("a letter")
    }
}

fn facts() -> Vec<(&'static str, Fact)> {
    let on = parsed("2026-01-28");
    let amount = parsed("400");
    let before = |name: &str| name.to_owned();
    vec![
        (
            "new_contact",
            Fact::NewContact {
                before: before("Tom Reed"),
            },
        ),
        (
            "new_owner",
            Fact::NewOwner {
                before: address("ben@lantern.example"),
            },
        ),
        ("claim_not_arrived", Fact::ClaimNotArrived { on: Some(on) }),
        (
            "claim_not_arrived-undated",
            Fact::ClaimNotArrived { on: None },
        ),
        ("claim_still", Fact::ClaimStill { on: Some(on) }),
        ("claim_still_undated", Fact::ClaimStill { on: None }),
        ("came", Fact::Came { asks: vec![2] }),
        (
            "paid",
            Fact::Paid {
                amount,
                confirmed: false,
            },
        ),
        (
            "paid-confirmed",
            Fact::Paid {
                amount,
                confirmed: true,
            },
        ),
        ("promise_broken", Fact::PromiseBroken { day: on, by: None }),
        ("back", Fact::Back),
        ("answered", Fact::Answered { on }),
        ("settled", Fact::Settled),
        (
            "new_date",
            Fact::NewDate {
                day: on,
                over: false,
            },
        ),
        (
            "new_date_over",
            Fact::NewDate {
                day: on,
                over: true,
            },
        ),
        ("grace_over", Fact::GraceOver { on }),
        ("called", Fact::Called { on }),
        ("long_silence", Fact::LongSilence),
    ]
}

/// Each step of each kind, and those that may come twice as they read the second time.
fn steps(language: Language) -> Vec<Letter> {
    let mut all = Vec::new();
    for (folder, items) in kinds(language) {
        for step in STEPS {
            let mut items = items.clone();
            if step == Step::HeadsUp {
                for item in &mut items {
                    item.due = parsed("2026-02-05");
                }
            }
            let path = format!("{folder}/{}", step.as_str());
            all.push(Letter::new(&path, items.clone(), step));
            if matches!(step, Step::HeadsUp | Step::Friendly) {
                let mut again = Letter::new(&format!("{path}-again"), items, step);
                again.again = true;
                all.push(again);
            }
        }
    }
    all
}

/// Each thing that may have happened since.
fn since(language: Language) -> Vec<Letter> {
    let mut all = Vec::new();
    for (folder, items) in kinds(language) {
        for (name, fact) in facts() {
            let money = matches!(
                fact,
                Fact::Paid { .. } | Fact::ClaimNotArrived { .. } | Fact::ClaimStill { .. }
            );
            let material = matches!(fact, Fact::Came { .. });
            if folder == "outstanding"
                || money && folder == "request"
                || material && folder == "invoice"
            {
                continue;
            }
            let path = format!("{folder}/friendly-{name}");
            let mut letter = Letter::new(&path, items.clone(), Step::Friendly);
            letter.quote = name == "new_contact";
            if let Fact::NewDate { day, .. } = fact
                && let Some(item) = letter.items.first_mut()
            {
                item.due = day;
            }
            letter.facts = vec![vec![fact]];
            all.push(letter);
        }
    }
    all
}

/// What changes in the later steps by what has happened.
fn sterner(language: Language) -> Vec<Letter> {
    let [requests, invoices, (_, items)] = kinds(language);
    let on = Some(parsed("2026-01-28"));
    let claim = || Fact::ClaimNotArrived { on };
    let before = "Tom Reed".to_owned();
    let stranger = || Fact::NewContact {
        before: before.clone(),
    };
    let mut all = Vec::new();
    let mut add = |folder: &str, name: &str, items: &[Item], step: Step, fact: Fact| {
        let path = format!("{folder}/{}-{name}", step.as_str());
        let mut letter = Letter::new(&path, items.to_vec(), step);
        letter.facts = vec![vec![fact]];
        all.push(letter);
    };
    for step in [Step::Reminder, Step::Firm, Step::Last] {
        add("invoice", "claim", &invoices.1, step, claim());
    }
    add(
        "request",
        "stranger",
        &requests.1,
        Step::Reminder,
        stranger(),
    );
    add(
        "invoice",
        "stranger",
        &invoices.1,
        Step::Reminder,
        stranger(),
    );
    let money: Vec<Item> = items
        .into_iter()
        .filter(|item| item.kind == nudged::model::Kind::Invoice)
        .collect();
    for step in [Step::Reminder, Step::Firm, Step::Last] {
        all.push(Letter::new(
            &format!("outstanding/{}-of-invoices", step.as_str()),
            money.clone(),
            step,
        ));
    }
    all
}

/// Several at once, copies, parts of an invoice.
fn special(language: Language) -> Vec<Letter> {
    let [(_, asks), _, (_, items)] = kinds(language);
    let boss = || person("", "boss@harbour.example");
    let mut mixed = Vec::new();
    for (name, steps) in [
        ("last-of-some", [Step::Last, Step::Firm, Step::HeadsUp]),
        ("last-of-two", [Step::Last, Step::Last, Step::Friendly]),
        ("firm-of-some", [Step::Firm, Step::Reminder, Step::Friendly]),
        ("firm-of-two", [Step::Firm, Step::Firm, Step::Friendly]),
        (
            "reminder-of-some",
            [Step::Reminder, Step::Friendly, Step::HeadsUp],
        ),
    ] {
        let mut letter = Letter::new(&format!("outstanding/{name}"), items.clone(), Step::Firm);
        for (line, step) in letter.mail.lines.iter_mut().zip(steps) {
            line.step = step;
        }
        mixed.push(letter);
    }
    let mut coming = Letter::new(
        "outstanding/friendly-and-coming",
        items.clone(),
        Step::Friendly,
    );
    if let (Some(line), Some(item)) = (coming.mail.lines.last_mut(), coming.items.last_mut()) {
        line.step = Step::HeadsUp;
        item.due = parsed("2026-02-05");
    }
    let mut news = Letter::new("outstanding/reminder-with-news", items, Step::Reminder);
    let broken = Fact::PromiseBroken {
        day: parsed("2026-01-28"),
        by: None,
    };
    news.facts = vec![vec![Fact::Came { asks: vec![2] }], vec![broken], vec![]];
    news.greeting = Some(match language {
        Language::En => "Hi Grace,",
        Language::Zh => "周总，您好：",
    });
    news.quote = true;
    let mut copied = Letter::new("request/last-copied", asks, Step::Last);
    copied.mail.cc.push(boss());
    let (subject, ask) = match language {
        Language::En => ("Opening campaign", "opening hours"),
        Language::Zh => ("开业活动", "营业时间"),
    };
    let one = request(45, subject, &[(ask, false)], language);
    let mut single = Letter::new("request/firm-one", vec![one], Step::Firm);
    single.facts = vec![vec![Fact::Back]];
    let parts = [Step::HeadsUp, Step::Firm, Step::Last].map(|step| {
        let due = match step {
            Step::HeadsUp => "2026-02-05",
            _ => "2026-01-26",
        };
        let path = format!("invoice/{}-instalment", step.as_str());
        Letter::new(&path, vec![in_parts(due, language)], step)
    });
    let mut all = vec![coming, news, copied, single];
    all.extend(mixed);
    all.extend(parts);
    all
}

/// Every letter there is a file of.
fn letters(language: Language) -> Vec<Letter> {
    let mut all = steps(language);
    all.extend(since(language));
    all.extend(sterner(language));
    all.extend(special(language));
    all
}

fn folder(language: Language) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/letters")
        .join(language.as_str())
}

fn file(language: Language, letter: &Letter) -> PathBuf {
    folder(language).join(format!("{}.txt", letter.path))
}

/// The lines that differ, `-` as the file has them, `+` as they are now.
fn difference(was: &str, is: &str) -> String {
    let (was, is): (Vec<&str>, Vec<&str>) = (was.lines().collect(), is.lines().collect());
    let only = |of: &[&str], other: &[&str], mark: &str| -> String {
        of.iter()
            .filter(|line| !other.contains(line))
            .map(|line| format!("  {mark} {line}\n"))
            .collect()
    };
    format!("{}{}", only(&was, &is, "-"), only(&is, &was, "+"))
}

#[test]
fn every_letter_reads_as_it_was_blessed() {
    let bless = std::env::var_os(BLESS).is_some();
    let mut differs = String::new();
    for language in LANGUAGES {
        for letter in letters(language) {
            let content = letter.content(language);
            let is = format!("Subject: {}\n\n{}", content.subject, content.text);
            let path = file(language, &letter);
            if bless {
                std::fs::create_dir_all(path.parent().expect("folder")).expect("folder");
                std::fs::write(&path, &is).expect("written");
                continue;
            }
            let was = std::fs::read_to_string(&path).unwrap_or_default();
            if was != is {
                let told = difference(&was, &is);
                differs.push_str(&format!("{}/{}:\n{told}", language.as_str(), letter.path));
            }
        }
    }
    assert!(
        differs.is_empty(),
        "{BLESS}=1 sets these down anew:\n{differs}"
    );
}

#[test]
fn there_is_no_file_without_its_letter() {
    for language in LANGUAGES {
        let wanted: Vec<PathBuf> = letters(language)
            .iter()
            .map(|l| file(language, l))
            .collect();
        for kind in std::fs::read_dir(folder(language)).expect("folder") {
            for found in std::fs::read_dir(kind.expect("entry").path()).expect("folder") {
                let found = found.expect("entry").path();
                assert!(wanted.contains(&found), "{} is nobody's", found.display());
            }
        }
    }
}

/// What may stand in any of them: the crossing line, the closing, sums.
const SHARED: &[&str] = &[
    "our mails have crossed",
    "ignore this one",
    "忽略本邮件",
    "Kind regards",
    "顺颂商祺",
    "Anna Weber",
];

/// Sentences of a mail's own paragraphs: no greeting, no list, no quotation.
fn sentences(text: &str) -> Vec<String> {
    let quoted = ["\nOn 6 January", "\n在 2026年"];
    let own = quoted.iter().filter_map(|mark| text.find(mark)).min();
    text.get(..own.unwrap_or(text.len()))
        .expect("a cut")
        .split("\n\n")
        .skip(1)
        .filter(|block| !block.starts_with([' ', '>']) && !block.starts_with(char::is_numeric))
        .filter(|block| !block.starts_with("Open in all") && !block.starts_with("合计"))
        .flat_map(|block| block.split_inclusive(['.', '?', '!', ':', '。', '？', '！', '：']))
        .map(|sentence| sentence.trim().to_owned())
        .filter(|s| s.chars().count() > 4 && !SHARED.iter().any(|shared| s.contains(shared)))
        .collect()
}

#[test]
fn no_two_steps_share_a_sentence() {
    for language in LANGUAGES {
        let mut seen: Vec<(String, String)> = Vec::new();
        for letter in steps(language) {
            for sentence in sentences(&letter.content(language).text) {
                let twice = seen
                    .iter()
                    .find(|(path, said)| *said == sentence && *path != letter.path);
                assert!(twice.is_none(), "{}: {twice:?}", letter.path);
                seen.push((letter.path.clone(), sentence));
            }
        }
        assert!(seen.len() > 60, "{}", seen.len());
    }
}

#[test]
fn what_happened_is_said_and_nothing_else_is() {
    for language in LANGUAGES {
        let plain = |folder: &str| -> Vec<String> {
            steps(language)
                .iter()
                .filter(|letter| letter.path == format!("{folder}/friendly"))
                .flat_map(|letter| sentences(&letter.content(language).text))
                .collect()
        };
        for letter in since(language) {
            let folder = letter.path.split('/').next().expect("a folder");
            let own = sentences(&letter.content(language).text);
            let new = own.iter().filter(|s| !plain(folder).contains(s)).count();
            assert!((1..=5).contains(&new), "{}: {own:?}", letter.path);
        }
    }
}

/// The words somebody reads, without marks of lists, labels and quotations.
fn words(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '>' | ':' | '：' | '–'))
        .collect()
}

fn visible(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let body = body.split_once('>').map_or(body, |(_, rest)| rest);
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(out, |text, (coded, plain)| text.replace(coded, plain))
}

#[test]
fn the_twins_say_the_same() {
    for language in LANGUAGES {
        for letter in letters(language) {
            let content = letter.content(language);
            let (text, html) = (words(&content.text), words(&visible(&content.html)));
            assert_eq!(text, html, "{}", letter.path);
        }
    }
}

#[test]
fn words_fit_what_they_are_about() {
    for language in LANGUAGES {
        for letter in letters(language) {
            let text = letter.content(language).text;
            let name = format!("{} {}", language.as_str(), letter.path);
            if letter.path.starts_with("request/") {
                for money in ["overdue", "逾期", "payment", "付款"] {
                    assert!(!text.contains(money), "{name}: {money}\n{text}");
                }
            }
            for machine in [
                "%s",
                "%n",
                "None",
                "\n\n\n",
                "  ,",
                "I hope ",
                "last mail",
                "最后一封",
                "温馨提示",
                "legal",
                "律师",
                "法律",
                "后果",
            ] {
                assert!(!text.contains(machine), "{name}: {machine}\n{text}");
            }
            if letter.path.ends_with("-instalment") {
                let offers = ["agree on instalments", "可以分期", "分期付款"];
                assert!(!offers.iter().any(|o| text.contains(o)), "{text}");
            }
        }
    }
}
