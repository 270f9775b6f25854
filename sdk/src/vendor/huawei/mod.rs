//! Huawei Cloud: REST style, path, query and JSON body signed with SDK-HMAC-SHA256.

pub mod credentials;
mod project;
mod protocol;
pub mod signer;

use std::time::Duration;

use crate::runtime::endpoint::Endpoint;
use crate::runtime::template::check_segment;
use crate::runtime::url::GivenUrl;
use crate::runtime::{ConfigBuilder, CredentialsChain, Environment, Result, Vendor};

/// Huawei Cloud's own settings.
#[derive(Clone, Debug, Default)]
pub struct Huawei {
    project_id: Option<String>,
    iam_endpoint: Option<GivenUrl>,
    lookup: project::Lookup,
}

impl ConfigBuilder<Huawei> {
    /// The project of the calls: each region of an account has one, shown in the console as 32 hexadecimal digits. The
    /// default comes from `HUAWEICLOUD_SDK_PROJECT_ID` or the profile file. Otherwise the first call that needs it
    /// looks up the region's project at IAM, once.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.vendor.project_id = Some(project_id.into());
        self
    }

    /// The IAM endpoint for the lookup of the project: a host, optionally with a port. By default
    /// `HUAWEICLOUD_SDK_IAM_ENDPOINT`, else that of the region.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.vendor.iam_endpoint = Some(GivenUrl::from(endpoint));
        self
    }
}

impl Vendor for Huawei {
    const IDLE_TIMEOUT: Duration = Duration::from_secs(50);
    const NEEDS_REGION: bool = true;
    const REGION_VARIABLES: &'static [&'static str] = &["HUAWEICLOUD_SDK_REGION", "HW_REGION_NAME"];
    const REFRESH_MARGIN: Duration = Duration::from_secs(40 * 60);

    fn default_chain() -> CredentialsChain {
        credentials::default_chain()
    }

    fn complete(mut self, environment: &Environment) -> Result<Self> {
        self.project_id = self.project_id.or_else(|| environment.first(&["HUAWEICLOUD_SDK_PROJECT_ID"]));
        if let Some(id) = &self.project_id {
            check_segment("project_id", id)?;
        }
        let named = || environment.variable(credentials::IAM_ENDPOINT_VARIABLE).map(GivenUrl::from);
        self.iam_endpoint = self.iam_endpoint.or_else(named);
        if let Some(endpoint) = &self.iam_endpoint {
            Endpoint::parse(endpoint.as_str())?;
        }
        // One lookup per configuration.
        self.lookup = project::Lookup::default();
        Ok(self)
    }
}
