//! One operation.

use std::cell::Cell;

use super::fields::{self, Around, Deprecations, Home, Lowered};
use super::paging::{self, Fields};
use super::scope::{Owner, Scope};
use super::{enums, errors, facts, names, paths};
use crate::diagnostics::{Code as Fault, Diagnostic, Faults, Spanned};
use crate::model::{
    AcceptedDifference, Access, ApiData, Code, CodeEnum, DateTimeFormat, Deprecation, ErrorRule, HttpMethod,
    NamedType, Operation, Page, Protocol, Replacement, Shape, Site, Struct, StructRole,
};
use crate::spec::{self, TypeDef};

/// What holds around an operation.
pub(super) struct Context<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) tree: &'a spec::Tree,
    pub(super) provider: &'a spec::Provider,
    pub(super) service: &'a spec::Service,
    pub(super) protocol: Option<Protocol>,
    pub(super) format: Option<&'s DateTimeFormat>,
    /// `None` when they could not be read.
    pub(super) rules: Option<&'s [ErrorRule]>,
    /// The service's codes.
    pub(super) codes: Option<&'s CodeEnum>,
    /// Every type that a field names made sense so far.
    pub(super) all_known: Cell<bool>,
}

impl Context<'_, '_> {
    fn fields(&self, fields: &[spec::Field], owner: Owner, home: Home, faults: &mut Faults) -> Vec<Lowered> {
        let around = Around { scope: self.scope, owner, home, format: self.format };
        let lowered = fields::lower(fields, around, faults);
        let known = lowered.iter().all(|lowered| lowered.known);
        self.all_known.set(self.all_known.get() && known);
        lowered
    }

    /// Lowers types that `owner` may name.
    pub(super) fn types(&self, defs: &[TypeDef], owner: Owner, faults: &mut Faults) -> Vec<NamedType> {
        let mut out: Vec<NamedType> =
            defs.iter().filter_map(|def| self.named_type(def, owner, faults)).collect();
        out.sort_by(|one, other| one.name().cmp(other.name()));
        out
    }

    fn named_type(&self, def: &TypeDef, owner: Owner, faults: &mut Faults) -> Option<NamedType> {
        type_keys(def, faults);
        let of_ints = def.base.as_ref().map(|base| base.value == "int");
        match (def.fields_key, of_ints) {
            (_, Some(of_ints)) => Some(NamedType::Enum(enums::lower(def, of_ints, faults))),
            (Some(_), None) => {
                let lowered = self.fields(&def.fields, owner, Home::Type, faults);
                Some(NamedType::Struct(structure(&def.name.value, &def.doc, StructRole::Output, lowered)))
            }
            (None, None) => None,
        }
    }

