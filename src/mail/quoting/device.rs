//! Lines that phones and mail programs sign with: `Sent from my iPhone`, `发自我的iPhone`.

use std::sync::LazyLock;

use super::words::{
    APPS, BEARER_FIRST, Beginnings, EXCUSES, GET_FIRST, PROGRAMS, SENT_FIRST, SENT_LAST, SENT_WITH,
    fold,
};

/// How such lines begin; what the words are for is looked at only where one does.
static FIRST: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::of(&[SENT_FIRST, BEARER_FIRST, GET_FIRST, EXCUSES, &["get "]]));

/// Whether a line is what a phone or a program signs with.
///
/// `Sent from our office today` is news: the thing that sent must be named, and such lines are
/// short.
pub(super) fn is_device(line: &str) -> bool {
    let bare = line
        .trim()
        .trim_matches(|c: char| c.is_whitespace() || "-—–*_()[]【】<>•~.。!！".contains(c));
    // Outlook's plain text writes the address behind the words.
    let bare = bare.split("<http").next().unwrap_or_default().trim();
    let count = bare.chars().count();
    if !(4..=80).contains(&count) || bare.ends_with(['?', '？']) {
        return false;
    }
    let text = fold(bare);
    let known = FIRST.begin(&text);
    let begins = |list: &[&str]| known && list.iter().any(|words| text.starts_with(words));
    let ends = |list: &[&str]| list.iter().any(|words| text.ends_with(words));
    let words = text.split_whitespace().count();
    let wide = text.chars().any(|c| c >= '\u{2e80}');
    if words > 11 || wide && count > 32 {
        return false;
    }
    if words <= 9 && begins(EXCUSES) {
        return true;
    }
    if begins(&["get "]) && words <= 5 && text.contains(" for ") && names_app(&text, &["get "]) {
        return true;
    }
    if begins(GET_FIRST)
        || ends(&[
            "downloaden",
            "beziehen",
            "edinin",
            "を入手",
            "다운로드",
            "herunterladen",
            "letöltése",
            "indirin",
        ])
    {
        let where_to = ["ios", "android", "mac", "mobile", "iphone", "windows"];
        return words <= 7
            && text.contains("outlook")
            && (!text.starts_with("outlook") || where_to.iter().any(|w| text.contains(w)));
    }
    (begins(SENT_FIRST) || begins(BEARER_FIRST) && ends(SENT_WITH) || words <= 4 && ends(SENT_LAST))
        && names_program(&text)
        || known && words <= 5 && names_app(&text, SENT_FIRST)
}

/// Whether one of `before` and a program named by a word of everyday begin a folded text.
fn names_app(text: &str, before: &[&str]) -> bool {
    before
        .iter()
        .filter_map(|words| text.strip_prefix(words))
        .any(|rest| {
            APPS.iter().any(|name| {
                rest.strip_prefix(name).is_some_and(|tail| {
                    // "Sent via Spark courier yesterday" is a person's.
                    [
                        ",", ".", " for ", " on ", " mobile", " mail", " app", " by ",
                    ]
                    .iter()
                    .any(|more| tail.starts_with(more))
                        || tail.is_empty()
                })
            })
        })
}

/// Whether a folded text names a phone, a program or a mail service.
fn names_program(text: &str) -> bool {
    PROGRAMS.iter().any(|name| {
        if !name.is_ascii() || name.contains([' ', '.', '-', '&']) {
            return text.contains(name);
        }
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| word == *name || name.len() >= 5 && word.starts_with(name))
    })
}

#[cfg(test)]
mod tests {
    use super::is_device;

    #[test]
    fn devices_sign_in_many_languages() {
        for line in [
            "Sent from my iPhone",
            "Sent from Front",
            "Sent from Nine",
            "Get BlueMail for Android",
            "Sent on the go",
            "Please excuse my brevity.",
            "Veuillez excuser la brièveté",
            "Von unterwegs gesendet",
            "Отправлено из Почты Mail.ru",
            "Odoslané z môjho telefónu",
            "Küldve a mobilomról",
            "スマホから送信",
            "أرسلت من هاتفي",
            "发自我的鸿蒙手机",
            "Get Outlook for iOS<https://aka.ms/x>",
            "Sent with Proton Mail secure email.",
            "Sent from Yahoo Mail on Android",
            "Sent using Zoho Mail",
            "Von meinem iPhone gesendet",
            "Von meinem/meiner Galaxy gesendet",
            "Outlook für iOS beziehen",
            "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
            "Envoyé de mon iPhone",
            "Obtenir Outlook pour iOS",
            "Provenance : Courrier pour Windows",
            "Enviado desde mi iPhone",
            "Enviado do meu iPhone",
            "Inviato dal mio dispositivo Samsung",
            "Verstuurd vanaf mijn iPhone",
            "Outlook voor iOS downloaden",
            "Skickat från min iPhone",
            "Sendt fra min iPhone",
            "Lähetetty iPhonesta",
            "Wysłane z iPhone'a",
            "Odesláno z iPhonu",
            "Отправлено с iPhone",
            "Надіслано з iPhone",
            "iPhone’umdan gönderildi",
            "iPhoneから送信",
            "나의 iPhone에서 보냄",
            "发自我的iPhone",
            "来自张伟的小米手机",
            "从 Windows 版邮件发送",
            "從我的 iPhone 傳送",
            "获取适用于 iOS 的 Outlook",
            "签名由网易邮箱大师定制",
            "Đã gửi từ iPhone của tôi",
            "ส่งจาก iPhone ของฉัน",
            "Dikirim dari iPhone saya",
            "أُرسلت من الـ iPhone",
            "נשלח מה-iPhone שלי",
        ] {
            assert!(is_device(line), "{line}");
        }
    }

    #[test]
    fn news_about_sending_is_no_device() {
        for line in [
            "Sent via courier on Monday",
            "Sent from our office today",
            "Sent for approval yesterday",
            "Get the Android phone ready",
            "Gesendet haben wir die Muster am Montag.",
            "Enviado el martes",
            "来自客户的意见",
            "图纸已从手机发送",
            "从工厂发送",
            "Outlook for next year is good",
            "Von Ihnen noch nicht gesendet",
            "Sent from my iPhone?",
        ] {
            assert!(!is_device(line), "{line}");
        }
    }
}
