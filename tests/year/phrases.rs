//! What people write: a few ways to say each thing in both languages. A test pins that each is read
//! as it is meant.

use chrono::NaiveDate;

use super::chance::Chance;
use super::world::{Matter, day_words};

/// What a client's mail says of what it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// Everything that was asked for, or the whole sum.
    All,
    /// A part of it.
    Part,
    /// By a day.
    Promise(NaiveDate),
    Noted,
    Question,
    Dispute,
    Decline,
    /// Write to me no more.
    Stop,
    Unclear,
}

/// English, Chinese, file.
pub const THINGS: &[(&str, &str, &str)] = &[
    ("The floor plan as PDF", "展厅平面图", "floor-plan.pdf"),
    ("The price list", "价目表", "price-list.pdf"),
    (
        "Two portraits of the board",
        "两张讲师照片",
        "portraits.pdf",
    ),
    ("The logo as SVG", "公司标志", "logo.svg"),
    ("The signed contract", "签字的合同", "contract.pdf"),
    ("The menu texts", "菜单文案", "menu.docx"),
];

fn first(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

/// A mail that asks for things.
pub fn request(zh: bool, to: &str, asks: &[usize], due: NaiveDate, from: &str) -> String {
    let mut text = if zh {
        format!(
            "{to}您好：\n\n请在{}之前提供以下资料：\n\n",
            day_words(zh, due)
        )
    } else {
        format!(
            "Hi {},\n\nplease send us the following by {}:\n\n",
            first(to),
            day_words(zh, due)
        )
    };
    for (n, ask) in asks.iter().enumerate() {
        let thing = THINGS[*ask];
        text += &format!("{}. {}\n", n + 1, if zh { thing.1 } else { thing.0 });
    }
    text += &if zh {
        format!("\n谢谢！\n{from}\n")
    } else {
        format!("\nThanks\n{}\n", first(from))
    };
    text
}

/// A mail with an invoice, in one sum or in two.
pub fn bill(
    zh: bool,
    to: &str,
    number: &str,
    (due, second): (NaiveDate, Option<NaiveDate>),
    from: &str,
) -> String {
    let day = day_words(zh, due);
    let second = second.map(|day| day_words(zh, day));
    let sums = match (zh, second) {
        (false, None) => format!("over EUR 1,800.00, payable by {day}."),
        (false, Some(second)) => format!(
            "over EUR 1,800.00: EUR 540.00 (30%) are due by {day} and EUR 1,260.00 (70%) by {second}."
        ),
        (true, None) => format!("金额18000元，请于{day}前付款。"),
        (true, Some(second)) => {
            format!("总金额18000元：首付款5400元请于{day}前支付，余款12600元请于{second}前支付。")
        }
    };
    if zh {
        format!("{to}您好：\n\n附件为发票 {number}，{sums}\n\n{from}\n")
    } else {
        let (to, from) = (first(to), first(from));
        format!("Hi {to},\n\nplease find attached invoice {number} {sums}\n\n{from}\n")
    }
}

/// What a part payment is.
pub fn part(zh: bool, instalments: bool) -> i64 {
    match (zh, instalments) {
        (false, true) => 540,
        (true, true) => 5400,
        _ => 500,
    }
}

/// The words of an answer, and the names of its files.
pub fn answer(
    says: Says,
    zh: bool,
    matter: &Matter,
    chance: &mut Chance,
) -> (String, Vec<&'static str>) {
    let things = |some: &[usize]| -> String {
        let all: Vec<String> = some
            .iter()
            .map(|n| {
                if zh {
                    THINGS[*n].1.to_owned()
                } else {
                    let name = THINGS[*n].0;
                    format!("{}{}", name[..1].to_lowercase(), &name[1..])
                }
            })
            .collect();
        all.join(if zh { "、" } else { " and " })
    };
    let files = |some: &[usize]| some.iter().map(|n| THINGS[*n].2).collect::<Vec<_>>();
    let mut say = |all: &[&str]| (chance.pick(all).to_owned(), Vec::new());
    let asks = matter.asks.as_slice();
    let instalments = matter.second.is_some();
    match (says, zh, matter.invoice.is_some()) {
        (Says::All, false, true) if instalments => {
            say(&["we paid your invoice in full this morning."])
        }
        (Says::All, true, true) if instalments => say(&["款项昨天已全部付清。"]),
        (Says::Part, false, true) if instalments => {
            say(&["we have paid the first instalment of EUR 540.00 today."])
        }
        (Says::Part, true, true) if instalments => say(&["首付款5400元今天已付。"]),
        (Says::All, false, false) => (format!("attached are {}.", things(asks)), files(asks)),
        (Says::All, true, false) => (format!("附件是{}，请查收。", things(asks)), files(asks)),
        (Says::All, false, true) => say(&[
            "the invoice was paid yesterday.",
            "we paid your invoice in full this morning.",
            "the money was transferred yesterday.",
        ]),
        (Says::All, true, true) => say(&["发票款昨天已付，请查收。", "款项昨天已全部付清。"]),
        (Says::Part, false, false) => (
            format!("here is {}. The rest will follow.", things(&asks[..1])),
            files(&asks[..1]),
        ),
        (Says::Part, true, false) => (
            format!("附上{}，其他资料仍在整理。", things(&asks[..1])),
            files(&asks[..1]),
        ),
        (Says::Part, false, true) => {
            say(&["we have paid EUR 500.00 of it today, the rest follows."])
        }
        (Says::Part, true, true) => say(&["今天已先付500元，余款稍后支付。"]),
        (Says::Promise(day), false, false) => (
            format!("we will send everything by {}.", day_words(zh, day)),
            Vec::new(),
        ),
        (Says::Promise(day), true, false) => (
            format!("资料{}之前发给您。", day_words(zh, day)),
            Vec::new(),
        ),
        (Says::Promise(day), false, true) => (
            format!("we will pay it on {}.", day_words(zh, day)),
            Vec::new(),
        ),
        (Says::Promise(day), true, true) => {
            (format!("我们{}付款。", day_words(zh, day)), Vec::new())
        }
        (Says::Noted, false, _) => say(&["thanks, noted.", "got it, we will look into it."]),
        (Says::Noted, true, _) => say(&["收到，我们尽快处理。"]),
        (Says::Question, false, false) => say(&[
            "which of the two formats do you need?",
            "could you tell me which size you need?",
        ]),
        (Says::Question, true, false) => say(&["请问需要什么格式？"]),
        (Says::Question, false, true) => say(&["which account shall we pay to?"]),
        (Says::Question, true, true) => say(&["请问款项打到哪个账户？"]),
        (Says::Dispute, false, _) => {
            say(&["this is wrong: we agreed on something else. Please correct it."])
        }
        (Says::Dispute, true, false) => say(&["这与合同不符，我们有异议。"]),
        (Says::Dispute, true, true) => say(&["发票金额有误，请更正。"]),
        (Says::Decline, false, _) => say(&["we are not going to do this, sorry."]),
        (Says::Decline, true, false) => say(&["抱歉，这些资料我们无法提供。"]),
        (Says::Decline, true, true) => say(&["这笔款我们不会支付。"]),
        (Says::Stop, false, _) => {
            say(&["I no longer work on this, please do not write to me again."])
        }
        (Says::Stop, true, _) => say(&["我已不再负责这个项目，请不要再给我发邮件。"]),
        (Says::Unclear, false, _) => say(&["the tree in our yard has grown."]),
        (Says::Unclear, true, _) => say(&["院子里的树又长高了。"]),
    }
}

/// With greeting and name.
pub fn letter(zh: bool, to: &str, words: &str, from: &str) -> String {
    if zh {
        format!("{to}您好：\n\n{words}\n\n{from}\n")
    } else {
        format!("Hi {},\n\n{words}\n\n{}\n", first(to), first(from))
    }
}
