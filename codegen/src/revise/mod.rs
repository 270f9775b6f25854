//! A spec brought up to its page: edited where it has to change, and nowhere else.
//!
//! ```text
//!  page, spec ──drift──▶ differences ──change──▶ edits of the text ──checked one by one──▶ Revision
//! ```
//!
//! Comments, order, quotes and line ends stay; only the comment right above an entry goes with it. Each
//! edit has to leave specs that pass the check; one that does not is taken back and left to a person. So is
//! what the page no longer has, since vendors leave fields out of pages and still send them, and copies of
//! pages lose lines; it goes only when it is asked to, and never from a type that the service shares.

mod change;
mod fields;
mod order;
mod shared;
mod source;
mod spec;
mod values;

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostics, Report, Sources};
use crate::draft::Note;
use crate::draft::parts::Parts;
use crate::drift::{Check, Class, Difference, Lines, NoSpec, Owner, Place, Stale, find};
use crate::load::load_files;
use crate::model::Model;
use crate::output::unified;
use crate::page::Facts;
use crate::spec::Files;

use change::{Context, apply};
use spec::{Document, Spec};

/// What became of a spec.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The operation.
    pub operation: String,
    /// The files that change: the service's, then the operation's, which may name what is new in it.
    pub files: Vec<Rewrite>,
    /// The differences that are gone.
    pub done: Vec<Step>,
    /// The differences that are left to a person, and what the spec accepts for nothing.
    pub left: Vec<Step>,
    /// What is not sure in what was taken over.
    pub notes: Vec<Note>,
}

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// Its path below the specs' root.
    pub path: String,
    /// Its text.
    pub old: String,
    /// Its new text.
    pub new: String,
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
    /// The change as a unified diff; `folder` is what people call the specs' root.
    pub fn diff(&self, folder: &str) -> String {
        let one =
            |Rewrite { path, old, new }: &Rewrite| unified(&format!("{folder}/{path}"), Some(old), Some(new));
        self.files.iter().map(one).collect()
    }

    /// Brings what was tried to what is still to do at the end: one edit can be the end of several
    /// differences, and bring back one that was gone.
    fn settle(&mut self, still: &Open) {
        let mut seen = BTreeSet::new();
        self.done.retain(|done| !still.has(&done.identity) && seen.insert(done.identity.clone()));
        let tried = std::mem::take(&mut self.left);
        let reason = |difference: &Difference| {
            let identity = difference.identity();
            let tried = tried.iter().find(|tried| tried.identity == identity);
            tried.map_or("it showed behind another difference; update once more", |tried| tried.text.as_str())
        };
        seen.clear();
        let open = still.differences.iter().filter(|open| seen.insert(open.identity()));
        self.left = open.map(|open| step(open, reason(open))).collect();
        self.left.extend(still.stale.iter().map(|stale| {
            let (Place { file, line }, near) = (&stale.at, stale.near.as_ref());
            let near = near.map(|near| format!("; is `{near}` meant?")).unwrap_or_default();
            let text = format!("nothing differs there any more, and {file}:{line} accepts it{near}");
            Step { identity: stale.identity.clone(), line: None, text }
        }));
    }

    /// Leaves to a person what nobody did, although the new date of the spec hides it.
    fn keep(&mut self, unmarked: Vec<Step>) {
        let told =
            |step: &Step| self.done.iter().chain(&self.left).any(|told| told.identity == step.identity);
        let kept: Vec<Step> = unmarked.into_iter().filter(|step| !told(step)).collect();
        self.left.extend(kept);
    }
}

/// How often differences are looked for again.
const ROUNDS: usize = 6;

/// What is asked for beside the page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What the page no longer has goes, instead of being left to a person.
    pub remove: bool,
    /// The page is taken although the spec follows a later one.
    pub older: bool,
}

/// Why there is nothing to revise.
#[derive(Debug)]
pub enum Refused {
    /// The spec follows a later page; the dates.
    Older {
        /// The operation.
        operation: String,
        /// The page's.
        page: String,
        /// The spec's.
        spec: String,
    },
    /// The specs have faults, which come first.
    Specs(Report),
    /// No spec belongs to the page.
    NoSpec(NoSpec),
}

/// Brings the spec of a page up to it. `name` is the page's for people.
///
/// # Errors
///
/// When the specs have faults, none belongs to the page, or the page is older than the one that its spec
/// follows.
pub fn revise(files: &Files, facts: &Facts, name: &str, options: Options) -> Result<Revision, Refused> {
    let model = load_files(files).map_err(Refused::Specs)?;
    let owner = find(&model, facts).map_err(Refused::NoSpec)?;
    if !options.older {
        in_time(&owner, facts)?;
    }
    let mut revision = Revision {
        operation: owner.operation.name.clone(),
        files: Vec::new(),
        done: Vec::new(),
        left: Vec::new(),
        notes: Vec::new(),
    };
    // All is there, since the model was made of it.
    if let (Some(old), Some(todo)) = (Spec::read(files, &owner), open(&model, files, facts, name)) {
        let work = Work { facts, name, owner: &owner, remove: options.remove };
        let unmarked = todo.differences.iter().filter(|one| one.class == Class::Reinstated);
        let unmarked: Vec<Step> = unmarked.map(|one| step(one, change::UNMARKED)).collect();
        let (new, still) = work.rounds(old.clone(), around(files, &old), todo, &mut revision);
        revision.settle(&still);
        revision.keep(unmarked);
        revision.files = rewrites(&old, &new);
    }
    Ok(revision)
}

