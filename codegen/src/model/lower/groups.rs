//! The groups of a service's operations.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::Group;
use crate::{spec, unfinished};

/// Lowers the groups of a service.
pub(super) fn lower(service: &spec::Service) -> Vec<Group> {
    let lower = |group: &spec::Group| Group {
        name: group.name.value.clone(),
        title: group.title.clone(),
        doc: group.doc.clone(),
    };
    service.groups.iter().map(lower).collect()
}

/// Checks that each operation names a group of its service, and each group has operations.
pub(super) fn check(service: &spec::Service, diagnostics: &mut Diagnostics) {
    for operation in service.operations.iter().filter(|_| service.readable) {
        check_operation(service, operation, diagnostics);
    }
    if !service.complete {
        return;
    }
    let named = |group: &&spec::Group| {
        let names = service.operations.iter().filter_map(|operation| operation.group.as_ref());
        names.into_iter().any(|name| name.value == group.name.value)
    };
    for group in service.groups.iter().filter(|group| !named(group)) {
        let message = format!("no operation is in the group `{}`", group.name.value);
        let diagnostic = Diagnostic::new(Code::UnusedGroup, group.name.span, message);
        diagnostics.push(diagnostic.help("name it in an operation, or remove it"));
    }
}

fn check_operation(service: &spec::Service, operation: &spec::Operation, diagnostics: &mut Diagnostics) {
    let names = || service.groups.iter().map(|group| group.name.value.as_str());
    match &operation.group {
        Some(group) if names().any(|name| name == group.value) => {}
        // What a draft leaves to a person, which is reported as unfinished.
        Some(group) if group.value == unfinished::MARK && !service.groups.is_empty() => {}
        Some(group) => {
            let message = format!("`service.yaml` declares no group `{}`", group.value);
            let diagnostic = Diagnostic::new(Code::UnknownGroup, group.span, message);
            let diagnostic = diagnostic.did_you_mean(&group.value, names());
            diagnostics.push(diagnostic.help("declare it there: `groups: {name: {title: …, doc: …}}`"));
        }
        None if service.groups.is_empty() => {}
        None => {
            let message = "the service has groups, and this operation is in none of them";
            let diagnostic = Diagnostic::new(Code::UnknownGroup, operation.span(), message);
            diagnostics.push(diagnostic.help(format!("add `group:` with one of: {}", join(names()))));
        }
    }
}

fn join<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
