//! The shared runtime of all vendors and operations: one call, written once.
//!
//! Nothing here depends on a vendor or a generated module. The way of a request, file by file:
//!
//! ```text
//! record      a request is a struct with a `table` of its fields; value: what a field holds
//! validate    checks the request against the table; one error lists all faults
//! parameter   the fields that are set, and where each is sent; flatten: as pairs of a name and a text
//! carry       refuses what the protocol cannot express
//! protocol    the vendor's part: encodes and signs; envelope: the form of errors
//! url         what is signed is what is sent
//! send        credentials → clock → rate limit → sign → transport → envelope → retry → response
//! state       shared by all clients of a configuration
//! decode      the body into the response's record
//! call        the future that callers await
//! pages       call after call, to the end of a list
//! wait        call after call, until nothing is in progress
//! ```
//!
//! The module is private. Programs use what the crate's root re-exports, generated modules what `__private` re-exports.

mod boxed;
mod call;
mod caller;
mod carry;
mod client;
mod clock;
mod config;
mod copy;
pub(crate) mod credentials;
mod datetime;
mod debug;
#[doc(hidden)]
pub mod decode;
#[doc(hidden)]
pub mod encode;
pub(crate) mod endpoint;
mod envelope;
mod environment;
mod error;
mod error_codes;
mod flatten;
mod http_client;
mod io_thread;
mod limit;
pub(crate) mod lock;
pub(crate) mod mask;
mod named;
mod nullable;
pub mod open_enum;
mod operation;
mod pages;
#[doc(hidden)]
pub mod parameter;
#[doc(hidden)]
pub mod percent;
mod prepare;
#[doc(hidden)]
pub mod protocol;
mod proxy;
mod record;
mod response;
mod retry;
mod secret;
mod send;
#[doc(hidden)]
pub mod signing;
mod skew;
mod state;
mod table;
// Only the vendors fill in paths.
#[cfg_attr(not(any(feature = "tencent", feature = "alibaba", feature = "huawei")), allow(dead_code))]
pub(crate) mod template;
mod transport;
mod untyped;
pub(crate) mod url;
mod validate;
mod value;
mod wait;

pub use boxed::Boxed;
pub use call::{Call, RawCall};
pub use client::ServiceClient;
pub use clock::{Clock, SystemClock};
pub use config::{Config, ConfigBuilder, Timeouts};
pub use credentials::{
    CachedCredentials, Credentials, CredentialsChain, CredentialsProvider, ProviderContext,
};
pub use datetime::{DateTime, DateTimeFormat};
pub use endpoint::{Endpoints, Site};
pub use envelope::Envelope;
pub use environment::Environment;
pub use error::{Error, ErrorClass, ErrorKind, Result};
pub use http_client::ReqwestTransport;
pub use limit::RateLimits;
pub use nullable::Nullable;
pub use operation::{
    Access, ErrorInfo, ErrorRule, Method, Operation, OperationInfo, PageStyle, Pagination, ProviderInfo,
    ServiceInfo, ServiceMarker, Waiter,
};
pub use pages::{Items, Pages, Paginated};
pub use protocol::{Protocol, Vendor};
pub use record::{Record, RecordType};
pub use response::RawResponse;
pub use retry::RetryConfig;
pub use secret::{Secret, WithSecrets};
pub use table::{Check, Field, Kind, Place, Table};
pub use transport::{BodyLimit, BoxFuture, Transport, TransportError, TransportErrorKind};
pub use untyped::{UntypedItems, UntypedPages, UntypedPagination, UntypedRequest};
pub use value::{List, Map, OpenEnum, Optional, Slot, Value, ValueType, View, Wire};
pub use wait::{Progress, Wait, WaitConfig, WaitError, Waitable};

pub use clock::uuid;
pub use copy::{copy, is_equal};
pub use debug::record as fmt;
pub use open_enum::{UnknownInt, UnknownText};
#[cfg(feature = "mock")]
pub(crate) use validate::{is_within, range};
