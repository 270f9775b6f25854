//! Checks members against a table: those of requests as strictly as the services, and those of a test's responses.
//!
//! The client's own [`validate`](crate::runtime) checks typed records; a received request may be any JSON.

use serde_json::Value as Json;

use super::parameters::Members;
use super::suggest::nearest;
use crate::runtime::{Check, DateTime, DateTimeFormat, Field, Kind, Table, is_within, range};

/// Something wrong with one parameter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Violation {
    pub(super) kind: ViolationKind,
    /// The path of the parameter: `LimitVpc.0.Region`.
    pub(super) path: String,
    /// What is expected, as the text after the parameter's name.
    pub(super) text: String,
}

impl Violation {
    /// The parameter's own name.
    pub(super) fn name(&self) -> &str {
        self.path.split('.').next().unwrap_or(&self.path)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ViolationKind {
    /// A required parameter is missing.
    Missing,
    /// The operation has no such parameter.
    Unknown,
    /// JSON of another type.
    Type,
    /// A value that is not allowed.
    Value,
    /// A parameter that must not be set together with another one.
    Combination,
}

/// All faults of `parameters`. `any_of` are groups of which one member must be set; `first` is the number that
/// the vendor gives to the first entry of a list.
pub(super) fn check(table: &Table, any_of: &[&[&str]], parameters: &Members, first: usize) -> Vec<Violation> {
    let mut checker = Checker { side: Side::Request { first }, faults: Vec::new() };
    checker.members("", table, parameters);
    for group in any_of {
        if !group.iter().any(|name| is_set(parameters, name)) {
            let path = group.first().copied().unwrap_or_default();
            let alternatives = format!("must be there, or another of {}", group.join(", "));
            checker.fault(ViolationKind::Missing, path, alternatives);
        }
    }
    checker.faults
}

/// All faults of the members of a response, or of a struct inside one: names, types and missing members. Values are not
/// checked: a service may send an unknown enum value.
pub(super) fn check_response(table: &Table, members: &Members) -> Vec<Violation> {
    let mut checker = Checker { side: Side::Response, faults: Vec::new() };
    checker.members("", table, members);
    checker.faults
}

fn is_set(members: &Members, name: &str) -> bool {
    members.get(name).is_some_and(|value| !value.is_null())
}

/// The origin of the members.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A caller's request. The vendor gives the number `first` to the first entry of a list.
    Request { first: usize },
    /// A service's response.
    Response,
}

struct Checker {
    side: Side,
    faults: Vec<Violation>,
}

impl Checker {
    fn fault(&mut self, kind: ViolationKind, path: &str, text: impl Into<String>) {
        self.faults.push(Violation { kind, path: path.to_owned(), text: text.into() });
    }

    fn is_request(&self) -> bool {
        self.side != Side::Response
    }

    /// The path to an entry of the list at `path`.
    fn entry(&self, path: &str, index: usize) -> String {
        match self.side {
            Side::Request { first } => format!("{path}.{}", index + first),
            Side::Response => format!("{path}[{index}]"),
        }
    }

    fn members(&mut self, prefix: &str, table: &Table, members: &Members) {
        for field in table.fields {
            let path = format!("{prefix}{}", field.name);
            let value = members.get(field.name).unwrap_or(&Json::Null);
            match value {
                Json::Null if field.nullable && members.contains_key(field.name) => {}
                Json::Null if field.required => self.fault(ViolationKind::Missing, &path, "must be there"),
                Json::Null => {}
                Json::String(text) if self.is_request() && field.required && text.is_empty() => {
                    self.fault(ViolationKind::Missing, &path, "must not be empty");
                }
                value => {
                    for other in field.not_with.iter().filter(|other| is_set(members, other)) {
                        self.fault(
                            ViolationKind::Combination,
                            &path,
                            format!("cannot be set together with {other}"),
                        );
                    }
                    self.field(&path, field, value);
                }
            }
        }
        let known = || table.fields.iter().map(|field| field.name);
        for name in members.keys().filter(|name| known().all(|known| known != name.as_str())) {
            let text = match nearest(name, known()) {
                Some(meant) if !self.is_request() => format!("is not known; did you mean `{meant}`?"),
                _ => "is not known".to_owned(),
            };
            self.fault(ViolationKind::Unknown, &format!("{prefix}{name}"), text);
        }
    }

