//! The version that a verdict asks for.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::Verdict;

/// A semantic version; what stands behind a `+` is of no interest here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The number that breaks callers when it grows.
    pub major: u64,
    /// The number that grows with the API.
    pub minor: u64,
    /// The number that grows with every release.
    pub patch: u64,
    /// What names a version before the release: `rc.1` in `0.2.0-rc.1`.
    pub before: Option<String>,
}

impl Version {
    /// The least version that a release with this verdict may have after this one.
    ///
    /// While the first number is 0 the next one takes its part, as cargo has it: `0.1` and `0.2` are
    /// incompatible. A version before a release promises nothing: that release is next, whatever changed.
    #[must_use]
    pub fn after(&self, verdict: Verdict) -> Self {
        let Self { major, minor, patch, ref before } = *self;
        let next = |major, minor, patch| Self { major, minor, patch, before: None };
        match (verdict, major, minor) {
            _ if before.is_some() => next(major, minor, patch),
            (_, 0, 0) => next(0, 0, patch.saturating_add(1)),
            (Verdict::Major, 0, _) => next(0, minor.saturating_add(1), 0),
            (_, 0, _) => next(0, minor, patch.saturating_add(1)),
            (Verdict::Major, ..) => next(major.saturating_add(1), 0, 0),
            (Verdict::Minor, ..) => next(major, minor.saturating_add(1), 0),
            (Verdict::Patch, ..) => next(major, minor, patch.saturating_add(1)),
        }
    }
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.split_once('+').map_or(text, |(version, _)| version);
        let (numbers, before) =
            text.split_once('-').map_or((text, None), |(numbers, before)| (numbers, Some(before.to_owned())));
        let numbers: Vec<u64> =
            numbers.split('.').map(|number| number.parse().map_err(|_| ())).collect::<Result<_, _>>()?;
        match *numbers.as_slice() {
            [major, minor, patch] => Ok(Self { major, minor, patch, before }),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        self.before.iter().try_for_each(|before| write!(f, "-{before}"))
    }
}

impl Ord for Version {
    /// A release is greater than what comes before it. Versions before one release are in the order of the
    /// alphabet, which is enough here.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |of: &Self| (of.major, of.minor, of.patch, of.before.is_none());
        key(self).cmp(&key(other)).then_with(|| self.before.cmp(&other.before))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The versions around a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The version of the old state.
    pub base: Version,
    /// The version of the new state: somebody may have raised it already.
    pub current: Version,
    /// The least version that the new state may be released as.
    pub next: Version,
}

impl Release {
    /// What `verdict` asks for.
    pub fn new(base: Version, current: Version, verdict: Option<Verdict>) -> Self {
        let needed = verdict.map_or_else(|| base.clone(), |verdict| base.after(verdict));
        Self { next: needed.max(current.clone()), base, current }
    }
}

#[cfg(test)]
mod tests {
    use super::{Release, Version};
    use crate::change::Verdict;

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn versions_grow_as_cargo_compares_them() {
        for (from, major, minor, patch) in [
            ("0.1.0", "0.2.0", "0.1.1", "0.1.1"),
            ("0.3.7", "0.4.0", "0.3.8", "0.3.8"),
            ("0.0.4", "0.0.5", "0.0.5", "0.0.5"),
            ("1.2.3", "2.0.0", "1.3.0", "1.2.4"),
            ("1.2.3+build.4-5", "2.0.0", "1.3.0", "1.2.4"),
            ("2.0.0-rc.1", "2.0.0", "2.0.0", "2.0.0"),
        ] {
            let next = [Verdict::Major, Verdict::Minor, Verdict::Patch].map(|by| version(from).after(by));
            assert_eq!(next.map(|next| next.to_string()), [major, minor, patch], "{from}");
        }
    }

    #[test]
    fn a_version_that_was_raised_already_is_enough() {
        let next = |current: &str, verdict| {
            Release::new(version("0.1.0"), version(current), verdict).next.to_string()
        };
        assert_eq!(next("0.1.0", Some(Verdict::Major)), "0.2.0");
        assert_eq!(next("0.1.1", Some(Verdict::Major)), "0.2.0");
        assert_eq!(next("0.2.0", Some(Verdict::Major)), "0.2.0");
        assert_eq!(next("0.2.0-rc.1", Some(Verdict::Major)), "0.2.0");
        assert_eq!(next("0.2.0-rc.1", Some(Verdict::Minor)), "0.2.0-rc.1");
        assert_eq!(next("0.1.0", None), "0.1.0");
    }

    #[test]
    fn what_is_no_version_is_none() {
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", "1.2.99999999999999999999"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
