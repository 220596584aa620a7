//! Working time of both sides: zones, holidays, make-up days, hours.
//!
//! Nothing here loops for ever or panics for any date: searches end after [`HORIZON`] days, counts
//! are clamped to [`FARTHEST`] working days.

#![deny(clippy::arithmetic_side_effects)]

mod bundled;
mod calendars;
mod holidays;
mod ics;
mod joint;
mod side;
mod zoned;

pub use bundled::{bundled, bundled_codes};
pub use calendars::Calendars;
pub use holidays::{DataFault, Holidays};
pub use joint::Joint;
pub use side::WorkingTime;

/// Days after which a search for a working day is given up.
pub const HORIZON: u32 = 400;

/// The most working days `add` goes and `days_between` counts, about a century.
pub const FARTHEST: i32 = 30_000;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
