//! Operations as paths.

use serde_json::{Value, json};

use super::super::{Entries, facts};
use super::schema;
use crate::model::{Field, Operation, Place, Protocol, Provider, Service};
use crate::path;

/// The path that stands for an operation: its own, or one that is named after the action.
pub(super) fn path(protocol: Protocol, of: &Operation) -> String {
    match protocol {
        Protocol::Tc3Json | Protocol::Acs3Rpc => format!("/{}", of.name),
        Protocol::SdkRest => of.path.clone(),
    }
}

/// The schemas of an operation's body and of its response.
pub(super) fn schemas(protocol: Protocol, of: &Operation) -> Vec<(&str, Value)> {
    let response = (of.response.name.as_str(), schema::object(&of.response, |_| true));
    if has_body(protocol, of) {
        let body = schema::object(&of.request, |field| field.place == Place::Body);
        return vec![(of.request.name.as_str(), body), response];
    }
    vec![response]
}

/// A protocol that sends JSON sends an empty object where there is nothing to say.
fn has_body(protocol: Protocol, of: &Operation) -> bool {
    protocol == Protocol::Tc3Json || of.request.fields.iter().any(|field| field.place == Place::Body)
}

/// Where the vendor describes the operation, if that is known.
fn documentation(of: &Operation) -> Option<Value> {
    let page = of.page.as_ref()?;
    Some(json!({ "url": page.url, "description": "The vendor's documentation." }))
}

pub(super) fn operation(provider: &Provider, service: &Service, of: &Operation) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let json = |name: &str| json!({ "application/json": { "schema": reference(name) } });
    let body = has_body(provider.protocol, of)
        .then(|| json!({ "required": true, "content": json(&of.request.name) }));
    let (codes, _) = facts::codes(of, service);
    Entries::default()
        .put("operationId", of.name.as_str())
        .put("summary", of.doc.lines().next().unwrap_or_default())
        .put("description", of.doc.as_str())
        .put("tags", vec![service.name.as_str()])
        .maybe("externalDocs", documentation(of))
        .flag("deprecated", of.deprecated.is_some())
        .list("parameters", parameters(of))
        .maybe("requestBody", body)
        .put(
            "responses",
            json!({
                "200": { "description": of.response.doc, "content": json(&of.response.name) },
                "4XX": { "$ref": "#/components/responses/Error" },
                "5XX": { "$ref": "#/components/responses/Error" },
            }),
        )
        .list("x-error-codes", codes.iter().map(facts::code))
        .put("x-clouddb", extras(provider, service, of))
        .into()
}

/// The parameters outside of the body; first those of the path that no field fills, since the configuration does.
fn parameters(of: &Operation) -> Vec<Value> {
    let (names, _) = path::read(&of.path);
    let names = names.into_iter().filter_map(|name| of.path.get(name));
    let implicit = names.filter(|name| !of.request.fields.iter().any(|field| field.wire == *name));
    let implicit = implicit.map(|name| {
        json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": "Part of the client's configuration.",
            "schema": { "type": "string" },
        })
    });
    let fields = of.request.fields.iter().filter(|field| field.place != Place::Body).map(parameter);
    implicit.chain(fields).collect()
}

fn parameter(of: &Field) -> Value {
    Entries::default()
        .put("name", of.wire.as_str())
        .put("in", of.place.word())
        .put("required", of.required || of.place == Place::Path)
        .put("description", of.doc.as_str())
        .flag("deprecated", of.deprecated.is_some())
        .put("schema", schema::property(of))
        .into()
}

/// How it is sent in truth, and what else OpenAPI has no word for.
fn extras(provider: &Provider, service: &Service, of: &Operation) -> Value {
    let wire = match provider.protocol {
        Protocol::Tc3Json => json!({
            "method": "POST",
            "path": "/",
            "headers": { "X-TC-Action": of.name, "X-TC-Version": service.version },
            "response": "the response is the member `Response` of the body, and an error its member `Error`",
        }),
        Protocol::Acs3Rpc => json!({
            "method": of.http_method.word(),
            "path": of.path,
            "headers": { "x-acs-action": of.name, "x-acs-version": service.version },
            "query": "lists are written `Name.1`, objects `Name.Key`",
        }),
        Protocol::SdkRest => json!({ "method": of.http_method.word(), "path": of.path }),
    };
    Entries::default()
        .put("wire", wire)
        .put("access", of.access.word())
        .maybe("rate", of.rate)
        .maybe("permission", of.permission.as_deref())
        .list("sites", facts::sites(&of.sites))
        .maybe("idempotency", of.idempotency_token.as_deref())
        .list("any_of", of.any_of.clone())
        .maybe("paginate", of.pagination.as_ref().map(facts::pagination))
        .maybe("wait", of.waiter.as_ref().map(facts::waiter))
        .maybe("deprecated", of.deprecated.as_ref().map(facts::deprecation))
        .into()
}
