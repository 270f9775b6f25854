//! The forms of pages: HTML, Markdown, reStructuredText and copied text become the same blocks.

use clouddb_codegen::page::document::{Block, Cell, Document, Form, Line};
use clouddb_codegen::page::parse;

fn document(source: &str) -> Document {
    parse(source.as_bytes()).unwrap()
}

/// A document as lines: `# heading`, `text`, `* entry`, `[cell | cell]`, `> code`. A cell's own lines are
/// divided by ` / `.
fn drawn(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(text) => out.push(format!("# {}", text.text)),
            Block::Line(line) => out.push(one(line)),
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<String> = row.cells.iter().map(cell).collect();
                    out.push(format!("[{}]", cells.join(" | ")));
                }
            }
            Block::Code(code) => out.extend(code.text.lines().map(|line| format!("> {line}"))),
        }
    }
    out
}

fn cell(cell: &Cell) -> String {
    cell.lines.iter().map(one).collect::<Vec<_>>().join(" / ")
}

fn one(line: &Line) -> String {
    format!("{}{}", if line.bullet { "* " } else { "" }, line.text.text)
}

/// HTML in the frame that makes it one.
fn html(body: &str) -> Vec<String> {
    drawn(&document(&format!("<!DOCTYPE html>\n<body>\n{body}\n</body>")))
}

/// Markdown; the headings make it one.
fn markdown(body: &str) -> Vec<String> {
    let document = document(&format!("## One\n\n{body}\n\n## Two\n"));
    assert_eq!(document.form, Form::Markdown);
    let drawn = drawn(&document);
    drawn[1..drawn.len() - 1].to_vec()
}

const HTML: &str = include_str!("pages/forms/snapshot.html");
const MARKDOWN: &str = include_str!("pages/forms/snapshot.md");
const RST: &str = include_str!("pages/forms/snapshot.rst");
const TEXT: &str = include_str!("pages/forms/snapshot.txt");

const SNAPSHOT: &[&str] = &[
    "# Taking a Snapshot",
    "# Function",
    "Takes a snapshot of a volume, on disks that are notbusy.",
    "# URI",
    "* Format",
    "POST https://{Endpoint}/v9/{project_id}/snapshots",
    "* Parameters",
    "Table 1 Path parameters",
    "[Name | Mandatory | Description]",
    "[project_id | Yes | Whose volume it is.]",
    "# Requests",
    "Table 2 Body parameters",
    "[Name | Mandatory | Type | Description]",
    "[volume_id | Yes | String | Which volume. It must not contain <, > or *.]",
    "[mode | No | String | How it is taken: / * full: the whole volume / * delta: what is new / Default value: full]",
    "Example",
    "> {",
    ">     \"volume_id\": \"a&b\",",
    "> ",
    ">     \"mode\": \"full\"",
    "> }",
    "# Error Codes",
    "See the list.",
];

#[test]
fn one_page_is_the_same_in_every_form() {
    for (source, form) in [(HTML, Form::Html), (MARKDOWN, Form::Markdown), (RST, Form::ReStructured)] {
        let document = document(source);
        assert_eq!(document.form, form);
        assert_eq!(drawn(&document), SNAPSHOT, "{form:?}");
    }
}

