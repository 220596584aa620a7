//! What a reply that seems to say "paid" really says of it: that it is sure, that money went, what was
//! kept back.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::signals::{self, Fact, Mark};
use super::vocabulary::Class;
use super::{words_en, words_zh};
use crate::model::{Attachment, MoneySeen, Reading, Reply};

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::paying::$name, words_zh::paying::$name));
    };
}
class!(GUESS);
class!(LOOKS);
class!(PAYS);
class!(WENT);
class!(ADVICE);
class!(BUT);
class!(LESS);
class!(ARRIVES);
class!(BESIDES);
class!(NO_LESS);
class!(HALF);
class!(ANOTHER_HALF);
class!(SEVERAL);
class!(ADVISES);

/// Whether the payment is a guess of the writer's: "I think we paid that", 应该付了吧.
#[must_use]
pub fn guesses_paid(reading: &Reading) -> bool {
    let sentences = clauses::sentences(&reading.own_text);
    let marks = signals::marks(&sentences, &reading.dates);
    is_guess(&sentences, &marks)
}

/// The same of an answer that is being read.
pub(super) fn is_guess(sentences: &[Sentence], marks: &[Mark]) -> bool {
    // "We paid on Monday, I think you have it": the payment is no guess.
    let guessed_at = |s: usize, c: usize| {
        let clauses = sentences.get(s).map(|s| s.clauses.as_slice());
        let clauses = clauses.unwrap_or_default().iter();
        clauses
            .take(c.saturating_add(1))
            .any(|c| is_guessed(&c.plain))
    };
    let mut paid = marks.iter().filter(|m| m.fact == Fact::Paid);
    let sure = paid.any(|m| !guessed_at(m.at.0, m.at.1));
    let mut clauses = sentences.iter().flat_map(|s| &s.clauses);
    let guessed = clauses.any(|c| is_guessed(&c.plain) && PAYS.is(&c.plain));
    guessed && (!sure || sentences.iter().any(|s| LOOKS.is(&s.plain)))
}

/// A clause that guesses, and at more than when the money arrives: 估计明天到账.
fn is_guessed(plain: &str) -> bool {
    if !GUESS.is(plain) {
        return false;
    }
    let arrives = ARRIVES.all(plain);
    let mut rest = plain.to_owned();
    for hit in arrives.iter().rev() {
        rest.replace_range(hit.clone(), " ");
    }
    arrives.is_empty() || PAYS.is(&rest)
}

/// Whether words speak of paying, or of the advice of a payment.
#[must_use]
pub fn tells_of_paying(words: &str) -> bool {
    let plain = clauses::fold(words);
    PAYS.is(&plain) || ADVICE.is(&plain)
}

/// The words by which a mail calls itself the advice of a payment; `None` if it does not.
#[must_use]
pub fn advises_payment(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim);
    let line = lines.find(|line| ADVISES.is(&clauses::fold(line)))?;
    Some(line.to_owned())
}

/// Whether one of the files is by its name the advice of a payment.
#[must_use]
pub fn is_advised(attachments: &[Attachment]) -> bool {
    attachments.iter().filter(|a| !a.inline).any(|a| {
        let name = clauses::fold(&a.name).replace(['_', '-', '.'], " ");
        ADVICE.is(&name) || PAYS.is(&name)
    })
}

/// Whether a clause says that half of it is paid, and no more than that half.
#[must_use]
pub fn half_is_paid(reading: &Reading) -> bool {
    let sentences = clauses::sentences(&reading.own_text);
    let marks = signals::marks(&sentences, &reading.dates);
    let halves = |m: &Mark| {
        let plain = clauses::fold(&m.words);
        HALF.is(&plain) && !ANOTHER_HALF.is(&plain)
    };
    let paid: Vec<&Mark> = marks.iter().filter(|m| m.fact == Fact::Paid).collect();
    // Of several invoices nobody can tell which half.
    let several = SEVERAL.is(&clauses::fold(&reading.own_text));
    reading.reply == Reply::Part && matches!(paid.as_slice(), [one] if halves(one)) && !several
}

/// A sum that was kept back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The sum.
    pub sum: MoneySeen,
    /// All else is said to be paid ("everything except"); otherwise something was taken off ("less
    /// bank charges").
    pub all_else: bool,
}

