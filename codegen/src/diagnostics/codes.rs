//! The stable codes of the diagnostics, each with the sentence that explains it.

/// Declares the codes; the doc comment of each is its explanation.
macro_rules! codes {
    ($($(#[doc = $line:literal])+ $name:ident = $code:literal,)+) => {
        /// What is wrong, as a stable code: `E01..` files and YAML, `E02..` names, `E03..` types and
        /// fields, `E04..` operations and what surrounds them, `E05..` what is left to do before a release.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $line])+ $name,)+
        }

        impl Code {
            /// All codes, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as reports show it: `E0104`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// What it means and what to do, in a sentence or two.
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
    /// A spec says nothing.
    EmptyFile = "E0103",
    /// The text is not YAML; the rest of the file is not looked at until that is fixed.
    YamlSyntax = "E0104",
    /// The spec uses a part of YAML that specs do without: anchors, aliases, tags, several documents, keys that are no text.
    YamlFeature = "E0105",
    /// A folder lacks its `provider.yaml` or `service.yaml`.
    MissingFile = "E0106",
    /// Something lies in the tree of specs that is no spec.
    StrayFile = "E0107",
    /// There is nothing to generate: no provider, a provider without services, or a service without operations.
    EmptyTree = "E0108",
    /// A file or folder is not named after what it declares.
    WrongPath = "E0109",
    /// A key is not part of the language.
    UnknownKey = "E0110",
    /// A key stands twice in one map.
    DuplicateKey = "E0111",
    /// A key that must be there is not.
    MissingKey = "E0112",
    /// A value is of the wrong kind, such as a list where text belongs.
    WrongKind = "E0113",
    /// A word is none of those that the key admits.
    UnknownWord = "E0114",
    /// A list or map is empty that would have to hold something, or be left out.
    EmptyValue = "E0115",
    /// Documentation is not written as a sentence: it starts with a capital and ends with a full stop.
    DocStyle = "E0116",
    /// Keys stand together that exclude one another, or a key stands where it means nothing.
    MeaninglessKey = "E0117",
    /// An entry stands twice in one list.
    DuplicateEntry = "E0118",
    /// Documentation has markup that rustdoc refuses or takes for something else: a link, a tag, a bare address, a backtick without its partner, or a line that begins like a list, a heading, a quote or a table.
    DocMarkup = "E0119",
    /// A character is there that nobody sees, or that turns the direction of the text around it; rustc refuses it.
    HiddenCharacter = "E0120",

    /// A name is not spelt as names of its sort must be.
    BadName = "E0201",
    /// Two names are the same once they are written as Rust writes them.
    NamesMeet = "E0202",
    /// A type has a name that generated code needs for something else.
    ReservedName = "E0203",
    /// A type is named that nobody declares.
    UnknownType = "E0204",
    /// A type is declared that nothing uses.
    UnusedType = "E0206",
    /// A field is named that is not there.
    UnknownField = "E0207",
    /// Two operations of one service have the same name.
    DuplicateOperation = "E0208",
    /// A deprecation points to an operation or an enum value that is not there, or to what it is on itself. An operation of another service is written `provider.service.Operation`.
    UnknownReplacement = "E0209",

    /// A type is not written as types are.
    BadType = "E0301",
    /// `secret` or `json` wraps something that it cannot wrap.
    BadWrapper = "E0302",
    /// A default does not have the type of its field.
    DefaultType = "E0303",
    /// A default breaks the rules of its own field: its range, length, choices or enum.
    DefaultValue = "E0304",
    /// An example does not have the type of its field, or breaks the field's rules.
    BadExample = "E0305",
    /// A range or length is not written as `1..=100`, `1..` or `..=5`.
    BadRange = "E0306",
    /// A range or length admits nothing.
    EmptyRange = "E0307",
    /// A field has a rule that its type cannot have, such as a range on a string.
    RuleOnType = "E0308",
    /// A choice of `one_of` does not have the type of its field.
    BadChoice = "E0309",
    /// An enum has the same wire value twice.
    DuplicateValue = "E0310",
    /// A value of an enum is not what the enum is made of.
    BadEnumValue = "E0311",
    /// `wrapped` stands on a field that is no list.
    WrappedNonList = "E0312",
    /// A datetime format is wrong.
    BadDateTimeFormat = "E0313",
    /// A zone is neither `UTC` nor an offset such as `+08:00`.
    BadZone = "E0314",
    /// A field contradicts itself: it excludes itself, or is both required and excluded.
    Contradiction = "E0315",
    /// Required fields make a struct contain itself, so no value of it could ever be written down.
    EndlessStruct = "E0316",

    /// A path is not a path, or its braces do not match.
    BadPath = "E0401",
    /// A path names a parameter that the request does not have.
    PathWithoutField = "E0402",
    /// A field is said to travel in the path, but the path does not name it.
    FieldWithoutPath = "E0403",
    /// A field that travels in the path or in a header is neither text nor a number, or one in the path is optional.
    BadPathField = "E0404",
    /// A paginator names a field of the wrong type.
    PaginatorType = "E0405",
    /// A waiter names a field of the wrong type.
    WaiterType = "E0406",
    /// A waiter waits for a value that the field cannot have.
    WaiterValue = "E0407",
    /// An error code stands twice.
    DuplicateErrorCode = "E0408",
    /// An error code has no class, and no rule of the provider gives it one.
    ErrorWithoutClass = "E0409",
    /// An error rule can never match, because one before it catches all that it would.
    ShadowedRule = "E0410",
    /// An HTTP status is not between 100 and 599.
    BadStatus = "E0411",
    /// An address of a page is not a full `https` address.
    BadUrl = "E0412",
    /// A date is not written `YYYY-MM-DD`, or does not exist.
    BadDate = "E0413",
    /// A rate is not written as calls a second: `20/s`.
    BadRate = "E0414",
    /// A version is neither a date nor `v` and a number.
    BadVersion = "E0415",
    /// A host is no host name, or has a placeholder other than `{service}` and `{region}`.
    BadHost = "E0416",
    /// The field that makes a call safe to repeat is no string.
    BadIdempotency = "E0417",
    /// A group of `any_of` says no more than `required` does.
    NeedlessAnyOf = "E0418",
    /// An operation names an error code that its `service.yaml` does not declare.
    UnknownErrorCode = "E0419",
    /// A `service.yaml` declares an error code that no operation can fail with.
    UnusedErrorCode = "E0420",
    /// A provider is none that the SDK has a hand-written module for, or its protocol is not the one that the module speaks.
    UnknownVendor = "E0421",

    /// A spec says TODO: a person has to write something there before it is generated for callers.
    Todo = "E0501",
    /// The name of an enum's value is made of its number and tells nothing; a person has to name it.
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

/// Text that is no code of a diagnostic.
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
