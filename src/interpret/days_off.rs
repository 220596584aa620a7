//! "After the holidays": a day that only a calendar knows.

use std::sync::LazyLock;

use chrono::{Datelike, Duration, NaiveDate};

use super::clauses;
use super::dates::new_year;
use super::vocabulary::Class;
use super::{words_en, words_zh};

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

static NEXT: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::days_off::NEXT, words_zh::days_off::NEXT));
static NOT_NEXT: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::days_off::NOT_NEXT, words_zh::days_off::NOT_NEXT));
/// A feast left unnamed, in Chinese.
static FEAST: LazyLock<Class> = LazyLock::new(|| Class::new(&[], words_zh::days_off::FEAST));
/// The new year of the calendar, in English.
static YEAR: LazyLock<Class> = LazyLock::new(|| Class::new(words_en::days_off::YEAR, &[]));
/// The lunar one, in Chinese.
static LUNAR: LazyLock<Class> = LazyLock::new(|| Class::new(&[], words_zh::days_off::LUNAR));

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
            ("We pay following closure of the project.", None),
            ("after the break of the pipe", None),
            ("We pay after the holiday campaign.", None),
            ("after the Christmas party", None),
            ("We pay once holiday pay is settled.", None),
            ("已经复工，马上付。", None),
            ("病假期后再处理", None),
            ("产假结束后给您", None),
            ("第三节后面的图", None),
            ("小节后补一句", None),
            ("青年后备人才名单", None),
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