/// The sums that stand behind words which leave them out of what was paid.
#[must_use]
pub fn money_kept(reading: &Reading) -> Vec<Kept> {
    let mut out = Vec::new();
    for sentence in clauses::sentences(&reading.own_text) {
        let plain = sentence.plain.as_str();
        let place = |class: &Class| class.all(plain).into_iter().next().map(|range| range.start);
        let but = place(&BUT).filter(|_| !BESIDES.is(plain));
        let less = place(&LESS).filter(|_| !NO_LESS.is(plain));
        let Some(start) = but.or(less) else { continue };
        for seen in &reading.money {
            let text = clauses::fold(seen.text.trim());
            let Some(at) = plain.find(&text) else {
                continue;
            };
            // The next clause speaks of something else: "except the costs, EUR 900 went out".
            let between = plain.get(start..at).unwrap_or_default();
            let far = between.contains([';', ':']) || WENT.is(between);
            if at > start && !far {
                out.push(Kept {
                    sum: seen.clone(),
                    all_else: but.is_some(),
                });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::{Context, read};
    use crate::model::{Mail, Role};

    fn reading(text: &str) -> Reading {
        let mail = Mail {
            text: text.to_owned(),
            subject: "Re: Invoice SN-204".into(),
            base_subject: "Invoice SN-204".into(),
            ..Mail::default()
        };
        let now = chrono::DateTime::parse_from_rfc3339("2026-11-17T09:00:00+08:00").expect("time");
        let context = Context {
            role: Role::Client,
            zone: chrono_tz::Tz::Asia__Shanghai,
            arrival: None,
            fallback: now,
        };
        read(&mail, &context)
    }

    #[test]
    fn an_advice_calls_itself_one() {
        for (text, want) in [
            ("Remittance advice no. 4711", true),
            ("Payment advice for supplier 300", true),
            ("Notification of payment", true),
            ("We have initiated a transfer of EUR 90.00", true),
            ("付款通知：发票KR-7", true),
            ("Your mail has reached our accounts payable", false),
            (
                "We received your invoice KR-7 and will process its payment",
                false,
            ),
            ("已收到您的邮件，付款请联系财务", false),
        ] {
            assert_eq!(super::advises_payment(text).is_some(), want, "{text}");
        }
    }

    #[test]
    fn a_guess_is_no_payment() {
        for (text, guess) in [
            ("I think we paid that one already. Let me check.", true),
            ("I believe this has been paid.", true),
            ("It was probably paid last week, I will look it up.", true),
            ("Probably paid, I would have to look.", true),
            ("大概已经付了。", true),
            (
                "I believe you should have the money by now, we paid on Friday.",
                false,
            ),
            (
                "It probably arrives on your account tomorrow, we paid today.",
                false,
            ),
            ("估计明天到账，款今天已付。", false),
            ("可能您没看到，我们周一已经付款了。", false),
            ("应该付了吧。", true),
            ("好像已经付过了，我查一下。", true),
            ("We paid it on Monday.", false),
            (
                "We paid it on Monday, I think you should have it by now.",
                false,
            ),
            (
                "The transfer went out yesterday and should be with you on Friday.",
                false,
            ),
            ("已付款，应该明天到账。", false),
        ] {
            assert_eq!(guesses_paid(&reading(text)), guess, "{text}");
        }
    }

    #[test]
    fn half_of_it_is_a_sum() {
        for (text, half) in [
            (
                "We paid half on Monday, the rest goes out on 27 November.",
                true,
            ),
            (
                "We paid 50% yesterday, the remainder follows on Friday.",
                true,
            ),
            (
                "Half the amount was transferred on Monday, the rest follows.",
                true,
            ),
            ("一半已经打过去了，另一半月底付。", true),
            ("We paid more than half on Monday, the rest follows.", false),
            ("We paid on your behalf, the rest follows.", false),
            ("We paid a part at half past nine, the rest follows.", false),
            (
                "We paid a part in the first half of November, the rest follows.",
                false,
            ),
            (
                "We paid the half-year fee on Monday, the rest follows.",
                false,
            ),
            ("网站做了一半，我们付了一部分，余款月底付。", false),
            ("一半以上已付，余款月底付。", false),
            ("首付的一半已付，余款月底付。", false),
            ("We paid half of the two invoices, the rest follows.", false),
            ("We will pay half on Monday.", false),
            ("We paid a part on Monday, half of our team is ill.", false),
            (
                "Half was paid on Monday, and EUR 100 was transferred today, the rest follows.",
                false,
            ),
        ] {
            assert_eq!(half_is_paid(&reading(text)), half, "{text}");
        }
    }

    #[test]
    fn what_was_kept_back_is_told_from_what_was_paid() {
        for (text, kept) in [
            (
                "We have paid everything except the travel costs of EUR 80.00.",
                vec![("80.00", true)],
            ),
            (
                "All paid apart from EUR 80.00 for the prints.",
                vec![("80.00", true)],
            ),
            (
                "Paid in full less bank charges of EUR 15.00.",
                vec![("15.00", false)],
            ),
            ("除了差旅费80元，其他都付了。", vec![("80.00", true)]),
            ("扣了200元质保金，其余已付。", vec![("200.00", false)]),
            ("We paid EUR 500.00 today.", vec![]),
            (
                "Apart from the EUR 80.00 of May we have also paid EUR 300.00.",
                vec![],
            ),
            ("We paid no less than EUR 500.00 on Monday.", vec![]),
            ("That is more or less EUR 500.00, paid on Monday.", vec![]),
            ("除了上周的80元，今天还付了300元。", vec![]),
            ("没有扣款，500元全付了。", vec![]),
            ("已付500元，请查收。", vec![]),
            ("We paid EUR 500.00, but the rest takes a while.", vec![]),
        ] {
            let found = money_kept(&reading(text));
            let found: Vec<(String, bool)> = found
                .iter()
                .map(|k| (format!("{:.2}", k.sum.value), k.all_else))
                .collect();
            let kept: Vec<(String, bool)> = kept
                .iter()
                .map(|(sum, all)| ((*sum).to_owned(), *all))
                .collect();
            assert_eq!(found, kept, "{text}");
        }
    }

    #[test]
    fn a_file_is_an_advice_by_its_own_name() {
        let file = |name: &str| Attachment {
            invoice: None,
            name: name.to_owned(),
            media_type: "application/pdf".into(),
            size: 1,
            hash: String::new(),
            inline: false,
        };
        for (name, advice) in [
            ("payment_confirmation.pdf", true),
            ("remittance-advice.pdf", true),
            ("银行回单.jpg", true),
            ("INV-2026-0012-comments.pdf", false),
            ("INV-2026-0012-signed.pdf", false),
            ("scan.pdf", false),
        ] {
            assert_eq!(is_advised(&[file(name)]), advice, "{name}");
        }
        assert!(tells_of_paying(
            "Please find the remittance advice attached."
        ));
        assert!(tells_of_paying("已打款，回单见附件。"));
        assert!(!tells_of_paying("See our remarks in the attached PDF."));
    }
}
