//! Days off and make-up working days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

/// Days off and make-up working days of one or several calendars, merged. Made by `config` from
/// bundled data and .ics files; a year it knows nothing of has weekends only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    /// Days off, weekends aside.
    off: BTreeSet<NaiveDate>,
    /// Weekend days that are worked (China's 调休).
    work: BTreeSet<NaiveDate>,
    /// Bundled calendars by name with the years they know.
    known: BTreeMap<String, BTreeSet<i32>>,
    /// Years some .ics file tells of, with [`TOLD`] days or more: its owner has thought of them.
    own: BTreeSet<i32>,
}

/// Days of a year from which on a file stands for that year's holidays. Fewer are a firm's own: a
/// founding day that comes back yearly says nothing of next year's public holidays.
const TOLD: usize = 5;

/// Why holiday data cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct DataFault {
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl Holidays {
    /// Reads the format of the bundled files, one entry a line:
    ///
    /// ```text
    /// # comment
    /// calendar CN
    /// known 2025 2026
    /// 2025-10-01 off National Day
    /// 2025-10-11 work make-up day
    /// ```
    ///
    /// # Errors
    /// [`DataFault`] at the first line that is none of these, names a day twice or a year not `known`.
    pub fn from_data(text: &str) -> Result<Self, DataFault> {
        let mut read = Self::default();
        let (mut name, mut years) = (String::new(), BTreeSet::new());
        for (number, line) in (1_usize..).zip(text.lines()) {
            let fault = |what: &str| DataFault {
                line: number,
                what: format!("{what}: {line:?}"),
            };
            let mut words = line.split_whitespace();
            match words.next() {
                None => {}
                Some(word) if word.starts_with('#') => {}
                Some("calendar") => {
                    name = words.next().ok_or_else(|| fault("no name"))?.to_owned();
                }
                Some("known") => {
                    for word in words {
                        years.insert(word.parse().map_err(|_| fault("no year"))?);
                    }
                }
                Some(word) => {
                    let day: NaiveDate = word.parse().map_err(|_| fault("no day"))?;
                    if !years.contains(&day.year()) {
                        return Err(fault("a day of a year that is not `known`"));
                    }
                    let days = match words.next() {
                        Some("off") => &mut read.off,
                        Some("work") => &mut read.work,
                        _ => return Err(fault("neither off nor work")),
                    };
                    if !days.insert(day) || (read.off.contains(&day) && read.work.contains(&day)) {
                        return Err(fault("a day named twice"));
                    }
                }
            }
        }
        if name.is_empty() {
            return Err(DataFault {
                line: 0,
                what: "no line `calendar NAME`".to_owned(),
            });
        }
        read.known.insert(name, years);
        Ok(read)
    }

    /// Reads an iCalendar file (RFC 5545): every all-day event is a day off, also of several days and
    /// yearly (EXDATE, RDATE and RECURRENCE-ID count); one whose summary says so (上班, 补班, 補班,
    /// "working day") is a make-up working day. Cancelled events are none, and so are days that are
    /// only marked ("Observance").
    ///
    /// # Errors
    /// [`DataFault`] if it is no calendar, has no day off or worked, or repeats in a way other than yearly.
    pub fn from_ics(text: &str) -> Result<Self, DataFault> {
        super::ics::read(text)
    }

    /// Days off and make-up days, for tests and for calendars made by hand; stands for the years of
    /// which it has five days or more.
    #[must_use]
    pub fn of_days(
        off: impl IntoIterator<Item = NaiveDate>,
        work: impl IntoIterator<Item = NaiveDate>,
    ) -> Self {
        let (off, work) = (BTreeSet::from_iter(off), BTreeSet::from_iter(work));
        let mut days: BTreeMap<i32, usize> = BTreeMap::new();
        for day in off.iter().chain(&work) {
            let count = days.entry(day.year()).or_default();
            *count = count.saturating_add(1);
        }
        days.retain(|_, count| *count >= TOLD);
        let own = days.into_keys().collect();
        Self {
            off,
            work,
            known: BTreeMap::new(),
            own,
        }
    }

    /// Adds another calendar of the same side. A day off in one of them is off, even if it is a
    /// make-up day in another: mailing on a free day is the dearer mistake.
    pub fn merge(&mut self, other: &Self) {
        self.off.extend(&other.off);
        self.work.extend(&other.work);
        for (name, years) in &other.known {
            self.known.entry(name.clone()).or_default().extend(years);
        }
        self.own.extend(&other.own);
    }

    /// Whether a day is off by these calendars (a plain weekend is not among them).
    #[must_use]
    pub fn is_off(&self, day: NaiveDate) -> bool {
        self.off.contains(&day)
    }

    /// Whether a day is worked though it may be a weekend.
    #[must_use]
    pub fn is_make_up(&self, day: NaiveDate) -> bool {
        self.work.contains(&day) && !self.off.contains(&day)
    }

    /// Names of the bundled calendars among these that know nothing of a year, unless an .ics file does.
    pub fn ignorant_of(&self, year: i32) -> impl Iterator<Item = &str> {
        let own = self.own.contains(&year);
        self.known
            .iter()
            .filter(move |(_, years)| !own && !years.contains(&year))
            .map(|(name, _)| name.as_str())
    }
}
