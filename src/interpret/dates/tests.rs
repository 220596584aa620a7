use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use proptest::prelude::*;

use super::*;
use DateRole::{Absence, Deadline, Mention, Promise};

/// Friday, 20 November 2026, 09:00 in Shanghai.
fn friday() -> DateTime<FixedOffset> {
    "2026-11-20T09:00:00+08:00".parse().expect("time")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("day")
}

fn check(table: &[(&str, &str, DateRole)]) {
    let mut wrong = Vec::new();
    for (text, want, role) in table {
        let found = find(text, friday());
        let first = found.first().map(|d| (d.date, d.role));
        if first != Some((day(want), *role)) {
            wrong.push(format!("{text}: want {want} {role:?}, got {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_days_and_what_they_are_for() {
    check(&[
        ("Please send the plan by 30 Nov.", "2026-11-30", Deadline),
        (
            "Could you return it before Nov 30th, 2026?",
            "2026-11-30",
            Deadline,
        ),
        (
            "We need the drawings no later than 30/11/2026",
            "2026-11-30",
            Deadline,
        ),
        ("deadline: 2026-11-30", "2026-11-30", Deadline),
        ("kindly pay until 30.11.2026", "2026-11-30", Deadline),
        ("please reply by next Friday", "2026-11-27", Deadline),
        (
            "please reply by Friday, first thing",
            "2026-11-27",
            Deadline,
        ),
        (
            "please reply before the month is out",
            "2026-11-30",
            Deadline,
        ),
        ("please reply by month's end", "2026-11-30", Deadline),
        ("please reply by Chinese New Year", "2027-02-06", Deadline),
        (
            "please reply by the second to last Friday of June",
            "2027-06-18",
            Deadline,
        ),
        ("please reply this week", "2026-11-20", Deadline),
        (
            "Kindly confirm by the end of next week.",
            "2026-11-27",
            Deadline,
        ),
        ("I need it EOD Thursday", "2026-11-26", Deadline),
        ("Please pay by the end of the month", "2026-11-30", Deadline),
        (
            "Please answer within 3 working days",
            "2026-11-25",
            Deadline,
        ),
        ("please answer within 5 days", "2026-11-25", Deadline),
        ("Kindly sign within two weeks", "2026-12-04", Deadline),
        ("we need this by the 15th", "2026-12-15", Deadline),
        ("Terms: Net 30", "2026-12-20", Deadline),
        ("payable 30 days from invoice date", "2026-12-20", Deadline),
        (
            "please pay by the 1st of next month",
            "2026-12-01",
            Deadline,
        ),
        ("please send it by the end of Q1", "2027-03-31", Deadline),
        ("Can I have both by Monday at 5pm?", "2026-11-23", Deadline),
        ("We will send it on Tuesday", "2026-11-24", Promise),
        ("I'll pay by 30 November", "2026-11-30", Promise),
        ("You'll have it tomorrow", "2026-11-21", Promise),
        (
            "By Wednesday we will have everything",
            "2026-11-25",
            Promise,
        ),
        ("Tuesday, I promise", "2026-11-24", Promise),
        (
            "Sorry, still waiting for the stamp. Wednesday.",
            "2026-11-25",
            Promise,
        ),
        ("I am out of office until 3 December", "2026-12-03", Absence),
        (
            "On annual leave till Monday 7 December",
            "2026-12-07",
            Absence,
        ),
        ("I am back on 1 December", "2026-12-01", Absence),
        ("The fair opens on 14 January", "2027-01-14", Mention),
        (
            "our quote is valid until 31 December",
            "2026-12-31",
            Mention,
        ),
        ("We paid on 3 November", "2026-11-03", Mention),
        ("The rest will be paid on 4 December", "2026-12-04", Promise),
        ("It is to be sent on 4 December", "2026-12-04", Mention),
        ("we settled this on Monday", "2026-11-16", Mention),
        ("Paid, the photos follow on Monday", "2026-11-23", Promise),
        ("It is paid. On Monday we meet.", "2026-11-23", Mention),
        (
            "Half now, the other half next Friday",
            "2026-11-27",
            Promise,
        ),
        (
            "Please find the logo attached, the rest next Friday.",
            "2026-11-27",
            Promise,
        ),
        ("Please send the rest by Friday.", "2026-11-27", Deadline),
        (
            "Please send the logo now and the rest by Friday.",
            "2026-11-27",
            Deadline,
        ),
        (
            "We need the remainder by 30 November.",
            "2026-11-30",
            Deadline,
        ),
        (
            "You asked for the rest by 30 November.",
            "2026-11-30",
            Deadline,
        ),
        ("As follows, on 4 December we open.", "2026-12-04", Mention),
        ("Please follow this link by Friday.", "2026-11-27", Deadline),
        ("We made the transfer on Monday", "2026-11-16", Mention),
        ("We paid inv. 123 on Monday", "2026-11-16", Mention),
        ("We paid to Miller Ltd. on Monday", "2026-11-16", Mention),
        ("overdue since 1 October", "2026-10-01", Mention),
        ("the file of 3 weeks ago", "2026-10-30", Mention),
        ("Feb 29", "2028-02-29", Mention),
        ("first Monday of next month", "2026-12-07", Mention),
        ("two days after Christmas", "2026-12-27", Mention),
        ("we pay on the 25th of each month", "2026-11-25", Promise),
    ]);
}

#[test]
fn chinese_days_and_what_they_are_for() {
    check(&[
        ("请于11月30日前提供", "2026-11-30", Deadline),
        ("请在2026年11月30号之前回复", "2026-11-30", Deadline),
        ("截止日期：二〇二六年十一月三十日", "2026-11-30", Deadline),
        ("明天下班前发我一下", "2026-11-21", Deadline),
        ("请下周三前确认", "2026-11-25", Deadline),
        ("請於週一前確認", "2026-11-23", Deadline),
        ("请本周内反馈", "2026-11-20", Deadline),
        ("请于本月底前支付", "2026-11-30", Deadline),
        ("月底前付清即可，麻烦了", "2026-11-30", Deadline),
        ("下月5号之前付款，麻烦安排", "2026-12-05", Deadline),
        ("请三天内回复", "2026-11-23", Deadline),
        ("请在5个工作日内寄回", "2026-11-27", Deadline),
        ("30天内付款", "2026-12-20", Deadline),
        ("收票后两周内支付", "2026-12-04", Deadline),
        ("最晚12月3日", "2026-12-03", Deadline),
        ("年底前请结清", "2026-12-31", Deadline),
        ("请 by Friday 发我", "2026-11-27", Deadline),
        ("请于 12/22 前付款", "2026-12-22", Deadline),
        ("请１２月１５日前回传", "2026-12-15", Deadline),
        ("我会在周二发给您", "2026-11-24", Promise),
        ("我方将于12月31日前提交", "2026-12-31", Promise),
        ("后天给到", "2026-11-22", Promise),
        ("预计下周五付款", "2026-11-27", Promise),
        ("两周后补给您", "2026-12-04", Promise),
        ("本人休假至12月1日", "2026-12-01", Absence),
        ("出差中，12月3号回来", "2026-12-03", Absence),
        ("该款已于10月26日汇出", "2026-10-26", Mention),
        ("报价有效期至12月31日", "2026-12-31", Mention),
        ("昨天已发", "2026-11-19", Mention),
        ("会议定在12月8日下午3点", "2026-12-08", Mention),
    ]);
}

/// Every day of a text, by its date alone.
fn days_in(text: &str) -> Vec<String> {
    find(text, friday())
        .iter()
        .map(|d| d.date.to_string())
        .collect()
}

fn check_days(table: &[(&str, &[&str])]) {
    let wrong: Vec<_> = table
        .iter()
        .filter(|(text, want)| days_in(text) != *want)
        .map(|(text, want)| format!("{text}: want {want:?}, got {:?}", days_in(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_ways_to_name_a_day() {
    check_days(&[
        ("a week today", &["2026-11-27"]),
        ("Thursday week", &["2026-12-03"]),
        ("Thursday fortnight", &["2026-12-10"]),
        ("we pay on bank holiday Monday", &[]),
        ("a fortnight tomorrow", &["2026-12-05"]),
        ("two weeks on Monday", &["2026-12-07"]),
        ("Wednesday in two weeks", &["2026-12-02"]),
        ("Tuesday of the week after next", &["2026-12-01"]),
        ("by the weekend", &["2026-11-22"]),
        ("in 2-3 days", &["2026-11-23"]),
        ("in two or three weeks", &["2026-12-11"]),
        ("within half a year", &["2027-05-20"]),
        ("in a year and a half", &["2028-05-20"]),
        ("60 days end of month", &["2027-01-31"]),
        ("mid-January", &["2027-01-15"]),
        ("the beginning of December", &["2026-12-01"]),
        ("early next week", &["2026-11-24"]),
        ("the first week of December", &["2026-12-04"]),
        ("by the end of the first quarter", &["2027-03-31"]),
        ("the end of 2026", &["2026-12-31"]),
        ("by December", &["2026-12-31"]),
        ("by calendar week 49", &["2026-12-04"]),
        ("the Monday after Easter", &["2027-03-29"]),
        ("the Friday before Christmas", &["2026-12-18"]),
        ("the day after Thanksgiving", &["2026-11-27"]),
        ("Good Friday", &["2027-03-26"]),
        ("last Christmas", &["2025-12-25"]),
        ("last working day of the month", &["2026-11-30"]),
        ("2-4 March", &["2027-03-02", "2027-03-04"]),
        (
            "from the 5th to the 8th of July",
            &["2027-07-05", "2027-07-08"],
        ),
        ("March 2 to 4, 2028", &["2028-03-02", "2028-03-04"]),
        (
            "5, 6 and 7 December",
            &["2026-12-05", "2026-12-06", "2026-12-07"],
        ),
        (
            "from 28 December to 3 January",
            &["2026-12-28", "2027-01-03"],
        ),
        ("28.12.-03.01.", &["2026-12-28", "2027-01-03"]),
        ("12 December next year", &["2027-12-12"]),
        ("please submit by 20261130", &["2026-11-30"]),
        ("last night", &["2026-11-19"]),
        ("your mail of 9 November", &["2026-11-09"]),
    ]);
}

#[test]
fn chinese_ways_to_name_a_day() {
    check_days(&[
        ("12月初", &["2026-12-01"]),
        ("下月中旬", &["2026-12-15"]),
        ("明年年初", &["2027-01-01"]),
        ("第四季度结束前", &["2026-12-31"]),
        ("下周初", &["2026-11-23"]),
        ("下周一至周三", &["2026-11-23", "2026-11-25"]),
        ("两三天内", &["2026-11-23"]),
        ("3至5个工作日内", &["2026-11-27"]),
        ("再过三天", &["2026-11-23"]),
        ("28日前付清", &["2026-11-28"]),
        ("3月2-4日", &["2027-03-02", "2027-03-04"]),
        ("20至25号", &["2026-11-20", "2026-11-25"]),
        ("五一前", &["2027-05-01"]),
        ("雙十二之前", &["2026-12-12"]),
        ("春节前", &["2027-02-06"]),
        ("下个月第一个工作日", &["2026-12-01"]),
        ("115年11月30日", &["2026-11-30"]),
        ("12月前", &["2026-11-30"]),
    ]);
}

#[test]
fn a_limit_of_some_weeks_ago_has_passed() {
    check(&[
        ("Please send it by 16 November.", "2026-11-16", Deadline),
        ("请于11月16日前提供", "2026-11-16", Deadline),
        ("please pay by 15 January", "2027-01-15", Deadline),
        ("see you on 16 November", "2027-11-16", Mention),
    ]);
}

#[test]
fn whole_months_count_only_where_something_is_owed() {
    assert!(days_in("the invoice for December is attached").is_empty());
    assert!(days_in("sales by week, by month and by quarter").is_empty());
    assert_eq!(days_in("we will pay next month"), ["2026-12-31"]);
    assert_eq!(days_in("我们下个月付款"), ["2026-12-31"]);
}

#[test]
fn no_dates_are_invented() {
    for text in [
        "version 1.2.3 of 4.5.6.7 at 192.168.10.12",
        "call +86 10 8888 7777 or 555-12-34",
        "the ratio is 3/4, 24/7 support, page 2/3",
        "order 12-11-10 and item no. 3.12.26",
        "12.50 EUR or $11.30",
        "it may take 3 or 4 tries",
        "the sun sat in the west",
        "closed mondays, open tue-sun 10 to 6",
        "happy Friday!",
        "on the 5th floor, the second page",
        "中山路18号3楼，周三次会议，第三天",
        "3个月大的产品，5元一个",
        "房号1203，前天线坏了也不算",
        "一号生产线，3号会议室，5号电池，五一路，第十一条",
        "今日头条，明日之星，先天不足、后天努力",
        "3-5个，正月",
        "price 12.10-12.20, sat down, week 2 of the plan, late delivery",
    ] {
        let found: Vec<_> = find(text, friday())
            .into_iter()
            .filter(|d| d.text != "前天")
            .collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn order_of_day_and_month() {
    let at = |text: &str, now: &str| {
        find(text, now.parse().expect("time"))
            .first()
            .map(|d| d.date)
    };
    assert_eq!(
        at("by 03/12/2026", "2026-11-20T09:00:00+01:00"),
        Some(day("2026-12-03"))
    );
    assert_eq!(
        at("by 12/03/2026", "2026-11-20T09:00:00-05:00"),
        Some(day("2026-12-03"))
    );
    assert_eq!(
        at("by 12/24/2026", "2026-11-20T09:00:00+01:00"),
        Some(day("2026-12-24"))
    );
    // The text's own habit decides.
    assert_eq!(
        at(
            "between 12/01/2026 and 12/24/2026",
            "2026-11-20T09:00:00+01:00"
        ),
        Some(day("2026-12-01"))
    );
}

#[test]
fn the_very_words_and_the_time() {
    let found = find("Please send it by next Friday at 17:30, thanks", friday());
    assert_eq!(found[0].text, "by next Friday at 17:30");
    assert_eq!(found[0].time, chrono::NaiveTime::from_hms_opt(17, 30, 0));
    let found = find("请于１２月８日下午3点之前发我", friday());
    assert_eq!(
        (found[0].text.as_str(), found[0].time),
        (
            "１２月８日下午3点之前",
            chrono::NaiveTime::from_hms_opt(15, 0, 0)
        )
    );
}

#[test]
fn both_ends_of_a_stretch() {
    let found = find("12月1日-12月3日，12月7日至9日", friday());
    let seen: Vec<_> = found.iter().map(|d| (d.text.as_str(), d.date)).collect();
    assert_eq!(
        seen,
        [
            ("12月1日", day("2026-12-01")),
            ("12月3日", day("2026-12-03")),
            ("12月7日", day("2026-12-07")),
            ("9日", day("2026-12-09"))
        ]
    );
}

#[test]
fn the_due_date_is_the_first_deadline() {
    let due = |text: &str| deadline(&find(text, friday())).map(|d| d.date);
    assert_eq!(
        due(
            "For the fair on 4 December please send the list by 27 November and the texts by 1 December."
        ),
        Some(day("2026-11-27"))
    );
    assert_eq!(
        due("KX-9 was due on 1 October. Please pay within two weeks."),
        Some(day("2026-12-04"))
    );
    assert_eq!(
        due("12月10号付印，请12月8号之前确认"),
        Some(day("2026-12-08"))
    );
    assert_eq!(due("See you on Friday"), None);
}

#[test]
fn long_chains_of_dates_take_linear_time() {
    // A moment each; quadratic work on 200 KB would not end within the test run.
    for piece in [
        "two days before ",
        "the day after ",
        "Monday after ",
        "next Friday after ",
        "3-",
        "3、",
        "the 3rd and ",
        "end of next ",
        "第",
        "过三天",
        "20261130",
    ] {
        let _ = find(&piece.repeat(200_000 / piece.len()), friday());
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,200}") {
        let _ = find(&text, friday());
    }

    #[test]
    fn pieces_of_dates_never_panic_and_are_quoted(pieces in prop::collection::vec(prop::sample::select(vec![
        "by ", "30", "31", "2026", "/", "-", ".", "November ", "nov", "next ", "Friday", " of ", "end of ", "month ", "周", "五", "下", "个", "月", "日", "号", "前",
        "天内", "十", "二〇二六年", "99999999999", "within ", "days", " ago", "'", "，", "１２", "請", "今天", "下午", "3点", "\n", "the ", "first ", "week", "EOD ", "a", "年底", "％",
        "day after ", "before ", "Easter ", "to ", "and ", "mid-", "第", "季度末", "至", "过", "春节", "half ", "2-4",
    ]), 0..24)) {
        let text = pieces.concat();
        for seen in find(&text, friday()) {
            prop_assert!(text.contains(&seen.text) && !seen.text.is_empty());
            prop_assert!((1900..=2200).contains(&seen.date.year()));
        }
    }

    #[test]
    fn written_days_are_read_back(days in 0i64..3000) {
        let date = day("2026-11-20") + chrono::Duration::days(days);
        for format in ["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y", "%Y年%-m月%-d日", "%d-%b-%Y"] {
            let text = date.format(format).to_string();
            let found = find(&text, friday());
            prop_assert_eq!(found.first().map(|d| d.date), Some(date), "{}", text);
        }
    }
}

#[test]
fn the_week_of_a_day_ends_on_its_friday() {
    check(&[
        (
            "Any time in the week of 30 November is fine.",
            "2026-12-04",
            Mention,
        ),
        (
            "Sometime in the week of 7 December works.",
            "2026-12-11",
            Mention,
        ),
        (
            "Please send it in the week of the 30th.",
            "2026-12-04",
            Deadline,
        ),
        (
            "Please send it by the week of December 7th.",
            "2026-12-11",
            Deadline,
        ),
        ("week commencing Monday 30 November", "2026-12-04", Deadline),
    ]);
}

#[test]
fn a_decimal_before_its_measure_is_no_date() {
    for text in [
        "剩下的2.8万月底前付清",
        "还差的3.5元请补上",
        "您的1.2版",
        "到2.8亿",
    ] {
        let found = find(text, friday());
        assert!(
            found.iter().all(|d| !d.text.contains('.')),
            "{text}: {found:?}"
        );
    }
    check(&[("请于11.28日前回复", "2026-11-28", Deadline)]);
}
