//! The parts that every page has, in their order: URI, request, response, status codes, error codes.

use super::caption::Caption;
use super::cells;
use crate::page::Unreadable;
use crate::page::document::{Block, Document};
use crate::page::facts::Vendor;
use crate::page::words::Column;

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// All before the URI: title, function, constraints, permissions.
    Front,
    /// Method, path, and the parameters in them.
    Uri,
    /// Parameters in headers and body, examples.
    Request,
    /// Fields, examples. Newer pages have the request's examples here too.
    Response,
    /// A link to the status codes, or a table of them.
    Status,
    /// A link to the error codes.
    Error,
}

/// The headings, as [`plain`] leaves them.
const HEADINGS: &[(Part, &[&str])] = &[
    (Part::Uri, &["uri", "请求uri"]),
    (
        Part::Request,
        &[
            "request",
            "requests",
            "request parameter",
            "request parameters",
            "request message",
            "请求",
            "请求参数",
            "请求消息",
            "请求信息",
            "リクエストパラメータ",
            "요청 매개변수",
        ],
    ),
    (
        Part::Response,
        &[
            "response",
            "responses",
            "response parameter",
            "response parameters",
            "response message",
            "normal response",
            "响应",
            "响应参数",
            "响应消息",
            "响应信息",
            "返回参数",
            "返回消息",
            "正常响应",
            "レスポンスパラメータ",
            "응답 매개변수",
        ],
    ),
    (
        Part::Status,
        &["status code", "status codes", "状态码", "返回码", "返回值", "ステータスコード", "상태 코드"],
    ),
    (
        Part::Error,
        &[
            "error code",
            "error codes",
            "abnormal response",
            "错误码",
            "错误代码",
            "异常响应",
            "エラーコード",
            "오류 코드",
        ],
    ),
];

/// Parts of the oldest pages: the errors of a normal response are behind its counterpart. Newer pages have
/// them both as entries of one list.
const COUNTERPARTS: &[(&str, &str)] = &[("normal response", "abnormal response"), ("正常响应", "异常响应")];

/// Lines that begin an example, as [`plain`] leaves them. They end the table before them.
const EXAMPLES: &[(bool, &[&str])] = &[
    (
        true,
        &[
            "example request",
            "example requests",
            "request example",
            "request examples",
            "sample request",
            "sample requests",
            "请求示例",
            "请求样例",
            "请求实例",
            "请求头",
            "请求头样例",
            "请求体",
            "请求体样例",
            "请求消息样例",
        ],
    ),
    (
        false,
        &[
            "example response",
            "example responses",
            "response example",
            "response examples",
            "sample response",
            "sample responses",
            "sample",
            "example normal response",
            "normal response example",
            "abnormal response",
            "sdk sample code",
            "响应示例",
            "响应样例",
            "响应实例",
            "返回示例",
            "响应体样例",
            "正常响应样例",
            "异常响应",
            "sdk代码示例",
        ],
    ),
];

/// No heading has more bytes.
const LONGEST: usize = 60;

/// Whether a line begins an example, and if so, whether of a request.
pub(super) fn example(line: &str) -> Option<bool> {
    if line.len() > LONGEST {
        return None;
    }
    let line = plain(line);
    EXAMPLES.iter().find(|(_, words)| words.contains(&line.as_str())).map(|(request, _)| *request)
}

fn plain(line: &str) -> String {
    line.trim().trim_end_matches([':', '：', '.', '。']).trim().to_lowercase()
}

fn heading(line: &str) -> Option<Part> {
    // A full stop makes it a sentence: `Error code.` describes a field.
    if line.len() > LONGEST || line.ends_with(['.', '。']) {
        return None;
    }
    let line = plain(line);
    HEADINGS.iter().find(|(_, words)| words.contains(&line.as_str())).map(|(part, _)| *part)
}

/// The page, cut at its headings.
pub(super) struct Sections<'a> {
    starts: Vec<(Part, usize)>,
    blocks: &'a [Block],
}

