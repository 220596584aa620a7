//! Closings, contact blocks and legal text.

use super::{OWN, only_own};

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
        assert_eq!(super::split(text, "Re: Plan").own, text, "{text}");
    }
}
