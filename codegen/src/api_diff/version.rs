//! The next version that a verdict requires.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::Verdict;

/// A semantic version; build metadata after `+` is ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The major version.
    pub major: u64,
    /// The minor version.
    pub minor: u64,
    /// The patch version.
    pub patch: u64,
    /// The pre-release identifier: `rc.1` in `0.2.0-rc.1`.
    pub pre_release: Option<String>,
}

impl Version {
    /// The lowest version after this one that a release with this verdict may have.
    ///
    /// While the major version is 0, the minor version marks breaking changes, as in cargo: `0.1` and `0.2` are
    /// incompatible. A pre-release promises no compatibility, so its release is next whatever changed.
    #[must_use]
    pub fn next(&self, verdict: Verdict) -> Self {
        let Self { major, minor, patch, ref pre_release } = *self;
        let next = |major, minor, patch| Self { major, minor, patch, pre_release: None };
        match (verdict, major, minor) {
            _ if pre_release.is_some() => next(major, minor, patch),
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
        let (numbers, pre_release) = text
            .split_once('-')
            .map_or((text, None), |(numbers, pre_release)| (numbers, Some(pre_release.to_owned())));
        let numbers: Vec<u64> =
            numbers.split('.').map(|number| number.parse().map_err(|_| ())).collect::<Result<_, _>>()?;
        match *numbers.as_slice() {
            [major, minor, patch] => Ok(Self { major, minor, patch, pre_release }),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        self.pre_release.iter().try_for_each(|pre_release| write!(f, "-{pre_release}"))
    }
}

impl Ord for Version {
    /// A release is greater than its pre-releases, which are compared as text: enough for `rc.1` and `rc.2`.
    fn cmp(&self, other: &Self) -> Ordering {
        let key =
            |version: &Self| (version.major, version.minor, version.patch, version.pre_release.is_none());
        key(self).cmp(&key(other)).then_with(|| self.pre_release.cmp(&other.pre_release))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The versions of both states, and the next version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The version of the old state.
    pub base: Version,
    /// The version of the new state, which may already be raised.
    pub current: Version,
    /// The lowest version that the new state may be released as.
    pub next: Version,
}

impl Release {
    /// Computes the next version from `verdict`, which is none without changes.
    pub fn new(base: Version, current: Version, verdict: Option<Verdict>) -> Self {
        let required = verdict.map_or_else(|| base.clone(), |verdict| base.next(verdict));
        Self { next: required.max(current.clone()), base, current }
    }
}

#[cfg(test)]
mod tests {
    use super::{Release, Version};
    use crate::api_diff::Verdict;

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
            let next = [Verdict::Major, Verdict::Minor, Verdict::Patch].map(|by| version(from).next(by));
            assert_eq!(next.map(|next| next.to_string()), [major, minor, patch], "{from}");
        }
    }

    #[test]
    fn a_version_that_is_already_raised_is_kept() {
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
    fn malformed_versions_are_refused() {
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", "1.2.99999999999999999999"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
