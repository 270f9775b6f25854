//! The head of a table in copied text: which columns there are, and how its cells stand.

use crate::page::document::Line;
use crate::page::words::Column;

use super::kind::Style;

/// How the cells of copied text stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Each on a line of its own; empty ones leave no trace.
    Lines,
    /// A row's short cells on one line, with blanks between them.
    Spaced,
    /// A row's short cells on one line, with nothing between them.
    Glued,
}

/// A head.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) columns: Vec<Column>,
    pub(super) form: Form,
    /// How many lines stand up to its end.
    pub(super) end: usize,
}

impl Head {
    /// Finds the first head with one of two columns. In copies that lose lines it can have lost the other.
    pub(super) fn find(lines: &[&Line], columns: [Column; 2]) -> Option<Self> {
        let heads = (0..lines.len()).filter_map(|at| Self::at(lines, at));
        heads.into_iter().find(|head| columns.iter().any(|column| head.has(*column)))
    }

    /// The head that a table without one had: until 2022 examples stood before descriptions. Words of it
    /// that are left are no rows.
    pub(super) fn usual(style: Style, lines: &[&Line]) -> Self {
        use Column::{Description, Example, Kind, Name, Required};
        let columns = match style {
            Style::Capital => vec![Name, Kind, Required, Example, Description],
            Style::Lower | Style::Any => vec![Name, Kind, Required, Description, Example],
        };
        let end = lines.iter().take_while(|line| Column::of(&line.text.text).is_some()).count();
        Self { columns, form: Form::Lines, end }
    }

    fn at(lines: &[&Line], at: usize) -> Option<Self> {
        let text = |at: usize| lines.get(at).filter(|line| !line.bullet).map(|line| line.text.text.as_str());
        let first = text(at)?;
        if let Some(columns) = Column::of_line(first).filter(|columns| columns.len() > 2) {
            // `Error code` and `HTTP status code` have blanks of their own: a head whose last word is glued
            // to another one is glued as a whole.
            let spaced = first.split(' ').filter(|word| Column::of(word).is_some()).count() > 1;
            let form = if spaced { Form::Spaced } else { Form::Glued };
            return Some(Self { columns, form, end: at + 1 });
        }
        let columns: Vec<Column> = (at..).map_while(text).map_while(Column::of).collect();
        let end = at + columns.len();
        (columns.len() > 2).then_some(Self { columns, form: Form::Lines, end })
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// Whether `first` stands left of `second`.
    pub(super) fn in_order(&self, first: Column, second: Column) -> bool {
        let place = |column| self.columns.iter().position(|at| *at == column);
        place(first).is_some_and(|first| place(second).is_some_and(|second| first < second))
    }
}
