//! Names, posts and firms below a letter without a closing.

use super::{OWN, only_own, split};

#[test]
fn names_sign_below_finished_and_unfinished_words() {
    for name in [
        "Bob",
        "R.",
        "J. B.",
        "Cherry (on behalf of Ms Roe)",
        "Leo 梁",
        "陈嘉怡 Jessie Chen",
        "质量部 尹航",
        "东区仓 裘明",
        "万嘉采购 小姚",
        "阮玲(财务BP)",
        "陳柏宇\n採購部 經理",
        "沈可\n星河互娱 本地化",
        "剧场技术部\n邱石 舞台监督",
        "Lulu 露露摄影\n微信同号 150****0000",
        "——————————————\n陈嘉怡 Jessie Chen\nAP Specialist, 某某物流有限公司\nTel 021-5555 0178",
        "Jules Marchetti\nPost Supervisor, Bright Ember Ltd",
        "For and on behalf of Ray Trading Ltd\nM. Ray, Director",
        "Thanking you,\nYours faithfully,\n\nS. Ray\nDy. General Manager (Contracts)\nRay Pumps & Valves Pvt. Ltd.",
        "With apologies\nTheo",
        "Best regards,\n\nEmil Ray\nLegal Counsel | Ray Labs\nThis e-mail and its attachments are confidential.",
        "張志明\n‧‧‧‧‧‧‧‧‧‧‧‧\n本郵件及附件可能含有機密資訊，若您非指定收件人，請立即刪除。",
    ] {
        only_own(&format!("{OWN}\n\n{name}\n"), name);
    }
    for (words, name) in [
        ("等我们领导签完字就打款", "质量部 章平"),
        ("多出来这块谁认的？", "老白"),
        ("He has not been round yet", "Sean"),
        (
            "Do you want the small ones or the large ones?",
            "Jules Ray\nSupervisor, Bright Ltd",
        ),
    ] {
        let parts = split(&format!("{words}\n\n{name}\n"), "Re: x");
        assert_eq!(
            (parts.own.as_str(), parts.signature.as_str()),
            (words, name)
        );
    }
}

#[test]
fn what_was_asked_for_is_no_name() {
    for text in [
        "Which colours?\n\nRed\nDark Blue",
        "Please ship it to\n\nBob Ray",
        "The contact at the printer's is\n\nBob Ray\nHead of Print",
        "请寄给下面这位同事\n\n王芳",
        "样稿我们都看过了，可以的。\n\n周三 付款",
        "样稿我们都看过了，可以的。\n\n收到 谢谢",
        "样稿看过了没意见\n\n直接印吧 发票收到",
        "We looked at all of them.\n\nNone",
        "方案我们看过了，没问题。\n\n尾款全部付清",
    ] {
        assert_eq!(split(text, "Re: x").own, text, "{text}");
    }
}
