//! The difference between the local clock and the vendor's.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::DATE;

/// Seconds that the vendor's clock is ahead of the local one, as its answers told; shared by all calls of a client.
#[derive(Debug, Default)]
pub(crate) struct Skew(AtomicI64);

/// A date of an answer has whole seconds, and is some time old when it arrives.
const TOLERANCE: i64 = 5;

impl Skew {
    /// The local time, corrected.
    pub(crate) fn correct(&self, local: SystemTime) -> SystemTime {
        let seconds = self.0.load(Ordering::Relaxed);
        let by = Duration::from_secs(seconds.unsigned_abs());
        let corrected = if seconds < 0 { local.checked_sub(by) } else { local.checked_add(by) };
        corrected.unwrap_or(local)
    }

    /// Learns from the `Date` of an answer that called the clock wrong, received at the local time `local`.
    /// `false` when it tells nothing new: then the clock is not what is wrong.
    pub(crate) fn learn(&self, headers: &HeaderMap, local: SystemTime) -> bool {
        let date = headers.get(DATE).and_then(|value| value.to_str().ok()).and_then(http_date);
        let Some(difference) = date.and_then(|date| Some(seconds(date)? - seconds(local)?)) else {
            return false;
        };
        let known = self.0.swap(difference, Ordering::Relaxed);
        (known - difference).abs() > TOLERANCE
    }
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
            assert!(skew.learn(&headers, local));
            assert_eq!(skew.correct(local), vendor);
            assert!(!skew.learn(&headers, local + Duration::from_secs(1)), "nothing new was learned");
        }
        assert!(!skew.learn(&HeaderMap::new(), vendor), "no date tells nothing");
    }
}
