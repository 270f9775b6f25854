//! What every vendor and every operation shares: one call, written once.
//!
//! Nothing here knows a vendor or a generated module. The way of a request, file by file:
//!
//! ```text
//! record      a request is a struct with a `table` of its fields
//! validate    what the table forbids is refused, all faults at once
//! parameter   the fields that are set, and where each travels
//! protocol    the vendor's own part: writes them down, signs, reads errors
//! send        credentials → sign → transport → envelope → response
//! decode      the body into the response's record
//! call        the future that callers await
//! ```
//!
//! Generated modules are written against this module. Programs mostly need what the crate's root shows of it.

mod call;
mod client;
mod clock;
mod config;
mod credentials;
mod datetime;
#[doc(hidden)]
pub mod debug;
#[doc(hidden)]
pub mod decode;
#[doc(hidden)]
pub mod encode;
mod endpoint;
mod environment;
mod error;
mod open_enum;
mod operation;
#[doc(hidden)]
pub mod parameter;
#[doc(hidden)]
pub mod percent;
#[doc(hidden)]
pub mod protocol;
mod record;
mod response;
mod secret;
mod send;
#[doc(hidden)]
pub mod signing;
mod table;
mod transport;
mod untyped;
mod validate;
mod value;

#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use serde_json;

pub use call::{Call, RawCall};
pub use client::ServiceClient;
pub use clock::{Clock, SystemClock};
pub use config::{Config, ConfigBuilder, Timeouts};
pub use credentials::{CredentialVariables, Credentials, CredentialsProvider};
pub use datetime::{DateTime, DateTimeFormat};
pub use endpoint::{Endpoints, Site};
pub use environment::Environment;
pub use error::{Error, ErrorClass, ErrorKind, Result};
pub use operation::{
    Access, ErrorInfo, ErrorRule, Method, Operation, OperationInfo, PageStyle, Pagination, ProviderInfo,
    ServiceInfo, Waiter,
};
pub use protocol::{Protocol, Vendor};
pub use record::{List, Map, OpenEnum, Optional, Record, Slot, Value, View};
pub use response::RawResponse;
pub use secret::Secret;
pub use table::{Check, Field, Kind, Place, Table};
pub use transport::{BoxFuture, Transport, TransportError, TransportErrorKind};
pub use untyped::UntypedRequest;

#[doc(hidden)]
pub use clock::uuid;

/// What generated modules import.
pub mod prelude {
    pub use std::collections::BTreeMap;

    pub use super::{
        Access, Call, Check, Config, DateTime, DateTimeFormat, Endpoints, ErrorClass, ErrorInfo, ErrorRule,
        Field, Kind, Method, Operation, OperationInfo, PageStyle, Pagination, Place, ProviderInfo, RawCall,
        Record, Secret, ServiceClient, ServiceInfo, Site, Slot, Table, UntypedRequest, Value, View, Waiter,
    };
    pub use crate::{code_enum, int_enum, record, text_enum};
}
