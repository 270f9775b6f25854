//! The coverage of the services: a table in Markdown, printed by `list` and kept in the README by `generate`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;
use std::path::Path;

use clouddb_codegen::model::{Code, ErrorCode, Model, NamedType, Operation, Provider, Service};

use crate::fixtures;

const HEAD: [&str; 8] = ["service", "operations", "fields", "enums", "codes", "paged", "waited", "fixtures"];

/// The comments around the table in the README.
const START: &str = "<!-- coverage, written by `cargo xtask generate` -->\n";
const END: &str = "<!-- end of coverage -->\n";

/// The README with the current table; `None` if it has no place for one.
pub(crate) fn update(readme: &str, model: &Model, fixtures: &Path) -> io::Result<Option<String>> {
    let Some((before, rest)) = readme.split_once(START) else {
        return Ok(None);
    };
    let Some((_, after)) = rest.split_once(END) else {
        return Ok(None);
    };
    Ok(Some(format!("{before}{START}{}{END}{after}", table(model, fixtures)?)))
}

/// A row for each service, and one for all.
pub(crate) fn table(model: &Model, fixtures: &Path) -> io::Result<String> {
    let mut out = format!("| {} |\n|---|{}\n", HEAD.join(" | "), "---:|".repeat(HEAD.len() - 1));
    let mut total = [0; HEAD.len() - 1];
    for provider in &model.providers {
        for service in &provider.services {
            let counts = count(provider, service, fixtures)?;
            let title = format!("{}, {} {}", provider.title, service.title, service.version);
            push_row(&mut out, &title, &counts);
            total.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
        }
    }
    push_row(&mut out, "all", &total);
    Ok(out)
}

fn push_row(out: &mut String, title: &str, counts: &[usize]) {
    let cells: Vec<_> = counts.iter().map(usize::to_string).collect();
    // A String can always be written to.
    let _ = writeln!(out, "| {title} | {} |", cells.join(" | "));
}

/// The counts of a service, in the order of [`HEAD`].
fn count(provider: &Provider, service: &Service, fixtures: &Path) -> io::Result<[usize; HEAD.len() - 1]> {
    let operations = &service.operations;
    let own_types = operations.iter().flat_map(|operation| &operation.types);
    let (mut fields, mut enums) = (0, 0);
    for named in service.types.iter().chain(own_types) {
        match named {
            NamedType::Struct(record) => fields += record.fields.len(),
            NamedType::Enum(_) => enums += 1,
        }
    }
    let shared = service.codes.iter().flat_map(|codes| &codes.codes);
    let codes: BTreeSet<&str> =
        shared.chain(operations.iter().flat_map(own_codes)).map(|code| code.code.as_str()).collect();
    let folder = fixtures.join(&provider.name).join(&service.name);
    let mut bodies = 0;
    for operation in operations {
        fields += operation.request.fields.len() + operation.response.fields.len();
        bodies += fixtures::count_bodies(&folder, &operation.name)?;
    }
    let paged = operations.iter().filter(|operation| operation.pagination.is_some()).count();
    let waited = operations.iter().filter(|operation| operation.waiter.is_some()).count();
    Ok([operations.len(), fields, enums, codes.len(), paged, waited, bodies])
}

fn own_codes(operation: &Operation) -> &[ErrorCode] {
    match &operation.codes {
        Code::Own(codes) => &codes.codes,
        Code::Service(_) | Code::Text => &[],
    }
}
