//! Work spread over all cores, its results in the order of the jobs.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Jobs handed over at a time: a channel is dearer than a short text.
const AT_ONCE: usize = 16;
/// Bytes handed over at a time, unless one job is larger.
const MOST_BYTES: usize = 1024 * 1024;
/// Handfuls that wait before and behind each worker: so much is held in memory, and so far a worker
/// may run ahead of a slow one.
const WAITING: usize = 4;

/// What a job weighs while it waits.
pub(super) trait Load {
    /// Bytes it holds.
    fn bytes(&self) -> usize;
}

/// Runs `work` on every job that `feed` hands over and gives the results to `take` in order. The
/// threads live as long as the feed: what they have warmed up is dear.
///
/// # Errors
/// What `feed` or `take` say; a feed stops when it is answered false.
pub(super) fn in_order<J: Load + Send, R: Send>(
    feed: impl FnOnce(&mut dyn FnMut(J) -> bool) -> anyhow::Result<()> + Send,
    work: impl Fn(J) -> R + Sync,
    mut take: impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let work = &work;
    std::thread::scope(|scope| {
        let mut inlets: Vec<SyncSender<Vec<J>>> = Vec::new();
        let mut outlets: Vec<Receiver<Vec<R>>> = Vec::new();
        for _ in 0..cores {
            let (inlet, jobs) = sync_channel::<Vec<J>>(WAITING);
            let (results, outlet) = sync_channel(WAITING);
            scope.spawn(move || {
                for handful in jobs {
                    if results
                        .send(handful.into_iter().map(work).collect())
                        .is_err()
                    {
                        break;
                    }
                }
            });
            inlets.push(inlet);
            outlets.push(outlet);
        }
        let feeder = scope.spawn(move || {
            let mut turns = inlets.iter().cycle();
            let mut handful = Vec::with_capacity(AT_ONCE);
            let mut give = |handful: &mut Vec<J>| {
                let full = std::mem::replace(handful, Vec::with_capacity(AT_ONCE));
                turns.next().is_some_and(|inlet| inlet.send(full).is_ok())
            };
            let mut held = 0_usize;
            let done = feed(&mut |job: J| {
                held = held.saturating_add(job.bytes());
                handful.push(job);
                if handful.len() < AT_ONCE && held < MOST_BYTES {
                    return true;
                }
                held = 0;
                give(&mut handful)
            });
            give(&mut handful);
            done
        });
        // Handfuls were dealt out in turn, so their results come in turn; the first empty turn is the
        // end.
        let mut taken = Ok(());
        for outlet in outlets.iter().cycle() {
            let Ok(results) = outlet.recv() else { break };
            taken = results.into_iter().try_for_each(&mut take);
            if taken.is_err() {
                break;
            }
        }
        drop(outlets);
        let fed = feeder
            .join()
            .unwrap_or_else(|_| Err(anyhow::anyhow!("the reading thread died")));
        taken.and(fed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Load for usize {
        fn bytes(&self) -> usize {
            if self.is_multiple_of(7) {
                MOST_BYTES
            } else {
                0
            }
        }
    }

    fn run(jobs: usize, stop_at: usize) -> (Vec<usize>, bool) {
        let mut seen = Vec::new();
        let done = in_order(
            |give| {
                for n in 0..jobs {
                    if !give(n) {
                        break;
                    }
                }
                Ok(())
            },
            |n| n * 2,
            |n| {
                seen.push(n);
                anyhow::ensure!(seen.len() < stop_at, "enough");
                Ok(())
            },
        );
        (seen, done.is_ok())
    }

    #[test]
    fn results_come_in_the_order_of_the_jobs_and_a_full_reader_stops_all() {
        for jobs in [0, 1, 15, 16, 17, 1000] {
            let (seen, fine) = run(jobs, usize::MAX);
            assert!(fine);
            assert_eq!(seen, (0..jobs).map(|n| n * 2).collect::<Vec<_>>());
        }
        let (seen, fine) = run(100_000, 40);
        assert!(!fine);
        assert_eq!(seen.len(), 40);
    }

    #[test]
    fn a_feed_that_fails_is_told_after_what_it_gave() {
        let mut seen = 0;
        let done = in_order(
            |give| {
                give(1);
                anyhow::bail!("no more")
            },
            |n: usize| n,
            |_| {
                seen += 1;
                Ok(())
            },
        );
        assert!(done.is_err());
        assert_eq!(seen, 1);
    }
}
