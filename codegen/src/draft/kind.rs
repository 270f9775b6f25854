//! A type as a page prints it, read for its meaning.

/// What a printed type means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The page does not say, or in words that are not known.
    Unknown,
    /// Text.
    Text,
    /// A truth value.
    Bool,
    /// An integer.
    Int,
    /// A number.
    Float,
    /// A point in time, in this format when it is not the provider's.
    Time(Option<&'static str>),
    /// An object, with the name of its type where the page has one.
    Object(Option<String>),
    /// A list of these.
    List(Box<Kind>),
    /// An object whose keys are data.
    Map(Box<Kind>),
}

impl Kind {
    /// What `printed` means; `item` is the type of a list's entries where they have a row of their own.
    pub(super) fn of(printed: Option<&str>, item: Option<&str>) -> Self {
        let kind = printed.map_or(Self::Unknown, read);
        match (kind, item.map(read)) {
            (Self::List(of), Some(item)) if matches!(*of, Self::Unknown | Self::Object(None)) => {
                Self::List(Box::new(item))
            }
            (kind, _) => kind,
        }
    }

    /// The type of the entries, however deep; of anything else itself.
    pub(super) fn entry(&self) -> &Self {
        match self {
            Self::List(of) => of.entry(),
            other => other,
        }
    }

    /// The same with another type of entries.
    pub(super) fn with_entry(&self, entry: Self) -> Self {
        match self {
            Self::List(of) => Self::List(Box::new(of.with_entry(entry))),
            _ => entry,
        }
    }

    /// Whether fields can stand in it: it is an object or a list of them, or may be one.
    pub(super) fn holds_fields(&self) -> bool {
        matches!(self.entry(), Self::Unknown | Self::Object(_))
    }
}

/// Deeper types are no types.
const DEEPEST: usize = 4;

fn read(printed: &str) -> Kind {
    within(printed.trim(), 0)
}

fn within(printed: &str, depth: usize) -> Kind {
    let lower = printed.to_ascii_lowercase();
    let list = |of: &str| Kind::List(Box::new(within(of.trim(), depth + 1)));
    if depth > DEEPEST {
        return Kind::Unknown;
    }
    for word in ["array of ", "list of "] {
        // Words of ASCII: what is cut off has the same length in the original.
        if lower.starts_with(word) {
            return list(&printed[word.len()..]);
        }
    }
    if let Some((wrapper, inner)) = bracketed(printed) {
        return match wrapper.to_ascii_lowercase().as_str() {
            "" | "array" | "list" => list(inner),
            "map" => {
                let value = inner.rsplit(',').next().unwrap_or(inner);
                Kind::Map(Box::new(within(value.trim(), depth + 1)))
            }
            _ => Kind::Unknown,
        };
    }
    for word in [" objects", " object"] {
        if let Some(name) = lower.strip_suffix(word).and_then(|name| printed.get(..name.len())) {
            return Kind::Object(type_name(name.trim()));
        }
    }
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    match scalar(&lower).or_else(|| scalar(singular)) {
        Some(kind) => kind,
        None => type_name(printed).map_or(Kind::Unknown, |name| Kind::Object(Some(name))),
    }
}

/// `Array<String>` and `[String]` in their two parts.
fn bracketed(printed: &str) -> Option<(&str, &str)> {
    let open = printed.find(['<', '['])?;
    let inner = printed.get(open + 1..)?.strip_suffix(['>', ']'])?;
    Some((printed.get(..open)?.trim(), inner))
}

fn scalar(word: &str) -> Option<Kind> {
    Some(match word {
        "string" | "str" | "text" | "file" | "binary" => Kind::Text,
        "boolean" | "bool" => Kind::Bool,
        "integer" | "int" | "long" | "short" | "int32" | "int64" | "uint32" | "uint64" => Kind::Int,
        "float" | "double" | "number" | "decimal" => Kind::Float,
        "timestamp" | "datetime" => Kind::Time(None),
        "timestamp_iso8601" | "datetime_iso" => Kind::Time(Some("%Y-%m-%dT%H:%M:%S%:z")),
        "date" => Kind::Time(Some("%Y-%m-%d")),
        "object" | "struct" => Kind::Object(None),
        "array" | "list" => Kind::List(Box::new(Kind::Unknown)),
        "repeatlist" => Kind::List(Box::new(Kind::Text)),
        "map" => Kind::Map(Box::new(Kind::Unknown)),
        "json" | "any" => Kind::Unknown,
        _ => return None,
    })
}

/// The name of a type: one word that starts with a letter.
fn type_name(word: &str) -> Option<String> {
    let good = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = word.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && word.chars().all(good)).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn types_are_read_in_every_vendors_words() {
        let list = |of| Kind::List(Box::new(of));
        let object = |name: &str| Kind::Object(Some(name.to_owned()));
        for (printed, kind) in [
            ("String", Kind::Text),
            ("Long", Kind::Int),
            ("Array of String", list(Kind::Text)),
            ("Array of strings", list(Kind::Text)),
            ("array<object>", list(Kind::Object(None))),
            ("Array of objects", list(Kind::Object(None))),
            ("Array of Backup objects", list(object("Backup"))),
            ("Array of RedisBackupSet", list(object("RedisBackupSet"))),
            ("Backup object", object("Backup")),
            ("List<List<Integer>>", list(list(Kind::Int))),
            ("Map<String,String>", Kind::Map(Box::new(Kind::Text))),
            ("Timestamp", Kind::Time(None)),
            ("one of two", Kind::Unknown),
            ("", Kind::Unknown),
        ] {
            assert_eq!(Kind::of(Some(printed), None), kind, "{printed}");
        }
        assert_eq!(Kind::of(Some("array"), Some("string")), list(Kind::Text));
        assert_eq!(Kind::of(None, None), Kind::Unknown);
    }
}
