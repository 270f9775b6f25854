//! What holds for every page of Huawei's, in all their layouts: see [`crate::pages`].

use clouddb_codegen::page::{self, Facts};

use crate::pages;

fn copied() -> impl Iterator<Item = pages::Page> {
    pages::of("huawei").into_iter().filter(pages::Page::is_copied)
}

fn text(name: &str) -> String {
    pages::text("huawei", name)
}

fn read(text: &str) -> Result<Facts, page::Unreadable> {
    page::read(text.as_bytes())
}

/// Copied text that ends early is refused wherever it ends, never half read.
#[test]
fn a_page_that_was_cut_is_refused() {
    for page in copied() {
        let whole = page.text.trim_end();
        let last = whole.rfind('\n').unwrap();
        for (at, _) in whole.match_indices('\n').filter(|(at, _)| *at <= last) {
            let cut = &whole[..at];
            assert!(read(cut).is_err(), "{} reads to the end of {:?}", page.name, cut.lines().last());
        }
    }
}

/// A lost line loses facts; it never makes up a row and never moves a cell into another column.
#[test]
fn a_lost_line_invents_nothing() {
    for (turn, page) in copied().enumerate() {
        let whole = &page.text;
        let facts = read(whole).unwrap();
        let lines: Vec<&str> = whole.lines().collect();
        let written = (0..lines.len()).filter(|lost| !lines[*lost].trim().is_empty());
        // Every second line of a page, of the next page the others: cells of all kinds come up.
        for lost in written.skip(turn % 2).step_by(2) {
            let rest: Vec<&str> =
                lines.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, line)| *line).collect();
            let Ok(damaged) = read(&rest.join("\n")) else { continue };
            for (given, found) in [(&facts.params, &damaged.params), (&facts.response, &damaged.response)] {
                for field in found {
                    let whole = given.iter().any(|one| {
                        one.name == field.name
                            && (field.kind.is_none() || field.kind == one.kind)
                            && (field.required.is_none() || field.required == one.required)
                    });
                    assert!(whole, "{}: without {:?} there is {field:?}", page.name, lines[lost]);
                }
            }
        }
    }
}

#[test]
fn a_translated_page_keeps_its_method_by_the_verb_or_by_the_example() {
    let page = text("otc.txt");
    let method = |page: &str| read(page).unwrap().method.map(|found| found.value);
    let translated = page.replace("POST https://{Endpoint}", "发布 https://{Endpoint}");
    assert_eq!(method(&translated).as_deref(), Some("POST"));
    let lost = page.replace("POST https://{Endpoint}", "https://{Endpoint}");
    assert_eq!(method(&lost).as_deref(), Some("POST"), "the example's");
    let nowhere = lost.replace("POST https://dds", "https://dds");
    assert_eq!(method(&nowhere), None);
}

/// The cell of the column "Mandatory" can hold a paragraph for each case.
#[test]
fn an_answer_that_depends_can_have_paragraphs() {
    let page = text("text-2020-zh.txt");
    let row = |answer: &str| format!("force\n\n    {answer}\n\n    Boolean\n");
    assert!(page.contains(&row("否")));
    let cases = page.replace(&row("否"), &row("改计划时，该参数必选。\n\n    删计划时，不传该参数。"));
    let facts = read(&cases).unwrap();
    let force = facts.params.iter().find(|field| field.name == "force").unwrap();
    assert_eq!((force.kind.as_deref(), force.required), (Some("Boolean"), None));
    assert_eq!(facts.params.len(), read(&page).unwrap().params.len());
}

#[test]
fn an_error_code_among_the_fields_is_no_heading() {
    let page = text("generated.txt");
    let cut = &page[..page.find("Example Requests").unwrap()];
    let fault = read(cut).unwrap_err();
    assert!(fault.message.contains("\"Error Codes\""), "{fault}");
}

#[test]
fn without_its_caption_a_table_is_still_read() {
    let page = text("generated.txt");
    for caption in
        ["Table 4 Request body parameters", "Table 2 Query Parameters", "Table 7 Response body parameters"]
    {
        let facts = read(&page.replace(caption, "")).unwrap();
        let whole = read(&page).unwrap();
        let names = |facts: &Facts| {
            facts.params.iter().chain(&facts.response).map(|field| field.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&facts), names(&whole), "{caption}");
    }
}