    fn field(&mut self, path: &str, field: &Field, value: &Json) {
        let inner = match (field, value) {
            (Field { json: true, .. }, Json::String(text)) => match serde_json::from_str(text) {
                Ok(inner) => inner,
                Err(_) => return self.fault(ViolationKind::Value, path, "must hold JSON"),
            },
            (Field { json: true, .. }, _) => {
                return self.fault(ViolationKind::Type, path, "must be a string that holds JSON");
            }
            (Field { wrapped: Some(name), .. }, value) if !self.is_request() => {
                return self.wrapped(path, name, &field.kind, value);
            }
            // A query has no wrappers.
            (Field { wrapped: Some(name), .. }, Json::Object(object)) => {
                object.get(*name).cloned().unwrap_or_default()
            }
            (_, value) => value.clone(),
        };
        let before = self.faults.len();
        self.value(path, &field.kind, &inner);
        // A value of the wrong type would be reported twice.
        if self.faults.len() == before && self.is_request() {
            for check in field.checks {
                self.satisfies(path, &inner, *check);
            }
        }
    }

    /// A list inside an object of one member.
    fn wrapped(&mut self, path: &str, name: &str, kind: &Kind, value: &Json) {
        let Json::Object(members) = value else {
            return self.fault(
                ViolationKind::Type,
                path,
                format!("must be an object with the member `{name}`"),
            );
        };
        for other in members.keys().filter(|other| *other != name) {
            let text = format!("is not known; only `{name}` stands here");
            self.fault(ViolationKind::Unknown, &format!("{path}.{other}"), text);
        }
        let path = format!("{path}.{name}");
        match members.get(name) {
            Some(list) => self.value(&path, kind, list),
            None => self.fault(ViolationKind::Missing, &path, "must be there"),
        }
    }

    fn value(&mut self, path: &str, kind: &Kind, value: &Json) {
        match (kind, value) {
            (Kind::Any, _)
            | (Kind::Text | Kind::Secret, Json::String(_))
            | (Kind::Bool, Json::Bool(_))
            | (Kind::Float, Json::Number(_)) => {}
            (Kind::Int32, Json::Number(number))
                if number.as_i64().is_some_and(|n| i32::try_from(n).is_ok()) => {}
            (Kind::Int64, Json::Number(number)) if number.is_i64() => {}
            (Kind::UInt64, Json::Number(number)) if number.is_u64() => {}
            (Kind::Record(table), Json::Object(members)) => {
                self.members(&format!("{path}."), table(), members)
            }
            (Kind::List(kind), Json::Array(values)) => {
                for (index, value) in values.iter().enumerate() {
                    self.value(&self.entry(path, index), kind, value);
                }
            }
            (Kind::Map(kind), Json::Object(members)) => {
                for (name, value) in members {
                    self.value(&format!("{path}.{name}"), kind, value);
                }
            }
            (Kind::TextEnum(known), Json::String(text))
                if !self.is_request() || known.contains(&text.as_str()) => {}
            (Kind::TextEnum(known), Json::String(_)) => {
                self.fault(ViolationKind::Value, path, format!("must be {}", alternatives(known)));
            }
            (Kind::IntEnum(known), value) => self.int_enum(path, known, value),
            (Kind::DateTime(format), value) => self.date_time(path, *format, value),
            _ => self.fault(ViolationKind::Type, path, format!("must be {}", type_name(kind))),
        }
    }

    fn int_enum(&mut self, path: &str, known: &[i64], value: &Json) {
        // Tencent's own pages send these as text.
        let text = value.as_str().filter(|_| self.is_request());
        let number = value.as_i64().or_else(|| text?.parse().ok());
        match number {
            None => self.fault(ViolationKind::Type, path, "must be an integer"),
            Some(number) if !self.is_request() || known.contains(&number) => {}
            Some(_) => self.fault(ViolationKind::Value, path, format!("must be {}", alternatives(known))),
        }
    }

