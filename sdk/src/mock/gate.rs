//! Authentication: the accepted keys, the clock, and the used nonces.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::runtime::lock::lock;
use crate::runtime::signing::{hex, hmac_sha256, verify_hmac_sha256};
use crate::runtime::{Clock, Credentials};

/// The data to verify signatures of requests.
pub(super) struct Gate {
    credentials: Vec<Credentials>,
    clock: Arc<dyn Clock>,
    nonces: Mutex<Nonces>,
}

/// What is wrong with the token of a request, for its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenFault {
    /// The key is temporary and its token is missing.
    Missing,
    /// The token belongs to another key, or the key is permanent and has none.
    Wrong,
}

impl Gate {
    pub(super) fn new(credentials: Vec<Credentials>, clock: Arc<dyn Clock>) -> Self {
        Self { credentials, clock, nonces: Mutex::default() }
    }

    pub(super) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub(super) fn now(&self) -> SystemTime {
        self.clock.now()
    }

    pub(super) fn credentials(&self) -> &[Credentials] {
        &self.credentials
    }

    /// The key with this id. One id may be accepted with several tokens: the one that was sent is preferred.
    pub(super) fn find(&self, access_key_id: &str, token: Option<&str>) -> Option<&Credentials> {
        let mut of_id = self.credentials.iter().filter(|key| key.access_key_id() == access_key_id);
        let first = of_id.clone().next();
        of_id.find(|key| token_fault(key, token).is_none()).or(first)
    }

    /// Whether `time` is at most `window` away from the clock.
    pub(super) fn is_within(&self, time: SystemTime, window: Duration) -> bool {
        let now = self.now();
        let apart = now.duration_since(time).or_else(|_| time.duration_since(now));
        apart.is_ok_and(|apart| apart <= window)
    }

    /// Whether the key uses `nonce` for the first time; it is remembered `until` its request is too old anyway.
    pub(super) fn is_first_use(&self, access_key_id: &str, nonce: &str, until: SystemTime) -> bool {
        let mut nonces = lock(&self.nonces);
        nonces.is_first_use(format!("{access_key_id} {nonce}"), until, self.now())
    }
}

/// Compares the token of a request with that of its key.
pub(super) fn token_fault(key: &Credentials, token: Option<&str>) -> Option<TokenFault> {
    match (key.security_token(), token.filter(|token| !token.is_empty())) {
        (None, None) => None,
        (Some(_), None) => Some(TokenFault::Missing),
        (None, Some(_)) => Some(TokenFault::Wrong),
        (Some(own), Some(token)) => {
            (!same_secret(key.access_key_secret().expose(), own.expose(), token)).then_some(TokenFault::Wrong)
        }
    }
}

/// Compares in constant time.
fn same_secret(key: &str, one: &str, other: &str) -> bool {
    let digest = hex(&hmac_sha256(key.as_bytes(), one.as_bytes()));
    verify_hmac_sha256(key.as_bytes(), other.as_bytes(), &digest)
}

/// Nonces with the time until which they count.
#[derive(Default)]
struct Nonces {
    used: HashMap<String, SystemTime>,
    /// Old ones are dropped when there are this many, so that a use costs little on average.
    sweep_at: usize,
}

impl Nonces {
    const SWEEP_AT_LEAST: usize = 1024;

    fn is_first_use(&mut self, nonce: String, until: SystemTime, now: SystemTime) -> bool {
        if self.used.len() >= self.sweep_at.max(Self::SWEEP_AT_LEAST) {
            self.used.retain(|_, until| *until >= now);
            self.sweep_at = self.used.len() * 2;
        }
        match self.used.get(&nonce) {
            Some(until) if *until >= now => false,
            _ => {
                self.used.insert(nonce, until);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn a_nonce_counts_until_its_request_is_too_old() {
        let mut nonces = Nonces::default();
        assert!(nonces.is_first_use("n".to_owned(), at(900), at(0)));
        assert!(!nonces.is_first_use("n".to_owned(), at(1800), at(900)));
        assert!(nonces.is_first_use("n".to_owned(), at(1801), at(901)));
    }

    #[test]
    fn old_nonces_are_forgotten() {
        let mut nonces = Nonces::default();
        for index in 0..100_000 {
            assert!(nonces.is_first_use(index.to_string(), at(index + 10), at(index)));
        }
        assert!(nonces.used.len() <= Nonces::SWEEP_AT_LEAST, "{} are kept", nonces.used.len());
    }

    #[test]
    fn a_token_belongs_to_its_key() {
        let permanent = Credentials::new("id", "secret");
        let temporary = permanent.clone().with_token("token");
        assert_eq!(token_fault(&permanent, None), None);
        assert_eq!(token_fault(&permanent, Some("")), None);
        assert_eq!(token_fault(&permanent, Some("token")), Some(TokenFault::Wrong));
        assert_eq!(token_fault(&temporary, Some("token")), None);
        assert_eq!(token_fault(&temporary, None), Some(TokenFault::Missing));
        assert_eq!(token_fault(&temporary, Some("toke")), Some(TokenFault::Wrong));
    }
}
