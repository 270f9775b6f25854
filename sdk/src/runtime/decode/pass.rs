//! One pass over a text: its mode, and the first fault with its path.

use std::cell::RefCell;
use std::fmt;

use serde::de::Error;

use crate::runtime::secret::Masked;
use crate::runtime::table::Kind;

/// One pass over a text.
pub(super) struct Pass {
    /// Stops at what it cannot read exactly, without a report: an exact pass follows.
    pub(super) is_fast: bool,
    /// Refuses masks in place of secrets.
    pub(super) refuses_masks: bool,
    fault: RefCell<Option<Fault>>,
    /// The path of the fault, innermost first. It is recorded while the error is returned, so a success has no cost.
    path: RefCell<Vec<Segment>>,
}

/// One step of a path to a member.
pub(super) enum Segment {
    Member(String),
    Index(usize),
}

/// What is wrong with a value. It never holds the value, which may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Unexpected { found: &'static str, expected: &'static str },
    Missing { expected: &'static str },
    Masked,
}

impl Pass {
    /// The first pass: fast, and for most bodies the only one.
    pub(super) fn fast() -> Self {
        Self { is_fast: true, ..Self::careful() }
    }

    /// The exact pass: it reads everything that can be read, and reports what cannot.
    pub(super) fn careful() -> Self {
        Self { is_fast: false, refuses_masks: false, fault: RefCell::default(), path: RefCell::default() }
    }

    /// An exact pass that refuses masked secrets.
    pub(super) fn unmasked() -> Self {
        Self { refuses_masks: true, ..Self::careful() }
    }

    /// Records a fault and makes an error of it.
    pub(super) fn fail<E: Error>(&self, fault: Fault) -> E {
        if self.is_fast {
            return E::custom("");
        }
        self.fault.replace(Some(fault));
        E::custom(fault)
    }

    /// Adds a member to the path of an error.
    pub(super) fn at<T, E>(
        &self,
        segment: impl FnOnce() -> Segment,
        result: std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if result.is_err() && !self.is_fast {
            self.path.borrow_mut().push(segment());
        }
        result
    }

    /// The fault with its path; `None` if there is none. `whole` is the name of the outermost value.
    pub(super) fn report(&self, whole: &str) -> Option<String> {
        let fault = (*self.fault.borrow())?;
        let mut path = String::new();
        for segment in self.path.borrow().iter().rev() {
            match segment {
                Segment::Member(name) if path.is_empty() => path.push_str(name),
                Segment::Member(name) => path.extend([".", name]),
                Segment::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        Some(if path.is_empty() { format!("{whole} {fault}") } else { format!("`{path}` {fault}") })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unexpected { found, expected } => write!(f, "is {found}; expected {expected}"),
            Self::Missing { expected } => write!(f, "is missing; expected {expected}"),
            Self::Masked => Masked.fmt(f),
        }
    }
}

/// The name of a kind in messages.
pub(super) fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Secret | Kind::TextEnum(_) => "text",
        Kind::Bool => "a boolean",
        Kind::Int32 => "an integer of 32 bits",
        Kind::Int64 | Kind::IntEnum(_) => "an integer of 64 bits",
        Kind::UInt64 => "an integer of 64 bits without a sign",
        Kind::Float => "a number",
        Kind::DateTime(_) => "a time",
        Kind::Any => "a value",
        Kind::Record(_) | Kind::Map(_) => "an object",
        Kind::List(_) => "a list",
    }
}

/// The fault that a value of a kind was expected, and something else was found.
pub(super) fn unexpected(kind: &Kind, found: &'static str) -> Fault {
    Fault::Unexpected { found, expected: expected(kind) }
}
