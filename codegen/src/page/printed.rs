//! Types as pages print them. One type has many names: `Integer`, `Long`, `int64`; `Array of String`,
//! `array<string>`, `String[]`.
//!
//! Readers of pages find out which words *are* a type; what such words *mean* is said here, once for the
//! comparison with a spec and for the draft of one.

use super::facts::Field;
use super::numbered::is_numbered;

/// What a printed type means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintedType {
    /// Words that say nothing, or are not known.
    Unknown,
    /// Text.
    Text,
    /// A truth value.
    Bool,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// A number, with a fraction or without.
    Number,
    /// A point in time.
    Time(TimeFormat),
    /// An object, with the name of its structure where the page has one.
    Object(Option<String>),
    /// An object whose keys are data.
    Map(Box<PrintedType>),
    /// A list of these.
    List(Box<PrintedType>),
    /// A list that is sent as numbered parameters; of what, the page does not say.
    RepeatList,
}

/// How a point in time is written, as far as its type tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// The type does not tell.
    Unsaid,
    /// `2022-01-31T12:00:00+08:00`
    Iso8601,
    /// `2022-01-31`
    Date,
}

use PrintedType::{Bool, Float, Integer, List, Map, Number, Object, RepeatList, Text, Time, Unknown};

impl PrintedType {
    /// The type of a field; `None` when its page does not say it.
    pub fn of_field(field: &Field) -> Option<Self> {
        let printed = Self::of(field.kind.as_deref()?, field.item_kind.as_deref());
        Some(if is_numbered(field) { printed.join_list() } else { printed })
    }

    /// What `printed` means; `item` is the type of a list's entries where they have a row of their own.
    pub fn of(printed: &str, item: Option<&str>) -> Self {
        let item = item.map(read).filter(|item| *item != Unknown);
        match (read(printed), item) {
            (List(of), Some(item)) if matches!(*of, Unknown | Object(None)) => List(Box::new(item)),
            (RepeatList, Some(item)) => List(Box::new(item)),
            (of, _) => of,
        }
    }

    /// A list of it, if it is none: for `Name.N` pages print the type of one entry or that of the list.
    #[must_use]
    pub fn join_list(self) -> Self {
        match self {
            List(_) | RepeatList => self,
            entry => List(Box::new(entry)),
        }
    }

    /// The type of the entries, however deep; of anything else itself.
    pub(crate) fn entry(&self) -> &Self {
        match self {
            List(of) => of.entry(),
            other => other,
        }
    }

    /// The same with another type of entries.
    pub(crate) fn with_entry(&self, entry: Self) -> Self {
        match self {
            List(of) => List(Box::new(of.with_entry(entry))),
            _ => entry,
        }
    }
}

/// Deeper types are no types.
const DEEPEST: usize = 4;

fn read(printed: &str) -> PrintedType {
    within(printed, 0)
}

fn within(printed: &str, depth: usize) -> PrintedType {
    if depth > DEEPEST {
        return Unknown;
    }
    let printed = printed.trim().trim_matches(['`', '*']).trim();
    let lower = printed.to_ascii_lowercase();
    let boxed = |of: &str| Box::new(within(of, depth + 1));
    // Only the case of ASCII was changed, so that lengths are the same in both.
    if let Some(entry) = lower.strip_prefix("array of ").or_else(|| lower.strip_prefix("list of ")) {
        return List(boxed(tail(printed, entry)));
    }
    if let Some((outer, inner)) = bracketed(printed) {
        return match outer.to_ascii_lowercase().as_str() {
            _ if inner.is_empty() => List(boxed(outer)),
            "" | "array" | "list" | "set" => List(boxed(inner)),
            "map" => Map(boxed(inner.split_once(',').map_or(inner, |(_, value)| value))),
            "object" => Object(None),
            _ => Unknown,
        };
    }
    for word in [" objects", " object"] {
        if let Some(name) = lower.strip_suffix(word).and_then(|name| printed.get(..name.len())) {
            let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && is_word(name);
            return Object(named.then(|| name.to_owned()));
        }
    }
    let plural = || lower.strip_suffix('s').and_then(word);
    match word(&lower).or_else(plural) {
        Some(of) => of,
        // A structure's own name: `BackupInfo`. Small words could be anything.
        None if printed.starts_with(|c: char| c.is_ascii_uppercase()) && is_word(printed) => {
            Object(Some(printed.to_owned()))
        }
        None => Unknown,
    }
}