/// Copied text knows no headings and no code, but it has the same words and the same cells.
#[test]
fn copied_text_has_the_same_words() {
    let document = document(TEXT);
    assert_eq!(document.form, Form::Text);
    let words = |lines: Vec<String>| {
        let text = lines.join(" ");
        let marks = |word: &&str| !["#", "*", ">", "/", "|"].contains(word);
        text.split_whitespace().filter(marks).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(words(drawn(&document)), words(SNAPSHOT.iter().map(|line| (*line).to_owned()).collect()));
}

/// Each block and cell knows the line where its text stands.
#[test]
fn lines_are_those_of_the_file() {
    for source in [HTML, MARKDOWN, RST, TEXT] {
        let lines: Vec<&str> = source.lines().collect();
        let document = document(source);
        assert_eq!(usize::try_from(document.lines).unwrap(), lines.len());
        let word = |text: &str| text.split([' ', ':', ',', '{']).next().unwrap_or_default().to_owned();
        let check = |line: u32, text: &str| {
            let found = lines[usize::try_from(line).unwrap() - 1];
            assert!(found.contains(&word(text)), "{:?} {line} {text:?} is not in {found:?}", document.form);
        };
        for block in &document.blocks {
            match block {
                Block::Heading(text) => check(text.line, &text.text),
                Block::Line(line) => check(line.text.line, &line.text.text),
                Block::Code(code) => check(code.line, code.text.lines().next().unwrap()),
                Block::Table(table) => {
                    for row in &table.rows {
                        check(row.line, &row.cells[0].text());
                        for line in row.cells.iter().flat_map(|cell| &cell.lines) {
                            check(line.text.line, &line.text.text);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn other_line_ends_change_nothing() {
    for source in [HTML, MARKDOWN, RST, TEXT] {
        for end in ["\r\n", "\r"] {
            assert_eq!(document(&source.replace('\n', end)), document(source));
        }
        assert_eq!(document(&format!("\u{feff}{source}")).blocks, document(source).blocks);
    }
}

mod html {
    use super::html;

    #[test]
    fn spanned_cells_are_repeated() {
        let table = "<table><tr><th>A<th>B<th>C
            <tr><td rowspan=2>a<td colspan=2>bc
            <tr><td>b<td>c
            <tr><td>d<td>e<td>f</table>";
        assert_eq!(html(table), ["[A | B | C]", "[a | bc | bc]", "[a | b | c]", "[d | e | f]"]);
    }

    #[test]
    fn a_span_makes_no_row_of_its_own() {
        assert_eq!(html("<table><tr><td rowspan=9>a<td>b<tr><tr></tr></table>"), ["[a | b]"]);
    }

    #[test]
    fn a_cell_keeps_its_paragraphs_entries_and_inner_tables() {
        let table =
            "<table><tr><td>a<br>b<br/>- 0: none<td><p>c</p><ul><li>d<ul><li><p>e</p></li></ul></li></ul>
            <td><table><tr><td>f</td><td>g</td></tr></table>h<pre>i\n  j</pre></td></tr></table>";
        assert_eq!(html(table), ["[a / b / * 0: none | c / * d / * e | f / g / h / i / j]"]);
    }

    #[test]
    fn inline_markup_makes_no_blanks() {
        assert_eq!(
            html("<p><b>A</b>is <i>b</i> <code>c</code>, d<sup>2</sup>&nbsp;e\n f</p>"),
            ["Ais b c, d2 e f"]
        );
        assert_eq!(html("<p>&lt;a&gt; &amp;amp; &#20013;&ldquo;&nosuch;</p>"), ["<a> &amp; 中“&nosuch;"]);
    }

    #[test]
    fn what_is_not_text_is_left_out() {
        let noise = "a<script>'<p>'</script><style>b</style><noscript>c</noscript><template><p>d</template>
            <svg><title>e</title><text>f</text></svg><!-- g --><textarea>h</textarea> i";
        assert_eq!(html(noise), ["a i"]);
        // A drawing that lost its end does not swallow the page.
        assert_eq!(html("<svg><path><p>a</p>"), ["a"]);
    }

    #[test]
    fn broken_markup_keeps_its_text_and_its_columns() {
        let table =
            "<table><thead><tr><td>A<td>B</thead><tr><td>a</p><p>b<td>c<tr><td>d</div><td>e</table><p>f";
        assert_eq!(html(table), ["[A | B]", "[a / b | c]", "[d | e]", "f"]);
        // Neither `</td>` nor `</table>`: a great heading ends the table all the same.
        assert_eq!(html("<table><tr><td>a<h2>b</h2>c"), ["[a]", "# b", "c"]);
        assert_eq!(html("<h2><div>a</div></h2></td></tr></table>b</ul></li>"), ["# a", "b"]);
        assert_eq!(html("<pre>a<h2>b</h2>"), ["> a", "# b"]);
    }

    #[test]
    fn a_page_inside_a_table_for_its_layout_is_a_page() {
        let layout =
            "<table><tr><td>menu</td><td><h1>a</h1><p>b</p><table><tr><td>c</table><p>d</td></tr></table>";
        assert_eq!(html(layout), ["[menu | ]", "# a", "b", "[c]", "d"]);
    }

    #[test]
    fn captions_and_stray_words_stand_before_their_table() {
        assert_eq!(
            html("<table>x<caption>Table 1</caption><tr>y<td>a</table>"),
            ["x", "Table 1", "y", "[a]"]
        );
    }

    #[test]
    fn code_keeps_its_lines() {
        assert_eq!(
            html("<pre>\n  a\n<b>b</b><br>c<div>d</div><div>e</div></pre>f"),
            [">   a", "> b", "> c", "> d", "> e", "f"]
        );
    }
}

mod markdown {
    use super::markdown;

    #[test]
    fn cells_go_on_to_their_bar() {
        let table = "|A|B|\n|-|-|\n|a|b\n\n-   *c*\n> **Note:** d\n\n |\n|e| |\n\n|f|g\n\nh|\n\nafter";
        assert_eq!(markdown(table), ["[A | B]", "[a | b / * c / Note: d]", "[e | ]", "[f | g / h]", "after"]);
    }

    #[test]
    fn rows_that_lost_cells_are_not_filled_from_below() {
        let table = "|A|B|C|\n|-|-|-|\n|a|b|\n|c|d|e|\n|f|g\n\nafter\n\nlast";
        assert_eq!(markdown(table), ["[A | B | C]", "[a | b]", "[c | d | e]", "[f | g]", "after", "last"]);
    }

    #[test]
    fn bars_may_be_text() {
        assert_eq!(markdown("|A|B|\n|-|-|\n|a\\|b|c|d|"), ["[A | B]", "[a|b | c|d]"]);
        assert_eq!(markdown("A | B\n--|--\na | b\n\nafter | all"), ["[A | B]", "[a | b]", "after | all"]);
    }

    #[test]
    fn names_and_patterns_are_no_emphasis() {
        for (source, text) in [
            (
                "instance_id and a_b_c, **bold**, *em*, __strong__ _x_",
                "instance_id and a_b_c, bold, em, strong x",
            ),
            ("*yyyy-MM-dd*T*HH:mm:*Z", "yyyy-MM-ddT*HH:mm:*Z"),
            ("**10 and 20.**Default value: **10**.", "**10 and 20.**Default value: 10."),
            ("取值：**full**。", "取值：full。"),
            ("********, 2 * 3 * 4, x\\*y\\*z", "********, 2 * 3 * 4, x*y*z"),
            ("***both*** **a*b*c**", "both abc"),
        ] {
            assert_eq!(markdown(source), [text]);
        }
    }

    #[test]
    fn links_and_code_leave_their_text() {
        for (source, text) in [
            ("[a](b.md) [c](~~61933~~)[d](</x y> \"t\") ![e](f.png)g", "a c[d](</x y> \"t\") g"),
            ("[1,100](inclusive), `*a* &lt;`, ``b`c``, `open", "[1,100](inclusive), *a* &lt;, b`c, `open"),
            (
                "<https://a.b> <Common parameters> a < b > c &lt;&nothing;",
                "https://a.b <Common parameters> a < b > c <&nothing;",
            ),
            ("[a [b](c.md)](d_(e).md) [f]", "a b [f]"),
        ] {
            assert_eq!(markdown(source), [text]);
        }
    }

    #[test]
    fn html_in_it_is_read_as_html() {
        assert_eq!(
            markdown("- a\n\n  <table>\n\n  <tr><td>b<table><tr><td>c</table></td>\n  </table>\n\nd<br>e"),
            ["* a", "[b / c]", "d", "e"]
        );
        assert_eq!(markdown("<table><tr><td>a"), ["[a]"]);
        assert_eq!(markdown("<!-- a\n\nb --> \nc<!-- d -->e"), ["ce"]);
        assert_eq!(markdown("|A|\n|-|\n|a<br>- b<ul><li>c</li></ul>d|"), ["[A]", "[a / * b / * c / d]"]);
    }

    #[test]
    fn headings_come_without_their_anchors() {
        assert_eq!(
            markdown("# a {#b .c}\n### d<a name=\"e\"></a> ##\nf\n---\n\n---\n#g C#\n## {x}"),
            ["# a", "# d", "# f", "#g C#", "# {x}"]
        );
    }

    #[test]
    fn fences_hold_code_of_any_kind() {
        assert_eq!(
            markdown("-   a\n\n    ```js\n\n    # b\n      |c|\n    ```\n\n~~~\n```\n~~~"),
            ["* a", "> # b", ">   |c|", "> ```"]
        );
    }
}

mod restructured {
    use super::{document, drawn};

    fn rst(body: &str) -> Vec<String> {
        drawn(&document(&format!(".. _top:\n\nOne\n===\n\n{body}\n")))[1..].to_vec()
    }

    #[test]
    fn grids_know_spanned_cells() {
        let grid = "+---+---+---+\n| A | B | C |\n+===+===+===+\n| a | b     |\n+   +---+---+\n|   | c | d |\n+---+---+---+";
        assert_eq!(rst(grid), ["[A | B | C]", "[a | b | b]", "[a | c | d]"]);
    }

    #[test]
    fn simple_tables_go_on_below() {
        let table = "=== ====\nA   B\n=== ====\na   b\n    c\n中  d e\n=== ====\n\nafter";
        assert_eq!(rst(table), ["[A | B]", "[a | b / c]", "[中 | d e]", "after"]);
    }

    #[test]
    fn roles_literals_and_escapes_leave_their_text() {
        assert_eq!(
            rst(
                "See :ref:`a <b>`, `c <d>`__, ``e*f_`` **g** 2 * 3 *h*\\ i |pic| re:`x, 10:30::\n\n   code\n\n.. note::\n\n   j"
            ),
            ["See a, c, e*f_ g 2 * 3 hi re:`x, 10:30:", "> code", "Note", "j"]
        );
    }
}

mod recognised {
    use super::{Form, document};

    #[test]
    fn the_form_is_told_by_the_text() {
        for (source, form) in [
            ("<!-- saved -->\n<html><p>a", Form::Html),
            ("<div><p>a</p></div>", Form::Html),
            ("<table><tr><td>a</td></tr></table>", Form::Html),
            ("Request\n\n<Backup>\n</Backup>\n", Form::Text),
            ("Shown: </p> is a tag", Form::Text),
            ("# One\n\ntext\n\n## Two\n", Form::Markdown),
            ("<a name=\"x\"></a>\n## One\n<table><tr><td></td></tr></table>\n## Two", Form::Markdown),
            ("Run this:\n# install\npip install x\n# run\nx\n", Form::Text),
            ("One\n===\n\n.. note::\n\n   a\n", Form::ReStructured),
            ("One\n===\n\nText ... and more\n", Form::Text),
        ] {
            assert_eq!(document(source).form, form, "{source:?}");
        }
    }
}

#[test]
fn html_can_name_its_own_address() {
    let address = |page: &str| {
        let found = document(&format!("<!DOCTYPE html>\n{page}\n<p>A page.</p>")).address;
        found.map(|found| (found.line, found.text))
    };
    let link = r#"<LINK href=" https://docs.example.com/a?b=1&amp;c " rel=Canonical>"#;
    let comment = "<!-- saved from url=(0048)https://docs.example.com/x?ticket=fake-secret -->";
    let is_on = |line: u32, text: &str| Some((line, text.to_owned()));
    assert_eq!(address(link), is_on(2, "https://docs.example.com/a?b=1&c"));
    assert_eq!(address(comment), is_on(2, "https://docs.example.com/x"));
    assert_eq!(address(&format!("{comment}\n{link}")), is_on(3, "https://docs.example.com/a?b=1&c"));
    for other in [
        r#"<link rel="alternate" href="https://docs.example.com/a">"#,
        r#"<link rel="canonical" href="/a">"#,
        r#"<link rel="canonical">"#,
        r#"<link rel="canonical" href="https://user:fake-secret@docs.example.com/a">"#,
        "<!-- saved from url=https://docs.example.com/x -->",
        "<p>saved from url=(0026)https://docs.example.com/x</p>",
    ] {
        assert_eq!(address(other), None, "{other}");
    }
}
