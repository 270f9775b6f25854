//! What a description says beside the field's meaning: a value to show, and that the field is obsolete.

use crate::page::document::Line;

/// The value after `示例值：` or `Example value:`, to the end of its line.
pub(super) fn example(about: &[Line]) -> Option<String> {
    const LABELS: &[&str] = &[
        "示例值",
        "示例",
        "Example value",
        "Example",
        "Sample value",
        "例示値",
        "サンプル値",
        "例の値",
        "예시 값",
        "예시값",
        "예시",
    ];
    for line in about {
        let text = line.text.text.as_str();
        for label in LABELS {
            for (at, _) in text.match_indices(label) {
                // "for example:" is prose; the label begins a line or a sentence.
                let before = text[..at].trim_end();
                let begins =
                    before.is_empty() || before.ends_with(['.', '。', ';', '；', ')', '）', ':', '：']);
                let after = text[at + label.len()..].trim_start();
                let value = after.strip_prefix([':', '：']).map(str::trim);
                if let Some(value) = value.filter(|value| begins && !value.is_empty()) {
                    return Some(value.to_owned());
                }
            }
        }
    }
    None
}

/// Whether the description says that the whole field is obsolete. A value of it may be, too: what a list
/// entry or an explanation of values says does not count.
pub(super) fn is_deprecated(about: &[Line]) -> bool {
    about
        .iter()
        .filter(|line| !line.bullet)
        .any(|line| line.text.text.split(['。', ';', '；']).flat_map(|part| part.split(". ")).any(is_mark))
}

fn is_mark(sentence: &str) -> bool {
    const WORDS: &[&str] = &[
        "deprecated",
        "disused",
        "obsolete",
        "no longer used",
        "no longer in use",
        "discarded",
        "已废弃",
        "废弃",
        "弃用",
        "不再使用",
        "廃止",
        "非推奨",
        "使用されなくなり",
        "폐기",
        "더 이상 사용",
    ];
    const SUBJECTS: &[&str] = &[
        "this parameter",
        "this field",
        "the parameter",
        "the field",
        "which has",
        "which is",
        "parameter has",
        "field has",
        "has been",
        "has already been",
        "参数",
        "字段",
        "パラメータ",
        "フィールド",
        "매개변수",
        "필드",
    ];
    let sentence = sentence.trim().to_lowercase();
    let Some(at) = WORDS.iter().filter_map(|word| sentence.find(word)).min() else { return false };
    let before = &sentence[..at];
    // `地域ID，已经弃用`
    const ADVERBS: &[&str] = &["已", "已经", "现已", "이미", "이미 사용", "すでに", "既に"];
    let clause = before.rsplit([',', '，', '、']).next().unwrap_or_default().trim();
    let bare = before.trim_matches(|c: char| c.is_whitespace() || "(（[【*".contains(c)).is_empty();
    let explains_values = before.contains([':', '：', '='])
        && !before.trim_start().starts_with("note")
        && !before.trim_start().starts_with("注");
    bare || (!explains_values && ADVERBS.contains(&clause))
        || (!explains_values && SUBJECTS.iter().any(|subject| before.contains(subject)))
        || before.trim_end().ends_with(['(', '（', '【'])
            && !before.chars().any(|c| c.is_ascii_digit() || ",，、:：".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{example, is_deprecated};
    use crate::page::document::{Line, Text};

    fn line(text: &str) -> Vec<Line> {
        vec![Line { text: Text { line: 1, text: text.to_owned() }, indent: 0, bullet: false, apart: false }]
    }

    #[test]
    fn examples_begin_a_line_or_a_sentence() {
        assert_eq!(
            example(&line("时间。 示例值：2021-09-28 14:25:38")).as_deref(),
            Some("2021-09-28 14:25:38")
        );
        assert_eq!(example(&line("Example value: crs-1")).as_deref(), Some("crs-1"));
        assert_eq!(example(&line("A zone, for example: ap-x")), None);
    }

    #[test]
    fn a_field_is_obsolete_and_a_value_is_not() {
        for text in [
            "(Deprecated) The zone.",
            "The zone. This parameter has been deprecated.",
            "Region ID, which has already been obsoleted.",
            "可用区。该字段已废弃。",
            "此参数已弃用",
            "可用区（已废弃）。",
            "可用区，已经弃用，请用Region。",
            "가용 영역, 이미 사용 폐기되었습니다.",
        ] {
            assert!(is_deprecated(&line(text)), "{text}");
        }
        for text in [
            "1: cluster edition (deprecated); 2: standard",
            "Edition. 3 (deprecated)",
            "可用区。1：集群版（已废弃）",
            "类型：1-单机，已废弃",
            "The zone.",
        ] {
            assert!(!is_deprecated(&line(text)), "{text}");
        }
    }
}
