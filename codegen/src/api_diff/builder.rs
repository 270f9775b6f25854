//! Collects changes, each with the provider, service and operation that it belongs to.

use super::{Aspect, Change, ChangeKind, Verdict};

/// The changes found so far, and the scope of the next one.
#[derive(Default)]
pub(super) struct DiffBuilder {
    changes: Vec<Change>,
    provider: String,
    service: Option<String>,
    operation: Option<String>,
}

impl DiffBuilder {
    /// Sets the scope to a provider.
    pub(super) fn set_provider(&mut self, name: &str) {
        name.clone_into(&mut self.provider);
        (self.service, self.operation) = (None, None);
    }

    /// Sets the scope to a service of the current provider.
    pub(super) fn set_service(&mut self, name: &str) {
        (self.service, self.operation) = (Some(name.to_owned()), None);
    }

    /// Sets the scope to an operation of the current service, or to the service itself.
    pub(super) fn set_operation(&mut self, name: Option<&str>) {
        self.operation = name.map(str::to_owned);
    }

    /// Adds a change in the current scope.
    pub(super) fn add(&mut self, mut change: Change) {
        change.provider.clone_from(&self.provider);
        change.service.clone_from(&self.service);
        change.operation.clone_from(&self.operation);
        self.changes.push(change);
    }

    /// Adds a documentation change of `item` if `old` and `new` differ.
    pub(super) fn add_docs(&mut self, item: &str, old: &str, new: &str) {
        if old != new {
            let change = Change::patch(ChangeKind::Changed, Aspect::Docs, item, "has other documentation")
                .values(old, new)
                .reason("Only documentation changes.");
            self.add(change);
        }
    }

    /// The number of changes found so far.
    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }

    /// Returns all changes, sorted by provider, service and operation; those of a service itself come first.
    pub(super) fn finish(mut self) -> Vec<Change> {
        self.changes.sort_by(|one, other| {
            let scope =
                |change: &Change| (change.provider.clone(), change.service.clone(), change.operation.clone());
            scope(one).cmp(&scope(other))
        });
        self.changes
    }
}

impl Change {
    fn new(verdict: Verdict, kind: ChangeKind, aspect: Aspect, item: &str, summary: &str) -> Self {
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

    pub(super) fn major(kind: ChangeKind, aspect: Aspect, item: &str, summary: &str) -> Self {
        Self::new(Verdict::Major, kind, aspect, item, summary)
    }

    pub(super) fn minor(kind: ChangeKind, aspect: Aspect, item: &str, summary: &str) -> Self {
        Self::new(Verdict::Minor, kind, aspect, item, summary)
    }

    pub(super) fn patch(kind: ChangeKind, aspect: Aspect, item: &str, summary: &str) -> Self {
        Self::new(Verdict::Patch, kind, aspect, item, summary)
    }

    /// Sets the name on the wire.
    pub(super) fn wire(mut self, name: &str) -> Self {
        self.wire = Some(name.to_owned());
        self
    }

    /// Sets the old and the new value; either may be absent.
    pub(super) fn values(mut self, old: impl IntoText, new: impl IntoText) -> Self {
        (self.old, self.new) = (old.into_text(), new.into_text());
        self
    }

    /// Sets the reason for the verdict.
    pub(super) fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}

/// An old or new value, which may be absent.
pub(super) trait IntoText {
    fn into_text(self) -> Option<String>;
}

impl IntoText for &str {
    fn into_text(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl IntoText for String {
    fn into_text(self) -> Option<String> {
        Some(self)
    }
}

impl<S: IntoText> IntoText for Option<S> {
    fn into_text(self) -> Option<String> {
        self.and_then(S::into_text)
    }
}
