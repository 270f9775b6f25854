//! The rows and cells of one table, put together as their tags come.

use std::collections::BTreeMap;

use crate::page::Unreadable;
use crate::page::document::{Cell, Line, Row, Table};

/// How much all spanned cells of a page may be repeated, in bytes or so. Nothing on a page of ours comes
/// near it; without it a few bytes could ask for millions of cells.
const REPEATS: usize = 1 << 20;

/// What a repeated cell costs beside its text.
const CELL: usize = 16;

/// What is left of [`REPEATS`].
pub(super) struct Repeats(usize);

impl Default for Repeats {
    fn default() -> Self {
        Self(REPEATS)
    }
}

impl Repeats {
    fn take(&mut self, cell: &Cell, line: u32) -> Result<(), Unreadable> {
        let text: usize = cell.lines.iter().map(|line| line.text.text.len()).sum();
        match self.0.checked_sub(CELL + text) {
            Some(left) => {
                self.0 = left;
                Ok(())
            }
            None => Err(Unreadable::at(
                line,
                "the cells of this table span more rows and columns than a page has",
            )
            .help("save the page of the operation again, from the browser")),
        }
    }
}

/// A table whose end has not come yet.
#[derive(Default)]
pub(super) struct Grid {
    rows: Vec<Row>,
    row: Option<OpenRow>,
    cell: Option<OpenCell>,
    /// Cells of rows above that reach down into the next ones, by their column.
    hanging: BTreeMap<usize, Hanging>,
}

struct OpenRow {
    /// Where its tag stands.
    line: u32,
    cells: Vec<Cell>,
    /// It has a cell that is its own, not one from above.
    own: bool,
}

struct OpenCell {
    cell: Cell,
    line: u32,
    span: Span,
}

struct Hanging {
    cell: Cell,
    rows: usize,
}

/// How many columns and rows a cell covers.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl Grid {
    /// Where text goes, if a cell is open.
    pub(super) fn cell(&mut self) -> Option<&mut Vec<Line>> {
        self.cell.as_mut().map(|open| &mut open.cell.lines)
    }

    /// A row begins.
    pub(super) fn open_row(&mut self, line: u32, repeats: &mut Repeats) -> Result<(), Unreadable> {
        self.close_row(repeats)?;
        self.row = Some(OpenRow { line, cells: Vec::new(), own: false });
        Ok(())
    }

    /// A cell begins; its row too if none is open.
    pub(super) fn open_cell(
        &mut self,
        line: u32,
        span: Span,
        repeats: &mut Repeats,
    ) -> Result<(), Unreadable> {
        self.close_cell(repeats)?;
        if self.row.is_none() {
            self.open_row(line, repeats)?;
        }
        self.cell = Some(OpenCell { cell: Cell::default(), line, span });
        Ok(())
    }

    /// The open cell ends. It takes its place after the cells that hang down there.
    pub(super) fn close_cell(&mut self, repeats: &mut Repeats) -> Result<(), Unreadable> {
        let (Some(OpenCell { cell, line, span }), Some(row)) = (self.cell.take(), &mut self.row) else {
            return Ok(());
        };
        fill(row, &mut self.hanging, repeats)?;
        row.own = true;
        for repeated in 0..span.columns {
            if repeated > 0 {
                repeats.take(&cell, line)?;
            }
            if span.rows > 1 {
                repeats.take(&cell, line)?;
                let hanging = Hanging { cell: cell.clone(), rows: span.rows - 1 };
                self.hanging.insert(row.cells.len(), hanging);
            }
            row.cells.push(cell.clone());
        }
        Ok(())
    }

    /// The open row ends. One that has only cells from above says nothing new and is left out.
    pub(super) fn close_row(&mut self, repeats: &mut Repeats) -> Result<(), Unreadable> {
        self.close_cell(repeats)?;
        let Some(mut row) = self.row.take() else { return Ok(()) };
        fill(&mut row, &mut self.hanging, repeats)?;
        while let Some((&column, _)) = self.hanging.range(row.cells.len()..).next() {
            // The row lost cells before this column: nothing is known of them.
            while row.cells.len() < column {
                repeats.take(&Cell::default(), row.line)?;
                row.cells.push(Cell::default());
            }
            fill(&mut row, &mut self.hanging, repeats)?;
        }
        if row.own {
            let first = row.cells.iter().find_map(|cell| cell.lines.first());
            let line = first.map_or(row.line, |first| first.text.line.max(row.line));
            self.rows.push(Row { line, cells: row.cells });
        }
        Ok(())
    }

    /// The head, body or foot ends; no cell reaches beyond.
    pub(super) fn close_section(&mut self, repeats: &mut Repeats) -> Result<(), Unreadable> {
        self.close_row(repeats)?;
        self.hanging.clear();
        Ok(())
    }

    /// The table, if it has any row.
    pub(super) fn finish(mut self, repeats: &mut Repeats) -> Result<Option<Table>, Unreadable> {
        self.close_row(repeats)?;
        Ok((!self.rows.is_empty()).then_some(Table { rows: self.rows }))
    }
}

/// Repeats the cells that hang down into `row` where it has come to.
fn fill(
    row: &mut OpenRow,
    hanging: &mut BTreeMap<usize, Hanging>,
    repeats: &mut Repeats,
) -> Result<(), Unreadable> {
    while let Some(above) = hanging.get_mut(&row.cells.len()) {
        repeats.take(&above.cell, row.line)?;
        let column = row.cells.len();
        row.cells.push(above.cell.clone());
        above.rows -= 1;
        if above.rows == 0 {
            hanging.remove(&column);
        }
    }
    Ok(())
}
