//! A promise for after some days off: the calendar tells its day.

use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate};

use super::Act;
use crate::calendar::{Holidays, WorkingTime, bundled};
use crate::interpret::{DaysOff, after_days_off};
use crate::model::SignalKind;

/// Characters of a mail in which days off named anywhere are those of its promise.
const SHORT: usize = 120;

/// China's holidays: those a mail in Chinese means, wherever its writer's calendar is.
static CHINA: LazyLock<Option<Arc<Holidays>>> =
    LazyLock::new(|| Some(Arc::new(Holidays::from_data(bundled("CN")?).ok()?)));

impl Act<'_> {
    /// The days off after which something is promised.
    pub(super) fn days_off(&self) -> Option<DaysOff> {
        let reading = self.answer.reading;
        let promise = reading.signal(SignalKind::Promise)?;
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        let own = reading.own_text.trim();
        let short = promise.date.is_none() && own.chars().count() <= SHORT;
        after_days_off(&promise.evidence, today)
            .or_else(|| after_days_off(own, today).filter(|_| short))
    }

    /// The first day that is worked after them, in the client's calendar.
    pub(super) fn day_after(&self, off: DaysOff) -> Option<NaiveDate> {
        let own = self.desk.calendars.of(&self.item.client);
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        let after = match off {
            DaysOff::Of(_, back) => {
                return Some(if own.works(back) {
                    back
                } else {
                    own.add(back, 1)
                });
            }
            DaysOff::Next { chinese: true } => in_china(own)
                .and_then(|china| china.after_days_off(today))
                .or_else(|| own.after_days_off(today)),
            DaysOff::Next { chinese: false } => own.after_days_off(today),
        }?;
        // Between Christmas and the new year few houses are at work.
        let year = NaiveDate::from_ymd_opt(after.year().checked_add(1)?, 1, 1)?;
        Some(if after.month() == 12 && after.day() > 25 {
            own.add(year, 1)
        } else {
            after
        })
    }
}

fn in_china(own: &WorkingTime) -> Option<WorkingTime> {
    let holidays = Arc::clone(CHINA.as_ref()?);
    Some(WorkingTime {
        holidays,
        ..own.clone()
    })
}
