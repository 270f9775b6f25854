//! "Did you mean": finds the nearest name to a misspelt one.

/// The one of `known` that `name` is probably meant to be: another spelling of the same words, or a few letters away.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = letters(name);
    let distances = known.map(|known| (distance(&letters, &self::letters(known)), known));
    let (distance, nearest) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= letters.len() / 3).then_some(nearest)
}

/// Without case and separators, so that Rust's spelling is that of the wire.
fn letters(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The edit distance of two names.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, c) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, d) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(c != d);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_found_if_one_is_near() {
        let meant = |name| nearest(name, ["TotalCount", "Tasks", "RequestId"].into_iter());
        assert_eq!(meant("total_count"), Some("TotalCount"));
        assert_eq!(meant("TotalCuont"), Some("TotalCount"));
        assert_eq!(meant("Task"), Some("Tasks"));
        assert_eq!(meant("requestID"), Some("RequestId"));
        assert_eq!(meant("Backups"), None);
        assert_eq!(meant(""), None);
        assert_eq!(nearest("Tasks", std::iter::empty()), None);
    }
}
