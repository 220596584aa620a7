//! Whom each ask of a mail is put to, where it names somebody: "Ines: the plan, please. Otto, the menu."

use super::{clauses, words_en, words_zh};
use crate::model::{Person, is_han};

/// Characters of an ask by which its sentence is found again.
const HEAD: usize = 14;

/// The asks of a mail that are not put by name to somebody of `others` alone. `mine`: contacts of one
/// client, `others`: those of all others the mail went to.
#[must_use]
pub fn asks_for(own: &str, asks: &[String], mine: &[Person], others: &[Person]) -> Vec<String> {
    let spoken = spoken(own, mine, others);
    asks.iter()
        .filter(|ask| {
            let head: String = clauses::fold(ask).chars().take(HEAD).collect();
            let sentence = spoken.iter().find(|said| said.plain.contains(&head));
            !sentence.is_some_and(|said| said.elsewhere)
        })
        .cloned()
        .collect()
}

/// Whether all that a client's mail asks is asked of his own people. `team`: members who may be meant;
/// `colleagues`: his own whom the mail goes to; `alone`: it is written to none but them.
#[must_use]
pub fn asks_own_people(own: &str, team: &[Person], colleagues: &[Person], alone: bool) -> bool {
    if colleagues.is_empty() {
        return false;
    }
    let spoken = spoken(own, team, colleagues);
    let asking = || spoken.iter().filter(|said| said.asks);
    if alone {
        return !spoken.iter().any(|said| said.to_mine);
    }
    if asking().next().is_some() {
        asking().all(|said| said.elsewhere)
    } else {
        spoken.iter().any(|said| said.elsewhere) && !spoken.iter().any(|said| said.to_mine)
    }
}

/// A sentence.
struct Spoken {
    plain: String,
    /// It is put to somebody of the others.
    elsewhere: bool,
    /// It calls one of the first by name.
    to_mine: bool,
    asks: bool,
}

/// Sentences, and whether each is put to somebody of `others`. Who is named is spoken to until the end of
/// the paragraph, or until another is.
fn spoken(own: &str, mine: &[Person], others: &[Person]) -> Vec<Spoken> {
    let mut out = Vec::new();
    let mut elsewhere = false;
    let mut headed = false;
    for line in own.lines() {
        if line.trim().is_empty() {
            elsewhere &= headed;
            headed = false;
            continue;
        }
        for sentence in clauses::sentences(line) {
            let called = sentence.plain.trim_start_matches(['-', '*', '•', '@', ' ']);
            let to = |people: &[Person]| people.iter().any(|p| is_called(called, p));
            let to_mine = to(mine);
            match (to_mine, to(others)) {
                (false, true) => elsewhere = true,
                (true, _) => elsewhere = false,
                (false, false) => {}
            }
            headed = called.ends_with([':', ',']) && called.split_whitespace().count() <= 2;
            out.push(Spoken {
                plain: sentence.plain.clone(),
                elsewhere,
                to_mine,
                asks: sentence.asks,
            });
        }
    }
    out
}

/// Whether a folded sentence calls a person: by a name it begins with ("Ines, Otto, the plan"), or by
/// one it ends on.
fn is_called(plain: &str, person: &Person) -> bool {
    leading(plain).iter().any(|name| is_name_of(name, person)) || ends_on(plain, person)
}

/// Whether somebody is called at the end of what is said: "could you send it, Ines".
fn ends_on(plain: &str, person: &Person) -> bool {
    plain
        .rsplit_once(',')
        .is_some_and(|(said, name)| said.contains(' ') && is_name_of(name.trim(), person))
}

/// What a sentence begins with that may be names: its pieces up to a mark of address. Who is told of
/// ("Kim, our designer, sends it") is not spoken to.
fn leading(plain: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = plain;
    while let Some(at) = rest.find([',', ':']) {
        let (piece, behind) = rest.split_at(at);
        let apposed = behind.starts_with(',');
        let behind = behind.trim_start_matches([',', ':']);
        let bare = words_en::addressee::OPENERS
            .iter()
            .find_map(|word| piece.trim().strip_prefix(word))
            .unwrap_or(piece.trim());
        let joined = bare.replace(" and ", "&").replace(['、', '和'], "&");
        let names: Vec<&str> = joined.split('&').map(str::trim).collect();
        let long = |name: &&str| name.split_whitespace().count() > MOST_WORDS;
        if names.iter().any(long) {
            break;
        }
        let told_of = words_en::addressee::TOLD_OF
            .iter()
            .chain(words_zh::addressee::TOLD_OF)
            .any(|word| behind.trim_start().starts_with(word));
        // An apposition ends at a comma of its own: "Kim, our designer, sends it".
        let closed = (behind.split_once(','))
            .is_some_and(|(said, _)| said.split_whitespace().count() <= MOST_WORDS);
        if apposed && told_of && closed {
            break;
        }
        out.extend(names.into_iter().map(str::to_owned));
        rest = behind;
    }
    out
}

