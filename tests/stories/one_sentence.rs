//! What one sentence asks for is ticked thing by thing when it comes thing by thing.

use super::story::{Story, letter};
use super::{INES, OTTO, request};
use nudged::model::{HoldReason, State};

fn asked(story: &mut Story, words: &str) -> String {
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Material for the fair", words),
    )
}

fn answer(story: &mut Story, when: &str, asked: &str, words: &str, files: &[&str]) -> String {
    let mut mail = letter(OTTO, INES, "Re: Material for the fair", words).answering(asked);
    for file in files {
        mail = mail.file(file);
    }
    story.mail(when, mail)
}

const LIST: &str =
    "Hi Otto,\n\nplease send us the logo, the texts and the price list by 6 March.\n\nInes\n";
const LIST_ZH: &str = "您好，\n\n请于3月6日前提供海报文案、产品图片和二维码。\n\nInes\n";

#[test]
fn only_the_rest_of_one_sentence_is_chased() {
    for (list, words, file, rest) in [
        (
            LIST,
            "Hi Ines,\n\nhere is the logo.\n",
            "logo.svg",
            "the texts",
        ),
        (
            LIST,
            "Logo attached, the others are still with the agency.\n",
            "logo.svg",
            "the price list",
        ),
        (
            LIST_ZH,
            "您好，产品图片见附件。\n",
            "产品图片.jpg",
            "二维码",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = asked(&mut story, list);
        answer(&mut story, "2026-03-03 10:00", &asked, words, &[file]);
        assert_eq!(story.done(1).len(), 1, "{words}");
        assert_eq!(story.item(1).asks.len(), 3, "{words}");
        story.until("2026-03-20 18:00");
        let chased = story.mails_to("otto@falk.example").pop().expect("a mail");
        let own = chased.text.split("wrote:").next().unwrap_or_default();
        assert!(own.contains(rest), "{own}");
    }
}

#[test]
fn all_of_one_sentence_closes_it_and_the_last_thing_does() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = asked(&mut story, LIST);
    let words = "The logo, the texts and the price list are attached.\n";
    let files = ["logo.svg", "texts.docx", "prices.xlsx"];
    answer(&mut story, "2026-03-03 10:00", &asked, words, &files);
    assert_eq!(story.state(1), State::Closed);

    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = self::asked(&mut story, LIST);
    for (when, words, file) in [
        ("2026-03-03 10:00", "Here is the logo.\n", "logo.svg"),
        (
            "2026-03-04 10:00",
            "The texts are attached.\n",
            "texts.docx",
        ),
        (
            "2026-03-05 10:00",
            "And the price list.\n",
            "price-list.xlsx",
        ),
    ] {
        assert_ne!(story.state(1), State::Closed, "{words}");
        answer(&mut story, when, &asked, words, &[file]);
    }
    assert_eq!(story.state(1), State::Closed);
}

#[test]
fn what_may_hold_more_than_it_is_called_is_looked_at() {
    for (words, file) in [
        ("Here is the logo.\n", "logo-and-more.zip"),
        ("The logo is here: https://files.falk.example/s/9f2\n", ""),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = asked(&mut story, LIST);
        let files: Vec<&str> = [file].into_iter().filter(|f| !f.is_empty()).collect();
        answer(&mut story, "2026-03-03 10:00", &asked, words, &files);
        assert_eq!(story.holds(1), [HoldReason::Review], "{words}");
    }
}

#[test]
fn one_point_of_a_list_that_comes_alone_leaves_the_others() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let words = "Hello Ines, here is the floor plan.\n";
    answer(
        &mut story,
        "2026-03-03 10:00",
        &asked,
        words,
        &["floor-plan.pdf"],
    );
    assert_eq!(story.done(1), [1]);
    assert!(story.holds(1).is_empty());
    story.until("2026-03-20 18:00");
    assert!(!story.follow_ups().is_empty());
}

/// Points of a list that come by their names leave the rest to be chased; a thing no point is called by
/// may be one of them by another name.
#[test]
fn several_points_that_come_by_their_names_leave_the_others() {
    const POINTS: &str = "Hi Otto,\n\nplease send us by 6 March:\n\n1. Logo as SVG\n2. Price list for the fair\n3. Signed releases\n\nInes\n";
    const POINTS_ZH: &str =
        "您好，\n\n请于3月6日前提供：\n\n1. 公司标志源文件\n2. 产品价格表\n3. 门店照片\n\nInes\n";
    for (list, words, files, done, looked_at) in [
        (
            POINTS,
            "Hi Ines,\n\nthe logo and the price list are attached.\n\nOtto\n",
            &["logo.svg", "price-list.pdf"][..],
            &[1, 2][..],
            false,
        ),
        (
            POINTS,
            "Logo and prices are attached.\n",
            &["logo.svg", "prices.pdf"],
            &[1, 2],
            false,
        ),
        (POINTS, "Prices attached.\n", &["prices.pdf"], &[2], false),
        (
            POINTS,
            "The logo and the rate card are attached.\n",
            &["files.pdf"],
            &[1],
            true,
        ),
        (
            POINTS,
            "The logo is attached.\n",
            &["logo.svg", "scan-0004.pdf"],
            &[1],
            true,
        ),
        (POINTS, "Attached.\n", &["logo.svg"], &[1], true),
        (
            POINTS_ZH,
            "您好，标志和价格表已发您，请查收。\n",
            &["标志.ai", "价格表.xlsx"],
            &[1, 2],
            false,
        ),
        (
            POINTS_ZH,
            "标志和授权书已发您，请查收。\n",
            &["材料.pdf"],
            &[1],
            true,
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = asked(&mut story, list);
        answer(&mut story, "2026-03-03 10:00", &asked, words, files);
        assert_eq!(story.done(1), done, "{words}");
        let held = story.holds(1) == [HoldReason::Review];
        assert_eq!(held, looked_at, "{words}");
        assert_ne!(story.state(1), State::Closed, "{words}");
    }
}
