//! Rows whose cells have lost the blanks between them: `InstanceIdYesStringThe instance.`
//!
//! Where a name ends is certain only by what follows: a "yes" or "no" before a type, a type that the
//! examples bear out, or a letter of another script. What is not certain stays unknown.

use super::code::{humps, without_word};
use super::kind;
use super::names::Names;
use super::row::{Cells, Sure, base, is_reference};
use super::seam;
use crate::page::words::Column;

/// Whether a table's head has lost its blanks: `Parameter NameRequiredTypeDescription`.
pub(super) fn is_head(line: &str) -> bool {
    // Cut wherever both sides are heads, a head with its blanks gives one piece a column.
    let is_head = |text: &str| Column::of(text).is_some() || Column::of_line(text).is_some();
    let cuts = line.match_indices(' ').filter(|(at, _)| {
        let (before, after) = line.split_at(*at);
        is_head(before) && is_head(after.trim_start())
    });
    Column::of_line(line).is_some_and(|columns| cuts.count() + 1 < columns.len())
}

/// A row of the table of parameters.
pub(super) fn request<'a>(line: &'a str, names: &Names) -> Option<Cells<'a>> {
    const WORDS: &[(&str, bool)] = &[
        ("Yes", true),
        ("No", false),
        ("是", true),
        ("否", false),
        ("はい", true),
        ("いいえ", false),
        ("不要", false),
        ("要", true),
        ("예", true),
        ("아니요", false),
        ("아니오", false),
    ];
    let marked = |at: usize| {
        let (name, rest) = (line.get(..at)?, line.get(at..)?);
        let (word, required) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
        (is_reference(name) || names.has(base(name))).then_some((name, *required, rest.get(word.len()..)?))
    };
    let cells = |(name, required, after): (&'a str, bool, &'a str), (kind, about): (Option<&'a str>, _)| {
        let sure = if kind.is_some() { Sure::Whole } else { Sure::NoKind };
        Some(Cells { name, required: Some(required), kind, about, sure }).filter(|_| !after.is_empty())
    };
    let plain = cuts(line).find_map(|at| {
        let row = marked(at)?;
        cells(row, kind_of(row.2)?)
    });
    // The type is a structure: no list of types bears it out, so the name has to be known.
    plain.or_else(|| {
        cuts(line).find_map(|at| {
            let row = marked(at)?;
            let kind = structure(row.2)?;
            let known = names.has(base(row.0)) || row.0.contains('.');
            cells(row, kind).filter(|_| known || looks_it(row.0, kind, names))
        })
    })
}

/// Whether a structure's name after an unknown field looks its part: not like a field, in a sentence about
/// two of them (`VpcId是SubnetId的…`).
fn looks_it(name: &str, (kind, about): (Option<&str>, &str), names: &Names) -> bool {
    let goes_on =
        about.starts_with(['的', '，', '。', '、', '；', '时', '和', '或', 'の', 'が', 'は', 'を', 'と']);
    let is_field =
        |kind: &str| names.has(kind) || ["Id", "Ids", "Name", "Time"].iter().any(|end| kind.ends_with(end));
    let looks_it = |kind: &str| kind == base(name) || (humps(kind) > 1 && !is_field(kind));
    !goes_on && kind.is_some_and(looks_it)
}

/// The type at the beginning of a text that is a structure's name, and the rest.
fn structure(text: &str) -> Option<(Option<&str>, &str)> {
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let Some(name) = seam::structure(text) else { return Some((None, text)) };
    Some((Some(name), text.strip_prefix(name)?))
}

/// A row of the table of response fields.
pub(super) fn response<'a>(line: &'a str, names: &Names) -> Option<Cells<'a>> {
    let row = |at: usize| {
        let (name, rest) = (line.get(..at)?, line.get(at..)?);
        let (kind, about) = kind_of(rest)?;
        let sure = if kind.is_some() { Sure::Whole } else { Sure::NoKind };
        is_reference(name).then_some(Cells { name, required: None, kind, about, sure })
    };
    let known = cuts(line).filter(|at| line.get(..*at).is_some_and(|name| names.has(name)));
    let object = |at: usize| {
        let (name, rest) = (line.get(..at)?, line.get(at..)?);
        let (kind, about) = structure(rest).filter(|_| names.is_object(name))?;
        let sure = if kind.is_some() { Sure::Whole } else { Sure::NoKind };
        Some(Cells { name, required: None, kind, about, sure })
    };
    let of_example = known.clone().filter_map(row).next_back();
    of_example.or_else(|| known.filter_map(object).next_back()).or_else(|| {
        // Without an example: the first place where a type and then a new word begin.
        let starts = |about: &str| !about.starts_with(|c: char| c.is_ascii_lowercase());
        cuts(line).filter_map(row).find(|cells| starts(cells.about) || cells.kind.is_none())
    })
}

/// An error code before letters of another script. Nothing tells where it ends if the description begins
/// with an abbreviation (`NoAccessVPC或…`), unless the code has an ending of codes.
pub(super) fn code(line: &str) -> Option<&str> {
    let end = line.find(|c: char| !c.is_ascii())?;
    if let Some(code) = seam::ended_code(line) {
        return Some(code);
    }
    let code = without_word(line.get(..end)?);
    let small = code.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let ends_clearly = code.len() < small.len() + 2;
    (!code.contains(' ') && ends_clearly).then_some(code)
}

