//! What a member writes to the client in the thread: thanks, receipt, called off, a day granted, a
//! chaser of his own.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{EventKind, HoldReason, Turn};

const HANXUE: &str = "韩雪 <hanxue@studio.example>";

/// (words, whether they are about the invoice)
const SETTLE: &[(&str, bool)] = &[
    (
        "Hi Otto,\n\nthanks, the plan and the portraits are here.\n\nInes\n",
        false,
    ),
    ("Hi Otto, all arrived in good order. Best, Ines\n", false),
    (
        "Hi Otto,\n\nplease disregard my request, we have found the plan in our archive.\n\nInes\n",
        false,
    ),
    (
        "Hi Otto, the brochure has been called off, so you need not send anything.\n",
        false,
    ),
    (
        "Hi Otto, we confirm that your payment has reached our account.\n",
        true,
    ),
    ("Hi Otto, the money is on our account, thank you.\n", true),
    (
        "Hi Otto, please ignore the invoice, it went out by mistake.\n",
        true,
    ),
    ("Otto 您好：\n\n资料均已收到，辛苦了。\n\n韩雪\n", false),
    ("Otto 您好：项目取消，之前要的资料不用给了。\n", false),
    ("Otto 您好：款项已到账，谢谢。\n", true),
    ("Otto 您好：这张发票作废，请勿付款。\n", true),
    (
        "Hi Otto, the payment is in, thanks. On another matter: shall we meet on 12 March?\n",
        true,
    ),
];

