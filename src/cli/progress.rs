//! How far long work is: one line on stderr that is written over, where somebody looks at it.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use super::screen::pad;

/// A picture for the eye, not a log: no more often than this.
const PAUSE: Duration = Duration::from_millis(100);
/// Columns of the bar.
const BAR: u64 = 24;
/// Columns of the line.
const COLUMNS: usize = 72;

/// A line that tells how far work is. It goes when this is dropped.
#[derive(Debug)]
pub(super) struct Progress {
    /// `None` where nobody looks.
    last: Option<Option<Instant>>,
    what: &'static str,
    all: u64,
    done: u64,
}

impl Progress {
    /// Of `all` pieces; `what` they are.
    pub(super) fn new(what: &'static str, all: u64) -> Self {
        let looked_at = std::io::stderr().is_terminal() && all > 0;
        Self {
            last: looked_at.then_some(None),
            what,
            all,
            done: 0,
        }
    }

    /// One more is done.
    pub(super) fn step(&mut self) {
        self.reach(self.done.saturating_add(1));
    }

    /// So many are done.
    pub(super) fn reach(&mut self, done: u64) {
        self.done = done.min(self.all);
        let Some(last) = self.last else { return };
        let now = Instant::now();
        if last.is_some_and(|last| now.duration_since(last) < PAUSE) {
            return;
        }
        self.last = Some(Some(now));
        let mut out = std::io::stderr().lock();
        let line = pad(&line(self.what, self.done, self.all), COLUMNS);
        let _ = write!(out, "\r{line}\r").and_then(|()| out.flush());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(Some(_)) = self.last {
            let mut out = std::io::stderr().lock();
            let _ = write!(out, "\r{}\r", pad("", COLUMNS)).and_then(|()| out.flush());
        }
    }
}

fn line(what: &str, done: u64, all: u64) -> String {
    let part = |of: u64| done.saturating_mul(of).checked_div(all).unwrap_or(0);
    let full = usize::try_from(part(BAR)).unwrap_or(0);
    let rest = usize::try_from(BAR).unwrap_or(0).saturating_sub(full);
    format!(
        "{}{} {:>3} %  {done}/{all} {what}",
        "█".repeat(full),
        "░".repeat(rest),
        part(100)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_grows_with_the_work() {
        for (done, want) in [
            (0, "░░░░░░░░░░░░░░░░░░░░░░░░   0 %  0/4 mails"),
            (1, "██████░░░░░░░░░░░░░░░░░░  25 %  1/4 mails"),
            (4, "████████████████████████ 100 %  4/4 mails"),
        ] {
            assert_eq!(line("mails", done, 4), want);
        }
    }
}
