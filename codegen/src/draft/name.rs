//! The names of a new operation and of its service, also where the page has none.

use heck::ToUpperCamelCase;

use super::around::Around;
use super::notes::Notes;
use super::place::Route;
use super::types::singular;
use crate::diagnostics::Spanned;
use crate::model::{Access, HttpMethod, facts::is_date, names};
use crate::page::Facts;
use crate::path::Template;
use crate::spec::{Service, Tree};

/// The folder of a service that the page does not name.
const UNKNOWN_SERVICE: &str = "todo";

/// The folder of the page's service.
pub(super) fn service(facts: &Facts, tree: &Tree, asked: Option<&str>, notes: &mut Notes) -> String {
    let said = asked.or(facts.product.as_ref().map(|product| product.value.as_str()));
    if let Some(folder) = said.and_then(folder) {
        return folder;
    }
    if let Some(folder) = of_version(facts, tree) {
        let text = format!("the page does not name its service; `{folder}` has the page's version");
        notes.whole(&text);
        return folder;
    }
    notes.whole("the page does not name its service; `--service` says it");
    UNKNOWN_SERVICE.to_owned()
}

/// The folder of a service of this name; nothing when there is nothing to call it by.
fn folder(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let folder: String = lower.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let folder = folder.trim_matches('-');
    folder.starts_with(|c: char| c.is_ascii_lowercase()).then(|| folder.to_owned())
}

/// Whether a service can have this name.
pub fn is_service(name: &str) -> bool {
    folder(name).is_some_and(|folder| folder == name)
}

/// The only service of the vendor with the page's version. Dates are seldom the same.
fn of_version(facts: &Facts, tree: &Tree) -> Option<String> {
    let version = facts.version.as_ref().map(|version| &version.value).filter(|version| is_date(version))?;
    let provider = tree.providers.iter().find(|provider| provider.folder == facts.vendor.name())?;
    let same = |service: &&Service| service.version.as_ref().is_some_and(|own| own.value == *version);
    let mut found = provider.services.iter().filter(same);
    found.next().filter(|_| found.next().is_none()).map(|service| service.folder.clone())
}

/// The name of an operation.
pub(super) struct Name {
    /// As specs write it.
    pub(super) text: String,
    /// The page or its spec says it; else it is made of other words on the page.
    pub(super) is_said: bool,
}

/// The operation's name.
pub(super) fn operation(
    facts: &Facts,
    route: Option<&Route>,
    around: &Around<'_>,
    notes: &mut Notes,
) -> Name {
    if let Some(action) = &facts.action {
        if names::is_camel(&action.value) {
            return Name { text: action.value.clone(), is_said: true };
        }
        if let Some(camel) = names::camel(&action.value).filter(|camel| names::is_camel(camel)) {
            notes.add(
                action.line,
                format!("`{}` is not written as operations are; `{camel}` here", action.value),
            );
            return Name { text: camel, is_said: true };
        }
    }
    let title = facts.title.as_ref().and_then(|title| of_title(&title.value, route));
    let made = title.or_else(|| route.and_then(of_route)).unwrap_or_else(|| "DescribeTodo".to_owned());
    let taken = |name: &str| {
        let is_it =
            |other: &Spanned<String>| names::spec_file_stem(&other.value) == names::spec_file_stem(name);
        around.operations().iter().any(|other| other.name.as_ref().is_some_and(is_it))
    };
    let again = route.and_then(of_route).into_iter().chain((2..).map(|number| format!("{made}{number}")));
    let name = std::iter::once(made.clone()).chain(again).find(|name| !taken(name)).unwrap_or(made);
    let line = facts.title.as_ref().map_or(1, |title| title.line);
    notes.add(line, format!("the page does not name the operation; `{name}` is made of its title and path"));
    Name { text: name, is_said: false }
}

/// Words of a title that stand for a verb of an API.
const VERBS: &[(&str, &str)] = &[
    ("querying", "Show"),
    ("obtaining", "Show"),
    ("viewing", "Show"),
    ("listing", "List"),
    ("creating", "Create"),
    ("deleting", "Delete"),
    ("modifying", "Modify"),
    ("changing", "Change"),
    ("setting", "Set"),
    ("updating", "Update"),
    ("restoring", "Restore"),
    ("restarting", "Restart"),
    ("resetting", "Reset"),
    ("adding", "Add"),
    ("removing", "Remove"),
    ("enabling", "Enable"),
    ("disabling", "Disable"),
    ("binding", "Bind"),
    ("unbinding", "Unbind"),
    ("scaling", "Scale"),
    ("upgrading", "Upgrade"),
    ("stopping", "Stop"),
    ("starting", "Start"),
    ("switching", "Switch"),
    ("configuring", "Configure"),
    ("checking", "Check"),
    ("downloading", "Download"),
    ("exporting", "Export"),
    ("importing", "Import"),
    ("performing", "Perform"),
];

/// Words of a title that a name does without.
const SMALL: &[&str] = &[
    "a", "about", "all", "an", "and", "api", "are", "be", "by", "can", "for", "from", "in", "is", "its",
    "of", "on", "or", "that", "the", "to", "using", "with",
];

/// More words than this make a sentence and no name.
const MOST_WORDS: usize = 6;

