//! Time and random numbers, injected so that tests can check signatures against recorded ones.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

/// A source of time and nonces. Tests replace it to get reproducible signatures.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The time to sign with.
    fn now(&self) -> SystemTime;

    /// 128 bits that were not used before.
    fn nonce(&self) -> u128;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn nonce(&self) -> u128 {
        (**self).nonce()
    }
}

/// The system's clock and its source of random bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn nonce(&self) -> u128 {
        let mut bytes = [0; 16];
        match getrandom::fill(&mut bytes) {
            Ok(()) => u128::from_le_bytes(bytes),
            // A nonce must be new, not secret, so the time is good enough if the system has no random bits.
            Err(_) => {
                SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos())
            }
        }
    }
}

/// A random number from 0 to 1, from the clock's nonces.
pub(crate) fn chance(clock: &dyn Clock) -> f64 {
    let bits = u32::try_from(clock.nonce() >> 96).unwrap_or(u32::MAX);
    f64::from(bits) / f64::from(u32::MAX)
}

/// A nonce in the form of a UUID of version 4, with version and variant in six of the bits.
pub fn uuid(nonce: u128) -> String {
    let marked = nonce & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{marked:032x}");
    let (time, rest) = hex.split_at(8);
    let (middle, rest) = rest.split_at(4);
    let (version, rest) = rest.split_at(4);
    let (variant, node) = rest.split_at(4);
    format!("{time}-{middle}-{version}-{variant}-{node}")
}
