//! Sources of credentials of Huawei Cloud.
//!
//! Without configured credentials, a client asks these sources in order ([`default_chain`]):
//!
//! | source | what it reads |
//! |---|---|
//! | [`OidcSts`] | `HUAWEICLOUD_OIDC_PROVIDER_URN`, `HUAWEICLOUD_OIDC_AGENCY_URN`, `HUAWEICLOUD_OIDC_TOKEN_FILE`, … |
//! | [`EnvironmentVariables`] | `HUAWEICLOUD_SDK_IDP_ID` and `HUAWEICLOUD_SDK_ID_TOKEN_FILE`, else `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, `HUAWEICLOUD_SDK_SECURITY_TOKEN` |
//! | [`CredentialsFile`] | `~/.huaweicloud/credentials`, or the file of `HUAWEICLOUD_SDK_CREDENTIALS_FILE` |
//! | [`PodIdentity`] | `HC_CONTAINER_CREDENTIALS_FULL_URI`, `HC_CONTAINER_AUTHORIZATION_TOKEN_FILE`, as CCE sets them in a pod |
//! | [`EcsAgency`] | the agency of the virtual machine, from its metadata service |
//!
//! The order is that of the vendor's SDK, except that the metadata service is last here, after a pod's identity.

mod answer;
mod environment;
mod federation;
mod file;
mod metadata;
mod pod;
mod sts;

pub use environment::EnvironmentVariables;
pub use federation::IdTokenFederation;
pub use file::CredentialsFile;
pub use metadata::EcsAgency;
pub use pod::PodIdentity;
pub use sts::OidcSts;

use crate::runtime::CredentialsChain;

/// The sources that are asked when no credentials are configured.
pub fn default_chain() -> CredentialsChain {
    CredentialsChain::new()
        .then("OIDC agency", OidcSts::from_environment())
        .then("environment", EnvironmentVariables::new())
        .then("credentials file", CredentialsFile::new())
        .then("pod identity", PodIdentity::from_environment())
        .then("ECS agency", EcsAgency::new())
}

/// The variable with the IAM endpoint, for credentials and for the project of a region.
pub(super) const IAM_ENDPOINT_VARIABLE: &str = "HUAWEICLOUD_SDK_IAM_ENDPOINT";
