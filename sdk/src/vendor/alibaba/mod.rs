//! Alibaba Cloud: RPC style, parameters in the query of a POST, signed with ACS3-HMAC-SHA256.

pub mod credentials;
mod protocol;
pub mod signer;

use std::time::Duration;

use crate::runtime::{CredentialsChain, Environment, Result, Vendor};

/// Alibaba Cloud's own settings: none so far.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Alibaba;

impl Vendor for Alibaba {
    // The vendor closes connections after about 10 idle seconds.
    const IDLE_TIMEOUT: Duration = Duration::from_secs(8);
    const NEEDS_REGION: bool = true;
    const REGION_VARIABLES: &'static [&'static str] = &["ALIBABA_CLOUD_REGION_ID", "ALIBABACLOUD_REGION_ID"];
    const REFRESH_MARGIN: Duration = Duration::from_secs(15 * 60);

    fn default_chain() -> CredentialsChain {
        credentials::default_chain()
    }

    fn complete(self, _environment: &Environment) -> Result<Self> {
        Ok(self)
    }
}
