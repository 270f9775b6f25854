//! One difference, and the name by which a spec can accept it.

use serde_json::Value;

use super::contract::Place;

/// A difference between two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What sort it is.
    pub class: Class,
    /// What it is about.
    pub of: Of,
    /// The field's names with dots, or the error code; empty when it is about the operation.
    pub name: String,
    /// The field's name in [`summary`](super::summary), on the old and on the new side.
    pub labels: (String, String),
    /// Which of its properties; `None` when it is about the thing as a whole.
    pub aspect: Option<Aspect>,
    /// What the old side says.
    pub old: Option<Value>,
    /// What the new side says.
    pub new: Option<Value>,
    /// Where the old side says it, or would.
    pub old_at: Option<Place>,
    /// Where the new side says it, or would.
    pub new_at: Option<Place>,
}

impl Difference {
    /// What tells this difference from every other one of the operation: `param Limit default`,
    /// `response files.size`, `error InternalError http`, `host`. A spec accepts it under this name.
    pub fn identity(&self) -> String {
        let parts = [self.of.word(), &self.name, self.aspect.map_or("", Aspect::word)];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// Whether something must be done about it.
    pub fn is_drift(&self) -> bool {
        self.class.is_drift()
    }
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The operation itself.
    Operation,
    /// A parameter.
    Param,
    /// A field of the response.
    Response,
    /// An error code.
    Error,
}

impl Of {
    /// The word in identities; none for the operation.
    pub fn word(self) -> &'static str {
        match self {
            Self::Operation => "",
            Self::Param => "param",
            Self::Response => "response",
            Self::Error => "error",
        }
    }
}

/// A property that can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// The name as the page prints it.
    Name,
    /// Type.
    Type,
    /// Whether it must be sent.
    Required,
    /// Where it travels.
    Location,
    /// Default.
    Default,
    /// Least and greatest value.
    Range,
    /// The values that it can have.
    Values,
    /// HTTP status of an error code.
    Http,
    /// HTTP method.
    Method,
    /// Path.
    Path,
    /// Host.
    Host,
    /// Version of the API.
    Version,
    /// Calls a second.
    Rate,
    /// The permission that an account needs.
    Permission,
    /// The page's date.
    Date,
    /// The list of error codes.
    Errors,
}

impl Aspect {
    /// The word in identities.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Type => "type",
            Self::Required => "required",
            Self::Location => "location",
            Self::Default => "default",
            Self::Range => "range",
            Self::Values => "values",
            Self::Http => "http",
            Self::Method => "method",
            Self::Path => "path",
            Self::Host => "host",
            Self::Version => "version",
            Self::Rate => "rate",
            Self::Permission => "permission",
            Self::Date => "date",
            Self::Errors => "errors",
        }
    }
}

/// The sorts of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The page has it, the old side does not.
    Added,
    /// The old side has it, the page does not, although it would be there.
    Removed,
    /// Both say it, not the same.
    Changed,
    /// The page tells callers to leave it, the old side does not.
    Deprecated,
    /// The spec holds it for hidden, and the page shows it.
    Revealed,
    /// The spec holds it for deprecated, and the page shows it without telling callers to leave it.
    Reinstated,
    /// Deprecated before, and now gone from the page: vendors leave such fields out and still send them.
    Retired,
    /// Hidden in the spec, and not on the page.
    Hidden,
    /// The page lists values of a response field that admits any.
    Open,
    /// Written otherwise, meaning the same.
    Wording,
    /// The saved page is older than the spec.
    Older,
    /// One side does not say it.
    Unknown,
}

impl Class {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Deprecated => "deprecated",
            Self::Revealed => "revealed",
            Self::Reinstated => "reinstated",
            Self::Retired => "retired",
            Self::Hidden => "hidden",
            Self::Open => "open",
            Self::Wording => "wording",
            Self::Older => "older",
            Self::Unknown => "unknown",
        }
    }

    /// Whether something must be done about it.
    pub fn is_drift(self) -> bool {
        match self {
            Self::Added
            | Self::Removed
            | Self::Changed
            | Self::Deprecated
            | Self::Revealed
            | Self::Reinstated => true,
            Self::Retired | Self::Hidden | Self::Open | Self::Wording | Self::Older | Self::Unknown => false,
        }
    }
}
