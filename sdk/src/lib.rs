//! Typed clients for the managed-database APIs of Tencent Cloud, Alibaba Cloud and Huawei Cloud.
//!
//! Each service is a feature. All services share one runtime, one error type and one way to call:
//!
//! | feature | client | vendor's API |
//! |---|---|---|
//! | `tencent-mongodb` | `tencent::mongodb::Client` | TencentDB for MongoDB, 2019-07-25 |
//! | `tencent-redis` | `tencent::redis::Client` | TencentDB for Redis, 2018-04-12 |
//! | `alibaba-dds` | `alibaba::dds::Client` | ApsaraDB for MongoDB, 2015-12-01 |
//! | `huawei-dds` | `huawei::dds::Client` | Document Database Service, v3 |
//! | `full` | all of them | |
//! | `mock` | `mock::MockCloud` | a cloud on 127.0.0.1, for tests |
//! | `rustls` (default) | | TLS by rustls with ring; building it needs a C compiler |
//! | `rustls-aws-lc` | | TLS by rustls with aws-lc-rs, which takes longer to build |
//! | `rustls-no-provider` | | TLS by rustls with the crypto provider that the program installs |
//! | `native-tls` | | the system's TLS; on Linux building it needs OpenSSL's headers |
//! | `socks` | | SOCKS proxies from the environment variables |
//! | `jiff`, `chrono`, `time` | | conversions between [`DateTime`] and the types of these crates |
//!
//! # A call
//!
#![cfg_attr(feature = "full", doc = "```no_run")]
#![cfg_attr(not(feature = "full"), doc = "```ignore")]
//! use clouddb::tencent::{self, mongodb::{DescribeBackupDownloadTaskRequest, DownloadTaskStatus}};
//!
//! # async fn example() -> Result<(), clouddb::Error> {
//! let config = tencent::Config::builder().region("ap-shanghai").build()?; // credentials: the usual sources
//! let mongodb = tencent::mongodb::Client::new(&config);
//!
//! let request = DescribeBackupDownloadTaskRequest::new("cmgo-fdzf0001") // required parameters
//!     .status([DownloadTaskStatus::Completed]) // optional ones
//!     .limit(50);
//! let response = mongodb.describe_backup_download_task(&request).await?;
//! for task in &response.tasks {
//!     println!("{} {}%", task.backup_name.as_deref().unwrap_or("?"), task.percent.unwrap_or(0));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A client method returns a [`Call`], a future with options: `.timeout(…)`, `.header(…)`, `.raw()` for the raw response.
//! Dropping it cancels the call. A client accepts only the requests of its own service.
//!
//! # Requests
//!
//! A request is checked before it is sent, and one error lists everything that is wrong. A value that was set is never
//! dropped. An optional list is an `Option`: `None` is left out, `Some(vec![])` is sent. What the protocol cannot express,
//! such as an empty list in a query, is an error of kind [`ErrorKind::InvalidRequest`]. A field that can be cleared is a
//! [`Nullable`]: absent keeps the value, `Nullable::Null` clears it. A time is written in the format and time zone that the
//! operation documents; a time given as text must be in exactly that format. What is signed is what is sent: a path, a host
//! or a URL that the HTTP library would rewrite is refused before it is signed.
//!
//! # Configuration
//!
//! Each vendor has a `Config`, made by a builder: region, [`Site`], endpoint, credentials, [`Timeouts`], [`RetryConfig`],
//! [`RateLimits`], and optionally a [`Transport`] in place of the crate's HTTP client. All timeouts are finite by default.
//! Regions and endpoints must be plain host names, because signed requests are sent there. TLS is off only if an endpoint
//! says `http://`. The proxies of the process's environment are used. If one cannot be used, the calls that need it fail
//! with an error that names the variable. [`ReqwestTransport`] makes a transport of your own `reqwest::Client`.
//!
//! TLS uses the system's root certificates. If several TLS features are enabled, `native-tls` has priority over rustls.
//! rustls uses the crypto provider that the program has installed for the process, else aws-lc-rs, else ring. The crate
//! installs none.
//!
//! A call must run inside a tokio runtime with its timer enabled; without one it panics, as tokio's own timers do. A client
//! can be used from several runtimes: a thread of its own drives its connections. All clients of a configuration share its
//! credentials, rate limits, retry budgets and clock offset, so a program can make a client for each call. No call blocks
//! another, even if it is cancelled, slow or not polled.
//!
//! # Credentials
//!
//! `credentials(…)` on a configuration takes [`Credentials`], a source of the vendor (`tencent::credentials`,
//! `alibaba::credentials`, `huawei::credentials`), a [`CredentialsChain`] of several, or your own [`CredentialsProvider`].
//! The default is the vendor's `default_chain()`. All clients of a configuration share one [`CachedCredentials`]. Sources
//! send requests through the configuration's [`Transport`] and read its [`Environment`]: with `Environment::fixed`, tests
//! use neither your home folder nor metadata services. If the vendor refuses a key, the source is asked for another one. A
//! source that never responds delays a call until the call's own time limit. Your own provider attaches the cause of a
//! failure with [`Error::with_source`].
//!
//! # Errors
//!
//! There is one [`Error`]. [`Error::kind`] says where a call failed. [`Error::class`] and predicates such as
//! [`Error::is_throttled`] say what the vendor's code means. [`Error::code`] returns the operation's own codes as an enum,
//! or `None` for the error of another operation. A response whose envelope reports a failure is an error, whatever its HTTP
//! status, spelling and encoding. `Display` is one line and leaves the cause to `source`. Secrets of the request are shown
//! as `***` if the service repeats them; only [`Error::response`] has the raw response.
//!
//! # Retries
//!
//! Transient failures are retried if the operation is idempotent; [`RetryConfig`] has the rules and the settings. Throttled
//! calls, and calls that were never sent, are always retried. If the service asks for a longer delay than the configuration
//! allows, the call ends, and [`Error::retry_after`] returns that delay. Until a response has confirmed the local clock,
//! the calls of a configuration go out one at a time, so that a wrong clock causes one wrong signature and not many. The
//! client keeps the documented limits on calls per second ([`RateLimits`]).
//!
//! # Pages and waiting
//!
//! Operations whose lists are split into pages are read with a client's `pages` and `items`: streams ([`Pages`], [`Items`])
//! with their own `next`, `try_next` and `try_collect`. They send nothing before they are polled, request each page when it
//! is needed, and can be resumed. A list that repeats its pages, or that ends before its reported number of rows, ends with
//! an error of kind [`ErrorKind::Pagination`] ([`Pages`] has the rules). Operations that report the state of some work have
//! `wait`: it polls with growing delays ([`WaitConfig`]) until nothing is in progress, and fails with a [`WaitError`].
//!
#![cfg_attr(feature = "full", doc = "```no_run")]
#![cfg_attr(not(feature = "full"), doc = "```ignore")]
//! use clouddb::{WaitConfig, tencent::mongodb::{Client, DescribeBackupDownloadTaskRequest}};
//!
//! # async fn example(mongodb: Client) -> Result<(), clouddb::Error> {
//! let request = DescribeBackupDownloadTaskRequest::new("cmgo-fdzf0001");
//! mongodb.wait(request.clone(), WaitConfig::default()).on_progress(|progress| println!("{progress}")).await?;
//! let mut tasks = mongodb.items(request);
//! while let Some(task) = tasks.try_next().await? {
//!     println!("{:?}", task.backup_name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Testing
//!
//! The feature `mock` adds a cloud on 127.0.0.1 that verifies signatures, responds from closures, by request type or by
//! operation name, and injects faults: see `mock::MockCloud`. `mock::from_json` makes responses from JSON and checks them
//! against the spec.
//!
//! # Responses
//!
//! Enums are open: an unknown value is kept in `Other` as an [`UnknownText`] or [`UnknownInt`], and sent back unchanged.
//! `Display` of an integer enum shows name and value: `Completed (2)`. A value with a clear meaning is read in other
//! forms as well: numbers in strings, `1` for `true`, one object for a list of one, null for anything that may be absent.
//! Null inside a list or map is dropped. Otherwise the error names the member (`Response.Tasks[0].Percent`) and never its
//! value. A missing required member is an error, an absent list is empty, and a response without a body has no members. A
//! malformed time keeps its text and fails only when it is used as a time ([`DateTime`]).
//!
//! Links, keys and passwords are [`Secret`]s, which `Debug` does not show. Serializing a request or response writes `***`
//! for them. [`WithSecrets`] serializes the secrets themselves. Deserializing refuses `***`.
//!
//! # Operations without a spec
//!
//! Every client has `untyped`, which calls any operation of its service by name ([`UntypedRequest`]). The call is signed,
//! and its errors are classified, as for typed operations. The response is read into a type of yours
//! ([`RawResponse::deserialize`]), a list page by page (`untyped_pages`). Parameters that the protocol cannot carry are an
//! error before anything is sent.
//!
//! # Generated code
//!
//! The operations are generated from specs: structs with tables of their fields. Behaviour is handwritten once, over these
//! tables. A typed operation that a program does not call adds no machine code to it. `ARCHITECTURE.md` in the repository
//! shows how a spec becomes a signed request.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(missing_docs, unreachable_pub)]
// No input may cause a panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[doc(hidden)]
pub mod __private;
mod runtime;

