//! The difference between the local clock and the vendor's.

mod probe;

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::DATE;

use self::probe::Probe;
pub(crate) use self::probe::ProbeTurn;

/// How many seconds the vendor's clock is ahead of the local one, by its responses; shared by all calls of a
/// configuration.
#[derive(Debug, Default)]
pub(crate) struct Skew {
    offset: AtomicI64,
    probe: Probe,
}

/// The date of a response has whole seconds, and is some time old when it arrives.
const TOLERANCE: u64 = 5;

impl Skew {
    /// The present correction, in seconds.
    pub(crate) fn seconds(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }

    /// The local time, corrected.
    pub(crate) fn correct(&self, local: SystemTime) -> SystemTime {
        shifted(local, self.seconds())
    }

    /// Waits until the local clock, which `now` reads, is confirmed or its offset is known, or until it is this call's
    /// turn to check.
    pub(crate) async fn probe(&self, now: impl Fn() -> SystemTime) -> Option<ProbeTurn<'_>> {
        self.probe.enter(now).await
    }

    /// The vendor has accepted a request that was signed at the local time `local`.
    pub(crate) fn confirm(&self, local: SystemTime) {
        self.probe.confirm(local);
    }

    /// Whether the `Date` of a response agrees with the local time `local`, as it is corrected now.
    pub(crate) fn agrees(&self, headers: &HeaderMap, local: SystemTime) -> bool {
        difference(headers, local).is_some_and(|found| found.abs_diff(self.seconds()) <= TOLERANCE)
    }

    /// Sets the offset from the `Date` of a response that reported a wrong clock, received at the local time `local`.
    /// `false` when the request was already signed with that offset: then the clock is not the cause. Another call may
    /// have set the offset meanwhile, so the offset that this request was signed `with` counts.
    pub(crate) fn learn(&self, headers: &HeaderMap, local: SystemTime, with: i64) -> bool {
        let Some(difference) = difference(headers, local) else {
            return false;
        };
        self.offset.store(difference, Ordering::Relaxed);
        self.probe.confirm(local);
        with.abs_diff(difference) > TOLERANCE
    }
}

/// How many seconds the `Date` of a response is ahead of the local time.
fn difference(headers: &HeaderMap, local: SystemTime) -> Option<i64> {
    let date = http_date(headers.get(DATE)?.to_str().ok()?)?;
    Some(seconds(date)? - seconds(local)?)
}

/// A time so many seconds later, or earlier.
pub(crate) fn shifted(time: SystemTime, seconds: i64) -> SystemTime {
    let by = Duration::from_secs(seconds.unsigned_abs());
    let shifted = if seconds < 0 { time.checked_sub(by) } else { time.checked_add(by) };
    shifted.unwrap_or(time)
}

fn seconds(time: SystemTime) -> Option<i64> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).ok(),
        Err(before) => i64::try_from(before.duration().as_secs()).ok().map(|seconds| -seconds),
    }
}

/// A date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn http_date(text: &str) -> Option<SystemTime> {
    let parsed = jiff::fmt::strtime::parse("%a, %d %b %Y %H:%M:%S GMT", text.trim()).ok()?;
    let utc = parsed.to_datetime().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(utc.timestamp().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_is_learned_once_and_again_when_the_clock_jumps() {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap());
        let vendor = UNIX_EPOCH + Duration::from_secs(784_111_777);
        let skew = Skew::default();
        for local in [vendor - Duration::from_secs(6 * 3600), vendor + Duration::from_secs(6 * 3600)] {
            let with = skew.seconds();
            assert!(skew.learn(&headers, local, with));
            assert!(skew.learn(&headers, local, with), "another call was signed before that was known");
            assert_eq!(skew.correct(local), vendor);
            assert!(!skew.learn(&headers, local + Duration::from_secs(1), skew.seconds()), "nothing new");
        }
        assert!(!skew.learn(&HeaderMap::new(), vendor, 0), "without a date nothing is learned");
    }
}
