//! Which fields of two sides are the same.

use std::collections::{HashMap, VecDeque};

use super::contract::{Contract, Item, Role};
use super::find::placeholders;
use crate::page::Vendor;
use crate::page::facts::Location;

/// The partner of each field, by index.
pub(super) struct Pairs {
    pub(super) of_old: Vec<Option<usize>>,
    pub(super) of_new: Vec<Option<usize>>,
}

/// The fields of one section of both sides, paired: by all their names, then as their vendor's layouts demand.
pub(super) fn pairs(old: (&Contract, &[Item]), new: (&Contract, &[Item])) -> Pairs {
    let mut pairs = Pairs { of_old: vec![None; old.1.len()], of_new: vec![None; new.1.len()] };
    by_path(old.1, new.1, &mut pairs);
    if old.0.vendor == Vendor::Huawei {
        by_position(old, new, &mut pairs);
    }
    let levels_differ = old.0.vendor == Vendor::Alibaba;
    by_name(old.1, new.1, &mut pairs, &|side: &[Item], item: &Item, level: &String| {
        item.unplaced || levels_differ && !side.iter().any(|other| other.parents().contains(level))
    });
    pairs
}

impl Pairs {
    fn join(&mut self, old: usize, new: usize) {
        if let (Some(of_old), Some(of_new)) = (self.of_old.get_mut(old), self.of_new.get_mut(new)) {
            (*of_old, *of_new) = (Some(new), Some(old));
        }
    }

    fn free_old(&self, at: usize) -> bool {
        self.of_old.get(at) == Some(&None)
    }

    fn free_new(&self, at: usize) -> bool {
        self.of_new.get(at) == Some(&None)
    }
}

fn by_path(old: &[Item], new: &[Item], pairs: &mut Pairs) {
    // A page that flattens its nesting has some names twice; the first is then the first.
    let mut at: HashMap<(&[String], bool), VecDeque<usize>> = HashMap::new();
    let answers_failure = |item: &Item| item.role == Role::Envelope;
    for (index, item) in new.iter().enumerate() {
        at.entry((&item.path, answers_failure(item))).or_default().push_back(index);
    }
    for (index, item) in old.iter().enumerate() {
        let same = [answers_failure(item), !answers_failure(item)]
            .into_iter()
            .find_map(|failure| at.get_mut(&(item.path.as_slice(), failure))?.pop_front());
        if let Some(same) = same {
            pairs.join(index, same);
        }
    }
}

/// Parts of a REST path are the same where they stand at the same place, whatever they are called.
fn by_position(old: (&Contract, &[Item]), new: (&Contract, &[Item]), pairs: &mut Pairs) {
    let (Some(old_path), Some(new_path)) = (&old.0.path, &new.0.path) else {
        return;
    };
    let find = |items: &[Item], name: &str, is_free: &dyn Fn(usize) -> bool| {
        let is_it = |(at, item): &(usize, &Item)| {
            let travels = item.location.as_ref().map(|said| said.value);
            is_free(*at) && item.name() == name && travels.is_none_or(|place| place == Location::Path)
        };
        items.iter().enumerate().find(is_it).map(|(at, _)| at)
    };
    let (old_names, new_names) = (placeholders(&old_path.value), placeholders(&new_path.value));
    for (one, other) in old_names.into_iter().zip(new_names) {
        let Some((one, other)) = one.zip(other).filter(|(one, other)| one != other) else {
            continue;
        };
        let old_at = find(old.1, one, &|at| pairs.free_old(at));
        let new_at = find(new.1, other, &|at| pairs.free_new(at));
        if let (Some(old_at), Some(new_at)) = (old_at, new_at) {
            pairs.join(old_at, new_at);
        }
    }
}

/// Whether a field of a side may stand in a level that it is not shown in.
type MayLackLevel<'f> = dyn Fn(&[Item], &Item, &String) -> bool + 'f;

/// What is left over with the same name is the same where one side only lacks levels of the other.
///
/// Copies lose what holds a field. And Alibaba's layouts show all levels of nesting, some or none; but a level
/// that a side shows it does not leave out: a field that stands beside `Backups` on one side and in it on the
/// other has moved.
fn by_name(old: &[Item], new: &[Item], pairs: &mut Pairs, may_lack: &MayLackLevel<'_>) {
    let mut at: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, item) in new.iter().enumerate().filter(|(index, _)| pairs.free_new(*index)) {
        at.entry(item.name()).or_default().push(index);
    }
    for (index, item) in old.iter().enumerate() {
        if !pairs.free_old(index) {
            continue;
        }
        let same = at.get(item.name()).into_iter().flatten().copied().find(|candidate| {
            let fits = |other: &Item| {
                lacks_levels(item, other, &|level| may_lack(old, item, level))
                    || lacks_levels(other, item, &|level| may_lack(new, other, level))
            };
            pairs.free_new(*candidate) && new.get(*candidate).is_some_and(fits)
        });
        if let Some(same) = same {
            pairs.join(index, same);
        }
    }
}

/// Whether `short` stands in what `long` stands in, but for levels that it may lack.
fn lacks_levels(short: &Item, long: &Item, may_lack: &dyn Fn(&String) -> bool) -> bool {
    let mut levels = short.parents().iter().peekable();
    let lacking: Vec<&String> =
        long.parents().iter().filter(|level| levels.next_if_eq(level).is_none()).collect();
    levels.peek().is_none() && lacking.into_iter().all(may_lack)
}
