//! Files that are no pages: whatever they hold, there is an answer, and it says what they are.

use clouddb_codegen::page::{Unreadable, read};

use crate::watchdog::ends;

fn refused(page: &[u8]) -> Unreadable {
    let page = page.to_vec();
    let refused = ends(move || read(&page)).expect_err("this is no page");
    assert!(refused.help.is_some(), "{refused}");
    refused
}

/// A page that is odd in its form: refused.
fn odd(page: &str) {
    refused(page.as_bytes());
}

#[test]
fn files_that_are_no_text_say_what_they_are() {
    for (page, message) in [
        (&b""[..], "the file is empty"),
        (b" \n\t\r\n ", "the file is empty"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "the file is compressed (gzip)"),
        (b"PK\x03\x04\x14\x00", "the file is an archive or a document of a word processor"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "the file is a PDF"),
        (b"\xff\xfeN\x00a\x00m\x00e\x00", "the file is UTF-16 text"),
        (b"\xfe\xff\x00N\x00a\x00m\x00e", "the file is UTF-16 text"),
        (b"N\x00a\x00m\x00e\x00", "the file is not text"),
        (b"From: <Saved by a browser>\r\nSubject: CreateBackup\r\n", "the file is a web archive (MHTML)"),
        (b"Name\nType\n\xc4\xe3\xba\xc3\n", "these bytes are not UTF-8 text"),
    ] {
        assert_eq!(refused(page).message, message);
    }
}

#[test]
fn half_a_character_is_shown_by_its_line() {
    let page = "Name\nType\n描述".as_bytes();
    let refused = refused(&page[..page.len() - 1]);
    assert_eq!((refused.line, refused.message.as_str()), (Some(3), "these bytes are not UTF-8 text"));
}

#[test]
fn files_far_larger_than_pages_are_not_read() {
    assert_eq!(
        refused(&b"Name Type\n".repeat(1 << 19)).message,
        "the file has 5.0 MB; a documentation page has less than 2 MB"
    );
    assert_eq!(
        refused("a\n".repeat(200_000).as_bytes()).message,
        "the file has 200000 lines; a documentation page has fewer than 50000"
    );
    let line = refused(format!("Name\n{}", "word ".repeat(400_000)).as_bytes());
    assert_eq!(
        (line.line, line.message.as_str()),
        (Some(2), "this line has 1953 KB; a line of a documentation page is far shorter")
    );
    assert_eq!(
        refused(format!("<html>\n{}", "<b>".repeat(150_000)).as_bytes()).message,
        "the page has more than 100000 tags up to here"
    );
}

#[test]
fn pages_that_describe_no_operation_say_so() {
    let sign_in = "this is a sign-in page, not the documentation";
    let other = "this is not an operation's page of Tencent Cloud, Alibaba Cloud or Huawei Cloud";
    for (page, message) in [
        (include_str!("pages/other/sign_in.txt"), sign_in),
        (include_str!("pages/other/sign_in_zh.html"), sign_in),
        (include_str!("pages/other/aws.md"), other),
        (include_str!("pages/other/index.html"), "this page of Alibaba Cloud does not describe an operation"),
        ("\u{feff}", other),
        ("no page at all", other),
        ("{\"Response\": {\"Error\": {\"Code\": \"InternalError\"}}}", other),
    ] {
        assert_eq!(refused(page.as_bytes()).message, message, "{page}");
    }
}

#[test]
fn deep_nesting_is_no_trap() {
    let nested = |tags: &str, count: usize| odd(&format!("<html>{}", tags.repeat(count)));
    nested("<div>", 100_000);
    nested("<table><tr><td>", 33_000);
    for tags in ["<b>", "<p>", "<table>", "<ul><li>", "<svg>", "<pre>", "<template>", "</td>"] {
        nested(tags, 10_000);
    }
    let mut open = String::from("# a\n\n## b\n\n");
    for mark in ["**a _b ", "[", "](", "[a](", "` `` ", "<b ", "<", "&", "> ", "- ", "\\"] {
        open.push_str(&mark.repeat(90_000 / mark.len()));
        open.push('\n');
    }
    odd(&open);
    odd(&open.replace("# a\n\n## b\n", ".. a\n\na\n====\n"));
}

#[test]
fn tables_cannot_grow_without_bounds() {
    let span = "<td rowspan=65535 colspan=65535>a</td>";
    for rows in [
        format!("<tr>{}</tr>{}", span.repeat(100), "<tr><td>b</td></tr>".repeat(10_000)),
        format!("<tr>{}</tr>{}", "<td rowspan=0>a</td>".repeat(10_000), "<tr><td>b</td></tr>".repeat(10_000)),
        format!("<tr><td rowspan=65535 colspan=1000>{}</td></tr><tr><td>", "text ".repeat(10_000)),
    ] {
        let page = format!("<html>\n<table>{rows}</table>");
        let refused = refused(page.as_bytes());
        assert_eq!(refused.message, "the cells of this table span more rows and columns than a page has");
        assert_eq!(refused.line, Some(2));
    }
    odd(&format!("<html><table><tr>{}", "<td>a".repeat(10_000)));
    odd(&format!("<html><table>{}", "<tr></tr>".repeat(100_000)));
    odd(&format!("{}\n{}\n{}", "|a".repeat(9_000), "|--".repeat(9_000), "|a\n".repeat(40_000)));
    odd(&format!(".. a\n\na\n===\n\n+{}\n{}", "-+".repeat(40_000), "| a\n".repeat(40_000)));
}
