//! Renders a report with annotate-snippets.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Label, Severity, Sources};

/// Renders each diagnostic and a final line with their number.
pub(super) fn render(sources: &Sources, found: &[Diagnostic], severity: Severity, color: bool) -> String {
    let (level, noun) = match severity {
        Severity::Error => (Level::ERROR, "error"),
        Severity::Warning => (Level::WARNING, "warning"),
    };
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in found {
        out.push_str(&renderer.render(&[diagnostic_group(sources, diagnostic, level.clone())]));
        out.push_str("\n\n");
    }
    let total = match found.len() {
        0 => return out,
        1 => format!("1 {noun} in the specs"),
        many => format!("{many} {noun}s in the specs"),
    };
    let total = Group::with_title(level.primary_title(total));
    out.push_str(&renderer.render(&[total]));
    out.push('\n');
    out
}

fn diagnostic_group<'a>(
    sources: &'a Sources,
    diagnostic: &'a Diagnostic,
    level: Level<'static>,
) -> Group<'a> {
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.as_str());
    let file = diagnostic.primary.span.file;
    let mut group = match sources.text(file) {
        Some(text) if !text.is_empty() => {
            let (here, _) = split_labels(diagnostic, file);
            let mut snippet = Snippet::source(text).path(sources.path(file));
            snippet = snippet.annotation(annotation(sources, &diagnostic.primary, AnnotationKind::Primary));
            for label in here {
                snippet = snippet.annotation(annotation(sources, label, AnnotationKind::Context));
            }
            title.element(snippet)
        }
        _ => title.element(Origin::path(sources.path(file))),
    };
    for label in split_labels(diagnostic, file).1 {
        let text = sources.text(label.span.file).unwrap_or_default();
        let snippet = Snippet::source(text).path(sources.path(label.span.file));
        group = group.element(snippet.annotation(annotation(sources, label, AnnotationKind::Context)));
    }
    group.elements(diagnostic.helps.iter().map(|help| Level::HELP.message(help)))
}

/// Splits the secondary labels into those in the diagnostic's file and those in other files.
fn split_labels(diagnostic: &Diagnostic, file: super::FileId) -> (Vec<&Label>, Vec<&Label>) {
    diagnostic.secondary.iter().partition(|label| label.span.file == file)
}

fn annotation<'a>(sources: &Sources, label: &'a Label, kind: AnnotationKind) -> Annotation<'a> {
    let annotation = kind.span(sources.range(label.span));
    match &label.text {
        Some(text) => annotation.label(text),
        None => annotation,
    }
}
