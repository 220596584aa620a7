//! The table of weights, found by key. It is read where it lies: taking thirty thousand lines apart
//! would cost every start more than a mail does.

use super::READINGS;

/// Hundredths in the table are the unit of a scale.
pub(super) type Row = [i16; READINGS.len()];

/// Slots for keys: a power of two, about twice the lines.
const SLOTS: usize = 1 << 16;

/// Bits of a slot that say where a line begins; the others are of its key's hash, so that the line
/// of another key is hardly ever looked at.
const PLACE: u32 = (1 << 22) - 1;

/// The lines of a table by the hash of their keys.
pub(super) struct Table {
    text: &'static str,
    /// Where a line begins ([`PLACE`]), counted from 1; 0 is none. A key stands at its hash or behind.
    slots: Vec<u32>,
}

/// The slot of a key and what is kept of its hash beside [`PLACE`]: eight bytes at a time, for the keys
/// are as short as words.
fn slot(key: &[u8]) -> (usize, u32) {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for piece in key.chunks(8) {
        let mut eight = [0_u8; 8];
        for (to, from) in eight.iter_mut().zip(piece) {
            *to = *from;
        }
        hash = (hash ^ u64::from_le_bytes(eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 32;
    }
    let home = usize::try_from(hash & 0x00ff_ffff).unwrap_or_default();
    let mark = u32::try_from(hash >> 32).unwrap_or_default();
    (home, mark & !PLACE)
}

impl Table {
    /// Finds the lines of a table: a key, then a number for each reading, between tabs.
    pub(super) fn new(text: &'static str) -> Self {
        let mut table = Self {
            text,
            slots: vec![0; SLOTS],
        };
        let mut start = 0_u32;
        for line in text.as_bytes().split_inclusive(|b| *b == b'\n') {
            let key = line.split(|b| *b == b'\t').next().unwrap_or_default();
            let place = start.saturating_add(1);
            if key.len() < line.len() && key.first().is_some_and(|b| *b != b'#') && place <= PLACE {
                table.enter(key, place);
            }
            start = start.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX));
        }
        table
    }

    fn enter(&mut self, key: &[u8], line: u32) {
        let (home, mark) = slot(key);
        for step in 0..SLOTS {
            if let Some(free) = self.slots.get_mut(home.wrapping_add(step) % SLOTS)
                && *free == 0
            {
                *free = line | mark;
                return;
            }
        }
    }

    /// The number of a key's line and what it weighs; `None` if the table does not have it.
    pub(super) fn get(&self, key: &str) -> Option<(u32, Row)> {
        let text = self.text.as_bytes();
        let (home, mark) = slot(key.as_bytes());
        for step in 0..SLOTS {
            let there = *self.slots.get(home.wrapping_add(step) % SLOTS)?;
            let line = there & PLACE;
            let start = usize::try_from(line.checked_sub(1)?).ok()?;
            if there & !PLACE != mark {
                continue;
            }
            let cells = text
                .get(start..)?
                .strip_prefix(key.as_bytes())
                .and_then(|rest| rest.strip_prefix(b"\t"));
            if let Some(cells) = cells {
                return Some((line, row(cells)?));
            }
        }
        None
    }
}

/// Whole numbers between tabs up to the end of the line; `None` if there are too few or others.
fn row(cells: &[u8]) -> Option<Row> {
    let mut row = Row::default();
    let mut bytes = cells.iter().copied();
    let mut ended = false;
    for cell in &mut row {
        let (mut number, mut minus) = (0_i16, false);
        if std::mem::replace(&mut ended, true) {
            return None;
        }
        for byte in bytes.by_ref() {
            match byte {
                b'0'..=b'9' => {
                    let digit = i16::from(byte.saturating_sub(b'0'));
                    number = number.checked_mul(10)?.checked_add(digit)?;
                }
                b'-' => minus = true,
                b'\t' => {
                    ended = false;
                    break;
                }
                b'\n' | b'\r' => break,
                _ => return None,
            }
        }
        *cell = if minus { number.checked_neg()? } else { number };
    }
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_its_key() {
        let table = Table::new(
            "# a key and ten numbers\npaid\t1\t-2\t300\t4\t5\t6\t7\t8\t9\t-10\npaid up\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\nodd\tx\nfew\t1\t2\nlast\t1\t1\t1\t1\t1\t1\t1\t1\t1\t7",
        );
        let of = |key| table.get(key).map(|(_, row)| row);
        assert_eq!(of("paid"), Some([1, -2, 300, 4, 5, 6, 7, 8, 9, -10]));
        assert_eq!(of("paid up"), Some([1; 10]));
        assert_eq!(of("last"), Some([1, 1, 1, 1, 1, 1, 1, 1, 1, 7]));
        for none in ["pai", "paid u", "#", "odd", "few", "", "unknown"] {
            assert_eq!(of(none), None, "{none}");
        }
        assert_ne!(
            table.get("paid").map(|(line, _)| line),
            table.get("paid up").map(|(line, _)| line)
        );
    }

    #[test]
    fn every_line_of_the_table_is_found() {
        let text = include_str!("weights.tsv");
        let table = Table::new(text);
        let mut lines = 0_usize;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let key = cells.next().unwrap_or_default();
            let row: Vec<i16> = cells.filter_map(|cell| cell.parse().ok()).collect();
            let got = table.get(key).map(|(_, row)| row.to_vec());
            assert_eq!(got, Some(row), "{key}");
            lines += 1;
        }
        assert!(lines > 0 && lines < SLOTS / 4 * 3, "{lines} lines");
    }
}
