//! Keys in environment variables.

use std::path::PathBuf;

use super::IdTokenFederation;
use crate::runtime::credentials::source::KeyVariables;
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

/// The variables of the SDKs, of Terraform (two generations) and of the documentation's samples.
const KEYS: &[KeyVariables] = &[
    KeyVariables {
        id: "HUAWEICLOUD_SDK_AK",
        secret: "HUAWEICLOUD_SDK_SK",
        tokens: &["HUAWEICLOUD_SDK_SECURITY_TOKEN"],
    },
    KeyVariables { id: "HW_ACCESS_KEY", secret: "HW_SECRET_KEY", tokens: &["HW_SECURITY_TOKEN"] },
    KeyVariables { id: "CLOUD_SDK_AK", secret: "CLOUD_SDK_SK", tokens: &["CLOUD_SDK_SECURITY_TOKEN"] },
];

const IDP_ID: &str = "HUAWEICLOUD_SDK_IDP_ID";
const ID_TOKEN_FILE: &str = "HUAWEICLOUD_SDK_ID_TOKEN_FILE";

/// Keys in the environment. `HUAWEICLOUD_SDK_IDP_ID` and `HUAWEICLOUD_SDK_ID_TOKEN_FILE` have priority: the token in
/// the file is [exchanged](IdTokenFederation) for a key. Else `HUAWEICLOUD_SDK_AK` and `HUAWEICLOUD_SDK_SK`, with a
/// temporary key `HUAWEICLOUD_SDK_SECURITY_TOKEN`; else Terraform's `HW_ACCESS_KEY`, `HW_SECRET_KEY`,
/// `HW_SECURITY_TOKEN`; else `CLOUD_SDK_AK`, `CLOUD_SDK_SK`.
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
        Box::pin(async move {
            let environment = context.environment();
            match (environment.variable(IDP_ID), environment.variable(ID_TOKEN_FILE)) {
                (Some(id), Some(file)) => {
                    IdTokenFederation::new(id, PathBuf::from(file)).credentials(context).await
                }
                (None, None) => KeyVariables::read(KEYS, environment),
                _ => Err(Error::credentials(format!("one of {IDP_ID} and {ID_TOKEN_FILE} is set, not both"))),
            }
        })
    }
}
