//! Answers written into the quote.

use super::split;

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
fn answers_set_in_by_tabs_among_marked_lines_stay() {
    let head = "-----Original Message-----\nFrom: Ana Roe <ana@agency.example>\nSent: Friday, November 13, 2026 3:22 PM\nTo: Bob\nSubject: Plan\n";
    let text = format!(
        "{head}\nOn Thu, 12 Nov 2026 at 15:22, Bob <bob@client.example> wrote:\n>\n> 1. The plan is too small to read.\n\nWhich size would suit you then?\n\n\t\tWe would like it on A2, matt paper and folded.\n\n\t\t\tA2 = 420 mm\n\n> 2. And the colour?\n\nAs before.\n"
    );
    assert_eq!(
        split(&text.replace('\t', " "), "Re: Plan")
            .own
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        "We would like it on A2, matt paper and folded. A2 = 420 mm"
    );
    // A list in our own mail is set in, too, and words above are the answer.
    for (own, inner) in [
        (
            "",
            "> Which one?\n\nWe still need:\n\n  1. the logo as a vector file, please\n  2. the text",
        ),
        (
            "Fine by us.",
            "> Which one?\n\n  We would like to have the plan on matt paper.",
        ),
    ] {
        let text = format!("{own}\n\n{head}\n{inner}\n");
        assert_eq!(split(&text, "Re: Plan").own, own, "{inner}");
    }
}
