//! Cells that a table's head promises and a row does not have.

use super::rows::Row;
use crate::page::facts::Doubt;
use crate::page::words::Column;

/// Whether a row has no cell in a column.
type IsLost = fn(&Row) -> bool;

/// Notes the rows that lost cells. A column that is empty in all rows of a table was lost as a whole, and is
/// noted once.
pub(super) fn note(rows: &[Row], head: &[Column], doubts: &mut Vec<Doubt>) {
    let columns: [(Column, &str, IsLost); 3] = [
        (Column::Required, "\"Mandatory\"", |row| row.required.is_none() && !row.depends),
        (Column::Kind, "type", |row| row.kind.is_none()),
        (Column::Location, "\"IN\"", |row| row.location.is_none()),
    ];
    let mut lost: Vec<Vec<&str>> = vec![Vec::new(); rows.len()];
    for (column, called, is_lost) in columns {
        if !head.contains(&column) {
            continue;
        }
        if rows.len() > 1 && rows.iter().all(is_lost) {
            let line = rows.first().map_or(0, |row| row.line);
            let text = format!("no row of this table has its {called} cell");
            doubts.push(Doubt { line, text });
            continue;
        }
        for (lost, _) in lost.iter_mut().zip(rows).filter(|(_, row)| is_lost(row)) {
            lost.push(called);
        }
    }
    for (lost, row) in lost.iter().zip(rows).filter(|(lost, _)| !lost.is_empty()) {
        let text = format!("the row of {:?} has lost its {} cell", row.name, lost.join(" and its "));
        // A row whose columns have shifted is noted already.
        if doubts.iter().all(|doubt| doubt.line != row.line) {
            doubts.push(Doubt { line: row.line, text });
        }
    }
}
