//! The comparison of two sides.

use serde_json::Value;

use super::contract::{Code, Contract, Origin, Place, Said};
use super::difference::{Aspect, Class, Difference, Of};
use super::{fields, find, host};

/// All differences between two sides, the operation's own first, then those of its parameters, its
/// response and its error codes.
///
/// `new` is a page. `old` is a spec or an older page.
pub fn compare(old: &Contract, new: &Contract) -> Vec<Difference> {
    let mut comparison = Comparison { old, new, found: Vec::new() };
    comparison.operation();
    fields::compare(&mut comparison, Of::Param);
    fields::compare(&mut comparison, Of::Response);
    comparison.errors();
    comparison.found
}

pub(super) struct Comparison<'a> {
    pub(super) old: &'a Contract,
    pub(super) new: &'a Contract,
    pub(super) found: Vec<Difference>,
}

/// What both sides say about one property of one thing.
pub(super) struct Claim<'a, T> {
    pub(super) of: Of,
    pub(super) name: &'a str,
    pub(super) labels: (&'a str, &'a str),
    pub(super) aspect: Aspect,
    /// Where the old side would say what it does not.
    pub(super) at: Option<&'a Place>,
    pub(super) old: Option<&'a Said<T>>,
    pub(super) new: Option<&'a Said<T>>,
}

