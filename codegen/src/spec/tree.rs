//! The layout of the tree: which file is what.

use std::collections::BTreeMap;

use super::grammar::{self, Object};
use super::operation::{self, Operation};
use super::provider::{Provider, Service, read_provider, read_service};
use super::yaml::{self, Node};
use super::{Files, check, text};
use crate::diagnostics::{Code, Diagnostic, Faults, FileId, Sources, Span};

/// All specs, as written.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The providers, by folder.
    pub providers: Vec<Provider>,
}

/// What lies in a tree beside the specs.
const COMPANIONS: &[&str] = &["README.md", "schema.json"];

/// Reads all files; what is wrong with their form is among the faults.
pub fn read(files: &Files, sources: &mut Sources, faults: &mut Faults) -> Tree {
    let mut reader = Reader { files, sources, faults, nodes: BTreeMap::new(), read: Vec::new() };
    if let Some(why) = files.closed.get("") {
        let root = reader.sources.add(files.root.clone(), None);
        let message = format!("the folder of the specs cannot be read: {why}");
        reader.faults.push(Diagnostic::new(Code::Unreadable, Span::file(root), message));
        return Tree::default();
    }
    reader.closed_folders();
    reader.all_files();
    let providers: Vec<Provider> =
        files.folders.iter().filter(|path| !path.contains('/')).map(|path| reader.provider(path)).collect();
    if providers.is_empty() {
        reader.fault_at(
            "",
            Code::EmptyTree,
            "there are no specs here",
            "a provider is a folder with a `provider.yaml`",
        );
    }
    reader.withhold();
    Tree { providers }
}

/// A spec file that was taken in.
struct Parsed {
    file: FileId,
    root: Option<Node>,
    /// No part of it is left out because of a fault.
    complete: bool,
}

struct Reader<'a> {
    files: &'a Files,
    sources: &'a mut Sources,
    faults: &'a mut Faults,
    nodes: BTreeMap<&'a str, Parsed>,
    /// All files that were read, and whether each could be read completely.
    read: Vec<(&'a str, FileId, bool)>,
}

impl<'a> Reader<'a> {
    /// The name of a path below the root for people.
    fn shown(&self, path: &str) -> String {
        match path {
            "" => self.files.root.clone(),
            _ => format!("{}/{path}", self.files.root),
        }
    }

    fn fault_at(&mut self, path: &str, code: Code, message: impl AsRef<str>, help: &str) {
        let file = self.sources.add(self.shown(path), None);
        self.faults.push(Diagnostic::new(code, Span::file(file), message).help(help));
    }

    fn closed_folders(&mut self) {
        for (path, why) in &self.files.closed {
            let file = self.sources.add(self.shown(path), None);
            let message = format!("this folder cannot be read: {why}");
            self.faults.push(Diagnostic::new(Code::Unreadable, Span::file(file), message));
        }
    }

    fn all_files(&mut self) {
        let files = self.files;
        for (path, content) in &files.files {
            match grammar_of(path) {
                Some(object) => {
                    let parsed = self.file(path, content, object);
                    self.read.push((path, parsed.file, parsed.complete));
                    self.nodes.insert(path, parsed);
                }
                None if COMPANIONS.contains(&path.as_str()) => {}
                None => self.stray(path),
            }
        }
    }

    fn stray(&mut self, path: &str) {
        let help = match path.rsplit_once('.') {
            Some((stem, "yml")) => format!(
                "specs end in `.yaml`: rename it to `{}.yaml`",
                stem.rsplit('/').next().unwrap_or(stem)
            ),
            Some((_, "yaml")) => {
                "specs lie at `<provider>/provider.yaml`, `<provider>/<service>/service.yaml` and \
                 `<provider>/<service>/<operation>.yaml`"
                    .to_owned()
            }
            _ => "only specs lie in this tree: move it elsewhere".to_owned(),
        };
        self.fault_at(path, Code::StrayFile, "this file is no spec", &help);
    }

