//! The words that descriptions use, in the four languages that the vendors write. English is in lower case.

/// How the descriptions of parameters begin that say which operation is called.
pub(super) const OF_THE_CALL: &[&str] = &[
    "common param",
    "the operation that you want to perform",
    "the name of the operation that you want to perform",
    "公共参数",
    "要执行的操作",
    "系统规定参数",
    "共通パラメータ",
    "공통 매개변수",
    "공통 파라미터",
];

/// What begins a remark even where the sentence before has no stop.
pub(super) const NOTES: &[&str] = &["Note:", "Important:", "Notice:", "说明：", "注意："];

/// How descriptions say that a text holds a structure.
pub(super) const JSON: &[&str] = &[
    "json string",
    "json array",
    "json object",
    "json-formatted",
    "in json format",
    "in the json format",
    "json字符串",
    "json 字符串",
    "json格式字符串",
    "json格式的字符串",
    "json数组",
    "json串",
];

/// Labels of the parts of a description, in the order of the template that has them.
pub(super) const DEFINITION: &[&str] = &["Definition", "参数解释", "Parameter Description", "Explanation"];
/// The part with what else must hold.
pub(super) const CONSTRAINTS: &[&str] = &["Constraints", "Constraint", "约束限制"];
/// The part with the values.
pub(super) const RANGE: &[&str] = &["Value Range", "Value range", "Range", "取值范围"];
/// The part with the default.
pub(super) const DEFAULT: &[&str] = &["Default Value", "Default value", "默认取值"];

/// What begins an example; what follows up to the sentence's end is no value.
pub(super) const EXAMPLES: &[&str] = &[
    "for example",
    "for instance",
    "such as",
    "e.g.",
    "examples:",
    "example:",
    "example value",
    "sample value",
    "sample:",
    "sample format",
    "like \"",
    "示例",
    "例如",
    "比如",
    "例：",
    "例:",
    "形如",
    "譬如",
    "例えば",
    "예를 들어",
    "예:",
    "예시",
];

/// Words in front of a colon that announce values.
pub(super) const VALUE_NOUNS: &[&str] = &[
    "value",
    "values",
    "valid",
    "option",
    "options",
    "enumeration",
    "enumerations",
    "enumerated",
    "enum",
    "取值",
    "可选值",
    "枚举",
    "有效值",
    "可选项",
    "可选参数",
    "支持的值",
    "合法值",
    "可取",
    "値",
    "選択肢",
    "オプション",
    "列挙",
    "값",
    "옵션",
    "열거",
];

/// Words in front of a colon that announce an interval.
pub(super) const RANGE_NOUNS: &[&str] = &["range", "ranges", "范围", "範囲", "범위"];

/// What ends the clause before a colon that announces values without one of the nouns: `the following:`.
pub(super) const FOLLOWING: &[&str] =
    &["one of the following", "any of the following", "supported include", "supported are", "包括", "包含"];

/// Words that make a clause before a colon announce something else.
pub(super) const NOT_VALUES: &[&str] = &[
    "default",
    "example",
    "examples",
    "sample",
    "maximum",
    "minimum",
    "max",
    "min",
    "format",
    "formats",
    "unit",
    "length",
    "if",
    "when",
    "unless",
    "because",
    "returned",
    "key",
    "notes",
    "note",
    "回数",
    "默认",
    "缺省",
    "示例",
    "例",
    "本接口取值",
    "最大",
    "最小",
    "上限",
    "下限",
    "格式",
    "单位",
    "长度",
    "当",
    "如果",
    "若",
    "デフォルト",
    "既定",
    "該当API",
    "기본",
    "최대",
    "최소",
    "형식",
    "단위",
];

/// Phrases that announce values without a colon.
pub(super) const VALUE_PHRASES: &[&str] = &[
    "value can be one of",
    "value can be either",
    "value can be set to",
    "value can be",
    "values can be",
    "value may be",
    "value must be one of",
    "value must be",
    "value must be set to",
    "value is fixed to",
    "value is fixed at",
    "value is set to",
    "value is either",
    "value is",
    "values are",
    "values include",
    "value includes",
    "valid values",
    "available values",
    "supported values",
    "options include",
    "options are",
    "set the value to",
    "set this parameter to",
    "set the parameter to",
    "only the value",
    "取值为",
    "取值是",
    "取值有",
    "取值包括",
    "取值可以为",
    "取值可以是",
    "取值可为",
    "取值固定为",
    "取值只能是",
    "可选值为",
    "可选值有",
    "可选值包括",
    "可选值是",
    "枚举值为",
    "枚举值有",
    "枚举值包括",
    "有效值为",
    "可取值为",
    "固定取值为",
    "固定为",
    "支持输入",
    "可设置为",
    "可以设置为",
    "取值分别为",
    "取值范围为",
    "取值范围是",
    "取值范围",
    "value range is",
    "value range",
    "值为",
    "値は",
    "値には",
    "値の範囲",
    "값은",
];

