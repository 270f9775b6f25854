//! Synthesised responses from a table: valid, small, and obviously not real.

use std::time::SystemTime;

use serde_json::{Value as Json, json};

use crate::mock::parameters::Members;
use crate::runtime::{DateTime, Field, Kind, OperationInfo, PageStyle, Table};

/// Tables may hold themselves.
const DEPTH: usize = 6;

/// One entry in each list, the request's values where the response repeats them, and synthesised values elsewhere.
pub(super) fn response(operation: &OperationInfo, request: &Members, now: SystemTime) -> Json {
    let table = operation.response;
    let maker = Maker { operation, now: now.into() };
    let mut members = maker.members(table, DEPTH);
    for (name, value) in request.iter().filter(|(_, value)| !value.is_object() && !value.is_array()) {
        if let Some(member) = members.get_mut(name) {
            *member = value.clone();
        }
    }
    if let Some(pages) = operation.pagination {
        if let Some(total) = pages.total.and_then(|total| members.get_mut(total)) {
            *total = Json::from(1);
        }
        // A token would promise another page each time.
        if let PageStyle::Token { next, .. } = pages.style {
            members.remove(next);
        }
    }
    Json::Object(members)
}

struct Maker<'a> {
    operation: &'a OperationInfo,
    now: DateTime,
}

impl Maker<'_> {
    fn members(&self, table: &Table, depth: usize) -> Members {
        let fields = table.fields.iter().filter(|field| field.name != "RequestId");
        fields.filter_map(|field| Some((field.name.to_owned(), self.field(field, depth)?))).collect()
    }

    fn field(&self, field: &Field, depth: usize) -> Option<Json> {
        let value = self.value(field.name, &field.kind, depth)?;
        Some(match field {
            Field { json: true, .. } => Json::from(value.to_string()),
            Field { wrapped: Some(name), .. } => json!({ *name: value }),
            _ => value,
        })
    }

    fn value(&self, name: &str, kind: &Kind, depth: usize) -> Option<Json> {
        Some(match kind {
            Kind::Text => Json::from(text(name)),
            Kind::Secret if is_link(name) => {
                Json::from(format!("https://download.example.invalid/{name}?sign=fake"))
            }
            Kind::Secret => Json::from("fake-secret"),
            Kind::Bool => Json::Bool(true),
            Kind::Int32 | Kind::Int64 | Kind::UInt64 => Json::from(integer(name)),
            Kind::Float => json!(0.5),
            Kind::DateTime(format) => {
                let text = self.now.to_text(*format);
                match kind_is_number(kind) {
                    true => text.parse::<i64>().map_or(Json::Null, Json::from),
                    false => Json::from(text),
                }
            }
            Kind::TextEnum(known) => Json::from(self.awaited(name, known).or(known.first().copied())?),
            Kind::IntEnum(known) => {
                let texts: Vec<String> = known.iter().map(ToString::to_string).collect();
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                let awaited = self.awaited(name, &texts).and_then(|text| text.parse().ok());
                Json::from(awaited.or(known.first().copied())?)
            }
            Kind::Any => json!({}),
            Kind::Record(_) if depth == 0 => return None,
            Kind::Record(table) => Json::Object(self.members(table(), depth - 1)),
            Kind::List(kind) => Json::Array(vec![self.value(name, kind, depth)?]),
            Kind::Map(kind) => json!({ "key": self.value(name, kind, depth)? }),
        })
    }

    /// The value that a waiter waits for, so that waiters end.
    fn awaited<'a>(&self, name: &str, known: &[&'a str]) -> Option<&'a str> {
        let waiter = self.operation.waiter.filter(|waiter| waiter.field == name)?;
        known.iter().copied().find(|value| waiter.done.contains(value))
    }
}

fn kind_is_number(kind: &Kind) -> bool {
    use crate::runtime::DateTimeFormat::{UnixMillis, UnixSeconds};
    matches!(kind, Kind::DateTime(UnixSeconds | UnixMillis))
}

fn is_link(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("url") || name.contains("link")
}

fn text(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if is_link(name) {
        format!("https://download.example.invalid/{name}")
    } else if lower.ends_with("id") {
        "mock-0001".to_owned()
    } else if lower.contains("region") {
        "mock-region-1".to_owned()
    } else if lower.contains("progress") {
        "100%".to_owned()
    } else if lower.contains("version") {
        "1.0".to_owned()
    } else {
        format!("mock {name}")
    }
}

fn integer(name: &str) -> i64 {
    let lower = name.to_ascii_lowercase();
    if lower.contains("percent") || lower.contains("progress") {
        100
    } else if lower.contains("size") && !lower.contains("page") {
        1 << 20
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::decode;

    #[test]
    fn every_operation_has_a_response_that_can_be_read() {
        for operation in crate::__private::SERVICES.iter().flat_map(|(_, operations)| operations.iter()) {
            let made = response(operation, &Members::new(), SystemTime::UNIX_EPOCH);
            let mut record = (operation.new_response)();
            decode::deserialize(&mut *record, &made).unwrap();
            for (index, field) in record.table().fields.iter().enumerate() {
                let is_set = !matches!(record.view(index), crate::runtime::View::Absent);
                assert!(
                    is_set || field.name == "RequestId" || !field.required,
                    "{}: {}",
                    operation.name,
                    field.name
                );
            }
        }
    }

    #[test]
    #[cfg(feature = "tencent-mongodb")]
    fn a_made_up_page_is_the_only_one_and_its_task_is_done() {
        use crate::runtime::Operation;
        use crate::tencent::mongodb::DescribeBackupDownloadTaskRequest;

        let made = response(DescribeBackupDownloadTaskRequest::INFO, &Members::new(), SystemTime::UNIX_EPOCH);
        assert_eq!(made["TotalCount"], 1);
        assert_eq!(made["Tasks"].as_array().unwrap().len(), 1);
        assert_eq!(made["Tasks"][0]["Status"], 2);
        assert!(made["Tasks"][0]["Url"].as_str().unwrap().starts_with("https://download.example.invalid/"));
        assert!(made.get("RequestId").is_none());
    }
}
