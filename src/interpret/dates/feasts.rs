//! Feasts that mails name instead of a day: data, and how their days are found.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::days::{Now, easter};
use super::lunar;

/// How the day of a feast is found in a year.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    /// Month and day.
    Day(u32, u32),
    /// Month, which one (0 = the last), weekday.
    Nth(u32, u32, Weekday),
    /// Days after the fourth Thursday of November.
    Thanksgiving(i64),
    /// Days after Easter Sunday.
    Easter(i64),
    /// Days after the first of the lunar year.
    LunarYear(i64),
    /// Month and day of the lunar calendar.
    Lunar(u32, u32),
    /// A solar term, counted from 小寒.
    Term(usize),
}

impl Rule {
    /// The feast's day in a year.
    pub(super) fn in_year(self, year: i32) -> Option<NaiveDate> {
        let nth = |month, n, weekday| {
            Now::nth_weekday(NaiveDate::from_ymd_opt(year, month, 1)?, n, weekday)
        };
        match self {
            Self::Day(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Self::Nth(month, n, weekday) => nth(month, n, weekday),
            Self::Thanksgiving(after) => {
                nth(11, 4, Weekday::Thu)?.checked_add_signed(Duration::days(after))
            }
            Self::LunarYear(after) => {
                lunar::day_in(year, 1, 1)?.checked_add_signed(Duration::days(after))
            }
            // The twelfth month of a lunar year falls into the next.
            Self::Lunar(month, day) => [year.checked_sub(1)?, year]
                .into_iter()
                .filter_map(|y| lunar::day_in(y, month, day))
                .find(|date| date.year() == year),
            Self::Term(term) => lunar::term_in(year, term),
            Self::Easter(after) => easter(year)?.checked_add_signed(Duration::days(after)),
        }
    }

    /// The coming one, today included.
    pub(super) fn coming(self, today: NaiveDate) -> Option<NaiveDate> {
        (0..3).find_map(|k| {
            self.in_year(today.year().checked_add(k)?)
                .filter(|d| *d >= today)
        })
    }

    /// The last one before today.
    pub(super) fn past(self, today: NaiveDate) -> Option<NaiveDate> {
        (0..3).find_map(|k| {
            self.in_year(today.year().checked_sub(k)?)
                .filter(|d| *d < today)
        })
    }
}

/// An English feast.
pub(super) struct Feast {
    /// Its words, one spelling; "'s" and a final "day" are left out.
    pub(super) words: &'static [&'static str],
    /// "day" must follow: "labor day".
    pub(super) day: bool,
    /// A day by its name alone; others only after a preposition ("by Christmas").
    pub(super) alone: bool,
    /// When it is.
    pub(super) rule: Rule,
}

const fn feast(words: &'static [&'static str], day: bool, alone: bool, rule: Rule) -> Feast {
    Feast {
        words,
        day,
        alone,
        rule,
    }
}

use Rule::{Day, Easter, Lunar, LunarYear, Nth, Term, Thanksgiving};
use Weekday::{Mon, Sun};

