//! Checks paths and decides the places of request fields.

use std::ops::Range;

use super::fields::Lowered;
use super::values::describe_shape;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};
use crate::model::{HttpMethod, Place, Protocol, Shape};
use crate::path::{self, PathError};
use crate::spec;

/// Decides the place of each request field, and checks path and fields against each other.
pub(super) fn resolve_places(
    path: Option<&Spanned<String>>,
    fields: &mut [Lowered],
    protocol: Option<Protocol>,
    method: HttpMethod,
    provider: &spec::Provider,
    diagnostics: &mut Diagnostics,
) {
    let implicit = &provider.implicit;
    let parameters = path.map(|path| parse_parameters(path, diagnostics)).unwrap_or_default();
    let in_path = |wire: &str| parameters.iter().any(|parameter| parameter.value == wire);
    for lowered in fields.iter_mut() {
        let declared = lowered.place.as_ref().and_then(|place| Place::from_word(&place.value));
        lowered.field.place = match declared {
            Some(place) => place,
            None if in_path(&lowered.field.wire) => Place::Path,
            None => protocol.map_or(Place::Body, |protocol| (protocol.rules().default_place)(method)),
        };
        check_place(lowered, in_path(&lowered.field.wire), protocol, method, diagnostics);
        if let Some(filled) =
            implicit.iter().find(|name| name.value == lowered.field.wire && in_path(&name.value))
        {
            let message = format!(
                "`{}` is a parameter of the client's configuration, so it cannot be a field",
                filled.value
            );
            let diagnostic = Diagnostic::new(Code::Contradiction, lowered.span, message);
            diagnostics.push(diagnostic.secondary(filled.span, "declared in `implicit`"));
        }
    }
    if let (Some(parameter), Some(protocol)) = (parameters.first(), protocol)
        && !protocol.rules().has_paths
    {
        let message = format!("paths of `{}` have no parameters", protocol.word());
        diagnostics.push(Diagnostic::new(Code::BadPath, parameter.span, message));
        return;
    }
    for parameter in &parameters {
        let field = fields.iter().any(|lowered| lowered.field.wire == parameter.value);
        // A `provider.yaml` that could not be read may declare it.
        if provider.readable && !field && !implicit.iter().any(|name| name.value == parameter.value) {
            let message = format!(
                "the path has the parameter `{{{}}}`, and the request has no such field",
                parameter.value
            );
            let wires = fields.iter().map(|lowered| lowered.field.wire.as_str());
            let candidates: Vec<&str> =
                wires.chain(implicit.iter().map(|name| name.value.as_str())).collect();
            let diagnostic = Diagnostic::new(Code::PathWithoutField, parameter.span, message);
            diagnostics.push(diagnostic.did_you_mean(&parameter.value, candidates));
        }
    }
}

/// Headers that the client sets for every request.
const OWN_HEADERS: &[&str] =
    &["host", "authorization", "content-type", "content-length", "transfer-encoding"];

/// Why a wire name is not a valid name of a header.
fn header_error(wire: &str, protocol: Option<Protocol>) -> Option<String> {
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if let Some(invalid) = wire.chars().find(|c| !token(*c)) {
        return Some(format!("the name of a header cannot contain {invalid:?}"));
    }
    let lower = wire.to_ascii_lowercase();
    let protocols = protocol.map(|protocol| protocol.rules().own_headers).unwrap_or_default();
    let is_own = OWN_HEADERS.iter().chain(protocols).any(|own| *own == lower);
    is_own.then(|| format!("the header `{wire}` is set by the client itself"))
}

