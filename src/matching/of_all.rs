//! An answer to one mail about several items that names none of them: whether it is about all.

use std::collections::BTreeSet;

use super::both;
use super::kinds;
use super::names::Names;
use super::words::{stands_in, telling};
use super::{words_en, words_zh};
use crate::interpret;
use crate::model::{Item, Kind, Reading, Reply};

/// What an answer that says something is done, and not what, says of several items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It is said of each of them.
    Each,
    /// It may be one of them or all.
    Doubt,
}

/// Whether an answer says of no item by name that something is done. `files`: something is attached,
/// which tells what it is. `None` where it says nothing of the kind, or names what it means.
#[must_use]
pub fn done(items: &[Item], reading: &Reading, files: bool) -> Option<Done> {
    let settles = matches!(
        reading.reply,
        Reply::Delivered | Reply::Payment | Reply::Acknowledged
    );
    if items.len() < 2 || !settles {
        return None;
    }
    let pieces = interpret::pieces(&reading.own_text);
    let clauses: Vec<&String> = pieces.iter().flat_map(|p| &p.clauses).collect();
    let done: Vec<&&String> = clauses.iter().filter(|c| is_done(c)).collect();
    let paid_sent = bare_and(&clauses);
    if done.is_empty() && !paid_sent || clauses.iter().any(|c| names(items, c)) {
        return None;
    }
    if done
        .iter()
        .any(|c| has(c, words_en::HEDGED, words_zh::HEDGED))
    {
        return Some(Done::Doubt);
    }
    let requests = items.iter().filter(|item| item.kind == Kind::Request);
    if !paid_sent && !done.iter().any(|c| is_settled(c)) {
        // "Everything is attached", of several that wait for something.
        return (requests.count() > 1).then_some(Done::Doubt);
    }
    let all = done.iter().any(|c| is_all(c)) || done.iter().any(|c| pays_and_gives(c)) || paid_sent;
    if !all {
        let bare = !files && !done.iter().any(|c| kinds::money(c));
        return bare.then_some(Done::Doubt);
    }
    let asks = |item: &Item| item.open_asks().count();
    Some(match both::both(&reading.own_text) {
        // "Both" may be the two things one of them asks for.
        Some((_, count)) if items.len() != count || items.iter().any(|i| asks(i) == count) => {
            Done::Doubt
        }
        _ => Done::Each,
    })
}

/// Of several items those of the kind an answer speaks of, where all it says is of one kind; else all.
#[must_use]
pub fn of_kind<'i>(items: &'i [Item], reading: &Reading) -> Vec<&'i Item> {
    let pieces = interpret::pieces(&reading.own_text);
    let clauses = pieces.iter().flat_map(|piece| &piece.clauses);
    let names: Vec<Names> = items.iter().map(|item| Names::of(item, items)).collect();
    let called = |c: &&String| names.iter().any(|own| own.by_a_word(c).is_some());
    let said: Vec<&str> = clauses
        .filter(|c| interpret::speaks(c) || called(c) || telling(c).len() > 1)
        .flat_map(|c| joined(c))
        .collect();
    let only = |is: &dyn Fn(&str) -> bool| !said.is_empty() && said.iter().all(|c| is(c));
    let kind = if only(&kinds::of_money) {
        Some(Kind::Invoice)
    } else if only(&|clause| kinds::material(clause).is_some()) {
        Some(Kind::Request)
    } else {
        None
    };
    let meant: Vec<&Item> = items
        .iter()
        .filter(|item| kind.is_none_or(|kind| item.kind == kind))
        .collect();
    if meant.is_empty() {
        items.iter().collect()
    } else {
        meant
    }
}

/// "The money and the pictures": what a clause joins, each by itself.
fn joined(clause: &str) -> Vec<&str> {
    let joins = words_en::AND.iter().chain(words_zh::AND);
    let parts = joins.filter_map(|join| clause.split_once(join)).next();
    match parts {
        Some((one, other)) if telling(other).len() > 1 => vec![one, other],
        _ => vec![clause],
    }
}

/// Whether a clause calls one of these by its number, its words, or as what there is one of.
fn names(items: &[Item], clause: &str) -> bool {
    let all: BTreeSet<String> = telling(clause);
    let called = |item: &Item| Names::of(item, items).named(clause, &all);
    kinds::material(clause).is_some()
        || kinds::says_payment(clause)
        || items.iter().filter_map(called).any(|(sure, _)| sure > 1)
}

fn is_done(clause: &str) -> bool {
    is_settled(clause) || is_all(clause) && has(clause, words_en::GIVEN, words_zh::GIVEN)
}

fn is_settled(clause: &str) -> bool {
    has(clause, words_en::DONE, words_zh::DONE) || pays_and_gives(clause)
}

