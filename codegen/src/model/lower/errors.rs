//! Lowers error codes and the rules that classify them.

use std::collections::HashSet;

use super::names;
use crate::diagnostics::{Code as DiagnosticCode, Diagnostic, Diagnostics, Spanned};
use crate::model::{CodeEnum, ErrorClass, ErrorCode, ErrorMatch, ErrorRule};
use crate::spec;

/// Lowers the provider's rules.
pub(super) fn lower_rules(rules: &[spec::ErrorRule], diagnostics: &mut Diagnostics) -> Vec<ErrorRule> {
    let mut out: Vec<(ErrorRule, &spec::ErrorRule)> = Vec::new();
    for rule in rules {
        let Some(lowered) = lower_rule(rule, diagnostics) else { continue };
        if let Some((before, first)) = out.iter().find(|(before, _)| covers(before, &lowered)) {
            let same = before.matches == lowered.matches && before.message == lowered.message;
            let code = if same { DiagnosticCode::DuplicateErrorCode } else { DiagnosticCode::ShadowedRule };
            let message = if same {
                "this rule is a duplicate"
            } else {
                "this rule never matches: an earlier rule matches all of its codes"
            };
            let diagnostic =
                Diagnostic::new(code, rule.span, message).secondary(first.span, "the earlier rule");
            diagnostics.push(diagnostic.help("move the more specific rule up, or remove it"));
        }
        out.push((lowered, rule));
    }
    out.into_iter().map(|(rule, _)| rule).collect()
}

fn lower_rule(rule: &spec::ErrorRule, diagnostics: &mut Diagnostics) -> Option<ErrorRule> {
    let matches = match (&rule.code, &rule.prefix) {
        (Some(code), None) => ErrorMatch::Code(code.value.clone()),
        (None, Some(prefix)) => ErrorMatch::Prefix(prefix.value.clone()),
        (Some(code), Some(prefix)) => {
            let message = "a rule has either a `code` or a `prefix`, not both";
            diagnostics.push(
                Diagnostic::new(DiagnosticCode::MeaninglessKey, prefix.span, message)
                    .secondary(code.span, "the code"),
            );
            return None;
        }
        (None, None) => {
            let message = "this rule has neither a `code` nor a `prefix`";
            diagnostics.push(
                Diagnostic::new(DiagnosticCode::MissingKey, rule.span, message)
                    .help("add a `code` or a `prefix`"),
            );
            return None;
        }
    };
    let http = rule.http.as_ref().and_then(|http| parse_status(http, diagnostics));
    let class = ErrorClass::from_word(&rule.class.as_ref()?.value)?;
    Some(ErrorRule { matches, message: rule.message.clone(), http, class })
}

/// Whether `before` matches everything that `rule` matches.
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

fn parse_status(http: &Spanned<i64>, diagnostics: &mut Diagnostics) -> Option<u16> {
    let status = u16::try_from(http.value).ok().filter(|status| (100..=599).contains(status));
    if status.is_none() {
        let message = format!("`{}` is not an HTTP status", http.value);
        diagnostics.push(
            Diagnostic::new(DiagnosticCode::BadStatus, http.span, message)
                .help("a status is between 100 and 599"),
        );
    }
    status
}

/// The declared codes of a service, which its operations can name.
#[derive(Clone, Copy)]
pub(super) struct Declared<'s> {
    pub(super) codes: Option<&'s CodeEnum>,
    /// Whether these are all. A `service.yaml` that could not be read may declare more.
    pub(super) is_complete: bool,
}

impl Declared<'_> {
    /// The codes that a service itself can name.
    pub(super) const NONE: Self = Self { codes: None, is_complete: true };
}

