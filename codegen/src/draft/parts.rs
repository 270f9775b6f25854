//! Single fields and codes of a page, for a spec that is there already.

use serde_json::Value;

use super::around::Around;
use super::build::Builder;
use super::errors::{self, ErrorCode};
use super::fields::Field;
use super::notes::Notes;
use super::place::{self, Route};
use super::rows::{self, Row};
use super::types::{Type, Types};
use super::{Note, name};
use crate::model::HttpMethod;
use crate::page::Facts;
use crate::spec::{Operation, Tree};

/// A page beside the spec of its operation.
pub(crate) struct Parts<'a> {
    facts: &'a Facts,
    around: Around<'a>,
    operation: String,
    route: Option<Route>,
    request: Vec<Row<'a>>,
    response: Vec<Row<'a>>,
    example: Option<Value>,
}

/// A field as a draft would say it.
pub(crate) struct Part {
    /// The field.
    pub(crate) field: Field,
    /// The types that it needs and the specs do not have.
    pub(crate) types: Vec<Type>,
    /// The names of the fields before it on the page, the nearest first.
    pub(crate) before: Vec<String>,
    /// What is not sure.
    pub(crate) notes: Vec<Note>,
}

impl<'a> Parts<'a> {
    /// The page of `operation`, which stands in the service of this folder. `None` when there is none.
    pub(crate) fn new(facts: &'a Facts, tree: &'a Tree, folder: &'a str, operation: &str) -> Option<Self> {
        let around = Around::of(facts, tree, folder)?;
        let spec = around.operation(operation)?;
        let route = around.is_rest().then(|| Route {
            // What a spec without one means, as the check has it.
            method: method(spec).unwrap_or(HttpMethod::Post),
            path: spec.path.as_ref().map(|path| path.value.clone()).unwrap_or_default(),
            remarks: Vec::new(),
        });
        let mut request = rows::request(facts, &mut Notes::default());
        if let Some(route) = &route {
            place::prepare(&mut request, route, &mut Notes::default());
        }
        Some(Self {
            facts,
            around,
            operation: operation.to_owned(),
            route,
            request,
            response: rows::response(facts, &mut Notes::default()),
            example: rows::example(facts),
        })
    }

    /// The field with these names, from the outermost to its own. On a page that nests otherwise it is the
    /// one of its own name on this line. `owner` is the type that is to have it, if not the request or the
    /// response themselves.
    pub(crate) fn field(
        &self,
        is_request: bool,
        path: &[&str],
        line: u32,
        owner: Option<&str>,
    ) -> Option<Part> {
        let rows = if is_request { &self.request } else { &self.response };
        let (siblings, row) = at(rows, path).or_else(|| anywhere(rows, path.last()?, line))?;
        let mut notes = Notes::default();
        let types = Types::beside(&self.around, &self.operation);
        let subject = name::subject(&self.operation);
        let mut builder = Builder { around: self.around, types, notes: &mut notes, subject };
        let example = self.example.as_ref().filter(|_| owner.is_none());
        let mut field = builder.single(row, is_request, owner, example)?;
        let types = builder.types.finish();
        if let (Some(route), None, true) = (&self.route, owner, is_request) {
            place::one(&mut field, &self.facts.params, route, &mut notes);
        }
        let before = siblings.iter().take_while(|sibling| sibling.name != row.name);
        let mut before: Vec<String> = before.map(|row| row.name.clone()).collect();
        before.reverse();
        Some(Part { field, types, before, notes: notes.finish() })
    }

    /// An error code, and those before it on the page, the nearest first.
    pub(crate) fn error(&self, code: &str) -> Option<(ErrorCode, Vec<String>)> {
        let facts = self.facts.errors.as_deref().unwrap_or_default();
        let codes = errors::codes(facts, &self.around, &mut Notes::default());
        let at = codes.iter().position(|found| found.code == code)?;
        let mut before: Vec<String> = codes.iter().take(at).map(|found| found.code.clone()).collect();
        before.reverse();
        Some((codes.into_iter().nth(at)?, before))
    }
}

fn method(spec: &Operation) -> Option<HttpMethod> {
    HttpMethod::from_word(&spec.method.as_ref()?.value)
}

type Found<'r, 'f> = (&'r [Row<'f>], &'r Row<'f>);

fn at<'r, 'f>(rows: &'r [Row<'f>], path: &[&str]) -> Option<Found<'r, 'f>> {
    let (first, rest) = path.split_first()?;
    let row = rows.iter().find(|row| row.name == *first)?;
    if rest.is_empty() { Some((rows, row)) } else { at(&row.rows, rest) }
}

fn anywhere<'r, 'f>(rows: &'r [Row<'f>], name: &str, line: u32) -> Option<Found<'r, 'f>> {
    let here = rows.iter().find(|row| row.name == name && row.line == line).map(|row| (rows, row));
    here.or_else(|| rows.iter().find_map(|row| anywhere(&row.rows, name, line)))
}
