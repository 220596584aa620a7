use super::*;

mod programs;

fn own(text: &str) -> String {
    split(text, "Re: x").own
}

#[test]
fn attributions_of_many_programs() {
    for tail in [
        "On Fri, 13 Nov 2026 at 15:22, Ana Roe <ana@agency.example> wrote:\n> Please send it.",
        "On Fri, 13 Nov 2026 at 15:22, Ana Roe With A Long Name <\nana@agency.example> wrote:\n\n> Please send it.",
        "于2026年11月5日周四 14:30写道：\n\n> 请发",
        "安娜 <ana@agency.example> 于2026年11月5日周四 14:30写道：\n\n> 请发",
        "在 2026-07-10 15:50:00，\"安娜\" <ana@agency.example> 写道：\n>请发",
        "Ana Roe <ana@agency.example> 於 2026年11月5日 週四\n下午2:30寫道：\n> 請發",
        "Am 13.11.2026 um 15:22 schrieb Ana Roe:\n> Bitte senden.",
        "Ana Roe <ana@agency.example> schrieb am Fr., 13.\nNov. 2026 um 11:53 Uhr:\n\n> Bitte",
        "Le ven. 13 nov. 2026 à 15:22, Ana Roe <ana@agency.example> a écrit :\n> Merci",
        "El vie, 13 nov 2026 a las 15:22, Ana Roe (<ana@agency.example>) escribió:\n> Hola",
        "Op vr 13 nov. 2026 om 15:22 schreef Ana Roe <ana@agency.example>:\n> Dag",
        "Den fre 13 nov. 2026 kl 15:22 skrev Ana Roe <ana@agency.example>:\n> Hej",
        "-----Original Message-----\nFrom: Ana\nSent: Monday\n\nPlease send it.",
        "-----Ursprüngliche Nachricht-----\nVon: Ana\n\nBitte",
        "------------------ 原始邮件 ------------------\n发件人: \"安娜\" <ana@agency.example>;\n主题: 合同\n\n请发",
        "________________________________\nFrom: Ana Roe <ana@agency.example>\nSent: Monday, October 19, 2026 8:02 AM\nTo: Bob\nSubject: W\n\nPlease",
        "发件人： 安娜\n发送时间： 2026年11月18日 9:10\n收件人： 王\n主题： 报告\n\n请发",
        "寄件者: 安娜 <ana@agency.example>\n寄件日期: 2026年11月18日 上午 09:10\n收件者: 王\n主旨: 報告\n\n請發",
        "Von: Ana Roe <ana@agency.example>\nGesendet: Montag, 16. November 2026 09:10\nAn: Bob\nBetreff: X\n\nBitte",
        "De : Ana Roe <ana@agency.example>\nEnvoyé : lundi 16 novembre 2026 09:10\nÀ : Bob\nObjet : X\n\nMerci",
        "Ana.Roe@agency.example on 02/26/2026 12:36:22 PM\n\nTo: bob@client.example\ncc:\nSubject: futures\n\nPlease",
    ] {
        let text = format!("The file went out today.\n\n{tail}\n");
        let parts = split(&text, "Re: x");
        assert_eq!(parts.own, "The file went out today.", "{tail}");
        assert!(!parts.quoted.is_empty(), "{tail}");
    }
}

#[test]
fn own_words_that_only_look_like_quotes_stay() {
    for text in [
        "As I wrote:\nwe will pay on Friday.",
        "From: Paris\nTo: Lyon\nDate: 3 May",
        "Our bank wrote: \"not yet\".",
        "在 11 月 20 日前付款。",
        "I sent it on Monday at 10:30 with the following:\n- logo\n- text",
    ] {
        assert_eq!(own(text), text, "{text}");
    }
}

#[test]
fn answers_between_quotes_stay() {
    assert_eq!(
        own(">Do you need it?\nNot for now.\n>Who hosts?\nWe do, on our own."),
        "Not for now.\nWe do, on our own."
    );
}

#[test]
fn unmarked_quotes_are_never_own_words() {
    let text = "On 8 May 2026 17:34, \"Ana Roe\" <ana@agency.example> wrote:\n\nIf you have paid already, ignore this.";
    assert_eq!(own(text), "");
    let gmail = "Fine.\n\nOn Thu, Jun 8, 2026 at 1:43 AM, Ana Roe <ana@agency.example\n> wrote:\n\n> Please";
    assert_eq!(own(gmail), "Fine.");
    let netease = "Hi Ana,\n\n发件人：Ana Roe <ana@agency.example>\n发送日期：2026-05-09 22:41:44\n收件人：bob@client.example\n主题：Re: Logo\n>Please open it.\n\nIt is open now.";
    assert_eq!(own(netease), "Hi Ana,\n\nIt is open now.");
    let groupwise =
        "OK\n\n>>> <ana@agency.example> 2/16/26 10:41:43 am >>>\nThanks for the information.";
    assert_eq!(own(groupwise), "OK");
}

