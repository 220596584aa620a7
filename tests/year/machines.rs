//! What mailboxes and servers say for people who are away or gone.

use chrono::NaiveDate;

use super::post::{Letter, Post, Truth};
use super::run::Year;
use super::world::day_words;

/// What comes back for a mail to somebody about a matter, if he is away or gone.
pub fn answer(year: &mut Year, matter: usize, address: &str, id: &str) -> Option<Post> {
    let company = &year.world.companies[year.world.matters[matter].company];
    let today = company.pair.client.day(year.now);
    let mut leaves = company.leaves.iter();
    if let Some((_, until)) = leaves.find(|(from, to)| *from <= today && today <= *to) {
        let until = *until;
        return Some(away(year, matter, until, id));
    }
    let gone = company.gone.is_some_and(|from| from <= year.now);
    let among = year.world.matters[matter].to.contains(&0);
    (gone && among).then(|| bounce(year, address, id, Truth::Gone))
}

fn away(year: &mut Year, number: usize, until: NaiveDate, id: &str) -> Post {
    let matter = year.world.matters[number].clone();
    let from = year.world.companies[matter.company].people[0].clone();
    let words = if from.zh {
        format!(
            "您好，我正在休假，{}返回，期间无法回复邮件。\n",
            day_words(true, until.succ_opt().expect("day"))
        )
    } else {
        format!(
            "I am out of the office until {}.\n",
            day_words(false, until)
        )
    };
    let own = year.next_id(from.address.rsplit('@').next().unwrap_or_default());
    let prefix = if from.zh {
        "自动回复"
    } else {
        "Automatic reply"
    };
    let letter = Letter {
        to: year.world.tracker(),
        subject: format!("{prefix}: {}", matter.subject),
        body: words,
        answers: vec![id.to_owned()],
        headers: "Auto-Submitted: auto-replied\r\n".to_owned(),
        ..Letter::by(&from)
    };
    let raw = letter.bytes(year.world.domain, &own, year.now);
    let address = from.address;
    Post::new(own, raw, Truth::Away { address, until })
}

/// A mail could not be delivered to an address.
pub fn bounce(year: &mut Year, address: &str, id: &str, truth: Truth) -> Post {
    let domain = address.rsplit('@').next().unwrap_or_default();
    let own = year.next_id(domain);
    let body = format!(
        "--q\n\nYour mail could not be delivered.\n--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.{domain}\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n--q\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{id}>\nTo: {address}\nSubject: Returned\n--q--\n"
    );
    let letter = Letter {
        from: format!("Mail Delivery System <MAILER-DAEMON@mx.{domain}>"),
        address: format!("MAILER-DAEMON@mx.{domain}"),
        to: year.world.tracker(),
        subject: "Undelivered Mail Returned to Sender".to_owned(),
        body,
        headers: "Content-Type: multipart/report; report-type=delivery-status; boundary=q\r\n"
            .to_owned(),
        ..Letter::default()
    };
    let raw = letter.bytes(year.world.domain, &own, year.now);
    Post::new(own, raw, truth)
}
