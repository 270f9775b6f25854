//! The coverage of the services, as a table in Markdown: what the README shows.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use clouddb_codegen::model::{Model, NamedType, Operation, Provider, Service};

use crate::fixtures;

const HEAD: [&str; 8] = ["service", "operations", "fields", "enums", "codes", "paged", "waited", "fixtures"];

/// Writes a row for each service, and one for all.
pub(super) fn write(out: &mut impl Write, model: &Model, fixtures: &Path) -> io::Result<()> {
    writeln!(out, "| {} |", HEAD.join(" | "))?;
    writeln!(out, "|---|{}", "---:|".repeat(HEAD.len() - 1))?;
    let mut total = [0; HEAD.len() - 1];
    for provider in &model.providers {
        for service in &provider.services {
            let counts = count(provider, service, fixtures)?;
            let title = format!("{}, {} {}", provider.title, service.title, service.version);
            write_row(out, &title, &counts)?;
            total.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
        }
    }
    write_row(out, "all", &total)
}

fn write_row(out: &mut impl Write, title: &str, counts: &[usize]) -> io::Result<()> {
    let cells: Vec<_> = counts.iter().map(usize::to_string).collect();
    writeln!(out, "| {title} | {} |", cells.join(" | "))
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
    let codes: BTreeSet<&str> = service
        .codes
        .iter()
        .flat_map(|codes| &codes.codes)
        .chain(operations.iter().flat_map(own_codes))
        .map(|code| code.code.as_str())
        .collect();
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

fn own_codes(operation: &Operation) -> &[clouddb_codegen::model::ErrorCode] {
    match &operation.codes {
        clouddb_codegen::model::Code::Own(codes) => &codes.codes,
        _ => &[],
    }
}
