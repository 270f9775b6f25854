//! Typed clients for the managed-database APIs of Tencent Cloud, Alibaba Cloud and Huawei Cloud.
//!
//! One feature a service; all share one runtime, one error type and one way to call:
//!
//! | feature | client | vendor's API |
//! |---|---|---|
//! | `tencent-mongodb` | `tencent::mongodb::Client` | TencentDB for MongoDB, 2019-07-25 |
//! | `tencent-redis` | `tencent::redis::Client` | TencentDB for Redis, 2018-04-12 |
//! | `alibaba-dds` | `alibaba::dds::Client` | ApsaraDB for MongoDB, 2015-12-01 |
//! | `huawei-dds` | `huawei::dds::Client` | Document Database Service, v3 |
//! | `full` | all of them | |
//! | `mock` | `mock::MockCloud` | a cloud on the loopback, for tests |
//! | `rustls` (default) | | TLS by rustls with ring; building it needs a C compiler |
//! | `rustls-aws-lc` | | TLS by rustls with aws-lc-rs, which takes longer to build |
//! | `rustls-no-provider` | | TLS by rustls with the crypto provider that the program installs |
//! | `native-tls` | | the system's TLS; on Linux building it needs OpenSSL's headers |
//! | `socks` | | SOCKS proxies out of the environment |
//! | `jiff`, `chrono`, `time` | | conversions of [`DateTime`] to the types of these crates |
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
//! let request = DescribeBackupDownloadTaskRequest::new("cmgo-fdzf0001") // what the operation needs
//!     .status([DownloadTaskStatus::Completed]) // what it may be given
//!     .limit(50);
//! let response = mongodb.describe_backup_download_task(&request).await?;
//! for task in &response.tasks {
//!     println!("{} {}%", task.backup_name.as_deref().unwrap_or("?"), task.percent.unwrap_or(0));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A client method returns a [`Call`], a future with options: `.timeout(…)`, `.header(…)`, `.raw()` for the
//! raw response. Dropping it cancels the call. A client takes the requests of its own service alone.
//!
//! # Requests
//!
//! A request is checked before it is sent, and all its faults come in one error. Nothing that was set is dropped: an
//! optional list is an `Option`, where `None` is left out and `Some(vec![])` is sent, and what the protocol cannot express
//! (an empty list in a query) is [`ErrorKind::InvalidRequest`]. A field that can be emptied is a [`Nullable`]: absent leaves a
//! value alone, `Nullable::Null` empties it. A time is written in the operation's own format and zone;
//! text given for one must be in that format exactly. What is signed is what is sent: a path, a host or a URL that the HTTP
//! library would rewrite is refused before it is signed.
//!
//! # Configuration
//!
//! Each vendor has a `Config`, made by a builder: region, [`Site`], endpoint, credentials, [`Timeouts`] (finite unless you
//! say otherwise), [`RetryConfig`], [`RateLimits`], and a [`Transport`] if the HTTP client that comes with the crate
//! is not the one to use. Regions and endpoints are checked: what is not a plain host name is refused, since a signed
//! request would go there. TLS is off only where an endpoint says `http://`. The proxies of the process's environment are
//! used; one that cannot be used fails the calls that need it, and the error names its variable. [`ReqwestTransport`]
//! makes a transport of a `reqwest::Client` of your own.
//!
//! TLS trusts the system's roots. When several of its features are enabled, `native-tls` is used before rustls. A crypto
//! provider that the program has installed for the process is used before aws-lc-rs, and aws-lc-rs before ring. The crate
//! installs none.
//!
//! Calls are made inside a tokio runtime with its timer enabled; without one they panic, as tokio's own timers do. A client
//! can be used from several runtimes: its connections are driven by a thread of its own. All clients of a configuration
//! share its credentials, rate limits, retry budgets and what is known of the vendor's clock, so a client can be made for
//! each call. No call holds up another, be it cancelled, parked or slow.
//!
//! # Credentials
//!
//! `credentials(…)` on a configuration takes [`Credentials`], a source of the vendor's (`tencent::credentials`,
//! `alibaba::credentials`, `huawei::credentials`), a [`CredentialsChain`] of several, or a [`CredentialsProvider`] of your
//! own. Without it the vendor's `default_chain()` is asked. All clients of a configuration share one
//! [`CachedCredentials`]. Sources send through the configuration's [`Transport`] and look around in its [`Environment`],
//! so `Environment::fixed` keeps tests away from your home folder and from metadata services. A key that the vendor refuses
//! is asked for anew, and a source that never answers costs a call its own limit on time. A provider of your own attaches
//! the cause of a failure with [`Error::with_source`].
//!
//! # Errors
//!
//! There is one [`Error`]. [`Error::kind`] says where a call failed, [`Error::class`] and predicates such as
//! [`Error::is_throttled`] what the vendor's code means, [`Error::code`] gives an operation's own codes as an enum, and
//! `None` for the error of another operation. A response whose envelope reports a failure is an error, whatever its HTTP
//! status, spelling and encoding. `Display` is one line and leaves the cause to `source`. Secrets of the request are `***`
//! wherever the service repeats them; [`Error::response`] has the response as it came.
//!
//! # Retries
//!
//! Transient failures are retried where that is safe; [`RetryConfig`] says what that means and how to change it. Throttled
//! calls, and calls whose connection was never made, are always retried. A service that asks for a longer wait than the
//! configuration allows ends the call, and [`Error::retry_after`] says for how long. Until a response has confirmed the local
//! clock, the calls of a configuration go out one after the other, so that a wrong clock costs one wrong signature and not a
//! burst of them. The limits on calls a second of the vendors' pages are kept on this side ([`RateLimits`]).
//!
//! # Pages and waiting
//!
//! Operations that hand out lists in pages are read with a client's `pages` and `items`: streams ([`Pages`], [`Items`])
//! with their own `next`, `try_next` and `try_collect`. They send nothing before they are polled, ask for a page when it
//! is wanted, and can be resumed. Equal pages are no error; a circle, a list that stays behind its number of rows, and one
//! whose number shrinks below what was read end with an error of kind [`ErrorKind::Pagination`] ([`Pages`] has the rules).
//! Operations that tell how something comes along can be waited for: `wait` polls with growing pauses
//! ([`WaitConfig`]) until nothing is under way, and fails with a [`WaitError`].
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
//! The feature `mock` has a cloud on the loopback that verifies signatures, answers from closures, by type or by name, and
//! misbehaves on demand: see `mock::MockCloud`. `mock::from_json` makes responses of JSON and holds it against the spec.
//!
//! # What comes back
//!
//! Enums are open: a value that this version does not know is kept in `Other` and sent as it came. An integer enum shows
//! itself as `Completed (2)`. A value whose meaning is clear is read in whatever form it comes: numbers in strings, `1` for
//! `true`, one object for a list of one, null for anything that may be absent; null inside a list or map is dropped.
//! Otherwise the error names the member (`Response.Tasks[0].Percent`) and never its value. A required member that is missing
//! is an error, an absent list is empty, and a response without a body is one without members. A malformed time keeps its
//! text and fails only when it is asked for as a time ([`DateTime`]).
//!
//! Links, keys and passwords are [`Secret`]s that `Debug` does not show. Serializing a request or response writes `***` for
//! them; [`WithSecrets`] writes them in clear, and a mask is not deserialized.
//!
//! # Without a spec
//!
//! Every client has `untyped`, which calls any operation of its service by name ([`UntypedRequest`]), signed and
//! classified like the others. The response is read into a type of yours ([`RawResponse::deserialize`]), a list page by
//! page (`untyped_pages`), and what the protocol cannot carry is refused before anything is sent.
//!
//! # Inside
//!
//! The operations are generated from specs into data: structs with tables. The behaviour is written once, by hand. The
//! source's `ARCHITECTURE.md` shows how a spec becomes a signed request.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(missing_docs, unreachable_pub)]
// Nothing that comes from outside may panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[doc(hidden)]
pub mod __private;
mod runtime;

// Laid out by the generator.
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

/// Tencent Cloud.
#[cfg(feature = "tencent")]
pub mod tencent {
    pub use crate::generated::tencent::*;
    pub use crate::vendor::tencent::{Language, Tencent, credentials, signer};

    /// The settings of Tencent Cloud's clients.
    pub type Config = crate::runtime::Config<Tencent>;
}

/// Alibaba Cloud.
#[cfg(feature = "alibaba")]
pub mod alibaba {
    pub use crate::generated::alibaba::*;
    pub use crate::vendor::alibaba::{Alibaba, credentials, signer};

    /// The settings of Alibaba Cloud's clients.
    pub type Config = crate::runtime::Config<Alibaba>;
}

/// Huawei Cloud.
#[cfg(feature = "huawei")]
pub mod huawei {
    pub use crate::generated::huawei::*;
    pub use crate::vendor::huawei::{Huawei, credentials, signer};

    /// The settings of Huawei Cloud's clients.
    pub type Config = crate::runtime::Config<Huawei>;
}
