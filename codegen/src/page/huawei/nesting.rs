//! Which row each table belongs to. A row points to the table of its fields by number ("see Table 3"), by
//! type (`Array of LinksItem objects`) or by the table's name; a table that no row mentions can name its
//! field in the caption.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::caption;
use super::rows::Row;
use super::tables::Listing;
use crate::page::facts::Doubt;

/// A row: the table's place in the list, and the row's in the table.
pub(super) type Place = (usize, usize);

/// No page nests deeper; text that seems to is damaged.
const DEEPEST: usize = 32;

/// The tables of one list in an order in which each comes after the row that it belongs to.
pub(super) struct Nesting {
    /// Tables in that order: the page's, but a table that stands before its row waits for it.
    pub order: Vec<usize>,
    /// The row that each table belongs to; none for the outermost.
    pub owners: Vec<Option<Place>>,
    /// The tables that must belong to a row, and no row points to them.
    pub orphans: Vec<usize>,
}

impl Nesting {
    /// Finds the row of each table: the first that points to it.
    pub fn of(listings: &[Listing], doubts: &mut Vec<Doubt>) -> Self {
        let names = Names::of(listings);
        let mut owners: Vec<Option<Place>> = vec![None; listings.len()];
        // What a row says itself goes before what a caption seems to mean.
        for claims in [Names::pointed_to, Names::named_after] {
            for (at, listing) in listings.iter().enumerate() {
                for (number, row) in listing.rows.iter().enumerate() {
                    for table in claims(&names, row) {
                        let is_same = listings.get(table).is_some_and(|of| of.status == listing.status);
                        if !is_same || is_inside(&owners, at, table) {
                            continue;
                        }
                        if let Some(owner @ None) = owners.get_mut(table) {
                            *owner = Some((at, number));
                        }
                    }
                }
            }
        }
        let mut orphans = Vec::new();
        for (at, (listing, owner)) in listings.iter().zip(&owners).enumerate() {
            let caption = listing.caption.as_ref();
            if let Some(caption) = caption.filter(|caption| owner.is_none() && !caption.is_root()) {
                let text = format!("no row points to table {}, {:?}", caption.number, caption.text);
                doubts.push(Doubt { line: caption.line, text });
                orphans.push(at);
            }
        }
        Self { order: order(&owners), owners, orphans }
    }
}

/// The tables by what rows can call them.
#[derive(Default)]
struct Names {
    by_number: BTreeMap<u32, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_subject: BTreeMap<String, Vec<usize>>,
}

impl Names {
    fn of(listings: &[Listing]) -> Self {
        let mut names = Self::default();
        for (at, listing) in listings.iter().enumerate() {
            let Some(caption) = &listing.caption else { continue };
            names.by_number.entry(caption.number).or_default().push(at);
            if !caption.text.contains(' ') && caption.text.is_ascii() {
                names.by_name.entry(caption.text.clone()).or_default().push(at);
            }
            if let Some(subject) = caption.subject().filter(|_| !caption.is_root()) {
                names.by_subject.entry(singular(subject)).or_default().push(at);
            }
        }
        names
    }

    /// The tables that a type names, in another case if in no other way.
    fn named(&self, name: &str) -> Option<&Vec<usize>> {
        let any_case = || self.by_name.iter().find(|(one, _)| one.eq_ignore_ascii_case(name));
        self.by_name.get(name).or_else(|| any_case().map(|(_, tables)| tables))
    }

    /// The tables that a row says describe it.
    fn pointed_to(&self, row: &Row) -> Vec<usize> {
        let kind = row.kind.as_deref();
        let mut tables: Vec<usize> = Vec::new();
        if let Some(named) = kind.and_then(caption::structure).and_then(|name| self.named(name)) {
            tables.extend(named);
        }
        if caption::has_fields(kind) {
            // `Array of Table 4 objects`, `Dictionary data structure. For details, see Table 3.`
            let numbers = kind.map(caption::mentions).unwrap_or_default();
            tables.extend(numbers.iter().filter_map(|number| self.by_number.get(number)).flatten());
            for line in &row.description {
                let text = line.text.text.as_str();
                let numbers = caption::mentions(text);
                tables.extend(numbers.iter().filter_map(|number| self.by_number.get(number)).flatten());
                let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                let words = words.filter(|word| word.len() > 3);
                tables.extend(words.filter_map(|word| self.by_name.get(word)).flatten());
            }
        }
        tables
    }

    /// The tables whose caption names a row.
    fn named_after(&self, row: &Row) -> Vec<usize> {
        if !caption::has_fields(row.kind.as_deref()) {
            return Vec::new();
        }
        self.by_subject.get(&singular(&row.name)).cloned().unwrap_or_default()
    }
}

/// `tags` and `Description of the tag field` are one, and `backup_record` and `BackupRecord`.
fn singular(name: &str) -> String {
    let name = name.to_lowercase().replace('_', "");
    name.strip_suffix('s').map(str::to_owned).unwrap_or(name)
}

/// Whether table `at` is `table` or belongs to a row of it, at whatever depth; then it cannot own it.
fn is_inside(owners: &[Option<Place>], mut at: usize, table: usize) -> bool {
    for _ in 0..DEEPEST {
        if at == table {
            return true;
        }
        match owners.get(at).copied().flatten() {
            Some((owner, _)) => at = owner,
            None => return false,
        }
    }
    true
}

/// The page's order, but each table after its owner.
fn order(owners: &[Option<Place>]) -> Vec<usize> {
    let mut inner: Vec<Vec<usize>> = vec![Vec::new(); owners.len()];
    let mut ready = BinaryHeap::new();
    for (table, owner) in owners.iter().enumerate() {
        match owner.and_then(|(owner, _)| inner.get_mut(owner)) {
            Some(inner) => inner.push(table),
            None => ready.push(Reverse(table)),
        }
    }
    let mut order = Vec::with_capacity(owners.len());
    while let Some(Reverse(table)) = ready.pop() {
        order.push(table);
        ready.extend(inner.get_mut(table).map(std::mem::take).unwrap_or_default().into_iter().map(Reverse));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn a_table_waits_for_the_row_that_it_belongs_to() {
        assert_eq!(order(&[None, Some((0, 0)), Some((1, 3))]), [0, 1, 2]);
        assert_eq!(order(&[Some((2, 0)), None, None, Some((0, 0))]), [1, 2, 0, 3]);
    }
}
