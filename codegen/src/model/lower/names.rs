//! Converts wire names to Rust names.
//!
//! Every resulting name compiles, and the conversion is deterministic.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Keywords. The first four are not valid as raw identifiers either.
const KEYWORDS: &[&str] = &[
    "self", "Self", "super", "crate", "abstract", "as", "async", "await", "become", "box", "break", "const",
    "continue", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];
const NEVER_RAW: usize = 4;

/// Setters with these names would shadow methods of input structs.
const RESERVED_SETTERS: &[&str] = &["new", "default", "clone", "into", "view", "slot"];

/// Methods with these names would shadow existing or planned methods of clients.
const RESERVED_METHODS: &[&str] = &[
    "new",
    "untyped",
    "untyped_pages",
    "items",
    "pages",
    "wait",
    "config",
    "clone",
    "default",
    "into",
    "fmt",
    "borrow",
    "to_owned",
];

/// Modules with these names exist in every service.
const RESERVED_MODULES: &[&str] = &["errors", "types", "mod"];

/// Variants and constants with these names exist in every open enum.
const RESERVED_VARIANTS: &[&str] = &["Other", "Self", "VALUES"];

/// Type names that generated modules use without a path: from Rust's prelude, from the runtime, and of the vendors.
pub const RESERVED_TYPES: &[&str] = &[
    "Access",
    "Alibaba",
    "BTreeMap",
    "Boxed",
    "Check",
    "Client",
    "DateTime",
    "DateTimeFormat",
    "Default",
    "ErrorClass",
    "ErrorInfo",
    "Extend",
    "Huawei",
    "Into",
    "IntoIterator",
    "Iterator",
    "Kind",
    "Method",
    "None",
    "Nullable",
    "OperationInfo",
    "Option",
    "PageStyle",
    "Paginated",
    "Pagination",
    "Secret",
    "Self",
    "Some",
    "String",
    "Tencent",
    "Vec",
    "Waitable",
    "Waiter",
];

/// Whether `name` is valid for types and variants: `BackupStatus`.
pub(crate) fn is_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Converts a name to upper camel case; `None` if it has no usable characters.
pub(crate) fn camel(name: &str) -> Option<String> {
    let camel = ascii(name)?.to_upper_camel_case();
    Some(match camel.chars().next()? {
        first if first.is_ascii_digit() => format!("N{camel}"),
        _ => camel,
    })
}

/// The name of a Rust field and its setter; `None` if the wire name has no usable characters.
pub(crate) fn field(wire: &str, has_setter: bool) -> Option<String> {
    let snake = snake(wire)?;
    if has_setter && RESERVED_SETTERS.contains(&snake.as_str()) {
        return Some(format!("{snake}_"));
    }
    Some(escape_keyword(snake))
}

/// The name of the client method for an operation.
pub(super) fn method(operation: &str) -> String {
    let snake = spec_file_stem(operation);
    if RESERVED_METHODS.contains(&snake.as_str()) { format!("{snake}_") } else { escape_keyword(snake) }
}

/// The module of an operation or a service. It is never a raw identifier, because it is also the name of a file.
pub(crate) fn module(name: &str) -> String {
    let snake = spec_file_stem(name);
    let taken = RESERVED_MODULES.contains(&snake.as_str()) || KEYWORDS.contains(&snake.as_str());
    if taken { format!("{snake}_") } else { snake }
}

/// The file name of an operation's spec, without `.yaml`.
pub(crate) fn spec_file_stem(operation: &str) -> String {
    operation.to_snake_case()
}

/// Types with the same key differ in case alone, which readers overlook.
pub(crate) fn case_key(name: &str) -> String {
    name.to_snake_case()
}

/// The variant for a name in a spec.
pub(crate) fn variant(name: &str) -> String {
    match name {
        _ if !RESERVED_VARIANTS.contains(&name) => name.to_owned(),
        "VALUES" => "ValuesValue".to_owned(),
        _ => format!("{name}Value"),
    }
}

/// The variant for a wire value without a name.
pub(super) fn variant_from_wire(wire: &str) -> Option<String> {
    let name = match wire.strip_prefix('-') {
        Some(digits) if digits.starts_with(|c: char| c.is_ascii_digit()) => format!("Minus{digits}"),
        _ => camel(wire)?,
    };
    Some(variant(&name))
}

fn snake(name: &str) -> Option<String> {
    let snake = ascii(name)?.to_snake_case();
    Some(match snake.chars().next()? {
        first if first.is_ascii_digit() => format!("_{snake}"),
        _ => snake,
    })
}

fn escape_keyword(snake: String) -> String {
    match KEYWORDS.iter().position(|keyword| *keyword == snake) {
        Some(index) if index < NEVER_RAW => format!("{snake}_"),
        Some(_) => format!("r#{snake}"),
        None => snake,
    }
}

/// Returns ASCII names only: letters of other scripts would compile, but are hard to type.
fn ascii(name: &str) -> Option<&str> {
    name.is_ascii().then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_snake_case() {
        for (wire, ident) in [
            ("InstanceId", "instance_id"),
            ("DBInstanceId", "db_instance_id"),
            ("Type", "r#type"),
            ("Self", "self_"),
            ("crate", "crate_"),
            ("New", "new_"),
            ("2fa", "_2fa"),
            ("X-Language", "x_language"),
        ] {
            assert_eq!(field(wire, true).as_deref(), Some(ident), "{wire}");
        }
        assert_eq!(field("New", false).as_deref(), Some("new"));
        assert_eq!(field("--", true), None);
        assert_eq!(field("名", true), None);
    }

    #[test]
    fn every_name_is_an_identifier() {
        let wire_names = &["2fa", "4.2", "DBInstanceId", "X-Language"];
        let reserved = [KEYWORDS, RESERVED_SETTERS, RESERVED_METHODS, RESERVED_MODULES];
        for word in reserved.into_iter().chain([&wire_names[..]]).flatten() {
            let camel = camel(word).unwrap();
            for name in [
                field(word, true),
                field(word, false),
                variant_from_wire(word),
                Some(method(&camel)),
                Some(module(&camel)),
            ] {
                let name = name.unwrap();
                assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{word} became {name}");
            }
        }
    }

    #[test]
    fn reserved_names_are_avoided() {
        assert_eq!(variant("Other"), "OtherValue");
        assert_eq!(variant_from_wire("other").as_deref(), Some("OtherValue"));
        assert_eq!(variant_from_wire("-1").as_deref(), Some("Minus1"));
        assert_eq!(variant_from_wire("4.2").as_deref(), Some("N42"));
        assert_eq!(module("Types"), "types_");
        assert_eq!(method("New"), "new_");
        assert!(RESERVED_TYPES.is_sorted());
    }
}
