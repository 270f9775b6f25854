//! The one test binary: fixtures, signature vectors, goldens, the client, the mock cloud, properties.

mod client;
mod concurrency;
mod credentials;
mod datetime;
mod decoding;
mod faults;
mod fixtures;
mod golden;
mod mock;
mod pages;
mod properties;
mod requests;
mod scripted;
mod secrets;
mod security;
mod support;
// The variable that names the roots is one of OpenSSL, which Linux has.
#[cfg(target_os = "linux")]
mod tls;
mod traces;
mod untyped;
mod values;
mod vectors;
mod wait;

// Golden trees are written to stand in `clouddb` itself.
use clouddb::__private;

mod vendor {
    pub(crate) use clouddb::{alibaba, huawei, tencent};
}
