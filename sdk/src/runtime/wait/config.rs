//! Settings of waiters.

use std::time::Duration;

/// How often a waiter polls, and for how long.
///
/// The first poll is immediate. The delay after it is `first_delay`; each further one is `factor` times as long, up to
/// `longest_delay`. Each is shortened by a random part, at most `jitter`, so that waiters that started together do not
/// poll together.
///
/// ```
/// use std::time::Duration;
/// use clouddb::WaitConfig;
///
/// let patient = WaitConfig::default().deadline(Duration::from_secs(12 * 3600));
/// assert!(patient.longest_delay < patient.deadline);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
#[must_use = "settings have no effect until they are passed to `wait`"]
pub struct WaitConfig {
    /// The delay after the first poll.
    pub first_delay: Duration,
    /// Factor between consecutive delays. Less than 1 counts as 1.
    pub factor: f64,
    /// Upper bound of all delays.
    pub longest_delay: Duration,
    /// The largest random part, 0 to 1, by which a delay is shortened.
    pub jitter: f64,
    /// Time limit of the whole wait, including its calls.
    pub deadline: Duration,
    /// If a list is waited for: how many entries must be present, done or failed, before the wait ends. With 0, an
    /// empty list ends it.
    pub at_least: usize,
}

impl Default for WaitConfig {
    /// Delays from 2 to 30 seconds, each 1.5 times the one before and shortened by up to a quarter; a deadline of an
    /// hour; an empty list is done.
    fn default() -> Self {
        Self {
            first_delay: Duration::from_secs(2),
            factor: 1.5,
            longest_delay: Duration::from_secs(30),
            jitter: 0.25,
            deadline: Duration::from_secs(3600),
            at_least: 0,
        }
    }
}

impl WaitConfig {
    /// Sets [`first_delay`](field@Self::first_delay).
    pub const fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// Sets [`factor`](field@Self::factor).
    pub const fn factor(mut self, factor: f64) -> Self {
        self.factor = factor;
        self
    }

    /// Sets [`longest_delay`](field@Self::longest_delay).
    pub const fn longest_delay(mut self, delay: Duration) -> Self {
        self.longest_delay = delay;
        self
    }

    /// Sets [`jitter`](field@Self::jitter).
    pub const fn jitter(mut self, part: f64) -> Self {
        self.jitter = part;
        self
    }

    /// Sets [`deadline`](field@Self::deadline).
    pub const fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = limit;
        self
    }

    /// Sets [`at_least`](field@Self::at_least).
    pub const fn at_least(mut self, entries: usize) -> Self {
        self.at_least = entries;
        self
    }

    /// The delay after poll `poll`, the first being 1. `chance` is 0 to 1.
    pub(super) fn delay(&self, poll: u32, chance: f64) -> Duration {
        let growth = self.factor.max(1.0).powf(f64::from(poll.saturating_sub(1)));
        let whole = (self.first_delay.as_secs_f64() * growth).min(self.longest_delay.as_secs_f64());
        let part = 1.0 - self.jitter.clamp(0.0, 1.0) * chance.clamp(0.0, 1.0);
        // Not a number, such as zero times infinity, becomes the longest delay.
        Duration::try_from_secs_f64(whole * part).unwrap_or(self.longest_delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_the_longest_and_are_shortened_by_chance() {
        let config = WaitConfig { jitter: 0.5, factor: 2.0, ..WaitConfig::default() };
        let seconds = |poll, chance| config.delay(poll, chance).as_secs_f64();
        assert_eq!(seconds(1, 0.0), 2.0);
        assert_eq!(seconds(1, 1.0), 1.0);
        assert_eq!(seconds(3, 0.0), 8.0);
        assert_eq!(seconds(3, 0.5), 6.0);
        assert_eq!((seconds(5, 0.0), seconds(5, 1.0)), (30.0, 15.0));
        assert_eq!(seconds(u32::MAX, 0.0), 30.0);
    }

    #[test]
    fn settings_that_make_no_sense_do_no_harm() {
        let second = Duration::from_secs(1);
        let base = WaitConfig { first_delay: second, longest_delay: second, ..WaitConfig::default() };
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, f64::MAX] {
            for config in [WaitConfig { factor: odd, ..base }, WaitConfig { jitter: odd, ..base }] {
                assert!(config.delay(7, 0.5) <= second, "{config:?}");
            }
        }
        let none = WaitConfig { first_delay: Duration::ZERO, factor: f64::INFINITY, ..base };
        assert!(none.delay(2, 0.5) <= second);
    }
}
