//! English words of dates: data only.

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::Weekday;

/// Number of a month.
pub(super) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// A weekday; not in the plural, which tells of habits ("closed Mondays").
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Mon,
        "tuesday" | "tues" | "tue" => Weekday::Tue,
        "wednesday" | "weds" | "wed" => Weekday::Wed,
        "thursday" | "thurs" | "thur" | "thu" => Weekday::Thu,
        "friday" | "fri" => Weekday::Fri,
        "saturday" | "sat" => Weekday::Sat,
        "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    })
}

/// Short weekdays that are ordinary words too.
pub(super) const DOUBTFUL_WEEKDAYS: [&str; 4] = ["sat", "sun", "wed", "mon"];

/// Words that make a weekday or a feast a name or a wish ("happy Friday").
pub(super) const NO_DAY_AFTER: [&str; 14] = [
    "happy",
    "good",
    "black",
    "casual",
    "great",
    "lovely",
    "nice",
    "cyber",
    "merry",
    "every",
    "each",
    "most",
    "wonderful",
    "enjoyable",
];

/// Ordinals up to nineteenth, and the tens.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    if word == "thirtieth" {
        return Some(30);
    }
    WORDS
        .iter()
        .zip(1..)
        .find(|(w, _)| **w == word)
        .map(|(_, n)| n)
}

/// Cardinals up to ninety.
pub(super) fn cardinal(word: &str) -> Option<u32> {
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "forty-five" => 45,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// Unit of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Unit and how many of it.
pub(super) fn unit(word: &str) -> Option<(Unit, u32)> {
    Some(match word {
        "minute" | "minutes" | "min" | "mins" => (Unit::Minute, 1),
        "hour" | "hours" | "hr" | "hrs" => (Unit::Hour, 1),
        "day" | "days" => (Unit::Day, 1),
        "week" | "weeks" | "wk" | "wks" => (Unit::Week, 1),
        "fortnight" | "fortnights" => (Unit::Week, 2),
        "month" | "months" => (Unit::Month, 1),
        "quarter" | "quarters" => (Unit::Month, 3),
        "year" | "years" | "yr" | "yrs" => (Unit::Year, 1),
        _ => return None,
    })
}

/// Words after "the 15th" that leave it a day ("by the 15th and" but not "the 15th floor").
pub(super) const AFTER_BARE_DAY: [&str; 40] = [
    "and", "or", "at", "if", "so", "please", "to", "but", "for", "we", "i", "you", "with", "as",
    "in", "is", "was", "would", "will", "because", "when", "since", "then", "he", "she", "they",
    "it", "should", "latest", "instead", "around", "by", "works", "from", "until", "till", "eod",
    "cob", "thanks", "who",
];

/// Prepositions that announce a numeric day ("on 4.22", "by 12/1").
pub(super) const BEFORE_NUMERIC: [&str; 24] = [
    "on", "by", "before", "until", "till", "til", "due", "from", "since", "dated", "after", "than",
    "of", "date", "deadline", "is", "vom", "bis", "am", "zum", "starting", "ending", "latest",
    "to",
];

/// Words that make a number after them a name, not a date.
pub(super) const BEFORE_NAMES: [&str; 22] = [
    "no",
    "nr",
    "number",
    "order",
    "version",
    "ver",
    "v",
    "ref",
    "reference",
    "po",
    "ip",
    "tel",
    "phone",
    "fax",
    "mobile",
    "release",
    "section",
    "clause",
    "chapter",
    "rev",
    "ticket",
    "ratio",
];

/// Words that tell of the past when they stand before a day ("overdue since 1 October").
pub(super) const PAST_BEFORE: [&str; 6] = ["since", "dated", "ago", "past", "issued", "was"];

/// What was written or done on a day ("your mail of 9 November").
pub(super) const PAPERS: &[&str] = &[
    "mail",
    "email",
    "message",
    "letter",
    "invoice",
    "order",
    "quote",
    "quotation",
    "offer",
    "note",
    "reply",
    "reminder",
    "call",
    "meeting",
    "conversation",
    "request",
    "statement",
    "fax",
    "notice",
    "agreement",
    "contract",
    "minutes",
    "shipment",
    "delivery",
    "payment",
    "transfer",
];

/// Verbs in the past that carry a weekday back ("we settled on Monday").
pub(super) const PAST_VERBS: [&str; 40] = [
    "went",
    "paid",
    "sent",
    "settled",
    "transferred",
    "received",
    "cleared",
    "left",
    "did",
    "had",
    "got",
    "arrived",
    "gave",
    "spoke",
    "met",
    "emailed",
    "mailed",
    "posted",
    "wired",
    "delivered",
    "uploaded",
    "shared",
    "was",
    "were",
    "talked",
    "discussed",
    "called",
    "agreed",
    "ordered",
    "bought",
    "signed",
    "submitted",
    "completed",
    "finished",
    "made",
    "came",
    "approved",
    "confirmed",
    "wrote",
    "took",
];

/// What somebody had in mind and did not do.
pub(super) const MEANT: &[&str] = &[
    "wanted", "planned", "intended", "hoped", "meant", "supposed", "expected",
];

/// Verbs that tell of what is to come on a day, whatever was done before.
pub(super) const COMING: &[&str] = &[
    "follow",
    "follows",
    "following",
    "come",
    "comes",
    "coming",
    "arrive",
    "arrives",
    "leave",
    "leaves",
    "go",
    "goes",
    "send",
    "sending",
    "pay",
    "paying",
    "get",
    "have",
    "deliver",
    "submit",
    "transfer",
];

/// Every word that a date can begin with, besides figures and feasts.
const STARTS: &str = "january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct \
    november nov december dec monday mon tuesday tues tue wednesday weds wed thursday thurs thur thu friday fri saturday sat sunday sun \
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth \
    seventeenth eighteenth nineteenth twentieth thirtieth one two three four five six seven eight nine ten eleven twelve thirteen \
    fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety a an few couple several half today tonight tomorrow \
    tomorrows tmrw tmr tmrrw tmw tomoz tomorow tommorow tommorrow overmorrow yesterday day eod cob cop eob eop end close eow eom eoq eoy month \
    year quarter this next last coming following upcoming previous in within net week wk kw cw calendar q weekend midweek \
    beginning start outset middle mid early late later latter course during sometime throughout";

/// Those words, and lengths by their first letter, one bit each: most words are none, and the
/// lengths tell so at once.
static BEGINNINGS: LazyLock<([u32; 26], HashSet<&'static str>)> = LazyLock::new(|| {
    let mut lengths = [0u32; 26];
    let feasts = super::feasts::ENGLISH
        .iter()
        .filter_map(|f| f.words.first());
    let words: HashSet<&str> = STARTS.split_whitespace().chain(feasts.copied()).collect();
    for word in &words {
        if let Some(first) = word.bytes().next()
            && let Some(slot) = lengths.get_mut(usize::from(first.wrapping_sub(b'a')))
        {
            *slot |= 1 << word.len().min(31);
        }
    }
    (lengths, words)
});

/// Whether a date may begin with a word.
pub(super) fn may_begin(word: &str) -> bool {
    let Some(first) = word.bytes().next() else {
        return false;
    };
    let (lengths, words) = &*BEGINNINGS;
    lengths
        .get(usize::from(first.wrapping_sub(b'a')))
        .is_some_and(|l| (l >> word.len().min(31)) & 1 == 1)
        && words.contains(word)
}

/// Whether what follows leaves a bare number a day: the end, a mark, or one of those words.
pub(super) fn closes_day(word: &str) -> bool {
    word.is_empty() || AFTER_BARE_DAY.contains(&word)
}
