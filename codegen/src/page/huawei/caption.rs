//! Captions, and the ways in which a row points to the table that describes it.

use crate::page::document::Text;
use crate::page::facts::Location;
use crate::page::words::Column;

/// `Table 3 backup field data structure description`
#[derive(Clone, Debug)]
pub(super) struct Caption {
    /// The table's number.
    pub number: u32,
    /// What stands after the number.
    pub text: String,
    /// Where it stands.
    pub line: u32,
}

const TABLE: &[&str] = &["Table", "表", "表格", "Tabelle", "Tabla", "Tableau", "Tabela"];

impl Caption {
    /// Reads a line as a caption. A sentence that begins the same way passes too: a caption is one only
    /// when a table follows.
    pub fn of(line: &Text) -> Option<Self> {
        let rest = TABLE.iter().find_map(|word| line.text.strip_prefix(word))?.trim_start();
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let number = rest.get(..digits)?.parse().ok()?;
        let text = rest.get(digits..)?;
        if !text.is_empty() && !text.starts_with([' ', '.', ':', '：', '-']) {
            return None;
        }
        let text = text.trim_start_matches(['.', ':', '：', '-', ' ']).trim_end();
        Some(Self { number, text: text.to_owned(), line: line.line })
    }

    /// The caption alone, when the head's first cell stands behind it on the same line, as some browsers
    /// copy it.
    pub fn without_name(&self) -> Option<Self> {
        let (text, word) = self.text.rsplit_once(' ')?;
        (Column::of(word) == Some(Column::Name))
            .then(|| Self { text: text.trim_end().to_owned(), ..self.clone() })
    }

    /// Where the parameters of the table travel, when the caption says so.
    pub fn location(&self) -> Option<Location> {
        let text = self.text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        // `Header` and `Body` stand for themselves in Chinese captions too.
        if !has(&["param", "参数", "body", "header", "パラメータ"]) {
            return None;
        }
        if has(&["path", "路径"]) {
            Some(Location::Path)
        } else if has(&["query", "查询参数"]) {
            Some(Location::Query)
        } else if has(&["header", "请求头", "消息头"]) {
            Some(Location::Header)
        } else if has(&["body", "请求体", "formdata"]) {
            Some(Location::Body)
        } else {
            None
        }
    }

    /// Whether the caption is one of a table that no row points to.
    pub fn is_root(&self) -> bool {
        let text = self.text.to_lowercase();
        let first = text.split([' ', '(']).next().unwrap_or_default();
        text.is_empty()
            || self.location().is_some()
            || ["parameter", "parameters", "request", "response", "path", "query", "uri"].contains(&first)
            || ["参数说明", "参数描述", "要素说明", "请求参数", "响应参数", "响应消息"]
                .iter()
                .any(|root| text.starts_with(root))
    }

    /// The field that the caption names, for tables that no row mentions: `files` of
    /// `files field data structure description`.
    pub fn subject(&self) -> Option<&str> {
        let text = self.text.as_str();
        let of = |text: &str| text.rfind(" of the ").map(|at| at + " of the ".len());
        let name = if let Some(rest) = of(text).and_then(|at| text.get(at..)) {
            rest.split(' ').next().unwrap_or(rest)
        } else if let Some((name, _)) = text.split_once("字段") {
            name
        } else {
            let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
            let says = ["field", "parameter", "data structure", "description", "object", "参数"];
            if !rest.is_empty() && !says.iter().any(|word| rest.to_lowercase().starts_with(word)) {
                return None;
            }
            name
        };
        let name = name.trim();
        (!name.is_empty() && name.is_ascii() && !name.contains(' ')).then_some(name)
    }
}

/// The numbers of the tables that a text mentions: `For more information, see Table 3.`
pub(super) fn mentions(text: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    for word in ["Table", "table", "表"] {
        for (at, _) in text.match_indices(word) {
            let rest = text[at + word.len()..].trim_start();
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            if let Ok(number) = digits.parse::<u32>()
                && !numbers.contains(&number)
            {
                numbers.push(number);
            }
        }
    }
    numbers
}

