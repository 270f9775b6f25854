//! Path templates: `/v3/{project_id}/backups/{backup_id}`.
//!
//! A [`Template`] takes any text for one, since it reads pages as well as specs; [`read`] says what is wrong with
//! one that is to be requested.

use std::ops::Range;

/// What stands between two slashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Segment<'a> {
    /// What is sent as it is.
    Fixed(&'a str),
    /// The name of the parameter that fills it.
    Parameter(&'a str),
}

impl<'a> Segment<'a> {
    /// The name of a parameter.
    pub(crate) fn parameter(self) -> Option<&'a str> {
        match self {
            Self::Parameter(name) => Some(name),
            Self::Fixed(_) => None,
        }
    }

    /// What is sent as it is.
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
    /// The template that `path` is.
    pub(crate) fn of(path: &'a str) -> Self {
        let texts = without_query(path).split('/').map(str::trim).filter(|segment| !segment.is_empty());
        let segment = |text: &'a str| match text.strip_prefix('{') {
            Some(name) => Segment::Parameter(name.strip_suffix('}').unwrap_or(name)),
            None => Segment::Fixed(text),
        };
        Self { segments: texts.map(segment).collect() }
    }

    /// The segments in their order.
    pub(crate) fn segments(&self) -> &[Segment<'a>] {
        &self.segments
    }

    /// The names of the parameters in their order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.segments.iter().filter_map(|segment| segment.parameter())
    }

    /// Whether it ends with a parameter: the path of one thing rather than of all.
    pub(crate) fn is_of_one(&self) -> bool {
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

/// Why a path cannot be requested. Places are bytes of the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It does not start with a slash.
    NoSlash,
    /// A character that no path holds.
    Character(usize, char),
    /// A brace without its partner.
    Brace(usize),
    /// Braces around something that is no name.
    NoName(Range<usize>),
    /// A name that stands in the path before: there, and again.
    Twice(Range<usize>, Range<usize>),
}

/// The names of the parameters in a path that is to be requested, and what is wrong with it. Here a parameter
/// may also be a part of its segment.
pub(crate) fn read(path: &str) -> (Vec<Range<usize>>, Vec<Fault>) {
    let (mut names, mut faults): (Vec<Range<usize>>, _) = (Vec::new(), Vec::new());
    if !path.starts_with('/') {
        return (names, vec![Fault::NoSlash]);
    }
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "/-._~{}:@!$&'()*+,;=".contains(c);
    if let Some((at, c)) = path.char_indices().find(|(_, c)| !is_allowed(*c)) {
        return (names, vec![Fault::Character(at, c)]);
    }
    let text = |range: &Range<usize>| path.get(range.clone()).unwrap_or_default();
    let find = |from: usize, brace: &[char]| path.get(from..)?.find(brace).map(|found| from + found);
    let mut at = 0;
    while let Some(open) = find(at, &['{', '}']) {
        let close = find(open, &['}']).filter(|close| *close > open);
        let Some(close) = close else {
            faults.push(Fault::Brace(open));
            break;
        };
        let name = open + 1..close;
        let first = names.iter().find(|first| text(first) == text(&name));
        match first {
            _ if text(&name).is_empty() || text(&name).contains(['{', '/']) => {
                faults.push(Fault::NoName(open..close + 1));
            }
            Some(first) => faults.push(Fault::Twice(first.clone(), name)),
            None => names.push(name),
        }
        at = close + 1;
    }
    (names, faults)
}

#[cfg(test)]
mod tests {
    use super::{Fault, Template, read};

    fn shape(path: &str) -> Vec<Option<&str>> {
        Template::of(path).shape()
    }

    #[test]
    fn parameters_count_by_their_place() {
        assert_eq!(shape("/v3/{project_id}/backups/{id}?a={a}"), shape("/v3/{tenant}/backups/{backup_id}/"));
        assert_ne!(shape("/v3/{project_id}/backups"), shape("/v3/backups/{project_id}"));
        assert_ne!(shape("/v3/{project_id}"), shape("/v3"));
    }

    #[test]
    fn parameters_have_their_names() {
        let names = |path| Template::of(path).names().collect::<Vec<_>>();
        assert_eq!(names("/v3/{project_id}/backups/{backup_id}?x={y}"), ["project_id", "backup_id"]);
        assert_eq!(names(" /v3 / {id} "), ["id"]);
        assert_eq!(names("/v3/backups"), [""; 0]);
        assert_eq!(names("/v3/{cut"), ["cut"]);
    }

    #[test]
    fn a_path_that_can_be_requested_has_no_faults() {
        let path = "/v3/{project_id}/x-{id}.json";
        let (names, faults) = read(path);
        let names: Vec<&str> = names.into_iter().map(|name| &path[name]).collect();
        assert_eq!((names, faults), (vec!["project_id", "id"], Vec::new()));
    }

    #[test]
    fn each_fault_has_its_place() {
        for (path, fault) in [
            ("", Fault::NoSlash),
            ("v3", Fault::NoSlash),
            ("/v3?x=y", Fault::Character(3, '?')),
            ("/v3/名", Fault::Character(4, '名')),
            ("/v3/{a", Fault::Brace(4)),
            ("/v3/a}/{b}", Fault::Brace(5)),
            ("/v3/{}", Fault::NoName(4..6)),
            ("/v3/{a/b}", Fault::NoName(4..9)),
            ("/v3/{a{b}", Fault::NoName(4..9)),
            ("/{a}/{a}", Fault::Twice(2..3, 6..7)),
        ] {
            assert_eq!(read(path).1, [fault], "{path}");
        }
    }
}
