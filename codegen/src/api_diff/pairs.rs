//! Pairs the items of two lists by name.

use std::collections::{HashMap, HashSet};

/// The items of an old and a new list.
pub(super) struct Pairs<'a, T> {
    /// Items in both lists, in the new order.
    pub(super) kept: Vec<(&'a T, &'a T)>,
    /// Items of the new list only, in its order.
    pub(super) added: Vec<&'a T>,
    /// Items of the old list only, in its order.
    pub(super) removed: Vec<&'a T>,
    /// Whether the items in both lists are in another order.
    pub(super) reordered: bool,
}

/// Pairs `old` and `new` by the name that `key` returns for each item.
pub(super) fn pair_by_name<'a, T>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&'a T) -> &'a str,
) -> Pairs<'a, T> {
    let positions: HashMap<&str, usize> = old.iter().enumerate().map(|(at, item)| (key(item), at)).collect();
    let names: HashSet<&str> = new.iter().map(&key).collect();
    let (mut kept, mut added, mut order) = (Vec::new(), Vec::new(), Vec::new());
    for item in new {
        match positions.get(key(item)).and_then(|at| Some((*at, old.get(*at)?))) {
            Some((at, before)) => {
                kept.push((before, item));
                order.push(at);
            }
            None => added.push(item),
        }
    }
    let removed = old.iter().filter(|item| !names.contains(key(item))).collect();
    Pairs { kept, added, removed, reordered: !order.is_sorted() }
}

#[cfg(test)]
mod tests {
    use super::pair_by_name;

    #[test]
    fn items_are_paired_by_name() {
        let (old, new) = (["a".to_owned(), "b".into(), "c".into()], ["c".to_owned(), "d".into(), "b".into()]);
        let found = pair_by_name(&old, &new, |name| name);
        assert_eq!(found.kept, [(&old[2], &new[0]), (&old[1], &new[2])]);
        assert_eq!((found.added, found.removed), (vec![&new[1]], vec![&old[0]]));
        assert!(found.reordered);
        assert!(!pair_by_name(&old, &old[1..], |name| name).reordered);
    }
}
