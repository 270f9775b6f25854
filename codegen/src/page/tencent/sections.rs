//! The numbered sections of a page: `2. Input Parameters`, in four languages and several wordings.

use super::errors;
use super::example;
use super::survey;
use crate::page::document::{Block, Document};

/// A section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Description,
    Input,
    Output,
    Example,
    Resources,
    Errors,
}

const PARTS: [Part; 6] =
    [Part::Description, Part::Input, Part::Output, Part::Example, Part::Resources, Part::Errors];

impl Part {
    /// The section's English title, without its number.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Description => "API Description",
            Self::Input => "Input Parameters",
            Self::Output => "Output Parameters",
            Self::Example => "Example",
            Self::Resources => "Developer Resources",
            Self::Errors => "Error Code",
        }
    }

    /// Its titles in lower case and without blanks.
    fn titles(self) -> &'static [&'static str] {
        match self {
            Self::Description => &[
                "apidescription",
                "接口描述",
                "接口说明",
                "api描述",
                "api説明",
                "apiの説明",
                "インターフェースの説明",
                "インターフェース説明",
                "インターフェースについて",
                "api설명",
                "인터페이스설명",
            ],
            Self::Input => &[
                "inputparameters",
                "inputparameter",
                "requestparameters",
                "输入参数",
                "请求参数",
                "入力パラメータ",
                "入力パラメーター",
                "パラメータ入力",
                "パラメーター入力",
                "リクエストパラメータ",
                "입력매개변수",
                "입력파라미터",
                "요청매개변수",
            ],
            Self::Output => &[
                "outputparameters",
                "outputparameter",
                "responseparameters",
                "输出参数",
                "返回参数",
                "出力パラメータ",
                "出力パラメーター",
                "パラメータ出力",
                "パラメーター出力",
                "レスポンスパラメータ",
                "출력매개변수",
                "출력파라미터",
                "응답매개변수",
            ],
            Self::Example => &[
                "example",
                "examples",
                "sample",
                "samples",
                "示例",
                "例",
                "サンプル",
                "例示",
                "예시",
                "예제",
                "예",
                "샘플",
            ],
            Self::Resources => &[
                "developerresources",
                "resourcesfordevelopers",
                "otherresources",
                "开发者资源",
                "其他资源",
                "其它资源",
                "開発者リソース",
                "開発者向けリソース",
                "その他のリソース",
                "その他リソース",
                "他のリソース",
                "개발자리소스",
                "기타리소스",
                "다른리소스",
            ],
            Self::Errors => &[
                "errorcode",
                "errorcodes",
                "错误码",
                "错误代码",
                "エラーコード",
                "오류코드",
                "에러코드",
                "오류코드리스트",
            ],
        }
    }
}

/// The section that a line opens, and whether the line has its number.
pub(super) fn title(line: &str) -> Option<(Part, bool)> {
    // Titles are short; most lines are not worth the copy.
    if line.len() > 80 {
        return None;
    }
    let line = line.trim();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    let words = match rest.strip_prefix(['.', '．', '、']) {
        Some(words) if !number.is_empty() => words,
        _ if number.is_empty() => rest,
        _ => return None,
    };
    let words: String = words.to_lowercase().split_whitespace().collect();
    let words = words.trim_end_matches([':', '：', '.', '。']);
    let part = PARTS.into_iter().find(|part| part.titles().contains(&words))?;
    Some((part, !number.is_empty()))
}

/// Where one section stands in the page's blocks.
#[derive(Clone, Copy, Debug)]
struct Span {
    part: Part,
    /// Its title.
    at: usize,
    /// The next section's title, or the page's end.
    end: usize,
}

/// The sections of a page.
pub(super) struct Sections<'a> {
    document: &'a Document,
    chosen: Vec<Span>,
}

