//! Checks a request before it is sent. One error lists all faults.

use std::fmt::Write;

use super::error::{Error, ErrorKind, Result};
use super::operation::OperationInfo;
use super::parameter::{Parameter, parameters};
use super::record::Record;
use super::table::{Check, Field, Kind, Place};
use super::value::View;

/// Checks `request`, with the parameters `set`, against its table and the groups of fields of `operation`.
///
/// Values of open enums are not checked: the service may have more of them than this version.
pub(crate) fn validate(operation: &OperationInfo, request: &dyn Record, set: &[Parameter<'_>]) -> Result<()> {
    let mut faults = Vec::new();
    check_record("", request, set, &mut faults);
    for group in operation.any_of {
        if !set.iter().any(|parameter| group.contains(&parameter.name)) {
            faults.push(format!("one of {} is needed", names(group)));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidRequest, faults.join("; ")))
}

fn check_record(prefix: &str, record: &dyn Record, set: &[Parameter<'_>], faults: &mut Vec<String>) {
    for (index, field) in record.table().fields.iter().enumerate() {
        let path = format!("{prefix}{}", field.name);
        if field.required && is_missing(field, record.view(index)) {
            faults.push(format!("{path} is needed"));
            continue;
        }
        let Some(parameter) = set.iter().find(|parameter| parameter.name == field.name) else {
            continue;
        };
        let beside: Vec<&str> =
            set.iter().map(|other| other.name).filter(|name| field.not_with.contains(name)).collect();
        if !beside.is_empty() {
            faults.push(format!("{path} cannot be set together with {}", names(&beside)));
        }
        for check in field.checks {
            check_value(&path, parameter.view, *check, faults);
        }
        check_writable(&path, parameter, faults);
        check_shape(&path, parameter.view, parameter.kind, faults);
    }
}

/// Whether a required field still has its default. An empty list or map is a value if its length may be 0.
fn is_missing(field: &Field, view: View<'_>) -> bool {
    let may_be_empty = || field.checks.iter().any(|check| matches!(check, Check::Length(0, _)));
    match view {
        View::Absent => true,
        View::Text(text) | View::Secret(text) => text.is_empty(),
        View::DateTime(time) => time.is_empty(),
        View::List(list) => list.is_empty() && !may_be_empty(),
        View::Map(map) => map.is_empty() && !may_be_empty(),
        _ => false,
    }
}

fn check_value(path: &str, view: View<'_>, check: Check, faults: &mut Vec<String>) {
    if let Check::Length(least, most) = check {
        let (length, unit) = match view {
            View::Text(text) | View::Secret(text) => (text.chars().count(), "characters"),
            View::List(list) => (list.len(), "entries"),
            View::Map(map) => (map.len(), "entries"),
            _ => return,
        };
        if !(least..=most).contains(&(length as u64)) {
            faults.push(format!("{path} has {length} {unit}, not {}", bounds(least, most, u64::MAX)));
        }
        return;
    }
    match (view, check) {
        (View::List(list), _) => {
            for index in 0..list.len() {
                check_value(&format!("{path}[{index}]"), list.get(index), check, faults);
            }
        }
        (View::Map(map), _) => {
            map.each(&mut |name, view| check_value(&format!("{path}.{name}"), view, check, faults));
        }
        (View::Int(value), _) => check_integer(path, value.into(), check, faults),
        (View::UInt(value), _) => check_integer(path, value.into(), check, faults),
        (View::Float(value), Check::FloatRange(least, most)) if !(least..=most).contains(&value) => {
            faults.push(format!("{path} is {value}, not {}", range(least, most, (f64::MIN, f64::MAX))));
        }
        (View::Text(value), Check::OneOfText(allowed)) if !allowed.contains(&value) => {
            faults.push(format!("{path} is `{value}`, not {}", alternatives(allowed)));
        }
        _ => {}
    }
}

fn check_integer(path: &str, value: i128, check: Check, faults: &mut Vec<String>) {
    match check {
        Check::Range(least, most) if !is_within(value, least, most) => {
            faults.push(format!("{path} is {value}, not {}", range(least, most, (i64::MIN, i64::MAX))));
        }
        Check::OneOfInt(allowed) if !allowed.iter().any(|choice| i128::from(*choice) == value) => {
            faults.push(format!("{path} is {value}, not {}", alternatives(allowed)));
        }
        _ => {}
    }
}

/// Whether the value can be written in its place.
fn check_writable(path: &str, parameter: &Parameter<'_>, faults: &mut Vec<String>) {
    let Some(text) = super::parameter::text(parameter.view, parameter.kind) else {
        return;
    };
    match parameter.place {
        // HTTP libraries and proxies remove a path of dots, and the request goes to another path.
        Place::Path if matches!(text.as_str(), "" | "." | "..") => {
            faults.push(format!("{path} is `{text}`, which cannot stand in a path"));
        }
        Place::Header if text.chars().any(char::is_control) => {
            faults.push(format!("{path} holds a control character, which cannot stand in a header"));
        }
        _ => {}
    }
}

/// Checks nested values: numbers must be finite, and times must be in the operation's format.
fn check_shape(path: &str, view: View<'_>, kind: &'static Kind, faults: &mut Vec<String>) {
    match view {
        View::Record(record) => {
            let set: Vec<Parameter<'_>> = parameters(record).collect();
            check_record(&format!("{path}."), record, &set, faults);
        }
        View::Float(value) if !value.is_finite() => {
            faults.push(format!("{path} is {value}, which JSON cannot hold"))
        }
        View::DateTime(time) => {
            if let Kind::DateTime(format) = kind
                && !time.fits(*format)
            {
                faults.push(format!("{path} is `{time}`, not a time {format}"));
            }
        }
        View::List(list) => {
            for index in 0..list.len() {
                check_shape(&format!("{path}[{index}]"), list.get(index), kind.entry(), faults);
            }
        }
        View::Map(map) => {
            map.each(&mut |name, view| check_shape(&format!("{path}.{name}"), view, kind.entry(), faults));
        }
        _ => {}
    }
}

/// Whether an integer is in a range. An open end is open for unsigned integers as well.
pub(crate) fn is_within(value: i128, least: i64, most: i64) -> bool {
    value >= i128::from(least) && (value <= i128::from(most) || most == i64::MAX)
}

/// A range in words; `open` are its open ends.
pub(crate) fn range<N: PartialEq + std::fmt::Display>(least: N, most: N, open: (N, N)) -> String {
    if least == open.0 {
        format!("{most} or less")
    } else if most == open.1 {
        format!("{least} or more")
    } else {
        format!("{least} to {most}")
    }
}

fn bounds(least: u64, most: u64, open: u64) -> String {
    match (least, most) {
        (0, most) => format!("{most} or fewer"),
        (least, most) if most == open => format!("{least} or more"),
        (least, most) => format!("{least} to {most}"),
    }
}

fn alternatives<T: std::fmt::Display>(allowed: &[T]) -> String {
    let mut text = String::from(if allowed.len() == 1 { "" } else { "one of " });
    for (index, value) in allowed.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        // Writing into a string does not fail.
        let _ = write!(text, "{comma}{value}");
    }
    text
}

fn names(names: &[&str]) -> String {
    names.join(", ")
}
