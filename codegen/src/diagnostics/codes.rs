//! The stable codes of diagnostics, each with an explanation.

/// Declares the codes. The doc comment of each code is its explanation.
macro_rules! codes {
    ($($(#[doc = $line:literal])+ $name:ident = $code:literal,)+) => {
        /// A stable code: `E01..` files and YAML, `E02..` names, `E03..` types and fields, `E04..` operations,
        /// services and providers, `E05..` unfinished specs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $line])+ $name,)+
        }

        impl Code {
            /// All codes in ascending order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as text: `E0104`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// What the code means, in one or two sentences.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($line,)+).trim_ascii(),)+
                }
            }
        }
    };
}

codes! {
    /// A file or folder cannot be read.
    Unreadable = "E0101",
    /// A spec is not UTF-8 text.
    NotUtf8 = "E0102",
    /// A spec is empty.
    EmptyFile = "E0103",
    /// The text is not valid YAML; the rest of the file is not checked until this is fixed.
    YamlSyntax = "E0104",
    /// The spec uses a feature of YAML that specs do not support: anchors, aliases, tags, several documents, or keys that are not text.
    YamlFeature = "E0105",
    /// A folder has no `provider.yaml` or `service.yaml`.
    MissingFile = "E0106",
    /// A file in the tree of specs is not a spec.
    StrayFile = "E0107",
    /// There is nothing to generate: no provider, a provider without services, or a service without operations.
    EmptyTree = "E0108",
    /// A file or folder is not named after what it declares.
    WrongPath = "E0109",
    /// A key is not part of the language.
    UnknownKey = "E0110",
    /// A map has the same key twice.
    DuplicateKey = "E0111",
    /// A required key is missing.
    MissingKey = "E0112",
    /// A value has the wrong kind, such as a list instead of text.
    WrongKind = "E0113",
    /// A value is not one of the words that the key accepts.
    UnknownWord = "E0114",
    /// A list or map is empty; it needs an entry, or its key must be omitted.
    EmptyValue = "E0115",
    /// Documentation is not a sentence: it must start with a capital letter and end with a full stop.
    DocStyle = "E0116",
    /// Keys exclude each other, or a key has no meaning in its place.
    MeaninglessKey = "E0117",
    /// A list has the same entry twice.
    DuplicateEntry = "E0118",
    /// Documentation has markup that rustdoc refuses or misreads: a link, a tag, a bare URL, an unpaired backtick, or a line that starts like a list, a heading, a quote or a table.
    DocMarkup = "E0119",
    /// The text contains an invisible character or a bidirectional control, which rustc or clippy refuses.
    HiddenCharacter = "E0120",

    /// A name does not follow the naming rules of its kind.
    BadName = "E0201",
    /// Two names become the same name in Rust.
    NameCollision = "E0202",
    /// A type has a name that generated code reserves.
    ReservedName = "E0203",
    /// A named type is not declared.
    UnknownType = "E0204",
    /// A declared type is not used.
    UnusedType = "E0206",
    /// A named field does not exist.
    UnknownField = "E0207",
    /// Two operations of one service have the same name.
    DuplicateOperation = "E0208",
    /// A deprecation names a replacement that does not exist, or the deprecated item itself. An operation of another service is written `provider.service.Operation`.
    UnknownReplacement = "E0209",

    /// A type expression is malformed.
    BadType = "E0301",
    /// `secret` or `json` wraps a type that it cannot wrap.
    BadWrapper = "E0302",
    /// A default does not have the type of its field.
    DefaultType = "E0303",
    /// A default breaks the rules of its own field: its range, length, choices or enum.
    DefaultValue = "E0304",
    /// An example does not have the type of its field, or breaks the field's rules.
    BadExample = "E0305",
    /// A range or length is malformed; it is written `1..=100`, `1..` or `..=5`.
    BadRange = "E0306",
    /// A range or length accepts no value.
    EmptyRange = "E0307",
    /// A field has a rule that does not apply to its type, such as a range on a string.
    RuleOnType = "E0308",
    /// A choice of `one_of` does not have the type of its field.
    BadChoice = "E0309",
    /// An enum has the same wire value twice.
    DuplicateValue = "E0310",
    /// A value of an enum does not have the enum's base type.
    BadEnumValue = "E0311",
    /// `wrapped` is set on a field that is not a list.
    WrappedNonList = "E0312",
    /// A datetime format is malformed.
    BadDateTimeFormat = "E0313",
    /// A zone is neither `UTC` nor an offset such as `+08:00`.
    BadZone = "E0314",
    /// A field contradicts itself: it excludes itself, or is both required and excluded.
    Contradiction = "E0315",
    /// Required fields make a struct contain itself, so it has no finite value.
    EndlessStruct = "E0316",

    /// A path is malformed, or its braces do not match.
    BadPath = "E0401",
    /// A path has a parameter without a request field.
    PathWithoutField = "E0402",
    /// A field is declared as `in: path`, but the path does not contain it.
    FieldWithoutPath = "E0403",
    /// A field in the path or in a header has a type that cannot be sent there, or a field in the path is optional.
    BadPathField = "E0404",
    /// A paginator names a field of the wrong type.
    PaginatorType = "E0405",
    /// A waiter names a field of the wrong type.
    WaiterType = "E0406",
    /// A waiter names a value that the field cannot have.
    WaiterValue = "E0407",
    /// An error code is declared twice.
    DuplicateErrorCode = "E0408",
    /// An error code has no class, and no rule of the provider gives it one.
    ErrorWithoutClass = "E0409",
    /// An error rule never matches, because an earlier rule matches all of its codes.
    ShadowedRule = "E0410",
    /// An HTTP status is not between 100 and 599.
    BadStatus = "E0411",
    /// A URL is not a complete `https` URL.
    BadUrl = "E0412",
    /// A date is not written `YYYY-MM-DD`, or does not exist.
    BadDate = "E0413",
    /// A rate is malformed; it is written in calls per second: `20/s`.
    BadRate = "E0414",
    /// A version is neither a date nor a `v` with a number.
    BadVersion = "E0415",
    /// A host is not a host name, or has a placeholder other than `{service}` and `{region}`.
    BadHost = "E0416",
    /// The field of the idempotency token is not a string.
    BadIdempotency = "E0417",
    /// A group of `any_of` adds nothing to `required`.
    NeedlessAnyOf = "E0418",
    /// An operation names an error code that `service.yaml` does not declare.
    UnknownErrorCode = "E0419",
    /// `service.yaml` declares an error code that no operation uses.
    UnusedErrorCode = "E0420",
    /// The SDK has no module for a provider, or the module implements another protocol.
    UnknownVendor = "E0421",
    /// A service has groups, and an operation names none of them; or an operation names one, and the service has none.
    UnknownGroup = "E0422",
    /// `service.yaml` declares a group that no operation names.
    UnusedGroup = "E0423",

    /// A spec contains TODO, which must be completed before a release.
    Todo = "E0501",
    /// The name of an enum's value is derived from its number; it must be named before a release.
    MadeUpName = "E0502",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let found = Self::ALL.iter().find(|code| code.as_str().eq_ignore_ascii_case(text));
        found.copied().ok_or(UnknownCode)
    }
}

/// The error of parsing a text that is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl std::fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no such code; codes look like `E0104`")
    }
}

impl std::error::Error for UnknownCode {}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_ordered_unique_and_explained() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].as_str() < pair[1].as_str(), "{} before {}", pair[0], pair[1]);
        }
        for code in Code::ALL {
            assert!(code.explanation().ends_with('.'), "{code}");
            assert_eq!(code.as_str().parse(), Ok(*code));
        }
    }
}
