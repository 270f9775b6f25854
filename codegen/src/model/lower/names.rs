//! Names of the wire as Rust writes them.
//!
//! Whatever a vendor calls something, the name that comes out compiles. Where two ways would do, it is
//! always the same one, so that a spec always makes the same crate.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that are no identifiers; the first four not even as `r#…`.
const KEYWORDS: &[&str] = &[
    "self", "Self", "super", "crate", "abstract", "as", "async", "await", "become", "box", "break", "const",
    "continue", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];
const NEVER_RAW: usize = 4;

/// Setters of these names would hide what an input struct or its traits have already.
const TAKEN_SETTERS: &[&str] = &["new", "default", "clone", "into", "view", "slot"];

/// Methods of these names would hide what a client has already, or is to have.
const TAKEN_METHODS: &[&str] = &[
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

/// Modules and files of these names stand in every service already.
const TAKEN_MODULES: &[&str] = &["errors", "types", "mod"];

/// Statics of these names stand in every service already.
const TAKEN_STATICS: &[&str] = &["SERVICE", "PROVIDER", "OPERATIONS"];

/// Variants of these names stand in every open enum already.
const TAKEN_VARIANTS: &[&str] = &["Other", "Self", "VALUES"];

/// Type names that generated code needs for something else, in the prelude of Rust or of the SDK's runtime.
pub const TAKEN_TYPES: &[&str] = &[
    "Access",
    "Alibaba",
    "Any",
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Box",
    "Call",
    "Check",
    "Client",
    "Clone",
    "Code",
    "Config",
    "Copy",
    "DateTime",
    "DateTimeFormat",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Endpoints",
    "Eq",
    "Err",
    "Error",
    "ErrorClass",
    "ErrorInfo",
    "ErrorKind",
    "ErrorRule",
    "ExactSizeIterator",
    "Extend",
    "Field",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "HashMap",
    "Huawei",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Items",
    "Iterator",
    "Kind",
    "List",
    "Map",
    "Method",
    "None",
    "Nullable",
    "Ok",
    "OpenEnum",
    "Operation",
    "OperationInfo",
    "Option",
    "Optional",
    "Ord",
    "Page",
    "PageStyle",
    "Pages",
    "Paginated",
    "Pagination",
    "PartialEq",
    "PartialOrd",
    "Place",
    "ProviderInfo",
    "RawCall",
    "Record",
    "Request",
    "Response",
    "Result",
    "Secret",
    "Self",
    "Send",
    "Serialize",
    "ServiceClient",
    "ServiceInfo",
    "ServiceMarker",
    "Site",
    "Sized",
    "Slot",
    "Some",
    "String",
    "Sync",
    "Table",
    "Tencent",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "UntypedCall",
    "UntypedRequest",
    "Value",
    "Vec",
    "View",
    "Waitable",
    "Waiter",
];

/// Whether `name` is written as types and variants are: `BackupStatus`.
pub(crate) fn is_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// `name` as a type or variant would be written; `None` when nothing is left of it.
pub(crate) fn camel(name: &str) -> Option<String> {
    let camel = ascii(name)?.to_upper_camel_case();
    Some(match camel.chars().next()? {
        first if first.is_ascii_digit() => format!("N{camel}"),
        _ => camel,
    })
}

/// The Rust field for a wire name, which is also the name of its setter; `None` when nothing is left of it.
pub(crate) fn field(wire: &str, has_setter: bool) -> Option<String> {
    let snake = snake(wire)?;
    if has_setter && TAKEN_SETTERS.contains(&snake.as_str()) {
        return Some(format!("{snake}_"));
    }
    Some(raw(snake))
}

/// The client's method for an operation.
pub(super) fn method(operation: &str) -> String {
    let snake = file(operation);
    if TAKEN_METHODS.contains(&snake.as_str()) { format!("{snake}_") } else { raw(snake) }
}

/// The module for an operation or a service; never raw, because it is also the name of a file.
pub(crate) fn module(name: &str) -> String {
    let snake = file(name);
    let taken = TAKEN_MODULES.contains(&snake.as_str()) || KEYWORDS.contains(&snake.as_str());
    if taken { format!("{snake}_") } else { snake }
}

/// The name of an operation's spec, without `.yaml`.
pub(crate) fn file(operation: &str) -> String {
    operation.to_snake_case()
}

/// What the names of an operation's types start with.
pub(crate) fn stem(operation: &str) -> String {
    let taken = |suffix: &str| TAKEN_TYPES.contains(&format!("{operation}{suffix}").as_str());
    if ["Request", "Response", "Code"].into_iter().any(taken) {
        format!("{operation}Operation")
    } else {
        operation.to_owned()
    }
}

/// The static table of a struct.
pub(crate) fn table(name: &str) -> String {
    let table = name.to_shouty_snake_case();
    if TAKEN_STATICS.contains(&table.as_str()) { format!("{table}_TABLE") } else { table }
}

/// The variant for a name of a spec.
pub(crate) fn variant(name: &str) -> String {
    match name {
        _ if !TAKEN_VARIANTS.contains(&name) => name.to_owned(),
        "VALUES" => "ValuesValue".to_owned(),
        _ => format!("{name}Value"),
    }
}

/// The variant for a wire value that has no name of its own.
pub(super) fn variant_of(wire: &str) -> Option<String> {
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

fn raw(snake: String) -> String {
    match KEYWORDS.iter().position(|keyword| *keyword == snake) {
        Some(index) if index < NEVER_RAW => format!("{snake}_"),
        Some(_) => format!("r#{snake}"),
        None => snake,
    }
}

/// Letters of other scripts would compile, but nobody could type them.
fn ascii(name: &str) -> Option<&str> {
    name.is_ascii().then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_snake_case_and_compile() {
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
            assert!(syn::parse_str::<syn::Ident>(ident).is_ok(), "{wire} became {ident}");
        }
        assert_eq!(field("New", false).as_deref(), Some("new"));
        assert_eq!(field("--", true), None);
        assert_eq!(field("名", true), None);
    }

    #[test]
    fn every_name_that_comes_out_is_an_identifier() {
        let hard = KEYWORDS.iter().chain(TAKEN_SETTERS).chain(TAKEN_METHODS).chain(TAKEN_MODULES);
        for word in hard {
            let camel = camel(word).unwrap();
            for name in [
                field(word, true),
                field(word, false),
                variant_of(word),
                Some(method(&camel)),
                Some(module(&camel)),
            ] {
                let name = name.unwrap();
                assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{word} became {name}");
            }
        }
    }

    #[test]
    fn names_that_stand_already_are_kept_away_from() {
        assert_eq!(variant("Other"), "OtherValue");
        assert_eq!(variant_of("other").as_deref(), Some("OtherValue"));
        assert_eq!(variant_of("-1").as_deref(), Some("Minus1"));
        assert_eq!(variant_of("4.2").as_deref(), Some("N42"));
        assert_eq!(table("Service"), "SERVICE_TABLE");
        assert_eq!(module("Types"), "types_");
        assert_eq!(method("New"), "new_");
        assert_eq!(stem("Untyped"), "UntypedOperation");
        assert!(TAKEN_TYPES.is_sorted());
    }
}
