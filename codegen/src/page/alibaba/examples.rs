//! The requests and responses that a page shows.

use crate::page::document::Block;
use crate::page::facts::Example;

use super::sections::Section;

/// Reads the section of examples.
pub(super) fn read(section: Section<'_>) -> Vec<Example> {
    let mut reader = Reader::default();
    for block in section.blocks {
        match block {
            Block::Code(code) => {
                reader.flush();
                reader.put(code.line, code.text.clone());
                reader.flush();
            }
            Block::Heading(text) => reader.label(&text.text),
            Block::Line(line) => {
                let text = &line.text.text;
                if is_label(text) {
                    reader.label(text);
                } else {
                    let indent = usize::try_from(line.indent.min(256)).unwrap_or(0);
                    let bullet = if line.bullet { "- " } else { "" };
                    reader.put(line.text.line, format!("{:indent$}{bullet}{text}", ""));
                }
            }
            Block::Table(_) => {}
        }
    }
    reader.flush();
    reader.done
}

#[derive(Default)]
struct Reader {
    done: Vec<Example>,
    /// What the last label says: a request, a response.
    is_request: Option<bool>,
    line: u32,
    text: String,
}

impl Reader {
    fn label(&mut self, text: &str) {
        self.flush();
        let text = text.to_lowercase();
        if text.contains("request") || text.contains("请求") {
            self.is_request = Some(true);
        } else if text.contains("response") || text.contains("返回") || text.contains("响应") {
            self.is_request = Some(false);
        }
    }

    fn put(&mut self, line: u32, text: String) {
        if self.text.is_empty() {
            self.line = line;
        } else {
            self.text.push('\n');
        }
        self.text.push_str(&text);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let start = text.trim_start();
        if start.is_empty() {
            return;
        }
        // The label may be lost; a request starts with a URL or a verb.
        let like_request =
            ["http", "GET ", "POST ", "PUT ", "DELETE "].iter().any(|verb| start.starts_with(verb));
        let is_request = self.is_request.unwrap_or(like_request);
        self.done.push(Example { is_request, text, line: self.line });
    }
}

/// `Sample requests`, `JSON format`, `正常返回示例`: a few words without anything that code has.
fn is_label(text: &str) -> bool {
    let words = ["request", "response", "请求", "返回", "响应", "json", "xml", "http"];
    let lower = text.to_lowercase();
    text.chars().count() <= 40
        && !text.contains(['{', '}', '<', '>', '"', '&', '=', ':', '/', '[', ']'])
        && words.iter().any(|word| lower.contains(word))
}
