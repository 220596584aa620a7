//! Reading values and telling what is wrong with them: one method for each sort of value.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;
use toml::Spanned;

use super::defaults;
use super::fault::Fault;
use super::keys::{allowed, nearest};
use super::raw::{List, Value};
use super::zones::likely_zone;
use crate::model::{Address, Language, Mode, is_public_mail_domain};

/// The words of a mode.
pub(super) const MODES: &[(&str, Mode)] = &[
    ("observe", Mode::Observe),
    ("approve", Mode::Approve),
    ("forewarn", Mode::Forewarn),
    ("auto", Mode::Auto),
];

/// A value with its key as people read it and the place it was written at.
#[derive(Debug, Clone)]
pub(super) struct Placed<T> {
    pub(super) key: String,
    pub(super) span: Range<usize>,
    pub(super) value: T,
}

/// Faults found so far in one text.
#[derive(Debug)]
pub(super) struct Report<'t> {
    pub(super) text: &'t str,
    /// Folder from which relative paths are meant.
    pub(super) base: &'t Path,
    pub(super) faults: Vec<Fault>,
    /// What `run` needs and is not said.
    pub(super) missing: Vec<Fault>,
    pub(super) warnings: Vec<String>,
    told: BTreeSet<String>,
    tracking: Option<Address>,
}

impl<'t> Report<'t> {
    pub(super) fn new(text: &'t str, base: &'t Path) -> Self {
        Self {
            text,
            base,
            faults: Vec::new(),
            missing: Vec::new(),
            warnings: Vec::new(),
            told: BTreeSet::new(),
            tracking: None,
        }
    }

    /// Tells a fault.
    pub(super) fn fault(
        &mut self,
        key: &str,
        span: Option<Range<usize>>,
        what: String,
        remedy: &str,
    ) {
        self.told.insert(key.to_owned());
        let fault = self.described(key, span, what, remedy);
        self.faults.push(fault);
    }

    /// Tells that a required key is not there, unless it was there and already found wrong.
    pub(super) fn required(&mut self, key: &str, span: Option<Range<usize>>, remedy: &str) {
        let table = key.split('.').next().unwrap_or_default();
        if !self.told.contains(key) && !self.told.contains(table) {
            self.fault(key, span, "missing".to_owned(), remedy);
        }
    }

    /// Notes that `run` needs a key that is not there.
    pub(super) fn needed(
        &mut self,
        key: &str,
        span: Option<Range<usize>>,
        what: &str,
        remedy: &str,
    ) {
        let fault = self.described(key, span, what.to_owned(), remedy);
        self.missing.push(fault);
    }

    fn described(
        &self,
        key: &str,
        span: Option<Range<usize>>,
        what: String,
        remedy: &str,
    ) -> Fault {
        let line = span
            .and_then(|s| self.text.get(..s.start))
            .map(|before| before.matches('\n').count().saturating_add(1));
        Fault {
            line,
            key: key.to_owned(),
            what,
            remedy: remedy.to_owned(),
        }
    }

    /// What stands at a place, cut to one short line.
    pub(super) fn shown(&self, span: &Range<usize>) -> String {
        let text = self.text.get(span.clone()).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        if line == text && line.chars().count() <= 60 {
            line.to_owned()
        } else {
            format!("{} …", line.chars().take(40).collect::<String>())
        }
    }

    /// Whether a fault of this key was told.
    pub(super) fn told(&self, key: &str) -> bool {
        self.told.contains(key)
    }

    /// From now on this address is refused wherever mail would be sent to.
    pub(super) fn set_tracking(&mut self, address: &Address) {
        self.tracking = Some(address.clone());
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &str,
        raw: &Value<String>,
        words: &[(&str, T)],
    ) -> Option<T> {
        let raw = raw.as_ref()?;
        let text = raw.get_ref();
        if let Some((_, value)) = words.iter().find(|(word, _)| word == text) {
            return Some(*value);
        }
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let remedy = match nearest(text, names.iter().copied()) {
            Some(meant) => format!("write \"{meant}\""),
            None => "write one of them".to_owned(),
        };
        let what = format!("{text:?} is not one of {}", names.join(", "));
        self.fault(key, Some(raw.span()), what, &remedy);
        None
    }

    /// A language.
    pub(super) fn language(&mut self, key: &str, raw: &Value<String>) -> Option<Language> {
        self.word(key, raw, &[("en", Language::En), ("zh", Language::Zh)])
    }

    /// A number between two bounds.
    pub(super) fn number<T>(&mut self, key: &str, raw: &Value<T>, least: T, most: T) -> Option<T>
    where
        T: Copy + PartialOrd + std::fmt::Display,
    {
        let raw = raw.as_ref()?;
        let number = *raw.get_ref();
        if number < least || number > most {
            let what = format!("{number} is not between {least} and {most}");
            self.fault(
                key,
                Some(raw.span()),
                what,
                &format!("write {least} to {most}"),
            );
            return None;
        }
        Some(number)
    }

    /// A text that is not blank.
    pub(super) fn text(&mut self, key: &str, raw: &Value<String>) -> Option<String> {
        let raw = raw.as_ref()?;
        let text = raw.get_ref().trim();
        let plain = !text.is_empty() && !text.chars().any(char::is_control);
        if !plain {
            let shape = allowed(&bare(key)).unwrap_or("text");
            self.fault(
                key,
                Some(raw.span()),
                "empty, or with control characters".to_owned(),
                &format!("write {shape}"),
            );
        }
        plain.then(|| text.to_owned())
    }

