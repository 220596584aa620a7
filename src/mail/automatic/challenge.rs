//! Challenge mails: a service that wants a click or an answer before it delivers.

use std::sync::LazyLock;

use crate::mail::any_of::AnyOf;
use crate::model::Mail;

/// Characters of a challenge; who discusses such services writes more.
const LONGEST: usize = 2000;

/// What the service says it does.
const SERVICE: &[&str] = &[
    "verify you",
    "verify that you are",
    "confirm that you are",
    "prove you are",
    "prove that you are",
    "confirm you are human",
    "one-time verification",
    "approved list",
    "approved senders",
    "allowed senders",
    "guest list",
    "anti-spam",
    "antispam",
    "spam arrest",
    "spamarrest",
    "boxbe",
    "tmda",
    "mailblocks",
    "challenge",
    "release your m",
    "release the m",
    "sender verification",
    "verify your address",
    "has not been verified",
    "unknown sender",
    "not yet on",
    "验证发件人",
    "发件人验证",
    "发信人验证",
    "寄件人驗證",
    "反垃圾",
    "防垃圾",
    "不在白名单",
    "不在我的联系人",
    "absender bestätigen",
    "absenderbestätigung",
    "vérification de l'expéditeur",
    "vérifier que vous",
    "verificación de remitente",
];

/// What it speaks of: the mail just sent.
const ASKED: &[&str] = &[
    "your message",
    "your mail",
    "your email",
    "your e-mail",
    "message you sent",
    "email you sent",
    "mail you sent",
    "one-time verification",
    "verify you are human",
    "您的邮件",
    "您发送的邮件",
    "您的來信",
    "您的来信",
    "你的邮件",
    "ihre nachricht",
    "ihre e-mail",
    "ihre mail",
    "votre message",
    "votre courriel",
    "votre e-mail",
    "su mensaje",
    "su correo",
];

/// What comes of answering it.
const DOES: &[&str] = &[
    "release your m",
    "release the m",
    "release it",
    "deliver your m",
    "deliver your e",
    "to be delivered",
    "be delivered",
    "complete the delivery",
    "delivery of your",
    "approved sender",
    "approved list",
    "allowed senders",
    "guest list",
    "whitelist",
    "white list",
    "click the link below",
    "click on the link below",
    "click here to verify",
    "one-time verification",
    "reach my inbox",
    "my inbox",
    "the inbox",
    "just reply to this",
    "being held",
    "is held",
    "才能送达",
    "才会送达",
    "完成验证",
    "通过验证",
    "加入白名单",
    "加入通讯录",
    "完成驗證",
    "zugestellt",
    "sera remis",
    "sera délivré",
    "será entregado",
];

/// How it is answered.
const HOW: &[&str] = &[
    "http://",
    "https://",
    "reply to this",
    "replying to this",
    "'reply'",
    "\"reply\"",
    "empty message",
    "回复本邮件",
    "回复此邮件",
    "直接回复",
    "点击",
    "點擊",
];

/// Every short mail is asked for these.
static SERVICES: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(SERVICE));

/// Judges by lower-case subject and own words.
pub(super) fn is_challenge(subject: &str, lower: &str, mail: &Mail) -> bool {
    let has = |words: &[&str]| {
        words
            .iter()
            .any(|w| subject.contains(w) || lower.contains(w))
    };
    mail.attachments.is_empty()
        && lower.chars().count() <= LONGEST
        && (SERVICES.is_in(subject) || SERVICES.is_in(lower))
        && has(ASKED)
        && has(DOES)
        && has(HOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_told_from_those_who_write_of_them() {
        let judge = |subject: &str, text: &str| {
            is_challenge(
                &subject.to_lowercase(),
                &text.to_lowercase(),
                &Mail::default(),
            )
        };
        for (subject, text) in [
            (
                "Please confirm your message",
                "This message was created by TMDA. Your message attached below is being held because your address has not been verified. To release your message for delivery, send an empty message or use your mailer's 'Reply' feature.",
            ),
            (
                "Re: Logo (Verification required)",
                "Bob uses Boxbe and needs to approve you. Your message is waiting: complete the delivery at https://guard.example/1",
            ),
            (
                "Verify you are human",
                "Click to release your mail: https://guard.example/1",
            ),
            (
                "验证发件人",
                "您的邮件暂未投递，请点击以下链接完成验证：https://guard.example/2",
            ),
        ] {
            assert!(judge(subject, text), "{subject}");
        }
        let essay = "Until most people pay, I close my inbox to any unknown sender. Your message would wait on a white list until you answer a challenge at a site like https://guard.example. ".repeat(14);
        for (subject, text) in [
            ("Re: Mail me the money", essay.as_str()),
            (
                "Please confirm your order",
                "Please confirm the order so that we can go on: https://shop.example/1",
            ),
            (
                "Re: Logo",
                "It was a challenge but your email is answered: https://files.client.example/logo.svg",
            ),
        ] {
            assert!(!judge(subject, text), "{subject}");
        }
    }
}
