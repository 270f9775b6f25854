//! Paths, and where the fields of a request travel.

use std::ops::Range;

use super::fields::Lowered;
use super::values::name;
use crate::diagnostics::{Code, Diagnostic, Faults, Spanned};
use crate::model::{HttpMethod, Place, Protocol, Shape};
use crate::path::{self, Fault};
use crate::spec;

/// Settles the place of each request field, and holds path and fields against each other.
pub(super) fn settle(
    path: Option<&Spanned<String>>,
    fields: &mut [Lowered],
    protocol: Option<Protocol>,
    method: HttpMethod,
    provider: &spec::Provider,
    faults: &mut Faults,
) {
    let implicit = &provider.implicit;
    let parameters = path.map(|path| parameters(path, faults)).unwrap_or_default();
    let in_path = |wire: &str| parameters.iter().any(|parameter| parameter.value == wire);
    for lowered in fields.iter_mut() {
        let said = lowered.place.as_ref().and_then(|place| Place::of_word(&place.value));
        lowered.field.place = match said {
            Some(place) => place,
            None if in_path(&lowered.field.wire) => Place::Path,
            None => protocol.map_or(Place::Body, |protocol| (protocol.rules().default_place)(method)),
        };
        check_place(lowered, in_path(&lowered.field.wire), protocol, method, faults);
        if let Some(filled) =
            implicit.iter().find(|name| name.value == lowered.field.wire && in_path(&name.value))
        {
            let message = format!(
                "`{}` is filled in from the client's configuration, so no field can fill it",
                filled.value
            );
            let fault = Diagnostic::new(Code::Contradiction, lowered.span, message);
            faults.push(fault.beside(filled.span, "`implicit` says so"));
        }
    }
    if let (Some(parameter), Some(protocol)) = (parameters.first(), protocol)
        && !protocol.rules().has_paths
    {
        let message = format!("paths of `{}` have no parameters", protocol.word());
        faults.push(Diagnostic::new(Code::BadPath, parameter.span, message));
        return;
    }
    for parameter in &parameters {
        let field = fields.iter().any(|lowered| lowered.field.wire == parameter.value);
        // A `provider.yaml` that could not be read may well fill it in.
        if provider.readable && !field && !implicit.iter().any(|name| name.value == parameter.value) {
            let message =
                format!("the path names `{{{}}}`, and the request has no such field", parameter.value);
            let wires = fields.iter().map(|lowered| lowered.field.wire.as_str());
            let candidates: Vec<&str> =
                wires.chain(implicit.iter().map(|name| name.value.as_str())).collect();
            let fault = Diagnostic::new(Code::PathWithoutField, parameter.span, message);
            faults.push(fault.did_you_mean(&parameter.value, candidates));
        }
    }
}

/// Headers that every signature and every connection sets itself.
const OWN_HEADERS: &[&str] =
    &["host", "authorization", "content-type", "content-length", "transfer-encoding"];

/// What is wrong with a wire name as the name of a header.
fn header_fault(wire: &str, protocol: Option<Protocol>) -> Option<String> {
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if let Some(odd) = wire.chars().find(|c| !token(*c)) {
        return Some(format!("the name of a header cannot hold {odd:?}"));
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
    faults: &mut Faults,
) {
    let at = lowered.place.as_ref().map_or(lowered.span, |place| place.span);
    let wire = &lowered.field.wire;
    let shape = &lowered.field.shape;
    match lowered.field.place {
        Place::Path if !in_path => {
            let message = format!("`{wire}` is to travel in the path, which does not name it");
            let fault = Diagnostic::new(Code::FieldWithoutPath, at, message);
            faults.push(
                fault.help(format!("put `{{{wire}}}` into the path, or let the field travel elsewhere")),
            );
            return;
        }
        place if place != Place::Path && in_path => {
            let message = format!("the path names `{wire}`, which is said to travel elsewhere");
            faults.push(Diagnostic::new(Code::FieldWithoutPath, at, message));
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
    if protocol.is_some_and(|protocol| !(protocol.rules().has_room)(method, lowered.field.place)) {
        let fault = bad(format!("requests of this protocol have no room for `{wire}` there"));
        faults.push(fault.help("leave `in` out: the protocol has its own place"));
        return;
    }
    if let (Some(nullable), false) = (lowered.nullable, lowered.field.place == Place::Body) {
        let message = format!("`{wire}` does not travel in the body, and only there can a request say null");
        faults.push(Diagnostic::new(Code::MeaninglessKey, nullable, message));
    }
    if lowered.field.place == Place::Header
        && let Some(fault) = header_fault(wire, protocol)
    {
        faults.push(bad(fault));
        return;
    }
    match lowered.field.place {
        Place::Path if lowered.known && !text_or_int => {
            faults.push(bad(format!("a path holds strings and integers, and `{wire}` is {}", name(shape))));
        }
        Place::Path if !lowered.field.required => {
            let fault = bad(format!("`{wire}` is part of the path, so it cannot be left out"));
            faults.push(fault.help("say `required: true`"));
        }
        Place::Header if lowered.known && !scalar => {
            faults.push(bad(format!("a header holds one value, and `{wire}` is {}", name(shape))));
        }
        _ => {}
    }
}

/// The parameters of a path template, each with where it stands.
fn parameters(path: &Spanned<String>, faults: &mut Faults) -> Vec<Spanned<String>> {
    let (names, found) = path::read(&path.value);
    found.into_iter().for_each(|fault| faults.push(fault_of(path, fault)));
    let name =
        |at: Range<usize>| Some(Spanned::new(path.value.get(at.clone())?.to_owned(), path.span.part(at)));
    names.into_iter().filter_map(name).collect()
}

/// A fault in a path, as it is told.
fn fault_of(path: &Spanned<String>, fault: Fault) -> Diagnostic {
    let bad = |at: Range<usize>, message: &str| Diagnostic::new(Code::BadPath, path.span.part(at), message);
    match fault {
        Fault::NoSlash => Diagnostic::new(Code::BadPath, path.span, "a path starts with `/`"),
        Fault::Character(at, character) => {
            let fault = bad(at..at + character.len_utf8(), "a path cannot hold this character");
            if character == '?' {
                fault.help("parameters of the query are fields with `in: query`")
            } else {
                fault
            }
        }
        Fault::Brace(at) => bad(at..at + 1, "this brace has no partner"),
        Fault::NoName(at) => bad(at, "a parameter is a name in braces: `{instance_id}`"),
        Fault::Twice(first, again) => {
            bad(again, "this parameter stands twice in the path").beside(path.span.part(first), "first here")
        }
    }
}