    /// An address mail may be sent to: not the tracking address.
    pub(super) fn address(&mut self, key: &str, raw: &Spanned<String>) -> Option<Address> {
        let address = match Address::parse(raw.get_ref()) {
            Ok(address) => address,
            Err(fault) => {
                let remedy = "write the bare address, without a name beside it";
                self.fault(key, Some(raw.span()), fault.to_string(), remedy);
                return None;
            }
        };
        if self
            .tracking
            .as_ref()
            .is_some_and(|t| *t == address || *t == address.without_tag())
        {
            let what = format!("{address} is the tracking address itself");
            self.fault(key, Some(raw.span()), what, "name a person's address");
            return None;
        }
        Some(address)
    }

    /// Addresses, each once.
    pub(super) fn addresses(&mut self, key: &str, raw: &List) -> Vec<Placed<Address>> {
        let mut read: Vec<Placed<Address>> = Vec::new();
        for item in raw.iter().flat_map(|list| list.get_ref()) {
            if let Some(value) = self.address(key, item)
                && !read.iter().any(|p| p.value == value)
            {
                read.push(Placed {
                    key: key.to_owned(),
                    span: item.span(),
                    value,
                });
            }
        }
        read
    }

    /// Domains of one organisation, in lower case, each once.
    pub(super) fn domains(&mut self, key: &str, raw: &List, people: &str) -> Vec<Placed<String>> {
        let mut read: Vec<Placed<String>> = Vec::new();
        for item in raw.iter().flat_map(|list| list.get_ref()) {
            let text = item.get_ref().trim().to_lowercase();
            let fault = if text.contains('@') || Address::parse(&format!("x@{text}")).is_err() {
                let bare = text
                    .rsplit_once('@')
                    .map_or(text.as_str(), |(_, domain)| domain);
                let good = Address::parse(&format!("x@{bare}")).is_ok();
                let remedy = if good {
                    format!("write {bare:?}")
                } else {
                    "write it like agency.example".to_owned()
                };
                Some((format!("{:?} is not a domain", item.get_ref()), remedy))
            } else if is_public_mail_domain(&text) {
                let what = format!(
                    "{text} is a public mail domain: its addresses belong to unrelated people"
                );
                Some((what, format!("name the addresses in {people}")))
            } else if psl::suffix_str(&text) == Some(text.as_str()) {
                let what =
                    format!("{text} is no organisation's: anybody can have a domain below it");
                Some((what, "write the organisation's own domain".to_owned()))
            } else {
                None
            };
            if let Some((what, remedy)) = fault {
                self.fault(key, Some(item.span()), what, &remedy);
            } else if !read.iter().any(|p| p.value == text) {
                read.push(Placed {
                    key: key.to_owned(),
                    span: item.span(),
                    value: text,
                });
            }
        }
        read
    }

    /// A zone by its IANA name.
    pub(super) fn zone(&mut self, key: &str, raw: &Value<String>) -> Option<Tz> {
        let raw = raw.as_ref()?;
        let text = raw.get_ref();
        let Ok(zone) = text.parse::<Tz>() else {
            let remedy = match likely_zone(text) {
                Some(zone) => format!("write \"{zone}\""),
                None => {
                    "write an IANA name such as \"Asia/Shanghai\" or \"Europe/Berlin\"".to_owned()
                }
            };
            self.fault(
                key,
                Some(raw.span()),
                format!("{text:?} is not a time zone"),
                &remedy,
            );
            return None;
        };
        Some(zone)
    }

    /// `HH:MM-HH:MM` within one day; `24:00` is its last second.
    pub(super) fn hours(
        &mut self,
        key: &str,
        raw: &Value<String>,
    ) -> Option<(NaiveTime, NaiveTime)> {
        let raw = raw.as_ref()?;
        let text = raw.get_ref();
        let ends = text
            .split_once(['-', '–'])
            .map(|(from, to)| (clock(from), clock(to)));
        let Some((Some(from), Some(to))) = ends else {
            let what = format!("{text:?} is not a span of hours");
            let remedy = format!("write it like \"{}\"", defaults::WORKING_HOURS);
            self.fault(key, Some(raw.span()), what, &remedy);
            return None;
        };
        if from >= to {
            let what = format!("{text:?} ends before it begins");
            self.fault(
                key,
                Some(raw.span()),
                what,
                "write hours of one day, the earlier first",
            );
            return None;
        }
        Some((from, to))
    }

    /// `HH:MM`.
    pub(super) fn time(&mut self, key: &str, raw: &Value<String>) -> Option<NaiveTime> {
        let raw = raw.as_ref()?;
        let read = clock(raw.get_ref());
        if read.is_none() {
            let what = format!("{:?} is not a time of day", raw.get_ref());
            self.fault(key, Some(raw.span()), what, "write it like \"09:00\"");
        }
        read
    }

    /// A day of the week, short or long.
    pub(super) fn weekday(&mut self, key: &str, raw: &Value<String>) -> Option<Weekday> {
        let raw = raw.as_ref()?;
        let read = raw.get_ref().trim().parse().ok();
        if read.is_none() {
            let what = format!("{:?} is not a day of the week", raw.get_ref());
            self.fault(
                key,
                Some(raw.span()),
                what,
                "write Mon, Tue, Wed, Thu, Fri, Sat or Sun",
            );
        }
        read
    }
}

/// A key without its numbers: `client[2].domains` → `client.domains`.
fn bare(key: &str) -> String {
    let parts = key
        .split('.')
        .map(|part| part.split('[').next().unwrap_or_default());
    parts.collect::<Vec<_>>().join(".")
}

/// A time of day; 24:00 is the last second there is.
fn clock(text: &str) -> Option<NaiveTime> {
    match text.trim() {
        "24:00" => NaiveTime::from_hms_opt(23, 59, 59),
        text => NaiveTime::parse_from_str(text, "%H:%M").ok(),
    }
}
