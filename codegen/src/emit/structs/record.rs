//! The call of `record!` that declares a struct: its fields with their docs, types, wire names and rules.
//!
//! A macro's body is no syntax that `prettyplease` knows, so it is laid out here.

use std::fmt::Write;

use super::super::layout::{WIDTH, text_literal};
use super::super::{docs, facts, shape};
use super::rules::rules;
use crate::model::{Field, Struct};

/// The declaration of `of`. `lines` are its documentation, `attributes` stand between them and the struct.
pub(super) fn text(of: &Struct, lines: &[String], attributes: &[&str]) -> String {
    let mut out = String::from("record! {\n");
    comments(&mut out, lines, "    ");
    for attribute in attributes {
        let _ = writeln!(out, "    {attribute}");
    }
    let _ = write!(out, "    pub struct {} {{", of.name);
    if !of.fields.is_empty() {
        out.push('\n');
    }
    for (index, field) in of.fields.iter().enumerate() {
        let paragraphs = docs::paragraphs([field.doc.as_str(), facts::of_field(field, of).as_str()]);
        comments(&mut out, &paragraphs, "        ");
        if let Some(deprecation) = &field.deprecated {
            let _ =
                writeln!(out, "        #[deprecated(note = {})]", text_literal(&facts::note(deprecation)));
        }
        row(&mut out, index, field, of);
    }
    out.push_str(if of.fields.is_empty() { "}\n}" } else { "    }\n}" });
    out
}

/// `0: pub name: String = "Name" [required],`, on one line where it fits, else with one rule a line.
fn row(out: &mut String, index: usize, field: &Field, of: &Struct) {
    let ty = shape::plain_type(&shape::field_type(field, of.role));
    let head = format!("        {index}: pub {}: {ty} = {}", field.ident, text_literal(&field.wire));
    let rules = rules(field, of.role);
    let listed = rules.iter().map(|rule| rule.line()).collect::<Vec<_>>().join(", ");
    let listed = if rules.is_empty() { String::new() } else { format!(" [{listed}]") };
    if head.chars().count() + listed.chars().count() < WIDTH {
        let _ = writeln!(out, "{head}{listed},");
        return;
    }
    let _ = writeln!(out, "{head} [");
    for (index, rule) in rules.iter().enumerate() {
        // The macro takes no comma after the last rule.
        let comma = if index + 1 < rules.len() { "," } else { "" };
        let _ = writeln!(out, "            {}{comma}", rule.folded(12));
    }
    out.push_str("        ],\n");
}

fn comments(out: &mut String, lines: &[String], indent: &str) {
    for line in lines {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{indent}{}", docs::comment("///", line));
    }
}
