//! An answer under a fresh subject, from a client who owes several members several things.

use super::story::{Story, letter};
use nudged::model::{HoldReason, State};

const INES: &str = "Ines Holm <ines@studio.example>";
const HAN: &str = "韩雪 <hanxue@studio.example>";
const WU: &str = "吴桐 <wutong@minghe.example>";
const ZHOU: &str = "周兰 <zhoulan@minghe.example>";

#[test]
fn whoever_is_answered_in_his_own_words_is_not_left_out_for_a_file_name() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    story.mail(
        "2026-03-02 10:00",
        letter(INES, ZHOU, "Material for the fair", "Hi Lan,\n\nplease send us the following by 27 March:\n\n1. The logo as SVG\n2. The signed contract\n\nThanks\nInes\n"),
    );
    story.mail(
        "2026-03-02 10:20",
        letter(INES, WU, "Documents for the fair", "Hi Tong,\n\nplease send us the following by 27 March:\n\n1. The signed contract\n\nThanks\nInes\n"),
    );
    story.mail(
        "2026-03-02 10:40",
        letter(
            HAN,
            WU,
            "讲座资料",
            "吴桐您好：\n\n请于3月27日前提供：\n\n1. 两张讲师照片\n2. 签字的合同\n\n谢谢！\n韩雪\n",
        ),
    );
    assert_eq!(story.items().len(), 3);
    story.mail(
        "2026-03-03 10:00",
        letter(
            WU,
            HAN,
            "资料",
            "韩雪您好：\n\n附件是价目表、两张讲师照片，请查收。\n\n吴桐\n",
        )
        .file("price-list.pdf")
        .file("portraits.pdf"),
    );
    story.mail(
        "2026-03-04 10:00",
        letter(
            WU,
            HAN,
            "资料",
            "韩雪您好：\n\n附件是两张讲师照片、签字的合同，请查收。\n\n吴桐\n",
        )
        .file("portraits.pdf")
        .file("contract.pdf"),
    );
    // It had half of it before: what is left is a small part of his words, and named all the same.
    assert!(
        story.state(3) == State::Closed || story.holds(3) == [HoldReason::Ambiguous],
        "{:?} {:?}",
        story.state(3),
        story.holds(3)
    );
}
