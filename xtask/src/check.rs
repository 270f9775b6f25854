//! `check`: reports diagnostics and writes nothing.

use std::io::Write;

use clouddb_codegen::diagnostics::Severity;
use clouddb_codegen::model::Model;

use crate::cli::Check;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{self, count};
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, options: &Check) -> Result<Outcome, Failure> {
    let checked = clouddb_codegen::check(&workspace.specs(), &options.paths)?;
    let summary = match &checked.model {
        Ok(model) => format!("ok: {}", counts(model)),
        // The given paths have no error, but other files have.
        Err(report) => format!("ok: no error in these paths; {} in others", report.len()),
    };
    writeln!(terminal::stdout(), "{summary}")?;
    if !checked.unfinished.is_empty() {
        let warnings = checked.unfinished.with_severity(Severity::Warning);
        terminal::raw(&warnings.render(terminal::stderr_has_color()));
        terminal::help("`cargo xtask generate --check` fails until the specs are finished");
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
