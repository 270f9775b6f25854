//! From the rows of a table to fields.

use super::about;
use super::code::is_identifier;
use super::row::base;
use super::rows::Row;
use crate::page::facts::{Field, Found};
use crate::page::values;

/// The rows of the parameters that every operation has, and the operation's own. The former say that they
/// are common and come first; where the note is lost, their names tell.
pub(super) fn split(rows: Vec<Row>) -> (Vec<Row>, Vec<Row>) {
    let mut common: Vec<Row> = Vec::new();
    let mut own: Vec<Row> = Vec::new();
    for row in rows {
        let is_new = common.iter().all(|known| known.printed != row.printed);
        let is_first = own.is_empty() && matches!(row.printed.as_str(), "Action" | "Version" | "Region");
        let list = if is_new && (is_first || says_common(&row)) { &mut common } else { &mut own };
        list.push(row);
    }
    (common, own)
}

fn says_common(row: &Row) -> bool {
    const NOTES: &[&str] = &["common param", "公共参数", "共通パラメ", "공통 매개변수", "공통 파라미터"];
    let first = row.about.first().map(|line| line.text.text.to_lowercase()).unwrap_or_default();
    matches!(row.printed.as_str(), "Action" | "Version" | "Region" | "Token" | "Language")
        && NOTES.iter().any(|note| first.starts_with(note))
}

/// A parameter or a field of the response.
pub(super) fn parameter(row: &Row) -> Field {
    let name = base(&row.printed);
    Field {
        name: name.to_owned(),
        docs_name: (name != row.printed).then(|| row.printed.clone()),
        kind: row.kind.clone(),
        required: row.required,
        deprecated: about::is_deprecated(&row.about),
        example: about::example(&row.about),
        values: values::read(&row.about, row.kind.as_deref()),
        line: row.line,
        ..Field::default()
    }
}

/// The operation's name, the last word of the row `Action`.
pub(super) fn action(common: &[Row]) -> Option<Found<String>> {
    value(common, "Action", is_identifier)
}

/// The API's version in the row `Version`. Translators write it as a date of their language: `2017/03/20`.
pub(super) fn version(common: &[Row]) -> Option<Found<String>> {
    let slashed = |text: &str| is_date(&text.replace('/', "-"));
    let version = value(common, "Version", slashed)?;
    Some(Found::new(version.value.replace('/', "-"), version.line))
}

/// `2018-04-12`
pub(super) fn is_date(text: &str) -> bool {
    let shape = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c });
    shape.eq("0000-00-00".chars())
}

fn value(common: &[Row], name: &str, fits: fn(&str) -> bool) -> Option<Found<String>> {
    let row = common.iter().find(|row| row.printed == name)?;
    row.about.iter().find_map(|line| {
        let (_, value) = line.text.text.rsplit_once([':', '：'])?;
        let value = value.trim().trim_end_matches(['.', '。', ' ']);
        fits(value).then(|| Found::new(value.to_owned(), line.text.line))
    })
}