/// The places where the name of a row may end.
fn cuts(line: &str) -> impl DoubleEndedIterator<Item = usize> + Clone {
    let end = line.find(|c: char| c.is_whitespace()).unwrap_or(line.len()).min(200);
    line.char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .take_while(move |at| *at <= end)
        .collect::<Vec<_>>()
        .into_iter()
}

/// The type at the beginning of a text, and the rest; no type where its end is unclear.
fn kind_of(text: &str) -> Option<(Option<&str>, &str)> {
    if let Some(element) = text.strip_prefix("Array of ") {
        if let Some(length) = kind::glued_scalar(element) {
            let (kind, about) = text.split_at("Array of ".len() + length);
            return Some((Some(kind), about.trim_start()));
        }
        let Some(name) = seam::structure(element) else { return Some((None, element)) };
        let (kind, about) = text.split_at("Array of ".len() + name.len());
        return Some((Some(kind), about.trim_start()));
    }
    let date = || {
        let about = text.strip_prefix("Date")?;
        about.starts_with(|c: char| c.is_ascii_uppercase() || !c.is_ascii()).then_some("Date".len())
    };
    let (kind, about) = text.split_at(kind::glued_scalar(text).or_else(date)?);
    Some((Some(kind), about.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::{code, is_head, request, response};
    use crate::page::tencent::names::Names;

    #[test]
    fn heads_are_glued_or_not() {
        for head in ["Parameter NameRequiredTypeDescription", "参数名称必选类型描述", "매개변수 이름유형설명"]
        {
            assert!(is_head(head), "{head}");
        }
        for head in [
            "Parameter Name Required Type Description",
            "参数名称 类型 描述",
            "매개변수 이름 필수 항목 여부 유형 설명",
            "No head",
        ] {
            assert!(!is_head(head), "{head}");
        }
    }

    #[test]
    fn a_name_ends_where_its_type_says() {
        let names = Names::default();
        let of = |line| request(line, &names).map(|row| (row.name, row.required, row.kind, row.about));
        assert_eq!(of("NodeNoIntegerThe node."), Some(("Node", Some(false), Some("Integer"), "The node.")));
        assert_eq!(
            of("Status.N否Array of Integer状态。"),
            Some(("Status.N", Some(false), Some("Array of Integer"), "状态。"))
        );
        assert_eq!(
            of("Tags.N否Array of Tag标签。"),
            Some(("Tags.N", Some(false), Some("Array of Tag"), "标签。"))
        );
        assert_eq!(
            of("Tags.NNoArray of TagThe tags."),
            Some(("Tags.N", Some(false), Some("Array of Tag"), "The tags."))
        );
        assert_eq!(of("Tags.NNoArray of Tagtags"), Some(("Tags.N", Some(false), None, "Tagtags")));
        assert_eq!(of("Note: no row"), None);
        assert_eq!(of("SinceYesDateFirst day."), Some(("Since", Some(true), Some("Date"), "First day.")));
    }

    #[test]
    fn a_structure_ends_where_another_script_begins() {
        let mut names = Names::default();
        names.add("Source", true);
        let of = |line, names: &Names| request(line, names).map(|row| (row.name, row.kind));
        assert_eq!(of("Reel否ReelConfig卷轴。", &Names::default()), Some(("Reel", Some("ReelConfig"))));
        assert_eq!(of("Reel不要Reel読み取り。", &Names::default()), Some(("Reel", Some("Reel"))));
        assert_eq!(of("SourceNoTapeSourceThe source.", &names), Some(("Source", Some("TapeSource"))));
        assert_eq!(of("TapeId是ReelId的一部分。", &Names::default()), None);
        let of = |line| response(line, &names).map(|row| (row.name, row.kind));
        assert_eq!(of("SourceTapeSource来源。"), Some(("Source", Some("TapeSource"))));
        assert_eq!(of("SourceTapeSourceThe source."), Some(("Source", Some("TapeSource"))));
    }

    #[test]
    fn a_code_may_run_into_a_word() {
        assert_eq!(code("InternalError.TapeErrorVPC错误"), Some("InternalError.TapeError"));
        assert_eq!(code("InternalError.HttpServerErrorhttp请求"), Some("InternalError.HttpServerError"));
        assert_eq!(code("InvalidParameter.TapeNotExists没有"), Some("InvalidParameter.TapeNotExists"));
        assert_eq!(code("InvalidParameter.NoVipInVPC没有"), None);
    }

    #[test]
    fn examples_say_where_a_field_ends() {
        let mut names = Names::default();
        names.add("ConnectionString", false);
        let of = |line| response(line, &names).map(|row| (row.name, row.kind));
        assert_eq!(of("ConnectionStringStringThe URL."), Some(("ConnectionString", Some("String"))));
        assert_eq!(of("TotalCountIntegerHow many."), Some(("TotalCount", Some("Integer"))));
        assert_eq!(code("InternalError.DbError数据库错误"), Some("InternalError.DbError"));
        assert_eq!(
            code("ResourceNotFound.TapeNotExistsreelId에 없음"),
            Some("ResourceNotFound.TapeNotExists")
        );
        assert_eq!(
            code("UnauthorizedOperation.NoCAMAuthedcam 권한"),
            Some("UnauthorizedOperation.NoCAMAuthed")
        );
        assert_eq!(code("FailedOperation.Unknownreel入力"), Some("FailedOperation.Unknown"));
        assert_eq!(code("InvalidParameter.TapeIdvpc网络"), Some("InvalidParameter.TapeId"));
        assert_eq!(code("InternalError.DbErrorDatabase error"), None);
    }
}
