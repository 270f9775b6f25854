//! Tencent's pages.
//!
//! ```text
//!  Document ──sections──▶ input, output ──rows──▶ fields
//!                         errors ───────────────▶ codes
//!                         example ──────────────▶ examples, and which names are really fields
//!                         description, frame ───▶ host, rate, date, title
//! ```
//!
//! The layout has hardly changed since 2018: six numbered sections and three tables. What changes is the
//! wording, the frame around the page, and what a saved copy has lost. Nested objects are on another page.
//!
//! [`rows`] puts the rows together; [`row`] reads one whose cells stand on one line, [`glued`] and [`seam`] one
//! whose cells have nothing between them, [`lost`] one that has lost cells. What a line is they learn from
//! [`survey`], a first look at all of them, from the [`names`] in the [`example`], and from the words of
//! [`prose`]. [`code`] and [`kind`] know identifiers and types, [`head`] and [`about`] what stands around.

mod about;
mod code;
mod errors;
mod example;
mod fields;
mod glued;
mod head;
mod kind;
mod lost;
mod names;
mod products;
mod prose;
mod row;
mod rows;
mod seam;
mod sections;
mod survey;

use super::Unreadable;
use super::document::{Block, Document, Form};
use super::facts::{Doubt, Facts, Found, Vendor};
use super::words::Lang;

use sections::{Part, Sections};

/// Reads a page.
pub(super) fn read(document: &Document) -> Result<Facts, Unreadable> {
    let sections = Sections::of(document);
    let missing = sections.missing();
    if !missing.is_empty() {
        return Err(Unreadable::cut(Vendor::Tencent, document.lines, &missing));
    }
    let lang = Lang::of(sections.prose().into_iter());
    let mut facts = Facts::new(Vendor::Tencent, lang);
    let shown = example::read(sections.blocks(Part::Example));

    let input = rows::read(sections.blocks(Part::Input), rows::Side::Request, &shown.names);
    let output = rows::read(sections.blocks(Part::Output), rows::Side::Response, &shown.names);
    for (part, rows) in [(Part::Input, &input), (Part::Output, &output)] {
        if rows.rows.is_empty() && !says_none(sections.blocks(part)) {
            let message =
                format!("the section \"{}\" has no table: this part of the page is lost", part.title());
            return Err(Unreadable::at(sections.line(part), &message).help("save the whole page again"));
        }
    }
    facts.doubts.extend(input.doubts);
    facts.doubts.extend(output.doubts);

    let (common, own) = fields::split(input.rows);
    facts.action = fields::action(&common);
    facts.version = fields::version(&common);
    facts.common_params = common.iter().map(fields::parameter).collect();
    facts.params = own.iter().map(fields::parameter).collect();
    facts.response = output.rows.iter().map(fields::parameter).collect();
    if !facts.response.is_empty() && !facts.response.iter().any(|field| field.name == "RequestId") {
        facts.doubts.push(Doubt {
            line: sections.line(Part::Output),
            text: "every response has a RequestId, but the table does not: rows of it may be lost".to_owned(),
        });
    }

    let errors = errors::read(sections.blocks(Part::Errors));
    check_end(document, &sections, &errors, &mut facts.doubts)?;
    facts.errors = errors.codes;
    facts.doubts.extend(errors.doubts);

    head::read(&sections, &mut facts);
    facts.method = shown.method;
    facts.path = shown.path;
    facts.host = facts.host.or(shown.host);
    facts.action = facts.action.or(shown.action).or_else(|| facts.title.clone().filter(is_action));
    facts.version = facts.version.or(shown.version);
    let by_host = facts.host.as_ref().and_then(product);
    facts.product = by_host.or_else(|| facts.version.as_ref().and_then(products::of_version));
    facts.examples = shown.examples;
    facts.doubts.sort_by_key(|doubt| doubt.line);
    Ok(facts)
}

/// The service in `redis.ap-shanghai-fsi.tencentcloudapi.com`.
fn product(host: &Found<String>) -> Option<Found<String>> {
    let (product, _) = host.value.split_once('.')?;
    Some(Found::new(product.to_owned(), host.line))
}

/// A heading that is an operation's name, not a sentence.
fn is_action(title: &Found<String>) -> bool {
    code::is_identifier(&title.value) && code::humps(&title.value) > 1
}

/// Whether the section says that it has no parameters.
fn says_none(blocks: &[Block]) -> bool {
    const NONE: &[&str] =
        &["no parameters", "no input parameters", "no output parameters", "none", "无", "없음", "なし"];
    blocks.iter().filter_map(Block::text).any(|text| {
        let words = text.text.to_lowercase();
        let words = words.trim_end_matches(['.', '。']);
        NONE.iter().any(|none| words == *none || (none.len() > 5 && words.contains(none)))
    })
}

/// Refuses a page that ends within the last of its sections. Where the table of error codes is the last,
/// only what follows it tells that the table is whole: the page's foot. Vendors' Markdown has no foot, but
/// every row of it ends with a bar.
fn check_end(
    document: &Document,
    sections: &Sections<'_>,
    errors: &errors::Errors,
    doubts: &mut Vec<Doubt>,
) -> Result<(), Unreadable> {
    let help = "save the whole page of the operation, down to its foot";
    if sections.at(Part::Example) > sections.at(Part::Errors) {
        // The older order: error codes, example, resources. The resources hold no facts, so the heading
        // is enough.
        if sections.at(Part::Resources) > sections.at(Part::Example) {
            return Ok(());
        }
        let message = "the page ends within its example: only a part of it was saved";
        return Err(Unreadable::at(document.lines, message).help(help));
    }
    let rest = match document.form {
        Form::Markdown | Form::ReStructured if errors.codes.is_some() && !errors.last_is_short => {
            return Ok(());
        }
        Form::Markdown | Form::ReStructured => Rest::Nothing,
        Form::Html | Form::Text => rest(sections.after(), errors, document.form),
    };
    match rest {
        Rest::Foot => Ok(()),
        Rest::Something => {
            doubts.push(Doubt {
                line: document.lines,
                text: "what follows the error codes is not known as a page's foot, so they may be cut"
                    .to_owned(),
            });
            Ok(())
        }
        Rest::Nothing => {
            let message = "the page ends within its table of error codes: only a part of it was saved";
            Err(Unreadable::at(document.lines, message).help(help))
        }
    }
}

/// What follows the table of error codes.
enum Rest {
    /// The page's foot, or a table that says it has no rows.
    Foot,
    /// Text that is apart from the table, or too much to be the rest of a description.
    Something,
    /// Nothing, or what may be a part of the last row.
    Nothing,
}

fn rest(after: &[Block], errors: &errors::Errors, form: Form) -> Rest {
    if errors.codes.is_none() && !errors.is_unclear {
        return Rest::Nothing;
    }
    // A section that says it has no codes is whole as soon as it says so.
    let Some(last) = errors.last_line else { return Rest::Foot };
    let mut behind = 0;
    let mut above = last;
    let mut is_apart = false;
    for block in after.iter().filter(|block| block.line() > last) {
        if block.text().is_some_and(head::is_foot) {
            return Rest::Foot;
        }
        behind += 1;
        // A blank line ends the table of copied text. In HTML a cut tag may leave a line of its own.
        is_apart |= form == Form::Text && block.line() > above + 1;
        above = block.line();
    }
    if is_apart || behind > 3 { Rest::Something } else { Rest::Nothing }
}
