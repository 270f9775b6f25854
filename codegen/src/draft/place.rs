//! Where the parameters of a REST operation travel, and its path.

use super::around::Around;
use super::field_type::FieldType;
use super::fields::Field;
use super::notes::Notes;
use super::rows::Row;
use crate::model::HttpMethod;
use crate::page::PrintedType;
use crate::page::facts::{Field as Fact, Found, Location};
use crate::path::{self, Template};

/// Method and path as the spec says them.
pub(super) struct Route {
    /// HTTP method.
    pub(super) method: HttpMethod,
    /// Path template.
    pub(super) path: String,
    /// What the page did not say.
    pub(super) remarks: Vec<String>,
}

/// The route of a page; what it does not say is stood in for.
pub(super) fn route(
    method: Option<&Found<String>>,
    path: Option<&Found<String>>,
    notes: &mut Notes,
) -> Route {
    let mut remarks = Vec::new();
    let said = method.and_then(|method| HttpMethod::from_word(&method.value.to_ascii_uppercase()));
    let method = said.unwrap_or_else(|| {
        notes.whole("the page does not say the HTTP method; `POST` stands in for it");
        remarks.push("method?".to_owned());
        HttpMethod::Post
    });
    let path = path.and_then(|path| clean(&path.value)).unwrap_or_else(|| {
        notes.whole("the page does not say the path; `/TODO` stands in for it");
        remarks.push("path?".to_owned());
        "/TODO".to_owned()
    });
    Route { method, path, remarks }
}

/// A path without its query, if it is one that can be requested and each parameter is all of its segment.
fn clean(path: &str) -> Option<String> {
    let path = path::without_query(path).trim();
    let (names, faults) = path::parse_parameters(path);
    let names = names.into_iter().filter_map(|name| path.get(name));
    (faults.is_empty() && names.eq(Template::parse(path).names())).then(|| path.to_owned())
}

/// Leaves out what no request has room for, and makes text of what stands for itself in a path or header.
pub(super) fn prepare(rows: &mut Vec<Row<'_>>, route: &Route, notes: &mut Notes) {
    let parameters: Vec<&str> = Template::parse(&route.path).names().collect();
    rows.retain(|row| {
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let good = location(row) != Some(Location::Header) || row.name.chars().all(token);
        if !good {
            notes.add(row.line, format!("`{}` cannot be the name of a header, so it is left out", row.name));
        }
        good
    });
    for row in rows {
        let in_path = parameters.contains(&row.name.as_str());
        let in_header = location(row) == Some(Location::Header);
        let fits = match row.kind {
            PrintedType::Text | PrintedType::Integer => true,
            PrintedType::Bool | PrintedType::Float | PrintedType::Number | PrintedType::Time(_) => !in_path,
            // Nothing is known of it but the place, so it is text without a word.
            PrintedType::Unknown => row.rows.is_empty() && row.fact.is_none_or(|fact| fact.kind.is_none()),
            _ => false,
        };
        if !fits && (in_path || in_header) {
            let place = if in_path { "the path" } else { "a header" };
            notes.add(row.line, format!("`{}` stands in {place}, so it is a `string` here", row.name));
            row.kind = PrintedType::Text;
            row.rows.clear();
        }
    }
}

/// Settles where each field travels. `facts` are the parameters that the page lists.
pub(super) fn settle(
    fields: &mut Vec<Field>,
    facts: &[Fact],
    route: &Route,
    around: &Around<'_>,
    notes: &mut Notes,
) {
    for field in fields.iter_mut() {
        one(field, facts, route, notes);
    }
    let path = Template::parse(&route.path);
    let lacking = path.names().filter(|name| !around.fills(name));
    let lacking: Vec<&str> = lacking.filter(|name| !fields.iter().any(|field| field.name == *name)).collect();
    for (at, name) in lacking.into_iter().enumerate() {
        notes.whole(&format!("the path names `{name}`, which the page does not describe; a `string` here"));
        let remarks = vec!["only the path names it".to_owned()];
        let of = FieldType::Text;
        let field = Field { name: name.to_owned(), of, required: true, line: 1, remarks, ..Field::default() };
        fields.insert(at, field);
    }
}

/// Settles where one field travels.
pub(super) fn one(field: &mut Field, facts: &[Fact], route: &Route, notes: &mut Notes) {
    if Template::parse(&route.path).names().any(|name| name == field.name) {
        in_path(field, notes);
    } else {
        let said = facts.iter().find(|fact| fact.name == field.name && fact.parent.is_none());
        elsewhere(field, said.and_then(|fact| fact.location), route.method, notes);
    }
}

fn location(row: &Row<'_>) -> Option<Location> {
    row.fact.and_then(|fact| fact.location)
}

/// A part of the path is always there.
fn in_path(field: &mut Field, notes: &mut Notes) {
    if !field.required && !field.remarks.iter().any(|remark| remark == "required?") {
        let text = format!("`{}` is part of the path, so it is required, whatever the page says", field.name);
        notes.add(field.line, text);
    }
    field.required = true;
    field.default = None;
    field.remarks.retain(|remark| remark != "required?");
}

fn elsewhere(field: &mut Field, printed: Option<Location>, method: HttpMethod, notes: &mut Notes) {
    let own =
        if matches!(method, HttpMethod::Get | HttpMethod::Delete) { Location::Query } else { Location::Body };
    match printed {
        Some(Location::Path) => {
            let text =
                format!("`{}` is not in the path, as the page says; in the {} here", field.name, own.name());
            notes.add(field.line, text);
        }
        Some(place) if place != own => field.place = Some(place.name()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn only_paths_are_taken_for_paths() {
        assert_eq!(
            clean("/v3/{project_id}/backups?offset={offset}").as_deref(),
            Some("/v3/{project_id}/backups")
        );
        for bad in ["", "v3/backups", "/v3/{a", "/v3/{a}/{a}", "/v3/{}", "/v3/名", "/v3 /x", "/{a}{b}"] {
            assert_eq!(clean(bad), None, "{bad}");
        }
    }
}
