//! The whole model as JSON. `specs/README.md` is its documentation. Keys can be added; [`VERSION`] changes if a key is
//! changed or removed.

use serde_json::{Value, json};

use super::{Entries, facts, types};
use crate::drift::Lines;
use crate::model::{
    Endpoints, Enum, ErrorMatch, ErrorRule, Field, Group, Model, NamedType, Operation, Provider, Service,
    Struct, StructRole,
};

/// Version of the format.
const VERSION: u32 = 1;

/// Exports the whole model. `lines` locates keys in the specs that the model was created from.
pub fn listing(model: &Model, lines: &Lines) -> Value {
    let listing = Listing { lines };
    let providers: Vec<Value> = model.providers.iter().map(|provider| listing.provider(provider)).collect();
    json!({ "version": VERSION, "providers": providers })
}

struct Listing<'l> {
    lines: &'l Lines,
}

impl Listing<'_> {
    /// The location of a key, in the first of the files that contains it.
    fn source(&self, files: &[&str], keys: &[&str]) -> Value {
        let has = |file: &&&str| self.lines.has(file, keys);
        let file = files.iter().find(has).or(files.first()).copied().unwrap_or_default();
        let place = self.lines.at(file, keys);
        json!({ "file": place.file, "line": place.line })
    }

    fn provider(&self, provider: &Provider) -> Value {
        Entries::default()
            .put("name", provider.name.as_str())
            .put("title", provider.title.as_str())
            .put("doc", provider.doc.as_str())
            .put("protocol", provider.protocol.word())
            .put("rules", provider.rules.iter().map(rule).collect::<Vec<_>>())
            .put(
                "services",
                provider.services.iter().map(|service| self.service(service, provider)).collect::<Vec<_>>(),
            )
            .put("source", self.source(&[&provider.source], &["provider"]))
            .into()
    }

    fn service(&self, service: &Service, provider: &Provider) -> Value {
        let operations =
            service.operations.iter().map(|operation| self.operation(operation, service, provider));
        Entries::default()
            .put("name", service.name.as_str())
            .put("title", service.title.as_str())
            .put("doc", service.doc.as_str())
            .put("version", service.version.as_str())
            .put("feature", service.feature.as_str())
            .put("endpoints", endpoints(&service.endpoints))
            .put("groups", service.groups.iter().map(group).collect::<Vec<_>>())
            .put("types", self.types(&service.types, &service.source))
            .put("errors", self.codes(facts::service_codes(service.codes.as_ref()), &service.source))
            .put("operations", operations.collect::<Vec<_>>())
            .put("source", self.source(&[&service.source], &["service"]))
            .into()
    }

    fn operation(&self, operation: &Operation, service: &Service, provider: &Provider) -> Value {
        let (codes, own) = facts::codes(operation, service);
        let codes_file = if own { &operation.source } else { &service.source };
        let page = operation.page.as_ref().map(|page| {
            Entries::default()
                .put("url", page.url.as_str())
                .maybe("updated", page.updated.as_deref())
                .maybe("note", page.note.as_deref())
        });
        let api_data = operation.api_data.as_ref().map(|data| {
            Entries::default()
                .put("name", data.name.as_str())
                .maybe("version", data.version.as_deref())
                .maybe("url", data.url.as_deref())
                .maybe("updated", data.updated.as_deref())
        });
        let accepted = operation.accepted.iter();
        let accepted = accepted
            .map(|operation| json!({ "difference": operation.difference, "reason": operation.reason }));
        let request = self.fields(&operation.request, &[&operation.source], &["request"]);
        let response =
            self.fields(&operation.response, &[&operation.source, &provider.source], &["response"]);
        Entries::default()
            .put("name", operation.name.as_str())
            .maybe("group", operation.group.as_deref())
            .put("doc", operation.doc.as_str())
            .put("client_method", operation.method.trim_start_matches("r#"))
            .maybe("page", page)
            .maybe("api_data", api_data)
            .put("method", operation.http_method.word())
            .put("path", operation.path.as_str())
            .put("access", operation.access.word())
            .maybe("rate", operation.rate)
            .maybe("permission", operation.permission.as_deref())
            .put("sites", facts::sites(&operation.sites).collect::<Vec<_>>())
            .maybe("idempotency", operation.idempotency_token.as_deref())
            .maybe("paginate", operation.pagination.as_ref().map(facts::pagination))
            .maybe("wait", operation.waiter.as_ref().map(facts::waiter))
            .put("any_of", operation.any_of.clone())
            .maybe("deprecated", operation.deprecated.as_ref().map(facts::deprecation))
            .put("request", request)
            .put("response", response)
            .put("types", self.types(&operation.types, &operation.source))
            .put("shared_types", operation.shared.clone())
            .put("errors", self.codes(codes, codes_file))
            .put("accept", accepted.collect::<Vec<_>>())
            .put("source", self.source(&[&operation.source], &["operation"]))
            .into()
    }

    /// The fields under `keys`, each with its location in the first of the files that contains it.
    fn fields(&self, record: &Struct, files: &[&str], keys: &[&str]) -> Vec<Value> {
        let is_request = record.role == StructRole::Input && keys == ["request"];
        let field = |field: &Field| {
            let place = is_request.then(|| field.place.word());
            let keys: Vec<&str> = keys.iter().copied().chain([field.wire.as_str()]).collect();
            self::field(field).maybe("in", place).put("source", self.source(files, &keys)).into()
        };
        record.fields.iter().map(field).collect()
    }

    fn types(&self, named: &[NamedType], file: &str) -> Vec<Value> {
        named.iter().map(|named| self.named_type(named, file)).collect()
    }

    fn named_type(&self, named: &NamedType, file: &str) -> Value {
        match named {
            NamedType::Struct(record) => Entries::default()
                .put("name", record.name.as_str())
                .put("doc", record.doc.as_str())
                .put("kind", "object")
                .put("fields", self.fields(record, &[file], &["types", &record.name, "fields"]))
                .put("source", self.source(&[file], &["types", &record.name]))
                .into(),
            NamedType::Enum(enumeration) => Entries::default()
                .put("name", enumeration.name.as_str())
                .put("doc", enumeration.doc.as_str())
                .put("kind", "enum")
                .put("base", if enumeration.has_int_values() { "int" } else { "string" })
                .put("values", values(enumeration))
                .put("source", self.source(&[file], &["types", &enumeration.name]))
                .into(),
        }
    }

    fn codes(&self, error_code: &[crate::model::ErrorCode], file: &str) -> Vec<Value> {
        let code = |error_code: &crate::model::ErrorCode| {
            facts::code(error_code).put("source", self.source(&[file], &["errors", &error_code.code])).into()
        };
        error_code.iter().map(code).collect()
    }
}

