//! Where a service is reached.

use super::log::Log;
use super::pairs::pairs;
use super::{Aspect, Change, Kind};
use crate::model::Endpoints;

const ELSEWHERE: &str = "Calls go to another host; no signature changes.";
const REGION_NEEDED: &str = "A configuration without a region is refused.";

/// Compares the hosts of a service.
pub(super) fn compare(item: &str, old: &Endpoints, new: &Endpoints, log: &mut Log) {
    if old.host != new.host {
        log.add(moved(item, "is reached at another host", &old.host, &new.host));
    }
    let sites = |of: &Endpoints| -> Vec<(String, String)> {
        of.sites.iter().map(|(site, host)| (site.word().to_owned(), host.clone())).collect()
    };
    // Where nothing is listed the service's host holds: losing an entry moves calls and refuses none.
    listed(item, "site", [&sites(old), &sites(new)], log, |name| {
        Change::minor(
            Kind::Changed,
            Aspect::Host,
            item,
            &format!("has no host of its own for the site {name}"),
        )
        .because(ELSEWHERE)
    });
    listed(item, "region", [&old.regions, &new.regions], log, |name| {
        Change::minor(
            Kind::Changed,
            Aspect::Host,
            item,
            &format!("has no host of its own for the region {name}"),
        )
        .because(ELSEWHERE)
    });
    listed(item, "network", [&old.networks, &new.networks], log, |name| {
        Change::major(Kind::Removed, Aspect::Host, item, &format!("cannot be reached in the network {name}"))
            .because(format!("A configuration with `network(\"{name}\")` is refused."))
    });
}

fn listed(
    item: &str,
    what: &str,
    [old, new]: [&[(String, String)]; 2],
    log: &mut Log,
    gone: impl Fn(&str) -> Change,
) {
    let found = pairs(old, new, |(name, _)| name);
    for (name, host) in found.removed {
        log.add(gone(name).values(host.as_str(), None::<String>));
    }
    for (name, host) in found.added {
        let reason = match what {
            "network" => format!("`network(\"{name}\")` can be configured."),
            _ => ELSEWHERE.to_owned(),
        };
        log.add(
            Change::minor(Kind::Added, Aspect::Host, item, &format!("has a host for the {what} {name}"))
                .values(None::<String>, host.as_str())
                .because(reason),
        );
    }
    for ((name, before), (_, after)) in found.kept {
        if before != after {
            let summary = format!("is reached at another host for the {what} {name}");
            log.add(moved(item, &summary, before, after));
        }
    }
}

fn moved(item: &str, summary: &str, old: &str, new: &str) -> Change {
    let needs_region = |host: &str| host.contains("{region}");
    let change = if needs_region(new) && !needs_region(old) {
        Change::major(Kind::Changed, Aspect::Host, item, summary).because(REGION_NEEDED)
    } else {
        Change::minor(Kind::Changed, Aspect::Host, item, summary).because(ELSEWHERE)
    };
    change.values(old, new)
}
