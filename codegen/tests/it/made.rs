//! Facts without a page: made by hand, or by dice.

use clouddb_codegen::diagnostics::{Diagnostics, Sources};
use clouddb_codegen::page::facts::{ErrorCode, Example, Facts, Field, Found, Location, Values, Vendor};
use clouddb_codegen::page::words::Lang;
use clouddb_codegen::spec::{self, Files, Tree};
use serde_json::json;

/// The vendors' own `provider.yaml`, and nothing else.
pub(crate) fn providers() -> Files {
    of_vendors(&["tencent", "alibaba", "huawei"])
}

/// The `provider.yaml` of some vendors.
pub(crate) fn of_vendors(vendors: &[&str]) -> Files {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs");
    let one = |vendor: &str| {
        let path = format!("{vendor}/provider.yaml");
        let text = std::fs::read(format!("{root}/{path}")).unwrap();
        (path, text)
    };
    Files::from_memory("specs", vendors.iter().map(|vendor| one(vendor)))
}

pub(crate) fn tree(files: &Files) -> Tree {
    spec::read(files, &mut Sources::default(), &mut Diagnostics::default())
}

pub(crate) fn found(text: &str) -> Option<Found<String>> {
    Some(Found::new(text.to_owned(), 1))
}

pub(crate) fn facts(vendor: Vendor, product: &str, action: &str) -> Facts {
    let mut facts = Facts::new(vendor, Lang::En);
    facts.product = found(product);
    facts.action = found(action);
    facts
}

pub(crate) fn field(name: &str, kind: &str, line: u32) -> Field {
    Field {
        name: name.to_owned(),
        kind: Some(kind.to_owned()),
        required: Some(false),
        line,
        ..Field::default()
    }
}

pub(crate) fn inside(parent: usize, name: &str, kind: &str, line: u32) -> Field {
    Field { parent: Some(parent), ..field(name, kind, line) }
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }

    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

const NAMES: &[&str] = &[
    "Id",
    "id",
    "Status",
    "type",
    "Self",
    "New",
    "new_",
    "Limit",
    "Offset",
    "PageNumber",
    "PageSize",
    "NextToken",
    "RequestId",
    "requestId",
    "project_id",
    "instance_id",
    "Items",
    "Backup",
    "backups",
    "Backups",
    "Value",
    "Code",
    "X-Language",
    "Content-Type",
    "Tag.N.Key",
    "Tag.N.Value",
    "Tag",
    "A.B.C",
    "1st",
    "yes",
    "null",
    "名",
    "",
    "-",
    ".",
    "DownloadUrl",
    "Password",
    "Request",
    "DescribeItemsRequest",
    "ClientToken",
    "with space",
    "a:b",
    "#x",
    "[y]",
];
const KINDS: &[&str] = &[
    "String",
    "Integer",
    "Long",
    "Boolean",
    "Float",
    "Object",
    "Array of String",
    "Array of Item",
    "array<object>",
    "Array",
    "Timestamp",
    "Map<String,Integer>",
    "Item object",
    "Array of Items objects",
    "Vec",
    "",
    "what?",
    "Array of Array of String",
    "List<List<Item>>",
    "Date",
    "Option",
    "Array of Timestamp",
];
const CODES: &[&str] = &[
    "A.B",
    "A-B",
    "1",
    "名",
    "",
    "InvalidX",
    "X.NotFound",
    "with space",
    "Self",
    "Other",
    "yes",
    "4.2",
    "AB",
];

