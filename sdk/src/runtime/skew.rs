//! The difference between the local clock and the vendor's.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::DATE;

/// Seconds that the vendor's clock is ahead of the local one, as its answers told; shared by all calls of a client.
#[derive(Debug, Default)]
pub(crate) struct Skew(AtomicI64);

/// A date of an answer has whole seconds, and is some time old when it arrives.
const TOLERANCE: u64 = 5;

impl Skew {
    /// The present correction, in seconds.
    pub(crate) fn seconds(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// The local time, corrected.
    pub(crate) fn correct(&self, local: SystemTime) -> SystemTime {
        shifted(local, self.seconds())
    }

    /// Learns from the `Date` of an answer that called the clock wrong, received at the local time `local`. `false`
    /// when the request was signed with that correction already: then the clock is not what is wrong. Another call
    /// may have learned it meanwhile, so what counts is what this request was signed `with`.
    pub(crate) fn learn(&self, headers: &HeaderMap, local: SystemTime, with: i64) -> bool {
        let date = headers.get(DATE).and_then(|value| value.to_str().ok()).and_then(http_date);
        let Some(difference) = date.and_then(|date| Some(seconds(date)? - seconds(local)?)) else {
            return false;
        };
        self.0.store(difference, Ordering::Relaxed);
        with.abs_diff(difference) > TOLERANCE
    }
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
        assert!(!skew.learn(&HeaderMap::new(), vendor, 0), "no date tells nothing");
    }
}
