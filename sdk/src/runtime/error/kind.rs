//! Kinds and classes of errors.

#[cfg(doc)]
use super::Error;

/// Where a call failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The configuration is wrong: nothing was sent. Troubleshooting: the message names the setting.
    #[default]
    Config,
    /// The request breaks a rule of its operation: nothing was sent. Troubleshooting: the message lists every fault.
    InvalidRequest,
    /// There are no usable credentials: nothing was sent. Troubleshooting: the message lists the sources that were
    /// asked.
    Credentials,
    /// There was no connection, or it broke. Troubleshooting: check the host in the message, DNS, proxies and TLS.
    Connect,
    /// There was no response in time; the message says which limit ended the call.
    Timeout,
    /// An HTTP response that is not from the API, usually from a proxy or a gateway, or a redirect that the
    /// [`Transport`](crate::Transport) followed.
    Http,
    /// The response could not be decoded; [`Error::response`] has the raw response.
    Decode,
    /// The pages of a list repeat or are incomplete. Troubleshooting: narrow the request, or read single pages.
    Pagination,
    /// The work that a waiter waited for has failed. Troubleshooting: the source is the [`WaitError`](crate::WaitError)
    /// with the failed entries.
    Failed,
    /// The API returned an error; [`Error::code_str`] has its code.
    Api,
}

impl ErrorKind {
    /// The word before `error` in messages.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Config => "configuration",
            Self::InvalidRequest => "invalid request",
            Self::Credentials => "credentials",
            Self::Connect => "connection",
            Self::Timeout => "timeout",
            Self::Http => "HTTP",
            Self::Decode => "decoding",
            Self::Pagination => "pagination",
            Self::Failed => "failure",
            Self::Api => "API",
        }
    }
}

/// What an error code means to a caller, independent of the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Too many calls: the service did nothing, wait and retry.
    Throttling,
    /// The caller's clock is wrong: the service did nothing.
    ClockSkew,
    /// A nonce was used twice: the service did nothing this time.
    Replay,
    /// The key, the token or the signature was refused.
    Authentication,
    /// The account has no permission for this call.
    Permission,
    /// What the request names does not exist.
    NotFound,
    /// The request is wrong.
    InvalidRequest,
    /// The present state of the resource does not allow the call.
    Conflict,
    /// A quota of the account or the resource is used up.
    Quota,
    /// The service does not support this call, or not in this region.
    Unsupported,
    /// The service is temporarily unavailable.
    Unavailable,
    /// The service failed.
    Internal,
}
