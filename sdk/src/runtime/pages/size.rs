//! The page size if the caller set none.

use super::super::named;
use super::super::record::Record;
use super::super::table::Check;
use super::super::value::View;

/// A documented page size up to this was chosen by the vendor. Larger ones are usually the limits of integer types.
const MAX_SENSIBLE_ROWS: i64 = 1_000;

/// The page size if the largest documented one is above [`MAX_SENSIBLE_ROWS`].
const DEFAULT_ROWS: i64 = 100;

/// Sets the field `size` of `request`, if it is not set, to the largest sensible page size that its spec allows.
/// Without a documented maximum it stays unset, and the service decides.
pub(super) fn choose(request: &mut dyn Record, size: &str) {
    let Some((_, field)) = named::find(request, size) else {
        return;
    };
    if let (View::Absent, Some(rows)) = (named::view(request, size), sensible(field.checks)) {
        named::set(request, size, &rows.to_string());
    }
}

fn sensible(checks: &[Check]) -> Option<i64> {
    checks.iter().find_map(|check| match check {
        Check::Range(_, i64::MAX) => None,
        Check::Range(_, most) if *most <= MAX_SENSIBLE_ROWS => Some(*most),
        Check::Range(least, _) => Some(DEFAULT_ROWS.max(*least)),
        Check::OneOfInt(sizes) => {
            let fitting = sizes.iter().filter(|size| **size <= MAX_SENSIBLE_ROWS).max();
            fitting.or(sizes.iter().min()).copied()
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_sensible_size_is_chosen() {
        let within = |least, most| sensible(&[Check::Length(1, 2), Check::Range(least, most)]);
        assert_eq!(within(1, 50), Some(50));
        assert_eq!(within(1, 1_000), Some(1_000));
        assert_eq!(within(1, 1_001), Some(100));
        assert_eq!(within(1, i64::from(i32::MAX)), Some(100));
        assert_eq!(within(500, 1_000_000), Some(500));
        assert_eq!(within(1, i64::MAX), None, "an open range has no largest size");
        assert_eq!(sensible(&[Check::OneOfInt(&[30, 50, 100])]), Some(100));
        assert_eq!(sensible(&[Check::OneOfInt(&[10, 1_000_000])]), Some(10));
        assert_eq!(sensible(&[Check::OneOfInt(&[5_000, 2_000])]), Some(2_000));
        assert_eq!(sensible(&[]), None);
    }
}
