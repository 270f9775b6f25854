//! Types as Alibaba's pages print them. Pages until 2022 write them with a capital (`String`, `Array of
//! Tag`), later ones without (`string`, `array<object>`). A page keeps to one way; with that in mind a name
//! such as `Date` or a word such as "string" in a sentence is not taken for a type.

/// How a page writes types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `String`
    Capital,
    /// `string`
    Lower,
    /// Either, or `STRING`: a row that does not keep to its page's way. Needs more evidence.
    Any,
}

const CAPITAL: &[&str] = &[
    "String",
    "Integer",
    "Long",
    "Boolean",
    "Float",
    "Double",
    "Number",
    "Object",
    "Array",
    "List",
    "Map",
    "Struct",
    "RepeatList",
    "Json",
    "JSON",
    "File",
    "Binary",
];

const LOWER: &[&str] = &[
    "string", "integer", "long", "boolean", "float", "double", "number", "object", "array", "list", "map",
    "struct", "json", "any", "file", "int32", "int64", "binary", "bytes",
];

/// Words that are types where nothing else can stand.
const RARE: &[&str] = &["enum", "date", "time", "timestamp", "datetime", "int", "bool", "text", "repeatlist"];

impl Style {
    /// Those that a page keeps to.
    pub(super) const ALL: [Self; 2] = [Self::Capital, Self::Lower];

    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Capital => CAPITAL,
            Self::Lower | Self::Any => LOWER,
        }
    }

    /// Whether a text starts with a word, as this way writes it.
    fn begins(self, text: &str, word: &str) -> bool {
        match self {
            Self::Any => text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)),
            _ => text.starts_with(word),
        }
    }

    /// Whether a cell is a type, also one that is seldom or not in the page's way.
    pub(super) fn is_any(text: &str) -> bool {
        Self::Any.is_kind(text)
            || CAPITAL.contains(&text)
            || RARE.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    /// Whether the whole text is a type.
    pub(super) fn is_kind(self, text: &str) -> bool {
        self.leading(text).is_some_and(|(_, rest)| rest.is_empty())
    }

    /// The type at the start of a text, and what follows it. In a line without blanks between its cells
    /// the type of the entries ends where it must: see [`entry`].
    pub(super) fn leading(self, text: &str) -> Option<(&str, &str)> {
        let word =
            self.words().iter().filter(|word| self.begins(text, word)).max_by_key(|word| word.len())?;
        let rest = text.get(word.len()..)?;
        let len = if rest.starts_with('<') {
            word.len() + closing(rest)?
        } else if rest.starts_with("[]") {
            word.len() + 2
        } else if let Some(entry) = rest.strip_prefix(" of ").or_else(|| rest.strip_prefix(" OF ")) {
            // "Number of entries" is a description.
            if !has_items(word) && !is_list(word) {
                return None;
            }
            let entry = entry.split(char::is_whitespace).next().filter(|entry| !entry.is_empty())?;
            word.len() + " of ".len() + entry.len()
        } else {
            word.len()
        };
        Some((text.get(..len)?, text.get(len..)?))
    }

    /// Where types start inside a text without blanks between its cells.
    pub(super) fn places(self, text: &str) -> impl Iterator<Item = usize> + '_ {
        let run = text.find(char::is_whitespace).unwrap_or(text.len());
        (1..run).filter(move |at| {
            text.get(*at..).is_some_and(|rest| self.words().iter().any(|word| self.begins(rest, word)))
        })
    }
}

/// Whether a type is one of those that almost all fields have. Others are the ends of words: `Pro` and `file`.
pub(super) fn is_common(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    let words =
        ["string", "integer", "long", "boolean", "float", "double", "number", "object", "array", "struct"];
    words.iter().any(|word| kind.starts_with(word))
}

/// The length of `<…>` at the start of a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if depth == 1 => return Some(at + 1),
            '>' => depth -= 1,
            c if c.is_alphanumeric() || matches!(c, ',' | ' ' | '_' | '.') => {}
            _ => return None,
        }
    }
    None
}

/// Whether values of this type have fields.
pub(super) fn is_object(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    kind.contains("object") || kind == "struct" || entry(&kind).is_some_and(|entry| !is_scalar(entry))
}

/// Whether it is a list.
pub(super) fn is_list(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    kind.starts_with("array")
        || kind.starts_with("list")
        || kind.starts_with("repeatlist")
        || kind.ends_with("[]")
}

/// Whether it is a list or map, which may have a row for its entries.
pub(super) fn has_items(kind: &str) -> bool {
    is_list(kind) || kind.to_lowercase().starts_with("map")
}

/// Whether `item` can be the type of the entries of `kind`. Some pages print the list's own type once more.
pub(super) fn fits(kind: &str, item: &str) -> bool {
    let (kind, item) = (kind.to_lowercase(), item.to_lowercase());
    if kind == item {
        return true;
    }
    match entry(&kind) {
        Some(entry) if is_scalar(entry) => entry == item,
        Some(entry) => entry == item || item == "object",
        None => true,
    }
}

/// `object` of `array<object>`, `tag` of `array of tag`; in lower case.
fn entry(kind: &str) -> Option<&str> {
    let inner = kind.split_once('<').and_then(|(_, inner)| inner.strip_suffix('>'));
    let entry = inner.or_else(|| kind.split_once(" of ").map(|(_, entry)| entry))?;
    Some(entry.rsplit(',').next().unwrap_or(entry).trim())
}

fn is_scalar(kind: &str) -> bool {
    LOWER.contains(&kind) && !matches!(kind, "object" | "struct" | "any" | "json")
}
