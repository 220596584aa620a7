//! A whole reading, assembled.

use chrono::{DateTime, FixedOffset, Offset, TimeDelta};

use super::opening::Letter;
use super::reply::{self, Said};
use super::{
    Context, clauses, commands, dates, forwarded, invoice_files, language, money, numbers, opening,
    owner,
};
use crate::mail::quoting;
use crate::model::{DateSeen, Evidence, Mail, Reading, Reply, Role, Signal, SignalKind};

/// The time relative dates count from: the mail's own Date in its offset, unless it lies more than
/// 7 days before or 1 day after arrival (architecture.md, "Clock").
pub(super) fn reference(mail: &Mail, context: &Context) -> DateTime<FixedOffset> {
    let in_zone = |at: DateTime<chrono::Utc>| {
        let local = at.with_timezone(&context.zone);
        local.with_timezone(&local.offset().fix())
    };
    match (mail.date, context.arrival) {
        (Some(date), None) => date,
        (Some(date), Some(arrival)) => {
            let age = arrival.signed_duration_since(date);
            if age > TimeDelta::days(7) || age < TimeDelta::days(-1) {
                in_zone(arrival)
            } else {
                date
            }
        }
        (None, Some(arrival)) => in_zone(arrival),
        (None, None) => context.fallback,
    }
}

/// Reads a mail.
#[must_use]
pub fn read(mail: &Mail, context: &Context) -> Reading {
    let parts = quoting::split(&mail.text, &mail.subject);
    let reference = reference(mail, context);
    let mut reading = Reading::empty(context.role);
    reading.automatic.clone_from(&mail.automatic);
    reading.forwarded = forwarded::find(mail, parts.forwarded.as_ref(), context, reference);
    reading.own_text = parts.own;
    reading.signature = parts.signature;
    reading.quoted_text = parts.quoted;
    let own = reading.own_text.as_str();
    let spoken = if own.trim().is_empty() {
        mail.base_subject.as_str()
    } else {
        own
    };
    reading.language = language::of(spoken);
    let folded = dates::fold::Folded::new(own);
    let tokens = dates::tokens::Text::new(folded.as_str());
    reading.dates = dates::find_in(&folded, &tokens, reference);
    reading.money = money::find_in(&folded, &tokens);
    let files = invoice_files::of(&mail.attachments).into_iter();
    let mut named: Vec<String> = files.map(|(_, file)| file.number.clone()).collect();
    let written = numbers::find_in(&folded, &tokens);
    for more in [written, numbers::find(&mail.base_subject)]
        .into_iter()
        .chain(
            mail.attachments
                .iter()
                .filter(|a| !a.inline && a.invoice.is_none())
                .map(|a| numbers::in_file_name(&a.name)),
        )
    {
        for number in more {
            if !named.iter().any(|n| n.eq_ignore_ascii_case(&number)) {
                named.push(number);
            }
        }
    }
    reading.invoice_numbers = named;
    let day = reference.date_naive();
    let letter_money;
    let money_seen = if reading.money.is_empty() {
        letter_money = money::find(&mail.base_subject);
        &letter_money
    } else {
        &reading.money
    };
    if mail.automatic.is_some() {
        reading.reply = Reply::Automatic;
        return reading;
    }
    // An answer that hands an invoice back names its number; how much was paid, only words say.
    let answers = !mail.in_reply_to.is_empty() || !mail.references.is_empty();
    let sentences = clauses::sentences(own);
    let opens = opening::find(&Letter {
        own,
        sentences: &sentences,
        subject: &mail.base_subject,
        attachments: &mail.attachments,
        dates: &reading.dates,
        money: money_seen,
        numbers: &reading.invoice_numbers,
        day,
    });
    // An answer under an invoice's subject that says nothing of it asks for nothing.
    let fresh = !answers && same(&mail.subject, &mail.base_subject);
    reading.opens = opens.filter(|o| fresh || !opening::is_by_subject(o, own, mail));
    if money_seen.is_empty() && !answers {
        reading.money = invoice_files::money(&mail.attachments);
    }
    let find = if context.role == Role::Team && commands::stays_inside(mail) {
        commands::find_among_us
    } else {
        commands::find
    };
    (reading.commands, reading.refused) = find(own, reference);
    let subject_dates;
    let said_dates = if own.trim().is_empty() {
        subject_dates = dates::find(&mail.base_subject, reference);
        &subject_dates
    } else {
        &reading.dates
    };
    let ahead: Vec<DateSeen> = said_dates
        .iter()
        .filter(|seen| may_be_promised(seen, day))
        .cloned()
        .collect();
    let (signals, reply) = reply::judge(&Said {
        own,
        sentences: &sentences,
        subject: &mail.base_subject,
        fresh_subject: fresh,
        quoted: &reading.quoted_text,
        whole: &mail.text,
        attachments: &mail.attachments,
        forwards: parts.forwarded.is_some(),
        dates: &ahead,
    });
    reading.signals = signals;
    reading.reply = reply;
    if context.role == Role::Team {
        owners_words(&mut reading, fresh, day);
    }
    // "done 1" is the team's language: what a client means by it, only a person can say.
    let borrowed =
        context.role.is_outside() && reading.commands.iter().any(|c| !c.items.is_empty());
    if mail.parts_disagree || !mail.cut.is_empty() || borrowed {
        doubt(&mut reading);
    }
    reading
}

