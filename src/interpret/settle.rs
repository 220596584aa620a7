//! The reading after the words were weighed: what the rules of [`super::reply`] say is one weight among them.

use chrono::NaiveDate;

use super::clauses::{self, Sentence};
use super::data_answer;
use super::learnt;
use super::payee;
use super::paying;
use super::reply::{Loose, Said, View, of, signal};
use super::ruling::ends_all;
use super::signals::Fact;
use super::unsettled;
use super::vocabulary::{Heard, WORDS};
use crate::model::{DateRole, DateSeen, Reply, Signal, SignalKind};

/// How much less likely, as a logarithm, a reading that closes counts than the others: a close that
/// was none costs more than an answer that waits for a word. Chosen by five-fold runs over the answers.
const CLOSING: f32 = 1.0;
/// The same where the rules see no close.
const CLOSING_ALONE: f32 = 3.0;

/// How much likelier another reading must be than a stop or a dispute that the rules see: a missed one
/// nags somebody who said no.
const GRAVE: f32 = 1.5;

/// Share a reading must have where the rules see none: below it nobody can tell.
const DOUBT: f32 = 0.5;

/// Share a dispute that no rule sees must have of all readings: it tells the escalation contact of a
/// quarrel. Below it the owner is asked.
const GRAVE_ALONE: f32 = 0.6;

/// Everything an answer is weighed by, as keys of the network: what the teaching learns
/// from. `subject` and `text` as they came.
#[must_use]
pub fn lesson(subject: &str, text: &str) -> Vec<String> {
    let sentences = clauses::sentences(text);
    let said = bare(subject, text, &sentences);
    let view = View::of(text, &said);
    let (_, ruled) = view.weigh(&said);
    let mut keys = view.facts(ruled);
    learnt::each_word(&view.weighed(), &mut |_, key| keys.push(key.to_owned()));
    keys.sort();
    keys.dedup();
    keys
}

/// An answer of nothing but words.
fn bare<'a>(subject: &'a str, text: &'a str, sentences: &'a [Sentence]) -> Said<'a> {
    Said {
        sentences,
        own: text,
        subject,
        fresh_subject: false,
        quoted: "",
        whole: text,
        attachments: &[],
        forwards: false,
        dates: &[],
    }
}