/// Words in front of such a phrase that make it one about another value: `The default value is`.
pub(super) const NOT_THE_VALUE: &[&str] = &[
    "default",
    "maximum",
    "minimum",
    "max",
    "min",
    "example",
    "sample",
    "previous",
    "null",
    "empty",
    "默认",
    "缺省",
    "最大",
    "最小",
    "示例",
    "当该参数",
    "参数",
    "デフォルト",
    "最大",
    "最小",
    "기본",
    "최대",
    "최소",
];

/// The two halves of a sentence that leaves one choice: `Only X is supported`.
pub(super) const ONLY: &[(&str, &[&str])] = &[
    ("only ", &[" is supported", " are supported", " can be passed in", " is available"]),
    ("仅支持", &[""]),
    ("只支持", &[""]),
    ("現在は", &["のみ"]),
    ("現在、", &["のみ"]),
    ("현재 ", &["만 "]),
];

/// What a list entry says between its value and the explanation.
pub(super) const MEANS: &[&str] = &[
    "indicates ",
    "indicate ",
    "means ",
    "represents ",
    "represent ",
    "stands for ",
    "refers to ",
    "表示",
    "代表",
    "是指",
    "指",
    "対応",
];

/// What a list entry says in front of its value.
pub(super) const ENTRY_STARTS: &[&str] =
    &["the value ", "value ", "取值为", "取值：", "值为", "当取值为", "the value is ", "值", "取"];

/// Words before a colon that are a label, not a value.
pub(super) const LABELS: &[&str] = &[
    "note",
    "notes",
    "notice",
    "important",
    "caution",
    "warning",
    "tip",
    "tips",
    "description",
    "unit",
    "units",
    "format",
    "example",
    "examples",
    "sample",
    "value",
    "values",
    "default",
    "type",
    "rule",
    "rules",
    "range",
    "remark",
    "remarks",
    "option",
    "options",
    "limit",
    "limits",
    "constraint",
    "constraints",
    "following",
    "follows",
    "required",
    "optional",
    "http",
    "https",
    "parameter",
    "parameters",
    "method",
    "scenario",
];

/// Words that begin a list entry or sentence which holds only under a condition.
pub(super) const CONDITIONS: &[&str] = &[
    "if ",
    "when ",
    "for ",
    "in ",
    "on ",
    "unless ",
    "once ",
    "after ",
    "only when ",
    "only if ",
    "to ",
    "during ",
    "当",
    "若",
    "如果",
    "如",
    "仅当",
    "对于",
    "在",
    "只有",
    "하면",
    "場合",
];

/// Words of a condition that only says that the field is absent, or that it is there.
pub(super) const ABSENT: &[&str] = &[
    "this parameter is specified",
    "this parameter is transferred",
    "this parameter is passed",
    "not ",
    "n't",
    "empty",
    "blank",
    "omit",
    "unspecified",
    "null",
    "left ",
    "absent",
    "without",
    "no value",
    "不",
    "未",
    "空",
    "没有",
    "无",
    "省略",
    "指定しない",
    "없",
    "않",
];

/// What says that an entry is the default, in brackets or as a remark of its own.
pub(super) const IS_DEFAULT: &[&str] = &[
    "default",
    "by default",
    "default value",
    "the default value",
    "this is the default value",
    "it is the default value",
    "default option",
    "recommended, default",
    "默认",
    "默认值",
    "缺省",
    "缺省值",
    "默认取值",
    "该值为默认值",
    "此为默认值",
    "デフォルト",
    "デフォルト値",
    "既定値",
    "기본값",
    "기본",
    "기본 값",
];

/// Words for "no default" and "no range".
pub(super) const NOTHING: &[&str] =
    &["empty", "null", "none", "n/a", "na", "-", "--", "nil", "blank", "no", "not", "void"];
