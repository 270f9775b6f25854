//! Enums and error codes, as calls of the runtime's macros.
//!
//! A macro's body is no syntax that `prettyplease` knows, so these are laid out here.

use std::fmt::Write;

use proc_macro2::Literal;

use super::layout::WIDTH;
use super::{docs, facts, info};
use crate::model::{CodeEnum, Deprecation, Enum, ErrorCode, WireValue};

/// An enum of strings or of integers.
pub(super) fn open(of: &Enum) -> String {
    let ints = matches!(of.values.first().map(|value| &value.wire), Some(WireValue::Int(_)));
    let mut body = String::new();
    for value in &of.values {
        variant(&mut body, &value.doc, value.deprecated.as_ref(), &value.variant, &literal(&value.wire));
    }
    invocation(if ints { "int_enum" } else { "text_enum" }, &of.doc, &of.name, &body)
}

/// An enum of the error codes that an operation can fail with.
pub(super) fn codes(codes: &CodeEnum, operation: &str) -> String {
    invocation("error_codes", &about(operation), &codes.name, &entries(codes))
}

/// The enum of a service's error codes, and the module of constants that its operations name them by.
pub(super) fn service_codes(codes: &CodeEnum, title: &str) -> String {
    invocation("error_codes", &about(title), &format!("{} as codes", codes.name), &entries(codes))
}

fn about(of: &str) -> String {
    format!("The error codes of {of}.")
}

fn entries(codes: &CodeEnum) -> String {
    let mut body = String::new();
    for code in &codes.codes {
        body.push_str(&comments(&code.doc, "        "));
        body.push_str(&entry(code));
    }
    body
}

/// `Variant = …,`: what is known of a code, or the constant of the service that says it.
fn entry(code: &ErrorCode) -> String {
    let variant = &code.variant;
    if code.is_shared {
        return format!("        {variant} = codes::{variant},\n");
    }
    let info = info::error(code);
    let line = format!("        {variant} = {}", info.entry(0));
    if line.chars().count() <= WIDTH {
        return format!("{line}\n");
    }
    format!("        {variant} =\n{}\n", info.entry(12))
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
        WireValue::Int(value) => value.to_string(),
        text => Literal::string(&text.to_string()).to_string(),
    }
}
