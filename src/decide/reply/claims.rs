//! Which money a client's words are about: one payment told twice counts once, an instalment is what
//! its name says, and another currency is no amount of this invoice.
#![deny(clippy::arithmetic_side_effects)]

use chrono::{Datelike as _, Days, Month, NaiveDate};
use rust_decimal::Decimal;

use super::Act;
use crate::interpret::{self, Named};
use crate::matching::{names_number, number_key, short_for};
use crate::model::{DateSeen, Instalment, MoneySeen, Payment};

/// Days within which the very same words tell of the same payment.
const SAME_WORDS: i64 = 7;
/// Days a transfer takes: so long before its day an instalment may be meant by a bare "paid".
const AHEAD: u64 = 5;

/// What a client says was paid.
pub(super) enum Claim {
    /// This much, now to be counted.
    Amount(Decimal),
    /// All that is owed.
    Whole,
    /// What was counted before.
    Again,
    /// Nobody can tell from here: why, as a rule code.
    Unclear(&'static str),
}

/// The last day on which a payment of that day may be booked.
fn arrives(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(AHEAD)).unwrap_or(day)
}

impl Act<'_> {
    /// Its words name invoices, and this is none of them.
    fn names_another(&self) -> bool {
        let own = &self.answer.reading.own_text;
        let invoice = self.item.invoice.iter();
        let numbers = invoice.flat_map(|invoice| &invoice.numbers);
        let ours: Vec<String> = numbers.map(|number| number_key(number)).collect();
        let named = self.answer.reading.invoice_numbers.iter();
        let mut named = named
            .filter(|number| names_number(own, number))
            .map(|number| number_key(number))
            .peekable();
        // People leave out the letters and the year of a number.
        let is_ours = |number: &String| ours.iter().any(|o| short_for(o, number));
        !ours.is_empty() && named.peek().is_some() && !named.any(|number| is_ours(&number))
    }

    /// "Your October invoice" where this one was sent or is due in no October and does not name it.
    fn of_another_month(&self) -> bool {
        let Some(month) = interpret::month_of_the_paid(self.answer.reading) else {
            return false;
        };
        let item = &self.item;
        let parts = item.invoice.iter().flat_map(|i| &i.instalments);
        let mut known = std::iter::once(self.desk.client_day(&item.client, item.opened_at).month())
            .chain(std::iter::once(item.due.month()))
            .chain(parts.map(|part| part.due.month()));
        let named = Month::try_from(u8::try_from(month).unwrap_or(0)).is_ok_and(|name| {
            item.subject
                .to_lowercase()
                .contains(&name.name().to_lowercase())
        }) || item.subject.contains(&format!("{month}月"));
        !named && !known.any(|m| m == month)
    }

    /// What the words claim, before what is counted already is looked at.
    pub(super) fn claim(&self, part: bool) -> Claim {
        let Some(invoice) = &self.item.invoice else {
            return Claim::Unclear("how-much-was-paid");
        };
        if self.names_another() || self.of_another_month() {
            return Claim::Unclear("another-invoice");
        }
        let said = |m: &&MoneySeen| m.value > Decimal::ZERO;
        let own = |m: &&MoneySeen| {
            m.currency.is_none() || invoice.currency.is_none() || m.currency == invoice.currency
        };
        let money = &self.answer.reading.money;
        // "All but the travel costs of EUR 80": the sum named is what is left.
        match interpret::money_kept(self.answer.reading).as_slice() {
            [] => {}
            [kept] if kept.all_else && own(&&kept.sum) && said(&&kept.sum) => {
                let left = invoice
                    .balance()
                    .and_then(|b| b.checked_sub(kept.sum.value));
                return match left {
                    Some(paid) if paid > Decimal::ZERO => Claim::Amount(paid),
                    _ => Claim::Unclear("how-much-was-paid"),
                };
            }
            _ => return Claim::Unclear("how-much-was-paid"),
        }
        if let Some(claim) = self.told_apart(part) {
            return claim;
        }
        let mut amounts: Vec<&MoneySeen> = money.iter().filter(said).filter(own).collect();
        // "EUR 500 today, the other EUR 400 in May": only the first is paid.
        let done = interpret::money_paid(self.answer.reading);
        if amounts.iter().any(|m| done.contains(&m.text)) {
            amounts.retain(|m| done.contains(&m.text));
        }
        amounts.sort_by_key(|m| m.value);
        amounts.dedup_by_key(|m| m.value);
        // What is counted already is told again; the other sum is new.
        let new = |m: &&MoneySeen| invoice.payments.iter().all(|p| p.amount != m.value);
        if amounts.len() > 1 && amounts.iter().filter(|m| new(m)).count() == 1 {
            amounts.retain(new);
        }
        // "EUR 500 of the EUR 900".
        if let [one, whole] = amounts.as_slice()
            && part
            && [invoice.total, invoice.balance()].contains(&Some(whole.value))
        {
            return self.amount(one, part);
        }
        match amounts.as_slice() {
            [one] => self.amount(one, part),
            [] if money.iter().any(|m| said(&m)) => Claim::Unclear("paid-in-other-currency"),
            [] if self.another_sum() => Claim::Unclear("how-much-was-paid"),
            [] => self.without_amount(part),
            _ if part => Claim::Unclear("how-much-was-paid"),
            // "The EUR 900 of it are paid, EUR 400 and EUR 500": none of them says it alone.
            _ => match invoice.balance().or(invoice.total) {
                Some(balance) if amounts.iter().any(|m| m.value == balance) => Claim::Whole,
                _ => Claim::Unclear("how-much-was-paid"),
            },
        }
    }

    /// "We paid 2,400 today", and that is neither what is owed nor an instalment of it.
    fn another_sum(&self) -> bool {
        let invoice = self.item.invoice.iter();
        let parts = invoice.clone().flat_map(|i| &i.instalments);
        let mut owed: Vec<Decimal> = parts.map(|part| part.amount).collect();
        owed.extend(invoice.flat_map(|i| [i.total, i.balance()]).flatten());
        let sums = interpret::bare_sums(self.answer.reading);
        let fits = |(sum, thousands): &(Decimal, Option<Decimal>)| {
            owed.contains(sum) || thousands.is_some_and(|sum| owed.contains(&sum))
        };
        !owed.is_empty() && !sums.is_empty() && !sums.iter().all(fits)
    }

    /// "EUR 540 went out on Monday and EUR 300 today": two payments, if none of them is counted yet.
    fn told_apart(&self, part: bool) -> Option<Claim> {
        let invoice = self.item.invoice.as_ref()?;
        let sums = interpret::paid_apart(self.answer.reading);
        let fits = |m: &MoneySeen| {
            m.value > Decimal::ZERO
                && (m.currency.is_none()
                    || invoice.currency.is_none()
                    || m.currency == invoice.currency)
                && invoice.payments.iter().all(|p| p.amount != m.value)
        };
        if sums.len() < 2 || !sums.iter().all(fits) {
            return None;
        }
        let sum: Decimal = sums.iter().map(|m| m.value).sum();
        // "EUR 900 went out on Monday, EUR 500 and EUR 400 of it today" says one thing twice.
        let balance = invoice.balance().or(invoice.total);
        let one_is_all = sums.iter().any(|m| Some(m.value) == balance);
        (!one_is_all).then(|| self.counted(sum, part))
    }

    fn amount(&self, seen: &MoneySeen, part: bool) -> Claim {
        let Some(invoice) = &self.item.invoice else {
            return Claim::Unclear("how-much-was-paid");
        };
        let said = interpret::retold(self.answer.reading, Some(seen));
        let equal: Vec<&Payment> = invoice
            .payments
            .iter()
            .filter(|p| p.amount == seen.value)
            .collect();
        if said.sum && !invoice.payments.is_empty() {
            let paid: Decimal = invoice.payments.iter().map(|p| p.amount).sum();
            return match seen.value.checked_sub(paid) {
                Some(more) if more.is_zero() => Claim::Again,
                Some(more) if more > Decimal::ZERO => self.counted(more, part),
                _ => Claim::Unclear("how-much-was-paid"),
            };
        }
        if equal.is_empty() {
            return self.counted(seen.value, part);
        }
        match (said.before, said.more) {
            (true, false) => Claim::Again,
            (false, true) => self.counted(seen.value, part),
            (true, true) => Claim::Unclear("told-twice-or-paid-twice"),
            (false, false) => self.told(&equal, seen, part),
        }
    }

    /// The same sum as one that is counted, and no word on whether it is the same payment: its day tells.
    fn told(&self, equal: &[&Payment], seen: &MoneySeen, part: bool) -> Claim {
        let doubt = Claim::Unclear("told-twice-or-paid-twice");
        let day = |p: &Payment| self.desk.client_day(&self.item.client, p.at);
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        let Some(last) = equal.iter().map(|p| day(p)).max() else {
            return doubt;
        };
        let soon = today.signed_duration_since(last).num_days() <= SAME_WORDS;
        let words = self.answer.reading.own_text.as_str();
        let same = equal.iter().any(|p| {
            let told = p.evidence.words.trim();
            !told.is_empty() && words.contains(told)
        });
        // Rates are equal by their nature.
        let due = self
            .current_instalment()
            .is_some_and(|i| i.amount == seen.value);
        match self.day_of(seen, today) {
            // A transfer takes days: another who tells of it may name the day the money went.
            Some(paid) if paid > last && (same && soon || paid <= arrives(last)) => doubt,
            Some(paid) if paid > last => self.counted(seen.value, part),
            Some(_) if !due => Claim::Again,
            None if same && soon => Claim::Again,
            None if due && !soon => self.counted(seen.value, part),
            _ => doubt,
        }
    }

    /// The day of a payment, named in the words beside its sum: one gone by, since it was paid.
    fn day_of(&self, seen: &MoneySeen, today: NaiveDate) -> Option<NaiveDate> {
        let own = &self.answer.reading.own_text;
        let amount = own.find(seen.text.trim())?;
        let near = |d: &&DateSeen| own.find(d.text.trim()).map(|at| at.abs_diff(amount));
        let named = self.answer.reading.dates.iter().min_by_key(near)?;
        if named.date <= today {
            return Some(named.date);
        }
        // "On Tuesday" is read as the next one.
        let last = named.date.checked_sub_days(Days::new(7))?;
        (last <= today).then_some(last)
    }

    fn counted(&self, amount: Decimal, part: bool) -> Claim {
        let balance = self
            .item
            .invoice
            .as_ref()
            .and_then(crate::model::Invoice::balance);
        match balance {
            Some(balance) if amount == balance => Claim::Whole,
            Some(balance) if amount > balance => Claim::Unclear("more-than-is-owed"),
            None if !part => Claim::Whole,
            _ => Claim::Amount(amount),
        }
    }

    /// "Paid", and nothing of how much: all of it, or the instalment that is named or due.
    fn without_amount(&self, part: bool) -> Claim {
        let Some(invoice) = &self.item.invoice else {
            return Claim::Unclear("how-much-was-paid");
        };
        let before = interpret::retold(self.answer.reading, None).before;
        if before && invoice.payments.iter().any(|p| !p.confirmed) {
            return Claim::Unclear("told-twice-or-paid-twice");
        }
        let open = self.open_instalments();
        if open.len() < 2 {
            let whole = invoice.total.filter(|_| invoice.payments.is_empty());
            let half = whole.and_then(|total| total.checked_div(Decimal::TWO));
            if let Some(half) = half.filter(|_| interpret::half_is_paid(self.answer.reading)) {
                return self.counted(half.round_dp(2), part);
            }
            return if part {
                Claim::Unclear("how-much-was-paid")
            } else {
                Claim::Whole
            };
        }
        let current = invoice.instalments.len().saturating_sub(open.len());
        let unclear = Claim::Unclear("which-instalment");
        match interpret::instalments_paid(self.answer.reading).as_slice() {
            [Named::All] if open.len() > 2 && interpret::two_of_them(self.answer.reading) => {
                // "Both" of three are the two that are due, if two are.
                let today = self.desk.client_day(&self.item.client, self.desk.now);
                let due = open.iter().filter(|(i, _)| i.due <= arrives(today));
                let sums: Vec<Decimal> = due.map(|(_, left)| *left).collect();
                return match *sums.as_slice() {
                    [one, two] => Claim::Amount(one.saturating_add(two)),
                    _ => unclear,
                };
            }
            [Named::All] => return Claim::Whole,
            [Named::Nth(n)] if *n == current => {
                return open
                    .first()
                    .map_or(unclear, |(_, left)| Claim::Amount(*left));
            }
            [Named::Nth(n)] if *n < current => return Claim::Again,
            [] => {}
            _ => return unclear,
        }
        if interpret::in_full(self.answer.reading) && !part {
            return Claim::Whole;
        }
        // What is due by now; who pays ahead of all days says what.
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        let until = arrives(today);
        let due = open.iter().filter(|(i, _)| i.due <= until);
        // "We paid the instalment": one of those that are due, whichever it is if they are alike.
        if interpret::one_instalment(self.answer.reading)
            && let Some((_, left)) = due.clone().next()
            && due.clone().count() > 1
        {
            let alike = due.clone().all(|(_, other)| other == left);
            return if alike { Claim::Amount(*left) } else { unclear };
        }
        match (
            due.clone().count(),
            due.map(|(_, left)| *left).sum::<Decimal>(),
        ) {
            (0, _) => unclear,
            (n, _) if n == open.len() && part => unclear,
            (n, _) if n == open.len() => Claim::Whole,
            (1, sum) => Claim::Amount(sum),
            _ if part => unclear,
            (_, sum) => Claim::Amount(sum),
        }
    }

    /// Instalments not covered by what is counted, each with what is left of it.
    fn open_instalments(&self) -> Vec<(&Instalment, Decimal)> {
        let Some(invoice) = &self.item.invoice else {
            return Vec::new();
        };
        let mut paid: Decimal = invoice.payments.iter().map(|p| p.amount).sum();
        let mut open = Vec::new();
        for instalment in &invoice.instalments {
            let covered = paid.min(instalment.amount);
            paid = paid.saturating_sub(covered);
            let left = instalment.amount.saturating_sub(covered);
            if left > Decimal::ZERO {
                open.push((instalment, left));
            }
        }
        open
    }

    fn current_instalment(&self) -> Option<&Instalment> {
        self.open_instalments().first().map(|(i, _)| *i)
    }
}
