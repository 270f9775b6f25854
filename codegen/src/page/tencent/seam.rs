//! Where a name and its English description meet, when the blank between them is lost:
//! `InternalError.DbErrorDatabase error.`
//!
//! Descriptions begin with a capitalised word, so the last word of the camel case is theirs. Where they may
//! begin in small letters, or with a name of several words, the place is not known.

use super::code::{hump_starts, is_family, is_identifier};
use super::kind;

/// Last words of error codes. What goes on behind them in small letters is another word.
const ENDINGS: &[&str] = &[
    "Error",
    "Failure",
    "Failed",
    "Exceeded",
    "Exceed",
    "Denied",
    "Found",
    "Exist",
    "Exists",
    "Insufficient",
    "Unavailable",
    "Timeout",
    "Illegal",
    "Authed",
];

/// The error code that a line begins with, if a capitalised word follows it.
pub(super) fn code(line: &str) -> Option<&str> {
    code_at(line, |last| behind_ending(last).or_else(|| seam(last)))
}

/// The error code that a line begins with, if it plainly ends like one.
pub(super) fn ended_code(line: &str) -> Option<&str> {
    code_at(line, behind_ending)
}

fn code_at(line: &str, end_of: impl Fn(&str) -> Option<usize>) -> Option<&str> {
    let end =
        line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(line.len());
    let token = line.get(..end)?.trim_end_matches('.');
    let from = token.find('.').map_or(0, |at| at + 1);
    let last = token.get(from..)?;
    if last.contains('.') {
        return None;
    }
    let is_english = line.is_ascii() && opens(line.get(end..)?);
    let at = if is_english { last.len() } else { end_of(last)? };
    let code = line.get(..from + at)?;
    let is_whole = from > 0 || is_family(code) || ENDINGS.iter().any(|end| code.ends_with(end));
    is_whole.then_some(code)
}

/// The structure's name that a text begins with.
pub(super) fn structure(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let token = text.get(..end)?;
    let at = if opens(text.get(end..)?) { end } else { seam(token)? };
    text.get(..at).filter(|name| is_identifier(name))
}

/// Whether the description begins here, with a quote or a bracket: no word goes on like that.
fn opens(rest: &str) -> bool {
    rest.starts_with(|c: char| !c.is_whitespace() && !"-'’,;:/).?!".contains(c))
}

/// The end of an ending of codes behind which a word in small letters begins: `ServerErrorhttp`. A plural
/// and the like is the same word. Some words are known without an ending before them.
fn behind_ending(word: &str) -> Option<usize> {
    const WORDS: &[&str] = &["vpc", "cam", "uin", "redis", "mysql"];
    const SAME: &[&str] = &["s", "d", "ed", "es", "er", "ing", "ly", "ent", "ence", "ate", "ated"];
    let starts = hump_starts(word);
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([word.len()]).collect();
    let humps = starts.iter().zip(&ends).rev().take(2);
    let humps = humps.filter_map(|(from, to)| Some((*from, word.get(*from..*to)?)));
    let ending = { humps }.find_map(|(from, hump)| {
        let endings = ENDINGS.iter().chain(&["Invalid", "Unknown"]);
        let ending = endings.filter(|end| hump.starts_with(**end)).max_by_key(|end| end.len())?;
        let more = hump.get(ending.len()..)?;
        (more.len() > 1 && !SAME.contains(&more)).then_some(from + ending.len())
    });
    ending.or_else(|| {
        let known = WORDS.iter().find_map(|known| word.strip_suffix(known))?;
        known.ends_with(|c: char| c.is_ascii_lowercase()).then_some(known.len())
    })
}

/// Where the last word of a name in camel case begins, if that can only be a sentence's first word.
fn seam(word: &str) -> Option<usize> {
    if let Some(product) = kind::PRODUCTS.iter().find(|product| word.ends_with(**product)) {
        return Some(word.len() - product.len()).filter(|at| *at > 0);
    }
    let starts = hump_starts(word);
    let hump = |back: usize| {
        let index = starts.len().checked_sub(back)?;
        let to = starts.get(index + 1).copied().unwrap_or(word.len());
        word.get(*starts.get(index)?..to)
    };
    let is_capitals = |hump: &str| hump.chars().all(|c| c.is_ascii_uppercase());
    let (last, before) = (hump(1)?, hump(2)?);
    // `IDs of …`, and behind an ending `IPv6 is …`
    let is_plural = last.len() == 2 && last.ends_with('s');
    let is_ended = |back: usize| hump(back).is_some_and(|hump| ENDINGS.contains(&hump));
    if is_capitals(before) && (is_plural || is_ended(3)) {
        return starts.len().checked_sub(2).and_then(|index| starts.get(index)).copied();
    }
    // `UserDBA list`: the article may be the description's.
    if is_capitals(last) && last.len() > 1 && last.ends_with('A') {
        return None;
    }
    // No name ends like `LimitOutOf`; behind `TapeNotFoundReel` the description has two words.
    const INNER: &[&str] =
        &["Of", "Not", "Over", "In", "To", "For", "No", "And", "Or", "On", "By", "At", "With", "Be", "Is"];
    if INNER.contains(&before) || starts.len() > 3 && is_ended(3) && !is_ended(2) {
        return None;
    }
    starts.last().copied()
}

#[cfg(test)]
mod tests {
    use super::{code, structure};

    #[test]
    fn a_code_ends_where_a_sentence_begins() {
        for (line, wanted) in [
            ("InternalError.DbErrorDatabase error.", "InternalError.DbError"),
            ("InvalidParameterParameter error.", "InvalidParameter"),
            ("ResourceNotFound.TapeNotExistsNo tape of that ID.", "ResourceNotFound.TapeNotExists"),
            ("FailedOperation.ReelFailedA reel is stuck.", "FailedOperation.ReelFailed"),
            ("UnauthorizedOperation.NoCAMAuthedCAM denies it.", "UnauthorizedOperation.NoCAMAuthed"),
            ("InternalError.TapeErrorIPv6 is off.", "InternalError.TapeError"),
            ("InternalError.ServerErrorhttp request failed.", "InternalError.ServerError"),
            ("InvalidParameter.TapeNotFound`tape` is unknown.", "InvalidParameter.TapeNotFound"),
            ("ResourceInUse.TapeLockedIDs of tapes in use.", "ResourceInUse.TapeLocked"),
            ("TapeErrorThe tape is torn.", "TapeError"),
        ] {
            assert_eq!(code(line), Some(wanted), "{line}");
        }
    }

    #[test]
    fn what_may_be_two_codes_is_none() {
        for line in [
            "InvalidParameterValue.LimitOutOfRangelimit is 1 to 100.",
            "InvalidParameterValue.TapeIdNotFoundReelId not found",
            "InternalError.InternalErrorInternalError.InternalError",
            "DryRunOperationDryRun operation",
            "InvalidParameterInvalidTape is wrong",
            "Database error",
            "TapeLibrary holds it",
        ] {
            assert_eq!(code(line), None, "{line}");
        }
    }

    #[test]
    fn a_structure_ends_where_a_sentence_begins() {
        for (text, wanted) in [
            ("TapeInfoInformation on tapes", Some("TapeInfo")),
            ("TagTags", Some("Tag")),
            ("TapeDBDatabases of it", Some("TapeDB")),
            ("AccountTencentDB account.", Some("Account")),
            ("TapeFlowIDs of flows", Some("TapeFlow")),
            ("UserDBA list", None),
            ("Tape", None),
        ] {
            assert_eq!(structure(text), wanted, "{text}");
        }
    }
}
