//! Suggestions ("did you mean") and lists in sentences.

/// The candidate that is most similar to `name`, if one is similar enough.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    // As in rustc, up to a third of the letters may differ. Case and `_` are ignored.
    let allowed = (folded.chars().count().max(3)) / 3;
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let closest_candidate = candidates
        .iter()
        .map(|candidate| (distance(&folded, candidate), *candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate);
    closest_candidate.or_else(|| {
        // One is an abbreviation of the other: `integer` and `int`, `resp` and `response`.
        let mut abbreviated =
            candidates.iter().filter(|candidate| is_abbreviation(&folded, &fold(candidate)));
        abbreviated.next().copied().filter(|_| abbreviated.next().is_none())
    })
}

fn is_abbreviation(one: &str, other: &str) -> bool {
    one.len().min(other.len()) >= 3 && (one.starts_with(other) || other.starts_with(one))
}

fn distance(folded: &str, candidate: &str) -> usize {
    strsim::damerau_levenshtein(folded, &fold(candidate))
}

fn fold(name: &str) -> String {
    // Comparing names of thousands of letters would take minutes.
    let letters = name.chars().filter(|c| !matches!(c, '_' | '-'));
    letters.take(100).flat_map(char::to_lowercase).collect()
}

/// Joins names as `` `a`, `b` and `c` ``, at most twelve.
pub fn join_list<'a>(names: impl IntoIterator<Item = &'a str>, last: &str) -> String {
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
    use super::{closest, join_list};

    #[test]
    fn similar_names_are_suggested() {
        assert_eq!(closest("Limti", ["Offset", "Limit"]), Some("Limit"));
        assert_eq!(closest("instance_id", ["InstanceId"]), Some("InstanceId"));
        assert_eq!(closest("Region", ["Offset", "Limit"]), None);
        assert_eq!(closest("integer", ["string", "int"]), Some("int"));
        assert_eq!(closest("Back", ["BackupId", "BackupName"]), None, "either could be meant");
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(join_list(["a"], "and"), "`a`");
        assert_eq!(join_list(["a", "b", "c"], "or"), "`a`, `b` or `c`");
        let many: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        assert!(join_list(many.iter().map(String::as_str), "and").ends_with("`11` and 8 more"));
    }
}
