//! The files that an operation's spec is written in, and where in them a field stands.

use super::source::Source;
use crate::drift::Owner;
use crate::spec::yaml::{Node, Scalar};
use crate::spec::{Files, TypeExpr, TypeKind};

/// An operation's own file and that of its service, whose types it may name.
#[derive(Clone, Debug)]
pub(super) struct Spec {
    /// The operation's own file.
    pub(super) own: Document,
    /// The service's.
    pub(super) service: Document,
}

/// A file that is edited.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its path below the specs' root.
    pub(super) path: String,
    /// Its text.
    pub(super) source: Source,
}

impl Document {
    /// The file at a path, if it is there and can be read.
    fn read(files: &Files, path: &str) -> Option<Self> {
        let (.., text) = files.texts().find(|(found, ..)| *found == path)?;
        Some(Self { path: path.to_owned(), source: Source::read(text)? })
    }
}

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    /// The operation's own.
    Own,
    /// The service's, whose types other operations may use.
    Service,
}

/// Where an entry stands: the file, and the keys that lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct At {
    /// The file.
    pub(super) file: File,
    /// The keys.
    pub(super) keys: Vec<String>,
}

impl At {
    /// The same with one more key.
    pub(super) fn below(&self, key: &str) -> Self {
        let mut keys = self.keys.clone();
        keys.push(key.to_owned());
        Self { file: self.file, keys }
    }

    /// The keys of the map that has the entry, and its own.
    pub(super) fn split(&self) -> Option<(Self, &str)> {
        let (own, above) = self.keys.split_last()?;
        Some((Self { file: self.file, keys: above.to_vec() }, own))
    }
}

/// Why nothing is taken out of a type of the service for one page.
pub(super) const SHARED: &str =
    "`service.yaml` has it in a type that other operations may use; change it there or accept the difference";

impl Spec {
    /// The spec of an operation.
    pub(super) fn read(files: &Files, owner: &Owner<'_>) -> Option<Self> {
        let own = Document::read(files, &owner.operation.source)?;
        Some(Self { own, service: Document::read(files, &owner.service.source)? })
    }

    /// Both files: the service's, then the operation's, which may name what is new in it.
    pub(super) fn documents(&self) -> [&Document; 2] {
        [&self.service, &self.own]
    }

    /// The file that a place is in.
    pub(super) fn source(&self, at: &At) -> &Source {
        match at.file {
            File::Own => &self.own.source,
            File::Service => &self.service.source,
        }
    }

    /// The same with another text of one file.
    pub(super) fn with(mut self, file: File, source: Source) -> Self {
        match file {
            File::Own => self.own.source = source,
            File::Service => self.service.source = source,
        }
        self
    }

    /// Whether there is something at a place.
    pub(super) fn has(&self, at: &At) -> bool {
        self.get(at).is_some()
    }

    /// What is at a place.
    pub(super) fn get(&self, at: &At) -> Option<&Node> {
        self.source(at).get(&keys(at))
    }

    /// The text of a key of the map at a place.
    pub(super) fn text(&self, at: &At, key: &str) -> Option<String> {
        match self.get(at)?.get(key)?.scalar()? {
            Scalar::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The field with these names, from the outermost to its own.
    pub(super) fn field(&self, section: &str, path: &[&str]) -> Option<At> {
        let (name, above) = path.split_last()?;
        let at = self.holder(section, above)?.below(name);
        self.has(&at).then_some(at)
    }

    /// The map of the fields that the field with these names holds; with no names the section's own. It
    /// need not be there.
    pub(super) fn holder(&self, section: &str, path: &[&str]) -> Option<At> {
        let mut at = At { file: File::Own, keys: vec![section.to_owned()] };
        let mut wrapped: Option<String> = None;
        for name in path {
            // The layer around a list has no field of its own.
            if wrapped.take().is_some_and(|wrapped| wrapped == **name) {
                continue;
            }
            let field = at.below(name);
            wrapped = self.text(&field, "wrapped");
            at = self.type_of(&field)?.below("fields");
        }
        Some(at)
    }

    /// The type of a field.
    pub(super) fn declared(&self, field: &At) -> Option<TypeExpr> {
        TypeExpr::parse(&self.get(field)?.get("type")?.text()?)
    }

    /// Where the type stands that a field names, however deep in lists and the like.
    pub(super) fn type_of(&self, field: &At) -> Option<At> {
        let declared = self.declared(field)?;
        let TypeKind::Named(name) = declared.innermost() else {
            return None;
        };
        let place = |file| At { file, keys: vec!["types".to_owned(), name.clone()] };
        [File::Own, File::Service].map(place).into_iter().find(|at| self.has(at))
    }
}

/// The types that the fields below a node name.
pub(super) fn named_in(node: &Node, out: &mut Vec<String>) {
    for entry in node.entries() {
        if entry.key.value == "type"
            && let Some(text) = entry.value.text()
            && let Some(TypeKind::Named(name)) = TypeExpr::parse(&text).as_ref().map(TypeExpr::innermost)
        {
            out.push(name.clone());
        }
        named_in(&entry.value, out);
    }
}

/// The keys of a place, as texts are looked at.
pub(super) fn keys(at: &At) -> Vec<&str> {
    at.keys.iter().map(String::as_str).collect()
}
