//! What a person still has to write before callers may see it: drafts say `TODO` there, and enums have names that
//! nobody chose.
//!
//! Specs that are not finished can be checked and generated, so that a draft can be tried; `generate --check` and a
//! release refuse them.

use crate::diagnostics::{Code, Diagnostic, Faults, Sources, Span};
use crate::model::is_made_up;
use crate::spec::{Tree, TypeDef};

/// What drafts write where a person has to write.
const MARK: &str = "TODO";

/// Everything that is left to do in the specs.
pub(crate) fn find(tree: &Tree, sources: &Sources) -> Faults {
    let mut left = Faults::default();
    for (file, text) in sources.texts() {
        left.extend(marks(text).map(|at| {
            let span = Span::new(file, at..at + MARK.len());
            Diagnostic::new(Code::Todo, span, "a person has to write this")
        }));
    }
    for service in tree.providers.iter().flat_map(|provider| &provider.services) {
        let own = service.operations.iter().flat_map(|operation| &operation.types);
        left.extend(service.types.iter().chain(own).flat_map(made_up_names));
    }
    left
}

/// Where the mark stands as a word; one a line is enough to find it.
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
    def.values.iter().filter(|value| is_made_up(value)).filter_map(|value| {
        let wire = value.wire.as_ref().map(|wire| wire.span);
        let span = value.name.as_ref().map(|name| name.span).or(wire)?;
        let message = format!("this value of `{}` has no name but its number", def.name.value);
        let fault = Diagnostic::new(Code::MadeUpName, span, message);
        Some(fault.help("say what it means: `Name: {value: 5, doc: …}`"))
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