/// Feasts of the English-speaking world and of Europe; longer names first.
pub(super) const ENGLISH: &[Feast] = &[
    feast(&["christmas", "eve"], false, true, Day(12, 24)),
    feast(&["xmas", "eve"], false, true, Day(12, 24)),
    feast(&["christmas"], false, false, Day(12, 25)),
    feast(&["xmas"], false, false, Day(12, 25)),
    feast(&["boxing"], true, true, Day(12, 26)),
    feast(&["st", "stephen"], true, true, Day(12, 26)),
    feast(&["new", "year", "eve"], false, true, Day(12, 31)),
    feast(&["new", "years", "eve"], false, true, Day(12, 31)),
    feast(&["new", "year"], true, true, Day(1, 1)),
    feast(&["new", "years"], true, true, Day(1, 1)),
    feast(&["new", "year"], false, false, Day(1, 1)),
    feast(&["new", "years"], false, false, Day(1, 1)),
    feast(&["nye"], false, true, Day(12, 31)),
    feast(&["epiphany"], false, true, Day(1, 6)),
    feast(&["three", "kings"], true, true, Day(1, 6)),
    feast(&["australia"], true, true, Day(1, 26)),
    feast(&["groundhog"], true, true, Day(2, 2)),
    feast(&["valentine"], true, true, Day(2, 14)),
    feast(&["valentines"], true, true, Day(2, 14)),
    feast(&["valentines"], false, false, Day(2, 14)),
    feast(&["women"], true, true, Day(3, 8)),
    feast(&["pi"], true, true, Day(3, 14)),
    feast(&["ides", "of", "march"], false, true, Day(3, 15)),
    feast(&["patrick"], true, true, Day(3, 17)),
    feast(&["patricks"], true, true, Day(3, 17)),
    feast(&["paddy"], true, true, Day(3, 17)),
    feast(&["april", "fools"], false, true, Day(4, 1)),
    feast(&["april", "fool"], false, true, Day(4, 1)),
    feast(&["earth"], true, true, Day(4, 22)),
    feast(&["george"], true, true, Day(4, 23)),
    feast(&["anzac"], true, true, Day(4, 25)),
    feast(&["may"], true, true, Day(5, 1)),
    feast(&["labour"], true, true, Day(5, 1)),
    feast(&["cinco", "de", "mayo"], false, true, Day(5, 5)),
    feast(&["juneteenth"], false, true, Day(6, 19)),
    feast(&["canada"], true, true, Day(7, 1)),
    feast(&["independence"], true, true, Day(7, 4)),
    feast(&["bastille"], true, true, Day(7, 14)),
    feast(&["assumption"], true, true, Day(8, 15)),
    feast(&["german", "unity"], true, true, Day(10, 3)),
    feast(&["halloween"], false, true, Day(10, 31)),
    feast(&["reformation"], true, true, Day(10, 31)),
    feast(&["all", "saints"], false, true, Day(11, 1)),
    feast(&["all", "souls"], true, true, Day(11, 2)),
    feast(&["guy", "fawkes"], false, true, Day(11, 5)),
    feast(&["bonfire", "night"], false, true, Day(11, 5)),
    feast(&["veterans"], true, true, Day(11, 11)),
    feast(&["veteran"], true, true, Day(11, 11)),
    feast(&["remembrance"], true, true, Day(11, 11)),
    feast(&["armistice"], true, true, Day(11, 11)),
    feast(&["singles"], true, true, Day(11, 11)),
    feast(&["andrew"], true, true, Day(11, 30)),
    feast(&["mlk"], true, true, Nth(1, 3, Mon)),
    feast(&["martin", "luther", "king"], true, true, Nth(1, 3, Mon)),
    feast(&["presidents"], true, true, Nth(2, 3, Mon)),
    feast(&["president"], true, true, Nth(2, 3, Mon)),
    feast(&["family"], true, true, Nth(2, 3, Mon)),
    feast(&["mother"], true, true, Nth(5, 2, Sun)),
    feast(&["mothers"], true, true, Nth(5, 2, Sun)),
    feast(&["memorial"], true, true, Nth(5, 0, Mon)),
    feast(&["father"], true, true, Nth(6, 3, Sun)),
    feast(&["fathers"], true, true, Nth(6, 3, Sun)),
    feast(&["labor"], true, true, Nth(9, 1, Mon)),
    feast(&["columbus"], true, true, Nth(10, 2, Mon)),
    feast(&["indigenous", "peoples"], true, true, Nth(10, 2, Mon)),
    feast(&["thanksgiving"], false, true, Thanksgiving(0)),
    feast(&["black", "friday"], false, true, Thanksgiving(1)),
    feast(&["cyber", "monday"], false, true, Thanksgiving(4)),
    feast(&["giving", "tuesday"], false, true, Thanksgiving(5)),
    feast(&["shrove", "tuesday"], false, true, Easter(-47)),
    feast(&["pancake"], true, true, Easter(-47)),
    feast(&["pancake", "tuesday"], false, true, Easter(-47)),
    feast(&["mardi", "gras"], false, true, Easter(-47)),
    feast(&["ash", "wednesday"], false, true, Easter(-46)),
    feast(&["palm", "sunday"], false, true, Easter(-7)),
    feast(&["maundy", "thursday"], false, true, Easter(-3)),
    feast(&["holy", "thursday"], false, true, Easter(-3)),
    feast(&["good", "friday"], false, true, Easter(-2)),
    feast(&["holy", "saturday"], false, true, Easter(-1)),
    feast(&["easter", "saturday"], false, true, Easter(-1)),
    feast(&["easter", "monday"], false, true, Easter(1)),
    feast(&["easter", "sunday"], false, true, Easter(0)),
    feast(&["easter"], false, true, Easter(0)),
    feast(&["ascension"], true, true, Easter(39)),
    feast(&["ascension", "thursday"], false, true, Easter(39)),
    feast(&["whit", "sunday"], false, true, Easter(49)),
    feast(&["whitsun"], false, true, Easter(49)),
    feast(&["pentecost"], false, true, Easter(49)),
    feast(&["whit", "monday"], false, true, Easter(50)),
    feast(&["pentecost", "monday"], false, true, Easter(50)),
    feast(&["trinity", "sunday"], false, true, Easter(56)),
    feast(
        &["chinese", "new", "year", "eve"],
        false,
        true,
        LunarYear(-1),
    ),
    feast(&["lunar", "new", "year", "eve"], false, true, LunarYear(-1)),
    feast(&["chinese", "new", "year"], true, true, LunarYear(0)),
    feast(&["chinese", "new", "year"], false, true, LunarYear(0)),
    feast(&["lunar", "new", "year"], false, true, LunarYear(0)),
    feast(&["spring", "festival"], false, true, LunarYear(0)),
    feast(&["lantern", "festival"], false, true, LunarYear(14)),
    feast(&["qingming"], false, true, Term(6)),
    feast(&["dragon", "boat"], false, true, Lunar(5, 5)),
    feast(&["mid", "autumn"], false, true, Lunar(8, 15)),
    feast(&["corpus", "christi"], false, true, Easter(60)),
];

