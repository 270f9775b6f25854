//! Huawei's pages, and those of the clouds that are built on it.
//!
//! [`sections`] finds the page's parts, [`uri`] the operation's address, [`tables`] and [`rows`] the tables in
//! them, [`nesting`] which row each table belongs to, [`place`] where a parameter travels, and [`frame`] what
//! surrounds the operation. [`cells`] and [`caption`] know the wording of single lines; [`bare`] knows what
//! vouches for a row that has lost its cells, and [`gaps`] says which rows have.

mod bare;
mod caption;
mod cells;
mod examples;
mod frame;
mod gaps;
mod nesting;
mod place;
mod rows;
mod sections;
mod tables;
mod uri;

use super::document::{Block, Document};
use super::facts::{Doubt, Facts, Field, Location, Vendor};
use super::words::Lang;
use super::{Unreadable, values};
use frame::Frame;
use nesting::Nesting;
use rows::{Known, Row};
use sections::{Part, Sections};
use tables::Listing;
use uri::Uri;

/// The longest pages have some forty tables.
const MOST_TABLES: usize = 400;

/// Reads a page.
pub(super) fn read(document: &Document) -> Result<Facts, Unreadable> {
    let sections = Sections::of(document)?;
    let mut facts = Facts::new(Vendor::Huawei, lang(document));
    let uri = Uri::of(&sections, &mut facts.doubts);
    let structures = tables::structures(&sections);
    facts.examples = examples::read(&sections);
    let shown = examples::members(&facts.examples);
    let known = Known { uri: &uri, structures: &structures, shown: &shown };
    let listings = tables::read(&sections, &known, &mut facts.doubts);
    if listings.len() > MOST_TABLES {
        let message =
            format!("the page has {} tables of parameters: it is more than one operation", listings.len());
        return Err(Unreadable::page(&message).help("save the page of one operation alone"));
    }
    let (response, params): (Vec<_>, Vec<_>) =
        listings.into_iter().partition(|listing| listing.part == Part::Response);
    let nesting = Nesting::of(&params, &mut facts.doubts);
    facts.params = fields(&params, &nesting, |row, listing| Some(place::of(row, listing, &uri)));
    for holder in uri.missing(facts.params.iter().map(|field| field.name.as_str())) {
        let line = uri.path.as_ref().map_or(0, |path| path.line);
        let text = format!("no row describes {{{holder}}} of the path: a row or its table may be lost");
        facts.doubts.push(Doubt { line, text });
    }
    let nesting = Nesting::of(&response, &mut facts.doubts);
    facts.response = fields(&response, &nesting, |_, listing| {
        listing
            .caption
            .as_ref()
            .and_then(|caption| caption.location())
            .filter(|place| *place == Location::Header)
    });

    let frame = Frame::of(&sections, &document.blocks);
    // A page's example can show the host of another service; its place on the site cannot be wrong.
    let of_permission = frame.permission.as_ref().map(|found| {
        let service = found.value.split(':').next().unwrap_or_default();
        super::facts::Found::new(service.to_owned(), found.line)
    });
    facts.product = frame.service.or(uri.service).or(of_permission);
    facts.title = frame.title;
    facts.action = frame.action;
    facts.updated = frame.updated;
    facts.permission = frame.permission;
    facts.host = uri.host;
    facts.method = uri.method;
    facts.path = uri.path;
    facts.version = uri.version;
    facts.doubts.sort_by_key(|doubt| doubt.line);
    Ok(facts)
}

/// The fields of one list, each behind the one that holds it.
fn fields(
    listings: &[Listing],
    nesting: &Nesting,
    place: impl Fn(&Row, &Listing) -> Option<Location>,
) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    // Where each table's first row came to stand.
    let mut starts = vec![0; listings.len()];
    for table in nesting.order.iter().copied() {
        let Some(listing) = listings.get(table) else { continue };
        if let Some(start) = starts.get_mut(table) {
            *start = fields.len();
        }
        let owner = nesting.owners.get(table).copied().flatten();
        let parent = owner.and_then(|(owner, row)| starts.get(owner).map(|start| start + row));
        let inherited = parent.and_then(|parent| fields.get(parent)).map(|parent: &Field| parent.location);
        for row in &listing.rows {
            fields.push(Field {
                name: row.name.clone(),
                kind: row.kind.clone(),
                required: row.required,
                location: inherited.unwrap_or_else(|| place(row, listing)),
                parent,
                unplaced: nesting.orphans.contains(&table),
                table: listing.caption.as_ref().map(|caption| caption.number),
                status: listing.status,
                deprecated: is_deprecated(row),
                values: values::read(&row.description, row.kind.as_deref()),
                line: row.line,
                ..Field::default()
            });
        }
    }
    fields
}

/// Whether the description tells callers to leave the field. It can speak of other things that are deprecated,
/// and `DEPRECATED:` is a state of versions.
fn is_deprecated(row: &Row) -> bool {
    row.description.iter().any(|line| {
        if line.text.text.starts_with("DEPRECATED:") {
            return false;
        }
        let text = line.text.text.to_lowercase();
        let start = [
            "deprecated",
            "(deprecated",
            "[deprecated",
            "已废弃",
            "废弃",
            "（已废弃",
            "该参数已废弃",
            "该字段已废弃",
        ];
        let says = [
            "this parameter is deprecated",
            "this field is deprecated",
            "this parameter has been deprecated",
        ];
        start.iter().any(|word| text.starts_with(word)) || says.iter().any(|word| text.contains(word))
    })
}

/// The language of the page's text, cells included and code not.
fn lang(document: &Document) -> Lang {
    let mut texts: Vec<&str> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                texts.extend(cells.flat_map(|cell| &cell.lines).map(|line| line.text.text.as_str()));
            }
            block => texts.extend(block.text().map(|text| text.text.as_str())),
        }
    }
    Lang::of(texts.into_iter())
}
