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
        let summary = "is reached at another host";
        log.add(moved(Kind::Changed, item, summary, &old.host, &new.host).values(&*old.host, &*new.host));
    }
    let sites = |of: &Endpoints| -> Vec<(String, String)> {
        of.sites.iter().map(|(site, host)| (site.word().to_owned(), host.clone())).collect()
    };
    // Without an entry of its own a site, and a region, is reached at the service's host.
    let fallback = Some((old.host.as_str(), new.host.as_str()));
    listed(item, &List { noun: "site", fallback }, &sites(old), &sites(new), log);
    listed(item, &List { noun: "region", fallback }, &old.regions, &new.regions, log);
    listed(item, &List { noun: "network", fallback: None }, &old.networks, &new.networks, log);
}

/// What hosts are listed for.
struct List<'a> {
    noun: &'static str,
    /// Where calls go without an entry, before and now; they are refused where there is none.
    fallback: Option<(&'a str, &'a str)>,
}

impl List<'_> {
    /// An entry that is gone.
    fn gone(&self, item: &str, name: &str, host: &str) -> Change {
        let change = match self.fallback {
            Some((_, now)) => {
                let summary = format!("has no host of its own for the {} {name}", self.noun);
                self.moved(Kind::Changed, item, &summary, host, now)
            }
            None => {
                let summary = format!("cannot be reached in the {} {name}", self.noun);
                Change::major(Kind::Removed, Aspect::Host, item, &summary)
                    .because(format!("A configuration with `{}(\"{name}\")` is refused.", self.noun))
            }
        };
        change.values(host, None::<&str>)
    }

    /// An entry that is new.
    fn came(&self, item: &str, name: &str, host: &str) -> Change {
        let summary = format!("has a host for the {} {name}", self.noun);
        let change = match self.fallback {
            Some((before, _)) => self.moved(Kind::Added, item, &summary, before, host),
            None => Change::minor(Kind::Added, Aspect::Host, item, &summary)
                .because(format!("`{}(\"{name}\")` can be configured.", self.noun)),
        };
        change.values(None::<&str>, host)
    }

    /// Calls that go elsewhere. Those to a listed region have a region.
    fn moved(&self, kind: Kind, item: &str, summary: &str, old: &str, new: &str) -> Change {
        let old = if self.noun == "region" { new } else { old };
        moved(kind, item, summary, old, new)
    }
}

fn listed(item: &str, list: &List<'_>, old: &[(String, String)], new: &[(String, String)], log: &mut Log) {
    let found = pairs(old, new, |(name, _)| name);
    for (name, host) in found.removed {
        log.add(list.gone(item, name, host));
    }
    for (name, host) in found.added {
        log.add(list.came(item, name, host));
    }
    for ((name, before), (_, after)) in found.kept {
        if before != after {
            let summary = format!("is reached at another host for the {} {name}", list.noun);
            log.add(list.moved(Kind::Changed, item, &summary, before, after).values(&**before, &**after));
        }
    }
}

/// Calls that go to another host, which may need a region that the former one did not need.
fn moved(kind: Kind, item: &str, summary: &str, old: &str, new: &str) -> Change {
    let needs_region = |host: &str| host.contains("{region}");
    if needs_region(new) && !needs_region(old) {
        Change::major(kind, Aspect::Host, item, summary).because(REGION_NEEDED)
    } else {
        Change::minor(kind, Aspect::Host, item, summary).because(ELSEWHERE)
    }
}
