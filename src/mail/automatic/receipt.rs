//! Receipts without RFC 8098: the subject and the sentence of a program, and that sentence about a mail.

use crate::model::Mail;

/// How programs begin the subject.
const MARKS: &[&str] = &[
    "read:",
    "not read:",
    "delivered:",
    "已读:",
    "已读：",
    "已讀:",
    "已讀：",
    "未读:",
    "未读：",
    "read receipt",
    "gelesen:",
    "lu :",
    "lu:",
    "leído:",
    "letto:",
    "lida:",
    "läst:",
    "return receipt",
    "gelezen:",
    "relayed:",
];

/// What they say of the mail.
const SAID: &[&str] = &[
    "was read",
    "was displayed",
    "被阅读",
    "已阅读",
    "已於",
    "wurde gelesen",
    "a été lu",
    "deleted without being read",
    "was deleted",
    "has been delivered",
    "was delivered",
    "fue leído",
    "è stato letto",
    "已被讀取",
    "已被读取",
];

/// Says it all by itself.
const ALONE: &[&str] = &[
    "delivery to these recipients",
    "return receipt for the mail",
    "receipt for the mail",
    "return receipt for your mail",
];

/// The mail as the programs call it.
const ABOUT: &[&str] = &[
    "your message",
    "your mail",
    "your e-mail",
    "your email",
    "the message you sent",
    "message that you sent",
    "the mail you sent",
    "mail that you sent",
    "您的邮件",
    "你的邮件",
    "您发送的邮件",
    "您的郵件",
    "您發送的郵件",
    "此邮件",
    "ihre nachricht",
    "ihre mail",
    "votre message",
    "su mensaje",
    "il messaggio",
    "sua mensagem",
    "ert meddelande",
    "uw bericht",
];

/// Lines of the mail that was read, as programs repeat them.
const REPEATED: &[&str] = &[
    "to:",
    "subject:",
    "sent:",
    "收件人",
    "主题",
    "主旨",
    "主題",
    "发送时间",
    "an:",
    "betreff:",
    "gesendet:",
    "objet",
    "à :",
    "para:",
    "asunto:",
    "oggetto:",
    "assunto:",
    "onderwerp:",
    "ämne:",
];

/// Whether a program wrote this. People deliver boxes and read proposals too, in the very same words.
///
/// The whole text counts: the lines a program repeats look like the head of a quote.
pub(super) fn is_receipt(subject: &str, mail: &Mail) -> bool {
    if !MARKS.iter().any(|mark| subject.starts_with(mark)) || !mail.attachments.is_empty() {
        return false;
    }
    let lower = mail.text.to_lowercase();
    if lower.chars().count() >= 600 {
        return false;
    }
    let repeats = || REPEATED.iter().any(|label| lower.contains(label)) || has_clock(&lower);
    let said = || {
        SAID.iter()
            .filter_map(|words| lower.split_once(words))
            .any(|(before, after)| {
                // `Your message` stands before it, close by or above the repeated lines.
                let sentence = before
                    .rsplit(['.', '。', '!', '！'])
                    .next()
                    .unwrap_or_default();
                let named = |text: &str| ABOUT.iter().any(|mail| text.contains(mail));
                named(before) && repeats()
                    || named(sentence)
                        && ["to ", "on "]
                            .iter()
                            .any(|w| after.trim_start().starts_with(w))
            })
    };
    ALONE.iter().any(|words| lower.contains(words)) || said()
}

/// `9:41`: programs say to the minute when it was read.
fn has_clock(text: &str) -> bool {
    text.split(':')
        .zip(text.split(':').skip(1))
        .any(|(hour, minute)| {
            hour.ends_with(|c: char| c.is_ascii_digit())
                && minute.chars().take_while(char::is_ascii_digit).count() == 2
        })
}
