//! Keys as the vendor's services write them: `{"AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration"}`.

use serde_json::Value as Json;

use crate::runtime::credentials::source::{expiry, text};
use crate::runtime::{Credentials, Error, Result};

/// Reads a temporary key out of `json`, which `what` names in errors. The metadata service and credential URIs add a
/// `Code` that says whether there is one.
pub(super) fn read(what: &str, json: &Json) -> Result<Credentials> {
    if let Some(code) = text(json, "Code").filter(|code| *code != "Success") {
        return Err(Error::credentials(format!("{what} says {code}")));
    }
    let member = |name| text(json, name).ok_or_else(|| Error::credentials(format!("{what} has no `{name}`")));
    let key = Credentials::new(member("AccessKeyId")?, member("AccessKeySecret")?)
        .with_token(member("SecurityToken")?);
    Ok(match expiry(what, json, "Expiration")? {
        Some(end) => key.with_expiry(end),
        None => key,
    })
}
