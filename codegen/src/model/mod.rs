//! The model of all specs: names, order and strings decided, references resolved.
//!
//! A [`Model`] exists only if the specs have no error, so its readers (the emitter, the documentation tools, the API
//! diff) have no errors to handle. [`lower`](fn@lower) creates it from the syntax trees of [`crate::spec`].

mod lower;
mod operation;
mod protocol;
mod provider;
mod types;
mod words;

pub use lower::{RESERVED_TYPES, lower};
pub(crate) use lower::{facts, has_made_up_name, names};
pub use operation::{
    AcceptedDifference, Access, ApiData, Code, CodeEnum, Deprecation, ErrorClass, ErrorCode, HttpMethod,
    Operation, Page, PageStyle, Pagination, Replacement, Site, Waiter,
};
pub use protocol::{Protocol, Rules, VENDORS, Vendor};
pub use provider::{Endpoints, ErrorMatch, ErrorRule, Group, Provider, Service};
pub use types::{
    Check, DateTimeFormat, Enum, EnumValue, Field, NamedType, Place, Shape, Struct, StructRole, Types,
    WireValue,
};

/// The model of all specs, sorted by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The providers, sorted by name.
    pub providers: Vec<Provider>,
}
