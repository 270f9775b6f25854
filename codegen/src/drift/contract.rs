//! What an operation promises, whoever says so: a page or a spec.

use serde_json::Value;

use super::kind::Kind;
use crate::page::Vendor;
use crate::page::facts::Location;

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as people know it.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
}

/// Something that one side says, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<T> {
    /// What it says.
    pub value: T,
    /// Where.
    pub at: Place,
}

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A page, which may leave out anything. What it does not say is unknown.
    Page,
    /// A spec, which is complete. What it does not say is not so.
    Spec,
}

/// One operation as one side describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Who describes it.
    pub origin: Origin,
    /// The page or the spec file.
    pub file: String,
    /// Whose operation it is.
    pub vendor: Vendor,
    /// HTTP method, where the protocol leaves a choice.
    pub method: Option<Said<String>>,
    /// Path, where the protocol leaves a choice.
    pub path: Option<Said<String>>,
    /// The page's host; all hosts of a spec's service, as templates with `{region}`.
    pub hosts: Vec<Said<String>>,
    /// Version of the API.
    pub version: Option<Said<String>>,
    /// Calls a second.
    pub rate: Option<Said<u32>>,
    /// The permission that an account needs.
    pub permission: Option<Said<String>>,
    /// The page's date, `YYYY-MM-DD`.
    pub updated: Option<Said<String>>,
    /// The request's fields, outer ones before those that they hold.
    pub params: Vec<Item>,
    /// The response's fields, likewise.
    pub response: Vec<Item>,
    /// The error codes; `None` when the page has no list of them.
    pub errors: Option<Vec<Code>>,
    /// The error codes are those of the whole service: the operation may have fewer.
    pub errors_are_the_services: bool,
    /// Where a spec has its sections.
    pub sections: Option<Sections>,
}

/// Where the sections of a spec begin: what it lacks would stand there.
#[derive(Clone, Debug, PartialEq)]
pub struct Sections {
    /// The operation.
    pub operation: Place,
    /// The request's fields.
    pub params: Place,
    /// The response's fields.
    pub response: Place,
    /// The error codes.
    pub errors: Place,
}

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Names on the wire, from the outermost field to this one.
    pub path: Vec<String>,
    /// The page does not tell what holds it: `path` may lack names.
    pub unplaced: bool,
    /// The name as the page prints it, or the wire name.
    pub printed: String,
    /// Where it is declared.
    pub at: Place,
    /// Its type.
    pub kind: Option<Said<Kind>>,
    /// Whether it must be sent.
    pub required: Option<Said<bool>>,
    /// Where it travels, where the protocol leaves a choice.
    pub location: Option<Said<Location>>,
    /// What the service assumes.
    pub default: Option<Said<Value>>,
    /// The least and the greatest value.
    pub range: Option<Said<(Option<i64>, Option<i64>)>>,
    /// The values that it can have.
    pub values: Option<Said<Vec<Value>>>,
    /// Those of the values that callers are told to leave.
    pub retired_values: Vec<Value>,
    /// Callers are told to leave it.
    pub deprecated: bool,
    /// The spec knows that the page does not show it.
    pub hidden: bool,
    /// Whose it is.
    pub role: Role,
}

/// Whose a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The operation's own.
    Own,
    /// A layer of the wire around a list, which pages may leave out.
    Wrapper,
    /// Every operation of the vendor has it, so that neither side has to mention it.
    Common,
    /// What carries the operation: headers for signing, parts of the path that the client fills, what a
    /// failed call answers. Specs leave it to the SDK.
    Envelope,
}

impl Item {
    /// The wire name.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The names of the fields that hold it.
    pub fn parents(&self) -> &[String] {
        self.path.split_last().map_or(&[], |(_, parents)| parents)
    }

    /// All names, joined by dots.
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }

    /// The name in the data of a difference. Alibaba's and Tencent's pages tell fields apart by name
    /// alone, Huawei's have a table for each object.
    pub(super) fn label(&self, vendor: Vendor) -> String {
        match (vendor, self.parents().last()) {
            (Vendor::Huawei, Some(parent)) => format!("{parent}.{}", self.printed),
            _ => self.printed.clone(),
        }
    }
}

/// One error code.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// As it comes on the wire.
    pub code: String,
    /// The HTTP status that comes with it.
    pub http: Option<u16>,
    /// Where it is declared.
    pub at: Place,
}
