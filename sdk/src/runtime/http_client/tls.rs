//! The TLS of the crate's HTTP client, by the crate's features.
//!
//! Features are additive, so several can be enabled at once, by different crates of one program. `native-tls` has
//! priority over rustls, because rustls is the default and native-tls was enabled in addition. The crypto provider of
//! rustls is the one that the program has installed, else aws-lc-rs, else ring. Nothing is installed for the process: a
//! provider of the program's, and providers that other crates compile in, do not matter here.

#[cfg(feature = "native-tls")]
pub(crate) use native::Tls;
#[cfg(not(any(feature = "rustls-no-provider", feature = "native-tls")))]
pub(crate) use unchosen::Tls;
#[cfg(all(feature = "rustls-no-provider", not(feature = "native-tls")))]
pub(crate) use with_rustls::Tls;

#[cfg(feature = "native-tls")]
mod native {
    use reqwest::ClientBuilder;

    use crate::runtime::error::Result;

    /// The system's TLS.
    #[derive(Clone, Debug)]
    pub(crate) struct Tls;

    impl Tls {
        pub(crate) fn new() -> Result<Self> {
            Ok(Self)
        }

        pub(crate) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
            builder.tls_backend_native()
        }
    }
}

#[cfg(not(any(feature = "rustls-no-provider", feature = "native-tls")))]
mod unchosen {
    use reqwest::ClientBuilder;

    use crate::runtime::error::Result;

    /// No TLS of this crate: another crate of the program may have enabled one of reqwest's features.
    #[derive(Clone, Debug)]
    pub(crate) struct Tls;

    impl Tls {
        pub(crate) fn new() -> Result<Self> {
            Ok(Self)
        }

        pub(crate) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
            builder
        }
    }
}

#[cfg(all(feature = "rustls-no-provider", not(feature = "native-tls")))]
mod with_rustls {
    use std::sync::Arc;

    use reqwest::ClientBuilder;
    use rustls::ClientConfig;
    use rustls::crypto::CryptoProvider;
    use rustls_platform_verifier::Verifier;

    use super::super::UNBUILT;
    use crate::runtime::error::{Error, Result};

    /// rustls with TLS 1.2 and 1.3, HTTP/1.1, and the platform's roots. Clones share the roots, which take a while to read.
    #[derive(Clone, Debug)]
    pub(crate) struct Tls(ClientConfig);

    impl Tls {
        pub(crate) fn new() -> Result<Self> {
            let unbuilt = |error: rustls::Error| Error::config(UNBUILT).with_source(error);
            let provider = provider()?;
            let verifier = Verifier::new(provider.clone()).map_err(unbuilt)?;
            let mut config = ClientConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()
                .map_err(unbuilt)?
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(verifier))
                .with_no_client_auth();
            config.alpn_protocols = vec![b"http/1.1".to_vec()];
            Ok(Self(config))
        }

        pub(crate) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
            builder.tls_backend_preconfigured(self.0.clone())
        }
    }

    fn provider() -> Result<Arc<CryptoProvider>> {
        let installed = CryptoProvider::get_default().cloned();
        installed.or_else(|| built_in().map(Arc::new)).ok_or_else(|| {
            Error::config(
                "no crypto provider of rustls is installed; install one with \
                 `CryptoProvider::install_default`, or enable the feature `rustls` or `rustls-aws-lc` of the \
                 crate clouddb",
            )
        })
    }

    #[cfg(feature = "rustls-aws-lc")]
    fn built_in() -> Option<CryptoProvider> {
        Some(rustls::crypto::aws_lc_rs::default_provider())
    }

    #[cfg(all(feature = "rustls", not(feature = "rustls-aws-lc")))]
    fn built_in() -> Option<CryptoProvider> {
        Some(rustls::crypto::ring::default_provider())
    }

    #[cfg(not(any(feature = "rustls", feature = "rustls-aws-lc")))]
    fn built_in() -> Option<CryptoProvider> {
        None
    }
}
