//! The statics and consts that say how something is called: what the runtime goes by.

use super::chain::{self, Call, Chain};
use super::layout::{WIDTH, text_literal};
use crate::model::{
    Access, Code, Endpoints, ErrorClass, ErrorCode, ErrorMatch, ErrorRule, HttpMethod, Model, Operation,
    Provider, Service, Site,
};

/// `static SERVICES`
pub(super) fn services(model: &Model) -> String {
    let services = model
        .providers
        .iter()
        .flat_map(|provider| provider.services.iter().map(move |service| (provider, service)));
    let rows = services.map(|(provider, service)| {
        let feature = text_literal(&service.feature);
        let path = format!("{}::{}", provider.name, service.module);
        format!("    #[cfg(feature = {feature})]\n    (&{path}::SERVICE, {path}::OPERATIONS),\n")
    });
    format!(
        "\
/// Every service that this build has, with its operations.
pub static SERVICES: &[(&ServiceInfo, &[&OperationInfo])] = &[
{}];",
        rows.collect::<String>()
    )
}

/// `static PROVIDER`
pub(super) fn provider(provider: &Provider) -> String {
    let name = text_literal(&provider.name);
    let title = text_literal(&provider.title);
    let rules = chain::slice(provider.rules.iter().map(rule), 4);
    format!(
        "\
/// What error codes mean when the operation does not say.
#[doc(hidden)]
pub static PROVIDER: ProviderInfo = ProviderInfo {{
    name: {name},
    title: {title},
    rules: {rules},
}};"
    )
}

fn rule(rule: &ErrorRule) -> Chain {
    let (open, text) = match &rule.matches {
        ErrorMatch::Code(code) => ("ErrorRule::code(", code),
        ErrorMatch::Prefix(prefix) => ("ErrorRule::prefix(", prefix),
    };
    let mut chain = Chain::new(open, vec![text_literal(text), error_class(rule.class).to_owned()]);
    if let Some(part) = &rule.message {
        chain.call(".message(", vec![text_literal(part)], ")");
    }
    if let Some(status) = rule.http {
        chain.call(".http(", vec![status.to_string()], ")");
    }
    chain
}

/// `static SERVICE`
pub(super) fn service(service: &Service) -> String {
    let name = text_literal(&service.name);
    let title = text_literal(&service.title);
    let version = text_literal(&service.version);
    let endpoints = endpoints(&service.endpoints);
    let errors =
        service.codes.as_ref().map_or_else(|| "&[]".to_owned(), |codes| format!("{}::ERRORS", codes.name));
    format!(
        "\
/// Where the service is and what it is called.
#[doc(hidden)]
pub static SERVICE: private::ServiceInfo = private::ServiceInfo {{
    provider: &PROVIDER,
    name: {name},
    title: {title},
    version: {version},
    endpoints: {endpoints},
    errors: {errors},
}};"
    )
}

fn endpoints(endpoints: &Endpoints) -> String {
    let host = text_literal(&endpoints.host);
    let sites = endpoints.sites.iter().map(|(site, host)| pair(self::site(*site), host));
    let named = |pairs: &[(String, String)]| -> Vec<String> {
        pairs.iter().map(|(name, host)| pair(&text_literal(name), host)).collect()
    };
    let sites = rows("sites", sites.collect());
    let networks = rows("networks", named(&endpoints.networks));
    let regions = rows("regions", named(&endpoints.regions));
    format!("private::Endpoints {{\n        host: {host},\n{sites}{networks}{regions}    }}")
}

fn pair(name: &str, host: &str) -> String {
    format!("({name}, {})", text_literal(host))
}

/// `name: &[…],` on one line where it fits, else with one row a line.
fn rows(name: &str, rows: Vec<String>) -> String {
    let line = format!("        {name}: &[{}],\n", rows.join(", "));
    if line.trim_end().chars().count() <= WIDTH {
        return line;
    }
    let rows: String = rows.iter().map(|row| format!("            {row},\n")).collect();
    format!("        {name}: &[\n{rows}        ],\n")
}

fn site(site: Site) -> &'static str {
    match site {
        Site::Mainland => "private::Site::Mainland",
        Site::International => "private::Site::International",
    }
}

