//! Plans in both languages.

use super::*;
use crate::interpret::{dates, money};
use chrono::DateTime;

/// Days and amounts of the plan; `-` waits for an event.
fn plan(text: &str, total: i64) -> String {
    let at = DateTime::parse_from_rfc3339("2026-11-18T10:00:00+00:00").expect("time");
    let terms = Terms {
        own: text,
        dates: &dates::find(text, at),
        money: &money::find(text),
        day: at.date_naive(),
        total: Decimal::from(total),
    };
    let day = |d: NaiveDate| {
        if d == UNDATED {
            "-".to_owned()
        } else {
            d.format("%m%d").to_string()
        }
    };
    let all: Vec<String> = find(&terms)
        .iter()
        .map(|i| format!("{} {}", day(i.due), i.amount.normalize()))
        .collect();
    all.join(", ")
}

#[test]
fn plans_in_both_languages() {
    for (text, total, want) in [
        (
            "The fee of EUR 900: EUR 450 now, EUR 450 when the hall is open.",
            900,
            "1118 450, - 450",
        ),
        (
            "We agreed EUR 6,000: 40 % by 1 December, 60 % by 31 January.",
            6000,
            "1201 2400, 0131 3600",
        ),
        (
            "€900 in three equal parts on the 1st of December, January and February",
            900,
            "1201 300, 0101 300, 0201 300",
        ),
        (
            "£600 payable in two instalments of £300, on 30 November and 15 December.",
            600,
            "1130 300, 1215 300",
        ),
        (
            "$1,000, in three equal payments on 1 December, 1 January and 1 February.",
            1000,
            "1201 333.33, 0101 333.33, 0201 333.34",
        ),
        (
            "€1,200 in four monthly instalments starting on 1 December",
            1200,
            "1201 300, 0101 300, 0201 300, 0301 300",
        ),
        (
            "Half by 30 November, the other half on 15 January.",
            500,
            "1130 250, 0115 250",
        ),
        (
            "A deposit of £500 is due now, the balance by 20 January. £2,000 in total.",
            2000,
            "1118 500, 0120 1500",
        ),
        (
            "The price is €2,000. 25% now and 75% on delivery",
            2000,
            "1118 500, - 1500",
        ),
        (
            "- 50% upfront\n- 50% when the stand is up",
            800,
            "1118 400, - 400",
        ),
        (
            "总价 8 万元，12月1日前付 3 万元，1月15日前付 5 万元。",
            80000,
            "1201 30000, 0115 50000",
        ),
        ("预付30%，12月20日前付清余款。", 1000, "1118 300, 1220 700"),
        (
            "分两期等额支付，分别于12月1日和1月1日前到账。",
            1000,
            "1201 500, 0101 500",
        ),
        (
            "1、签约后付40%\n2、12月10日前付60%",
            1000,
            "1118 400, 1210 600",
        ),
        // Items of one sum, taxes and discounts are no plan.
        (
            "Design EUR 400\nPrint EUR 500\nTotal EUR 900\n\nDue by 1 December.",
            900,
            "",
        ),
        (
            "A-1 (£840) and A-2 (£160), together £1,000. Please pay by 12 December.",
            1000,
            "",
        ),
        (
            "EUR 119 incl. 19% VAT, 2% discount within 10 days.",
            119,
            "",
        ),
        ("Please pay £500 by 1 December.", 500, ""),
    ] {
        assert_eq!(plan(text, total), want, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_plan_makes_the_whole(text in "(\\PC|[0-9]{1,3} ?%|half|the rest|1 December|£[0-9]{1,4}|, |\n){0,40}", total in 1i64..100_000) {
        let at = DateTime::parse_from_rfc3339("2026-11-18T10:00:00+00:00").expect("time");
        let found = find(&Terms {
            own: &text,
            dates: &dates::find(&text, at),
            money: &money::find(&text),
            day: at.date_naive(),
            total: Decimal::from(total),
        });
        let sum: Decimal = found.iter().map(|i| i.amount).sum();
        proptest::prop_assert!(found.is_empty() || sum == Decimal::from(total), "{sum}");
    }
}
