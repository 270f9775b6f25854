//! What a first look at a section's lines tells, before its rows are read.

use std::collections::BTreeSet;

use super::names::Names;
use super::row::{self, Cells, Sure};
use super::rows::Side;
use crate::page::document::Block;
use crate::page::words::Column;

/// How much in `blocks` looks like such a table.
pub(super) fn weight(blocks: &[Block]) -> usize {
    let names = Names::default();
    let lines = |text: &str| {
        usize::from(is_head(text) || row::request(text, false, &names).is_some())
            + usize::from(row::response(text, &names).is_some())
    };
    blocks
        .iter()
        .map(|block| match block {
            Block::Table(table) => table.rows.len(),
            block => block.text().map_or(0, |text| lines(&text.text)),
        })
        .sum()
}

fn is_head(text: &str) -> bool {
    Column::of_line(text).is_some_and(|columns| columns.first() == Some(&Column::Name))
}

/// Whether the rows that became lines still have their "yes" and "no".
pub(super) fn has_required(blocks: &[Block]) -> bool {
    let names = Names::default();
    blocks
        .iter()
        .filter_map(Block::text)
        .any(|text| row::request(&text.text, false, &names).is_some_and(|cells| cells.required.is_some()))
}

/// The names of the lines that are rows with all their cells. A line that has lost some is another row.
pub(super) fn whole(blocks: &[Block], side: Side, names: &Names) -> BTreeSet<String> {
    let lines = blocks.iter().filter_map(Block::text);
    let cells = lines.filter_map(|text| match side {
        Side::Request => row::request(&text.text, false, names),
        Side::Response => row::response(&text.text, names),
    });
    let is_whole = |cells: &Cells<'_>| matches!(cells.sure, Sure::Whole | Sure::Swapped);
    cells.filter(is_whole).map(|cells| cells.name.to_owned()).collect()
}
