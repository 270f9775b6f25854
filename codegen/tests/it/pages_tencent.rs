//! What holds for every page of Tencent's, in all their layouts: see [`crate::pages`].

use std::collections::BTreeSet;
use std::error::Error;

use clouddb_codegen::page::{self, Facts};

use crate::pages::{self, Page};

type Outcome = Result<(), Box<dyn Error>>;

fn pages() -> Vec<Page> {
    pages::of("tencent")
}

/// Copied text whose rows are lines, one row a line.
fn as_lines() -> Vec<Page> {
    pages().into_iter().filter(Page::is_copied).collect()
}

/// Everything that is a row of a table: what must never be invented.
fn rows(facts: &Facts) -> BTreeSet<String> {
    let fields = [("common", &facts.common_params), ("param", &facts.params), ("response", &facts.response)];
    let mut rows: BTreeSet<String> = fields
        .iter()
        .flat_map(|(of, fields)| fields.iter().map(move |field| (of, field)))
        .map(|(of, field)| {
            format!("{of} {} {:?} {:?} {:?}", field.name, field.docs_name, field.kind, field.required)
        })
        .collect();
    rows.extend(facts.errors.iter().flatten().map(|error| format!("error {}", error.code)));
    rows
}

#[test]
fn blanks_and_line_ends_do_not_matter() -> Outcome {
    for page in as_lines() {
        let wanted = rows(&page.read()?);
        let lines: Vec<&str> = page.text.lines().collect();
        let filled: Vec<&str> = lines.iter().copied().filter(|line| !line.trim().is_empty()).collect();
        let forms = [
            ("indented", lines.iter().map(|line| format!("    {line}\n")).collect::<String>()),
            ("without blank lines", filled.join("\n")),
            ("other line ends", lines.join("\r\n")),
            ("old line ends", lines.join("\r")),
        ];
        for (form, text) in forms {
            let found =
                page::read(text.as_bytes()).map_err(|fault| format!("{}, {form}: {fault}", page.name))?;
            assert_eq!(rows(&found), wanted, "{}, {form}", page.name);
        }
    }
    Ok(())
}

#[test]
fn a_frame_with_the_words_of_a_page_is_no_page() -> Outcome {
    let contents = "1. API Description\n2. Input Parameters\n3. Output Parameters\n4. Example\n5. Developer Resources\n6. Error Code\n";
    for page in as_lines() {
        let wanted = rows(&page.read()?);
        // A page that ends with its last sentence has no frame that the contents could be a part of.
        let after = format!("{}\n{contents}", page.text);
        for text in [format!("{contents}{}", page.text), after] {
            let found = page::read(text.as_bytes()).map_err(|fault| format!("{}: {fault}", page.name))?;
            assert_eq!(rows(&found), wanted, "{}", page.name);
        }
    }
    Ok(())
}

#[test]
fn a_lost_line_invents_nothing() -> Outcome {
    for page in as_lines() {
        let whole = rows(&page.read()?);
        let lines: Vec<&str> = page.text.lines().collect();
        for lost in (0..lines.len()).filter(|lost| !lines[*lost].trim().is_empty()) {
            let rest: Vec<&str> =
                lines.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, line)| *line).collect();
            // A page without a section's title is refused; that is as good.
            let Ok(found) = page::read(rest.join("\n").as_bytes()) else { continue };
            let invented: Vec<_> = rows(&found).difference(&whole).cloned().collect();
            assert!(invented.is_empty(), "{} without {:?}: {invented:?}", page.name, lines[lost]);
            let gone: Vec<_> = whole.difference(&rows(&found)).cloned().collect();
            assert!(gone.len() <= 1, "{} without {:?}: {gone:?}", page.name, lines[lost]);
        }
    }
    Ok(())
}

#[test]
fn a_part_of_a_page_is_refused() -> Outcome {
    for page in pages() {
        let whole = rows(&page.read()?);
        // The vendor's own Markdown ends with its last row, so one cut between two rows looks whole.
        let from = if page.name.ends_with(".md") { "## 6." } else { "\u{0}" };
        let end = page.text.find(from).unwrap_or(page.text.len());
        for at in (0..end).filter(|at| page.text.is_char_boundary(*at)).step_by(83) {
            let Ok(found) = page::read(&page.text.as_bytes()[..at]) else { continue };
            assert_eq!(rows(&found), whole, "{} cut at byte {at}", page.name);
        }
    }
    Ok(())
}

#[test]
fn a_refusal_says_what_is_missing() {
    let page = "1. API Description\nAPI domain name: tape.tencentcloudapi.com.\n2. Input Parameters\n\
                Parameter name Required Type Description\nTapeId Yes String The tape.\n3. Output Parameters\n";
    let fault = page::read(page.as_bytes()).expect_err("it has no examples and no error codes");
    assert!(fault.message.contains("\"Example\" and \"Error Code\""), "{fault}");
    assert_eq!(fault.line, Some(6));
}
