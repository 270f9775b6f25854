//! A small tree of specs to edit.

pub(super) const OPERATION: &str = "tencent/demo/describe_things.yaml";
pub(super) const SERVICE: &str = "tencent/demo/service.yaml";
pub(super) const NOTES: &str = "tencent/demo/list_notes.yaml";
pub(super) const PROVIDER: &str = "tencent/provider.yaml";
pub(super) const REST: &str = "huawei/demo/update_state.yaml";

pub(super) const BASE: &[(&str, &str)] = &[
    (
        PROVIDER,
        r#"provider: tencent
title: Cloud
doc: Stands in for a vendor.
protocol: tc3-json
datetime: {format: "%Y-%m-%d %H:%M:%S", zone: "+08:00"}
endpoints:
  host: "{service}.tencent.example.com"
  sites: {international: "{service}.intl.tencent.example.com"}
response:
  RequestId: {type: string, doc: Id of the call.}
errors:
  - {prefix: Slow, class: throttling}
"#,
    ),
    (
        SERVICE,
        r#"service: demo
title: Demo
doc: Stands in for a service.
version: "2020-01-02"
types:
  Label:
    doc: A label.
    fields:
      Key: {type: string, required: true, doc: Its key.}
      Value: {type: string, doc: Its value.}
"#,
    ),
    (
        OPERATION,
        r#"operation: DescribeThings
doc: Lists things.
page: {url: "https://docs.example.com/things", updated: 2025-01-02}
access: read
rate: 20/s
permission: "demo:read"
paginate: {style: offset, offset: Offset, limit: Limit, total: TotalCount, items: Things}
wait: {each: Things, field: State, done: [Ready], failed: [Broken]}

request:
  Id: {type: string, required: true, doc: An id.}
  Zone: {type: string, required: true, doc: A zone.}
  Name: {type: string, doc: A name.}
  Kind: {type: string, doc: A kind.}
  Since: {type: datetime, doc: A time.}
  Offset: {type: int64, doc: Where to start.}
  Limit: {type: int64, range: 1..=100, default: 20, doc: Things a page.}
  Order: {type: string, one_of: [up, down], doc: An order.}
  Color: {type: string, length: ..=10, doc: A color.}
  Ids: {type: list<string>, doc: Some ids.}
  Labels: {type: list<Label>, doc: Some labels.}
  Depth: {type: int32, doc: A depth.}

response:
  TotalCount: {type: int64, required: true, doc: How many there are.}
  Things: {type: list<Thing>, doc: The things.}
  Next: {type: string, doc: What is next.}

types:
  Thing:
    doc: A thing.
    fields:
      Name: {type: string, doc: Its name.}
      Size: {type: int32, doc: Its size.}
      State: {type: State, doc: How it is.}
      Shade: {type: Shade, doc: Its shade.}
      Link: {type: string, doc: Where it is.}
      Parent: {type: Thing, doc: Where it belongs.}
  State:
    doc: A state.
    enum: int
    values: {Waiting: 0, Ready: 1, Broken: 2}
  Shade:
    doc: A shade.
    enum: string
    values: [dark, light]

errors:
  NotFound.Thing: {class: not_found, doc: There is no such thing.}
  Slow.Down: {doc: Too many calls.}
"#,
    ),
    (
        NOTES,
        r#"operation: ListNotes
doc: Lists notes.
page: {url: "https://docs.example.com/notes"}
access: read
response:
  Notes: {type: list<string>, doc: The notes.}
"#,
    ),
    (
        "tencent/other/service.yaml",
        "service: other\ntitle: Other\ndoc: Stands in for a service.\nversion: \"2020-01-02\"\n",
    ),
    (
        "tencent/other/ping.yaml",
        "operation: Ping\ndoc: Answers.\npage: {url: \"https://docs.example.com/ping\"}\naccess: read\n",
    ),
    (
        "huawei/provider.yaml",
        r#"provider: huawei
title: Rest Cloud
doc: Stands in for a vendor.
protocol: sdk-rest
datetime: {format: "%Y-%m-%dT%H:%M:%S%z", zone: UTC}
implicit: [project_id]
endpoints:
  host: "{service}.rest.example.com"
  networks: {vpc: "{service}.vpc.example.com"}
"#,
    ),
    ("huawei/demo/service.yaml", "service: demo\ntitle: Demo\ndoc: Stands in for a service.\nversion: v3\n"),
    (
        REST,
        r#"operation: UpdateState
doc: Changes a state.
page: {url: "https://docs.example.com/state"}
access: write
method: POST
path: /v3/states
request:
  token: {type: string, doc: A token.}
  state: {type: string, in: query, doc: A state.}
  first: {type: string, doc: One thing.}
  second: {type: string, doc: Another thing.}
"#,
    ),
];
