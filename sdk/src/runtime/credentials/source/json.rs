//! JSON answers and files that hold keys. Errors name what is missing and show nothing of what is there.

use std::time::{Duration, SystemTime};

use serde_json::Value as Json;

use crate::runtime::datetime::DateTime;
use crate::runtime::error::{Error, Result};

/// Reads JSON; `what` it is goes into the error.
pub(crate) fn parse(what: &str, bytes: &[u8]) -> Result<Json> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Error::credentials(format!("{what} is no JSON: line {line}, column {column}")).with_source(error)
    })
}

/// A member that is text and not empty.
pub(crate) fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// A time: ISO 8601 with or without a fraction, or seconds since 1970. Absent is no time at all.
///
/// # Errors
///
/// That it is there and is none.
pub(crate) fn expiry(what: &str, json: &Json, name: &str) -> Result<Option<SystemTime>> {
    let time = match json.get(name) {
        None | Some(Json::Null) => return Ok(None),
        Some(Json::Number(seconds)) => {
            seconds.as_u64().and_then(|s| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(s)))
        }
        Some(Json::String(text)) => {
            text.trim().parse::<DateTime>().ok().and_then(|time| time.to_system_time().ok())
        }
        Some(_) => None,
    };
    time.map(Some).ok_or_else(|| Error::credentials(format!("{what}: `{name}` is no time")))
}
