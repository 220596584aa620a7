use proptest::prelude::*;

use super::*;

#[test]
fn amounts_in_both_scripts() {
    let mut wrong = Vec::new();
    for (text, want) in [
        ("Total due $5,075.00 by Friday", &[("5075", "USD")][..]),
        (
            "EUR 2.975,00 and CHF 1'234.50",
            &[("2975", "EUR"), ("1234.5", "CHF")],
        ),
        ("12 000 EUR", &[("12000", "EUR")]),
        ("We paid 4.800 EUR", &[("4800", "EUR")]),
        ("2.400 € today", &[("2400", "EUR")]),
        ("2.400元", &[("2.4", "CNY")]),
        ("EUR 1.500 net", &[("1500", "EUR")]),
        (
            "£4,000 now, £4,000 later",
            &[("4000", "GBP"), ("4000", "GBP")],
        ),
        (
            "US$ 300, HK$500, NT$ 1,200, A$20, C$ 30, S$40",
            &[
                ("300", "USD"),
                ("500", "HKD"),
                ("1200", "TWD"),
                ("20", "AUD"),
                ("30", "CAD"),
                ("40", "SGD"),
            ],
        ),
        (
            "$2.5k and 3 million euros",
            &[("2500", "USD"), ("3000000", "EUR")],
        ),
        ("one hundred and twenty dollars", &[("120", "USD")]),
        ("thirteen dollars and five cents", &[("13.05", "USD")]),
        ("80 cents", &[("0.8", "")]),
        (
            "Rs. 1,20,500 and 90 zł",
            &[("120500", "INR"), ("90", "PLN")],
        ),
        (
            "400 Mexican pesos, 70 Danish kroner, 5 grand",
            &[("400", "MXN"), ("70", "DKK"), ("5000", "")],
        ),
        ("6200 RMB含税", &[("6200", "CNY")]),
        ("八百欧，300刀", &[("800", "EUR"), ("300", "USD")]),
        (
            "四块二，19块9，五块二五，四块二一斤",
            &[
                ("4.2", "CNY"),
                ("19.9", "CNY"),
                ("5.25", "CNY"),
                ("4.2", "CNY"),
            ],
        ),
        ("只差六毛钱", &[("0.6", "CNY")]),
        ("500欧姆，3刀具，一毛不拔", &[]),
        (
            "5 USD, 7 yuan, 8 hong kong dollars",
            &[("5", "USD"), ("7", "CNY"), ("8", "HKD")],
        ),
        ("¥12,000", &[("12000", "CNY")]),
        ("¥12,000 (Japanese yen)", &[("12000", "JPY")]),
        ("RMB 26,000，请付款", &[("26000", "CNY")]),
        ("人民币3.2万元", &[("32000", "CNY")]),
        (
            "人民币壹万贰仟捌佰元伍角整（￥12,800.50）",
            &[("12800.5", "CNY"), ("12800.5", "CNY")],
        ),
        ("３，０００元", &[("3000", "CNY")]),
        ("新台幣1.5億元", &[("150000000", "TWD")]),
        ("9,800元,30天内", &[("9800", "CNY")]),
        ("港币两千元，美金500", &[("2000", "HKD"), ("500", "USD")]),
        ("合同总额20万，预付30%", &[("200000", "CNY")]),
        ("金额：9800", &[("9800", "")]),
        ("amount due: 1,250.00", &[("1250", "")]),
        ("3,300，30 days net USD", &[]),
        ("元旦3元素，第5版，2026-11-30", &[]),
        ("10% of 30 days, room 12, $LINK, a$b, v1.2", &[]),
        ("Point$2.run()", &[]),
    ] {
        let found: Vec<_> = find(text)
            .iter()
            .map(|m| {
                (
                    m.value.to_string(),
                    m.currency.map(|c| c.to_string()).unwrap_or_default(),
                )
            })
            .collect();
        let found: Vec<_> = found
            .iter()
            .map(|(v, c)| (v.as_str(), c.as_str()))
            .collect();
        if found != want {
            wrong.push(format!("{text}: want {want:?}, got {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_very_words() {
    assert_eq!(find("pay ￥１，２００元 now")[0].text, "￥１，２００元");
    assert_eq!(
        find("costs about USD 22.5 million.")[0].text,
        "USD 22.5 million"
    );
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,200}") {
        let _ = find(&text);
    }

    #[test]
    fn pieces_of_amounts_never_panic_and_are_quoted(pieces in prop::collection::vec(prop::sample::select(vec![
        "$", "¥", "￥", "€", "12", "999999999999999", ",", ".", "'", " ", "000", "万", "亿", "元", "壹", "拾", "佰", "角", "整", "人民币", "usd", "USD ", "k", " million",
        "dollars ", "and ", "hundred ", "one ", "cents", "half ", "，", "２", "块", "HK$", "MEUR", "点", "五", "-", "İ",
    ]), 0..20)) {
        let text = pieces.concat();
        for seen in find(&text) {
            prop_assert!(text.contains(&seen.text) && !seen.text.is_empty());
            prop_assert!(seen.value > Decimal::ZERO);
        }
        let _ = crate::interpret::numbers::find(&text);
        let _ = crate::interpret::language::of(&text);
    }

    #[test]
    fn written_amounts_are_read_back(cents in 1i64..100_000_000_000) {
        let value = Decimal::new(cents, 2);
        let plain = format!("{value:.2}");
        let (whole, part) = plain.split_once('.').expect("two decimals");
        let grouped = |mark: &str| {
            let digits: Vec<char> = whole.chars().collect();
            digits.rchunks(3).rev().map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join(mark)
        };
        for text in [format!("${}.{part}", grouped(",")), format!("EUR {},{part}", grouped(".")), format!("CHF {}.{part}", grouped("'")), format!("{} ,-", grouped(" ")).replace(" ,-", &format!(",{part} EUR")), format!("人民币{plain}元")] {
            let found = find(&text);
            prop_assert_eq!(found.first().map(|m| m.value), Some(value.normalize()), "{}", text);
        }
    }
}