/// Facts that no real page has.
pub(crate) fn random(dice: &mut Dice) -> Facts {
    let vendor = *dice.one(&[Vendor::Tencent, Vendor::Alibaba, Vendor::Huawei]);
    let mut facts = Facts::new(vendor, Lang::En);
    let some = |dice: &mut Dice, of: &[&str]| {
        let word = *dice.one(of);
        (dice.roll(4) > 0).then(|| Found::new(word.to_owned(), 1))
    };
    facts.product = some(dice, &["demo", "Demo", "x-y", "3d", "名", "", "a b"]);
    facts.action =
        some(dice, &["DescribeItems", "describeItems", "Untyped", "Type", "名", "", "List-things", "New"]);
    facts.title =
        some(dice, &["Querying Items", "Creating", "创建", "Deleting a Thing", "A [strange] {title}"]);
    facts.host = some(
        dice,
        &[
            "demo.tencentcloudapi.com",
            "mongodb.aliyuncs.com",
            "{Endpoint}",
            "",
            "a..b",
            "dds.cn-x.myhuaweicloud.com",
        ],
    );
    facts.version = some(dice, &["2020-01-02", "v3", "3", "", "2020-13-01"]);
    facts.method = some(dice, &["GET", "POST", "get", "HEAD", ""]);
    facts.path = some(
        dice,
        &["/v3/{project_id}/items", "/v3/{id}/{instance_id}", "/{a}/{a}", "x", "", "/v3/{", "/p?q={q}"],
    );
    facts.updated = some(dice, &["2025-01-02", "2025-02-30", "soon"]);
    facts.permission = some(dice, &["demo:Describe", "a: b", "*", ""]);
    facts.rate_limit = Some(Found::new(u32::try_from(dice.roll(3)).unwrap(), 1));
    let fields = |dice: &mut Dice| (0..dice.roll(14)).map(|at| random_field(dice, at)).collect::<Vec<_>>();
    facts.params = fields(dice);
    facts.response = fields(dice);
    let code = |dice: &mut Dice| ErrorCode {
        code: (*dice.one(CODES)).to_owned(),
        http: *dice.one(&[None, Some(404), Some(0), Some(999)]),
        line: 1,
    };
    facts.errors = Some((0..dice.roll(8)).map(|_| code(dice)).collect());
    let example = *dice.one(&["", "{\"Backups\": {\"Item\": [{\"Id\": 1}]}}", "{\"Items\": [1, [2]]}", "{"]);
    facts.examples = vec![Example { is_request: false, text: example.to_owned(), line: 1 }];
    facts
}

fn random_field(dice: &mut Dice, at: usize) -> Field {
    let all = [
        json!("a"),
        json!("A"),
        json!("1"),
        json!("yes"),
        json!("名"),
        json!(""),
        json!(1),
        json!(-1),
        json!(2.5),
        json!(true),
        json!("self"),
        json!("4.2"),
        json!("42"),
        json!("a, b: c"),
        json!(null),
        json!("1e400"),
    ];
    let allowed = (0..dice.roll(4)).map(|_| dice.one(&all).clone()).collect();
    let number = |dice: &mut Dice| *dice.one(&[None, Some(1), Some(100), Some(i64::MIN), Some(i64::MAX)]);
    let words = ["", "x", "two words", "three words here", "1", "{", "\"", "2020-01-02", "- a", "true"];
    Field {
        name: (*dice.one(NAMES)).to_owned(),
        docs_name: dice.one(&[None, Some("Id.N".to_owned())]).clone(),
        kind: (dice.roll(6) > 0).then(|| (*dice.one(KINDS)).to_owned()),
        item_kind: (dice.roll(6) == 0).then(|| (*dice.one(KINDS)).to_owned()),
        required: *dice.one(&[None, Some(true), Some(false)]),
        location: *dice.one(&[
            None,
            Some(Location::Path),
            Some(Location::Query),
            Some(Location::Header),
            Some(Location::Body),
        ]),
        parent: (at > 0 && dice.roll(2) == 0).then(|| dice.roll(at)),
        status: *dice.one(&[None, Some(200), Some(400)]),
        deprecated: dice.roll(5) == 0,
        example: (dice.roll(2) == 0).then(|| (*dice.one(&words)).to_owned()),
        values: Values {
            allowed,
            default: (dice.roll(3) == 0).then(|| dice.one(&all).clone()),
            min: number(dice),
            max: number(dice),
        },
        ..Field::default()
    }
}
