//! The grammar of specs as data: the keys of each map and the form of their values.
//!
//! The check of every file (`spec::check`) and the schema for editors ([`crate::schema`]) both read these tables, so
//! they cannot disagree.

mod files;
mod parts;

pub use files::{OPERATION, PROVIDER, SERVICE};
pub use parts::*;

use crate::diagnostics::Code;

/// A map with known keys.
#[derive(Debug)]
pub struct Object {
    /// The name in the schema: `field`.
    pub name: &'static str,
    /// The noun in messages, with its article: `a field`.
    pub noun: &'static str,
    /// The keys, in the order in which specs write them.
    pub keys: &'static [Key],
}

/// A key of an [`Object`].
#[derive(Debug)]
pub struct Key {
    /// The name of the key.
    pub name: &'static str,
    /// Whether the key is required.
    pub required: bool,
    /// The form of the value.
    pub form: Form,
    /// The description for editors.
    pub doc: &'static str,
}

/// The form of a value.
#[derive(Debug)]
pub enum Form {
    /// Text.
    Text,
    /// A display name, which documentation shows.
    Title,
    /// Text with a pattern: its noun in messages, and the regular expression for editors.
    Pattern(&'static str, &'static str),
    /// A type expression.
    Type,
    /// A sentence of documentation.
    Sentence,
    /// `true` or `false`.
    Flag,
    /// An integer.
    Int,
    /// Text, an integer, a number or a boolean.
    Scalar,
    /// Any value.
    Value,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list.
    List(&'static Form),
    /// A map whose keys are names.
    Map(Map),
    /// A map with known keys.
    Object(&'static Object),
    /// A scalar, or another form.
    ScalarOr(&'static Form),
    /// Text, or another form.
    TextOr(&'static Form),
    /// A list, or another form.
    ListOr(&'static Form, &'static Form),
}

/// A map whose keys are names.
#[derive(Debug)]
pub struct Map {
    /// The noun of a key in messages, with its article: `a field`.
    pub noun: &'static str,
    /// The form of each value.
    pub form: &'static Form,
    /// The code for a duplicate name.
    pub duplicate: Code,
}

const fn required(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, required: true, form, doc }
}

const fn optional(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, required: false, form, doc }
}

const NAMES: Form = Form::List(&Form::Text);
const SITES: Form = Form::List(&Form::Choice(&["mainland", "international"]));
const RATE: Form = Form::Pattern("a rate", "^[1-9][0-9]*/s$");
const STATUS: &str = "HTTP status of the response.";
const CLASS: Form = Form::Choice(ERROR_CLASSES);
const RANGE: Form = Form::Pattern("a range", r"^(-?[0-9]+(\.[0-9]+)?)?\.\.(=-?[0-9]+(\.[0-9]+)?)?$");
const LENGTH: Form = Form::Pattern("a range", r"^([0-9]+)?\.\.(=[0-9]+)?$");
const FIELDS: Form =
    Form::Map(Map { noun: "a field", form: &Form::Object(&FIELD), duplicate: Code::DuplicateKey });
const TYPES: Form =
    Form::Map(Map { noun: "a type", form: &Form::Object(&TYPE), duplicate: Code::DuplicateKey });
const GROUPS: Form =
    Form::Map(Map { noun: "a group", form: &Form::Object(&GROUP), duplicate: Code::DuplicateKey });
const CODES: Form = Form::Map(Map {
    noun: "an error code",
    form: &Form::Object(&ERROR_CODE),
    duplicate: Code::DuplicateErrorCode,
});
/// The error codes of an operation: names of the service's codes, own codes, or a list of both.
const OPERATION_CODES: Form = Form::ListOr(&Form::TextOr(&CODES), &CODES);
const HOSTS: Form = Form::Map(Map { noun: "a host", form: &Form::Text, duplicate: Code::DuplicateKey });

/// The classes of error codes.
pub const ERROR_CLASSES: &[&str] = &[
    "throttling",
    "clock_skew",
    "replay",
    "authentication",
    "permission",
    "not_found",
    "invalid_request",
    "conflict",
    "quota",
    "unsupported",
    "unavailable",
    "internal",
];
