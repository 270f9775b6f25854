//! Error codes with what they mean.

use std::collections::BTreeSet;

use super::around::Around;
use super::fields::{TODO, todo};
use super::notes::Notes;
use super::yaml::{Flow, text};
use crate::model::{ErrorClass, names};
use crate::page::facts::ErrorCode as Fact;

/// An error code of a draft.
#[derive(Clone, Debug)]
pub(crate) struct ErrorCode {
    /// As it comes.
    pub(crate) code: String,
    /// HTTP status.
    pub(crate) http: Option<u16>,
    /// What it means to a caller.
    pub(crate) class: ErrorClass,
    /// The line of the page.
    pub(crate) line: u32,
    /// What a person is to look at.
    pub(crate) remarks: Vec<String>,
    /// The service declares it, so that its name says all.
    pub(crate) is_declared: bool,
}

impl ErrorCode {
    /// Its keys in the order of the specs.
    pub(crate) fn flow(&self) -> Flow {
        Flow::default()
            .maybe("http", self.http.map(|http| http.to_string()))
            .key("class", self.class.word())
            .key("doc", TODO)
    }

    /// Its line in a list, without its indent and end: the name alone where the service declares it.
    pub(crate) fn item(&self) -> String {
        let entry = if self.is_declared { text(&self.code) } else { self.entry() };
        format!("- {entry}")
    }

    /// Its line in a map, without its indent and end.
    pub(crate) fn entry(&self) -> String {
        format!("{}: {}{}", text(&self.code), self.flow(), todo(self.line, &self.remarks))
    }
}

/// The codes of a page.
pub(super) fn codes(facts: &[Fact], around: &Around<'_>, notes: &mut Notes) -> Vec<ErrorCode> {
    let mut variants = BTreeSet::new();
    let mut out = Vec::new();
    for fact in facts {
        let code = fact.code.as_str();
        let variant = names::camel(code).map(|camel| names::variant(&camel));
        let blank = code.chars().any(|c| c.is_whitespace() || c.is_control());
        let Some(variant) = variant.filter(|_| !blank) else {
            notes.add(fact.line, format!("`{code}` is not written as error codes are, so it is left out"));
            continue;
        };
        if !variants.insert(variant) {
            notes.add(fact.line, format!("`{code}` stands on the page before, or differs from another code in no more than its punctuation; left out"));
            continue;
        }
        let http = fact.http.filter(|http| (100..=599).contains(http));
        let declared = around.service.map(|service| service.errors.as_slice()).unwrap_or_default();
        let is_declared = declared.iter().any(|own| own.code.value == code);
        let (class, is_guess) = class(code, http, around);
        let mut remarks = Vec::new();
        if is_guess && !is_declared {
            notes.add(fact.line, format!("`{code}`: taken for `{}`, after its words", class.word()));
            remarks.push("class?".to_owned());
        }
        out.push(ErrorCode { code: code.to_owned(), http, class, line: fact.line, remarks, is_declared });
    }
    out
}

/// What words in a code say about its class, the narrower first.
const WORDS: &[(ErrorClass, &[&str])] = &[
    (ErrorClass::Throttling, &["throttl", "toomanyrequests", "requestlimitexceeded", "flowlimit"]),
    (ErrorClass::NotFound, &["notfound", "notexist", "nosuch", "notfind"]),
    (ErrorClass::Quota, &["quota", "limitexceed", "insufficient", "exceedlimit", "outoflimit"]),
    (
        ErrorClass::Conflict,
        &[
            "conflict",
            "inuse",
            "exists",
            "alreadyexist",
            "duplicate",
            "incorrect",
            "operationdenied",
            "statusinvalid",
            "statuserror",
            "lock",
        ],
    ),
    (
        ErrorClass::Permission,
        &["forbidden", "unauthorized", "permission", "denied", "notauthorized", "nocamauth", "whitelist"],
    ),
    (ErrorClass::Unsupported, &["unsupported", "notsupport"]),
    (ErrorClass::InvalidRequest, &["invalid", "missing", "malformed", "illegal", "mustspecif"]),
    (ErrorClass::Unavailable, &["unavailable", "busy"]),
    (ErrorClass::Internal, &["internal", "systemerror", "unknownerror"]),
];

/// The class of a code, and whether that is but a guess.
fn class(code: &str, http: Option<u16>, around: &Around<'_>) -> (ErrorClass, bool) {
    let rule = around.provider.rules.iter().find(|rule| {
        let exact = rule.code.as_ref().is_some_and(|whole| whole.value == code);
        let begins = rule.prefix.as_ref().is_some_and(|prefix| code.starts_with(&prefix.value));
        rule.message.is_none() && (exact || begins)
    });
    let ruled = rule.and_then(|rule| ErrorClass::from_word(&rule.class.as_ref()?.value));
    let folded: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let folded = folded.to_ascii_lowercase();
    let words = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let said = WORDS.iter().find(|(_, any)| words(any)).map(|(class, _)| *class);
    match (ruled, said) {
        // A wide rule speaks of the request; the code itself says that something is not there.
        (Some(ErrorClass::InvalidRequest), Some(ErrorClass::NotFound)) => (ErrorClass::NotFound, true),
        (Some(ruled), _) => (ruled, false),
        (None, Some(said)) => (said, true),
        (None, None) => {
            let class = match http {
                Some(401) => ErrorClass::Authentication,
                Some(403) => ErrorClass::Permission,
                Some(404) => ErrorClass::NotFound,
                Some(409) => ErrorClass::Conflict,
                Some(429) => ErrorClass::Throttling,
                Some(503) => ErrorClass::Unavailable,
                Some(500..) => ErrorClass::Internal,
                _ => ErrorClass::InvalidRequest,
            };
            (class, true)
        }
    }
}
