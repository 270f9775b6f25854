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
    "value", "values", "valid", "option", "options", "enumeration", "enumerations", "enumerated", "enum",
    "取值", "可选值", "枚举", "有效值", "可选项", "可选参数", "支持的值", "合法值", "可取", "値", "選択肢",
    "オプション", "列挙", "값", "옵션", "열거",
];

/// Words in front of a colon that announce an interval.
pub(super) const RANGE_NOUNS: &[&str] = &["range", "ranges", "范围", "範囲", "범위"];

/// What ends the clause before a colon that announces values without one of the nouns: `the following:`.
pub(super) const FOLLOWING: &[&str] =
    &["one of the following", "any of the following", "supported include", "supported are", "包括", "包含"];

/// Words that make a clause before a colon announce something else.
pub(super) const NOT_VALUES: &[&str] = &[
    "default", "example", "examples", "sample", "maximum", "minimum", "max", "min", "format", "formats", "unit",
    "length", "if", "when", "unless", "because", "returned", "key", "notes", "note", "回数", "默认", "缺省", "示例",
    "例", "本接口取值", "最大", "最小", "上限", "下限", "格式", "单位", "长度", "当", "如果", "若", "デフォルト", "既定",
    "該当API", "기본", "최대", "최소", "형식", "단위",
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
    "取值分别为",
    "取值范围为",
    "取值范围是",
    "取值范围",
    "value range is",
    "value range",
    "值为",
    "値は",
    "값은",
];

/// Words in front of such a phrase that make it one about another value: `The default value is`.
pub(super) const NOT_THE_VALUE: &[&str] = &[
    "default", "maximum", "minimum", "max", "min", "example", "sample", "previous", "null", "empty", "默认", "缺省", "最大", "最小",
    "示例", "当该参数", "参数", "デフォルト", "最大", "最小", "기본", "최대", "최소",
];

/// The two halves of a sentence that leaves one choice: `Only X is supported`.
pub(super) const ONLY: &[(&str, &[&str])] = &[
    ("only ", &[" is supported", " are supported", " can be passed in", " is available"]),
    ("仅支持", &[""]),
    ("只支持", &[""]),
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
    "note", "notes", "notice", "important", "caution", "warning", "tip", "tips", "description", "unit", "units",
    "format", "example", "examples", "sample", "value", "values", "default", "type", "rule", "rules", "range",
    "remark", "remarks", "option", "options", "limit", "limits", "constraint", "constraints", "following",
    "follows", "required", "optional", "http", "https", "parameter", "parameters", "method", "scenario",
];

/// Words that begin a list entry or sentence which holds only under a condition.
pub(super) const CONDITIONS: &[&str] = &[
    "if ", "when ", "for ", "in ", "on ", "unless ", "once ", "after ", "only when ", "only if ", "to ", "during ",
    "当", "若", "如果", "如", "仅当", "对于", "在", "只有", "하면", "場合",
];

/// Words of a condition that only says that the field is absent.
pub(super) const ABSENT: &[&str] = &[
    "not ", "n't", "empty", "blank", "omit", "unspecified", "null", "left ", "absent", "without", "no value", "不",
    "未", "空", "没有", "无", "省略", "指定しない", "없", "않",
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

/// What makes a number a length or a count of something else.
pub(super) const LENGTHS: &[&str] = &[
    "character", "in length", "letters", "bytes long", "digits", "字符", "长度", "个字", "文字", "글자", "자리",
];

/// A bound, and whether the number itself is outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// The smallest value.
    Min,
    /// The greatest value.
    Max,
    /// The number below the smallest value.
    Above,
    /// The number above the greatest value.
    Below,
}

