//! A field as a draft writes it.

use serde_json::Value;

use super::field_type::FieldType;
use super::yaml::{Flow, list, scalar, text};

/// What stands where a person has to write a sentence.
pub(crate) const TODO: &str = "TODO.";

/// A field of a request, a response or a type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    /// Name on the wire.
    pub(crate) name: String,
    /// Its type.
    pub(crate) of: FieldType,
    /// It must be set.
    pub(crate) required: bool,
    /// Integers that it may be, as specs write them.
    pub(crate) range: Option<String>,
    /// The only values that it may have.
    pub(crate) one_of: Vec<Value>,
    /// What the service assumes.
    pub(crate) default: Option<Value>,
    /// Where it travels, when that is not the protocol's own way.
    pub(crate) place: Option<&'static str>,
    /// How its datetime is written, when that is not the provider's way.
    pub(crate) format: Option<&'static str>,
    /// Name under which its list is wrapped.
    pub(crate) wrapped: Option<String>,
    /// A value to show.
    pub(crate) example: Option<Value>,
    /// The page tells callers to leave it.
    pub(crate) deprecated: bool,
    /// The line of the page.
    pub(crate) line: u32,
    /// What a person is to look at, in a few words each.
    pub(crate) remarks: Vec<String>,
}

impl Field {
    /// Its keys in the order of the specs.
    pub(crate) fn flow(&self) -> Flow {
        let flag = |on: bool| on.then(|| "true".to_owned());
        Flow::default()
            .key("type", text(&self.of.to_string()))
            .maybe("required", flag(self.required))
            .maybe("range", self.range.clone())
            .maybe("one_of", (!self.one_of.is_empty()).then(|| list(&self.one_of)))
            .maybe("default", self.default.as_ref().map(scalar))
            .maybe("in", self.place.map(str::to_owned))
            .maybe("format", self.format.map(text))
            .maybe("wrapped", self.wrapped.as_deref().map(text))
            .maybe("example", self.example.as_ref().map(scalar))
            .maybe("deprecated", self.deprecated.then(|| format!("{{doc: {TODO}}}")))
            .key("doc", TODO)
    }

    /// The entry's line, without its indent and end.
    pub(crate) fn entry(&self) -> String {
        format!("{}: {}{}", text(&self.name), self.flow(), todo(self.line, &self.remarks))
    }
}

/// The comment that sends a person to a place on the page.
pub(crate) fn todo(line: u32, remarks: &[String]) -> String {
    let mut out = format!("  # TODO: page line {line}");
    for remark in remarks {
        out.push_str("; ");
        // A comment ends with its line.
        out.extend(remark.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }
    out
}
