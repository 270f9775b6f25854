//! What generated code and its macros are written against. It is no part of the public API: it changes with the
//! generator, without notice, and a generated module works with the version of the crate that it came with.

pub use std::collections::BTreeMap;

pub use serde;
pub use serde_json;

pub use crate::runtime::{
    Access, Boxed, Check, Endpoints, Envelope, ErrorInfo, ErrorRule, Field, Kind, List, Map, OpenEnum,
    Operation, OperationInfo, Optional, PageStyle, Paginated, Pagination, Place, Protocol, ProviderInfo,
    Record, RecordType, ServiceClient, ServiceInfo, ServiceMarker, Slot, Table, Value, ValueType, Vendor,
    View, Waitable, Waiter, Wire,
};
pub use crate::runtime::{copy, decode::deserialize_unmasked, encode::serialize_masked, fmt, is_equal};
// What the crate's root shows as well.
pub use crate::runtime::{
    Call, Config, DateTime, DateTimeFormat, ErrorClass, Items, Method, Nullable, Pages, RawCall, Secret,
    Site, UntypedPages, UntypedPagination, UntypedRequest, Wait, WaitConfig,
};
pub use crate::{error_codes, int_enum, record, text_enum};

pub use crate::generated::SERVICES;

// For the project's own tests.
pub use crate::runtime::{decode, encode, open_enum, parameter, percent, protocol, signing, uuid};
