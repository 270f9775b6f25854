//! Facts of a page to the spec of an operation.
//!
//! ```text
//!  Facts ──rows──▶ trees ──build──▶ fields, types ──place, paging, errors──▶ Operation ──write──▶ YAML
//! ```
//!
//! A draft passes the check as it is: what the page does not say is left out or stood in for, what cannot
//! be said in a spec is left out, and each of these is a [`Note`]. Sentences are never taken over: a person
//! writes them where `TODO` stands, with the page's line beside it.

mod around;
mod build;
mod errors;
pub(crate) mod fields;
mod name;
mod paging;
pub(crate) mod parts;
mod place;
mod rows;
mod secret;
mod service;
pub(crate) mod types;
mod values;
mod write;
pub(crate) mod yaml;

use crate::diagnostics::Report;
use crate::drift;
use crate::load_files;
use crate::model::{Access, facts::is_date, names};
use crate::page::facts::Vendor;
use crate::page::{self, Facts};
use crate::spec::{self, Accept, Files, Tree};

pub use name::is_service;

use around::Around;
use build::Builder;
use errors::ErrorCode;
use fields::Field;
use place::Route;
use types::{Type, Types};
use yaml::Flow;

/// What the page itself does not say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The address of the page.
    pub url: Option<&'a str>,
    /// The folder of the service, whatever the page says.
    pub service: Option<&'a str>,
    /// Drafts an operation again that has a spec, of which only what no page says is kept: the page's
    /// address and note, and what is accepted.
    pub replace: bool,
}

/// A new spec.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The operation.
    pub operation: String,
    /// The folder of the service, which has no `service.yaml` yet.
    pub new_service: Option<String>,
    /// The files by their path below the specs' root; the operation's is the last.
    pub files: Vec<(String, String)>,
    /// What is not sure, in the page's order.
    pub notes: Vec<Note>,
}

/// Something that a person has to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The line of the page; none when it is about the page as a whole.
    pub line: Option<u32>,
    /// What it is, without a full stop.
    pub text: String,
}

/// Why there is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The operation has a spec.
    Exists {
        /// The operation.
        operation: String,
        /// The path of its spec below the specs' root.
        source: String,
    },
    /// The specs have no folder for the vendor.
    NoProvider(&'static str),
}

/// The notes so far.
#[derive(Default)]
struct Notes {
    found: Vec<Note>,
}

impl Notes {
    /// About a line of the page.
    fn add(&mut self, line: u32, text: String) {
        self.found.push(Note { line: Some(line), text });
    }

    /// About the page as a whole.
    fn whole(&mut self, text: &str) {
        self.found.push(Note { line: None, text: text.to_owned() });
    }

    fn finish(mut self) -> Vec<Note> {
        self.found.sort();
        self.found.dedup();
        self.found
    }
}

/// An operation as a draft says it.
pub(crate) struct Operation {
    name: String,
    /// The page says the name.
    named: bool,
    /// The line of the page's heading.
    line: u32,
    url: String,
    updated: Option<String>,
    note: Option<String>,
    access: Access,
    rate: Option<u32>,
    permission: Option<String>,
    route: Option<Route>,
    paginate: Option<Flow>,
    pub(crate) request: Vec<Field>,
    pub(crate) response: Vec<Field>,
    pub(crate) types: Vec<Type>,
    pub(crate) errors: Vec<ErrorCode>,
    accept: Vec<Accept>,
}

