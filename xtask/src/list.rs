//! `list`: lists the operations, the coverage of the services, or the whole model.

use std::io::{self, Write};
use std::path::Path;

use clouddb_codegen::drift::{Lines, Owner, owners};
use clouddb_codegen::export;
use clouddb_codegen::model::Model;
use clouddb_codegen::spec::Files;
use serde_json::Value;

use crate::cli::{List, ListFormat};
use crate::outcome::{Failure, Outcome};
use crate::workspace::Workspace;
use crate::{coverage, fixtures, terminal};

pub(crate) fn run(workspace: &Workspace, options: &List) -> Result<Outcome, Failure> {
    let files = Files::read(&workspace.specs());
    let model = clouddb_codegen::load_files(&files)?;
    let folder = workspace.fixtures();
    let unread = |error| Failure::Message(workspace.shorten(&format!("cannot read the fixtures: {error}")));
    let mut out = terminal::stdout();
    match options.format {
        ListFormat::Text => table(&mut out, &rows(&model, &folder).map_err(unread)?)?,
        ListFormat::Markdown => write!(out, "{}", coverage::table(&model, &folder).map_err(unread)?)?,
        ListFormat::Json => {
            let mut listing = export::listing(&model, &Lines::of(&files));
            add_fixtures(&mut listing, &folder).map_err(unread)?;
            write!(out, "{}", export::to_text(listing))?;
        }
    }
    Ok(Outcome::Fine)
}

/// Adds the number of its fixtures to each operation of a listing.
fn add_fixtures(listing: &mut Value, root: &Path) -> io::Result<()> {
    for provider in entries(&mut listing["providers"]) {
        let folder = root.join(name(provider));
        for service in entries(&mut provider["services"]) {
            let folder = folder.join(name(service));
            for operation in entries(&mut service["operations"]) {
                operation["fixtures"] = fixtures::count_bodies(&folder, name(operation))?.into();
            }
        }
    }
    Ok(())
}

fn entries(list: &mut Value) -> impl Iterator<Item = &mut Value> {
    list.as_array_mut().into_iter().flatten()
}

fn name(of: &Value) -> &str {
    of["name"].as_str().unwrap_or_default()
}

/// One operation.
struct Row<'a> {
    provider: &'a str,
    service: &'a str,
    operation: &'a str,
    access: &'static str,
    updated: Option<&'a str>,
    fixtures: usize,
}

fn rows<'a>(model: &'a Model, root: &Path) -> io::Result<Vec<Row<'a>>> {
    let row = |Owner { provider, service, operation }: Owner<'a>| {
        let folder = root.join(&provider.name).join(&service.name);
        Ok(Row {
            provider: &provider.name,
            service: &service.name,
            operation: &operation.name,
            access: operation.access.word(),
            updated: operation.updated(),
            fixtures: fixtures::count_bodies(&folder, &operation.name)?,
        })
    };
    owners(model).map(row).collect()
}

impl Row<'_> {
    fn cells(&self) -> [String; 6] {
        [
            self.provider.to_owned(),
            self.service.to_owned(),
            self.operation.to_owned(),
            self.access.to_owned(),
            self.updated.unwrap_or("-").to_owned(),
            self.fixtures.to_string(),
        ]
    }
}

const HEAD: [&str; 6] = ["PROVIDER", "SERVICE", "OPERATION", "ACCESS", "PAGE", "FIXTURES"];

fn table(out: &mut impl Write, rows: &[Row<'_>]) -> io::Result<()> {
    let lines: Vec<_> = std::iter::once(HEAD.map(str::to_owned)).chain(rows.iter().map(Row::cells)).collect();
    let mut widths = [0; 6];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for line in &lines {
        let cells: Vec<_> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