/// Days ahead beyond which a day without its year was one gone by: "you charged us on 10/2", read as
/// the next one because a date alone is.
const FAR: i64 = 183;
/// The same for a feast named instead of a day: "after Christmas" in August puts off and promises nothing.
const FAR_FEAST: i64 = 120;

/// Whether a day a client names may be one he promises: not one gone by.
pub(super) fn may_be_promised(seen: &DateSeen, today: chrono::NaiveDate) -> bool {
    let ahead = seen.date.signed_duration_since(today).num_days();
    let with_year = || seen.text.contains(&seen.date.format("%Y").to_string());
    let near = || ahead <= FAR_FEAST || ahead <= FAR && !dates::is_feast(&seen.text);
    ahead >= 0 && (near() || with_year())
}

/// A member owes nothing and so neither promises nor disputes: of his words only thanks, receipt of
/// the thing or the money, calling it off and a granted day count (product.md 2). A mail that starts
/// a thread and asks for something answers nobody.
fn owners_words(reading: &mut Reading, fresh: bool, day: chrono::NaiveDate) {
    reading.signals.clear();
    if reading.reply == Reply::None {
        return;
    }
    let asks = fresh && reading.opens.is_some();
    let mut dates = reading.dates.clone();
    let said = owner::read(&reading.own_text, &mut dates, day);
    // A credit note names the invoice it is about.
    if asks && said.reply != Reply::Part {
        reading.reply = Reply::Unclear;
        return;
    }
    if !asks {
        reading.dates = dates;
    }
    reading.reply = said.reply;
    let kind = match said.reply {
        Reply::Payment => SignalKind::Payment,
        Reply::Part => SignalKind::Part,
        Reply::Decline => SignalKind::Decline,
        Reply::Acknowledged => SignalKind::Acknowledged,
        _ => return,
    };
    reading.signals.push(Signal {
        kind,
        date: None,
        evidence: Evidence::new("", None, &said.words).words,
        confidence: 0.8,
    });
}

fn same(subject: &str, base: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    folded(subject) == folded(base)
}

