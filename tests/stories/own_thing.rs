//! What is promised belongs to the item that owes it, in whosever thread it is written.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{HoldReason, Mail};

fn until(story: &Story, item: i64) -> Option<String> {
    let holds = story.item(item).holds;
    let promised = holds.iter().find(|h| h.reason == HoldReason::Promise);
    promised.and_then(|h| h.until).map(|day| day.to_string())
}

#[test]
fn material_promised_in_the_thread_of_an_invoice_is_promised_of_the_request() {
    let words = "The rate on this is not what we agreed, please correct it.\n\nThe portraits come on Thursday.\n";
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let bill = story.mail(
        "2026-03-02 11:00",
        letter(
            INES,
            OTTO,
            "Invoice SN-310",
            "Hi Otto,\n\nplease find attached invoice SN-310 over EUR 900.00, payable by 9 March 2026.\n\nInes\n",
        )
        .file("SN-310.pdf"),
    );
    story.mail(
        "2026-03-10 10:00",
        letter(OTTO, INES, "Re: Invoice SN-310", words).answering(&bill),
    );
    assert!(story.item(2).promises.is_empty(), "{words}");
    assert!(story.holds(2).contains(&HoldReason::Dispute));
    assert_eq!(until(&story, 1).as_deref(), Some("2026-03-13"), "{words}");
    assert!(!story.holds(1).contains(&HoldReason::Dispute), "{words}");
    story.until("2026-03-12 18:00");
    let material = |mail: &Mail| mail.text.contains("floor plan");
    let late = story.mails_to("otto@falk.example");
    let asked = late.iter().filter(|mail| material(mail)).count();
    story.until("2026-03-18 18:00");
    let late = story.mails_to("otto@falk.example");
    assert!(
        late.iter().filter(|mail| material(mail)).count() > asked,
        "{words}"
    );
}

#[test]
fn money_promised_beside_material_stays_the_invoices() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let bill = invoice(&mut story);
    story.mail(
        "2026-03-02 10:30",
        letter(
            INES,
            OTTO,
            "网站资料",
            "Otto你好，\n\n请于3月6日前提供：\n1. 门店照片\n2. 营业执照扫描件\n\nInes\n",
        ),
    );
    story.mail(
        "2026-03-16 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "门店照片3月19日给您，款项3月25日付。\n",
        )
        .answering(&bill),
    );
    assert_eq!(until(&story, 1).as_deref(), Some("2026-03-26"));
    assert_eq!(until(&story, 2).as_deref(), Some("2026-03-20"));
}
