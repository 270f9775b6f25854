//! Lowers operations.

use std::cell::Cell;

use super::fields::{self, FieldContext, Lowered, ReplacementNames, StructKind};
use super::paging::{self, Fields};
use super::scope::{Owner, Scope};
use super::{consistency, enums, errors, facts, names, paths};
use crate::diagnostics::{Code as DiagnosticCode, Diagnostic, Diagnostics, Spanned};
use crate::model::{
    AcceptedDifference, Access, ApiData, Code, CodeEnum, DateTimeFormat, Deprecation, ErrorRule, HttpMethod,
    NamedType, Operation, Page, Protocol, Replacement, Site, Struct, StructRole,
};
use crate::spec::{self, TypeDef};

/// The context that a service gives its types and operations.
pub(super) struct ServiceContext<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) tree: &'a spec::Tree,
    pub(super) provider: &'a spec::Provider,
    pub(super) service: &'a spec::Service,
    pub(super) protocol: Option<Protocol>,
    pub(super) format: Option<&'s DateTimeFormat>,
    /// `None` if they could not be read.
    pub(super) rules: Option<&'s [ErrorRule]>,
    /// The service's codes.
    pub(super) codes: Option<&'s CodeEnum>,
    /// Whether the types of all fields so far could be resolved.
    pub(super) all_known: Cell<bool>,
}

