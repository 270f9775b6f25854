//! Finds repeated pages.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// How often rows may differ from the row before them, in consecutive repeated pages.
///
/// Equal rows prove nothing: a log may repeat one line for pages. Lists do not repeat several different rows in the
/// same order, page by page.
const MAX_DIFFERENCES: usize = 4;

/// The maximum number of consecutive repeated pages whose rows are all equal.
const MAX_EQUAL_PAGES: u32 = 100;

/// The pages so far, and the evidence for a cycle.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    seen: HashSet<u64>,
    /// Repeated pages since the last new one.
    pages: u32,
    /// Rows in those pages that differ from the row before them.
    differences: usize,
    last: Option<u64>,
}

impl Repeats {
    /// Adds the rows of a page; returns whether it is a repeated page.
    pub(super) fn came_before(&mut self, rows: &[u64]) -> bool {
        let page = BuildHasherDefault::<DefaultHasher>::default().hash_one(rows);
        if self.seen.insert(page) {
            (self.pages, self.differences, self.last) = (0, 0, None);
            return false;
        }
        self.pages = self.pages.saturating_add(1);
        for row in rows {
            if self.last.is_some_and(|last| last != *row) {
                self.differences = self.differences.saturating_add(1);
            }
            self.last = Some(*row);
        }
        true
    }

    /// Whether so much was repeated that the service must be in a cycle. If the service counts the rows and more
    /// follow, any single page may be repeated.
    pub(super) fn is_circle(&self, is_counted: bool) -> bool {
        let tolerated = u32::from(is_counted);
        (self.differences >= MAX_DIFFERENCES && self.pages > tolerated) || self.pages >= MAX_EQUAL_PAGES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many pages come before a circle is found; `None` when it is not among 1,000.
    fn found(pages: &[&[u64]]) -> Option<usize> {
        let mut repeats = Repeats::default();
        let mut cycle = pages.iter().cycle().take(1000);
        cycle.position(|page| repeats.came_before(page) && repeats.is_circle(false))
    }

    #[test]
    fn circles_of_any_period_are_found() {
        assert_eq!(found(&[&[1, 2, 3, 4, 5]]), Some(1), "many different rows once more are enough");
        assert_eq!(found(&[&[1, 2]]), Some(3));
        assert_eq!(found(&[&[1], &[2]]), Some(6));
        assert_eq!(found(&[&[7, 7, 7]]), Some(100), "equal rows are not told apart");
        let pages: Vec<[u64; 3]> = (0..300).map(|page| [page, page + 1, page + 2]).collect();
        let pages: Vec<&[u64]> = pages.iter().map(<[u64; 3]>::as_slice).collect();
        assert_eq!(found(&pages), Some(301));
    }

    #[test]
    fn a_new_page_takes_the_suspicion_away() {
        let mut repeats = Repeats::default();
        for page in 0..1000 {
            assert!(!repeats.came_before(&[1, 2, page + 3]));
            assert!(page == 0 || repeats.came_before(&[1, 2, page + 2]));
            assert!(!repeats.is_circle(false));
        }
    }
}
