//! Facts of a page to the spec of an operation.
//!
//! ```text
//!  Facts ──rows──▶ trees ──build──▶ fields, types ──place, paging, errors──▶ Operation ──write──▶ YAML
//! ```
//!
//! A draft passes the check as it is: what the page does not say is left out or stood in for, what cannot
//! be said in a spec is left out, and each of these is a [`Note`]. Sentences are never taken over: a person
//! writes them where `TODO` stands, with the page's line beside it.

mod address;
mod around;
mod build;
mod errors;
mod field_type;
pub(crate) mod fields;
mod name;
mod notes;
mod operation;
mod paging;
pub(crate) mod parts;
mod place;
pub(crate) mod primitive;
mod rows;
mod secret;
mod service;
pub(crate) mod types;
mod values;
mod write;
pub(crate) mod yaml;

pub use address::is_address;
pub use name::is_service;
pub use notes::Note;

use crate::diagnostics::Report;
use crate::load::load_files;
use crate::model::names;
use crate::page::Facts;
use crate::spec::{Files, Tree};

use around::Around;
use name::Name;
use notes::Notes;
use operation::{Kept, Operation};

/// What the page itself does not say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The address of the page.
    pub url: Option<&'a str>,
    /// The folder of the service, whatever the page says.
    pub service: Option<&'a str>,
    /// Drafts an operation again that has a spec, of which only what no page says is kept: the page's
    /// address and note, and what is accepted.
    pub replace: bool,
}

/// A new spec.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The operation.
    pub operation: String,
    /// The folder of the service, which has no `service.yaml` yet.
    pub new_service: Option<String>,
    /// The files by their path below the specs' root; the operation's is the last.
    pub files: Vec<(String, String)>,
    /// What is not sure, in the page's order.
    pub notes: Vec<Note>,
}

/// Why there is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The operation has a spec.
    Exists {
        /// The operation.
        operation: String,
        /// The path of its spec below the specs' root.
        source: String,
    },
    /// The specs have no folder for the vendor.
    NoProvider(&'static str),
}

/// Drafts the spec of the operation that a page describes. `tree` are the specs that there are.
///
/// # Errors
///
/// When the operation has a spec, or its vendor has no `provider.yaml`.
pub fn draft(facts: &Facts, tree: &Tree, options: &Options<'_>) -> Result<Draft, Refused> {
    let mut notes = Notes::default();
    let folder = name::service(facts, tree, options.service, &mut notes);
    let vendor = facts.vendor.name();
    let around = Around::of(facts, tree, &folder).ok_or(Refused::NoProvider(vendor))?;
    let route =
        around.is_rest().then(|| place::route(facts.method.as_ref(), facts.path.as_ref(), &mut notes));
    let existing = around.described(facts, route.as_ref());
    if let (Some((operation, old)), false) = (existing, options.replace) {
        return Err(Refused::Exists { operation: operation.to_owned(), source: old.source.clone() });
    }
    let name = match existing {
        Some((operation, _)) => Name { text: operation.to_owned(), is_said: true },
        None => name::operation(facts, route.as_ref(), &around, &mut notes),
    };
    let kept = Kept::of(options.url, existing.map(|(_, old)| old), facts);
    let operation = Operation::of(facts, around, name, route, kept, &mut notes);
    let mut files = Vec::new();
    match around.service {
        None => {
            let text = service::write(facts, &around, &mut notes);
            files.push((format!("{vendor}/{folder}/service.yaml"), text));
        }
        Some(service) => service::same_version(facts, service, &mut notes),
    }
    let new_service = around.service.is_none().then(|| folder.clone());
    let path = format!("{vendor}/{folder}/{}.yaml", names::spec_file_stem(&operation.name.text));
    files.push((path, write::operation(&operation)));
    for doubt in &facts.doubts {
        notes.add(doubt.line, doubt.text.clone());
    }
    Ok(Draft { operation: operation.name.text, new_service, files, notes: notes.finish() })
}

impl Draft {
    /// The specs with this draft among them.
    ///
    /// # Errors
    ///
    /// The report of the faults that the draft brings in. There are none unless [`draft`] is wrong itself.
    pub fn among(&self, files: &Files) -> Result<Files, Report> {
        let mut with = files.clone();
        for (path, text) in &self.files {
            with.put(path, text);
        }
        if let Err(mut report) = load_files(&with) {
            // Faults that were there before are not this draft's.
            if load_files(files).is_err() {
                report.retain(|fault| self.files.iter().any(|(path, _)| fault.ends_with(path.as_str())));
            }
            if !report.is_empty() {
                return Err(report);
            }
        }
        Ok(with)
    }
}