    fn date_time(&mut self, path: &str, format: DateTimeFormat, value: &Json) {
        let fits = match (format, value) {
            (DateTimeFormat::Pattern { .. }, Json::String(text)) => {
                DateTime::from_wire(text, format).fits(format)
            }
            (_, Json::String(text)) if self.is_request() => DateTime::from_wire(text, format).fits(format),
            (DateTimeFormat::UnixSeconds | DateTimeFormat::UnixMillis, Json::Number(number)) => {
                number.is_i64()
            }
            _ => return self.fault(ViolationKind::Type, path, "must be a time"),
        };
        if !fits {
            self.fault(ViolationKind::Value, path, format!("must be a time {format}"));
        }
    }

    fn satisfies(&mut self, path: &str, value: &Json, check: Check) {
        match (value, check) {
            (Json::String(text), Check::Length(least, most)) => {
                self.length(path, text.chars().count(), "characters", least, most);
            }
            (Json::Array(values), Check::Length(least, most)) => {
                self.length(path, values.len(), "entries", least, most)
            }
            (Json::Object(values), Check::Length(least, most)) => {
                self.length(path, values.len(), "entries", least, most)
            }
            (Json::Array(values), check) => {
                for (index, value) in values.iter().enumerate() {
                    self.satisfies(&self.entry(path, index), value, check);
                }
            }
            (Json::Object(members), check) => {
                for (name, value) in members {
                    self.satisfies(&format!("{path}.{name}"), value, check);
                }
            }
            (Json::Number(number), Check::Range(least, most))
                if number.as_i128().is_some_and(|number| !is_within(number, least, most)) =>
            {
                let range = range(least, most, (i64::MIN, i64::MAX));
                self.fault(ViolationKind::Value, path, format!("must be {range}"));
            }
            (Json::Number(number), Check::FloatRange(least, most))
                if number.as_f64().is_some_and(|number| !(least..=most).contains(&number)) =>
            {
                let range = range(least, most, (f64::MIN, f64::MAX));
                self.fault(ViolationKind::Value, path, format!("must be {range}"));
            }
            (Json::Number(number), Check::OneOfInt(allowed))
                if number
                    .as_i128()
                    .is_some_and(|n| !allowed.iter().any(|choice| i128::from(*choice) == n)) =>
            {
                self.fault(ViolationKind::Value, path, format!("must be {}", alternatives(allowed)));
            }
            (Json::String(text), Check::OneOfText(allowed)) if !allowed.contains(&text.as_str()) => {
                self.fault(ViolationKind::Value, path, format!("must be {}", alternatives(allowed)));
            }
            _ => {}
        }
    }

    fn length(&mut self, path: &str, length: usize, unit: &str, least: u64, most: u64) {
        if !(least..=most).contains(&(length as u64)) {
            let most = if most == u64::MAX { "any number of".to_owned() } else { most.to_string() };
            self.fault(ViolationKind::Value, path, format!("must have {least} to {most} {unit}"));
        }
    }
}

fn type_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Secret | Kind::TextEnum(_) => "a string",
        Kind::Bool => "a boolean",
        Kind::Int32 => "an integer of 32 bits",
        Kind::Int64 | Kind::IntEnum(_) => "an integer",
        Kind::UInt64 => "an integer that is not negative",
        Kind::Float => "a number",
        Kind::DateTime(_) => "a time",
        Kind::Record(_) | Kind::Map(_) => "an object",
        Kind::List(_) => "a list",
        Kind::Any => "a value",
    }
}

fn alternatives<T: ToString>(allowed: &[T]) -> String {
    let allowed: Vec<String> = allowed.iter().map(T::to_string).collect();
    format!("one of {}", allowed.join(", "))
}

#[cfg(test)]
mod tests;
