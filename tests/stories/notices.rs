//! Every notice, to a member of either language: what it tells, and that each word it offers does
//! what it says when the notice is answered with that word alone.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Letter, Story, letter};
use super::{OTTO, invoice, request};
use nudged::model::Mail;

const INES: &str = "Ines Holm <ines@studio.example>";
const HAN: &str = "韩雪 <hanxue@studio.example>";
const LEAD: &str = "Mara Lead <lead@studio.example>";

const REQUEST: &str = "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The floor plan as PDF\n2. Two portraits of the board\n\nThanks\n";
const INVOICE: &str = "Hi Otto,\n\nplease find attached invoice SN-204 over EUR 1,800.00, payable by 13 March 2026.\n\nRegards\n";

/// A story and the id of its opening mail.
struct Told {
    story: Story,
    asked: String,
    owner: &'static str,
}

impl Told {
    fn begin(owner: &'static str, subject: &str, text: &str, changes: &[(&str, &str)]) -> Self {
        let mut story = Story::begin("2026-03-02 09:00", changes);
        let mut opening = letter(owner, OTTO, subject, text);
        if text == INVOICE {
            opening = opening.file("SN-204.pdf");
        }
        let asked = story.mail("2026-03-02 10:00", opening);
        Self {
            story,
            asked,
            owner,
        }
    }
    fn request(owner: &'static str) -> Self {
        Self::begin(owner, "Brochure material", REQUEST, &[])
    }
    fn invoice(owner: &'static str) -> Self {
        Self::begin(owner, "Invoice SN-204", INVOICE, &[])
    }
    fn client(&self, text: &str) -> Letter {
        letter(OTTO, self.owner, "Re: it", text).answering(&self.asked)
    }
    fn hears(mut self, text: &str) -> Self {
        let answer = self.client(text);
        self.story.mail("2026-03-04 10:00", answer);
        self
    }
    fn says(mut self, who: &str, words: &str) -> Self {
        self.story.mail(
            "2026-03-03 15:00",
            letter(who, "", "words", &format!("{words}\n")).private(),
        );
        self
    }
    fn until(mut self, when: &str) -> Self {
        self.story.until(when);
        self
    }
    fn address(&self) -> &'static str {
        let address = self.owner.rsplit('<').next().unwrap_or_default();
        address.trim_end_matches('>')
    }
}