/// Whether a clause says something of all there is.
pub(super) fn is_all(clause: &str) -> bool {
    has(clause, words_en::WHOLE, words_zh::WHOLE)
}

/// "All paid and sent": two things of one clause.
fn pays_and_gives(clause: &str) -> bool {
    has(clause, words_en::PAID, words_zh::PAID) && has(clause, words_en::GIVEN, words_zh::GIVEN)
}

/// "Paid, sent.": the same in two clauses that say nothing else.
fn bare_and(clauses: &[&String]) -> bool {
    let only = |english: &[&str], chinese: &[&str]| {
        clauses.iter().any(|clause| {
            let plain = clause.trim().to_lowercase();
            english.contains(&plain.as_str()) || chinese.contains(&plain.as_str())
        })
    };
    only(words_en::PAID, words_zh::PAID) && only(words_en::GIVEN, words_zh::GIVEN)
}

fn has(clause: &str, english: &[&str], chinese: &[&str]) -> bool {
    let plain = clause.to_lowercase();
    english.iter().any(|word| stands_in(&plain, word))
        || chinese.iter().any(|word| plain.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{Done, done, of_kind};
    use crate::matching::tests::{invoice, request};
    use crate::model::{Item, Reading, Reply, Role};

    fn read(text: &str, reply: Reply) -> Reading {
        Reading {
            own_text: text.to_owned(),
            reply,
            ..Reading::empty(Role::Client)
        }
    }

    #[test]
    fn what_is_done_is_said_of_all_or_of_nobody_knows_which() {
        let one = invoice(2, "Invoice KR-881", "KR-881", 900);
        let items = [request(1, "Fair", &["the seating plan"]), one.clone()];
        for (text, files, want) in [
            ("All done.", false, Some(Done::Each)),
            ("Both taken care of, thanks.", false, Some(Done::Each)),
            ("都办妥了。", false, Some(Done::Each)),
            ("Paid and sent.", false, Some(Done::Each)),
            ("Done. All the best, Bob", false, Some(Done::Doubt)),
            ("搞定。", false, Some(Done::Doubt)),
            ("Done.", true, None),
            ("The payment is done.", false, None),
            ("KR-881 is done.", false, None),
            ("Everything is attached.", true, None),
            ("The seating plan is done.", false, None),
            ("The documents are all done.", false, None),
            ("All three are done.", false, Some(Done::Doubt)),
            ("Almost all done.", false, Some(Done::Doubt)),
            ("I believe both are complete.", false, Some(Done::Doubt)),
            ("Glad you are all sorted, thanks.", false, Some(Done::Doubt)),
            ("应该都弄完了吧。", false, Some(Done::Doubt)),
            ("老板说都办好了。", false, Some(Done::Doubt)),
            ("都完成了一半。", false, Some(Done::Doubt)),
            ("Paid, sent.", false, Some(Done::Each)),
        ] {
            let reading = read(text, Reply::Delivered);
            assert_eq!(done(&items, &reading, files), want, "{text}");
            let reading = read(text, Reply::Promise);
            assert_eq!(done(&items, &reading, files), None, "{text}");
        }
        let two = [request(1, "Fair", &["the seating plan", "the menu"]), one];
        let three = [
            two[0].clone(),
            two[1].clone(),
            request(3, "Hall", &["a key"]),
        ];
        let given = read("Everything is attached.", Reply::Delivered);
        assert_eq!(done(&three, &given, true), Some(Done::Doubt));
        let both = read("Both done.", Reply::Delivered);
        assert_eq!(done(&two, &both, false), Some(Done::Doubt));
    }

    #[test]
    fn what_speaks_of_one_kind_is_about_that() {
        let items = [
            request(1, "Fair", &["the seating plan"]),
            invoice(2, "Invoice KR-881", "KR-881", 900),
            invoice(3, "Invoice KR-893", "KR-893", 50),
        ];
        for (text, want) in [
            ("Will be paid on Friday.", &[2, 3][..]),
            ("材料周五发。", &[1]),
            ("You will have it on Friday.", &[1, 2, 3]),
            ("We do not agree with that amount.", &[2, 3]),
            ("发票周五付，画册还在印刷厂那边。", &[1, 2, 3]),
            ("款和画册样张周五给。", &[1, 2, 3]),
        ] {
            let reading = read(text, Reply::Promise);
            let meant: Vec<&Item> = of_kind(&items, &reading);
            let ids: Vec<i64> = meant.iter().map(|item| item.id.0).collect();
            assert_eq!(ids, want, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(own in "(\\PC|all |done|都|办妥|paid and sent){0,40}") {
            let items = [request(1, "Fair", &["the plan"]), invoice(2, "Bill", "KR-881", 900)];
            let _ = done(&items, &read(&own, Reply::Delivered), false);
            let _ = of_kind(&items, &read(&own, Reply::Promise));
        }
    }
}
