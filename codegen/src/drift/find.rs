//! Which spec belongs to a page.

use std::fmt;

use crate::model::{Model, Operation, Provider, Service, names};
use crate::page::{Facts, Vendor};
use crate::path::Template;

/// An operation and what surrounds it.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// Its vendor.
    pub provider: &'a Provider,
    /// Its service.
    pub service: &'a Service,
    /// The operation.
    pub operation: &'a Operation,
}

/// All operations, in the model's order.
pub fn owners(model: &Model) -> impl Iterator<Item = Owner<'_>> {
    model.providers.iter().flat_map(|provider| {
        provider.services.iter().flat_map(move |service| {
            service.operations.iter().map(move |operation| Owner { provider, service, operation })
        })
    })
}

/// Why no spec belongs to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSpec {
    /// The page does not say which operation it describes.
    Unnamed,
    /// No spec has this operation.
    Absent(String),
    /// Several services have it, and the page names none of them.
    Ambiguous(String, Vec<String>),
}

impl fmt::Display for NoSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unnamed => f.write_str("the page does not say which operation it describes"),
            Self::Absent(what) => write!(f, "no spec has {what}"),
            Self::Ambiguous(what, services) => write!(
                f,
                "{what} is in several services, and the page does not say in which: {}",
                services.join(", ")
            ),
        }
    }
}

/// The operation that a page describes.
///
/// Vendor, service and action name it; on a page without a service the action alone, if only one service
/// has it. Huawei's pages seldom have the action's name: there method and path name it, whatever their
/// placeholders are called. Where no spec has these, the service's operation of the page's name has moved.
///
/// # Errors
///
/// When there is none, or more than one.
pub fn find<'a>(model: &'a Model, facts: &Facts) -> Result<Owner<'a>, NoSpec> {
    let product = facts.product.as_ref().map(|found| found.value.as_str());
    let all = || {
        owners(model).filter(|Owner { provider, service, .. }| {
            provider.name == facts.vendor.name()
                && product.is_none_or(|product| product.eq_ignore_ascii_case(&service.name))
        })
    };
    let call = facts.method.as_ref().zip(facts.path.as_ref()).filter(|_| facts.vendor == Vendor::Huawei);
    let action = facts.action.as_ref().map(|found| found.value.as_str());
    let named = |action: &str| -> Vec<Owner<'a>> {
        all().filter(|owner| is_named(&owner.operation.name, action)).collect()
    };
    let (what, mut found): (String, Vec<Owner<'_>>) = match (call, action) {
        (Some((method, path)), _) => {
            let wanted = shape(&path.value);
            let is_it = |owner: &Owner<'_>| {
                owner.operation.http_method.word().eq_ignore_ascii_case(method.value.trim())
                    && shape(&owner.operation.path) == wanted
            };
            let called: Vec<Owner<'_>> = all().filter(is_it).collect();
            // Without its service the name alone might be that of another service's operation.
            let moved = action.filter(|_| called.is_empty() && product.is_some()).map(named);
            (format!("{} {}", method.value, path.value), moved.unwrap_or(called))
        }
        (None, Some(action)) => (action.to_owned(), named(action)),
        (None, None) => return Err(NoSpec::Unnamed),
    };
    let what = match product {
        Some(product) => format!("{} {product} {what}", facts.vendor.name()),
        None => format!("{} {what}", facts.vendor.name()),
    };
    match (found.pop(), found.is_empty()) {
        (None, _) => Err(NoSpec::Absent(what)),
        (Some(owner), true) => Ok(owner),
        (Some(last), false) => {
            found.push(last);
            let names = found.iter().map(|owner| owner.service.name.clone()).collect();
            Err(NoSpec::Ambiguous(what, names))
        }
    }
}

/// Whether an operation is the one that a page calls `action`. Pages differ in the case of its words.
pub(crate) fn is_named(operation: &str, action: &str) -> bool {
    names::spec_file_stem(operation) == names::spec_file_stem(action)
}

/// The path without its query and without the names of its placeholders.
pub(super) fn shape(path: &str) -> Vec<Option<&str>> {
    Template::parse(path).shape()
}

/// The names of a path's placeholders, at the segments where they stand.
pub(super) fn placeholders(path: &str) -> Vec<Option<&str>> {
    Template::parse(path).segments().iter().map(|segment| segment.parameter()).collect()
}
