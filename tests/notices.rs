//! Every notice whole, as it stands in `tests/notices/`. With `NUDGED_BLESS=1` the files are written;
//! look at the difference before it is kept.

#![allow(clippy::expect_used, reason = "helpers of a test fail like it")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use nudged::model::{ClosedHow, HoldReason, Item, Language, NoticeKind, NoticeLine};

#[path = "notices/case.rs"]
mod case;
#[allow(dead_code, reason = "the letters use all of it")]
#[path = "letters/each.rs"]
mod each;
#[path = "notices/looks.rs"]
mod looks;
#[path = "letters/sample.rs"]
mod sample;

use case::{Case, at_its_end, case, closed, held, line, promised};
use sample::{campaign, invoice, parsed};

/// Sets the notices down anew.
const BLESS: &str = "NUDGED_BLESS";

const LANGUAGES: [Language; 2] = [Language::En, Language::Zh];

#[expect(clippy::too_many_lines, reason = "one line a notice")]
fn cases(language: Language) -> Vec<Case> {
    use NoticeKind as K;
    let zh = language == Language::Zh;
    let asks = || campaign(language);
    let owed = || invoice(42, "LS-2026-007", "2400", None, language);
    let part = || invoice(43, "LS-2026-008", "640.5", Some("140.5"), language);
    let pick = |en: &'static str, other: &'static str| if zh { other } else { en };
    let successor = || line(None, "successor", "lin@harbour.example");
    let (one, two) = (asks(), owed());
    let both = || vec![asks(), owed()];
    let step = |item: &Item, step: &str| line(Some(item), step, "");
    vec![
        case("receipt-request", K::Receipt, vec![asks()])
            .dated()
            .nameless(),
        case("receipt-invoice", K::Receipt, vec![owed()]).nameless(),
        case("nothing_to_track", K::NothingToTrack, Vec::new())
            .says(pick("Lunch on Friday", "周五午餐"))
            .rule("nothing-to-track"),
        case("token", K::Token, Vec::new()).says(pick("Opening campaign", "开业活动")),
        case(
            "closed-delivered",
            K::Closed,
            vec![closed(asks(), ClosedHow::Delivered, true)],
        )
        .says(pick("Here is everything.", "都在附件里了。")),
        case(
            "closed-paid",
            K::Closed,
            vec![closed(owed(), ClosedHow::Paid, true)],
        )
        .nameless(),
        case(
            "closed-unconfirmed",
            K::Closed,
            vec![closed(owed(), ClosedHow::Paid, false)],
        )
        .says(pick("We paid it today.", "今天已付款。")),
        case(
            "closed-cancelled",
            K::Closed,
            vec![closed(asks(), ClosedHow::Cancelled, true)],
        )
        .nameless(),
        case("part-request", K::Part, vec![asks()])
            .says(pick("Here is the team photo.", "团队照片见附件。")),
        case("part-invoice", K::Part, vec![part()])
            .says(pick("We have paid a part.", "先付了一部分。")),
        case("credited", K::Credited, vec![part()])
            .says(pick("Attached our credit note.", "附上红字发票。")),
        case("credited-corrected", K::Credited, vec![owed()])
            .rule("owner-corrects")
            .says(pick("The correct total is 2,400.00.", "金额更正为2400元。")),
        case("granted", K::Granted, vec![asks()])
            .says(pick("Monday is fine.", "下周一给我们也行。")),
        case("resting-promise", K::Resting, vec![promised(asks())])
            .says(pick("You will have it on 10 February.", "2月10日前给您。")),
        case(
            "resting-promise-invoice",
            K::Resting,
            vec![promised(owed())],
        )
        .says(pick("It goes out on 10 February.", "2月10日付。")),
        case(
            "resting-acknowledged",
            K::Resting,
            vec![held(asks(), HoldReason::Acknowledged, Some("2026-02-06"))],
        )
        .says(pick("Got it, thanks.", "收到，谢谢。")),
        case(
            "resting-absence",
            K::Resting,
            vec![held(asks(), HoldReason::Absence, Some("2026-02-05"))],
        )
        .rule("out-of-office")
        .says(pick("I am back on 5 February.", "2月5日回来。"))
        .dated()
        .lines(vec![line(None, "stand_in", "lin@harbour.example")]),
        case(
            "question",
            K::Question,
            vec![held(asks(), HoldReason::Question, None)],
        )
        .says(pick("Which format?", "要什么格式？")),
        case(
            "dispute-request",
            K::Dispute,
            vec![held(asks(), HoldReason::Dispute, None)],
        )
        .says(pick("We never agreed to this.", "我们没有约定过这个。")),
        case(
            "dispute-invoice",
            K::Dispute,
            vec![held(owed(), HoldReason::Dispute, None)],
        )
        .says(pick("The amount is wrong.", "金额不对。")),
        case(
            "decline-request",
            K::Decline,
            vec![held(asks(), HoldReason::Decline, None)],
        )
        .says(pick("We will not send it.", "这个不提供了。")),
        case(
            "decline-invoice",
            K::Decline,
            vec![held(owed(), HoldReason::Decline, None)],
        )
        .says(pick("We will not pay this.", "这笔不付了。")),
        case(
            "stop",
            K::Stop,
            vec![held(asks(), HoldReason::OptOut, None)],
        )
        .says(pick("Please ask Lin instead.", "请联系林岚。"))
        .lines(vec![successor()]),
        case(
            "review-unclear",
            K::Review,
            vec![held(owed(), HoldReason::Review, None)],
        )
        .says(pick("Hm.", "嗯。"))
        .rule("unclear"),
        case(
            "review-failed-proof",
            K::Review,
            vec![held(owed(), HoldReason::Review, Some("2026-02-06"))],
        )
        .says(pick("Paid.", "已付。"))
        .rule("failed-proof"),
        case("candidates", K::Candidates, both()).says(pick("Done.", "好了。")),
        case("late", K::Late, vec![closed(owed(), ClosedHow::Paid, true)])
            .says(pick("It came back.", "款项被退回了。")),
        case(
            "late-stop",
            K::Late,
            vec![closed(asks(), ClosedHow::Done, true)],
        )
        .says(pick("Please stop writing to me.", "请不要再给我发邮件。"))
        .rule("late-stop"),
        case("unmatched-all-rest", K::Unmatched, both())
            .says(pick("Hello?", "在吗？"))
            .rule("may-be-an-answer"),
        case("unmatched", K::Unmatched, both()).says(pick("Hello?", "在吗？")),
        case(
            "bounce-nobody-left",
            K::Bounce,
            vec![held(asks(), HoldReason::Bounce, None)],
        ),
        case(
            "bounce-of-two",
            K::Bounce,
            vec![
                held(asks(), HoldReason::Bounce, None),
                held(owed(), HoldReason::Bounce, None),
            ],
        ),
        case(
            "receipt-nobody-to-write-to",
            K::Receipt,
            vec![held(asks(), HoldReason::OptOut, None)],
        ),
        case("bounce-another-left", K::Bounce, vec![asks()]).lines(vec![successor()]),
        case("approval-one", K::Approval, vec![asks()])
            .nameless()
            .rule("approval-needed")
            .says(pick(
                "Hello Grace,\n\nmay I ask?",
                "周梅，您好：\n\n想跟您确认一下。",
            )),
        case("approval-two", K::Approval, both())
            .nameless()
            .rule("approval-needed")
            .lines(vec![
                step(&one, "step:friendly"),
                step(&two, "step:friendly"),
            ]),
        case("forewarning-one", K::Forewarning, vec![asks()])
            .nameless()
            .dated()
            .lines(vec![step(&one, "step:friendly")]),
        case("forewarning-two", K::Forewarning, both())
            .nameless()
            .dated()
            .lines(vec![
                step(&one, "step:reminder"),
                step(&two, "step:friendly"),
            ]),
        case("call-request", K::Call, vec![at_its_end(asks())]).nameless(),
        case("call-invoice", K::Call, vec![at_its_end(promised(owed()))]).nameless(),
        case("handover", K::Handover, vec![asks()]),
        case("handover-commanded", K::Handover, both())
            .rule("commanded")
            .lines(vec![
                line(Some(&one), "done", "done"),
                line(Some(&two), "done", "pause"),
            ]),
        case("handover-commanded-all", K::Handover, Vec::new())
            .rule("commanded-all")
            .lines(vec![line(None, "done", "pause all")]),
        case("deputy", K::Deputy, both())
            .rule("away")
            .dated()
            .lines(vec![step(&one, "state:open"), step(&two, "state:open")]),
        case("deputy-over", K::Deputy, vec![asks()])
            .rule("over")
            .lines(vec![step(&one, "state:open")]),
        case("deputy-over-for-the-deputy", K::Deputy, vec![asks()])
            .rule("over")
            .lines(vec![step(&one, "state:open")]),
        case("adopted-one", K::Adopted, vec![asks()])
            .nameless()
            .rule("adopted")
            .lines(vec![line(Some(&one), "adopted", "logo as SVG")]),
        case("adopted-two", K::Adopted, both())
            .nameless()
            .rule("adopted")
            .lines(vec![
                line(Some(&one), "adopted:promise", ""),
                line(Some(&two), "adopted", "LS-2026-007"),
            ]),
        case("transcript-done", K::Transcript, vec![asks()])
            .says(pick("done 41", "完成 41"))
            .lines(vec![line(Some(&one), "done", "done")]),
        case("transcript-refused", K::Transcript, vec![asks()])
            .says(pick("done 41\nskip 42", "完成 41\n跳过 42"))
            .lines(vec![
                line(Some(&one), "done", "done"),
                line(Some(&two), "refused:nothing_to_skip", "skip"),
            ]),
        case("transcript-of-two", K::Transcript, both())
            .says(pick("pause 41 42", "暂停 41 42"))
            .lines(vec![
                line(Some(&one), "done", "pause"),
                line(Some(&two), "done", "pause"),
            ]),
        case("transcript-which", K::Transcript, both())
            .says(pick("undo", "撤销"))
            .lines(vec![
                line(Some(&one), "refused:undo_which", "undo"),
                line(Some(&two), "refused:undo_which", "undo"),
            ]),
        case("daily", K::Daily, both()).nameless().lines(vec![
            NoticeLine {
                date: Some(parsed("2026-01-12")),
                ..line(
                    Some(&one),
                    "waits:question",
                    pick("Which format?", "要什么格式？"),
                )
            },
            line(Some(&two), "approval:friendly", ""),
            line(None, "more", "12"),
            line(None, "unanswered", "31"),
            line(Some(&one), "untold", "290"),
            line(None, "untold", "9990 (press@fair.example)"),
        ]),
        case("unsure", K::Unsure, vec![asks()]).nameless().dated(),
        case("admin-unreachable", K::Admin, Vec::new()).rule("unreachable"),
    ]
}

