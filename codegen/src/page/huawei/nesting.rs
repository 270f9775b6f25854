//! Which row each table belongs to. A row points to the table of its fields by number ("see Table 3") or by
//! type (`Array of LinksItem objects`); a table that no row mentions can name its field in the caption.

use super::caption::{self, Caption};
use super::rows::Row;
use super::tables::Listing;
use crate::page::facts::Doubt;

/// A row: the table's place in the list, and the row's in the table.
pub(super) type Place = (usize, usize);

/// The tables of one list in an order in which each comes after the row that it belongs to.
pub(super) struct Nesting {
    /// Tables in that order: the page's, but a table that stands before its row waits for it.
    pub order: Vec<usize>,
    /// The row that each table belongs to; none for the outermost.
    pub owners: Vec<Option<Place>>,
}

impl Nesting {
    /// Finds the row of each table.
    pub fn of(listings: &[Listing], doubts: &mut Vec<Doubt>) -> Self {
        let mut owners: Vec<Option<Place>> = vec![None; listings.len()];
        // What a row says itself goes before what a caption seems to mean.
        for claims in [claims_of_row as fn(&Row, &Listing) -> bool, claims_of_caption] {
            for (table, listing) in listings.iter().enumerate() {
                if owners.get(table).is_none_or(Option::is_some) {
                    continue;
                }
                let owner = places(listings)
                    .filter(|(at, _)| *at != table && !is_inside(&owners, *at, table))
                    .find(|(at, row)| {
                        listings
                            .get(*at)
                            .and_then(|of| Some((of, of.rows.get(*row)?)))
                            .is_some_and(|(of, row)| of.status == listing.status && claims(row, listing))
                    });
                if let Some(slot) = owners.get_mut(table) {
                    *slot = owner;
                }
            }
        }
        for (listing, owner) in listings.iter().zip(&owners) {
            let caption = listing.caption.as_ref();
            if let Some(caption) = caption.filter(|caption| owner.is_none() && !caption.is_root()) {
                let text = format!("no row points to table {}, {:?}", caption.number, caption.text);
                doubts.push(Doubt { line: caption.line, text });
            }
        }
        Self { order: order(&owners), owners }
    }
}

fn places(listings: &[Listing]) -> impl Iterator<Item = Place> {
    listings.iter().enumerate().flat_map(|(at, listing)| (0..listing.rows.len()).map(move |row| (at, row)))
}

/// Whether table `at` belongs to a row of `table`, at whatever depth; then it cannot own it.
fn is_inside(owners: &[Option<Place>], mut at: usize, table: usize) -> bool {
    // No chain of owners is longer than the list.
    for _ in 0..owners.len() {
        match owners.get(at).copied().flatten() {
            Some((owner, _)) if owner == table => return true,
            Some((owner, _)) => at = owner,
            None => return false,
        }
    }
    true
}

/// The row says that the table describes it.
fn claims_of_row(row: &Row, listing: &Listing) -> bool {
    let Some(caption) = &listing.caption else { return false };
    let kind = row.kind.as_deref();
    if let Some(structure) = kind.and_then(caption::structure)
        && structure == caption.text
    {
        return true;
    }
    if !caption::has_fields(kind) {
        return false;
    }
    let word = (!caption.text.contains(' ') && caption.text.is_ascii()).then_some(caption.text.as_str());
    row.description.iter().any(|line| {
        let text = line.text.text.as_str();
        caption::mentions(text).contains(&caption.number)
            || word.is_some_and(|word| {
                word.len() > 3
                    && text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|one| one == word)
            })
            || names_caption(text, caption)
    })
}

/// `请参考 表backup_info字段数据结构说明`: the caption without its number.
fn names_caption(text: &str, caption: &Caption) -> bool {
    !caption.is_root() && caption.text.chars().count() > 8 && text.contains(&caption.text)
}

/// The caption names the row.
fn claims_of_caption(row: &Row, listing: &Listing) -> bool {
    let Some(caption) = listing.caption.as_ref().filter(|caption| !caption.is_root()) else { return false };
    let subject = caption.subject().unwrap_or_default().to_lowercase();
    let name = row.name.to_lowercase();
    let same = subject == name
        || name.strip_suffix('s') == Some(&subject)
        || subject.strip_suffix('s') == Some(&name);
    same && caption::has_fields(row.kind.as_deref())
}

/// The page's order, but each table after its owner.
fn order(owners: &[Option<Place>]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(owners.len());
    let mut rest: Vec<usize> = (0..owners.len()).collect();
    while !rest.is_empty() {
        let ready = |table: &usize| match owners.get(*table).copied().flatten() {
            Some((owner, _)) => order.contains(&owner),
            None => true,
        };
        // There are no circles, so one is always ready.
        let next = rest.iter().position(ready).unwrap_or(0);
        order.push(rest.remove(next));
    }
    order
}