impl ServiceContext<'_, '_> {
    fn lower_fields(
        &self,
        fields: &[spec::Field],
        owner: Owner,
        parent: StructKind,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Lowered> {
        let context = FieldContext { scope: self.scope, owner, parent, format: self.format };
        let lowered = fields::lower(fields, context, diagnostics);
        let known = lowered.iter().all(|lowered| lowered.known);
        self.all_known.set(self.all_known.get() && known);
        lowered
    }

    /// Lowers the types of `owner`.
    pub(super) fn lower_types(
        &self,
        defs: &[TypeDef],
        owner: Owner,
        diagnostics: &mut Diagnostics,
    ) -> Vec<NamedType> {
        let mut out: Vec<NamedType> =
            defs.iter().filter_map(|def| self.lower_type(def, owner, diagnostics)).collect();
        out.sort_by(|one, other| one.name().cmp(other.name()));
        out
    }

    fn lower_type(&self, def: &TypeDef, owner: Owner, diagnostics: &mut Diagnostics) -> Option<NamedType> {
        consistency::check_type_keys(def, diagnostics);
        let has_int_values = def.base.as_ref().map(|base| base.value == "int");
        match (def.fields_key, has_int_values) {
            (_, Some(has_int_values)) => {
                Some(NamedType::Enum(enums::lower(def, has_int_values, diagnostics)))
            }
            (Some(_), None) => {
                let lowered = self.lower_fields(&def.fields, owner, StructKind::Type, diagnostics);
                Some(NamedType::Struct(structure(&def.name.value, &def.doc, StructRole::Output, lowered)))
            }
            (None, None) => None,
        }
    }

    /// Lowers the operation at `index` of the service.
    pub(super) fn lower_operation(
        &self,
        index: usize,
        operation: &spec::Operation,
        diagnostics: &mut Diagnostics,
    ) -> Operation {
        let owner = Owner::Operation(index);
        let name = self.name(operation, diagnostics);
        let stem = &name;
        let method = self.method(operation, diagnostics);
        let mut request = self.lower_fields(&operation.request, owner, StructKind::Request, diagnostics);
        paths::resolve_places(
            operation.path.as_ref(),
            &mut request,
            self.protocol,
            method,
            self.provider,
            diagnostics,
        );
        let response = self.lower_response(operation, owner, diagnostics);
        let fields = Fields { request: &request, response: &response };
        let pagination = operation
            .paginate
            .as_ref()
            .and_then(|paginate| paging::lower_pagination(paginate, &fields, operation.span(), diagnostics));
        let waiter = operation
            .wait
            .as_ref()
            .and_then(|wait| paging::lower_waiter(wait, &fields, self.scope, owner, diagnostics));
        let access =
            operation.access.as_ref().and_then(|word| Access::from_word(&word.value)).unwrap_or(Access::Read);
        consistency::check_idempotency(operation, access, &request, diagnostics);
        consistency::check_any_of(operation, &request, diagnostics);
        consistency::check_source(operation, diagnostics);
        let is_hidden = consistency::check_hidden(operation, diagnostics);
        let rate = match &operation.rate {
            Some(rate) => facts::parse_rate(rate, diagnostics),
            // Its errors are reported once, for the service.
            None => self
                .service
                .rate
                .as_ref()
                .and_then(|rate| facts::parse_rate(rate, &mut Diagnostics::default())),
        };
        let declared = errors::Declared {
            codes: self.codes,
            // Without the rules, codes of the service may be missing that have no class of their own.
            is_complete: self.service.readable && self.rules.is_some(),
        };
        let own_codes =
            errors::lower_codes(format!("{stem}Code"), &operation.errors, declared, self.rules, diagnostics);
        Operation {
            module: names::module(&name),
            method: names::method(&name),
            group: operation.group.as_ref().map(|group| group.value.clone()),
            doc: operation.doc.clone(),
            page: operation.page.as_ref().map(page),
            api_data: operation.api_data.as_ref().map(api_data),
            http_method: method,
            path: operation.path.as_ref().map_or_else(|| "/".to_owned(), |path| path.value.clone()),
            access,
            rate,
            permission: operation.permission.clone(),
            sites: match operation.sites.as_slice() {
                _ if is_hidden => Vec::new(),
                [] => sites(&self.service.sites),
                own => sites(own),
            },
            hidden: is_hidden,
            idempotency_token: operation.idempotency.as_ref().map(|field| field.value.clone()),
            pagination,
            waiter,
            any_of: operation
                .any_of
                .iter()
                .map(|group| group.iter().map(|field| field.value.clone()).collect())
                .collect(),
            deprecated: operation
                .deprecated
                .as_ref()
                .map(|deprecated| self.lower_deprecation(deprecated, &name, diagnostics)),
            request: structure(&format!("{stem}Request"), &operation.doc, StructRole::Input, request),
            response: structure(&format!("{stem}Response"), &operation.doc, StructRole::Output, response),
            types: self.lower_types(&operation.types, owner, diagnostics),
            local: Vec::new(),
            codes: match (own_codes, self.codes) {
                (Some(codes), _) => Code::Own(codes),
                (None, Some(codes)) => Code::Service(codes.name.clone()),
                (None, None) => Code::Text,
            },
            shared: Vec::new(),
            example_arguments: Vec::new(),
            accepted: operation.accept.iter().map(accepted).collect(),
            source: operation.source.clone(),
            name,
        }
    }

    fn name(&self, operation: &spec::Operation, diagnostics: &mut Diagnostics) -> String {
        let stem = operation.source.rsplit('/').next().unwrap_or_default().trim_end_matches(".yaml");
        let Some(name) = &operation.name else {
            return names::camel(stem).unwrap_or_default();
        };
        let text = name.value.as_str();
        if !names::is_camel(text) {
            let message = format!("`{text}` is not a valid operation name");
            let diagnostic = Diagnostic::new(DiagnosticCode::BadName, name.span, message);
            diagnostics.push(diagnostic.help(
                "an operation name starts with a capital letter and contains only ASCII letters and digits",
            ));
            return names::camel(text).unwrap_or_default();
        }
        let same = |other: &&spec::Operation| other.name.as_ref().is_some_and(|other| other.value == text);
        let twice = self.service.operations.iter().filter(same).count() > 1;
        let file = names::spec_file_stem(text);
        if file != stem && !twice {
            let message = format!("the file of the operation `{text}` has another name");
            let diagnostic = Diagnostic::new(DiagnosticCode::WrongPath, name.span, message);
            diagnostics.push(diagnostic.help(format!("rename the file to `{file}.yaml`")));
        }
        text.to_owned()
    }

    fn method(&self, operation: &spec::Operation, diagnostics: &mut Diagnostics) -> HttpMethod {
        if let Some(protocol) = self.protocol.filter(|protocol| protocol.rules().has_paths) {
            let mut missing = |key: &str, there: bool| {
                if !there {
                    let message = format!("the key `{key}` is missing from an operation");
                    diagnostics.push(
                        Diagnostic::new(DiagnosticCode::MissingKey, operation.span(), message)
                            .help(format!("the protocol {} requires `method` and `path`", protocol.word())),
                    );
                }
            };
            missing("method", operation.method.is_some());
            missing("path", operation.path.is_some());
        }
        let method = operation.method.as_ref().and_then(|word| HttpMethod::from_word(&word.value));
        method.unwrap_or(HttpMethod::Post)
    }

    /// Lowers the response's own fields, then the common fields of the provider.
    fn lower_response(
        &self,
        operation: &spec::Operation,
        owner: Owner,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Lowered> {
        let mut own = self.lower_fields(&operation.response, owner, StructKind::Response, diagnostics);
        // Errors in the common fields are reported once, for the provider.
        let common = self.lower_fields(
            &self.provider.response,
            Owner::Service,
            StructKind::Response,
            &mut Diagnostics::default(),
        );
        for lowered in common {
            if own.iter().any(|field| field.field.wire == lowered.field.wire) {
                continue;
            }
            if let Some(field) = own.iter().find(|field| field.field.ident == lowered.field.ident) {
                diagnostics.push(fields::name_collision(field, &lowered));
            }
            own.push(lowered);
        }
        own
    }

    fn lower_deprecation(
        &self,
        deprecated: &spec::Deprecated,
        own_name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Deprecation {
        if let Some(named) = deprecated.replacement.as_ref().filter(|named| named.value.contains('.')) {
            let replacement = self
                .check_external_replacement(named, diagnostics)
                .then(|| Replacement::Elsewhere(named.value.clone()));
            return Deprecation { replacement, doc: deprecated.doc.clone() };
        }
        let others: Vec<String> = self
            .service
            .operations
            .iter()
            .filter_map(|other| Some(other.name.as_ref()?.value.clone()))
            .collect();
        let method =
            |name: &str| others.iter().find(|other| *other == name).map(|other| names::method(other));
        ReplacementNames {
            own_name,
            others: &others,
            is_complete: self.service.complete,
            noun: "operation",
            code: DiagnosticCode::UnknownReplacement,
        }
        .lower(deprecated, method, diagnostics)
    }

    /// Checks a replacement `provider.service.Operation`. A service without specs is not checked.
    fn check_external_replacement(&self, named: &Spanned<String>, diagnostics: &mut Diagnostics) -> bool {
        let mut report = |message: String, near: &str, among: Vec<&str>| {
            let diagnostic = Diagnostic::new(DiagnosticCode::UnknownReplacement, named.span, message);
            diagnostics.push(diagnostic.did_you_mean(near, among));
            false
        };
        let parts: Vec<&str> = named.value.split('.').collect();
        let [provider, service, operation] = parts.as_slice() else {
            let message = "an operation of another service is written `provider.service.Operation`";
            return report(message.to_owned(), "", Vec::new());
        };
        let Some(found) = self.tree.providers.iter().find(|known| known.folder == *provider) else {
            let known = self.tree.providers.iter().map(|known| known.folder.as_str()).collect();
            return report(format!("there is no provider `{provider}`"), provider, known);
        };
        if !names::is_camel(operation) {
            return report(format!("`{operation}` is not a valid operation name"), "", Vec::new());
        }
        let Some(found) = found.services.iter().find(|known| known.folder == *service) else {
            return true;
        };
        let known = found.operations.iter().filter_map(|known| Some(known.name.as_ref()?.value.as_str()));
        let known: Vec<&str> = known.collect();
        known.contains(operation)
            || !found.complete
            || report(format!("`{provider}.{service}` has no operation `{operation}`"), operation, known)
    }
}

fn structure(name: &str, doc: &str, role: StructRole, fields: Vec<Lowered>) -> Struct {
    Struct {
        name: name.to_owned(),
        doc: doc.to_owned(),
        role,
        fields: fields.into_iter().map(|lowered| lowered.field).collect(),
    }
}

pub(super) fn sites(words: &[Spanned<String>]) -> Vec<Site> {
    let mut sites: Vec<Site> = words.iter().filter_map(|word| Site::from_word(&word.value)).collect();
    sites.sort_unstable();
    sites.dedup();
    sites
}

fn accepted(accept: &spec::Accept) -> AcceptedDifference {
    AcceptedDifference { difference: accept.difference.clone(), reason: accept.reason.clone() }
}

fn page(page: &spec::Page) -> Page {
    Page {
        url: page.url.as_ref().map(|url| url.value.clone()).unwrap_or_default(),
        updated: page.updated.as_ref().map(|date| date.value.clone()),
        note: page.note.clone(),
    }
}

fn api_data(data: &spec::ApiData) -> ApiData {
    ApiData {
        name: data.name.clone(),
        version: data.version.clone(),
        url: data.url.as_ref().map(|url| url.value.clone()),
        updated: data.updated.as_ref().map(|date| date.value.clone()),
        note: data.note.clone(),
    }
}