/// A Chinese feast.
pub(super) struct Chinese {
    /// Its name; longer names stand first.
    pub(super) name: &'static str,
    /// Numbers are written the same way: only before 前, 节, 假 and their like.
    pub(super) doubtful: bool,
    /// When it is.
    pub(super) rule: Rule,
}

const fn chinese(name: &'static str, rule: Rule) -> Chinese {
    Chinese {
        name,
        doubtful: false,
        rule,
    }
}

const fn doubtful(name: &'static str, rule: Rule) -> Chinese {
    Chinese {
        name,
        doubtful: true,
        rule,
    }
}

/// Feasts in Chinese.
pub(super) const CHINESE: &[Chinese] = &[
    chinese("元旦", Day(1, 1)),
    chinese("情人节", Day(2, 14)),
    chinese("妇女节", Day(3, 8)),
    chinese("三八妇女节", Day(3, 8)),
    chinese("三八节", Day(3, 8)),
    chinese("植树节", Day(3, 12)),
    chinese("消费者权益日", Day(3, 15)),
    chinese("愚人节", Day(4, 1)),
    chinese("劳动节", Day(5, 1)),
    chinese("五一劳动节", Day(5, 1)),
    doubtful("五一", Day(5, 1)),
    chinese("青年节", Day(5, 4)),
    chinese("儿童节", Day(6, 1)),
    chinese("六一儿童节", Day(6, 1)),
    doubtful("六一", Day(6, 1)),
    chinese("建党节", Day(7, 1)),
    chinese("建军节", Day(8, 1)),
    chinese("教师节", Day(9, 10)),
    chinese("国庆", Day(10, 1)),
    chinese("十一国庆", Day(10, 1)),
    doubtful("十一", Day(10, 1)),
    chinese("双十节", Day(10, 10)),
    chinese("万圣节", Day(10, 31)),
    chinese("双十一", Day(11, 11)),
    chinese("双11", Day(11, 11)),
    chinese("光棍节", Day(11, 11)),
    chinese("双十二", Day(12, 12)),
    chinese("双12", Day(12, 12)),
    chinese("平安夜", Day(12, 24)),
    chinese("圣诞前夕", Day(12, 24)),
    chinese("圣诞前夜", Day(12, 24)),
    chinese("圣诞", Day(12, 25)),
    chinese("跨年夜", Day(12, 31)),
    chinese("跨年", Day(12, 31)),
    chinese("元旦前夕", Day(12, 31)),
    chinese("感恩节", Thanksgiving(0)),
    chinese("黑色星期五", Thanksgiving(1)),
    chinese("黑五", Thanksgiving(1)),
    chinese("复活节", Easter(0)),
    chinese("耶稣受难日", Easter(-2)),
    chinese("母亲节", Nth(5, 2, Sun)),
    chinese("父亲节", Nth(6, 3, Sun)),
    chinese("春节", LunarYear(0)),
    chinese("大年初一", LunarYear(0)),
    chinese("过年", LunarYear(0)),
    chinese("农历新年", LunarYear(0)),
    chinese("除夕", LunarYear(-1)),
    chinese("年三十", LunarYear(-1)),
    chinese("大年三十", LunarYear(-1)),
    chinese("元宵节", LunarYear(14)),
    chinese("端午", Lunar(5, 5)),
    chinese("中秋", Lunar(8, 15)),
    doubtful("元宵", LunarYear(14)),
    chinese("龙抬头", Lunar(2, 2)),
    chinese("七夕", Lunar(7, 7)),
    chinese("中元节", Lunar(7, 15)),
    chinese("重阳", Lunar(9, 9)),
    chinese("腊八", Lunar(12, 8)),
    doubtful("小年", Lunar(12, 23)),
    chinese("清明", Term(6)),
    chinese("冬至", Term(23)),
    chinese("立春", Term(2)),
    chinese("立夏", Term(8)),
    chinese("立秋", Term(14)),
    chinese("立冬", Term(20)),
    chinese("夏至", Term(11)),
    doubtful("雨水", Term(3)),
    doubtful("惊蛰", Term(4)),
    doubtful("春分", Term(5)),
    doubtful("谷雨", Term(7)),
    doubtful("小满", Term(9)),
    doubtful("芒种", Term(10)),
    doubtful("小暑", Term(12)),
    doubtful("大暑", Term(13)),
    doubtful("处暑", Term(15)),
    doubtful("白露", Term(16)),
    doubtful("秋分", Term(17)),
    doubtful("寒露", Term(18)),
    doubtful("霜降", Term(19)),
    doubtful("小雪", Term(21)),
    doubtful("大雪", Term(22)),
    doubtful("小寒", Term(0)),
    doubtful("大寒", Term(1)),
];

