use chrono::DateTime;

use super::{find, find_among_us};
use crate::model::{Command, Refused};

fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let now = DateTime::parse_from_rfc3339("2026-11-17T09:00:00+08:00").expect("time");
    shown(find(text, now))
}

fn shown((commands, refused): (Vec<Command>, Vec<Refused>)) -> (Vec<String>, Vec<String>) {
    let shown = |c: &Command| {
        let verb = serde_json::to_value(c.verb).expect("verb");
        let items: Vec<String> = c.items.iter().map(i64::to_string).collect();
        let verb = verb.as_str().unwrap_or_default().to_owned();
        format!(
            "{verb} {} {}",
            items.join("+"),
            c.argument.as_deref().unwrap_or("-")
        )
    };
    (
        commands.iter().map(shown).collect(),
        refused.into_iter().map(|r| r.why).collect(),
    )
}

#[test]
fn lines_of_the_grammar() {
    for (text, want) in [
        ("done 42 and 43", "done 42+43 -"),
        ("Please DONE #42, #43, thanks!", "done 42+43 -"),
        ("您好，\n完成 42、43", "done 42+43 -"),
        ("42 已付款", "paid 42 -"),
        ("ｓｎｏｏｚｅ　４２　５ｄ", "snooze 42 5d"),
        ("snooze 42 5wd", "snooze 42 5wd"),
        ("延后 42 5个工作日", "snooze 42 5wd"),
        ("snooze 42 until 1 December", "snooze 42 2026-12-01"),
        ("due 42 2026-12-24", "due 42 2026-12-24"),
        ("part 42 1,500.50", "part 42 1500.5"),
        ("部分 42 3000元", "part 42 3000"),
        ("part 42 4.800,00", "part 42 4800"),
        ("part 42 2.400 EUR", "part 42 2400"),
        ("part 42 €1.200,50", "part 42 1200.5"),
        ("part 42 1, 3", "part 42 1,3"),
        ("part 1,3", "part  1,3"),
        ("part 1 and 3", "part  1,3"),
        ("部分 1、2", "part  1,2"),
        ("part #42, 3", "part 42 3"),
        ("part 42, 500", "part 42 500"),
        (
            "contact 42 Bo@Client.example",
            "contact 42 bo@client.example",
        ),
        (
            "away 1 December bo@agency.example",
            "away  2026-12-01 bo@agency.example",
        ),
        (
            "away anna@agency.example 1 December bo@agency.example",
            "away  anna@agency.example 2026-12-01 bo@agency.example",
        ),
        (
            "休假到12月1日，bo@agency.example",
            "away  2026-12-01 bo@agency.example",
        ),
        ("休假结束", "away  over"),
        ("away over", "away  over"),
        (
            "away anna@agency.example over",
            "away  anna@agency.example over",
        ),
        ("undo all", "undo  all"),
        ("ok all", "ok  all"),
        ("同意 全部", "ok  all"),
        ("撤销 全部", "undo  all"),
        (
            "note 42 Paid? Ask Bo, if needed!",
            "note 42 Paid? Ask Bo, if needed!",
        ),
        ("pause all", "pause  all"),
        (
            "call: spoke to Bo, pays Friday",
            "call  spoke to Bo, pays Friday",
        ),
        ("call 42: spoke to Bo", "call 42 spoke to Bo"),
        ("备注 42：已沟通", "note 42 已沟通"),
        ("part 42: 500", "part 42 500"),
        ("42、43 已付款", "paid 42+43 -"),
        ("resend 42", "resend 42 -"),
        ("kind 42 invoice", "kind 42 invoice"),
        ("why", "why  -"),
    ] {
        assert_eq!(read(text).0, [want], "{text}: {:?}", read(text).1);
    }
}

#[test]
fn what_is_no_command_is_refused_and_never_guessed() {
    for (text, why) in [
        ("snoze 42 5d", Some("unknown_word")),
        ("snooze 42", Some("missing_argument")),
        ("due 42 31 February", Some("bad_argument")),
        ("snooze 42 2020-01-01", Some("past")),
        ("away 2020-01-01 bo@agency.example", Some("past")),
        ("away", Some("how_away")),
        ("away 1 December", Some("how_away")),
        ("休假 bo@agency.example", Some("how_away")),
        ("done 42?", Some("question")),
        ("don't cancel 42", Some("negation")),
        ("cancel 42 if they refuse", Some("condition")),
        ("不要取消 42", Some("negation")),
        ("done with my part of the plan", Some("talk")),
        ("call me about 42 when you can", Some("talk")),
        ("note that 42 is a difficult one", Some("talk")),
        ("电话打不通，晚点再试", Some("talk")),
        ("1、已付款", Some("talk")),
        ("Nice to see this moving along at last.", None),
    ] {
        let (commands, refused) = read(text);
        assert!(commands.is_empty(), "{text}: {commands:?}");
        assert_eq!(refused.first().map(String::as_str), why, "{text}");
    }
    assert_eq!(read("done 42\nsnooze 43").0, ["done 42 -"]);
}

#[test]
fn an_invoice_may_be_named_with_its_amount() {
    for (text, want) in [
        ("kind 42 invoice", "kind 42 invoice"),
        ("kind 42 invoice 1650", "kind 42 invoice 1650"),
        ("kind 42 invoice EUR 1,650.00", "kind 42 invoice 1650 EUR"),
        (
            "kind 42 invoice over 980.50 GBP",
            "kind 42 invoice 980.5 GBP",
        ),
        ("类型 42 发票 1650元", "kind 42 invoice 1650 CNY"),
        ("kind 42 request", "kind 42 request"),
    ] {
        let (commands, refused) = read(text);
        assert_eq!(commands, [want], "{text}: {refused:?}");
    }
    for text in [
        "kind 42 request 1650",
        "kind 42 invoice soon",
        "kind 42 invoice 1,2",
        "kind 42 invoice 1",
        "kind 42 invoice 1.650",
        "kind 42 invoice 12",
    ] {
        let (commands, refused) = read(text);
        assert!(commands.is_empty(), "{text}: {commands:?}");
        assert_eq!(refused, ["bad_argument"], "{text}");
    }
}

