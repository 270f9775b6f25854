//! The whole model as JSON. `specs/README.md` describes it, and programs rely on that: a key may be added, and
//! [`VERSION`] changes when one changes or goes.

use serde_json::{Value, json};

use super::{Entries, facts, types};
use crate::drift::Lines;
use crate::model::{
    Endpoints, Enum, ErrorMatch, ErrorRule, Field, Model, NamedType, Operation, Provider, Service, Struct,
    StructRole,
};

/// Version of this format.
const VERSION: u32 = 1;

/// All that the specs say. `lines` are those of the files that the model was made of.
pub fn listing(model: &Model, lines: &Lines) -> Value {
    let listing = Listing { lines };
    let providers: Vec<Value> = model.providers.iter().map(|provider| listing.provider(provider)).collect();
    json!({ "version": VERSION, "providers": providers })
}

struct Listing<'l> {
    lines: &'l Lines,
}

impl Listing<'_> {
    /// Where a key stands: in the first of the files that has it.
    fn source(&self, files: &[&str], keys: &[&str]) -> Value {
        let has = |file: &&&str| self.lines.has(file, keys);
        let file = files.iter().find(has).or(files.first()).copied().unwrap_or_default();
        let place = self.lines.at(file, keys);
        json!({ "file": place.file, "line": place.line })
    }

    fn provider(&self, of: &Provider) -> Value {
        Entries::default()
            .put("name", of.name.as_str())
            .put("title", of.title.as_str())
            .put("doc", of.doc.as_str())
            .put("protocol", of.protocol.word())
            .put("rules", of.rules.iter().map(rule).collect::<Vec<_>>())
            .put("services", of.services.iter().map(|service| self.service(service, of)).collect::<Vec<_>>())
            .put("source", self.source(&[&of.source], &["provider"]))
            .into()
    }

    fn service(&self, of: &Service, provider: &Provider) -> Value {
        let operations = of.operations.iter().map(|operation| self.operation(operation, of, provider));
        Entries::default()
            .put("name", of.name.as_str())
            .put("title", of.title.as_str())
            .put("doc", of.doc.as_str())
            .put("version", of.version.as_str())
            .put("feature", of.feature.as_str())
            .put("endpoints", endpoints(&of.endpoints))
            .put("types", self.types(&of.types, &of.source))
            .put("errors", self.codes(facts::service_codes(of.codes.as_ref()), &of.source))
            .put("operations", operations.collect::<Vec<_>>())
            .put("source", self.source(&[&of.source], &["service"]))
            .into()
    }

    fn operation(&self, of: &Operation, service: &Service, provider: &Provider) -> Value {
        let (codes, own) = facts::codes(of, service);
        let codes_file = if own { &of.source } else { &service.source };
        let page = of.page.as_ref().map(|page| {
            Entries::default()
                .put("url", page.url.as_str())
                .maybe("updated", page.updated.as_deref())
                .maybe("note", page.note.as_deref())
        });
        let api_data = of.api_data.as_ref().map(|data| {
            Entries::default()
                .put("name", data.name.as_str())
                .maybe("version", data.version.as_deref())
                .maybe("url", data.url.as_deref())
                .maybe("updated", data.updated.as_deref())
        });
        let accepted = of.accepted.iter();
        let accepted = accepted.map(|of| json!({ "difference": of.difference, "reason": of.reason }));
        let request = self.fields(&of.request, &[&of.source], &["request"]);
        let response = self.fields(&of.response, &[&of.source, &provider.source], &["response"]);
        Entries::default()
            .put("name", of.name.as_str())
            .put("doc", of.doc.as_str())
            .put("client_method", of.method.trim_start_matches("r#"))
            .maybe("page", page)
            .maybe("api_data", api_data)
            .put("method", of.http_method.word())
            .put("path", of.path.as_str())
            .put("access", of.access.word())
            .maybe("rate", of.rate)
            .maybe("permission", of.permission.as_deref())
            .put("sites", facts::sites(&of.sites).collect::<Vec<_>>())
            .maybe("idempotency", of.idempotency_token.as_deref())
            .maybe("paginate", of.pagination.as_ref().map(facts::pagination))
            .maybe("wait", of.waiter.as_ref().map(facts::waiter))
            .put("any_of", of.any_of.clone())
            .maybe("deprecated", of.deprecated.as_ref().map(facts::deprecation))
            .put("request", request)
            .put("response", response)
            .put("types", self.types(&of.types, &of.source))
            .put("shared_types", of.shared.clone())
            .put("errors", self.codes(codes, codes_file))
            .put("accept", accepted.collect::<Vec<_>>())
            .put("source", self.source(&[&of.source], &["operation"]))
            .into()
    }

    /// Fields that stand under `keys`, in the first of the files that has them.
    fn fields(&self, of: &Struct, files: &[&str], keys: &[&str]) -> Vec<Value> {
        let is_request = of.role == StructRole::Input && keys == ["request"];
        let field = |field: &Field| {
            let place = is_request.then(|| field.place.word());
            let keys: Vec<&str> = keys.iter().copied().chain([field.wire.as_str()]).collect();
            self::field(field).maybe("in", place).put("source", self.source(files, &keys)).into()
        };
        of.fields.iter().map(field).collect()
    }

    fn types(&self, of: &[NamedType], file: &str) -> Vec<Value> {
        of.iter().map(|named| self.named_type(named, file)).collect()
    }

    fn named_type(&self, of: &NamedType, file: &str) -> Value {
        match of {
            NamedType::Struct(of) => Entries::default()
                .put("name", of.name.as_str())
                .put("doc", of.doc.as_str())
                .put("kind", "object")
                .put("fields", self.fields(of, &[file], &["types", &of.name, "fields"]))
                .put("source", self.source(&[file], &["types", &of.name]))
                .into(),
            NamedType::Enum(of) => Entries::default()
                .put("name", of.name.as_str())
                .put("doc", of.doc.as_str())
                .put("kind", "enum")
                .put("base", if of.is_of_ints() { "int" } else { "string" })
                .put("values", values(of))
                .put("source", self.source(&[file], &["types", &of.name]))
                .into(),
        }
    }

    fn codes(&self, of: &[crate::model::ErrorCode], file: &str) -> Vec<Value> {
        let code = |of: &crate::model::ErrorCode| {
            facts::code(of).put("source", self.source(&[file], &["errors", &of.code])).into()
        };
        of.iter().map(code).collect()
    }
}

