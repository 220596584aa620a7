//! The letters there are: each step of each kind, what may have happened since, and what is special.

use nudged::model::{Fact, FollowUp, Item, Kind, Language, Step};
use nudged::render::{Background, Content, Templates};

use super::sample::{
    NOW, address, follow_up, in_parts, kinds, original, parsed, person, request, world,
};

pub(crate) const STEPS: [Step; 5] = [
    Step::HeadsUp,
    Step::Friendly,
    Step::Reminder,
    Step::Firm,
    Step::Last,
];

pub(crate) struct Letter {
    pub(crate) path: String,
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

    pub(crate) fn content(&self, language: Language) -> Content {
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
        (
            "promise_broken",
            Fact::PromiseBroken {
                day: on,
                by: None,
                rest: false,
            },
        ),
        (
            "promise_broken-rest",
            Fact::PromiseBroken {
                day: on,
                by: None,
                rest: true,
            },
        ),
        ("back", Fact::Back { who: None }),
        ("answered", Fact::Answered { on }),
        ("settled", Fact::Settled),
        (
            "new_date",
            Fact::NewDate {
                day: on,
                over: false,
                agreed: true,
            },
        ),
        (
            "new_date_set",
            Fact::NewDate {
                day: on,
                over: false,
                agreed: false,
            },
        ),
        (
            "new_date_over",
            Fact::NewDate {
                day: on,
                over: true,
                agreed: true,
            },
        ),
        ("grace_over", Fact::GraceOver { on }),
        ("called", Fact::Called { on }),
        ("long_silence", Fact::LongSilence),
    ]
}

/// Each step of each kind, and those that may come twice as they read the second time.
pub(crate) fn steps(language: Language) -> Vec<Letter> {
    let mut all = Vec::new();
    let [requests, invoices, lists] = kinds(language);
    let money = lists.1.iter().filter(|item| item.kind == Kind::Invoice);
    let money = ("outstanding", money.cloned().collect());
    for (n, (folder, items)) in [requests, invoices, lists, money].into_iter().enumerate() {
        let of = if n == 3 { "-of-invoices" } else { "" };
        for step in STEPS {
            let mut items = items.clone();
            if step == Step::HeadsUp {
                for item in &mut items {
                    item.due = parsed("2026-02-05");
                }
            }
            let path = format!("{folder}/{}", step.as_str());
            all.push(Letter::new(&format!("{path}{of}"), items.clone(), step));
            let mut again = Letter::new(&format!("{path}-again{of}"), items, step);
            again.again = true;
            all.push(again);
        }
    }
    all
}

/// Each thing that may have happened since.
pub(crate) fn since(language: Language) -> Vec<Letter> {
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
    let [requests, invoices, _] = kinds(language);
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
        rest: false,
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
    single.facts = vec![vec![Fact::Back { who: None }]];
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
pub(crate) fn letters(language: Language) -> Vec<Letter> {
    let mut all = steps(language);
    all.extend(since(language));
    all.extend(sterner(language));
    all.extend(special(language));
    all
}