/// The end of `text` that is as long as `rest`.
fn tail<'t>(text: &'t str, rest: &str) -> &'t str {
    text.get(text.len() - rest.len()..).unwrap_or_default()
}

/// `Array<String>`, `[String]` and `String[]` in their two parts.
fn bracketed(printed: &str) -> Option<(&str, &str)> {
    let open = printed.find(['<', '['])?;
    let inner = printed.get(open + 1..)?.strip_suffix(['>', ']'])?;
    Some((printed.get(..open)?.trim(), inner.trim()))
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// What a word alone means, in lower case.
fn word(word: &str) -> Option<PrintedType> {
    Some(match word {
        "string" | "str" | "text" | "char" | "character" | "varchar" | "binary" | "bytes" | "file" => Text,
        "boolean" | "bool" => Bool,
        "integer" | "int" | "int32" | "int64" | "uint32" | "uint64" | "long" | "short" | "bigint" => Integer,
        "float" | "float32" | "float64" | "double" | "decimal" | "bigdecimal" => Float,
        "number" => Number,
        "timestamp" | "datetime" | "time" => Time(TimeFormat::Unsaid),
        "timestamp_iso8601" | "timestamp iso8601" | "datetime_iso" => Time(TimeFormat::Iso8601),
        "date" => Time(TimeFormat::Date),
        "object" | "struct" | "dict" | "dictionary" => Object(None),
        "map" => Map(Box::new(Unknown)),
        "array" | "list" | "set" => List(Box::new(Unknown)),
        "repeatlist" => RepeatList,
        "any" | "json" | "enum" => Unknown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{PrintedType, TimeFormat};
    use PrintedType::{Bool, Float, Integer, Map, Number, Object, RepeatList, Text, Time, Unknown};

    fn list(of: PrintedType) -> PrintedType {
        PrintedType::List(Box::new(of))
    }

    fn named(name: &str) -> PrintedType {
        Object(Some(name.to_owned()))
    }

    #[test]
    fn every_vendors_words_are_read() {
        for (words, of) in [
            (&["String", "string", "`String`", "**str**", "Char"][..], Text),
            (&["Integer", "Long", "int64", "uint64", "Int"], Integer),
            (&["Float", "Double", "BigDecimal"], Float),
            (&["Number"], Number),
            (&["Boolean", "bool"], Bool),
            (&["Timestamp", "DateTime"], Time(TimeFormat::Unsaid)),
            (&["Timestamp_iso8601", "Timestamp ISO8601"], Time(TimeFormat::Iso8601)),
            (&["Date"], Time(TimeFormat::Date)),
            (
                &[
                    "Array of String",
                    "array<string>",
                    "List<String>",
                    "Array of strings",
                    "[String]",
                    "string[]",
                ],
                list(Text),
            ),
            (&["array<object>", "Array of objects", "Array of Table 4 objects"], list(Object(None))),
            (&["Array of Backup objects", "Array of Backup"], list(named("Backup"))),
            (&["Backup object", "Backup"], named("Backup")),
            (&["Object", "struct"], Object(None)),
            (&["List<List<Integer>>", "Array of Array of Integer"], list(list(Integer))),
            (&["Map<String,String>", "map<string, string>"], Map(Box::new(Text))),
            (&["Map<String,Map<String,Long>>"], Map(Box::new(Map(Box::new(Integer))))),
            (&["array", "List"], list(Unknown)),
            (&["RepeatList"], RepeatList),
            (&["JSON", "any", "one of two", "backups", "", "array<"], Unknown),
        ] {
            for word in words {
                assert_eq!(PrintedType::of(word, None), of, "{word}");
            }
        }
    }

    #[test]
    fn entries_with_a_row_of_their_own_say_what_a_list_holds() {
        assert_eq!(PrintedType::of("array", Some("string")), list(Text));
        assert_eq!(PrintedType::of("array<object>", Some("Backup")), list(named("Backup")));
        assert_eq!(PrintedType::of("array<object>", Some("whatever")), list(Object(None)));
        assert_eq!(PrintedType::of("array<string>", Some("object")), list(Text));
    }

    #[test]
    fn a_numbered_name_is_a_list_whichever_type_is_printed() {
        for (printed, of) in
            [("String", list(Text)), ("Array of String", list(Text)), ("RepeatList", RepeatList)]
        {
            assert_eq!(PrintedType::of(printed, None).join_list(), of);
        }
    }

    #[test]
    fn what_nests_without_end_is_no_type() {
        assert!(format!("{:?}", PrintedType::of(&"array of ".repeat(9000), None)).contains("Unknown"));
    }
}
