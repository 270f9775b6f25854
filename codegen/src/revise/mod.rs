//! A spec brought up to its page: edited where it has to change, and nowhere else.
//!
//! ```text
//!  page, spec ──drift──▶ differences ──change──▶ edits of the text ──checked one by one──▶ Revision
//! ```
//!
//! Comments, order, quotes and line ends stay. Each edit has to leave specs that pass the check; one that
//! does not is taken back and left to a person. What the page no longer has is marked `deprecated`, since
//! vendors leave fields out of pages and still send them; it goes only when it is asked to.

mod change;
mod fields;
mod order;
mod source;
mod spec;
mod values;

use std::cell::RefCell;

use crate::diagnostics::{Faults, Report, Sources};
use crate::draft::Note;
use crate::draft::parts::Parts;
use crate::drift::{Contract, Difference, Lines, NoSpec, compare, find, judge};
use crate::load_files;
use crate::model::Model;
use crate::output::unified;
use crate::page::Facts;
use crate::spec::Files;

use change::{Context, apply};
use source::Source;
use spec::Spec;

/// What became of a spec.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The operation.
    pub operation: String,
    /// The files that change: path below the specs' root, the old text and the new one.
    pub files: Vec<(String, String, String)>,
    /// The differences that are gone.
    pub done: Vec<Step>,
    /// The differences that are left to a person.
    pub left: Vec<Step>,
    /// What is not sure in what was taken over.
    pub notes: Vec<Note>,
}

/// A difference, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The name by which a spec can accept it.
    pub identity: String,
    /// The line of the page; none when the page no longer has it.
    pub line: Option<u32>,
    /// What happened, or why it did not; without a full stop.
    pub text: String,
}

impl Revision {
    /// Whether something became of a difference already. One that was taken over and is still there is
    /// left to a person.
    fn knows(&mut self, difference: &Difference) -> bool {
        let identity = difference.identity();
        let before = self.done.len();
        self.done.retain(|done| done.identity != identity);
        if self.done.len() < before {
            self.left.push(step(difference, "the spec says it in a way that cannot be edited here"));
        }
        self.left.iter().any(|left| left.identity == identity)
    }

    /// The change as a unified diff; `folder` is what people call the specs' root.
    pub fn diff(&self, folder: &str) -> String {
        let one = |(path, old, new): &(String, String, String)| {
            unified(&format!("{folder}/{path}"), Some(old), Some(new))
        };
        self.files.iter().map(one).collect()
    }
}

/// How often differences are looked for again.
const ROUNDS: usize = 4;

/// Why there is nothing to revise.
#[derive(Debug)]
pub enum Refused {
    /// The specs have faults, which come first.
    Specs(Report),
    /// No spec belongs to the page.
    NoSpec(NoSpec),
}

/// Brings the spec of a page up to it. `name` is the page's for people; with `remove` what the page no
/// longer has goes instead of being marked.
///
/// # Errors
///
/// When the specs have faults, or none belongs to the page.
pub fn revise(files: &Files, facts: &Facts, name: &str, remove: bool) -> Result<Revision, Refused> {
    let model = load_files(files).map_err(Refused::Specs)?;
    let owner = find(&model, facts).map_err(Refused::NoSpec)?;
    let source = &owner.operation.source;
    let folder = source.split('/').nth(1).unwrap_or_default();
    let tree = crate::spec::read(files, &mut Sources::default(), &mut Faults::default());
    let operation = owner.operation.name.clone();
    let mut revision =
        Revision { operation, files: Vec::new(), done: Vec::new(), left: Vec::new(), notes: Vec::new() };
    let read = |path: &str| {
        let text = files.texts().find(|(found, ..)| *found == path)?.2;
        Some((path.to_owned(), Source::read(text)?))
    };
    let spec =
        read(source).zip(read(&owner.service.source)).map(|(own, service)| Spec { files: [own, service] });
    let parts = Parts::new(facts, &tree, folder, &owner.operation.name);
    // Both are there, since the model was made of them.
    let (Some(old), Some(parts)) = (spec, parts) else {
        return Ok(revision);
    };
    let around = around(files, source);
    let context = Context { parts: &parts, remove, notes: RefCell::default() };
    let mut spec = old.clone();
    let mut ahead = open(&model, files, facts, name);
    // What was hidden behind a difference shows when that is gone.
    for _ in 0..ROUNDS {
        spec = all(&spec, &ahead, &around, &context, &mut revision);
        let new = with(files, &spec);
        let Ok(model) = load_files(&new) else { break };
        ahead = open(&model, &new, facts, name);
        ahead.retain(|difference| !revision.knows(difference));
        if ahead.is_empty() {
            break;
        }
    }
    for ((path, old), (_, new)) in old.files.iter().zip(&spec.files) {
        if old.text() != new.text() {
            revision.files.push((path.clone(), old.text().to_owned(), new.text().to_owned()));
        }
    }
    Ok(revision)
}

