//! Items by tag: `+i42.x7k` in an address the mail went to, or `[#42]` in its subject.

use super::Lookup;
use crate::model::{ClientKey, Item, ItemId, Mail};

/// A tag that leads to an item its sender takes part in.
#[derive(Debug)]
pub(super) struct Tagged {
    pub(super) item: Item,
    pub(super) rule: &'static str,
    pub(super) words: String,
    pub(super) score: f32,
}

/// Follows the tags of a mail. A tag is no proof of anything: it may be forwarded, guessed or
/// published, so only a participant's counts (product.md 2 b).
pub(super) fn follow<L: Lookup>(
    mail: &Mail,
    client: Option<&ClientKey>,
    lookup: &L,
) -> Result<Vec<Tagged>, L::Error> {
    let mut found: Vec<Tagged> = Vec::new();
    let addresses = mail
        .recipients()
        .map(|person| &person.address)
        .chain(&mail.delivered_to);
    for address in addresses {
        let Some(tag) = address.tag().filter(|tag| names_item(tag)) else {
            continue;
        };
        let Some(id) = lookup.by_tag(tag)? else {
            continue;
        };
        take(
            &mut found,
            id,
            "address-tag",
            tag,
            0.97,
            mail,
            client,
            lookup,
        )?;
    }
    if found.is_empty() {
        for number in subject_numbers(&mail.subject) {
            take(
                &mut found,
                ItemId(number),
                "subject-tag",
                &format!("[#{number}]"),
                0.9,
                mail,
                client,
                lookup,
            )?;
        }
    }
    Ok(found)
}

#[expect(
    clippy::too_many_arguments,
    reason = "one step of one loop, written once for both kinds of tag"
)]
fn take<L: Lookup>(
    found: &mut Vec<Tagged>,
    id: ItemId,
    rule: &'static str,
    words: &str,
    score: f32,
    mail: &Mail,
    client: Option<&ClientKey>,
    lookup: &L,
) -> Result<(), L::Error> {
    if found.iter().any(|tagged| tagged.item.id == id) {
        return Ok(());
    }
    if let Some(item) = lookup.item(id)?
        && takes_part(&item, mail, client)
    {
        found.push(Tagged {
            item,
            rule,
            words: words.to_owned(),
            score,
        });
    }
    Ok(())
}

/// Whether the sender is of the team, of the item's client, or one of its contacts.
fn takes_part(item: &Item, mail: &Mail, client: Option<&ClientKey>) -> bool {
    match client {
        None => true,
        Some(client) => {
            *client == item.client
                || mail
                    .from
                    .as_ref()
                    .is_some_and(|from| item.has_contact(&from.address))
        }
    }
}

/// `i` and a digit: other tags are due dates and kinds (`+fri`, `+invoice`).
fn names_item(tag: &str) -> bool {
    let mut letters = tag.chars();
    letters.next().is_some_and(|c| c.eq_ignore_ascii_case(&'i'))
        && letters.next().is_some_and(|c| c.is_ascii_digit())
}

/// The numbers of every `[#42]`, also with full-width marks.
fn subject_numbers(subject: &str) -> Vec<i64> {
    let mut numbers = Vec::new();
    for part in subject.split(['[', '【', '［']).skip(1) {
        let number = part
            .strip_prefix(['#', '＃'])
            .and_then(|rest| rest.split_once([']', '】', '］']))
            .and_then(|(digits, _)| digits.trim().parse::<u32>().ok());
        numbers.extend(number.map(i64::from));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subject_tags_are_read_in_both_widths() {
        for (subject, want) in [
            ("Re: Logo [#42]", &[42][..]),
            ("回复：【＃7】合同 [#8]", &[7, 8]),
            ("[team] #42", &[]),
            ("[#x] [#] [#99999999999]", &[]),
            ("[#1", &[]),
        ] {
            assert_eq!(subject_numbers(subject), want, "{subject}");
        }
    }
}
