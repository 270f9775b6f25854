//! Which spec belongs to a page.

use clouddb_codegen::draft::{Options, Refused, draft};
use clouddb_codegen::drift::{NoSpec, find};
use clouddb_codegen::page::Facts;
use clouddb_codegen::page::Vendor::{Alibaba, Huawei, Tencent};
use clouddb_codegen::spec::Files;

use super::{HUAWEI, REST, RPC, SERVICE, Specs, TENCENT, drift, found, page};

fn source(specs: &Specs, facts: &Facts) -> Result<String, NoSpec> {
    find(&specs.model, facts).map(|owner| owner.operation.source.clone())
}

#[test]
fn vendor_service_and_action_name_it() {
    let specs = Specs::of(Tencent, "");
    assert_eq!(source(&specs, &page(Tencent)), Ok("tencent/demo/describe_things.yaml".to_owned()));
    assert_eq!(source(&specs, &page(Alibaba)), Ok("alibaba/demo/describe_things.yaml".to_owned()));

    let mut facts = page(Tencent);
    facts.product = found("other");
    assert_eq!(source(&specs, &facts), Err(NoSpec::Absent("tencent other DescribeThings".to_owned())));
    facts.action = None;
    assert_eq!(source(&specs, &facts), Err(NoSpec::Unnamed));
}

#[test]
fn method_and_path_name_it_where_the_page_has_no_action() {
    let specs = Specs::of(Tencent, "");
    let mut facts = page(Huawei);
    facts.path = found("/v3/{tenant_id}/things/{id}?full={full}");
    assert_eq!(source(&specs, &facts), Ok("huawei/demo/show_thing.yaml".to_owned()));
    facts.method = found("DELETE");
    assert!(matches!(source(&specs, &facts), Err(NoSpec::Absent(_))));
}

#[test]
fn an_operation_that_moved_is_found_by_its_name() {
    let specs = Specs::of(Huawei, "");
    let mut facts = page(Huawei);
    facts.action = found("showThing");
    for (method, path, differences) in [
        ("PUT", "/v3/{project_id}/things/{thing_id}", "changed method"),
        ("GET", "/v4/{project_id}/things/{thing_id}", "changed path"),
        ("POST", "/v3/{project_id}/things/{thing_id}/show", "changed method, changed path"),
    ] {
        (facts.method, facts.path) = (found(method), found(path));
        assert_eq!(drift(&specs.check(&facts)).join(", "), differences);
    }
    // Another service's operation may have the same name.
    facts.product = None;
    assert!(matches!(source(&specs, &facts), Err(NoSpec::Absent(_))));
}

#[test]
fn method_and_path_decide_before_the_name() {
    let named = |name: &str, method: &str| {
        let text = REST.replace("ShowThing", name).replace("method: GET", &format!("method: {method}"));
        (text, format!("huawei/demo/{}.yaml", name.replace("Thing", "_thing").to_lowercase()))
    };
    let (show, show_path) = named("ShowThing", "GET");
    let (delete, delete_path) = named("DeleteThing", "DELETE");
    let files = [
        ("huawei/provider.yaml", HUAWEI.to_owned()),
        ("huawei/demo/service.yaml", SERVICE.replace("\"2020-01-02\"", "v3")),
        (&show_path, show),
        (&delete_path, delete),
    ];
    let specs = Specs::from(files.clone());
    let mut facts = page(Huawei);
    facts.action = found("DeleteThing");
    assert_eq!(source(&specs, &facts), Ok(show_path.clone()));
    // A draft of the page is refused for the same spec.
    let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes()));
    let tree = crate::made::tree(&Files::from_memory("specs", files));
    let refused = draft(&facts, &tree, &Options::default()).unwrap_err();
    assert_eq!(refused, Refused::Exists { operation: "ShowThing".to_owned(), source: show_path });
}

#[test]
fn an_action_alone_is_enough_if_one_service_has_it() {
    let files = |other: &str| {
        Specs::from([
            ("tencent/provider.yaml", TENCENT.to_owned()),
            ("tencent/demo/service.yaml", SERVICE.to_owned()),
            ("tencent/demo/describe_things.yaml", RPC.to_owned()),
            ("tencent/more/service.yaml", SERVICE.replace("service: demo", "service: more")),
            (
                match other {
                    "DescribeThings" => "tencent/more/describe_things.yaml",
                    _ => "tencent/more/describe_others.yaml",
                },
                RPC.replace("DescribeThings", other),
            ),
        ])
    };
    let mut facts = page(Tencent);
    facts.product = None;
    assert!(source(&files("DescribeOthers"), &facts).is_ok());
    let both = vec!["demo".to_owned(), "more".to_owned()];
    assert_eq!(
        source(&files("DescribeThings"), &facts),
        Err(NoSpec::Ambiguous("tencent DescribeThings".to_owned(), both))
    );
}
