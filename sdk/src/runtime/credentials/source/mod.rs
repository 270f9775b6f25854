//! What the vendors' sources of credentials share: files, metadata services, calls that return keys.

mod call;
mod environment;
mod file;
mod ini;
mod json;
mod metadata;

pub(crate) use call::{ApiCall, CALL_TIMEOUT, exchange, parse_url};
pub(crate) use environment::KeyVariables;
pub(crate) use file::{check_file_name, read_text, read_token};
pub(crate) use ini::{Ini, InlineComments};
pub(crate) use json::{expiry, parse, text};
pub(crate) use metadata::{Metadata, MetadataSettings};