// Formatted by the generator.
#[rustfmt::skip]
mod generated;
#[cfg(feature = "mock")]
pub mod mock;
mod vendor;

// A call, its options and its outcome.
#[doc(inline)]
pub use runtime::{Call, Error, ErrorClass, ErrorKind, RawCall, RawResponse, Result};
// Lists and waiting.
#[doc(inline)]
pub use runtime::{Items, Pages, Paginated, Progress, Wait, WaitConfig, WaitError, Waitable};
// What requests and responses hold.
#[doc(inline)]
pub use runtime::{
    Boxed, DateTime, DateTimeFormat, Nullable, Operation, Secret, UnknownInt, UnknownText, WithSecrets,
};
// Calls without a spec.
#[doc(inline)]
pub use runtime::{Method, UntypedItems, UntypedPages, UntypedPagination, UntypedRequest};
// Configuration, and what a program can replace in it.
#[doc(inline)]
pub use runtime::{
    BodyLimit, BoxFuture, CachedCredentials, Clock, Config, ConfigBuilder, Credentials, CredentialsChain,
    CredentialsProvider, Environment, ProviderContext, RateLimits, ReqwestTransport, RetryConfig, Site,
    SystemClock, Timeouts, Transport, TransportError, TransportErrorKind,
};

/// Tencent Cloud: its configuration, credentials and services, such as `tencent::mongodb::Client`.
#[cfg(feature = "tencent")]
pub mod tencent {
    pub use crate::generated::tencent::*;
    pub use crate::vendor::tencent::{Language, Tencent, credentials, signer};

    /// The configuration of Tencent Cloud's clients.
    pub type Config = crate::runtime::Config<Tencent>;
}

/// Alibaba Cloud: its configuration, credentials and services, such as `alibaba::dds::Client`.
#[cfg(feature = "alibaba")]
pub mod alibaba {
    pub use crate::generated::alibaba::*;
    pub use crate::vendor::alibaba::{Alibaba, credentials, signer};

    /// The configuration of Alibaba Cloud's clients.
    pub type Config = crate::runtime::Config<Alibaba>;
}

/// Huawei Cloud: its configuration, credentials and services, such as `huawei::dds::Client`.
#[cfg(feature = "huawei")]
pub mod huawei {
    pub use crate::generated::huawei::*;
    pub use crate::vendor::huawei::{Huawei, credentials, signer};

    /// The configuration of Huawei Cloud's clients.
    pub type Config = crate::runtime::Config<Huawei>;
}