type Tell = fn(&'static str) -> Told;

/// A notice by its subject in both languages, and a story that ends with it.
const NOTICES: &[(&str, &str, Tell)] = &[
    ("Now tracked", "已开始跟踪", Told::request),
    ("Now tracked", "已开始跟踪", Told::invoice),
    ("Nothing to track", "没有可跟踪的内容", |owner| {
        Told::begin(
            owner,
            "Yesterday",
            "Hi Otto, it was nice to meet you yesterday.\n",
            &[],
        )
    }),
    ("Closed", "已结束", |owner| {
        let told = Told::request(owner);
        let answer = told
            .client("Hi, attached are the floor plan and the two portraits.\n")
            .file("floor-plan.pdf")
            .file("portraits-board.pdf");
        let mut told = told;
        told.story.mail("2026-03-04 10:00", answer);
        told
    }),
    ("Closed", "已结束", |owner| {
        Told::invoice(owner).hears("Hello, the invoice was paid yesterday.\n")
    }),
    ("A part has arrived", "已收到一部分", |owner| {
        let told = Told::request(owner);
        let answer = told
            .client("Hi, here is the floor plan, the portraits will follow.\n")
            .file("floor-plan.pdf");
        let mut told = told;
        told.story.mail("2026-03-04 10:00", answer);
        told
    }),
    (
        "A part is said to be paid",
        "客户告知已付一部分",
        |owner| {
            Told::invoice(owner)
                .hears("Hello, we have paid EUR 500.00 of it today, the rest follows.\n")
        },
    ),
    ("Resting", "暂不跟进", |owner| {
        let told = Told::request(owner);
        let away = told
            .client("I am out of the office until 20 March. In urgent cases write to nora@falk.example.\n")
            .header("Auto-Submitted: auto-replied");
        let mut told = told;
        told.story.mail("2026-03-04 10:00", away);
        told
    }),
    ("The client has a question", "客户有疑问", |owner| {
        Told::request(owner).hears("Which of the two formats do you need?\n")
    }),
    ("Disputed", "客户有异议", |owner| {
        Told::invoice(owner)
            .hears("This invoice is wrong: we agreed on EUR 1,200. Please correct it.\n")
    }),
    ("Declined", "客户拒绝", |owner| {
        Told::request(owner).hears("We are not going to do this, sorry.\n")
    }),
    (
        "This contact is not mailed any more",
        "不再向此联系人发信",
        |owner| {
            Told::request(owner).hears("I no longer work on this, please do not write to me again. Nora Falk has taken over: nora@falk.example.\n")
        },
    ),
    ("Please have a look", "请您看一下", |owner| {
        let told = Told::invoice(owner);
        let paid = told.client("The invoice was paid yesterday.\n").proof(None);
        let mut told = told;
        told.story.mail("2026-03-04 10:00", paid);
        told
    }),
    ("Which item is meant?", "指的是哪一项？", |owner| {
        let mut told = Told::begin(
            owner,
            "Plans",
            "Hi Otto, please send us the floor plan by 6 March.\n",
            &[],
        );
        told.story.mail(
            "2026-03-02 10:20",
            letter(
                owner,
                OTTO,
                "Plans",
                "Hi Otto, please send us the site plan by 6 March.\n",
            ),
        );
        told.story.mail(
            "2026-03-04 10:00",
            letter(
                OTTO,
                owner,
                "Re: Plans",
                "Hi, we will send the plan on 20 March.\n",
            ),
        );
        told
    }),
    ("A late reply", "结束后又有来信", |owner| {
        Told::request(owner)
            .says(owner, "done 1")
            .hears("One more thing: the second portrait must not be used.\n")
    }),
    (
        "A reply that fits no item",
        "无法对应的来信",
        |owner| {
            let mut told = Told::request(owner);
            let other = letter(
                OTTO,
                owner,
                "Summer party",
                "Are you coming to our summer party in July?\n",
            );
            told.story.mail("2026-03-04 10:00", other);
            told
        },
    ),
    ("for your ok", "等您同意", |owner| {
        Told::begin(
            owner,
            "Brochure material",
            REQUEST,
            &[("mode = \"auto\"", "mode = \"approve\"")],
        )
        .until("2026-03-09 10:30")
    }),
    ("Time to call", "该打电话了", |owner| {
        Told::request(owner).until("2026-03-30 12:00")
    }),
    ("Your commands", "指令执行结果", |owner| {
        Told::request(owner).says(owner, "snooze 1 5d")
    }),
    ("Your commands", "指令执行结果", |owner| {
        Told::request(owner).says(owner, "away 2026-03-20 leo@studio.example")
    }),
    ("What waits for you", "等您处理的事项", |owner| {
        Told::request(owner)
            .hears("Which of the two formats do you need?\n")
            .until("2026-03-05 10:30")
    }),
    ("Now yours", "已移交给您", |owner| {
        let other = if owner == INES { HAN } else { INES };
        let mut told = Told::request(other);
        told.owner = owner;
        let words = format!("owner 1 {}", told.address());
        told.says(other, &words)
    }),
    ("You stand in for", "您代理", |owner| {
        let other = if owner == INES { HAN } else { INES };
        let mut told = Told::request(other);
        told.owner = owner;
        let words = format!("away 2026-03-20 {}", told.address());
        told.says(other, &words)
    }),
];

fn notice(told: &Told, subject: &str) -> Mail {
    let mut all = told.story.mails_to(told.address());
    let subjects: Vec<String> = all.iter().map(|m| m.subject.clone()).collect();
    all.retain(|mail| mail.subject.contains(subject));
    all.pop()
        .unwrap_or_else(|| panic!("no notice “{subject}” among {subjects:?}"))
}

/// The words a notice offers.
fn offers(text: &str) -> Vec<String> {
    text.lines()
        .skip_while(|line| {
            !line.contains("Answer this mail with one of these")
                && !line.contains("写下面其中一行即可")
        })
        .skip(1)
        .filter_map(|line| line.split(" – ").next())
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn every_word_a_notice_offers_does_what_it_says() {
    offered(INES, "Not done", |(english, ..)| english);
}

#[test]
fn every_word_a_chinese_notice_offers_does_what_it_says() {
    offered(HAN, "未执行", |(_, chinese, _)| chinese);
}

/// Answers each notice to `owner` with each word it offers; none of them may be `not_done`.
fn offered(
    owner: &'static str,
    not_done: &str,
    named: fn(&(&'static str, &'static str, Tell)) -> &'static str,
) {
    let mut wrong = Vec::new();
    for one in NOTICES {
        let (subject, tell) = (named(one), one.2);
        let first = notice(&tell(owner), subject);
        let words = offers(&first.text);
        if words.is_empty() {
            wrong.push(format!("{subject}: offers no word\n{}", first.text));
        }
        for word in words {
            let mut told = tell(owner);
            let asked = notice(&told, subject);
            let when = told.story.now() + chrono::Duration::minutes(7);
            let when = when
                .with_timezone(&chrono_tz::Europe::Berlin)
                .format("%Y-%m-%d %H:%M")
                .to_string();
            let before = told.story.mails_to(told.address()).len();
            told.story.mail(
                &when,
                letter(owner, "", "Re: it", &format!("{word}\n"))
                    .private()
                    .proof(None)
                    .answering(asked.id().as_str()),
            );
            let answers = told.story.mails_to(told.address());
            let answer = answers.get(before..).unwrap_or_default();
            let text: String = answer.iter().map(|m| m.text.clone()).collect();
            if text.is_empty() || text.contains(not_done) {
                wrong.push(format!("{subject}: {word}\n{text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n———\n"));
}

#[test]
fn a_reply_that_fitted_nothing_does_its_work_where_its_owner_puts_it() {
    let mut told = Told::request(INES);
    let other = letter(
        OTTO,
        INES,
        "Summer party",
        "Are you coming to our summer party in July? And your things will be with you on 20 March.\n",
    );
    told.story.mail("2026-03-04 10:00", other);
    let asked = notice(&told, "fits no item");
    let answer = |words: &str| {
        letter(INES, "", "Re: it", &format!("{words}\n"))
            .private()
            .answering(asked.id().as_str())
    };
    told.story.mail("2026-03-04 10:30", answer("none"));
    assert!(told.story.item(1).holds.is_empty());
    told.story.mail("2026-03-04 11:00", answer("1"));
    let item = told.story.item(1);
    assert!(
        !item.holds.is_empty() && item.last_heard.is_some(),
        "{item:?}"
    );
    told.story.mail(
        "2026-03-04 12:00",
        letter(INES, "", "words", "undo 1\n").private(),
    );
    assert!(told.story.item(1).holds.is_empty());
}

#[test]
fn a_mail_nobody_proved_is_proved_by_answering_open() {
    for (owner, subject, word) in [(INES, "Please confirm", "open"), (HAN, "请确认", "跟踪")] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let opening = letter(owner, OTTO, "Brochure material", REQUEST).proof(None);
        let asked = story.mail("2026-03-02 10:00", opening);
        let mut told = Told {
            story,
            asked,
            owner,
        };
        let token = notice(&told, subject);
        assert!(
            offers(&token.text).contains(&word.to_owned()),
            "{}",
            token.text
        );
        told.story.mail(
            "2026-03-02 11:00",
            letter(owner, "", "Re: it", &format!("{word}\n"))
                .private()
                .proof(None)
                .answering(token.id().as_str()),
        );
        assert_eq!(told.story.items().len(), 1);
    }
}

#[test]
fn one_daily_notice_at_the_hour_until_it_is_answered_and_none_when_nothing_waits() {
    let told = Told::request(INES)
        .hears("Which of the two formats do you need?\n")
        .until("2026-03-28 12:00");
    let daily = |story: &Story| -> Vec<String> {
        let mails = story.mails_to("ines@studio.example").into_iter();
        mails
            .filter(|m| m.subject.contains("waits for you"))
            .filter_map(|m| m.date)
            .map(|at| {
                at.with_timezone(&chrono_tz::Europe::Berlin)
                    .format("%m-%d %H:%M")
                    .to_string()
            })
            .collect()
    };
    let days = daily(&told.story);
    // Every working day after the question, at nine by the wall clock.
    assert_eq!(days.len(), 17, "{days:?}");
    assert!(days.iter().all(|day| day.ends_with("09:00")), "{days:?}");
    // The clocks change on 29 March: still at nine.
    let mut told = told.until("2026-03-30 12:00");
    assert_eq!(
        daily(&told.story).last().map(String::as_str),
        Some("03-30 09:00")
    );
    let when = "2026-03-30 13:00";
    told.story
        .mail(when, letter(INES, "", "words", "done 1\n").private());
    let count = daily(&told.story).len();
    let told = told.until("2026-04-10 12:00");
    assert_eq!(
        daily(&told.story).len(),
        count,
        "nothing waits, nothing comes"
    );
}

#[test]
fn a_lead_sees_the_whole_list_and_a_member_his_own() {
    let mut told = Told::request(INES);
    for (who, mine) in [(INES, true), (HAN, false), (LEAD, true)] {
        told.story.mail(
            "2026-03-03 10:00",
            letter(who, "", "words", "list\n").private(),
        );
        let address = who
            .rsplit('<')
            .next()
            .unwrap_or_default()
            .trim_end_matches('>');
        let answer = told.story.mails_to(address).pop().expect("answer").text;
        assert_eq!(answer.contains("#1"), mine, "{answer}");
    }
}

/// What the owner is told of one answer to a request for two things and an invoice over EUR 1,800.
fn told_of(words: &str, file: Option<&str>, of: usize) -> String {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = (request(&mut story), invoice(&mut story));
    let mut reply = letter(OTTO, INES, "Re: Brochure material", words).answering(if of == 0 {
        &asked.0
    } else {
        &asked.1
    });
    if let Some(file) = file {
        reply = reply.file(file);
    }
    story.mail("2026-03-03 10:00", reply);
    let mails = story.mails_to("ines@studio.example");
    mails.last().map(|m| m.text.clone()).unwrap_or_default()
}

#[test]
fn a_notice_tells_all_that_an_answer_changed() {
    for (words, file, of, want) in [
        (
            "The floor plan is attached, the portraits follow on 24 March. Do you need them in colour?\n",
            Some("floor-plan.pdf"),
            0,
            &["Came: 1. The floor plan", "Promised for: 24 March", "undo"][..],
        ),
        (
            "We have paid EUR 800.00 today, as a first part. Could we pay the rest a little later?\n",
            None,
            1,
            &["Counted as paid: EUR 800.00", "undo"],
        ),
        (
            "The floor plan is attached, the portraits follow on 24 March.\n",
            Some("floor-plan.pdf"),
            0,
            &["Promised for: 24 March"],
        ),
        ("Which format?\n", None, 0, &["answer"]),
    ] {
        let told = told_of(words, file, of);
        for want in want {
            assert!(told.contains(want), "{want} in {told}");
        }
        if words.starts_with("Which") {
            assert!(!told.contains("Came") && !told.contains("undo"), "{told}");
        }
    }
}

#[test]
fn a_payment_that_is_only_said_is_not_told_as_made() {
    let told = told_of("The invoice was paid today in full.\n", None, 1);
    assert!(told.contains("said to be paid"), "{told}");
}
