//! State that all calls of a configuration share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::limit::{Limiter, RateLimits};
use super::lock::lock;
use super::retry::RetryBudget;

/// Rate limits and retry budgets. The clock's offset is shared as well, with the sources of credentials: see
/// [`ProviderContext`](super::credentials::ProviderContext).
#[derive(Debug)]
pub(crate) struct CallState {
    limiter: Limiter,
    budgets: Mutex<HashMap<&'static str, Arc<RetryBudget>>>,
}

impl CallState {
    pub(crate) fn new(rates: RateLimits) -> Self {
        Self { limiter: Limiter::new(rates), budgets: Mutex::default() }
    }

    pub(crate) fn limiter(&self) -> &Limiter {
        &self.limiter
    }

    /// The retry budget of a service: an outage of one service must not stop retries of another.
    pub(crate) fn budget(&self, service: &'static str) -> Arc<RetryBudget> {
        let mut budgets = lock(&self.budgets);
        budgets.entry(service).or_default().clone()
    }
}
