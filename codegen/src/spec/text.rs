//! Refuses characters that rustc or clippy refuses everywhere, in comments and in strings.

use super::yaml::{Node, NodeKind};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, FileId, Span, is_bidi_control};

/// Refuses hidden characters in the text of a file, including its comments, and in values with YAML escapes.
pub(super) fn check(file: FileId, text: &str, root: Option<&Node>, diagnostics: &mut Diagnostics) {
    for (at, character) in text.char_indices().filter(|(_, character)| is_hidden(*character)) {
        diagnostics.push(hidden_character(character, Span::new(file, at..at + character.len_utf8())));
    }
    if let Some(root) = root {
        check_values(root, text, diagnostics);
    }
}

fn check_values(node: &Node, text: &str, diagnostics: &mut Diagnostics) {
    match &node.kind {
        NodeKind::Scalar { text: value, .. } => check_value(value, node.span, text, diagnostics),
        NodeKind::List(items) => items.iter().for_each(|item| check_values(item, text, diagnostics)),
        NodeKind::Map { entries, .. } => {
            for entry in entries {
                check_value(&entry.key.value, entry.key.span, text, diagnostics);
                check_values(&entry.value, text, diagnostics);
            }
        }
    }
}

fn check_value(value: &str, span: Span, text: &str, diagnostics: &mut Diagnostics) {
    let written = text.get(span.start..span.end).unwrap_or_default();
    let made = value.chars().find(|character| is_hidden(*character) && !written.contains(*character));
    diagnostics.extend(made.map(|character| hidden_character(character, span)));
}

/// Bidirectional controls, and characters without width, which clippy refuses in strings.
fn is_hidden(character: char) -> bool {
    is_bidi_control(character) || matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}')
}

fn hidden_character(character: char, span: Span) -> Diagnostic {
    let number = u32::from(character);
    let problem =
        if is_bidi_control(character) { "changes the direction of the text" } else { "is invisible" };
    let message = format!("the character U+{number:04X} {problem}");
    Diagnostic::new(Code::HiddenCharacter, span, message)
        .help("remove it; text copied from a page may contain it")
}