impl<'a> Sections<'a> {
    /// Finds the headings.
    ///
    /// # Errors
    ///
    /// When a part that all pages have is not there: only a piece of the page was saved.
    pub fn of(document: &'a Document) -> Result<Self, Unreadable> {
        let blocks = document.blocks.as_slice();
        let mut starts = starts(blocks, |_, at| !is_cell(blocks, at));
        if [Part::Request, Part::Response].iter().any(|part| !has(&starts, *part)) {
            // The table before them lost its last description. The final parts get no such credit: a
            // page that was cut behind a field's `Error code` would look whole.
            let open = |part, at| part < Part::Status || !is_cell(blocks, at);
            starts = self::starts(blocks, open);
        }
        let sections = Self { starts, blocks };
        let parts = [
            (Part::Uri, "URI"),
            (Part::Request, "Request"),
            (Part::Response, "Response"),
            (Part::Error, "Error Codes"),
        ];
        // A last heading alone is not the end: what follows it was cut off.
        let is_there = |part| match part {
            Part::Error => {
                !sections.blocks(part).is_empty() || has_status_table(sections.blocks(Part::Status))
            }
            _ => has(&sections.starts, part),
        };
        let missing: Vec<&str> =
            parts.iter().filter(|(part, _)| !is_there(*part)).map(|(_, name)| *name).collect();
        if missing.is_empty() {
            Ok(sections)
        } else {
            Err(Unreadable::cut(Vendor::Huawei, document.lines, &missing))
        }
    }

    /// The blocks of a part, without its heading.
    pub fn blocks(&self, part: Part) -> &'a [Block] {
        let Some(at) = self.starts.iter().position(|(of, _)| *of == part) else { return &[] };
        let from = self.starts.get(at).map_or(0, |(of, from)| from + usize::from(*of != Part::Front));
        let to = self.starts.get(at + 1).map_or(self.blocks.len(), |(_, to)| *to);
        self.blocks.get(from..to).unwrap_or_default()
    }

    /// The page's blocks without those that are about status and error codes.
    pub fn body(&self) -> &'a [Block] {
        let to = self
            .starts
            .iter()
            .find(|(part, _)| *part >= Part::Status)
            .map_or(self.blocks.len(), |(_, at)| *at);
        self.blocks.get(..to).unwrap_or_default()
    }
}

/// Where the parts begin: at headings that may stand there, in the parts' order.
fn starts(blocks: &[Block], may: impl Fn(Part, usize) -> bool) -> Vec<(Part, usize)> {
    let mut starts = vec![(Part::Front, 0)];
    for (at, block) in blocks.iter().enumerate() {
        let Some(part) = block.text().and_then(|text| heading(&text.text)) else { continue };
        let last = starts.last().map_or(Part::Front, |(part, _)| *part);
        // Before the URI there are links to other pages and sentences about anything.
        let in_order = part > last && (part == Part::Uri || last >= Part::Uri);
        if in_order && may(part, at) && has_counterpart(blocks, &starts, at) {
            starts.push((part, at));
        }
    }
    starts
}

/// Whether a heading such as "Abnormal Response" follows the one that it is the counterpart of; true of all others.
fn has_counterpart(blocks: &[Block], starts: &[(Part, usize)], at: usize) -> bool {
    let text = |at: usize| blocks.get(at).and_then(Block::text).map(|text| plain(&text.text));
    let Some(heading) = text(at) else { return false };
    COUNTERPARTS.iter().filter(|(_, other)| *other == heading).all(|(normal, _)| {
        starts.last().and_then(|(_, last)| text(*last)).is_some_and(|last| last == *normal)
    })
}

/// Whether there is a numbered table of status codes. The oldest pages end with it.
fn has_status_table(blocks: &[Block]) -> bool {
    let is_head =
        |text: &str| Column::of(text) == Some(Column::HttpStatus) || heading(text) == Some(Part::Status);
    blocks.iter().enumerate().any(|(at, block)| {
        let caption = block.text().and_then(Caption::of);
        let rest = blocks.get(at + 1..).unwrap_or_default();
        caption.is_some()
            && match rest.first() {
                Some(Block::Table(table)) => {
                    table.rows.len() > 1
                        && table
                            .rows
                            .first()
                            .and_then(|row| row.cells.first())
                            .is_some_and(|cell| is_head(&cell.text()))
                }
                // The head has two cells, and a row is a number and what it means.
                Some(Block::Line(line)) => is_head(&line.text.text) && rest.len() > 3,
                _ => false,
            }
    })
}

fn has(starts: &[(Part, usize)], part: Part) -> bool {
    starts.iter().any(|(of, _)| *of == part)
}

/// Whether a line of copied text stands where a row's description does: after its type, its "Yes" or "No",
/// or a label. `Error code` is the whole description of some fields.
fn is_cell(blocks: &[Block], at: usize) -> bool {
    let Some(Block::Line(line)) = blocks.get(at) else { return false };
    let before = at.checked_sub(1).and_then(|before| blocks.get(before));
    let Some(Block::Line(before)) = before else { return line.bullet };
    let cell = before.text.text.as_str();
    line.bullet || !before.bullet && (cells::is_short_cell(cell) || cells::is_label(cell))
}