/// The structure that a type names: `LinksItem` of `Array of LinksItem objects`.
pub(super) fn structure(kind: &str) -> Option<&str> {
    let mut name = kind.trim();
    if let Some(at) = name.find('<') {
        // `Map<String,Node>`: the last one is the value.
        name = name[at + 1..].trim_end_matches('>').rsplit([',', '<']).next()?.trim();
    }
    for prefix in ["array of ", "list of "] {
        let start = name.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix));
        name = start.map_or(name, |start| &name[start.len()..]);
    }
    for suffix in [" objects", " object"] {
        let at = name.len().saturating_sub(suffix.len());
        let end = name.get(at..).filter(|end| end.eq_ignore_ascii_case(suffix));
        name = end.map_or(name, |_| &name[..at]);
    }
    // `Array of Table nodes objects` links to the table of that name.
    name = name.strip_prefix("Table ").unwrap_or(name);
    let generic =
        ["object", "objects", "array", "list", "map", "dict"].contains(&name.to_lowercase().as_str());
    (!generic && !name.is_empty() && !name.contains(' ')).then_some(name)
}

/// Whether a field of this type can have fields of its own.
pub(super) fn has_fields(kind: Option<&str>) -> bool {
    let Some(kind) = kind.map(str::to_lowercase) else {
        return true;
    };
    let scalars = [
        "string", "strings", "integer", "integers", "int", "long", "float", "double", "boolean", "bool",
        "number",
    ];
    let inner = kind.strip_prefix("array of ").or_else(|| kind.strip_prefix("list of ")).unwrap_or(&kind);
    let inner = match inner.find('<') {
        Some(at) => inner[at + 1..].trim_end_matches('>').rsplit([',', '<']).next().unwrap_or(inner).trim(),
        None => inner,
    };
    !scalars.contains(&inner)
}

#[cfg(test)]
mod tests {
    use super::{Caption, Location, has_fields, mentions, structure};
    use crate::page::document::Text;

    fn caption(text: &str) -> Option<Caption> {
        Caption::of(&Text { line: 1, text: text.to_owned() })
    }

    #[test]
    fn captions_tell_their_number_place_and_subject() {
        let read = |text: &str| {
            let caption = caption(text).unwrap();
            (caption.number, caption.location(), caption.subject().map(str::to_owned), caption.is_root())
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read("表2 Query参数").1, Some(Location::Query));
        assert_eq!(read("表 3 请求Header参数").1, Some(Location::Header));
        assert_eq!(read("表1 路径参数").1, Some(Location::Path));
        assert_eq!(read("Table 4 Request body parameters").1, Some(Location::Body));
        assert_eq!(read("Table 3 files field data structure description"), (3, None, some("files"), false));
        assert_eq!(read("Table 3 Data structure description of the files field").2, some("files"));
        assert_eq!(read("表 3 backup字段数据结构说明").2, some("backup"));
        assert_eq!(read("Table 9 Description of the tag field").2, some("tag"));
        assert_eq!(read("Table 2 restore_time parameters").2, some("restore_time"));
        assert_eq!(read("Table 5 LinksItem"), (5, None, some("LinksItem"), false));
        assert!(read("Table 1 Parameter description").3);
        assert!(read("表 4 要素说明").3);
        assert!(caption("Table tennis").is_none());
        assert!(caption("Table 3rd").is_none());
    }

    #[test]
    fn a_caption_can_hold_the_heads_first_cell() {
        let glued = caption("Table 2 Parameter description Name").and_then(|caption| caption.without_name());
        assert_eq!(glued.map(|caption| caption.text), Some("Parameter description".to_owned()));
        assert!(
            caption("Table 2 Parameter description").and_then(|caption| caption.without_name()).is_none()
        );
    }

    #[test]
    fn rows_point_by_number_and_by_type() {
        assert_eq!(mentions("For more information, see Table 3. See also Table 12."), [3, 12]);
        assert_eq!(mentions("详情请参见表3。"), [3]);
        assert_eq!(mentions("A stable 3."), [3], "read with the numbers of real tables");
        assert_eq!(structure("Array of LinksItem objects"), Some("LinksItem"));
        assert_eq!(structure("ARRAY OF LINKSITEM OBJECTS"), Some("LINKSITEM"));
        assert_eq!(structure("Map<String,Node>"), Some("Node"));
        assert_eq!(structure("Array of objects"), None);
        assert!(has_fields(Some("Array of objects")) && has_fields(Some("List data structure")));
        assert!(!has_fields(Some("Array of strings")) && !has_fields(Some("Map<String,String>")));
    }
}
