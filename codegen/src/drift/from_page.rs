//! A page's side of a comparison.

use serde_json::Value;

use super::contract::{Code, Contract, Item, Origin, Place, Role, Said};
use super::kind::Kind;
use crate::page::facts::{Facts, Field, Found, Location};
use crate::page::{Vendor, is_common, numbered};

impl Contract {
    /// What a page promises; `file` is the page's name for people.
    pub fn from_page(facts: &Facts, file: &str) -> Self {
        let page = Page { facts, file };
        // The method of an RPC vendor's example is that of the example.
        let is_rest = facts.vendor == Vendor::Huawei;
        Self {
            origin: Origin::Page,
            file: file.to_owned(),
            vendor: facts.vendor,
            method: facts.method.as_ref().filter(|_| is_rest).map(|found| page.said(found)),
            path: facts.path.as_ref().filter(|_| is_rest).map(|found| page.said(found)),
            hosts: facts.host.iter().map(|found| page.said(found)).collect(),
            version: facts.version.as_ref().map(|found| page.said(found)),
            rate: facts.rate_limit.as_ref().map(|found| page.said(found)),
            permission: facts.permission.as_ref().map(|found| page.said(found)),
            updated: facts.updated.as_ref().map(|found| page.said(found)),
            params: page.items(&facts.params, true),
            response: page.items(&facts.response, false),
            errors: facts.errors.as_ref().map(|codes| {
                let code = |code: &crate::page::facts::ErrorCode| Code {
                    code: code.code.clone(),
                    http: code.http,
                    at: page.at(code.line),
                };
                codes.iter().map(code).collect()
            }),
            errors_are_the_services: false,
            sections: None,
        }
    }
}

struct Page<'a> {
    facts: &'a Facts,
    file: &'a str,
}

impl Page<'_> {
    fn at(&self, line: u32) -> Place {
        Place { file: self.file.to_owned(), line }
    }

    fn said<T: Clone>(&self, found: &Found<T>) -> Said<T> {
        Said { value: found.value.clone(), at: self.at(found.line) }
    }

    fn items(&self, fields: &[Field], is_request: bool) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::with_capacity(fields.len());
        for (at, field) in fields.iter().enumerate() {
            let parents = field.parent.filter(|parent| *parent < at).and_then(|parent| items.get(parent));
            let mut path = parents.map(|parent| parent.path.clone()).unwrap_or_default();
            path.extend(numbered::parts(&field.name).iter().map(|part| part.name.to_owned()));
            items.push(self.item(field, path, is_request));
        }
        items
    }

    fn item(&self, field: &Field, path: Vec<String>, is_request: bool) -> Item {
        let at = || self.at(field.line);
        let values = &field.values;
        let is_rest = self.facts.vendor == Vendor::Huawei;
        Item {
            role: self.role(field, is_request),
            path,
            unplaced: field.unplaced,
            printed: field.name.clone(),
            at: at(),
            kind: Kind::of_fact(field).map(|value| Said { value, at: at() }),
            required: field.required.map(|value| Said { value, at: at() }),
            location: field.location.filter(|_| is_rest).map(|value| Said { value, at: at() }),
            default: values.default.clone().map(|value: Value| Said { value, at: at() }),
            range: (values.min.is_some() || values.max.is_some())
                .then(|| Said { value: (values.min, values.max), at: at() }),
            values: (!values.allowed.is_empty()).then(|| Said { value: values.allowed.clone(), at: at() }),
            retired_values: Vec::new(),
            deprecated: field.deprecated,
            hidden: false,
        }
    }

    fn role(&self, field: &Field, is_request: bool) -> Role {
        match self.facts.vendor {
            Vendor::Huawei if is_request && is_header(field) => Role::Envelope,
            vendor if is_request && is_common(vendor, field) => Role::Common,
            _ if !is_request && field.status.is_some_and(|status| status >= 300) => Role::Envelope,
            _ => Role::Own,
        }
    }
}

/// Whether one of Huawei's parameters is a header: nearly all of them are every operation's.
fn is_header(field: &Field) -> bool {
    field.location == Some(Location::Header) || is_common(Vendor::Huawei, field)
}
