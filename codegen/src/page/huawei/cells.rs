//! What one cell can be, told from its text alone: a copied table has no columns any more, and a saved
//! one may have lost a cell, so every cell must speak for itself.

use super::caption;
use crate::page::facts::Location;
use crate::page::words;

/// Labels that cut a description into parts. They stand alone on a line as names do, and are none.
const LABELS: &[&str] = &[
    "definition",
    "constraints",
    "constraint",
    "range",
    "value range",
    "default value",
    "default",
    "参数解释",
    "约束限制",
    "取值范围",
    "默认取值",
    "默认值",
];

/// Words that introduce a remark inside a description.
const REMARKS: &[&str] = &["note", "notes", "caution", "notice", "tip", "warning", "none", "说明", "注意"];

/// Types beside those of [`words::is_kind`] that these pages print, in lower case.
const KINDS: &[&str] = &["enum", "dict", "dictionary", "char", "character", "bigdecimal"];

/// The name that a cell holds, if it can be one: `instance_id`, `X-Auth-Token`.
pub(super) fn name(cell: &str) -> Option<&str> {
    let cell = cell.trim().trim_start_matches('{').trim_end_matches('}');
    let mut chars = cell.chars();
    let first = chars.next()?;
    let shaped = (first.is_ascii_alphabetic() || first == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '[' | ']'))
        && cell.len() <= 80
        && !cell.ends_with(['.', '-']);
    // `String` is a type and `Range` a label; `timestamp` and `range` are names that fields have.
    let taken = first.is_ascii_uppercase() && (kind(cell).is_some() || is_label(cell) || is_remark(cell));
    (shaped && !taken && required(cell).is_none()).then_some(cell)
}

/// What a cell of the column "Mandatory" says.
pub(super) fn required(cell: &str) -> Option<bool> {
    let cell = cell.trim();
    // `true` is a value here, never an answer.
    if cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("false") {
        return None;
    }
    // `Yes (for replica sets)` says yes to a caller who must decide.
    let plain = cell.split(['(', '（']).next().unwrap_or(cell);
    words::yes_or_no(plain).or(match plain.trim() {
        "必选" => Some(true),
        "可选" => Some(false),
        _ => None,
    })
}

/// The type that a cell names, if it names itself as one: `Array of strings`, or as the oldest pages write,
/// `List data structure. For details, see Table 5.`
pub(super) fn kind(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    if let Some((named, rest)) = cell.split_once(['.', '。', '，'])
        && (rest.is_empty() || caption::mentions(rest).len() == 1 && rest.chars().count() < 40)
    {
        return plain_kind(named).map(|_| cell);
    }
    plain_kind(cell)
}

fn plain_kind(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    let lower = cell.to_lowercase();
    let generic = |open: &str| {
        let has = lower.starts_with(open) && lower.ends_with(['>', ']']);
        has && lower.chars().all(|c| c.is_alphanumeric() || " <>,[]_-.".contains(c))
    };
    let is = words::is_kind(cell)
        || KINDS.contains(&lower.as_str())
        || ["map<", "list<", "array<", "set<", "object<"].into_iter().any(generic)
        || array_of(&lower)
        || lower.strip_suffix(" object").is_some_and(is_link)
        || lower.ends_with("数据结构") && !lower.contains(' ') && lower.chars().count() < 12
        || lower
            .strip_suffix(" data structure")
            .is_some_and(|kind| KINDS.contains(&kind) || words::is_kind(kind));
    is.then_some(cell)
}

/// `Table 4 object`, `Array of 表5-5 objects`: a link to a table stands for the structure's name.
fn is_link(inner: &str) -> bool {
    let linked = ["table ", "表"].iter().find_map(|word| inner.strip_prefix(word));
    linked.is_some_and(|table| {
        let table = table.trim_start();
        !table.is_empty() && table.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    })
}

