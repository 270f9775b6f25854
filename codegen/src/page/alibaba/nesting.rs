//! Which field holds which.
//!
//! Pages show nesting with indents that copies lose. What is left is the order of the rows: a field stands
//! behind its siblings and their fields, so a row belongs to one of the fields that are *open*, from the
//! last one that can have fields up to the root. Which one is decided for all rows together, as the way
//! that explains the page at the least cost: fields where the shown response has them, no name twice in one
//! object, no object without fields. Rows that two ways of the same cost place differently are unknown.

use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::sample::Shape;

/// What matters of a row.
pub(super) struct Item<'a> {
    pub(super) name: &'a str,
    pub(super) opens: Opens,
    /// The next row, and no other, is in it: `Database` in `Databases Array of Database`.
    pub(super) has_entry: bool,
    /// How many `└` stand before its name.
    pub(super) depth: usize,
}

/// Whether a row can have fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// It is a scalar.
    No,
    /// It is a list of something, or has no type.
    Maybe,
    /// It is an object.
    Yes,
}

/// Where a row belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In this row, or at the root.
    In(Option<usize>),
    /// In this one or in one that holds it: the page does not say.
    Unknown(Option<usize>),
}

/// More rows than any page has.
const MOST: usize = 300;
/// Deeper than any page goes.
const DEEPEST: usize = 10;
/// Ways that are followed at the same time.
const WAYS: usize = 128;
/// Ways of the first, quick look.
const FEW: usize = 8;

/// The response has an object, without this field; it may be left out there.
const ABSENT: u32 = 2;
/// The response does not show the object.
const UNSEEN: u32 = 2;
/// The response has a field of the object that no row tells.
const UNTOLD: u32 = 3;
/// The name is there already, or there can be no more.
const TWICE: u32 = 40;
/// A field that every response has at its root, or that only entries have.
const MISPLACED: u32 = 6;
/// An object without a field.
const EMPTY: u32 = 6;
/// Rows out of the alphabet's order, on pages that keep to it.
const DISORDER: u32 = 3;

/// Finds the place of each row. `sorted`: the page has the fields of an object in alphabetical order.
pub(super) fn places(items: &[Item<'_>], root: &Shape, sorted: bool) -> Vec<Place> {
    if items.iter().any(|item| item.depth > 0) {
        return by_depth(items);
    }
    if items.iter().all(|item| item.opens == Opens::No) {
        return vec![Place::In(None); items.len()];
    }
    if items.len() > MOST {
        return vec![Place::Unknown(None); items.len()];
    }
    let root = root.without_wrappers(&|name| items.iter().any(|item| item.name == name));
    let last: BTreeMap<&str, usize> = items.iter().enumerate().map(|(at, item)| (item.name, at)).collect();
    let last = items.iter().filter_map(|item| last.get(item.name).copied()).collect();
    Search { items, sorted, steps: Vec::new(), dropped: u32::MAX, last }.run(&root)
}

/// The page still has its `└`.
fn by_depth(items: &[Item<'_>]) -> Vec<Place> {
    let mut open: Vec<usize> = Vec::new();
    let mut places = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        open.truncate(item.depth);
        let parent = open.last().copied();
        // Without the row that holds it, the one before it is a scalar, or too far out.
        let fits = |at: usize| items.get(at).is_some_and(|item| item.opens != Opens::No);
        let whole = open.len() == item.depth && parent.is_none_or(fits);
        places.push(if whole { Place::In(parent) } else { Place::Unknown(None) });
        open.push(at);
    }
    places
}

/// One decision: the row's place, and the decisions that led to it. All best ways share their steps.
struct Step {
    row: usize,
    parent: Option<usize>,
    before: Option<usize>,
    /// The response shows the row there, or there was no other place.
    sure: bool,
    /// Other decisions for the same row that led to the same state at the same cost.
    equals: Vec<usize>,
}

#[derive(Clone)]
struct Level<'s> {
    /// The field that is open; nothing for the root.
    row: Option<usize>,
    /// What the response shows of it.
    shape: Option<&'s Shape>,
    /// Its fields so far.
    fields: Vec<usize>,
}

