//! What mail programs write around quotes, in the languages clients use: every form once.

use super::super::split;

const OWN: &str = "The wood samples are with the joiner.";
const QUOTE: &str = "Could you let me have the floor plan by the 20th?\nIt was paid for in May.";

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

/// From, sent, to, copy, subject and a date, as Outlook names them.
const BLOCKS: &[[&str; 6]] = &[
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

/// Closings.
const CLOSINGS: &[&str] = &[
    "Kind regards,\nBob Ray",
    "Warmly, Bob",
    "Speak soon,\nBob",
    "Best,\nBob Ray\nOperations Lead, Ray & Sons\nT +44 113 496 0000 | www.ray.example",
    "Many thanks in anticipation\nBob Ray",
    "Yours etc.\nBob",
    "Viele Grüße aus Köln\nBob Ray",
    "Mit herzlichem Gruß\nBob",
    "Freundliche Grüße\ni.A. Bob Ray\nRay GmbH\nTel. +49 221 555 0100",
    "Herzlichst\nBob",
    "Sonnige Grüße\nBob",
    "Bien à vous,\nBob Ray",
    "Très cordialement\nBob Ray",
    "Belle journée,\nBob",
    "Un cordial saludo,\nBob Ray",
    "Quedo a la espera,\nBob",
    "Cordialmente\nBob Ray",
    "Un saluto\nBob",
    "Com os melhores cumprimentos,\nBob Ray",
    "Um abraço,\nBob",
    "Met hartelijke groet,\nBob Ray",
    "Med vänlig hälsning\nBob Ray",
    "Hälsningar\nBob",
    "De bedste hilsner\nBob Ray",
    "Med venlig hilsen\nBob",
    "Beste hilsen\nBob Ray",
    "Parhain terveisin\nBob Ray",
    "Z wyrazami szacunku\nBob Ray",
    "Pozdrawiam serdecznie\nBob",
    "S přátelským pozdravem\nBob Ray",
    "С наилучшими пожеланиями,\nБоб Рэй",
    "З повагою,\nБоб Рей",
    "İyi çalışmalar,\nBob Ray",
    "Saygılarımla\nBob Ray",
    "よろしくお願いいたします。\n山田 太郎",
    "何卒よろしくお願い申し上げます。\n山田",
    "감사합니다.\n김민수 드림",
    "顺颂\n商祺\n王芳",
    "此致\n敬礼！\n王芳\n永盛五金有限公司",
    "祝您生活愉快！\n王芳",
    "祝 工作顺利",
    "Best regards\n王芳",
    "順頌 時綏\n王芳 敬上",
    "祝 商祺",
    "Trân trọng,\nBob Ray",
    "ด้วยความเคารพ\nBob Ray",
    "Salam,\nBob Ray",
    "Hormat kami,\nBob Ray",
    "مع أطيب التحيات\nBob Ray",
    "בברכה,\nBob Ray",
    "Üdvözlettel:\nBob Ray",
    "Cu stimă,\nBob Ray",
    "Με εκτίμηση,\nBob Ray",
];

/// Legal text.
const DISCLAIMERS: &[&str] = &[
    "This email and any files transmitted with it are confidential and intended solely for the use of the addressee.",
    "CONFIDENTIALITY: The content of this email is confidential and intended for the recipient specified in message only. It is strictly forbidden to share any part of this message with any third party.",
    "Please think of the environment before you print this mail.",
    "Ray & Sons Ltd. Registered in England No. 0123456. Registered office: 12 High Street, Leeds.",
    "The views expressed here are those of the sender and not necessarily those of Ray & Sons. If you received this in error please delete it and notify us.",
    "WARNING: Computer viruses can be transmitted via email. The recipient should check this email and any attachments for the presence of viruses.",
    "[Company policy] Information in this mail may be legally privileged. If you are not the addressee, any copying is prohibited.",
    "本邮件（包括任何附件）可能含有机密信息，仅供指定收件人使用。如您误收本邮件，请立即通知发件人并删除。",
    "保密声明：此邮件内容仅限收件人阅读，未经授权不得复制、转发。",
    "温馨提示：本邮件所含信息属公司机密，若非指定收件人，请勿传播。",
    "请在打印本邮件前考虑环境保护。",
    "此信息仅供收件人使用，若您误收，请删除并告知发件人，严禁披露。",
    "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte sofort den Absender und vernichten Sie diese Mail.",
    "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.",
    "Geschäftsführer: Bob Ray, Sitz der Gesellschaft: Köln, HRB 12345 Amtsgericht Köln, USt-IdNr. DE123456789",
    "Hinweis: Der Inhalt dieser Nachricht ist vertraulich und nur für den Adressaten bestimmt.",
    "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de leurs destinataires.",
    "Avant d'imprimer ce mail, pensez à l'environnement.",
    "Ce courriel peut contenir des informations confidentielles. Si vous n'êtes pas le destinataire, merci de le détruire et d'en avertir l'expéditeur.",
];

fn quoted() -> String {
    QUOTE
        .split('\n')
        .map(|line| format!("> {line}\n"))
        .collect()
}

fn only_own(text: &str, what: &str) {
    let parts = split(text, "Re: Floor plan");
    assert_eq!(parts.own, OWN, "{what}");
    assert!(parts.forwarded.is_none(), "{what}");
}

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

#[test]
fn closings_and_legal_text_are_no_own_words() {
    for closing in CLOSINGS {
        only_own(&format!("{OWN}\n\n{closing}\n"), closing);
        only_own(
            &format!("{OWN}\n\n{closing}\n\nSent from my iPhone\n"),
            closing,
        );
    }
    for legal in DISCLAIMERS {
        only_own(
            &format!("{OWN}\n\nKind regards,\nBob Ray\n\n{legal}\n"),
            legal,
        );
    }
    for block in [
        "| |\n王芳\n|\n|\nwang@client.example\n|\n签名由网易邮箱大师定制",
        "bob\nBob Ray\nbob@client.example\nhttps://client.example (my shop)",
        "Bob Ray\nRay & Sons Inc.\nLegal Dept.\nx8321",
        "Bob Ray\nHead of Wood\n\nRAY\n12 High Street, Leeds\nwww.client.example",
        "Bob Ray\nHead of Wood\n\nMobile: +44 113 4960000\nWeb: www.client.example",
    ] {
        only_own(&format!("{OWN}\n\n{block}\n"), block);
    }
}

#[test]
fn answers_inside_an_unmarked_quote_stay() {
    let head = "From: Ana Roe <ana@agency.example>\nSent: Friday, November 13, 2026 3:22 PM\nTo: Bob\nSubject: Plan\n";
    for (text, want) in [
        (
            "Please see my comments below.\n\nFrom: Ana Roe <ana@agency.example>\nSent: Friday, November 13, 2026 3:22 PM\nTo: Bob\nSubject: Plan\n\nWhich size?\n[Bob] A2 on matt paper.\nWhich colour?\n[Bob Ray] The dark teal.\n\nThanks\nAna",
            "Please see my comments below.\n[Bob] A2 on matt paper.\n[Bob Ray] The dark teal.",
        ),
        (
            "Answers inline.\n\n-----Original Message-----\nFrom: Ana Roe <ana@agency.example>\nSent: Friday, November 13, 2026 3:22 PM\nTo: Bob\nSubject: Plan\n\n1. Which size?\nAnswer: A2 on matt paper.\n2. Which colour?\nAnswer: The dark teal.\n\nAna",
            "Answers inline.\nAnswer: A2 on matt paper.\nAnswer: The dark teal.",
        ),
        (
            "See below\n\nFrom: Ana Roe <ana@agency.example>\nSent: Friday, November 13, 2026 3:22 PM\nTo: Bob\nSubject: Plan\n\n1. Which size?\n>> A2 on matt paper.\n2. Which colour?\n>> The dark teal.\n\nAna",
            "See below\n>> A2 on matt paper.\n>> The dark teal.",
        ),
        (
            "见下方回复。\n\n发件人： 安娜 <ana@agency.example>\n发送时间： 2026年11月13日 15:22\n收件人： 王芳\n主题： 平面图\n\n1. 用什么尺寸？\n答：A2 哑光纸。\n2. 颜色呢？\n答：深青色。\n",
            "见下方回复。\n答：A2 哑光纸。\n答：深青色。",
        ),
        (
            "请见红色部分。\n\n发件人： 安娜 <ana@agency.example>\n发送时间： 2026年11月13日 15:22\n收件人： 王芳\n主题： 平面图\n\n1. 用什么尺寸？\n【王芳】A2 哑光纸。\n2. 颜色呢？\n【王芳】深青色。\n",
            "请见红色部分。\n【王芳】A2 哑光纸。\n【王芳】深青色。",
        ),
        (
            "发件人： 安娜 <ana@agency.example>\n发送时间： 2026年11月13日 15:22\n收件人： 王芳\n主题： 平面图\n\n1. 用什么尺寸？\n回复：A2 哑光纸。\n2. 颜色呢？\n回复：深青色。\n",
            "回复：A2 哑光纸。\n回复：深青色。",
        ),
        (
            "Antworten im Text.\n\nVon: Ana Roe <ana@agency.example>\nGesendet: Freitag, 13. November 2026 15:22\nAn: Bob\nBetreff: Plan\n\nWelche Größe?\nAntwort: A2 auf mattem Papier.\nWelche Farbe?\nAntwort: Dunkles Petrol.\n",
            "Antworten im Text.\nAntwort: A2 auf mattem Papier.\nAntwort: Dunkles Petrol.",
        ),
        (
            "From: Ana Roe <ana@agency.example>\nSent: Friday, November 13, 2026 3:22 PM\nTo: Bob\nSubject: Plan\n\n> Which size?\n\nA2 on matt paper.\n\n> Which colour?\n\nThe dark teal.\n",
            "A2 on matt paper.\nThe dark teal.",
        ),
        (
            "Hello Ana,\n\n> -----Original Message-----\n> From: Ana Roe <ana@agency.example>\n> Sent: Friday, November 13, 2026 3:22 PM\n> To: Bob\n> Subject: Plan\n>\n> Which size?\n\nA2 on matt paper.\n\n> Which colour?\n\nThe dark teal.\n",
            "Hello Ana,\nA2 on matt paper.\nThe dark teal.",
        ),
    ] {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            squeezed(&split(text, "Re: Plan").own),
            squeezed(want),
            "{text}"
        );
    }
    // Old answers in a quote nobody points to, and headings in brackets, stay quoted.
    for (own, body) in [
        ("We agree.", "Which size?\nAnswer: A2\n"),
        ("See below.", "[Costs] as in May\n[Plan] to follow\n"),
        (
            "See below.",
            "Which size?\nA2\n\n-----Original Message-----\nFrom: Bob\nSubject: Plan\n\nAnswer: A2\n",
        ),
    ] {
        assert_eq!(
            split(&format!("{own}\n\n{head}\n{body}"), "Re: Plan").own,
            own,
            "{body}"
        );
    }
}

