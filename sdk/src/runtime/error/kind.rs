//! Where calls fail, and what the codes of services mean.

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
    /// No credentials, or no usable ones: nothing was sent. Troubleshooting: the message says where they were looked for.
    Credentials,
    /// No connection, or it broke. Troubleshooting: check the host in the message, DNS, proxies and TLS.
    Connect,
    /// No response in time; the message says which limit ended the call.
    Timeout,
    /// An HTTP status that is no response of the API, mostly from a proxy or a gateway in front of it, or a redirect that
    /// the [`Transport`](crate::Transport) followed.
    Http,
    /// The response could not be understood; [`Error::response`] has it as it came.
    Decode,
    /// The pages of a list do not lead on: the service gave one, or a token, for the second time. Troubleshooting: narrow
    /// the request, or read single pages.
    Pagination,
    /// What was waited for has failed. Troubleshooting: the source is the [`WaitError`](crate::WaitError), which has it.
    Failed,
    /// The API said no; [`Error::code_str`] has its code.
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

/// What an error code means to a caller, whichever vendor it came from.
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
    /// The account may not do this.
    Permission,
    /// What the request names does not exist.
    NotFound,
    /// The request is wrong.
    InvalidRequest,
    /// The resource's state forbids it now.
    Conflict,
    /// The account or the resource has no room left.
    Quota,
    /// The service cannot do this, or not here.
    Unsupported,
    /// The service is away for a moment.
    Unavailable,
    /// The service failed.
    Internal,
}
