//! Telling sentences from values.

/// Whether a line reads like a sentence and not like a value to show.
pub(super) fn is_prose(text: &str) -> bool {
    text.ends_with(['.', '。', ':', '：', ';', '；', '!', '！', '?', '？'])
        || text.contains(['，', '。', '：', '；', '、'])
        || is_label(text)
        || words(text) > 5
}

/// Whether a line begins with a label of descriptions.
pub(super) fn is_label(text: &str) -> bool {
    let labels =
        ["note", "important", "warning", "caution", "default", "valid value", "说明", "注意", "默认", "取值"];
    let lower = text.to_lowercase();
    labels.iter().any(|label| lower.starts_with(label))
}

/// Whether it is a whole sentence of several words.
pub(super) fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '。', ':', '：']) && (words(text) > 3 || !text.is_ascii())
}

/// Words in small letters; values have none or few.
fn words(text: &str) -> usize {
    let is_word = |word: &&str| {
        let word = word.trim_matches([',', '.', '(', ')', ':']);
        word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase() || c == '\'')
    };
    text.split(' ').filter(is_word).count()
}

/// Cuts a value from the Chinese text that it is glued to: `cn-hangzhou实例所属的地域。`
pub(super) fn split_before_chinese(text: &str) -> Option<(&str, &str)> {
    let at = text.find(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))?;
    let (value, rest) = text.split_at_checked(at)?;
    (!value.is_empty() && value.is_ascii()).then_some((value, rest))
}

/// Whether a field's description tells callers to leave it.
pub(super) fn is_deprecated(text: &str) -> bool {
    let lower = text.to_lowercase();
    let said = [
        "[deprecated]",
        "(deprecated)",
        "this parameter is deprecated",
        "this parameter will be deprecated",
        "this parameter is discontinued",
        "is no longer available",
        "is no longer supported",
        "该参数已废弃",
        "该参数已弃用",
        "参数已下线",
        "【已废弃】",
        "【已弃用】",
    ];
    lower == "deprecated" || lower.starts_with("deprecated.") || said.iter().any(|said| lower.contains(said))
}