#[test]
fn a_device_alone_says_nothing() {
    for text in [
        "Sent from my iPhone",
        "\n\nSent from my iPhone\n",
        "发自我的iPhone",
        "来自我的华为手机",
        "Sent from Outlook for iOS",
    ] {
        assert_eq!(split(text, "").own, "", "{text}");
    }
}

#[test]
fn signatures_go() {
    for (tail, signature) in [
        ("-- \nBob Ray\nClient Ltd", "-- \nBob Ray\nClient Ltd"),
        (
            "Best regards\nBob Ray\nHead of Sales\n+49 30 1234567",
            "Best regards",
        ),
        ("Thx, Bob\nSent from my iPad", "Thx, Bob"),
        ("此致\n        永盛五金 采购科", "此致"),
        ("祝好\n王芳", "祝好"),
        ("发自我的iPhone", "发自我的iPhone"),
        ("质量部 尹航", "质量部 尹航"),
        ("Bob Ray\nRay & Sons Bakers", "Bob Ray"),
        (
            "bobby\n\nBob Ray\nHead of Sales\n12 High Street, Leeds\n+44 113 4960000",
            "bobby",
        ),
        ("Bob Ray | Vendor Management", "Bob Ray"),
        (
            "Kind regards\nBob\n\nThis e-mail is confidential and intended solely for the intended recipient.",
            "Kind regards",
        ),
    ] {
        let parts = split(&format!("It went out today.\n\n{tail}\n"), "");
        assert_eq!(parts.own, "It went out today.", "{tail}");
        assert!(
            parts.signature.starts_with(
                signature
                    .trim_end_matches(' ')
                    .split('\n')
                    .next()
                    .unwrap_or_default()
                    .trim_end()
            ),
            "{tail}: {}",
            parts.signature
        );
    }
    // An address that was asked for stays.
    let address = "Please ship it here:\n\nBob Ray\n12 High Street, Leeds\n+44 113 4960000";
    assert_eq!(own(address), address);
    assert_eq!(own("Thanks,\nBob"), "Thanks,\nBob");
    assert_eq!(
        own("Which colours?\n\nRed\nDark Blue"),
        "Which colours?\n\nRed\nDark Blue".to_owned()
    );
}

#[test]
fn forwards_are_kept_apart() {
    for text in [
        "See below.\n\n---------- Forwarded message ---------\nFrom: Ana Roe <ana@agency.example>\nDate: Fri, 13 Nov 2026\nSubject: Logo\nTo: <bob@client.example>\n\nHere it is.",
        "See below.\n\nBegin forwarded message:\n\n> From: Ana Roe <ana@agency.example>\n> Date: Fri, 13 Nov 2026\n> Subject: Logo\n>\n> Here it is.",
        "See below.\n\n-------- 转发邮件信息 --------\n发件人：Ana Roe <ana@agency.example>\n发送日期：Fri, 13 Nov 2026\n主题：Logo\n\nHere it is.",
    ] {
        let parts = split(text, "x");
        let block = parts.forwarded.expect(text);
        assert_eq!(
            (
                block.from.as_str(),
                block.date.as_str(),
                block.subject.as_str(),
                block.text.as_str()
            ),
            (
                "Ana Roe <ana@agency.example>",
                "Fri, 13 Nov 2026",
                "Logo",
                "Here it is."
            ),
            "{text}"
        );
        assert_eq!(parts.own, "See below.");
    }
    let block = "Fine.\n\nFrom: Ana Roe <ana@agency.example>\nSent: Friday\nTo: Bob\nSubject: Logo\n\nHere it is.";
    assert!(split(block, "Re: Logo").forwarded.is_none());
    assert!(split(block, "FW: Logo").forwarded.is_some());
}

#[test]
fn a_quote_with_nothing_above_it_answers_only_under_its_questions() {
    let quoted = |lines: &str| {
        format!(
            "From: Ana Roe <ana@agency.example>\nSent: Friday, November 13, 2026 3:22 PM\nTo: Bob\nSubject: Plan\n\n{lines}"
        )
    };
    for (lines, want) in [
        // The writer's own list and headings.
        (
            "Please send us:\n-> the logo\n-> the paid invoice\n\nAna",
            "",
        ),
        ("[Budget] The invoice is paid.\n\nAna", ""),
        ("【付款】发票已付。\n谢谢", ""),
        ("What we need by Friday\n=> all photos, approved\n", ""),
        // Answers.
        ("Which size?\n-> A2\n\nAna", "-> A2"),
        (
            "Which size?\n\n[Bob] A2 on matt paper.\n\nAna",
            "[Bob] A2 on matt paper.",
        ),
        ("尺寸多大？\n【李波】A2 即可。\n", "【李波】A2 即可。"),
        (
            "Which size?\n[Bob] A2.\nThe colour, please.\n[Bob] Teal.\n\nAna",
            "[Bob] A2.\n[Bob] Teal.",
        ),
        ("1. The size\nAnswer: A2\n\nAna", "Answer: A2"),
    ] {
        assert_eq!(own(&quoted(lines)), want, "{lines}");
    }
}
