//! Fault injection: what can go wrong between a client and a cloud.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

use serde_json::Value as Json;

use super::answer::Key;
use crate::runtime::lock::lock;

/// A fault of an attempt. The request is checked first: a refused request has no fault.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// No fault: a place in a sequence.
    None,
    /// The vendor's code for too many calls, with this delay in the vendor's own header.
    Throttle(Option<Duration>),
    /// The vendor's code for an internal error.
    Internal,
    /// The vendor's code for a temporary key whose token has expired.
    ExpiredToken,
    /// An HTML page with this HTTP status, as proxies send it.
    Html(u16),
    /// The connection is closed before a response.
    Reset,
    /// The connection is closed in the middle of the body.
    ResetBody,
    /// There is never a response.
    Stall,
    /// Half of the body is sent, and then nothing.
    StallBody,
    /// Half of the body is sent, as a complete response.
    Truncated,
    /// A body that is not JSON.
    Garbage,
    /// Another content type than the vendor's.
    ContentType(&'static str),
    /// A body of so many bytes.
    Oversize(usize),
    /// One byte of the body at a time, with this delay between two.
    Drip(Duration),
    /// Unknown members in the response.
    UnknownFields,
    /// Each member of the response twice.
    DuplicateFields,
}

/// The faults of further attempts.
#[derive(Default)]
pub(super) struct Faults(Mutex<HashMap<Key, Plan>>);

#[derive(Default)]
struct Plan {
    /// Each is for one attempt, in this order.
    next: VecDeque<Fault>,
    /// For all attempts from then on.
    standing: Option<Standing>,
}

enum Standing {
    Always(Fault),
    /// For a random share of the attempts.
    Sometimes {
        share: f64,
        faults: Vec<Fault>,
        random: Random,
    },
}

impl Faults {
    /// Sets the faults of the next attempts, one each.
    pub(super) fn queue(&self, key: Key, faults: impl IntoIterator<Item = Fault>) {
        self.change(key, |plan| plan.next.extend(faults));
    }

    /// Sets the fault of each attempt from now on.
    pub(super) fn stand(&self, key: Key, fault: Fault) {
        self.change(key, |plan| plan.standing = Some(Standing::Always(fault)));
    }

    /// Sets faults for a random share of the attempts from now on; the same seed gives the same sequence.
    pub(super) fn scatter(&self, key: Key, share: f64, seed: u64, faults: Vec<Fault>) {
        let standing = Standing::Sometimes { share, faults, random: Random(seed) };
        self.change(key, |plan| plan.standing = Some(standing));
    }

    fn change(&self, key: Key, change: impl FnOnce(&mut Plan)) {
        let mut plans = lock(&self.0);
        change(plans.entry(key).or_default());
    }

    /// The names that a fault of the next untyped call is set for.
    pub(super) fn untyped_names(&self) -> Vec<String> {
        let plans = lock(&self.0);
        let set = plans.iter().filter(|(_, plan)| !plan.next.is_empty() || plan.standing.is_some());
        set.filter_map(|(key, _)| key.untyped()).map(str::to_owned).collect()
    }

    /// The fault of this attempt.
    pub(super) fn take(&self, key: &Key) -> Fault {
        let mut plans = lock(&self.0);
        let Some(plan) = plans.get_mut(key) else {
            return Fault::None;
        };
        if let Some(fault) = plan.next.pop_front() {
            return fault;
        }
        match &mut plan.standing {
            None => Fault::None,
            Some(Standing::Always(fault)) => fault.clone(),
            Some(Standing::Sometimes { share, faults, random }) => {
                if random.next() >= *share {
                    return Fault::None;
                }
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    clippy::cast_precision_loss
                )]
                let index = (random.next() * faults.len() as f64) as usize;
                faults.get(index).cloned().unwrap_or(Fault::None)
            }
        }
    }
}

/// Reproducible random numbers: SplitMix64.
struct Random(u64);

impl Random {
    /// From 0 to 1, without 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let fraction = (bits >> 11) as f64 / (1_u64 << 53) as f64;
        fraction
    }
}

/// The data with unknown members, at every level.
pub(super) fn with_unknown(value: &mut Json) {
    match value {
        Json::Object(members) => {
            members.values_mut().for_each(with_unknown);
            members.insert("ClouddbUnknown".to_owned(), serde_json::json!({"a": [1, null, "x"]}));
        }
        Json::Array(values) => values.iter_mut().for_each(with_unknown),
        _ => {}
    }
}

/// The data as text, each member twice, first with null.
pub(super) fn doubled(value: &Json) -> String {
    match value {
        Json::Object(members) => {
            let pairs: Vec<String> = members
                .iter()
                .map(|(name, value)| {
                    let name = Json::from(name.as_str());
                    format!("{name}:null,{name}:{}", doubled(value))
                })
                .collect();
            format!("{{{}}}", pairs.join(","))
        }
        Json::Array(values) => {
            let values: Vec<String> = values.iter().map(doubled).collect();
            format!("[{}]", values.join(","))
        }
        scalar => scalar.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_even_and_repeats() {
        let draw = |seed| {
            let mut random = Random(seed);
            (0..10_000).map(|_| random.next()).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        let low = draw(7).iter().filter(|value| **value < 0.3).count();
        assert!((2_800..3_200).contains(&low), "{low}");
    }

    #[test]
    fn members_can_be_doubled_and_added() {
        let mut value = serde_json::json!({"a": [{"b": 1}]});
        assert_eq!(doubled(&value), r#"{"a":null,"a":[{"b":null,"b":1}]}"#);
        with_unknown(&mut value);
        assert!(value["a"][0]["ClouddbUnknown"].is_object() && value["ClouddbUnknown"].is_object());
    }
}
