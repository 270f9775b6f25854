//! Keys in environment variables.

use crate::runtime::credentials::source::KeyVariables;
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, ProviderContext, Result};

/// The variables of the SDKs, of the command line tool (two generations) and of Terraform.
const KEYS: &[KeyVariables] = &[
    KeyVariables {
        id: "ALIBABA_CLOUD_ACCESS_KEY_ID",
        secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        tokens: &["ALIBABA_CLOUD_SECURITY_TOKEN"],
    },
    KeyVariables {
        id: "ALIBABACLOUD_ACCESS_KEY_ID",
        secret: "ALIBABACLOUD_ACCESS_KEY_SECRET",
        tokens: &["ALIBABACLOUD_SECURITY_TOKEN"],
    },
    KeyVariables {
        id: "ALICLOUD_ACCESS_KEY_ID",
        secret: "ALICLOUD_ACCESS_KEY_SECRET",
        tokens: &["ALICLOUD_SECURITY_TOKEN"],
    },
    KeyVariables {
        id: "ALICLOUD_ACCESS_KEY",
        secret: "ALICLOUD_SECRET_KEY",
        tokens: &["ALICLOUD_SECURITY_TOKEN"],
    },
];

/// Keys in the environment: `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`; with a temporary key
/// `ALIBABA_CLOUD_SECURITY_TOKEN`. Else the same with `ALIBABACLOUD_` or `ALICLOUD_` in front, or Terraform's
/// `ALICLOUD_ACCESS_KEY` and `ALICLOUD_SECRET_KEY`.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct EnvironmentVariables(());

impl EnvironmentVariables {
    /// Reads the variables each time it is asked.
    pub fn new() -> Self {
        Self::default()
    }
}

impl CredentialsProvider for EnvironmentVariables {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(std::future::ready(KeyVariables::read(KEYS, context.environment())))
    }
}
