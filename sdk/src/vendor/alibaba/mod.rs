//! Alibaba Cloud: RPC style, parameters in the query of a POST, signed with ACS3-HMAC-SHA256.

mod protocol;
pub mod signer;

use std::time::Duration;

use crate::runtime::{CredentialVariables, Environment, Result, Vendor};

/// The settings that only Alibaba Cloud has: none so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alibaba;

impl Vendor for Alibaba {
    // The vendor closes connections that idle for about 10 seconds.
    const IDLE_TIMEOUT: Duration = Duration::from_secs(8);
    const NEEDS_REGION: bool = true;
    const REGION_VARIABLES: &'static [&'static str] = &["ALIBABA_CLOUD_REGION_ID", "ALIBABACLOUD_REGION_ID"];
    const CREDENTIAL_VARIABLES: CredentialVariables = CredentialVariables {
        access_key_id: &["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_ID"],
        access_key_secret: &["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_ACCESS_KEY_SECRET"],
        security_token: &["ALIBABA_CLOUD_SECURITY_TOKEN", "ALIBABACLOUD_SECURITY_TOKEN"],
    };

    fn complete(self, _environment: &Environment) -> Result<Self> {
        Ok(self)
    }
}