#[test]
fn words_that_settle_hold_for_one_word_of_the_owner_whoever_of_the_team_writes_them() {
    let mut wrong = Vec::new();
    for (words, money) in SETTLE {
        for member in [INES, HANXUE] {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            let (asked, subject) = if *money {
                (invoice(&mut story), "Re: Invoice SN-204")
            } else {
                (request(&mut story), "Re: Brochure material")
            };
            let told = story.mails_to("ines@studio.example").len();
            let mail = letter(member, OTTO, subject, words).answering(&asked);
            story.mail("2026-03-04 10:00", mail);
            let notices = story.mails_to("ines@studio.example").len() - told;
            let questions = story.events(EventKind::AskedOwner).len();
            let item = story.item(1);
            story.until("2026-05-29 18:00");
            let chased = story.follow_ups().len();
            if item.closed.is_some()
                || story.holds(1) != [HoldReason::Review]
                || (notices, questions, chased) != (1, 1, 0)
            {
                wrong.push(format!(
                    "{member} {words:?}: {:?} {notices} notices, {questions} questions, chased {chased}",
                    item.holds.iter().map(|h| h.reason).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_day_granted_becomes_the_due_day_and_the_ladder_begins_anew() {
    let mut wrong = Vec::new();
    for (words, day) in [
        ("Hi Otto, no problem, take until 20 March.\n", "2026-03-20"),
        (
            "Hi Otto, of course you can have another week: 20 March is the new deadline.\n",
            "2026-03-20",
        ),
        (
            "Hi Otto, fine with us, we extend the deadline to Friday, 20 March.\n",
            "2026-03-20",
        ),
        ("Otto 您好：可以，宽限到3月20日。\n", "2026-03-20"),
        ("Otto 您好：没问题，3月20日前给我们就行。\n", "2026-03-20"),
    ] {
        for member in [INES, HANXUE] {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            let asked = request(&mut story);
            story.until("2026-03-10 18:00");
            let before = story.follow_ups().len();
            story.mail(
                "2026-03-11 10:00",
                letter(member, OTTO, "Re: Brochure material", words).answering(&asked),
            );
            let due = story.item(1).due.to_string();
            story.until("2026-03-17 18:00");
            let early = story.follow_ups().len() - before;
            story.until("2026-04-10 18:00");
            let later = story.follow_ups().len() - before;
            if due != day || early > 0 || later == 0 {
                wrong.push(format!(
                    "{member} {words:?}: {due}, {early} early, {later} later"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_own_chaser_is_contact_and_no_second_mail_follows_within_the_gap() {
    for (words, member) in [
        ("Hi Otto, any news on the floor plan?\n", INES),
        (
            "Hi Otto, a reminder of the two portraits. If you have sent them already, please ignore this mail.\n",
            INES,
        ),
        (
            "Otto 您好：平面图请尽快提供，如已发送请忽略此邮件。\n",
            INES,
        ),
        ("Hi Otto, a gentle reminder of the list below.\n", HANXUE),
        ("Otto 您好：请问平面图进展如何？\n", INES),
        ("Otto 您好：麻烦再催一下平面图，多谢配合。\n", HANXUE),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        // Friendly would go on Monday the 9th at nine.
        story.mail(
            "2026-03-06 16:00",
            letter(member, OTTO, "Re: Brochure material", words).answering(&asked),
        );
        assert_eq!(story.holds(1), [], "{words}");
        story.until("2026-03-10 23:00");
        assert!(story.follow_ups().is_empty(), "{words}");
        story.until("2026-03-12 18:00");
        assert_eq!(story.follow_ups().len(), 1, "{words}");
    }
}

#[test]
fn an_own_chaser_takes_a_planned_follow_up_back() {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"approve\"")],
    );
    let asked = request(&mut story);
    let mut found = false;
    for day in 6..12 {
        story.until(&format!("2026-03-{day:02} 18:00"));
        found |= story.item(1).ladder.proposed.is_some();
        if found {
            break;
        }
    }
    assert!(found);
    let now = story.now().with_timezone(&chrono_tz::Europe::Berlin);
    let now = now.format("%Y-%m-%d %H:%M").to_string();
    story.mail(
        &now,
        letter(
            INES,
            OTTO,
            "Re: Brochure material",
            "Hi Otto, any news on the floor plan?\n",
        )
        .answering(&asked),
    );
    assert_eq!(story.item(1).ladder.proposed, None);
    let before = story.mails_to("otto@falk.example").len();
    story.until(&(now.get(..10).unwrap_or_default().to_owned() + " 23:00"));
    assert_eq!(story.mails_to("otto@falk.example").len(), before);
}

#[test]
fn an_answer_to_the_clients_question_by_another_member_gives_the_turn_back() {
    for words in [
        "Hi Otto,\n\nthe ground floor, in colour.\n\nXue\n",
        "Otto 您好：用一楼的就行。\n\n韩雪\n",
        "Hi Otto, thanks for asking. SVG, please.\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let question = story.mail(
            "2026-03-04 10:00",
            letter(
                OTTO,
                INES,
                "Re: Brochure material",
                "Which floor do you mean?\n",
            )
            .answering(&asked),
        );
        assert_eq!(story.holds(1), [HoldReason::Question]);
        story.mail(
            "2026-03-05 10:00",
            letter(HANXUE, OTTO, "Re: Brochure material", words).answering(&question),
        );
        assert_eq!(story.holds(1), [], "{words}");
        assert_eq!(story.item(1).turn(), Turn::Client);
        story.until("2026-03-20 18:00");
        assert!(!story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn what_the_owner_writes_among_the_quotes_of_the_client_is_his_and_what_is_quoted_is_not() {
    // He quotes the client's promise and thanks for nothing.
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            INES,
            OTTO,
            "Re: Brochure material",
            "Hi Otto, could you tell us when?\n\nOn Tue, 3 Mar 2026, Otto Falk <otto@falk.example> wrote:\n> Thank you, all received. The plan is cancelled.\n",
        )
        .answering(&asked),
    );
    assert_eq!(story.holds(1), []);
}

#[test]
fn words_that_ask_the_client_for_nothing_rest_with_one_notice() {
    let mut wrong = Vec::new();
    for (words, money) in [
        (
            "Hi Otto,\n\nplease do not pay yet, the amount is wrong. I will send a new invoice.\n\nInes\n",
            true,
        ),
        ("Otto 您好：先别付，发票有误，重开后再发您。\n", true),
        ("Hi Otto, let us settle it with the next invoice.\n", true),
        (
            "Hi Otto, I have talked to our bookkeeping, it is all fine.\n",
            true,
        ),
        ("Otto 您好：给您优惠200元，请付1600元即可。\n", true),
        ("done\n", false),
        ("完成\n", false),
        (
            "Hi Otto, get well soon! Whenever you are back is fine.\n",
            false,
        ),
        ("Hi Otto, take your time.\n", false),
        ("Otto 您好：晚几天没关系。\n", false),
        (
            "Hi Otto,\n\nsorry for the reminder, that was our system.\n\nInes\n",
            false,
        ),
        ("Hi Otto, 9 March is too late for us.\n", false),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let (asked, subject) = if money {
            (invoice(&mut story), "Re: Invoice SN-204")
        } else {
            (request(&mut story), "Re: Brochure material")
        };
        let told = story.mails_to("ines@studio.example").len();
        let mail = letter(INES, OTTO, subject, words).answering(&asked);
        story.mail("2026-03-04 10:00", mail);
        let notices = story.mails_to("ines@studio.example").len() - told;
        let held = story.holds(1);
        story.until("2026-04-24 18:00");
        let chased = story.follow_ups().len();
        if held != [HoldReason::Review] || (notices, chased) != (1, 0) {
            wrong.push(format!(
                "{words:?}: {held:?} {notices} notices, chased {chased}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_only_hands_something_over_is_contact_and_no_more() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let words = "Hi Otto, here is the form again.\n";
    let mail = letter(INES, OTTO, "Re: Brochure material", words).answering(&asked);
    story.mail("2026-03-04 10:00", mail.file("form.pdf"));
    assert_eq!(story.holds(1), []);
}

#[test]
fn a_day_that_is_refused_is_not_granted_and_the_one_named_instead_is() {
    for words in [
        "Hi Otto,\n\n19 March is too late, we need it by 12 March.\n\nInes\n",
        "Otto 您好：3月19日太晚了，请在3月12日前给我们。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let promise = story.mail(
            "2026-03-04 10:00",
            letter(
                OTTO,
                INES,
                "Re: Brochure material",
                "You get everything on 19 March.\n",
            )
            .answering(&asked),
        );
        assert_eq!(story.holds(1), [HoldReason::Promise]);
        story.mail(
            "2026-03-05 10:00",
            letter(INES, OTTO, "Re: Brochure material", words).answering(&promise),
        );
        assert_eq!(story.item(1).due.to_string(), "2026-03-12", "{words}");
        assert_eq!(story.holds(1), [], "{words}");
        story.until("2026-03-18 18:00");
        assert!(!story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn the_members_own_holiday_moves_no_day_of_the_client() {
    for words in [
        "Hi Otto,\n\nI am on holiday next week, Xue is there for you.\n\nInes\n",
        "Otto 您好：我下周休假，由韩雪跟进。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        story.mail(
            "2026-03-05 10:00",
            letter(INES, OTTO, "Re: Brochure material", words).answering(&asked),
        );
        assert_eq!(story.item(1).due.to_string(), "2026-03-06", "{words}");
        assert_eq!(story.holds(1), [], "{words}");
    }
}