/// The differences that nobody accepts.
fn open(model: &Model, files: &Files, facts: &Facts, name: &str) -> Vec<Difference> {
    let Ok(owner) = find(model, facts) else {
        return Vec::new();
    };
    let lines = Lines::of(files);
    let old = Contract::from_spec(&owner, facts.vendor, &lines);
    let new = Contract::from_page(facts, name);
    let verdict = judge(compare(&old, &new), &owner, &lines);
    let open = verdict
        .differences
        .into_iter()
        .filter(|(difference, reason)| difference.is_drift() && reason.is_none());
    open.map(|(difference, _)| difference).collect()
}

/// Applies the differences in turn, and again those that only fit after another one.
fn all(
    spec: &Spec,
    differences: &[Difference],
    around: &Files,
    context: &Context<'_>,
    revision: &mut Revision,
) -> Spec {
    let mut spec = spec.clone();
    let mut ahead: Vec<&Difference> = differences.iter().collect();
    loop {
        let before = ahead.len();
        let mut left = Vec::new();
        let known = revision.left.len();
        for difference in ahead {
            let edited = checked(&spec, difference, around, context);
            let notes = context.notes.take();
            match edited {
                Ok(new) => {
                    spec = new;
                    revision.done.push(step(difference, "taken over"));
                    revision.notes.extend(notes);
                }
                Err(why) => {
                    revision.left.push(step(difference, &why));
                    left.push(difference);
                }
            }
        }
        if left.is_empty() || left.len() == before {
            return spec;
        }
        revision.left.truncate(known);
        ahead = left;
    }
}

/// An edit that leaves specs which pass the check.
fn checked(spec: &Spec, difference: &Difference, around: &Files, context: &Context<'_>) -> change::Edited {
    let new = apply(spec, difference, context)?;
    match load_files(&with(around, &new)) {
        Ok(_) => Ok(new),
        Err(report) => {
            let first = report.iter().next().map(|fault| fault.message.to_owned()).unwrap_or_default();
            Err(format!("the spec would not pass the check: {first}"))
        }
    }
}

/// The specs with the texts of one operation in place.
fn with(files: &Files, spec: &Spec) -> Files {
    let mut files = files.clone();
    for (path, source) in &spec.files {
        files.put(path, source.text());
    }
    files
}

/// The provider and the service of an operation alone, so that checking does not take as long as there are
/// other services.
fn around(files: &Files, source: &str) -> Files {
    let service = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let provider = source.split('/').next().unwrap_or_default();
    let wanted = |path: &str| {
        path == format!("{provider}/provider.yaml")
            || path.rsplit_once('/').is_some_and(|(folder, _)| folder == service)
    };
    let own = files.texts().filter(|(path, ..)| wanted(path));
    Files::from_memory("specs", own.map(|(path, _, text)| (path.to_owned(), text.as_bytes().to_vec())))
}

fn step(difference: &Difference, text: &str) -> Step {
    Step {
        identity: difference.identity(),
        line: difference.new_at.as_ref().map(|at| at.line),
        text: text.to_owned(),
    }
}