/// Lowers the codes of an operation or a service; `None` if it has none. `declared` are those that it can name. Without
/// `rules`, codes without a class are not reported.
pub(super) fn lower_codes(
    name: String,
    declarations: &[spec::ErrorCode],
    declared: Declared<'_>,
    rules: Option<&[ErrorRule]>,
    diagnostics: &mut Diagnostics,
) -> Option<CodeEnum> {
    if declarations.is_empty() {
        return None;
    }
    let mut codes: Vec<(ErrorCode, &Spanned<String>)> = Vec::new();
    for code in declarations {
        let lowered = match code.is_reference {
            true => shared_code(&code.code, declared, diagnostics),
            false => lower_code(code, rules, diagnostics),
        };
        let Some(lowered) = lowered else { continue };
        if let Some((_, first)) = codes.iter().find(|(before, _)| before.code == lowered.code) {
            let message = format!("the error code `{}` is declared twice", lowered.code);
            diagnostics.push(
                Diagnostic::new(DiagnosticCode::DuplicateErrorCode, code.code.span, message)
                    .secondary(first.span, "first here"),
            );
            continue;
        }
        if let Some((before, first)) = codes.iter().find(|(before, _)| before.variant == lowered.variant) {
            let message = format!(
                "the codes `{}` and `{}` are both `{}` in Rust",
                before.code, lowered.code, lowered.variant
            );
            diagnostics.push(
                Diagnostic::new(DiagnosticCode::NameCollision, code.code.span, message)
                    .secondary(first.span, "the other is here"),
            );
            continue;
        }
        codes.push((lowered, &code.code));
    }
    Some(CodeEnum { name, codes: codes.into_iter().map(|(code, _)| code).collect() })
}

/// Finds a code that the service declares.
fn shared_code(
    code: &Spanned<String>,
    declared: Declared<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<ErrorCode> {
    let known = declared.codes.map(|codes| codes.codes.as_slice()).unwrap_or_default();
    let found = known.iter().find(|known| known.code == code.value);
    if found.is_none() && declared.is_complete {
        let message = format!("`service.yaml` declares no error code `{}`", code.value);
        let diagnostic = Diagnostic::new(DiagnosticCode::UnknownErrorCode, code.span, message);
        let diagnostic = diagnostic.did_you_mean(&code.value, known.iter().map(|known| known.code.as_str()));
        diagnostics.push(diagnostic.help("declare it there, or here: `Code: {class: …, doc: …}`"));
    }
    Some(ErrorCode { is_shared: true, ..found?.clone() })
}

/// Reports codes of a service that no operation uses.
pub(super) fn check_unused(service: &spec::Service, diagnostics: &mut Diagnostics) {
    // An operation without a list can fail with all codes.
    if service.operations.iter().any(|operation| operation.errors.is_empty()) {
        return;
    }
    let named: HashSet<&str> = service
        .operations
        .iter()
        .flat_map(|operation| &operation.errors)
        .filter(|code| code.is_reference)
        .map(|code| code.code.value.as_str())
        .collect();
    for code in service.errors.iter().filter(|code| !named.contains(code.code.value.as_str())) {
        let message = format!("no operation names the error code `{}`", code.code.value);
        let diagnostic = Diagnostic::new(DiagnosticCode::UnusedErrorCode, code.code.span, message);
        diagnostics.push(diagnostic.help("name it in an operation, or remove it"));
    }
}

fn lower_code(
    code: &spec::ErrorCode,
    rules: Option<&[ErrorRule]>,
    diagnostics: &mut Diagnostics,
) -> Option<ErrorCode> {
    let text = code.code.value.as_str();
    let variant = names::camel(text).map(|camel| names::variant(&camel));
    if variant.is_none() || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        let message = format!("`{text}` is not a valid error code");
        let diagnostic = Diagnostic::new(DiagnosticCode::BadName, code.code.span, message);
        diagnostics.push(diagnostic.help("a code contains ASCII letters and digits, and no spaces"));
        return None;
    }
    let rule = rules.unwrap_or_default().iter().find(|rule| {
        let matches = match &rule.matches {
            ErrorMatch::Code(whole) => whole == text,
            ErrorMatch::Prefix(prefix) => text.starts_with(prefix.as_str()),
        };
        matches && rule.message.is_none()
    });
    let own = code.http.as_ref().and_then(|http| parse_status(http, diagnostics));
    let class = code.class.as_ref().and_then(|class| ErrorClass::from_word(&class.value));
    let class = class.or(rule.map(|rule| rule.class));
    if class.is_none() && !code.has_class_key && rules.is_some() {
        let message = format!("`{text}` has no class, and no rule of the provider matches it");
        let diagnostic = Diagnostic::new(DiagnosticCode::ErrorWithoutClass, code.code.span, message);
        diagnostics.push(diagnostic.help("add a `class`, or a rule in `provider.yaml`"));
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
