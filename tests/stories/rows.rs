//! The table of product.md 3, row by row, for requests and invoices in both languages.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{State, Turn};

const LEAD: &str = "lead@studio.example";
pub(super) const OWNER: &str = "ines@studio.example";
pub(super) const CLIENT: &str = "otto@falk.example";

/// What comes of an answer.
struct Outcome {
    state: State,
    /// Holds with their last day, `-` where it has none.
    holds: &'static str,
    turn: Turn,
    /// Asks done, or the balance.
    left: &'static str,
    /// Whether the owner, and the lead, got a mail.
    told: (bool, bool),
    /// Follow-ups by the end of April.
    chased: bool,
}

const OPEN: Outcome = Outcome {
    state: State::Open,
    holds: "",
    turn: Turn::Client,
    left: "",
    told: (true, false),
    chased: true,
};

const fn closed() -> Outcome {
    Outcome {
        state: State::Closed,
        chased: false,
        ..OPEN
    }
}

/// An open-ended hold: nothing more goes out.
const fn held(holds: &'static str, turn: Turn) -> Outcome {
    Outcome {
        state: State::Held,
        holds,
        turn,
        chased: false,
        ..OPEN
    }
}

/// Held for a while, chased after.
const fn resting(holds: &'static str) -> Outcome {
    Outcome {
        state: State::Held,
        holds,
        turn: Turn::Client,
        ..OPEN
    }
}

