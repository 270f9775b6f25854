//! Which spec belongs to a page.

use clouddb_codegen::drift::{NoSpec, find};
use clouddb_codegen::page::Facts;
use clouddb_codegen::page::Vendor::{Alibaba, Huawei, Tencent};

use super::{RPC, SERVICE, Specs, TENCENT, found, page};

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
