//! Compares the validation rules of a field: whether the new rules accept every value that the old ones accepted.
//!
//! A value must pass all rules of a field, and one rule can replace another: a list of numbers can become a range
//! that contains them. So each changed rule is tested against the values that all rules of the other state and the
//! field's type accept: an `i32` has bounds, and a required value is never empty.

use super::builder::DiffBuilder;
use super::{Aspect, Change, ChangeKind};
use crate::model::{Check, Field, Shape, StructRole};
use crate::spec::Bounds;

/// Compares the validation rules of a field. Only values that callers build are validated.
pub(super) fn compare(item: &str, role: StructRole, old: &Field, new: &Field, diff: &mut DiffBuilder) {
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
            check.as_ref().is_some_and(|check| AcceptedValues(values).has_failing(check))
        };
        let (narrower, wider) = (refuses(&after, old), refuses(&before, new));
        let summary = format!("is documented with another {noun}");
        let change = if role == StructRole::Output {
            Change::patch(ChangeKind::Changed, aspect, item, &summary)
                .reason("Responses are not validated: only documentation and the mock cloud change.")
        } else if narrower {
            Change::major(ChangeKind::Changed, aspect, item, &format!("has a narrower {noun}"))
                .reason("Calls that were accepted are now refused before they are sent.")
        } else if wider {
            Change::minor(ChangeKind::Changed, aspect, item, &format!("has a wider {noun}"))
                .reason("Calls that were refused before they were sent are accepted.")
        } else {
            let reason = match (&before, &after) {
                (Some(_), Some(_)) => "The same values are accepted.",
                _ => "The field's type and its other rules already refuse the same values.",
            };
            Change::patch(ChangeKind::Changed, aspect, item, &summary).reason(reason)
        };
        diff.add(
            change.wire(&new.wire).values(before.as_ref().map(check_text), after.as_ref().map(check_text)),
        );
    }
}

/// The values that pass all checks of a field.
struct AcceptedValues<'f>(&'f Field);

impl AcceptedValues<'_> {
    /// Whether at least one accepted value fails `check`.
    fn has_failing(&self, check: &Check) -> bool {
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
                    // A range longer than the list contains a value that the list does not.
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

    /// The accepted integers, if the field lists its values.
    fn integers(&self) -> Option<impl Iterator<Item = i64>> {
        let (least, most) = self.range();
        let all = self.0.checks.iter().find_map(|check| match check {
            Check::OneOfInt(all) => Some(all),
            _ => None,
        })?;
        Some(all.iter().copied().filter(move |value| *value >= least && *value <= most))
    }

    /// The accepted texts, if the field lists its values.
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
        // An empty list is not sent, and a required field must not be empty.
        let never_empty = match self.0.shape {
            Shape::List(_) | Shape::Map(_) => true,
            _ => self.0.required,
        };
        (if never_empty { low.max(1) } else { low }, high)
    }

    /// Whether a length counts characters. The length of a list counts entries.
    fn measures_text(&self) -> bool {
        matches!(self.0.shape, Shape::Text)
    }
}

/// The type of the entries of a list or map, or the type itself.
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

/// A check in the syntax of specs.
fn check_text(check: &Check) -> String {
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