/// The files that are others now.
fn rewrites(old: &Spec, new: &Spec) -> Vec<Rewrite> {
    let pairs = old.documents().into_iter().zip(new.documents());
    let rewrite = |(old, new): (&Document, &Document)| Rewrite {
        path: old.path.clone(),
        old: old.source.text().to_owned(),
        new: new.source.text().to_owned(),
    };
    pairs.map(rewrite).filter(|rewrite| rewrite.old != rewrite.new).collect()
}

/// A page that is taken over.
struct Work<'a> {
    facts: &'a Facts,
    /// The page's name for people.
    name: &'a str,
    /// The operation that it describes.
    owner: &'a Owner<'a>,
    /// What the page no longer has goes.
    remove: bool,
}

impl Work<'_> {
    /// The spec when nothing more can be done, and what is left to do. What was hidden behind a difference shows
    /// when that is gone, and what did not fit may fit then.
    fn rounds(&self, spec: Spec, files: Files, todo: Open, revision: &mut Revision) -> (Spec, Open) {
        let (mut spec, mut files, mut todo) = (spec, files, todo);
        for _ in 0..ROUNDS {
            let before = revision.done.len();
            let Some(new) = self.round(&spec, &files, &todo, revision) else { break };
            spec = new;
            files = with(&files, &spec);
            let model = load_files(&files).ok();
            let Some(now) = model.and_then(|model| open(&model, &files, self.facts, self.name)) else {
                break;
            };
            todo = now;
            if todo.differences.is_empty() || revision.done.len() == before {
                break;
            }
        }
        (spec, todo)
    }

    /// The spec after all that can be done now.
    fn round(&self, spec: &Spec, files: &Files, todo: &Open, revision: &mut Revision) -> Option<Spec> {
        let tree = crate::spec::read(files, &mut Sources::default(), &mut Diagnostics::default());
        let folder = spec.own.path.split('/').nth(1)?;
        let parts = Parts::new(self.facts, &tree, folder, &self.owner.operation.name)?;
        let notes = RefCell::default();
        let context = Context { facts: self.facts, parts: &parts, files, remove: self.remove, notes };
        revision.left.clear();
        Some(all(spec, &todo.differences, &context, revision))
    }
}

/// Refuses a page that is older than the one that the spec follows: it would undo what came since.
fn in_time(owner: &Owner<'_>, facts: &Facts) -> Result<(), Refused> {
    let spec = owner.operation.updated();
    match facts.updated.as_ref().map(|found| &found.value).zip(spec) {
        Some((page, spec)) if page.as_str() < spec => Err(Refused::Older {
            operation: owner.operation.name.clone(),
            page: page.clone(),
            spec: spec.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// What there is to do.
struct Open {
    /// The differences that nobody accepts.
    differences: Vec<Difference>,
    /// What the spec accepts although it is not there.
    stale: Vec<Stale>,
}

impl Open {
    fn has(&self, identity: &str) -> bool {
        self.differences.iter().any(|difference| difference.identity() == identity)
    }
}

/// What there is to do; nothing can be said when the page does not find its spec.
fn open(model: &Model, files: &Files, facts: &Facts, name: &str) -> Option<Open> {
    let owner = find(model, facts).ok()?;
    let verdict = Check::of(facts, name, &owner, &Lines::of(files)).verdict;
    let open = verdict
        .differences
        .into_iter()
        .filter(|(difference, reason)| difference.is_drift() && reason.is_none());
    Some(Open { differences: open.map(|(difference, _)| difference).collect(), stale: verdict.stale })
}

/// Applies the differences in turn, and again those that only fit after another one.
fn all(spec: &Spec, differences: &[Difference], context: &Context<'_>, revision: &mut Revision) -> Spec {
    let mut spec = spec.clone();
    let mut ahead: Vec<&Difference> = differences.iter().collect();
    loop {
        let before = ahead.len();
        let mut left = Vec::new();
        for difference in ahead {
            let edited = checked(&spec, difference, context);
            let notes = context.notes.take();
            match edited {
                Ok(new) => {
                    let line = difference.new_at.as_ref().map(|at| at.line);
                    revision.notes.extend(shared::notes(&spec, &new, context.files, line));
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
        revision.left.clear();
        ahead = left;
    }
}

/// An edit that ends its difference and leaves specs which pass the check.
fn checked(spec: &Spec, difference: &Difference, context: &Context<'_>) -> change::Edited {
    let new = apply(spec, difference, context)?;
    let files = with(context.files, &new);
    let model = load_files(&files).map_err(|report| {
        let first = report.iter().next().map(|fault| fault.message.to_owned()).unwrap_or_default();
        format!("the spec would not pass the check: {first}")
    })?;
    match open(&model, &files, context.facts, "") {
        None => Err("the page would no longer find its spec".to_owned()),
        Some(still) if !still.has(&difference.identity()) => Ok(new),
        // What was taken over is on the page, so it must say something else as well.
        Some(_) if !rewrites(spec, &new).is_empty() => {
            Err("the page says more than one thing about it".to_owned())
        }
        Some(_) => Err(change::BY_HAND.to_owned()),
    }
}

/// The specs with the texts of one operation in place.
fn with(files: &Files, spec: &Spec) -> Files {
    let mut files = files.clone();
    for Document { path, source } in spec.documents() {
        files.put(path, source.text());
    }
    files
}

/// The provider and the service of an operation alone, so that checking does not take as long as there are
/// other services.
fn around(files: &Files, spec: &Spec) -> Files {
    let source = spec.own.path.as_str();
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
