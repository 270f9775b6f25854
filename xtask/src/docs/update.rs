//! `docs update`: updates specs to their pages.

use std::io::Write;

use clouddb_codegen::revise::{Options, Refused, Revision, Step, revise};
use clouddb_codegen::{output, spec};

use super::cli;
use super::pages::{self, Page};
use crate::outcome::{Failure, Outcome};
use crate::terminal::{self, count};
use crate::workspace::Workspace;

/// The display path of the folder of specs.
const SPECS: &str = "specs";

pub(crate) fn run(workspace: &Workspace, options: &cli::Update) -> Result<Outcome, Failure> {
    let (mut pages, unread) = pages::read(&options.named.pages);
    // The last page wins, so pages are sorted by date, undated ones first.
    pages.sort_by(|one, other| date(one).cmp(&date(other)));
    let asked = Options { remove: options.remove, older: options.older };
    let mut files = spec::Files::read(&workspace.specs());
    let mut out = terminal::stdout();
    let mut outcome = if unread == 0 { Outcome::Fine } else { Outcome::Invalid };
    for page in &pages {
        match revise(&files, &page.facts, &page.name, asked) {
            Ok(revision) => {
                if !options.dry_run {
                    let specs = workspace.specs();
                    let new = revision.files.iter().map(|file| (specs.join(&file.path), file.new.as_str()));
                    output::write_files(new).map_err(Failure::output(workspace))?;
                }
                // The next page can be of the same spec.
                revision.files.iter().for_each(|file| files.put(&file.path, &file.new));
                show(&mut out, page, &revision, options.dry_run)?;
                if !revision.left.is_empty() && outcome == Outcome::Fine {
                    outcome = Outcome::Stale;
                }
            }
            Err(Refused::Specs(report)) => return Err(Failure::Specs(report)),
            Err(Refused::Older { operation, page: own, spec }) => {
                let name = &page.name;
                terminal::error(&format!(
                    "{name}: the page is of {own}, older than the page of the spec of {operation}, {spec}"
                ));
                terminal::help("use a newer copy of the page; `--older` accepts this one");
                outcome = Outcome::Invalid;
            }
            Err(Refused::NoSpec(why)) => {
                terminal::error(&format!("{}: {why}", page.name));
                terminal::help(&format!("`cargo xtask docs draft {}` writes a spec", page.name));
                outcome = Outcome::Invalid;
            }
        }
    }
    Ok(outcome)
}

/// The page's date, in a form that sorts by time.
fn date(page: &Page) -> Option<&str> {
    page.facts.updated.as_ref().map(|found| found.value.as_str())
}

/// Shows the change and what is left to do.
fn show(out: &mut impl Write, page: &Page, revision: &Revision, dry_run: bool) -> Result<(), Failure> {
    terminal::diff(out, &revision.diff(SPECS), usize::MAX)?;
    for note in &revision.notes {
        page.report(note.line, &note.text);
    }
    for Step { identity, line, text } in &revision.left {
        page.report(*line, &format!("{identity}: {text}"));
    }
    let name = &revision.operation;
    let taken = match (revision.done.len(), dry_run) {
        (0, _) if revision.left.is_empty() => format!("{name}: nothing to do"),
        (0, _) => format!("{name}: nothing could be applied"),
        (many, false) => format!("{name}: {} applied", count(many, "difference")),
        (many, true) => format!("{name}: {} would be applied", count(many, "difference")),
    };
    let left = match revision.left.len() {
        0 => String::new(),
        many => format!(", {many} left to you"),
    };
    writeln!(out, "{taken}{left}")?;
    Ok(())
}
