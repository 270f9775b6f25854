//! What differs between pages and specs, and between two pages.

mod accepted;
mod against_spec;
mod finding;
mod nesting;
mod pages;

use clouddb_codegen::drift::{Check, Class, Difference, Lines, Verdict, find};
use clouddb_codegen::model::Model;
use clouddb_codegen::page::facts::{ErrorCode, Field, Found};
use clouddb_codegen::page::words::Lang;
use clouddb_codegen::page::{Facts, Vendor};
use clouddb_codegen::spec::Files;

const TENCENT: &str = r#"provider: tencent
title: Tencent Cloud
doc: Stands in for the vendor.
protocol: tc3-json
datetime: {format: "%Y-%m-%d %H:%M:%S", zone: "+08:00"}
endpoints:
  host: "{service}.tencentcloudapi.com"
  sites: {international: "{service}.intl.tencentcloudapi.com"}
response:
  RequestId: {type: string, doc: Names the call.}
"#;

const ALIBABA: &str = r#"provider: alibaba
title: Alibaba Cloud
doc: Stands in for the vendor.
protocol: acs3-rpc
datetime: {format: "%Y-%m-%dT%H:%M:%SZ", zone: UTC}
endpoints: {host: "{service}.{region}.aliyuncs.com"}
response:
  RequestId: {type: string, doc: Names the call.}
"#;

const HUAWEI: &str = r#"provider: huawei
title: Huawei Cloud
doc: Stands in for the vendor.
protocol: sdk-rest
datetime: {format: "%Y-%m-%dT%H:%M:%S%z", zone: UTC}
endpoints: {host: "{service}.{region}.myhuaweicloud.com"}
implicit: [project_id]
"#;

const SERVICE: &str = "service: demo\ntitle: Demo\ndoc: Stands in for a service.\nversion: \"2020-01-02\"\n";

/// What all operations of these tests begin with; the rest is theirs.
const RPC: &str = r#"operation: DescribeThings
doc: Lists things.
page: {url: "https://docs.example.com/things", updated: 2025-01-02}
access: read
"#;

const REST: &str = r#"operation: ShowThing
doc: Shows a thing.
page: {url: "https://docs.example.com/thing"}
access: read
method: GET
path: "/v3/{project_id}/things/{thing_id}"
request:
  thing_id: {type: string, required: true, doc: The thing.}
"#;

/// A tree of specs, and the operation that the tests are about.
struct Specs {
    model: Model,
    lines: Lines,
}

impl Specs {
    /// One service of each vendor; `body` is the rest of the spec of `vendor`'s operation.
    fn of(vendor: Vendor, body: &str) -> Self {
        let rest = |of: Vendor| if of == vendor { body } else { "" };
        let rpc = |of| format!("{RPC}{}", rest(of));
        Self::from([
            ("tencent/provider.yaml", TENCENT.to_owned()),
            ("tencent/demo/service.yaml", SERVICE.to_owned()),
            ("tencent/demo/describe_things.yaml", rpc(Vendor::Tencent)),
            ("alibaba/provider.yaml", ALIBABA.to_owned()),
            ("alibaba/demo/service.yaml", SERVICE.to_owned()),
            ("alibaba/demo/describe_things.yaml", rpc(Vendor::Alibaba)),
            ("huawei/provider.yaml", HUAWEI.to_owned()),
            ("huawei/demo/service.yaml", SERVICE.replace("\"2020-01-02\"", "v3")),
            ("huawei/demo/show_thing.yaml", format!("{REST}{}", rest(Vendor::Huawei))),
        ])
    }

    fn from<const N: usize>(files: [(&str, String); N]) -> Self {
        let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes()));
        let files = Files::from_memory("specs", files);
        match clouddb_codegen::load_files(&files) {
            Ok(model) => Self { model, lines: Lines::of(&files) },
            Err(report) => panic!("\n{report}"),
        }
    }

    fn check(&self, facts: &Facts) -> Verdict {
        let owner = find(&self.model, facts).unwrap();
        Check::of(facts, "page.txt", &owner, &self.lines).verdict
    }
}

/// A page that agrees with the operation and says nothing else.
fn page(vendor: Vendor) -> Facts {
    let mut facts = Facts::new(vendor, Lang::En);
    facts.product = found("demo");
    match vendor {
        Vendor::Huawei => {
            facts.method = found("GET");
            facts.path = found("/v3/{project_id}/things/{thing_id}");
            facts.params = vec![field("project_id", "String"), field("thing_id", "String")];
        }
        Vendor::Tencent | Vendor::Alibaba => {
            facts.action = found("DescribeThings");
            facts.response = vec![field("RequestId", "String")];
        }
    }
    facts
}

fn found(text: &str) -> Option<Found<String>> {
    Some(Found::new(text.to_owned(), 3))
}

fn field(name: &str, kind: &str) -> Field {
    Field { name: name.to_owned(), kind: Some(kind.to_owned()), line: 7, ..Field::default() }
}

fn inside(parent: usize, name: &str, kind: &str) -> Field {
    Field { parent: Some(parent), ..field(name, kind) }
}

fn code(code: &str, http: Option<u16>) -> ErrorCode {
    ErrorCode { code: code.to_owned(), http, line: 9 }
}

/// `changed param Limit default` and the like, of what counts.
fn drift(verdict: &Verdict) -> Vec<String> {
    let open = verdict.differences.iter().filter(|(one, reason)| one.is_drift() && reason.is_none());
    open.map(|(one, _)| told(one)).collect()
}

/// The identities of one class, whether they count or not.
fn of_class(verdict: &Verdict, class: Class) -> Vec<String> {
    let all = verdict.differences.iter().map(|(one, _)| one);
    all.filter(|one| one.class == class).map(Difference::identity).collect()
}

fn told(one: &Difference) -> String {
    format!("{} {}", one.class.word(), one.identity())
}
