//! `service.yaml`: of a service that the specs do not have yet, and held against the page of one that they have.

use std::fmt::Write;

use super::around::Around;
use super::fields::TODO;
use super::notes::Notes;
use super::yaml::{quoted, text};
use crate::model::facts::is_version;
use crate::page::Facts;
use crate::spec::Service;

/// A version that no service has.
const NO_VERSION: &str = "1970-01-01";

/// The text of the file.
pub(super) fn write(facts: &Facts, around: &Around<'_>, notes: &mut Notes) -> String {
    let folder = around.folder;
    let mut out = String::from("# yaml-language-server: $schema=../../schema.json\n");
    let _ = writeln!(out, "service: {}", text(folder));
    out.push_str("title: TODO  # TODO: the product's name for people\n");
    let _ = writeln!(out, "doc: {TODO}  # TODO: what it is, in our own words");
    let version = facts.version.as_ref().map(|version| version.value.as_str());
    match version.filter(|version| is_version(version)) {
        Some(version) if version.starts_with('v') => {
            let _ = writeln!(out, "version: {}", text(version));
        }
        Some(version) => {
            let _ = writeln!(out, "version: {}", quoted(version));
        }
        None => {
            let _ = writeln!(out, "version: {}  # TODO: the page does not say it", quoted(NO_VERSION));
            notes.whole("the page does not say the API's version; `1970-01-01` stands in for it");
        }
    }
    if let Some(host) = &facts.host {
        match endpoint(&host.value, around) {
            Host::Known => {}
            Host::Own(host) => {
                let _ = write!(out, "\nendpoints:\n  host: {}\n", quoted(&host));
            }
            Host::Foreign => {
                notes.add(
                    host.line,
                    format!("`{}` is not a host of this vendor's; the provider's stands", host.value),
                );
            }
        }
    }
    out
}

/// Tells when a page is of another version than its service, which has but one.
pub(super) fn same_version(facts: &Facts, service: &Service, notes: &mut Notes) {
    if let (Some(page), Some(own)) = (&facts.version, &service.version)
        && page.value != own.value
    {
        let text = format!("the page is of version {}, and the service of {}", page.value, own.value);
        notes.add(page.line, text);
    }
}

/// What a host on a page means for a service.
enum Host {
    /// The provider has it.
    Known,
    /// It is the service's own.
    Own(String),
    /// It belongs to somebody else, or is none.
    Foreign,
}

/// Holds the page's host against those of the provider.
fn endpoint(host: &str, around: &Around<'_>) -> Host {
    let Some(endpoints) = &around.provider.endpoints else {
        return Host::Foreign;
    };
    let lists = [&endpoints.sites, &endpoints.networks, &endpoints.regions];
    let all = endpoints.host.iter().chain(lists.into_iter().flatten().map(|(_, host)| host));
    let all: Vec<&str> = all.map(|host| host.value.as_str()).collect();
    let template: Vec<&str> =
        host.split('.').map(|label| if is_region(label) { "{region}" } else { label }).collect();
    let template = template.join(".");
    let fits = |known: &&str| {
        let known = known.replace("{service}", around.folder);
        known == host || known == template
    };
    if all.iter().any(fits) {
        return Host::Known;
    }
    let domain = |host: &str| {
        let labels: Vec<String> = host.rsplit('.').take(2).map(str::to_owned).collect();
        labels
    };
    let label = |label: &str| {
        label == "{region}"
            || (!label.is_empty()
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-'))
    };
    let ours = all.iter().any(|known| domain(known) == domain(host));
    if ours && template.contains('.') && template.split('.').all(label) {
        Host::Own(template)
    } else {
        Host::Foreign
    }
}

/// `cn-hangzhou`, `eu-de`, `ap-shanghai-fsi`, or what stands for one.
fn is_region(label: &str) -> bool {
    const CONTINENTS: &[&str] = &["af", "ap", "ca", "cn", "eu", "la", "me", "na", "ru", "sa", "tr", "us"];
    let begins =
        label.split_once('-').is_some_and(|(first, rest)| CONTINENTS.contains(&first) && !rest.is_empty());
    begins || matches!(label, "{region}" | "{Region}" | "{region_id}" | "{RegionId}")
}
