//! Error codes and the rules that give them a class.

use std::collections::HashSet;

use super::names;
use crate::diagnostics::{Code as Fault, Diagnostic, Faults, Spanned};
use crate::model::{CodeEnum, ErrorClass, ErrorCode, ErrorMatch, ErrorRule};
use crate::spec;

/// Lowers the provider's rules.
pub(super) fn rules(rules: &[spec::ErrorRule], faults: &mut Faults) -> Vec<ErrorRule> {
    let mut out: Vec<(ErrorRule, &spec::ErrorRule)> = Vec::new();
    for rule in rules {
        let Some(lowered) = one_rule(rule, faults) else { continue };
        if let Some((before, first)) = out.iter().find(|(before, _)| covers(before, &lowered)) {
            let same = before.matches == lowered.matches && before.message == lowered.message;
            let code = if same { Fault::DuplicateErrorCode } else { Fault::ShadowedRule };
            let message = if same {
                "this rule stands twice"
            } else {
                "this rule can never match: one before it catches all of its codes"
            };
            let fault = Diagnostic::new(code, rule.span, message).beside(first.span, "this one comes first");
            faults.push(fault.help("put the narrower rule before the wider one, or leave it out"));
        }
        out.push((lowered, rule));
    }
    out.into_iter().map(|(rule, _)| rule).collect()
}

fn one_rule(rule: &spec::ErrorRule, faults: &mut Faults) -> Option<ErrorRule> {
    let matches = match (&rule.code, &rule.prefix) {
        (Some(code), None) => ErrorMatch::Code(code.value.clone()),
        (None, Some(prefix)) => ErrorMatch::Prefix(prefix.value.clone()),
        (Some(code), Some(prefix)) => {
            let message = "a rule speaks of one `code` or of a `prefix`, not of both";
            faults.push(
                Diagnostic::new(Fault::MeaninglessKey, prefix.span, message).beside(code.span, "the other"),
            );
            return None;
        }
        (None, None) => {
            let message = "this rule does not say which codes it speaks of";
            faults.push(
                Diagnostic::new(Fault::MissingKey, rule.span, message).help("give it a `code` or a `prefix`"),
            );
            return None;
        }
    };
    let http = rule.http.as_ref().and_then(|http| status(http, faults));
    let class = ErrorClass::of_word(&rule.class.as_ref()?.value)?;
    Some(ErrorRule { matches, message: rule.message.clone(), http, class })
}

/// Whether whatever `rule` matches is matched by `before` as well.
fn covers(before: &ErrorRule, rule: &ErrorRule) -> bool {
    let codes = match (&before.matches, &rule.matches) {
        (ErrorMatch::Code(one), ErrorMatch::Code(other)) => one == other,
        (ErrorMatch::Prefix(prefix), ErrorMatch::Code(other) | ErrorMatch::Prefix(other)) => {
            other.starts_with(prefix.as_str())
        }
        (ErrorMatch::Code(_), ErrorMatch::Prefix(_)) => false,
    };
    let messages = match (&before.message, &rule.message) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(part), Some(message)) => message.contains(part.as_str()),
    };
    codes && messages
}

fn status(http: &Spanned<i64>, faults: &mut Faults) -> Option<u16> {
    let status = u16::try_from(http.value).ok().filter(|status| (100..=599).contains(status));
    if status.is_none() {
        let message = format!("`{}` is not an HTTP status", http.value);
        faults.push(Diagnostic::new(Fault::BadStatus, http.span, message).help("it is between 100 and 599"));
    }
    status
}

/// The codes of a service that its operations can name.
#[derive(Clone, Copy)]
pub(super) struct Declared<'s> {
    pub(super) codes: Option<&'s CodeEnum>,
    /// A `service.yaml` that could not be read may well declare more.
    pub(super) are_all: bool,
}

impl Declared<'_> {
    /// What a service itself can name.
    pub(super) const NONE: Self = Self { codes: None, are_all: true };
}

