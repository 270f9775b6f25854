//! What kind of page this is: its form, and the vendor whose layouts it follows.

use super::document::{Block, Document, Form};
use super::facts::Vendor;
use super::{Unreadable, text};

/// The form of a page, from its text alone: file names lie.
pub(super) fn form(source: &str) -> Form {
    if is_html_document(source) {
        return Form::Html;
    }
    if super::rst::is_one(source) {
        return Form::ReStructured;
    }
    if has_markdown_headings(source) {
        return Form::Markdown;
    }
    let starts = source.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('<');
    let closed = ["</table>", "</p>", "</div>", "</h1>", "</h2>", "</td>", "</li>"];
    let closed = closed.iter().filter(|tag| source.contains(*tag)).count();
    // Copied text may show one of these tags; a piece of a page has several, or begins with one.
    if closed > 1 || (starts && closed > 0) { Form::Html } else { Form::Text }
}

/// Whether the text begins as a whole page in HTML does.
fn is_html_document(source: &str) -> bool {
    let mut start = source.trim_start_matches('\u{feff}').trim_start();
    while let Some((_, rest)) = start.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        start = rest.trim_start();
    }
    let first: String = start.chars().take(16).collect::<String>().to_lowercase();
    ["<!doctype", "<html", "<?xml", "<head", "<body"].iter().any(|tag| first.starts_with(tag))
}

/// Whether there are headings such as `## Request parameters`. One alone, or several right below other
/// lines, may be remarks in a program that the page shows.
fn has_markdown_headings(source: &str) -> bool {
    let (mut deep, mut apart) = (0, 0);
    let mut blank = true;
    for line in source.trim_start_matches('\u{feff}').lines() {
        let rest = line.trim_start_matches('#');
        let hashes = line.len() - rest.len();
        if (1..=6).contains(&hashes) && rest.starts_with(' ') && !rest.trim().is_empty() {
            deep += u32::from(hashes > 1);
            apart += u32::from(hashes == 1 && blank);
        }
        blank = line.trim().is_empty();
    }
    deep + apart > 1
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
            "2. パラメータ入力",
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
            "3. パラメータ出力",
            "3. 출력 매개변수",
            "output parameters",
            "输出参数",
            "出力パラメータ",
            "출력 매개변수",
        ],
    ),
    (Vendor::Alibaba, 3, &["openapi explorer"]),
    (Vendor::Alibaba, 3, &["aliyuncs.com", "aliyun", "apsaradb", "polardb"]),
    (Vendor::Alibaba, 2, &["alibaba cloud", "阿里云", "document center", "acs:"]),
    (Vendor::Alibaba, 3, &["ram authorization", "authorization information", "授权信息"]),
    (Vendor::Alibaba, 2, &["response elements", "response parameters", "返回数据", "返回参数"]),
    (Vendor::Huawei, 3, &["{project_id}", "\\{project\\_id\\}", "x-auth-token"]),
    (
        Vendor::Huawei,
        2,
        &["myhuaweicloud.com", "t-systems.com", "huawei cloud", "华为云", "help center>", "文档首页"],
    ),
    // Operations that list the versions of an API have neither a project nor parameters.
    (Vendor::Huawei, 3, &["endpoint}/", "的endpoint/", "dds endpoint/"]),
    (Vendor::Huawei, 2, &["field data structure description", "字段数据结构说明"]),
    (Vendor::Huawei, 2, &["mandatory", "是否必选"]),
    (Vendor::Huawei, 2, &["table 1", "表1", "表 1"]),
];

/// Words of which a vendor's page has at least one if it describes an operation: sections, or the head of
/// a table of parameters. Overviews, lists of links and sign-in pages have none.
const OPERATION: &[(Vendor, &[&str])] = &[
    (
        Vendor::Tencent,
        &[
            "input parameters",
            "output parameters",
            "输入参数",
            "输出参数",
            "入力パラメータ",
            "出力パラメータ",
            "パラメータ入力",
            "パラメータ出力",
            "입력 매개변수",
            "출력 매개변수",
            "입력 파라미터",
            "출력 파라미터",
        ],
    ),
    (
        Vendor::Alibaba,
        &[
            "request parameters",
            "request syntax",
            "response elements",
            "response parameters",
            "请求参数",
            "请求语法",
            "返回参数",
            "返回数据",
            "請求參數",
            "返回參數",
            "parameter permintaan",
            "elemen respons",
        ],
    ),
    (
        Vendor::Huawei,
        &[
            "mandatory",
            "是否必选",
            "是否必填",
            "uri",
            "request parameters",
            "response parameters",
            "请求参数",
            "响应参数",
        ],
    ),
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
    let known = (best.0 >= ENOUGH).then_some(best.1);
    let describes = |vendor: &Vendor| {
        let marks = OPERATION.iter().filter(|(of, _)| of == vendor);
        marks.flat_map(|(_, any)| *any).any(|mark| words.contains(mark))
    };
    if let Some(vendor) = known.filter(describes) {
        return Ok(vendor);
    }
    let save = "save the page that describes one operation: its parameters, its response, its error codes";
    Err(match known {
        _ if is_login(&words) => Unreadable::page("this is a sign-in page, not the documentation")
            .help("sign in with a browser, open the operation's page, and save that"),
        Some(vendor) => {
            let message = format!("this page of {} does not describe an operation", vendor.title());
            Unreadable::page(&message).help(save)
        }
        None => Unreadable::page(
            "this is not an operation's page of Tencent Cloud, Alibaba Cloud or Huawei Cloud",
        )
        .help(save),
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

/// No line is longer, but in HTML, which may be one line altogether.
const LONGEST_LINE: usize = 100_000;

/// The document of a page in any form.
pub(super) fn document(source: &str) -> Result<Document, Unreadable> {
    let form = form(source);
    if form != Form::Html
        && let Some((number, line)) = (1..).zip(source.lines()).find(|(_, line)| line.len() > LONGEST_LINE)
    {
        let message =
            format!("this line has {} KB; a line of a documentation page is far shorter", line.len() >> 10);
        return Err(Unreadable::at(number, &message).help("save the page again, from the browser"));
    }
    match form {
        Form::Html => super::html::read(source),
        Form::Markdown => super::markdown::read(source),
        Form::ReStructured => Ok(super::rst::read(source)),
        Form::Text => Ok(text::read(source)),
    }
}
