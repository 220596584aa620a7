//! Header blocks above a quote, as programs name their fields.

use super::{OWN, QUOTE, only_own};

/// From, sent, to, copy, subject and a date, as Outlook names them.
pub(super) const BLOCKS: &[[&str; 6]] = &[
    [
        "From",
        "Sent",
        "To",
        "Cc",
        "Subject",
        "Friday, November 13, 2026 3:22 PM",
    ],
    [
        "Von",
        "Gesendet",
        "An",
        "Cc",
        "Betreff",
        "Freitag, 13. November 2026 15:22",
    ],
    [
        "De",
        "Envoyé",
        "À",
        "Cc",
        "Objet",
        "vendredi 13 novembre 2026 15:22",
    ],
    [
        "De",
        "Enviado el",
        "Para",
        "CC",
        "Asunto",
        "viernes, 13 de noviembre de 2026 15:22",
    ],
    [
        "Da",
        "Inviato",
        "A",
        "Cc",
        "Oggetto",
        "venerdì 13 novembre 2026 15:22",
    ],
    [
        "De",
        "Enviada em",
        "Para",
        "Cc",
        "Assunto",
        "sexta-feira, 13 de novembro de 2026 15:22",
    ],
    [
        "Van",
        "Verzonden",
        "Aan",
        "CC",
        "Onderwerp",
        "vrijdag 13 november 2026 15:22",
    ],
    [
        "Från",
        "Skickat",
        "Till",
        "Kopia",
        "Ämne",
        "den 13 november 2026 15:22",
    ],
    [
        "Fra",
        "Sendt",
        "Til",
        "Cc",
        "Emne",
        "13. november 2026 15:22",
    ],
    [
        "Fra",
        "Sendt",
        "Til",
        "Kopi",
        "Emne",
        "fredag 13. november 2026 15:22",
    ],
    [
        "Lähettäjä",
        "Lähetetty",
        "Vastaanottaja",
        "Kopio",
        "Aihe",
        "perjantai 13. marraskuuta 2026 15.22",
    ],
    [
        "Od",
        "Wysłano",
        "Do",
        "DW",
        "Temat",
        "piątek, 13 listopada 2026 15:22",
    ],
    [
        "Od",
        "Odesláno",
        "Komu",
        "Kopie",
        "Předmět",
        "pátek 13. listopadu 2026 15:22",
    ],
    [
        "От",
        "Отправлено",
        "Кому",
        "Копия",
        "Тема",
        "13 ноября 2026 г. 15:22",
    ],
    [
        "Від",
        "Надіслано",
        "Кому",
        "Копія",
        "Тема",
        "13 листопада 2026 р. 15:22",
    ],
    [
        "Kimden",
        "Gönderildi",
        "Kime",
        "Bilgi",
        "Konu",
        "13 Kasım 2026 Cuma 15:22",
    ],
    [
        "差出人",
        "送信日時",
        "宛先",
        "CC",
        "件名",
        "2026年11月13日 15:22",
    ],
    [
        "보낸 사람",
        "보낸 날짜",
        "받는 사람",
        "참조",
        "제목",
        "2026년 11월 13일 금요일 오후 3:22",
    ],
    [
        "发件人",
        "发送时间",
        "收件人",
        "抄送",
        "主题",
        "2026年11月13日 15:22",
    ],
    [
        "寄件者",
        "寄件日期",
        "收件者",
        "副本",
        "主旨",
        "2026年11月13日 下午 03:22",
    ],
    [
        "Từ",
        "Đã gửi",
        "Đến",
        "Cc",
        "Chủ đề",
        "Thứ Sáu, 13 Tháng 11, 2026 15:22",
    ],
    ["จาก", "ส่ง", "ถึง", "สำเนา", "เรื่อง", "13 พฤศจิกายน 2026 15:22"],
    [
        "Dari",
        "Dikirim",
        "Kepada",
        "Cc",
        "Subjek",
        "Jumat, 13 November 2026 15:22",
    ],
    [
        "من",
        "تم الإرسال",
        "إلى",
        "نسخة",
        "الموضوع",
        "13 نوفمبر 2026 15:22",
    ],
    [
        "מאת",
        "נשלח",
        "אל",
        "עותק",
        "נושא",
        "יום שישי 13 נובמבר 2026 15:22",
    ],
    [
        "Feladó",
        "Elküldve",
        "Címzett",
        "Másolatot kap",
        "Tárgy",
        "2026. november 13., péntek 15:22",
    ],
    [
        "Από",
        "Στάλθηκε",
        "Προς",
        "Κοιν.",
        "Θέμα",
        "Παρασκευή, 13 Νοεμβρίου 2026 15:22",
    ],
    [
        "De la",
        "Trimis",
        "Către",
        "Cc",
        "Subiect",
        "vineri, 13 noiembrie 2026 15:22",
    ],
    [
        "От",
        "Изпратено",
        "До",
        "Копие",
        "Относно",
        "петък, 13 ноември 2026 г. 15:22",
    ],
    [
        "Šalje",
        "Poslano",
        "Prima",
        "Kopija",
        "Predmet",
        "petak, 13. studenog 2026. 15:22",
    ],
];

