use chrono::DateTime;

use super::find;
use crate::model::Command;

fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let now = DateTime::parse_from_rfc3339("2026-11-17T09:00:00+08:00").expect("time");
    let (commands, refused) = find(text, now);
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

proptest::proptest! {
    #[test]
    fn any_lines_are_read_without_panic(text in "((done|part|延后|note|#|[0-9,. ]|\\PC){0,12}\n?){0,4}") {
        let _ = read(&text);
    }
}
