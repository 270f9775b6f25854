//! Finds unfinished parts of specs: `TODO` marks of drafts, and enum values without a real name.
//!
//! Unfinished specs can be checked and generated, so that a draft can be tried. `generate --check` and `publish` refuse
//! them.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Sources, Span};
use crate::model::has_made_up_name;
use crate::spec::{Tree, TypeDef};

/// The mark that drafts leave for missing text.
pub(crate) const MARK: &str = "TODO";

/// Finds all unfinished parts of the specs.
pub(crate) fn find(tree: &Tree, sources: &Sources) -> Diagnostics {
    let mut unfinished = Diagnostics::default();
    for (file, text) in sources.texts() {
        unfinished.extend(marks(text).map(|at| {
            let span = Span::new(file, at..at + MARK.len());
            Diagnostic::new(Code::Todo, span, "this has to be completed")
        }));
    }
    for service in tree.providers.iter().flat_map(|provider| &provider.services) {
        let own = service.operations.iter().flat_map(|operation| &operation.types);
        unfinished.extend(service.types.iter().chain(own).flat_map(made_up_names));
    }
    unfinished
}

/// The offsets of the mark as a word, at most one per line.
fn marks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let from = start;
        start += line.len();
        let is_word = |at: &usize| {
            let (before, after) = (&line[..*at], &line[*at + MARK.len()..]);
            let joins = |c: char| c.is_alphanumeric() || c == '_';
            !before.ends_with(joins) && !after.starts_with(joins)
        };
        line.match_indices(MARK).map(|(at, _)| at).find(is_word).map(|at| from + at)
    })
}

fn made_up_names(def: &TypeDef) -> impl Iterator<Item = Diagnostic> + '_ {
    def.values.iter().filter(|value| has_made_up_name(value)).filter_map(|value| {
        let wire = value.wire.as_ref().map(|wire| wire.span);
        let span = value.name.as_ref().map(|name| name.span).or(wire)?;
        let message = format!("this value of `{}` has no name except its number", def.name.value);
        let diagnostic = Diagnostic::new(Code::MadeUpName, span, message);
        Some(diagnostic.help("name it: `Name: {value: 5, doc: …}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn a_mark_is_a_word() {
        let found = |text: &str| marks(text).collect::<Vec<_>>();
        assert_eq!(found("doc: TODO.  # TODO: page line 4\nurl: https://TODO/\n"), [5, 45]);
        assert!(found("doc: Todo, TODOS, A_TODO and todo.\n").is_empty());
    }
}