fn folder(language: Language) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/notices")
        .join(language.as_str())
}

#[test]
fn every_notice_reads_as_it_was_blessed() {
    let bless = std::env::var_os(BLESS).is_some();
    let mut differs = String::new();
    for language in LANGUAGES {
        let mut told = Vec::new();
        for case in cases(language) {
            let content = case.content(language);
            let is = format!("Subject: {}\n\n{}", content.subject, content.text);
            told.push((case.name, is));
        }
        let week = looks::summary(language);
        let is = format!("Subject: {}\n\n{}", week.subject, week.text);
        told.push(("summary", is));
        for (name, is) in told {
            let path = folder(language).join(format!("{name}.txt"));
            if bless {
                std::fs::create_dir_all(folder(language)).expect("folder");
                std::fs::write(&path, &is).expect("written");
                continue;
            }
            let was = std::fs::read_to_string(&path).unwrap_or_default();
            if was != is {
                differs.push_str(&format!("{}:\n{was}\n→\n{is}\n", path.display()));
            }
        }
    }
    assert!(
        differs.is_empty(),
        "{BLESS}=1 sets these down anew:\n{differs}"
    );
}

#[test]
fn every_kind_has_its_notice_and_every_file_too() {
    let all = cases(Language::En);
    for kind in NoticeKind::ALL {
        assert!(all.iter().any(|case| case.kind == kind), "{kind:?}");
    }
    let mut names: BTreeSet<String> = all.iter().map(|c| format!("{}.txt", c.name)).collect();
    names.insert("summary.txt".to_owned());
    for language in LANGUAGES {
        for found in std::fs::read_dir(folder(language)).expect("folder") {
            let name = found.expect("entry").file_name();
            assert!(
                names.contains(&*name.to_string_lossy()),
                "{name:?} is nobody's"
            );
        }
    }
}

/// Words of the program, and marks of a text nobody filled in.
#[test]
fn no_notice_speaks_like_a_machine() {
    for language in LANGUAGES {
        for case in cases(language) {
            let content = case.content(language);
            for twin in [&content.text, &content.subject] {
                for machine in ["%s", "%n", "None", "\n\n\n", "undefined", "true", "so long"] {
                    assert!(!twin.contains(machine), "{}: {machine}\n{twin}", case.name);
                }
            }
            if language == Language::Zh {
                let text = content.text.replace("name@client.example", "");
                let english = [
                    "snooze", "done", "skip", "pause", "list", "kind", "contact", " 5d",
                ];
                for word in english {
                    // What was said is told in the words it was recorded in.
                    let said = case.kind == NoticeKind::Transcript;
                    assert!(
                        said || !text.contains(word),
                        "{}: {word}\n{text}",
                        case.name
                    );
                }
            }
        }
    }
}