enum About {
    Request(&'static str, Outcome),
    Invoice(&'static str, Outcome),
}
use About::{Invoice, Request};

fn table() -> Vec<About> {
    let review = || held("review -", Turn::Team);
    let mut rows = Vec::new();
    // delivered
    for text in [
        "Hi Ines,\n\nattached are the floor plan and the two portraits.\n\nOtto\n+floor-plan.pdf portraits-board.pdf",
        "韩雪您好：\n\n附件是展厅平面图和两张讲师照片，请查收。\n\nOtto\n+展厅平面图.pdf 讲师照片.pdf",
    ] {
        rows.push(Request(
            text,
            Outcome {
                left: "11",
                ..closed()
            },
        ));
    }
    // part delivered, part paid
    for text in [
        "Hi Ines,\n\nhere is the floor plan. We do not have the portraits yet.\n\nOtto\n+floor-plan.pdf",
        "韩雪您好：\n\n附上展厅平面图，讲师照片仍在整理。\n\nOtto\n+展厅平面图.pdf",
    ] {
        rows.push(Request(text, Outcome { left: "10", ..OPEN }));
    }
    for text in [
        "Hello Ines, we have paid EUR 500.00 of it today, the rest follows.\n",
        "Ines 您好：今天已先付500欧元，余款稍后支付。\n",
    ] {
        rows.push(Invoice(
            text,
            Outcome {
                left: "1300.00",
                ..OPEN
            },
        ));
    }
    // payment stated as done
    for text in [
        "Hello Ines, the invoice was paid yesterday.\n",
        "Ines 您好：发票款昨天已付，请查收。\n",
        "Hello Ines,\n\nplease find the remittance advice attached.\n\nOtto\n+remittance-advice.pdf",
        "Ines 您好：付款回单见附件。\n+付款回单.pdf",
    ] {
        rows.push(Invoice(
            text,
            Outcome {
                left: "0.00",
                ..closed()
            },
        ));
    }
    // promise with a date
    for text in [
        "Hi Ines, you will have everything by 16 March.\n",
        "Ines 您好：资料3月16日之前发给您。\n",
    ] {
        rows.push(Request(
            text,
            Outcome {
                left: "00",
                ..resting("promise 2026-03-17")
            },
        ));
    }
    for text in [
        "Hello Ines, we will transfer the money on 16 March.\n",
        "Ines 您好：我们3月16日付款。\n",
    ] {
        rows.push(Invoice(
            text,
            Outcome {
                left: "1800.00",
                ..resting("promise 2026-03-17")
            },
        ));
    }
    // acknowledged, promise without a date: three working days
    for text in [
        "Hi Ines, noted, I will look into it.\n",
        "Ines 您好：收到，我们尽快处理。\n",
    ] {
        rows.push(Request(
            text,
            Outcome {
                left: "00",
                ..resting("acknowledged 2026-03-09")
            },
        ));
        rows.push(Invoice(
            text,
            Outcome {
                left: "1800.00",
                ..resting("acknowledged 2026-03-09")
            },
        ));
    }
    for text in [
        "Hello Ines, we will pay soon.\n",
        "Ines 您好：我们会尽快付款。\n",
    ] {
        rows.push(Invoice(
            text,
            Outcome {
                left: "1800.00",
                ..resting("acknowledged 2026-03-09")
            },
        ));
    }
    // question
    for text in [
        "Hi Ines, in which format do you need them?\n",
        "Ines 您好：请问需要什么格式？\n",
    ] {
        rows.push(Request(
            text,
            Outcome {
                left: "00",
                ..held("question -", Turn::Team)
            },
        ));
    }
    for text in [
        "Hello Ines, to which account should we transfer it?\n",
        "Ines 您好：请问款项打到哪个账户？\n",
    ] {
        rows.push(Invoice(
            text,
            Outcome {
                left: "1800.00",
                ..held("question -", Turn::Team)
            },
        ));
    }
    // dispute
    for text in [
        "Hi Ines, this is not what we agreed, we already gave you these files in January and are annoyed.\n",
        "Ines 您好：这与合同不符，我们有异议。\n",
    ] {
        rows.push(Request(
            text,
            Outcome {
                state: State::Disputed,
                told: (true, true),
                left: "00",
                ..held("dispute -", Turn::Team)
            },
        ));
    }
    for text in [
        "Hello Ines, the invoice is wrong, the hours are too many. Please correct it.\n",
        "Ines 您好：发票金额有误，请更正。\n",
    ] {
        rows.push(Invoice(
            text,
            Outcome {
                state: State::Disputed,
                told: (true, true),
                left: "1800.00",
                ..held("dispute -", Turn::Team)
            },
        ));
    }
    // decline
    for text in [
        "Hi Ines, we cannot give you these documents.\n",
        "Ines 您好：抱歉，这些资料我们无法提供。\n",
    ] {
        rows.push(Request(
            text,
            Outcome {
                left: "00",
                ..held("decline -", Turn::Team)
            },
        ));
    }
    for text in [
        "Hello Ines, sadly we have no money left and cannot pay it.\n",
        "Ines 您好：这笔款我们不会支付。\n",
    ] {
        rows.push(Invoice(
            text,
            Outcome {
                left: "1800.00",
                ..held("decline -", Turn::Team)
            },
        ));
    }
    // stop, wrong person, has left
    for text in [
        "Please stop writing to me.\n",
        "I am the wrong person for this.\n",
        "请不要再给我发邮件了。\n",
        "我不负责这个，您找错人了。\n",
        "我已经离职了，请联系其他同事。\n",
    ] {
        rows.push(Request(
            text,
            Outcome {
                left: "00",
                ..held("opt_out -", Turn::Client)
            },
        ));
        rows.push(Invoice(
            text,
            Outcome {
                left: "1800.00",
                ..held("opt_out -", Turn::Client)
            },
        ));
    }
    // unclear
    for text in ["Blue, blue and blue again.\n", "今天天气不错。\n"] {
        rows.push(Request(
            text,
            Outcome {
                left: "00",
                ..review()
            },
        ));
        rows.push(Invoice(
            text,
            Outcome {
                left: "1800.00",
                ..review()
            },
        ));
    }
    rows
}

pub(super) fn is_chinese(text: &str) -> bool {
    text.contains(|c| ('一'..='龥').contains(&c))
}

/// The request in the language of its answer, and the subject of that.
pub(super) fn asks(story: &mut Story, chinese: bool) -> (String, &'static str) {
    if !chinese {
        return (request(story), "Re: Brochure material");
    }
    let words = "Otto 您好：\n\n请在3月6日之前提供以下资料：\n\n1. 展厅平面图\n2. 两张讲师照片\n\n谢谢！\nInes\n";
    let asked = story.mail("2026-03-02 10:00", letter(INES, OTTO, "画册资料", words));
    (asked, "回复：画册资料")
}

pub(super) fn bills(story: &mut Story, chinese: bool) -> (String, &'static str) {
    if !chinese {
        return (invoice(story), "Re: Invoice SN-204");
    }
    let words =
        "Otto 您好：\n\n附件为发票 SN-204，金额1800欧元，请于2026年3月13日前付款。\n\nInes\n";
    let letter = letter(INES, OTTO, "发票 SN-204", words).file("SN-204.pdf");
    (story.mail("2026-03-02 10:00", letter), "回复：发票 SN-204")
}

fn play(about: &About) -> Result<(), String> {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let (asked, subject, text, want) = match about {
        Request(text, want) => {
            let (asked, subject) = asks(&mut story, is_chinese(text));
            (asked, subject, text, want)
        }
        Invoice(text, want) => {
            let (asked, subject) = bills(&mut story, is_chinese(text));
            (asked, subject, text, want)
        }
    };
    let (words, files) = text.split_once("\n+").unwrap_or((text, ""));
    let mut answer = letter(OTTO, INES, subject, &format!("{words}\n")).answering(&asked);
    for name in files.split_whitespace() {
        answer = answer.file(name);
    }
    let before = (story.mails_to(OWNER).len(), story.mails_to(LEAD).len());
    story.mail("2026-03-04 10:00", answer);
    let told = (
        story.mails_to(OWNER).len() > before.0,
        story.mails_to(LEAD).len() > before.1,
    );
    let item = story.item(1);
    let holds: Vec<String> = item
        .holds
        .iter()
        .map(|h| {
            let until = h
                .until
                .map_or_else(|| "-".to_owned(), |day| day.to_string());
            format!("{} {until}", h.reason.as_str())
        })
        .collect();
    let left = match item.balance() {
        Some(balance) => balance.plain(),
        None => item
            .asks
            .iter()
            .map(|a| if a.done { '1' } else { '0' })
            .collect(),
    };
    let (state, turn) = (story.state(1), item.turn());
    story.until("2026-03-24 18:00");
    let chased = !story.mails_to(CLIENT).is_empty();
    let got = format!(
        "{state:?} {} {turn:?} {left} told {told:?} chased {chased}",
        holds.join(",")
    );
    let wanted = format!(
        "{:?} {} {:?} {} told {:?} chased {}",
        want.state, want.holds, want.turn, want.left, want.told, want.chased
    );
    if got == wanted {
        Ok(())
    } else {
        Err(format!("{text:?}: {got}, not {wanted}"))
    }
}

#[test]
fn every_reading_does_what_the_table_says() {
    let wrong: Vec<String> = table().iter().filter_map(|row| play(row).err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