/// First characters of their names.
pub(super) const CHINESE_FIRST: &str = "元情妇三植消愚劳五青儿六建教国十双万光平圣跨感黑复耶母父春大过农除年端中龙七重腊小清冬立夏雨惊谷芒处白秋寒霜";

/// Whether a text, as a mail has it, names a feast and no figure.
pub(super) fn is_named(text: &str) -> bool {
    let plain = text.to_lowercase().replace(['\'', '’', '-', '.'], " ");
    if plain.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    let english = ENGLISH.iter().any(|feast| {
        let mut windows = words.windows(feast.words.len().max(1));
        windows.any(|w| w == feast.words) && (!feast.day || words.contains(&"day"))
    });
    english || CHINESE.iter().any(|feast| text.contains(feast.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        let at = |words: &[&str]| {
            ENGLISH
                .iter()
                .find(|f| f.words == words)
                .and_then(|f| f.rule.in_year(2027))
                .map(|d| d.to_string())
        };
        for (words, want) in [
            (&["easter"][..], "2027-03-28"),
            (&["good", "friday"], "2027-03-26"),
            (&["whit", "monday"], "2027-05-17"),
            (&["thanksgiving"], "2027-11-25"),
            (&["black", "friday"], "2027-11-26"),
            (&["memorial"], "2027-05-31"),
            (&["labor"], "2027-09-06"),
            (&["mother"], "2027-05-09"),
        ] {
            assert_eq!(at(words).as_deref(), Some(want), "{words:?}");
        }
    }

    #[test]
    fn a_feast_is_told_from_a_month_and_a_figure() {
        for (text, named) in [
            ("Christmas", true),
            ("New Year's Eve", true),
            ("May Day", true),
            ("国庆", true),
            ("春节前", true),
            ("May", false),
            ("Friday", false),
            ("1 October", false),
            ("Christmas 2027", false),
            ("10月1日", false),
            ("周五", false),
            ("", false),
        ] {
            assert_eq!(is_named(text), named, "{text}");
        }
    }

    #[test]
    fn every_chinese_name_may_begin() {
        for feast in CHINESE {
            let first = feast.name.chars().next().expect("a name");
            assert!(CHINESE_FIRST.contains(first), "{}", feast.name);
        }
    }
}
