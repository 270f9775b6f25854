//! Wordings and forms met on saved copies and translated pages.

use serde_json::json;

use super::{check, check_none};

#[test]
fn narrow_stops_after_chinese_are_stops() {
    check(&[
        ("String", "引擎:Redis-2.8,Redis-4.0,CKV", json!({"enum": ["Redis-2.8", "Redis-4.0", "CKV"]})),
        ("Array of String", "版本,可能取值:5.1、5.5和5.7", json!({"enum": ["5.1", "5.5", "5.7"]})),
        ("String", "排序方式,目前支持:\"ASC\"或者\"DESC\"", json!({"enum": ["ASC", "DESC"]})),
        ("Integer", "条数,默认值为20,最大值为200", json!({"default": 20, "max": 200})),
    ]);
    check_none(&[("String", "基础网络下, 无效;子网下,取值以查询列表,如:reel-fdj24n34j2")]);
}

#[test]
fn a_list_that_became_one_line_may_have_dashes() {
    let values = json!({"enum": [0, 1, 12]});
    check(&[
        (
            "Array of Integer",
            "State. Available values: 0 - No task 1 - Turning the reel 12 - Stopped",
            values.clone(),
        ),
        ("Array of Integer", "状态，可能取值： 0-没有任务 1-升级中 12-重启中", values),
        (
            "Integer",
            "Action. Valid values: - 0: all. - 1: some. - -1: none of them.",
            json!({"enum": [0, 1, -1]}),
        ),
    ]);
    check(&[("Integer", "Depth. Value range: 1 - 5", json!({"min": 1, "max": 5}))]);
}

#[test]
fn numbers_touch_their_meanings() {
    check(&[("Integer", "1倒序，0顺序，默认倒序", json!({"enum": [1, 0], "default": 1}))]);
    check_none(&[
        ("Integer", "3天，7天"),
        ("Integer", "1个月，1年"),
        ("String", "1倒序，0顺序"),
        ("Integer", "2核4内存"),
    ]);
}

#[test]
fn what_to_sort_by_stands_in_brackets() {
    check(&[
        (
            "String",
            "Sorting field (projectId, createtime or name)",
            json!({"enum": ["projectId", "createtime", "name"]}),
        ),
        ("String", "Sorting type (desc or asc)", json!({"enum": ["desc", "asc"]})),
        (
            "String",
            "Field to search. \"name\", \"vip\" and \"all\" are supported. The \"name\" means a name.",
            json!({"enum": ["name", "vip", "all"]}),
        ),
    ]);
    check_none(&[
        ("String", "Reel to turn (left or right)"),
        ("Integer", "Sorting type (desc or asc)"),
        ("String", "Sorting order (see below)"),
    ]);
}

#[test]
fn names_alone_are_a_list() {
    let days = json!({"enum": ["Monday", "Tuesday", "Friday"]});
    check(&[
        ("Array of String", "Monday，Tuesday，Friday。", days.clone()),
        ("Array of String", "日時 Monday，Tuesday，Friday", days),
    ]);
    check_none(&[
        ("String", "時間帯 00:00-01:00, 01:00-02:00...... 23:00-00:00"),
        ("String", "Reels, Boxes"),
        ("String", "Rule, KEEP or ERASE"),
        ("String", "Name, Size and Time of the reel"),
    ]);
}

#[test]
fn meanings_may_begin_with_an_abbreviation() {
    check(&[
        (
            "Array of String",
            "1：処理中、2：正常、4：RDB変換が完了済み、-1：期限切れ。",
            json!({"enum": ["1", "2", "4", "-1"]}),
        ),
        ("String", "장치 유형. GIO: 고성능 IO형, TGIO: 10G급 IO형", json!({"enum": ["GIO", "TGIO"]})),
        ("String", "엔진, 값에는 아래가 있음. 현재 REEL_3_WT만 지원", json!({"enum": ["REEL_3_WT"]})),
        (
            "String",
            "エンジン、値にはREEL_2、REEL_3_WT 、REEL_4およびREEL_36が含まれます",
            json!({"enum": ["REEL_2", "REEL_3_WT", "REEL_4", "REEL_36"]}),
        ),
    ]);
}

#[test]
fn a_number_that_parts_cases_is_no_bound() {
    check_none(&[
        ("Integer", "コピーの数、1は単一、1より大きい場合はクラスタ"),
        ("Integer", "副本数，1为单机，大于1为集群"),
        ("Integer", "副本数，大于1时为集群"),
    ]);
    check(&[("Integer", "间隔，大于1，时间单位为秒", json!({"min": 2}))]);
}