    /// Lowers the operation at `index` of the service.
    pub(super) fn operation(&self, index: usize, of: &spec::Operation, faults: &mut Faults) -> Operation {
        let owner = Owner::Operation(index);
        let name = self.name(of, faults);
        let stem = names::stem(&name);
        let method = self.method(of, faults);
        let mut request = self.fields(&of.request, owner, Home::Request, faults);
        paths::settle(of.path.as_ref(), &mut request, self.protocol, method, self.provider, faults);
        let response = self.response(of, owner, faults);
        let fields = Fields { request: &request, response: &response };
        let pagination = of
            .paginate
            .as_ref()
            .and_then(|paginate| paging::pagination(paginate, &fields, of.span(), faults));
        let waiter =
            of.wait.as_ref().and_then(|wait| paging::waiter(wait, &fields, self.scope, owner, faults));
        let access = of.access.as_ref().and_then(|word| Access::of_word(&word.value)).unwrap_or(Access::Read);
        idempotency(of, access, &request, faults);
        any_of(of, &request, faults);
        documentation(of, faults);
        let is_hidden = hidden(of, faults);
        let rate = match &of.rate {
            Some(rate) => facts::rate(rate, faults),
            // Its faults are reported once, for the service.
            None => self.service.rate.as_ref().and_then(|rate| facts::rate(rate, &mut Faults::default())),
        };
        let declared = errors::Declared { codes: self.codes, are_all: self.service.readable };
        let own_codes = errors::codes(format!("{stem}Code"), &of.errors, declared, self.rules, faults);
        Operation {
            module: names::module(&name),
            method: names::method(&name),
            doc: of.doc.clone(),
            page: of.page.as_ref().map(page),
            api_data: of.api_data.as_ref().map(api_data),
            http_method: method,
            path: of.path.as_ref().map_or_else(|| "/".to_owned(), |path| path.value.clone()),
            access,
            rate,
            permission: of.permission.clone(),
            sites: match of.sites.as_slice() {
                _ if is_hidden => Vec::new(),
                [] => sites(&self.service.sites),
                own => sites(own),
            },
            hidden: is_hidden,
            idempotency_token: of.idempotency.as_ref().map(|field| field.value.clone()),
            pagination,
            waiter,
            any_of: of
                .any_of
                .iter()
                .map(|group| group.iter().map(|field| field.value.clone()).collect())
                .collect(),
            deprecated: of.deprecated.as_ref().map(|deprecated| self.deprecation(deprecated, &name, faults)),
            request: structure(&format!("{stem}Request"), &of.doc, StructRole::Input, request),
            response: structure(&format!("{stem}Response"), &of.doc, StructRole::Output, response),
            types: self.types(&of.types, owner, faults),
            local: Vec::new(),
            codes: match (own_codes, self.codes) {
                (Some(codes), _) => Code::Own(codes),
                (None, Some(codes)) => Code::Service(codes.name.clone()),
                (None, None) => Code::Text,
            },
            shared: Vec::new(),
            example_arguments: Vec::new(),
            accepted: of.accept.iter().map(accepted).collect(),
            source: of.source.clone(),
            name,
        }
    }

    fn name(&self, of: &spec::Operation, faults: &mut Faults) -> String {
        let stem = of.source.rsplit('/').next().unwrap_or_default().trim_end_matches(".yaml");
        let Some(name) = &of.name else {
            return names::camel(stem).unwrap_or_default();
        };
        let text = name.value.as_str();
        if !names::is_camel(text) {
            let message = format!("`{text}` is not written as operations are");
            let fault = Diagnostic::new(Fault::BadName, name.span, message);
            faults.push(fault.help(
                "an operation's name starts with a capital letter, and has only letters and digits of ASCII",
            ));
            return names::camel(text).unwrap_or_default();
        }
        let same = |other: &&spec::Operation| other.name.as_ref().is_some_and(|other| other.value == text);
        let twice = self.service.operations.iter().filter(same).count() > 1;
        let file = names::file(text);
        if file != stem && !twice {
            let message = format!("the operation `{text}` stands in a file that is named otherwise");
            let fault = Diagnostic::new(Fault::WrongPath, name.span, message);
            faults.push(fault.help(format!("rename the file to `{file}.yaml`")));
        }
        text.to_owned()
    }

    fn method(&self, of: &spec::Operation, faults: &mut Faults) -> HttpMethod {
        if let Some(protocol) = self.protocol.filter(|protocol| protocol.rules().has_paths) {
            let mut missing = |key: &str, there: bool| {
                if !there {
                    let message = format!("the key `{key}` is missing from an operation");
                    faults.push(
                        Diagnostic::new(Fault::MissingKey, of.span(), message)
                            .help(format!("{} needs `method` and `path`", protocol.word())),
                    );
                }
            };
            missing("method", of.method.is_some());
            missing("path", of.path.is_some());
        }
        let method = of.method.as_ref().and_then(|word| HttpMethod::of_word(&word.value));
        method.unwrap_or(HttpMethod::Post)
    }

    /// The response's own fields, then those that all responses of the provider have.
    fn response(&self, of: &spec::Operation, owner: Owner, faults: &mut Faults) -> Vec<Lowered> {
        let mut own = self.fields(&of.response, owner, Home::Response, faults);
        // What is wrong with the common fields is told once, with the provider.
        let common =
            self.fields(&self.provider.response, Owner::Service, Home::Response, &mut Faults::default());
        for lowered in common {
            if own.iter().any(|field| field.field.wire == lowered.field.wire) {
                continue;
            }
            if let Some(field) = own.iter().find(|field| field.field.ident == lowered.field.ident) {
                faults.push(fields::met(field, &lowered));
            }
            own.push(lowered);
        }
        own
    }

