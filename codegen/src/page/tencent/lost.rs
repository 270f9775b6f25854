//! Lines that were rows before a copy lost cells of them.
//!
//! Such a line is a row where its name says so: the examples need a row of that name and no other line is
//! it, or it is spelled as the vendor spells fields and a description begins behind it. What else looks like
//! the rest of a row is no row, since its name is not known; but it ends the row before.

use super::code::{first_word, humps, is_mid_sentence};
use super::kind;
use super::names::Names;
use super::prose;
use super::row::{self, Cells, Sure};
use super::rows::Side;

/// A row that has nothing but its name and its description.
pub(super) fn bare<'a>(line: &'a str, side: Side, names: &Names) -> Option<Cells<'a>> {
    let (name, about) = row::name(line)?;
    let base = row::base(name);
    // `RegionId Yes if …` is no row, or its cell "required" would be followed by a description.
    let is_prose = prose::goes_on(about) || row::yes_or_no(about).is_some();
    let goes_on = is_prose && !kind::begins_array(about);
    let is_needed = names.needs(side, base);
    if about.is_empty() || (prose::is_opening(base) && !is_needed) || goes_on {
        return None;
    }
    // A description that begins with another field goes on about both: `VpcId SubnetId or none`.
    let next = first_word(about).0;
    let is_pair = names.has(next) && humps(next) > 1;
    let is_spelled = name.starts_with(|c: char| c.is_ascii_uppercase())
        && (humps(base) > 1 || base != name)
        && !is_mid_sentence(about)
        && !is_pair;
    let is_row = match side {
        Side::Request => is_spelled,
        // Structures are spelled like fields, and stand first in a row that has lost its name.
        Side::Response => is_spelled && names.has(base) && !names.has_answer(),
    };
    (is_row || is_needed).then_some(Cells { name, required: None, kind: None, about, sure: Sure::NameOnly })
}

/// What is lost of a line that is the rest of a row.
pub(super) fn rest(line: &str, side: Side) -> Option<&'static str> {
    let cells = row::yes_or_no(line).map_or(line, |(_, after)| after);
    let has_required = side == Side::Request && cells.len() < line.len();
    let found = kind::leading(cells).or_else(|| kind::other_case(cells).filter(|_| has_required));
    let found = found.or_else(|| kind::structure(cells).filter(|_| has_required));
    let begins = |about: &str| !(about.is_empty() || is_mid_sentence(about) || prose::is_about_type(about));
    if found.is_some_and(|(_, about)| has_required || begins(about)) {
        return Some("the row that begins here has lost its name");
    }
    // Prose hardly begins like `Limit Number of entries`.
    let (name, about) = row::name(line)?;
    let begins = about.starts_with(|c: char| c.is_ascii_uppercase())
        && row::yes_or_no(about).is_none()
        && !prose::goes_on(about);
    let (word, more) = first_word(about);
    let begins = begins && word.chars().all(|c| c.is_ascii_alphanumeric());
    (begins && row::is_capitalised(name) && more.starts_with(|c: char| c.is_ascii_lowercase()))
        .then_some("this may be a row that has lost its cells, or a part of the description above")
}

#[cfg(test)]
mod tests {
    use super::{Names, Side, bare, rest};
    use crate::page::facts::Example;

    fn shown(is_request: bool, members: &str) -> Names {
        let mut names = Names::default();
        let text = format!("{{\"Response\": {{{members}}}}}");
        let text = if is_request { format!("{{{members}}}") } else { text };
        names.add_outermost(&Example { is_request, text, line: 1 });
        names
    }

    #[test]
    fn a_parameter_is_told_by_its_spelling_or_the_example() {
        let names = shown(true, "\"Reel\": 1");
        let name = |line| bare(line, Side::Request, &names).map(|cells| cells.name);
        for (line, wanted) in [
            ("TapeName Name of the tape.", Some("TapeName")),
            ("TapeName 磁带名称。", Some("TapeName")),
            ("Sides.N Sides to read.", Some("Sides.N")),
            ("Reel reel that holds the tape.", Some("Reel")),
            ("Speed Turns of the reel a minute.", None),
            ("Reel is needed for it.", None),
            ("TapeName and Reel exclude each other.", None),
            ("TapeName Yes if it has one.", None),
            ("TapeName name of it", None),
            ("TencentDB Tapes are old.", None),
            ("Call Tapes first.", None),
        ] {
            assert_eq!(name(line), wanted, "{line}");
        }
    }

    #[test]
    fn a_field_of_the_response_is_told_by_the_example() {
        let names = shown(false, "\"Tapes\": [{\"TapeName\": 1}]");
        let name = |line| bare(line, Side::Response, &names).map(|cells| cells.name);
        assert_eq!(name("Tapes All tapes."), Some("Tapes"));
        assert_eq!(name("TapeName Name of the tape."), None);
        assert_eq!(name("TapeInfo The tape."), None);
    }

    #[test]
    fn the_rest_of_a_row_is_known_by_its_cells() {
        for line in [
            "No String Sorting of tapes.",
            "是 Array of TapeInfo 磁带。",
            "yes string Sorting.",
            "Integer All tapes.",
        ] {
            assert!(rest(line, Side::Request).is_some(), "{line}");
        }
        assert!(rest("Limit Number of tapes.", Side::Request).is_some());
        for line in [
            "No tape is wound.",
            "String type.",
            "String 类型的磁带。",
            "Valid values: one",
            "Read Only: a tape",
            "The String is short.",
            "1: wound",
        ] {
            assert!(rest(line, Side::Request).is_none(), "{line}");
        }
        assert!(rest("Array of TapeInfo Tapes of it.", Side::Response).is_some());
    }
}
