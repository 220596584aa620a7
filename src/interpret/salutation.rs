//! How a PM greets a client: taken over from the opening mail, since nobody else knows whether it is
//! "Hi Grace" or "Dear Ms Hill", 何总 or 何经理.

use crate::model::is_han;

/// Most characters of a name that is greeted by.
const LONGEST: usize = 24;

const OPENERS: &[(&str, &str)] = &[
    ("good morning", "Hello"),
    ("good afternoon", "Hello"),
    ("good evening", "Hello"),
    ("good day", "Hello"),
    ("morning", "Hello"),
    ("dear", "Dear"),
    ("hello", "Hello"),
    ("hey", "Hi"),
    ("hi", "Hi"),
];

/// Words that greet nobody by name.
const NO_NAME: &[&str] = &[
    "there",
    "again",
    "sir",
    "sirs",
    "madam",
    "customer",
    "client",
    "friend",
    "friends",
    "partner",
    "partners",
    "colleague",
    "colleagues",
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "to",
    "from",
    "and",
    "you",
    "happy",
    "hope",
    "thanks",
    "thank",
    "just",
    "please",
    "could",
    "can",
    "as",
    "we",
    "i",
    "re",
];
/// Chinese greetings, before or behind a name.
const GREETINGS_ZH: &[&str] = &[
    "您好",
    "你好",
    "早上好",
    "上午好",
    "中午好",
    "下午好",
    "晚上好",
    "早安",
    "新年好",
    "新春好",
    "新年快乐",
    "春节快乐",
    "节日好",
    "节日快乐",
    "周末好",
    "周末愉快",
];
/// Words that greet several.
const SEVERAL: &[&str] = &[
    "all",
    "both",
    "team",
    "everyone",
    "everybody",
    "folks",
    "guys",
    "ladies",
    "gentlemen",
    "and",
    "&",
];
const SEVERAL_ZH: &[&str] = &[
    "各位",
    "大家",
    "诸位",
    "二位",
    "两位",
    "几位",
    "团队",
    "同事们",
    "、",
    "和",
];

const TITLES_ZH: &[&str] = &[
    "总", "经理", "老师", "主任", "先生", "女士", "小姐", "会计", "博士", "律师", "院长", "校长",
    "部长", "科长", "处长", "老板", "师傅", "教授", "主管", "助理", "秘书", "工", "董", "姐", "哥",
];

/// The greeting at the head of a mail's text as it may stand at the head of another: `Hi Grace,`,
/// `何总，您好：`. `several`: it is to greet more than one person. `None` if there is none that names
/// somebody.
#[must_use]
pub fn salutation(text: &str, several: bool) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    if line.starts_with('>') {
        return None;
    }
    if line.chars().take(LONGEST).any(is_han) {
        chinese(line, several)
    } else {
        english(line, several)
    }
}

fn english(line: &str, several: bool) -> Option<String> {
    let plain = line.to_lowercase();
    let (said, opener) = OPENERS.iter().find(|(said, _)| {
        plain
            .strip_prefix(said)
            .is_some_and(|rest| rest.starts_with([' ', ',']))
    })?;
    let rest: String = line.chars().skip(said.chars().count()).collect();
    let rest = rest.trim_start_matches([' ', ',']);
    let name = rest
        .split([',', '!', ':', ';', '—', '–'])
        .next()
        .unwrap_or_default()
        .trim();
    let ends = rest.chars().count() == name.chars().count();
    let words: Vec<&str> = name.split_whitespace().collect();
    let most = if several { 6 } else { 4 };
    if words.is_empty() || words.len() > most || name.chars().count() > 2 * LONGEST {
        return None;
    }
    // "Hi Grace could you" without a mark: where the name ends nobody can say.
    if ends && line.chars().count() > LONGEST {
        return None;
    }
    let folded = |word: &&str| word.trim_matches('.').to_lowercase();
    let group = words.iter().any(|w| SEVERAL.contains(&folded(w).as_str()));
    let last = words.last().map(folded).unwrap_or_default();
    let first = words.first().map(folded).unwrap_or_default();
    let titled = matches!(
        first.as_str(),
        "mr" | "mrs" | "ms" | "dr" | "prof" | "miss" | "mx"
    );
    if group {
        let named = words
            .iter()
            .any(|w| w.starts_with(char::is_uppercase) && !SEVERAL.contains(&folded(w).as_str()));
        let all = words.iter().any(|w| {
            matches!(
                folded(w).as_str(),
                "all" | "everyone" | "everybody" | "both"
            )
        });
        return (several && (named || all)).then(|| format!("{opener} {name},"));
    }
    let letters = name
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’'));
    let a_name = letters
        && !NO_NAME.contains(&last.as_str())
        && (titled || !NO_NAME.contains(&first.as_str()))
        && words.iter().any(|w| w.starts_with(char::is_uppercase));
    (a_name && !several).then(|| format!("{opener} {name},"))
}

/// 王总好，李总好.
fn two_titled(first: &str, second: Option<&str>) -> Option<String> {
    let titled = |piece: &str| {
        let left = piece.strip_suffix('好')?;
        let named = TITLES_ZH.iter().any(|title| left.ends_with(title));
        (named && left.chars().count() <= 6).then(|| left.to_owned())
    };
    let (first, second) = (titled(first)?, titled(second?)?);
    Some(format!("{first}、{second}，二位好："))
}