/// Lines between dashes above a quote, and above a forward.
const ORIGINALS: &[&str] = &[
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "-----Message d'origine-----",
    "-----Mensaje original-----",
    "-----Messaggio originale-----",
    "-----Mensagem original-----",
    "-----Oorspronkelijk bericht-----",
    "-----Ursprungligt meddelande-----",
    "-----Oprindelig meddelelse-----",
    "-----Opprinnelig melding-----",
    "-----Alkuperäinen viesti-----",
    "-----Wiadomość oryginalna-----",
    "-----Původní zpráva-----",
    "-----Исходное сообщение-----",
    "-----Оригінальне повідомлення-----",
    "-----Özgün İleti-----",
    "-----元のメッセージ-----",
    "-----원본 메시지-----",
    "-----邮件原件-----",
    "-----原始郵件-----",
    "-----Thư gốc-----",
    "-----ข้อความต้นฉบับ-----",
    "-----Pesan Asli-----",
    "-----الرسالة الأصلية-----",
    "-----הודעה מקורית-----",
    "-----Eredeti üzenet-----",
    "-----Αρχικό μήνυμα-----",
    "-----Mesaj original-----",
    "-----Оригинално съобщение-----",
    "-----Izvorna poruka-----",
];

/// Whole header blocks of Chinese programs, phones and others that name them their own way.
const HEADS: &[&str] = &[
    "------------------ 原始邮件 ------------------\n发件人: \"安娜\" <ana@agency.example>;\n发送时间: 2026年11月13日(星期五) 下午3:22\n收件人: \"王芳\"<wang@client.example>;\n主题: 平面图\n",
    "---原始邮件---\n发件人: \"安娜\"<ana@agency.example>\n发送时间: 2026年11月13日(周五) 下午3:22\n收件人: \"王芳\"<wang@client.example>;\n主题: 平面图\n",
    "---Original---\nFrom: \"Ana\"<ana@agency.example>\nDate: Fri, Nov 13, 2026 15:22 PM\nTo: \"Wang\"<wang@client.example>;\nSubject: 平面图\n",
    "---- 回复的原邮件 ----\n| 发件人 | 安娜<ana@agency.example> |\n| 发送日期 | 2026年11月13日 15:22 |\n| 收件人 | 王芳<wang@client.example> |\n| 抄送人 | |\n| 主题 | 平面图 |\n",
    "---- Replied Message ----\n| From | Ana<ana@agency.example> |\n| Date | 11/13/2026 15:22 |\n| To | wang<wang@client.example> |\n| Subject | plan |\n",
    "------------------------------------------------------------------\n发件人：安娜 <ana@agency.example>\n日　期：2026年11月13日 15:22:10\n收件人：王芳<wang@client.example>\n主　题：平面图\n",
    "-----原始邮件-----\n发件人: \"安娜\" <ana@agency.example>\n发送时间: 2026-11-13 15:22:10 (星期五)\n收件人: wang@client.example\n抄送: \n主题: 平面图\n",
    "----邮件原文----\n发件人：安娜 <ana@agency.example>\n收件人：wang@client.example\n抄 送: (无)\n发送时间：2026-11-13 15:22:10\n主题：平面图\n",
    "----- 原始邮件 -----\n发件人：安娜 <ana@agency.example>\n收件人：wang@client.example\n主题：平面图\n日期：2026年11月13日 15点22分\n",
    "发件人: \"安娜\"<ana@agency.example>\n日期: 2026年11月13日 (周五) 15:22\n主题: 平面图\n收件人: \"王芳\"<wang@client.example>\n",
    "From: \"Ana\"<ana@agency.example>\nDate: Fri, Nov 13, 2026, 15:22\nSubject: plan\nTo: \"Wang\"<wang@client.example>\n",
    " \n发件人： 安娜\n发送时间： 2026-11-13 15:22\n收件人： wang\n抄送： li\n主题： 平面图\n",
    "-------- 原始邮件 --------\n发件人： 安娜 <ana@agency.example>\n日期： 2026/11/13  15:22  (GMT+08:00)\n收件人： wang@client.example\n主题： 平面图\n",
    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Friday, November 13th, 2026 at 3:22 PM, Ana Roe <ana@agency.example> wrote:\n",
    "-------- 원본 이메일 --------\n발신: 안나 <ana@agency.example>\n날짜: 26/11/13 오후 3:22 (GMT+09:00)\n받은사람: bob@client.example\n제목: 도면\n",
    "-------- Alkuperäinen viesti --------\nLähettäjä: Ana <ana@agency.example>\nPäivämäärä: 13.11.2026 15.22 (GMT+02:00)\nSaaja: bob@client.example\nAihe: Pohja\n",
    "-------- Oprindelig besked --------\nFra: Ana <ana@agency.example>\nDato: 13.11.2026 15.22 (GMT+01:00)\nTil: bob@client.example\nEmne: Plan\n",
    "Gesendet: Freitag, 13. November 2026 um 15:22 Uhr\nVon: \"Ana Roe\" <ana@agency.example>\nAn: bob@client.example\nBetreff: Plan\n",
    "-----Original-Nachricht-----\nBetreff: Plan\nDatum: 2026-11-13T15:22:10+0100\nVon: \"Ana Roe\" <ana@agency.example>\nAn: \"bob@client.example\" <bob@client.example>\n",
    "-----Original Message-----\nFrom: \"안나\"<ana@agency.example>\nTo: \"Bob\"<bob@client.example>;\nCc:\nSent: 2026-11-13 (금) 15:22:10 (GMT+09:00)\nSubject: 도면\n",
    "----- Mail original -----\nDe: \"Ana Roe\" <ana@agency.example>\nÀ: \"Bob Ray\" <bob@client.example>\nEnvoyé: Vendredi 13 Novembre 2026 15:22:10\nObjet: Plan\n",
    ">>> On 11/13/2026 at 3:22 PM, in message <5F0@gw.agency.example>, Ana Roe\n<ana@agency.example> wrote:\n",
    "Von:    Ana Roe/Agency\nAn:     Bob Ray/Client@Client\nKopie:  \nDatum:  13.11.2026 15:22\nBetreff:        Plan\n",
];