impl View<'_> {
    /// What the rules found, as keys of the network.
    fn facts(&self, ruled: Reply) -> Vec<String> {
        let mut out = vec![format!("{}rule:{ruled:?}", learnt::FACT)];
        let mut put = |key: &str| out.push(format!("{}{key}", learnt::FACT));
        for mark in &self.marks {
            put(&format!("{:?}", mark.fact));
        }
        if let Some(last) = self.marks.last() {
            put(&format!("last:{:?}", last.fact));
        }
        if let Some(first) = self.marks.first() {
            put(&format!("first:{:?}", first.fact));
        }
        for (key, there) in [
            ("money", self.money()),
            ("own-money", self.any(Heard::money_talk)),
            ("partial", self.any(Heard::partial)),
            ("whole", self.any(Heard::whole)),
            ("except", self.any(Heard::except)),
            ("rest-settled", self.any(Heard::rest_settled)),
            ("condition", self.any(Heard::condition)),
            ("asks", self.sentences.iter().any(|s| s.asks)),
        ] {
            if there {
                put(key);
            }
        }
        out
    }

    /// The sentences without greetings, one a line.
    fn weighed(&self) -> String {
        let mut out = String::new();
        for sentence in self.spoken() {
            out.push_str(&sentence.words);
            out.push_str(if sentence.asks { "?\n" } else { "\n" });
        }
        out
    }

    fn spoken(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(|s| !s.heard().greeting())
    }

    /// Something is plainly handed over.
    fn hands_over(&self) -> bool {
        self.marks
            .iter()
            .any(|m| m.fact == Fact::Given && WORDS.firm.is(&clauses::fold(&m.words)))
    }

    /// "Attached." and nothing more.
    fn bare(&self) -> bool {
        let words = |s: &Sentence| {
            s.plain.split_whitespace().count() <= 2
                && s.plain.chars().count() <= 16
                && s.plain.is_ascii()
        };
        self.spoken().count() == 1 && self.spoken().all(words)
    }

    /// All that is said to be paid went to somebody else. Whom the mail answers and greets, its own
    /// side is.
    fn pays_another(&self, said: &Said<'_>) -> bool {
        let mut paid = self
            .marks
            .iter()
            .filter(|m| m.fact == Fact::Paid)
            .peekable();
        if paid.peek().is_none() {
            return false;
        }
        let mut known = clauses::fold(&format!("{}\n{}", said.subject, said.quoted));
        for greeting in self.sentences.iter().filter(|s| s.heard().greeting()) {
            known.push_str(&greeting.plain);
        }
        paid.all(|mark| {
            self.sentences
                .get(mark.at.0)
                .is_some_and(|s| payee::is_another(s, &known))
        })
    }

    /// The reading after the words were weighed. A close must be sure; else it is unclear, or the
    /// reading that is as likely and only holds.
    pub(super) fn settle(
        &self,
        text: &str,
        said: &Said<'_>,
        ruled: Reply,
        kinds: &mut Vec<Signal>,
    ) -> Reply {
        let greets = self.sentences.iter().all(|s| s.heard().greeting());
        // Data that answer the quoted questions say nothing by their words.
        let told = matches!(ruled, Reply::Delivered | Reply::Part)
            && data_answer::find(said, &self.sentences).is_some();
        if self.loose == Loose::Discussion || greets || told {
            return ruled;
        }
        let closes = |r: Reply| matches!(r, Reply::Delivered | Reply::Payment);
        let scale = learnt::weigh(&self.weighed(), &self.facts(ruled));
        let first = scale.heaviest(|r| match r {
            Reply::Stop if self.succeeds() => f32::NEG_INFINITY,
            // The paper that says why nothing comes neither settles nor is a part.
            Reply::Part | Reply::Delivered | Reply::Payment if ruled == Reply::Decline => {
                f32::NEG_INFINITY
            }
            _ if closes(r) => {
                scale.of(r)
                    - if closes(ruled) {
                        CLOSING
                    } else {
                        CLOSING_ALONE
                    }
            }
            _ => scale.of(r),
        });
        // "Nobody told me whether it was paid": what the rules did not take for done is negated.
        let denied = || {
            let spoken = scale
                .sentence_for(first)
                .and_then(|at| self.spoken().nth(at));
            spoken.is_some_and(|s| WORDS.undoes.is(&s.plain))
        };
        // "The payment went out but the bank recalled it": only a person can tell where it is.
        let elsewhere = self.pays_another(said);
        let shaken = elsewhere
            || self.any(|h| h.reversed() || h.doubted())
            || closes(first)
                && (paying::is_guess(&self.sentences, &self.marks)
                    || unsettled::is_unsettled(&self.sentences, &self.marks));
        let reply = if elsewhere && first == Reply::Part {
            Reply::Unclear
        } else if closes(first) && (shaken || !closes(ruled) && denied()) {
            if closes(ruled) { Reply::Unclear } else { ruled }
        } else if matches!(ruled, Reply::Stop | Reply::Dispute)
            && scale.of(first) - scale.of(ruled) < GRAVE
        {
            ruled
        } else if first == Reply::Dispute
            && !matches!(ruled, Reply::Stop | Reply::Dispute)
            && scale.share(first) < GRAVE_ALONE
        {
            Reply::Unclear
        } else if closes(ruled) && first == Reply::Unclear && self.hands_over() && self.bare() {
            ruled
        } else if ruled == Reply::Unclear && scale.share(first) < DOUBT {
            Reply::Unclear
        } else if first == Reply::Acknowledged && ruled == Reply::Question {
            // "We have not seen any invoice" waits for the team, not for the client.
            ruled
        } else if first == Reply::Part && closes(ruled) && self.any(|h| ends_all(h)) {
            // What is left was settled: it is a part no more.
            ruled
        } else if first == Reply::Decline && ruled == Reply::Part && self.hands_over() {
            // "We cannot send the plan. The logos are attached."
            ruled
        } else {
            first
        };
        if !closes(reply) {
            // What was not sure enough to close is told as such.
            for signal in kinds.iter_mut() {
                if matches!(signal.kind, SignalKind::Delivered | SignalKind::Payment) {
                    signal.confidence = signal.confidence.min(0.5);
                }
            }
        }
        if kinds.iter().all(|s| s.kind != of(reply)) && reply != Reply::Unclear {
            let words = scale
                .sentence_for(reply)
                .and_then(|at| self.spoken().nth(at))
                .map_or(text, |s| s.words.as_str());
            let day = said
                .dates
                .iter()
                .rfind(|seen| reply == Reply::Promise && words.contains(seen.text.trim()))
                .map(|seen| seen.date);
            let sure = scale.share(reply).clamp(0.5, 0.9);
            kinds.push(signal(of(reply), words, day, sure));
        }
        if reply == Reply::Promise {
            lend_day(kinds, said.dates);
        }
        reply
    }
}

