//! An answer in a mail of its own is known by what it hands over.

use super::story::{Story, letter};
use super::{INES, OTTO};

#[test]
fn what_is_handed_over_under_a_new_subject_finds_its_ask() {
    for (asks, subject, words) in [
        (
            "1. Large street photos (at least 25)\n2. The history of the firm\n",
            "Pictures",
            "Large street photos, 31 in all, are here: https://share.example/s/77. The caretaker took two more from the roof of the old mill, and the neighbours lent us a ladder for them. The history of the firm follows on 24 March.\n",
        ),
        (
            "1. 门店实景照片（不少于15张）\n2. 公司发展历史\n",
            "照片",
            "实景照片一共18张，下载链接：https://pan.example/s/1xyz 提取码 k3p9。公司发展历史下周二给您。天气不太好，拍得辛苦，请多包涵！\n",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        story.mail(
            "2026-03-02 10:00",
            letter(
                INES,
                OTTO,
                "Jubilee volume",
                &format!(
                    "Hi Otto,\n\nplease send us the following by 6 March:\n\n{asks}\nThanks\nInes\n"
                ),
            ),
        );
        story.mail(
            "2026-03-02 11:00",
            letter(
                INES,
                OTTO,
                "Invoice SN-311",
                "Hi Otto,\n\nplease find attached invoice SN-311 over EUR 900.00, payable by 30 April 2026.\n\nInes\n",
            )
            .file("SN-311.pdf"),
        );
        story.mail("2026-03-16 10:00", letter(OTTO, INES, subject, words));
        assert_eq!(story.done(1), [1], "{words}");
        assert!(story.holds(2).is_empty(), "{words}");
    }
}
