//! A name to greet somebody by, where the PM's own greeting cannot be taken over.

use super::inert;
use crate::model::{Language, Person};

/// Names of mailboxes, not of people.
const DESKS: &[&str] = &[
    "account",
    "accounts",
    "accounting",
    "accountant",
    "payable",
    "office",
    "info",
    "sales",
    "support",
    "team",
    "billing",
    "finance",
    "reception",
    "marketing",
    "admin",
    "administration",
    "service",
    "services",
    "help",
    "desk",
    "helpdesk",
    "contact",
    "purchasing",
    "procurement",
    "orders",
    "invoices",
    "department",
    "dept",
    "group",
    "studio",
    "agency",
    "company",
    "ltd",
    "gmbh",
    "inc",
    "llc",
    "buchhaltung",
];
const DESKS_ZH: &[&str] = &[
    "部",
    "公司",
    "财务",
    "客服",
    "中心",
    "团队",
    "小组",
    "办公室",
    "前台",
    "集团",
];

/// Surnames as Pinyin writes them: which of two Latin words is the given name is then unknown.
const PINYIN: &[&str] = &[
    "bai", "cai", "cao", "chan", "chang", "chen", "cheng", "cheung", "chow", "cui", "dai", "deng",
    "ding", "dong", "du", "duan", "fan", "fang", "feng", "fu", "gao", "gong", "gu", "guo", "han",
    "hao", "he", "hou", "hu", "huang", "jia", "jiang", "jin", "kong", "kong", "lai", "lau", "lee",
    "lei", "li", "liang", "liao", "lin", "liu", "long", "lu", "luo", "lyu", "ma", "mao", "meng",
    "mo", "ng", "niu", "pan", "pang", "peng", "qian", "qin", "qiu", "ren", "shao", "shen", "shi",
    "song", "su", "sun", "tan", "tang", "tao", "tian", "wan", "wang", "wei", "wen", "wong", "wu",
    "xia", "xiang", "xiao", "xie", "xiong", "xu", "xue", "yan", "yang", "yao", "ye", "yi", "yin",
    "yu", "yuan", "zeng", "zhang", "zhao", "zheng", "zhong", "zhou", "zhu", "zou",
];

/// The name in `Hello …,` and `…，您好：`; `None` where there is none or it is a mailbox's.
pub(super) fn name(person: &Person, language: Language) -> Option<String> {
    let whole = inert::line(&person.name);
    let whole = whole
        .split(['(', '（', '|', '/'])
        .next()
        .unwrap_or_default();
    let whole = whole.trim_matches(['"', '\'', '“', '”', ' ', '-', '–']);
    if whole.is_empty() || whole.contains('@') {
        return None;
    }
    let latin = whole.is_ascii() || !whole.chars().any(|c| c > '\u{2e80}');
    if !latin {
        let desk = DESKS_ZH.iter().any(|word| whole.contains(word));
        return (!desk && whole.chars().count() <= 12).then(|| whole.to_owned());
    }
    let turned = match whole.split_once(", ") {
        Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
        _ => whole.to_owned(),
    };
    let words: Vec<&str> = turned.split_whitespace().collect();
    let folded = |word: &str| word.trim_matches(['.', ',']).to_lowercase();
    if words.iter().any(|w| DESKS.contains(&folded(w).as_str())) {
        return None;
    }
    let given = match (words.as_slice(), language) {
        ([first, last], Language::En)
            if first.chars().count() > 1
                && !first.ends_with('.')
                && !PINYIN.contains(&folded(first).as_str())
                && !PINYIN.contains(&folded(last).as_str()) =>
        {
            *first
        }
        _ => turned.as_str(),
    };
    Some(calm(given))
}

/// `GRACE` is `Grace`.
fn calm(name: &str) -> String {
    let shouts = name.chars().filter(|c| c.is_uppercase()).count() > 3
        && !name.chars().any(char::is_lowercase);
    if !shouts {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut head = true;
    for c in name.chars() {
        if head {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        head = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::person;

    #[test]
    fn people_are_greeted_by_the_name_they_go_by() {
        for (shown, en, zh) in [
            ("Grace Hill", Some("Grace"), Some("Grace Hill")),
            ("Hill, Grace", Some("Grace"), Some("Grace Hill")),
            ("GRACE HILL", Some("Grace"), Some("Grace Hill")),
            ("Otto", Some("Otto"), Some("Otto")),
            ("Mei Zhou", Some("Mei Zhou"), Some("Mei Zhou")),
            ("Zhang Wei", Some("Zhang Wei"), Some("Zhang Wei")),
            (
                "Anna Maria Berg",
                Some("Anna Maria Berg"),
                Some("Anna Maria Berg"),
            ),
            ("G. Hill", Some("G. Hill"), Some("G. Hill")),
            (
                "Ada Clarke (Harbour Hotels)",
                Some("Ada"),
                Some("Ada Clarke"),
            ),
            ("何志强", Some("何志强"), Some("何志强")),
            ("财务部", None, None),
            ("Accounts Payable", None, None),
            ("bob@acme.example", None, None),
            ("", None, None),
        ] {
            let of = |language| name(&person(shown, "x@harbour.example"), language);
            assert_eq!(of(Language::En).as_deref(), en, "{shown}");
            assert_eq!(of(Language::Zh).as_deref(), zh, "{shown}");
        }
    }
}
