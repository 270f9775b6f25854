//! "Did you mean", and lists in sentences.

/// The candidate that a person most likely meant by `name`.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    // A third of the letters may be wrong, as in rustc; a name that differs in case or in `_` alone always counts.
    let allowed = (folded.chars().count().max(3)) / 3;
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let near = candidates
        .iter()
        .map(|candidate| (distance(&folded, candidate), *candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate);
    near.or_else(|| {
        // One is short for the other: `integer` and `int`, `resp` and `response`.
        let mut short = candidates.iter().filter(|candidate| is_short_for(&folded, &fold(candidate)));
        short.next().copied().filter(|_| short.next().is_none())
    })
}

fn is_short_for(one: &str, other: &str) -> bool {
    one.len().min(other.len()) >= 3 && (one.starts_with(other) || other.starts_with(one))
}

fn distance(folded: &str, candidate: &str) -> usize {
    strsim::damerau_levenshtein(folded, &fold(candidate))
}

fn fold(name: &str) -> String {
    // Compared in full, a name of thousands of letters would take minutes.
    let letters = name.chars().filter(|c| !matches!(c, '_' | '-'));
    letters.take(100).flat_map(char::to_lowercase).collect()
}

/// `` `a`, `b` and `c` ``, cut after a dozen.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    const SHOWN: usize = 12;
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN + 1 {
        let more = names.len() - SHOWN;
        names.truncate(SHOWN);
        names.push(format!("{more} more"));
    }
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{closest, listed};

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        assert_eq!(closest("Limti", ["Offset", "Limit"]), Some("Limit"));
        assert_eq!(closest("instance_id", ["InstanceId"]), Some("InstanceId"));
        assert_eq!(closest("Region", ["Offset", "Limit"]), None);
        assert_eq!(closest("integer", ["string", "int"]), Some("int"));
        assert_eq!(closest("Back", ["BackupId", "BackupName"]), None, "either could be meant");
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(listed(["a"], "and"), "`a`");
        assert_eq!(listed(["a", "b", "c"], "or"), "`a`, `b` or `c`");
        let many: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        assert!(listed(many.iter().map(String::as_str), "and").ends_with("`11` and 8 more"));
    }
}
