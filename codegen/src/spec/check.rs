//! Checks a file against the grammar: unknown, duplicate and missing keys, and values of the wrong kind.
//!
//! The functions that read the nodes later repeat no check: invalid parts are reported here and omitted there. A
//! misspelt key is corrected to the closest key, so that one mistake is one error. Where that is not possible, the
//! file is incomplete, and later diagnostics about it are suppressed (see [`check_file`]).

use super::grammar::{Form, Key, Map, Object};
use super::markup;
use super::yaml::{Entry, Node, NodeKind, Scalar};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span, closest, join_list};

/// Checks the root of a file and corrects misspelt keys. Returns whether the file is complete: if not, an invalid part
/// is omitted, so a key that seems to be missing may be in it.
pub(super) fn check_file(
    root: &mut Node,
    text: &str,
    object: &Object,
    diagnostics: &mut Diagnostics,
) -> bool {
    let mut checker = Checker { text, diagnostics, complete: true };
    let at = root.span;
    checker.check_object(root, object, at);
    checker.complete
}

struct Checker<'f> {
    /// The text of the whole file.
    text: &'f str,
    diagnostics: &'f mut Diagnostics,
    /// No invalid part is omitted.
    complete: bool,
}

impl Checker<'_> {
    fn report(&mut self, code: Code, span: Span, message: impl AsRef<str>) {
        self.diagnostics.push(Diagnostic::new(code, span, message));
    }

    /// Checks a value. `at` is the location for a missing value, mostly its key.
    fn check_form(&mut self, node: &mut Node, form: &Form, at: Span) {
        match form {
            Form::Text | Form::Pattern(..) | Form::Type => self.check_text(node, form, at),
            Form::Title => self.check_title(node, form, at),
            Form::Sentence => self.check_sentence(node, form, at),
            Form::Flag | Form::Int | Form::Scalar => self.check_scalar(node, form, at),
            Form::Value => {
                if node.is_null() {
                    self.report_wrong_kind(node, form, at);
                }
            }
            Form::Choice(words) => self.check_choice(node, words, at),
            Form::List(entry) => self.check_list(node, form, entry, at),
            Form::Map(map) => self.check_map(node, form, map, at),
            Form::Object(object) => self.check_object(node, object, at),
            Form::ScalarOr(other) => match node.kind {
                NodeKind::Scalar { .. } => self.check_form(node, &Form::Scalar, at),
                _ => self.check_form(node, other, at),
            },
            Form::TextOr(other) => match node.kind {
                NodeKind::Scalar { .. } => self.check_form(node, &Form::Text, at),
                _ => self.check_form(node, other, at),
            },
            Form::ListOr(entry, other) => match (&node.kind, other) {
                (NodeKind::List(_), _) => self.check_list(node, form, entry, at),
                (NodeKind::Scalar { .. }, Form::Map(_)) => self.report_wrong_kind(node, form, at),
                _ => self.check_form(node, other, at),
            },
        }
    }

    fn check_text(&mut self, node: &Node, form: &Form, at: Span) {
        match node.text() {
            Some(text) if text.value.trim().is_empty() => {
                self.report(Code::EmptyValue, node.span, "this text is empty");
            }
            Some(_) => {}
            None => self.report_wrong_kind(node, form, at),
        }
    }

    fn check_title(&mut self, node: &Node, form: &Form, at: Span) {
        self.check_text(node, form, at);
        self.check_markup(node);
    }

    /// Returns whether rustdoc reads the whole text as plain text and code.
    fn check_markup(&mut self, node: &Node) -> bool {
        let Some(text) = node.text() else { return true };
        let text = text.value.trim_end();
        let Some(error) = markup::find(text) else { return true };
        // The exact location is known only if the file contains the line without escapes.
        let start = text[..error.at.start].rfind('\n').map_or(0, |newline| newline + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let written = self.text.get(node.span.start..node.span.end).unwrap_or_default();
        let span = match written.find(line) {
            Some(at) => node.span.part(at + error.at.start - start..at + error.at.end - start),
            None => node.span,
        };
        self.diagnostics.push(Diagnostic::new(Code::DocMarkup, span, error.message).help(error.help));
        false
    }

    fn check_sentence(&mut self, node: &Node, form: &Form, at: Span) {
        let Some(text) = node.text() else {
            self.report_wrong_kind(node, form, at);
            return;
        };
        if !self.check_markup(node) {
            return;
        }
        let text = text.value.trim_end();
        let diagnostic = |message: &str| Diagnostic::new(Code::DocStyle, node.span, message);
        if text.trim().is_empty() {
            self.diagnostics
                .push(diagnostic("this documentation is empty").help("write one sentence in your own words"));
        } else if text.starts_with(char::is_lowercase) {
            self.diagnostics.push(diagnostic("documentation must start with a capital letter"));
        } else if text.starts_with(char::is_whitespace) {
            self.diagnostics.push(diagnostic("documentation must not start with white space"));
        } else if !text.ends_with(['.', '?', '!']) {
            self.diagnostics.push(diagnostic("documentation must end with a full stop"));
        }
    }

    fn check_scalar(&mut self, node: &Node, form: &Form, at: Span) {
        let fits = match (form, node.scalar()) {
            (Form::Flag, Some(Scalar::Bool(_))) | (Form::Int, Some(Scalar::Int(_))) => true,
            (Form::Scalar, Some(scalar)) => scalar != Scalar::Null,
            _ => false,
        };
        if !fits {
            self.report_wrong_kind(node, form, at);
        }
    }

    fn check_choice(&mut self, node: &Node, words: &[&str], at: Span) {
        let Some(text) = node.text() else {
            self.report_wrong_kind(node, &Form::Text, at);
            return;
        };
        let word = text.value.as_str();
        if !words.contains(&word) {
            let message = format!("`{word}` is not accepted here");
            let diagnostic = Diagnostic::new(Code::UnknownWord, node.span, message)
                .did_you_mean(word, words.iter().copied())
                .help(format!("expected {}", join_list(words.iter().copied(), "or")));
            self.diagnostics.push(diagnostic);
        }
    }

    fn check_list(&mut self, node: &mut Node, form: &Form, entry: &Form, at: Span) {
        let NodeKind::List(items) = &mut node.kind else {
            self.report_wrong_kind(node, form, at);
            return;
        };
        if items.is_empty() {
            self.report_empty(node.span, "this list is empty");
            return;
        }
        for item in items.iter_mut() {
            let span = item.span;
            self.check_form(item, entry, span);
        }
        for (index, item) in items.iter().enumerate() {
            let same = items[..index].iter().find(|before| same_scalar(before, item));
            if let Some(first) = same {
                let diagnostic =
                    Diagnostic::new(Code::DuplicateEntry, item.span, "this entry is in the list twice")
                        .secondary(first.span, "first here");
                self.diagnostics.push(diagnostic);
            }
        }
    }

    fn check_map(&mut self, node: &mut Node, form: &Form, map: &Map, at: Span) {
        let NodeKind::Map { entries, .. } = &mut node.kind else {
            self.report_wrong_kind(node, form, at);
            return;
        };
        if entries.is_empty() {
            self.report_empty(node.span, "this map is empty");
            return;
        }
        let noun = map.noun.split_once(' ').map_or(map.noun, |(_, noun)| noun);
        self.check_duplicates(entries, map.duplicate, noun);
        for entry in entries {
            self.check_form(&mut entry.value, map.form, entry.key.span);
        }
    }

    fn check_object(&mut self, node: &mut Node, object: &Object, at: Span) {
        let NodeKind::Map { entries, braces } = &mut node.kind else {
            let message = format!("expected {}, which is a map; found {}", object.noun, describe(node));
            self.report(Code::WrongKind, span_or_key(node, at), message);
            self.complete = false;
            return;
        };
        if entries.is_empty() && object.keys.iter().all(|key| !key.required) {
            self.report_empty(node.span, "this map is empty");
        }
        self.check_duplicates(entries, Code::DuplicateKey, "key");
        let unknown = self.check_unknown_keys(entries, object, *braces);
        for entry in entries {
            if let Some(key) = object.keys.iter().find(|key| key.name == entry.key.value) {
                self.check_form(&mut entry.value, &key.form, entry.key.span);
            }
        }
        let missing = |key: &&Key| key.required && node.get(key.name).is_none();
        let missing: Vec<&Key> = object.keys.iter().filter(missing).collect();
        match unknown {
            // An unknown key is most likely meant to be a missing one.
            Some(diagnostic) if missing.is_empty() => self.diagnostics.push(diagnostic),
            Some(diagnostic) => {
                let names = join_list(missing.iter().map(|key| key.name), "and");
                let is = if missing.len() == 1 { "is" } else { "are" };
                self.diagnostics.push(diagnostic.help(format!("{names} {is} missing")));
            }
            None => missing.into_iter().for_each(|key| self.report_missing(key, object, at)),
        }
    }

    fn report_missing(&mut self, key: &Key, object: &Object, at: Span) {
        let message = format!("the key `{}` is missing from {}", key.name, object.noun);
        let help = format!("{}: {}", key.name, key.doc);
        self.diagnostics.push(Diagnostic::new(Code::MissingKey, at, message).help(help));
    }

    /// Reports duplicate keys; the first one is used.
    fn check_duplicates(&mut self, entries: &[Entry], code: Code, noun: &str) {
        for (index, entry) in entries.iter().enumerate() {
            let before = entries[..index].iter().find(|before| before.key.value == entry.key.value);
            if let Some(first) = before {
                self.complete = false;
                let message = format!("the {noun} `{}` is declared twice", entry.key.value);
                let diagnostic = Diagnostic::new(code, entry.key.span, message)
                    .label("again here")
                    .secondary(first.key.span, "first here");
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Reports unknown keys and corrects those that are similar to a known key. Returns the last diagnostic of a key
    /// that is not similar to any, so that the caller can add help.
    fn check_unknown_keys(
        &mut self,
        entries: &mut [Entry],
        object: &Object,
        braces: bool,
    ) -> Option<Diagnostic> {
        let mut unknown = None;
        for index in 0..entries.len() {
            let name = entries[index].key.value.clone();
            if object.keys.iter().any(|key| key.name == name) {
                continue;
            }
            let absent = |key: &&Key| entries.iter().all(|entry| entry.key.value != key.name);
            let meant = closest(&name, object.keys.iter().filter(absent).map(|key| key.name));
            let entry = &mut entries[index];
            let message = format!("`{name}` is not a key of {}", object.noun);
            let diagnostic = Diagnostic::new(Code::UnknownKey, entry.key.span, message);
            if braces && entry.value.is_null() {
                let help = "a comma inside braces ends the text before it: put the text in quotes";
                self.diagnostics.push(diagnostic.help(help));
            } else if let Some(meant) = meant {
                self.diagnostics.push(diagnostic.help(format!("did you mean `{meant}`?")));
                meant.clone_into(&mut entry.key.value);
            } else {
                let all = object.keys.iter().map(|key| key.name);
                self.diagnostics.extend(unknown.replace(diagnostic.did_you_mean_or_list(&name, all)));
                self.complete = false;
            }
        }
        unknown
    }

    fn report_empty(&mut self, span: Span, message: &str) {
        let diagnostic = Diagnostic::new(Code::EmptyValue, span, message);
        self.diagnostics.push(diagnostic.help("omit the key or give it a value"));
    }

    fn report_wrong_kind(&mut self, node: &Node, form: &Form, at: Span) {
        let message = format!("expected {}, found {}", expected(form), describe(node));
        let diagnostic = Diagnostic::new(Code::WrongKind, span_or_key(node, at), message);
        let wants_text = matches!(form, Form::Text | Form::Title | Form::Sentence);
        let diagnostic = match &node.kind {
            NodeKind::Scalar { text, .. } if wants_text && !node.is_null() => {
                diagnostic.help(format!("put it in quotes to make it text: \"{text}\""))
            }
            _ => diagnostic,
        };
        self.diagnostics.push(diagnostic);
        self.complete = false;
    }
}

/// The location of a value, or of its key if the value is absent.
fn span_or_key(node: &Node, at: Span) -> Span {
    if node.span.start == node.span.end && node.is_null() { at } else { node.span }
}

fn same_scalar(one: &Node, other: &Node) -> bool {
    matches!((one.scalar(), other.scalar()), (Some(one), Some(other)) if one == other)
}

fn expected(form: &Form) -> String {
    match form {
        Form::Text | Form::Title => "text".to_owned(),
        Form::Pattern(noun, _) => (*noun).to_owned(),
        Form::Type => "a type".to_owned(),
        Form::Sentence => "a sentence".to_owned(),
        Form::Flag => "`true` or `false`".to_owned(),
        Form::Int => "an integer".to_owned(),
        Form::Scalar => "text or a number".to_owned(),
        Form::Value => "a value".to_owned(),
        Form::Choice(words) => join_list(words.iter().copied(), "or"),
        Form::List(_) => "a list".to_owned(),
        Form::Map(map) => format!("a map, each key {}", map.noun),
        Form::Object(object) => object.noun.to_owned(),
        Form::ScalarOr(other) => format!("a value or {}", expected(other)),
        Form::TextOr(other) => format!("text or {}", expected(other)),
        Form::ListOr(_, other) => format!("a list or {}", expected(other)),
    }
}

/// Describes a node in a message: `a list`, ``the integer `5` ``.
pub fn describe(node: &Node) -> String {
    match (&node.kind, node.scalar()) {
        (NodeKind::List(_), _) => "a list".to_owned(),
        (NodeKind::Map { .. }, _) => "a map".to_owned(),
        (_, Some(Scalar::Bool(value))) => format!("the boolean `{value}`"),
        (_, Some(Scalar::Int(value))) => format!("the integer `{value}`"),
        (NodeKind::Scalar { text, .. }, Some(Scalar::Float(_))) => format!("the number `{text}`"),
        (_, Some(Scalar::Text(text))) => {
            let short: String = text.chars().take(40).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            format!("the text `{short}{dots}`")
        }
        _ => "nothing".to_owned(),
    }
}
