//! `docs draft`: pages to new specs.

use std::io::Write;

use clouddb_codegen::diagnostics::{Diagnostics, Sources};
use clouddb_codegen::draft::{self, Draft, Options, Refused};
use clouddb_codegen::{output, spec};

use super::cli;
use super::pages::{self, Page};
use crate::outcome::{Failure, Outcome};
use crate::workspace::{SDK_MANIFEST, Workspace};
use crate::{features, terminal};

pub(crate) fn run(workspace: &Workspace, options: &cli::Draft) -> Result<Outcome, Failure> {
    asked(options)?;
    let (pages, mut failed) = pages::read(&options.named.pages);
    if options.url.is_some() && pages.len() > 1 {
        return Err(Failure::Message("`--url` is the address of one page, and these are several".to_owned()));
    }
    let mut files = spec::Files::read(&workspace.specs());
    let mut out = terminal::stdout();
    for page in &pages {
        // Drafts of the same run are there for the next page: two operations of one new service share it.
        let Some(draft) = one(&mut files, page, options) else {
            failed += 1;
            continue;
        };
        if options.stdout {
            show(&mut out, &draft)?;
        } else if !write(workspace, &draft, options.force, &mut out)? {
            failed += 1;
            continue;
        }
        draft.notes.iter().for_each(|note| page.report(note.line, &note.text));
    }
    Ok(if failed == 0 { Outcome::Fine } else { Outcome::Invalid })
}

/// Refuses invalid options before anything is written.
fn asked(options: &cli::Draft) -> Result<(), Failure> {
    if let Some(url) = options.url.as_deref().filter(|url| !draft::is_address(url)) {
        return Err(Failure::Message(format!("`--url {url}` is not an https URL")));
    }
    match options.service.as_deref().filter(|name| !draft::is_service(name)) {
        Some(name) => Err(Failure::Message(format!(
            "`--service {name}` cannot be the name of a service: small letters, digits and hyphens, a letter first"
        ))),
        None => Ok(()),
    }
}

/// The draft of a page, which is among the files afterwards; nothing when there is none, which is reported.
fn one(files: &mut spec::Files, page: &Page, options: &cli::Draft) -> Option<Draft> {
    let (mut sources, mut errors) = (Sources::default(), Diagnostics::default());
    let tree = spec::read(files, &mut sources, &mut errors);
    let address = options.url.as_deref().or_else(|| page.name.starts_with("https://").then_some(&page.name));
    let asked = Options { url: address, service: options.service.as_deref(), replace: options.force };
    let draft = match draft::draft(&page.facts, &tree, &asked) {
        Ok(draft) => draft,
        Err(refused) => {
            refuse(&page.name, &refused);
            return None;
        }
    };
    match draft.among(files) {
        Ok(with) => *files = with,
        Err(report) => {
            terminal::raw(&report.render(terminal::stderr_has_color()));
            terminal::error(&format!(
                "{}: the draft of `{}` does not pass the check, so it is not written; this is a bug of `docs draft`",
                page.name, draft.operation
            ));
            return None;
        }
    }
    Some(draft)
}

fn refuse(page: &str, refused: &Refused) {
    match refused {
        Refused::Exists { operation, source } => {
            terminal::error(&format!("{page}: `{operation}` has a spec: specs/{source}"));
            terminal::help(&format!(
                "`cargo xtask docs check {page}` lists the differences, `cargo xtask docs update {page}` applies them; \
                 `--force` replaces the spec"
            ));
        }
        Refused::NoProvider(vendor) => {
            terminal::error(&format!("{page}: the specs have no `{vendor}/provider.yaml`"));
            terminal::help("it describes the provider, which is not on any page");
        }
    }
}

fn show(out: &mut impl Write, draft: &Draft) -> Result<(), Failure> {
    for (path, text) in &draft.files {
        writeln!(out, "# specs/{path}\n{text}")?;
    }
    Ok(())
}

/// Writes the files and returns whether it did. An existing file is in the way even if it is unreadable.
fn write(workspace: &Workspace, draft: &Draft, force: bool, out: &mut impl Write) -> Result<bool, Failure> {
    let specs = workspace.specs();
    let in_the_way = |path: &&str| !force && specs.join(path).exists();
    if let Some(path) = draft.files.iter().map(|(path, _)| path.as_str()).find(in_the_way) {
        terminal::error(&format!("specs/{path} is in the way; `--force` replaces it"));
        return Ok(false);
    }
    let new = draft.files.iter().map(|(path, text)| (specs.join(path), text.as_str()));
    output::write_files(new).map_err(Failure::output(workspace))?;
    for (path, _) in &draft.files {
        writeln!(out, "specs/{path}")?;
    }
    if let Some(service) = &draft.new_service
        && let Some((path, _)) = draft.files.first()
        && let Some((provider, _)) = path.split_once('/')
        && features::add(workspace, provider, service)?
    {
        writeln!(out, "{SDK_MANIFEST}")?;
    }
    Ok(true)
}
