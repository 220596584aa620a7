use chrono::NaiveDate;

use super::until;

fn ends(text: &str) -> Option<String> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    until(text, today).map(|d| d.to_string())
}

#[test]
fn ends_of_absences() {
    let mut wrong = Vec::new();
    for (text, want) in [
        ("I am out of the office until 1 December.", "2026-12-01"),
        ("I'll be back on December 7th.", "2026-12-07"),
        ("Away from 23 Nov to 27 Nov 2026", "2026-11-27"),
        ("Back Monday.", "2026-11-23"),
        ("I will return on Monday, January 4", "2027-01-04"),
        (
            "Back in the office on Monday 7 December, replies may be slow.",
            "2026-12-07",
        ),
        (
            "I am away until and including Friday, 11 December.",
            "2026-12-11",
        ),
        (
            "Thank you for your mail. I am on leave from 3 to 17 December.",
            "2026-12-17",
        ),
        ("On leave 3-17 December 2026. Ask Ada.", "2026-12-17"),
        (
            "I'm travelling December 3 - 17 with limited access.",
            "2026-12-17",
        ),
        (
            "I am on annual leave from Dec 3rd through Dec 17th.",
            "2026-12-17",
        ),
        ("We are closed until the end of December.", "2026-12-31"),
        (
            "I will be out of the office starting 23/11/2026 and will not return until 30/11/2026.",
            "2026-11-30",
        ),
        ("Out until 12/4.", "2026-12-04"),
        ("Out until the 30th", "2026-11-30"),
        (
            "I work Monday to Thursday. I am on leave until 9 December.",
            "2026-12-09",
        ),
        ("I am away for two weeks.", "2026-12-04"),
        ("outil until 2026-12-24", "2026-12-24"),
        ("Ich bin bis 30.11. im Urlaub", "2026-11-30"),
        ("Ich bin ab 7. Dezember wieder da", "2026-12-07"),
        (
            "Ich bin bis einschließlich 2. Dezember nicht im Haus.",
            "2026-12-02",
        ),
        (
            "Ich bin vom 3. bis zum 17. Dezember nicht erreichbar.",
            "2026-12-17",
        ),
        ("Bis Ende Dezember bin ich abwesend.", "2026-12-31"),
        ("Am Montag, den 7.12., bin ich zurück.", "2026-12-07"),
        ("de retour le 12 janvier", "2027-01-12"),
        ("Je suis absente du 3 au 17 décembre inclus.", "2026-12-17"),
        ("Je serai absent jusqu'au 12.", "2026-12-12"),
        (
            "Estaré fuera de la oficina del 8 al 19 de diciembre de 2026.",
            "2026-12-19",
        ),
        ("Estoy de vacaciones hasta el 5 de enero.", "2027-01-05"),
        ("Sono assente dal 3 al 17 dicembre.", "2026-12-17"),
        ("Rientro il 7 gennaio.", "2027-01-07"),
        ("Ik ben afwezig van 3 t/m 17 december.", "2026-12-17"),
        ("Vanaf 4 januari ben ik weer bereikbaar.", "2027-01-04"),
        ("Estarei ausente de 3 a 17 de dezembro.", "2026-12-17"),
        ("Jag är åter på kontoret den 7 december.", "2026-12-07"),
        ("Jeg er tilbake 7. desember.", "2026-12-07"),
        ("Olen lomalla 17.12. asti.", "2026-12-17"),
        ("Jestem na urlopie do 17 grudnia.", "2026-12-17"),
        ("Я в отпуске с 3 по 17 декабря.", "2026-12-17"),
        ("17 Aralık'a kadar izindeyim", "2026-12-17"),
        ("11月23日至11月30日休假", "2026-11-30"),
        ("本人12月3日-17日休假，期间邮件回复不及时。", "2026-12-17"),
        ("您好，我于12月3日至8日出差。", "2026-12-08"),
        ("休假中，12月1日回来上班", "2026-12-01"),
        ("休假至12月7日", "2026-12-07"),
        ("12月8日返岗，急事请电话。", "2026-12-08"),
        ("本人外出，12/7返岗", "2026-12-07"),
        ("下周一回来", "2026-11-23"),
        ("我休假到月底。", "2026-11-30"),
        ("12月17日まで休暇をいただいております。", "2026-12-17"),
        ("12월 17일까지 휴가입니다.", "2026-12-17"),
    ] {
        let got = ends(text);
        if got.as_deref() != Some(want) {
            wrong.push(format!("{text}: {got:?}, not {want}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_sentence_that_names_the_end_is_quoted() {
    for (text, want) in [
        (
            "Thank you for your mail.\nI am away and back on 30 November. Ask Lin until then.",
            "I am back on",
        ),
        (
            "您好！\n本人休假，11月30日回来上班。急事请打电话。",
            "11月30日",
        ),
        ("I am out of the office at the moment.", ""),
    ] {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let words = super::words(text, today);
        if want.is_empty() {
            assert_eq!(words, "", "{text}");
        }
        assert!(
            words.replace("away and ", "").contains(want),
            "{text}: {words}"
        );
        assert!(
            !words.contains("Ask Lin") && !words.contains("打电话"),
            "{words}"
        );
        assert!(
            !words.contains("Thank you") && !words.contains("您好"),
            "{words}"
        );
    }
}

#[test]
fn other_days_end_nothing() {
    for text in [
        "We got your mail of 20 November.",
        "Typical answer time: 1 day.",
        "您11月18日的来信收到",
        "I work Monday to Thursday.",
        "Our hours are Monday to Friday, 9.00 to 17.30.",
        "工作时间：周一至周五9:00-18:00",
        "Ich bin ab 7. Dezember im Urlaub.",
        "Support is there 24/7.",
        "We will get back to you within 2 days.",
        "I will get back to you by 5 December.",
        "Call extension 12 or the 3 colleagues in the office.",
        "Wir kommen bis 17.30 Uhr auf Sie zurück.",
        "I will be on leave from 3 December.",
    ] {
        assert_eq!(ends(text), None, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_notice_panics(text in "(until|back|bis|至|\\PC|[0-9]{1,2}|[./ -]|may|月|日|\n){0,80}") {
        let _ = ends(&text);
    }
}