fn chinese(line: &str, several: bool) -> Option<String> {
    let line: String = line.chars().take(2 * LONGEST).collect();
    let marks = [
        '，', ',', '：', ':', '！', '!', '。', ' ', '\u{3000}', '~', '～',
    ];
    let polite = if line.contains("你好") && !line.contains("您好") {
        "你好"
    } else {
        "您好"
    };
    let mut pieces = line.split(marks).filter(|piece| !piece.is_empty());
    let mut name = pieces.next()?;
    let mut greeted = false;
    if GREETINGS_ZH.contains(&name)
        || matches!(name, "Hi" | "hi" | "Hello" | "Dear" | "hello" | "HI")
    {
        greeted = true;
        name = pieces.next()?;
    }
    if several && let Some(both) = two_titled(name, pieces.clone().next()) {
        return Some(both);
    }
    let bare = GREETINGS_ZH
        .iter()
        .fold(name, |name, greeting| name.trim_end_matches(greeting));
    greeted |= bare.chars().count() < name.chars().count();
    let after = line.split_once(bare).map_or("", |(_, rest)| rest);
    greeted |= after.starts_with(['：', ':'])
        || pieces
            .next()
            .is_some_and(|next| GREETINGS_ZH.iter().any(|word| next.starts_with(word)));
    greeted |= line.contains("大家好");
    let bare = match bare.strip_suffix('好') {
        Some(left) if TITLES_ZH.iter().any(|t| left.ends_with(t)) || SEVERAL_ZH.contains(&left) => {
            greeted = true;
            left
        }
        _ => bare,
    };
    let group = SEVERAL_ZH.iter().any(|word| bare.contains(word));
    let count = bare.chars().count();
    let named = greeted
        && (2..=12).contains(&count)
        && bare
            .chars()
            .all(|c| is_han(c) || c.is_alphabetic() || matches!(c, '·' | '、'))
        && ![
            "新年", "春节", "节日", "打扰", "感谢", "谢谢", "收到", "附件", "关于", "请",
        ]
        .iter()
        .any(|word| bare.starts_with(word));
    if !named || group != several {
        return None;
    }
    let two = matches!(bare, "二位" | "两位")
        || (bare.starts_with("二位") || bare.starts_with("两位"))
        || bare.matches('、').count() == 1;
    Some(if several && two {
        match bare {
            "二位" | "两位" => "二位好：".to_owned(),
            _ if bare.contains('、') => format!("{bare}，二位好："),
            _ => format!("{bare}好："),
        }
    } else if several {
        format!("{bare}，大家好：")
            .replace("各位，大家好", "各位好")
            .replace("大家，大家好", "大家好")
    } else {
        format!("{bare}，{polite}：")
    })
}

#[cfg(test)]
mod tests {
    use super::salutation;

    #[test]
    fn a_greeting_is_taken_as_the_pm_wrote_it() {
        for (text, want) in [
            ("Hi Jonas,\n\nthanks for the call.", Some("Hi Jonas,")),
            (
                "Hi Grace, could you please send the photos?",
                Some("Hi Grace,"),
            ),
            (
                "Dear Ms. Hill,\nplease find attached",
                Some("Dear Ms. Hill,"),
            ),
            ("Dear Dr. O'Neill:\n", Some("Dear Dr. O'Neill,")),
            ("Good morning Otto,\n", Some("Hello Otto,")),
            ("Hey Ada!\n", Some("Hi Ada,")),
            ("Hello Anne-Marie –\n", Some("Hello Anne-Marie,")),
            ("Hi Grace\n\nhere it is", Some("Hi Grace,")),
            ("Hello Grace Hill,", Some("Hello Grace Hill,")),
            ("Hi there,\n", None),
            ("Hi all,\n", None),
            ("Dear Sir or Madam,\n", None),
            ("Hi,\nplease", None),
            ("Dear customer,", None),
            ("Hi Grace could you please send us the photos", None),
            ("Hello again, Grace,", None),
            ("Please send us the logo.", None),
            ("> Hi Grace,", None),
            ("", None),
            ("何总，您好：\n\n为了赶上展会", Some("何总，您好：")),
            ("林经理，您好：", Some("林经理，您好：")),
            ("何总您好，\n麻烦您", Some("何总，您好：")),
            ("许老师：\n您好！", Some("许老师，您好：")),
            ("尊敬的何总：\n", Some("尊敬的何总，您好：")),
            ("小林，你好！\n", Some("小林，你好：")),
            ("何总早上好！", Some("何总，您好：")),
            ("您好，何总：", Some("何总，您好：")),
            ("Hi 何总，\n", Some("何总，您好：")),
            ("何总，下午好！\n", Some("何总，您好：")),
            ("上午好，何总：\n", Some("何总，您好：")),
            ("何总新年好！", Some("何总，您好：")),
            ("何总好，附件是", Some("何总，您好：")),
            ("您好！\n请提供", None),
            ("各位好：\n", None),
            ("附件是秋季包装设计的发票，请查收。", None),
            ("新年好！", None),
        ] {
            let got = salutation(text, false);
            assert_eq!(got.as_deref(), want, "{text}");
        }
    }

    #[test]
    fn several_are_greeted_together_or_not_at_all() {
        for (text, want) in [
            ("Hi all,\n", Some("Hi all,")),
            ("Hello Otto and Nora,\n", Some("Hello Otto and Nora,")),
            ("Hi Otto,\n", None),
            ("Dear team,\n", None),
            ("各位好：\n", Some("各位好：")),
            ("各位老师，大家好：", Some("各位老师，大家好：")),
            ("二位好：\n", Some("二位好：")),
            ("二位老师好：\n", Some("二位老师好：")),
            ("何总、林经理好：", Some("何总、林经理，二位好：")),
            ("何总好，林经理好：", Some("何总、林经理，二位好：")),
            ("何总，您好：", None),
        ] {
            assert_eq!(salutation(text, true).as_deref(), want, "{text}");
        }
    }
}