/// Comparisons that stand in front of their number. Longer ones come first: `not greater than` holds
/// `greater than`.
pub(super) const COMPARISONS: &[(&str, Bound)] = &[
    ("greater than or equal to", Bound::Min),
    ("larger than or equal to", Bound::Min),
    ("more than or equal to", Bound::Min),
    ("equal to or greater than", Bound::Min),
    ("equal to or larger than", Bound::Min),
    ("less than or equal to", Bound::Max),
    ("smaller than or equal to", Bound::Max),
    ("equal to or less than", Bound::Max),
    ("equal to or smaller than", Bound::Max),
    ("not be greater than", Bound::Max),
    ("not be larger than", Bound::Max),
    ("not be more than", Bound::Max),
    ("not be less than", Bound::Min),
    ("not be smaller than", Bound::Min),
    ("be greater than", Bound::Above),
    ("not greater than", Bound::Max),
    ("not larger than", Bound::Max),
    ("no greater than", Bound::Max),
    ("no larger than", Bound::Max),
    ("no more than", Bound::Max),
    ("not more than", Bound::Max),
    ("not less than", Bound::Min),
    ("no less than", Bound::Min),
    ("not smaller than", Bound::Min),
    ("no smaller than", Bound::Min),
    ("from above", Bound::Above),
    ("greater than", Bound::Above),
    ("larger than", Bound::Above),
    ("bigger than", Bound::Above),
    ("less than", Bound::Below),
    ("smaller than", Bound::Below),
    ("not exceed", Bound::Max),
    ("cannot exceed", Bound::Max),
    ("can't exceed", Bound::Max),
    ("must be at least", Bound::Min),
    ("must be at most", Bound::Max),
    ("maximum value is", Bound::Max),
    ("maximum value:", Bound::Max),
    ("maximum value of", Bound::Max),
    ("maximum value", Bound::Max),
    ("max value is", Bound::Max),
    ("max value:", Bound::Max),
    ("maximum is", Bound::Max),
    ("maximum:", Bound::Max),
    ("maximum limit is", Bound::Max),
    ("max:", Bound::Max),
    ("up to", Bound::Max),
    ("upper limit is", Bound::Max),
    ("upper limit:", Bound::Max),
    ("minimum value is", Bound::Min),
    ("minimum value:", Bound::Min),
    ("minimum value", Bound::Min),
    ("min value is", Bound::Min),
    ("min value:", Bound::Min),
    ("minimum is", Bound::Min),
    ("minimum:", Bound::Min),
    ("min:", Bound::Min),
    ("≥", Bound::Min),
    (">=", Bound::Min),
    ("≤", Bound::Max),
    ("<=", Bound::Max),
    ("大于或等于", Bound::Min),
    ("大于等于", Bound::Min),
    ("小于或等于", Bound::Max),
    ("小于等于", Bound::Max),
    ("不大于", Bound::Max),
    ("不小于", Bound::Min),
    ("不能大于", Bound::Max),
    ("不能小于", Bound::Min),
    ("不得大于", Bound::Max),
    ("不得小于", Bound::Min),
    ("不高于", Bound::Max),
    ("不低于", Bound::Min),
    ("大于", Bound::Above),
    ("小于", Bound::Below),
    ("不超过", Bound::Max),
    ("不能超过", Bound::Max),
    ("不得超过", Bound::Max),
    ("不可超过", Bound::Max),
    ("最大值为", Bound::Max),
    ("最大值是", Bound::Max),
    ("最大值", Bound::Max),
    ("最大为", Bound::Max),
    ("最大不超过", Bound::Max),
    ("最大支持", Bound::Max),
    ("最大", Bound::Max),
    ("上限为", Bound::Max),
    ("最小值为", Bound::Min),
    ("最小值是", Bound::Min),
    ("最小值", Bound::Min),
    ("最小为", Bound::Min),
    ("最小", Bound::Min),
    ("最大値は", Bound::Max),
    ("最大値", Bound::Max),
    ("最小値は", Bound::Min),
    ("最小値", Bound::Min),
    ("최댓값은", Bound::Max),
    ("최댓값", Bound::Max),
    ("최대값은", Bound::Max),
    ("최대값", Bound::Max),
    ("최대", Bound::Max),
    ("최솟값은", Bound::Min),
    ("최솟값", Bound::Min),
    ("최소값은", Bound::Min),
    ("최소값", Bound::Min),
];

/// Comparisons that stand behind their number.
pub(super) const COMPARED: &[(&str, Bound)] = &[
    ("以上", Bound::Min),
    ("以下", Bound::Max),
    ("未満", Bound::Below),
    ("より大きい", Bound::Above),
    (" 이상", Bound::Min),
    (" 이하", Bound::Max),
    (" 미만", Bound::Below),
    ("보다 큰", Bound::Above),
    ("보다 커야", Bound::Above),
];

/// Kinds of numbers that bound a value from below.
pub(super) const NUMBERS: &[(&str, i64)] = &[
    ("non-negative integer", 0),
    ("nonnegative integer", 0),
    ("cannot be a negative", 0),
    ("must not be negative", 0),
    ("positive integer", 1),
    ("positive number", 1),
    ("非负整数", 0),
    ("不能为负", 0),
    ("正整数", 1),
    ("正の整数", 1),
    ("양의 정수", 1),
];

/// Phrases in front of an interval that have no colon.
pub(super) const INTERVAL_PHRASES: &[&str] = &[
    "value ranges from",
    "values range from",
    "value range is from",
    "value range is",
    "value range from",
    "value range",
    "range is from",
    "range is",
    "ranges from",
    "range from",
    "in the range of",
    "within the range of",
    "in the range from",
    "in the range",
    "range of",
    "value must be between",
    "value should be between",
    "value is between",
    "integer between",
    "number between",
    "value between",
    "between",
    "integer from",
    "integer in",
    "value can be from",
    "value can be",
    "value must be",
    "value is from",
    "value from",
    "取值范围为",
    "取值范围是",
    "取值范围",
    "范围为",
    "范围是",
    "范围",
    "取值为",
    "取值在",
    "取值",
    "値の範囲は",
    "値の範囲",
    "範囲は",
    "값 범위는",
    "값 범위",
    "범위는",
    "범위",
];
