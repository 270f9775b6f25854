//! The text of an operation's spec, in the style of those written by hand.

use std::fmt::Write;

use super::address;
use super::fields::{Field, TODO, todo};
use super::operation::Operation;
use super::types::{Body, Type, Variant};
use super::yaml::{joined, quoted, scalar, text};

/// The text of the file.
pub(super) fn operation(of: &Operation) -> String {
    let mut out = String::from("# yaml-language-server: $schema=../../schema.json\n");
    let name = if of.name.is_said {
        String::new()
    } else {
        todo(of.line, &["the name is made of the title".to_owned()])
    };
    let _ = writeln!(out, "operation: {}{name}", text(&of.name.text));
    if !of.groups.is_empty() {
        let _ = writeln!(out, "group: TODO  # one of {}", of.groups.join(", "));
    }
    let _ = writeln!(out, "doc: {TODO}{}", todo(of.line, &[]));
    let url = if address::stands_in(&of.url) { "  # TODO: the page's address" } else { "" };
    let updated = of.updated.as_ref().map(|date| format!(", updated: {date}")).unwrap_or_default();
    let note = of.note.as_ref().map(|note| format!(", note: {}", quoted(note))).unwrap_or_default();
    let _ = writeln!(out, "page: {{url: {}{updated}{note}}}{url}", quoted(&of.url));
    let _ = writeln!(out, "access: {}  # TODO: after its verb", of.access.word());
    if let Some(rate) = of.rate {
        let _ = writeln!(out, "rate: {rate}/s");
    }
    if let Some(permission) = &of.permission {
        let _ = writeln!(out, "permission: {}", joined(permission));
    }
    if let Some(route) = &of.route {
        let remark = if route.remarks.is_empty() { String::new() } else { todo(of.line, &route.remarks) };
        let _ = writeln!(out, "method: {}\npath: {}{remark}", route.method.word(), quoted(&route.path));
    }
    if let Some(paginate) = &of.paginate {
        let _ = writeln!(out, "paginate: {paginate}  # TODO: after the names of the fields");
    }
    fields(&mut out, "request", &of.request);
    fields(&mut out, "response", &of.response);
    if !of.types.is_empty() {
        out.push_str("\ntypes:\n");
    }
    for of in &of.types {
        out.push_str(&of.block("  "));
    }
    if !of.errors.is_empty() {
        out.push_str("\nerrors:\n");
    }
    // Names and declarations stand together in a list alone.
    let is_list = of.errors.iter().any(|error| error.is_declared);
    for error in &of.errors {
        let _ = writeln!(out, "  {}", if is_list { error.item() } else { error.entry() });
    }
    if !of.accept.is_empty() {
        out.push_str("\naccept:\n");
    }
    for accept in &of.accept {
        let (difference, reason) = (text(&accept.difference), text(&accept.reason));
        let _ = writeln!(out, "  - {{difference: {difference}, reason: {reason}}}");
    }
    out
}

fn fields(out: &mut String, key: &str, fields: &[Field]) {
    if !fields.is_empty() {
        let _ = write!(out, "\n{key}:\n");
    }
    for field in fields {
        let _ = writeln!(out, "  {}", field.entry());
    }
}

impl Type {
    /// The type's lines, each with `indent` before it.
    pub(crate) fn block(&self, indent: &str) -> String {
        let mut out = format!("{indent}{}:\n", text(&self.name));
        let _ = writeln!(out, "{indent}  doc: {TODO}{}", todo(self.line, &[]));
        match &self.body {
            Body::Object(fields) => {
                let _ = writeln!(out, "{indent}  fields:");
                for field in fields {
                    let _ = writeln!(out, "{indent}    {}", field.entry());
                }
            }
            Body::Enum { ints, values } => {
                let base = if *ints { "int" } else { "string" };
                let _ = write!(out, "{indent}  enum: {base}\n{indent}  values:\n");
                for Variant { name, wire } in values {
                    let same = wire.as_str() == Some(name.as_str());
                    let wire = if same { String::new() } else { format!("value: {}, ", scalar(wire)) };
                    let _ = writeln!(out, "{indent}    {}: {{{wire}doc: {TODO}}}", text(name));
                }
            }
        }
        out
    }
}
