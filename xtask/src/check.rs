//! `check`: only the diagnostics.

use std::io::Write;

use clouddb_codegen::diagnostics::Severity;
use clouddb_codegen::model::Model;

use crate::cli::Check;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{self, count};
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, options: &Check) -> Result<Outcome, Failure> {
    let checked = clouddb_codegen::check(&workspace.specs(), &options.paths)?;
    let said = match &checked.model {
        Ok(model) => format!("ok: {}", counts(model)),
        // What was asked for is fine, but not all is.
        Err(report) => format!("ok: no fault here, {} elsewhere", report.len()),
    };
    writeln!(terminal::stdout(), "{said}")?;
    if !checked.unfinished.is_empty() {
        let warnings = checked.unfinished.with_severity(Severity::Warning);
        terminal::raw(&warnings.render(terminal::stderr_has_color()));
        terminal::help("`cargo xtask generate --check` fails until a person has written what is left");
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
