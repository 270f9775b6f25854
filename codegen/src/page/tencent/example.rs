//! The example section: requests, responses, and what else they give away.

use super::code::is_identifier;
use super::fields::is_date;
use super::head::host_in;
use super::names::Names;
use crate::page::document::Block;
use crate::page::facts::{Example, Found};

/// What the examples show.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) examples: Vec<Example>,
    /// All names in requests and responses.
    pub(super) names: Names,
    pub(super) method: Option<Found<String>>,
    pub(super) path: Option<Found<String>>,
    pub(super) host: Option<Found<String>>,
    pub(super) action: Option<Found<String>>,
    pub(super) version: Option<Found<String>>,
}

/// Reads the section.
pub(super) fn read(blocks: &[Block]) -> Shown {
    let mut shown = Shown::default();
    let mut open: Option<Open> = None;
    for (line, text) in lines(blocks) {
        let trimmed = text.trim();
        if let Some(is_request) = label(trimmed) {
            shown.examples.extend(open.take().and_then(Open::close));
            open = Some(Open { is_request, lines: Vec::new() });
            continue;
        }
        if is_title(trimmed) {
            shown.examples.extend(open.take().and_then(Open::close));
            continue;
        }
        names(trimmed, &mut shown.names);
        if open.as_ref().is_none_or(|open| open.is_request) {
            request(line, trimmed, &mut shown);
        }
        if let Some(open) = &mut open {
            open.lines.push((line, text));
        }
    }
    shown.examples.extend(open.take().and_then(Open::close));
    for example in &shown.examples {
        shown.names.add_outermost(example);
    }
    shown
}

/// How much in `blocks` looks like examples.
pub(super) fn weight(blocks: &[Block]) -> usize {
    let of = |text: &str| {
        text.starts_with(['{', '}', '"', '&', '[', ']']) || text.starts_with("http") || label(text).is_some()
    };
    lines(blocks).filter(|(_, text)| of(text.trim())).count()
}

/// An example whose end has not been seen.
struct Open {
    is_request: bool,
    lines: Vec<(u32, String)>,
}

impl Open {
    /// The example, without the blanks that all its lines begin with.
    fn close(self) -> Option<Example> {
        let is_filled = |(_, text): &(u32, String)| !text.trim().is_empty();
        let first = self.lines.iter().position(is_filled)?;
        let last = self.lines.iter().rposition(is_filled)?;
        let lines = self.lines.get(first..=last)?;
        let line = lines.first()?.0;
        let blanks = |text: &str| text.len() - text.trim_start().len();
        let shared =
            lines.iter().filter(|line| is_filled(line)).map(|(_, text)| blanks(text)).min().unwrap_or(0);
        let text: Vec<&str> =
            lines.iter().map(|(_, text)| text.get(shared..).unwrap_or_default().trim_end()).collect();
        Some(Example { is_request: self.is_request, text: text.join("\n"), line })
    }
}

/// The lines of the section with their numbers, as far as the document kept their blanks.
fn lines(blocks: &[Block]) -> impl Iterator<Item = (u32, String)> {
    blocks.iter().flat_map(|block| match block {
        Block::Code(code) => {
            let numbers = code.line..;
            numbers.zip(code.text.lines().map(str::to_owned)).collect::<Vec<_>>()
        }
        Block::Line(line) => {
            let indent = " ".repeat(usize::try_from(line.indent).unwrap_or(0).min(200));
            let bullet = if line.bullet { "- " } else { "" };
            let blank = line.apart.then(|| (line.text.line, String::new()));
            let text = (line.text.line, format!("{indent}{bullet}{}", line.text.text));
            blank.into_iter().chain([text]).collect()
        }
        Block::Heading(text) => vec![(text.line, text.text.clone())],
        Block::Table(_) => Vec::new(),
    })
}

/// The line above a request or a response; whether it is a request.
fn label(line: &str) -> Option<bool> {
    if line.len() > 40 {
        return None;
    }
    let line = line.trim_end_matches([':', '：']).to_lowercase();
    let with = |beginnings: &[&str], endings: &[&str]| {
        beginnings
            .iter()
            .any(|beginning| line.strip_prefix(beginning).is_some_and(|rest| endings.contains(&rest.trim())))
    };
    const ENDINGS: &[&str] = &[
        "example",
        "examples",
        "sample",
        "samples",
        "sample code",
        "示例",
        "例",
        "サンプル",
        "예시",
        "예제",
        "예",
        "샘플",
    ];
    if with(&["input", "输入", "入力", "입력"], ENDINGS) {
        return Some(true);
    }
    with(&["output", "输出", "出力", "출력"], ENDINGS).then_some(false)
}

/// `Example1 Stopping an instance`, `Sample 1. Request Example`, `示例1 …`
fn is_title(line: &str) -> bool {
    ["Example", "Sample", "示例", "例", "サンプル", "예시", "예제"].iter().any(|word| {
        line.strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// What a line of a request says about how to call.
fn request(line: u32, text: &str, shown: &mut Shown) {
    fn set(place: &mut Option<Found<String>>, value: &str, line: u32) {
        place.get_or_insert_with(|| Found::new(value.to_owned(), line));
    }
    if let Some(host) = host_in(text) {
        set(&mut shown.host, host, line);
    }
    if shown.method.is_none() {
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        if matches!(first, "GET" | "POST" | "PUT" | "DELETE" | "PATCH") && rest.starts_with(['/', 'h']) {
            set(&mut shown.method, first, line);
            if rest.starts_with('/') {
                let path = rest.split([' ', '?']).next().unwrap_or(rest);
                set(&mut shown.path, path, line);
            }
        } else if is_query(text) || (text.starts_with("http") && text.contains("/?")) {
            set(&mut shown.method, "GET", line);
        }
    }
    let header =
        |name: &str| text.strip_prefix(name).map(|value| value.trim_start_matches([':', ' ']).trim());
    let parameter = |name: &str| {
        let (_, value) = text.split_once(name)?;
        value.split('&').next()
    };
    if let Some(action) =
        header("X-TC-Action").or_else(|| parameter("?Action=")).filter(|it| is_identifier(it))
    {
        set(&mut shown.action, action, line);
    }
    if let Some(version) = header("X-TC-Version").or_else(|| parameter("&Version=")).filter(|it| is_date(it))
    {
        set(&mut shown.version, version, line);
    }
}

/// A line of a query, `&InstanceId=crs-1` or `&<Common request parameters>`: the rest of a URL whose first
/// line may be lost.
fn is_query(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('&') else { return false };
    rest.starts_with('<') || rest.split_once('=').is_some_and(|(name, _)| is_parameter(name))
}

fn is_parameter(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

/// Collects the names of JSON members, `"Status":`, and of query parameters, `&Status.0=`.
fn names(text: &str, names: &mut Names) {
    let mut quoted = text.split('"').skip(1);
    while let (Some(name), Some(after)) = (quoted.next(), quoted.next()) {
        let value = after.trim_start().strip_prefix(':').map(str::trim);
        if let Some(value) = value.filter(|_| is_identifier(name)) {
            // A value on the next line, which may be lost, is an object or a list.
            names.add(name, value.starts_with('{'));
        }
    }
    if is_query(text) || text.contains("/?") {
        for parameter in text.split(['&', '?']) {
            let name = parameter.split_once('=').map_or("", |(name, _)| name);
            let first = name.split('.').next().unwrap_or_default();
            if is_identifier(first) {
                names.add_sent(first);
            }
        }
    }
}
