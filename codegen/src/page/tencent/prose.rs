//! Words of sentences: what tells the line of a description from a row.

use super::code::first_word;
use super::kind;

/// Words that make the one before them the subject of a sentence.
const VERBS: &[&str] =
    &["is", "are", "was", "were", "has", "have", "can", "must", "will", "should", "that", "which"];

/// Words that go on behind the name of a field or a type.
const OTHERS: &[&str] = &[
    "of",
    "type",
    "types",
    "value",
    "values",
    "format",
    "with",
    "in",
    "and",
    "or",
    "to",
    "containing",
    "for",
    "as",
    "from",
    "list",
    "array",
    "data",
    "field",
    "fields",
    "parameter",
    "parameters",
    "only",
    "objects",
];

/// Whether a text goes on with a verb or a punctuation mark, as a sentence does behind its subject.
pub(super) fn is_predicate(text: &str) -> bool {
    VERBS.contains(&first_word(text).0) || text.starts_with([',', ';', ':', ')', '=', '.'])
}

/// Whether a text goes on as a sentence does behind the name of a field or a type.
pub(super) fn is_continuation(text: &str) -> bool {
    is_predicate(text) || OTHERS.contains(&first_word(text).0)
}

/// Whether a text goes on as a sentence does behind a name in it, whatever the language.
pub(super) fn goes_on(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "if", "when", "unless", "cannot", "may", "does", "do", "not", "by", "on", "at", "be", "than", "API",
    ];
    const SIGNS: &[&str] = &["的", "，", "。", "、", "；", "：", "时，", "和", "或", "与", "は", "が", "を"];
    is_continuation(text)
        || WORDS.contains(&first_word(text).0.trim_end_matches('s'))
        || text.starts_with(|c: char| c.is_ascii_punctuation() && c != '(' && c != '`')
        || SIGNS.iter().any(|sign| text.starts_with(sign))
}

/// `DescribeInstances` is an operation, not a type; `DescribeInstancesInfo` may be one.
pub(super) fn is_operation(kind: &str) -> bool {
    const VERBS: &[&str] = &["Describe", "Create", "Modify", "Delete", "Get", "List", "Inquire", "Inquiry"];
    VERBS.iter().any(|verb| kind.starts_with(verb))
        && !["Info", "Rsp", "Resp", "Response", "Result", "Item"].iter().any(|end| kind.ends_with(end))
}

/// Words that a sentence about types begins with: `The String …`, `JSON String`.
pub(super) fn is_article(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "A",
        "An",
        "Any",
        "Array",
        "Boolean",
        "Each",
        "Float",
        "Integer",
        "JSON",
        "Json",
        "Note",
        "String",
        "Supports",
        "The",
        "This",
        "Timestamp",
        "Valid",
        "Value",
        "Values",
    ];
    WORDS.contains(&word)
}

/// Words that a sentence with a name in it begins with: `Call DescribeInstances …`.
pub(super) fn is_stop_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "After",
        "All",
        "And",
        "Before",
        "Both",
        "By",
        "Call",
        "Currently",
        "Default",
        "Enter",
        "For",
        "From",
        "Get",
        "If",
        "In",
        "Indicates",
        "MongoDB",
        "MySQL",
        "New",
        "Not",
        "Obtain",
        "Only",
        "Or",
        "Other",
        "Please",
        "Query",
        "Refer",
        "Returns",
        "See",
        "Select",
        "Set",
        "Specify",
        "Support",
        "TencentCloud",
        "TencentDB",
        "Through",
        "To",
        "Use",
        "When",
        "With",
        "Your",
    ];
    is_article(word) || WORDS.contains(&word)
}

/// Whether a text goes on as a sentence does that begins with a type: `String 类型的值`.
pub(super) fn is_about_type(text: &str) -> bool {
    const WORDS: &[&str] = &["类型", "格式", "型", "形式", "値", "값", "유형", "형식", "타입"];
    goes_on(text) || WORDS.iter().any(|word| text.starts_with(word))
}

/// Whether a word is one that a sentence about products, operations or types begins with.
pub(super) fn is_opening(word: &str) -> bool {
    is_stop_word(word) || kind::is_product(word)
}

#[cfg(test)]
mod tests {
    use super::goes_on;

    #[test]
    fn a_sentence_goes_on_behind_a_name() {
        for text in [
            "is required.",
            "and TapeSide.",
            "of the tape.",
            "if it is set",
            "的长度",
            ", or both",
            "APIs do it",
        ] {
            assert!(goes_on(text), "{text}");
        }
        for text in ["tape to wind.", "The tape.", "是否倒带", "磁带", "(obsolete) tape", "`a` or `b`"]
        {
            assert!(!goes_on(text), "{text}");
        }
    }
}