fn rule(rule: &ErrorRule) -> Value {
    let (key, text) = match &rule.matches {
        ErrorMatch::Code(code) => ("code", code),
        ErrorMatch::Prefix(prefix) => ("prefix", prefix),
    };
    Entries::default()
        .put(key, text.as_str())
        .maybe("message", rule.message.as_deref())
        .maybe("http", rule.http)
        .put("class", rule.class.word())
        .into()
}

fn group(group: &Group) -> Value {
    json!({ "name": group.name, "title": group.title, "doc": group.doc })
}

fn endpoints(endpoints: &Endpoints) -> Value {
    let by_name = |hosts: &[(String, String)]| -> Value {
        hosts.iter().fold(Entries::default(), |entries, (name, host)| entries.put(name, host.as_str())).into()
    };
    let sites = endpoints.sites.iter();
    let sites =
        sites.fold(Entries::default(), |entries, (site, host)| entries.put(site.word(), host.as_str()));
    Entries::default()
        .put("host", endpoints.host.as_str())
        .put("sites", sites)
        .put("networks", by_name(&endpoints.networks))
        .put("regions", by_name(&endpoints.regions))
        .into()
}

fn field(field: &Field) -> Entries {
    Entries::default()
        .put("name", field.wire.as_str())
        .put("type", types::field_type(field))
        .put("doc", field.doc.as_str())
        .put("rust_name", field.ident.trim_start_matches("r#"))
        .put("required", field.required)
        .maybe("default", field.default.as_ref().map(types::value_to_json))
        .all(types::checks_to_json(&field.checks))
        .all(types::datetime_format(&field.shape).unwrap_or_default())
        .list("not_with", field.not_with.iter().map(String::as_str))
        .maybe("wrapped", field.wrapped.as_deref())
        .flag("hidden", field.hidden)
        .maybe("deprecated", field.deprecated.as_ref().map(facts::deprecation))
        .maybe("example", field.example.as_deref())
}

fn values(enumeration: &Enum) -> Vec<Value> {
    let entry = |value: &crate::model::EnumValue| {
        Entries::default()
            .put("name", value.variant.as_str())
            .put("value", types::value_to_json(&value.wire))
            .put("doc", value.doc.as_str())
            .maybe("deprecated", value.deprecated.as_ref().map(facts::deprecation))
            .into()
    };
    enumeration.values.iter().map(entry).collect()
}
