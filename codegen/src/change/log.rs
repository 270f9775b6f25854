//! The changes as they are found, each with its place.

use super::{Aspect, Change, Kind, Verdict};

/// Changes, and the place that the next ones belong to.
#[derive(Default)]
pub(super) struct Log {
    changes: Vec<Change>,
    provider: String,
    service: Option<String>,
    operation: Option<String>,
}

impl Log {
    /// What follows belongs to a provider.
    pub(super) fn provider(&mut self, name: &str) {
        name.clone_into(&mut self.provider);
        (self.service, self.operation) = (None, None);
    }

    /// What follows belongs to a service of the provider.
    pub(super) fn service(&mut self, name: &str) {
        (self.service, self.operation) = (Some(name.to_owned()), None);
    }

    /// What follows belongs to an operation of the service, or to none of them.
    pub(super) fn operation(&mut self, name: Option<&str>) {
        self.operation = name.map(str::to_owned);
    }

    /// Notes a change at the current place.
    pub(super) fn add(&mut self, mut change: Change) {
        change.provider.clone_from(&self.provider);
        change.service.clone_from(&self.service);
        change.operation.clone_from(&self.operation);
        self.changes.push(change);
    }

    /// Notes that only the documentation of `item` differs, if it does.
    pub(super) fn docs(&mut self, item: &str, old: &str, new: &str) {
        if old != new {
            let change = Change::patch(Kind::Changed, Aspect::Docs, item, "is documented otherwise")
                .values(old, new)
                .because("Only documentation changes.");
            self.add(change);
        }
    }

    /// How many changes there are so far.
    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }

    /// All changes, those of one place together: first of the service itself, then by operation.
    pub(super) fn finish(mut self) -> Vec<Change> {
        self.changes.sort_by(|one, other| {
            let place =
                |change: &Change| (change.provider.clone(), change.service.clone(), change.operation.clone());
            place(one).cmp(&place(other))
        });
        self.changes
    }
}

impl Change {
    fn new(verdict: Verdict, kind: Kind, aspect: Aspect, item: &str, summary: &str) -> Self {
        Self {
            verdict,
            kind,
            aspect,
            provider: String::new(),
            service: None,
            operation: None,
            item: item.to_owned(),
            wire: None,
            summary: summary.to_owned(),
            old: None,
            new: None,
            reason: String::new(),
        }
    }

    pub(super) fn major(kind: Kind, aspect: Aspect, item: &str, summary: &str) -> Self {
        Self::new(Verdict::Major, kind, aspect, item, summary)
    }

    pub(super) fn minor(kind: Kind, aspect: Aspect, item: &str, summary: &str) -> Self {
        Self::new(Verdict::Minor, kind, aspect, item, summary)
    }

    pub(super) fn patch(kind: Kind, aspect: Aspect, item: &str, summary: &str) -> Self {
        Self::new(Verdict::Patch, kind, aspect, item, summary)
    }

    /// With the name on the wire.
    pub(super) fn wire(mut self, name: &str) -> Self {
        self.wire = Some(name.to_owned());
        self
    }

    /// With how it was and how it is; an absent side is left out.
    pub(super) fn values(mut self, old: impl Shown, new: impl Shown) -> Self {
        (self.old, self.new) = (old.shown(), new.shown());
        self
    }

    /// With the reason for the verdict.
    pub(super) fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}

/// One side of a change, which may be absent.
pub(super) trait Shown {
    fn shown(self) -> Option<String>;
}

impl Shown for &str {
    fn shown(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl Shown for String {
    fn shown(self) -> Option<String> {
        Some(self)
    }
}

impl<S: Shown> Shown for Option<S> {
    fn shown(self) -> Option<String> {
        self.and_then(S::shown)
    }
}
