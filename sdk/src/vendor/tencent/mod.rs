//! Tencent Cloud: a JSON body, or a query, signed with TC3-HMAC-SHA256.

pub mod credentials;
mod protocol;
pub mod signer;

use std::time::Duration;

use crate::runtime::{ConfigBuilder, CredentialsChain, Environment, Result, Vendor};

/// Tencent Cloud's own settings.
#[derive(Clone, Debug, Default)]
pub struct Tencent {
    language: Language,
    unsigned_payload: bool,
}

/// The language of the vendor's error messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

impl ConfigBuilder<Tencent> {
    /// The language of the vendor's error messages; English by default.
    pub fn language(mut self, language: Language) -> Self {
        self.vendor.language = language;
        self
    }

    /// Leaves the body out of the signature. Then only TLS protects it from changes.
    pub fn unsigned_payload(mut self, unsigned: bool) -> Self {
        self.vendor.unsigned_payload = unsigned;
        self
    }
}

impl Vendor for Tencent {
    // The vendor closes connections after 60 idle seconds.
    const IDLE_TIMEOUT: Duration = Duration::from_secs(50);
    const NEEDS_REGION: bool = false;
    const REGION_VARIABLES: &'static [&'static str] = &["TENCENTCLOUD_REGION"];
    const REFRESH_MARGIN: Duration = Duration::from_secs(5 * 60);

    fn default_chain() -> CredentialsChain {
        credentials::default_chain()
    }

    fn complete(self, _environment: &Environment) -> Result<Self> {
        Ok(self)
    }
}