/// `array of map<string,string> objects`
fn array_of(lower: &str) -> bool {
    let inner = lower.strip_prefix("array of ").or_else(|| lower.strip_prefix("list of "));
    inner.is_some_and(|inner| {
        let inner = inner.trim_end_matches(" objects").trim_end_matches(" object");
        is_link(inner)
            || kind(inner).is_some()
            || inner.strip_suffix('s').is_some_and(|one| kind(one).is_some())
    })
}

/// A type that does not name itself, believed only where the cells before it leave no doubt that the next
/// one is a type: `BackupInfo`.
pub(super) fn bare_kind(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    let word = cell.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && cell.chars().next().is_some_and(|c| c.is_ascii_uppercase())
        && cell.chars().filter(char::is_ascii_uppercase).count() > 1;
    (word && required(cell).is_none()).then_some(cell)
}

/// Whether a cell of the column "Mandatory" makes it depend: `Mandatory for clusters, meaningless for others.`
pub(super) fn is_conditional(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    let says = ["mandatory", "optional", "required", "必选", "可选", "必填", "必须"];
    required(cell).is_none() && says.iter().any(|word| lower.contains(word))
}

/// Where the column "IN" says that a parameter travels.
pub(super) fn location(cell: &str) -> Option<Location> {
    match cell.trim().to_lowercase().as_str() {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "header" => Some(Location::Header),
        "body" => Some(Location::Body),
        _ => None,
    }
}

/// Whether a line is a label inside a description, and so what follows is description too.
pub(super) fn is_label(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', '：']).trim_end().to_lowercase();
    LABELS.contains(&line.as_str())
}

/// Whether a line is the label that a description in parts begins with.
pub(super) fn is_first_label(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', '：']).trim_end().to_lowercase();
    ["definition", "参数解释"].contains(&line.as_str())
}

/// Whether a line only introduces a remark.
fn is_remark(line: &str) -> bool {
    REMARKS.contains(&line.trim().trim_end_matches([':', '：', '!']).to_lowercase().as_str())
}

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', ')', '）', ']']).ends_with(['.', '。', '!', '！', ';', '；'])
}

/// Whether a line is the cell of another column than name and description.
pub(super) fn is_short_cell(line: &str) -> bool {
    required(line).is_some() || kind(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::{bare_kind, kind, name, required};

    #[test]
    fn names_are_told_from_types_labels_and_answers() {
        for given in
            ["instance_id", "X-Auth-Token", "timestamp", "range", "a.b", "_id", "type", "Content-Type"]
        {
            assert_eq!(name(given), Some(given));
        }
        for other in
            ["String", "Range", "Yes", "no", "是", "N/A", "Sharding mode", "1~100", "backup.", "Note", ""]
        {
            assert_eq!(name(other), None, "{other}");
        }
        assert_eq!(name("{project_id}"), Some("project_id"));
    }

    #[test]
    fn types_of_every_layout_are_known() {
        for given in [
            "String",
            "Array of objects",
            "Array of strings",
            "Array of LinksItem objects",
            "BackupDatabase object",
            "Map<String,String>",
            "Map<String,Array<Node>>",
            "Array of Map<String,String> objects",
            "List data structure",
            "列表数据结构",
            "Array<String>",
        ] {
            assert_eq!(kind(given), Some(given));
        }
        for other in ["List of the backups.", "The map<a> of it.", "Sharding", "Backup object of it"] {
            assert_eq!(kind(other), None, "{other}");
        }
        assert_eq!(bare_kind("BackupInfo"), Some("BackupInfo"));
        assert_eq!(bare_kind("Backup"), None);
    }

    #[test]
    fn answers_are_yes_and_no_and_never_values() {
        assert_eq!(required("Yes"), Some(true));
        assert_eq!(required("否"), Some(false));
        assert_eq!(required("Yes (clusters only)"), Some(true));
        assert_eq!(required("true"), None);
        assert_eq!(required("Specifies the ID."), None);
    }
}