#[derive(Clone)]
struct Way<'s> {
    cost: u32,
    last: Option<usize>,
    open: Vec<Rc<Level<'s>>>,
}

/// What decides how a way can go on: the open fields, and which names they hold that come again.
type State = Vec<usize>;

struct Search<'a> {
    items: &'a [Item<'a>],
    sorted: bool,
    steps: Vec<Step>,
    /// The best of those ways that were not followed to the end costs at least this.
    dropped: u32,
    /// Where the name of each row comes for the last time.
    last: Vec<usize>,
}

impl Search<'_> {
    fn run(mut self, root: &Shape) -> Vec<Place> {
        // A quick look finds a good way; whatever costs more than it is no way to follow.
        let (bound, _) = self.follow(root, FEW, u32::MAX);
        self.dropped = u32::MAX;
        let (least, best) = self.follow(root, WAYS, bound);
        let crowded = self.dropped <= least;
        self.decided(best, crowded)
    }

    /// The cost of the best way, and the last steps of all that cost the same.
    fn follow(&mut self, root: &Shape, most: usize, bound: u32) -> (u32, Vec<usize>) {
        let shape = Some(root).filter(|root| !root.fields.is_empty());
        let level = Level { row: None, shape, fields: Vec::new() };
        let mut ways = vec![Way { cost: 0, last: None, open: vec![Rc::new(level)] }];
        // What the rows behind cost at least: those that the response shows nowhere.
        let mut rest = self.items.iter().filter(|item| !root.has(item.name)).count();
        for (at, item) in self.items.iter().enumerate() {
            rest = rest.saturating_sub(usize::from(!root.has(item.name)));
            let ahead = u32::try_from(rest).map_or(u32::MAX, |rest| rest.saturating_mul(ABSENT.min(UNSEEN)));
            let mut next: HashMap<State, Way<'_>> = HashMap::new();
            for way in &ways {
                for keep in 1..=way.open.len() {
                    if let Some((way, state)) = self.step(way, keep, at)
                        && way.cost.saturating_add(ahead) <= bound
                    {
                        self.add(&mut next, way, state);
                    }
                }
            }
            ways = next.into_values().collect();
            ways.sort_by_key(|way| (way.cost, way.last));
            if let Some(way) = ways.get(most) {
                self.dropped = self.dropped.min(way.cost.saturating_add(ahead));
            }
            ways.truncate(most);
        }
        for way in &mut ways {
            while let Some(level) = way.open.pop() {
                way.cost += self.close(&level);
            }
        }
        let least = ways.iter().map(|way| way.cost).min().unwrap_or(u32::MAX);
        let best = ways.iter().filter(|way| way.cost == least).filter_map(|way| way.last);
        (least, best.collect())
    }

    /// The way that closes all but `keep` levels and puts the row into the last one left.
    fn step<'s>(&mut self, way: &Way<'s>, keep: usize, at: usize) -> Option<(Way<'s>, State)> {
        let item = self.items.get(at)?;
        let closed = way.open.get(keep..).unwrap_or_default();
        let mut cost = way.cost + closed.iter().map(|level| self.close(level)).sum::<u32>();
        let mut open = way.open.get(..keep)?.to_vec();
        let mut level = Level::clone(open.pop()?.as_ref());
        let own = self.cost(&level, at);
        cost += own;
        level.fields.push(at);
        let parent = level.row;
        let before = at.checked_sub(1);
        let first = level.fields.len() == 1 && level.row == before;
        let forced =
            first && before.and_then(|at| self.items.get(at)).is_some_and(|item| item.opens == Opens::Yes);
        let alone = self.items.iter().take(at).all(|item| item.opens == Opens::No);
        let sure = own == 0 || forced || alone;
        let inner = (item.opens != Opens::No && keep < DEEPEST).then(|| {
            let shape = level.shape.and_then(|shape| shape.fields.get(item.name));
            Level { row: Some(at), shape: shape.filter(|shape| !shape.fields.is_empty()), fields: Vec::new() }
        });
        open.push(Rc::new(level));
        open.extend(inner.map(Rc::new));
        self.steps.push(Step { row: at, parent, before: way.last, sure, equals: Vec::new() });
        let mut state = State::new();
        for level in &open {
            let again = |field: &usize| self.last.get(*field).is_some_and(|last| *last > at);
            state.extend(level.fields.iter().copied().filter(again));
            state.push(usize::MAX);
            state.extend(level.row);
        }
        Some((Way { cost, last: Some(self.steps.len() - 1), open }, state))
    }

    /// What it costs to put a row into a level.
    fn cost(&self, level: &Level<'_>, at: usize) -> u32 {
        let Some(item) = self.items.get(at) else { return 0 };
        let name = |at: &usize| self.items.get(*at).map_or("", |item| item.name);
        let mut cost = match level.shape {
            None => UNSEEN,
            Some(shape) if shape.fields.contains_key(item.name) => 0,
            Some(_) => ABSENT,
        };
        let full = level.row.and_then(|row| self.items.get(row)).is_some_and(|list| list.has_entry);
        if full && !level.fields.is_empty() || level.fields.iter().any(|at| name(at) == item.name) {
            cost += TWICE;
        }
        if self.sorted && level.fields.last().is_some_and(|at| name(at) > item.name) {
            cost += DISORDER;
        }
        // Every response has its id at the root; tags are lists of keys and values, which stay together.
        let misplaced = match level.row {
            Some(_) if item.name == "Value" => {
                let key = at.checked_sub(1).filter(|at| name(at) == "Key");
                key.is_some_and(|key| !level.fields.contains(&key))
            }
            Some(_) => item.name == "RequestId",
            None => matches!(item.name, "Key" | "Value"),
        };
        cost + if misplaced { MISPLACED } else { 0 }
    }

    /// What it costs that nothing more belongs to a level.
    fn close(&self, level: &Level<'_>) -> u32 {
        let Some(item) = level.row.and_then(|row| self.items.get(row)) else { return 0 };
        if level.fields.is_empty() && item.opens == Opens::Yes {
            return EMPTY;
        }
        let Some(shape) = level.shape else { return 0 };
        let has = |name: &str| {
            level.fields.iter().any(|at| self.items.get(*at).is_some_and(|item| item.name == name))
        };
        let absent = shape.fields.keys().filter(|name| !has(name)).count();
        u32::try_from(absent.min(1000)).map_or(0, |absent| absent * UNTOLD)
    }

    /// Adds a way, or joins it with one that goes on the same.
    fn add<'s>(&mut self, ways: &mut HashMap<State, Way<'s>>, way: Way<'s>, state: State) {
        let mut same = match ways.entry(state) {
            Entry::Occupied(same) => same,
            Entry::Vacant(free) => {
                free.insert(way);
                return;
            }
        };
        match way.cost.cmp(&same.get().cost) {
            Ordering::Less => drop(same.insert(way)),
            Ordering::Equal => {
                if let Some(step) = same.get().last.and_then(|last| self.steps.get_mut(last)) {
                    step.equals.extend(way.last);
                }
            }
            Ordering::Greater => {}
        }
    }

    /// What the best ways, given by their last steps, say about each row. `crowded`: there may be others as
    /// good, so that only what the response shows is sure.
    fn decided(&self, mut open: Vec<usize>, crowded: bool) -> Vec<Place> {
        let mut places: Vec<Option<Place>> = vec![None; self.items.len()];
        let mut seen = vec![false; self.steps.len()];
        while let Some(at) = open.pop() {
            let (Some(step), Some(seen)) = (self.steps.get(at), seen.get_mut(at)) else { continue };
            if std::mem::replace(seen, true) {
                continue;
            }
            if let Some(place) = places.get_mut(step.row) {
                *place = Some(match *place {
                    None if crowded && !step.sure => Place::Unknown(step.parent),
                    None => Place::In(step.parent),
                    Some(Place::In(parent)) if parent == step.parent => Place::In(parent),
                    // The innermost of the fields in question is the one to name.
                    Some(Place::In(parent) | Place::Unknown(parent)) => {
                        Place::Unknown(parent.max(step.parent))
                    }
                });
            }
            open.extend(step.before);
            open.extend(&step.equals);
        }
        places.into_iter().map(|place| place.unwrap_or(Place::Unknown(None))).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Item, Opens, Place, places};
    use crate::page::alibaba::sample::Sample;
    use crate::page::facts::Example;

    fn placed(rows: &[(&str, Opens)], sample: &serde_json::Value, sorted: bool) -> Vec<Place> {
        let sample = Sample::of(&[Example { is_request: false, text: sample.to_string(), line: 1 }]);
        let items: Vec<Item<'_>> = rows
            .iter()
            .map(|(name, opens)| Item { name, opens: *opens, has_entry: false, depth: 0 })
            .collect();
        places(&items, &sample.root, sorted)
    }

    #[test]
    fn the_shown_response_says_where_an_object_ends() {
        let rows = [("Jobs", Opens::Yes), ("Id", Opens::No), ("State", Opens::No), ("Total", Opens::No)];
        let sample = json!({"Jobs": [{"Id": "1"}, {"State": "Done"}], "Total": 1});
        let wanted = [Place::In(None), Place::In(Some(0)), Place::In(Some(0)), Place::In(None)];
        assert_eq!(placed(&rows, &sample, false), wanted);
    }

    #[test]
    fn a_name_that_comes_again_belongs_to_another_object() {
        let rows = [
            ("Shards", Opens::Yes),
            ("Port", Opens::No),
            ("Routers", Opens::Yes),
            ("Port", Opens::No),
            ("Port", Opens::No),
        ];
        // The response shows nothing of what the lists hold.
        let found = placed(&rows, &json!({"Shards": [], "Routers": [], "Port": 1}), false);
        assert_eq!(found, [None, Some(0), None, Some(2), None].map(Place::In));
    }

    #[test]
    fn what_nothing_tells_is_unknown() {
        let rows = [("Tags", Opens::Yes), ("Colour", Opens::No), ("Token", Opens::No)];
        let found = placed(&rows, &json!(null), false);
        assert_eq!(found[1], Place::In(Some(0)));
        assert!(matches!(found[2], Place::Unknown(_)), "{found:?}");
    }

    #[test]
    fn a_branch_of_a_tree_does_not_hang_on_a_scalar() {
        let item = |name, opens, depth| Item { name, opens, has_entry: false, depth };
        let items = [
            item("Total", Opens::No, 0),
            item("Id", Opens::No, 1),
            item("Jobs", Opens::Yes, 0),
            item("Id", Opens::No, 1),
        ];
        let wanted = [Place::In(None), Place::Unknown(None), Place::In(None), Place::In(Some(2))];
        assert_eq!(places(&items, &Sample::default().root, true), wanted);
    }

    #[test]
    fn a_wrapped_list_may_be_left_out_of_the_table() {
        let rows = [("Jobs", Opens::Maybe), ("Id", Opens::No), ("Total", Opens::No)];
        let sample = json!({"Jobs": {"Job": [{"Id": "1"}]}, "Total": 1});
        let wanted = [Place::In(None), Place::In(Some(0)), Place::In(None)];
        assert_eq!(placed(&rows, &sample, true), wanted);
    }
}
