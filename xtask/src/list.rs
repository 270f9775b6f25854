//! `list`: the operations that have a spec.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clouddb_codegen::drift::{Owner, owners};
use clouddb_codegen::model::Model;
use serde_json::json;

use crate::cli::{Format, List};
use crate::outcome::{Failure, Outcome};
use crate::terminal;
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, options: &List) -> Result<Outcome, Failure> {
    let model = clouddb_codegen::load(&workspace.specs())?;
    let rows = rows(&model, &workspace.fixtures()).map_err(|fault| {
        Failure::Message(workspace.shorten(&format!("cannot read the fixtures: {fault}")))
    })?;
    let mut out = terminal::stdout();
    match options.format {
        Format::Text => table(&mut out, &rows)?,
        Format::Json => {
            let rows: Vec<_> = rows.iter().map(Row::json).collect();
            writeln!(out, "{:#}", serde_json::Value::from(rows))?;
        }
    }
    Ok(Outcome::Fine)
}

/// One operation.
struct Row<'a> {
    provider: &'a str,
    service: &'a str,
    operation: &'a str,
    access: &'static str,
    page: Option<&'a str>,
    updated: Option<&'a str>,
    fixtures: usize,
}

fn rows<'a>(model: &'a Model, fixtures: &Path) -> io::Result<Vec<Row<'a>>> {
    let row = |Owner { provider, service, operation }: Owner<'a>| {
        let folder = fixtures.join(&provider.name).join(&service.name).join(&operation.name);
        Ok(Row {
            provider: &provider.name,
            service: &service.name,
            operation: &operation.name,
            access: operation.access.word(),
            page: operation.page.as_ref().map(|page| page.url.as_str()),
            updated: operation.updated(),
            fixtures: count_fixtures(&folder)?,
        })
    };
    owners(model).map(row).collect()
}

fn count_fixtures(folder: &Path) -> io::Result<usize> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(fault) => return Err(fault),
    };
    let mut count = 0;
    for entry in entries {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        count += usize::from(name.ends_with(".response.json") || name.ends_with(".request.json"));
    }
    Ok(count)
}

impl Row<'_> {
    fn json(&self) -> serde_json::Value {
        json!({
            "provider": self.provider,
            "service": self.service,
            "operation": self.operation,
            "access": self.access,
            "page": { "url": self.page, "updated": self.updated },
            "fixtures": self.fixtures,
        })
    }

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

fn table(out: &mut impl Write, rows: &[Row<'_>]) -> io::Result<()> {
    let head = ["PROVIDER", "SERVICE", "OPERATION", "ACCESS", "PAGE", "FIXTURES"].map(str::to_owned);
    let lines: Vec<_> = std::iter::once(head).chain(rows.iter().map(Row::cells)).collect();
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
