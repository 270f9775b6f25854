//! `docs facts`: prints the facts of pages.

use std::io::{self, Write};

use clouddb_codegen::page::facts::{Field, Found, Values};
use clouddb_codegen::page::{Facts, to_json};
use serde_json::Value;

use super::cli;
use super::known::{self, Known};
use super::pages;
use crate::cli::Format;
use crate::outcome::{Failure, Outcome};
use crate::terminal;
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, options: &cli::Facts) -> Result<Outcome, Failure> {
    let (pages, unread) = pages::read(&options.named.pages);
    // Pages can be read while the specs are being written; then they add nothing.
    let model = clouddb_codegen::load(&workspace.specs()).ok();
    let missing_names =
        |facts| model.as_ref().map(|model| known::missing_names(facts, model)).unwrap_or_default();
    let mut out = terminal::stdout();
    match options.format {
        Format::Text => {
            for page in &pages {
                text(&mut out, &page.name, &page.facts, &missing_names(&page.facts))?;
            }
        }
        Format::Json => {
            let objects = pages.iter().map(|page| {
                let mut object = to_json(&page.facts);
                object["page"] = page.name.as_str().into();
                for known in missing_names(&page.facts) {
                    object[known.name] = known.value.into();
                    object["from_spec"][known.name] = known.file.into();
                }
                object
            });
            writeln!(out, "{:#}", Value::from_iter(objects))?;
        }
    }
    Ok(if unread == 0 { Outcome::Fine } else { Outcome::Invalid })
}

fn text(out: &mut impl Write, name: &str, facts: &Facts, missing_names: &[Known<'_>]) -> io::Result<()> {
    writeln!(out, "{name}")?;
    let unknown = |label| {
        let known = missing_names.iter().find(|known| known.name == label);
        known.map_or_else(
            || "(not on the page)".to_owned(),
            |known| format!("{} (not on the page; {})", known.value, known.file),
        )
    };
    let text = |found: &Option<Found<String>>| found.clone().map(|found| (found.value, Some(found.line)));
    let rate = facts.rate_limit.as_ref().map(|found| (format!("{}/s", found.value), Some(found.line)));
    let rows = [
        ("vendor", Some((facts.vendor.name().to_owned(), None))),
        ("language", Some((facts.lang.name().to_owned(), None))),
        ("product", text(&facts.product)),
        ("action", text(&facts.action)),
        ("title", text(&facts.title)),
        ("updated", text(&facts.updated)),
        ("address", text(&facts.url)),
        ("host", text(&facts.host)),
        ("version", text(&facts.version)),
        ("method", text(&facts.method)),
        ("path", text(&facts.path)),
        ("rate", rate),
        ("permission", text(&facts.permission)),
    ];
    for (label, said) in rows {
        let (value, line) = said.unwrap_or_else(|| (unknown(label), None));
        let place = line.map(|line| format!("  line {line}")).unwrap_or_default();
        writeln!(out, "  {label:<12}{value}{place}")?;
    }
    fields(out, "common parameters", &facts.common_params)?;
    fields(out, "parameters", &facts.params)?;
    fields(out, "response fields", &facts.response)?;
    match &facts.errors {
        None => writeln!(out, "  error codes: (not on the page)")?,
        Some(errors) => {
            writeln!(out, "  error codes: {}", errors.len())?;
            for error in errors {
                let http = error.http.map(|http| http.to_string()).unwrap_or_default();
                writeln!(out, "    {:>5}  {:<50} {http}", error.line, error.code)?;
            }
        }
    }
    for doubt in &facts.doubts {
        writeln!(out, "  unclear, line {}: {}", doubt.line, doubt.text)?;
    }
    writeln!(out)
}

fn fields(out: &mut impl Write, label: &str, fields: &[Field]) -> io::Result<()> {
    writeln!(out, "  {label}: {}", fields.len())?;
    for (at, field) in fields.iter().enumerate() {
        let required = match field.required {
            Some(true) => "required",
            Some(false) => "optional",
            None => "",
        };
        let name =
            format!("{}{}", "  ".repeat(depth(fields, at)), field.docs_name.as_ref().unwrap_or(&field.name));
        let kind = field.kind.as_deref().unwrap_or("?");
        let line =
            format!("    {:>5}  {name:<34} {kind:<28} {required:<9} {}", field.line, values(&field.values));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn depth(fields: &[Field], mut at: usize) -> usize {
    let mut depth = 0;
    while let Some(parent) = fields[at].parent.filter(|parent| *parent < at) {
        (at, depth) = (parent, depth + 1);
    }
    depth
}

fn values(values: &Values) -> String {
    let mut parts = Vec::new();
    if !values.allowed.is_empty() {
        let all: Vec<String> = values.allowed.iter().map(Value::to_string).collect();
        parts.push(all.join(" | "));
    }
    match (values.min, values.max) {
        (None, None) => {}
        (min, max) => parts.push(format!(
            "{}..={}",
            min.map(|min| min.to_string()).unwrap_or_default(),
            max.map(|max| max.to_string()).unwrap_or_default()
        )),
    }
    if let Some(default) = &values.default {
        parts.push(format!("default {default}"));
    }
    parts.join(", ")
}
