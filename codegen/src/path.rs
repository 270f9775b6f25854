//! Path templates: `/v3/{project_id}/backups/{backup_id}`.
//!
//! [`Template`] accepts any text, since it also reads documentation pages. [`parse_parameters`] is strict and reports what
//! is wrong with the path of a spec.

use std::ops::Range;

/// The text between two slashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Segment<'a> {
    /// Literal text.
    Fixed(&'a str),
    /// A parameter, by its name.
    Parameter(&'a str),
}

impl<'a> Segment<'a> {
    /// The name, if the segment is a parameter.
    pub(crate) fn parameter(self) -> Option<&'a str> {
        match self {
            Self::Parameter(name) => Some(name),
            Self::Fixed(_) => None,
        }
    }

    /// The text, if the segment is literal.
    pub(crate) fn fixed(self) -> Option<&'a str> {
        match self {
            Self::Fixed(text) => Some(text),
            Self::Parameter(_) => None,
        }
    }
}

/// The segments of a path, without its query.
#[derive(Clone, Debug)]
pub(crate) struct Template<'a> {
    segments: Vec<Segment<'a>>,
}

impl<'a> Template<'a> {
    /// Splits a path into segments.
    pub(crate) fn parse(path: &'a str) -> Self {
        let texts = without_query(path).split('/').map(str::trim).filter(|segment| !segment.is_empty());
        let segment = |text: &'a str| match text.strip_prefix('{') {
            Some(name) => Segment::Parameter(name.strip_suffix('}').unwrap_or(name)),
            None => Segment::Fixed(text),
        };
        Self { segments: texts.map(segment).collect() }
    }

    /// The segments in order.
    pub(crate) fn segments(&self) -> &[Segment<'a>] {
        &self.segments
    }

    /// The names of the parameters in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.segments.iter().filter_map(|segment| segment.parameter())
    }

    /// Whether the last segment is a parameter: the path of one resource, not of a list.
    pub(crate) fn ends_with_parameter(&self) -> bool {
        matches!(self.segments.last(), Some(Segment::Parameter(_)))
    }

    /// The segments without the names of the parameters, which differ between pages of one operation.
    pub(crate) fn shape(&self) -> Vec<Option<&'a str>> {
        self.segments.iter().map(|segment| segment.fixed()).collect()
    }
}

/// A path without its query and fragment.
pub(crate) fn without_query(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

/// Why a path is invalid. Offsets are bytes of the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathError {
    /// The path does not start with a slash.
    MissingSlash,
    /// A character that is not allowed in a path.
    InvalidCharacter(usize, char),
    /// An unpaired brace.
    UnpairedBrace(usize),
    /// Braces without a valid name.
    InvalidName(Range<usize>),
    /// A duplicate name: its first and its second location.
    Duplicate(Range<usize>, Range<usize>),
}

/// Parses the parameters of a path and returns the errors in it. A parameter can be a part of its segment.
pub(crate) fn parse_parameters(path: &str) -> (Vec<Range<usize>>, Vec<PathError>) {
    let (mut names, mut errors): (Vec<Range<usize>>, _) = (Vec::new(), Vec::new());
    if !path.starts_with('/') {
        return (names, vec![PathError::MissingSlash]);
    }
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "/-._~{}:@!$&'()*+,;=".contains(c);
    if let Some((at, c)) = path.char_indices().find(|(_, c)| !is_allowed(*c)) {
        return (names, vec![PathError::InvalidCharacter(at, c)]);
    }
    let text = |range: &Range<usize>| path.get(range.clone()).unwrap_or_default();
    let find = |from: usize, brace: &[char]| path.get(from..)?.find(brace).map(|found| from + found);
    let mut at = 0;
    while let Some(open) = find(at, &['{', '}']) {
        let close = find(open, &['}']).filter(|close| *close > open);
        let Some(close) = close else {
            errors.push(PathError::UnpairedBrace(open));
            break;
        };
        let name = open + 1..close;
        let first = names.iter().find(|first| text(first) == text(&name));
        match first {
            _ if text(&name).is_empty() || text(&name).contains(['{', '/']) => {
                errors.push(PathError::InvalidName(open..close + 1));
            }
            Some(first) => errors.push(PathError::Duplicate(first.clone(), name)),
            None => names.push(name),
        }
        at = close + 1;
    }
    (names, errors)
}

#[cfg(test)]
mod tests {
    use super::{PathError, Template, parse_parameters};

    fn shape(path: &str) -> Vec<Option<&str>> {
        Template::parse(path).shape()
    }

    #[test]
    fn parameters_count_by_their_place() {
        assert_eq!(shape("/v3/{project_id}/backups/{id}?a={a}"), shape("/v3/{tenant}/backups/{backup_id}/"));
        assert_ne!(shape("/v3/{project_id}/backups"), shape("/v3/backups/{project_id}"));
        assert_ne!(shape("/v3/{project_id}"), shape("/v3"));
    }

    #[test]
    fn parameters_have_their_names() {
        let names = |path| Template::parse(path).names().collect::<Vec<_>>();
        assert_eq!(names("/v3/{project_id}/backups/{backup_id}?x={y}"), ["project_id", "backup_id"]);
        assert_eq!(names(" /v3 / {id} "), ["id"]);
        assert_eq!(names("/v3/backups"), [""; 0]);
        assert_eq!(names("/v3/{cut"), ["cut"]);
    }

    #[test]
    fn a_path_that_can_be_requested_has_no_faults() {
        let path = "/v3/{project_id}/x-{id}.json";
        let (names, errors) = parse_parameters(path);
        let names: Vec<&str> = names.into_iter().map(|name| &path[name]).collect();
        assert_eq!((names, errors), (vec!["project_id", "id"], Vec::new()));
    }

    #[test]
    fn each_fault_has_its_place() {
        for (path, error) in [
            ("", PathError::MissingSlash),
            ("v3", PathError::MissingSlash),
            ("/v3?x=y", PathError::InvalidCharacter(3, '?')),
            ("/v3/名", PathError::InvalidCharacter(4, '名')),
            ("/v3/{a", PathError::UnpairedBrace(4)),
            ("/v3/a}/{b}", PathError::UnpairedBrace(5)),
            ("/v3/{}", PathError::InvalidName(4..6)),
            ("/v3/{a/b}", PathError::InvalidName(4..9)),
            ("/v3/{a{b}", PathError::InvalidName(4..9)),
            ("/{a}/{a}", PathError::Duplicate(2..3, 6..7)),
        ] {
            assert_eq!(parse_parameters(path).1, [error], "{path}");
        }
    }
}