#[test]
fn header_blocks_end_the_own_words() {
    for [from, date, to, copy, subject, when] in BLOCKS {
        for colon in [":", " :", "："] {
            let block = format!(
                "{from}{colon} Ana Roe <ana@agency.example>\n{date}{colon} {when}\n{to}{colon} Bob <bob@client.example>\n{copy}{colon} Cy\n{subject}{colon} Plan\n\n{QUOTE}\n"
            );
            only_own(
                &format!("{OWN}\n\n________________________________\n{block}"),
                from,
            );
            only_own(&format!("{OWN}\n\n{block}"), from);
        }
        let names =
            format!("{from}: Ana Roe\n{date}: {when}\n{to}: Bob Ray\n{subject}: Plan\n\n{QUOTE}\n");
        only_own(&format!("{OWN}\n\n{names}"), from);
        for line in ORIGINALS {
            only_own(&format!("{OWN}\n\n{line}\n{names}"), line);
        }
    }
    for head in HEADS {
        only_own(&format!("{OWN}\n\n{head}\n{QUOTE}\n"), head);
    }
}

#[test]
fn a_language_without_table_is_known_by_its_form() {
    only_own(
        &format!(
            "{OWN}\n\nSiuntėjas: Ana <ana@agency.example>\nIšsiųsta: 2026 m. lapkričio 13 d. 15:22\nGavėjas: Bob\nTema: Planas\n\n{QUOTE}"
        ),
        "Lithuanian",
    );
    only_own(
        &format!(
            "{OWN}\n\n2026-11-13, pn, 15:22 Ana Roe <ana@agency.example> nežinia ką:\n\n{QUOTE}"
        ),
        "Lithuanian",
    );
}
