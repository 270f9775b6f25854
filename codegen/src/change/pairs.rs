//! Who is who: the things of two states, paired by name.

use std::collections::{HashMap, HashSet};

/// The things of two states.
pub(super) struct Pairs<'a, T> {
    /// In both, in the new order.
    pub(super) kept: Vec<(&'a T, &'a T)>,
    /// Only in the new state, in its order.
    pub(super) added: Vec<&'a T>,
    /// Only in the old state, in its order.
    pub(super) removed: Vec<&'a T>,
    /// What is in both stands in another order.
    pub(super) reordered: bool,
}

/// Pairs `old` and `new` by the name that `key` gives each.
pub(super) fn pairs<'a, T>(old: &'a [T], new: &'a [T], key: impl Fn(&'a T) -> &'a str) -> Pairs<'a, T> {
    let places: HashMap<&str, usize> = old.iter().enumerate().map(|(at, thing)| (key(thing), at)).collect();
    let names: HashSet<&str> = new.iter().map(&key).collect();
    let (mut kept, mut added, mut order) = (Vec::new(), Vec::new(), Vec::new());
    for thing in new {
        match places.get(key(thing)).and_then(|at| Some((*at, old.get(*at)?))) {
            Some((at, before)) => {
                kept.push((before, thing));
                order.push(at);
            }
            None => added.push(thing),
        }
    }
    let removed = old.iter().filter(|thing| !names.contains(key(thing))).collect();
    Pairs { kept, added, removed, reordered: !order.is_sorted() }
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn things_are_paired_by_name() {
        let (old, new) = (["a".to_owned(), "b".into(), "c".into()], ["c".to_owned(), "d".into(), "b".into()]);
        let found = pairs(&old, &new, |name| name);
        assert_eq!(found.kept, [(&old[2], &new[0]), (&old[1], &new[2])]);
        assert_eq!((found.added, found.removed), (vec![&new[1]], vec![&old[0]]));
        assert!(found.reordered);
        assert!(!pairs(&old, &old[1..], |name| name).reordered);
    }
}