impl<'a> Sections<'a> {
    /// Finds them. The frame around a page has the same words (a navigation tree, a table of contents), so
    /// that of all places with a section's title the one counts under which its content stands.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut titles: Vec<(usize, Part, bool)> = Vec::new();
        for (at, block) in document.blocks.iter().enumerate() {
            if let Some((part, numbered)) = block.text().and_then(|text| title(&text.text)) {
                titles.push((at, part, numbered));
            }
        }
        if titles.iter().any(|(_, part, numbered)| *numbered && matches!(part, Part::Input | Part::Output)) {
            titles.retain(|(_, _, numbered)| *numbered);
        }
        let ends = titles.iter().skip(1).map(|(at, ..)| *at).chain([document.blocks.len()]);
        let spans: Vec<Span> =
            titles.iter().zip(ends).map(|((at, part, _), end)| Span { part: *part, at: *at, end }).collect();
        // The input section is the surest, and all but the description stand behind it on every page.
        let heaviest = |part: Part, from: usize| {
            let mut best: Option<(usize, Span)> = None;
            for span in spans.iter().filter(|span| span.part == part && span.at >= from) {
                let weight = weight(part, within(document, *span));
                if best.is_none_or(|(most, _)| weight > most) {
                    best = Some((weight, *span));
                }
            }
            best.map(|(_, span)| span)
        };
        let input = heaviest(Part::Input, 0);
        let from = input.map_or(0, |input| input.at);
        let description = spans.iter().rfind(|span| span.part == Part::Description && span.at <= from);
        let mut chosen: Vec<Span> = description.copied().into_iter().chain(input).collect();
        for part in [Part::Output, Part::Example, Part::Resources, Part::Errors] {
            chosen.extend(heaviest(part, from));
        }
        Self { document, chosen }
    }

    fn span(&self, part: Part) -> Option<Span> {
        self.chosen.iter().find(|span| span.part == part).copied()
    }

    /// What stands under the section's title.
    pub(super) fn blocks(&self, part: Part) -> &'a [Block] {
        self.span(part).map_or(&[], |span| within(self.document, span))
    }

    /// Where the section stands among the others.
    pub(super) fn at(&self, part: Part) -> Option<usize> {
        self.span(part).map(|span| span.at)
    }

    /// The line of the section's title.
    pub(super) fn line(&self, part: Part) -> u32 {
        self.at(part).and_then(|at| self.document.blocks.get(at)).map_or(0, Block::line)
    }

    /// What stands before the first section: the frame, the heading, the date.
    pub(super) fn before(&self) -> &'a [Block] {
        let first = self.chosen.iter().map(|span| span.at).min().unwrap_or(0);
        self.document.blocks.get(..first).unwrap_or_default()
    }

    /// What stands after the last section's title: its content and the frame.
    pub(super) fn after(&self) -> &'a [Block] {
        let last = self.chosen.iter().map(|span| span.at).max().unwrap_or(0);
        self.document.blocks.get(last..).unwrap_or_default()
    }

    /// The sections that every page has and this one has not.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        let needed = [Part::Input, Part::Output, Part::Example, Part::Errors];
        needed.into_iter().filter(|part| self.span(*part).is_none()).map(Part::title).collect()
    }

    /// The page's own sentences, from which its language is told: without frame and examples.
    pub(super) fn prose(&self) -> Vec<&'a str> {
        let mut lines = Vec::new();
        for part in [Part::Description, Part::Input, Part::Output, Part::Errors] {
            for block in self.blocks(part) {
                match block {
                    Block::Table(table) => lines.extend(
                        table
                            .rows
                            .iter()
                            .flat_map(|row| &row.cells)
                            .flat_map(|cell| &cell.lines)
                            .map(|line| line.text.text.as_str()),
                    ),
                    block => lines.extend(block.text().map(|text| text.text.as_str())),
                }
            }
        }
        lines
    }
}

fn within(document: &Document, span: Span) -> &[Block] {
    document.blocks.get(span.at + 1..span.end).unwrap_or_default()
}

/// How much of what a section holds stands in `blocks`.
fn weight(part: Part, blocks: &[Block]) -> usize {
    match part {
        Part::Input | Part::Output => survey::weight(blocks),
        Part::Errors => errors::weight(blocks),
        Part::Example => example::weight(blocks),
        Part::Description | Part::Resources => usize::from(!blocks.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, title};

    #[test]
    fn titles_are_known_with_and_without_their_number() {
        assert_eq!(title("2. Input Parameters"), Some((Part::Input, true)));
        assert_eq!(title("4. Samples"), Some((Part::Example, true)));
        assert_eq!(title("1. API 설명"), Some((Part::Description, true)));
        assert_eq!(title("6．错误码"), Some((Part::Errors, true)));
        assert_eq!(title("出力パラメータ"), Some((Part::Output, false)));
        assert_eq!(title("2. Input parameters are checked"), None);
        assert_eq!(title("2 Input Parameters"), None);
    }
}
