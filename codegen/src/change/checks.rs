//! What values must satisfy: whether the new rule lets through all that the old one did.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::log::Log;
use super::{Change, Kind};
use crate::model::{Check, Field, StructRole};

/// What is allowed, in comparable form.
#[derive(PartialEq)]
enum Allowed {
    Between(i128, i128),
    These(BTreeSet<String>),
}

impl Allowed {
    /// Whether everything that `self` allows is allowed by `other`.
    fn within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Between(low, high), Self::Between(least, most)) => low >= least && high <= most,
            (Self::These(some), Self::These(all)) => some.is_subset(all),
            _ => false,
        }
    }
}

/// Compares what the values of a field must satisfy. Only what callers build is checked.
pub(super) fn compare(item: &str, role: StructRole, old: &Field, new: &Field, log: &mut Log) {
    for (aspect, noun) in [("range", "range"), ("length", "length"), ("one_of", "list of values")] {
        let (before, after) = (find(aspect, old), find(aspect, new));
        if before == after {
            continue;
        }
        let allowed = |found: &Option<(Allowed, String)>| found.as_ref().map(|(_, text)| text.clone());
        // Nothing said is everything allowed.
        let narrower = match (&before, &after) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some((before, _)), Some((after, _))) => !before.within(after),
        };
        let same = matches!((&before, &after), (Some((before, _)), Some((after, _))) if before == after);
        let change = if role == StructRole::Output || same {
            Change::patch(Kind::Changed, aspect, item, &format!("is documented with another {noun}"))
                .because("Answers are not checked: only documentation and the mock cloud change.")
        } else if narrower {
            Change::major(Kind::Changed, aspect, item, &format!("has a narrower {noun}"))
                .because("Calls that went through are refused before they are sent.")
        } else {
            Change::minor(Kind::Changed, aspect, item, &format!("has a wider {noun}"))
                .because("Calls that were refused before they were sent go through.")
        };
        let change = if same { change.because("The same values in another order.") } else { change };
        log.add(change.wire(&new.wire).values(allowed(&before), allowed(&after)));
    }
}

/// The check of a field that `aspect` speaks of, and how specs write it.
fn find(aspect: &str, field: &Field) -> Option<(Allowed, String)> {
    field.checks.iter().find_map(|check| {
        let (name, allowed, text) = match check {
            Check::Range(low, high) => {
                let text = bounds((*low > i64::MIN).then_some(low), (*high < i64::MAX).then_some(high));
                ("range", Allowed::Between(i128::from(*low), i128::from(*high)), text)
            }
            Check::Length(low, high) => {
                let text = bounds((*low > 0).then_some(low), (*high < u64::MAX).then_some(high));
                ("length", Allowed::Between(i128::from(*low), i128::from(*high)), text)
            }
            Check::OneOfText(values) => ("one_of", these(values), values.join(", ")),
            Check::OneOfInt(values) => {
                let values: Vec<String> = values.iter().map(i64::to_string).collect();
                ("one_of", these(&values), values.join(", "))
            }
        };
        (name == aspect).then_some((allowed, text))
    })
}

fn these(values: &[String]) -> Allowed {
    Allowed::These(values.iter().cloned().collect())
}

/// `1..=100`, `1..`, `..=5`
fn bounds(low: Option<impl Display>, high: Option<impl Display>) -> String {
    let low = low.map(|low| low.to_string()).unwrap_or_default();
    match high {
        Some(high) => format!("{low}..={high}"),
        None => format!("{low}.."),
    }
}