    fn file(&mut self, path: &str, content: &Result<Vec<u8>, String>, object: &Object) -> Parsed {
        let shown = self.shown(path);
        let bytes = match content {
            Ok(bytes) => bytes,
            Err(why) => {
                let file = self.sources.add(shown, None);
                let message = format!("this file cannot be read: {why}");
                self.faults.push(Diagnostic::new(Code::Unreadable, Span::file(file), message));
                return Parsed { file, root: None, complete: true };
            }
        };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                // The part before the first bad byte can still be shown.
                let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
                let end = good.len();
                let file = self.sources.add(shown, Some(good));
                let fault =
                    Diagnostic::new(Code::NotUtf8, Span::new(file, end..end), "this file is not UTF-8 text");
                self.faults.push(fault.label("up to here it is").help("save it as UTF-8"));
                return Parsed { file, root: None, complete: true };
            }
        };
        let file = self.sources.add(shown, Some(text.to_owned()));
        let before = self.faults.len();
        let mut root = yaml::parse(file, text, self.faults).filter(|root| !root.is_null());
        if root.is_none() && self.faults.len() == before {
            let fault = Diagnostic::new(Code::EmptyFile, Span::file(file), "this spec says nothing");
            self.faults.push(fault.help(format!("it holds {}", object.noun)));
        }
        let parsed = self.faults.len();
        text::check(file, text, root.as_ref(), self.faults);
        // A name with such a character is no name.
        let mut complete = self.faults.len() == parsed;
        if let Some(root) = &mut root {
            complete &= check::file(root, text, object, self.faults);
        }
        Parsed { file, root, complete }
    }

    /// The file at `path`; when there is none, a fault that points at the folder.
    fn take(&mut self, folder: &str, name: &str, what: &str) -> (Parsed, String) {
        let path = format!("{folder}/{name}");
        if let Some(parsed) = self.nodes.remove(path.as_str()) {
            return (parsed, path);
        }
        let file = self.sources.add(self.shown(folder), None);
        if !self.files.closed.contains_key(folder) {
            let message = format!("this folder has no `{name}`");
            self.faults.push(Diagnostic::new(Code::MissingFile, Span::file(file), message).help(what));
        }
        (Parsed { file, root: None, complete: true }, path)
    }

    /// Of files that a fault hides a part of, and of those below them, no more can be told than their form.
    fn withhold(&mut self) {
        for (path, _, _) in self.read.iter().filter(|(.., complete)| !complete) {
            let below = match path.rsplit_once('/') {
                Some((folder, "provider.yaml" | "service.yaml")) => format!("{folder}/"),
                _ => (*path).to_owned(),
            };
            let hit = self.read.iter().filter(|(path, ..)| path.starts_with(&below));
            hit.for_each(|(_, file, _)| self.faults.withhold(*file));
        }
    }

    fn provider(&mut self, folder: &'a str) -> Provider {
        let help = "it says what holds for all services of the vendor; each folder of the specs is a vendor";
        let (parsed, source) = self.take(folder, "provider.yaml", help);
        let mut provider = read_provider(parsed.file, source, folder, parsed.root.as_ref(), self.faults);
        let files = self.files;
        let below = |path: &&String| parent(path) == Some(folder);
        provider.services = files.folders.iter().filter(below).map(|path| self.service(path)).collect();
        if provider.services.is_empty() {
            self.fault_at(
                folder,
                Code::EmptyTree,
                "this provider has no service",
                "a service is a folder with a `service.yaml`",
            );
        }
        provider
    }

    fn service(&mut self, folder: &'a str) -> Service {
        let help =
            "it says what holds for all operations of the service; each folder of a vendor is a service";
        let (parsed, source) = self.take(folder, "service.yaml", help);
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let mut service = read_service(parsed.file, source, name, parsed.root.as_ref(), self.faults);
        let paths: Vec<&str> =
            self.nodes.keys().copied().filter(|path| parent(path) == Some(folder)).collect();
        if paths.is_empty() {
            self.fault_at(
                folder,
                Code::EmptyTree,
                "this service has no operation",
                "an operation is a file beside `service.yaml`",
            );
        }
        for path in paths {
            let Some(parsed) = self.nodes.remove(path) else { continue };
            service.complete &= parsed.complete && parsed.root.is_some();
            if let Some(root) = parsed.root {
                let read: Operation = operation::read(parsed.file, path.to_owned(), &root, self.faults);
                service.operations.push(read);
            }
        }
        service
    }
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}

/// What the file at a path is written in; `None` for files that are no specs.
fn grammar_of(path: &str) -> Option<&'static Object> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [_, "provider.yaml"] => Some(&grammar::PROVIDER),
        [_, _, "service.yaml"] => Some(&grammar::SERVICE),
        [_, _, "provider.yaml"] => None,
        [_, _, name] if name.ends_with(".yaml") => Some(&grammar::OPERATION),
        _ => None,
    }
}