/// "It is Monday's first job. You will have it then": a promise without a day has the only one the
/// mail names. Of several days nobody can tell which.
fn lend_day(kinds: &mut [Signal], dates: &[DateSeen]) {
    let mut promises = kinds
        .iter_mut()
        .filter(|s| s.kind == SignalKind::Promise)
        .peekable();
    let mut days: Vec<NaiveDate> = dates
        .iter()
        .filter(|seen| seen.role != DateRole::Absence)
        .map(|seen| seen.date)
        .collect();
    days.dedup();
    if let [day] = days[..]
        && let Some(promise) = promises.next()
        && promise.date.is_none()
        && promises.peek().is_none()
    {
        promise.date = Some(day);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::reply::judge;

    fn said(subject: &str, text: &str) -> (Vec<Signal>, Reply) {
        let sentences = clauses::sentences(text);
        judge(&bare(subject, text, &sentences))
    }

    const REQUEST: &str = "Re: Material for the annual report";
    const INVOICE: &str = "Re: Invoice 4410";

    #[test]
    fn nothing_that_is_still_to_happen_closes() {
        for text in [
            "Half of the EUR 4,500 is approved, the rest needs the second signature.",
            "The transfer is set up and waits for the release by our director.",
            "Once your bank details are confirmed the money goes out the same day.",
            "I would have sent the drawings by now if the server were up.",
            "Did the payment reach you? Our bank says it was returned.",
            "Nobody has told me whether it was paid.",
            "The files are almost ready, one last look tomorrow.",
            "We never received this invoice, please send it again.",
            "这笔款财务说流程走完就能付，大概下周。",
            "材料我这边整理得差不多了，还差盖章。",
            "如果发票没问题我们马上打款。",
            "还没收到发票原件，收到后安排付款。",
            "款项被银行退回来了，请核对账号。",
            "老板 approve 了我就发给你 the final version。",
            "I never sent the logo.",
            "We have not uploaded anything, sorry.",
            "We sent nothing.",
            "We have paid none of it.",
            "We have paid no such invoice.",
            "The draft is approved by nobody.",
            "附件发不出去。",
            "It should have been paid.",
            "We should have paid this in May.",
            "Finance should have sent the money.",
            "He'd have paid it.",
            "The payment went out on Monday but the bank reversed it.",
            "The transfer was made on Friday but came back.",
            "We had paid it, but stopped the transfer.",
            "We have paid your competitor.",
            "We paid Bright Ltd last week.",
            "The full amount was transferred to Kessler GmbH on Monday.",
            "我们付给了鸿远公司。",
            "款已打给鸿远科技有限公司，请知悉。",
            "I doubt that it has been paid.",
            "You say it was paid.",
            "Attached is the old logo, do not use it.",
            "付款凭证见附件，但银行显示交易失败。",
            "款已付错账户，正在追回。",
            "本以为付了，其实没有。",
            "已发，但被退信。",
            "附件是旧版，勿用。",
            "You will have it all on 24 March.",
            "You'll have them next week.",
        ] {
            for subject in [REQUEST, INVOICE] {
                let (signals, reply) = said(subject, text);
                let closes = matches!(reply, Reply::Delivered | Reply::Payment);
                assert!(!closes, "{text} ({subject}): {reply:?} {signals:?}");
            }
        }
    }

    #[test]
    fn what_the_rules_plainly_see_stays() {
        for (text, want) in [
            (
                "Many thanks for all the lovely work, everything arrived. Please stop sending me these mails.",
                Reply::Stop,
            ),
            (
                "The logo is attached and the texts were sent yesterday. I no longer work for the museum, please remove me from your list.",
                Reply::Stop,
            ),
            (
                "Thank you for the reminder. The amount is wrong, we agreed 400.",
                Reply::Dispute,
            ),
            ("感谢提醒。发票金额不对，请重开。", Reply::Dispute),
            (
                "Please find the signed contract attached.",
                Reply::Delivered,
            ),
            ("合同已签字盖章，扫描件见附件。", Reply::Delivered),
        ] {
            assert_eq!(said(REQUEST, text).1, want, "{text}");
        }
    }

    #[test]
    fn words_alone_end_no_mail_to_a_contact() {
        for text in [
            "Please send the next draft to the printer, not to me.",
            "请只发这两个邮箱：print@client.example 和 art@client.example",
            "My colleague is on holiday, I am reading her mail.",
            "The logo was sent to the wrong address.",
            "Payment was sent to the wrong account, we are recalling it.",
            "资料已发错人了。",
        ] {
            assert_ne!(said(REQUEST, text).1, Reply::Stop, "{text}");
        }
    }

    #[test]
    fn what_is_refused_and_what_is_handed_over() {
        for (text, want) in [
            (
                "We won't send the brand book, but here are the logos.",
                Reply::Part,
            ),
            (
                "We will not provide the source files. The final logos are attached.",
                Reply::Part,
            ),
            ("品牌手册不能给，但logo见附件。", Reply::Part),
            (
                "We can't give you the price list, attached is our policy on that.",
                Reply::Decline,
            ),
            (
                "We have to decline. Please find the signed refusal attached.",
                Reply::Decline,
            ),
            (
                "The project is cancelled, the cancellation letter is attached.",
                Reply::Decline,
            ),
            ("品牌手册我们不提供，附件是公司保密规定。", Reply::Decline),
            ("项目取消了，取消通知见附件。", Reply::Decline),
        ] {
            assert_eq!(said(REQUEST, text).1, want, "{text}");
        }
    }

    #[test]
    fn a_payment_of_the_rest_is_one_of_all() {
        for (text, want) in [
            (
                "The remaining EUR 1,300.00 was paid yesterday.",
                Reply::Payment,
            ),
            ("剩余的1,300.00元昨天已付。", Reply::Payment),
            ("余款人民币 1,300.00 元昨天已转账。", Reply::Payment),
            (
                "EUR 500 was paid, the remaining EUR 1,300.00 follows on Friday.",
                Reply::Part,
            ),
            (
                "The deposit was paid, the remaining 1,300.00 is not paid.",
                Reply::Part,
            ),
        ] {
            assert_eq!(said(INVOICE, text).1, want, "{text}");
        }
        assert_ne!(
            said(INVOICE, "The remaining EUR 1,300.00 is not paid.").1,
            Reply::Payment
        );
        assert_ne!(said(INVOICE, "剩余的1,300.00元还没付。").1, Reply::Payment);
    }

    #[test]
    fn a_thing_not_wanted_is_declined_and_mail_not_wanted_is_a_stop() {
        for (text, want) in [
            (
                "Sorry, we do not want the catalogue any more.",
                Reply::Decline,
            ),
            ("We don't want the leaflets anymore.", Reply::Decline),
            ("We don't need them any longer.", Reply::Decline),
            ("I do not want to get these mails any more.", Reply::Stop),
            ("We don't want any more reminders.", Reply::Stop),
            ("I do not wish to be contacted any longer.", Reply::Stop),
        ] {
            assert_eq!(said(REQUEST, text).1, want, "{text}");
        }
    }

    #[test]
    fn a_part_needs_something_handed_over() {
        for text in [
            "Some of it may follow in spring, some of it may not.",
            "One part is with legal, the other with marketing.",
            "一部分在法务，一部分在市场部。",
        ] {
            assert_ne!(said(REQUEST, text).1, Reply::Part, "{text}");
        }
    }

    #[test]
    fn the_lesson_holds_the_rules_facts_and_the_words() {
        let keys = lesson(INVOICE, "We have paid half. Is that fine?");
        for want in [
            "@rule:Part",
            "@Paid",
            "@partial",
            "@asks",
            "paid",
            "paid half",
        ] {
            assert!(keys.iter().any(|k| k == want), "{want} not in {keys:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_reading_but_unclear_has_its_signal_in_the_words(
            text in "(paid|not|yet|the logo|is attached|will|send|monday|stop|please|wrong|half|thanks|[.?!,\n]|已付|附件|明天|请|不要|吗|。| ){1,24}"
        ) {
            let (signals, reply) = said(REQUEST, &text);
            if !matches!(reply, Reply::Unclear | Reply::None) {
                proptest::prop_assert!(signals.iter().any(|s| s.kind == of(reply)), "{reply:?} {signals:?}");
            }
        }
    }
}
