//! A row of a parameter table, before it is known where it belongs.

use crate::page::document::Line;
use crate::page::words::yes_or_no;

/// A row. The root of a response and the entries of a list have rows without a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Where it starts.
    pub(super) line: u32,
    /// How many `└` stand before the name.
    pub(super) depth: usize,
    pub(super) name: Option<String>,
    /// The type as printed.
    pub(super) kind: Option<String>,
    pub(super) required: Option<bool>,
    pub(super) description: Vec<Line>,
    pub(super) example: Option<String>,
    /// The name is marked as deprecated.
    pub(super) deprecated: bool,
    /// It has lost cells, or its type is not in the page's way.
    pub(super) bare: bool,
}

impl Row {
    /// Whether it says how the entries of a list look.
    pub(super) fn is_item(&self) -> bool {
        self.name.is_none()
    }
}

/// A printed name without its decoration: the `└` of nesting and a mark of deprecation.
pub(super) struct Name<'a> {
    pub(super) text: &'a str,
    pub(super) depth: usize,
    pub(super) deprecated: bool,
}

impl<'a> Name<'a> {
    /// Reads a name cell; nothing when it is not a name.
    pub(super) fn of(cell: &'a str) -> Option<Self> {
        let bare = cell.trim_start_matches(['└', '├', '─', '│', ' ']);
        let depth = cell.chars().take_while(|c| *c != bare.chars().next().unwrap_or(' '));
        let depth = depth.filter(|c| matches!(c, '└' | '├')).count();
        let (text, deprecated) = match MARKS.iter().find_map(|mark| bare.strip_suffix(mark)) {
            Some(text) => (text.trim_end(), true),
            None => (bare, false),
        };
        is_reference(text).then_some(Self { text, depth, deprecated })
    }
}

const MARKS: &[&str] =
    &[" deprecated", " Deprecated", "(deprecated)", "(Deprecated)", "（已废弃）", "（已弃用）"];

/// Whether a text can be the name of a parameter: `DBInstanceId`, `Tag.N.Key`, `x-acs-version`.
pub(super) fn is_reference(text: &str) -> bool {
    text.len() <= 80
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
        && !text.ends_with(['.', '-'])
}

/// Whether a name starts as those of most products do.
pub(super) fn starts_capital(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Where a parameter travels, as a cell behind or before its type says.
const PLACES: &[&str] = &["Path", "Query", "Body", "Header", "Host", "FormData"];

/// Whether a cell says where a parameter travels.
pub(super) fn is_place(cell: &str) -> bool {
    PLACES.iter().any(|place| place.eq_ignore_ascii_case(cell))
}

/// What follows such a cell that has nothing between it and the next.
pub(super) fn after_place(text: &str) -> &str {
    PLACES.iter().find_map(|place| text.strip_prefix(place)).unwrap_or(text)
}

/// What stands before such a cell that has nothing between it and the one before.
pub(super) fn before_place(text: &str) -> &str {
    PLACES.iter().find_map(|place| text.strip_suffix(place)).unwrap_or(text)
}

/// What a cell of the column "Required" says. `true` and `false` are values of examples here, not that.
pub(super) fn required(cell: &str) -> Option<bool> {
    if cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("false") {
        return None;
    }
    yes_or_no(cell)
}
