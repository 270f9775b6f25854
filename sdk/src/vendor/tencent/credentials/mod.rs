//! Sources of credentials of Tencent Cloud.
//!
//! Without configured credentials, a client asks these sources in order ([`default_chain`]):
//!
//! | source | what it reads |
//! |---|---|
//! | [`EnvironmentVariables`] | `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY`, `TENCENTCLOUD_TOKEN`, `TENCENTCLOUD_ROLE_ARN` |
//! | [`CredentialsFile`] | `~/.tencentcloud/credentials`, else `/etc/tencentcloud/credentials` |
//! | [`TccliProfile`] | `~/.tccli/<profile>.credential`, the profile of `TCCLI_PROFILE` or `default` |
//! | [`OidcRole`] | `TKE_ROLE_ARN`, `TKE_PROVIDER_ID`, `TKE_WEB_IDENTITY_TOKEN_FILE`, as TKE sets them in a pod |
//! | [`CvmRole`] | the role of the virtual machine, from its metadata service |
//!
//! The order is that of the vendor's SDK, with two differences: `tccli`'s profiles are read as well, and the metadata
//! service is last, after a pod's identity.

mod cli;
mod environment;
mod file;
mod metadata;
mod sts;

pub use cli::TccliProfile;
pub use environment::EnvironmentVariables;
pub use file::CredentialsFile;
pub use metadata::CvmRole;
pub use sts::{AssumeRole, OidcRole};

use crate::runtime::CredentialsChain;

/// The sources that are asked when no credentials are configured.
pub fn default_chain() -> CredentialsChain {
    CredentialsChain::new()
        .then("environment", EnvironmentVariables::new())
        .then("credentials file", CredentialsFile::new())
        .then("tccli profile", TccliProfile::new())
        .then("TKE identity", OidcRole::from_environment())
        .then("CVM role", CvmRole::new())
}

/// The default session name of assumed roles. It appears in the account's audit log.
const SESSION_NAME: &str = "clouddb-rust";
