//! Names of calendars to holidays.

use std::collections::HashMap;
use std::sync::Arc;

use toml::Spanned;

use super::super::keys::nearest;
use super::super::raw::List;
use super::super::reader::Report;
use crate::calendar::{Holidays, bundled, bundled_codes};

/// Largest .ics file read, in bytes.
const LARGEST: u64 = 4 << 20;

/// Calendars already read, so that a file named by a hundred clients is read once.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    read: HashMap<String, Option<Holidays>>,
}

impl Shelf {
    /// The calendars of one side, merged.
    pub(super) fn named(
        &mut self,
        key: &str,
        names: &List,
        report: &mut Report<'_>,
    ) -> Arc<Holidays> {
        let mut merged = Holidays::default();
        for name in names.iter().flat_map(|list| list.get_ref()) {
            let known = match self.read.get(name.get_ref()) {
                Some(known) => known,
                None => {
                    let read = one(key, name, report);
                    self.read.entry(name.get_ref().clone()).or_insert(read)
                }
            };
            if let Some(holidays) = known {
                merged.merge(holidays);
            }
        }
        Arc::new(merged)
    }
}

/// One calendar by code or path.
fn one(key: &str, name: &Spanned<String>, report: &mut Report<'_>) -> Option<Holidays> {
    let text = name.get_ref();
    let base = report.base;
    let mut fault = |what: String, remedy: &str| {
        report.fault(key, Some(name.span()), what, remedy);
        None
    };
    if text.contains(['/', '.', '\\']) {
        let path = base.join(text);
        let shown = path.display();
        let read = match std::fs::metadata(&path) {
            Ok(meta) if meta.len() > LARGEST => Err(format!("{shown} is larger than 4 MiB")),
            Ok(_) => {
                std::fs::read_to_string(&path).map_err(|e| format!("{shown} cannot be read: {e}"))
            }
            Err(e) => Err(format!("{shown} cannot be read: {e}")),
        };
        return match read {
            Ok(ics) => Holidays::from_ics(&ics).map_or_else(
                |e| {
                    fault(
                        format!("{shown}: {}", e.what),
                        "name an iCalendar file of all-day events",
                    )
                },
                Some,
            ),
            Err(what) => fault(
                what,
                "name an .ics file by its path, seen from this file's folder",
            ),
        };
    }
    match bundled(text).map(Holidays::from_data) {
        Some(Ok(holidays)) => Some(holidays),
        Some(Err(e)) => fault(
            format!("the bundled calendar {text} is broken, {e}"),
            "report this",
        ),
        None => {
            let codes: Vec<_> = bundled_codes().collect();
            let what = format!("there is no bundled calendar {text:?}");
            match nearest(text, codes.iter().copied()).filter(|c| c.eq_ignore_ascii_case(text)) {
                Some(code) => fault(what, &format!("write \"{code}\"")),
                None if text.eq_ignore_ascii_case("UK") => fault(what, "write \"GB\""),
                None => {
                    let codes = codes.join(", ");
                    fault(
                        what,
                        &format!("write one of {codes}, or the path of an .ics file"),
                    )
                }
            }
        }
    }
}
