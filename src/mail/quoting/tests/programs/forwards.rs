//! Lines above a forward, and what stands below them.

use super::headers::BLOCKS;
use super::{OWN, QUOTE, split};

const FORWARDS: &[&str] = &[
    "---------- Forwarded message ---------",
    "Begin forwarded message:",
    "-------- Forwarded Message --------",
    "----- Forwarded Message -----",
    "-------- Weitergeleitete Nachricht --------",
    "Anfang der weitergeleiteten Nachricht:",
    "---------- Weitergeleitete Nachricht ---------",
    "-------- Message transféré --------",
    "Début du message réexpédié :",
    "---------- Message transféré ---------",
    "-------- Mensaje reenviado --------",
    "Inicio del mensaje reenviado:",
    "-------- Messaggio Inoltrato --------",
    "Inizio messaggio inoltrato:",
    "-------- Mensagem encaminhada --------",
    "Início da mensagem reencaminhada:",
    "-------- Mensagem reencaminhada --------",
    "-------- Doorgestuurd bericht --------",
    "Begin doorgestuurd bericht:",
    "-------- Vidarebefordrat meddelande --------",
    "Vidarebefordrat brev:",
    "-------- Videresendt besked --------",
    "Videresendt meddelelse:",
    "-------- Videresendt melding --------",
    "-------- Välitetty viesti --------",
    "Välitetty viesti alkaa:",
    "-------- Przekazana wiadomość --------",
    "Początek przekazywanej wiadomości:",
    "-------- Přeposlaná zpráva --------",
    "Začátek přeposílané zprávy:",
    "-------- Перенаправленное сообщение --------",
    "Начало переадресованного сообщения:",
    "-------- Пересылаемое сообщение --------",
    "-------- Переслане повідомлення --------",
    "-------- İletilmiş İleti --------",
    "İletilen ileti başlangıcı:",
    "-------- 転送されたメッセージ --------",
    "転送されたメッセージ：",
    "-------- 전달된 메시지 --------",
    "받은 메시지 전달:",
    "-------- 转发的消息 --------",
    "开始转发的邮件：",
    "---------- 转发邮件 ----------",
    "-------- 转发邮件信息 --------",
    "-------- 轉寄訊息 --------",
    "開始轉寄郵件：",
    "-------- Thư được chuyển tiếp --------",
    "Bắt đầu thư được chuyển tiếp:",
    "---------- ข้อความที่ส่งต่อ ----------",
    "-------- Pesan yang Diteruskan --------",
    "Mulai pesan yang diteruskan:",
    "---------- رسالة معاد توجيهها ---------",
    "---------- הודעה שהועברה ---------",
    "-------- Továbbított üzenet --------",
    "-------- Προωθημένο μήνυμα --------",
    "-------- Mesaj redirecționat --------",
    "-------- Препратено съобщение --------",
    "-------- Proslijeđena poruka --------",
];

#[test]
fn forwards_are_read_in_every_language() {
    for line in FORWARDS {
        for [from, date, to, copy, subject, when] in BLOCKS {
            let block = format!(
                "{from}: Ana Roe <ana@agency.example>\n{date}: {when}\n{to}: Bob <bob@client.example>\n{copy}: Cy\n{subject}: Plan\n\n{QUOTE}\n"
            );
            let marked: String = block.lines().map(|l| format!("> {l}\n")).collect();
            for body in [&block, &marked] {
                let parts = split(&format!("{OWN}\n\n{line}\n\n{body}"), "Plan");
                assert_eq!(parts.own, OWN, "{line} {from}");
                let inner = parts.forwarded.expect(line);
                assert_eq!(
                    (
                        inner.from.as_str(),
                        inner.date.as_str(),
                        inner.subject.as_str()
                    ),
                    ("Ana Roe <ana@agency.example>", *when, "Plan"),
                    "{line} {from}"
                );
                assert_eq!(inner.text, QUOTE, "{line} {from}");
            }
        }
    }
    let zoho = "============ Forwarded message ============";
    let text = format!(
        "{OWN}\n\n{zoho}\nFrom: Ana <ana@agency.example>\nDate: Fri, 13 Nov 2026\nSubject: Plan\n{zoho}\n\n{QUOTE}"
    );
    assert_eq!(
        split(&text, "Fwd: Plan")
            .forwarded
            .map(|f| f.text)
            .as_deref(),
        Some(QUOTE)
    );
}
