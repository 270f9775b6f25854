//! Exports a service as an OpenAPI 3.0.3 document.
//!
//! OpenAPI has paths but no actions, so an action of an RPC protocol becomes `POST /<Action>`. The real request, and
//! facts that OpenAPI cannot express, are in `x-clouddb`, in the terms of the specs.

mod paths;
mod schema;

use serde_json::{Value, json};

use super::{Entries, facts};
use crate::model::{Group, NamedType, Protocol, Provider, Service};

/// The document of a service.
pub fn openapi(provider: &Provider, service: &Service) -> Value {
    let own = service.operations.iter().flat_map(|operation| &operation.types);
    let types = service.types.iter().chain(own).map(|named| match named {
        NamedType::Struct(record) => (record.name.as_str(), schema::struct_schema(record, |_| true)),
        NamedType::Enum(enumeration) => (enumeration.name.as_str(), schema::enum_schema(enumeration)),
    });
    let structs =
        service.operations.iter().flat_map(|operation| paths::schemas(provider.protocol, operation));
    let schemas = types.chain(structs).fold(Entries::default(), |all, (name, schema)| all.put(name, schema));
    let paths = service.operations.iter().fold(Entries::default(), |all, operation| {
        let mut path = paths::operation_path(provider.protocol, operation);
        let method = operation.http_method.word().to_ascii_lowercase();
        if all.0.get(&path).is_some_and(|item| item.get(&method).is_some()) {
            // Operations that only their bodies tell apart: OpenAPI has one for each path and method.
            path = format!("{path}#{}", operation.name);
        }
        // Operations of the same path share an entry.
        let others = all.0.get(&path).and_then(Value::as_object).cloned().unwrap_or_default();
        let item = Entries(others).put(&method, paths::path_item(provider, service, operation));
        all.put(&path, item)
    });
    Entries::default()
        .put("openapi", "3.0.3")
        .put(
            "info",
            json!({
                "title": service.title,
                "version": service.version,
                "description": service.doc,
            }),
        )
        .put("servers", servers(service))
        .put("security", json!([{ "signature": [] }]))
        .put("tags", tags(service))
        .put("paths", paths)
        .put(
            "components",
            json!({
                "schemas": Value::from(schemas),
                "responses": { "Error": error_response(provider.protocol) },
                "securitySchemes": { "signature": security_scheme(provider.protocol) },
            }),
        )
        .put("x-clouddb", extensions(provider, service))
        .into()
}

/// The groups of the operations; one for all if the service has no groups.
fn tags(service: &Service) -> Vec<Value> {
    if service.groups.is_empty() {
        return vec![json!({ "name": service.name, "description": service.doc })];
    }
    let tag = |group: &Group| json!({ "name": group.name, "description": group.doc });
    service.groups.iter().map(tag).collect()
}

/// The default host, then the hosts of sites.
fn servers(service: &Service) -> Vec<Value> {
    let server = |host: &str, description: &str| {
        let region = host.contains("{region}").then(|| {
            json!({ "region": { "default": "region", "description": "Name of the region, which has no default." } })
        });
        Entries::default()
            .put("url", format!("https://{host}"))
            .put("description", description)
            .maybe("variables", region)
            .into()
    };
    let sites = service.endpoints.sites.iter();
    let sites = sites.map(|(site, host)| server(host, &format!("The site `{}`.", site.word())));
    [server(&service.endpoints.host, "All regions without a host of their own.")]
        .into_iter()
        .chain(sites)
        .collect()
}

/// Facts about the service that OpenAPI cannot express.
fn extensions(provider: &Provider, service: &Service) -> Value {
    let regions = service.endpoints.regions.iter().chain(&service.endpoints.networks);
    let hosts = regions.fold(Entries::default(), |all, (name, host)| all.put(name, host.as_str()));
    Entries::default()
        .put("provider", provider.name.as_str())
        .put("service", service.name.as_str())
        .put("protocol", provider.protocol.word())
        .put("hosts", hosts)
        .list("errors", facts::service_codes(service.codes.as_ref()).iter().map(facts::code))
        .into()
}

/// The error response of every operation.
fn error_response(protocol: Protocol) -> Value {
    let text = |doc: &str| json!({ "type": "string", "description": doc });
    let (code, message, id) = match protocol {
        Protocol::Tc3Json | Protocol::Acs3Rpc => ("Code", "Message", "RequestId"),
        Protocol::SdkRest => ("error_code", "error_msg", "request_id"),
    };
    let mut properties = serde_json::Map::new();
    properties.insert(code.to_owned(), text("The error code."));
    properties.insert(message.to_owned(), text("The error message."));
    properties.insert(id.to_owned(), text("The id of the request."));
    let schema = json!({ "type": "object", "properties": properties, "required": [code] });
    json!({
        "description": "The call failed.",
        "content": { "application/json": { "schema": schema } },
    })
}

fn security_scheme(protocol: Protocol) -> Value {
    let algorithm = match protocol {
        Protocol::Tc3Json => "TC3-HMAC-SHA256",
        Protocol::Acs3Rpc => "ACS3-HMAC-SHA256",
        Protocol::SdkRest => "SDK-HMAC-SHA256",
    };
    json!({
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": format!("A signature over the request, {algorithm}."),
    })
}