/// What was cut off or hidden could say the opposite: nothing may close on such a mail.
pub(super) fn doubt(reading: &mut Reading) {
    reading.signals.retain(|s| {
        !matches!(
            s.kind,
            SignalKind::Delivered | SignalKind::Payment | SignalKind::Part
        )
    });
    // The last part may be the whole.
    if matches!(
        reading.reply,
        Reply::Delivered | Reply::Payment | Reply::Part
    ) {
        reading.reply = Reply::Unclear;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    fn context() -> Context {
        Context {
            role: Role::Unknown,
            zone: chrono_tz::Tz::Asia__Shanghai,
            arrival: None,
            fallback: DateTime::parse_from_rfc3339("2026-11-17T09:00:00+08:00").expect("time"),
        }
    }

    fn said(text: &str) -> Reading {
        let mail = Mail {
            text: text.to_owned(),
            subject: "Re: logo".into(),
            base_subject: "logo".into(),
            ..Mail::default()
        };
        read(&mail, &context())
    }

    #[test]
    fn the_mails_date_counts_unless_far_from_its_arrival() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("time");
        let arrival = at("2026-11-17T09:00:00+08:00").to_utc();
        for (date, want) in [
            ("2026-11-16T20:00:00-05:00", "2026-11-16T20:00:00-05:00"),
            ("2026-11-01T09:00:00+01:00", "2026-11-17T09:00:00+08:00"),
            ("2026-11-19T09:00:00+01:00", "2026-11-17T09:00:00+08:00"),
        ] {
            let mail = Mail {
                date: Some(at(date)),
                ..Mail::default()
            };
            let context = Context {
                arrival: Some(arrival),
                ..context()
            };
            assert_eq!(
                reference(&mail, &context).to_rfc3339(),
                at(want).to_rfc3339(),
                "{date}"
            );
        }
    }

    #[test]
    fn a_mail_cut_or_with_two_faces_closes_nothing() {
        let mut mail = Mail {
            text: "The logo is attached.".into(),
            ..Mail::default()
        };
        assert_eq!(read(&mail, &context()).reply, Reply::Delivered);
        mail.parts_disagree = true;
        assert_eq!(read(&mail, &context()).reply, Reply::Unclear);
        mail.parts_disagree = false;
        mail.cut = vec!["text".into()];
        assert_eq!(read(&mail, &context()).reply, Reply::Unclear);
    }

    #[test]
    fn a_day_gone_by_is_not_promised() {
        let day = |text: &str| {
            let promised = said(text).signals;
            promised.iter().find_map(|s| s.date).map(|d| d.to_string())
        };
        for (text, want) in [
            (
                "You charged our card on 2 October for the whole thing.",
                None,
            ),
            ("The value date was 01.11.2026.", None),
            ("We changed our name on 1 January, please reissue it.", None),
            ("昨天下班前财务说已经放出去了。", None),
            ("We will pay on 2 October 2027.", Some("2027-10-02")),
            ("We will pay on 20 November.", Some("2026-11-20")),
            ("我们下周三付款。", Some("2026-11-25")),
            (
                "The bookkeeper comes in on Thursday. He will pay it first thing.",
                Some("2026-11-19"),
            ),
            (
                "Between Thursday and 2 December it is hard to say. We will pay it then.",
                None,
            ),
        ] {
            assert_eq!(day(text).as_deref(), want, "{text}: {:?}", said(text));
        }
    }

    #[test]
    fn replies_in_both_languages() {
        for (text, want) in [
            ("The signed form is attached.", Reply::Delivered),
            ("表格已填好，见附件。", Reply::Delivered),
            ("We have not paid this yet.", Reply::Promise),
            ("We will pay next Tuesday.", Reply::Promise),
            ("As agreed with Tom we pay after the fair.", Reply::Promise),
            ("As promised, we pay on Friday.", Reply::Promise),
            ("As promised, the logo.", Reply::Delivered),
            ("下周二付款。", Reply::Promise),
            ("尚未付款，在走流程。", Reply::Promise),
            ("Paid this morning.", Reply::Payment),
            ("款已付，请查收。", Reply::Payment),
            ("Which format do you need?", Reply::Question),
            ("需要什么格式？", Reply::Question),
            ("The amount is wrong, we agreed 400.", Reply::Dispute),
            ("发票金额不对，请重开。", Reply::Dispute),
            ("We cannot share this, it is confidential.", Reply::Decline),
            ("Please stop sending me these mails.", Reply::Stop),
            ("我已经离职了。", Reply::Stop),
            ("Thanks, noted.", Reply::Acknowledged),
            ("收到，谢谢", Reply::Acknowledged),
            (
                "The logo is attached, the photos follow on Friday.",
                Reply::Part,
            ),
            ("Lovely evening here.", Reply::Unclear),
            ("", Reply::Unclear),
        ] {
            assert_eq!(said(text).reply, want, "{text}: {:?}", said(text).signals);
        }
    }

    #[test]
    fn talk_closes_nothing_and_a_plain_delivery_in_a_letter_does() {
        let letter = "Dear Jia,\n\nmany thanks for your patience and for the pleasant visit last week; the whole team enjoyed talking about the new hall with you and with your colleagues. As promised I have uploaded the photos of the site to the shared folder, sorted by building, with the names of the photographers in the file names.\n\nIf anything is missing, do let me know.";
        let talk = "We looked at the driver again and compiled it with the newer kernel. The buffer is provided by the library and updated once a second, here is what the log says: https://docs.client.example/log. After that the samples were added to the queue and everything is done in one thread.";
        for (text, want) in [
            ("老板昨天又改了两道菜，最近店里特别忙。", Reply::Unclear),
            ("陈经理好", Reply::Unclear),
            ("厨房正在装修。", Reply::Unclear),
            (letter, Reply::Delivered),
            ("The plan is done and lies in the folder.", Reply::Delivered),
            (
                "Here is the logo: https://files.client.example/logo.svg",
                Reply::Delivered,
            ),
            (
                "We paid the remaining GBP 4,500.00 this morning.",
                Reply::Payment,
            ),
            ("余款已付清，请查收。", Reply::Payment),
            (
                "今天先付了 15,000 元，余款请再给我们一点时间。",
                Reply::Part,
            ),
        ] {
            assert_eq!(said(text).reply, want, "{text}: {:?}", said(text).signals);
        }
        assert!(!matches!(said(talk).reply, Reply::Delivered | Reply::Part));
    }

    #[test]
    fn who_takes_over_does_not_stop() {
        for (text, want) in [
            (
                "Karen Holt has left our company, I have taken over her projects. Please find the final draft attached.",
                Reply::Delivered,
            ),
            (
                "王倩已离职，现在由我负责这个项目。定稿见附件。",
                Reply::Delivered,
            ),
            (
                "I have left the company, Bob has taken over my projects.",
                Reply::Stop,
            ),
            ("这个项目不由我负责了。", Reply::Stop),
        ] {
            assert_eq!(said(text).reply, want, "{text}: {:?}", said(text).signals);
        }
    }

    #[test]
    fn a_promise_keeps_its_day_across_and() {
        let got = said("I will send you the text and the photos by 29 November.");
        assert_eq!(got.reply, Reply::Promise);
        let date = got.signal(SignalKind::Promise).and_then(|s| s.date);
        assert_eq!(date, chrono::NaiveDate::from_ymd_opt(2026, 11, 29));
    }

    #[test]
    fn what_comes_after_a_day_is_looked_for_a_week_later() {
        for (text, day) in [
            ("You get everything after 29 November.", 6),
            ("We will send it the day after 29 November.", 30),
            ("资料11月29日之后给您。", 6),
            ("资料11月29日给您。", 29),
        ] {
            let date = said(text).signal(SignalKind::Promise).and_then(|s| s.date);
            let got = date.map(|d| chrono::Datelike::day(&d));
            assert_eq!(got, Some(day), "{text}");
        }
    }

    #[test]
    fn a_members_opening_mail_answers_nothing() {
        let mut mail = Mail {
            text: "Hi Bo, the draft is attached. Could you send us your corrections?".into(),
            subject: "Draft".into(),
            base_subject: "Draft".into(),
            ..Mail::default()
        };
        let context = Context {
            role: Role::Team,
            ..context()
        };
        let got = read(&mail, &context);
        assert!(got.opens.is_some());
        assert_eq!((got.signals.len(), got.reply), (0, Reply::Unclear));
        mail.subject = "Re: Draft".into();
        mail.text = "Thanks, received.".into();
        assert_eq!(read(&mail, &context).reply, Reply::Acknowledged);
        mail.text = "The whole thing is cancelled, please ignore it.".into();
        assert_eq!(read(&mail, &context).reply, Reply::Decline);
    }

    proptest::proptest! {
        #[test]
        fn no_text_stalls_or_panics(text in "(\\PC|\n){0,200}") {
            let _ = said(&text);
        }
    }

    #[test]
    fn answers_in_a_forwarded_mail_are_not_the_forwarders() {
        let answered = "> Which size shall it be?\nA4\n> Which paper?\nRecycled";
        assert_eq!(said(answered).reply, Reply::Delivered);
        let forward = format!(
            "Lovely evening here.\n\n---------- Forwarded message ---------\nFrom: Bo Li <bo@client.example>\nDate: Mon, 16 Nov 2026 at 10:00\nSubject: logo\nTo: Ana <ana@agency.example>\n\n{answered}\n"
        );
        let reading = said(&forward);
        assert!(reading.forwarded.is_some());
        assert_ne!(reading.reply, Reply::Delivered, "{:?}", reading.signals);
    }
}
