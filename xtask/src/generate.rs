//! `generate`: specs to the SDK's typed operations.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clouddb_codegen::diagnostics::Report;
use clouddb_codegen::emit::{self, Files};
use clouddb_codegen::model::{Code, Model, Service};
use clouddb_codegen::output::{self, Change, Plan};
use clouddb_codegen::{Checked, check_files, schema, spec};

use crate::cli::Generate;
use crate::outcome::{Failure, Outcome};
use crate::workspace::{GENERATED, SCHEMA, Workspace};
use crate::{coverage, features, fixtures, terminal, verify};

/// Longer diffs are cut.
const MAX_DIFF_LINES: usize = 400;

pub(crate) fn run(workspace: &Workspace, options: &Generate) -> Result<Outcome, Failure> {
    let start = Instant::now();
    terminal::progress("Reading specs");
    let Checked { model, unfinished } = check_files(&spec::Files::read(&workspace.specs()));
    let model = model?;
    features::check(workspace, &model)?;
    let mut files = emit::files(&model);
    if let Some(first) = unfinished.iter().next() {
        emit::keep_from_publishing(&mut files, below_specs(workspace, first.path).as_str());
    }
    let texts = texts(workspace, &model)?;
    if options.check {
        return check(workspace, &files, &texts, &unfinished);
    }

    terminal::progress("Writing files");
    let mut changed = Changed::default();
    let plan = output::write(&files, &workspace.generated()).map_err(Failure::output(workspace))?;
    plan.changes().values().for_each(|change| changed.count(change));
    for text in &texts {
        if let Some(change) = text.compare(workspace)? {
            output::write_file(&text.path, &text.content).map_err(Failure::output(workspace))?;
            changed.count(&change);
        }
    }

    let mut summary = format!("{}, {changed}", Size::from_model(&model));
    if !unfinished.is_empty() {
        let places = terminal::count(unfinished.len(), "place");
        terminal::help(&format!("{places} to complete: `cargo xtask check` lists them"));
    }
    if !options.no_verify {
        if !fixtures::report(workspace, &model) {
            return Ok(Outcome::Stale);
        }
        terminal::progress("Verifying");
        match verify::fixtures(workspace)? {
            Some(passed) => summary.push_str(&format!(", {passed} fixtures passed")),
            None => return Ok(Outcome::Stale),
        }
    }
    writeln!(terminal::stdout(), "{summary}, {:.1} s", start.elapsed().as_secs_f64())?;
    Ok(Outcome::Fine)
}

/// The path of a spec relative to the root of the specs.
fn below_specs(workspace: &Workspace, shown: &str) -> String {
    let path = spec::normalize(Path::new(shown));
    let below = path.strip_prefix(spec::normalize(&workspace.specs())).unwrap_or(&path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Reports stale files and unfinished specs.
fn check(
    workspace: &Workspace,
    files: &Files,
    texts: &[Text],
    unfinished: &Report,
) -> Result<Outcome, Failure> {
    if !unfinished.is_empty() {
        terminal::raw(&unfinished.render(terminal::stderr_has_color()));
        terminal::help("complete these places before a release");
    }
    let plan = output::plan(files, &workspace.generated()).map_err(Failure::output(workspace))?;
    let mut stale = stale(&plan);
    let mut diff = plan.diff(GENERATED);
    for text in texts {
        if let Some(change) = text.compare(workspace)? {
            stale += 1;
            diff.push_str(&change.diff(text.name));
        }
    }
    let mut out = terminal::stdout();
    if stale == 0 {
        writeln!(out, "{} generated files are up to date", files.len() + texts.len())?;
        return Ok(if unfinished.is_empty() { Outcome::Fine } else { Outcome::Stale });
    }
    let more = terminal::diff(&mut out, &diff, MAX_DIFF_LINES)?;
    if more > 0 {
        writeln!(out, "… and {more} more lines")?;
    }
    terminal::error(&match stale {
        1 => "1 generated file is stale".to_owned(),
        _ => format!("{stale} generated files are stale"),
    });
    terminal::help("run `cargo xtask generate` and commit the changes");
    Ok(Outcome::Stale)
}

fn stale(plan: &Plan) -> usize {
    plan.changes().len()
}

/// A single file that is written as well: wholly, or a part of it.
struct Text {
    /// The name in messages.
    name: &'static str,
    path: PathBuf,
    content: String,
}

impl Text {
    fn compare(&self, workspace: &Workspace) -> Result<Option<Change>, Failure> {
        output::compare_file(&self.path, &self.content).map_err(Failure::output(workspace))
    }
}

/// The schema for editors, and the README with the coverage of the services.
fn texts(workspace: &Workspace, model: &Model) -> Result<Vec<Text>, Failure> {
    let mut texts = vec![Text { name: SCHEMA, path: workspace.schema(), content: schema::json() }];
    let path = workspace.readme();
    if let Ok(readme) = fs::read_to_string(&path) {
        let unread = |error| Failure::Message(format!("cannot read the fixtures: {error}"));
        let updated = coverage::update(&readme, model, &workspace.fixtures()).map_err(unread)?;
        texts.extend(updated.map(|content| Text { name: "README.md", path, content }));
    }
    Ok(texts)
}

/// The size of the generated code.
struct Size {
    operations: usize,
    types: usize,
}

impl Size {
    fn from_model(model: &Model) -> Self {
        let services = model.providers.iter().flat_map(|provider| &provider.services);
        services.fold(Self { operations: 0, types: 0 }, |sum, service| Self {
            operations: sum.operations + service.operations.len(),
            types: sum.types + types(service),
        })
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { operations, types } = self;
        let plural = if *operations == 1 { "" } else { "s" };
        write!(f, "{operations} operation{plural}, {types} types")
    }
}

/// The number of structs and enums, including requests, responses and error codes.
fn types(service: &Service) -> usize {
    let shared = service.types.len() + usize::from(service.codes.is_some());
    let own = service
        .operations
        .iter()
        .map(|operation| 2 + operation.types.len() + usize::from(matches!(operation.codes, Code::Own(_))));
    shared + own.sum::<usize>()
}

/// The number of changed files.
#[derive(Default)]
struct Changed {
    added: usize,
    changed: usize,
    removed: usize,
}

impl Changed {
    fn count(&mut self, change: &Change) {
        match change {
            Change::Added { .. } => self.added += 1,
            Change::Changed { .. } => self.changed += 1,
            Change::Removed { .. } => self.removed += 1,
        }
    }
}

impl std::fmt::Display for Changed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [(self.added, "added"), (self.changed, "changed"), (self.removed, "removed")];
        let parts: Vec<_> = parts.iter().filter(|(count, _)| *count > 0).collect();
        if parts.is_empty() {
            return f.write_str("no file changed");
        }
        let parts: Vec<_> = parts.iter().map(|(count, noun)| format!("{count} {noun}")).collect();
        write!(f, "files: {}", parts.join(", "))
    }
}
