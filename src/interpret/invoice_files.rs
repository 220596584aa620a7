//! What attached electronic invoices say, in place of words: number, amount due, due day.

use chrono::NaiveDate;

use crate::model::{Attachment, InvoiceFile, Money, MoneySeen};

/// The invoices attached, each number once: the same one often comes in both syntaxes.
pub(super) fn of(attachments: &[Attachment]) -> Vec<(&str, &InvoiceFile)> {
    let mut found: Vec<(&str, &InvoiceFile)> = Vec::new();
    for attachment in attachments {
        if let Some(file) = &attachment.invoice
            && !found.iter().any(|(_, known)| known.number == file.number)
        {
            found.push((attachment.name.as_str(), file));
        }
    }
    found
}

/// Their amounts, as if they had been written.
pub(super) fn money(attachments: &[Attachment]) -> Vec<MoneySeen> {
    of(attachments)
        .into_iter()
        .filter_map(|(_, file)| file.total)
        .map(|total| MoneySeen {
            text: total.to_string(),
            value: total.value,
            currency: Some(total.currency),
        })
        .collect()
}

/// All that is owed by them together; `None` if nothing is, or in several currencies.
pub(super) fn owed(attachments: &[Attachment]) -> Option<Money> {
    let mut owed = of(attachments).into_iter().filter_map(|(_, f)| f.owed());
    let first = owed.next()?;
    owed.try_fold(first, |sum, next| {
        let value = sum.value.checked_add(next.value)?;
        (next.currency == sum.currency).then_some(Money { value, ..sum })
    })
}

/// The first day any of them is due, with the name of its file.
pub(super) fn due(attachments: &[Attachment]) -> Option<(&str, NaiveDate)> {
    of(attachments)
        .into_iter()
        .filter(|(_, file)| file.owed().is_some())
        .filter_map(|(name, file)| Some((name, file.due?)))
        .min_by_key(|(_, due)| *due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::{Context, read};
    use crate::model::{Currency, Kind, Mail, Reading, Role};

    fn file(number: &str, total: i64, credit: bool) -> Attachment {
        Attachment {
            name: format!("{number}.xml"),
            media_type: "application/xml".into(),
            size: 1,
            hash: String::new(),
            inline: false,
            invoice: Some(InvoiceFile {
                number: number.into(),
                total: Some(Money {
                    value: total.into(),
                    currency: Currency::EUR,
                }),
                due: NaiveDate::from_ymd_opt(2026, 12, 2),
                credit,
            }),
        }
    }

    fn said(text: &str, attachments: Vec<Attachment>) -> Reading {
        let mail = Mail {
            text: text.into(),
            subject: "Our invoice".into(),
            base_subject: "Our invoice".into(),
            attachments,
            ..Mail::default()
        };
        let context = Context {
            role: Role::Team,
            zone: chrono_tz::Tz::Europe__Berlin,
            arrival: None,
            fallback: "2026-11-17T09:00:00+01:00".parse().expect("time"),
        };
        read(&mail, &context)
    }

    #[test]
    fn an_attached_invoice_opens_what_it_says() {
        for (text, files, want) in [
            (
                "Dear Bo, please find our invoice attached.",
                vec![file("NW-77", 1190, false)],
                "1190.00 EUR 2026-12-02 NW-77",
            ),
            (
                "Both invoices are attached.",
                vec![
                    file("NW-77", 1000, false),
                    file("NW-78", 200, false),
                    file("NW-78", 200, false),
                ],
                "1200.00 EUR 2026-12-02 NW-77,NW-78",
            ),
            (
                "Our invoice is attached, please pay it by 28 November.",
                vec![file("NW-77", 1190, false)],
                "1190.00 EUR 2026-11-28 NW-77",
            ),
            (
                "发票见附件。",
                vec![file("NW-77", 1190, false)],
                "1190.00 EUR 2026-12-02 NW-77",
            ),
        ] {
            let opens = said(text, files).opens.expect(text);
            assert_eq!(opens.kind, Kind::Invoice, "{text}");
            let got = format!(
                "{} {} {}",
                opens.total.expect("a total"),
                opens.due.expect("a day"),
                opens.invoice_numbers.join(",")
            );
            assert_eq!(got, want, "{text}");
        }
        let credit = said(
            "Please find the credit note attached.",
            vec![file("G-1", 5, true)],
        );
        assert_eq!(credit.opens.map(|o| o.kind), None);
        assert_eq!(credit.invoice_numbers, ["G-1"]);
    }

    #[test]
    fn amounts_in_words_are_not_mixed_with_those_of_files() {
        let reading = said("We have paid 500 EUR.", vec![file("NW-77", 1190, false)]);
        assert_eq!(reading.money.len(), 1);
    }
}
