//! Rendered pages in the forms that pages are saved in.

use std::fmt::Write as _;

use clouddb_codegen::page::Vendor;

/// A part of a page before it has a form.
pub(super) enum Part {
    Heading(String),
    Line(String),
    /// A head and rows of cells; a cell has lines, those with `- ` are entries of a list.
    Table(Vec<&'static str>, Vec<Vec<String>>),
    Code(String),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Copied,
    Bars,
    Html,
}

/// The page as it is saved.
pub(super) fn rendered(parts: &[Part], form: Form, vendor: Vendor) -> String {
    let mut text = String::new();
    if matches!(form, Form::Html) {
        text.push_str("<!DOCTYPE html>\n<html><body>\n");
    }
    for part in parts {
        match (form, part) {
            (Form::Html, Part::Heading(line)) => _ = writeln!(text, "<h2>{}</h2>", escaped(line)),
            (Form::Html, Part::Line(line)) => _ = writeln!(text, "<p>{}</p>", escaped(line)),
            (Form::Html, Part::Code(code)) => _ = writeln!(text, "<pre>{}</pre>", escaped(code)),
            (_, Part::Heading(line) | Part::Line(line) | Part::Code(line)) => _ = writeln!(text, "{line}\n"),
            (Form::Html, Part::Table(head, rows)) => html(&mut text, head, rows),
            (Form::Bars, Part::Table(head, rows)) => bars(&mut text, head, rows),
            (Form::Copied, Part::Table(head, rows)) if vendor == Vendor::Tencent => {
                let _ = writeln!(text, "{}", head.join(" "));
                for row in rows {
                    let _ = writeln!(text, "{}", row.join(" "));
                }
            }
            (Form::Copied, Part::Table(head, rows)) => {
                let cells = head.iter().map(|cell| (*cell).to_owned()).chain(rows.iter().flatten().cloned());
                for line in cells.filter(|cell| !cell.is_empty()) {
                    let _ =
                        writeln!(text, "{}\n", line.replace("\n- ", "\n\n  • ").replace("\nFor", "\n\nFor"));
                }
            }
        }
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn html(text: &mut String, head: &[&str], rows: &[Vec<String>]) {
    let head: String = head.iter().map(|cell| format!("<th>{cell}</th>")).collect();
    let _ = writeln!(text, "<table><thead><tr>{head}</tr></thead><tbody>");
    for row in rows {
        let cells = row.iter().map(|cell| {
            let mut lines = cell.lines().map(escaped);
            let first = lines.next().map(|line| format!("<p>{line}</p>")).unwrap_or_default();
            let rest: String = lines
                .map(|line| match line.strip_prefix("- ") {
                    Some(entry) => format!("<ul><li>{entry}</li></ul>"),
                    None => format!("<p>{line}</p>"),
                })
                .collect();
            format!("<td>{first}{rest}</td>")
        });
        let _ = writeln!(text, "<tr>{}</tr>", cells.collect::<String>());
    }
    text.push_str("</tbody></table>\n");
}

fn bars(text: &mut String, head: &[&str], rows: &[Vec<String>]) {
    let _ = writeln!(text, "| {} |\n|{}", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        let cells: Vec<String> =
            row.iter().map(|cell| cell.replace("\n- ", " ").replace('\n', " ")).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text.push('\n');
}
