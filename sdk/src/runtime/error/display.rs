//! How errors are shown: one line for people, all fields for debugging, and never a secret.

use std::error::Error as StdError;
use std::fmt;

use super::Error;

impl fmt::Display for Error {
    /// `tencent mongodb DescribeBackups: API error Code: message (not found, HTTP 200, request id …, host …)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let (Some(vendor), Some(service), Some(operation)) =
            (inner.vendor, inner.service, &inner.operation)
        {
            write!(f, "{vendor} {service} {operation}: ")?;
        }
        write!(f, "{} error", inner.kind.text())?;
        if let Some(code) = &inner.code {
            write!(f, " {}", one_line(code))?;
        }
        if !inner.message.is_empty() {
            write!(f, ": {}", one_line(&inner.message))?;
        }
        let mut notes = Vec::new();
        if let Some(status) = inner.http_status {
            notes.push(format!("HTTP {status}"));
        }
        if let Some(id) = &inner.request_id {
            notes.push(format!("request id {}", one_line(id)));
        }
        if let Some(host) = inner.host.as_ref().filter(|host| !inner.message.contains(*host)) {
            notes.push(format!("host {host}"));
        }
        if inner.attempts > 1 {
            notes.push(format!("{} attempts", inner.attempts));
        }
        if let Some(elapsed) = inner.elapsed.filter(|_| inner.attempts > 0) {
            notes.push(format!("after {:.1} s", elapsed.as_secs_f64()));
        }
        if !notes.is_empty() {
            write!(f, " ({})", notes.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("class", &inner.class)
            .field("code", &inner.code)
            .field("message", &inner.message)
            .field("http_status", &inner.http_status)
            .field("request_id", &inner.request_id)
            .field("vendor", &inner.vendor)
            .field("operation", &inner.operation)
            .field("host", &inner.host)
            .field("attempts", &inner.attempts)
            .field("retry_after", &inner.retry_after)
            .field("source", &inner.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// A chain of causes whose texts were changed: what an error shows instead of the causes themselves.
pub(super) struct Redacted {
    display: String,
    debug: String,
    source: Option<Box<Self>>,
}

impl Redacted {
    /// A copy of `error` and its causes as `redact` shows them; `None` when it changes nothing.
    pub(super) fn from_error(
        error: &(dyn StdError + 'static),
        redact: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Self> {
        let causes: Vec<_> = std::iter::successors(Some(error), |&cause| cause.source()).collect();
        let is_changed = |text: String| redact(&text).is_some();
        if !causes.iter().any(|cause| is_changed(cause.to_string()) || is_changed(format!("{cause:?}"))) {
            return None;
        }
        let show = |text: String| redact(&text).unwrap_or(text);
        let copy = |cause: &(dyn StdError + 'static), source| Self {
            display: show(cause.to_string()),
            debug: show(format!("{cause:?}")),
            source,
        };
        causes.into_iter().rev().fold(None, |source, cause| Some(copy(cause, source.map(Box::new))))
    }
}

impl fmt::Display for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display)
    }
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.debug)
    }
}

impl StdError for Redacted {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// Folds line ends and other control characters into spaces: a message is one line, whatever its source.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