/// Lowers the codes of an operation or a service; `None` when it lists none. `declared` are those that it can name.
/// Without rules nobody can tell which codes lack a class.
pub(super) fn codes(
    name: String,
    doc_of: &[spec::ErrorCode],
    declared: Declared<'_>,
    rules: Option<&[ErrorRule]>,
    faults: &mut Faults,
) -> Option<CodeEnum> {
    if doc_of.is_empty() {
        return None;
    }
    let mut codes: Vec<(ErrorCode, &Spanned<String>)> = Vec::new();
    for code in doc_of {
        let lowered = match code.is_name {
            true => named(&code.code, declared, faults),
            false => one_code(code, rules, faults),
        };
        let Some(lowered) = lowered else { continue };
        if let Some((_, first)) = codes.iter().find(|(before, _)| before.code == lowered.code) {
            let message = format!("the error code `{}` stands twice", lowered.code);
            faults.push(
                Diagnostic::new(Fault::DuplicateErrorCode, code.code.span, message)
                    .beside(first.span, "first here"),
            );
            continue;
        }
        if let Some((before, first)) = codes.iter().find(|(before, _)| before.variant == lowered.variant) {
            let message = format!(
                "the codes `{}` and `{}` are both `{}` in Rust",
                before.code, lowered.code, lowered.variant
            );
            faults.push(
                Diagnostic::new(Fault::NamesMeet, code.code.span, message)
                    .beside(first.span, "the other is here"),
            );
            continue;
        }
        codes.push((lowered, &code.code));
    }
    Some(CodeEnum { name, codes: codes.into_iter().map(|(code, _)| code).collect() })
}

/// A code that the service declares.
fn named(code: &Spanned<String>, declared: Declared<'_>, faults: &mut Faults) -> Option<ErrorCode> {
    let known = declared.codes.map(|codes| codes.codes.as_slice()).unwrap_or_default();
    let found = known.iter().find(|known| known.code == code.value);
    if found.is_none() && declared.are_all {
        let message = format!("`service.yaml` declares no error code `{}`", code.value);
        let fault = Diagnostic::new(Fault::UnknownErrorCode, code.span, message);
        let fault = fault.did_you_mean(&code.value, known.iter().map(|known| known.code.as_str()));
        faults.push(fault.help("declare it under its `errors`, or here: `Code: {class: …, doc: …}`"));
    }
    Some(ErrorCode { is_shared: true, ..found?.clone() })
}

/// Tells of codes of a service that no operation can fail with.
pub(super) fn unused(of: &spec::Service, faults: &mut Faults) {
    // Those that list none can fail with all.
    if of.operations.iter().any(|operation| operation.errors.is_empty()) {
        return;
    }
    let named: HashSet<&str> = of
        .operations
        .iter()
        .flat_map(|operation| &operation.errors)
        .filter(|code| code.is_name)
        .map(|code| code.code.value.as_str())
        .collect();
    for code in of.errors.iter().filter(|code| !named.contains(code.code.value.as_str())) {
        let message = format!("no operation names the error code `{}`", code.code.value);
        let fault = Diagnostic::new(Fault::UnusedErrorCode, code.code.span, message);
        faults.push(fault.help("name it where it can come, or leave it out"));
    }
}

fn one_code(code: &spec::ErrorCode, rules: Option<&[ErrorRule]>, faults: &mut Faults) -> Option<ErrorCode> {
    let text = code.code.value.as_str();
    let variant = names::camel(text).map(|camel| names::variant(&camel));
    if variant.is_none() || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        let message = format!("`{text}` is not written as error codes are");
        let fault = Diagnostic::new(Fault::BadName, code.code.span, message);
        faults.push(fault.help("a code has letters and digits of ASCII, and no spaces"));
        return None;
    }
    let rule = rules.unwrap_or_default().iter().find(|rule| {
        let matches = match &rule.matches {
            ErrorMatch::Code(whole) => whole == text,
            ErrorMatch::Prefix(prefix) => text.starts_with(prefix.as_str()),
        };
        matches && rule.message.is_none()
    });
    let own = code.http.as_ref().and_then(|http| status(http, faults));
    let class = code.class.as_ref().and_then(|class| ErrorClass::of_word(&class.value));
    let class = class.or(rule.map(|rule| rule.class));
    if class.is_none() && !code.says_class && rules.is_some() {
        let message = format!("`{text}` has no class, and no rule of the provider gives it one");
        let fault = Diagnostic::new(Fault::ErrorWithoutClass, code.code.span, message);
        faults.push(fault.help("say its `class`, or add a rule to `provider.yaml`"));
    }
    let http = own.or(rule.and_then(|rule| rule.http));
    Some(ErrorCode {
        code: text.to_owned(),
        variant: variant?,
        http,
        class: class?,
        doc: code.doc.clone(),
        is_shared: false,
    })
}
