//! What values must satisfy: whether the new rules let through all that the old ones did.
//!
//! The rules of a field hold together, and one can take another's place: a list of numbers may become a
//! range around them. So each rule that changed is judged by the values that all rules of the other state
//! let through, and the field's type: no `i32` is beyond two thousand million, and nothing empty is sent
//! where a value is required.

use super::log::Log;
use super::{Aspect, Change, Kind};
use crate::model::{Check, Field, Shape, StructRole};
use crate::spec::Bounds;

/// Compares what the values of a field must satisfy. Only what callers build is checked.
pub(super) fn compare(item: &str, role: StructRole, old: &Field, new: &Field, log: &mut Log) {
    for (aspect, noun) in
        [(Aspect::Range, "range"), (Aspect::Length, "length"), (Aspect::OneOf, "list of values")]
    {
        let find =
            |field: &'_ Field| field.checks.iter().find(|check| self::aspect(check) == aspect).cloned();
        let (before, after) = (find(old), find(new));
        if before == after {
            continue;
        }
        let refuses = |check: &Option<Check>, values: &Field| {
            check.as_ref().is_some_and(|check| Passing(values).some_fails(check))
        };
        let (narrower, wider) = (refuses(&after, old), refuses(&before, new));
        let another = format!("is documented with another {noun}");
        let change = if role == StructRole::Output {
            Change::patch(Kind::Changed, aspect, item, &another)
                .because("Answers are not checked: only documentation and the mock cloud change.")
        } else if narrower {
            Change::major(Kind::Changed, aspect, item, &format!("has a narrower {noun}"))
                .because("Calls that went through are refused before they are sent.")
        } else if wider {
            Change::minor(Kind::Changed, aspect, item, &format!("has a wider {noun}"))
                .because("Calls that were refused before they were sent go through.")
        } else {
            let reason = match (&before, &after) {
                (Some(_), Some(_)) => "The same values in another order.",
                _ => "Beside the field's type and its other rules it refuses nothing.",
            };
            Change::patch(Kind::Changed, aspect, item, &another).because(reason)
        };
        log.add(change.wire(&new.wire).values(before.as_ref().map(text), after.as_ref().map(text)));
    }
}

/// The values that pass all checks of a field.
struct Passing<'f>(&'f Field);

impl Passing<'_> {
    /// Whether at least one of them fails `check`.
    fn some_fails(&self, check: &Check) -> bool {
        match check {
            Check::FloatRange(low, high) => {
                let (least, most) = self.float_range();
                least < *low || most > *high
            }
            Check::Range(low, high) => match self.integers() {
                Some(mut values) => values.any(|value| value < *low || value > *high),
                None => {
                    let (least, most) = self.range();
                    least < *low || most > *high
                }
            },
            Check::Length(low, high) => match self.texts().filter(|_| self.measures_text()) {
                Some(mut values) => values.any(|value| !fits(value, *low, *high)),
                None => {
                    let (least, most) = self.length();
                    least < *low || most > *high
                }
            },
            Check::OneOfInt(all) => match self.integers() {
                Some(mut values) => values.any(|value| !all.contains(&value)),
                None => {
                    // A range that is longer than the list holds something else.
                    let (least, most) = self.range();
                    let is_longer = most.checked_sub(least).and_then(|steps| usize::try_from(steps).ok());
                    is_longer.is_none_or(|steps| steps >= all.len())
                        || (least..=most).any(|value| !all.contains(&value))
                }
            },
            Check::OneOfText(all) => match self.texts() {
                Some(mut values) => values.any(|value| !all.iter().any(|one| one == value)),
                None => true,
            },
        }
    }

    /// Those of a list of integers.
    fn integers(&self) -> Option<impl Iterator<Item = i64>> {
        let (least, most) = self.range();
        let all = self.0.checks.iter().find_map(|check| match check {
            Check::OneOfInt(all) => Some(all),
            _ => None,
        })?;
        Some(all.iter().copied().filter(move |value| *value >= least && *value <= most))
    }

    /// Those of a list of texts.
    fn texts(&self) -> Option<impl Iterator<Item = &str>> {
        let (least, most) = if self.measures_text() { self.length() } else { (0, u64::MAX) };
        let all = self.0.checks.iter().find_map(|check| match check {
            Check::OneOfText(all) => Some(all),
            _ => None,
        })?;
        Some(all.iter().map(String::as_str).filter(move |value| fits(value, least, most)))
    }

    fn range(&self) -> (i64, i64) {
        let bounds = self.0.checks.iter().find_map(|check| match check {
            Check::Range(low, high) => Some((*low, *high)),
            _ => None,
        });
        let (low, high) = bounds.unwrap_or((i64::MIN, i64::MAX));
        match innermost(&self.0.shape) {
            Shape::Int32 => (low.max(i32::MIN.into()), high.min(i32::MAX.into())),
            Shape::UInt64 => (low.max(0), high),
            _ => (low, high),
        }
    }

    fn float_range(&self) -> (f64, f64) {
        let bounds = self.0.checks.iter().find_map(|check| match check {
            Check::FloatRange(low, high) => Some((*low, *high)),
            _ => None,
        });
        bounds.unwrap_or((f64::MIN, f64::MAX))
    }

    fn length(&self) -> (u64, u64) {
        let bounds = self.0.checks.iter().find_map(|check| match check {
            Check::Length(low, high) => Some((*low, *high)),
            _ => None,
        });
        let (low, high) = bounds.unwrap_or((0, u64::MAX));
        // An empty list is not sent. A required field is missing when it is empty.
        let never_empty = match self.0.shape {
            Shape::List(_) | Shape::Map(_) => true,
            _ => self.0.required,
        };
        (if never_empty { low.max(1) } else { low }, high)
    }

    /// The length of a list is the number of its entries, whatever these are.
    fn measures_text(&self) -> bool {
        matches!(self.0.shape, Shape::Text)
    }
}

/// What a list or map holds, or the value itself.
fn innermost(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(inner) | Shape::Map(inner) => innermost(inner),
        shape => shape,
    }
}

fn fits(text: &str, low: u64, high: u64) -> bool {
    u64::try_from(text.chars().count()).is_ok_and(|length| length >= low && length <= high)
}

fn aspect(check: &Check) -> Aspect {
    match check {
        Check::Range(..) | Check::FloatRange(..) => Aspect::Range,
        Check::Length(..) => Aspect::Length,
        Check::OneOfText(_) | Check::OneOfInt(_) => Aspect::OneOf,
    }
}

/// How specs write a check.
fn text(check: &Check) -> String {
    match check {
        Check::Range(low, high) => {
            let (low, high) = ((*low > i64::MIN).then_some(*low), (*high < i64::MAX).then_some(*high));
            Bounds { low, high }.to_string()
        }
        Check::FloatRange(low, high) => {
            let (low, high) = ((*low > f64::MIN).then_some(*low), (*high < f64::MAX).then_some(*high));
            Bounds { low, high }.to_string()
        }
        Check::Length(low, high) => {
            let end = |end: u64| i64::try_from(end).ok();
            Bounds { low: end(*low).filter(|low| *low > 0), high: end(*high) }.to_string()
        }
        Check::OneOfText(values) => values.join(", "),
        Check::OneOfInt(values) => values.iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
    }
}
