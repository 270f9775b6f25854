//! The words that pages are made of, in the four languages that the vendors write: languages, column
//! heads, yes and no, types. Readers share them, so that a new wording is added in one place.

/// The language of a page's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Chinese.
    Zh,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
}

impl Lang {
    /// The language's code: `en`.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
            Self::Ja => "ja",
            Self::Ko => "ko",
        }
    }

    /// The language that most of `text` is in. Chinese needs more than a few characters, because frames
    /// and single labels (`更新时间:`) are often in another language than the page.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let (mut latin, mut han, mut kana, mut hangul) = (0_usize, 0_usize, 0_usize, 0_usize);
        for c in lines.flat_map(str::chars) {
            match c {
                'a'..='z' | 'A'..='Z' => latin += 1,
                '\u{3040}'..='\u{30ff}' => kana += 1,
                '\u{4e00}'..='\u{9fff}' => han += 1,
                '\u{ac00}'..='\u{d7af}' => hangul += 1,
                _ => {}
            }
        }
        // A Latin word has about five letters where Chinese has one or two characters; names, types and
        // examples stay Latin on every page.
        if hangul * 12 > latin.max(1) {
            Self::Ko
        } else if kana * 20 > latin.max(1) && kana * 4 > han {
            Self::Ja
        } else if han * 12 > latin.max(1) {
            Self::Zh
        } else {
            Self::En
        }
    }
}

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Name of a parameter or field.
    Name,
    /// Whether it must be sent.
    Required,
    /// Its type.
    Kind,
    /// What it is.
    Description,
    /// A value to show.
    Example,
    /// Where it travels: Huawei's `IN`.
    Location,
    /// HTTP status of an error.
    HttpStatus,
    /// Code of an error.
    ErrorCode,
    /// Message of an error.
    Message,
}

const COLUMNS: &[(&str, Column)] = &[
    ("parameter name", Column::Name),
    ("parameter", Column::Name),
    ("prameter", Column::Name),
    ("parameters", Column::Name),
    ("name", Column::Name),
    ("field", Column::Name),
    ("element", Column::Name),
    ("参数名称", Column::Name),
    ("参数名", Column::Name),
    ("参数", Column::Name),
    ("名称", Column::Name),
    ("名稱", Column::Name),
    ("參數", Column::Name),
    ("字段", Column::Name),
    ("元素", Column::Name),
    ("パラメータ名", Column::Name),
    ("パラメーター名", Column::Name),
    ("パラメータ", Column::Name),
    ("パラメーター", Column::Name),
    ("매개변수 이름", Column::Name),
    ("매개변수", Column::Name),
    ("required", Column::Required),
    ("mandatory", Column::Required),
    ("必选", Column::Required),
    ("是否必选", Column::Required),
    ("是否必填", Column::Required),
    ("必填", Column::Required),
    ("必須項目", Column::Required),
    ("必須", Column::Required),
    ("選択必須", Column::Required),
    ("필수 여부", Column::Required),
    ("필수 항목 여부", Column::Required),
    ("필수", Column::Required),
    ("type", Column::Kind),
    ("data type", Column::Kind),
    ("parameter type", Column::Kind),
    ("类型", Column::Kind),
    ("類型", Column::Kind),
    ("参数类型", Column::Kind),
    ("数据类型", Column::Kind),
    ("タイプ", Column::Kind),
    ("型", Column::Kind),
    ("데이터 유형", Column::Kind),
    ("유형", Column::Kind),
    ("타입", Column::Kind),
    ("description", Column::Description),
    ("描述", Column::Description),
    ("说明", Column::Description),
    ("説明", Column::Description),
    ("설명", Column::Description),
    ("example", Column::Example),
    ("sample response", Column::Example),
    ("sample value", Column::Example),
    ("example value", Column::Example),
    ("示例值", Column::Example),
    ("示例", Column::Example),
    ("樣本值", Column::Example),
    ("範例值", Column::Example),
    ("in", Column::Location),
    ("location", Column::Location),
    ("position", Column::Location),
    ("参数位置", Column::Location),
    ("位置", Column::Location),
    ("httpcode", Column::HttpStatus),
    ("http code", Column::HttpStatus),
    ("http status code", Column::HttpStatus),
    ("http status", Column::HttpStatus),
    ("status code", Column::HttpStatus),
    ("http 状态码", Column::HttpStatus),
    ("http状态码", Column::HttpStatus),
    ("error code", Column::ErrorCode),
    ("error codes", Column::ErrorCode),
    ("错误码", Column::ErrorCode),
    ("错误代码", Column::ErrorCode),
    ("錯誤碼", Column::ErrorCode),
    ("エラーコード", Column::ErrorCode),
    ("오류 코드", Column::ErrorCode),
    ("에러 코드", Column::ErrorCode),
    ("error message", Column::Message),
    ("错误信息", Column::Message),
    ("錯誤資訊", Column::Message),
    ("错误消息", Column::Message),
];

impl Column {
    /// The column that a head cell names, if it names one.
    pub fn of(head: &str) -> Option<Self> {
        let head = head.trim_matches('*').trim().to_lowercase();
        COLUMNS.iter().find(|(word, _)| *word == head).map(|(_, column)| *column)
    }

