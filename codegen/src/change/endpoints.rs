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
    listed(item, List::Sites, &sites(old), &sites(new), log);
    listed(item, List::Regions, &old.regions, &new.regions, log);
    listed(item, List::Networks, &old.networks, &new.networks, log);
}

/// What a host can be listed for.
#[derive(Clone, Copy)]
enum List {
    Sites,
    Regions,
    Networks,
}

impl List {
    /// What one entry is listed for.
    fn noun(self) -> &'static str {
        match self {
            Self::Sites => "site",
            Self::Regions => "region",
            Self::Networks => "network",
        }
    }

    /// An entry that is gone. Without one the service's host holds, so calls to a site or a region go elsewhere
    /// and none is refused.
    fn gone(self, item: &str, name: &str) -> Change {
        match self {
            Self::Sites | Self::Regions => {
                let summary = format!("has no host of its own for the {} {name}", self.noun());
                Change::minor(Kind::Changed, Aspect::Host, item, &summary).because(ELSEWHERE)
            }
            Self::Networks => {
                let summary = format!("cannot be reached in the network {name}");
                Change::major(Kind::Removed, Aspect::Host, item, &summary)
                    .because(format!("A configuration with `network(\"{name}\")` is refused."))
            }
        }
    }

    /// An entry that is new.
    fn came(self, item: &str, name: &str) -> Change {
        let reason = match self {
            Self::Sites | Self::Regions => ELSEWHERE.to_owned(),
            Self::Networks => format!("`network(\"{name}\")` can be configured."),
        };
        let summary = format!("has a host for the {} {name}", self.noun());
        Change::minor(Kind::Added, Aspect::Host, item, &summary).because(reason)
    }
}

fn listed(item: &str, list: List, old: &[(String, String)], new: &[(String, String)], log: &mut Log) {
    let found = pairs(old, new, |(name, _)| name);
    for (name, host) in found.removed {
        log.add(list.gone(item, name).values(host.as_str(), None::<String>));
    }
    for (name, host) in found.added {
        log.add(list.came(item, name).values(None::<String>, host.as_str()));
    }
    for ((name, before), (_, after)) in found.kept {
        if before != after {
            let summary = format!("is reached at another host for the {} {name}", list.noun());
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
