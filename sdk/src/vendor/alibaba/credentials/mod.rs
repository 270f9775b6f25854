//! Sources of credentials of Alibaba Cloud.
//!
//! Without configured credentials, a client asks these sources in order ([`default_chain`]):
//!
//! | source | what it reads |
//! |---|---|
//! | [`EnvironmentVariables`] | `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, `ALIBABA_CLOUD_SECURITY_TOKEN` |
//! | [`OidcRole`] | `ALIBABA_CLOUD_ROLE_ARN`, `ALIBABA_CLOUD_OIDC_PROVIDER_ARN`, `ALIBABA_CLOUD_OIDC_TOKEN_FILE`, as ACK sets them in a pod |
//! | [`CliProfile`] | `~/.aliyun/config.json`, the profile of `ALIBABA_CLOUD_PROFILE` or the current one |
//! | [`CredentialsFile`] | `~/.alibabacloud/credentials.ini`, or the file of `ALIBABA_CLOUD_CREDENTIALS_FILE` |
//! | [`CredentialsUri`] | the URL of `ALIBABA_CLOUD_CREDENTIALS_URI` |
//! | [`EcsRole`] | the RAM role of the virtual machine, from its metadata service |
//!
//! The order is that of the vendor's SDK, except that the metadata service is last here, after the URL.

mod answer;
mod cli;
mod environment;
mod external;
mod ini;
mod metadata;
mod oidc;
mod sts;
mod uri;

pub use cli::CliProfile;
pub use environment::EnvironmentVariables;
pub use external::ExternalCommand;
pub use ini::CredentialsFile;
pub use metadata::EcsRole;
pub use oidc::OidcRole;
pub use sts::AssumeRole;
pub use uri::CredentialsUri;

use crate::runtime::CredentialsChain;

/// The sources that are asked when no credentials are configured.
pub fn default_chain() -> CredentialsChain {
    CredentialsChain::new()
        .then("environment", EnvironmentVariables::new())
        .then("OIDC role", OidcRole::from_environment())
        .then("CLI profile", CliProfile::new())
        .then("credentials file", CredentialsFile::new())
        .then("credentials URI", CredentialsUri::from_environment())
        .then("ECS role", EcsRole::new())
}

/// The default session name of assumed roles. It appears in the account's audit log.
const SESSION_NAME: &str = "clouddb-rust";

/// The profile that the environment asks for: the SDKs' variable and the older ones of the command line tool.
const PROFILE_VARIABLES: &[&str] = &["ALIBABA_CLOUD_PROFILE", "ALIBABACLOUD_PROFILE", "ALICLOUD_PROFILE"];