fn rule(of: &ErrorRule) -> Value {
    let (key, text) = match &of.matches {
        ErrorMatch::Code(code) => ("code", code),
        ErrorMatch::Prefix(prefix) => ("prefix", prefix),
    };
    Entries::default()
        .put(key, text.as_str())
        .maybe("message", of.message.as_deref())
        .maybe("http", of.http)
        .put("class", of.class.word())
        .into()
}

fn endpoints(of: &Endpoints) -> Value {
    let by_name = |hosts: &[(String, String)]| -> Value {
        hosts.iter().fold(Entries::default(), |entries, (name, host)| entries.put(name, host.as_str())).into()
    };
    let sites = of.sites.iter();
    let sites =
        sites.fold(Entries::default(), |entries, (site, host)| entries.put(site.word(), host.as_str()));
    Entries::default()
        .put("host", of.host.as_str())
        .put("sites", sites)
        .put("networks", by_name(&of.networks))
        .put("regions", by_name(&of.regions))
        .into()
}

fn field(of: &Field) -> Entries {
    Entries::default()
        .put("name", of.wire.as_str())
        .put("type", types::of_field(of))
        .put("doc", of.doc.as_str())
        .put("rust_name", of.ident.trim_start_matches("r#"))
        .put("required", of.required)
        .maybe("default", of.default.as_ref().map(types::value))
        .all(types::checks(&of.checks))
        .all(types::datetime(&of.shape).unwrap_or_default())
        .list("not_with", of.not_with.iter().map(String::as_str))
        .maybe("wrapped", of.wrapped.as_deref())
        .flag("hidden", of.hidden)
        .maybe("deprecated", of.deprecated.as_ref().map(facts::deprecation))
        .maybe("example", of.example.as_deref())
}

fn values(of: &Enum) -> Vec<Value> {
    let value = |of: &crate::model::EnumValue| {
        Entries::default()
            .put("name", of.variant.as_str())
            .put("value", types::value(&of.wire))
            .put("doc", of.doc.as_str())
            .maybe("deprecated", of.deprecated.as_ref().map(facts::deprecation))
            .into()
    };
    of.values.iter().map(value).collect()
}
