//! What the specs mean: every name, order and string settled, every reference resolved.
//!
//! A [`Model`] only exists when the specs have no fault, so whoever reads one (the emitter, the
//! documentation tooling, a comparison of two states) has no decisions and no errors left.
//! [`lower`](fn@lower) is the way from the syntax trees of [`crate::spec`].

mod lower;
mod operation;
mod protocol;
mod provider;
mod types;
mod words;

pub use lower::{TAKEN_TYPES, lower};
pub(crate) use lower::{facts, is_made_up, names};
pub use operation::{
    AcceptedDifference, Access, ApiData, Code, CodeEnum, Deprecation, ErrorClass, ErrorCode, HttpMethod,
    Operation, Page, PageStyle, Pagination, Replacement, Site, Waiter,
};
pub use protocol::{Protocol, Rules, VENDORS, Vendor};
pub use provider::{Endpoints, ErrorMatch, ErrorRule, Provider, Service};
pub use types::{
    Check, DateTimeFormat, Enum, EnumValue, Field, NamedType, Place, Shape, Struct, StructRole, Types,
    WireValue,
};

/// All specs of a tree, in the order of their names.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The vendors, sorted by name.
    pub providers: Vec<Provider>,
}
