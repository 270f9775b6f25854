//! What holds for every page of Alibaba's, in all their layouts: see [`crate::pages`].

use std::error::Error;

use clouddb_codegen::page::facts::Field;
use clouddb_codegen::page::{self, Facts, Unreadable};

use crate::pages;

type Outcome = Result<(), Box<dyn Error>>;

fn copied() -> impl Iterator<Item = (String, String)> {
    let pages = pages::of("alibaba").into_iter().filter(pages::Page::is_copied);
    pages.map(|page| (page.name, page.text))
}

fn text(name: &str) -> String {
    pages::text("alibaba", name)
}

fn read(text: &str) -> Result<Facts, Unreadable> {
    page::read(text.as_bytes())
}

fn field<'a>(fields: &'a [Field], name: &str) -> &'a Field {
    fields.iter().find(|field| field.name == name).unwrap_or_else(|| panic!("no {name}"))
}

fn parent<'a>(fields: &'a [Field], name: &str) -> Option<&'a str> {
    field(fields, name).parent.map(|at| fields[at].name.as_str())
}

/// A page ends with what links to all error codes. Without its table of codes it is refused.
#[test]
fn a_page_that_was_cut_before_its_error_codes_is_refused() {
    for (name, whole) in copied() {
        let end = ["\nError codes\n", "\n错误码\n", "\n錯誤碼\n"]
            .iter()
            .find_map(|heading| Some(whole.find(heading)? + heading.len()));
        let head = &whole[..end.unwrap()];
        for (at, _) in head.match_indices('\n') {
            let fault = read(&head[..at]).expect_err(&name);
            assert!(fault.help.is_some(), "{name}: {fault}");
        }
    }
    let text = text("lines-2025.txt");
    let (cut, _) = text.split_once("\nExamples\n").unwrap();
    let fault = read(cut).unwrap_err().to_string();
    assert!(fault.contains("\"Examples\" and \"Error codes\""), "{fault}");
}

#[test]
fn a_row_that_the_page_ends_in_gives_no_code() -> Outcome {
    let page = text("pipe.txt");
    let (rows, _) = page.split_once("\n\nSee Error Codes").ok_or("the page has no last line")?;
    let cut = read(&format!("{rows}\n400 | InvalidShel"))?;
    let codes = |facts: &Facts| -> Vec<String> {
        facts.errors.iter().flatten().map(|error| error.code.clone()).collect()
    };
    assert_eq!(codes(&cut), ["InvalidLimit.Malformed"]);
    assert!(cut.doubts.iter().any(|doubt| doubt.text.contains("the page ends inside this row")));
    Ok(())
}

/// A lost line loses facts; it never makes up a row and never moves a cell into another column.
#[test]
fn a_lost_line_invents_nothing() {
    for (name, whole) in copied() {
        let facts = read(&whole).unwrap();
        let lines: Vec<&str> = whole.lines().collect();
        // A line of the example less only makes it harder to tell what belongs where.
        let shown = |line: &str| line.starts_with([' ', '&', '<', '{', '}', '\t']);
        for lost in (0..lines.len()).filter(|at| !lines[*at].trim().is_empty() && !shown(lines[*at])) {
            let rest: Vec<&str> =
                lines.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, line)| *line).collect();
            let Ok(damaged) = read(&rest.join("\n")) else { continue };
            for (whole, found) in [(&facts.params, &damaged.params), (&facts.response, &damaged.response)] {
                for field in found {
                    let same = |one: &&Field| {
                        one.name == field.name && (field.required.is_none() || one.required == field.required)
                    };
                    assert!(
                        whole.iter().any(|one| same(&one)),
                        "{name}, without {:?}: {field:?}",
                        lines[lost]
                    );
                }
            }
            for error in damaged.errors.iter().flatten() {
                let known =
                    facts.errors.iter().flatten().any(|one| {
                        one.code == error.code && (error.http.is_none() || one.http == error.http)
                    });
                assert!(known, "{name}, without {:?}: {error:?}", lines[lost]);
            }
        }
    }
}

#[test]
fn the_shown_response_tells_what_belongs_where() {
    let facts = read(&text("lines-2025.txt")).unwrap();
    let fields = &facts.response;
    assert_eq!(parent(fields, "Shards"), None);
    assert_eq!(parent(fields, "Shard"), Some("Shards"));
    assert_eq!(parent(fields, "Hosts"), Some("Shard"));
    assert_eq!(parent(fields, "Connections"), Some("Limits"));
    assert_eq!(parent(fields, "ExpireTime"), Some("Shard"));
    assert_eq!(parent(fields, "Total"), None);
    assert!(facts.doubts.is_empty(), "{:?}", facts.doubts);

    // Saved copies lose the lines of an example that have no letters. Indents still tell.
    let lost = read(&text("lines-lost.txt")).unwrap();
    assert!(lost.params.iter().all(|field| field.required.is_none()));
    let parents = |fields: &[Field]| fields.iter().map(|field| field.parent).collect::<Vec<_>>();
    assert_eq!(parents(&lost.response), parents(fields));
}

#[test]
fn a_place_that_nothing_tells_is_unknown_and_said_to_be() {
    let page = text("lines-2025.txt");
    let (start, rest) = page.split_once("{\n").unwrap();
    let (_, end) = rest.split_once("\n}\n").unwrap();
    let facts = read(&format!("{start}{{}}\n{end}")).unwrap();
    assert_eq!(parent(&facts.response, "Total"), None);
    assert!(facts.doubts.iter().any(|doubt| doubt.text.contains("is not on the page")), "{:?}", facts.doubts);
}

#[test]
fn examples_that_look_like_other_cells_are_examples() {
    let facts = read(&text("lines-2025.txt")).unwrap();
    let example = |name: &str| field(&facts.params, name).example.as_deref();
    assert_eq!(example("Kind"), Some("string"));
    assert_eq!(example("Key"), Some("Verbose"));
    assert_eq!(example("Value"), Some("No"));
    assert_eq!(example("Verbose"), Some("true"));
    assert_eq!(field(&facts.params, "Zones").item_kind.as_deref(), Some("string"));
    assert_eq!(field(&facts.response, "Role").example.as_deref(), Some("Status"));
    assert!(field(&facts.response, "ShardId").deprecated);
}

#[test]
fn a_page_without_parameters_has_none() {
    let page = text("lines-2025.txt");
    let (start, rest) = page.split_once("Request parameters\n").unwrap();
    let (_, end) = rest.split_once("Response elements\n").unwrap();
    let page = format!("{start}Request parameters\n\nThis operation has none.\n\nResponse elements\n{end}");
    let facts = read(&page).unwrap();
    assert!(facts.params.is_empty());
    assert_eq!(facts.response.len(), 11);
}

#[test]
fn a_table_of_contents_is_no_section() {
    let page = text("lines-2025.txt");
    let contents =
        "On this page\n\nRAM authorization\nRequest parameters\nResponse elements\nExamples\nError codes\n";
    let facts = read(&format!("{page}\n{contents}")).unwrap();
    assert_eq!(facts.params.len(), 8);
    assert_eq!(facts.errors.map(|errors| errors.len()), Some(3));
    let facts = read(&format!("{contents}\n{page}")).unwrap();
    assert_eq!((facts.params.len(), facts.response.len()), (8, 11));
    assert_eq!(facts.action.map(|action| action.value).as_deref(), Some("ListShards"));
}