    fn deprecation(&self, deprecated: &spec::Deprecated, itself: &str, faults: &mut Faults) -> Deprecation {
        if let Some(named) = deprecated.replacement.as_ref().filter(|named| named.value.contains('.')) {
            let replacement =
                self.elsewhere(named, faults).then(|| Replacement::Elsewhere(named.value.clone()));
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
        Deprecations { itself, others: &others, what: "operation", code: Fault::UnknownReplacement }
            .lower(deprecated, method, faults)
    }

    /// Whether there can be an operation `provider.service.Operation`. A service without specs is taken on trust.
    fn elsewhere(&self, named: &Spanned<String>, faults: &mut Faults) -> bool {
        let mut tell = |message: String, near: &str, among: Vec<&str>| {
            let fault = Diagnostic::new(Fault::UnknownReplacement, named.span, message);
            faults.push(fault.did_you_mean(near, among));
            false
        };
        let parts: Vec<&str> = named.value.split('.').collect();
        let [provider, service, operation] = parts.as_slice() else {
            let message = "an operation of another service is written `provider.service.Operation`";
            return tell(message.to_owned(), "", Vec::new());
        };
        let Some(found) = self.tree.providers.iter().find(|known| known.folder == *provider) else {
            let known = self.tree.providers.iter().map(|known| known.folder.as_str()).collect();
            return tell(format!("there is no provider `{provider}`"), provider, known);
        };
        if !names::is_camel(operation) {
            return tell(format!("`{operation}` is not written as operations are"), "", Vec::new());
        }
        let Some(found) = found.services.iter().find(|known| known.folder == *service) else {
            return true;
        };
        let known = found.operations.iter().filter_map(|known| Some(known.name.as_ref()?.value.as_str()));
        let known: Vec<&str> = known.collect();
        known.contains(operation)
            || tell(format!("`{provider}.{service}` has no operation `{operation}`"), operation, known)
    }
}

fn structure(name: &str, doc: &str, role: StructRole, fields: Vec<Lowered>) -> Struct {
    Struct {
        name: name.to_owned(),
        table: names::table(name),
        doc: doc.to_owned(),
        role,
        fields: fields.into_iter().map(|lowered| lowered.field).collect(),
    }
}

/// A type is an object or an enum, and says which.
fn type_keys(def: &TypeDef, faults: &mut Faults) {
    let name = def.name.value.as_str();
    let mut tell = |code: Fault, span, message: String, help: &str| {
        faults.push(Diagnostic::new(code, span, message).help(help));
    };
    match (def.fields_key, &def.base, def.values_key) {
        (Some(fields), Some(_), _) => {
            tell(
                Fault::MeaninglessKey,
                fields,
                format!("`{name}` cannot be an enum and have fields"),
                "keep one of the two",
            );
        }
        (Some(_), None, Some(values)) => {
            tell(
                Fault::MeaninglessKey,
                values,
                format!("`{name}` is an object, and only enums have values"),
                "keep one of the two",
            );
        }
        (None, Some(_), None) => {
            tell(
                Fault::MissingKey,
                def.name.span,
                format!("the enum `{name}` has no `values`"),
                "write `values: {Name: wire value}`",
            );
        }
        (None, None, Some(values)) => {
            let help = "say `enum: string` or `enum: int`";
            tell(
                Fault::MissingKey,
                values,
                format!("`{name}` does not say what its values are made of"),
                help,
            );
        }
        (None, None, None) => {
            let help = "an object has `fields`; an enum has `enum` and `values`";
            tell(Fault::MissingKey, def.name.span, format!("`{name}` does not say what it is"), help);
        }
        (Some(_), None, None) | (None, Some(_), Some(_)) => {}
    }
}

pub(super) fn sites(words: &[Spanned<String>]) -> Vec<Site> {
    let mut sites: Vec<Site> = words.iter().filter_map(|word| Site::of_word(&word.value)).collect();
    sites.sort_unstable();
    sites.dedup();
    sites
}

fn accepted(of: &spec::Accept) -> AcceptedDifference {
    AcceptedDifference { difference: of.difference.clone(), reason: of.reason.clone() }
}

/// What an operation was written from, which it has to say.
fn documentation(of: &spec::Operation, faults: &mut Faults) {
    let (page, data) = (of.page.as_ref(), of.api_data.as_ref());
    if page.is_none() && data.is_none() {
        let message = "an operation says what it was written from: `page`, or `source`";
        let fault = Diagnostic::new(Fault::MissingKey, of.span(), message);
        faults.push(fault.help("`source` is the vendor's API data, for operations without a known page"));
    }
    let urls = [page.and_then(|page| page.url.as_ref()), data.and_then(|data| data.url.as_ref())];
    let dates = [page.and_then(|page| page.updated.as_ref()), data.and_then(|data| data.updated.as_ref())];
    urls.into_iter().flatten().for_each(|url| facts::url(url, faults));
    dates.into_iter().flatten().for_each(|date| facts::date(date, faults));
}

fn page(of: &spec::Page) -> Page {
    Page {
        url: of.url.as_ref().map(|url| url.value.clone()).unwrap_or_default(),
        updated: of.updated.as_ref().map(|date| date.value.clone()),
        note: of.note.clone(),
    }
}

fn api_data(of: &spec::ApiData) -> ApiData {
    ApiData {
        name: of.name.clone(),
        version: of.version.clone(),
        url: of.url.as_ref().map(|url| url.value.clone()),
        updated: of.updated.as_ref().map(|date| date.value.clone()),
        note: of.note.clone(),
    }
}

/// Whether the operation is documented on no site; then it cannot name sites.
fn hidden(of: &spec::Operation, faults: &mut Faults) -> bool {
    let Some(hidden) = of.hidden.as_ref().filter(|hidden| hidden.value) else {
        return false;
    };
    if let Some(site) = of.sites.first() {
        let message = "an operation that no site documents has no `sites`";
        let fault = Diagnostic::new(Fault::MeaninglessKey, site.span, message);
        faults.push(fault.beside(hidden.span, "hidden"));
    }
    true
}

fn idempotency(of: &spec::Operation, access: Access, request: &[Lowered], faults: &mut Faults) {
    let Some(named) = &of.idempotency else { return };
    if access == Access::Read && of.access.as_ref().is_some_and(|access| access.value == "read") {
        let message = "an operation that only reads is safe to repeat anyway";
        faults.push(Diagnostic::new(Fault::MeaninglessKey, named.span, message));
    }
    match request.iter().find(|lowered| lowered.field.wire == named.value) {
        None => faults
            .push(fields::unknown_field(named, request.iter().map(|lowered| lowered.field.wire.as_str()))),
        Some(field) if field.known && field.field.shape != Shape::Text => {
            let message = format!("`{}` cannot make a call safe to repeat: it is no string", named.value);
            faults.push(
                Diagnostic::new(Fault::BadIdempotency, named.span, message)
                    .beside(field.span, "declared here"),
            );
        }
        Some(_) => {}
    }
}

fn any_of(of: &spec::Operation, request: &[Lowered], faults: &mut Faults) {
    for group in &of.any_of {
        if let [only] = group.as_slice() {
            let message = format!("a group of `{}` alone says that it is required", only.value);
            faults.push(
                Diagnostic::new(Fault::NeedlessAnyOf, only.span, message).help("say `required: true` there"),
            );
        }
        for named in group {
            match request.iter().find(|lowered| lowered.field.wire == named.value) {
                None => faults.push(fields::unknown_field(
                    named,
                    request.iter().map(|lowered| lowered.field.wire.as_str()),
                )),
                Some(field) if field.field.required => {
                    let message =
                        format!("`{}` is required, so one of this group is always set", named.value);
                    faults.push(
                        Diagnostic::new(Fault::NeedlessAnyOf, named.span, message)
                            .beside(field.span, "required"),
                    );
                }
                Some(_) => {}
            }
        }
    }
}