/// `Obtaining the List of Backups` as `ListBackups`.
fn of_title(title: &str, route: Option<&Route>) -> Option<String> {
    if !title.is_ascii() {
        return None;
    }
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let (first, rest) = words.split_first()?;
    let verb = VERBS.iter().find(|(word, _)| first.eq_ignore_ascii_case(word)).map(|(_, verb)| *verb)?;
    let mut rest: Vec<&str> = rest
        .iter()
        .map(String::as_str)
        .filter(|word| !SMALL.iter().any(|small| small.eq_ignore_ascii_case(word)))
        .collect();
    let listed = rest.iter().any(|word| word.eq_ignore_ascii_case("list"));
    rest.retain(|word| !word.eq_ignore_ascii_case("list"));
    rest.truncate(MOST_WORDS);
    let collection = route.is_some_and(|route| !Template::parse(&route.path).ends_with_parameter())
        && rest.last().is_some_and(|word| word.ends_with('s'));
    let verb = if verb == "Show" && (listed || collection) { "List" } else { verb };
    let mut name = format!("{verb}{}", rest.join(" ").to_upper_camel_case());
    if verb == "List" && listed && !rest.iter().any(|word| word.ends_with('s')) {
        name.push('s');
    }
    (name.len() > verb.len() && names::is_camel(&name)).then_some(name)
}

/// `GET /v3/{project_id}/backups` as `ListBackups`.
fn of_route(route: &Route) -> Option<String> {
    let path = Template::parse(&route.path);
    let noun = path.segments().iter().rev().find_map(|segment| segment.fixed())?;
    let one = path.ends_with_parameter();
    let verb = match route.method {
        HttpMethod::Get if one || !noun.ends_with('s') => "Show",
        HttpMethod::Get => "List",
        HttpMethod::Post => "Create",
        HttpMethod::Delete => "Delete",
        HttpMethod::Put | HttpMethod::Patch => "Update",
    };
    let noun = if verb == "List" { noun.to_owned() } else { singular(noun) };
    let name = format!("{verb}{}", noun.to_upper_camel_case());
    names::is_camel(&name).then_some(name)
}

/// What an operation is about: its name without the verb.
pub(super) fn subject(operation: &str) -> String {
    let words = operation.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase());
    let rest = words.and_then(|(at, _)| operation.get(at..)).unwrap_or_default();
    if rest.is_empty() { operation.to_owned() } else { singular(rest) }
}

/// Verbs of operations that change nothing.
const READS: &[&str] = &[
    "Describe", "Get", "List", "Query", "Show", "Check", "Inquiry", "Inquire", "Search", "Verify",
    "Evaluate", "Count",
];

/// Whether it only reads, as far as the name and the method tell.
pub(super) fn access(operation: &str, method: Option<HttpMethod>) -> Access {
    let reads = |verb: &str| {
        operation.strip_prefix(verb).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    match method {
        Some(HttpMethod::Get) => Access::Read,
        Some(_) => Access::Write,
        None if READS.iter().any(|verb| reads(verb)) => Access::Read,
        None => Access::Write,
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, HttpMethod, Route, access, of_route, of_title, subject};

    fn route(method: &str, path: &str) -> Route {
        let method = HttpMethod::from_word(method).unwrap();
        Route { method, path: path.to_owned(), remarks: Vec::new() }
    }

    #[test]
    fn names_are_made_of_titles() {
        let list = route("GET", "/v3/{project_id}/backups");
        for (title, name) in [
            ("Querying the Backup List", Some("ListBackups")),
            ("Obtaining the Link for Downloading a Backup File", Some("ShowLinkDownloadingBackupFile")),
            ("Querying Instances and Details", Some("ListInstancesDetails")),
            ("Creating a Manual Backup", Some("CreateManualBackup")),
            ("Creating", None),
            ("An Overview", None),
            ("创建手动备份", None),
        ] {
            assert_eq!(of_title(title, Some(&list)).as_deref(), name, "{title}");
        }
    }

    #[test]
    fn names_are_made_of_routes() {
        for (method, path, name) in [
            ("GET", "/v3/{project_id}/backups", Some("ListBackups")),
            ("GET", "/v3/{project_id}/backups/download-file", Some("ShowDownloadFile")),
            ("DELETE", "/v3/{project_id}/backups/{backup_id}", Some("DeleteBackup")),
            ("PUT", "/v3/{project_id}/instances/{id}/policy", Some("UpdatePolicy")),
            ("GET", "/{a}", None),
        ] {
            assert_eq!(of_route(&route(method, path)).as_deref(), name, "{path}");
        }
    }

    #[test]
    fn verbs_tell_what_is_only_read() {
        assert_eq!(access("DescribeBackups", None), Access::Read);
        assert_eq!(access("ListTagResources", None), Access::Read);
        assert_eq!(access("GetawayPlan", None), Access::Write);
        assert_eq!(access("CreateBackup", None), Access::Write);
        assert_eq!(access("ShowQuota", Some(HttpMethod::Post)), Access::Write);
        assert_eq!(subject("DescribeBackups"), "Backup");
        assert_eq!(subject("Renew"), "Renew");
    }
}
