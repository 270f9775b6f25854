//! Lists that remarks, examples and other words surround.

use serde_json::json;

use super::{check, check_none};

#[test]
fn what_explains_an_example_is_no_list_of_values() {
    check_none(&[
        (
            "String",
            "The code.\nExample: oak.s2.large\nNote\n• oak: the wood.\n• s2: the series.\n• large: the size.",
        ),
        ("String", "The code. Example: oak.s2.large Note oak: the wood. s2: the series. large: the size."),
        (
            "String",
            "编码。\n示例：oak.s2.large\n说明：\n• “oak”表示木料。\n• “s2”表示系列。\n• “large”表示大小。",
        ),
        ("String", "时间段。\n取值示例：\n• 08:15-09:15\n• 23:00-00:00"),
        ("String", "The window.\nExample value:\n• 08:15-09:15\n• 23:00-00:00"),
    ]);
}

#[test]
fn announcements_have_many_words() {
    check(&[
        (
            "String",
            "The kind. A house contains the following types of shelves:\n• oak\n• ash",
            json!({"enum": ["oak", "ash"]}),
        ),
        ("String", "类型。书屋包含以下几种书架： oak ash", json!({"enum": ["oak", "ash"]})),
        ("String", "对实例的操作：open、shut。", json!({"enum": ["open", "shut"]})),
        ("String", "实例当前状态取值：open、shut。", json!({"enum": ["open", "shut"]})),
        ("String", "The wood. Its value can be:\nOAK: it is hard.", json!({"enum": ["OAK"]})),
        (
            "String",
            "Its value can be empty, OAK, or ASH. If the value is empty, all woods are meant.",
            json!({"enum": ["OAK", "ASH"]}),
        ),
        (
            "Integer",
            "The step. The value can be 10, 15, or 20, and the default value is 10.",
            json!({"enum": [10, 15, 20], "default": 10}),
        ),
        (
            "Integer",
            "The step (s%).\n• The value can be 10, 15, or 20, and the default value is 20.\n• It grows on its own.",
            json!({"enum": [10, 15, 20], "default": 20}),
        ),
        (
            "String",
            "The value can be: on, indicating that it is lit. off, indicating that it is dark. The default value is on.",
            json!({"enum": ["on", "off"], "default": "on"}),
        ),
    ]);
}

#[test]
fn bounds_and_defaults_have_other_words_around_them() {
    check(&[
        (
            "Integer",
            "The size. The value ranges from 40 GB to 4,000 GB and must be no less than the one it has.",
            json!({"min": 40, "max": 4000}),
        ),
        ("Integer", "Days. The value can be 0 or ranges from 7 to 90.", json!({"min": 0, "max": 90})),
        (
            "",
            "Rows.\n• If this parameter is specified, the value range is from 1 to 40.\n• If this parameter is not specified, the first 10 shelves are returned.",
            json!({"min": 1, "max": 40, "default": 10}),
        ),
        ("String", "行数。默认查询前80条。", json!({"default": "80"})),
        (
            "String",
            "The kind of text. It can keep the default value text/plain. Books have others.",
            json!({"default": "text/plain"}),
        ),
        ("String", "文本类型。一般默认使用text/plain，书可以不同。", json!({"default": "text/plain"})),
    ]);
}
