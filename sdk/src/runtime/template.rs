//! Paths with `{parameter}`s, filled in.

use super::error::{Error, ErrorKind, Result};
use super::parameter::single_text;
use super::percent;
use super::protocol::Outgoing;
use super::table::Place;
use super::url::canonical_path;

/// A piece of a path.
enum Piece<'a> {
    Text(&'a str),
    Parameter(&'a str),
}

/// The pieces of a template.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`] when its braces do not match.
fn pieces(template: &str) -> Result<Vec<Piece<'_>>> {
    let unbalanced = || invalid(format!("the path `{template}` has a brace without its counterpart"));
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(unbalanced)?;
        if before.contains('}') || name.contains('{') {
            return Err(unbalanced());
        }
        pieces.extend([Piece::Text(before), Piece::Parameter(name)]);
        rest = after;
    }
    if rest.contains('}') {
        return Err(unbalanced());
    }
    pieces.push(Piece::Text(rest));
    Ok(pieces)
}

/// Whether `template` has the parameter `{name}`.
pub(crate) fn names(template: &str, name: &str) -> bool {
    let pieces = pieces(template).unwrap_or_default();
    pieces.iter().any(|piece| matches!(piece, Piece::Parameter(parameter) if *parameter == name))
}

/// The path of a request with its `{parameter}`s filled in, each as one segment. `own` is the protocol's own value, as
/// in a URL, or `placeholder` if it is not known yet.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`] when a parameter has no value, or one that a path cannot hold.
pub(crate) fn fill(
    outgoing: &Outgoing<'_>,
    own: impl Fn(&str) -> Option<String>,
    placeholder: Option<&str>,
) -> Result<String> {
    let mut path = String::new();
    for piece in pieces(outgoing.path)? {
        let name = match piece {
            Piece::Text(text) => {
                path.push_str(text);
                continue;
            }
            Piece::Parameter(name) => name,
        };
        let given = outgoing.parameters.iter().find(|p| p.place == Place::Path && p.name == name);
        match given.map(|parameter| single_text(parameter, "a path")).transpose()?.flatten() {
            Some(value) => {
                check_segment(name, &value)?;
                path.push_str(&percent::encode(&value));
            }
            None => path.push_str(&own(name).ok_or_else(|| {
                invalid(format!("{name} is needed: it is part of the path `{}`", outgoing.path))
            })?),
        }
    }
    Ok(canonical_path(&path, placeholder)?.into_owned())
}

/// Refuses segments that HTTP libraries and proxies remove: the request would go to another path than was signed.
pub(crate) fn check_segment(name: &str, value: &str) -> Result<()> {
    if matches!(value, "" | "." | "..") {
        return Err(invalid(format!("{name} is `{value}`, which cannot stand in a path")));
    }
    Ok(())
}

fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidRequest, message)
}
