//! Reads a tree of specs by its layout: which file is a provider, a service or an operation.

use std::collections::BTreeMap;

use super::grammar::{self, Object};
use super::operation::{self, Operation};
use super::provider::{Provider, Service, read_provider, read_service};
use super::yaml::{self, Node};
use super::{Files, check, text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, FileId, Sources, Span};

/// The syntax trees of all specs.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The providers, sorted by folder.
    pub providers: Vec<Provider>,
}

/// Files of the tree that are not specs.
const NON_SPEC_FILES: &[&str] = &["README.md", "schema.json"];

/// Reads all files and reports those that do not match the grammar.
pub fn read(files: &Files, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Tree {
    let mut reader = Reader { files, sources, diagnostics, nodes: BTreeMap::new(), read: Vec::new() };
    if let Some(why) = files.unreadable.get("") {
        let root = reader.sources.add(files.root.clone(), None);
        let message = format!("the folder of the specs cannot be read: {why}");
        reader.diagnostics.push(Diagnostic::new(Code::Unreadable, Span::file(root), message));
        return Tree::default();
    }
    reader.report_closed_folders();
    reader.read_files();
    let providers: Vec<Provider> = files
        .folders
        .iter()
        .filter(|path| !path.contains('/'))
        .map(|path| reader.read_provider(path))
        .collect();
    if providers.is_empty() {
        reader.error_at(
            "",
            Code::EmptyTree,
            "there are no specs in this folder",
            "a provider is a folder with a `provider.yaml`",
        );
    }
    reader.suppress_incomplete();
    Tree { providers }
}

/// A parsed file.
struct Parsed {
    file: FileId,
    root: Option<Node>,
    /// No part is omitted because of an error.
    complete: bool,
}

struct Reader<'a> {
    files: &'a Files,
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
    nodes: BTreeMap<&'a str, Parsed>,
    /// All parsed files, each with its path and whether it is complete.
    read: Vec<(&'a str, FileId, bool)>,
}

impl<'a> Reader<'a> {
    /// The display path of a path relative to the root.
    fn display_path(&self, path: &str) -> String {
        match path {
            "" => self.files.root.clone(),
            _ => format!("{}/{path}", self.files.root),
        }
    }

    fn error_at(&mut self, path: &str, code: Code, message: impl AsRef<str>, help: &str) {
        let file = self.sources.add(self.display_path(path), None);
        self.diagnostics.push(Diagnostic::new(code, Span::file(file), message).help(help));
    }

    fn report_closed_folders(&mut self) {
        for (path, why) in &self.files.unreadable {
            let file = self.sources.add(self.display_path(path), None);
            let message = format!("this folder cannot be read: {why}");
            self.diagnostics.push(Diagnostic::new(Code::Unreadable, Span::file(file), message));
        }
    }

    fn read_files(&mut self) {
        let files = self.files;
        for (path, content) in &files.files {
            match grammar_for(path) {
                Some(object) => {
                    let parsed = self.read_file(path, content, object);
                    self.read.push((path, parsed.file, parsed.complete));
                    self.nodes.insert(path, parsed);
                }
                None if NON_SPEC_FILES.contains(&path.as_str()) => {}
                None => self.report_stray(path),
            }
        }
    }

    fn report_stray(&mut self, path: &str) {
        let help = match path.rsplit_once('.') {
            Some((stem, "yml")) => format!(
                "specs end in `.yaml`: rename it to `{}.yaml`",
                stem.rsplit('/').next().unwrap_or(stem)
            ),
            Some((_, "yaml")) => {
                "specs are at `<provider>/provider.yaml`, `<provider>/<service>/service.yaml` and \
                 `<provider>/<service>/<operation>.yaml`"
                    .to_owned()
            }
            _ => "only specs belong in this tree: move the file elsewhere".to_owned(),
        };
        self.error_at(path, Code::StrayFile, "this file is not a spec", &help);
    }

    fn read_file(&mut self, path: &str, content: &Result<Vec<u8>, String>, object: &Object) -> Parsed {
        let shown = self.display_path(path);
        let bytes = match content {
            Ok(bytes) => bytes,
            Err(why) => {
                let file = self.sources.add(shown, None);
                let message = format!("this file cannot be read: {why}");
                self.diagnostics.push(Diagnostic::new(Code::Unreadable, Span::file(file), message));
                return Parsed { file, root: None, complete: true };
            }
        };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                // The text before the first invalid byte is shown.
                let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
                let end = good.len();
                let file = self.sources.add(shown, Some(good));
                let diagnostic =
                    Diagnostic::new(Code::NotUtf8, Span::new(file, end..end), "this file is not UTF-8 text");
                self.diagnostics.push(diagnostic.label("invalid from here").help("save it as UTF-8"));
                return Parsed { file, root: None, complete: true };
            }
        };
        let file = self.sources.add(shown, Some(text.to_owned()));
        let before = self.diagnostics.len();
        let mut root = yaml::parse(file, text, self.diagnostics).filter(|root| !root.is_null());
        if root.is_none() && self.diagnostics.len() == before {
            let diagnostic = Diagnostic::new(Code::EmptyFile, Span::file(file), "this spec is empty");
            self.diagnostics.push(diagnostic.help(format!("expected {}", object.noun)));
        }
        let parsed = self.diagnostics.len();
        text::check(file, text, root.as_ref(), self.diagnostics);
        // A name with such a character is not usable.
        let mut complete = self.diagnostics.len() == parsed;
        if let Some(root) = &mut root {
            complete &= check::check_file(root, text, object, self.diagnostics);
        }
        Parsed { file, root, complete }
    }

    /// Takes the file `name` of `folder`, or reports that it is missing.
    fn take_file(&mut self, folder: &str, name: &str, what: &str) -> (Parsed, String) {
        let path = format!("{folder}/{name}");
        if let Some(parsed) = self.nodes.remove(path.as_str()) {
            return (parsed, path);
        }
        let file = self.sources.add(self.display_path(folder), None);
        if !self.files.unreadable.contains_key(folder) {
            let message = format!("this folder has no `{name}`");
            self.diagnostics.push(Diagnostic::new(Code::MissingFile, Span::file(file), message).help(what));
        }
        (Parsed { file, root: None, complete: true }, path)
    }

    /// Suppresses further diagnostics of incomplete files and the files below them, which would be consequences.
    fn suppress_incomplete(&mut self) {
        for (path, _, _) in self.read.iter().filter(|(.., complete)| !complete) {
            let below = match path.rsplit_once('/') {
                Some((folder, "provider.yaml" | "service.yaml")) => format!("{folder}/"),
                _ => (*path).to_owned(),
            };
            let affected = self.read.iter().filter(|(path, ..)| path.starts_with(&below));
            affected.for_each(|(_, file, _)| self.diagnostics.suppress(*file));
        }
    }

    fn read_provider(&mut self, folder: &'a str) -> Provider {
        let help = "it describes the provider; each folder of the specs is a provider";
        let (parsed, source) = self.take_file(folder, "provider.yaml", help);
        let mut provider = read_provider(parsed.file, source, folder, parsed.root.as_ref(), self.diagnostics);
        let files = self.files;
        let below = |path: &&String| parent(path) == Some(folder);
        provider.services = files.folders.iter().filter(below).map(|path| self.read_service(path)).collect();
        if provider.services.is_empty() {
            self.error_at(
                folder,
                Code::EmptyTree,
                "this provider has no service",
                "a service is a folder with a `service.yaml`",
            );
        }
        provider
    }

    fn read_service(&mut self, folder: &'a str) -> Service {
        let help = "it describes the service; each folder of a provider is a service";
        let (parsed, source) = self.take_file(folder, "service.yaml", help);
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let mut service = read_service(parsed.file, source, name, parsed.root.as_ref(), self.diagnostics);
        let paths: Vec<&str> =
            self.nodes.keys().copied().filter(|path| parent(path) == Some(folder)).collect();
        if paths.is_empty() {
            self.error_at(
                folder,
                Code::EmptyTree,
                "this service has no operation",
                "an operation is a file next to `service.yaml`",
            );
        }
        for path in paths {
            let Some(parsed) = self.nodes.remove(path) else { continue };
            service.complete &= parsed.complete && parsed.root.is_some();
            if let Some(root) = parsed.root {
                let read: Operation = operation::read(parsed.file, path.to_owned(), &root, self.diagnostics);
                service.operations.push(read);
            }
        }
        service
    }
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}

/// The grammar of the file at a path; `None` for files that are not specs.
fn grammar_for(path: &str) -> Option<&'static Object> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [_, "provider.yaml"] => Some(&grammar::PROVIDER),
        [_, _, "service.yaml"] => Some(&grammar::SERVICE),
        [_, _, "provider.yaml"] => None,
        [_, _, name] if name.ends_with(".yaml") => Some(&grammar::OPERATION),
        _ => None,
    }
}