/// Drafts the spec of the operation that a page describes. `tree` are the specs that there are.
///
/// # Errors
///
/// When the operation has a spec, or its vendor has no `provider.yaml`.
pub fn draft(facts: &Facts, tree: &Tree, options: &Options<'_>) -> Result<Draft, Refused> {
    let mut notes = Notes::default();
    let folder = name::service(facts, tree, options.service, &mut notes);
    let vendor = facts.vendor.name();
    let around = Around::of(facts, tree, &folder).ok_or(Refused::NoProvider(vendor))?;
    let route =
        around.is_rest().then(|| place::route(facts.method.as_ref(), facts.path.as_ref(), &mut notes));
    let existing = existing(facts, route.as_ref(), &around);
    if let (Some((operation, old)), false) = (&existing, options.replace) {
        return Err(Refused::Exists { operation: operation.clone(), source: old.source.clone() });
    }
    let (name, named) = match &existing {
        Some((operation, _)) => (operation.clone(), true),
        None => name::operation(facts, route.as_ref(), &around, &mut notes),
    };
    let kept = Kept::of(options.url, existing.map(|(_, old)| old));
    let operation = operation(facts, around, route, (name, named), kept, &mut notes);
    let mut files = Vec::new();
    let new_service = around.service.is_none().then(|| folder.clone());
    match &around.service {
        None => files
            .push((format!("{vendor}/{folder}/service.yaml"), service::write(facts, &around, &mut notes))),
        Some(service) => same_version(facts, service, &mut notes),
    }
    let path = format!("{vendor}/{folder}/{}.yaml", names::file(&operation.name));
    files.push((path, write::operation(&operation)));
    for doubt in &facts.doubts {
        notes.add(doubt.line, doubt.text.clone());
    }
    Ok(Draft { operation: operation.name, new_service, files, notes: notes.finish() })
}

impl Draft {
    /// The specs with this draft among them.
    ///
    /// # Errors
    ///
    /// The report of the faults that the draft brings in. There are none unless [`draft`] is wrong itself.
    pub fn among(&self, files: &Files) -> Result<Files, Report> {
        let mut with = files.clone();
        for (path, text) in &self.files {
            with.put(path, text);
        }
        if let Err(mut report) = load_files(&with) {
            // Faults that were there before are not this draft's.
            if load_files(files).is_err() {
                report.retain(|fault| self.files.iter().any(|(path, _)| fault.ends_with(path.as_str())));
            }
            if !report.is_empty() {
                return Err(report);
            }
        }
        Ok(with)
    }
}

/// What no page says of itself: told by whoever asks, or by the spec that is replaced.
struct Kept {
    url: Option<String>,
    note: Option<String>,
    accept: Vec<Accept>,
}

impl Kept {
    fn of(url: Option<&str>, old: Option<&spec::Operation>) -> Self {
        let page = old.map(|old| &old.page);
        let old_url = page.and_then(|page| page.url.as_ref()).map(|url| url.value.as_str());
        // The address that stands in for one would hide that there is none.
        let old_url = old_url.filter(|url| !url.contains("TODO"));
        Self {
            url: [url, old_url].into_iter().flatten().find(|url| is_address(url)).map(str::to_owned),
            note: page.and_then(|page| page.note.clone()).filter(|note| !note.trim().is_empty()),
            accept: old.map(|old| old.accept.clone()).unwrap_or_default(),
        }
    }
}

/// The operation of the page that has a spec already: its name and the spec. Method and path decide before
/// the name, as they do in [`drift::find`].
fn existing<'a>(
    facts: &Facts,
    route: Option<&Route>,
    around: &Around<'a>,
) -> Option<(String, &'a spec::Operation)> {
    let by_route = facts.method.as_ref().and(facts.path.as_ref()).and(route);
    let by_route = by_route.and_then(|route| around.at(route.method, &route.path));
    let by_name = || {
        let action = facts.action.as_ref()?;
        let named = |name: &crate::diagnostics::Spanned<String>| drift::is_named(&name.value, &action.value);
        around.operations().iter().find(|operation| operation.name.as_ref().is_some_and(named))
    };
    let found = by_route.or_else(by_name)?;
    Some((found.name.as_ref()?.value.clone(), found))
}

