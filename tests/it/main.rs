//! The one test binary: fixtures, signature vectors, goldens, the client, the mock cloud, properties.

mod client;
mod fixtures;
mod golden;
mod mock;
mod properties;
mod support;
mod vectors;

// Golden trees are written to stand in `clouddb` itself.
use clouddb::runtime;

mod vendor {
    pub(crate) use clouddb::{alibaba, huawei, tencent};
}
