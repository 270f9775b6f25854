//! From a raw response to the operation's response, or to the error that it reports.

use super::{Answer, Sender};
use crate::runtime::decode;
use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::operation::OperationInfo;
use crate::runtime::protocol::Failure;
use crate::runtime::record::{Record, View};
use crate::runtime::response::RawResponse;

/// Reads an answer: an error of the API, an answer that is none of the API's, or the response.
pub(super) fn read(sender: &Sender, operation: &OperationInfo, raw: RawResponse) -> Result<Answer> {
    if !(200..300).contains(&raw.status()) {
        let error = match sender.protocol.failure(&raw) {
            Some(failure) => refusal(sender, operation, failure, raw.status()),
            None => Error::new(ErrorKind::Http, "the answer is no answer of the API"),
        };
        return Err(error.with_response(&raw));
    }
    let mut response = (operation.new_response)();
    if raw.body().is_empty() && sender.protocol.may_be_empty() {
        return Ok(Answer { response, raw });
    }
    let failure =
        decode::read(raw.body(), raw.root(), &mut *response).map_err(|error| error.with_response(&raw))?;
    if failure.is_some() {
        let failure = sender.protocol.failure(&raw).unwrap_or_default();
        return Err(refusal(sender, operation, failure, raw.status()).with_response(&raw));
    }
    let request_id = request_id_of(&*response);
    Ok(Answer { response, raw: raw.with_request_id(request_id) })
}

fn refusal(sender: &Sender, operation: &OperationInfo, failure: Failure, status: u16) -> Error {
    let class = sender.service.classify(operation, &failure.code, &failure.message, status);
    Error::api(failure.code, &failure.message, class).with_request_id(failure.request_id)
}

/// The vendor's id of the call where the response itself holds it.
fn request_id_of(response: &dyn Record) -> Option<String> {
    let index = response.table().fields.iter().position(|field| field.name == "RequestId")?;
    match response.get(index) {
        View::Text(id) if !id.is_empty() => Some(id.to_owned()),
        _ => None,
    }
}
