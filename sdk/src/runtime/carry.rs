//! Finds what a protocol cannot carry of a request, before the request is encoded.
//!
//! A parameter that is left out can turn "delete these" into "delete all", so a value that a caller set is never
//! dropped.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::error::{Error, ErrorKind, Result};
use super::parameter::Parameter;
use super::protocol::{Encoded, Outgoing, Protocol};
use super::table::Place;
use super::template;

/// Checks that `protocol` can carry everything in `outgoing`.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`] with everything that it cannot carry.
pub(super) fn check<P: Protocol + ?Sized>(protocol: &P, outgoing: &Outgoing<'_>) -> Result<()> {
    let mut faults = Vec::new();
    if outgoing.operation.trim().is_empty() {
        faults.push("the operation has no name".to_owned());
    }
    let places = protocol.places(outgoing.method);
    for (index, parameter) in outgoing.parameters.iter().enumerate() {
        faults.extend(misplaced(places, outgoing, parameter));
        let before = outgoing.parameters.iter().take(index);
        let mut same_name = before.filter(|before| before.name == parameter.name);
        if same_name.any(|other| !protocol.keeps_both(other.place, parameter.place)) {
            let name = parameter.name;
            faults.push(format!(
                "{name} is set twice, and the service would look at one; give a list for several values"
            ));
        }
    }
    faults.extend(raw_body_fault(protocol, outgoing));
    if faults.is_empty() { Ok(()) } else { Err(Error::new(ErrorKind::InvalidRequest, faults.join("; "))) }
}

/// Checks that signing sets none of a caller's headers: it would replace them.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`] with the headers that signing sets.
pub(super) fn check_signed_headers<P: Protocol + ?Sized>(protocol: &P, asked: &HeaderMap) -> Result<()> {
    match asked.keys().find(|name| protocol.signing_sets(name) || *name == AUTHORIZATION) {
        None => Ok(()),
        Some(name) => Err(Error::new(
            ErrorKind::InvalidRequest,
            format!("the header {name} is set by the client itself"),
        )),
    }
}

/// Checks that the encoded request has the headers that the caller set.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`] for headers that the protocol sets itself.
pub(super) fn check_headers(asked: &HeaderMap, encoded: &Encoded) -> Result<()> {
    let is_kept = |name| asked.get_all(name).iter().eq(encoded.headers.get_all(name).iter());
    match asked.keys().find(|name| !is_kept(*name)) {
        None => Ok(()),
        Some(name) => Err(Error::new(
            ErrorKind::InvalidRequest,
            format!("the header {name} is set by the client itself, to another value"),
        )),
    }
}

/// Why a parameter cannot be sent in its place.
fn misplaced(places: &[Place], outgoing: &Outgoing<'_>, parameter: &Parameter<'_>) -> Option<String> {
    let Parameter { name, place, .. } = *parameter;
    match place {
        Place::Path if !template::names(outgoing.path, name) => {
            Some(format!("{name} is set for the path, and `{}` has no `{{{name}}}`", outgoing.path))
        }
        Place::Path => None,
        place if !places.contains(&place) => {
            let method = http::Method::from(outgoing.method);
            let known: Vec<&str> = places.iter().map(|place| word(*place)).collect();
            Some(format!(
                "{name} is set for the {}, which a {method} of {} does not carry; it carries parameters in the {}",
                word(place),
                outgoing.service.provider.title,
                known.join(" and ")
            ))
        }
        _ => None,
    }
}

fn raw_body_fault<P: Protocol + ?Sized>(protocol: &P, outgoing: &Outgoing<'_>) -> Option<String> {
    outgoing.body?;
    if !protocol.has_body(outgoing.method) {
        let (method, vendor) = (http::Method::from(outgoing.method), outgoing.service.provider.title);
        return Some(format!("a raw body is set, and a {method} of {vendor} carries none"));
    }
    let beside = outgoing.parameters.iter().find(|parameter| parameter.place == Place::Body)?;
    Some(format!("{} is set for the body beside a raw body, which leaves no room for it", beside.name))
}

fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Body => "body",
    }
}
