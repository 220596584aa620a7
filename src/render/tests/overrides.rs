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
    // What fails only when it is rendered stops no mail: the built-in one leaves.
    let failing = |text: &str| {
        let mail = render(text).expect("the built-in one");
        all_in(&mail.text, &["1. logo"]);
        mail.fault.expect("a fault")
    };
    let fault = failing("{% block greeting %}{{ nmae }}{% endblock %}");
    assert!(
        fault.contains("friendly.txt") && fault.contains("undefined"),
        "{fault}"
    );
    let endless = "{% for a in range(10000) %}{% for b in range(10000) %}x{% endfor %}{% endfor %}";
    assert!(failing(endless).contains("fuel"));
}