impl Comparison<'_> {
    /// Whether both sides are pages.
    pub(super) fn of_pages(&self) -> bool {
        self.old.origin == Origin::Page
    }

    /// Whether the page is known to be no newer than the one that the spec follows.
    pub(super) fn is_no_newer_page(&self) -> bool {
        let dates = self.new.updated.as_ref().zip(self.old.updated.as_ref());
        dates.is_some_and(|(page, spec)| page.value <= spec.value)
    }

    /// Compares one property. `class` says what to call two different claims, and `None` for equal ones.
    ///
    /// One silent side decides: a page's silence is unknown, a spec's means that it is not so.
    pub(super) fn claim<T>(
        &mut self,
        claim: &Claim<'_, T>,
        class: impl Fn(&T, &T) -> Option<Class>,
        show: impl Fn(&T) -> Value,
    ) {
        let class = match (claim.old, claim.new) {
            (None, None) => return,
            (Some(old), Some(new)) => match class(&old.value, &new.value) {
                Some(class) => class,
                None => return,
            },
            (None, Some(_)) if !self.of_pages() => Class::Added,
            _ => Class::Unknown,
        };
        self.push(claim, class, show);
    }

    pub(super) fn push<T>(&mut self, claim: &Claim<'_, T>, class: Class, show: impl Fn(&T) -> Value) {
        self.found.push(Difference {
            class,
            of: claim.of,
            name: claim.name.to_owned(),
            labels: (claim.labels.0.to_owned(), claim.labels.1.to_owned()),
            aspect: Some(claim.aspect),
            old: claim.old.map(|said| show(&said.value)),
            new: claim.new.map(|said| show(&said.value)),
            old_at: claim.old.map(|said| said.at.clone()).or_else(|| claim.at.cloned()),
            new_at: claim.new.map(|said| said.at.clone()),
        });
    }

    /// Where the old side would say what it does not.
    pub(super) fn section(&self, of: Of) -> Option<Place> {
        let sections = self.old.sections.as_ref()?;
        Some(match of {
            Of::Operation => sections.operation.clone(),
            Of::Param => sections.params.clone(),
            Of::Response => sections.response.clone(),
            Of::Error => sections.errors.clone(),
        })
    }

    fn operation(&mut self) {
        let (old, new) = (self.old, self.new);
        let unequal = |one: &String, other: &String| (one != other).then_some(Class::Changed);
        let section = self.section(Of::Operation);
        let of = |aspect, old, new| Claim {
            of: Of::Operation,
            name: "",
            labels: ("", ""),
            aspect,
            at: section.as_ref(),
            old,
            new,
        };
        let text = |text: &String| Value::from(text.as_str());

        self.claim(
            &of(Aspect::Method, old.method.as_ref(), new.method.as_ref()),
            |one, other| (!one.eq_ignore_ascii_case(other)).then_some(Class::Changed),
            text,
        );
        self.claim(
            &of(Aspect::Path, old.path.as_ref(), new.path.as_ref()),
            |one, other| (find::shape(one) != find::shape(other)).then_some(Class::Changed),
            text,
        );
        self.claim(
            &of(Aspect::Host, old.hosts.first(), new.hosts.first()),
            |one, other| match old.origin {
                _ if one == other => None,
                _ if host::is_placeholder(one) || host::is_placeholder(other) => Some(Class::Unknown),
                Origin::Page => unequal(one, other),
                Origin::Spec => {
                    let fits = old.hosts.iter().any(|template| host::fits(&template.value, other));
                    (!fits).then_some(Class::Changed)
                }
            },
            text,
        );
        self.claim(&of(Aspect::Version, old.version.as_ref(), new.version.as_ref()), unequal, text);
        self.claim(
            &Claim {
                of: Of::Operation,
                name: "",
                labels: ("", ""),
                aspect: Aspect::Rate,
                at: section.as_ref(),
                old: old.rate.as_ref(),
                new: new.rate.as_ref(),
            },
            |one, other| (one != other).then_some(Class::Changed),
            |rate| Value::from(*rate),
        );
        self.claim(&of(Aspect::Permission, old.permission.as_ref(), new.permission.as_ref()), unequal, text);
        // Two pages of an operation are of two dates; a spec tells the date of the page that it follows.
        if !self.of_pages() {
            self.claim(
                &of(Aspect::Date, old.updated.as_ref(), new.updated.as_ref()),
                |spec, page| match page.cmp(spec) {
                    std::cmp::Ordering::Greater => Some(Class::Changed),
                    std::cmp::Ordering::Less => Some(Class::Older),
                    std::cmp::Ordering::Equal => None,
                },
                text,
            );
        }
    }

    fn errors(&mut self) {
        let (old, new) = (self.old, self.new);
        let Some(page) = &new.errors else {
            if old.errors.as_ref().is_some_and(|codes| !codes.is_empty()) {
                let section = self.section(Of::Error);
                let silent: Claim<'_, ()> = Claim {
                    of: Of::Operation,
                    name: "",
                    labels: ("", ""),
                    aspect: Aspect::Errors,
                    at: section.as_ref(),
                    old: None,
                    new: None,
                };
                self.push(&silent, Class::Unknown, |()| Value::Null);
            }
            return;
        };
        let mut added: Vec<&Code> = Vec::new();
        for (at, code) in page.iter().enumerate() {
            // Pages list a code once for each of its messages; the first row stands for all.
            if page.iter().take(at).any(|seen| seen.code == code.code) {
                continue;
            }
            match old.errors.iter().flatten().find(|before| before.code == code.code) {
                None => added.push(code),
                Some(before) => self.status(&before.code, page),
            }
        }
        if !old.errors_are_the_services {
            let is_gone = |code: &&Code| page.iter().all(|other| other.code != code.code);
            for code in old.errors.iter().flatten().filter(is_gone) {
                self.error(Class::Removed, None, (http(code), None), Some(code), None);
            }
        }
        // The page before had no list: what is on it now may have been true all the time.
        let class = if old.errors.is_some() { Class::Added } else { Class::Unknown };
        added.sort_by(|one, other| one.code.cmp(&other.code));
        for code in added {
            self.error(class, None, (None, http(code)), None, Some(code));
        }
    }

    /// Compares the HTTP status of a code that both sides have. Rows that do not agree with each other say
    /// nothing, unless one agrees with the old side.
    fn status(&mut self, code: &str, page: &[Code]) {
        let (before, after) = (statuses(self.old.errors.iter().flatten(), code), statuses(page, code));
        let (Some((one, old)), Some((other, new))) = (before.first(), after.first()) else {
            return;
        };
        if before.iter().any(|(status, _)| after.iter().any(|(other, _)| status == other)) {
            return;
        }
        let class = if before.len() == 1 && after.len() == 1 { Class::Changed } else { Class::Unknown };
        let values = (Some((*one).into()), Some((*other).into()));
        self.error(class, Some(Aspect::Http), values, Some(old), Some(new));
    }

    fn error(
        &mut self,
        class: Class,
        aspect: Option<Aspect>,
        values: (Option<Value>, Option<Value>),
        old: Option<&Code>,
        new: Option<&Code>,
    ) {
        let name = new.or(old).map(|code| code.code.clone()).unwrap_or_default();
        self.found.push(Difference {
            class,
            of: Of::Error,
            labels: (name.clone(), name.clone()),
            name,
            aspect,
            old: values.0,
            new: values.1,
            old_at: old.map(|code| code.at.clone()).or_else(|| self.section(Of::Error)),
            new_at: new.map(|code| code.at.clone()),
        });
    }
}

fn http(code: &Code) -> Option<Value> {
    code.http.map(Value::from)
}

/// The different statuses that rows give a code, each with its first row.
fn statuses<'c>(rows: impl IntoIterator<Item = &'c Code>, code: &str) -> Vec<(u16, &'c Code)> {
    let mut found: Vec<(u16, &Code)> = Vec::new();
    for row in rows.into_iter().filter(|row| row.code == code) {
        if let Some(status) = row.http.filter(|status| found.iter().all(|(known, _)| known != status)) {
            found.push((status, row));
        }
    }
    found
}