/// Words of a name that somebody is called by.
const MOST_WORDS: usize = 3;

/// Whether a folded piece is the name of a person.
fn is_name_of(called: &str, person: &Person) -> bool {
    let called = called.trim();
    let name = clauses::fold(&person.name);
    let local = clauses::fold(person.address.local());
    if called.chars().any(is_han) {
        // 李建国: 李建国, 建国, 李总, 李经理.
        let given: String = name.chars().skip(1).collect();
        let titled = name.chars().next() == called.chars().next() && called.chars().count() <= 3;
        return name.chars().all(is_han)
            && !name.is_empty()
            && (called.contains(&name) || called == given || titled);
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= 2)
            .map(str::to_owned)
            .collect()
    };
    let names = [words(&name), words(&local)].concat();
    let called = words(called);
    !called.is_empty() && called.len() <= 2 && called.iter().all(|word| names.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Address;

    fn person(name: &str, address: &str) -> Person {
        Person {
            name: name.to_owned(),
            address: Address::parse(address).expect("address"),
        }
    }

    #[test]
    fn each_client_is_asked_for_his_own() {
        let ines = [person("Ines Roth", "roth@falk.example")];
        let otto = [person("", "otto@quay.example")];
        for (own, asks, first, second) in [
            (
                "Hello both,\n\nInes: could you send the plan? Otto, we still need your menu.\n\nThanks",
                vec!["send the plan", "your menu"],
                vec!["send the plan"],
                vec!["your menu"],
            ),
            (
                "Ines:\n- the plan\n- the list\n\nOtto:\n- the menu\n",
                vec!["the plan", "the list", "the menu"],
                vec!["the plan", "the list"],
                vec!["the menu"],
            ),
            (
                "Ines: the floor plan, please. Otto: the menu texts, please.",
                vec!["the floor plan", "the menu texts"],
                vec!["the floor plan"],
                vec!["the menu texts"],
            ),
            (
                "Ines, thanks for Monday.\n\nPlease send the plan.",
                vec!["send the plan"],
                vec!["send the plan"],
                vec!["send the plan"],
            ),
            (
                "Ines, Otto, please send your hours.",
                vec!["send your hours"],
                vec!["send your hours"],
                vec!["send your hours"],
            ),
            (
                "Hi Ines and Otto, please send your hours.",
                vec!["send your hours"],
                vec!["send your hours"],
                vec!["send your hours"],
            ),
            (
                "Hi both,\n\nOtto, our printer, needs the texts. Please send them.",
                vec!["send them"],
                vec!["send them"],
                vec!["send them"],
            ),
            (
                "Dear all, could you both send your hours?",
                vec!["send your hours"],
                vec!["send your hours"],
                vec!["send your hours"],
            ),
        ] {
            let asks: Vec<String> = asks.into_iter().map(str::to_owned).collect();
            assert_eq!(asks_for(own, &asks, &ines, &otto), first, "{own}");
            assert_eq!(asks_for(own, &asks, &otto, &ines), second, "{own}");
        }
        let kim = person("Kim Dahl", "kim@falk.example");
        let zhang = person("张伟", "zhangwei@huaxin.example");
        let team = [person("Ines Holm", "ines@studio.example")];
        for (own, alone, want) in [
            (
                "Hi Kim,\n\ncould you please take care of this?\n\nOtto",
                false,
                true,
            ),
            (
                "Kim, can you send Ines the list please? The logo is attached.",
                false,
                true,
            ),
            ("Could you take care of this?\n\nOtto", true, true),
            ("张伟，价格表你那边能不能尽快整理一下？", false, true),
            (
                "Hi Ines,\n\nwhich format do you need?\n\nOtto",
                false,
                false,
            ),
            (
                "Ines, which format? Kim, could you export it?",
                false,
                false,
            ),
            ("Hi Ines, which format do you need?", true, false),
            ("Kim, the floor plan: where do we keep it?", false, true),
            ("Which format do you need?", false, false),
            ("Hi both,\n\nwhich format do you need?", false, false),
            (
                "Kim, our designer, will send you the logo. Which format do you need?",
                false,
                false,
            ),
            (
                "Kim, thanks for the plan. Which format do you need, Ines?",
                false,
                false,
            ),
            ("Kim and Ines, which format do we take?", false, false),
            ("张伟，我们的设计师，会发给您。要什么格式？", false, false),
            ("张伟、Ines，用哪种格式？", false, false),
        ] {
            let colleagues = [kim.clone(), zhang.clone()];
            let got = asks_own_people(own, &team, &colleagues, alone);
            assert_eq!(got, want, "{own}");
        }
        let li = [person("李建国", "lijg@huaxin.example")];
        let asks = ["提供税号".to_owned(), "确认菜单".to_owned()];
        let own = "李总，麻烦提供税号。\nOtto，请确认菜单。";
        assert_eq!(asks_for(own, &asks, &li, &otto), ["提供税号"]);
        assert_eq!(asks_for(own, &asks, &otto, &li), ["确认菜单"]);
    }
}