#[test]
fn own_words_that_look_like_more_stay() {
    for text in [
        "Meeting notes:\nWhen: Friday 13 November 2026, 15:22\nWhere: Leeds\nWho: Ana and Bob <bob@client.example>",
        "Please invoice:\nCompany: Ray & Sons\nTo: Accounts\nSubject: Plan 7\n\nWe look forward to it.",
        "Anschrift:\nRay GmbH\nHohe Straße 12\n50667 Köln",
        "收件人：王芳\n地址：杭州市西湖区文三路12号\n电话：13800000000",
        "Best, we think, is variant B.\nThanks for the drawings, they are what we needed.",
        "谢谢！图纸我们用第二版。\n另外请补一份报价。",
        "Sent from our warehouse on Monday: 12 boxes, tracking 4711.",
        "Gesendet haben wir die Muster am Montag.",
        "Merci, nous prenons la variante B.\nBob Ray la signera lundi.",
        "The names for the plaque are:\n\nBob Ray\nCy Ng",
        "This message from our lawyer is confidential, so I only tell you the result: we accept.",
        "本邮件的附件是签好的合同，请查收。",
        "Dear Ana,\n\nTo: all colleagues\nFrom: the board\nwill be the heading of the letter.\n\nIs this fine?",
        "Hi Ana,\n\nMany thanks!\nWe paid it today.\nThe slip is attached.",
        "Please note: the prices are confidential and third parties must not see them.\nThe bill was paid today.",
        "Here are the sums.\n\nTotal\n12000",
        "Give her my regards\nand tell her that we accept.",
        "Thanks.\nLogo and text are in the folder now.",
    ] {
        assert_eq!(split(text, "Re: Plan").own, text, "{text}");
    }
}