/// `impl Operation`
pub(super) fn operation(operation: &Operation) -> String {
    let code = match &operation.codes {
        Code::Own(codes) => codes.name.clone(),
        Code::Service(name) => format!("super::{name}"),
        Code::Text => "String".to_owned(),
    };
    let declared: String = declared(operation).iter().map(|field| format!("        {field},\n")).collect();
    format!(
        "\
impl crate::__private::Operation for {} {{
    type Service = super::Client;
    type Response = {};
    type Code = {code};

    const INFO: &'static OperationInfo = &OperationInfo {{
{declared}        ..{}
    }};
}}",
        operation.request.name,
        operation.response.name,
        base(operation),
    )
}

/// What the spec declares; the rest of `INFO` is what holds when it does not.
fn declared(operation: &Operation) -> Vec<String> {
    let mut fields = Vec::new();
    if let Some(rate) = operation.rate {
        fields.push(format!("rate: Some({rate})"));
    }
    if let Some(permission) = &operation.permission {
        fields.push(format!("permission: Some({})", text_literal(permission)));
    }
    if let Some(field) = &operation.idempotency_token {
        fields.push(format!("idempotency_token: Some({})", text_literal(field)));
    }
    if !operation.any_of.is_empty() {
        let groups = operation.any_of.iter().map(|group| format!("&[{}]", texts(group).join(", ")));
        fields.push(Call::new("any_of: &[", groups.collect(), "]").folded(8));
    }
    if operation.pagination.is_some() {
        fields.push("pagination: Some(Self::PAGINATION)".to_owned());
    }
    if operation.waiter.is_some() {
        fields.push("waiter: Some(Self::WAITER)".to_owned());
    }
    if let Code::Own(codes) = &operation.codes {
        fields.push(format!("errors: {}::ERRORS", codes.name));
    }
    fields
}

/// What every operation says.
fn base(operation: &Operation) -> String {
    let arguments = [
        "&super::SERVICE".to_owned(),
        text_literal(&operation.name),
        http_method(operation.http_method).to_owned(),
        text_literal(&operation.path),
        match operation.access {
            Access::Read => "Access::Read".to_owned(),
            Access::Write => "Access::Write".to_owned(),
        },
    ];
    let line = format!("OperationInfo::new::<Self, Self::Response>({})", arguments.join(", "));
    if "        ..".len() + line.chars().count() <= WIDTH {
        return line;
    }
    let lines = arguments.map(|argument| format!("            {argument},\n"));
    format!("OperationInfo::new::<Self, Self::Response>(\n{}        )", lines.concat())
}

/// What is known of an error code.
pub(super) fn error(code: &ErrorCode) -> Chain {
    let class = error_class(code.class).to_owned();
    let mut info = Chain::new("ErrorInfo::new(", vec![text_literal(&code.code), class]);
    if let Some(status) = code.http {
        info.call(".http(", vec![status.to_string()], ")");
    }
    info
}

fn error_class(class: ErrorClass) -> &'static str {
    match class {
        ErrorClass::Throttling => "ErrorClass::Throttling",
        ErrorClass::ClockSkew => "ErrorClass::ClockSkew",
        ErrorClass::Replay => "ErrorClass::Replay",
        ErrorClass::Authentication => "ErrorClass::Authentication",
        ErrorClass::Permission => "ErrorClass::Permission",
        ErrorClass::NotFound => "ErrorClass::NotFound",
        ErrorClass::InvalidRequest => "ErrorClass::InvalidRequest",
        ErrorClass::Conflict => "ErrorClass::Conflict",
        ErrorClass::Quota => "ErrorClass::Quota",
        ErrorClass::Unsupported => "ErrorClass::Unsupported",
        ErrorClass::Unavailable => "ErrorClass::Unavailable",
        ErrorClass::Internal => "ErrorClass::Internal",
    }
}

fn http_method(method: HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "Method::Get",
        HttpMethod::Post => "Method::Post",
        HttpMethod::Put => "Method::Put",
        HttpMethod::Delete => "Method::Delete",
        HttpMethod::Patch => "Method::Patch",
    }
}

pub(super) fn texts(values: &[String]) -> Vec<String> {
    values.iter().map(|value| text_literal(value)).collect()
}
