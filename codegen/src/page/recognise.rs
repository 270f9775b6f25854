//! What kind of page this is: its form, and the vendor whose layouts it follows.

use super::document::{Block, Document, Form};
use super::facts::Vendor;
use super::{Unreadable, text};

/// The form of a page, from its text alone: file names lie.
pub(super) fn form(source: &str) -> Form {
    let start = source.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let first: String = start.chars().take(64).collect::<String>().to_lowercase();
    if first.starts_with("<!doctype") || first.starts_with("<html") || first.starts_with("<?xml") {
        return Form::Html;
    }
    if super::rst::is_one(source) {
        return Form::ReStructured;
    }
    let headings = source.lines().filter(|line| is_markdown_heading(line)).count();
    if headings > 1 {
        return Form::Markdown;
    }
    let closed = |tag: &str| source.contains(tag);
    if closed("</table>") || closed("</p>") || closed("</div>") || closed("</h1>") || closed("</h2>") {
        return Form::Html;
    }
    Form::Text
}

/// `## Request parameters`
fn is_markdown_heading(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    let hashes = line.chars().take_while(|c| *c == '#').count();
    (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') && !line[hashes..].trim().is_empty()
}

/// Marks of a vendor's layouts, and how much each counts. One page has several of them; the marks of a
/// page's frame are often lost in a copy, so no mark is needed.
const MARKS: &[(Vendor, u32, &[&str])] = &[
    (Vendor::Tencent, 3, &["tencentcloudapi.com", "x-tc-action"]),
    (Vendor::Tencent, 2, &["tencent cloud", "腾讯云", "tencentcloud"]),
    (
        Vendor::Tencent,
        3,
        &[
            "2. input parameters",
            "2. 输入参数",
            "2. 入力パラメータ",
            "2. 입력 매개변수",
            "input parameters",
            "输入参数",
            "入力パラメータ",
            "입력 매개변수",
        ],
    ),
    (
        Vendor::Tencent,
        3,
        &[
            "3. output parameters",
            "3. 输出参数",
            "3. 出力パラメータ",
            "3. 출력 매개변수",
            "output parameters",
            "输出参数",
            "出力パラメータ",
            "출력 매개변수",
        ],
    ),
    (Vendor::Alibaba, 3, &["openapi explorer", "apsaradb", "aliyuncs.com"]),
    (Vendor::Alibaba, 2, &["alibaba cloud", "阿里云", "document center", "acs:"]),
    (Vendor::Alibaba, 3, &["ram authorization", "authorization information", "授权信息"]),
    (Vendor::Alibaba, 2, &["response elements", "response parameters", "返回数据", "返回参数"]),
    (Vendor::Huawei, 3, &["{project_id}", "\\{project\\_id\\}", "x-auth-token"]),
    (
        Vendor::Huawei,
        2,
        &["myhuaweicloud.com", "t-systems.com", "huawei cloud", "华为云", "help center>", "文档首页"],
    ),
    (Vendor::Huawei, 2, &["mandatory", "是否必选"]),
    (Vendor::Huawei, 2, &["table 1", "表1", "表 1"]),
];

/// A page needs this many points to be taken for a vendor's.
const ENOUGH: u32 = 5;

/// Whose layouts the page follows.
pub(super) fn vendor(document: &Document) -> Result<Vendor, Unreadable> {
    let mut words = String::new();
    for block in &document.blocks {
        match block {
            Block::Heading(text) => push(&mut words, &text.text),
            Block::Line(line) => push(&mut words, &line.text.text),
            Block::Code(code) => push(&mut words, &code.text),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    push(&mut words, &cell.text());
                }
            }
        }
    }
    let score = |vendor| {
        let marks = MARKS.iter().filter(|(of, ..)| *of == vendor);
        marks
            .filter(|(_, _, any)| any.iter().any(|mark| words.contains(mark)))
            .map(|(_, points, _)| points)
            .sum()
    };
    let scores = [Vendor::Tencent, Vendor::Alibaba, Vendor::Huawei].map(|vendor| (score(vendor), vendor));
    let best: (u32, Vendor) =
        scores.into_iter().max_by_key(|(points, _)| *points).unwrap_or((0, Vendor::Tencent));
    if best.0 >= ENOUGH {
        return Ok(best.1);
    }
    Err(if is_login(&words) {
        Unreadable::page("this is a sign-in page, not the documentation")
            .help("sign in with a browser, open the operation's page, and save that")
    } else {
        Unreadable::page("this is not an operation's page of Tencent Cloud, Alibaba Cloud or Huawei Cloud")
            .help("save the page that describes one operation: its parameters, its response, its error codes")
    })
}

fn push(words: &mut String, text: &str) {
    words.push_str(&text.to_lowercase());
    words.push('\n');
}

fn is_login(words: &str) -> bool {
    let sign_in = ["sign in", "log in", "login", "登录", "登入", "ログイン", "로그인"];
    let secret =
        ["password", "密码", "verification code", "验证码", "パスワード", "비밀번호", "forgot", "scan"];
    sign_in.iter().any(|word| words.contains(word)) && secret.iter().any(|word| words.contains(word))
}

/// The document of a page in any form.
pub(super) fn document(source: &str) -> Result<Document, Unreadable> {
    match form(source) {
        Form::Html => super::html::read(source),
        Form::Markdown => super::markdown::read(source),
        Form::ReStructured => Ok(super::rst::read(source)),
        Form::Text => Ok(text::read(source)),
    }
}
