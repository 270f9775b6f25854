//! Checks operations and types whose parts contradict each other.

use super::facts;
use super::fields::{self, Lowered};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Access, Shape};
use crate::spec::{self, TypeDef};

/// Checks that a type is either an object or an enum.
pub(super) fn check_type_keys(def: &TypeDef, diagnostics: &mut Diagnostics) {
    let name = def.name.value.as_str();
    let mut report = |code: Code, span, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(code, span, message).help(help));
    };
    match (def.fields_key, &def.base, def.values_key) {
        (Some(fields), Some(_), _) => {
            report(
                Code::MeaninglessKey,
                fields,
                format!("`{name}` cannot be an enum and have fields"),
                "keep one of the two",
            );
        }
        (Some(_), None, Some(values)) => {
            report(
                Code::MeaninglessKey,
                values,
                format!("`{name}` is an object, and only enums have values"),
                "keep one of the two",
            );
        }
        (None, Some(_), None) => {
            report(
                Code::MissingKey,
                def.name.span,
                format!("the enum `{name}` has no `values`"),
                "write `values: {Name: wire value}`",
            );
        }
        (None, None, Some(values)) => {
            let help = "write `enum: string` or `enum: int`";
            report(Code::MissingKey, values, format!("`{name}` has values but no base type"), help);
        }
        (None, None, None) => {
            let help = "an object has `fields`; an enum has `enum` and `values`";
            report(
                Code::MissingKey,
                def.name.span,
                format!("`{name}` is neither an object nor an enum"),
                help,
            );
        }
        (Some(_), None, None) | (None, Some(_), Some(_)) => {}
    }
}

/// Checks what an operation was written from.
pub(super) fn check_source(operation: &spec::Operation, diagnostics: &mut Diagnostics) {
    let (page, data) = (operation.page.as_ref(), operation.api_data.as_ref());
    if page.is_none() && data.is_none() {
        let message = "an operation has no `page` and no `source`";
        let diagnostic = Diagnostic::new(Code::MissingKey, operation.span(), message);
        diagnostics
            .push(diagnostic.help("`source` is the vendor's API data, for operations without a known page"));
    }
    let urls = [page.and_then(|page| page.url.as_ref()), data.and_then(|data| data.url.as_ref())];
    let dates = [page.and_then(|page| page.updated.as_ref()), data.and_then(|data| data.updated.as_ref())];
    urls.into_iter().flatten().for_each(|url| facts::check_url(url, diagnostics));
    dates.into_iter().flatten().for_each(|date| facts::check_date(date, diagnostics));
}

/// Whether the operation is documented on no site; then it cannot name sites.
pub(super) fn check_hidden(operation: &spec::Operation, diagnostics: &mut Diagnostics) -> bool {
    let Some(hidden) = operation.hidden.as_ref().filter(|hidden| hidden.value) else {
        return false;
    };
    if let Some(site) = operation.sites.first() {
        let message = "an operation that no site documents has no `sites`";
        let diagnostic = Diagnostic::new(Code::MeaninglessKey, site.span, message);
        diagnostics.push(diagnostic.secondary(hidden.span, "hidden"));
    }
    true
}

/// Checks that the field of the idempotency token exists and is a string of a write.
pub(super) fn check_idempotency(
    operation: &spec::Operation,
    access: Access,
    request: &[Lowered],
    diagnostics: &mut Diagnostics,
) {
    let Some(named) = &operation.idempotency else { return };
    if access == Access::Read && operation.access.as_ref().is_some_and(|access| access.value == "read") {
        let message = "a read needs no idempotency token";
        diagnostics.push(Diagnostic::new(Code::MeaninglessKey, named.span, message));
    }
    match request.iter().find(|lowered| lowered.field.wire == named.value) {
        None => diagnostics
            .push(fields::unknown_field(named, request.iter().map(|lowered| lowered.field.wire.as_str()))),
        Some(field) if field.known && field.field.shape != Shape::Text => {
            let message = format!("`{}` cannot hold an idempotency token: it is not a string", named.value);
            diagnostics.push(
                Diagnostic::new(Code::BadIdempotency, named.span, message)
                    .secondary(field.span, "declared here"),
            );
        }
        Some(_) => {}
    }
}

/// Checks that groups of `any_of` consist of optional fields.
pub(super) fn check_any_of(operation: &spec::Operation, request: &[Lowered], diagnostics: &mut Diagnostics) {
    for group in &operation.any_of {
        if let [only] = group.as_slice() {
            let message = format!("a group of only `{}` is the same as `required: true`", only.value);
            diagnostics.push(
                Diagnostic::new(Code::NeedlessAnyOf, only.span, message)
                    .help("add `required: true` to the field"),
            );
        }
        for named in group {
            match request.iter().find(|lowered| lowered.field.wire == named.value) {
                None => diagnostics.push(fields::unknown_field(
                    named,
                    request.iter().map(|lowered| lowered.field.wire.as_str()),
                )),
                Some(field) if field.field.required => {
                    let message =
                        format!("`{}` is required, so one of this group is always set", named.value);
                    diagnostics.push(
                        Diagnostic::new(Code::NeedlessAnyOf, named.span, message)
                            .secondary(field.span, "required"),
                    );
                }
                Some(_) => {}
            }
        }
    }
}
