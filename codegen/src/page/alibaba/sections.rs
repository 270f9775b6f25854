//! The parts of a page, by their headings. All layouts have the same parts; their names changed over the
//! years, and copied text does not mark them: there a heading is a line that says nothing else.

use crate::page::document::{Block, Document, Line};
use crate::page::words::Column;

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Title, date and what the operation does.
    Preamble,
    /// Which permission an account needs.
    Authorization,
    /// The parameters.
    Request,
    /// The response's fields.
    Response,
    /// Requests and responses.
    Examples,
    /// The error codes.
    Errors,
    /// What has no facts: how to try it, what changed.
    Other,
}

const HEADINGS: &[(Part, &[&str])] = &[
    (
        Part::Authorization,
        &[
            "ram authorization",
            "authorization information",
            "authorization",
            "授权信息",
            "授權資訊",
            "ram授权",
            "ram 授权",
        ],
    ),
    (
        Part::Request,
        &[
            "request parameters",
            "request parameter",
            "request elements",
            "input parameters",
            "请求参数",
            "输入参数",
            "請求參數",
            "parameter permintaan",
            "リクエストパラメーター",
            "リクエストパラメータ",
        ],
    ),
    (
        Part::Response,
        &[
            "response parameters",
            "response parameter",
            "response elements",
            "return parameters",
            "returned data",
            "返回数据",
            "返回参数",
            "响应参数",
            "响应元素",
            "返回元素",
            "返回參數",
            "返回資料",
            "elemen respons",
            "parameter respons",
            "レスポンスパラメーター",
            "レスポンスパラメータ",
        ],
    ),
    (
        Part::Examples,
        &[
            "examples",
            "sample requests",
            "sample request",
            "request examples",
            "request example",
            "sample success responses",
            "sample success response",
            "successful response examples",
            "success response",
            "sample responses",
            "示例",
            "请求示例",
            "正常返回示例",
            "返回示例",
            "成功响应",
            "樣本",
            "正常返回樣本",
            "contoh",
            "例",
        ],
    ),
    (
        Part::Errors,
        &["error codes", "error code", "错误码", "错误代码", "錯誤碼", "エラーコード", "kode kesalahan"],
    ),
    (
        Part::Other,
        &[
            "debugging",
            "try it now",
            "调试",
            "立即体验",
            "調試",
            "變更歷史",
            "coba sekarang",
            "deskripsi operasi",
            "change history",
            "release notes",
            "变更历史",
            "变更记录",
            "发行说明",
            "request header",
            "request headers",
            "request syntax",
            "response headers",
            "response header",
            "请求头",
            "返回头",
            "响应头",
            "请求语法",
            "usage notes",
            "operation description",
            "接口说明",
            "使用说明",
            "feedback",
            "references",
            "related operations",
            "相关文档",
            "相关api",
        ],
    ),
];

/// A part and what stands in it, without its heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section<'a> {
    pub(super) part: Part,
    /// The line of the heading.
    pub(super) line: u32,
    pub(super) blocks: &'a [Block],
}

impl<'a> Section<'a> {
    /// Its lines, where the form marks no tables.
    pub(super) fn lines(&self) -> Vec<&'a Line> {
        self.blocks.iter().filter_map(line_of).collect()
    }
}

fn line_of(block: &Block) -> Option<&Line> {
    match block {
        Block::Line(line) => Some(line),
        _ => None,
    }
}

/// The sections of a page.
pub(super) struct Sections<'a> {
    all: Vec<Section<'a>>,
}

impl<'a> Sections<'a> {
    /// Cuts a page at its headings. A heading inside the part that it names is a heading of the next
    /// order (`Sample requests` under `Examples`), or a column (`错误码`), and stays where it is.
    pub(super) fn of(document: &'a Document) -> Self {
        let blocks = document.blocks.as_slice();
        let mut all = Vec::new();
        let (mut part, mut line, mut from) = (Part::Preamble, 1, 0);
        for (at, block) in blocks.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| blocks.get(at));
            let Some(next) = heading(block, before) else { continue };
            if next == part && part != Part::Other {
                continue;
            }
            all.push(Section { part, line, blocks: blocks.get(from..at).unwrap_or_default() });
            (part, line, from) = (next, block.line(), at + 1);
        }
        all.push(Section { part, line, blocks: blocks.get(from..).unwrap_or_default() });
        Self { all }
    }

    /// The section of a part. A table of contents names them all once more, with nothing in them: the
    /// fullest counts.
    pub(super) fn get(&self, part: Part) -> Option<Section<'a>> {
        let found = self.all.iter().filter(|section| section.part == part && !section.blocks.is_empty());
        found.rev().max_by_key(|section| size(section.blocks)).copied()
    }

    /// All sections.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Section<'a>> {
        self.all.iter()
    }
}

fn size(blocks: &[Block]) -> usize {
    let one = |block: &Block| match block {
        Block::Table(table) => 100 + table.rows.len(),
        _ => 1,
    };
    blocks.iter().map(one).sum()
}

/// The part that a block is the heading of.
fn heading(block: &Block, before: Option<&Block>) -> Option<Part> {
    let text = match block {
        Block::Heading(text) => text,
        Block::Line(line) if !line.bullet => &line.text,
        _ => return None,
    };
    // A head whose cells stand on lines of their own has columns that are named like parts.
    if let (Block::Line(_), Some(Block::Line(before))) = (block, before)
        && Column::of(&text.text).is_some()
        && Column::of(&before.text.text).is_some()
    {
        return None;
    }
    named(&text.text)
}

fn named(text: &str) -> Option<Part> {
    if text.len() > 64 {
        return None;
    }
    let bare = text.trim_matches(['#', '*', ' ', ':', '：']).to_lowercase();
    // Markdown of 2019 writes `Debugging {#apiExplorer .section}`.
    let bare = bare.split(" {").next().unwrap_or_default().trim_end();
    HEADINGS.iter().find(|(_, names)| names.contains(&bare)).map(|(part, _)| *part)
}
