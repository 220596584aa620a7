//! "After the holidays": a day that only a calendar knows.

use std::sync::LazyLock;

use chrono::{Datelike, Duration, NaiveDate};

use super::clauses;
use super::dates::new_year;
use super::vocabulary::Class;

/// Days off that somebody names without their dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DaysOff {
    /// The next ones.
    Next {
        /// Said in Chinese.
        chinese: bool,
    },
    /// Those of this day, the first that is worked again being no sooner than the second.
    Of(NaiveDate, NaiveDate),
}

/// The next run of days off.
const NEXT_EN: &[&str] = &[
    "(?:after|following|post|past|over|(?:when|once|as soon as|after) (?:i|we|he|she|they|everybody|everyone)(?: am| are| is|'m|'re|'s)? (?:back|returns?) (?:from|after)|once|when|as soon as|until after|till after|end of)(?: |-)(?:all )?(?:the |these |those |our |this )?(?:(?:bank|public|national|festive|winter|year-end|end-of-year|holiday|christmas|xmas|upcoming|coming|long) )*(?:holidays?|holiday season|festive season|festivities|break|long weekend|shutdown|closure)",
];
/// No run of days off: one's own leave, a pause of a talk, what nobody's calendar has.
const NOT_NEXT_EN: &[&str] = &[
    "(?:my|his|her|their|own|annual|summer|lunch|coffee|spring|school|term|half-term|maternity|paternity|parental)(?: [a-z-]+)? (?:holidays?|break|leave|vacation)",
    "(?:just|now|already) back (?:from|after)|returned (?:from|after)|(?:came|got) back",
    "(?:instead of|not wait|don't want|do not want|no need to wait|without waiting|rather than|earlier than|not|before and not)(?: to wait)?(?: until| till)? (?:after )?(?:the )?(?:holidays?|break|new year)",
    "(?:instead of|do not want to wait|don't want to wait|without waiting|not wait|rather than)",
];
/// The new year of the calendar.
const YEAR_EN: &[&str] = &[
    "(?:in|into|early in|at the start of|after|start|beginning of) (?:the )?new year(?: holidays?)?",
];
const NEXT_ZH: &[&str] = &[
    "(?:假期|放假|长假|小长假|黄金周|节假日)(?:之后|以后|过后|结束|后|完|回来)|(?:收假|复工|节后上班)(?:之后|以后|后)?|放完假|过完节|过节(?:之后|以后|后)",
];
const FEAST_ZH: &[&str] = &["(?:^|[^细环情章季调关音礼时枝使末春])节(?:之后|以后|过后|后)"];
/// The lunar new year.
const YEAR_ZH: &[&str] = &[
    "过完年|过了年|过年(?:之后|以后|后|回来)|(?:^|[^0-9一二三四五六七八九十百两几半多今明去每全整数本来周当次后成常往])年(?:之后|以后|后)",
];
/// What only looks like it.
const NOT_ZH: &[&str] = &["年后半|年后期|回来了|不(?:用|想|必|需要)?等|(?:刚|才)(?:放完|过完)"];

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new($en, $zh));
    };
}
class!(NEXT, NEXT_EN, NEXT_ZH);
class!(NOT_NEXT, NOT_NEXT_EN, NOT_ZH);
class!(FEAST, NO_WORDS, FEAST_ZH);
class!(YEAR, YEAR_EN, NO_WORDS);
class!(LUNAR, NO_WORDS, YEAR_ZH);
const NO_WORDS: &[&str] = &[];

/// The days off after which these words promise something. `today` is the writer's.
#[must_use]
pub fn after_days_off(words: &str, today: NaiveDate) -> Option<DaysOff> {
    let plain = clauses::fold(words);
    if NOT_NEXT.is(&plain) {
        return None;
    }
    if LUNAR.is(&plain) {
        let day = new_year(today)?;
        let back = day.checked_add_signed(Duration::days(LUNAR_DAYS))?;
        return Some(DaysOff::Of(day, back));
    }
    if YEAR.is(&plain) {
        let day = NaiveDate::from_ymd_opt(today.year().checked_add(1)?, 1, 1)?;
        return Some(DaysOff::Of(day, day.succ_opt()?));
    }
    let chinese = FEAST.is(&plain);
    (chinese || NEXT.is(&plain)).then(|| DaysOff::Next {
        chinese: plain.chars().any(crate::model::is_han),
    })
}

/// Days from the lunar new year to the first that is commonly worked.
const LUNAR_DAYS: i64 = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_off_are_told_from_leave_and_pauses() {
        let today = NaiveDate::from_ymd_opt(2026, 2, 9).expect("day");
        let day = |text: &str| text.parse::<NaiveDate>().expect("day");
        let english = Some(DaysOff::Next { chinese: false });
        let chinese = Some(DaysOff::Next { chinese: true });
        let lunar = Some(DaysOff::Of(day("2026-02-17"), day("2026-02-24")));
        let year = Some(DaysOff::Of(day("2027-01-01"), day("2027-01-02")));
        let mut wrong = Vec::new();
        for (text, want) in [
            ("You will get it after the holidays.", english),
            ("We transfer it once the holidays are over", english),
            ("I'll send it when we are back from the break.", english),
            ("right after the bank holiday weekend", english),
            (
                "We are just back from the holidays and will pay shortly.",
                None,
            ),
            ("We returned after the Christmas break.", None),
            ("We do not want to wait until after the holidays.", None),
            ("放假回来了，马上安排付款。", None),
            ("Post-holiday, I'm afraid.", english),
            ("Payment follows after the Christmas break.", english),
            ("We pay in the new year.", year),
            ("early in the New Year", year),
            ("节后付款", chinese),
            ("我们节后第一个工作日给您", chinese),
            ("等长假后再说", chinese),
            ("放假回来马上给您", chinese),
            ("假期结束就付", chinese),
            ("收假后给您", chinese),
            ("年后付款", lunar),
            ("要等年后了", lunar),
            ("过完年给您", lunar),
            ("after my holiday", None),
            ("after the summer break", None),
            ("After the lunch break I will call.", None),
            ("see the break of the page", None),
            ("三年后再看", None),
            ("半年后付", None),
            ("细节后面再补", None),
            ("这个环节后再给", None),
            ("明年后半年", None),
            ("We pay on Friday.", None),
        ] {
            let got = after_days_off(text, today);
            if got != want {
                wrong.push((text, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
