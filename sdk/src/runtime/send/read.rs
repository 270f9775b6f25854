//! From a raw response to the operation's response, or to the error that it reports.

use super::{Completed, Sender};
use crate::runtime::decode;
use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::named;
use crate::runtime::operation::OperationInfo;
use crate::runtime::protocol::Failure;
use crate::runtime::record::Record;
use crate::runtime::response::RawResponse;

/// Reads a raw response: into the empty response of the operation, as an error of the API, or as a response that is not
/// from the API.
pub(super) fn read(
    sender: &Sender,
    operation: &OperationInfo,
    mut response: Box<dyn Record>,
    raw: RawResponse,
) -> Result<Completed> {
    let envelope = sender.protocol.envelope();
    let fields = response.table().fields;
    let reported = || {
        let failure = envelope.failure(&raw, fields)?;
        Some(refusal(sender, operation, failure, raw.status()).with_response(&raw))
    };
    if !(200..300).contains(&raw.status()) {
        let other = || Error::new(ErrorKind::Http, "the response is none of the API").with_response(&raw);
        return Err(reported().unwrap_or_else(other));
    }
    let read = decode::read_enveloped(raw.body(), envelope, &mut *response);
    // A body with a successful status may contain an error, besides the data or in its place.
    let may_be_failure = read.as_ref().map_or(true, |notes| notes.may_be_failure);
    if may_be_failure && let Some(error) = reported() {
        return Err(error);
    }
    let notes = read.map_err(|error| error.with_request_id(envelope.request_id(&raw)).with_response(&raw))?;
    let request_id = notes.request_id.or_else(|| id_field(&*response, envelope.request_ids));
    Ok(Completed { response, raw: raw.with_request_id(request_id) })
}

fn refusal(sender: &Sender, operation: &OperationInfo, failure: Failure, status: u16) -> Error {
    let class = sender.service.classify(operation, &failure.code, &failure.message, status);
    Error::api(failure.code, &failure.message, class).with_request_id(failure.request_id)
}

/// The vendor's id of the call where the response has a field for it.
fn id_field(response: &dyn Record, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| named::text(response, name)).filter(|id| !id.is_empty())
}