fn check_place(
    lowered: &Lowered,
    in_path: bool,
    protocol: Option<Protocol>,
    method: HttpMethod,
    diagnostics: &mut Diagnostics,
) {
    let at = lowered.place.as_ref().map_or(lowered.span, |place| place.span);
    let wire = &lowered.field.wire;
    let shape = &lowered.field.shape;
    match lowered.field.place {
        Place::Path if !in_path => {
            let message = format!("`{wire}` is declared as `in: path`, and the path does not contain it");
            let diagnostic = Diagnostic::new(Code::FieldWithoutPath, at, message);
            diagnostics.push(diagnostic.help(format!("add `{{{wire}}}` to the path, or change `in`")));
            return;
        }
        place if place != Place::Path && in_path => {
            let message = format!("the path contains `{wire}`, and its `in` is another place");
            diagnostics.push(Diagnostic::new(Code::FieldWithoutPath, at, message));
            return;
        }
        _ => {}
    }
    let text_or_int = matches!(
        shape,
        Shape::Text | Shape::Int32 | Shape::Int64 | Shape::UInt64 | Shape::TextEnum(_) | Shape::IntEnum(_)
    );
    let scalar =
        text_or_int || matches!(shape, Shape::Bool | Shape::Secret | Shape::Float | Shape::DateTime(_));
    let bad = |message: String| Diagnostic::new(Code::BadPathField, at, message);
    if protocol.is_some_and(|protocol| !(protocol.rules().supports_place)(method, lowered.field.place)) {
        let diagnostic = bad(format!("requests of this protocol cannot send `{wire}` there"));
        diagnostics.push(diagnostic.help("omit `in` to use the protocol's default place"));
        return;
    }
    if let (Some(nullable), false) = (lowered.nullable, lowered.field.place == Place::Body) {
        let message = format!("`{wire}` is not in the body, and only a field in the body can be null");
        diagnostics.push(Diagnostic::new(Code::MeaninglessKey, nullable, message));
    }
    if lowered.field.place == Place::Header
        && let Some(diagnostic) = header_error(wire, protocol)
    {
        diagnostics.push(bad(diagnostic));
        return;
    }
    match lowered.field.place {
        Place::Path if lowered.known && !text_or_int => {
            diagnostics.push(bad(format!(
                "a path contains strings and integers; `{wire}` is {}",
                describe_shape(shape)
            )));
        }
        Place::Path if !lowered.field.required => {
            let diagnostic = bad(format!("`{wire}` is part of the path, so it cannot be optional"));
            diagnostics.push(diagnostic.help("add `required: true`"));
        }
        Place::Header if lowered.known && !scalar => {
            diagnostics
                .push(bad(format!("a header contains one value; `{wire}` is {}", describe_shape(shape))));
        }
        _ => {}
    }
}

/// The parameters of a path with their locations.
fn parse_parameters(path: &Spanned<String>, diagnostics: &mut Diagnostics) -> Vec<Spanned<String>> {
    let (names, errors) = path::parse_parameters(&path.value);
    errors.into_iter().for_each(|error| diagnostics.push(path_diagnostic(path, error)));
    let name =
        |at: Range<usize>| Some(Spanned::new(path.value.get(at.clone())?.to_owned(), path.span.part(at)));
    names.into_iter().filter_map(name).collect()
}

/// The diagnostic for an error in a path.
fn path_diagnostic(path: &Spanned<String>, error: PathError) -> Diagnostic {
    let bad = |at: Range<usize>, message: &str| Diagnostic::new(Code::BadPath, path.span.part(at), message);
    match error {
        PathError::MissingSlash => Diagnostic::new(Code::BadPath, path.span, "a path starts with `/`"),
        PathError::InvalidCharacter(at, character) => {
            let diagnostic = bad(at..at + character.len_utf8(), "a path cannot contain this character");
            if character == '?' {
                diagnostic.help("parameters of the query are fields with `in: query`")
            } else {
                diagnostic
            }
        }
        PathError::UnpairedBrace(at) => bad(at..at + 1, "this brace is not paired"),
        PathError::InvalidName(at) => bad(at, "a parameter is a name in braces: `{instance_id}`"),
        PathError::Duplicate(first, again) => {
            bad(again, "this parameter is in the path twice").secondary(path.span.part(first), "first here")
        }
    }
}
