//! "All" of one thing is not all that was asked for, and all but one thing is not that thing.

use super::leftovers::answered;
use nudged::model::State;

#[test]
fn all_of_one_thing_closes_nothing() {
    for (words, files) in [
        (
            "The photo releases are attached, all signed.\n",
            &["photo-releases.pdf"][..],
        ),
        ("Hi Ines, attached is the final logo.\n", &["logo.svg"]),
        (
            "The price list is attached, all 12 pages of it.\n",
            &["price-list.pdf"],
        ),
        (
            "Please find attached the full logo package.\n",
            &["logo.zip"],
        ),
        (
            "Here is the price list, checked by all departments.\n",
            &["price-list.pdf"],
        ),
        (
            "The logo in all formats you may need is attached.\n",
            &["logo.zip"],
        ),
        ("照片授权全部在附件里了。\n", &["照片授权.pdf"]),
        ("价格表已全部更新，见附件。\n", &["价格表.xlsx"]),
    ] {
        let story = answered(words, files);
        assert_ne!(story.state(1), State::Closed, "{words}");
        assert!(story.done(1).len() < 2, "{words}: {:?}", story.done(1));
    }
}

#[test]
fn all_but_one_thing_leaves_that_one() {
    for (words, files) in [
        (
            "Everything but the releases is attached.\n",
            &["logo.svg", "price-list.pdf"][..],
        ),
        (
            "Here is everything apart from the photo releases.\n",
            &["logo.svg", "price-list.pdf"],
        ),
        (
            "All attached except the releases.\n",
            &["logo.svg", "price-list.pdf"],
        ),
        (
            "除了照片授权，其他都在附件里。\n",
            &["logo.svg", "价格表.xlsx"],
        ),
        (
            "除照片授权外都发了，见附件。\n",
            &["logo.svg", "价格表.xlsx"],
        ),
    ] {
        let story = answered(words, files);
        assert_ne!(story.state(1), State::Closed, "{words}");
        assert_eq!(story.done(1), [1, 2], "{words}");
    }
}

#[test]
fn all_of_it_is_all_of_it() {
    for (words, files) in [
        ("Everything is attached.\n", &["material.zip"][..]),
        (
            "All attached.\n",
            &["logo.svg", "prices.pdf", "releases.pdf"],
        ),
        (
            "The logo, the price list and the photo releases are all attached.\n",
            &["a.zip"],
        ),
        ("资料都在附件里，请查收。\n", &["资料.zip"]),
    ] {
        assert_eq!(answered(words, files).state(1), State::Closed, "{words}");
    }
}
