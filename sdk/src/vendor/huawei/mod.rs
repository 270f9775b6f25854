//! Huawei Cloud: REST style, path, query and JSON body signed with SDK-HMAC-SHA256.

mod protocol;
pub mod signer;

use std::time::Duration;

use crate::runtime::{ConfigBuilder, CredentialVariables, Environment, Result, Vendor};

/// The settings that only Huawei Cloud has.
#[derive(Clone, Debug, Default)]
pub struct Huawei {
    project_id: Option<String>,
}

impl ConfigBuilder<Huawei> {
    /// The project that the calls are about: one for each region of an account, 32 hexadecimal digits
    /// in the console. Taken from `HUAWEICLOUD_SDK_PROJECT_ID` when it is not set.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.vendor.project_id = Some(project_id.into());
        self
    }
}

impl Vendor for Huawei {
    const IDLE_TIMEOUT: Duration = Duration::from_secs(50);
    const NEEDS_REGION: bool = true;
    const REGION_VARIABLES: &'static [&'static str] = &["HUAWEICLOUD_SDK_REGION", "HW_REGION_NAME"];
    const CREDENTIAL_VARIABLES: CredentialVariables = CredentialVariables {
        access_key_id: &["HUAWEICLOUD_SDK_AK", "HW_ACCESS_KEY", "CLOUD_SDK_AK"],
        access_key_secret: &["HUAWEICLOUD_SDK_SK", "HW_SECRET_KEY", "CLOUD_SDK_SK"],
        security_token: &["HUAWEICLOUD_SDK_SECURITY_TOKEN", "HW_SECURITY_TOKEN"],
    };

    fn complete(mut self, environment: &Environment) -> Result<Self> {
        self.project_id = self.project_id.or_else(|| environment.first(&["HUAWEICLOUD_SDK_PROJECT_ID"]));
        if let Some(id) = &self.project_id {
            protocol::check_segment("project_id", id)?;
        }
        Ok(self)
    }
}
