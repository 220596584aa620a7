use super::*;

#[test]
fn overrides_replace_are_checked_and_bounded() {
    let path = "en/follow-up/request/friendly.txt".to_owned();
    let own = "{% extends \"en/follow-up/frame.txt\" %}{% block before %}Ahoy!{% endblock %}";
    let items = [request(1, "Files", &[("logo", false)])];
    let render = |text: &str| {
        let templates = Templates::new(&[(path.clone(), text.to_owned())])?;
        templates.follow_up(
            &follow_up(&items, Step::Friendly),
            &items,
            &quiet(),
            Language::En,
            &world(),
            at(NOW),
        )
    };
    all_in(&render(own).expect("follow-up").text, &["Ahoy!", "1. logo"]);
    let fault =
        Templates::new(&[("en/nowhere.txt".to_owned(), String::new())]).expect_err("unknown");
    assert_eq!(fault.name, "en/nowhere.txt");
    let fault = Templates::new(&[(path.clone(), "{% if %}".to_owned())]).expect_err("broken");
    assert!(
        fault.to_string().contains("friendly.txt: line 1"),
        "{fault}"
    );
    let fault = render("{% block greeting %}{{ nmae }}{% endblock %}").expect_err("undefined");
    assert!(fault.why.contains("undefined"), "{fault}");
    let endless = "{% for a in range(10000) %}{% for b in range(10000) %}x{% endfor %}{% endfor %}";
    assert!(render(endless).expect_err("fuel").why.contains("fuel"));
}
