//! The hosts of a service.

use super::builder::DiffBuilder;
use super::pairs::pair_by_name;
use super::{Aspect, Change, ChangeKind};
use crate::model::Endpoints;

const HOST_CHANGED: &str = "Requests go to another host; no signature changes.";
const REGION_REQUIRED: &str = "A configuration without a region is refused.";

/// Compares the hosts of a service.
pub(super) fn compare(item: &str, old: &Endpoints, new: &Endpoints, diff: &mut DiffBuilder) {
    if old.host != new.host {
        let summary = "has another host";
        diff.add(
            host_change(ChangeKind::Changed, item, summary, &old.host, &new.host)
                .values(&*old.host, &*new.host),
        );
    }
    let sites = |endpoints: &Endpoints| -> Vec<(String, String)> {
        endpoints.sites.iter().map(|(site, host)| (site.word().to_owned(), host.clone())).collect()
    };
    // A site or a region without an entry uses the host of the service.
    let fallback = Some((old.host.as_str(), new.host.as_str()));
    compare_list(item, &HostList { noun: "site", fallback }, &sites(old), &sites(new), diff);
    compare_list(item, &HostList { noun: "region", fallback }, &old.regions, &new.regions, diff);
    compare_list(item, &HostList { noun: "network", fallback: None }, &old.networks, &new.networks, diff);
}

/// A list of hosts by site, region or network.
struct HostList<'a> {
    noun: &'static str,
    /// The old and the new host of requests without an entry; None: such requests are refused.
    fallback: Option<(&'a str, &'a str)>,
}

impl HostList<'_> {
    /// The change for a removed entry.
    fn removed(&self, item: &str, name: &str, host: &str) -> Change {
        let change = match self.fallback {
            Some((_, now)) => {
                let summary = format!("has no separate host for the {} {name}", self.noun);
                self.host_change(ChangeKind::Changed, item, &summary, host, now)
            }
            None => {
                let summary = format!("has no host for the {} {name}", self.noun);
                Change::major(ChangeKind::Removed, Aspect::Host, item, &summary)
                    .reason(format!("A configuration with `{}(\"{name}\")` is refused.", self.noun))
            }
        };
        change.values(host, None::<&str>)
    }

    /// The change for an added entry.
    fn added(&self, item: &str, name: &str, host: &str) -> Change {
        let summary = format!("has a host for the {} {name}", self.noun);
        let change = match self.fallback {
            Some((before, _)) => self.host_change(ChangeKind::Added, item, &summary, before, host),
            None => Change::minor(ChangeKind::Added, Aspect::Host, item, &summary)
                .reason(format!("`{}(\"{name}\")` can be configured.", self.noun)),
        };
        change.values(None::<&str>, host)
    }

    /// The change for another host. Requests to a listed region have a region, so none is missing.
    fn host_change(&self, kind: ChangeKind, item: &str, summary: &str, old: &str, new: &str) -> Change {
        let old = if self.noun == "region" { new } else { old };
        host_change(kind, item, summary, old, new)
    }
}

fn compare_list(
    item: &str,
    list: &HostList<'_>,
    old: &[(String, String)],
    new: &[(String, String)],
    diff: &mut DiffBuilder,
) {
    let found = pair_by_name(old, new, |(name, _)| name);
    for (name, host) in found.removed {
        diff.add(list.removed(item, name, host));
    }
    for (name, host) in found.added {
        diff.add(list.added(item, name, host));
    }
    for ((name, before), (_, after)) in found.kept {
        if before != after {
            let summary = format!("has another host for the {} {name}", list.noun);
            diff.add(
                list.host_change(ChangeKind::Changed, item, &summary, before, after)
                    .values(&**before, &**after),
            );
        }
    }
}

/// The change for another host. It breaks callers without a region if only the new host contains one.
fn host_change(kind: ChangeKind, item: &str, summary: &str, old: &str, new: &str) -> Change {
    let has_region = |host: &str| host.contains("{region}");
    if has_region(new) && !has_region(old) {
        Change::major(kind, Aspect::Host, item, summary).reason(REGION_REQUIRED)
    } else {
        Change::minor(kind, Aspect::Host, item, summary).reason(HOST_CHANGED)
    }
}