fn read_among_us(text: &str) -> (Vec<String>, Vec<String>) {
    let now = DateTime::parse_from_rfc3339("2026-11-17T09:00:00+08:00").expect("time");
    shown(find_among_us(text, now))
}

/// What stands behind a word is never passed over where it may be meant as one.
#[test]
fn a_second_command_on_the_line_keeps_the_first_from_running_alone() {
    for text in [
        "Done. Please contact nora@client.example from now on.",
        "Done. Contact Nora instead.",
        "Cancel it. Snooze the other one.",
        "完成。请联系人 nora@client.example。",
    ] {
        let (commands, _) = read_among_us(text);
        assert!(commands.is_empty(), "{text}: {commands:?}");
    }
    assert_eq!(read_among_us("Done. Bob is on holiday.").0, ["done  -"]);
}

/// What a colleague writes to the tracker alone.
#[test]
fn a_line_that_is_all_a_mail_says_is_taken_as_people_say_it() {
    let mut wrong = Vec::new();
    for (text, want) in [
        ("done, thanks", "done  -"),
        ("Thanks, done!", "done  -"),
        ("Please mark 42 as done, thank you.", "done 42 -"),
        ("mark this as paid", "paid  -"),
        ("麻烦帮我把这个标记为完成，谢谢！", "done  -"),
        ("请把42延后到下周三", "snooze 42 2026-11-25"),
        ("把截止改到11月20日，谢谢", "due  2026-11-20"),
        ("截止日期改为11月20日", "due  2026-11-20"),
        ("due date 2026-11-20", "due  2026-11-20"),
        ("new deadline: 20 November", "due  2026-11-20"),
        ("请延期到11月20日", "snooze  2026-11-20"),
        ("snooze for a week", "snooze  7d"),
        ("snooze two weeks please", "snooze  14d"),
        ("延后一个月", "snooze  30d"),
        ("pause until 20 November", "snooze  2026-11-20"),
        ("您好，请暂停跟进，谢谢", "pause  -"),
        ("pause this for now please", "pause  -"),
        ("Could you pause 42?", "pause 42 -"),
        ("全部暂停", "pause  all"),
        ("别催了", "pause  -"),
        ("42 不用催了，谢谢", "pause 42 -"),
        ("stop chasing 42", "pause 42 -"),
        ("辛苦催一下", "chase  -"),
        ("chase them again", "chase  -"),
        ("cancel it", "cancel  -"),
        ("取消跟踪，谢谢", "cancel  -"),
        ("undo that please", "undo  -"),
        ("撤消", "undo  -"),
        ("撤销上一步", "undo  -"),
        ("重新打开", "reopen  -"),
        ("为什么？", "why  -"),
        ("why?", "why  -"),
        ("Status?", "status  -"),
        ("?", "help  -"),
        ("dossier please", "dossier  -"),
        ("资料已收齐，谢谢", "done  -"),
        ("we have everything", "done  -"),
        ("第1、3项已收到", "part  1,3"),
        ("asks 1 and 3 have arrived", "part  1,3"),
        ("[#42] done", "done 42 -"),
        ("done. Bo is on holiday by the way", "done  -"),
        ("好的", "ok  -"),
        ("Yes, please.", "ok  -"),
        (
            "contact Carol Diaz <carol@client.example>",
            "contact  carol@client.example",
        ),
        (
            "contact 42 \"Diaz, Carol\" <carol@client.example>",
            "contact 42 carol@client.example",
        ),
        ("请转交给 bo@agency.example", "owner  bo@agency.example"),
        (
            "assign to Bo Lin <bo@agency.example>",
            "owner  bo@agency.example",
        ),
        (
            "休假至12月1日，由 bo@agency.example 代理",
            "away  2026-12-01 bo@agency.example",
        ),
    ] {
        let (commands, refused) = read_among_us(text);
        if commands != [want] {
            wrong.push(format!("{text}: {commands:?} {refused:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What may be meant otherwise stays with the hint, also where nobody else reads it.
#[test]
fn what_takes_itself_back_or_speaks_of_others_is_no_command() {
    for text in [
        "paid. But only half of it",
        "done. Wait, the logo is missing",
        "done? I do not think so",
        "don't cancel 42",
        "cancel 42 if they refuse",
        "was 42 done?",
        "chase Carol, not Bob",
        "contact carol@client.example or bo@client.example",
        "contact whoever answers at carol@client.example 2 times",
        "pause the printing until the logo is there",
        "好的，但是先别发",
        "完成了吗",
        "不要暂停",
        "I spoke to Bob, he is done with it on Friday",
        "yes\nbut wait until Friday",
        "好的\n等我消息",
    ] {
        let (commands, _) = read_among_us(text);
        assert!(commands.is_empty(), "{text}: {commands:?}");
    }
    // Where a client may read it only the exact word is one.
    for text in ["stop chasing", "we have everything", "Yes, please.", "好的"] {
        assert!(read(text).0.is_empty(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_lines_are_read_without_panic(text in "((done|part|延后|note|把|mark |#|[0-9,. ]|\\PC){0,12}\n?){0,4}") {
        let _ = (read(&text), read_among_us(&text));
    }
}
