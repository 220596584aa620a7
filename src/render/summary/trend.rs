//! The trend of open items as a picture, and the same in words.

use super::Teller;
use crate::mail::draft::File;
use crate::render::format;
use crate::render::png::Picture;
use crate::report::trend::Week;

/// File name of the picture; the HTML shows it by it.
pub(super) const NAME: &str = "trend.png";

/// Width and height of the picture in dots.
const SIZE: (usize, usize) = (520, 100);

/// Thickness of the line the bars stand on, in dots.
const FLOOR: usize = 2;

/// Not due, overdue, the line below: as in the bars of money.
const PALETTE: [[u8; 3]; 3] = [[0x2f, 0x7f, 0xbf], [0xc8, 0x45, 0x3b], [0xb8, 0xb8, 0xb8]];

/// The picture; `None` where there is no trend yet.
pub(in crate::render) fn picture(weeks: &[Week]) -> Option<File> {
    let most = weeks
        .iter()
        .map(|week| week.open)
        .max()
        .filter(|most| *most > 0)?;
    let (width, height) = SIZE;
    let room = height.saturating_sub(FLOOR);
    let each = width.checked_div(weeks.len())?;
    let wide = each.saturating_mul(7).checked_div(10)?;
    let high = |count: usize| count.saturating_mul(room).checked_div(most).unwrap_or(0);
    let mut picture = Picture::new(width, height, PALETTE);
    for (n, week) in weeks.iter().enumerate() {
        let left = n.saturating_mul(each);
        let (all, late) = (high(week.open), high(week.overdue));
        picture.fill(left, room.saturating_sub(all), wide, all, 1);
        picture.fill(left, room.saturating_sub(late), wide, late, 2);
    }
    picture.fill(0, room, width, FLOOR, 3);
    Some(File {
        name: NAME.to_owned(),
        media_type: "image/png".to_owned(),
        bytes: picture.bytes(),
    })
}

impl Teller<'_> {
    /// The picture in words; empty where there is no trend yet.
    pub(super) fn trend(&self) -> String {
        let weeks = &self.summary.trend;
        let Some(first) = weeks.first() else {
            return String::new();
        };
        let list = |count: &dyn Fn(&Week) -> usize| {
            let counts: Vec<String> = weeks.iter().map(|week| count(week).to_string()).collect();
            counts.join(" ")
        };
        self.label("summary", "trend")
            .replacen("%s", &format::date(first.day, self.language), 1)
            .replacen("%s", &list(&|week| week.open), 1)
            .replacen("%s", &list(&|week| week.overdue), 1)
    }
}
