//! Decodes JSON into records, through the table.
//!
//! Services send more forms than their pages say, so every form with a clear meaning is read:
//!
//! - numbers and booleans as text and the reverse, with spaces around them; `1` and `0` for booleans; `5242880.0` and
//!   `1e3` for integers. A number that is read into text keeps its digits.
//! - null for an absent value, and also `[]`, `{}` and, except for texts, `""`. An absent list or map is empty. An
//!   absent entry of a list or a map is dropped.
//! - one object or scalar for a list of one.
//! - a byte order mark, and half a surrogate pair (`\ud83d`), which becomes U+FFFD.
//! - unknown members, which are skipped; the last of several members with one name.
//!
//! A missing required member and a value with an unclear meaning are errors. The error has the member's path on the
//! wire (`Response.Tasks[0].Percent`) but never its value.
//!
//! A body is read in one fast pass, which stops at what it cannot read exactly, such as a fraction. Then an exact pass
//! reads the same text again.

mod exact;
mod field;
mod number;
mod object;
mod pass;
mod scalar;
mod text;
mod value;

use std::borrow::Cow;

use serde::de::{DeserializeSeed, Deserializer, Error as _};
use serde_json::Value as Json;

use self::exact::Exact;
use self::object::BodySeed;
pub(crate) use self::object::Notes;
use self::pass::Pass;
pub(crate) use self::text::lenient_object;
use self::value::reset;
use super::envelope::Envelope;
use super::error::{Error, ErrorKind, Result};
use super::record::Record;

/// Reads a body into `record`: the whole of it, or its member `root`.
///
/// # Errors
///
/// [`ErrorKind::Decode`] when the body is not JSON, a member does not fit or a required one is missing.
#[doc(hidden)]
pub fn read(body: &[u8], root: Option<&'static str>, record: &mut dyn Record) -> Result<()> {
    read_body(body, root, None, record).map(drop)
}

/// Reads a body into `record` and returns notes on its envelope.
pub(crate) fn read_enveloped(
    body: &[u8],
    envelope: &'static Envelope,
    record: &mut dyn Record,
) -> Result<Notes> {
    read_body(body, envelope.root, Some(envelope), record)
}

fn read_body(
    body: &[u8],
    root: Option<&'static str>,
    envelope: Option<&'static Envelope>,
    record: &mut dyn Record,
) -> Result<Notes> {
    // UTF-8 is checked once here; `from_slice` would check every string again.
    let mut text = Cow::Borrowed(text::from_body(body)?);
    if text::is_blank(&text) {
        // An empty body is a response without members.
        text = Cow::Owned(root.map_or_else(|| "{}".to_owned(), |root| format!("{{\"{root}\":{{}}}}")));
    }
    let (mut notes, pass) = (Notes::default(), Pass::fast());
    let seed = BodySeed { root, record: &mut *record, envelope, notes: &mut notes, pass: &pass };
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    if seed.deserialize(&mut deserializer).and_then(|()| deserializer.end()).is_ok() {
        return Ok(notes);
    }

    reset(record);
    let text = text::repaired(&text);
    let exact = Exact::new(&text).map_err(no_json)?;
    let (mut notes, pass) = (Notes::default(), Pass::careful());
    let seed = BodySeed { root, record, envelope, notes: &mut notes, pass: &pass };
    seed.deserialize(exact).map_err(|error| match pass.report("the body") {
        Some(report) => Error::new(ErrorKind::Decode, report),
        None => no_json(error),
    })?;
    Ok(notes)
}

/// Reads a body as JSON. An empty body is an object without members.
pub(crate) fn json(body: &[u8]) -> Result<Json> {
    let text = text::from_body(body)?;
    if text::is_blank(text) {
        return Ok(Json::Object(serde_json::Map::new()));
    }
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&text::repaired(text))).map_err(no_json)
}

fn no_json(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Decode, format!("the body is no JSON: {error}"))
}

/// Reads an object into `record`, including secrets.
///
/// # Errors
///
/// The deserializer's error, with the path of the member that does not fit.
#[doc(hidden)]
pub fn deserialize<'de, D: Deserializer<'de>>(
    record: &mut dyn Record,
    deserializer: D,
) -> Result<(), D::Error> {
    deserialize_in(&Pass::careful(), record, deserializer)
}

/// Reads an object into `record` and refuses masked secrets; the `Deserialize` of records.
#[doc(hidden)]
pub fn deserialize_unmasked<'de, D: Deserializer<'de>>(
    record: &mut dyn Record,
    deserializer: D,
) -> Result<(), D::Error> {
    deserialize_in(&Pass::unmasked(), record, deserializer)
}

fn deserialize_in<'de, D: Deserializer<'de>>(
    pass: &Pass,
    record: &mut dyn Record,
    deserializer: D,
) -> Result<(), D::Error> {
    let seed = BodySeed { root: None, record, envelope: None, notes: &mut Notes::default(), pass };
    seed.deserialize(deserializer).map_err(|error| match pass.report("the value") {
        Some(report) => D::Error::custom(report),
        None => error,
    })
}
