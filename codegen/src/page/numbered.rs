//! Names of lists as vendors number their entries: `Tag.N.Key` is `Key` in each `Tag`.

use super::facts::Field;

/// One name of a printed name, and whether the numbers of entries stand behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    /// The name on the wire.
    pub(crate) name: &'a str,
    /// It is a list.
    pub(crate) is_list: bool,
}

/// The names in a printed name, from the outermost in. Dots without a number among them are part of one name.
pub(crate) fn parts(printed: &str) -> Vec<Part<'_>> {
    let whole = vec![Part { name: printed, is_list: false }];
    let words: Vec<&str> = printed.split('.').collect();
    let starts_well = words.first().is_some_and(|first| !is_number(first));
    if !starts_well || words.iter().any(|word| word.is_empty()) || !words.iter().any(|word| is_number(word)) {
        return whole;
    }
    let mut parts: Vec<Part<'_>> = Vec::new();
    for word in words {
        match parts.last_mut() {
            Some(list) if is_number(word) => list.is_list = true,
            _ => parts.push(Part { name: word, is_list: false }),
        }
    }
    parts
}

/// Whether a field is a list because its name says so: `Status.N`.
pub(super) fn is_numbered(field: &Field) -> bool {
    let numbered = |name: &str| parts(name).last().is_some_and(|last| last.is_list);
    numbered(&field.name) || field.docs_name.as_deref().is_some_and(numbered)
}

/// Whether a word stands for the number of an entry.
fn is_number(word: &str) -> bool {
    matches!(word, "N" | "n" | "M" | "m" | "X")
        || (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn numbers_are_no_names() {
        let told = |printed| -> Vec<(&str, bool)> {
            parts(printed).into_iter().map(|part| (part.name, part.is_list)).collect()
        };
        assert_eq!(told("Tag.N.Key"), [("Tag", true), ("Key", false)]);
        assert_eq!(told("Tag.1.Values.m"), [("Tag", true), ("Values", true)]);
        assert_eq!(told("ResourceId.N"), [("ResourceId", true)]);
        assert_eq!(told("InstanceId"), [("InstanceId", false)]);
        for whole in ["a.b", "a..1", "N", "1.a", ""] {
            assert_eq!(told(whole), [(whole, false)]);
        }
    }
}
