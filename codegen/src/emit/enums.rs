//! Enums and error codes, as calls of the runtime's macros.
//!
//! A macro's body is no syntax that `prettyplease` knows, so these are laid out here.

use std::fmt::Write;

use proc_macro2::Literal;

use super::docs;
use super::facts;
use crate::model::{CodeEnum, Deprecation, Enum, WireValue};

/// An enum of strings or of integers.
pub(super) fn open(of: &Enum) -> String {
    let ints = matches!(of.values.first().map(|value| &value.wire), Some(WireValue::Int(_)));
    let mut body = String::new();
    for value in &of.values {
        variant(&mut body, &value.doc, value.deprecated.as_ref(), &value.variant, &literal(&value.wire));
    }
    invocation(if ints { "int_enum" } else { "text_enum" }, &of.doc, &of.name, &body)
}

/// An enum of error codes. `of` is the operation or the service that fails with them.
pub(super) fn codes(codes: &CodeEnum, of: &str) -> String {
    let mut body = String::new();
    for code in &codes.codes {
        let wire = Literal::string(&code.code).to_string();
        variant(&mut body, &code.doc, None, &code.variant, &wire);
    }
    invocation("code_enum", &format!("The error codes of {of}."), &codes.name, &body)
}

fn invocation(name: &str, doc: &str, ident: &str, body: &str) -> String {
    let docs = comments(doc, "    ");
    format!("{name}! {{\n{docs}    pub enum {ident} {{\n{body}    }}\n}}")
}

fn variant(out: &mut String, doc: &str, deprecated: Option<&Deprecation>, ident: &str, wire: &str) {
    out.push_str(&comments(doc, "        "));
    if let Some(deprecation) = deprecated {
        let note = Literal::string(&facts::note(deprecation));
        // Writing to a string cannot fail.
        let _ = writeln!(out, "        #[deprecated(note = {note})]");
    }
    let _ = writeln!(out, "        {ident} = {wire},");
}

fn comments(doc: &str, indent: &str) -> String {
    let lines = docs::wrap(doc);
    lines.iter().map(|line| format!("{indent}{}\n", docs::comment("///", line))).collect()
}

fn literal(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => Literal::string(text).to_string(),
        WireValue::Int(value) => value.to_string(),
        WireValue::Float(value) => value.to_string(),
        WireValue::Bool(value) => value.to_string(),
    }
}
