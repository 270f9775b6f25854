//! Identifiers: the names of fields, types and operations, and what an error code looks like.

/// Whether all of `text` is one name: `InstanceId`, `projectId`.
pub(super) fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// How many words a name in camel case has: `DBInstancePrice` has three, `Price` one.
pub(super) fn humps(name: &str) -> usize {
    hump_starts(name).len()
}

/// Where the words of a name in camel case begin.
pub(super) fn hump_starts(name: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut previous = None;
    let mut chars = name.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after_small = previous.is_none_or(|p: char| !p.is_ascii_uppercase());
        let before_small = chars.peek().is_some_and(|(_, next)| next.is_ascii_lowercase());
        if c.is_ascii_uppercase() && (after_small || before_small) || previous.is_none() {
            starts.push(at);
        }
        previous = Some(c);
    }
    starts
}

/// The first word of a text and what follows it. Names end where other letters than ASCII's begin, because
/// Chinese, Japanese and Korean need no blank there.
pub(super) fn first_word(text: &str) -> (&str, &str) {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (word, rest.trim_start())
}

/// Whether a text goes on in the middle of a sentence. Descriptions begin with a capital letter, a digit,
/// or a letter of another script.
pub(super) fn is_mid_sentence(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, ',' | ';' | ':' | ')' | '=' | '.'))
}

/// The families that Tencent's error codes come in, each of them also a code of its own.
const FAMILIES: &[&str] = &[
    "ActionOffline",
    "AuthFailure",
    "DryRunOperation",
    "FailedOperation",
    "InternalError",
    "InvalidAction",
    "InvalidFilter",
    "InvalidParameter",
    "InvalidParameterCombination",
    "InvalidParameterValue",
    "InvalidRequest",
    "IpInBlacklist",
    "IpNotInWhitelist",
    "LimitExceeded",
    "MissingParameter",
    "MutexOperation",
    "NoSuchProduct",
    "NoSuchVersion",
    "OperationDenied",
    "RequestLimitExceeded",
    "RequestSizeLimitExceeded",
    "ResourceInUse",
    "ResourceInsufficient",
    "ResourceNotFound",
    "ResourceUnavailable",
    "ResourcesSoldOut",
    "ResponseSizeLimitExceeded",
    "ServiceUnavailable",
    "UnauthorizedOperation",
    "UnknownParameter",
    "UnsupportedOperation",
    "UnsupportedProtocol",
    "UnsupportedRegion",
];

/// Whether a text begins with one of the families, whatever follows.
pub(super) fn begins_with_family(text: &str) -> bool {
    FAMILIES.iter().any(|family| text.starts_with(family))
}

/// Whether a code is one of the families.
pub(super) fn is_family(code: &str) -> bool {
    FAMILIES.contains(&code)
}

/// How codes outside these families begin or end.
const BEGINNINGS: &[&str] = &["Invalid", "Unsupported", "Unauthorized", "Missing", "Unknown", "NoSuch"];
const ENDINGS: &[&str] = &[
    "Error",
    "Failure",
    "Failed",
    "Exceeded",
    "Exceed",
    "Denied",
    "NotFound",
    "NotExist",
    "NotExists",
    "AlreadyExists",
    "Insufficient",
    "Unavailable",
    "InUse",
    "SoldOut",
    "Timeout",
    "Illegal",
];

/// A code without the word that it has run into: `VpcErrorVPC` and `ServerErrorhttp` end in `Error`. A
/// single letter may be a plural.
pub(super) fn without_word(code: &str) -> &str {
    let capitals = code.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let word = code.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let from = word.trim_end_matches(|c: char| c.is_ascii_uppercase()).len();
    let small = ENDINGS
        .iter()
        .filter(|end| code.get(from..).is_some_and(|word| word.starts_with(**end)))
        .map(|end| from + end.len())
        .max();
    let at = if ENDINGS.iter().any(|end| capitals.ends_with(end)) {
        capitals.len()
    } else {
        small.unwrap_or(code.len())
    };
    code.get(..at).filter(|_| code.len() > at + 1).unwrap_or(code)
}

/// Words that make the one before them the subject of a sentence.
const VERBS: &[&str] = &["is", "are", "was", "were", "has", "have", "can", "cannot", "must", "means", "will"];

/// Whether `word` can be an error code whose description is `rest`: `InvalidParameter.NotFound`, or a
/// single word that is known as one or looks like one. Descriptions of several lines have lines that begin
/// with a capitalised word, so a single unknown word is not enough.
pub(super) fn is_code(word: &str, rest: &str) -> bool {
    let mut parts = word.split('.');
    let family = parts.next().unwrap_or_default();
    if !is_identifier(family) || !word.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
        return false;
    }
    let known = FAMILIES.contains(&family);
    let mut details = parts.peekable();
    if details.peek().is_some() {
        return details.all(|detail| {
            let starts = if known { char::is_ascii_alphanumeric } else { char::is_ascii_uppercase };
            detail.len() > 1 && detail.starts_with(|c| starts(&c))
        }) && (known || humps(family) > 1);
    }
    let (next, _) = first_word(rest);
    if VERBS.contains(&next) {
        return false;
    }
    known
        || (humps(family) > 1
            && family.starts_with(|c: char| c.is_ascii_uppercase())
            && !is_mid_sentence(rest)
            && (BEGINNINGS.iter().any(|start| family.starts_with(start))
                || ENDINGS.iter().any(|end| family.ends_with(end))))
}

#[cfg(test)]
mod tests {
    use super::{humps, is_code};

    #[test]
    fn names_have_humps() {
        assert_eq!(
            ["Price", "InstanceId", "DBInstancePrice", "LogToCLSConfig", "vpcId"].map(humps),
            [1, 2, 3, 4, 2]
        );
    }

    #[test]
    fn codes_are_told_from_prose() {
        for (word, rest) in [
            ("InvalidParameter", "Parameter error"),
            ("InvalidParameter", "parameter error"),
            ("InternalError.DbOperationFailed", "any"),
            ("ResourceNotFound.instanceNotFound", ""),
            ("CdbError.BackupError", "Backup."),
            ("InvalidVpcId", "The VPC is wrong."),
        ] {
            assert!(is_code(word, rest), "{word}");
        }
        for (word, rest) in [
            ("InvalidParameter", "is returned as well."),
            ("TencentDB", "Instances cannot do it."),
            ("InstanceId", "The instance."),
            ("DescribeDBInstances", "Call it first."),
            ("InternalError,", "Or another."),
            ("redis.conf", "The file."),
            ("Error", "No."),
            ("Note:", "No."),
        ] {
            assert!(!is_code(word, rest), "{word}");
        }
    }
}