    /// The columns of a head whose cells stand on one line, with blanks between them or none at all
    /// (`ParameterTypeRequired`). At least two columns make a head; the rest of the line must be empty.
    pub fn of_line(head: &str) -> Option<Vec<Self>> {
        let head = head.trim().to_lowercase();
        let mut columns = Vec::new();
        // `Parameter Type Description` has a column of names, although `parameter type` is a head too.
        if !cut(&head, &mut columns, true) && !cut(&head, &mut columns, false) {
            return None;
        }
        (columns.len() > 1).then_some(columns)
    }
}

/// No table has more columns.
const MOST_COLUMNS: usize = 12;

/// Cuts a head into its words, the longest first: `parameter name` before `parameter`, `参数类型` before
/// `参数`. `named`: only in a way that gives a column of names or codes.
fn cut(head: &str, columns: &mut Vec<Column>, named: bool) -> bool {
    let head = head.trim_start();
    if head.is_empty() {
        return !named || columns.iter().any(|column| matches!(column, Column::Name | Column::ErrorCode));
    }
    if columns.len() == MOST_COLUMNS {
        return false;
    }
    let mut words: Vec<_> = COLUMNS.iter().filter(|(word, _)| head.starts_with(word)).collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words.into_iter().any(|(word, column)| {
        columns.push(*column);
        let fits = cut(&head[word.len()..], columns, named);
        if !fits {
            columns.pop();
        }
        fits
    })
}

/// What a cell of a "required" column says; nothing when it says something else.
pub fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "yes" | "true" | "是" | "はい" | "要" | "예" | "required" => Some(true),
        "no" | "false" | "否" | "いいえ" | "不要" | "아니요" | "아니오" | "optional" => {
            Some(false)
        }
        _ => None,
    }
}

/// Words that are types wherever a whole cell is one of them, in lower case. `PrintedType` understands more,
/// which are types only where a type is expected: `Text` and `Time` alone are rather something's name.
const SCALARS: &[&str] = &[
    "string",
    "integer",
    "int",
    "int32",
    "int64",
    "uint64",
    "uint32",
    "long",
    "short",
    "float",
    "double",
    "number",
    "boolean",
    "bool",
    "object",
    "array",
    "list",
    "map",
    "timestamp",
    "timestamp_iso8601",
    "datetime",
    "datetime_iso",
    "date",
    "file",
    "binary",
    "json",
    "any",
    "repeatlist",
    "struct",
];

/// Whether a whole cell is a type that names itself as one: `string`, `Array of X`, `array<object>`,
/// `X object`. A bare `BackupInfo` is not, because any word could be.
pub fn is_kind(cell: &str) -> bool {
    let lower = cell.trim().to_lowercase();
    if SCALARS.contains(&lower.as_str()) {
        return true;
    }
    let single_word = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
    };
    if let Some(of) = lower.strip_prefix("array of ").or_else(|| lower.strip_prefix("list of ")) {
        let of = of.strip_suffix(" objects").or_else(|| of.strip_suffix(" object")).unwrap_or(of);
        return single_word(of) || is_kind(of);
    }
    if let Some(of) = lower.strip_suffix(" object").or_else(|| lower.strip_suffix(" objects")) {
        return single_word(of);
    }
    for open in ["array<", "list<", "map<", "array["] {
        if lower.starts_with(open) {
            return lower.ends_with(['>', ']']) && !lower.contains(". ");
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Column, Lang, is_kind, yes_or_no};

    #[test]
    fn heads_are_known_apart_and_glued() {
        use Column::{Description, Example, Kind, Name, Required};
        assert_eq!(
            Column::of_line("Parameter Name Required Type Description"),
            Some(vec![Name, Required, Kind, Description])
        );
        assert_eq!(
            Column::of_line("ParameterTypeRequiredDescriptionExample"),
            Some(vec![Name, Kind, Required, Description, Example])
        );
        assert_eq!(
            Column::of_line("名称类型是否必选示例值描述"),
            Some(vec![Name, Kind, Required, Example, Description])
        );
        assert_eq!(
            Column::of_line("Parameter Type Required Example Description"),
            Some(vec![Name, Kind, Required, Example, Description])
        );
        assert_eq!(
            Column::of_line("매개변수 이름 필수 여부 유형 설명"),
            Some(vec![Name, Required, Kind, Description])
        );
        assert_eq!(Column::of_line("Type the name of the instance"), None);
        assert_eq!(Column::of("**Mandatory**"), Some(Required));
    }

    #[test]
    fn types_name_themselves() {
        for kind in [
            "String",
            "Array of Integer",
            "Array of BackupDownloadTask",
            "array<object>",
            "Array of LinksItem objects",
            "BackupDatabase object",
            "Array of objects",
            "List<string>",
        ] {
            assert!(is_kind(kind), "{kind}");
        }
        for other in ["Yes", "The instance.", "Instance", "A small object", ""] {
            assert!(!is_kind(other), "{other}");
        }
        assert_eq!(yes_or_no(" 是"), Some(true));
        assert_eq!(yes_or_no("maybe"), None);
    }

    #[test]
    fn the_language_is_the_texts_not_the_frames() {
        assert_eq!(
            Lang::of(
                [
                    "更新时间:Nov 17, 2025",
                    "Lists the backups of an instance. The service demands a shard of a cluster."
                ]
                .into_iter()
            ),
            Lang::En
        );
        assert_eq!(
            Lang::of(["InstanceId String 是 实例的唯一标识，可以从列表接口得到。"].into_iter()),
            Lang::Zh
        );
        assert_eq!(Lang::of(["インスタンスを終了します。"].into_iter()), Lang::Ja);
        assert_eq!(Lang::of(["인스턴스를 종료합니다."].into_iter()), Lang::Ko);
    }
}
