//! Lines above a quote: Gmail, Apple Mail, Thunderbird, Yahoo, Proton, Zoho, K-9, webmailers.

use super::{OWN, QUOTE, only_own, quoted};

/// Lines above a quote: Gmail, Apple Mail, Thunderbird, Yahoo, Proton, Zoho, K-9, webmailers.
const ATTRIBUTIONS: &[&str] = &[
    "On Fri, Nov 13, 2026 at 3:22 PM Ana Roe <ana@agency.example> wrote:",
    "On 13 Nov 2026, at 15:22, Ana Roe <ana@agency.example> wrote:",
    "On 11/13/26 3:22 PM, Ana Roe wrote:",
    "On Friday, November 13, 2026 at 03:22:10 PM GMT+1, Ana Roe <ana@agency.example> wrote:",
    "On Friday, November 13th, 2026 at 3:22 PM, Ana Roe <ana@agency.example> wrote:",
    "---- On Fri, 13 Nov 2026 15:22:10 +0100 Ana Roe <ana@agency.example> wrote ---",
    "On November 13, 2026 3:22:10 PM GMT+01:00, Ana Roe <ana@agency.example> wrote:",
    "On 2026-11-13 15:22, Ana Roe wrote:",
    "On November 13, 2026, Ana Roe <ana@agency.example> wrote:",
    ">>> Ana Roe <ana@agency.example> 13.11.2026 15:22 >>>",
    "At 2026-11-13 15:22:10, \"Ana Roe\" <ana@agency.example> wrote:",
    "---- On Fri, 13 Nov 2026 15:22:10 +0100 Ana Roe <ana@agency.example> wrote ----",
    "Am Fr., 13. Nov. 2026 um 15:22 Uhr schrieb Ana Roe <ana@agency.example>:",
    "Am 13.11.2026 um 15:22 schrieb Ana Roe <ana@agency.example>:",
    "Am 13.11.26 um 15:22 schrieb Ana Roe:",
    "Am Freitag, 13. November 2026 um 15:22:10 MEZ hat Ana Roe <ana@agency.example> Folgendes geschrieben:",
    "Am 13. November 2026 15:22:10 MEZ schrieb Ana Roe <ana@agency.example>:",
    "Ana Roe <ana@agency.example> schrieb am Freitag, 13. November 2026 um 15:22:",
    "Zitat von Ana Roe <ana@agency.example>:",
    "Am 2026-11-13 15:22, schrieb Ana Roe:",
    "Le ven. 13 nov. 2026 à 15:22, Ana Roe <ana@agency.example> a écrit :",
    "Le 13 nov. 2026 à 15:22, Ana Roe <ana@agency.example> a écrit :",
    "Le 13/11/2026 à 15:22, Ana Roe a écrit :",
    "Le vendredi 13 novembre 2026 à 15:22:10 UTC+1, Ana Roe <ana@agency.example> a écrit :",
    "Le 2026-11-13 15:22, Ana Roe a écrit :",
    "El vie, 13 nov 2026 a las 15:22, Ana Roe (<ana@agency.example>) escribió:",
    "El 13 nov 2026, a las 15:22, Ana Roe <ana@agency.example> escribió:",
    "El 13/11/26 a las 15:22, Ana Roe escribió:",
    "El viernes, 13 de noviembre de 2026, 15:22:10 CET, Ana Roe <ana@agency.example> escribió:",
    "Il giorno ven 13 nov 2026 alle ore 15:22 Ana Roe <ana@agency.example> ha scritto:",
    "Il giorno 13 nov 2026, alle ore 15:22, Ana Roe <ana@agency.example> ha scritto:",
    "Il 13/11/2026 15:22, Ana Roe ha scritto:",
    "Il venerdì 13 novembre 2026 alle ore 15:22:10 CET, Ana Roe <ana@agency.example> ha scritto:",
    "Em sex., 13 de nov. de 2026 às 15:22, Ana Roe <ana@agency.example> escreveu:",
    "Ana Roe <ana@agency.example> escreveu (sexta, 13/11/2026 à(s) 15:22):",
    "Em 13 de nov. de 2026, à(s) 15:22, Ana Roe <ana@agency.example> escreveu:",
    "No dia 13/11/2026, às 15:22, Ana Roe <ana@agency.example> escreveu:",
    "Em 13/11/2026 15:22, Ana Roe escreveu:",
    "Op vr 13 nov 2026 om 15:22 schreef Ana Roe <ana@agency.example>:",
    "Op 13 nov 2026, om 15:22 heeft Ana Roe <ana@agency.example> het volgende geschreven:",
    "Op 13-11-2026 om 15:22 schreef Ana Roe:",
    "Den fre 13 nov. 2026 kl 15:22 skrev Ana Roe <ana@agency.example>:",
    "13 nov. 2026 kl. 15:22 skrev Ana Roe <ana@agency.example>:",
    "Den 2026-11-13 kl. 15:22, skrev Ana Roe:",
    "Den fre. 13. nov. 2026 kl. 15.22 skrev Ana Roe <ana@agency.example>:",
    "Den 13.11.2026 kl. 15.22 skrev Ana Roe:",
    "fre. 13. nov. 2026 kl. 15:22 skrev Ana Roe <ana@agency.example>:",
    "13. nov. 2026 kl. 15:22 skrev Ana Roe <ana@agency.example>:",
    "pe 13. marrask. 2026 klo 15.22 Ana Roe (<ana@agency.example>) kirjoitti:",
    "Ana Roe <ana@agency.example> kirjoitti 13.11.2026 kello 15.22:",
    "Ana Roe kirjoitti 13.11.2026 klo 15.22:",
    "pt., 13 lis 2026 o 15:22 Ana Roe <ana@agency.example> napisał(a):",
    "Wiadomość napisana przez Ana Roe <ana@agency.example> w dniu 13.11.2026, o godz. 15:22:",
    "W dniu 13.11.2026 o 15:22, Ana Roe pisze:",
    "pá 13. 11. 2026 v 15:22 odesílatel Ana Roe <ana@agency.example> napsal:",
    "13. 11. 2026 v 15:22, Ana Roe <ana@agency.example>:",
    "Dne 13. 11. 26 v 15:22 Ana Roe napsal(a):",
    "пт, 13 нояб. 2026 г. в 15:22, Ana Roe <ana@agency.example>:",
    "13 нояб. 2026 г., в 15:22, Ana Roe <ana@agency.example> написал(а):",
    "13.11.2026 15:22, Ana Roe пишет:",
    "Пятница, 13 ноября 2026, 15:22 +03:00 от Ana Roe <ana@agency.example>:",
    "13.11.2026, 15:22, \"Ana Roe\" <ana@agency.example>:",
    "пт, 13 лист. 2026 р. о 15:22 Ana Roe <ana@agency.example> пише:",
    "13.11.26 15:22, Ana Roe пише:",
    "Ana Roe <ana@agency.example>, 13 Kas 2026 Cum, 15:22 tarihinde şunu yazdı:",
    "Ana Roe <ana@agency.example> şunları yazdı (13 Kas 2026 15:22):",
    "13.11.2026 15:22 tarihinde Ana Roe yazdı:",
    "2026年11月13日(金) 15:22 Ana Roe <ana@agency.example>:",
    "2026/11/13 15:22、Ana Roe <ana@agency.example>のメール:",
    "On 2026/11/13 15:22, Ana Roe wrote:",
    "2026年11月13日 15:22、Ana Roe <ana@agency.example>のメール：",
    "2026년 11월 13일 (금) 오후 3:22, Ana Roe <ana@agency.example>님이 작성:",
    "2026. 11. 13. 오후 3:22, Ana Roe <ana@agency.example> 작성:",
    "26. 11. 13. 오후 3:22에 Ana Roe 이(가) 쓴 글:",
    "Ana Roe <ana@agency.example> 于2026年11月13日周五 15:22写道：",
    "2026年11月13日 15:22，Ana Roe <ana@agency.example> 写道：",
    "在 2026年11月13日，15:22，Ana Roe <ana@agency.example> 写道：",
    "在 2026/11/13 15:22, Ana Roe 写道:",
    "在 2026-11-13 15:22:10，\"Ana Roe\" <ana@agency.example> 写道：",
    "Ana Roe <ana@agency.example> 於 2026年11月13日 週五 下午3:22寫道：",
    "Ana Roe <ana@agency.example> 於 2026年11月13日 下午3:22 寫道：",
    "Ana Roe 於 2026/11/13 下午 03:22 寫道:",
    "Ana Roe <ana@agency.example> 於 2026年11月13日 星期五 下午03:22:10 [GMT+8] 寫道：",
    "Vào Th 6, 13 thg 11, 2026 vào lúc 15:22 Ana Roe <ana@agency.example> đã viết:",
    "Vào 15:22, 13 thg 11, 2026, Ana Roe <ana@agency.example> đã viết:",
    "ในวันที่ ศ. 13 พ.ย. 2026 เวลา 15:22 Ana Roe <ana@agency.example> เขียนว่า:",
    "เมื่อ 13 พ.ย. 2569 เวลา 15:22 Ana Roe <ana@agency.example> เขียนว่า:",
    "Pada tanggal Jum, 13 Nov 2026 pukul 15.22 Ana Roe <ana@agency.example> menulis:",
    "Pada 13/11/26 15.22, Ana Roe menulis:",
    "في الجمعة، 13 نوفمبر 2026 في 3:22 م تمت كتابة ما يلي بواسطة Ana Roe <ana@agency.example>:",
    "في ١٣ نوفمبر ٢٠٢٦، الساعة ٣:٢٢ م، كتب/كتبت Ana Roe <ana@agency.example>:",
    "בתאריך יום ו׳, 13 בנוב׳ 2026 ב-15:22 מאת Ana Roe <ana@agency.example>:",
    "ב-13 בנוב׳ 2026, בשעה 15:22, Ana Roe <ana@agency.example> כתב/ה:",
    "Ana Roe <ana@agency.example> ezt írta (időpont: 2026. nov. 13., P, 15:22):",
    "În vin., 13 nov. 2026 la 15:22, Ana Roe <ana@agency.example> a scris:",
    "Στις Παρ 13 Νοε 2026 στις 3:22 μ.μ., ο/η Ana Roe <ana@agency.example> έγραψε:",
    "pi 13. 11. 2026 o 15:22 Ana Roe <ana@agency.example> napísal(a):",
    "На пт, 13.11.2026 г. в 15:22 Ana Roe <ana@agency.example> написа:",
    "pet, 13. stu 2026. u 15:22 Ana Roe <ana@agency.example> napisao je:",
];

#[test]
fn attributions_end_the_own_words() {
    for line in ATTRIBUTIONS {
        only_own(&format!("{OWN}\n\n{line}\n\n{}", quoted()), line);
        only_own(&format!("{OWN}\n\n{line}\n\n{QUOTE}\n"), line);
        if !line.starts_with(">>>") {
            let first = QUOTE.split('\n').next().unwrap_or_default();
            only_own(&format!("{line}\n\n> {first}\n\n{OWN}\n"), line);
        }
    }
}

#[test]
fn attributions_are_known_when_wrapped() {
    for line in ATTRIBUTIONS
        .iter()
        .filter(|l| l.chars().count() > 50 && !l.starts_with(">>>"))
    {
        // Programs wrap at 72 to 76 columns; here earlier, at the last space that fits.
        let fit = line.char_indices().nth(50).map_or(line.len(), |(at, _)| at);
        let Some(cut) = line.get(..fit).and_then(|head| head.rfind(' ')) else {
            continue;
        };
        let (head, tail) = line.split_at(cut);
        only_own(
            &format!("{OWN}\n\n{head}\n{}\n\n{}", tail.trim_start(), quoted()),
            line,
        );
    }
}
