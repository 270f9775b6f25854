//! `check`: only the diagnostics.

use std::io::Write;

use clouddb_codegen::model::Model;
use clouddb_codegen::spec::Files;

use crate::cli::Check;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{self, count};
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, options: &Check) -> Result<Outcome, Failure> {
    clouddb_codegen::check(&workspace.specs(), &options.paths)?;
    let said = match clouddb_codegen::load(&workspace.specs()) {
        Ok(model) => format!("ok: {}", counts(&model)),
        // What was asked for is fine, but not all is.
        Err(report) => format!("ok: no fault here, {} elsewhere", report.len()),
    };
    writeln!(terminal::stdout(), "{said}")?;
    let files = Files::read(&workspace.specs());
    let drafts =
        files.texts().filter(|(path, _, text)| path.ends_with(".yaml") && text.contains("TODO")).count();
    if drafts > 0 {
        let specs = if drafts == 1 { "1 spec still says" } else { &format!("{drafts} specs still say") };
        terminal::help(&format!("{specs} TODO; `grep -rn TODO specs` shows where a person has to write"));
    }
    Ok(Outcome::Fine)
}

fn counts(model: &Model) -> String {
    let services: Vec<_> = model.providers.iter().flat_map(|provider| &provider.services).collect();
    let operations = services.iter().map(|service| service.operations.len()).sum();
    format!(
        "{}, {}, {}",
        count(operations, "operation"),
        count(services.len(), "service"),
        count(model.providers.len(), "provider"),
    )
}
