//! Alibaba's pages.
//!
//! ```text
//!  Document ──sections──▶ request, response ──lines, inline──▶ rows ──nesting──▶ fields
//!                         examples ──────────────▶ sample ──────────▲
//!                         errors ────────────────────────────▶ error codes
//! ```
//!
//! All layouts since 2018 have the same four parts; what changed is their names, the columns, and how a
//! copy of their tables looks. So the parts are found first ([`sections`]), the response that the page
//! shows is read next ([`sample`]) because its keys tell names from other words, and then the tables.

mod errors;
mod examples;
mod fields;
mod glued;
mod head;
mod identity;
mod inline;
mod kind;
mod lines;
mod lost;
mod nesting;
mod product;
mod row;
mod rows;
mod sample;
mod sections;
mod text;

use super::Unreadable;
use super::document::{Block, Document};
use super::facts::{Doubt, Facts, Field, Vendor};
use super::words::Lang;

use sample::Sample;
use sections::{Part, Section, Sections};

/// Reads a page.
pub(super) fn read(document: &Document) -> Result<Facts, Unreadable> {
    let sections = Sections::of(document);
    let [request, response, examples, errors] = parts(document, &sections)?;

    let mut facts = Facts::new(Vendor::Alibaba, language(&sections));
    facts.examples = examples::read(examples);
    let sample = Sample::of(&facts.examples);
    facts.params = table(request, &Sample::of_requests(&facts.examples), &mut facts.doubts)?;
    facts.response = table(response, &sample, &mut facts.doubts)?;
    facts.errors = errors::read(errors, &mut facts.doubts);
    identity::read(document, &sections, &mut facts);
    facts.doubts.sort_by_key(|doubt| doubt.line);
    Ok(facts)
}

/// The four parts that every page has; one without them was cut.
fn parts<'a>(document: &Document, sections: &Sections<'a>) -> Result<[Section<'a>; 4], Unreadable> {
    let names = [
        (Part::Request, "Request parameters"),
        (Part::Response, "Response parameters"),
        (Part::Examples, "Examples"),
        (Part::Errors, "Error codes"),
    ];
    let missing: Vec<&str> =
        names.iter().filter(|(part, _)| sections.get(*part).is_none()).map(|(_, name)| *name).collect();
    match names.map(|(part, _)| sections.get(part)) {
        [Some(request), Some(response), Some(examples), Some(errors)] => {
            Ok([request, response, examples, errors])
        }
        _ => Err(Unreadable::cut(Vendor::Alibaba, document.lines, &missing)),
    }
}

/// The fields of a section. One without a table says that there are none.
fn table(section: Section<'_>, sample: &Sample, doubts: &mut Vec<Doubt>) -> Result<Vec<Field>, Unreadable> {
    let rows = rows::read(section, sample);
    if rows.table && rows.rows.is_empty() {
        let message = match section.part {
            Part::Request => "the table of request parameters has no row that can be read",
            _ => "the table of response parameters has no row that can be read",
        };
        return Err(Unreadable::at(section.line, message).help("save the page again; as HTML if it can be"));
    }
    Ok(fields::of_rows(rows, sample, doubts))
}

/// The language of the sentences; examples and codes have none.
fn language(sections: &Sections<'_>) -> Lang {
    let mut texts: Vec<String> = Vec::new();
    let spoken = |part| !matches!(part, Part::Examples | Part::Errors);
    for block in sections.iter().filter(|section| spoken(section.part)).flat_map(|section| section.blocks) {
        match block {
            Block::Table(table) => {
                texts.extend(table.rows.iter().flat_map(|row| &row.cells).map(super::document::Cell::text));
            }
            other => texts.extend(other.text().map(|text| text.text.clone())),
        }
    }
    Lang::of(texts.iter().map(String::as_str))
}