fn operation(
    facts: &Facts,
    around: Around<'_>,
    route: Option<Route>,
    (name, named): (String, bool),
    kept: Kept,
    notes: &mut Notes,
) -> Operation {
    let mut request_rows = rows::request(facts, notes);
    request_rows.retain(|row| {
        let common = row.fact.is_some_and(|field| page::is_common(facts.vendor, field));
        !common && !around.fills(&row.name)
    });
    if let Some(route) = &route {
        place::prepare(&mut request_rows, route, notes);
    }
    let response_rows = rows::response(facts, notes);
    let example = rows::example(facts);
    let types = Types::new(&around, &name);
    let mut builder = Builder { around, types, notes, subject: name::subject(&name) };
    let mut request = builder.request(&request_rows);
    let response = builder.response(&response_rows, example.as_ref());
    let types = builder.types.finish();
    if let Some(route) = &route {
        place::settle(&mut request, &facts.params, route, &around, notes);
    }
    let access = name::access(&name, route.as_ref().map(|route| route.method));
    let paginate = (access == Access::Read).then(|| paging::find(&request, &response, notes)).flatten();
    times(&request, &response, notes);
    if access == Access::Write
        && let Some(token) = request.iter().find(|field| field.name.eq_ignore_ascii_case("ClientToken"))
    {
        notes.add(
            token.line,
            format!("`{}` may make the call safe to repeat: `idempotency: {0}` says so", token.name),
        );
    }
    let updated = facts.updated.as_ref().map(|date| date.value.clone()).filter(|date| is_date(date));
    Operation {
        line: facts.title.as_ref().or(facts.action.as_ref()).map_or(1, |found| found.line),
        url: address(kept.url, facts.vendor, notes),
        note: kept.note,
        accept: kept.accept,
        updated,
        access,
        rate: facts.rate_limit.as_ref().map(|rate| rate.value).filter(|rate| *rate > 0),
        permission: facts
            .permission
            .as_ref()
            .map(|found| found.value.clone())
            .filter(|text| !text.trim().is_empty()),
        paginate,
        errors: errors::codes(facts.errors.as_deref().unwrap_or_default(), &around, notes),
        route,
        request,
        response,
        types,
        name,
        named,
    }
}

/// Whether a spec can have this as the address of its page.
pub fn is_address(url: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"`{}\\^|".contains(c);
    let rest = url.strip_prefix("https://").unwrap_or_default();
    rest.split(['/', '?', '#']).next().unwrap_or_default().contains('.') && !rest.chars().any(odd)
}

/// The page's address, or one that stands in for it.
fn address(url: Option<String>, vendor: Vendor, notes: &mut Notes) -> String {
    if let Some(url) = url {
        return url;
    }
    notes.whole("the page does not hold its own address; `--url` says it");
    match vendor {
        Vendor::Tencent => "https://www.tencentcloud.com/document/api/TODO",
        Vendor::Alibaba => "https://www.alibabacloud.com/help/en/TODO",
        Vendor::Huawei => "https://support.huaweicloud.com/en-us/TODO",
    }
    .to_owned()
}

/// Text that is named like a point in time may well be one.
fn times(request: &[Field], response: &[Field], notes: &mut Notes) {
    let named = |field: &&Field| {
        let name = field.name.to_ascii_lowercase();
        field.of == "string" && ["time", "date"].iter().any(|end| name.ends_with(end))
    };
    let found: Vec<&Field> = request.iter().chain(response).filter(named).collect();
    if let Some(first) = found.first() {
        let names: Vec<String> = found.iter().map(|field| format!("`{}`", field.name)).collect();
        notes.add(
            first.line,
            format!("named like points in time, so perhaps `datetime`: {}", names.join(", ")),
        );
    }
}

/// A service has one version, which a page of another time may not have.
fn same_version(facts: &Facts, service: &crate::spec::Service, notes: &mut Notes) {
    if let (Some(page), Some(own)) = (&facts.version, &service.version)
        && page.value != own.value
    {
        let text = format!("the page is of version {}, and the service of {}", page.value, own.value);
        notes.add(page.line, text);
    }
}
